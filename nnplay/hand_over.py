"""A network of the reader's own, as a run that the page can open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from nnplay.labs import LABS
from nnplay.losses import OBJECTIVES
from nnplay.nn import MLP
from nnplay.run_state import save_run
from nnplay.session import Session

ANY_OBJECTIVE = OBJECTIVES["regression", "squared_error"]  # a run at epoch 0 has not used it


def run_of(model: MLP, lab: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    """A run of a lab at epoch 0 with the model's weights, as plain values.

    settings: those of the lab that are not as by default; what the model says itself goes without
    saying. Raises ValueError for an unknown lab, for bad settings, and for numbers that are not
    finite.
    """
    if lab not in LABS:
        raise ValueError(f"unknown lab: {lab!r} (expected {', '.join(LABS)})")
    if not np.isfinite(model.vector).all():
        raise ValueError("invalid network: some weights are not finite")
    config = LABS[lab].settings.from_dict({**_without_names(settings), **_structure(model)})
    inputs, outputs = np.zeros((1, model.layers[0])), np.zeros((1, model.layers[-1]))
    hyperparameters = config.hyperparameters  # type: ignore[attr-defined]
    session = Session(
        inputs.astype(np.float32), outputs.astype(np.float32), ANY_OBJECTIVE, hyperparameters
    )
    session.model.vector[...] = model.vector
    return {"lab": lab, "config": config.to_dict(), "state": _plain(save_run(session))}


def _without_names(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in settings.items() if name != "layer_activations"}


def _structure(model: MLP) -> dict[str, Any]:
    """The settings that a network stands for."""
    names = model.activations
    hidden = {"hidden": model.layers[1:-1]}
    if len(set(names)) > 1:
        return {**hidden, "layer_activations": names}
    return {**hidden, **({"activation": names[0]} if names else {})}


def _plain(value: Any) -> Any:
    """As JSON has it."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.tolist() if isinstance(value, np.ndarray) else value
