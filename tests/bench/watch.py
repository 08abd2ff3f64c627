"""What a reader sees of the built site: how it opens and trains, frames, long tasks, paintings."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

from tests.bench.reader import Probe, Reader

Row = dict[str, Any]
Tasks = list[float]  # ms of each task of over 50 ms

FEATURES = "x1,x2,x1_squared,x2_squared,x1_x2,sin_x1,sin_x2"
# Links to what is watched.
SMALLEST = "#v=1&features=x1&hidden="
LARGEST = f"#v=1&features={FEATURES}&hidden={','.join(6 * ['8'])}"
HUGE = f"#v=1&features={FEATURES}&hidden={','.join(8 * ['32'])}"
FLUENT = {"smallest": 60, "largest": 30}  # frames per second
LONGEST_TASK = 50  # ms; browsers tell of longer ones, which are felt

CONVNETJS_NET = f"#v=1&encoding=xy&hidden={','.join(7 * ['20'])}&batch_size=5&optimizer=momentum"
REFRESHES = 10  # per second
FULL_SIZE = 200  # pixels along a side of the picture, as in the demo of ConvNetJS
PSNR_GOALS = {22: 2, 27: 8, 30: 30}  # dB, and the seconds of training in which they are due
MOST_SECONDS = 60
WARM_UP = 0.4
COMPILED = 2  # seconds of the first training, while the browser compiles Python's code
COUNTERS = "#epoch, #updates"

CLASSIFY_PAGE = "site/index.html"
PAINT_PAGE = "site/index.html?lab=paint"
OPEN: tuple[Probe, ...] = (("firstEpoch",), ("longTasks",))  # until an epoch or update is on screen


def watch_classify(reader: Reader, seconds: float) -> tuple[float, Tasks, list[Row]]:
    """A later visit: ms to the first epoch, the long tasks until then, and rows of so many seconds.

    The browser has to have kept the site, as its service worker downloads all of it while the first
    epochs of a first visit go by.
    """
    watched = ("changesPerSecond", COUNTERS, seconds)
    smallest, largest, huge = (("train", link, COUNTERS) for link in (SMALLEST, LARGEST, HUGE))
    probes: tuple[Probe, ...] = (
        *OPEN,
        *((*smallest, COMPILED), watched),
        *((*largest, WARM_UP), ("longTasks",), watched, ("longTasks",)),
        *((*huge, WARM_UP), ("longTasks",), watched, ("longTasks",)),
    )
    with reader.visit(CLASSIFY_PAGE, *probes) as results:
        epoch, opening, _, smallest_fps, _, _, largest_fps, deep, _, _, _, wide = results
    rows = [
        frames("smallest", smallest_fps),
        frames("largest", largest_fps),
        long_tasks(f"6 layers of 8, {seconds:g} s", [deep]),
        long_tasks(f"8 layers of 32, {seconds:g} s", [wide]),
    ]
    return epoch, opening, rows


def watch_paint(reader: Reader, seconds: float, best: float) -> tuple[list[Row], list[list[float]]]:
    """The rows, and [seconds, dB] of the painting that Paint opens with, until it is the best."""
    probes: tuple[Probe, ...] = (
        ("firstEpoch",),
        ("paintTo", best, MOST_SECONDS),
        ("useMapSize", FULL_SIZE),
        ("train", CONVNETJS_NET, COUNTERS, WARM_UP),
        ("changesPerSecond", COUNTERS, seconds),
    )
    with reader.visit(PAINT_PAGE, *probes) as results:
        _, painting, _, _, refreshed = results
    name = f"paint: pictures per second, 2-20×7-3, {FULL_SIZE} x {FULL_SIZE}"
    goals = {psnr: due for psnr, due in PSNR_GOALS.items() if psnr <= best}
    rows = [per_second(name, refreshed, REFRESHES)]
    return rows + [reached(painting, psnr, due) for psnr, due in goals.items()], painting


def open_often(reader: Reader, page: str, visits: int) -> list[Tasks]:
    """The long tasks of each of some later visits."""
    tasks = []
    for _ in range(visits):
        with reader.visit(page, *OPEN) as results:
            _, opening = results
        tasks.append(opening)
    return tasks


def frames(name: str, fps: float) -> Row:
    return per_second(f"page: frames per second, {name} network", fps, FLUENT[name])


def long_tasks(name: str, visits: Sequence[Tasks]) -> Row:
    """The longest task of a visit, the median over visits; browsers do not tell of short ones."""
    longest = median(max([LONGEST_TASK, *tasks]) for tasks in visits)
    told = [ms for tasks in visits for ms in tasks]
    where = "a visit" if len(visits) == 1 else f"{len(visits)} visits"
    found = ", ".join(f"{ms:.0f}" for ms in told) or "none"
    shown = f"over {LONGEST_TASK} ms in {where}: {found}"
    row = at_most(f"page: longest task, {name}", longest, LONGEST_TASK, shown)
    return row | {"is_bound": longest == LONGEST_TASK, "tasks_ms": told}


def per_second(name: str, fps: float, goal: float) -> Row:
    return {
        "name": name,
        "fps": fps,
        "nnplay_ms": 1000 / fps,
        "peers": {},
        "shown": f"{fps:.0f} per second",
        "goal": goal,
        "met": fps >= goal * 0.98,
    }


def at_most(name: str, ms: float, goal: float, shown: str) -> Row:
    return {
        "name": name,
        "nnplay_ms": ms,
        "peers": {},
        "shown": shown,
        "goal": goal,
        "met": ms <= goal,
    }


def reached(painting: Sequence[Sequence[float]], psnr: float, due: float) -> Row:
    """When a painting was as good as that, in ms of training."""
    time = next((seconds for seconds, reached in painting if reached >= psnr), float("inf"))
    name = f"paint: {psnr} dB of the bird, live"
    return at_most(name, 1000 * time, 1000 * due, f"within {due} s")
