"""A small neural-network library in pure NumPy: autograd, perceptrons, toy data, live runs."""

from nnplay.nn import MLP, Linear
from nnplay.tensor import Tensor, gradients, no_grad

__all__ = ["MLP", "Linear", "Tensor", "gradients", "no_grad"]
