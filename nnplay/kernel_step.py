"""The gradient of a training step by the kernel, where there is one.

Two calls of the kernel stand for all layers, forward and back. What lies between them, the loss,
is recorded NumPy, so that every objective works; and so is what follows, the optimizer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from nnplay import kernel
from nnplay.losses import Objective
from nnplay.nn import MLP, Linear
from nnplay.ops import Array
from nnplay.program import record
from nnplay.tensor import Tensor, gradients


class KernelGradient:
    """Calling it writes the gradient of the loss over a batch into `gradient`, all of it.

    inputs: (batch, features), targets: (batch, outputs), gradient: laid out like the parameters;
    it looks at them, and at the parameters, anew in each call.
    """

    def __init__(
        self, model: MLP, objective: Objective, inputs: Array, targets: Array, gradient: Array
    ) -> None:
        size, columns = len(inputs), kernel.padded(len(inputs))
        # A row of ones below the values of each layer: what the bias is multiplied by.
        self.units = [np.ones((width + 1, columns), np.float32) for width in model.layers]
        # Columns beyond the batch are errors of zero, which go back as zeros.
        self.errors = [np.zeros((width, columns), np.float32) for width in model.layers[1:]]
        self.units[0][:-1] = 0
        self.inputs = inputs.T
        self.columns = self.units[0][:-1, :size]
        self.no_bias = np.zeros(max(model.layers), np.float32)
        self.forward = kernel.bind(self._forward_calls(model))
        logits, errors = self.units[-1][:-1, :size].T, self.errors[-1][:, :size].T
        self.differentiate = record(_differentiator(objective), logits, targets, errors)
        self.backward = kernel.bind(self._backward_calls(model, gradient))

    def __call__(self) -> None:
        np.copyto(self.columns, self.inputs)
        self.forward()
        self.differentiate()
        self.backward()

    def _forward_calls(self, model: MLP) -> list[kernel.Call]:
        values = [units[:-1] for units in self.units]
        layers = zip(values[:-1], model.linears, values[1:], kernel.codes(model), strict=True)
        return [kernel.dense(*layer) for layer in layers]

    def _backward_calls(self, model: MLP, gradient: Array) -> list[kernel.Call]:
        calls: list[kernel.Call] = []
        for i in reversed(range(len(model.linears))):
            x, errors = self.units[i], self.errors[i]
            calls.append(_weight_gradient(x, errors, model.views(gradient)[2 * i]))
            if i > 0:
                code = kernel.codes(model)[i - 1]
                back = Linear(model.linears[i].weight.data.T, self.no_bias)
                calls.append(kernel.dense(errors, back, self.errors[i - 1], 0))
                calls += _undo_activation(x[:-1], self.errors[i - 1], code)
        return calls


def _differentiator(objective: Objective) -> Callable[[Array, Array, Array], None]:
    """A function that writes the gradient of the loss with respect to the logits."""

    def differentiate(logits: Array, targets: Array, errors: Array) -> None:
        z = Tensor(logits, requires_grad=True)
        (part,) = gradients(objective.loss(z, Tensor(targets)), [z])
        np.positive(part, out=errors)

    return differentiate


def _weight_gradient(x: Array, errors: Array, gradient: Array) -> kernel.Call:
    """The gradient of the bias follows that of the weight in memory, as a last row."""
    return (
        *("weight_gradient", kernel.address(x), x.strides[0]),
        *(kernel.address(errors), errors.strides[0], kernel.address(gradient)),
        *(len(x), *errors.shape),
    )


def _undo_activation(values: Array, errors: Array, code: int) -> Sequence[kernel.Call]:
    if code == kernel.ACTIVATION_CODES["linear"]:
        return []
    addresses = kernel.address(values), kernel.address(errors)
    return [("undo_activation", *addresses, errors.size, code)]
