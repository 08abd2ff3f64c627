"""How good predictions are, in numbers that people compare."""

from __future__ import annotations

import numpy as np

from nnplay.ops import Array


def confusion_matrix(predictions: Array, targets: Array, classes: int) -> Array:
    """Counts (classes, classes): row = the true class, column = the predicted one.

    Both arguments are as a network is trained: (n, 1) with class 0 positive and class 1 negative,
    or one column per class. A prediction of exactly zero counts as class 0, as it is drawn.
    """
    true, predicted = _classes(targets), _classes(predictions)
    return np.bincount(true * classes + predicted, minlength=classes**2).reshape(classes, classes)


def r_squared(predictions: Array, targets: Array) -> float:
    """Share of the targets' variance that is explained: 1 is perfect, 0 as good as their mean."""
    # float64, where the square of a diverging prediction does not overflow yet
    residual = np.square(targets - predictions, dtype=float).sum()
    total = np.square(targets - targets.mean(), dtype=float).sum()
    return float(1 - residual / total) if total else 0.0


def _classes(columns: Array) -> Array:
    if columns.shape[1] == 1:
        return np.where(columns[:, 0] >= 0, 0, 1)
    largest: Array = columns.argmax(axis=1)
    return largest
