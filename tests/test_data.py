from math import cos, hypot, pi, sin

import numpy as np
import pytest

from nnplay.data import DATASETS, EXTENT, add_label_noise, encode, grid_points, split

MOVES_POINTS = ("gauss", "spiral", "moons", "rings", "blobs")
CONES = [(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)]


def generate(name, n=1000, noise=0.0, seed=0):
    return DATASETS[name].generate(np.random.default_rng(seed), n, noise)


# ----- what holds for every data set -----


@pytest.mark.parametrize("n", [10, 11, 500])
@pytest.mark.parametrize("name", DATASETS)
def test_there_are_as_many_points_as_asked_for(name, n):
    inputs, targets = generate(name, n)
    assert inputs.shape == (n, 2)
    assert targets.shape == (n,)


@pytest.mark.parametrize("name", DATASETS)
def test_the_same_seed_gives_the_same_data(name):
    for first, second in zip(generate(name), generate(name), strict=True):
        np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("name", DATASETS)
def test_another_seed_gives_other_data(name):
    if name != "spiral":  # which has nothing random without noise
        assert (generate(name)[0] != generate(name, seed=1)[0]).any()


@pytest.mark.parametrize("name", DATASETS)
def test_without_noise_the_points_lie_in_the_plane_that_is_drawn(name):
    inputs, _ = generate(name)
    assert np.abs(inputs).max() <= EXTENT


@pytest.mark.parametrize("n", [30, 31])
@pytest.mark.parametrize("name", [name for name, dataset in DATASETS.items() if dataset.classes])
def test_the_classes_are_balanced(name, n):
    _, targets = generate(name, n)
    counts = np.bincount(targets, minlength=DATASETS[name].classes)
    assert len(counts) == DATASETS[name].classes
    # The quadrants of xor are drawn, not dealt out.
    assert np.ptp(counts) <= (n // 2 if name == "xor" else 1)


@pytest.mark.parametrize("name", DATASETS)
def test_noise_moves_the_points_or_the_labels(name):
    (inputs, targets), (noisy_inputs, noisy_targets) = generate(name), generate(name, noise=0.5)
    has_moved = (inputs != noisy_inputs).any()
    assert has_moved == (name in MOVES_POINTS)
    assert has_moved or (targets != noisy_targets).any()


# ----- the formulas of TensorFlow Playground -----


def test_circle_is_a_disc_inside_a_ring():
    inputs, targets = generate("circle")
    radius = np.hypot(*inputs.T)
    assert (radius[targets == 0] < 2.5).all()
    assert ((radius[targets == 1] >= 3.5) & (radius[targets == 1] <= 5)).all()
    # The radius is drawn evenly, so that the disc is denser in its middle.
    np.testing.assert_allclose(radius[targets == 0].mean(), 1.25, rtol=0.1)


def test_noise_flips_labels_of_circle_only_near_the_edge():
    inputs, targets = generate("circle", noise=0.2)
    is_flipped = (np.hypot(*inputs.T) < 2.5) != (targets == 0)
    assert is_flipped.any()
    assert (np.abs(np.hypot(*inputs[is_flipped].T) - 2.5) <= 0.2 * np.hypot(5, 5)).all()


def test_xor_gives_opposite_quadrants_one_class_and_keeps_off_the_axes():
    inputs, targets = generate("xor")
    np.testing.assert_array_equal(targets == 0, inputs[:, 0] * inputs[:, 1] >= 0)
    assert np.abs(inputs).min() >= 0.3
    assert 5 < np.abs(inputs).max() <= 5.3


def test_noise_flips_labels_of_xor_only_near_the_axes():
    inputs, targets = generate("xor", noise=0.1)
    is_flipped = (inputs[:, 0] * inputs[:, 1] >= 0) != (targets == 0)
    assert is_flipped.any()
    assert (np.abs(inputs[is_flipped]).min(axis=1) <= 0.1 * 5).all()


@pytest.mark.parametrize("noise", [0, 0.25, 0.5])
def test_the_variance_of_gauss_grows_with_noise(noise):
    inputs, targets = generate("gauss", 20_000, noise)
    for target, center in [(0, 2), (1, -2)]:
        cloud = inputs[targets == target]
        np.testing.assert_allclose(cloud.mean(axis=0), center, atol=0.05)
        np.testing.assert_allclose(cloud.var(axis=0), 0.5 + 7 * noise, rtol=0.05)


def test_spiral_is_the_formula():
    inputs, targets = generate("spiral", 100)
    expected = []
    for shift in (0, pi):
        for i in range(50):
            r = i / 50 * 5
            t = 1.75 * i / 50 * 2 * pi + shift
            expected.append((r * sin(t), r * cos(t)))
    np.testing.assert_allclose(inputs, expected, atol=1e-12)
    np.testing.assert_array_equal(targets, [0] * 50 + [1] * 50)


def test_noise_moves_the_points_of_spiral_by_at_most_itself():
    moved = np.abs(generate("spiral", noise=0.3)[0] - generate("spiral")[0])
    assert 0.29 < moved.max() <= 0.3


def test_plane_is_the_formula():
    inputs, targets = generate("plane")
    np.testing.assert_allclose(targets, (inputs[:, 0] + inputs[:, 1]) / 10)


def test_noise_on_plane_is_that_of_a_shifted_point():
    inputs, targets = generate("plane", noise=0.5)
    error = np.abs(targets - inputs.sum(axis=1) / 10)
    assert 0.3 < error.max() <= 0.5 * 2 * EXTENT / 10


def test_multi_gauss_is_the_formula():
    inputs, targets = generate("multi_gauss", 200)
    for (x, y), target in zip(inputs, targets, strict=True):
        heights = [sign * max(0, 1 - hypot(x - cx, y - cy) / 2) for cx, cy, sign in CONES]
        np.testing.assert_allclose(target, max(heights, key=abs))


# ----- split -----


@pytest.mark.parametrize(
    ("n", "percent", "expected"), [(500, 50, 250), (11, 50, 5), (10, 10, 1), (100, 29, 29)]
)
def test_the_training_part_is_rounded_down(n, percent, expected):
    parts = split(np.zeros((n, 2)), np.zeros(n), np.random.default_rng(0), percent)
    assert len(parts.train_inputs) == len(parts.train_targets) == expected
    assert len(parts.test_inputs) == len(parts.test_targets) == n - expected


def test_a_split_shuffles_and_loses_no_point():
    numbers = np.arange(100)
    inputs = np.stack([numbers, -numbers], axis=1)
    parts = split(inputs, numbers, np.random.default_rng(0), 30)
    targets = np.concatenate([parts.train_targets, parts.test_targets])
    assert (targets != numbers).any()
    np.testing.assert_array_equal(np.sort(targets), numbers)
    np.testing.assert_array_equal(parts.train_inputs[:, 0], parts.train_targets)
    np.testing.assert_array_equal(parts.test_inputs[:, 1], -parts.test_targets)


def test_a_split_is_float32():
    parts = split(np.zeros((10, 2)), np.arange(10), np.random.default_rng(0), 50)
    assert {part.dtype for part in parts} == {np.dtype(np.float32)}


# ----- label noise -----


@pytest.mark.parametrize("classes", [2, 3, 6])
def test_label_noise_gives_a_share_of_the_points_another_class(classes):
    targets = np.arange(6000) % classes
    noisy = add_label_noise(targets, classes, 0.25, np.random.default_rng(0))
    np.testing.assert_allclose(np.mean(noisy != targets), 0.25, atol=0.02)
    assert set(noisy) == set(range(classes))


def test_label_noise_on_numbers_takes_those_of_other_points():
    targets = np.linspace(0, 1, 1000)
    noisy = add_label_noise(targets, 0, 0.5, np.random.default_rng(0))
    assert 400 < np.sum(noisy != targets) < 600
    assert set(noisy) <= set(targets)


@pytest.mark.parametrize("classes", [0, 2, 3])
def test_no_label_noise_changes_nothing(classes):
    targets = np.arange(6) % max(classes, 1)
    noisy = add_label_noise(targets, classes, 0, np.random.default_rng(0))
    np.testing.assert_array_equal(noisy, targets)


# ----- encode -----


def test_two_classes_are_encoded_as_plus_and_minus_one():
    np.testing.assert_array_equal(encode(np.array([0.0, 1, 0]), 2), [[1], [-1], [1]])


def test_more_classes_are_encoded_one_hot():
    np.testing.assert_array_equal(encode(np.array([2.0, 0]), 3), [[0, 0, 1], [1, 0, 0]])


def test_numbers_stay_numbers():
    np.testing.assert_array_equal(encode(np.array([0.5, -2]), 0), [[0.5], [-2]])


@pytest.mark.parametrize("classes", [0, 2, 3])
def test_encoded_targets_are_float32(classes):
    assert encode(np.array([0.0, 1.0]), classes).dtype == np.float32


# ----- the grid -----


def test_the_grid_starts_top_left_and_goes_on_by_row():
    np.testing.assert_array_equal(grid_points(2), [[-3, 3], [3, 3], [-3, -3], [3, -3]])


def test_the_grid_is_made_of_pixel_centres():
    points = grid_points(100)
    np.testing.assert_allclose(points[:, 0].min(), -EXTENT + EXTENT / 100, rtol=1e-6)
    np.testing.assert_allclose(np.diff(points[:100, 0]), 2 * EXTENT / 100, rtol=1e-4)
    assert points.dtype == np.float32
