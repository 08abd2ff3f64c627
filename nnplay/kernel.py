"""The kernel: a few functions that whoever runs this package may install, to make networks faster.

NumPy without BLAS multiplies matrices at a tenth of what the processor can do, and a call of it
costs more than a small layer. The page hands `install` some WebAssembly that works in place on
NumPy's memory (web/kernel/assembly/dense.wat). Where there is none everything is done by NumPy, and
the results are the same to 1e-5.

A call is the name of a function and its numbers; addresses and distances are in bytes. Matrices lie
with features first, (width, columns), and the columns are a multiple of LANES:

dense            x, distance of its rows, weight, distance of its inputs, of its outputs, bias, out,
                 distance of its rows, inputs, outputs, columns, activation
weight_gradient  x, distance of its rows, errors, distance of its rows, gradient, inputs, outputs,
                 columns
undo_activation  values, errors, how many, activation
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from nnplay.nn import MLP, Linear
from nnplay.ops import Array

Call = tuple[str | int, ...]
Binder = Callable[[Sequence[Call]], Callable[[], None]]

ACTIVATION_CODES = {"linear": 0, "relu": 1, "tanh": 2, "sigmoid": 3}
LANES = 8  # the kernel takes so many points at once

_binder: Binder | None = None


def install(binder: Binder | None) -> None:
    """From now on use the kernel: `binder(calls)` returns what makes all these calls. Or none."""
    global _binder
    _binder = binder


def bind(calls: Sequence[Call]) -> Callable[[], None]:
    """What makes all these calls; there has to be a kernel."""
    assert _binder is not None
    return _binder(calls)


def can_compute(model: MLP) -> bool:
    """Whether there is a kernel, and it knows what this network is made of."""
    return (
        _binder is not None
        and model.layers[0] > 0
        and model.vector.dtype == np.float32
        and set(model.activations) <= ACTIVATION_CODES.keys()
    )


def codes(model: MLP) -> list[int]:
    """The activation of every layer; logits have none."""
    return [ACTIVATION_CODES[name] for name in (*model.activations, "linear")]


def padded(points: int) -> int:
    """The columns for so many points."""
    return -(-points // LANES) * LANES


def dense(x: Array, linear: Linear, out: Array, code: int) -> Call:
    """One layer: x (inputs, columns) to out (outputs, columns)."""
    weight = linear.weight.data
    across, along = weight.strides
    return (
        *("dense", address(x), x.strides[0]),
        *(address(weight), across, along, address(linear.bias.data)),
        *(address(out), out.strides[0]),
        *(*weight.shape, x.shape[1], code),
    )


def address(array: Array) -> int:
    """Where an array begins."""
    return array.ctypes.data
