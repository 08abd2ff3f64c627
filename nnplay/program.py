"""Record NumPy work once, replay it in place with preallocated buffers.

A training step of a small network is a few dozen NumPy calls on arrays that never change shape.
Building a graph and allocating every result anew costs far more than the arithmetic, most of all
in WebAssembly. `record` runs a function once on arrays that write down each ufunc call and keep
its result; the Program then repeats those calls into the very same buffers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from nnplay.ops import Array

# Bytes from which on results share memory. Writing over an operand costs NumPy half a microsecond
# more, so that small arrays had better have their own.
LARGE = 1 << 14

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

    def reshape(self, *shape: Any) -> Array:  # type: ignore[override]
        """A view, or else a copy that is recorded: NumPy's own would hold old values."""
        result: Array = np.ndarray.reshape(self, *shape)
        if np.may_share_memory(result, self):
            return result
        return np.ndarray.reshape(np.positive(self, order="C"), *shape)


class Program:
    """A flat list of NumPy calls on fixed buffers.

    Calling it repeats them and returns `result`: what the recorded function returned, the same
    arrays each time, with new contents. Inputs are changed by writing into the arrays that were
    given to `record`; plain numbers inside the function are constants.
    """

    __slots__ = ("arrays", "calls", "result")

    def __init__(self, arrays: Sequence[Array], calls: list[Call], result: Any) -> None:
        self.arrays = arrays  # kept alive: others know a program by their identity
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
        calls = _with_few_buffers(calls, [*arrays, *results])
        return Program(arrays, [_quickest(call) for call in calls], result)
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
            kept[place] = _writing_to(kept[place], _out(call))
        else:
            place = len(kept)
            kept.append(call)
        producers[_owner(_out(call))] = place
    return kept


def _can_skip(copy: Call, before: list[Call]) -> bool:
    """Whether before[0] makes just what `copy` copies, and no call since touches either array."""
    source, target = copy.args[0], _out(copy)
    is_whole = _layout(source) == _layout(_out(before[0]))  # perhaps read as another type
    is_alike = (source.shape, source.dtype) == (target.shape, target.dtype)
    touched = [*before[0].args, *[x for call in before[1:] for x in (*call.args, _out(call))]]
    return (
        is_whole
        and is_alike
        and not any(np.may_share_memory(a, x) for a in (source, target) for x in touched)
    )


def _layout(array: Array) -> tuple[Any, ...]:
    """Equal for views of the same memory in the same order."""
    return array.ctypes.data, array.shape, array.strides, array.itemsize


def _writing_to(call: Call, target: Array) -> Call:
    """The call with its result in another array, which is seen as of the type it writes."""
    out = target.view(_out(call).dtype)
    return partial(call.func, *call.args, **{**call.keywords, "out": out})


def _with_few_buffers(calls: list[Call], wanted: Sequence[Array]) -> list[Call]:
    """Let large results that are not needed any more make room for later ones.

    An elementwise call may write over its own operand.
    """
    last = {_owner(x): i for i, call in enumerate(calls) for x in _touched(call)}
    seen = {_owner(x) for x in wanted}
    memory: dict[int, Array] = {}  # owner of a result -> where it goes instead
    free: defaultdict[int, list[Array]] = defaultdict(list)  # by size in bytes
    kept = []
    for i, call in enumerate(calls):
        out = _out(call)
        ending = {key for key in map(_owner, call.args) if last[key] == i and key in memory}
        overwritten = {key for key in ending if _may_overwrite(call, key)}
        for key in overwritten:
            free[memory[key].nbytes].append(memory[key])
        seen.update(map(_owner, call.args))
        if _owner(out) not in seen and out.nbytes == _base(out).nbytes >= LARGE:
            spare = free[out.nbytes]
            memory[_owner(out)] = spare.pop() if spare else np.empty(out.nbytes, np.uint8)
        seen.add(_owner(out))
        for key in ending - overwritten:
            free[memory[key].nbytes].append(memory[key])
        kept.append(_moved(call, memory))
    return kept


def _may_overwrite(call: Call, key: int) -> bool:
    """Whether each element of the result needs just that element of the operand's memory."""
    is_elementwise = isinstance(call.func, np.ufunc) and call.func.signature is None
    views = [x for x in call.args if _owner(x) == key]
    return is_elementwise and all(_layout(x)[1:] == _layout(_out(call))[1:] for x in views)


def _moved(call: Call, memory: dict[int, Array]) -> Call:
    """The call with its arrays where `memory` says."""

    def move(x: Any) -> Any:
        if _owner(x) not in memory:
            return x
        offset = x.ctypes.data - _base(x).ctypes.data
        return np.ndarray(x.shape, x.dtype, memory[_owner(x)], offset, x.strides)

    options = {**call.keywords, "out": move(_out(call))}
    return partial(call.func, *map(move, call.args), **options)


def _quickest(call: Call) -> Call:
    """The same call with its result in the last place: NumPy takes a tenth longer for keywords.

    Only these two ufuncs want the keyword, as np.maximum(x, y, z) might be meant for three.
    """
    has_place = isinstance(call.func, np.ufunc) and call.func not in (np.maximum, np.minimum)
    is_plain = has_place and call.keywords.keys() == {"out"}
    return partial(call.func, *call.args, _out(call)) if is_plain else call


def _out(call: Call) -> Array:
    out: Array = call.keywords["out"]
    return out


def _touched(call: Call) -> list[Any]:
    return [*call.args, _out(call)]


def _owner(array: Any) -> int:
    """The identity of the array that owns the memory."""
    return id(_base(array))


def _base(array: Any) -> Any:
    while isinstance(array, np.ndarray) and array.base is not None:
        array = array.base
    return array
