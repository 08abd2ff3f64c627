"""A later visit goes on from the memory that Python had in the first, or does without.

The results are the same either way.
"""

import json

import numpy as np
import pytest

from tests.browser.conftest import strict_page
from tests.browser.helpers import open_page, reply, step, until, wait_for_python
from tests.browser.test_offline import Server

EPOCHS = 3
KEPT_WHOLE, REFUSED = 200, 204  # the status of a snapshot, and of what stands in its place

# The snapshot is kept even on a small machine.
ROOMY = 'Object.defineProperty(navigator, "deviceMemory", { value: 8 })'

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

KEPT = """async () => {
  const entries = await (await caches.open("nnplay-python")).matchAll();
  return entries.map(({ status }) => status);
}"""

# Asks a worker of its own for what the page asks for once the site is kept.
RECORD = """async () => {
  const { createEngine } = await import(new URL("web/engine.js", location));
  window.other = createEngine({ onProgress: () => {}, onBusy: () => {} });
  await other.ready;
  await other.request({ type: "record", run: 0 });
}"""

# Puts the bytes that were kept, or what `change` makes of them, into the entry.
DAMAGE = """async (change) => {
  const cache = await caches.open("nnplay-python");
  const [key] = await cache.keys();
  const originals = await caches.open("original");
  if (!(await originals.match(key))) {
    await originals.put(key, await cache.match(key));
  }
  const whole = await (await originals.match(key)).blob();
  const changes = {
    truncate: () => whole.slice(0, whole.size - 1),
    empty: () => new Blob([]),
    repair: () => whole,
    shift: async () => {
      const head = await whole.slice(0, 100_000).text();
      const at = head.indexOf('"layout":"[[[') + '"layout":"[[['.length;
      return new Blob([whole.slice(0, at), "9", whole.slice(at + 1)]);
    },
  };
  await cache.put(key, new Response(await changes[change]()));
}"""

# Restores Python in a worker, and runs a program there.
RESTORE = """
import { importFile } from "./web/files.js";
import { importPyodide } from "./web/pyodide.js";
import { restorePython } from "./web/snapshot/alike.js";
import { findSnapshot, unpack } from "./web/snapshot/store.js";

addEventListener("message", async ({ data: { program } }) => {
  try {
    const manifest = await (await fetch("manifest.json")).json();
    const pyodide = await importPyodide(manifest.pyodide, importFile);
    const snapshot = await findSnapshot(manifest.version);
    const python = await restorePython(pyodide, unpack(await snapshot.arrayBuffer()));
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
import random, json, numpy as np
import csv, sys, statistics, traceback
from nnplay.export import export_script
try:
    1 / 0
except ZeroDivisionError:
    shown = traceback.format_exc()
json.dumps({
    "drawn": [random.random(), np.random.random(), np.random.default_rng().random()],
    "seeded": np.random.default_rng(1).standard_normal(2).tolist(),
    "values": np.linalg.svd(np.diag([3.0, 2.0]))[1].tolist(),
    "spectrum": abs(np.fft.fft(np.ones(4))).tolist(),
    "inverse": np.linalg.inv(2 * np.eye(300))[0, 0],
    "large": np.zeros(5_000_000).sum(),
    "shown": shown,
    "module": export_script.__module__,
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
    for page in strict_page(browser, server.url, problems, service_workers="allow"):
        page.add_init_script(ROOMY)
        yield page


def results(page):
    step(page, EPOCHS)
    names = ["train_loss", "test_loss", "weights", "biases"]
    return [reply(page, name) for name in names]


def test_a_later_visit_goes_on_from_the_first_with_the_same_results(kept_page, server):
    page = kept_page
    page.add_init_script(NOTE_READY)
    open_page(page)
    assert not page.evaluate("isRestored")
    anew = results(page)
    until(lambda: page.evaluate(KEPT) == [KEPT_WHOLE])
    server.stop()
    assert is_restored_after_reload(page)
    assert results(page) == anew
    page.get_by_role("link", name="Paint").click()
    wait_for_python(page)
    assert page.evaluate("isRestored")


def test_a_restored_python_is_a_whole_one_that_draws_its_own_random_numbers(kept_page):
    page = kept_page
    page.goto("./")
    wait_for_python(page)
    until(lambda: page.evaluate(KEPT) == [KEPT_WHOLE])
    first, second = (json.loads(page.evaluate(RUN, PROGRAM)) for _ in range(2))
    for one, other in zip(first.pop("drawn"), second.pop("drawn"), strict=True):
        assert one != other
    assert first == second
    assert first["seeded"] == np.random.default_rng(1).standard_normal(2).tolist()
    assert first["values"] == pytest.approx([3, 2])
    assert first["spectrum"] == pytest.approx([4, 0, 0, 0])
    assert first["inverse"] == pytest.approx(0.5)
    assert "ZeroDivisionError" in first["shown"]


def test_what_does_not_fit_is_refused_and_python_begins_anew_with_the_same_results(page):
    page.add_init_script(NOTE_READY)
    open_page(page)
    anew = results(page)
    page.evaluate(RECORD)
    until(lambda: page.evaluate(KEPT) == [KEPT_WHOLE])
    page.route("**/manifest.json", of_another_version)
    assert not is_restored_after_reload(page)
    assert page.evaluate(KEPT) == [KEPT_WHOLE]
    page.unroute("**/manifest.json")
    for damage in ("truncate", "empty", "shift"):
        page.evaluate(DAMAGE, damage)
        assert not is_restored_after_reload(page)
        assert page.evaluate(KEPT) == [REFUSED]
        assert results(page) == anew
    page.evaluate(DAMAGE, "repair")
    assert is_restored_after_reload(page)
    assert results(page) == anew


def of_another_version(route):
    manifest = route.fetch().json()
    content = json.dumps({**manifest, "version": "another"})
    route.fulfill(body=content, content_type="application/json")


def is_restored_after_reload(page):
    page.reload()
    wait_for_python(page)
    return page.evaluate("isRestored")
