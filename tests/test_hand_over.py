"""A network of the reader's own becomes a run of the page."""

import json

import numpy as np
import pytest

from nnplay import MLP
from nnplay.hand_over import run_of
from nnplay.protocol import Desk
from tests.test_paint import make_image

CASES = [
    (MLP([2, 3, 2, 1], "relu"), "classify", {"layer_activations": ["sine"], "optimizer": "sgd"}),
    (MLP([2, 3, 2, 1], ["relu", "sine"]), "classify", {}),
    (MLP([3, 1]), "classify", {"features": ["x1", "x2", "x1_squared"]}),
    (MLP([2, 5, 3], "sine"), "paint", {"encoding": "xy"}),
]


@pytest.mark.parametrize("model, lab, settings", CASES)
def test_the_page_opens_the_network_as_it_is(model, lab, settings):
    model.initialize("xavier", np.random.default_rng(1))
    run = json.loads(json.dumps(run_of(model, lab, settings)))
    desk = Desk()
    reply = desk.handle({"type": "open", **run, "image": make_image()})
    assert reply["type"] == "snapshot", reply
    assert reply["epoch" if lab == "classify" else "step"] == 0
    assert desk.lab
    np.testing.assert_array_equal(desk.lab.session.model.vector, model.vector)
    assert desk.lab.session.model.activations == model.activations


@pytest.mark.parametrize(
    "model, lab, settings, reason",
    [
        (MLP([2, 1]), "sculpt", {}, "unknown lab: 'sculpt'"),
        (MLP([2, 1]), "classify", {"dataset": "moon"}, "unknown dataset"),
        (MLP([2, 99, 1]), "classify", {}, "invalid hidden"),
        (MLP([2, 1], vector=np.full(3, np.nan)), "classify", {}, "not finite"),
    ],
)
def test_what_no_page_could_show_is_refused(model, lab, settings, reason):
    with pytest.raises(ValueError, match=reason):
        run_of(model, lab, settings)
