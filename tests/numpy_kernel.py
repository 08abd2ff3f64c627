"""A kernel of NumPy, which reads and writes memory as the one of WebAssembly does."""

import ctypes

import numpy as np
import pytest

from nnplay import kernel as kernels
from nnplay.kernel import ACTIVATION_CODES, LANES
from nnplay.nn import ACTIVATIONS
from nnplay.tensor import Tensor

NAMES = {code: name for name, code in ACTIVATION_CODES.items()}
DERIVATIVES = {
    "relu": lambda a: a > 0,
    "tanh": lambda a: 1 - a * a,
    "sigmoid": lambda a: a * (1 - a),
}


def matrix(address, rows, columns, stride, step=4):
    """A view of memory; the distances of rows and columns are in bytes."""
    size = (rows - 1) * stride + (columns - 1) * step + 4
    raw = (ctypes.c_uint8 * size).from_address(address)
    return np.ndarray((rows, columns), np.float32, raw, strides=(stride, step))


def dense(x, x_stride, weight, across, along, bias, out, out_stride, *shape):
    inputs, outputs, columns, activation = shape
    assert columns % LANES == 0
    assert activation == 0 or out_stride == 4 * columns
    weights = matrix(weight, inputs, outputs, across, along)
    logits = weights.T @ matrix(x, inputs, columns, x_stride) + matrix(bias, outputs, 1, 4)
    activated = ACTIVATIONS[NAMES[activation]](Tensor(logits)).data
    matrix(out, outputs, columns, out_stride)[...] = activated


def weight_gradient(x, x_stride, errors, errors_stride, gradient, inputs, outputs, columns):
    assert columns % LANES == 0
    transposed = matrix(errors, outputs, columns, errors_stride).T
    product = matrix(x, inputs, columns, x_stride) @ transposed
    matrix(gradient, inputs, outputs, 4 * outputs)[...] = product


def undo_activation(values, errors, count, activation):
    derivative = DERIVATIVES[NAMES[activation]](matrix(values, 1, count, 4 * count))
    matrix(errors, 1, count, 4 * count)[...] *= derivative


FUNCTIONS = {function.__name__: function for function in (dense, weight_gradient, undo_activation)}
runs: list[int] = []  # how many calls each of them made


def bind(calls):
    def run():
        runs.append(len(calls))
        for name, *numbers in calls:
            FUNCTIONS[name](*numbers)

    return run


@pytest.fixture
def kernel():
    runs.clear()
    kernels.install(bind)
    yield
    kernels.install(None)
