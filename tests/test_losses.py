import numpy as np
import pytest

from nnplay.losses import (
    LOSSES,
    OBJECTIVES,
    binary_cross_entropy,
    huber,
    softmax,
    softmax_cross_entropy,
    squared_error,
)
from nnplay.tensor import Tensor, gradients

TARGETS = {
    "regression": np.array([[0.5, 2.0]]),
    "bounded": np.array([[0.25, 0.75]]),
    "binary": np.array([[-1.0]]),
    "multiclass": np.array([[0.0, 1.0, 0.0]]),
}


def test_squared_error_is_half_the_sum_over_outputs_and_the_mean_over_the_batch():
    predictions = Tensor(np.array([[1.0, 2], [3, 5]]))
    targets = Tensor(np.array([[1.0, 0], [0, 1]]))
    assert squared_error(predictions, targets).item() == (0.5 * 4 + 0.5 * (9 + 16)) / 2


def test_huber_is_quadratic_near_the_target_and_linear_far_from_it():
    predictions = Tensor(np.array([[0.5], [-0.5], [1.0], [3.0], [-10.0]]), requires_grad=True)
    targets = Tensor(np.zeros((5, 1)))
    expected = (0.125 + 0.125 + 0.5 + 2.5 + 9.5) / 5
    assert huber(predictions, targets).item() == pytest.approx(expected)
    (slopes,) = gradients(huber(predictions, targets), [predictions])
    np.testing.assert_allclose(5 * slopes[:, 0], [0.5, -0.5, 1, 1, -1])


@pytest.mark.parametrize("target", [-1, 1])
def test_binary_cross_entropy_is_the_negative_log_likelihood(target):
    logits = np.linspace(-4, 4, 9)
    likelihood = 1 / (1 + np.exp(-target * logits))
    for logit, expected in zip(logits, -np.log(likelihood), strict=True):
        loss = binary_cross_entropy(Tensor([[logit]], dtype=float), Tensor([[target]], dtype=float))
        np.testing.assert_allclose(loss.item(), expected)


def test_softmax_cross_entropy_is_the_negative_log_likelihood():
    logits = np.array([[1.0, 2, 3], [0, 0, 5]])
    targets = np.array([[0.0, 1, 0], [1, 0, 0]])
    likelihood = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    expected = -np.log((likelihood * targets).sum(axis=1)).mean()
    loss = softmax_cross_entropy(Tensor(logits), Tensor(targets))
    np.testing.assert_allclose(loss.item(), expected)


def test_softmax_is_a_distribution_that_keeps_the_odds():
    odds = np.array([[1.0, 2, 5], [10, 70, 20]])
    probabilities = softmax(Tensor(np.log(odds))).data
    np.testing.assert_allclose(probabilities, [[0.125, 0.25, 0.625], [0.1, 0.7, 0.2]])


@pytest.mark.parametrize(("problem", "loss"), OBJECTIVES)
def test_large_logits_neither_overflow_nor_warn(problem, loss):
    targets = Tensor(TARGETS[problem], dtype=np.float32)
    logits = Tensor(1000 * (1 - 2 * targets.data), requires_grad=True)  # as wrong as can be
    result = OBJECTIVES[problem, loss].loss(logits, targets)
    (slope,) = gradients(result, [logits])
    assert np.isfinite(result.data)
    assert np.isfinite(slope).all()


@pytest.mark.parametrize(("problem", "loss"), OBJECTIVES)
def test_the_loss_of_a_batch_is_the_mean_over_its_samples(problem, loss):
    rng = np.random.default_rng(0)
    compute = OBJECTIVES[problem, loss].loss
    targets = np.repeat(TARGETS[problem], 4, axis=0)
    logits = rng.normal(size=targets.shape)
    alone = [
        compute(Tensor(logits[i : i + 1]), Tensor(targets[i : i + 1])).item() for i in range(4)
    ]
    np.testing.assert_allclose(compute(Tensor(logits), Tensor(targets)).item(), np.mean(alone))


@pytest.mark.parametrize(("problem", "loss"), OBJECTIVES)
def test_following_the_gradient_leads_the_prediction_to_the_target(problem, loss):
    objective, targets = OBJECTIVES[problem, loss], TARGETS[problem]
    logits = Tensor(np.zeros_like(targets), requires_grad=True)
    for _ in range(500):
        (slope,) = gradients(objective.loss(logits, Tensor(targets)), [logits])
        logits = Tensor(logits.data - 0.5 * slope, requires_grad=True)
    np.testing.assert_allclose(objective.predict(logits).data, targets, atol=0.1)


@pytest.mark.parametrize("loss", ["squared_error", "cross_entropy"])
def test_a_binary_prediction_is_between_its_targets(loss):
    logits = Tensor(np.array([[-50.0], [0], [50]]))
    np.testing.assert_allclose(OBJECTIVES["binary", loss].predict(logits).data, [[-1], [0], [1]])


def test_a_binary_cross_entropy_prediction_is_twice_the_probability_minus_one():
    logits = np.array([[-2.0], [0.5]])
    expected = 2 / (1 + np.exp(-logits)) - 1
    predictions = OBJECTIVES["binary", "cross_entropy"].predict(Tensor(logits))
    np.testing.assert_allclose(predictions.data, expected)


def test_every_loss_is_listed_once():
    assert sorted(LOSSES) == sorted({loss for _, loss in OBJECTIVES})
