"""How fast nnplay is beside what a reader would use instead: `python3 build.py bench`.

Everything runs in headless Chromium, the site itself in one with nothing attached to it. The
contenders of a row take turns, so that what else the machine does meets all of them alike, and
every figure is the median over the turns.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import json
import os
import platform
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

import build
from tests.bench.growth import Growth, measure_growth
from tests.bench.reader import ReportHandler, open_reader
from tests.bench.remote import call
from tests.bench.report import growth_plot, markdown_table, painting_plot, text_table
from tests.bench.soak import soak
from tests.bench.watch import (
    CLASSIFY_PAGE,
    PAINT_PAGE,
    long_tasks,
    open_often,
    watch_classify,
    watch_paint,
)
from tests.chromium import launch_options

PAINT = {"layers": [2, *[20] * 7, 3], "activation": "relu", "samples": 500, "batch_size": 5}
CLASSIFY = {"activation": "tanh", "output": "tanh", "samples": 250, "batch_size": 10}
MAP_SIZE = 100
IN_PYTHON = {"nnplay", "numpy by hand"}
FEW_SAMPLES = 100


class Row(NamedTuple):
    """Work for nnplay and its peers.

    goals: peer -> how many times its speed nnplay aims at. own: peer -> what it does differently.
    slow: peers that warm up with fewer samples, and of which few turns have to do.
    """

    name: str
    work: dict[str, Any]
    goals: dict[str, float]
    own: dict[str, dict[str, Any]] = {}  # noqa: RUF012
    slow: tuple[str, ...] = ()

    @property
    def contenders(self) -> list[str]:
        return ["nnplay", *self.goals]


ROWS = [
    Row(
        "paint: train 500 samples, batch 5",
        {**PAINT, "kind": "train"},
        {"convnetjs": 2.5, "tfjs wasm": 6, "tfjs cpu": 6},
        slow=("tfjs wasm", "tfjs cpu"),
    ),
    Row(
        "paint: train 500 samples, batch 500",
        {**PAINT, "kind": "train", "batch_size": 500},
        {"convnetjs": 9, "tfjs wasm": 1.2},
        own={"convnetjs": {"batch_size": 5}},  # its demo's; it goes sample by sample anyhow
    ),
    Row(
        "paint: draw 200 x 200 pixels",
        {**PAINT, "kind": "draw", "samples": 200 * 200},
        {"convnetjs": 15, "tfjs wasm": 0.4, "tfjs cpu": 1},
        slow=("convnetjs", "tfjs cpu"),
    ),
    Row(
        "classify: a frame, 7 features, 6 layers of 8",
        {**CLASSIFY, "kind": "frame", "layers": [7, *[8] * 6, 1], "map_size": MAP_SIZE},
        {"tfjs wasm": 4, "tfjs cpu": 4},
    ),
    Row(
        "classify: a frame, 2 features, layers of 4 and 2",
        {**CLASSIFY, "kind": "frame", "layers": [2, 4, 2, 1], "map_size": MAP_SIZE},
        {"tfjs wasm": 5, "tfjs cpu": 5},
    ),
    Row(
        "engine: a recorded step, 2-4-2-1, batch 10",
        {"kind": "step", "layers": [2, 4, 2, 1], "activation": "tanh"}
        | {"batch_size": 10, "samples": 10},
        {"numpy by hand": 1 / 1.25},
    ),
]


class Effort(NamedTuple):
    """How long to measure."""

    warm_up: float  # ms of every contender, for compilers and recordings
    turns: int  # of every contender
    slow_turns: int  # of those that take long
    patience: float  # ms per turn, or one run where that takes longer
    boots: int
    seconds: float  # of watching the page train
    race: tuple[float, ...]  # seconds after which ConvNetJS's painting is looked at
    best: float  # dB at which a painting of nnplay is done
    epochs: int  # how far the growth of a frame is followed


EFFORTS = {
    "quick": Effort(60, 2, 1, 20, 1, 0.8, (1,), 27, 100),
    "full": Effort(100, 15, 15, 150, 5, 5, (1, 2, 4, 8, 15, 30, 60), 99, 10_000),
}
Samples = dict[str, list[float]]  # contender -> its measurements


def main() -> None:
    parser = argparse.ArgumentParser(prog="build.py bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="in 45 s, and how the page paints is not watched"
    )
    parser.add_argument("--only", choices=["boot"], help="measure just how the page starts")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument(
        "--plot",
        type=Path,
        metavar="FOLDER",
        help="draw there how a frame grows, and how paintings get better",
    )
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    parser.add_argument(
        "--soak",
        nargs="?",
        type=float,
        const=600,
        metavar="SECONDS",
        help="instead of all else train so long, 10 minutes if not said, and watch the memory",
    )
    options = parser.parse_args()
    effort = EFFORTS["quick" if options.quick else "full"]
    start = time.monotonic()
    result: dict[str, Any]
    with serve() as url, sync_playwright() as playwright:
        if options.soak:
            with open_browser(playwright) as browser:
                result = {"rows": soak(browser, url, options.soak)}
        elif options.only:
            boots = time_boots(playwright, url, [*FIRST_VISITS] * effort.boots)
            result = {"rows": report_boots(boots)}
        else:
            with_plots = bool(options.plot) or not options.quick
            result = measure(playwright, url, effort, with_plots=with_plots)
    result |= {"machine": machine(), "date": datetime.date.today().isoformat()}
    print(markdown_table(result) if options.markdown else text_table(result))
    print(f"\n{result['machine']}, {result['date']}, in {time.monotonic() - start:.0f} s")
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n")
    if options.plot and "growth" in result:
        (options.plot / "growth.svg").write_text(growth_plot(result["growth"]))
        (options.plot / "psnr.svg").write_text(painting_plot(result["painting"]))


def measure(
    playwright: Playwright, url: str, effort: Effort, *, with_plots: bool
) -> dict[str, Any]:
    """with_plots: whether to measure, too, how a frame grows, and how the page paints."""
    *contenders, _ = [*FIRST_VISITS] * effort.boots
    boots = time_boots(playwright, url, contenders)
    with open_reader(playwright, url) as reader, open_browser(playwright) as browser:
        with reader.visit(*FIRST_VISITS["nnplay"]) as results:
            boots["first"]["nnplay"].append(next(results))
            # Until the browser has kept the site nothing is timed: the rows get ready meanwhile.
            bench = open_bench(browser, url)
            prepare(bench, effort.warm_up)
            next(results)
        epoch, opening, watched = watch_classify(reader, effort.seconds)
        boots["later"]["nnplay"].append(epoch)
        rows = time_rows(bench, effort)
        raced, painting = race(bench, effort)
        bench.close()
        classify = [opening, *open_often(reader, CLASSIFY_PAGE, effort.boots - 1)]
        paint = open_often(reader, PAINT_PAGE, effort.boots)
        rows += [raced, *watched]
        rows += [long_tasks("opening Classify", classify), long_tasks("opening Paint", paint)]
        result: dict[str, Any] = {"rows": [*report_boots(boots), *rows]}
        if with_plots:
            painted, own_painting = watch_paint(reader, effort.seconds, effort.best)
            result["rows"] += painted
            result["painting"] = {"nnplay": own_painting, "convnetjs": painting}
            result["growth"] = growth(browser, url, effort)
    return result


# ----- the rows -----


def prepare(page: Page, warm_up: float) -> None:
    """Gives every contender its work, and lets it warm up; Python starts meanwhile."""
    contests = [(row, contender) for row in ROWS for contender in row.contenders]
    for row, contender in sorted(contests, key=lambda contest: contest[1] in IN_PYTHON):
        work, rehearsed = row.work | row.own.get(contender, {}), row.name
        call(page, "prepare", row.name, contender, work)
        if contender in row.slow:
            rehearsed = f"{row.name}, rehearsal"
            call(page, "prepare", rehearsed, contender, work | {"samples": FEW_SAMPLES})
        call(page, "measure", rehearsed, contender, warm_up)
    call(page, "prepareRace", "site/web/labs/paint/images/bird.png", PAINT)


def time_rows(page: Page, effort: Effort) -> list[dict[str, Any]]:
    """All contenders on one page, turn by turn, row by row."""
    samples: list[Samples] = [{name: [] for name in row.contenders} for row in ROWS]
    for turn in range(effort.turns):
        for row, measured in zip(ROWS, samples, strict=True):
            for contender, times in measured.items():
                if contender not in row.slow or turn < effort.slow_turns:
                    times.append(call(page, "measure", row.name, contender, effort.patience))
    return [
        report(row.name, measured, row.goals) for row, measured in zip(ROWS, samples, strict=True)
    ]


def open_bench(browser: BrowserContext, url: str) -> Page:
    page = browser.new_page()
    page.goto(url + "index.html")
    page.wait_for_function("Boolean(globalThis.prepare)")
    return page


def growth(browser: BrowserContext, url: str, effort: Effort) -> Growth:
    page = open_bench(browser, url)
    grown = measure_growth(page, 2 * effort.patience, effort.epochs)
    page.close()
    return grown


def race(page: Page, effort: Effort) -> tuple[dict[str, Any], list[list[float]]]:
    """How long nnplay takes to paint the bird as well as ConvNetJS's demo does in some seconds."""
    *_, seconds = effort.race
    result = call(page, "race", effort.race)
    goal = 50 * seconds / 60  # in about a second what takes the peer a minute
    name = f"paint: as well as ConvNetJS in {seconds:g} s ({result['psnr']:.1f} dB)"
    samples = {"nnplay": [result["ms"]], "convnetjs": [1000 * seconds]}
    return report(name, samples, {"convnetjs": goal}), result["painting"]


def report(name: str, samples: Samples, goals: dict[str, float]) -> dict[str, Any]:
    """A row of the result. spread: half the distance between the quartiles, as a share."""
    ms = {contender: statistics.median(times) for contender, times in samples.items()}
    nnplay = ms.pop("nnplay")
    ratio = {peer: time / nnplay for peer, time in ms.items()}
    return {
        "name": name,
        "nnplay_ms": nnplay,
        "peers": ms,
        "ratio": ratio,
        "goal": goals,
        "met": {peer: ratio[peer] >= goal for peer, goal in goals.items()},
        "spread": {contender: spread(times) for contender, times in samples.items()},
    }


def spread(times: list[float]) -> float:
    if len(times) < 2:
        return 0.0
    first, middle, third = statistics.quantiles(times, n=4, method="inclusive")
    return (third - first) / 2 / middle


# ----- the first second -----

# Contender -> its page, what is measured there, and what ends a first visit.
FIRST_VISITS: dict[str, tuple[Any, ...]] = {
    "stock Pyodide": ("bare.html", ("numpyReady",)),
    "nnplay": (CLASSIFY_PAGE, ("firstEpoch",), ("kept",)),
}
BOOT_GOALS = {"first": 2, "later": 1 / 0.35}


def time_boots(playwright: Playwright, url: str, contenders: Sequence[str]) -> dict[str, Samples]:
    """From opening the URL to the first live epoch; the bare page, until NumPy is imported.

    Each has a browser of its own, in which the later visit follows the first one.
    """
    boots: dict[str, Samples] = {visit: {name: [] for name in FIRST_VISITS} for visit in BOOT_GOALS}
    for name in contenders:
        page, until, *end = FIRST_VISITS[name]
        with open_reader(playwright, url) as reader:
            for visit, probes in ("first", (until, *end)), ("later", (until,)):
                with reader.visit(page, *probes) as results:
                    time, *_ = results
                boots[visit][name].append(time)
    return boots


def report_boots(boots: dict[str, Samples]) -> list[dict[str, Any]]:
    return [
        report(f"boot: {visit} visit, to the first epoch", boots[visit], {"stock Pyodide": goal})
        for visit, goal in BOOT_GOALS.items()
    ]


# ----- around it -----


@contextlib.contextmanager
def serve() -> Iterator[str]:
    """A folder with the bench, the peers, stock Pyodide and the built site; its URL."""
    stock = build.third_party(build.THIRD_PARTY)
    files = {f"site/{path.relative_to(build.DIST).as_posix()}": path for path in below(build.DIST)}
    contents = {name: path.read_bytes() for name, path in files.items()}
    contents |= build.third_party(build.PEERS)
    contents |= {
        path.replace(build.PYODIDE, "stock/"): data
        for path, data in stock.items()
        if path.startswith(build.PYODIDE)
    }
    here = Path(__file__).parent
    contents |= {path.name: path.read_bytes() for path in below(here)}
    folder = build.ROOT / "build/bench"
    build.write_site(contents, folder)
    with build.listen(folder, 8400, ReportHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@contextlib.contextmanager
def open_browser(playwright: Playwright) -> Iterator[BrowserContext]:
    """A browser with a new profile, as on the very first visit."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = playwright.chromium.launch_persistent_context(profile, **launch_options())
        yield browser
        browser.close()


def machine() -> dict[str, Any]:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {"system": platform.platform(), "cpus": os.cpu_count(), "load": load}


if __name__ == "__main__":
    main()
