"""TensorFlow Playground's training, written out in plain Python, is what nnplay computes.

With the peer's settings (weights U(-0.5, 0.5), biases 0.1, SGD, squared error, samples in a fixed
order) every update is the same. Where nnplay differs on purpose, a test says so. The formulas are
those of src/nn.ts at commit 02469bd; a fuller batch than the data hold leaks into the next epoch
there, so that only batches that divide the data are compared.
"""

from itertools import pairwise
from math import exp, tanh

import numpy as np
import pytest

from nnplay.features import FEATURES, compute_features
from nnplay.labs.classify import Classify
from nnplay.losses import OBJECTIVES
from nnplay.session import Hyperparameters, Session

SAMPLES = 30
BATCH = 5
RATE = 0.03
PENALTY = 0.1

# name: the function, and its derivative given its input and its value
ACTIVATIONS = {
    "tanh": (tanh, lambda x, y: 1 - y * y),
    "relu": (lambda x: max(0.0, x), lambda x, y: 0.0 if x <= 0 else 1.0),
    "sigmoid": (lambda x: 1 / (1 + exp(-x)), lambda x, y: y * (1 - y)),
    "linear": (lambda x: x, lambda x, y: 1.0),
}
PENALTIES = {"none": lambda w: 0.0, "l1": lambda w: float((w > 0) - (w < 0)), "l2": lambda w: w}


class Peer:
    """A network as nn.ts has it: a weight per link, a bias per node, errors that add up."""

    def __init__(self, weights, biases, activation, output, penalty):
        self.weights = weights  # [layer][source][target]
        self.biases = biases  # [layer][target]
        self.rules = [ACTIVATIONS[activation]] * (len(weights) - 1) + [ACTIVATIONS[output]]
        self.penalty = PENALTIES[penalty]
        self.is_l1 = penalty == "l1"
        self.dead = set()
        self.forget()

    def forget(self):
        self.weight_errors = [[[0.0] * len(row) for row in layer] for layer in self.weights]
        self.bias_errors = [[0.0] * len(layer) for layer in self.biases]
        self.count = 0

    def forward(self, inputs):
        """The inputs of every node's activation, and what comes out; the samples' own first."""
        sums, outputs = [], [list(inputs)]
        for weights, biases, (function, _) in zip(
            self.weights, self.biases, self.rules, strict=True
        ):
            total = [
                bias + sum(weights[i][j] * value for i, value in enumerate(outputs[-1]))
                for j, bias in enumerate(biases)
            ]
            sums.append(total)
            outputs.append([function(x) for x in total])
        return sums, outputs

    def backward(self, inputs, target):
        """Adds the gradient of (output - target)² / 2 to what is there."""
        sums, outputs = self.forward(inputs)
        errors = [outputs[-1][0] - target]
        for layer in reversed(range(len(self.weights))):
            _, derivative = self.rules[layer]
            pairs = zip(errors, sums[layer], outputs[layer + 1], strict=True)
            deltas = [error * derivative(x, y) for error, x, y in pairs]
            for j, delta in enumerate(deltas):
                self.bias_errors[layer][j] += delta
                for i, value in enumerate(outputs[layer]):
                    self.weight_errors[layer][i][j] += delta * value
            errors = [
                sum(w * delta for w, delta in zip(row, deltas, strict=True))
                for row in self.weights[layer]
            ]
        self.count += 1

    def update(self):
        for layer, rows in enumerate(self.weights):
            for j in range(len(self.biases[layer])):
                self.biases[layer][j] -= RATE * self.bias_errors[layer][j] / self.count
            for i, row in enumerate(rows):
                for j, weight in enumerate(row):
                    if (layer, i, j) not in self.dead:
                        error = self.weight_errors[layer][i][j] / self.count
                        row[j] = self.moved(weight, error, (layer, i, j))
        self.forget()

    def moved(self, weight, error, place):
        moved = weight - RATE * error
        pulled = moved - RATE * PENALTY * self.penalty(weight)
        if self.is_l1 and moved * pulled < 0:
            self.dead.add(place)
            return 0.0
        return pulled

    def loss(self, inputs, targets):
        outputs = [self.forward(each)[1][-1][0] for each in inputs]
        errors = [(out - y) ** 2 / 2 for out, y in zip(outputs, targets, strict=True)]
        return sum(errors) / len(errors)

    @property
    def vector(self):
        """In the order of nnplay's."""
        layers = zip(self.weights, self.biases, strict=True)
        return [w for rows, biases in layers for row in [*rows, biases] for w in row]


def start(problem, activation="tanh", penalty="none", hidden=(4, 2), features=("x1", "x2")):
    """Both networks, with equal weights, and their data."""
    rng = np.random.default_rng(7)
    points = rng.uniform(-5, 5, (SAMPLES, 2)).astype(np.float32)
    inputs = compute_features(features, points)
    values = points.sum(axis=1, keepdims=True) / 10
    targets = values if problem == "regression" else np.where(values >= 0, 1, -1)
    settings = Hyperparameters(
        hidden=hidden,
        activations=(activation,) * len(hidden),
        initializer="uniform",
        optimizer="sgd",
        learning_rate=RATE,
        regularization=penalty,
        regularization_rate=PENALTY,
        batch_size=BATCH,
        dropout=0,
        seed=3,
        sampling="ordered",
    )
    objective = OBJECTIVES[problem, "squared_error"]
    session = Session(inputs, targets.astype(np.float32), objective, settings)
    weights = [linear.weight.data.tolist() for linear in session.model.linears]
    biases = [linear.bias.data.tolist() for linear in session.model.linears]
    output = "linear" if problem == "regression" else "tanh"
    peer = Peer(weights, biases, activation, output, penalty)
    return session, peer, inputs.tolist(), session.targets[:, 0].tolist()


def updates(session, peer, inputs, targets, epochs):
    """Trains both, batch by batch; yields the number of the update."""
    batches = list(pairwise(range(0, SAMPLES + 1, BATCH)))
    for number in range(epochs * len(batches)):
        first, last = batches[number % len(batches)]
        for sample in range(first, last):
            peer.backward(inputs[sample], targets[sample])
        peer.update()
        session.train(steps=1)
        yield number


def test_the_peers_initial_weights_are_uniform_and_its_biases_a_tenth():
    lab = Classify.open({"initializer": "uniform", "hidden": [32, 32]})
    linears = lab.session.model.linears
    weights = np.concatenate([linear.weight.data.ravel() for linear in linears])
    assert -0.5 <= weights.min() < -0.49
    assert 0.49 < weights.max() <= 0.5
    assert all((linear.bias.data == np.float32(0.1)).all() for linear in linears)


@pytest.mark.parametrize("penalty", ["none", "l2"])
@pytest.mark.parametrize("problem", ["binary", "regression"])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_update_is_the_peers(activation, problem, penalty):
    session, peer, inputs, targets = start(problem, activation, penalty)
    for _ in updates(session, peer, inputs, targets, epochs=4):
        np.testing.assert_allclose(session.model.vector, peer.vector, rtol=0, atol=2e-6)
        measured = session.measure(session.inputs, session.targets).loss
        assert measured == pytest.approx(peer.loss(inputs, targets), abs=2e-6)
    assert session.epoch == 4


def test_without_hidden_layers_it_is_the_peers_too():
    session, peer, inputs, targets = start("binary", hidden=())
    for _ in updates(session, peer, inputs, targets, epochs=4):
        np.testing.assert_allclose(session.model.vector, peer.vector, rtol=0, atol=2e-6)


def test_with_all_features_it_is_the_peers_too():
    session, peer, inputs, targets = start("binary", hidden=(8, 8), features=tuple(FEATURES))
    for _ in updates(session, peer, inputs, targets, epochs=4):
        np.testing.assert_allclose(session.model.vector, peer.vector, rtol=0, atol=1e-5)


def test_l1_is_the_peers_until_a_weight_reaches_zero():
    session, peer, inputs, targets = start("binary", penalty="l1")
    signs = np.sign(session.model.vector)
    compared = 0
    for _ in updates(session, peer, inputs, targets, epochs=9):
        if (np.sign(peer.vector) != signs).any():
            break
        compared += 1
        np.testing.assert_allclose(session.model.vector, peer.vector, rtol=0, atol=2e-6)
    assert compared >= 3


def test_a_weight_that_l1_set_to_zero_comes_back_where_the_peers_is_dead():
    session, peer, inputs, targets = start("binary", penalty="l1")
    revived = 0
    for _ in updates(session, peer, inputs, targets, epochs=60):
        at_peer = np.array([peer.weights[layer][i][j] for layer, i, j in sorted(peer.dead)])
        ours = [session.model.linears[layer].weight.data[i, j] for layer, i, j in sorted(peer.dead)]
        assert (at_peer == 0).all()
        revived = max(revived, int(np.count_nonzero(ours)))
    assert peer.dead
    assert revived > 0
