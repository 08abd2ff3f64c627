"""Stop rules: at an epoch, at a loss, or when nothing improves any more."""

from __future__ import annotations

from typing import Protocol

IMPROVEMENT = 0.99  # a loss below this share of the best one so far is an improvement


class Limits(Protocol):
    """The settings of the rules; 0 switches one off."""

    @property
    def stop_epoch(self) -> int:
        """Stop when this epoch is complete."""

    @property
    def stop_loss(self) -> float:
        """Stop when the training loss falls to this."""

    @property
    def stop_plateau(self) -> int:
        """Stop after so many epochs without improvement of the training loss."""


class Progress(Protocol):
    """How far a run has come."""

    @property
    def step(self) -> int:
        """Updates so far."""

    @property
    def epoch(self) -> int:
        """Complete passes over the data."""


class StopRule:
    """Says when to stop. A rule that has been reached does not hold again: play goes on."""

    def __init__(self) -> None:
        self.step = 0
        self.epoch = 0
        self.loss = float("inf")
        self.best_loss = float("inf")
        self.best_epoch = 0

    def check(self, limits: Limits, progress: Progress, loss: float) -> str | None:
        """The reason to stop now, in words; None to go on. To be asked after every training."""
        before_epoch, before_loss = self.epoch, self.loss
        has_trained = progress.step > self.step
        if progress.step < self.step:  # a reset or a rewind
            self.best_loss = float("inf")
        self.step, self.epoch, self.loss = progress.step, progress.epoch, loss
        if not has_trained:
            return None
        if before_epoch < limits.stop_epoch <= progress.epoch:
            return f"epoch {limits.stop_epoch:,} reached"
        if limits.stop_loss and loss <= limits.stop_loss < before_loss:
            return f"training loss {limits.stop_loss:g} reached"
        return self._check_plateau(limits.stop_plateau)

    def _check_plateau(self, epochs: int) -> str | None:
        if self.loss < IMPROVEMENT * self.best_loss:
            self.best_loss, self.best_epoch = self.loss, self.epoch
        if not epochs or self.epoch - self.best_epoch < epochs:
            return None
        self.best_epoch = self.epoch
        return f"no improvement for {epochs:,} epochs"
