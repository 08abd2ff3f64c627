"""What every lab offers to protocol.py, whatever it trains on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from nnplay.config import Config
from nnplay.session import Session

Snapshot = dict[str, Any]


class Lab(ABC):
    """A lab holds a Config and the Session that it stands for, and describes its state."""

    name: ClassVar[str]
    config: Config
    session: Session

    @classmethod
    @abstractmethod
    def open(cls, settings: Mapping[str, Any]) -> Lab:
        """A new run. Raises ValueError for unknown or invalid settings."""

    @abstractmethod
    def configure(self, settings: Mapping[str, Any]) -> Snapshot:
        """Change some settings; what the page has to know besides the snapshot (data, …)."""

    @abstractmethod
    def opening(self) -> Snapshot:
        """What a page needs once: the config, the data, the features."""

    @abstractmethod
    def snapshot(self) -> Snapshot:
        """The state of the run: NumPy arrays and plain values."""

    @abstractmethod
    def train(self, **limits: Any) -> None:
        """Train within the limits of `Session.train`."""

    @abstractmethod
    def edit(
        self,
        layer: int,
        unit: int,
        source: int | None = None,
        value: float | None = None,
        frozen: bool | None = None,
    ) -> None:
        """Set or freeze a bias or, with a source, a weight. Raises ValueError if there is none."""

    @abstractmethod
    def probe(self, x1: float, x2: float) -> Snapshot:
        """What every neuron makes of one point."""

    @abstractmethod
    def use_map_size(self, size: int) -> None:
        """Sample the maps at size by size pixels from now on."""
