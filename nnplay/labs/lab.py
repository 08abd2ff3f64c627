"""What every lab offers to protocol.py, whatever it trains on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

import numpy as np

from nnplay.config import Config
from nnplay.session import Session

Snapshot = dict[str, Any]

FLOAT32_MAX = float(np.finfo(np.float32).max)


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
    def use_map_size(self, size: int) -> None:
        """Sample the maps at size by size pixels from now on."""

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
    ) -> None:
        """Change the bias of a neuron, or its weight from neuron `source` of the layer before.

        layer 1 is the first after the inputs. value: the new one. frozen: whether training must
        leave it alone. Raises ValueError where there is no such neuron.
        """
        model = self.session.model
        layers = model.layers
        if not 1 <= layer < len(layers) or not 0 <= unit < layers[layer]:
            raise ValueError(f"unknown neuron: layer {layer}, unit {unit} (layers are {layers})")
        if source is not None and not 0 <= source < layers[layer - 1]:
            raise ValueError(f"unknown source: {source} (of {layers[layer - 1]} neurons)")
        which = 2 * layer - (1 if source is None else 2)
        place = (unit,) if source is None else (source, unit)
        if value is not None:
            if not abs(value) <= FLOAT32_MAX:
                raise ValueError(f"invalid value: {value} (expected a finite number)")
            model.views(model.vector)[which][place] = value
        if frozen is not None:
            model.views(self.session.frozen)[which][place] = frozen
            self.session.forget_recordings()
