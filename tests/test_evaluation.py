"""With a kernel networks give the same values as without; here the kernel is one of NumPy."""

import tracemalloc

import numpy as np
import pytest

from nnplay.evaluation import Evaluation, can_evaluate
from nnplay.labs.classify import ClassifyConfig
from nnplay.losses import OBJECTIVES
from nnplay.nn import MLP
from nnplay.session import Session
from tests.numpy_kernel import kernel, runs

__all__ = ["kernel"]  # a fixture


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def make_session(rng, *, hidden, activations, objective, features=2, outputs=1):
    inputs = rng.uniform(-1, 1, (40, features)).astype(np.float32)
    targets = rng.uniform(0, 1, (40, outputs)).astype(np.float32)
    settings = ClassifyConfig().hyperparameters._replace(
        hidden=hidden, activations=activations, batch_size=10
    )
    return Session(inputs, targets, OBJECTIVES[objective], settings)


def reference(session, inputs):
    return [units.copy() for units in session.units(inputs)]


CASES = [
    ((8, 8, 8), ("tanh", "tanh", "tanh"), ("binary", "squared_error"), 7, 1),
    ((20, 20), ("relu", "relu"), ("regression", "squared_error"), 2, 3),
    ((5, 3), ("sigmoid", "linear"), ("bounded", "squared_error"), 3, 2),
    ((4,), ("tanh",), ("multiclass", "cross_entropy"), 1, 3),
    ((), (), ("binary", "cross_entropy"), 2, 1),
]


@pytest.mark.parametrize(("hidden", "activations", "objective", "features", "outputs"), CASES)
@pytest.mark.parametrize("points", [500, 1000, 2503])
@pytest.mark.usefixtures("kernel")
def test_the_kernel_gives_what_numpy_gives(
    rng, hidden, activations, objective, features, outputs, points
):
    session = make_session(
        rng,
        hidden=hidden,
        activations=activations,
        objective=objective,
        features=features,
        outputs=outputs,
    )
    inputs = rng.uniform(-1, 1, (points, features)).astype(np.float32)
    for _ in range(2):
        session.train(epochs=2)
        runs.clear()
        expected = reference(session, inputs)
        for units, right in zip(session.unit_maps(inputs), expected, strict=True):
            np.testing.assert_allclose(units, right, atol=1e-5)
        np.testing.assert_allclose(session.predict(inputs), expected[-1], atol=1e-5)
        assert len(runs) == 2


@pytest.mark.usefixtures("kernel")
def test_hidden_values_that_nobody_asks_for_take_no_memory():
    model = MLP([2, 64, 64, 64, 3])
    inputs = np.zeros((50_000, 2), np.float32)
    tracemalloc.start()
    try:
        Evaluation(model, OBJECTIVES["bounded", "squared_error"], inputs, wants_units=False)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 64 * len(inputs) * 4  # of a single layer


@pytest.mark.usefixtures("kernel")
@pytest.mark.parametrize("wants_units", [False, True])
def test_what_memory_held_before_is_not_computed_with(monkeypatch, wants_units):
    monkeypatch.setattr("numpy.empty", lambda shape, dtype: np.full(shape, np.nan, dtype))
    model, inputs = MLP([2, 4, 3]), np.zeros((600, 2), np.float32)
    objective = OBJECTIVES["bounded", "squared_error"]
    evaluation = Evaluation(model, objective, inputs, wants_units=wants_units)
    assert np.isfinite(evaluation.predict.result).all()


@pytest.mark.usefixtures("kernel")
def test_other_activations_and_few_points_are_left_to_numpy(rng):
    many = rng.uniform(-1, 1, (600, 2)).astype(np.float32)
    for activation, inputs in [("gelu", many), ("tanh", many[:100])]:
        session = make_session(
            rng, hidden=(3,), activations=(activation,), objective=("binary", "squared_error")
        )
        expected = reference(session, inputs)[-1]
        np.testing.assert_allclose(session.predict(inputs), expected, atol=1e-5)
    assert runs == []


@pytest.mark.usefixtures("kernel")
def test_another_activation_is_noticed(rng):
    session = make_session(
        rng, hidden=(3,), activations=("tanh",), objective=("binary", "squared_error")
    )
    inputs = rng.uniform(-1, 1, (600, 2)).astype(np.float32)
    session.predict(inputs)
    session.configure(session.settings._replace(activations=("relu",)), session.objective)
    expected = reference(session, inputs)[-1]
    np.testing.assert_allclose(session.predict(inputs), expected, atol=1e-5)


def test_without_a_kernel_nothing_is_asked_of_it(rng):
    session = make_session(
        rng, hidden=(3,), activations=("tanh",), objective=("binary", "squared_error")
    )
    session.predict(rng.uniform(-1, 1, (600, 2)).astype(np.float32))
    assert not can_evaluate(session.model, session.inputs)
