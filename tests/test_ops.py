"""Every rule is checked against central differences; a rule without a case fails the suite."""

from itertools import product
from typing import Any

import numpy as np
import pytest

from nnplay.ops import FEW, OPS
from nnplay.program import record

BROADCASTS = [
    [(3, 4), (3, 4)],
    [(3, 4), (4,)],
    [(3, 4), (1, 4)],
    [(3, 4), (3, 1)],
    [(3, 4), ()],
    [(4,), (3, 4)],
    [(3, 1), (1, 4)],
    [(), ()],
]
MATRICES = [[(3, 4), (4, 2)], [(1, 4), (4, 1)], [(3, 3), (3, 3)]]
ANY = [[(3, 4)], [(5,)], [()]]

# name -> shapes of the inputs to try, and the options to try with each
CASES: dict[str, tuple[list[Any], list[dict[str, Any]]]] = {
    "add": (BROADCASTS, [{}]),
    "subtract": (BROADCASTS, [{}]),
    "multiply": (BROADCASTS, [{}]),
    "divide": (BROADCASTS, [{}]),
    "maximum": (BROADCASTS, [{}]),
    "minimum": (BROADCASTS, [{}]),
    "matmul": (MATRICES, [{}]),
    "negative": (ANY, [{}]),
    "square": (ANY, [{}]),
    "sqrt": (ANY, [{}]),
    "exp": (ANY, [{}]),
    "log": (ANY, [{}]),
    "abs": (ANY, [{}]),
    "sin": (ANY, [{}]),
    "cos": (ANY, [{}]),
    "tanh": (ANY, [{}]),
    "sigmoid": (ANY, [{}]),
    "relu": (ANY, [{}]),
    "softplus": (ANY, [{}]),
    "sum": ([[(3, 4)]], [{}, {"axis": 0}, {"axis": 1}, {"axis": -1}, {"axis": (0, 1)}]),
    "logsumexp": ([[(3, 4)]], [{}, {"axis": 0}]),
    "reshape": ([[(3, 4)]], [{"shape": (4, 3)}, {"shape": (-1,)}, {"shape": (2, 3, 2)}]),
    "transpose": ([[(3, 4)]], [{}]),
}
POSITIVE = {"log", "sqrt", "divide"}  # rules whose domain the random inputs have to stay in


def test_every_op_has_a_case():
    assert CASES.keys() == OPS.keys()


@pytest.mark.parametrize("name", OPS)
def test_a_gradient_agrees_with_central_differences(name):
    for shapes, options in trials(name):
        check_vjp(name, make_inputs(name, shapes), options)


@pytest.mark.parametrize("name", OPS)
def test_float32_stays_float32(name):
    for shapes, options in trials(name):
        inputs = [x.astype(np.float32) for x in make_inputs(name, shapes)]
        for result in forward_and_back(name, options)(*inputs):
            assert result.dtype == np.float32


@pytest.mark.parametrize("name", OPS)
def test_an_op_and_its_gradient_can_be_recorded(name):
    for shapes, options in trials(name):
        function = forward_and_back(name, options)
        inputs = make_inputs(name, shapes)
        program = record(function, *inputs)
        for x in inputs:
            x += 0.5
        for replayed, expected in zip(program(), function(*inputs), strict=True):
            np.testing.assert_allclose(replayed, expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "expected", "slope"),
    [("sigmoid", [0, 0.5, 1], [0, 0.25, 0]), ("softplus", [0, np.log(2), 1000], [0, 0.5, 1])],
)
def test_large_inputs_neither_overflow_nor_warn(name, expected, slope):
    x = np.array([-1000, 0, 1000], np.float32)
    out, grad = forward_and_back(name, {})(x)
    np.testing.assert_allclose(out, expected, rtol=1e-6)
    np.testing.assert_allclose(grad, slope, rtol=1e-6)


def test_logsumexp_of_large_inputs_neither_overflows_nor_warns():
    x = np.array([[1000, 1000, -1000], [-1000, -1000, -1000]], np.float32)
    out, grad = forward_and_back("logsumexp", {})(x)
    np.testing.assert_allclose(out[:, 0], [1000 + np.log(2), -1000 + np.log(3)], rtol=1e-6)
    np.testing.assert_allclose(grad, [[0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]], rtol=1e-4)


def test_tanh_of_large_inputs_has_no_slope_and_no_warning():
    _, grad = forward_and_back("tanh", {})(np.array([-1000, 1000], np.float32))
    np.testing.assert_array_equal(grad, 0)


def test_relu_of_zero_has_no_slope():
    _, grad = forward_and_back("relu", {})(np.zeros(1))
    assert grad == 0


# Written so that NumPy is fast in WebAssembly; this is what they stand for.
PLAIN: dict[str, Any] = {
    "tanh": np.tanh,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x.astype(np.float64))),
    "relu": lambda x: np.maximum(x, 0),
}
EXTREMES = [0.0, -0.0, 1e-30, -1e-30, 1e30, -1e30, np.inf, -np.inf]


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("n", [10, 3 * FEW])
def test_a_fast_form_agrees_with_the_plain_one(name, dtype, n):
    x = np.concatenate([np.linspace(-60, 60, n), EXTREMES]).astype(dtype)
    with np.errstate(over="ignore"):
        expected = PLAIN[name](x)
    result = OPS[name].forward(x)
    assert result.dtype == dtype
    np.testing.assert_allclose(result, expected, rtol=0, atol=3e-7)


@pytest.mark.parametrize("n", [10, 3 * FEW])
def test_relu_passes_a_gradient_on_where_its_result_is_positive(n):
    x = np.linspace(-1, 1, n, dtype=np.float32)
    g = np.linspace(-3, 2, n, dtype=np.float32)
    (vjp,) = OPS["relu"].vjps
    np.testing.assert_array_equal(vjp(g, np.maximum(x, 0), x), np.where(x > 0, g, 0))


@pytest.mark.parametrize("name", ["maximum", "minimum"])
def test_a_tie_gives_the_gradient_to_one_input_only(name):
    _, x_grad, y_grad = forward_and_back(name, {})(np.ones(1), np.ones(1))
    assert x_grad + y_grad == 1


@pytest.mark.parametrize("shapes", [[(3,), (3, 3)], [(2, 2, 2), (2, 2)]])
def test_matmul_takes_matrices_only(shapes):
    with pytest.raises(ValueError, match="matmul"):
        OPS["matmul"].forward(*[np.ones(shape) for shape in shapes])


def trials(name):
    all_shapes, all_options = CASES[name]
    return product(all_shapes, all_options)


def make_inputs(name, shapes):
    rng = np.random.default_rng(0)
    inputs = [rng.normal(size=shape) for shape in shapes]
    return [np.asarray(np.abs(x) + 0.5 if name in POSITIVE else x) for x in inputs]


def forward_and_back(name, options):
    """The function that returns the result of an op and its gradients for a cotangent of ones."""
    op = OPS[name]

    def function(*inputs):
        out = np.asanyarray(op.forward(*inputs, **options))
        g = np.ones(out.shape, out.dtype)
        return [out, *[np.asanyarray(vjp(g, out, *inputs, **options)) for vjp in op.vjps]]

    return function


def check_vjp(name, inputs, options):
    """Compare g · df with (vjp g) · dx for a random cotangent g and a random change dx.

    Both sides are numbers, so this holds in whatever shape broadcasting leaves a gradient.
    """
    op = OPS[name]
    rng = np.random.default_rng(1)
    out = op.forward(*inputs, **options)
    g = rng.normal(size=out.shape)
    for i, vjp in enumerate(op.vjps):
        direction = rng.normal(size=inputs[i].shape)
        before, after = [
            op.forward(*inputs[:i], inputs[i] + step * direction, *inputs[i + 1 :], **options)
            for step in (-1e-6, 1e-6)
        ]
        numeric = np.sum(g * (after - before)) / 2e-6
        analytic = np.sum(vjp(g, out, *inputs, **options) * direction)
        message = f"{name}, input {i} of shapes {[x.shape for x in inputs]}, {options}"
        np.testing.assert_allclose(analytic, numeric, rtol=1e-6, atol=1e-8, err_msg=message)
