"""A run as plain values: everything that training changes, to save it and to go on later.

Vectors are flat float32 arrays, or lists where they were JSON meanwhile. The integers of a random
generator are longer than any number there, so they are written as hexadecimal text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from nnplay.config import whole
from nnplay.ops import Array
from nnplay.optim import OPTIMIZERS
from nnplay.session import Session

COUNTERS = ("epoch", "step", "samples", "position")
GENERATORS = ("rng", "order_rng")
FIELDS = (*COUNTERS, *GENERATORS, "vector", "frozen", "optimizer", "slots")
MOST = 2**53  # beyond it, JavaScript's numbers have gaps

Plain = dict[str, Any]


def save_run(session: Session) -> Plain:
    """The run as it is; of one with numbers that are not finite, the last good checkpoint."""
    states = [session.state(), *reversed(session.checkpoints)]
    state = next(state for state in states if _is_finite(state))
    sampler = state["sampler"]
    return {
        "epoch": state["epoch"],
        "step": state["step"],
        "samples": state["samples"],
        "position": sampler["position"],
        "rng": _write_generator(sampler["rng"]),
        "order_rng": _write_generator(sampler["order_rng"]),
        "vector": state["vector"],
        "frozen": session.frozen.copy(),
        "optimizer": state["optimizer"],
        "slots": [np.ravel(slot) for slot in state["slots"]],
    }


def continue_run(session: Session, saved: Any) -> None:
    """Go on from what `save_run` made of a run with the same settings and as many samples.

    Raises ValueError that names what does not fit; nothing has changed then.
    """
    if not isinstance(saved, Mapping):
        raise ValueError(f"invalid state: {saved!r} (expected {', '.join(FIELDS)})")
    for name in FIELDS:
        if name not in saved:
            raise ValueError(f"missing state: {name}")
    for name in saved:
        if name not in FIELDS:
            raise ValueError(f"unknown state: {name!r} (expected {', '.join(FIELDS)})")
    state = _read_state(session, saved)
    frozen = _read_mask(saved["frozen"], session.frozen.size)
    session.restore(state)
    session.frozen[...] = frozen
    session.forget_recordings()
    session.checkpoints = [session.state()]


def _read_state(session: Session, saved: Mapping[str, Any]) -> dict[str, Any]:
    """As `Session.state` makes it."""
    size = session.model.vector.size
    return {
        "step": whole("step", saved["step"], 0, MOST),
        "samples": whole("samples", saved["samples"], 0, MOST),
        "sampler": {
            "epoch": whole("epoch", saved["epoch"], 0, MOST),
            "position": whole("position", saved["position"], 0, len(session.inputs) - 1),
            "rng": _read_generator("rng", saved["rng"]),
            "order_rng": _read_generator("order_rng", saved["order_rng"]),
        },
        "vector": _read_vector("vector", saved["vector"], size),
        "optimizer": saved["optimizer"],
        "slots": _read_slots(saved["optimizer"], saved["slots"], size),
    }


def _is_finite(state: Mapping[str, Any]) -> bool:
    return all(np.isfinite(values).all() for values in (state["vector"], *state["slots"]))


# ----- vectors -----


def _read_slots(optimizer: Any, slots: Any, size: int) -> list[Array]:
    """Counters first, which have no shape, then one vector per slot."""
    if not isinstance(optimizer, str) or optimizer not in OPTIMIZERS:
        raise ValueError(f"unknown optimizer: {optimizer!r} (expected {', '.join(OPTIMIZERS)})")
    rule = OPTIMIZERS[optimizer]
    count = rule.counters + rule.slots
    if not isinstance(slots, list) or len(slots) != count:
        raise ValueError(f"invalid slots: {optimizer} has {count} of them")
    counters = [_read_vector("slots", slot, 1).reshape(()) for slot in slots[: rule.counters]]
    return counters + [_read_vector("slots", slot, size) for slot in slots[rule.counters :]]


def _read_mask(values: Any, size: int) -> Array:
    mask = _read_vector("frozen", values, size)
    if not np.isin(mask, (0, 1)).all():
        raise ValueError("invalid frozen: expected 1 for what training must not change, else 0")
    return mask


def _read_vector(name: str, values: Any, size: int) -> Array:
    try:
        array = np.asarray(values)
    except ValueError:  # lists of different lengths
        array = np.asarray(None)
    if array.dtype.kind not in "iuf" or array.ndim != 1:
        raise ValueError(f"invalid {name}: expected a list of numbers")
    if array.size != size:
        raise ValueError(f"invalid {name}: {array.size} numbers (this run has {size})")
    with np.errstate(over="ignore"):
        vector = array.astype(np.float32)
    if not np.isfinite(vector).all():
        raise ValueError(f"invalid {name}: expected finite numbers")
    return vector


# ----- random generators: PCG64, https://www.pcg-random.org -----


def _write_generator(state: Mapping[str, Any]) -> Plain:
    words = state["state"]
    return {
        "state": f"{words['state']:x}",
        "inc": f"{words['inc']:x}",
        "has_uint32": state["has_uint32"],
        "uinteger": state["uinteger"],
    }


def _read_generator(name: str, saved: Any) -> dict[str, Any]:
    """What a bit generator of NumPy takes for its state."""
    if not isinstance(saved, Mapping) or saved.keys() != {"state", "inc", "has_uint32", "uinteger"}:
        raise ValueError(f"invalid {name}: {saved!r} (expected state, inc, has_uint32, uinteger)")
    return {
        "bit_generator": "PCG64",
        "state": {word: _read_word(name, saved[word]) for word in ("state", "inc")},
        "has_uint32": whole(name, saved["has_uint32"], 0, 1),
        "uinteger": whole(name, saved["uinteger"], 0, 2**32 - 1),
    }


def _read_word(name: str, text: Any) -> int:
    """128 bits."""
    if not isinstance(text, str) or not re.fullmatch("[0-9a-f]{1,32}", text):
        raise ValueError(f"invalid {name}: {text!r} (expected hexadecimal digits)")
    return int(text, 16)
