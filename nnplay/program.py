"""Record NumPy work once, replay it in place with preallocated buffers.

A training step of a small network is a few dozen NumPy calls on arrays that never change shape.
Building a graph and allocating every result anew costs far more than the arithmetic, most of all
in WebAssembly. `record` runs a function once on arrays that write down each ufunc call and keep
its result; the Program then repeats those calls into the very same buffers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from nnplay.ops import Array

Call = partial[Any]

_tape: list[Call] = []


class Traced(np.ndarray):
    """An array that appends every ufunc call it takes part in to the tape.

    Views of a Traced array are Traced, and need no call: they look at the same buffer.
    """

    def __array_ufunc__(
        self, ufunc: np.ufunc, method: str, *inputs: Any, out: tuple[Any, ...] = (), **options: Any
    ) -> Array:
        """Compute now, and remember how to compute again into the same buffer."""
        function = ufunc if method == "__call__" else getattr(ufunc, method)
        plain = _as_arrays([_plain(x) for x in inputs])
        if out:
            buffer: Array = _plain(out[0])
            function(*plain, out=buffer, **options)
        else:
            buffer = np.asarray(function(*plain, **options))
        _tape.append(partial(function, *plain, out=buffer, **options))
        return buffer.view(Traced)


class Program:
    """A flat list of NumPy calls on fixed buffers.

    Calling it repeats them and returns `result`: what the recorded function returned, the same
    arrays each time, with new contents. Inputs are changed by writing into the arrays that were
    given to `record`; plain numbers inside the function are constants.
    """

    __slots__ = ("arrays", "calls", "result")

    def __init__(self, arrays: Sequence[Array], calls: list[Call], result: Any) -> None:
        self.arrays = arrays
        self.calls = calls
        self.result = result

    def __call__(self) -> Any:
        for call in self.calls:
            call()
        return self.result


def record(function: Callable[..., Any], *arrays: Array) -> Program:
    """Run `function(*arrays)` once and keep what it did; what it wrote to `arrays` is undone.

    The function may return an array, or a list of arrays. It must not choose its way by the values.
    """
    assert not _tape, "recordings do not nest"
    before = [array.copy() for array in arrays]
    try:
        result = _plain(function(*[array.view(Traced) for array in arrays]))
        results = result if isinstance(result, list) else [result]
        calls = _without_constants(list(_tape), arrays)
        calls = _without_unused(calls, [*arrays, *results])
        calls = _without_copies(calls, [*arrays, *results])
        return Program(arrays, calls, result)
    finally:
        _tape.clear()
        for array, old in zip(arrays, before, strict=True):
            array[...] = old


def _plain(x: Any) -> Any:
    """Traced arrays as plain views of the same buffer; anything else as it is."""
    if isinstance(x, list):
        return [_plain(item) for item in x]
    return x.view(np.ndarray) if isinstance(x, Traced) else x


def _as_arrays(operands: list[Any]) -> list[Any]:
    """Numbers become arrays once, here: NumPy would convert them anew in every replay."""
    dtype = np.result_type(*operands)
    return [np.asarray(x, dtype) if isinstance(x, int | float) else x for x in operands]


def _without_constants(calls: list[Call], arrays: Sequence[Array]) -> list[Call]:
    """Drop calls that depend on none of the arrays: their buffers hold the value already."""
    varying = {_owner(array) for array in arrays}
    for call in calls:
        operands = {_owner(x) for x in (*call.args, _out(call))}
        if operands & varying:
            varying.add(_owner(_out(call)))
    # Judged by its buffer: a constant that is overwritten later has to be computed again.
    return [call for call in calls if _owner(_out(call)) in varying]


def _without_unused(calls: list[Call], wanted: Sequence[Array]) -> list[Call]:
    """Drop calls whose result nobody reads: a loss, where only its gradient is asked for."""
    needed = {_owner(array) for array in wanted}
    kept = []
    for call in reversed(calls):
        if _owner(_out(call)) in needed:
            needed.update(_owner(x) for x in call.args)
            kept.append(call)
    return kept[::-1]


def _without_copies(calls: list[Call], wanted: Sequence[Array]) -> list[Call]:
    """Let a result that is only copied elsewhere (np.positive) be computed there directly."""
    uses = Counter(_owner(x) for call in calls for x in call.args)
    uses.update(_owner(x) for x in wanted)
    producers: dict[int, int] = {}  # owner of a buffer -> the place in `kept` of what fills it
    kept: list[Call] = []
    for call in calls:
        source = _owner(call.args[0])
        place = producers.get(source)
        is_only_copied = call.func is np.positive and uses[source] == 1
        if is_only_copied and place is not None and _can_skip(call, kept[place:]):
            producer = kept[place]
            options = {**producer.keywords, "out": _out(call)}
            kept[place] = partial(producer.func, *producer.args, **options)
        else:
            place = len(kept)
            kept.append(call)
        producers[_owner(_out(call))] = place
    return kept


def _can_skip(copy: Call, before: list[Call]) -> bool:
    """Whether before[0] makes just what `copy` copies, and no call since touches either array."""
    source, target = copy.args[0], _out(copy)
    is_whole = _layout(source) == _layout(_out(before[0]))
    is_alike = (source.shape, source.dtype) == (target.shape, target.dtype)
    touched = [*before[0].args, *[x for call in before[1:] for x in (*call.args, _out(call))]]
    return (
        is_whole
        and is_alike
        and not any(np.may_share_memory(a, x) for a in (source, target) for x in touched)
    )


def _layout(array: Array) -> tuple[Any, ...]:
    """Equal for views of the same elements in the same order."""
    return array.__array_interface__["data"][0], array.shape, array.strides, array.dtype


def _out(call: Call) -> Array:
    out: Array = call.keywords["out"]
    return out


def _owner(array: Any) -> int:
    """The identity of the array that owns the memory."""
    while isinstance(array, np.ndarray) and array.base is not None:
        array = array.base
    return id(array)
