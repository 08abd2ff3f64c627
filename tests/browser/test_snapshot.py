"""Python goes on from the memory that the build has recorded, or starts without.

The results are the same either way.
"""

import gzip
import json
import re

import numpy as np
import pytest
from playwright.sync_api import expect

import build
from tests.browser.conftest import strict_page
from tests.browser.helpers import open_page, reply, step, until, wait_for_python
from tests.browser.test_offline import INSTALLED, Server

EPOCHS = 3
SNAPSHOT = "**/started.bin"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"

# What the browser has kept of the site.
KEPT = """async () => {
  const cache = await caches.open("nnplay");
  return (await cache.keys()).map(({ url }) => url);
}"""

# Notes whether Python went on from a snapshot.
NOTE_READY = """
(() => {
  const Original = Worker;
  window.Worker = class extends Original {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", ({ data }) => {
        if (data.type === "ready") {
          window.isRestored = data.is_restored;
        }
      });
    }
  };
})()
"""

# Restores Python in a worker, and runs a program there.
RESTORE = """
import { importFile } from "./web/files.js";
import { importPyodide } from "./web/pyodide.js";
import { restorePython } from "./web/snapshot/restore.js";
import { unpack, unzipped } from "./web/snapshot/unpack.js";

addEventListener("message", async ({ data: { program } }) => {
  try {
    const manifest = await (await fetch("manifest.json")).json();
    const snapshot = fetch(manifest.snapshot).then(unzipped).then(unpack);
    const python = await restorePython(importPyodide(manifest.pyodide, importFile), snapshot);
    postMessage(python.runPython(program));
  } catch (error) {
    postMessage(error.message);
  }
});
"""
RUN = """(program) => new Promise((resolve, reject) => {
  const worker = new Worker("restore.js", { type: "module" });
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = reject;
  worker.postMessage({ program });
})"""
PROGRAM = """
import json, numpy as np
import csv, sys, statistics, traceback
from nnplay.export import export_script
from nnplay.protocol import Desk
try:
    1 / 0
except ZeroDivisionError:
    shown = traceback.format_exc()
try:
    Desk().handle(None)
except Exception:
    traced = traceback.format_exc()
json.dumps({
    "drawn": np.random.default_rng().random(),
    "seeded": np.random.default_rng(1).standard_normal(2).tolist(),
    "values": np.linalg.svd(np.diag([3.0, 2.0]))[1].tolist(),
    "spectrum": abs(np.fft.fft(np.ones(4))).tolist(),
    "inverse": np.linalg.inv(2 * np.eye(300))[0, 0],
    "large": np.zeros(5_000_000).sum(),
    "shown": shown,
    "traced": traced,
    "module": export_script.__module__,
    "modules": sorted(sys.modules),
})
"""


@pytest.fixture
def server(site, tmp_path):
    server = Server(tmp_path)
    (server.folder / "restore.js").write_text(RESTORE)
    yield server
    server.stop()


@pytest.fixture
def kept_page(browser, server, problems):
    """Of a browser that keeps sites."""
    yield from strict_page(browser, server.url, problems, service_workers="allow")


def results(page):
    step(page, EPOCHS)
    names = ["train_loss", "test_loss", "weights", "biases"]
    return [reply(page, name) for name in names]


def test_every_visit_goes_on_from_the_recorded_memory_offline_too(kept_page, server):
    page = kept_page
    page.add_init_script(NOTE_READY)
    open_page(page)
    assert page.evaluate("isRestored")
    first = results(page)
    until(lambda: page.evaluate(INSTALLED) == "activated")
    server.stop()
    assert is_restored_after_reload(page)
    assert results(page) == first
    page.get_by_role("link", name="Paint").click()
    expect(page.get_by_role("radiogroup", name="Image")).to_be_visible()  # not the page before
    wait_for_python(page)
    assert page.evaluate("isRestored")


def test_a_restored_python_is_a_whole_one_that_finds_seeds_of_its_own(kept_page):
    page = kept_page
    page.goto("./")
    first, second = (json.loads(page.evaluate(RUN, PROGRAM)) for _ in range(2))
    assert first.pop("drawn") != second.pop("drawn")
    assert first == second
    assert first["seeded"] == np.random.default_rng(1).standard_normal(2).tolist()
    assert first["values"] == pytest.approx([3, 2])
    assert first["spectrum"] == pytest.approx([4, 0, 0, 0])
    assert first["inverse"] == pytest.approx(0.5)
    assert "ZeroDivisionError" in first["shown"]
    assert re.search(r'File "/home/pyodide/nnplay/protocol.py".*\n    \w+', first["traced"])


def test_where_the_memory_cannot_be_had_python_starts_with_the_same_results(page, problems):
    page.add_init_script(NOTE_READY)
    open_page(page)
    assert page.evaluate("isRestored")
    restored = results(page)
    whole = snapshot()
    damaged = (whole[:-100_000], gzip.compress(b"no snapshot"), shortened(whole))
    for serve in (lambda route: route.abort(), *map(serving, damaged)):
        page.route(SNAPSHOT, serve)
        assert not is_restored_after_reload(page)
        assert results(page) == restored
        page.unroute(SNAPSHOT)
    assert is_restored_after_reload(page)
    problems[:] = [problem for problem in problems if "ERR_FAILED" not in problem]


def test_a_memory_that_does_not_fit_is_not_asked_for_again(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(NOTE_READY)
    open_page(page)
    restored = results(page)
    page.route(SNAPSHOT, serving(laid_out_differently()))
    assert not is_restored_after_reload(page)
    assert results(page) == restored
    page.unroute(SNAPSHOT)
    asked.clear()
    assert not is_restored_after_reload(page)
    assert not any(url.endswith("started.bin") for url in asked)
    page.route("**/manifest.json", of_another_version)
    assert is_restored_after_reload(page)
    assert results(page) == restored


@pytest.fixture
def iphone(browser, server, problems):
    """A page of a browser for which Pyodide lays out its memory in another way."""
    options = {"user_agent": IPHONE, "service_workers": "allow"}
    yield from strict_page(browser, server.url, problems, **options)


def test_on_iphones_python_starts_anew_and_offline_too(iphone, server):
    asked = []
    iphone.on("request", lambda request: asked.append(request.url))
    iphone.add_init_script(NOTE_READY)
    open_page(iphone)
    assert not iphone.evaluate("isRestored")
    first = results(iphone)
    until(lambda: iphone.evaluate(INSTALLED) == "activated")
    asked += iphone.evaluate(KEPT)
    server.stop()
    iphone.context.new_cdp_session(iphone).send("Network.clearBrowserCache")
    assert not is_restored_after_reload(iphone)
    assert results(iphone) == first
    assert not any("started.bin" in url for url in asked)


def serving(body):
    return lambda route: route.fulfill(body=body)


def snapshot():
    [path] = build.DIST.rglob("started.bin")
    return path.read_bytes()


def shortened(whole):
    return gzip.compress(gzip.decompress(whole)[:-1], 1)


def laid_out_differently():
    content = gzip.decompress(snapshot())
    head, layout, rest = content.partition(b'"layout":"[[[')
    assert layout
    return gzip.compress(head + layout + b"9" + rest[1:], 1)


def of_another_version(route):
    manifest = route.fetch().json()
    content = json.dumps({**manifest, "version": "another"})
    route.fulfill(body=content, content_type="application/json")


def is_restored_after_reload(page):
    page.reload()
    wait_for_python(page)
    return page.evaluate("isRestored")
