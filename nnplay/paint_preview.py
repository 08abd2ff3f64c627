"""What the Paint page shows until Python has arrived: a painting of its first image, as JSON.

`python -m nnplay.paint_preview < IMAGE.png` prints it; the build stores it beside the page.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import numpy as np

from nnplay.ops import Array
from nnplay.png import read_png
from nnplay.preview import trained

STEPS = 3000
SIDE = 200  # pixels of the image that is learned from, as in web/labs/paint/targets.js
MAP_SIZE = 100


def make_paint_preview(png: bytes) -> dict[str, Any]:
    """A snapshot of the default run on a square image, after some steps."""
    pixels = shrink(read_png(png), SIDE)
    image = {"width": SIDE, "height": SIDE, "pixels": pixels.ravel()}
    return {"snapshot": trained({"lab": "paint", "image": image}, {"steps": STEPS}, MAP_SIZE)}


def shrink(pixels: Array, side: int) -> Array:
    """Bytes (height, width, channels) -> (side, side, channels), each the mean of its area."""
    down, across = (_shares(length, side) for length in pixels.shape[:2])
    means = np.einsum("ih,hwc,jw->ijc", down, pixels.astype(float), across, optimize=True)
    result: Array = np.round(means).astype(np.uint8)
    return result


def _shares(length: int, side: int) -> Array:
    """How much of each of `length` pixels goes into each of `side` ones: (side, length)."""
    edges = np.arange(side + 1) * length / side
    covered = np.clip(edges[:, None] - np.arange(length), 0, 1)
    return np.diff(covered, axis=0) * side / length


if __name__ == "__main__":
    preview = make_paint_preview(sys.stdin.buffer.read())
    print(json.dumps(preview, separators=(",", ":")))
