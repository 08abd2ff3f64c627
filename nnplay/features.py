"""Input features: what the network sees of a point of the plane."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from nnplay.formula import Formula
from nnplay.ops import Array

Feature = Callable[[Array, Array], Array]  # (x1, x2), each (n,) -> (n,)

FEATURES: dict[str, Feature] = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1_squared": lambda x1, x2: x1 * x1,
    "x2_squared": lambda x1, x2: x2 * x2,
    "x1_x2": lambda x1, x2: x1 * x2,
    "sin_x1": lambda x1, x2: np.sin(x1),
    "sin_x2": lambda x1, x2: np.sin(x2),
}


CUSTOM = "custom"  # the name of the feature that the reader types as a formula
FEATURE_NAMES = (*FEATURES, CUSTOM)


SCALINGS = ("none", "standard")


def compute_features(names: Sequence[str], points: Array, custom: str = "") -> Array:
    """Points (n, 2) -> features (n, len(names)), float32; `custom` is a formula in x1 and x2."""
    x1, x2 = points.T
    rules: dict[str, Feature] = {**FEATURES, CUSTOM: Formula(custom or "0")}
    columns = [rules[name](x1, x2) for name in names]
    return np.array(columns, np.float32).reshape(len(names), len(points)).T.copy()


def standardize(features: Array, reference: Array) -> Array:
    """Features (n, width) by the mean and the standard deviation of the reference's, float32.

    One that is constant in the reference is only moved.
    """
    mean = reference.mean(axis=0, dtype=np.float64)
    deviation = reference.std(axis=0, dtype=np.float64)
    deviation[np.ptp(reference, axis=0) == 0] = 1
    return np.asarray((features - mean) / deviation, np.float32)
