"""How the page starts: what is shipped of Python, and in which order it comes."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.helpers import open_page, step, until, wait_for_python

# Starts the site's own Pyodide on the page, completes it as the editor of the page does, and
# imports modules that the page itself does without; resolves to the names of those that fail.
IMPORT_WITH_LIBRARY = """
async (names) => {
  const { pyodide, library } = await (await fetch("manifest.json")).json();
  const { loadPyodide } = await import(new URL(`${pyodide}pyodide.mjs`, location.href));
  const python = await loadPyodide({ packages: ["numpy"] });
  for (const path of library) {
    const zip = await fetch(path);
    python.unpackArchive(await zip.arrayBuffer(), "zip", { extractDir: "/lib/python3.14" });
  }
  const failed = python.runPython(`
import importlib, json
def fails(name):
    try:
        importlib.import_module(name)
    except ImportError:
        return True
lambda names: json.dumps([name for name in json.loads(names) if fails(name)])
`);
  return JSON.parse(failed(JSON.stringify(names)));
}
"""
# Cumulative Layout Shift: what of the window moves, and how far. https://web.dev/articles/cls
NOTE_SHIFTS = """
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      shifts.push([value, sources.map(({ node }) => node?.className ?? "")]);
    }
  }).observe({ type: "layout-shift", buffered: true });
"""
MOST_SHIFT = 0.03
SAVED = re.compile("Preview|Saved run")  # as long as Python may come, and if it does not
RARE = """
    argparse calendar cmd code colorsys configparser difflib doctest email.message
    encodings.cp1252 gzip html.parser http.client importlib.resources logging.handlers
    multiprocessing numpy.ma numpy.polynomial numpy.testing optparse pdb pprint pydoc queue
    sched shelve string.templatelib timeit tomllib unittest.mock urllib.request uuid
    xml.dom.minidom xml.etree.ElementTree zoneinfo
"""


def test_readers_own_code_can_import_what_the_page_does_without(page):
    page.goto("./")
    assert page.evaluate(IMPORT_WITH_LIBRARY, RARE.split()) == []


def test_the_saved_run_is_on_screen_before_anything_of_python_is(page):
    held: list[object] = []
    page.route("**/pyodide/**", lambda route: held.append(route))
    page.goto("./")
    expect(page.locator("#output-note")).to_have_text("Saved run")
    expect(page.get_by_role("img", name="Output of the network")).to_be_visible()
    until(lambda: page.evaluate("performance.getEntriesByName('first-contentful-paint').length"))
    until(lambda: page.evaluate("1") and held)
    page.goto("about:blank")


def test_the_outline_follows_what_is_changed_before_python_is_there(page):
    page.route("**/pyodide/**", lambda route: None)
    page.goto("./")
    note = page.locator("#output-note")
    expect(note).to_have_text(SAVED)
    datasets = page.get_by_role("radiogroup", name="Dataset")
    datasets.get_by_text("XOR", exact=True).click()
    expect(note).to_have_text("Outline")
    page.get_by_role("slider", name="Depth").press("ArrowRight")
    expect(page.get_by_role("group", name="Layer 3")).to_be_visible()
    page.get_by_role("slider", name="Depth").press("ArrowLeft")
    datasets.get_by_text("Spiral", exact=True).click()
    expect(note).to_have_text(SAVED)
    page.goto("about:blank")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (960, 700)])
def test_the_network_stays_where_it_is_when_python_comes(page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    held: list[Route] = []
    page.route("**/*.wasm", lambda route: held.append(route))
    page.goto("./")
    expect(page.locator("#notice")).to_contain_text("Once only")
    before = page.locator("#net").bounding_box()
    until(lambda: page.evaluate("1") and held)
    page.route("**/*.wasm", lambda route: route.continue_())
    for route in held:
        route.continue_()
    wait_for_python(page)
    expect(page.locator("#notice")).to_be_hidden()
    assert page.locator("#net").bounding_box() == before


@pytest.mark.parametrize("path", ["./", "./?lab=paint"])
def test_nothing_jumps_while_the_page_opens(page, path):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.add_init_script(NOTE_SHIFTS)
    open_page(page, path)
    expect(page.locator("#notice")).to_be_hidden()
    assert sum(score for score, _ in page.evaluate("shifts")) < MOST_SHIFT, page.evaluate("shifts")


def test_python_starts_without_waiting_for_the_modules_of_the_page(page):
    held: list[Route] = []
    page.route("**/main.js", lambda route: held.append(route))
    with page.expect_request("**/pyodide.mjs"):
        page.goto("./", wait_until="commit")
    until(lambda: page.evaluate("1") and held)
    held[0].continue_()
    wait_for_python(page)
    step(page)
    assert len(page.workers) == 1


def test_a_browser_without_web_assembly_is_told_so_and_downloads_no_python(page):
    page.add_init_script("delete globalThis.WebAssembly")
    page.goto("./")
    notice = page.get_by_role("alert").filter(has_text="This browser cannot run Python")
    expect(notice).to_be_visible()
    assert page.workers == []
