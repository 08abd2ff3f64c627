"""The page's first picture: a trained run and the data set thumbnails, as JSON.

`python -m nnplay.preview` prints it; the build stores it beside the page, which shows it until
Python has arrived. Same code, same seed: what the page then trains looks just like it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import numpy as np

from nnplay.data import DATASETS
from nnplay.labs.classify import ClassifyConfig
from nnplay.ops import Array
from nnplay.protocol import Desk

EPOCHS = 300
MAP_SIZE = 48  # the maps are most of the file
MAPS = ("feature_maps", "unit_maps", "picture")  # of a snapshot
THUMBNAIL_POINTS = 90


def make_preview() -> dict[str, Any]:
    """A snapshot of the default run after some epochs, and a few points of every data set."""
    return {
        "snapshot": trained({"lab": "classify"}, {"epochs": EPOCHS}, MAP_SIZE),
        "thumbnails": {name: _thumbnail(name) for name in DATASETS},
    }


def trained(opening: dict[str, Any], amount: dict[str, int], map_size: int) -> dict[str, Any]:
    """A packed snapshot of a lab's default run, trained by so many steps or epochs."""
    desk = Desk()
    desk.handle({"type": "open", "config": {}, **opening})
    desk.handle({"type": "train", **amount})
    snapshot = desk.handle({"type": "draw", "map_size": map_size})
    assert snapshot["type"] == "snapshot", snapshot
    return {
        key: encode(value, encode_map if key in MAPS else encode_floats)
        for key, value in snapshot.items()
    }


def _thumbnail(name: str) -> dict[str, Any]:
    dataset = DATASETS[name]
    rng = np.random.default_rng(ClassifyConfig().data_seed)
    points = THUMBNAIL_POINTS * max(2, dataset.classes) // 2
    inputs, targets = dataset.generate(rng, points, 0.0)
    packed = {"inputs": encode_floats(inputs), "targets": encode_floats(targets)}
    return {**packed, "classes": dataset.classes}


def encode(value: Any, pack: Callable[[Array], Any]) -> Any:
    """Arrays packed as text, as web/preview.js unpacks them."""
    if isinstance(value, np.ndarray):
        return pack(value)
    if isinstance(value, dict):
        return {key: encode(item, pack) for key, item in value.items()}
    if isinstance(value, list):
        return [encode(item, pack) for item in value]
    return value


def encode_floats(values: Array) -> dict[str, Any]:
    """All digits of float32."""
    return {"float32": _base64(values.astype(np.float32))}


def encode_map(values: Array) -> dict[str, Any]:
    """Eight bits a pixel are as many as the palette shows."""
    scale = float(np.abs(values).max()) / 127 or 1.0
    return {"int8": _base64(np.round(values / scale).astype(np.int8)), "scale": scale}


def _base64(array: Array) -> str:
    return base64.b64encode(array.tobytes()).decode("ascii")


if __name__ == "__main__":
    print(json.dumps(make_preview(), separators=(",", ":")))
