import numpy as np
import pytest

from nnplay.own_data import read_points, sample_formula, split_stably


def test_points_are_triples_of_coordinates_and_class():
    samples = read_points((1.0, 2.0, 0.0, -3.0, 4.0, 4.0), "classification")
    assert samples.inputs.tolist() == [[1, 2], [-3, 4]]
    assert samples.targets.tolist() == [0, 4]
    assert samples.classes == 5


def test_there_are_never_less_than_two_classes():
    assert read_points((1.0, 2.0, 0.0), "classification").classes == 2


def test_for_regression_the_third_number_is_the_value():
    samples = read_points((1.0, 2.0, -0.25), "regression")
    assert samples.targets.tolist() == [-0.25]
    assert samples.classes == 0


@pytest.mark.parametrize(
    ("flat", "message"),
    [
        ((), "0 numbers"),
        ((1.0, 2.0), "2 numbers"),
        ((0.0, 0.0, 1.0, 1.0, 1.0, 6.0), "point 2 has class 6"),
        ((0.0, 0.0, 0.5), "point 1 has class 0.5"),
        ((0.0, 0.0, 1.0, 0.0, -1e300, 1.0), r"point 2 has -1e\+300 \(expected at most 3.4e\+38"),
    ],
)
def test_points_that_are_none_are_refused(flat, message):
    with pytest.raises(ValueError, match=message):
        read_points(flat, "classification")


def test_a_formula_gives_its_sign_as_a_class_and_its_value_for_regression():
    rng = np.random.default_rng(0)
    samples = sample_formula("x1 * x2", "classification", rng, 100, 0.0)
    products = samples.inputs.prod(axis=1)
    assert np.array_equal(samples.targets, products < 0)
    samples = sample_formula("x1 * x2", "regression", rng, 100, 0.0)
    np.testing.assert_allclose(samples.targets, samples.inputs.prod(axis=1))


def test_noise_never_leaves_the_plane_where_the_formula_was_checked():
    samples = sample_formula("sqrt(x1 + 6)", "regression", np.random.default_rng(0), 500, 0.5)
    assert np.isfinite(samples.targets).all()


def test_one_point_more_changes_the_side_of_no_other():
    flat = tuple(np.random.default_rng(0).uniform(-5, 5, 60).round(2))
    few = split_stably(read_points(flat[:57], "regression"), np.random.default_rng(1), 0.5)
    more = split_stably(read_points(flat, "regression"), np.random.default_rng(1), 0.5)
    assert more.train_inputs[: len(few.train_inputs)].tolist() == few.train_inputs.tolist()
    assert more.test_inputs[: len(few.test_inputs)].tolist() == few.test_inputs.tolist()


def test_a_single_point_is_for_training():
    only = split_stably(read_points((0.0, 0.0, 0.0), "regression"), np.random.default_rng(3), 0.1)
    assert len(only.train_inputs) == 1
