"""A Tensor is an array that remembers how it was computed, so that gradients can flow back.

Reverse-mode automatic differentiation over the primitives of `ops.py`
(Baydin et al., 2018, https://arxiv.org/abs/1502.05767).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from nnplay.ops import OPS, Array, Axis, Op

_grad_enabled = True


@contextmanager
def no_grad() -> Iterator[None]:
    """Inside this block results do not remember their inputs: faster, and nothing to keep."""
    global _grad_enabled
    before, _grad_enabled = _grad_enabled, False
    try:
        yield
    finally:
        _grad_enabled = before


class Node(NamedTuple):
    """How a tensor was computed."""

    op: Op
    inputs: tuple[Tensor, ...]
    options: dict[str, Any]


class Tensor:
    """An array, and the operation it came from.

    data: any array-like; floating arrays keep their type, everything else becomes float32.
    requires_grad: whether `backward()` should leave a gradient in `.grad`.
    """

    __slots__ = ("data", "grad", "node", "requires_grad")
    __array_priority__ = 1000  # array + tensor is our __radd__, not an array of tensors

    def __init__(
        self, data: ArrayLike, requires_grad: bool = False, dtype: DTypeLike | None = None
    ) -> None:
        self.data = _as_floating(data, dtype)
        self.requires_grad = requires_grad
        self.grad: Array | None = None
        self.node: Node | None = None

    def __repr__(self) -> str:
        return f"Tensor({np.array2string(self.data, precision=4, threshold=20)})"

    @property
    def shape(self) -> tuple[int, ...]:
        """Lengths of the axes."""
        return self.data.shape

    @property
    def T(self) -> Tensor:
        """The transpose."""
        return _apply("transpose", self)

    def item(self) -> float:
        """The value of a tensor with one element."""
        return float(self.data.item())

    # `a += b` makes a new tensor and rebinds the name: what a graph holds is never overwritten.

    def __add__(self, other: TensorLike) -> Tensor:
        return _apply("add", self, other)

    def __radd__(self, other: TensorLike) -> Tensor:
        return _apply("add", other, self)

    def __sub__(self, other: TensorLike) -> Tensor:
        return _apply("subtract", self, other)

    def __rsub__(self, other: TensorLike) -> Tensor:
        return _apply("subtract", other, self)

    def __mul__(self, other: TensorLike) -> Tensor:
        return _apply("multiply", self, other)

    def __rmul__(self, other: TensorLike) -> Tensor:
        return _apply("multiply", other, self)

    def __truediv__(self, other: TensorLike) -> Tensor:
        return _apply("divide", self, other)

    def __rtruediv__(self, other: TensorLike) -> Tensor:
        return _apply("divide", other, self)

    def __matmul__(self, other: TensorLike) -> Tensor:
        return _apply("matmul", self, other)

    def __rmatmul__(self, other: TensorLike) -> Tensor:
        return _apply("matmul", other, self)

    def __neg__(self) -> Tensor:
        return _apply("negative", self)

    def maximum(self, other: TensorLike) -> Tensor:
        """The larger of the two, element by element."""
        return _apply("maximum", self, other)

    def minimum(self, other: TensorLike) -> Tensor:
        """The smaller of the two, element by element."""
        return _apply("minimum", self, other)

    def square(self) -> Tensor:
        """x²."""
        return _apply("square", self)

    def sqrt(self) -> Tensor:
        """The square root."""
        return _apply("sqrt", self)

    def exp(self) -> Tensor:
        """The exponential."""
        return _apply("exp", self)

    def log(self) -> Tensor:
        """The natural logarithm."""
        return _apply("log", self)

    def abs(self) -> Tensor:
        """The absolute value."""
        return _apply("abs", self)

    def sin(self) -> Tensor:
        """The sine."""
        return _apply("sin", self)

    def cos(self) -> Tensor:
        """The cosine."""
        return _apply("cos", self)

    def tanh(self) -> Tensor:
        """The hyperbolic tangent, in (-1, 1)."""
        return _apply("tanh", self)

    def sigmoid(self) -> Tensor:
        """1 / (1 + exp(-x)), in (0, 1)."""
        return _apply("sigmoid", self)

    def relu(self) -> Tensor:
        """max(x, 0)."""
        return _apply("relu", self)

    def softplus(self) -> Tensor:
        """log(1 + exp(x)), a smooth relu."""
        return _apply("softplus", self)

    def sum(self, axis: Axis = None) -> Tensor:
        """The sum over one axis, several, or all of them."""
        return _apply("sum", self, axis=axis)

    def mean(self, axis: Axis = None) -> Tensor:
        """The mean over one axis, several, or all of them."""
        total = self.sum(axis)
        return total * (total.data.size / self.data.size)

    def logsumexp(self, axis: int = -1) -> Tensor:
        """log(sum(exp(x))) over one axis, which stays with length 1."""
        return _apply("logsumexp", self, axis=axis)

    def reshape(self, *shape: int) -> Tensor:
        """The same elements in another shape."""
        return _apply("reshape", self, shape=shape)

    def backward(self) -> None:
        """Add d self / d leaf to the `.grad` of every leaf that requires it.

        Gradients accumulate over calls, as in PyTorch: set `.grad = None` to start again.
        Raises ValueError unless self has exactly one element.
        """
        leaves = [t for t in _from_result_to_leaves(self) if t.node is None and t.requires_grad]
        for leaf, g in zip(leaves, gradients(self, leaves), strict=True):
            # Out of place: two leaves may have been handed the same array.
            leaf.grad = np.positive(g) if leaf.grad is None else leaf.grad + g


TensorLike = Tensor | ArrayLike


def gradients(result: Tensor, inputs: Sequence[Tensor]) -> list[Array]:
    """d result / d input for each of the inputs, in their shapes; zeros where nothing depends.

    Raises ValueError unless result has exactly one element.
    """
    if result.data.size != 1:
        raise ValueError(f"gradients need a scalar, got shape {result.shape}: call sum() or mean()")
    incoming: dict[Tensor, Array] = {result: np.ones_like(result.data)}
    for tensor in _from_result_to_leaves(result):
        if tensor.node is not None:
            _push_back(tensor, incoming[tensor], incoming)
    return [incoming[x] if x in incoming else np.zeros_like(x.data) for x in inputs]


def _push_back(tensor: Tensor, g: Array, incoming: dict[Tensor, Array]) -> None:
    """Add what `tensor` hands back to each of its inputs to `incoming`."""
    assert tensor.node is not None
    op, inputs, options = tensor.node
    arrays = [x.data for x in inputs]
    for x, vjp in zip(inputs, op.vjps, strict=True):
        if x.requires_grad:
            part = _fit(vjp(g, tensor.data, *arrays, **options), x.shape)
            incoming[x] = incoming[x] + part if x in incoming else part


def _fit(g: Array, shape: tuple[int, ...]) -> Array:
    """Undo broadcasting: sum `g` over the axes that were spread, or spread it to `shape`."""
    if g.shape == shape:
        return g
    extra = g.ndim - len(shape)
    if extra > 0:
        g = np.add.reduce(g, axis=tuple(range(extra)))
    stretched = tuple(i for i, n in enumerate(shape) if n == 1 and g.ndim and g.shape[i] != 1)
    if stretched:
        g = np.add.reduce(g, axis=stretched, keepdims=True)
    return g if g.shape == shape else np.broadcast_to(g, shape, subok=True)


def _from_result_to_leaves(result: Tensor) -> Iterator[Tensor]:
    """Every tensor that needs a gradient, each after all that were computed from it.

    Iterative, so that the depth of a graph is not limited by the Python stack.
    """
    waiting: dict[Tensor, int] = {}
    stack = [result]
    while stack:
        tensor = stack.pop()
        waiting[tensor] = waiting.get(tensor, 0) + 1
        if waiting[tensor] == 1:
            stack.extend(_differentiable_inputs(tensor))
    ready = [result]
    while ready:
        tensor = ready.pop()
        yield tensor
        for x in _differentiable_inputs(tensor):
            waiting[x] -= 1
            if waiting[x] == 0:
                ready.append(x)


def _differentiable_inputs(tensor: Tensor) -> list[Tensor]:
    return [] if tensor.node is None else [x for x in tensor.node.inputs if x.requires_grad]


def _apply(name: str, *operands: TensorLike, **options: Any) -> Tensor:
    """Compute OPS[name] and remember it where a gradient may be asked for."""
    op = OPS[name]
    inputs = _as_tensors(operands)
    result = Tensor(op.forward(*[x.data for x in inputs], **options))
    if _grad_enabled and any(x.requires_grad for x in inputs):
        result.requires_grad = True
        result.node = Node(op, inputs, options)
        # A graph relies on what it holds: writing into it would make gradients silently wrong.
        result.data.flags.writeable = False
    return result


def _as_tensors(operands: Sequence[TensorLike]) -> tuple[Tensor, ...]:
    """Plain numbers take the type of the tensor beside them, so float32 stays float32."""
    dtype = next(x.data.dtype for x in operands if isinstance(x, Tensor))
    return tuple(x if isinstance(x, Tensor) else Tensor(x, dtype=dtype) for x in operands)


def _as_floating(data: ArrayLike, dtype: DTypeLike | None) -> Array:
    array = np.asanyarray(data)
    if dtype is not None:
        return array.astype(dtype, copy=False)
    is_floating_array = isinstance(data, np.ndarray | np.generic) and array.dtype.kind == "f"
    return array if is_floating_array else array.astype(np.float32)
