"""What training minimizes, and how logits become predictions.

Every loss is a mean over the batch, so that the learning rate does not depend on its size.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from nnplay.tensor import Tensor

Loss = Callable[[Tensor, Tensor], Tensor]


def squared_error(predictions: Tensor, targets: Tensor) -> Tensor:
    """Half the squared error, summed over outputs (batch, outputs), averaged over the batch.

    The half makes the gradient `predictions - targets`; TensorFlow Playground and ConvNetJS both
    define it so.
    """
    return 0.5 * (predictions - targets).square().sum(axis=1).mean()


def huber(predictions: Tensor, targets: Tensor) -> Tensor:
    """Half the squared error up to a distance of 1, then linear: outliers pull no harder.

    Huber 1964, https://doi.org/10.1214/aoms/1177703732.
    """
    distance = (predictions - targets).abs()
    near = distance.minimum(1)
    return (near * (distance - 0.5 * near)).sum(axis=1).mean()


def binary_cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    """Negative log likelihood of targets -1 or +1 (batch, 1) when P(+1) = sigmoid(logit)."""
    return (-targets * logits).softplus().sum(axis=1).mean()


def softmax_cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    """Negative log likelihood of one-hot targets (batch, classes) under softmax(logits)."""
    return (logits.logsumexp() - (targets * logits).sum(axis=1).reshape(-1, 1)).mean()


def softmax(logits: Tensor) -> Tensor:
    """Probabilities of the classes (batch, classes)."""
    return (logits - logits.logsumexp()).exp()


class Objective(NamedTuple):
    """A loss for one kind of problem: `loss(logits, targets)` and `predict(logits)`."""

    predict: Callable[[Tensor], Tensor]
    loss: Loss


def _after(predict: Callable[[Tensor], Tensor], loss: Loss = squared_error) -> Objective:
    """A loss of what `predict` makes of the logits."""
    return Objective(predict, lambda z, targets: loss(predict(z), targets))


# (problem, loss). Bounded is a regression of values in [0, 1]; a binary prediction is in (-1, 1),
# where cross-entropy uses 2 sigmoid(z) - 1.
OBJECTIVES: dict[tuple[str, str], Objective] = {
    ("regression", "squared_error"): _after(lambda z: z),
    ("regression", "huber"): _after(lambda z: z, huber),
    ("bounded", "squared_error"): _after(Tensor.sigmoid),
    ("binary", "squared_error"): _after(Tensor.tanh),
    ("binary", "cross_entropy"): Objective(lambda z: (0.5 * z).tanh(), binary_cross_entropy),
    ("multiclass", "squared_error"): _after(softmax),
    ("multiclass", "cross_entropy"): Objective(softmax, softmax_cross_entropy),
}

LOSSES = tuple(dict.fromkeys(loss for _, loss in OBJECTIVES))
