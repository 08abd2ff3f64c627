from math import sqrt

import numpy as np
import pytest

from nnplay.optim import OPTIMIZERS, Optimizer, add_l2, clip_norm, shrink_l1

RATE = 0.1
STEPS = 20

# Each optimizer once more, for a single number, as its paper writes it: a generator that is sent
# gradients and yields the parameter.


def sgd(w):
    while True:
        w -= RATE * (yield w)


def momentum(w):
    v = 0.0
    while True:
        v = 0.9 * v - RATE * (yield w)
        w += v


def nesterov(w):
    v = 0.0
    while True:
        g = yield w + 0.9 * v  # the gradient is taken where the velocity leads
        v = 0.9 * v - RATE * g
        w += v


def adagrad(w):
    total = 0.0
    while True:
        g = yield w
        total += g**2
        w -= RATE * g / (sqrt(total) + 1e-8)


def rmsprop(w):
    mean_square = 0.0
    while True:
        g = yield w
        mean_square = 0.9 * mean_square + 0.1 * g**2
        w -= RATE * g / (sqrt(mean_square) + 1e-8)


def adadelta(w):
    mean_square, mean_square_change = 0.0, 0.0
    while True:
        g = yield w
        mean_square = 0.95 * mean_square + 0.05 * g**2
        change = -sqrt(mean_square_change + 1e-6) / sqrt(mean_square + 1e-6) * g
        mean_square_change = 0.95 * mean_square_change + 0.05 * change**2
        w += RATE * change


def adam(w, decay=0.0):
    m, v, t = 0.0, 0.0, 0
    while True:
        g = yield w
        t += 1
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g**2
        m_hat = m / (1 - 0.9**t)
        v_hat = v / (1 - 0.999**t)
        w -= RATE * (m_hat / (sqrt(v_hat) + 1e-8) + decay * w)


def adamw(w):
    return adam(w, decay=0.01)


REFERENCES = {
    "sgd": sgd,
    "momentum": momentum,
    "nesterov": nesterov,
    "adagrad": adagrad,
    "rmsprop": rmsprop,
    "adadelta": adadelta,
    "adam": adam,
    "adamw": adamw,
}


def test_every_optimizer_has_a_reference():
    assert REFERENCES.keys() == OPTIMIZERS.keys()


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_optimizer_does_what_its_paper_says(name):
    rng = np.random.default_rng(0)
    vector = rng.normal(size=3)
    references = [REFERENCES[name](float(w)) for w in vector]
    expected = [next(reference) for reference in references]
    optimizer = Optimizer(name, vector, RATE)
    for _ in range(STEPS):
        np.testing.assert_allclose(vector, expected, rtol=1e-12)
        gradient = rng.normal(size=3)
        optimizer.step(vector, gradient)
        expected = [r.send(float(g)) for r, g in zip(references, gradient, strict=True)]


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_optimizer_finds_the_bottom_of_a_bowl(name):
    vector = np.array([1.0, -2.0])
    optimizer = Optimizer(name, vector, 20.0 if name == "adadelta" else 0.05)
    start = np.abs(vector)
    for _ in range(500):
        optimizer.step(vector, vector.copy())
    assert (np.abs(vector) < 0.2 * start).all()


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_float32_parameters_stay_float32(name):
    vector = np.ones(3, np.float32)
    optimizer = Optimizer(name, vector, RATE)
    optimizer.step(vector, np.ones(3, np.float32))
    assert {slot.dtype for slot in optimizer.slots} <= {vector.dtype}
    assert vector.dtype == np.float32


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_gradient_of_zero_is_no_division_by_zero(name):
    vector = np.zeros(3, np.float32)
    Optimizer(name, vector, RATE).step(vector, np.zeros(3, np.float32))
    np.testing.assert_array_equal(vector, 0)


def test_the_learning_rate_can_be_changed_at_any_time():
    vector = np.zeros(1)
    optimizer = Optimizer("sgd", vector, 0.1)
    optimizer.step(vector, np.ones(1))
    optimizer.learning_rate = 0.5
    optimizer.step(vector, np.ones(1))
    np.testing.assert_allclose(vector, -0.6)
    assert optimizer.learning_rate == 0.5


def test_an_unknown_optimizer_is_refused():
    with pytest.raises(ValueError, match=r"unknown optimizer: 'sdg' \(expected sgd, momentum, "):
        Optimizer("sdg", np.zeros(1), 0.1)


# ----- regularization -----

IS_WEIGHT = np.array([1.0, 1, 1, 0])


def test_l2_pulls_weights_in_proportion_and_leaves_biases():
    gradient = np.full(4, 10.0)
    add_l2(gradient, np.array([2.0, -4, 0, 5]), IS_WEIGHT, np.array(0.5))
    np.testing.assert_array_equal(gradient, [11, 8, 10, 10])


def test_l1_shrinks_weights_by_the_same_amount_and_leaves_biases():
    w = np.array([2.0, -4, 0, 5])
    shrink_l1(w, IS_WEIGHT, np.array(0.5), np.array(0.2))
    np.testing.assert_allclose(w, [1.9, -3.9, 0, 5])


def test_l1_stops_at_exactly_zero():
    w = np.array([0.05, -0.05, 0.0, 0.05])
    shrink_l1(w, IS_WEIGHT, np.array(0.5), np.array(0.2))
    np.testing.assert_array_equal(w, [0, 0, 0, 0.05])


def test_a_weight_that_l1_made_zero_comes_back_when_the_gradient_says_so():
    w = np.zeros(1)
    optimizer = Optimizer("sgd", w, 0.5)
    optimizer.step(w, np.array([-1.0]))
    shrink_l1(w, np.ones(1), optimizer.rate, np.array(0.2))
    np.testing.assert_allclose(w, 0.4)


@pytest.mark.parametrize(
    ("g", "limit", "clipped"),
    [
        ([3, 4], 1, [0.6, 0.8]),
        ([3, 4], 5, [3, 4]),
        ([3, 4], 100, [3, 4]),
        ([0, 0], 1, [0, 0]),
        ([-1e18, 0], 2, [-2, 0]),
    ],
)
def test_a_gradient_is_clipped_to_a_length_and_keeps_its_direction(g, limit, clipped):
    gradient = np.array(g, np.float32)
    clip_norm(gradient, np.array(limit, np.float32))
    np.testing.assert_allclose(gradient, clipped, rtol=1e-6)
