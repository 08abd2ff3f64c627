"""A network over many points, by the kernel where there is one and it pays off.

Elsewhere `Session` replays NumPy calls instead.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from nnplay import kernel
from nnplay.losses import Objective
from nnplay.nn import MLP
from nnplay.ops import Array
from nnplay.program import record
from nnplay.tensor import Tensor

FEWEST_POINTS = 500  # for fewer NumPy is as fast
CHUNK = 1000  # points that go through all layers while they are in the cache


def can_evaluate(model: MLP, inputs: Array) -> bool:
    """Whether there is a kernel, and it is worth while for this network and these inputs."""
    return len(inputs) >= FEWEST_POINTS and kernel.can_compute(model)


class Evaluation:
    """Calling it gives values of neurons, (n, width) per layer, in the same arrays each time.

    It follows all changes of the parameters. wants_units: of every layer, not only the predictions.
    """

    def __init__(
        self, model: MLP, objective: Objective, inputs: Array, *, wants_units: bool
    ) -> None:
        self.inputs = inputs  # which it belongs to; they must not change
        self.columns = _in_columns(inputs)
        self.model = model
        points, columns = len(inputs), self.columns.shape[1]
        # Only units that are asked for are kept whole: those of all points may take 100 MB.
        chunk = columns if wants_units else min(CHUNK, columns)
        self.buffers = [np.empty(width * chunk, np.float32) for width in model.layers[1:-1]]
        output = np.zeros((model.layers[-1], columns), np.float32)  # recording computes with it
        calls = self._calls(chunk, output)
        wanted = self.buffers if wants_units else []
        self.hidden = [buffer.reshape(-1, columns)[:, :points].T for buffer in wanted]
        logits = output[:, :points].T
        self.predict = record(lambda z: objective.predict(Tensor(z)).data, logits)
        self.run = kernel.bind(calls)

    def __call__(self) -> list[Array]:
        self.run()
        return [*self.hidden, self.predict()]

    def _calls(self, chunk: int, output: Array) -> list[kernel.Call]:
        """A chunk goes through all layers before the next one overwrites its hidden values."""
        calls = []
        codes = kernel.codes(self.model)
        for start in range(0, self.columns.shape[1], chunk):
            x = self.columns[:, start : start + chunk]
            size = x.shape[1]  # of the last one it may be less
            hidden = [
                buffer[: width * size].reshape(width, size)
                for buffer, width in zip(self.buffers, self.model.layers[1:-1], strict=True)
            ]
            values = pairwise([x, *hidden, output[:, start : start + size]])
            layers = zip(values, self.model.linears, codes, strict=True)
            calls += [
                kernel.dense(source, linear, out, code) for (source, out), linear, code in layers
            ]
        return calls


def _in_columns(inputs: Array) -> Array:
    """(n, features) as (features, n or a few more), the rest zeros."""
    n, features = inputs.shape
    columns = np.zeros((features, kernel.padded(n)), np.float32)
    columns[:, :n] = inputs.T
    return columns
