"""What every lab offers to protocol.py, whatever it trains on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from nnplay.config import Config
from nnplay.edits import Condition, Edit, Place
from nnplay.ops import FLOAT32_MAX, Array
from nnplay.session import Session

Snapshot = dict[str, Any]


class Lab(ABC):
    """A lab holds a Config and the Session that it stands for, and describes its state.

    settings: the kind of its Config. extras: what `open` and `configure` take besides settings, by
    name. questions: further requests of this lab, each a method, and the names of its arguments.
    """

    name: ClassVar[str]
    settings: ClassVar[type[Config]]
    extras: ClassVar[Sequence[str]] = ()
    questions: ClassVar[Mapping[str, Sequence[str]]] = {}
    config: Config
    session: Session

    @classmethod
    @abstractmethod
    def open(cls, settings: Mapping[str, Any], **extras: Any) -> Self:
        """A new run. Raises ValueError for unknown or invalid settings."""

    @abstractmethod
    def configure(self, settings: Mapping[str, Any], **extras: Any) -> Snapshot:
        """Change some settings; what the page has to know besides the snapshot (data, …)."""

    @abstractmethod
    def opening(self) -> Snapshot:
        """What a page needs once: the config, the data, the features."""

    @abstractmethod
    def snapshot(self) -> Snapshot:
        """The state of the run: NumPy arrays and plain values."""

    @abstractmethod
    def use_map_size(self, size: int, tile_size: int | None = None) -> None:
        """Sample the maps at size by size pixels from now on, smaller ones at `tile_size`."""

    def train(self, **limits: Any) -> None:
        """Train within the limits of `Session.train`."""
        self.session.train(**limits)

    def edit(
        self,
        layer: int,
        unit: int,
        source: int | None = None,
        value: float | None = None,
        frozen: bool | None = None,
        stroke: int | None = None,
    ) -> None:
        """Change the bias of a neuron, or its weight from neuron `source` of the layer before.

        layer 1 is the first after the inputs. value: the new one. frozen: whether training must
        leave it alone. stroke: see `Edit`. Raises ValueError where there is no such neuron.
        """
        layers = self.session.model.layers
        if not 1 <= layer < len(layers) or not 0 <= unit < layers[layer]:
            raise ValueError(f"unknown neuron: layer {layer}, unit {unit} (layers are {layers})")
        if source is not None and not 0 <= source < layers[layer - 1]:
            raise ValueError(f"unknown source: {source} (of {layers[layer - 1]} neurons)")
        if value is not None and not abs(value) <= FLOAT32_MAX:
            raise ValueError(f"invalid value: {value} (expected a finite number)")
        place = Place(layer, unit, source)
        before = self._condition(place)
        after = Condition(
            before.value if value is None else float(value),
            before.frozen if frozen is None else bool(frozen),
        )
        self._set_condition(place, after)
        self.session.edits.note(Edit(place, before, after, stroke))

    def undo(self) -> Snapshot:
        """Give a parameter back what it had before the last edit; and say which one it is."""
        return self._follow(self.session.edits.undo())

    def redo(self) -> Snapshot:
        """Do again what was taken back last; and say which parameter it is about."""
        return self._follow(self.session.edits.redo())

    def _follow(self, change: tuple[Place, Condition] | None) -> Snapshot:
        if change is None:
            return {}
        place, condition = change
        self._set_condition(place, condition)
        return {"edited": {k: v for k, v in place._asdict().items() if v is not None}}

    def _condition(self, place: Place) -> Condition:
        value, frozen = self._cells(place)
        return Condition(float(value), bool(frozen))

    def _set_condition(self, place: Place, condition: Condition) -> None:
        value, frozen = self._cells(place)
        value[...] = condition.value
        if frozen != condition.frozen:
            frozen[...] = condition.frozen
            self.session.forget_recordings()

    def _cells(self, place: Place) -> tuple[Array, Array]:
        """The value of a parameter, and whether it is frozen: 0-d views."""
        layer, unit, source = place
        which = 2 * layer - (1 if source is None else 2)
        cell = (unit, ...) if source is None else (source, unit, ...)
        model = self.session.model
        return model.views(model.vector)[which][cell], model.views(self.session.frozen)[which][cell]
