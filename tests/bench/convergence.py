"""How soon networks of default settings learn, in the rows of TensorFlow Playground's study.

python3 -m tests.bench.convergence [SEEDS]: epochs to a test loss, the median over the seeds that
get there. The peer's are by its own formulas and settings: U(-0.5, 0.5), SGD, 0.03.
"""

from __future__ import annotations

import sys
from statistics import median
from typing import Any, NamedTuple

from nnplay.features import FEATURES
from nnplay.labs.classify import Classify

STEP = 5  # epochs from one look to the next


class Row(NamedTuple):
    """What is learned, the test loss to reach and within how many epochs; what the peer needs."""

    settings: dict[str, Any]
    goal: float
    most: int
    peer: int


REGRESSION = {"problem": "regression", "dataset": "plane"}
ALL = {"features": list(FEATURES)}
SQUARES = {"features": ["x1_squared", "x2_squared"], "hidden": []}
WIDE = {"dataset": "spiral", "hidden": [8, 8]}

ROWS = {
    "circle, tanh 4,2": Row({"dataset": "circle"}, 0.02, 500, 80),
    "circle, ReLU 4,2": Row({"dataset": "circle", "activation": "relu"}, 0.02, 500, 45),
    "circle, sigmoid 4,2": Row({"dataset": "circle", "activation": "sigmoid"}, 0.02, 1000, 770),
    "circle, squares, no hidden layer": Row({"dataset": "circle", **SQUARES}, 0.02, 300, 25),
    "XOR, tanh 4,2": Row({"dataset": "xor"}, 0.02, 500, 75),
    "Gauss, no hidden layer": Row({"dataset": "gauss", "hidden": []}, 0.02, 100, 5),
    "plane, no hidden layer": Row({**REGRESSION, "hidden": []}, 0.001, 100, 5),
    "spiral, tanh 8,8, all features": Row({**WIDE, **ALL}, 0.05, 1000, 180),
    "spiral, ReLU 8,8": Row({**WIDE, "activation": "relu"}, 0.05, 2000, 935),
    "spiral, tanh 8,8": Row(WIDE, 0.05, 2000, 1260),
}


def epochs_needed(row: Row, seed: int) -> int | None:
    """By a network of default settings; None if it does not get there."""
    lab = Classify.open({**row.settings, "seed": seed, "data_seed": seed})
    for epoch in range(STEP, row.most + 1, STEP):
        lab.train(epochs=STEP)
        if lab.session.measure(*lab.test_set).loss < row.goal:
            return epoch
    return None


def main(seeds: int = 32) -> None:
    """Print a table in Markdown."""
    print("| | seeds that get there | epochs, median | TensorFlow Playground |\n|---|---|---|---|")
    for name, row in ROWS.items():
        needed = [epochs_needed(row, seed) for seed in range(seeds)]
        reached = [epochs for epochs in needed if epochs is not None]
        middle = f"{median(reached):.0f}" if reached else "–"
        print(f"| {name} | {len(reached)} of {seeds} | {middle} | {row.peer} |", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
