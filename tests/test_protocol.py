from math import nan
from typing import Any

import numpy as np
import pytest

from nnplay.labs.classify import Classify
from nnplay.protocol import REQUESTS, Desk, handle

TINY = {"samples": 20, "hidden": [2]}
POINTS = {"dataset": "points", "points": [1, 1, 0, -1, -1, 1, 2, 2, 0, -2, -2, 1]}
TABLE = "x,y,group\n1,2,a\n3,4,b"

# type -> messages to send to a desk with a tiny lab open, and the type of the reply
CASES: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "open": ("snapshot", [{"lab": "classify"}, {"lab": "classify", "config": {"seed": 1}}]),
    "configure": (
        "snapshot",
        [
            {"config": {}},
            {"config": {"learning_rate": 0.5}},
            {"config": {"hidden": [3, 3]}},
            {"config": {"features": []}},
            {"config": {"dataset": "blobs"}},
            {"config": {"problem": "regression", "dataset": "plane"}},
            {"config": POINTS},
        ],
    ),
    "train": (
        "snapshot",
        [{"epochs": 1}, {"steps": 1}, {"budget_ms": 0}, {"steps": 1, "samples_per_step": 1}],
    ),
    "reset": ("snapshot", [{}]),
    "rewind": ("snapshot", [{}, {"epoch": 0}]),
    "edit": (
        "snapshot",
        [
            {"layer": 1, "unit": 0, "value": 1},
            {"layer": 2, "unit": 0, "source": 1, "value": -0.5, "frozen": True},
        ],
    ),
    "undo": ("snapshot", [{}]),
    "redo": ("snapshot", [{}]),
    "draw": ("snapshot", [{"map_size": 3}]),
    "save": ("saved", [{}]),
    "export": ("script", [{"flavor": "numpy"}, {"flavor": "keras", "with_weights": True}]),
    "probe": ("probe", [{"x1": 0.5, "x2": -1}]),
    "read_table": (
        "table",
        [
            {"text": TABLE},
            {"text": TABLE, "columns": [0, 1, 2]},
            {"text": "1,2,3", "columns": [0, 1, 2], "problem": "regression"},
        ],
    ),
}
MESSAGES = [
    {"type": name, **message} for name, (_, messages) in CASES.items() for message in messages
]

REFUSED = [
    ({"type": "open"}, "unknown lab: None (expected classify"),
    ({"type": "open", "lab": "clasify"}, "unknown lab: 'clasify' (expected classify"),
    ({"type": "open", "lab": "classify", "config": {"seed": -1}}, "invalid seed: -1"),
    ({"type": "configure", "config": {"samples": nan}}, "invalid samples: nan"),
    ({"type": "configure", "config": {"batch": 5}}, "unknown setting: 'batch'"),
    ({"type": "configure", "config": {"seed": 1, "dataset": "plane"}}, "invalid dataset"),
    ({"type": "train"}, "missing limit"),
    ({"type": "edit", "layer": 9, "unit": 0, "value": 1}, "unknown neuron"),
    ({"type": "edit", "layer": 1, "unit": 0, "value": nan}, "invalid value"),
    ({"type": "draw", "map_size": 0}, "invalid map_size: 0"),
    ({"type": "read_table", "text": ""}, "empty"),
    ({"type": "export", "flavor": "jax"}, "unknown flavor: 'jax'"),
    ({"type": "step"}, "unknown request: 'step' (expected open, configure, train"),
    ({}, "unknown request: None"),
]
BROKEN = [
    {"type": ["open"]},
    {"type": "open", "lab": ["classify"]},
    {"type": "configure"},
    {"type": "configure", "config": None},
    {"type": "train", "epochs": "1"},
    {"type": "train", "steps": 1, "samples_per_step": "1"},
    {"type": "rewind", "epoch": "1"},
    {"type": "edit", "layer": 1},
    {"type": "edit", "layer": 1, "unit": 0, "value": "1"},
    {"type": "edit", "layer": "1", "unit": 0, "value": 1},
    {"type": "draw"},
    {"type": "probe", "x1": 1},
    {"type": "read_table"},
]


@pytest.fixture
def desk():
    """A desk whose lab is small and has trained a little."""
    desk = Desk()
    desk.handle({"type": "open", "lab": "classify", "config": TINY})
    desk.handle({"type": "draw", "map_size": 4})
    desk.handle({"type": "train", "epochs": 2})
    return desk


def assert_plain(value):
    """No None, NumPy scalar or tuple: only what becomes a plain value in JavaScript."""
    if type(value) is dict:
        for key, item in value.items():
            assert type(key) is str
            assert_plain(item)
    elif type(value) is list:
        for item in value:
            assert_plain(item)
    elif type(value) is np.ndarray:
        assert value.dtype == np.float32
        assert value.ndim == 1
        assert value.flags.c_contiguous
    else:
        assert type(value) in (str, bool, int, float)


def ask(desk):
    """The state of the run, as copies: a reply may look at buffers that are used again."""
    snapshot = desk.handle({"type": "configure", "config": {}})
    weights = np.concatenate([*snapshot["weights"], *snapshot["biases"]])
    keys = ("config", "epoch", "step", "layers", "map_size", "train_loss")
    return {key: snapshot[key] for key in keys}, weights.tolist()


def test_every_request_has_a_case():
    assert CASES.keys() == {*REQUESTS, *Classify.questions}


@pytest.mark.parametrize("message", MESSAGES, ids=str)
def test_a_reply_is_plain_values_and_flat_float32_arrays(desk, message):
    reply = desk.handle(message)
    assert reply["type"] == CASES[message["type"]][0], reply
    assert_plain(reply)


@pytest.mark.parametrize("message", [*MESSAGES, {"type": "step"}, {}], ids=str)
def test_a_reply_echoes_id_and_run(desk, message):
    reply = desk.handle({**message, "id": 7, "run": 3})
    assert (reply["id"], reply["run"]) == (7, 3)


@pytest.mark.parametrize(("message", "text"), REFUSED, ids=str)
def test_a_refused_request_is_answered_by_an_error_and_changes_nothing(desk, message, text):
    before = ask(desk)
    reply = desk.handle({**message, "id": 7, "run": 3})
    assert_plain(reply)
    assert (reply["type"], reply["name"], reply["id"], reply["run"]) == (
        "error",
        "ValueError",
        7,
        3,
    )
    assert text in reply["message"]
    assert reply["is_rejection"]
    assert ask(desk) == before


@pytest.mark.parametrize("message", BROKEN, ids=str)
def test_a_broken_request_is_answered_by_an_error_and_changes_nothing(desk, message):
    before = ask(desk)
    reply = desk.handle(message)
    assert_plain(reply)
    assert reply["type"] == "error"
    assert "Traceback" in reply["traceback"]
    assert ask(desk) == before


@pytest.mark.parametrize("name", [name for name in CASES if name not in ("open", "read_table")])
def test_without_an_open_lab_there_is_nothing_to_do(name):
    reply = Desk().handle({"type": name, **CASES[name][1][0]})
    assert reply["type"] == "error"
    assert reply["message"] == "no lab is open: send an open request first"


def test_an_error_in_a_formula_says_where(desk):
    config = {"features": ["custom"], "custom_feature": "x1 + y"}
    reply = desk.handle({"type": "configure", "config": config})
    assert reply["name"] == "FormulaError"
    assert reply["position"] == 5


def test_a_table_is_shown_before_its_columns_are_picked(desk):
    reply = desk.handle({"type": "read_table", "text": "name,x,y\nAnna,1,2\n\nBo,3,4"})
    assert reply["names"] == ["name", "x", "y"]
    assert reply["rows"] == 2
    assert reply["first_rows"] == [["Anna", "1", "2"], ["Bo", "3", "4"]]
    assert "points" not in reply


def test_three_columns_of_a_table_make_points(desk):
    reply = desk.handle({"type": "read_table", "text": "a,1,2\nb,3,4", "columns": [1, 2, 0]})
    assert reply["points"].tolist() == [1, 2, 0, 3, 4, 1]
    assert reply["class_names"] == ["a", "b"]
    assert reply["is_scaled"] is False


def test_a_run_goes_from_open_to_reset(desk):
    opened = desk.handle({"type": "open", "lab": "classify", "config": TINY})
    assert {"config", "data", "feature_maps"} <= opened.keys()
    start = np.concatenate(opened["weights"])
    trained = desk.handle({"type": "train", "epochs": 3})
    assert (trained["lab"], trained["epoch"], trained["step"]) == ("classify", 3, 3)
    assert not {"config", "data", "feature_maps"} & trained.keys()
    assert (np.concatenate(trained["weights"]) != start).any()
    reset = desk.handle({"type": "reset"})
    assert (reset["epoch"], reset["step"]) == (0, 0)
    np.testing.assert_array_equal(np.concatenate(reset["weights"]), start)


def test_an_edit_is_taken_back_and_done_again(desk):
    weights = desk.handle({"type": "configure", "config": {}})["weights"][0].tolist()
    place = {"layer": 1, "unit": 1, "source": 0}
    for value in (7, 8):
        desk.handle({"type": "edit", **place, "value": value, "stroke": 3})
    undone = desk.handle({"type": "undo"})
    assert undone["edited"] == place
    assert undone["weights"][0].tolist() == weights
    redone = desk.handle({"type": "redo"})
    assert redone["weights"][0][1] == 8


def test_maps_are_drawn_at_the_size_that_is_asked_for(desk):
    reply = desk.handle({"type": "draw", "map_size": 5})
    assert reply["map_size"] == 5
    assert [len(maps) for maps in reply["unit_maps"]] == [25 * 2, 25 * 1]


def test_what_does_not_apply_is_left_out(desk):
    reply = desk.handle({"type": "train", "steps": 1})
    assert not {"diverged", "checkpoint_epoch", "stopped"} & reply.keys()


def test_the_module_has_one_desk_for_the_page():
    assert handle({"type": "open", "lab": "classify", "config": TINY})["type"] == "snapshot"
    assert handle({"type": "train", "steps": 1})["step"] == 1


@pytest.mark.parametrize(
    ("config", "kept", "problems"),
    [
        ({"hidden": [3]}, {"hidden": [3]}, []),
        ({"formula": "x1 +", "hidden": [3]}, {"formula": "", "hidden": [3]}, 1),
        ({"dataset": "formula", "formula": "x1 +"}, {"dataset": "spiral"}, 2),
        ({"features": ["x1", "custom"]}, {"features": ["x1", "x2"]}, 1),
        ({"problem": "regression", "loss": "cross_entropy", "dataset": "plane"},
         {"problem": "regression", "loss": "squared_error"}, 1),
        ({"dataset": "points", "points": [1, 1, 7]}, {"dataset": "spiral", "points": []}, 2),
        ({"problem": "regression"}, {"problem": "classification"}, 1),
    ],
)  # fmt: skip
def test_settings_of_a_link_are_salvaged(config, kept, problems):
    message = {"type": "open", "lab": "classify", "config": {**TINY, **config}, "salvage": True}
    reply = Desk().handle(message)
    assert reply["type"] == "snapshot", reply
    assert len(reply["problems"]) == (problems or 0)
    assert {name: reply["config"][name] for name in kept} == kept
