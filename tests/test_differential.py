"""Whatever the settings: recorded training is plain training, and a kernel computes the same."""

import numpy as np
import pytest

from nnplay.kernel import ACTIVATION_CODES
from nnplay.losses import OBJECTIVES
from nnplay.nn import ACTIVATIONS, INITIALIZERS, MLP
from nnplay.optim import OPTIMIZERS, REGULARIZATIONS, Optimizer, add_l2, clip_norm, shrink_l1
from nnplay.sampling import SAMPLERS
from nnplay.session import DECAYED, Hyperparameters, Session
from nnplay.tensor import Tensor, gradients
from tests.numpy_kernel import kernel, runs

__all__ = ["kernel"]  # a fixture

UPDATES = 7
OUTPUTS = {"regression": [1, 3], "bounded": [1, 3], "binary": [1], "multiclass": [3, 6]}
each_combination = pytest.mark.parametrize(
    ("objective", "optimizer"),
    [(objective, optimizer) for objective in OBJECTIVES for optimizer in OPTIMIZERS],
    ids=str,
)


@each_combination
def test_recorded_training_is_plain_training(objective, optimizer):
    run = draw_run(objective, optimizer, list(ACTIVATIONS))
    session = Session(*run)
    with np.errstate(all="ignore"):  # some diverge
        for vector in train_plainly(*run):
            session.train(steps=1)
            np.testing.assert_array_equal(session.model.vector, vector, str(run[3]))


@each_combination
@pytest.mark.usefixtures("kernel")
def test_the_gradients_of_a_kernel_are_those_of_numpy(objective, optimizer):
    inputs, targets, rule, settings = draw_run(objective, optimizer, list(ACTIVATION_CODES))
    # Equal weights of many neurons make sums of which float32 rounds away what matters.
    settings = settings._replace(dropout=0, clip_norm=0, regularization="none")
    settings = settings._replace(initializer="he", learning_rate=0.001)
    session = Session(inputs, targets, rule, settings)
    for _ in range(UPDATES):
        model = session.model.over(session.model.vector.copy())
        session.train(steps=1)
        expected = gradient_of(model, rule, inputs[session.chosen], targets[session.chosen])
        close = 1e-4 * max(np.abs(expected).max(), 0.01)
        np.testing.assert_allclose(session.gradient, expected, 0, close, err_msg=str(settings))
    assert bool(runs) == (inputs.shape[1] > 0)


def draw_run(objective, optimizer, activations):
    """Samples, an objective and settings: what a Session takes; the same each time."""
    seed = [list(OBJECTIVES).index(objective), list(OPTIMIZERS).index(optimizer)]
    rng = np.random.default_rng(seed)
    problem, _ = objective
    n, features, depth = (int(rng.integers(*limits)) for limits in ((1, 40), (0, 5), (0, 4)))
    # Now and then so wide that results share memory, and that they are computed another way.
    widest = 300 if rng.random() < 0.1 else 9
    hidden = tuple(map(int, rng.integers(1, widest, depth)))
    settings = Hyperparameters(
        hidden=hidden,
        activations=tuple(map(str, rng.choice(activations, depth))),
        initializer=str(rng.choice(list(INITIALIZERS))),
        optimizer=optimizer,
        learning_rate=float(10 ** rng.uniform(-4, -1)),
        regularization=str(rng.choice(REGULARIZATIONS)),
        regularization_rate=float(rng.choice([0, 0.01, 0.3])),
        batch_size=int(rng.choice([1, 2, 7, 16, 100])),
        dropout=float(rng.choice([0, 0, 0.3, 0.9])),
        seed=int(rng.integers(1000)),
        sampling=str(rng.choice(list(SAMPLERS))),
        decay_samples=int(rng.choice([0, 20, 1000])),
        clip_norm=float(rng.choice([0, 0.01, 1])),
    )
    inputs = rng.normal(size=(n, features)).astype(np.float32)
    targets = draw_targets(rng, problem, (n, int(rng.choice(OUTPUTS[problem]))))
    return inputs, targets, OBJECTIVES[objective], settings


def draw_targets(rng, problem, shape):
    n, outputs = shape
    if problem == "multiclass":
        return np.eye(outputs, dtype=np.float32)[rng.integers(outputs, size=n)]
    if problem == "binary":
        return rng.choice([-1, 1], shape).astype(np.float32)
    return rng.uniform(0, 1, shape).astype(np.float32)


def train_plainly(inputs, targets, objective, settings):
    """What a Session does, with nothing recorded: yields the parameters after each update."""
    weights_rng, rng = (np.random.default_rng([settings.seed, stream]) for stream in (0, 1))
    model = MLP([inputs.shape[1], *settings.hidden, targets.shape[1]], settings.activations)
    model.initialize(settings.initializer, weights_rng)
    vector, is_weight = model.vector, model.weight_mask()
    sampler = SAMPLERS[settings.sampling](len(inputs), rng)
    optimizer = Optimizer(settings.optimizer, vector, settings.learning_rate)
    penalty = np.array(settings.regularization_rate, np.float32)
    samples = 0
    for _ in range(UPDATES):
        chosen = sampler.next(settings.batch_size)
        masks = draw_masks(rng, len(chosen), settings)
        g = gradient_of(model, objective, inputs[chosen], targets[chosen], masks)
        if settings.decay_samples:
            share = min(1, samples / settings.decay_samples)
            optimizer.learning_rate = settings.learning_rate * DECAYED**share
        if settings.regularization == "l2":
            add_l2(g, vector, is_weight, penalty)
        if settings.clip_norm:
            clip_norm(g, np.array(settings.clip_norm, np.float32))
        optimizer.step(vector, g)
        if settings.regularization == "l1":
            shrink_l1(vector, is_weight, optimizer.rate, penalty)
        samples += len(chosen)
        yield vector


def draw_masks(rng, size, settings):
    kept = 1 - settings.dropout
    shapes = [(size, width) for width in settings.hidden if settings.dropout]
    return [Tensor((rng.random(shape, np.float32) < kept) / np.float32(kept)) for shape in shapes]


def gradient_of(model, objective, inputs, targets, masks=()):
    logits = model.forward(Tensor(inputs), masks)[-1]
    parts = gradients(objective.loss(logits, Tensor(targets)), model.parameters)
    return np.concatenate([part.ravel() for part in parts])
