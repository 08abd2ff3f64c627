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


FLOAT32_MAX = float(np.finfo(np.float32).max)


class Op(NamedTuple):
    """A primitive: `forward(*inputs, **options)` and `vjps[i](g, out, *inputs, **options)`."""

    forward: Callable[..., Array]
    vjps: tuple[Callable[..., Array], ...]


# Up to this many elements a call costs more than its arithmetic: then one call beats several
# faster ones. Figures below are for NumPy in WebAssembly, per element.
FEW = 500


def sigmoid(x: Array) -> Array:
    """1 / (1 + exp(-x)); an exponential that overflows gives the limit, 0."""
    with np.errstate(over="ignore"):
        result: Array = 1 / (np.exp(-x) + 1)
    return result


def tanh(x: Array) -> Array:
    """The hyperbolic tangent, off by 2e-7 at most: by exp, 10 ns, where np.tanh takes 19."""
    if x.size <= FEW:
        return np.tanh(x)
    with np.errstate(over="ignore"):  # to infinity, which gives the limit, 1
        result: Array = 1 - 2 / (np.exp(x + x) + 1)
    return result


def relu(x: Array) -> Array:
    """max(x, 0) of the bits of x, read as signed integers: 1 ns, where that of floats takes 6.

    Positive numbers have positive bits in the same order, negative ones negative bits.
    """
    positive: Array = np.maximum(_bits(x), 0)
    return positive.view(x.dtype)


def _where_positive(g: Array, out: Array) -> Array:
    """g where out, which is never negative, is positive, else 0: 2 ns, where a product takes 5."""
    if out.size <= FEW:
        return g * np.sign(out)
    sign_bit = 8 * out.itemsize - 1
    mask = np.right_shift(np.negative(_bits(out)), sign_bit)  # all ones, or all zeros
    kept: Array = np.bitwise_and(_bits(g), mask)
    return kept.view(g.dtype)


def _bits(x: Array) -> Array:
    return x.view(f"i{x.itemsize}")


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
    "tanh": Op(tanh, (lambda g, out, x: g * (1 - out * out),)),
    "sigmoid": Op(sigmoid, (lambda g, out, x: g * (out * (1 - out)),)),
    "relu": Op(relu, (lambda g, out, x: _where_positive(g, out),)),
    "softplus": Op(softplus, (lambda g, out, x: g * sigmoid(x),)),
    # ----- reductions and shapes -----
    "sum": Op(_sum, (_spread,)),
    "logsumexp": Op(logsumexp, (lambda g, out, x, axis=-1: g * np.exp(x - out),)),
    "reshape": Op(
        lambda x, shape: x.reshape(shape), (lambda g, out, x, shape: g.reshape(x.shape),)
    ),
    "transpose": Op(lambda x: x.T, (lambda g, out, x: g.T,)),
}
