import numpy as np
import pytest

from nnplay.features import FEATURE_NAMES, FEATURES, compute_features

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
