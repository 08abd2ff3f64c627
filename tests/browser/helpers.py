"""What several browser tests do: open the page, wait for a state, train, look at the last reply."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Frame, Locator, Page, expect

BOOT = 60_000  # ms; Python starts, on a busy machine
PATIENCE = 60  # s, on a busy machine

View = Page | Frame  # what shows the playground

# Keeps the last snapshot and counts the requests of the page to its worker, by type, and those
# that are not answered yet.
SPY = """
(() => {
  window.asked = {};
  const Original = Worker;
  window.Worker = class extends Original {
    constructor(...args) {
      super(...args);
      window.unanswered = 0;
      this.addEventListener("message", ({ data }) => {
        window.unanswered -= "id" in data;
        if (data.type === "snapshot") {
          window.reply = { ...window.reply, ...data };
        }
      });
    }
    postMessage(message, ...rest) {
      if ("id" in message) {
        window.asked[message.type] = (window.asked[message.type] ?? 0) + 1;
        window.unanswered += 1;
      }
      super.postMessage({ ...message, ...window.tamper?.(message) }, ...rest);
    }
  };
})()
"""


def open_page(page: Page, path: str = "./") -> None:
    """Open the site, and wait until Python answers."""
    page.add_init_script(SPY)
    page.goto(path)
    wait_for_python(page)


def wait_for_python(page: View) -> None:
    expect(page.locator("#step")).to_be_enabled(timeout=BOOT)


def until(condition: Callable[[], object]) -> None:
    """Wait for a state that no locator can express."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.02)


def epoch(page: View) -> int:
    return int(page.locator("#epoch").inner_text().replace(",", ""))


def number(locator: Locator) -> float:
    """The number that is shown, be it 3.4e−5."""
    return float(locator.inner_text().replace("\u2212", "-").replace(",", ""))


def play(page: View) -> None:
    page.get_by_role("button", name="Train", exact=True).click()


def pause(page: View) -> None:
    """Pause, and wait until the last frame that was asked for is on the page."""
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible()
    until(lambda: reply(page, "epoch") == epoch(page) and is_idle(page))


def train_to(page: View, last: int) -> None:
    """Train, as fast as can be, to an epoch or somewhat beyond."""
    page.get_by_label("Speed").select_option("max")
    play(page)
    until(lambda: epoch(page) >= last)
    pause(page)


def step(page: View, times: int = 1) -> None:
    # A reply is there before it is drawn; before Python there is none.
    until(lambda: reply(page, "epoch") in (None, epoch(page)))
    for _ in range(times):
        target = epoch(page) + 1
        page.get_by_role("button", name="Step one epoch").click()
        expect(page.locator("#epoch")).to_have_text(f"{target:,}")


def choose(page: View, label: str, value: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).select_option(value)


def reset(page: View) -> None:
    page.get_by_role("button", name="Reset weights").click()
    expect(page.locator("#epoch")).to_have_text("0")


def reply(page: View, key: str) -> Any:
    """A value of the last snapshot; arrays become lists."""
    plain = "(value) => Array.isArray(value) ? value.map((each) => [...each]) : value"
    return page.evaluate(
        "(key) => { const value = window.reply?.[key];"
        f" return key === 'weights' || key === 'biases' ? ({plain})(value) : value }}",
        key,
    )


def config(page: View, name: str) -> Any:
    """A setting, as Python has it."""
    return page.evaluate("(name) => window.reply.config[name]", name)


def settle(page: View) -> None:
    """Wait until all that was asked for is on the page."""
    until(lambda: is_idle(page))


def is_idle(page: View) -> bool:
    """Is everything answered, and does the number of requests stand still over two frames?"""
    count = "() => JSON.stringify(window.asked)"
    frames = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    before = page.evaluate(count)
    page.evaluate(frames)
    return bool(before == page.evaluate(count) and page.evaluate("window.unanswered === 0"))
