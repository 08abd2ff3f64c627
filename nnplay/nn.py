"""Layers, and the multilayer perceptron made of them.

All parameters of a network lie in one flat vector; weights and biases are views of it. An
optimizer then updates everything in a few calls, whatever the depth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import DTypeLike

from nnplay.ops import Array
from nnplay.tensor import Tensor

Activation = Callable[[Tensor], Tensor]
Initializer = Callable[[np.random.Generator, int, int, str], tuple[Array, float]]


def _gelu(x: Tensor) -> Tensor:
    """The tanh form of Hendrycks & Gimpel 2016, https://arxiv.org/abs/1606.08415."""
    inner: Tensor = float(np.sqrt(2 / np.pi)) * (x + 0.044715 * x * x.square())
    return 0.5 * x * (1 + inner.tanh())


ACTIVATIONS: dict[str, Activation] = {
    "tanh": Tensor.tanh,
    "relu": Tensor.relu,
    "sigmoid": Tensor.sigmoid,
    "linear": lambda x: x,
    "leaky_relu": lambda x: (0.01 * x).maximum(x),  # so its slope at 0 is 0.01
    "elu": lambda x: x.relu() + x.minimum(0).exp() - 1,
    "softplus": Tensor.softplus,
    "swish": lambda x: x * x.sigmoid(),
    "gelu": _gelu,
    "sine": Tensor.sin,
    "gaussian": lambda x: (-x.square()).exp(),
    "hard_tanh": lambda x: x.maximum(-1).minimum(1),
}


def _uniform(rng: np.random.Generator, n_in: int, n_out: int, _: str) -> tuple[Array, float]:
    """U(-0.5, 0.5) whatever the fan-in, bias 0.1: what TensorFlow Playground starts from."""
    return rng.uniform(-0.5, 0.5, (n_in, n_out)), 0.1


def _xavier(rng: np.random.Generator, n_in: int, n_out: int, _: str) -> tuple[Array, float]:
    """Glorot & Bengio 2010, https://proceedings.mlr.press/v9/glorot10a.html, equation 16."""
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_in, n_out)), 0.0


def _he(rng: np.random.Generator, n_in: int, n_out: int, _: str) -> tuple[Array, float]:
    """He et al. 2015, https://arxiv.org/abs/1502.01852, equation 10."""
    return rng.normal(0.0, np.sqrt(2 / max(n_in, 1)), (n_in, n_out)), 0.0


def _lecun(rng: np.random.Generator, n_in: int, n_out: int, activation: str) -> tuple[Array, float]:
    """N(0, 1 / fan-in), and before a ReLU the bias 0.1: what ConvNetJS starts from."""
    weight = rng.normal(0.0, np.sqrt(1 / max(n_in, 1)), (n_in, n_out))
    return weight, 0.1 if activation == "relu" else 0.0


def _zeros(rng: np.random.Generator, n_in: int, n_out: int, _: str) -> tuple[Array, float]:
    """All neurons of a layer stay equal for ever: shows why symmetry has to be broken."""
    return np.zeros((n_in, n_out)), 0.0


def _constant(rng: np.random.Generator, n_in: int, n_out: int, _: str) -> tuple[Array, float]:
    """As alike as zeros, but gradients do reach the first layer."""
    return np.full((n_in, n_out), 0.5), 0.0


# (rng, fan in, fan out, the activation that follows) -> weight (fan in, fan out) and the bias of
# every neuron; logits are followed by "linear".
INITIALIZERS: dict[str, Initializer] = {
    "xavier": _xavier,
    "he": _he,
    "lecun": _lecun,
    "uniform": _uniform,
    "zeros": _zeros,
    "constant": _constant,
}


class Linear:
    """inputs @ weight + bias, with weight (in_features, out_features), bias (out_features,)."""

    def __init__(self, weight: Array, bias: Array) -> None:
        self.weight = Tensor(weight, requires_grad=True)
        self.bias = Tensor(bias, requires_grad=True)

    def __call__(self, inputs: Tensor) -> Tensor:
        return inputs @ self.weight + self.bias

    def __repr__(self) -> str:
        return f"Linear{self.weight.shape}"


class MLP:
    """A fully connected network; `layers=[2, 4, 2, 1]` has two inputs and hidden layers of 4 and 2.

    It maps inputs (batch, layers[0]) to logits (batch, layers[-1]): the last layer is linear, and
    what turns logits into predictions belongs to the objective (see losses.py).

    layers: neurons per layer, inputs first.
    activation: a key of ACTIVATIONS for all hidden layers, or one for each.
    vector: the parameters, flat; zeros when omitted (see `initialize`). Order: weight, bias, by
    layer, weights row-major. Raises ValueError for unknown activations and wrong lengths.
    """

    def __init__(
        self,
        layers: Sequence[int],
        activation: str | Sequence[str] = "tanh",
        vector: Array | None = None,
        dtype: DTypeLike = np.float32,
    ) -> None:
        self.layers = list(layers)
        self.activations = _one_per_layer(activation, len(self.layers) - 2)
        self.vector = np.zeros(count_parameters(layers), dtype) if vector is None else vector
        if self.vector.shape != (count_parameters(layers),):
            raise ValueError(
                f"invalid vector: shape {self.vector.shape}, "
                f"expected ({count_parameters(layers)},) for layers {self.layers}"
            )
        views = self.views(self.vector)
        self.linears = [Linear(w, b) for w, b in zip(views[::2], views[1::2], strict=True)]

    def __call__(self, inputs: Tensor) -> Tensor:
        return self.forward(inputs)[-1]

    def __repr__(self) -> str:
        return f"MLP({self.layers}, {self.activations})"

    def forward(self, inputs: Tensor, masks: Sequence[Tensor] = ()) -> list[Tensor]:
        """The activations of every hidden layer, (batch, width) each, and the logits last.

        masks: for dropout, one (batch, width) per hidden layer, multiplied into its activations.
        """
        units = [inputs]
        for i, linear in enumerate(self.linears[:-1]):
            unit = ACTIVATIONS[self.activations[i]](linear(units[-1]))
            units.append(unit * masks[i] if masks else unit)
        return [*units[1:], self.linears[-1](units[-1])]

    @property
    def parameters(self) -> list[Tensor]:
        """Weight and bias of every layer, in the order of the vector."""
        return [tensor for linear in self.linears for tensor in (linear.weight, linear.bias)]

    def views(self, vector: Array) -> list[Array]:
        """Weight and bias of every layer as views of a vector laid out like `self.vector`."""
        views = []
        offset = 0
        for n_in, n_out in pairwise(self.layers):
            views.append(vector[offset : offset + n_in * n_out].reshape(n_in, n_out))
            offset += n_in * n_out
            views.append(vector[offset : offset + n_out])
            offset += n_out
        return views

    def over(self, vector: Array) -> MLP:
        """The same network on another parameter vector."""
        return MLP(self.layers, self.activations, vector)

    def initialize(self, initializer: str, rng: np.random.Generator) -> MLP:
        """Fill the parameters by a rule of INITIALIZERS, in place; returns self."""
        if initializer not in INITIALIZERS:
            raise ValueError(
                f"unknown initializer: {initializer!r} (expected {', '.join(INITIALIZERS)})"
            )
        rule = INITIALIZERS[initializer]
        for linear, activation in zip(self.linears, [*self.activations, "linear"], strict=True):
            n_in, n_out = linear.weight.shape
            weight, bias = rule(rng, n_in, n_out, activation)
            linear.weight.data[...] = weight
            linear.bias.data[...] = bias
        return self

    def weight_mask(self) -> Array:
        """1 for every weight and 0 for every bias, laid out like the vector."""
        mask = np.zeros_like(self.vector)
        for weight in self.views(mask)[::2]:
            weight[...] = 1
        return mask


def _one_per_layer(activation: str | Sequence[str], hidden_layers: int) -> list[str]:
    names = [activation] * hidden_layers if isinstance(activation, str) else list(activation)
    unknown = {activation} if isinstance(activation, str) else set(names)
    for name in sorted(unknown - set(ACTIVATIONS)):
        raise ValueError(f"unknown activation: {name!r} (expected {', '.join(ACTIVATIONS)})")
    if len(names) != hidden_layers:
        raise ValueError(f"invalid activation: {len(names)} names for {hidden_layers} layers")
    return names


def count_parameters(layers: Sequence[int]) -> int:
    """Number of weights and biases of a fully connected network."""
    return sum(n_in * n_out + n_out for n_in, n_out in pairwise(layers))
