"""What a reader sees of the built site while it trains: frames, long tasks, paintings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from playwright.sync_api import Page

Row = dict[str, Any]

FEATURES = "x1,x2,x1_squared,x2_squared,x1_x2,sin_x1,sin_x2"
# Links to what is watched.
SMALLEST = "#v=1&features=x1&hidden="
LARGEST = f"#v=1&features={FEATURES}&hidden={','.join(6 * ['8'])}"
HUGE = f"#v=1&features={FEATURES}&hidden={','.join(8 * ['32'])}"
FLUENT = {"smallest": 60, "largest": 30}  # frames per second
LONGEST_TASK = 50  # ms; longer ones are felt

CONVNETJS_NET = f"#v=1&encoding=xy&hidden={','.join(7 * ['20'])}&batch_size=5&optimizer=momentum"
REFRESHES = 10  # per second
FULL_SIZE = 200  # pixels along a side of the picture, as in the demo of ConvNetJS
PSNR_GOALS = {22: 2, 27: 8, 30: 30}  # dB, and the seconds of training in which they are due
MOST_SECONDS = 60
WARM_UP = 0.4
COMPILED = 2  # seconds of the first training, while the browser compiles Python's code

TRACED = ["devtools.timeline", "toplevel"]
TASK = "ThreadControllerImpl::RunTask"
SCRIPTS = {"FireAnimationFrame", "HandlePostMessage", "TimerFire"}
COUNTERS = "#epoch, #updates"


def watch_classify(page: Page, seconds: float) -> list[Row]:
    """page: Classify, after an epoch. seconds: for each row. The browser has to have kept the site,
    as its service worker downloads all of it while the first epochs of a first visit go by.
    """
    rows = [opening(page, "Classify", page.reload)]
    train(page, SMALLEST, COMPILED)
    rows.append(frames(page, "smallest", seconds))
    train(page, LARGEST)
    rows.append(frames(page, "largest", seconds))
    rows.append(training(page, "6 layers of 8", seconds))
    train(page, HUGE)
    return [*rows, training(page, "8 layers of 32", seconds)]


def watch_paint(
    page: Page, url: str, seconds: float, best: float
) -> tuple[list[Row], list[list[float]]]:
    """The rows, and [seconds, dB] of the painting that Paint opens with, until it is the best."""
    opened = opening(page, "Paint", lambda: page.goto(f"{url}site/index.html?lab=paint"))
    painting = call(page, "paintTo", best, MOST_SECONDS)
    call(page, "useMapSize", FULL_SIZE)
    train(page, CONVNETJS_NET)
    rows = [opened, refreshes(page, seconds)]
    goals = {psnr: due for psnr, due in PSNR_GOALS.items() if psnr <= best}
    return rows + [reached(painting, psnr, due) for psnr, due in goals.items()], painting


def train(page: Page, link: str, warm_up: float = WARM_UP) -> None:
    """Go on with what a link says, from its start, at the speed that the page opens with."""
    call(page, "visit", link, COUNTERS)
    page.keyboard.press("Space")
    call(page, "changesPerSecond", COUNTERS, warm_up)  # the first epochs record and compile


def frames(page: Page, name: str, seconds: float) -> Row:
    fps = call(page, "changesPerSecond", COUNTERS, seconds)
    return per_second(f"page: frames per second, {name} network", fps, FLUENT[name])


def refreshes(page: Page, seconds: float) -> Row:
    fps = call(page, "changesPerSecond", COUNTERS, seconds)
    name = f"paint: pictures per second, 2-20×7-3, {FULL_SIZE} x {FULL_SIZE}"
    return per_second(name, fps, REFRESHES)


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


def opening(page: Page, lab: str, load: Callable[[], object]) -> Row:
    """A later visit of a lab, from navigation until a first step is on screen."""

    def open_lab() -> None:
        load()
        page.wait_for_selector("#step:not([disabled])")
        page.keyboard.press("s")  # not by a click: Space would press the button again
        call(page, "changesPerSecond", COUNTERS, WARM_UP)

    return longest_task(page, f"opening {lab}", open_lab)


def training(page: Page, name: str, seconds: float) -> Row:
    train_on = lambda: call(page, "changesPerSecond", COUNTERS, seconds)
    return longest_task(page, name, train_on)


def longest_task(page: Page, name: str, act: Callable[[], object]) -> Row:
    """Of the main thread: the longest by the clock, and the longest by its processor time."""
    tasks = traced(page, act)
    longest = max(tasks, key=lambda task: task["ms"])
    most_work = max(task["processor_ms"] for task in tasks)
    shown = f"{most_work:.0f} ms of processor time"
    row = at_most(f"page: longest task, {name}", longest["ms"], LONGEST_TASK, shown)
    return row | longest | {"most_processor_ms": most_work}


def traced(page: Page, act: Callable[[], object]) -> list[dict[str, float]]:
    """The tasks of the page's main thread meanwhile: {ms, processor_ms, script_ms} each."""
    session = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    completed: list[Any] = []
    session.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    session.on("Tracing.tracingComplete", lambda data: completed.append(data))
    config = {"includedCategories": TRACED}
    session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})
    act()
    session.send("Tracing.end")
    while not completed:
        page.wait_for_timeout(20)
    session.detach()
    return tasks_in(events)


def tasks_in(events: list[dict[str, Any]]) -> list[dict[str, float]]:
    """Of the thread that draws frames; events lie within a task when their times do."""
    spans = [event for event in events if event["ph"] == "X"]
    threads = Counter((e["pid"], e["tid"]) for e in spans if e["name"] == "FireAnimationFrame")
    ((drawing, _),) = threads.most_common(1)
    spans = [event for event in spans if (event["pid"], event["tid"]) == drawing]
    scripts = [event for event in spans if event["name"] in SCRIPTS]
    tasks = [event for event in spans if event["name"] == TASK]
    return [
        {
            "ms": task["dur"] / 1000,
            "processor_ms": task["tdur"] / 1000,
            "script_ms": script_within(task, scripts),
        }
        for task in tasks
    ]


def script_within(task: dict[str, Any], scripts: list[dict[str, Any]]) -> float:
    end = task["ts"] + task["dur"]
    return float(sum(s["dur"] for s in scripts if task["ts"] <= s["ts"] < end) / 1000)


def call(page: Page, function: str, *arguments: Any) -> Any:
    """A function of probes.js or bench.js."""
    return page.evaluate(f"(given) => {function}(...given)", list(arguments))
