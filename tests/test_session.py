import sys
import tracemalloc
from math import inf, nan

import numpy as np
import pytest

from nnplay.losses import OBJECTIVES
from nnplay.optim import OPTIMIZERS
from nnplay.session import CHECKPOINT_EPOCHS, CHECKPOINTS, Hyperparameters, Session
from nnplay.tensor import Tensor

SAMPLES = 23
BINARY = OBJECTIVES["binary", "squared_error"]
REGRESSION = OBJECTIVES["regression", "squared_error"]
SETTINGS = Hyperparameters(
    hidden=(3,),
    activations=("tanh",),
    initializer="xavier",
    optimizer="sgd",
    learning_rate=0.1,
    regularization="none",
    regularization_rate=0.1,
    batch_size=5,
    dropout=0,
    seed=0,
)


def make_session(objective=BINARY, features=2, **changes):
    """A run on 23 random points; `changes` replace some of SETTINGS."""
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(SAMPLES, features)).astype(np.float32)
    targets = rng.choice([-1, 1], (SAMPLES, 1)).astype(np.float32)
    return Session(inputs, targets, objective, SETTINGS._replace(**changes))


def make_diverging(**changes):
    """A run whose weights soon become too large for float32."""
    settings = {"hidden": (), "activations": (), "learning_rate": 1e6, **changes}
    return make_session(REGRESSION, **settings)


def watch(session):
    session.watch(session.measure(session.inputs, session.targets).loss)


def diverge(session):
    while not session.diverged:
        session.train(steps=1)
        watch(session)


# ----- equal runs -----


@pytest.mark.parametrize("changes", [{}, {"dropout": 0.5}, {"optimizer": "adam"}])
def test_the_same_seed_gives_the_same_run(changes):
    first, second = make_session(**changes), make_session(**changes)
    for session in (first, second):
        session.train(epochs=2)
    np.testing.assert_array_equal(first.model.vector, second.model.vector)


def test_another_seed_gives_another_run():
    assert (make_session(seed=1).model.vector != make_session().model.vector).any()


def test_reset_goes_back_to_the_same_weights_and_the_same_run():
    session = make_session(optimizer="momentum")
    start = session.model.vector.copy()
    session.train(epochs=2)
    trained = session.model.vector.copy()
    session.reset()
    assert (session.epoch, session.step) == (0, 0)
    np.testing.assert_array_equal(session.model.vector, start)
    session.train(epochs=2)
    np.testing.assert_array_equal(session.model.vector, trained)


def test_the_order_of_the_samples_does_not_depend_on_the_network():
    small, large = make_session(), make_session(hidden=(8,))
    for session in (small, large):
        session.train(steps=1)
    np.testing.assert_array_equal(small.sampler.order, large.sampler.order)


# ----- epochs and batches -----


def test_an_epoch_takes_every_sample_and_the_last_short_batch_counts():
    session = make_session(hidden=(), activations=(), objective=REGRESSION)
    weight, bias = session.model.linears[0].weight.data, session.model.linears[0].bias.data
    w, b = weight[:, 0].astype(float), float(bias[0])
    session.train(epochs=1)
    assert session.step == session.steps_per_epoch == 5
    for start in (0, 5, 10, 15, 20):
        batch = session.sampler.order[start : start + 5]
        x, y = session.inputs[batch], session.targets[batch, 0]
        error = x @ w + b - y
        w = w - 0.1 * np.array([np.mean(error * x[:, 0]), np.mean(error * x[:, 1])])
        b = b - 0.1 * np.mean(error)
    np.testing.assert_allclose(weight[:, 0], w, rtol=1e-5)
    np.testing.assert_allclose(bias[0], b, rtol=1e-5)


def test_every_epoch_has_an_order_of_its_own():
    session = make_session()
    orders = []
    for _ in range(2):
        session.train(epochs=1)
        orders.append(session.sampler.order)
    assert (orders[0] != orders[1]).any()
    np.testing.assert_array_equal(np.sort(orders[1]), np.arange(SAMPLES))


def test_a_batch_larger_than_the_data_is_all_of_it():
    session = make_session(batch_size=1000)
    session.train(epochs=3)
    assert session.step == 3
    assert len(session.chosen) == SAMPLES


def test_a_single_sample_can_be_followed():
    session = make_session()
    session.train(steps=1, samples_per_step=1)
    assert len(session.chosen) == 1
    session.train(epochs=1)
    assert session.epoch == 1
    assert session.step == 1 + 5  # the 22 samples that were left


# ----- limits -----


@pytest.mark.parametrize(
    ("limits", "steps"),
    [
        ({"epochs": 2}, 10),
        ({"steps": 7}, 7),
        ({"epochs": 1, "steps": 7}, 5),
        ({"epochs": 2, "steps": 7}, 7),
        ({"epochs": 9, "until_epoch": 2}, 10),
        ({"steps": 9, "until_epoch": 0}, 9),
        ({"epochs": 0}, 1),
        ({"budget_ms": 0}, 1),
        ({"epochs": nan}, 1),
        ({"budget_ms": nan}, 1),
        ({"epochs": inf, "steps": 3}, 3),
    ],
)
def test_training_stops_at_the_first_limit_after_one_step_at_least(limits, steps):
    session = make_session()
    session.train(**limits)
    assert session.step == steps


def test_a_budget_of_time_is_spent_and_not_exceeded(monkeypatch):
    clock = iter(range(1000))
    monkeypatch.setattr("nnplay.session.time.perf_counter", lambda: next(clock) / 1000)
    session = make_session()
    session.train(budget_ms=12)
    assert session.step == 12


@pytest.mark.parametrize("limits", [{}, {"epochs": inf}, {"budget_ms": inf}, {"until_epoch": 9}])
def test_training_without_a_limit_is_refused(limits):
    with pytest.raises(ValueError, match="missing limit: give epochs, steps or budget_ms"):
        make_session().train(**limits)


@pytest.mark.parametrize("samples", [0, -1])
def test_a_step_takes_one_sample_at_least(samples):
    with pytest.raises(ValueError, match=f"invalid samples_per_step: {samples}"):
        make_session().train(steps=1, samples_per_step=samples)


def test_an_epoch_that_was_passed_is_no_limit_any_more():
    session = make_session()
    session.train(epochs=3)
    session.train(epochs=2, until_epoch=3)
    assert session.epoch == 5


# ----- live settings -----


@pytest.mark.parametrize(
    "changes",
    [
        {"learning_rate": 0.5},
        {"activations": ("relu",)},
        {"regularization": "l1"},
        {"regularization": "l2"},
        {"regularization": "l2", "regularization_rate": 0.5},
        {"batch_size": 1},
        {"batch_size": 100},
        {"dropout": 0.5},
        {"clip_norm": 0.001},
        {"optimizer": "adam", "learning_rate": 0.01},
    ],
)
def test_a_setting_changed_on_the_way_is_as_good_as_one_from_the_start(changes):
    changed = make_session(optimizer="momentum")
    fresh = make_session(**{"optimizer": "momentum", **changes})
    changed.train(steps=3)
    before = changed.measure(changed.inputs, changed.targets)
    fresh.restore(changed.state())
    changed.configure(fresh.settings, BINARY)
    for session in (changed, fresh):
        session.train(steps=7)
    np.testing.assert_array_equal(changed.model.vector, fresh.model.vector)
    assert changed.measure(changed.inputs, changed.targets).loss != before.loss


@pytest.mark.parametrize("regularization", ["none", "l2"])
def test_clipping_limits_the_length_of_an_update_and_its_limit_is_live(regularization):
    session = make_session(
        learning_rate=1, regularization=regularization, regularization_rate=5, clip_norm=0.01
    )
    for limit in (0.01, 0.002):
        session.configure(session.settings._replace(clip_norm=limit), BINARY)
        before = session.model.vector.copy()
        session.train(steps=1)
        length = np.linalg.norm(session.model.vector - before)
        np.testing.assert_allclose(length, limit, rtol=1e-3)


def test_a_loss_changed_on_the_way_is_the_one_that_is_trained_and_measured():
    cross_entropy = OBJECTIVES["binary", "cross_entropy"]
    changed, fresh = make_session(), make_session(cross_entropy)
    changed.train(steps=3)
    changed.measure(changed.inputs, changed.targets)
    fresh.restore(changed.state())
    changed.configure(SETTINGS, cross_entropy)
    for session in (changed, fresh):
        session.train(steps=7)
    np.testing.assert_array_equal(changed.model.vector, fresh.model.vector)
    measured = [session.measure(session.inputs, session.targets) for session in (changed, fresh)]
    assert measured[0].loss == measured[1].loss


def test_weights_edited_by_hand_are_trained_on():
    session = make_session()
    session.train(steps=1)
    session.model.vector[...] = 0
    session.train(steps=1)
    # With all weights zero only the output bias gets a gradient.
    np.testing.assert_array_equal(session.model.vector[:-1], 0)
    assert session.model.vector[-1] != 0


@pytest.mark.parametrize("regularization", ["none", "l1", "l2"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_frozen_parameters_stay_and_the_others_learn(optimizer, regularization):
    session = make_session(optimizer=optimizer, regularization=regularization)
    session.train(steps=2)
    before = session.model.vector.copy()
    session.frozen[::2] = 1
    session.forget_recordings()
    session.train(steps=5)
    np.testing.assert_array_equal(session.model.vector[::2], before[::2])
    assert (session.model.vector[1::2] != before[1::2]).all()


# ----- looking -----


def test_a_measurement_is_the_loss_over_all_samples_with_their_predictions():
    session = make_session()
    session.train(steps=3)
    loss, predictions = session.measure(session.inputs, session.targets)
    logits = session.model(Tensor(session.inputs))
    np.testing.assert_allclose(loss, BINARY.loss(logits, Tensor(session.targets)).item(), rtol=1e-6)
    np.testing.assert_allclose(predictions, np.tanh(logits.data), rtol=1e-6)


def test_the_maps_are_the_hidden_activations_and_the_predictions():
    session = make_session()
    session.unit_maps(session.inputs)
    session.train(steps=3)
    hidden, output = session.unit_maps(session.inputs)
    activations, logits = session.model.forward(Tensor(session.inputs))
    np.testing.assert_allclose(hidden, activations.data, rtol=1e-6)
    np.testing.assert_allclose(output, np.tanh(logits.data), rtol=1e-6)


def test_units_are_the_maps_of_points_looked_at_once():
    session = make_session()
    for once, mapped in zip(
        session.units(session.inputs), session.unit_maps(session.inputs), strict=True
    ):
        np.testing.assert_allclose(once, mapped, rtol=1e-6)


def test_looking_does_not_drop_out():
    session = make_session(dropout=0.5)
    session.train(steps=3)
    first = session.measure(session.inputs, session.targets).loss
    assert session.measure(session.inputs, session.targets).loss == first


def test_maps_of_ever_new_sizes_do_not_fill_the_memory():
    session = make_session(hidden=(20,))
    tracemalloc.start()
    try:
        for size in range(1000, 1020):
            session.measure(session.inputs, session.targets)
            session.unit_maps(np.zeros((size, 2), np.float32))
        current, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert current < 5 * 1000 * 20 * 3 * 4  # five maps of 20 neurons, three float32 buffers each


def test_a_long_training_takes_no_more_memory_than_a_short_one():
    session = make_session(optimizer="adam")
    session.train(epochs=100)
    before = sys.getallocatedblocks()
    session.train(steps=5000)
    assert sys.getallocatedblocks() - before < 100


def test_gradient_norms_are_the_lengths_of_the_last_update():
    session = make_session()
    session.train(steps=3)
    before = session.model.vector.copy()
    session.train(steps=1)
    gradient = (before - session.model.vector) / 0.1
    first, second = gradient[:9], gradient[9:]
    norms = [np.linalg.norm(first), np.linalg.norm(second)]
    np.testing.assert_allclose(session.gradient_norms(), norms, rtol=1e-4)


# ----- divergence -----


@pytest.mark.parametrize(
    ("loss", "reason"),
    [
        (nan, "loss became NaN"),
        (inf, "loss became infinite"),
        (1e6 + 1, "loss exceeded 1,000,000"),
        (1e6, None),
    ],
)
def test_divergence_is_named(loss, reason):
    session = make_session()
    session.watch(loss)
    assert session.diverged == reason


def test_infinite_weights_are_divergence_even_where_the_loss_hides_them():
    session = make_session()
    session.model.vector[0] = inf  # tanh makes it 1 or -1
    session.watch(0.5)
    assert session.diverged == "weights became infinite"
    assert [broken.tolist() for broken in session.broken_units()] == [[True, False, False], [True]]


def test_weights_that_are_no_numbers_are_named_even_where_relu_hides_them():
    session = make_session(activations=("relu",))
    session.model.vector[1] = np.copysign(nan, -1)  # relu makes it 0
    session.watch(0.5)
    assert session.diverged == "weights became NaN"
    assert [broken.tolist() for broken in session.broken_units()] == [[False, True, False], [True]]


def test_a_diverged_run_does_not_train():
    session = make_diverging()
    diverge(session)
    before = session.step
    session.train(epochs=1)
    assert session.step == before


def test_rewind_goes_back_to_finite_weights_and_training_goes_on():
    session = make_diverging()
    diverge(session)
    session.rewind()
    assert session.diverged is None
    assert np.isfinite(session.model.vector).all()
    session.configure(session.settings._replace(learning_rate=0.01), REGRESSION)
    session.train(epochs=1)
    watch(session)
    assert session.diverged is None


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_rewind_to_before_a_change_of_optimizer_starts_the_optimizer_anew(optimizer):
    session = make_session(optimizer="momentum")
    session.train(epochs=CHECKPOINT_EPOCHS)
    watch(session)
    changed = session.settings._replace(optimizer=optimizer)
    session.configure(changed, BINARY)
    for slot in session.optimizer.slots:
        slot[...] = nan
    session.rewind()
    session.train(epochs=1)
    assert np.isfinite(session.model.vector).all()


def test_what_is_measured_after_divergence_does_not_warn():
    session = make_diverging(hidden=(3,), activations=("relu",), learning_rate=1e4)
    diverge(session)
    changed = session.settings._replace(activations=("linear",))
    session.configure(changed, REGRESSION)
    session.measure(session.inputs, session.targets)
    session.unit_maps(session.inputs)
    session.units(session.inputs)
    session.gradient_norms()


# ----- saving -----


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("steps", [0, 3, 5])
def test_a_restored_run_continues_as_the_first_one_did(optimizer, steps):
    session = make_session(optimizer=optimizer, dropout=0.2)
    session.train(steps=5 + steps)
    state = session.state()
    session.train(epochs=3)
    trained = session.model.vector.copy()
    session.restore(state)
    assert session.step == 5 + steps
    session.train(epochs=3)
    np.testing.assert_array_equal(session.model.vector, trained)


def test_a_state_is_a_copy():
    session = make_session(optimizer="adam")
    session.train(steps=3)
    state = session.state()
    vector = state["vector"].copy()
    session.train(steps=3)
    np.testing.assert_array_equal(state["vector"], vector)
    assert state["step"] == 3


def test_rewind_to_an_epoch_takes_the_last_checkpoint_before_it():
    session = make_session()
    for _ in range(4):
        session.train(epochs=CHECKPOINT_EPOCHS)
        watch(session)
    session.rewind(3 * CHECKPOINT_EPOCHS - 1)
    assert session.epoch == 2 * CHECKPOINT_EPOCHS
    session.rewind()
    assert session.epoch == 2 * CHECKPOINT_EPOCHS


def test_the_number_of_checkpoints_is_bounded_and_the_first_is_kept():
    session = make_session(batch_size=SAMPLES)
    for _ in range(2 * CHECKPOINTS):
        session.train(epochs=CHECKPOINT_EPOCHS)
        watch(session)
    epochs = [checkpoint["epoch"] for checkpoint in session.checkpoints]
    assert len(epochs) <= CHECKPOINTS
    assert epochs[0] == 0
    assert epochs[-1] >= session.epoch - session.checkpoint_epochs


# ----- adopt -----


def adopted(before, features=2, rows=(0, 1), **changes):
    session = make_session(features=features, **changes)
    session.adopt(before, rows)
    return session


def test_a_wider_layer_keeps_all_weights():
    before = make_session(hidden=(3,))
    before.train(steps=7)
    after = adopted(before, hidden=(5,))
    assert (after.epoch, after.step) == (before.epoch, before.step) == (1, 7)
    old, new = before.model.linears, after.model.linears
    np.testing.assert_array_equal(new[0].weight.data[:, :3], old[0].weight.data)
    np.testing.assert_array_equal(new[0].bias.data[:3], old[0].bias.data)
    np.testing.assert_array_equal(new[1].weight.data[:3], old[1].weight.data)
    np.testing.assert_array_equal(new[1].bias.data, old[1].bias.data)
    assert (new[0].weight.data[:, 3:] != 0).all()


def test_a_narrower_layer_keeps_the_first_neurons():
    before = make_session(hidden=(3,))
    after = adopted(before, hidden=(2,))
    old, new = before.model.linears, after.model.linears
    np.testing.assert_array_equal(new[0].weight.data, old[0].weight.data[:, :2])
    np.testing.assert_array_equal(new[1].weight.data, old[1].weight.data[:2])


def test_a_layer_more_keeps_the_layers_before_it():
    before = make_session(hidden=(3,), seed=1)
    after = adopted(before, hidden=(3, 2), activations=("tanh", "tanh"))
    np.testing.assert_array_equal(
        after.model.linears[0].weight.data, before.model.linears[0].weight.data
    )


def test_a_feature_more_or_less_leaves_the_others_their_weights():
    before = make_session(features=2, seed=1)
    after = adopted(before, features=3, rows=(1, -1, 0))
    old, new = before.model.linears[0].weight.data, after.model.linears[0].weight.data
    np.testing.assert_array_equal(new[[0, 2]], old[[1, 0]])
    np.testing.assert_array_equal(new[1], make_session(features=3).model.linears[0].weight.data[1])


def test_without_features_a_network_goes_on_with_its_biases():
    before = make_session()
    after = adopted(before, features=0, rows=())
    after.train(epochs=1)
    watch(after)
    assert after.diverged is None


def test_a_frozen_weight_that_is_kept_stays_frozen():
    before = make_session(hidden=(3,))
    before.model.views(before.frozen)[0][1, 2] = 1
    after = adopted(before, hidden=(5,))
    frozen = after.model.views(after.frozen)[0]
    assert frozen[1, 2] == 1
    assert frozen.sum() == after.frozen.sum() == 1


def test_of_a_diverged_run_the_last_checkpoint_is_continued():
    before = make_session(hidden=(3,))
    for _ in range(2):
        before.train(epochs=CHECKPOINT_EPOCHS)
        watch(before)
    good = before.model.linears[0].weight.data.copy()
    before.train(epochs=1)
    before.model.vector[...] = nan
    watch(before)
    after = adopted(before, hidden=(5,))
    np.testing.assert_array_equal(after.model.linears[0].weight.data[:, :3], good)
    assert after.epoch == 2 * CHECKPOINT_EPOCHS
