"""Toy data sets over the plane: points in about [-6, 6]², and a class or a number for each.

The formulas of circle, xor, gauss, spiral, plane and multi_gauss are those of TensorFlow
Playground. `noise` is in [0, 0.5]; what it moves, the points or the labels, is the data set's own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from nnplay.ops import Array

Rng = np.random.Generator
Generate = Callable[[Rng, int, float], tuple[Array, Array]]

EXTENT = 6.0  # the plane that is drawn reaches from -EXTENT to EXTENT


def circle(rng: Rng, n: int, noise: float) -> tuple[Array, Array]:
    """A disc of radius 2.5 inside a ring; noise flips labels near the edge."""
    radius = np.concatenate([rng.uniform(0, 2.5, n // 2), rng.uniform(3.5, 5, n - n // 2)])
    inputs = _polar(radius, rng.uniform(0, 2 * np.pi, n))
    shifted = inputs + noise * rng.uniform(-5, 5, (n, 2))
    return inputs, _class(np.hypot(*shifted.T) < 2.5)


def xor(rng: Rng, n: int, noise: float) -> tuple[Array, Array]:
    """Opposite quadrants share a class; noise flips labels near the axes."""
    inputs = rng.uniform(-5, 5, (n, 2))
    inputs += np.where(inputs > 0, 0.3, -0.3)
    shifted = inputs + noise * rng.uniform(-5, 5, (n, 2))
    return inputs, _class(shifted[:, 0] * shifted[:, 1] >= 0)


def gauss(rng: Rng, n: int, noise: float) -> tuple[Array, Array]:
    """Two round clouds at (2, 2) and (-2, -2); noise widens them: variance 0.5 + 7 noise."""
    is_first = np.arange(n) < n // 2
    center = np.where(is_first, 2.0, -2.0)[:, None]
    return center + rng.normal(0, np.sqrt(0.5 + 7 * noise), (n, 2)), _class(is_first)


def spiral(rng: Rng, n: int, noise: float) -> tuple[Array, Array]:
    """Two interleaved arms of 1.75 turns; noise moves the points."""
    per_arm = (n + 1) // 2
    is_first = np.arange(n) < per_arm
    along = (np.arange(n) % per_arm) / per_arm
    angle = 1.75 * 2 * np.pi * along + np.where(is_first, 0, np.pi)
    return _polar(5 * along, angle) + noise * rng.uniform(-1, 1, (n, 2)), _class(is_first)


def moons(rng: Rng, n: int, noise: float) -> tuple[Array, Array]:
    """Two half circles that embrace; noise moves the points."""
    is_first = np.arange(n) < n // 2
    angle = rng.uniform(0, np.pi, n)
    arc = np.stack([3.2 * np.cos(angle) - 1.5, 3.2 * np.sin(angle) - 0.9], axis=1)
    inputs = np.where(is_first[:, None], arc, -arc)
    return inputs + (0.15 + 2 * noise) * rng.normal(0, 1, (n, 2)), _class(is_first)


def rings(rng: Rng, n: int, noise: float) -> tuple[Array, Array]:
    """Three concentric rings, one class each; noise moves the points."""
    classes = np.arange(n) % 3
    radius = np.array([0.9, 2.7, 4.6])[classes] + rng.uniform(-0.5, 0.5, n)
    inputs = _polar(radius, rng.uniform(0, 2 * np.pi, n))
    return inputs + 2 * noise * rng.normal(0, 1, (n, 2)), classes


def blobs(rng: Rng, n: int, noise: float) -> tuple[Array, Array]:
    """Four round clouds, one class each; noise widens them."""
    classes = np.arange(n) % 4
    center = np.array([(2.6, 2.6), (-2.6, 2.6), (-2.6, -2.6), (2.6, -2.6)])[classes]
    return center + rng.normal(0, 0.5 + 3 * noise, (n, 2)), classes


def plane(rng: Rng, n: int, noise: float) -> tuple[Array, Array]:
    """(x1 + x2) / 10; noise shifts the point at which the value is taken."""
    inputs, shifted = _uniform_square(rng, n, noise)
    return inputs, shifted.sum(axis=1) / 10


def multi_gauss(rng: Rng, n: int, noise: float) -> tuple[Array, Array]:
    """Six cones of alternating sign; noise shifts the point at which the value is taken."""
    inputs, shifted = _uniform_square(rng, n, noise)
    centers = np.array([(-4, 2.5), (0, 2.5), (4, 2.5), (-4, -2.5), (0, -2.5), (4, -2.5)])
    signs = np.array([1, -1, 1, -1, 1, -1])
    distance = np.hypot(*(shifted[:, None, :] - centers).transpose(2, 0, 1))
    heights = signs * np.clip(1 - distance / 2, 0, 1)
    highest = np.abs(heights).argmax(axis=1)
    return inputs, heights[np.arange(n), highest]


def _polar(radius: Array, angle: Array) -> Array:
    return np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)


def _class(is_first: Array) -> Array:
    """Class 0, drawn as +1, where true; class 1, drawn as -1, elsewhere."""
    return np.where(is_first, 0, 1)


def _uniform_square(rng: Rng, n: int, noise: float) -> tuple[Array, Array]:
    inputs = rng.uniform(-EXTENT, EXTENT, (n, 2))
    return inputs, inputs + noise * rng.uniform(-EXTENT, EXTENT, (n, 2))


class Dataset(NamedTuple):
    """`generate(rng, n, noise)` -> inputs (n, 2) and targets (n,).

    classes: how many, with targets 0 … classes - 1; 0 for regression, where targets are numbers.
    """

    generate: Generate
    classes: int


DATASETS: dict[str, Dataset] = {
    "circle": Dataset(circle, 2),
    "xor": Dataset(xor, 2),
    "gauss": Dataset(gauss, 2),
    "spiral": Dataset(spiral, 2),
    "moons": Dataset(moons, 2),
    "rings": Dataset(rings, 3),
    "blobs": Dataset(blobs, 4),
    "plane": Dataset(plane, 0),
    "multi_gauss": Dataset(multi_gauss, 0),
}


def grid_points(size: int) -> Array:
    """Pixel centres of a size by size map of the plane (size², 2), by row from the top left."""
    centers = ((np.arange(size) + 0.5) / size * 2 - 1) * EXTENT
    x1 = np.tile(centers, size)
    x2 = np.repeat(-centers, size)
    return np.stack([x1, x2], axis=1).astype(np.float32)


class Split(NamedTuple):
    """Shuffled points, cut in two: inputs (n, 2), targets (n,)."""

    train_inputs: Array
    train_targets: Array
    test_inputs: Array
    test_targets: Array


def split(inputs: Array, targets: Array, rng: Rng, train_percent: int) -> Split:
    """Shuffle; the first `train_percent` of the points, rounded down, are for training."""
    order = rng.permutation(len(inputs))
    cut = len(inputs) * train_percent // 100
    train, test = order[:cut], order[cut:]
    inputs = inputs.astype(np.float32)
    targets = targets.astype(np.float32)
    return Split(inputs[train], targets[train], inputs[test], targets[test])


def add_label_noise(targets: Array, classes: int, share: float, rng: Rng) -> Array:
    """Give a share (0..1) of the targets (n,) another class; of numbers, the value of another."""
    is_wrong = rng.random(len(targets)) < share
    if classes == 0:
        return np.where(is_wrong, rng.permutation(targets), targets)
    return np.where(is_wrong, (targets + rng.integers(1, classes, len(targets))) % classes, targets)


def encode(targets: Array, classes: int) -> Array:
    """Targets (n,) as a network is trained on them: (n, 1), or one-hot (n, classes).

    Two classes become +1 (class 0) and -1 (class 1); numbers stay numbers (classes 0).
    """
    if classes > 2:
        one_hot: Array = np.eye(classes, dtype=np.float32)[targets.astype(int)]
        return one_hot
    column = targets[:, None].astype(np.float32)
    return 1 - 2 * column if classes == 2 else column
