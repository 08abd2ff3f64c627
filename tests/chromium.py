"""How Chromium is started, for tests and for measurements."""

from __future__ import annotations

import os
from typing import Any

import build

FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


def launch_options() -> dict[str, Any]:
    """What Playwright's `launch` takes."""
    flags = [*FLAGS, "--no-sandbox"] if build.is_root() else FLAGS
    path = os.environ.get("NNPLAY_BROWSER") or build.find_browser()
    return {"executable_path": path, "args": flags}
