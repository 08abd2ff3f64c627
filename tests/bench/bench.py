"""How fast nnplay is beside what a reader would use instead: `python3 build.py bench`.

Everything runs in one headless Chromium. The contenders of a row take turns, so that what else
the machine does meets all of them alike, and every figure is the median over the turns.
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
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

import build

FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
PAINT = {"layers": [2, *[20] * 7, 3], "activation": "relu", "samples": 500, "batch_size": 5}
CLASSIFY = {"activation": "tanh", "output": "tanh", "samples": 250, "batch_size": 10}
MAP_SIZE = 100
SMALLEST = {"features": ["x1"], "hidden": []}
LARGEST = {
    "features": ["x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2"],
    "hidden": [8] * 6,
}


class Row(NamedTuple):
    """Work for nnplay and its peers.

    goals: peer -> how many times its speed nnplay aims at. own: peer -> what it does differently.
    """

    name: str
    work: dict[str, Any]
    goals: dict[str, float]
    own: dict[str, dict[str, Any]] = {}  # noqa: RUF012


ROWS = [
    Row(
        "paint: train 500 samples, batch 5",
        {**PAINT, "kind": "train"},
        {"convnetjs": 2.5, "tfjs wasm": 6, "tfjs cpu": 6},
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

    turns: int  # of every contender
    patience: float  # ms per turn, or one run where that takes longer
    boots: int
    seconds: float  # of watching the page train


EFFORTS = {"quick": Effort(3, 40, 1, 1.5), "full": Effort(15, 150, 5, 5)}
Samples = dict[str, list[float]]  # contender -> its measurements


def main() -> None:
    parser = argparse.ArgumentParser(prog="build.py bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="within 45 seconds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    options = parser.parse_args()
    effort = EFFORTS["quick" if options.quick else "full"]
    with serve() as url, sync_playwright() as playwright:
        rows = [*time_boots(playwright, url, effort), *time_rows(playwright, url, effort)]
        rows += watch_page(playwright, url, effort)
    result = {"rows": rows, "machine": machine(), "date": datetime.date.today().isoformat()}
    print_table(result)
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n")


# ----- the rows -----


def time_rows(playwright: Playwright, url: str, effort: Effort) -> list[dict[str, Any]]:
    """All contenders on one page; turn by turn, row by row."""
    samples: list[Samples] = [{name: [] for name in ("nnplay", *row.goals)} for row in ROWS]
    with open_browser(playwright) as browser:
        page = browser.new_page()
        page.goto(url + "index.html")
        page.wait_for_function("Boolean(globalThis.prepare)")
        for row in ROWS:
            for contender in ("nnplay", *row.goals):
                work = row.work | row.own.get(contender, {})
                call(page, "prepare", row.name, contender, work)
        for _ in range(effort.turns):
            for row, measured in zip(ROWS, samples, strict=True):
                for contender, times in measured.items():
                    times.append(call(page, "measure", row.name, contender, effort.patience))
    return [
        report(row.name, measured, row.goals) for row, measured in zip(ROWS, samples, strict=True)
    ]


def call(page: Page, function: str, *arguments: Any) -> Any:
    return page.evaluate(f"(given) => {function}(...given)", list(arguments))


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

PAGES = {"nnplay": ("site/index.html", "firstEpoch"), "stock Pyodide": ("bare.html", "numpyReady")}
BOOT_GOALS = {"first": 2, "later": 1 / 0.35}


def time_boots(playwright: Playwright, url: str, effort: Effort) -> list[dict[str, Any]]:
    """From opening the URL to the first live epoch; the bare page, until NumPy is imported."""
    samples: dict[str, Samples] = {visit: {name: [] for name in PAGES} for visit in BOOT_GOALS}
    for _ in range(effort.boots):
        for name, (path, until) in PAGES.items():
            with open_browser(playwright) as browser:
                for visit in BOOT_GOALS:
                    page = browser.new_page()
                    page.goto(url + path, wait_until="domcontentloaded")
                    samples[visit][name].append(call(page, until))
                    page.close()
    return [
        report(f"boot: {visit} visit, to the first epoch", samples[visit], {"stock Pyodide": goal})
        for visit, goal in BOOT_GOALS.items()
    ]


# ----- frames on screen -----


def watch_page(playwright: Playwright, url: str, effort: Effort) -> list[dict[str, Any]]:
    """Frames per second of the page at one epoch per frame."""
    rows = []
    for name, config, goal in [("smallest", SMALLEST, 60), ("largest", LARGEST, 30)]:
        with open_browser(playwright) as browser:
            page = browser.new_page()
            page.add_init_script(f"useConfig({json.dumps(config)})")
            page.goto(url + "site/index.html")
            page.wait_for_selector("#step:not([disabled])")
            page.keyboard.press("Space")
            time.sleep(0.5)  # the first epochs record and warm up
            fps = call(page, "framesPerSecond", effort.seconds)
        rows.append({"name": f"page: frames per second, {name} network"} | versus_goal(fps, goal))
    return rows


def versus_goal(fps: float, goal: float) -> dict[str, Any]:
    return {
        "fps": fps,
        "nnplay_ms": 1000 / fps,
        "peers": {},
        "goal": goal,
        "met": fps >= goal * 0.98,
    }


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
    with build.listen(folder, 8400) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@contextlib.contextmanager
def open_browser(playwright: Playwright) -> Iterator[BrowserContext]:
    """A browser with a new profile, as on the very first visit."""
    flags = [*FLAGS, "--no-sandbox"] if build.is_root() else FLAGS
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = playwright.chromium.launch_persistent_context(
            profile, executable_path=os.environ["NNPLAY_BROWSER"], args=flags
        )
        browser.add_init_script(path=Path(__file__).parent / "probes.js")
        yield browser
        browser.close()


def machine() -> dict[str, Any]:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {"system": platform.platform(), "cpus": os.cpu_count(), "load": load}


def print_table(result: dict[str, Any]) -> None:
    line = "{:52}{:>10}{:>10}{:>8}{:>9}  {}".format
    print(line("", "ms", "ratio", "goal", "spread", ""))
    for row in result["rows"]:
        if "fps" in row:
            met = "met" if row["met"] else "not met"
            print(line(row["name"], "", f"{row['fps']:.1f}/s", row["goal"], "", met))
            continue
        shares = {name: f"±{share:.0%}" for name, share in row["spread"].items()}
        print(line(row["name"], f"{row['nnplay_ms']:.3g}", "", "", shares["nnplay"], ""))
        for peer, ms in row["peers"].items():
            figures = [f"{ms:.3g}", f"{row['ratio'][peer]:.2f}", f"{row['goal'][peer]:.2f}"]
            met = "met" if row["met"][peer] else "not met"
            print(line(f"    {peer}", *figures, shares[peer], met))
    print(f"{result['machine']}, {result['date']}")


if __name__ == "__main__":
    main()
