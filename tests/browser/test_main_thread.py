"""The page stays responsive while the largest networks train."""

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.browser.helpers import open_page, pause, play, settle, until

FRAMES = 60
FULL, COARSE = 100, 50  # samples along a side of maps
MOST_WORK = 30  # ms of processor time per frame: tasks over 50 ms are felt

# Resolves after some frames have been drawn.
WINDOW = f"""
() => new Promise((done) => {{
  let frames = 0;
  requestAnimationFrame(function count() {{
    frames += 1;
    if (frames < {FRAMES}) {{
      requestAnimationFrame(count);
    }} else {{
      done();
    }}
  }});
}})
"""


def build_network(page: Page, depth: int, width: int) -> None:
    page.get_by_role("slider", name="Depth").fill(str(depth))
    page.get_by_role("slider", name="Width").fill(str(width))
    until(lambda: page.evaluate("window.reply.layers.slice(1, -1)") == [width] * depth)


def switch_all_features_on(page: Page) -> None:
    for feature in page.get_by_role("switch", name="Feature").all():
        if feature.get_attribute("aria-checked") == "false":
            feature.click()
    until(lambda: page.evaluate("window.reply.layers[0]") >= 7)


def busy_seconds(session: CDPSession) -> float:
    """Processor time of the main thread so far, however often it had to wait for its turn."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))


@pytest.mark.parametrize(("depth", "width"), [(6, 8), (8, 8), (8, 32)])
def test_a_frame_of_a_large_network_leaves_time_to_react(page, depth, width):
    open_page(page)
    build_network(page, depth, width)
    switch_all_features_on(page)
    play(page)
    until(lambda: page.evaluate("window.reply.epoch") >= 3)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = busy_seconds(session)
    page.evaluate(WINDOW)
    per_frame = (busy_seconds(session) - before) * 1000 / FRAMES
    pause(page)
    assert per_frame < MOST_WORK


def test_all_tiles_of_a_large_network_show_its_state_when_training_rests(page):
    """While it trains they are painted in turns, from coarser maps."""
    open_page(page)
    build_network(page, 8, 32)
    play(page)
    until(lambda: page.evaluate("window.reply.epoch") >= 3)
    until(lambda: page.evaluate("window.reply.tile_size") == COARSE)
    assert page.evaluate("window.reply.map_size") == FULL  # the output's
    pause(page)
    until(lambda: page.evaluate("window.reply.tile_size") == FULL)
    settle(page)
    until(lambda: is_painted(page))
    at_rest = pictures(page)
    help_switch(page).check()
    until(lambda: pictures(page) != at_rest)
    help_switch(page).uncheck()
    until(lambda: pictures(page) == at_rest)  # all of them painted anew


@pytest.mark.parametrize(
    ("path", "tiles"),
    [("./#v=1&hidden=" + ",".join(8 * ["32"]), 8 * 32), ("./?lab=paint#v=1&preset=20x7", 7 * 20)],
)
def test_many_tiles_are_painted_over_several_frames(page, path, tiles):
    """So that no frame takes long, even when all of them change at once."""
    open_page(page, path)
    settle(page)
    until(lambda: is_painted(page))
    page.evaluate(COUNT_PAINTED)
    page.get_by_role("button", name="Switch theme").click()
    until(lambda: sum(painted(page)) >= tiles and is_painted(page))
    assert max(painted(page)) < tiles / 2


def test_a_large_network_is_built_over_several_frames(page):
    open_page(page)
    page.evaluate(COUNT_NEW_TILES)
    build_network(page, 8, 32)
    until(lambda: page.locator("#net .unit").count() == 7 + 8 * 32 + 1)
    assert max(page.evaluate("window.built")) < 64
    settle(page)
    page.get_by_role("button", name="Layer 8, neuron 32").focus()  # every tile has its name
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Output").first).to_be_focused()


# Counts the tiles that come in each frame.
COUNT_NEW_TILES = """
() => {
  window.built = [];
  new MutationObserver((changes) => {
    const nodes = changes.flatMap(({ addedNodes }) => [...addedNodes]);
    window.built.push(nodes.filter((node) => node.matches?.(".unit")).length);
  }).observe(document.querySelector("#net"), { childList: true, subtree: true });
}
"""


def test_to_look_at_a_neuron_of_a_large_network_changes_few_elements(page):
    """A style of hundreds of elements takes browsers a long time, and so do hundreds of veils."""
    open_page(page, "./#v=1&hidden=" + ",".join(8 * ["32"]))
    until(lambda: page.locator("#net .unit").count() == 7 + 8 * 32 + 1)
    settle(page)
    neuron = page.get_by_role("button", name="Layer 4, neuron 10")
    page.evaluate(NOTE_CHANGED_CLASSES)
    neuron.focus()
    until(lambda: page.locator("#net .unit.center").count() == 1)
    expect(page.locator("#net .layer.far")).to_have_count(7)  # of ten columns
    expect(page.locator("#net .unit.far")).to_have_count(31)  # the others of its own
    assert 32 < page.evaluate("window.changed.size") < 64
    neuron.blur()
    expect(page.locator("#net .far")).to_have_count(0)
    assert page.evaluate("window.changed.size") < 64


NOTE_CHANGED_CLASSES = """
() => {
  window.changed = new Set();
  new MutationObserver((changes) => changes.forEach(({ target }) => window.changed.add(target)))
    .observe(document.querySelector("#net"), { attributeFilter: ["class"], subtree: true });
}
"""


def test_while_it_trains_links_and_maps_of_a_large_network_take_turns(page):
    open_page(page, "./#v=1&hidden=" + ",".join(8 * ["32"]))
    settle(page)
    page.evaluate(NOTE_WORK)
    play(page)
    until(lambda: all(work in page.evaluate("window.frames_of_work") for work in ("links", "maps")))
    page.evaluate("window.frames_of_work = []")
    page.evaluate(WINDOW)
    assert set(page.evaluate("window.frames_of_work")) <= {"links", "maps", ""}


# Notes of each frame whether links are stroked and whether maps of neurons are painted.
NOTE_WORK = """
() => {
  window.frames_of_work = [];
  let work = new Set();
  const { putImageData, stroke } = CanvasRenderingContext2D.prototype;
  const noted = (name, selector, act) => function note(...given) {
    if (this.canvas.matches(selector)) {
      work.add(name);
    }
    return act.apply(this, given);
  };
  Object.assign(CanvasRenderingContext2D.prototype, {
    putImageData: noted("maps", ".layer > .maps", putImageData),
    stroke: noted("links", ".links", stroke),
  });
  requestAnimationFrame(function next() {
    window.frames_of_work.push([...work].join());
    work = new Set();
    requestAnimationFrame(next);
  });
}
"""


# Counts the maps that are painted in each frame, by a clock that goes on with every look at it, so
# that the time which painting takes does not matter.
COUNT_PAINTED = """
() => {
  const now = performance.now.bind(performance);
  let looks = 0;
  performance.now = () => now() + (looks += 1);
  window.painted = [];
  const { putImageData } = CanvasRenderingContext2D.prototype;
  const { drawImage } = CanvasRenderingContext2D.prototype;
  const counted = (act) => function count(...given) {
    window.painted[window.painted.length - 1] += Boolean(this.canvas.closest(".layer, .column"));
    return act.apply(this, given);
  };
  Object.assign(CanvasRenderingContext2D.prototype, {
    putImageData: counted(putImageData),
    drawImage: counted(drawImage),
  });
  requestAnimationFrame(function next() {
    window.painted.push(0);
    requestAnimationFrame(next);
  });
}
"""


def painted(page: Page) -> list[int]:
    return list(page.evaluate("window.painted"))


def is_painted(page: Page) -> bool:
    """Every frame goes on with what is left; so is nothing, if two frames change nothing?"""
    before = pictures(page)
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    return pictures(page) == before


def pictures(page: Page) -> list[str]:
    """What the canvases of the columns show."""
    canvases = page.locator(":is(#net .layer, #pnet .column) > canvas")
    return list(canvases.evaluate_all("all => all.map((canvas) => canvas.toDataURL())"))


def help_switch(page: Page) -> Locator:
    """Whether negative values are marked in all tiles."""
    if not page.locator("#help").is_visible():
        page.keyboard.press("?")
    return page.locator("#help").get_by_label("Mark sign")
