"""Samplers choose the samples of the next update, and count the epochs."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnplay.ops import Array

POOL = 2**15  # samples that Hard draws from


class Shuffled:
    """Every sample once an epoch, in a new order each time; the last batch may be short."""

    def __init__(self, n: int, rng: np.random.Generator) -> None:
        self.n = n
        self.rng = rng
        self.epoch = 0
        self.position = 0  # samples of the current epoch that are done
        self.order = np.arange(n)
        self.order_rng = rng.bit_generator.state  # what the order was drawn from: it is shorter

    def next(self, size: int) -> Array:
        """Indices (at most size,) of the next samples."""
        if self.position == 0:
            self.order_rng = self.rng.bit_generator.state
            self.order = self.rng.permutation(self.n)
        chosen = self.order[self.position : self.position + size]
        self._advance(len(chosen))
        return chosen

    def prefer(self, errors: Array) -> None:
        """Take note of the error (n,) of every sample; only Hard makes use of it."""

    def state(self) -> dict[str, Any]:
        """Everything that `next` changes, copied."""
        return {
            "epoch": self.epoch,
            "position": self.position,
            "order_rng": self.order_rng,
            "rng": self.rng.bit_generator.state,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a state of this sampler."""
        self.epoch, self.position = state["epoch"], state["position"]
        self.order_rng = state["order_rng"]
        self.rng.bit_generator.state = self.order_rng
        self.order = self.rng.permutation(self.n)
        self.rng.bit_generator.state = state["rng"]

    def _advance(self, count: int) -> None:
        epochs, self.position = divmod(self.position + count, self.n)
        self.epoch += epochs


class Ordered(Shuffled):
    """Every sample once an epoch, always in the order of the data."""

    def next(self, size: int) -> Array:
        """Indices (at most size,) of the next samples."""
        chosen = np.arange(self.position, min(self.position + size, self.n))
        self._advance(len(chosen))
        return chosen


class Random(Shuffled):
    """Samples drawn with replacement; an epoch is as many draws as there are samples."""

    def next(self, size: int) -> Array:
        """Indices (size,) of the next samples."""
        self._advance(size)
        return self.rng.integers(self.n, size=size)


class Hard(Random):
    """Half of the samples at random, half with a probability proportional to their error."""

    def __init__(self, n: int, rng: np.random.Generator) -> None:
        super().__init__(n, rng)
        self.pool = np.arange(n)

    def next(self, size: int) -> Array:
        """Indices (size,) of the next samples."""
        chosen = super().next(size)
        hard = self.rng.integers(len(self.pool), size=size // 2)
        chosen[: size // 2] = self.pool[hard]
        return chosen

    def prefer(self, errors: Array) -> None:
        """Make the pool, in proportion to the errors (n,): inversion of their cumulative sum.

        At even steps, not random ones: looking at a picture must not change the run.
        """
        total = np.cumsum(errors, dtype=float)
        if np.isfinite(total[-1]) and total[-1] > 0:
            shares = (np.arange(POOL) + 0.5) / POOL
            self.pool = np.searchsorted(total, shares * total[-1])


SAMPLERS: dict[str, type[Shuffled]] = {
    "shuffled": Shuffled,
    "ordered": Ordered,
    "random": Random,
    "hard": Hard,
}
