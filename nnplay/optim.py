"""Optimizers: rules that turn gradients into updates of one flat parameter vector.

A rule writes in place into the parameters `w` and its own slots, given the gradient `g`; all are
arrays (the learning rate a 0-d one), so that a recording sees every change of their values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from nnplay.ops import Array


def sgd(w: Array, g: Array, learning_rate: Array) -> None:
    """Gradient descent."""
    w -= learning_rate * g


def momentum(w: Array, g: Array, learning_rate: Array, velocity: Array) -> None:
    """Classical momentum of 0.9 (Polyak 1964), as in Sutskever et al. 2013, equations 1 and 2.

    https://proceedings.mlr.press/v28/sutskever13.html
    """
    velocity *= 0.9
    velocity -= learning_rate * g
    w += velocity


def nesterov(w: Array, g: Array, learning_rate: Array, velocity: Array) -> None:
    """Nesterov's momentum of 0.9, in the form that needs the gradient at `w` only.

    Bengio et al. 2013, https://arxiv.org/abs/1212.0901, equations 6 and 7.
    """
    velocity *= 0.9
    velocity -= learning_rate * g
    w += 0.9 * velocity - learning_rate * g


def adagrad(w: Array, g: Array, learning_rate: Array, total: Array) -> None:
    """Duchi et al. 2011, https://jmlr.org/papers/v12/duchi11a.html, diagonal form."""
    total += g * g
    w -= learning_rate * g / (np.sqrt(total) + 1e-8)


def rmsprop(w: Array, g: Array, learning_rate: Array, square: Array) -> None:
    """Tieleman & Hinton 2012, Neural Networks for Machine Learning, lecture 6.5."""
    square += (1 - 0.9) * (g * g - square)
    w -= learning_rate * g / (np.sqrt(square) + 1e-8)


def adadelta(w: Array, g: Array, learning_rate: Array, square: Array, change: Array) -> None:
    """Zeiler 2012, https://arxiv.org/abs/1212.5701, algorithm 1; the paper's learning rate is 1."""
    rho, epsilon = 0.95, 1e-6
    square += (1 - rho) * (g * g - square)
    update = g * np.sqrt((change + epsilon) / (square + epsilon))
    change += (1 - rho) * (update * update - change)
    w -= learning_rate * update


def adam(w: Array, g: Array, learning_rate: Array, step: Array, mean: Array, square: Array) -> None:
    """Kingma & Ba 2015, https://arxiv.org/abs/1412.6980, algorithm 1.

    Both averages are kept unbiased: what is new gets the share (1 - beta) / (1 - beta^step), which
    is the same as dividing by 1 - beta^step afterwards, and takes fewer operations.
    """
    betas = np.array([0.9, 0.999], w.dtype)
    step += 1
    shares = (1 - betas) / (1 - betas**step)
    mean += shares[:1] * (g - mean)
    square += shares[1:] * (g * g - square)
    w -= learning_rate * mean / (np.sqrt(square) + 1e-8)


def adamw(
    w: Array, g: Array, learning_rate: Array, step: Array, mean: Array, square: Array
) -> None:
    """Adam with weight decay of 0.01 beside the gradient: Loshchilov & Hutter 2019, algorithm 2.

    https://arxiv.org/abs/1711.05101
    """
    w -= learning_rate * 0.01 * w
    adam(w, g, learning_rate, step, mean, square)


class Rule(NamedTuple):
    """`update(w, g, learning_rate, *counters, *slots)`.

    counters: how many 0-d arrays it keeps, slots: how many arrays shaped like the parameters; all
    start at zero.
    """

    update: Callable[..., None]
    counters: int
    slots: int


OPTIMIZERS: dict[str, Rule] = {
    "sgd": Rule(sgd, 0, 0),
    "momentum": Rule(momentum, 0, 1),
    "nesterov": Rule(nesterov, 0, 1),
    "adagrad": Rule(adagrad, 0, 1),
    "rmsprop": Rule(rmsprop, 0, 1),
    "adadelta": Rule(adadelta, 0, 2),
    "adam": Rule(adam, 1, 2),
    "adamw": Rule(adamw, 1, 2),
}


class Optimizer:
    """A rule with the arrays it needs for one parameter vector.

    name: a key of OPTIMIZERS; learning_rate may be changed at any time through its setter.
    Raises ValueError for an unknown name.
    """

    def __init__(self, name: str, vector: Array, learning_rate: float) -> None:
        if name not in OPTIMIZERS:
            raise ValueError(f"unknown optimizer: {name!r} (expected {', '.join(OPTIMIZERS)})")
        self.name = name
        rule = OPTIMIZERS[name]
        self.update = rule.update
        self.rate = np.array(learning_rate, vector.dtype)
        counters = [np.zeros((), vector.dtype) for _ in range(rule.counters)]
        self.slots = counters + [np.zeros_like(vector) for _ in range(rule.slots)]

    @property
    def learning_rate(self) -> float:
        """Size of each update."""
        return float(self.rate)

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self.rate[...] = value

    def step(self, vector: Array, gradient: Array) -> None:
        """Update the vector in place."""
        self.update(vector, gradient, self.rate, *self.slots)


def clip_norm(g: Array, limit: Array) -> None:
    """Shorten a gradient that is longer than the limit, and keep its direction.

    Pascanu et al. 2013, https://proceedings.mlr.press/v28/pascanu13.html, algorithm 1.
    """
    norm = np.sqrt(np.add.reduce(g * g, keepdims=True))
    g *= limit / np.maximum(norm, limit)


# ----- regularization: a penalty on the weights, never on the biases -----


def add_l2(g: Array, w: Array, is_weight: Array, rate: Array) -> None:
    """Add the gradient of rate / 2 · w², before the optimizer."""
    g += rate * is_weight * w


def shrink_l1(w: Array, is_weight: Array, learning_rate: Array, rate: Array) -> None:
    """The proximal step of rate · |w|, after the optimizer: towards zero, and never across it.

    Zero is reached exactly, and left again when the gradient says so (Parikh & Boyd 2014,
    section 6.5.2, https://web.stanford.edu/~boyd/papers/prox_algs.html).
    """
    shrunk = np.maximum(np.abs(w) - learning_rate * rate * is_weight, 0)
    np.multiply(np.sign(w), shrunk, out=w)


REGULARIZATIONS = ("none", "l1", "l2")
