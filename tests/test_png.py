import struct
import zlib

import numpy as np
import pytest

from nnplay.png import CHANNELS, PREDICTORS, SIGNATURE, read_png


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(pixels, filters, kind=(8, 2, 0, 0, 0)):
    """A file with one filter per row."""
    height, width, _ = pixels.shape
    header = struct.pack(">IIBBBBB", width, height, *kind)
    lines = b"".join(bytes([name]) + stored(name, pixels, row) for row, name in enumerate(filters))
    packed = zlib.compress(lines)
    parts = [(b"IHDR", header), (b"IDAT", packed[:5]), (b"IDAT", packed[5:]), (b"IEND", b"")]
    return SIGNATURE + b"".join(chunk(name, data) for name, data in parts)


def stored(name, pixels, row):
    """The definition: each byte less what its neighbors predict."""
    padded = np.pad(pixels.astype(int), ((1, 0), (1, 0), (0, 0)))
    neighbors = padded[row + 1, :-1], padded[row, 1:], padded[row, :-1]
    predicted = [PREDICTORS[name](*three) for three in zip(*map(np.ravel, neighbors), strict=True)]
    return ((padded[row + 1, 1:].ravel() - predicted) % 256).astype(np.uint8).tobytes()


def test_every_filter_is_undone():
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (5, 7, CHANNELS)).astype(np.uint8)
    np.testing.assert_array_equal(read_png(png(pixels, [4, 3, 2, 1, 0])), pixels)
    np.testing.assert_array_equal(read_png(png(pixels, [0, 1, 2, 3, 4])), pixels)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"GIF89a", "no PNG"),
        (png(np.zeros((1, 1, 3), np.uint8), [0], (8, 6, 0, 0, 0)), "unknown kind of PNG"),
    ],
    ids=["no PNG", "with transparency"],
)
def test_other_files_are_refused(data, message):
    with pytest.raises(ValueError, match=message):
        read_png(data)
