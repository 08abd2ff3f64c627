"""Differentiable primitives: every row is a forward rule and, beside it, its gradient.

`vjps` holds one vector-Jacobian product per input. It takes the incoming gradient `g`, the result
`out` and the inputs (`x`, or `x` and `y`), and returns the gradient with respect to that input,
in any shape that broadcasting can relate to the input's: `tensor.py` sums or spreads it, once for
all rules. Options of a rule (`axis`, `shape`) are keyword arguments of both.

Rules consist of NumPy ufuncs and views only, so that `program.py` can record them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Axis = int | tuple[int, ...] | None


class Op(NamedTuple):
    """A primitive: `forward(*inputs, **options)` and `vjps[i](g, out, *inputs, **options)`."""

    forward: Callable[..., Array]
    vjps: tuple[Callable[..., Array], ...]


def sigmoid(x: Array) -> Array:
    """1 / (1 + exp(-x)), written with tanh so that no exponential can overflow."""
    return 0.5 * np.tanh(0.5 * x) + 0.5


def softplus(x: Array) -> Array:
    """log(1 + exp(x)) without overflow."""
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def logsumexp(x: Array, axis: int = -1) -> Array:
    """log(sum(exp(x))) over one axis, which is kept with length 1; the maximum is factored out."""
    largest = np.maximum.reduce(x, axis=axis, keepdims=True)
    return largest + np.log(np.add.reduce(np.exp(x - largest), axis=axis, keepdims=True))


def _matmul(x: Array, y: Array) -> Array:
    # NumPy also multiplies vectors and stacks, whose gradients are not those of the row below.
    if x.ndim != 2 or y.ndim != 2:
        raise ValueError(f"matmul needs two matrices, got shapes {x.shape} and {y.shape}")
    product: Array = np.matmul(x, y)
    return product


def _sum(x: Array, axis: Axis = None) -> Array:
    total: Array = np.add.reduce(x, axis=axis)
    return total


def _spread(g: Array, out: Array, x: Array, axis: Axis = None) -> Array:
    return g if axis is None else np.expand_dims(g, axis)


OPS: dict[str, Op] = {
    # ----- arithmetic -----
    "add": Op(np.add, (lambda g, out, x, y: g, lambda g, out, x, y: g)),
    "subtract": Op(np.subtract, (lambda g, out, x, y: g, lambda g, out, x, y: -g)),
    "multiply": Op(np.multiply, (lambda g, out, x, y: g * y, lambda g, out, x, y: g * x)),
    "divide": Op(np.divide, (lambda g, out, x, y: g / y, lambda g, out, x, y: -g * out / y)),
    "maximum": Op(
        np.maximum,
        (lambda g, out, x, y: g * (x >= y), lambda g, out, x, y: g * (x < y)),
    ),
    "minimum": Op(
        np.minimum,
        (lambda g, out, x, y: g * (x <= y), lambda g, out, x, y: g * (x > y)),
    ),
    "matmul": Op(
        _matmul,
        (lambda g, out, x, y: np.matmul(g, y.T), lambda g, out, x, y: np.matmul(x.T, g)),
    ),
    # ----- elementwise -----
    "negative": Op(np.negative, (lambda g, out, x: -g,)),
    "square": Op(np.square, (lambda g, out, x: 2 * g * x,)),
    "sqrt": Op(np.sqrt, (lambda g, out, x: 0.5 * g / out,)),
    "exp": Op(np.exp, (lambda g, out, x: g * out,)),
    "log": Op(np.log, (lambda g, out, x: g / x,)),
    "abs": Op(np.abs, (lambda g, out, x: g * np.sign(x),)),
    "sin": Op(np.sin, (lambda g, out, x: g * np.cos(x),)),
    "cos": Op(np.cos, (lambda g, out, x: -g * np.sin(x),)),
    # 1 - out² rather than 1 / cosh(x)²: it cannot overflow and reuses the result.
    "tanh": Op(np.tanh, (lambda g, out, x: g * (1 - out * out),)),
    "sigmoid": Op(sigmoid, (lambda g, out, x: g * (out * (1 - out)),)),
    # The result is never negative, so its sign is the derivative: 0 or 1.
    "relu": Op(lambda x: np.maximum(x, 0), (lambda g, out, x: g * np.sign(out),)),
    "softplus": Op(softplus, (lambda g, out, x: g * sigmoid(x),)),
    # ----- reductions and shapes -----
    "sum": Op(_sum, (_spread,)),
    "logsumexp": Op(logsumexp, (lambda g, out, x, axis=-1: g * np.exp(x - out),)),
    "reshape": Op(
        lambda x, shape: x.reshape(shape), (lambda g, out, x, shape: g.reshape(x.shape),)
    ),
    "transpose": Op(lambda x: x.T, (lambda g, out, x: g.T,)),
}
