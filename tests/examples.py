"""What the examples show: the addresses of their frames."""

import html
import json
import re
import runpy
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

import build

EXAMPLES = build.ROOT / "web/examples"
SITE = "http://127.0.0.1:8000/"  # in the examples


def notebook_cells() -> list[str]:
    """The code of its cells."""
    notebook = json.loads((EXAMPLES / "nnplay.ipynb").read_text("utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return ["".join(cell["source"]) for cell in cells]


def addresses_in_notebook() -> list[str]:
    """Runs the cells, with IPython's IFrame replaced by one that notes its address."""
    addresses: list[str] = []

    def note_frame(src: str, width: int, height: int, **settings: Any) -> None:
        assert width > 0 and height > 0
        addresses.append(f"{src}?{urlencode(settings)}")  # as IPython does it

    display = ModuleType("IPython.display")
    vars(display)["IFrame"] = note_frame
    modules = {"IPython": ModuleType("IPython"), "IPython.display": display}
    with patch.dict(sys.modules, modules), TemporaryDirectory() as folder:
        script = Path(folder, "cells.py")
        script.write_text("\n".join(notebook_cells()), "utf-8")
        runpy.run_path(str(script))
    return addresses


def addresses_in_quarto() -> list[str]:
    """Of its frames, and of its element what that makes of it."""
    text = (EXAMPLES / "workshop.qmd").read_text("utf-8")
    frames = re.findall(r'\ssrc="([^"]*embed=1[^"]*)"', text)
    elements = re.findall(r"<nn-play ([^>]*)>", text)
    return [html.unescape(address) for address in frames] + [
        address_of(re.findall(r'([-\w]+)="([^"]*)"', each)) for each in elements
    ]


def address_of(attributes: list[tuple[str, str]]) -> str:
    return f"{SITE}?{urlencode({'embed': 1, **dict(attributes)})}"


def addresses_in_deck() -> list[str]:
    """Of the frames of its slides."""
    text = (EXAMPLES / "index.html").read_text("utf-8")
    found = re.findall(r'data-src="\.\./([^"]*)"', text)
    return [SITE + html.unescape(address) for address in found]
