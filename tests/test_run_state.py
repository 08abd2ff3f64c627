import json
from math import inf, nan

import numpy as np
import pytest

from nnplay.optim import OPTIMIZERS
from nnplay.protocol import Desk
from nnplay.run_state import FIELDS, continue_run, save_run
from nnplay.sampling import SAMPLERS
from tests.test_paint import make_image
from tests.test_session import SETTINGS, diverge, make_diverging, make_session

RUNS = [
    {"dropout": 0.5, "hidden": (3, 2), "activations": ("tanh", "relu")},
    {"regularization": "l1", "optimizer": "adagrad"},
    {"decay_samples": 100, "sampling": "random"},
    {"hidden": (), "activations": ()},
    *({"optimizer": name} for name in OPTIMIZERS),
    *({"sampling": name} for name in SAMPLERS),
]
MID_EPOCH = 13  # steps of 5 per epoch: two epochs, and 15 of 23 samples

LABS = [
    {"lab": "classify", "config": {"samples": 46, "batch_size": 5, "dropout": 0.2}},
    {"lab": "classify", "config": {"dataset": "rings", "loss": "cross_entropy", "hidden": [3]}},
    {"lab": "paint", "config": {"hidden": [4]}, "image": make_image()},
    {"lab": "paint", "config": {"hidden": [4], "sampling": "hard"}, "image": make_image()},
]

GENERATOR = {"state": "1f", "inc": "3", "has_uint32": 0, "uinteger": 0}

# what to put in place of a field of a good state, and what the message says
REFUSED = [
    ({"epoch": -1}, "invalid epoch: -1"),
    ({"epoch": "3"}, "invalid epoch: '3'"),
    ({"step": 1.5}, "invalid step: 1.5"),
    ({"samples": nan}, "invalid samples: nan"),
    ({"position": 23}, r"invalid position: 23 \(expected a whole number, 0 to 22\)"),
    ({"rng": None}, "invalid rng: None"),
    ({"rng": {**GENERATOR, "state": "0x1f"}}, "invalid rng: '0x1f'"),
    ({"rng": {**GENERATOR, "state": 31}}, "invalid rng: 31"),
    ({"rng": {**GENERATOR, "inc": "f" * 33}}, "invalid rng"),
    ({"rng": {**GENERATOR, "has_uint32": 2}}, "invalid rng: 2"),
    ({"order_rng": {"state": "1"}}, "invalid order_rng"),
    ({"vector": [1.0]}, r"invalid vector: 1 numbers \(this run has 13\)"),
    ({"vector": [nan] * 13}, "invalid vector: expected finite numbers"),
    ({"vector": [1e39] * 13}, "invalid vector: expected finite numbers"),
    ({"vector": ["1"] * 13}, "invalid vector: expected a list of numbers"),
    ({"vector": [True] * 13}, "invalid vector: expected a list of numbers"),
    ({"vector": [[1.0], [1.0, 2.0]]}, "invalid vector: expected a list of numbers"),
    ({"vector": {"0": 1}}, "invalid vector: expected a list of numbers"),
    ({"frozen": [0.5] * 13}, "invalid frozen: expected 1"),
    ({"optimizer": "adamax"}, "unknown optimizer: 'adamax'"),
    ({"optimizer": ["adam"]}, "unknown optimizer"),
    ({"optimizer": "adam"}, "invalid slots: adam has 3 of them"),
    ({"slots": [[0.0] * 12]}, "invalid slots: 12 numbers"),
    ({"slots": [[inf] * 13]}, "invalid slots: expected finite"),
    ({"slots": "00"}, "invalid slots: momentum has 1 of them"),
    ({"order": []}, "unknown state: 'order'"),
]


def through_json(saved):
    return json.loads(json.dumps(saved, default=lambda array: array.tolist()))


def assert_same_run(first, second):
    assert json.dumps(through_json(save_run(first))) == json.dumps(through_json(save_run(second)))
    assert first.learning_rate == second.learning_rate


@pytest.mark.parametrize("changes", RUNS, ids=str)
def test_a_run_that_is_saved_in_mid_epoch_goes_on_as_if_nothing_had_been(changes):
    session = make_session(**changes)
    session.train(steps=MID_EPOCH)
    saved = through_json(save_run(session))
    again = make_session(**changes)
    again.train(steps=2)
    continue_run(again, saved)
    assert_same_run(session, again)
    for run in (session, again):
        run.train(epochs=2)
    assert_same_run(session, again)


def test_what_was_frozen_stays_frozen():
    session = make_session()
    session.frozen[:2] = 1
    session.train(steps=3)
    again = make_session()
    again.train(steps=1)
    continue_run(again, save_run(session))
    held = again.model.vector[:2].copy()
    again.train(epochs=1)
    np.testing.assert_array_equal(again.model.vector[:2], held)


def test_of_a_run_that_diverged_the_last_good_state_is_saved():
    session = make_diverging()
    diverge(session)
    saved = save_run(session)
    assert saved["epoch"] == session.checkpoints[-1]["epoch"]
    assert np.isfinite(saved["vector"]).all()


def test_rewinding_a_continued_run_leads_to_where_it_was_continued():
    session = make_session()
    session.train(epochs=3)
    again = make_session()
    continue_run(again, save_run(session))
    again.train(epochs=2)
    again.rewind(0)
    assert_same_run(session, again)


@pytest.mark.parametrize(("changes", "text"), REFUSED, ids=str)
def test_a_state_that_does_not_fit_is_refused_by_name_and_changes_nothing(changes, text):
    session = make_session(optimizer="momentum")
    session.train(steps=MID_EPOCH)
    before = through_json(save_run(session))
    with pytest.raises(ValueError, match=text):
        continue_run(session, {**before, **changes})
    assert through_json(save_run(session)) == before


@pytest.mark.parametrize("field", FIELDS)
def test_a_missing_field_is_named(field):
    session = make_session()
    saved = save_run(session)
    del saved[field]
    with pytest.raises(ValueError, match=f"missing state: {field}"):
        continue_run(session, saved)


@pytest.mark.parametrize("saved", [None, 3, "state", []])
def test_a_state_is_a_mapping(saved):
    with pytest.raises(ValueError, match="invalid state"):
        continue_run(make_session(), saved)


@pytest.mark.parametrize("message", LABS, ids=str)
def test_a_page_saves_a_run_and_another_opens_it(message):
    first, second = Desk(), Desk()
    first.handle({"type": "open", **message})
    first.handle({"type": "train", "steps": 7})
    saved = first.handle({"type": "save"})
    assert (saved["type"], saved["lab"]) == ("saved", message["lab"])
    opening = {**message, "config": saved["config"], "state": through_json(saved["state"])}
    opened = second.handle({"type": "open", **opening})
    assert opened["step"] == 7
    losses = [desk.handle({"type": "train", "steps": 9})["train_loss"] for desk in (first, second)]
    assert losses[0] == losses[1]


def test_a_state_that_does_not_fit_leaves_the_lab_that_is_open():
    desk = Desk()
    desk.handle({"type": "open", "lab": "classify", "config": {"samples": 20, "hidden": [2]}})
    desk.handle({"type": "train", "epochs": 2})
    before = desk.handle({"type": "save"})
    reply = desk.handle({"type": "open", "lab": "classify", "state": before["state"]})
    assert (reply["type"], reply["is_rejection"]) == ("error", True)
    assert reply["message"] == "invalid vector: 9 numbers (this run has 25)"
    assert str(desk.handle({"type": "save"})) == str(before)


def test_settings_are_no_part_of_the_state():
    assert not {*SETTINGS._fields} & {*FIELDS} - {"optimizer"}


def test_where_settings_are_salvaged_a_state_that_does_not_fit_is_a_problem_too():
    desk = Desk()
    opening = {"type": "open", "lab": "classify", "config": {"hidden": [2]}, "salvage": True}
    saved = desk.handle({**opening}) and desk.handle({"type": "save"})["state"]
    assert desk.handle({**opening, "state": saved})["problems"] == []
    reply = desk.handle({**opening, "config": {"hidden": [0]}, "state": saved})
    assert [problem.split(":")[0] for problem in reply["problems"]] == [
        "invalid hidden",
        "invalid vector",
    ]
    assert reply["layers"] == [2, 4, 2, 1]
