"""With a kernel networks learn what they learn without; here the kernel is one of NumPy."""

import numpy as np
import pytest

from nnplay import kernel as kernels
from nnplay.labs.classify import ClassifyConfig
from nnplay.losses import OBJECTIVES
from nnplay.nn import ACTIVATIONS
from nnplay.session import Session
from tests.numpy_kernel import bind, kernel, runs

__all__ = ["kernel"]  # a fixture


def make_session(
    *,
    hidden=(4, 3),
    activations=None,
    objective=("binary", "squared_error"),
    features=2,
    outputs=1,
    **settings,
):
    rng = np.random.default_rng(0)
    inputs = rng.uniform(-1, 1, (43, features)).astype(np.float32)
    targets = np.sign(inputs[:, :1]) if objective[0] == "binary" else np.abs(inputs[:, :1])
    if objective[0] == "multiclass":
        targets = np.eye(outputs, dtype=np.float32)[rng.integers(outputs, size=43)]
    given = {"hidden": hidden, "activations": activations or ("tanh",) * len(hidden), **settings}
    hyperparameters = ClassifyConfig().hyperparameters._replace(**given)
    targets = np.broadcast_to(targets, (43, outputs)).astype(np.float32)
    return Session(inputs, targets, OBJECTIVES[objective], hyperparameters)


def twins(**settings):
    """Two sessions alike, the first of which learns by the kernel from its first step on."""
    sessions = [make_session(**settings) for _ in range(2)]
    for session, binder in zip(sessions, (bind, None), strict=True):
        kernels.install(binder)
        session.train(steps=1)
        session.train(epochs=1)  # which ends in a short batch: that is recorded too
    kernels.install(bind)
    return sessions


def assert_alike(first, second):
    np.testing.assert_allclose(first.gradient, second.gradient, atol=1e-5)
    np.testing.assert_allclose(first.model.vector, second.model.vector, atol=1e-5)


CASES = [
    {"hidden": (8, 8, 8), "features": 7},
    {"hidden": (20, 20), "activations": ("relu", "relu"), "outputs": 3}
    | {"objective": ("regression", "squared_error"), "optimizer": "momentum"},
    {"hidden": (5, 3), "activations": ("sigmoid", "linear"), "features": 3, "outputs": 2}
    | {"objective": ("bounded", "squared_error"), "optimizer": "sgd"},
    {"hidden": (4,), "features": 1, "outputs": 3}
    | {"objective": ("multiclass", "cross_entropy"), "optimizer": "rmsprop"},
    {"hidden": (), "activations": (), "objective": ("binary", "cross_entropy")},
    {"objective": ("regression", "huber"), "regularization": "l1", "regularization_rate": 0.1},
    {"batch_size": 1, "regularization": "l2", "regularization_rate": 0.1},
    {"batch_size": 100},
    {"clip_norm": 0.01, "regularization": "l2", "regularization_rate": 0.1, "optimizer": "sgd"},
]


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.usefixtures("kernel")
def test_the_kernel_teaches_what_numpy_teaches(case):
    first, second = twins(**case)
    assert_alike(first, second)
    assert runs
    for session in (first, second):
        session.train(epochs=3)
    assert_alike(first, second)


@pytest.mark.usefixtures("kernel")
def test_rates_and_parameters_may_change_between_the_steps():
    sessions = twins(regularization="l2", optimizer="sgd")
    for session in sessions:
        rates = {"learning_rate": 0.5, "regularization_rate": 0.3}
        session.configure(session.settings._replace(**rates), session.objective)
        session.model.linears[0].weight.data[1, 2] = 3
        session.train(steps=2)
    assert_alike(*sessions)


@pytest.mark.usefixtures("kernel")
def test_what_is_frozen_stays():
    session = make_session()
    session.frozen[3] = 1
    before = session.model.vector.copy()
    session.train(epochs=2)
    assert session.model.vector[3] == before[3]
    assert (session.model.vector != before).sum() == len(before) - 1


@pytest.mark.usefixtures("kernel")
def test_another_loss_and_another_activation_are_noticed():
    sessions = twins()
    for session in sessions:
        settings = session.settings._replace(activations=("relu", "sigmoid"))
        session.configure(settings, OBJECTIVES["binary", "cross_entropy"])
    first, second = sessions
    first.train(steps=3)
    kernels.install(None)
    second.train(steps=3)
    assert_alike(first, second)


@pytest.mark.usefixtures("kernel")
@pytest.mark.parametrize(
    "settings", [{"dropout": 0.5}, *({"activations": (name,) * 2} for name in ("gelu", "elu"))]
)
def test_dropout_and_other_activations_are_left_to_numpy(settings):
    assert set(settings.get("activations", ())) <= ACTIVATIONS.keys()
    make_session(**settings).train(epochs=1)
    assert runs == []
