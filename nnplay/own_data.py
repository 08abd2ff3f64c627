"""Data that the reader brings: points placed or pasted one by one, or a formula over the plane."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nnplay.data import EXTENT, Split
from nnplay.formula import Formula
from nnplay.ops import FLOAT32_MAX, Array

MAX_POINTS = 5000
MAX_CLASSES = 6


class Samples(NamedTuple):
    """inputs (n, 2), targets (n,), and how many classes the targets name (0 for numbers)."""

    inputs: Array
    targets: Array
    classes: int


def read_points(flat: tuple[float, ...], problem: str) -> Samples:
    """Points written as x1, x2, target, x1, x2, target, …; at least one.

    For classification a target is a class from 0 to 5. Raises ValueError naming the point.
    """
    if not flat or len(flat) % 3:
        raise ValueError(f"invalid points: {len(flat)} numbers (expected x1, x2, target for each)")
    rows = np.array(flat).reshape(-1, 3)
    too_large = np.argwhere(np.abs(rows) > FLOAT32_MAX)
    if too_large.size:
        point, value = too_large[0, 0] + 1, rows[tuple(too_large[0])]
        raise ValueError(
            f"invalid points: point {point} has {value:g} "
            f"(expected at most {FLOAT32_MAX:.2g} either way)"
        )
    inputs, targets = rows[:, :2], rows[:, 2]
    if problem == "regression":
        return Samples(inputs, targets, 0)
    for number, target in enumerate(targets, 1):
        if target not in range(MAX_CLASSES):
            raise ValueError(
                f"invalid points: point {number} has class {target:g} "
                f"(expected a whole number, 0 to {MAX_CLASSES - 1})"
            )
    return Samples(inputs, targets, max(2, int(targets.max()) + 1))


def sample_formula(
    text: str, problem: str, rng: np.random.Generator, n: int, noise: float
) -> Samples:
    """Points all over the plane, with the formula's value or, as a class, its sign.

    noise shifts the point at which the formula is taken, as in `data.plane`.
    """
    inputs = rng.uniform(-EXTENT, EXTENT, (n, 2))
    shifted = inputs + noise * rng.uniform(-EXTENT, EXTENT, (n, 2))
    values = Formula(text)(*np.clip(shifted, -EXTENT, EXTENT).T)
    if problem == "regression":
        return Samples(inputs, values, 0)
    return Samples(inputs, np.where(values >= 0, 0.0, 1.0), 2)


def split_stably(samples: Samples, rng: np.random.Generator, train_share: float) -> Split:
    """Each point is for training or not by its own draw: a point more changes no other.

    At least one point is for training.
    """
    is_train = rng.random(MAX_POINTS)[: len(samples.inputs)] < train_share
    if not is_train.any():
        is_train[0] = True
    inputs, targets = samples.inputs.astype(np.float32), samples.targets.astype(np.float32)
    return Split(inputs[is_train], targets[is_train], inputs[~is_train], targets[~is_train])
