"""Reads the PNG files of the gallery: 8 bits a channel, RGB, not interlaced.

https://www.w3.org/TR/png-3/#9Filters
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator

import numpy as np

from nnplay.ops import Array

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = 3


def read_png(data: bytes) -> Array:
    """Bytes (height, width, 3). Raises ValueError for any other file."""
    if not data.startswith(SIGNATURE):
        raise ValueError("invalid file: no PNG")
    chunks = list(_chunks(data))
    width, height, *kind = struct.unpack(">IIBBBBB", chunks[0][1])
    if kind != [8, 2, 0, 0, 0]:
        raise ValueError(f"unknown kind of PNG: {kind} (expected 8 bits, RGB, not interlaced)")
    packed = b"".join(content for name, content in chunks if name == b"IDAT")
    lines = zlib.decompress(packed)
    stride = 1 + CHANNELS * width
    rows = [bytes(stride - 1)]
    for at in range(0, height * stride, stride):
        rows.append(_unfilter(lines[at], lines[at + 1 : at + stride], rows[-1]))
    return np.frombuffer(b"".join(rows[1:]), np.uint8).reshape(height, width, CHANNELS)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


def _unfilter(kind: int, line: bytes, above: bytes) -> bytes:
    """A row of pixels, from what is stored and the row above; sums are modulo 256."""
    predict = PREDICTORS[kind]
    row = bytearray(CHANNELS) + line
    shifted = bytes(CHANNELS) + above
    for at in range(CHANNELS, len(row)):
        left, up, upper_left = row[at - CHANNELS], shifted[at], shifted[at - CHANNELS]
        row[at] = (row[at] + predict(left, up, upper_left)) % 256
    return bytes(row[CHANNELS:])


def _paeth(left: int, up: int, upper_left: int) -> int:
    """Whichever neighbor is nearest to left + up - upper left."""
    guess = left + up - upper_left
    return min(left, up, upper_left, key=lambda neighbor: abs(neighbor - guess))


# (left, up, upper left) -> what is added to the stored byte
PREDICTORS: list[Callable[[int, int, int], int]] = [
    lambda left, up, upper_left: 0,
    lambda left, up, upper_left: left,
    lambda left, up, upper_left: up,
    lambda left, up, upper_left: (left + up) // 2,
    _paeth,
]
