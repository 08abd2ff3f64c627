"""The only door into the package from outside: a message in, a reply out, never an exception.

Messages and replies are dicts of plain values and flat float32 arrays. `handle` finds the request
in REQUESTS; arrays, NumPy scalars and tuples become wire values in `_to_wire`, in one place.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from nnplay.definition import DefinitionError
from nnplay.formula import FormulaError
from nnplay.labs import LABS
from nnplay.labs.lab import Lab
from nnplay.run_state import continue_run, save_run
from nnplay.table import read_points, read_table

EXPORTED = ("flavor", "with_weights")
SHOWN_ROWS = 5  # of a table, so that its columns can be told apart

Message = Mapping[str, Any]
Reply = dict[str, Any]


class Desk:
    """Answers the requests of one page: holds the lab that is open."""

    def __init__(self) -> None:
        self.lab: Lab | None = None

    def handle(self, message: Message) -> Reply:
        """The reply to a request; any failure is a reply of type "error"."""
        try:
            reply = self._answer(message)
        except Exception as error:
            reply = _describe_error(error)
        return {**_echo(message), **reply}

    def _answer(self, message: Message) -> Reply:
        kind: Any = message.get("type")
        if kind in QUESTIONS:
            reply = self._ask(kind, message)
        elif kind in REQUESTS:
            reply = REQUESTS[kind](self, message)
        else:
            expected = ", ".join([*REQUESTS, *QUESTIONS])
            raise ValueError(f"unknown request: {kind!r} (expected {expected})")
        wire: Reply = _to_wire(reply)
        return wire

    def _ask(self, question: str, message: Message) -> Reply:
        """A question that the lab itself declares."""
        lab = self._open_lab()
        if question not in lab.questions:
            raise ValueError(f"unknown request: {question!r} is not for the lab {lab.name!r}")
        arguments = _pick(message, *lab.questions[question])
        return {"type": question, **getattr(lab, question)(**arguments)}

    def _open_lab(self) -> Lab:
        if self.lab is None:
            raise ValueError("no lab is open: send an open request first")
        return self.lab

    def _snapshot(self, extra: Reply | None = None) -> Reply:
        lab = self._open_lab()
        return {"type": "snapshot", "lab": lab.name, **(extra or {}), **lab.snapshot()}

    # ----- requests that are answered by a snapshot -----

    def _open(self, message: Message) -> Reply:
        name = message.get("lab")
        if name not in LABS:
            raise ValueError(f"unknown lab: {name!r} (expected {', '.join(LABS)})")
        kind = LABS[name]
        extra: Reply = {}
        if message.get("salvage"):
            self.lab, extra["problems"] = _salvage(kind, message)
        else:
            self.lab = _open_strictly(kind, message)
        return self._snapshot({**extra, **self.lab.opening()})

    def _configure(self, message: Message) -> Reply:
        lab = self._open_lab()
        changes = lab.configure(message["config"], **_pick(message, *lab.extras))
        return self._snapshot(changes)

    def _train(self, message: Message) -> Reply:
        self._open_lab().train(**_pick(message, "epochs", "steps", "budget_ms", "samples_per_step"))
        return self._snapshot()

    def _reset(self, message: Message) -> Reply:
        lab = self._open_lab()
        lab.session.reset()
        return self._snapshot({"config": lab.config.to_dict()})

    def _rewind(self, message: Message) -> Reply:
        self._open_lab().session.rewind(message.get("epoch"))
        return self._snapshot()

    def _edit(self, message: Message) -> Reply:
        self._open_lab().edit(
            **_pick(message, "layer", "unit", "source", "value", "frozen", "stroke")
        )
        return self._snapshot()

    def _undo(self, message: Message) -> Reply:
        return self._snapshot(self._open_lab().undo())

    def _redo(self, message: Message) -> Reply:
        return self._snapshot(self._open_lab().redo())

    def _draw(self, message: Message) -> Reply:
        lab = self._open_lab()
        lab.use_map_size(message["map_size"], **_pick(message, "tile_size"))
        return self._snapshot(lab.opening())

    # ----- requests with an answer of their own -----

    def _save(self, message: Message) -> Reply:
        """What `open` takes to go on from here."""
        lab = self._open_lab()
        config, state = lab.config.to_dict(), save_run(lab.session)
        return {"type": "saved", "lab": lab.name, "config": config, "state": state}

    def _export(self, message: Message) -> Reply:
        from nnplay.export import export_script  # not before it is asked for: starts are fast

        return {"type": "script", **export_script(self._open_lab(), **_pick(message, *EXPORTED))}

    def _read_table(self, message: Message) -> Reply:
        table = read_table(message["text"])
        rows = [row for row in table.rows if row]
        reply = {
            "type": "table",
            "names": table.names,
            "rows": len(rows),
            "first_rows": rows[:SHOWN_ROWS],
        }
        if "columns" not in message:
            return reply
        columns = tuple(message["columns"])
        points = read_points(table, columns, message.get("problem", "classification"))
        return {
            **reply,
            "points": np.column_stack([points.inputs, points.targets]),
            "class_names": points.class_names,
            "is_scaled": points.is_scaled,
        }


REQUESTS: dict[str, Callable[[Desk, Message], Reply]] = {
    "open": Desk._open,
    "configure": Desk._configure,
    "train": Desk._train,
    "reset": Desk._reset,
    "rewind": Desk._rewind,
    "edit": Desk._edit,
    "undo": Desk._undo,
    "redo": Desk._redo,
    "draw": Desk._draw,
    "save": Desk._save,
    "export": Desk._export,
    "read_table": Desk._read_table,
}

QUESTIONS = {question for lab in LABS.values() for question in lab.questions}

handle = Desk().handle


def _open_strictly(kind: type[Lab], message: Message) -> Lab:
    lab = kind.open(message.get("config", {}), **_pick(message, *kind.extras))
    if "state" in message:
        continue_run(lab.session, message["state"])
    return lab


def _salvage(kind: type[Lab], message: Message) -> tuple[Lab, list[str]]:
    """As much of the config and the state as can be used, and what is wrong with the rest."""
    config, problems = kind.settings.salvaged(message.get("config", {}))
    usable = {**message, "config": config.to_dict()}
    try:
        return _open_strictly(kind, usable), problems
    except ValueError as error:
        usable.pop("state", None)
        return _open_strictly(kind, usable), [*problems, str(error)]


def _describe_error(error: Exception) -> Reply:
    """`is_rejection`: the request was refused, and everything is as it was before."""
    described: Reply = {
        "type": "error",
        "name": type(error).__name__,
        "message": str(error),
        "traceback": traceback.format_exc(),
        "is_rejection": isinstance(error, ValueError),
    }
    if isinstance(error, FormulaError):
        described["position"] = error.position
    if isinstance(error, DefinitionError):
        described["line"] = error.line
    return described


def _echo(message: Message) -> Reply:
    return _pick(message, "id", "run")


def _pick(message: Message, *keys: str) -> dict[str, Any]:
    return {key: message[key] for key in keys if key in message}


def _to_wire(value: Any) -> Any:
    """Plain str, bool, int, float, list and dict; arrays flat and float32."""
    if isinstance(value, np.ndarray):
        return np.ascontiguousarray(value, np.float32).ravel()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Mapping):
        return {key: _to_wire(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_to_wire(item) for item in value]
    return value
