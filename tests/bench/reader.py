"""A browser as readers have it, with nothing attached to it.

Playwright looks into pages through DevTools, for which V8 follows every promise and parses the 1.2
MB of Pyodide's JavaScript once more: pages start later, and tasks take longer. So a page of the
bench (reader.js) opens the site in a window of its own, and reports.
"""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import tempfile
import urllib.parse
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Playwright

import build
from tests.chromium import launch_options

PATIENCE = 180  # seconds for a probe
SHOWN = ["--headless", "--window-size=1440,1000", "--disable-popup-blocking"]

Probe = tuple[Any, ...]  # the name of a function in probes.js, and what it is given

_reports: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()


class ReportHandler(build.SiteHandler):
    """Serves the site, and takes what reader.js sends."""

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        _reports.put(json.loads(self.rfile.read(size)))
        self.send_response(204)
        self.end_headers()


class Reader:
    """Has one profile; every visit starts the browser anew."""

    def __init__(self, command: list[str], url: str) -> None:
        self.command = command
        self.url = url

    @contextlib.contextmanager
    def visit(self, page: str, *probes: Probe) -> Iterator[Iterator[Any]]:
        """Yields what the probes return, each as soon as it has."""
        task = urllib.parse.quote(json.dumps({"page": page, "probes": probes}))
        address = f"{self.url}reader.html#{task}"
        process = subprocess.Popen(
            [*self.command, address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield (result() for _ in probes)
        finally:
            close(process)


@contextlib.contextmanager
def open_reader(playwright: Playwright, url: str) -> Iterator[Reader]:
    """With a new profile, as on the very first visit."""
    options = launch_options()
    browser = options["executable_path"] or playwright.chromium.executable_path
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        yield Reader([browser, *options["args"], *SHOWN, f"--user-data-dir={profile}"], url)


def result() -> Any:
    try:
        report = _reports.get(timeout=PATIENCE)
    except queue.Empty:
        raise RuntimeError(f"the browser has reported nothing for {PATIENCE} s") from None
    if "error" in report:
        raise RuntimeError(report["error"])
    return report.get("result")


def close(process: subprocess.Popen[bytes]) -> None:
    """A browser that is asked to end writes down what it has kept."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
