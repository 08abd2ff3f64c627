from operator import add, matmul, mul, sub, truediv

import numpy as np
import pytest

from nnplay.tensor import Tensor, gradients, no_grad


def leaf(data, dtype=np.float64):
    return Tensor(np.array(data, dtype), requires_grad=True)


# ----- a tensor used more than once -----


def test_x_times_x_has_the_gradient_2x():
    x = leaf(3)
    (x * x).backward()
    assert x.grad == 6


def test_the_diamond_adds_the_gradients_of_both_ways():
    x = leaf(2)
    square = x * x
    (square + square * square).backward()
    assert x.grad == 2 * 2 + 4 * 2**3


def test_a_tensor_used_twice_gets_both_gradients():
    x = leaf([1, 2])
    (3 * x + x.sin()).sum().backward()
    np.testing.assert_allclose(x.grad, 3 + np.cos([1, 2]))


def test_two_backward_calls_accumulate():
    x = leaf([1, 2])
    for _ in range(2):
        (x * x).sum().backward()
    np.testing.assert_array_equal(x.grad, [4, 8])


def test_a_leaf_is_its_own_derivative():
    x = leaf(5)
    x.backward()
    assert x.grad == 1


# ----- broadcasting -----


def test_a_batch_of_no_samples_has_gradients_of_zeros():
    x, y = leaf(np.ones((0, 3))), leaf(np.ones((1, 3)))
    x_grad, y_grad = gradients((x * y).sum(), [x, y])
    assert x_grad.shape == (0, 3)
    np.testing.assert_array_equal(y_grad, np.zeros((1, 3)))


@pytest.mark.parametrize("shape", [(4,), (1, 4), (3, 1), (1, 1), (1,), (), (2, 3, 4), (2, 1, 1)])
def test_a_gradient_has_the_shape_of_what_was_broadcast(shape):
    rng = np.random.default_rng(0)
    x, y = leaf(rng.normal(size=(3, 4))), leaf(rng.normal(size=shape))
    weights = rng.normal(size=np.broadcast_shapes((3, 4), shape))
    x_grad, y_grad = gradients((weights * (x + y)).sum(), [x, y])
    assert x_grad.shape == (3, 4)
    assert y_grad.shape == shape
    np.testing.assert_allclose(x_grad, weights.reshape(-1, 3, 4).sum(axis=0))
    # y receives the sum over everywhere it was copied to.
    spread = np.broadcast_to(np.arange(y_grad.size).reshape(shape), weights.shape)
    expected = np.bincount(spread.ravel(), weights.ravel())
    np.testing.assert_allclose(y_grad.ravel(), expected)


@pytest.mark.parametrize("axis", [None, 0, 1, -1, (0, 1), (0, -1)])
def test_the_gradient_of_a_sum_is_spread_over_what_was_summed(axis):
    x = leaf(np.ones((3, 4)))
    totals = x.sum(axis)
    weights = np.arange(totals.data.size, dtype=float).reshape(totals.shape)
    (weights * totals).sum().backward()
    expected = weights if axis is None else np.expand_dims(weights, axis)
    np.testing.assert_array_equal(x.grad, np.broadcast_to(expected, (3, 4)))


@pytest.mark.parametrize("axis", [None, 0, (0, 1)])
def test_a_mean_is_the_sum_divided_by_the_number_of_elements(axis):
    x = leaf(np.arange(12).reshape(3, 4))
    np.testing.assert_allclose(x.mean(axis).data, x.data.mean(axis))
    x.mean(axis).sum().backward()
    np.testing.assert_allclose(x.grad, x.mean(axis).data.size / 12)


def test_the_gradient_of_a_transposed_square_matrix_is_transposed():
    w = leaf([[1, 2], [3, 4]])
    weights = np.array([[1.0, 10], [100, 1000]])
    (weights * w.T).sum().backward()
    np.testing.assert_array_equal(w.grad, weights.T)


def test_a_product_of_matrices_passes_gradients_to_both():
    rng = np.random.default_rng(0)
    x, y, g = rng.normal(size=(3, 4)), rng.normal(size=(4, 2)), rng.normal(size=(3, 2))
    left, right = leaf(x), leaf(y)
    (g * (left @ right)).sum().backward()
    np.testing.assert_allclose(left.grad, g @ y.T)
    np.testing.assert_allclose(right.grad, x.T @ g)


# ----- depth -----


def test_a_chain_of_100_000_operations_needs_no_recursion():
    x = leaf(1)
    y = x
    for _ in range(100_000):
        y = -y
    y.backward()
    assert x.grad == 1


def test_a_graph_with_2_to_the_5_000_paths_is_walked_once():
    x = leaf(1)
    y = x
    for _ in range(5_000):
        y = 0.5 * (y + y)
    y.backward()
    assert x.grad == 1


# ----- types -----


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("other", [2, 0.5, np.float64(0.5), np.ones(3), np.arange(3), [1, 2, 3]])
def test_numbers_and_arrays_beside_a_tensor_take_its_type(dtype, other):
    x = leaf([1, 2, 3], dtype)
    for result in (x + other, other + x, x - other, other - x, x * other, other * x, x / 3, 3 / x):
        assert result.data.dtype == dtype
        (grad,) = gradients(result.sum(), [x])
        assert grad.dtype == dtype


def test_what_is_not_floating_becomes_float32():
    for data in (1, 1.5, True, [1, 2], np.arange(3)):
        assert Tensor(data).data.dtype == np.float32


def test_a_floating_array_is_held_without_a_copy():
    data = np.ones(3)
    assert Tensor(data).data is data


@pytest.mark.parametrize("operation", [add, sub, mul, truediv, matmul], ids=lambda f: f.__name__)
def test_an_array_before_a_tensor_gives_a_tensor(operation):
    array = np.full((2, 2), 3.0)
    result = operation(array, Tensor(2 * array))
    assert isinstance(result, Tensor)
    np.testing.assert_array_equal(result.data, operation(array, 2 * array))


# ----- what a graph holds -----


def test_a_result_in_a_graph_is_read_only():
    result = leaf([1, 2]) * 2
    with pytest.raises(ValueError, match="read-only"):
        result.data[0] = 5


def test_leaves_stay_writable_whatever_looks_at_them():
    x = leaf([1, 2])
    x.reshape(2, 1).T.sum().backward()
    x.data[0] = 5
    assert x.data[0] == 5


def test_in_place_addition_makes_a_new_tensor():
    a = leaf([1, 2])
    b = a
    b += 1
    assert b is not a
    np.testing.assert_array_equal(a.data, [1, 2])
    b.sum().backward()
    np.testing.assert_array_equal(a.grad, 1)


def test_two_leaves_never_share_a_gradient_array():
    a, b = leaf([1, 2]), leaf([3, 4])
    (a + b).sum().backward()
    assert not np.shares_memory(a.grad, b.grad)
    a.grad += 1
    np.testing.assert_array_equal(b.grad, 1)


def test_without_grad_nothing_is_remembered():
    x = leaf([1, 2])
    with no_grad():
        result = x * x
    assert result.node is None
    assert not result.requires_grad
    assert (x * x).node is not None


def test_no_grad_ends_when_an_error_is_raised():
    with pytest.raises(RuntimeError, match="inside"), no_grad():
        raise RuntimeError("inside")
    assert (leaf(1) * 2).node is not None


def test_what_needs_no_gradient_gets_none():
    x, constant = leaf(2), Tensor(3)
    (x * constant).backward()
    assert constant.grad is None


# ----- gradients() -----


def test_an_unrelated_input_has_a_gradient_of_zeros():
    x, unrelated = leaf(2), leaf(np.ones((3, 1)))
    _, grad = gradients(x * x, [x, unrelated])
    np.testing.assert_array_equal(grad, np.zeros((3, 1)))


def test_gradients_leaves_the_tensors_as_they_were():
    x = leaf(2)
    gradients(x * x, [x])
    assert x.grad is None


def test_gradients_reach_intermediate_results_too():
    x = leaf(2)
    y = x * x
    assert gradients(3 * y, [y]) == [3]


@pytest.mark.parametrize("differentiate", [Tensor.backward, lambda y: gradients(y, [])])
def test_only_a_scalar_has_a_gradient(differentiate):
    with pytest.raises(ValueError, match=r"need a scalar, got shape \(2,\): call sum\(\) or mean"):
        differentiate(leaf([1, 2]) * 2)


def test_a_scalar_may_have_any_number_of_axes():
    x = leaf([[2]])
    (x * x).backward()
    np.testing.assert_array_equal(x.grad, [[4]])
