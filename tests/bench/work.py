"""What a row of the benchmark means for nnplay; runs inside Pyodide.

"numpy by hand" is the same training step without the package: the calls that an expert would
write down for this one network, every result into a buffer of its own.
"""

import sys
import time
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from nnplay import kernel
from nnplay.features import FEATURES
from nnplay.labs.classify import ClassifyConfig
from nnplay.losses import OBJECTIVES
from nnplay.protocol import Desk
from nnplay.session import Session

Work = Mapping[str, Any]
Run = Callable[[], Any]

WARM_UP = 1000  # updates
runs: list[Run] = []
easel = Desk()


def prepare(work: Work) -> int:
    """Make ready, and return the number to `measure` by."""
    runs.append(WORKS[work["contender"], work["kind"]](work))
    return len(runs) - 1


def measure(number: int, patience: float) -> float:
    """Mean ms of one run, over as many runs as fit `patience` ms."""
    run = runs[number]
    start = time.perf_counter()
    count, elapsed = 0, 0.0
    while count == 0 or elapsed < patience:
        run()
        count += 1
        elapsed = 1000 * (time.perf_counter() - start)
    return elapsed / count


def open_image(image: Work) -> None:
    """The Paint page, as it opens."""
    opened = easel.handle({"type": "open", "lab": "paint", "image": image})
    assert opened["type"] == "snapshot", opened
    easel.handle({"type": "train", "steps": 1})  # records


def paint(psnr: float) -> float:
    """ms until it has painted this well; -1 if not in 10 seconds."""
    easel.handle({"type": "reset"})
    start = time.perf_counter()
    while time.perf_counter() < start + 10:
        if easel.handle({"type": "train", "budget_ms": 45})["psnr"] >= psnr:
            return 1000 * (time.perf_counter() - start)
    return -1


def grow(work: Work, steps: int) -> int:
    """How many more blocks of memory Python holds after so many updates than after the first."""
    session = new_session(work)
    session.train(steps=WARM_UP)
    before = sys.getallocatedblocks()
    session.train(steps=steps)
    return sys.getallocatedblocks() - before


# ----- nnplay -----


def train(work: Work) -> Run:
    session = new_session(work)
    return lambda: session.train(epochs=1)


def draw(work: Work) -> Run:
    session = new_session(work)
    inputs = session.inputs
    return lambda: session.predict(inputs)


def frame(work: Work) -> Run:
    """The page's own request: an epoch, and all that is shown of it."""
    desk = Desk()
    config = {
        "features": list(FEATURES)[: work["layers"][0]],
        "hidden": work["layers"][1:-1],
        "activation": work["activation"],
        "optimizer": "sgd",
        "samples": 2 * work["samples"],
        "batch_size": work["batch_size"],
    }
    opened = desk.handle({"type": "open", "lab": "classify", "config": config})
    assert opened["type"] == "snapshot", opened
    return lambda: desk.handle({"type": "train", "epochs": 1})


def step(work: Work) -> Run:
    """Recorded NumPy, even where there is a kernel."""
    session = new_session(work)
    installed = kernel._binder
    kernel.install(None)
    session.train(steps=1)
    kernel.install(installed)
    (batch,) = session._batches.values()
    return batch.step


def new_session(work: Work) -> Session:
    *_, outputs = layers = work["layers"]
    settings = ClassifyConfig().hyperparameters._replace(
        hidden=tuple(layers[1:-1]),
        activations=(work["activation"],) * (len(layers) - 2),
        initializer="he",
        optimizer="momentum",
        batch_size=work["batch_size"],
    )
    inputs = np.array(work["inputs"], np.float32).reshape(-1, layers[0])
    targets = np.array(work["targets"], np.float32).reshape(-1, outputs)
    return Session(inputs, targets, OBJECTIVES["regression", "squared_error"], settings)


# ----- NumPy by hand -----


def step_by_hand(work: Work) -> Run:
    """One update by squared error and momentum of a tanh network with linear outputs."""
    layers, n = work["layers"], work["batch_size"]
    rng = np.random.default_rng(0)
    units = [rng.normal(size=(n, width)).astype(np.float32) for width in layers]
    errors = [np.empty_like(unit) for unit in units]
    targets = rng.normal(size=(n, layers[-1])).astype(np.float32)
    sizes = [(m + 1) * k for m, k in pairwise(layers)]
    w = rng.normal(0, 0.5, sum(sizes)).astype(np.float32)
    g, v, change = np.zeros_like(w), np.zeros_like(w), np.empty_like(w)
    weights, biases = split(w, layers)
    weight_gradients, bias_gradients = split(g, layers)
    share, rate, decay, one = (np.float32(x) for x in (1 / n, 0.01, 0.9, 1))
    last = len(layers) - 1

    def run() -> None:
        for i in range(last):
            np.matmul(units[i], weights[i], out=units[i + 1])
            np.add(units[i + 1], biases[i], out=units[i + 1])
            if i + 1 < last:
                np.tanh(units[i + 1], out=units[i + 1])
        np.subtract(units[last], targets, out=errors[last])
        np.multiply(errors[last], share, out=errors[last])
        for i in reversed(range(last)):
            np.matmul(units[i].T, errors[i + 1], out=weight_gradients[i])
            np.add.reduce(errors[i + 1], axis=0, out=bias_gradients[i])
            if i > 0:
                np.matmul(errors[i + 1], weights[i].T, out=errors[i])
                np.multiply(units[i], units[i], out=units[i])
                np.subtract(one, units[i], out=units[i])
                np.multiply(errors[i], units[i], out=errors[i])
        np.multiply(v, decay, out=v)
        np.multiply(g, rate, out=change)
        np.subtract(v, change, out=v)
        np.add(w, v, out=w)

    return run


def split(vector: np.ndarray, layers: list[int]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Weights and biases as views of one vector."""
    weights, biases, offset = [], [], 0
    for m, k in pairwise(layers):
        weights.append(vector[offset : offset + m * k].reshape(m, k))
        biases.append(vector[offset + m * k : offset + m * k + k])
        offset += m * k + k
    return weights, biases


WORKS: dict[tuple[str, str], Callable[[Work], Run]] = {
    ("nnplay", "train"): train,
    ("nnplay", "draw"): draw,
    ("nnplay", "frame"): frame,
    ("nnplay", "step"): step,
    ("numpy by hand", "step"): step_by_hand,
}
