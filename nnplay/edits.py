"""What was changed by hand in a network, to take it back and to do it again.

An edit is about one parameter. To undo it gives that parameter the value it had before, whatever
training did to it and to others meanwhile.
"""

from __future__ import annotations

from typing import NamedTuple

MOST_EDITS = 100


class Place(NamedTuple):
    """The bias of a neuron, or its weight from neuron `source` of the layer before."""

    layer: int
    unit: int
    source: int | None = None


class Condition(NamedTuple):
    """What an edit can change of a parameter."""

    value: float
    frozen: bool


class Edit(NamedTuple):
    """stroke: edits of one parameter with the same number, as of a drag, count as one."""

    place: Place
    before: Condition
    after: Condition
    stroke: int | None = None


class Edits:
    """The edits of a run, those that were taken back included."""

    def __init__(self) -> None:
        self.past: list[Edit] = []
        self.future: list[Edit] = []  # the next one last

    def note(self, edit: Edit) -> None:
        """Remember what was just done; what was taken back before is forgotten."""
        self.future.clear()
        if self.past and _is_one_stroke(self.past[-1], edit):
            edit = edit._replace(before=self.past.pop().before)
        if edit.before != edit.after:
            self.past.append(edit)
        del self.past[:-MOST_EDITS]

    def undo(self) -> tuple[Place, Condition] | None:
        """A parameter, and how it was before the last edit; None if there is none."""
        if not self.past:
            return None
        self.future.append(self.past.pop())
        return self.future[-1].place, self.future[-1].before

    def redo(self) -> tuple[Place, Condition] | None:
        """A parameter, and how the edit left it that was taken back last; None if none was."""
        if not self.future:
            return None
        self.past.append(self.future.pop())
        return self.past[-1].place, self.past[-1].after

    def clear(self) -> None:
        """All of the parameters are others now."""
        self.past.clear()
        self.future.clear()


def _is_one_stroke(last: Edit, edit: Edit) -> bool:
    return edit.stroke is not None and (last.stroke, last.place) == (edit.stroke, edit.place)
