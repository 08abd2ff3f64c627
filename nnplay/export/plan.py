"""What a script has to say about a run, whatever library it is written for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnplay.labs.lab import Lab
from nnplay.losses import OBJECTIVES
from nnplay.nn import INITIALIZERS
from nnplay.ops import Array
from nnplay.session import Hyperparameters

FIRST_AMOUNT = {"epochs": 100, "steps": 2000}  # of training, where the page has not trained yet


@dataclass(frozen=True)
class Plan:
    """A run to be written down.

    problem, loss: a key of OBJECTIVES. amount: of training, in `unit`. weights: the trained
    vector, or None to start where the page did.
    """

    lab: Lab
    layers: list[int]
    problem: str
    loss: str
    settings: Hyperparameters
    amount: int
    weights: Array | None

    @property
    def unit(self) -> str:
        """What training is counted in."""
        return _unit(self.settings.sampling)

    @property
    def activations(self) -> tuple[str, ...]:
        """One for each hidden layer."""
        return self.settings.activations

    @property
    def biases(self) -> list[float]:
        """What every bias of a layer starts from."""
        rule, rng = INITIALIZERS[self.settings.initializer], np.random.default_rng(0)
        return [float(rule(rng, 1, 1, name)[1]) for name in (*self.activations, "linear")]

    @property
    def network(self) -> str:
        """2-4-2-1."""
        return "-".join(map(str, self.layers))


def plan_of(lab: Lab, with_weights: bool) -> Plan:
    """The run of a lab as it is now; with its weights, it has been trained already."""
    session = lab.session
    problem, loss = next(key for key, rule in OBJECTIVES.items() if rule == session.objective)
    unit = _unit(session.settings.sampling)
    done = session.epoch if unit == "epochs" else session.step
    return Plan(
        lab=lab,
        layers=list(session.model.layers),
        problem=problem,
        loss=loss,
        settings=session.settings,
        amount=0 if with_weights else done or FIRST_AMOUNT[unit],
        weights=session.model.vector.copy() if with_weights else None,
    )


def _unit(sampling: str) -> str:
    """Where samples are drawn an epoch means little."""
    return "epochs" if sampling in ("shuffled", "ordered") else "steps"
