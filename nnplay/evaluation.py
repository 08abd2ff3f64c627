"""A network over many points, by a kernel that whoever runs this package may install.

NumPy without BLAS multiplies large matrices at a tenth of what the processor can do. The page hands
`install` a few lines of WebAssembly that work in place on NumPy's memory (web/kernel/dense.wat).
Where there are none, or an activation is not among theirs, `Session` replays NumPy calls instead:
the results are the same to 1e-5, and everything that learns stays with NumPy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from nnplay.losses import Objective
from nnplay.nn import MLP
from nnplay.ops import Array
from nnplay.program import record
from nnplay.tensor import Tensor

# Arguments of the kernel: x and the distance of its rows, weight, bias, out and the distance of its
# rows, inputs, outputs, columns, activation. Addresses and distances are in bytes.
DenseCall = tuple[int, ...]
Binder = Callable[[Sequence[DenseCall]], Callable[[], None]]

ACTIVATION_CODES = {"linear": 0, "relu": 1, "tanh": 2, "sigmoid": 3}
FEWEST_POINTS = 500  # for fewer NumPy is as fast
LANES = 8  # the kernel takes so many points at once
CHUNK = 1000  # points that go through all layers while they are in the cache

_binder: Binder | None = None


def install(binder: Binder | None) -> None:
    """From now on use the kernel: `binder(calls)` returns what makes all these calls. Or none."""
    global _binder
    _binder = binder


def can_evaluate(model: MLP, inputs: Array) -> bool:
    """Whether there is a kernel, and it is worth while for this network and these inputs."""
    return (
        _binder is not None
        and len(inputs) >= FEWEST_POINTS
        and inputs.shape[1] > 0
        and model.vector.dtype == np.float32
        and set(model.activations) <= ACTIVATION_CODES.keys()
    )


class Evaluation:
    """Calling it gives values of neurons, (n, width) per layer, in the same arrays each time.

    It follows all changes of the parameters. wants_units: of every layer, not only the predictions.
    """

    def __init__(
        self, model: MLP, objective: Objective, inputs: Array, *, wants_units: bool
    ) -> None:
        assert _binder is not None
        self.inputs = inputs  # which it belongs to; they must not change
        self.columns = _in_columns(inputs)
        self.model = model
        points = len(inputs)
        whole = [_whole(width, self.columns) for width in model.layers[1:]]
        if wants_units:
            self.buffers = whole
            calls = self._calls(self.columns, whole)
            self.hidden = [units[:, :points].T for units in whole[:-1]]
        else:
            chunk = min(CHUNK, self.columns.shape[1])
            self.buffers = [np.empty(width * chunk, np.float32) for width in model.layers[1:-1]]
            calls = self._chunked_calls(chunk, whole[-1])
            self.hidden = []
        logits = whole[-1][:, :points].T
        self.predict = record(lambda z: objective.predict(Tensor(z)).data, logits)
        self.run = _binder(calls)

    def __call__(self) -> list[Array]:
        self.run()
        return [*self.hidden, self.predict()]

    def _chunked_calls(self, chunk: int, output: Array) -> list[DenseCall]:
        """A chunk goes through all layers before the next one overwrites its hidden values."""
        calls = []
        for start in range(0, self.columns.shape[1], chunk):
            x = self.columns[:, start : start + chunk]
            size = x.shape[1]  # of the last one it may be less
            hidden = [
                buffer[: width * size].reshape(width, size)
                for buffer, width in zip(self.buffers, self.model.layers[1:-1], strict=True)
            ]
            calls += self._calls(x, [*hidden, output[:, start : start + size]])
        return calls

    def _calls(self, x: Array, outputs: list[Array]) -> list[DenseCall]:
        """One for each layer, from (width, columns) to (width, columns)."""
        codes = [ACTIVATION_CODES[name] for name in (*self.model.activations, "linear")]
        return [
            (
                *(_address(source), source.strides[0]),
                *(_address(linear.weight.data), _address(linear.bias.data)),
                *(_address(target), target.strides[0]),
                *(*linear.weight.shape, source.shape[1], code),
            )
            for linear, code, (source, target) in zip(
                self.model.linears, codes, pairwise([x, *outputs]), strict=True
            )
        ]


def _in_columns(inputs: Array) -> Array:
    """(n, features) as (features, n or a few more), the rest zeros."""
    n, features = inputs.shape
    columns = np.zeros((features, -(-n // LANES) * LANES), np.float32)
    columns[:, :n] = inputs.T
    return columns


def _whole(width: int, columns: Array) -> Array:
    return np.empty((width, columns.shape[1]), np.float32)


def _address(array: Array) -> int:
    return array.ctypes.data
