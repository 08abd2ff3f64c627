"""Replaying a recording does what calling the function again would do, whatever the function."""

import tracemalloc

import numpy as np
import pytest

from nnplay.losses import OBJECTIVES
from nnplay.nn import ACTIVATIONS, MLP
from nnplay.optim import add_l2, sgd
from nnplay.program import LARGE, record
from nnplay.tensor import Tensor, gradients

# ----- small functions that a careless pass over the calls would break -----


def source_used_again(x, y):
    doubled = x * 2
    np.positive(doubled, out=y)
    return doubled + 1


def source_returned_and_copied(x, y):
    doubled = x * 2
    np.positive(doubled, out=y)
    return doubled


def source_copied_twice(x, y):
    doubled = x * 2
    np.positive(doubled, out=y)
    np.positive(doubled, out=x)


def target_read_before_the_copy(x, y):
    doubled = x * 2
    before = y + 1
    np.positive(doubled, out=y)
    return before


def target_written_before_the_copy(x, y):
    doubled = x * 2
    np.multiply(x, 3, out=y)
    np.positive(doubled, out=y)


def target_read_by_the_source(x, y):
    np.positive(x @ y, out=y)


def source_is_an_argument(x, y):
    np.multiply(x[0], 2, out=y[0])
    np.positive(y[0], out=x[1])


def source_is_transposed(x, y):
    product = x @ x
    np.positive(product.T, out=y)


def source_is_reversed(x, y):
    doubled = x * 2
    np.positive(doubled[::-1], out=y)


def source_is_a_part(x, y):
    doubled = x * 2
    np.positive(doubled[1:], out=y[:2])


def source_is_broadcast(x, y):
    total = np.add.reduce(x, axis=0)
    np.positive(total, out=y)


def source_has_another_type(x, y):
    single = np.add(x, 0.1, dtype=np.float32, casting="same_kind")
    np.positive(single, out=y)


def source_is_partly_overwritten(x, y):
    doubled = x * 2
    np.multiply(x[0], 5, out=doubled[0])
    np.positive(doubled, out=y)


def source_is_overwritten_after_another_copy(x, y):
    doubled = x * 2
    np.positive(doubled[:2], out=y[:2])
    np.multiply(x[2], 5, out=doubled[2])


def copies_of_copies(x, y):
    np.positive(np.positive(np.positive(x * 2)), out=y)


def halves_of_a_vector(x, y):
    flat = y.reshape(9)
    np.positive((x * 2)[0], out=flat[:3])
    np.positive(np.add.reduce(x, axis=0), out=flat[3:6])
    np.multiply(flat, 2, out=flat)


def overlapping_views(x, y):
    np.add(x[:-1], y[1:], out=x[1:])


def constant_overwritten(x, y):
    ones = np.ones_like(x) * 2
    np.multiply(ones, x, out=ones)
    return ones


def constant_read_before_it_is_overwritten(x, y):
    ones = np.ones_like(x) * 2
    threes = ones + 1
    np.multiply(ones, x, out=ones)
    return threes * y + ones


def constant_written_to_an_argument(x, y):
    np.positive(np.ones_like(x) * 2, out=y)


def unused_result(x, y):
    np.exp(x)
    y += x


def in_place_counter(x, y):
    y += 1
    return x / (1 - 0.9**y)


def argument_returned(x, y):
    y *= 2
    return y


def scalar_result(x, y):
    return np.add.reduce(x, axis=None) * 2


def scalar_spread(x, y):
    return y * np.broadcast_to(np.add.reduce(x, axis=None), (3, 3), subok=True)


def scalars_of_every_kind(x, y):
    np.positive(x * 2 * 0.5 * np.float64(3) * np.float32(0.1) * True, out=y)
    return y > 0.4


def operands_of_two_lives(x, y):
    first = x * 2
    second = first + y
    third = np.exp(first) - second
    return third * first[::-1] + second.T


def result_seen_as_another_type(x, y):
    bits = np.maximum((x - 1.5).view(np.int64), 0)
    np.positive(bits.view(np.float64), out=y)


def columns_read_one_after_another(x, y):
    return x.T.reshape(9) * y.T.reshape((9,)) + x.reshape(-1)


def column_written_in_another_shape(x, y):
    np.multiply(y[:, :1], 2, out=x[:, 0].reshape(3, 1))


def row_spread_over_itself(x, y):
    rows = x * 2
    return (rows + rows[0]) * np.add.reduce(rows, axis=0)


def several_results(x, y):
    doubled = x * 2
    return [doubled, doubled[1], doubled + y, y]


FUNCTIONS = [
    source_used_again,
    source_returned_and_copied,
    source_copied_twice,
    target_read_before_the_copy,
    target_written_before_the_copy,
    target_read_by_the_source,
    source_is_an_argument,
    source_is_transposed,
    source_is_reversed,
    source_is_a_part,
    source_is_broadcast,
    source_has_another_type,
    source_is_partly_overwritten,
    source_is_overwritten_after_another_copy,
    copies_of_copies,
    halves_of_a_vector,
    overlapping_views,
    constant_overwritten,
    constant_read_before_it_is_overwritten,
    constant_written_to_an_argument,
    unused_result,
    in_place_counter,
    argument_returned,
    scalar_result,
    scalar_spread,
    scalars_of_every_kind,
    operands_of_two_lives,
    result_seen_as_another_type,
    columns_read_one_after_another,
    column_written_in_another_shape,
    row_spread_over_itself,
    several_results,
]


@pytest.fixture(params=[0, LARGE], ids=["shared memory", "memory of their own"])
def large(request, monkeypatch):
    """From which size on results share memory."""
    monkeypatch.setattr("nnplay.program.LARGE", request.param)


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_a_replay_does_what_a_call_does(function):
    rng = np.random.default_rng(0)
    called = [rng.uniform(1, 2, (3, 3)), rng.uniform(1, 2, (3, 3))]
    replayed = [array.copy() for array in called]
    program = record(function, *replayed)
    for _ in range(3):
        expected, result = function(*called), program()
        assert_same(result, expected)
        assert_same(replayed, called)
        for a, b in zip(called, replayed, strict=True):
            change = rng.uniform(0, 0.1, (3, 3))
            a += change
            b += change


# ----- training steps; see also test_differential.py -----


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_can_be_recorded(activation):
    rng = np.random.default_rng(0)
    model = MLP([2, 3, 1], activation).initialize("xavier", rng)
    step = training_step(model, OBJECTIVES["binary", "cross_entropy"])
    eager = list(arguments(model, rng).values())
    recorded = [array.copy() for array in eager]
    program = record(step, *recorded)
    for _ in range(3):
        assert_same(program(), step(*eager))


@pytest.mark.parametrize("rate", ["learning_rate", "regularization_rate"])
def test_a_rate_changes_without_recording_anew(rate):
    program, arrays = recorded_training()
    start = arrays["vector"].copy()
    updated = []
    for value in (0.1, 0.2):
        arrays["vector"][...] = start
        arrays[rate][...] = value
        program()
        updated.append(arrays["vector"].copy())
    assert (updated[0] != updated[1]).any()


def test_weights_edited_in_place_are_seen():
    program, arrays = recorded_training()
    loss = float(program())
    arrays["vector"][...] = 0
    assert float(program()) != loss


def test_replays_write_into_the_same_buffers():
    program, _ = recorded_training()
    assert program() is program()


def test_replays_allocate_nothing():
    program, _ = recorded_training()
    program()
    tracemalloc.start()
    try:
        program()
        before, _ = tracemalloc.get_traced_memory()
        for _ in range(200):
            program()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 1000


# ----- what is recorded -----


def test_recording_leaves_the_arrays_as_they_were():
    x, y = np.ones((3, 3)), np.ones((3, 3))
    record(in_place_counter, x, y)
    np.testing.assert_array_equal(y, 1)


def test_a_failed_recording_leaves_the_arrays_as_they_were():
    def fail(x):
        x += 1
        raise RuntimeError("halfway")

    x = np.ones(3)
    with pytest.raises(RuntimeError, match="halfway"):
        record(fail, x)
    np.testing.assert_array_equal(x, 1)
    assert len(record(lambda x: x * 2, x).calls) == 1


def test_constants_are_computed_once():
    assert len(record(lambda x: x * np.exp(np.ones_like(x)), np.ones(3)).calls) == 1


def test_what_nobody_reads_is_not_computed():
    assert record(lambda x: [np.exp(x), x][1], np.ones(3)).calls == []


def test_large_results_that_are_needed_no_more_make_room_for_others():
    def chain(x):
        for _ in range(20):
            x = x * 2 + 1
        return x

    calls = record(chain, np.ones(LARGE)).calls
    outs = {call.keywords.get("out", call.args[-1]).ctypes.data for call in calls}
    assert len(calls) == 40
    assert len(outs) == 2  # one for all that is between, one for the result


def test_a_copy_is_optimized_away():
    def copy(x, y):
        np.positive(x * 2, out=y)

    assert len(record(copy, np.ones(3), np.ones(3)).calls) == 1


# ----- helpers -----


def training_step(model, objective):
    """Gradient descent with l2."""

    def step(inputs, targets, w, learning_rate, regularization_rate):
        network = model.over(w)
        loss = objective.loss(network(Tensor(inputs)), Tensor(targets))
        g = w * 0
        for view, part in zip(model.views(g), gradients(loss, network.parameters), strict=True):
            np.positive(part, out=view)
        add_l2(g, w, model.weight_mask(), regularization_rate)
        sgd(w, g, learning_rate)
        return loss.data

    return step


def arguments(model, rng):
    """By name: five samples, the parameters, and the rates."""
    return {
        "inputs": rng.normal(size=(5, 2)).astype(np.float32),
        "targets": rng.choice([-1, 1], (5, 1)).astype(np.float32),
        "vector": model.vector.copy(),
        "learning_rate": np.array(0.05, np.float32),
        "regularization_rate": np.array(0.1, np.float32),
    }


def recorded_training():
    """A recorded step, and its arrays by name."""
    rng = np.random.default_rng(0)
    model = MLP([2, 4, 1]).initialize("xavier", rng)
    arrays = arguments(model, rng)
    step = training_step(model, OBJECTIVES["regression", "squared_error"])
    return record(step, *arrays.values()), arrays


def assert_same(actual, expected):
    if isinstance(expected, list):
        for a, e in zip(actual, expected, strict=True):
            assert_same(a, e)
    elif expected is None:
        assert actual is None
    else:
        np.testing.assert_array_equal(actual, expected)
