"""Pictures as functions: pixels become coordinates to learn from and colours to learn.

A picture lies in a frame whose longer side is 1 wide around the origin, x to the right and y down.
The top left pixel has the coordinates of its corner, as in ConvNetJS's painting demo, so a square
picture reaches from -0.5 to 0.5 - 1 / size.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from nnplay.ops import Array

MAX_SIDE = 400


class Image(NamedTuple):
    """colors: (height, width, 3) in [0, 1], sRGB values as they are stored."""

    colors: Array

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return int(self.colors.shape[1])

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return int(self.colors.shape[0])

    @property
    def frame(self) -> Frame:
        """Where its pixels lie."""
        longer = max(self.width, self.height)
        x, y = -0.5 * self.width / longer, -0.5 * self.height / longer
        return Frame(x, y, -x, -y)


class Frame(NamedTuple):
    """A rectangle of the plane: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def part(self, left: float, top: float, right: float, bottom: float) -> Frame:
        """A rectangle given in parts of this one; 0, 0, 1, 1 is all of it."""
        across, down = self.right - self.left, self.bottom - self.top
        return Frame(
            self.left + left * across,
            self.top + top * down,
            self.left + right * across,
            self.top + bottom * down,
        )

    def coordinates(self, width: int, height: int, rows: range | None = None) -> Array:
        """Corners of width by height pixels (n, 2), row by row; of some rows only if given."""
        down = np.array(range(height) if rows is None else rows)
        x = self.left + np.arange(width) / width * (self.right - self.left)
        y = self.top + down / height * (self.bottom - self.top)
        return np.stack(np.broadcast_arrays(x, y[:, None]), axis=-1).reshape(-1, 2)


def read_image(width: Any, height: Any, pixels: Any) -> Image:
    """An image from a buffer of RGB bytes, row by row. Raises ValueError where sizes do not fit."""
    for name, side in (("width", width), ("height", height)):
        if not isinstance(side, int) or not 1 <= side <= MAX_SIDE:
            raise ValueError(f"invalid {name}: {side!r} (expected 1 to {MAX_SIDE} pixels)")
    values = np.frombuffer(pixels, np.uint8)
    if values.size != 3 * width * height:
        raise ValueError(
            f"invalid pixels: {values.size} bytes (expected 3 for each of {width} x {height})"
        )
    return Image(values.reshape(height, width, 3).astype(np.float32) / 255)


def grey(colors: Array) -> Array:
    """Luma of colours (..., 3) -> (..., 1), ITU-R BT.601."""
    return colors @ np.array([[0.299], [0.587], [0.114]], np.float32)


def psnr(mean_squared_error: float) -> float:
    """Peak signal-to-noise ratio in dB of values in [0, 1]: 100 for a perfect copy, 0 for none."""
    if np.isnan(mean_squared_error):
        return 0.0
    return float(min(100.0, -10 * np.log10(max(mean_squared_error, 1e-10))))


def fourier_features(coordinates: Array, frequencies: Array) -> Array:
    """cos and sin of 2π frequencies · x: (n, 2), (pairs, 2) -> (n, 2 pairs), float32.

    With them a network learns fine detail that it is slow to learn from raw coordinates (Tancik
    et al. 2020, https://arxiv.org/abs/2006.10739).
    """
    angles = 2 * np.pi * coordinates @ frequencies.T
    return np.concatenate([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
