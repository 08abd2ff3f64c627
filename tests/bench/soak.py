"""A long training with other layers every few seconds, and a million updates of one network: does
memory stay as it is?
"""

from __future__ import annotations

import itertools
import time
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page

from tests.bench.remote import call

CHANGE = 3  # seconds from one network to the next
SHAPES = [(1, 8), (6, 8), (3, 32), (2, 4), (8, 16)]  # depth, width
SETTLED = 0.1  # of the time, then memory counts: a minute of ten
MOST_GROWTH = 1.1
LOOKS = 5  # at the memory of the page, of which the least counts: garbage may hide some
UPDATES = 25  # in an epoch of the page as it opens
STEPS = 1_000_000
NETWORK = {"layers": [2, 4, 2, 1], "activation": "tanh", "samples": 250, "batch_size": 10}
MOST_BLOCKS = 100  # that may be left behind by all of these steps

# Makes the memory of Python visible from outside the worker.
REVEAL = """
addEventListener("message", async () => {
  const { python } = await booted;
  self.pythonBytes = () => python._module.HEAP8.length;
});
"""


def soak(browser: BrowserContext, url: str, seconds: float) -> list[dict[str, Any]]:
    """Two rows: the memory at the end as a share of that after the first tenth of the time."""
    page = browser.new_page()
    page.route("**/worker.js", reveal)
    page.goto(url + "site/index.html")
    page.wait_for_selector("#step:not([disabled])")
    page.locator("[name=speed]").select_option("max")
    page.keyboard.press("Space")
    start = time.monotonic()
    before: dict[str, float] | None = None
    for depth, width in itertools.cycle(SHAPES):
        page.get_by_role("slider", name="Depth").fill(str(depth))
        page.get_by_role("slider", name="Width").fill(str(width))
        page.wait_for_timeout(1000 * CHANGE)
        passed = time.monotonic() - start
        # Only after the largest network, so that both ends of the comparison are alike.
        if before is None and passed > SETTLED * seconds and (depth, width) == SHAPES[-1]:
            before = memory(page)
        if before is not None and passed > seconds and (depth, width) == SHAPES[-1]:
            after = memory(page)
            done = f"{passed:.0f} s, {updates(page) / 1e6:.1f} M updates"
            page.close()
            rows = [row(name, before[name], after[name], done) for name in before]
            return [*rows, many_steps(browser, url)]
    raise AssertionError("a cycle has no end")


def many_steps(browser: BrowserContext, url: str) -> dict[str, Any]:
    """Updates back to back, as the page records them."""
    page = browser.new_page()
    page.goto(url + "index.html")
    page.wait_for_function("Boolean(globalThis.prepare)")
    grown = call(page, "grow", NETWORK, STEPS)
    page.close()
    name = f"soak: blocks of memory that {STEPS:,} updates leave behind"
    shown = f"{grown['blocks']:,} blocks"
    row = {"name": name, "nnplay_ms": grown["ms"], "peers": {}, "shown": shown}
    return {**row, "goal": MOST_BLOCKS, "met": grown["blocks"] <= MOST_BLOCKS}


def reveal(route: Any) -> None:
    route.fulfill(body=route.fetch().text() + REVEAL, content_type="text/javascript")


def memory(page: Page) -> dict[str, float]:
    """Bytes in use, once everything that is garbage is gone; training rests meanwhile."""
    page.locator("#play").click()
    session = page.context.new_cdp_session(page)
    heaps = [heap(page, session) for _ in range(LOOKS)]
    session.detach()
    page.locator("#play").click()
    return {"page": min(heaps), "Python": page.workers[0].evaluate("self.pythonBytes()")}


def heap(page: Page, session: CDPSession) -> float:
    page.wait_for_timeout(200)  # for what has yet to be drawn
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"])


def updates(page: Page) -> int:
    """Of the parameters, so far."""
    return UPDATES * int(page.locator("#epoch").inner_text().replace(",", ""))


def row(name: str, before: float, after: float, done: str) -> dict[str, Any]:
    return {
        "name": f"soak: memory of {name} after {done}, in terms of the first tenth",
        "before_mb": before / 1e6,
        "after_mb": after / 1e6,
        "ratio": after / before,
        "goal": MOST_GROWTH,
        "met": after / before <= MOST_GROWTH,
    }
