import base64
import json

import numpy as np
import pytest

from nnplay.data import DATASETS
from nnplay.features import FEATURES
from nnplay.preview import EPOCHS, MAP_SIZE, make_preview
from nnplay.protocol import Desk


@pytest.fixture(scope="module")
def preview():
    return json.loads(json.dumps(make_preview()))


@pytest.fixture(scope="module")
def snapshot():
    """What the page gets from Python for the same run."""
    desk = Desk()
    desk.handle({"type": "open", "lab": "classify"})
    desk.handle({"type": "train", "epochs": EPOCHS})
    return desk.handle({"type": "draw", "map_size": MAP_SIZE})


def decode(value):
    """As web/preview.js does."""
    if not isinstance(value, dict):
        return [decode(item) for item in value] if isinstance(value, list) else value
    if "float32" in value:
        return np.frombuffer(base64.b64decode(value["float32"]), np.float32)
    if "int8" in value:
        return np.frombuffer(base64.b64decode(value["int8"]), np.int8) * value["scale"]
    return {key: decode(item) for key, item in value.items()}


def test_the_preview_is_what_python_replies_for_the_same_run(preview, snapshot):
    # Built a second time, so this also says that equal code gives an equal preview.
    decoded = decode(preview["snapshot"])
    assert decoded.keys() == snapshot.keys()
    maps = ("unit_maps", "feature_maps")
    for key in snapshot.keys() - maps:
        np.testing.assert_equal(decoded[key], snapshot[key], err_msg=key)
    for preview_map, exact in zip(
        [decoded["feature_maps"], *decoded["unit_maps"]],
        [snapshot["feature_maps"], *snapshot["unit_maps"]],
        strict=True,
    ):
        np.testing.assert_allclose(preview_map, exact, atol=np.abs(exact).max() / 250)


def test_the_first_picture_shows_something_learned(preview):
    untrained = Desk().handle({"type": "open", "lab": "classify"})
    assert preview["snapshot"]["epoch"] == EPOCHS
    assert preview["snapshot"]["train_loss"] < 0.8 * untrained["train_loss"]


def test_the_feature_maps_are_all_there(preview):
    assert len(decode(preview["snapshot"]["feature_maps"])) == MAP_SIZE**2 * len(FEATURES)


@pytest.mark.parametrize("name", DATASETS)
def test_every_data_set_has_a_thumbnail(preview, name):
    thumbnail = decode(preview["thumbnails"][name])
    assert thumbnail["classes"] == DATASETS[name].classes
    assert len(thumbnail["inputs"]) == 2 * len(thumbnail["targets"])
    assert len(thumbnail["targets"]) >= 90


def test_the_preview_is_small(preview):
    assert len(json.dumps(preview)) < 200_000
