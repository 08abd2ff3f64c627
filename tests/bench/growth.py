"""How the time for a frame of the Classify page grows with the network, the points and the run."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.bench.remote import call

Growth = dict[str, list[list[float]]]  # what grows -> [how much of it, ms of a frame]

FRAME = {"kind": "frame", "activation": "tanh", "layers": [2, 4, 2, 1]} | {
    "samples": 250,
    "batch_size": 10,
}
# What a frame is measured against, the rest being as the page opens.
GROWTH: dict[str, dict[int, dict[str, Any]]] = {
    "width": {width: {"layers": [2, width, width, 1]} for width in (2, 4, 8, 16, 32)},
    "depth": {depth: {"layers": [2, *[8] * depth, 1]} for depth in (1, 2, 4, 8)},
    "points": {n: {"samples": n} for n in (50, 250, 1000, 2500)},
}
STRETCHES = 5  # of the run
TURNS = 9  # for a point, the quickest of which counts: only the shape of the curve matters


def measure_growth(page: Page, patience: float, epochs: int) -> Growth:
    """patience: ms for each point; epochs: how far the run is followed."""
    sizes = {name: grow(page, name, patience) for name in GROWTH}
    return sizes | {"epochs": age(page, epochs)}


def grow(page: Page, name: str, patience: float) -> list[list[float]]:
    points = []
    for quantity, change in GROWTH[name].items():
        title = f"{name} {quantity}"
        call(page, "prepare", title, "nnplay", FRAME | change)
        turns = [call(page, "measure", title, "nnplay", patience / TURNS) for _ in range(TURNS)]
        points.append([quantity, min(turns)])
    return points


def age(page: Page, epochs: int) -> list[list[float]]:
    call(page, "prepare", "epochs", "nnplay", FRAME)
    call(page, "measure", "epochs", "nnplay", 0)  # records
    stretch = epochs // STRETCHES
    times = [call(page, "measureMany", "epochs", stretch) for _ in range(STRETCHES)]
    return [[(i + 1) * stretch, ms] for i, ms in enumerate(times)]
