import json

import numpy as np
import pytest

import build
from nnplay.paint_preview import MAP_SIZE, STEPS, make_paint_preview, shrink


@pytest.fixture(scope="module")
def preview():
    return make_paint_preview((build.ROOT / build.PAINTED).read_bytes())


def test_the_page_begins_with_a_painting_that_can_be_recognized(preview):
    snapshot = preview["snapshot"]
    assert snapshot["step"] == STEPS
    assert snapshot["psnr"] > 26
    assert (snapshot["picture_width"], snapshot["picture_height"]) == (MAP_SIZE, MAP_SIZE)
    assert snapshot["image"] == {"width": 200, "height": 200}


def test_it_is_small(preview):
    assert len(json.dumps(preview)) < 220_000


def test_a_smaller_image_has_the_mean_of_each_area():
    pixels = np.arange(3 * 6).reshape(1, 6, 3).repeat(3, axis=0)
    np.testing.assert_array_equal(shrink(pixels, 3)[0, :, 0], [2, 8, 14])
    assert shrink(np.full((384, 384, 3), 200), 200).tolist() == np.full((200, 200, 3), 200).tolist()
