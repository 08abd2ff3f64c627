import numpy as np
import pytest

from nnplay.losses import OBJECTIVES
from nnplay.nn import ACTIVATIONS, INITIALIZERS, MLP, count_parameters
from nnplay.tensor import Tensor, gradients

OUTPUTS = {"regression": 2, "bounded": 3, "binary": 1, "multiclass": 3}


@pytest.fixture
def rng():
    return np.random.default_rng(0)


# ----- gradients of a whole network -----


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(("problem", "loss"), OBJECTIVES)
def test_gradients_of_a_network_agree_with_finite_differences(problem, loss, activation, rng):
    outputs = OUTPUTS[problem]
    model = MLP([3, 4, 4, outputs], activation, dtype=np.float64)
    model.vector[...] = rng.normal(size=model.vector.size)  # biases of zero would sit on a kink
    inputs = Tensor(rng.normal(size=(5, 3)))
    targets = Tensor(make_targets(problem, 5, rng))

    def compute_loss(vector):
        return OBJECTIVES[problem, loss].loss(model.over(vector)(inputs), targets).item()

    expected = central_differences(compute_loss, model.vector)
    result = OBJECTIVES[problem, loss].loss(model(inputs), targets)
    parts = gradients(result, model.parameters)
    np.testing.assert_allclose(
        np.concatenate([part.ravel() for part in parts]), expected, rtol=1e-5, atol=1e-8
    )


def test_a_weight_used_twice_gets_both_gradients(rng):
    w = Tensor(rng.normal(size=(3, 3)), requires_grad=True)
    inputs = rng.normal(size=(4, 3))

    def compute_loss(vector):
        matrix = Tensor(vector.reshape(3, 3))
        return (Tensor(inputs) @ matrix @ matrix.T).tanh().sum().item()

    (grad,) = gradients((Tensor(inputs) @ w @ w.T).tanh().sum(), [w])
    expected = central_differences(compute_loss, w.data.ravel())
    np.testing.assert_allclose(grad.ravel(), expected, rtol=1e-6, atol=1e-8)


# ----- activations -----


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("tanh", np.tanh),
        ("relu", lambda x: np.where(x > 0, x, 0)),
        ("sigmoid", lambda x: 1 / (1 + np.exp(-x))),
        ("linear", lambda x: x),
        ("leaky_relu", lambda x: np.where(x > 0, x, 0.01 * x)),
        ("elu", lambda x: np.where(x > 0, x, np.expm1(x))),
        ("softplus", lambda x: np.log(1 + np.exp(x))),
        ("swish", lambda x: x / (1 + np.exp(-x))),
        ("sine", np.sin),
        ("gaussian", lambda x: np.exp(-x * x)),
        ("hard_tanh", lambda x: np.clip(x, -1, 1)),
    ],
)
def test_an_activation_is_its_formula(name, function):
    x = np.linspace(-5, 5, 41)
    np.testing.assert_allclose(ACTIVATIONS[name](Tensor(x)).data, function(x), atol=1e-12)


def test_gelu_is_close_to_x_times_the_normal_distribution():
    # Values of x · Φ(x), from a table of Φ.
    x = Tensor(np.array([-2.0, -1, 0, 1, 2]))
    expected = [-0.0455, -0.1587, 0, 0.8413, 1.9545]
    np.testing.assert_allclose(ACTIVATIONS["gelu"](x).data, expected, atol=5e-4)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_of_large_values_neither_overflows_nor_warns(name):
    x = Tensor(np.array([-1000, 1000], np.float32), requires_grad=True)
    result = ACTIVATIONS[name](x)
    (slope,) = gradients(result.sum(), [x])
    assert np.isfinite(result.data).all()
    assert np.isfinite(slope).all()


# ----- initializers -----


@pytest.mark.parametrize(
    ("name", "deviation", "limit", "bias"),
    [
        ("xavier", np.sqrt(2 / 300), np.sqrt(6 / 300), 0),
        ("he", np.sqrt(2 / 100), np.inf, 0),
        ("uniform", 1 / np.sqrt(12), 0.5, 0.1),
        ("zeros", 0, 0, 0),
    ],
)
def test_initial_weights_have_the_spread_of_the_rule(name, deviation, limit, bias, rng):
    (linear,) = MLP([100, 200]).initialize(name, rng).linears
    weight = linear.weight.data
    assert abs(weight.mean()) <= 3 * deviation / np.sqrt(weight.size)
    np.testing.assert_allclose(weight.std(), deviation, rtol=0.02)
    assert np.abs(weight).max() <= np.float32(limit)
    np.testing.assert_array_equal(linear.bias.data, np.float32(bias))


def test_constant_weights_are_all_alike(rng):
    (linear,) = MLP([3, 2]).initialize("constant", rng).linears
    assert (linear.weight.data == 0.5).all()
    assert (linear.bias.data == 0).all()


@pytest.mark.parametrize("name", INITIALIZERS)
def test_the_same_seed_gives_the_same_weights(name):
    first, second = [
        MLP([2, 4, 1]).initialize(name, np.random.default_rng(seed=7)) for _ in range(2)
    ]
    np.testing.assert_array_equal(first.vector, second.vector)


@pytest.mark.parametrize("name", INITIALIZERS)
def test_a_network_without_inputs_can_be_initialized(name, rng):
    model = MLP([0, 2, 1]).initialize(name, rng)
    assert model(Tensor(np.zeros((5, 0)))).shape == (5, 1)


# ----- layout -----


def test_the_vector_holds_weight_and_bias_of_each_layer_in_turn():
    model = MLP([2, 3, 1], vector=np.arange(13.0))
    first, second = model.linears
    np.testing.assert_array_equal(first.weight.data, [[0, 1, 2], [3, 4, 5]])
    np.testing.assert_array_equal(first.bias.data, [6, 7, 8])
    np.testing.assert_array_equal(second.weight.data, [[9], [10], [11]])
    np.testing.assert_array_equal(second.bias.data, [12])


def test_the_parameters_are_views_of_the_vector(rng):
    model = MLP([2, 3, 1]).initialize("xavier", rng)
    model.vector[...] = 5
    for parameter in model.parameters:
        np.testing.assert_array_equal(parameter.data, 5)


def test_the_weight_mask_is_one_for_weights_and_zero_for_biases():
    model = MLP([2, 3, 1])
    np.testing.assert_array_equal(model.weight_mask(), [1] * 6 + [0] * 3 + [1] * 3 + [0])
    assert count_parameters([2, 3, 1]) == model.vector.size == 13


def test_over_is_the_same_network_on_other_parameters(rng):
    model = MLP([2, 3, 1], "relu").initialize("xavier", rng)
    other = model.over(model.vector * 0)
    inputs = Tensor(rng.normal(size=(4, 2)), dtype=np.float32)
    assert other.activations == model.activations
    assert (other(inputs).data == 0).all()
    assert (model(inputs).data != 0).any()


# ----- computing -----


def test_hidden_layers_are_activated_and_the_last_is_linear():
    model = MLP([2, 1, 1], "relu", np.array([1, -1, 0.5, -3, 2]))
    hidden, logits = model.forward(Tensor(np.array([[3.0, 1], [1, 3]])))
    np.testing.assert_array_equal(hidden.data, [[2.5], [0]])
    np.testing.assert_array_equal(logits.data, [[-5.5], [2]])


def test_every_hidden_layer_may_have_its_own_activation():
    model = MLP([1, 1, 1, 1], ["relu", "sine"], np.array([1.0, 0, 1, 0, 1, 0]))
    x = np.array([[-2.0], [2]])
    np.testing.assert_allclose(model(Tensor(x)).data, np.sin(np.maximum(x, 0)))


def test_a_mask_silences_the_neurons_it_is_zero_for(rng):
    model = MLP([2, 3, 1]).initialize("xavier", rng)
    mask = np.array([[1, 0, 2]], np.float32)
    inputs = Tensor(rng.normal(size=(1, 2)), dtype=np.float32)
    plain, masked = model.forward(inputs)[0], model.forward(inputs, [Tensor(mask)])[0]
    np.testing.assert_allclose(masked.data, plain.data * mask)


def test_without_hidden_layers_a_network_is_linear():
    model = MLP([2, 1], vector=np.array([2.0, 3, 1]))
    np.testing.assert_array_equal(model(Tensor(np.array([[1.0, 10]]))).data, [[33]])


# ----- errors -----


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([2, 4, 1], "relux"), r"unknown activation: 'relux' \(expected tanh, relu, "),
        (([2, 1], "relux"), "unknown activation: 'relux'"),
        (([2, 4, 4, 1], ["tanh", "relux"]), "unknown activation: 'relux'"),
        (([2, 4, 4, 1], ["tanh"]), "invalid activation: 1 names for 2 layers"),
        (([2, 1], "tanh", np.zeros(4)), r"invalid vector: shape \(4,\), expected \(3,\)"),
    ],
)
def test_a_network_that_cannot_be_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        MLP(*arguments)


def test_an_unknown_initializer_is_refused(rng):
    with pytest.raises(ValueError, match=r"unknown initializer: 'one' \(expected xavier, he, "):
        MLP([2, 1]).initialize("one", rng)


# ----- helpers -----


def make_targets(problem, n, rng):
    if problem == "multiclass":
        return np.eye(3)[rng.integers(0, 3, n)]
    return rng.choice([-1.0, 1.0], (n, OUTPUTS[problem]))


def central_differences(function, vector, h=1e-6):
    """The gradient of function(vector), one element after the other."""
    steps = h * np.eye(len(vector))
    return np.array([(function(vector + s) - function(vector - s)) / (2 * h) for s in steps])


def test_lecun_lifts_the_bias_before_a_relu_only():
    model = MLP([2, 3, 3, 1], ["relu", "tanh"]).initialize("lecun", np.random.default_rng(0))
    assert [linear.bias.data[0] for linear in model.linears] == pytest.approx([0.1, 0, 0])
