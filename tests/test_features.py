import numpy as np
import pytest

from nnplay.features import FEATURE_NAMES, FEATURES, compute_features, standardize

POINTS = np.array([[0.5, -2], [3, 0]])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("x1", [0.5, 3]),
        ("x2", [-2, 0]),
        ("x1_squared", [0.25, 9]),
        ("x2_squared", [4, 0]),
        ("x1_x2", [-1, 0]),
        ("sin_x1", np.sin([0.5, 3])),
        ("sin_x2", np.sin([-2, 0])),
    ],
)
def test_a_feature_is_its_formula(name, expected):
    np.testing.assert_allclose(compute_features([name], POINTS)[:, 0], expected, rtol=1e-6)


def test_features_come_in_the_order_of_their_names():
    features = compute_features(["x2", "x1", "x1_x2"], POINTS)
    np.testing.assert_array_equal(features, [[-2, 0.5, -1], [0, 3, 0]])


def test_a_custom_feature_is_a_formula():
    features = compute_features(["x1", "custom"], POINTS, "x1 * x2 + 1")
    np.testing.assert_array_equal(features, [[0.5, 0], [3, 1]])


def test_the_custom_feature_is_the_last_and_zero_until_it_is_typed():
    features = compute_features(FEATURE_NAMES, POINTS)
    assert features.shape == (2, len(FEATURES) + 1)
    np.testing.assert_array_equal(features[:, -1], 0)


@pytest.mark.parametrize("names", [(), ("x1",), FEATURE_NAMES])
def test_features_are_float32_rows_in_memory(names):
    features = compute_features(names, POINTS)
    assert features.shape == (2, len(names))
    assert features.dtype == np.float32
    assert features.flags.c_contiguous


def test_standardized_features_have_mean_0_and_deviation_1_where_they_come_from():
    points = np.random.default_rng(0).uniform(-6, 6, (200, 2))
    features = compute_features(tuple(FEATURES), points)
    scaled = standardize(features, features)
    assert scaled.dtype == np.float32
    np.testing.assert_allclose(scaled.mean(axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(scaled.std(axis=0), 1, rtol=1e-6)


def test_others_are_scaled_by_the_same_rule():
    reference = np.array([[0, 5], [4, 5]], np.float32)
    scaled = standardize(np.array([[2, 5], [6, 7]], np.float32), reference)
    np.testing.assert_array_equal(scaled, [[0, 0], [2, 2]])


def test_a_feature_that_is_constant_but_for_rounding_is_only_moved():
    features = np.full((1000, 1), 0.1, np.float32)
    np.testing.assert_allclose(standardize(features, features), 0, atol=1e-7)
