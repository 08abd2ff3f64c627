"""What the kernel is for, and what is left to NumPy."""

import numpy as np
import pytest

from nnplay.kernel import can_compute, dense, install, padded
from nnplay.nn import MLP
from tests.numpy_kernel import bind, kernel

__all__ = ["kernel"]  # a fixture


def test_without_a_kernel_nothing_is_asked_of_it():
    assert not can_compute(MLP([2, 4, 1]))


@pytest.mark.usefixtures("kernel")
def test_a_kernel_is_used_until_it_is_taken_away():
    assert can_compute(MLP([2, 4, 1]))
    install(None)
    assert not can_compute(MLP([2, 4, 1]))


@pytest.mark.usefixtures("kernel")
def test_other_activations_and_double_precision_are_left_to_numpy():
    assert can_compute(MLP([2, 4, 4, 1], ["relu", "sigmoid"]))
    assert not can_compute(MLP([2, 4, 4, 1], ["relu", "gelu"]))
    assert not can_compute(MLP([2, 4, 1], dtype=np.float64))


def test_columns_come_in_multiples_of_eight():
    assert [padded(n) for n in (1, 8, 9, 500)] == [8, 8, 16, 504]


def test_a_layer_is_a_call_that_reads_the_parameters_where_they_are():
    (linear,) = MLP([3, 2]).initialize("xavier", np.random.default_rng(0)).linears
    x, out = np.ones((3, 8), np.float32), np.empty((2, 8), np.float32)
    run = bind([dense(x, linear, out, 0)])
    for _ in range(2):
        run()
        expected = linear.weight.data.sum(axis=0) + linear.bias.data
        np.testing.assert_allclose(out[:, 0], expected, atol=1e-6)
        linear.weight.data[...] *= 2
