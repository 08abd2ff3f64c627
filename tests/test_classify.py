from math import inf, nan, tanh

import numpy as np
import pytest

from nnplay.data import DATASETS
from nnplay.features import FEATURES, compute_features
from nnplay.labs.classify import Classify, ClassifyConfig
from nnplay.losses import OBJECTIVES

TINY = {"samples": 20, "hidden": [2]}
REGRESSION = {"problem": "regression", "dataset": "plane"}
PEER = {"initializer": "uniform", "optimizer": "sgd", "learning_rate": 0.03}
POINTS = [1, 1, 0, -1, -1, 1, 2, 2, 0, -2, -2, 1, 3, 3, 0, -3, -3, 1]


def open_lab(**settings):
    """A lab with small maps, so that tests are fast."""
    lab = Classify.open(settings)
    lab.use_map_size(4)
    return lab


def trained_lab(**settings):
    lab = open_lab(**settings)
    lab.train(epochs=3)
    return lab


def vector(lab):
    return lab.session.model.vector.copy()


# ----- config -----


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"dataset": "plane"}, "invalid dataset: 'plane' is not for classification (expected circ"),
        ({"problem": "regression"}, "invalid dataset: 'spiral' is not for regression (expected pl"),
        (
            {**REGRESSION, "loss": "cross_entropy"},
            "invalid loss: 'cross_entropy' is not for regression (expected squared_error or huber)",
        ),
        ({"loss": "huber"}, "invalid loss: 'huber' is not for classification (expected squared_er"),
        ({"dataset": "formula"}, "missing formula"),
        ({"features": ["custom"]}, "missing custom_feature"),
        ({"features": ["x3"]}, "unknown features: 'x3' (expected x1, x2, "),
        ({"dataset": "points"}, "invalid points"),
        ({"dataset": "points", "points": [1, 2]}, "invalid points"),
        ({"learning_rate": 0}, "invalid learning_rate: 0 (expected "),
        ({"learning_rate": nan}, "invalid learning_rate: nan (expected "),
        ({"hidden": [33]}, "invalid hidden: 33 (expected a whole number, 1 to 32)"),
        ({"hidden": [1] * 9}, "invalid hidden: "),
        ({"learing_rate": 1}, "unknown setting: 'learing_rate' (expected "),
    ],
)
def test_settings_that_do_not_fit_are_refused(settings, message):
    with pytest.raises(ValueError) as caught:
        ClassifyConfig.from_dict(settings)
    assert message in str(caught.value)


@pytest.mark.parametrize("name", DATASETS)
def test_every_data_set_can_be_opened_and_trained(name):
    problem = "classification" if DATASETS[name].classes else "regression"
    lab = trained_lab(problem=problem, dataset=name, **TINY)
    snapshot = lab.snapshot()
    assert snapshot["classes"] == DATASETS[name].classes
    assert snapshot["layers"][-1] == max(snapshot["classes"], 1) - (snapshot["classes"] == 2)
    assert np.isfinite(snapshot["train_loss"])


@pytest.mark.parametrize("features", [[], ["x1"], list(FEATURES)])
def test_any_features_can_be_opened_and_trained(features):
    lab = trained_lab(features=features, **TINY)
    snapshot = lab.snapshot()
    assert snapshot["layers"][0] == len(features)
    assert np.isfinite(snapshot["test_loss"])


# ----- what a change brings about -----


@pytest.mark.parametrize(
    "change",
    [
        {"learning_rate": 0.5},
        {"activation": "relu"},
        {"layer_activations": ["relu"]},
        {"loss": "cross_entropy"},
        {"optimizer": "sgd"},
        {"regularization": "l1"},
        {"regularization_rate": 1},
        {"dropout": 0.5},
        {"batch_size": 3},
        {"stop_epoch": 100},
    ],
)
def test_a_live_setting_keeps_the_run_and_the_data(change):
    lab = trained_lab(**TINY)
    before = vector(lab)
    extra = lab.configure(change)
    assert lab.session.epoch == 3
    np.testing.assert_array_equal(vector(lab), before)
    assert list(extra) == ["config"]
    lab.train(epochs=1)
    assert (vector(lab) != before).any()


@pytest.mark.parametrize(
    "change", [{"hidden": [3]}, {"hidden": [2, 2]}, {"hidden": []}, {"features": ["x2"]}]
)
def test_a_change_of_structure_keeps_the_progress_and_the_points(change):
    lab = trained_lab(**TINY)
    points = lab.split.train_inputs
    lab.configure(change)
    assert (lab.session.epoch, lab.session.step) == (3, 3)
    np.testing.assert_array_equal(lab.split.train_inputs, points)


def test_a_feature_more_leaves_the_others_their_weights():
    lab = trained_lab(features=["x1", "sin_x1"], **TINY)
    before = lab.session.model.linears[0].weight.data.copy()
    lab.configure({"features": ["x1", "x2", "sin_x1"]})
    after = lab.session.model.linears[0].weight.data
    np.testing.assert_array_equal(after[[0, 2]], before)


def test_features_are_standardized_by_the_training_data_wherever_they_are_seen():
    lab = open_lab(features=["x1", "x2_squared"], noise=10, feature_scaling="standard", **TINY)
    points = lab.split.train_inputs
    seen = compute_features(["x1", "x2_squared"], points)
    mean, deviation = seen.mean(axis=0), seen.std(axis=0)
    np.testing.assert_allclose(lab.session.inputs, (seen - mean) / deviation, atol=1e-5)
    raw = compute_features(["x1", "x2_squared"], lab.split.test_inputs)
    np.testing.assert_allclose(lab.test_set[0], (raw - mean) / deviation, atol=1e-5)
    np.testing.assert_allclose(lab.opening()["feature_maps"][:, [0, 3]], lab.map_inputs)
    x1, x2 = points[3]
    values = lab.probe(x1, x2)["values"]
    np.testing.assert_allclose(values[0], lab.session.inputs[3:4], atol=1e-6)


def test_scaling_follows_the_data_and_keeps_the_weights():
    lab = trained_lab(dataset="points", points=POINTS, hidden=[2])
    before = vector(lab)
    lab.configure({"feature_scaling": "standard"})
    np.testing.assert_array_equal(vector(lab), before)
    lab.configure({"points": [*POINTS, 6, -6, 1]})
    np.testing.assert_allclose(lab.session.inputs.std(axis=0), 1, rtol=1e-5)
    lab.configure({"feature_scaling": "none"})
    np.testing.assert_array_equal(lab.session.inputs, lab.split.train_inputs.astype(np.float32))


@pytest.mark.parametrize(
    "change",
    [
        {"dataset": "circle"},
        {"samples": 30},
        {"noise": 10},
        {"train_percent": 80},
        {"data_seed": 1},
        {"seed": 1},
        {"initializer": "he"},
        REGRESSION,
    ],
)
def test_other_data_or_another_start_begins_anew(change):
    lab = trained_lab(**TINY)
    extra = lab.configure(change)
    assert (lab.session.epoch, lab.session.step) == (0, 0)
    assert extra.keys() == {"config", "data", "feature_maps"}


def test_placing_a_point_keeps_the_run_and_brings_new_data():
    lab = trained_lab(dataset="points", points=POINTS, hidden=[2])
    before = vector(lab)
    extra = lab.configure({"points": [*POINTS, 0, 4, 1]})
    assert lab.session.epoch == 3
    np.testing.assert_array_equal(vector(lab), before)
    assert "data" in extra


@pytest.mark.parametrize(
    "change",
    [
        {"hidden": [4, 4]},
        {"features": ["x1"]},
        {"batch_size": 3},
        {"optimizer": "sgd"},
        {"seed": 1},
    ],
)
def test_a_run_that_has_not_begun_starts_as_if_opened_with_the_change(change):
    changed, opened = open_lab(**TINY), open_lab(**{**TINY, **change})
    changed.configure(change)
    for lab in (changed, opened):
        lab.train(epochs=2)
    np.testing.assert_array_equal(vector(changed), vector(opened))


def test_weights_set_by_hand_before_the_start_survive_a_live_setting():
    lab = open_lab(**TINY)
    lab.edit(layer=1, unit=0, source=1, value=5)
    lab.configure({"learning_rate": 0.1, "activation": "relu"})
    assert lab.session.model.linears[0].weight.data[1, 0] == 5


def test_a_refused_change_changes_nothing():
    lab = trained_lab(**TINY)
    config, before = lab.config, vector(lab)
    with pytest.raises(ValueError, match="invalid batch_size"):
        lab.configure({"batch_size": 0, "learning_rate": 0.5})
    assert lab.config == config
    np.testing.assert_array_equal(vector(lab), before)


# ----- snapshots -----


def test_a_snapshot_describes_the_network():
    snapshot = open_lab(hidden=[4, 2], samples=55, train_percent=50).snapshot()
    assert snapshot["layers"] == [2, 4, 2, 1]
    assert snapshot["parameters"] == 2 * 4 + 4 + 4 * 2 + 2 + 2 * 1 + 1
    assert snapshot["steps_per_epoch"] == 3  # 27 training samples in batches of 10
    assert [weight.shape for weight in snapshot["weights"]] == [(2, 4), (4, 2), (2, 1)]
    assert [bias.shape for bias in snapshot["biases"]] == [(4,), (2,), (1,)]
    assert [maps.shape for maps in snapshot["unit_maps"]] == [(16, 4), (16, 2), (16, 1)]


def test_a_snapshot_says_how_many_samples_of_the_epoch_are_done():
    lab = open_lab(samples=55, train_percent=50, batch_size=10)
    lab.train(steps=1)
    assert lab.snapshot()["position"] == 10
    assert lab.snapshot()["epoch_share"] == 10 / 27
    lab.train(steps=1, samples_per_step=1)
    assert lab.snapshot()["position"] == 11


def test_the_output_map_starts_top_left():
    lab = open_lab(hidden=[], features=["x1", "x2"], samples=20)
    linear = lab.session.model.linears[0]
    linear.weight.data[:, 0] = [0.1, 0.01]
    linear.bias.data[:] = 0
    output = np.arctanh(lab.snapshot()["unit_maps"][-1]).reshape(4, 4)
    np.testing.assert_allclose(output[0, 0], -0.45 + 0.045, rtol=1e-4)
    np.testing.assert_allclose(output[0, 3], +0.45 + 0.045, rtol=1e-4)
    np.testing.assert_allclose(output[3, 0], -0.45 - 0.045, rtol=1e-4)


def test_losses_are_those_of_the_training_and_the_test_data():
    lab = trained_lab(dataset="gauss", samples=40, hidden=[])
    snapshot = lab.snapshot()
    w, b = lab.session.model.linears[0].weight.data, lab.session.model.linears[0].bias.data
    for part in ("train", "test"):
        points = getattr(lab.split, f"{part}_inputs")
        labels = np.where(getattr(lab.split, f"{part}_targets") == 0, 1, -1)
        predictions = np.tanh(points @ w + b)[:, 0]
        expected = np.mean(0.5 * (predictions - labels) ** 2)
        np.testing.assert_allclose(snapshot[f"{part}_loss"], expected, rtol=1e-5)
        accuracy = np.mean((predictions >= 0) == (labels > 0))
        np.testing.assert_allclose(snapshot[f"{part}_accuracy"], accuracy)


def test_regression_has_no_accuracy():
    assert not {"train_accuracy", "test_accuracy"} & open_lab(**REGRESSION).snapshot().keys()


def test_without_test_data_there_is_no_test_loss():
    lab = open_lab(dataset="points", points=[1, 1, 0], train_percent=90)
    assert "test_loss" not in lab.snapshot()


def test_divergence_is_in_the_snapshot_until_rewind():
    lab = open_lab(**REGRESSION, optimizer="sgd", learning_rate=100, activation="relu")
    assert "diverged" not in lab.snapshot()
    lab.train(epochs=5)
    snapshot = lab.snapshot()
    assert snapshot["diverged"].startswith("loss ")
    assert snapshot["checkpoint_epoch"] == 0
    lab.session.rewind()
    assert "diverged" not in lab.snapshot()


def test_the_maps_of_broken_neurons_are_no_numbers_whatever_their_activation_makes_of_it():
    lab = open_lab(activation="relu", hidden=[3])
    lab.session.model.linears[0].weight.data[0, 1] = np.copysign(np.nan, -1)
    hidden, output = lab.snapshot()["unit_maps"]
    assert np.isnan(hidden).all(axis=0).tolist() == [False, True, False]
    assert np.isnan(output).all()


def test_a_single_update_tells_the_loss_of_its_samples_before_and_after():
    lab = open_lab(dataset="circle", learning_rate=0.001)
    assert "batch_losses" not in lab.snapshot()
    lab.train(steps=1, samples_per_step=1)
    (chosen,) = lab.session.chosen
    inputs, targets = (part[[chosen]] for part in lab.train_set)
    before, after = lab.snapshot()["batch_losses"]
    assert after == pytest.approx(0.5 * (lab.session.predict(inputs) - targets).item() ** 2)
    assert after < before
    lab.train(epochs=1)
    assert "batch_losses" not in lab.snapshot()


def test_of_a_run_that_diverged_before_its_first_update_no_update_is_told():
    lab = open_lab(problem="regression", dataset="formula", formula="10000 * x1")
    assert lab.snapshot()["diverged"]
    lab.train(steps=1)
    assert "batch_losses" not in lab.snapshot()


@pytest.mark.parametrize("size", [1e10, 1e30])
@pytest.mark.parametrize("settings", [{}, REGRESSION, {"dataset": "rings"}])
def test_a_snapshot_of_huge_weights_has_no_warning(settings, size):
    lab = open_lab(**settings, activation="relu")
    lab.session.model.vector[...] = size
    assert lab.snapshot()["epoch"] == 0


def test_the_data_is_what_the_page_draws():
    lab = open_lab(dataset="circle", samples=100, train_percent=30)
    opening = lab.opening()
    assert opening["config"] == lab.config.to_dict()
    assert opening["feature_maps"].shape == (16, len(FEATURES))
    data = opening["data"]
    assert data["train_inputs"].shape == (30, 2)
    assert data["test_inputs"].shape == (70, 2)
    is_inside = np.hypot(*data["train_inputs"].T) < 2.5
    np.testing.assert_array_equal(data["train_targets"] == 0, is_inside)


def test_label_noise_does_not_depend_on_where_a_point_is():
    clean, noisy = [
        open_lab(dataset="circle", samples=5000, label_noise=noise).split for noise in (0, 20)
    ]
    np.testing.assert_array_equal(clean.train_inputs, noisy.train_inputs)
    is_wrong = clean.train_targets != noisy.train_targets
    radius = np.hypot(*clean.train_inputs[clean.train_targets == 0].T)
    is_wrong_inside = is_wrong[clean.train_targets == 0]
    np.testing.assert_allclose(is_wrong_inside.mean(), 0.2, atol=0.05)
    np.testing.assert_allclose(
        radius[is_wrong_inside].mean(), radius[~is_wrong_inside].mean(), rtol=0.15
    )


def test_label_noise_on_placed_points_reaches_training_and_test_data():
    points = [value for i in range(200) for value in (i / 100, i / 100, 0)]
    split = open_lab(dataset="points", points=points, label_noise=30).split
    for targets in (split.train_targets, split.test_targets):
        np.testing.assert_allclose(np.mean(targets != 0), 0.3, atol=0.12)


def test_a_run_that_diverged_goes_on_with_clipped_gradients():
    steep = {"activation": "linear", "optimizer": "sgd", "learning_rate": 0.3}
    lab = open_lab(**REGRESSION, **steep)
    lab.train(epochs=5)
    assert "diverged" in lab.snapshot()
    lab.configure({"clip_norm": 1})
    lab.session.rewind()
    lab.train(epochs=20)
    assert lab.snapshot()["train_loss"] < 1e-3


# ----- edit, probe, maps -----


def test_edit_sets_a_weight_or_a_bias():
    lab = open_lab(hidden=[3, 2])
    lab.edit(layer=1, unit=2, source=1, value=0.5)
    lab.edit(layer=3, unit=0, value=-2)
    first, _, last = lab.session.model.linears
    assert first.weight.data[1, 2] == 0.5
    assert last.bias.data[0] == -2


def test_a_frozen_weight_is_left_alone_until_it_is_thawed():
    lab = open_lab(**TINY)
    lab.edit(layer=1, unit=0, source=0, value=0.5, frozen=True)
    lab.train(epochs=2)
    assert lab.session.model.linears[0].weight.data[0, 0] == 0.5
    assert lab.snapshot()["frozen_weights"][0][0, 0] == 1
    lab.edit(layer=1, unit=0, source=0, frozen=False)
    lab.train(epochs=2)
    assert lab.session.model.linears[0].weight.data[0, 0] != 0.5


def test_undo_gives_a_parameter_its_earlier_value_and_leaves_others_alone():
    lab = open_lab(**TINY)
    place = {"layer": 1, "unit": 0, "source": 1}
    weight = lab.session.model.linears[0].weight.data
    before = float(weight[1, 0])
    lab.edit(**place, value=5, frozen=True)
    lab.train(epochs=2)
    trained = vector(lab)
    assert lab.undo() == {"edited": place}
    assert weight[1, 0] == np.float32(before)
    assert (vector(lab) != trained).sum() == 1
    assert not lab.session.frozen.any()
    assert lab.redo() == {"edited": place}
    assert weight[1, 0] == 5
    assert lab.session.frozen.sum() == 1


def test_what_can_be_taken_back_is_part_of_the_snapshot():
    lab = open_lab(**TINY)

    def told():
        snapshot = lab.snapshot()
        return snapshot["can_undo"], snapshot["can_redo"]

    assert lab.undo() == lab.redo() == {}
    assert told() == (False, False)
    lab.edit(layer=2, unit=0, value=1)
    assert told() == (True, False)
    lab.undo()
    assert told() == (False, True)


def test_edits_can_be_taken_back_after_points_were_added():
    lab = trained_lab(dataset="points", points=POINTS, hidden=[2])
    lab.edit(layer=1, unit=0, value=9)
    lab.configure({"points": [*POINTS, 0, 0, 1]})
    assert lab.undo() == {"edited": {"layer": 1, "unit": 0}}


@pytest.mark.parametrize(
    "begin_anew",
    [
        lambda lab: lab.session.reset(),
        lambda lab: lab.session.rewind(),
        lambda lab: lab.configure({"seed": 7}),
        lambda lab: lab.configure({"hidden": [3]}),
    ],
    ids=["reset", "rewind", "seed", "hidden"],
)
def test_edits_of_other_weights_cannot_be_taken_back(begin_anew):
    lab = trained_lab(**TINY)
    lab.edit(layer=1, unit=0, value=1)
    begin_anew(lab)
    before = vector(lab)
    assert lab.undo() == {}
    np.testing.assert_array_equal(vector(lab), before)


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ({"layer": 0, "unit": 0}, r"unknown neuron: layer 0, unit 0 \(layers are \[2, 2, 1\]\)"),
        ({"layer": 3, "unit": 0}, "unknown neuron: layer 3"),
        ({"layer": 1, "unit": 2}, "unknown neuron: layer 1, unit 2"),
        ({"layer": 1, "unit": -1}, "unknown neuron: layer 1, unit -1"),
        ({"layer": 1, "unit": 0, "source": 2}, "unknown source: 2"),
        ({"layer": 1, "unit": 0, "source": -1}, "unknown source: -1"),
    ],
)
def test_a_neuron_that_is_not_there_cannot_be_edited(where, message):
    lab = open_lab(**TINY)
    before = vector(lab)
    with pytest.raises(ValueError, match=message):
        lab.edit(**where, value=1)
    np.testing.assert_array_equal(vector(lab), before)


@pytest.mark.parametrize("value", [nan, inf, -inf, 1e39])
def test_a_value_that_float32_cannot_hold_is_refused(value):
    lab = open_lab(**TINY)
    with pytest.raises(ValueError, match="invalid value"):
        lab.edit(layer=1, unit=0, value=value)
    assert np.isfinite(vector(lab)).all()


def test_a_probe_is_the_forward_pass_of_one_point():
    lab = open_lab(**TINY)
    probe = lab.probe(0.5, -1)
    hidden, output = lab.session.model.linears
    inputs = np.array([[0.5, -1]])
    units = np.tanh(inputs @ hidden.weight.data + hidden.bias.data)
    prediction = np.tanh(units @ output.weight.data + output.bias.data)
    for value, expected in zip(probe["values"], [inputs, units, prediction], strict=True):
        np.testing.assert_allclose(value, expected, rtol=1e-5)


@pytest.mark.parametrize("size", [0, -1, 10_000, 2.5, nan, "4", True])
def test_maps_of_an_impossible_size_are_refused(size):
    lab = open_lab(**TINY)
    with pytest.raises(ValueError, match="invalid map_size"):
        lab.use_map_size(size)
    assert lab.snapshot()["map_size"] == 4


# ----- training as TensorFlow Playground does -----


@pytest.mark.parametrize("regularization", ["none", "l2"])
@pytest.mark.parametrize("hidden", [[], [4, 2]])
def test_training_is_that_of_tensorflow_playground(hidden, regularization):
    lab = open_lab(
        **PEER,
        dataset="circle",
        samples=40,
        hidden=hidden,
        batch_size=20,
        regularization=regularization,
        regularization_rate=0.1,
    )
    points = lab.split.train_inputs.tolist()
    labels = np.where(lab.split.train_targets == 0, 1.0, -1.0).tolist()
    rate = 0.1 if regularization == "l2" else 0
    model = lab.session.model
    layers = [(linear.weight.data.tolist(), linear.bias.data.tolist()) for linear in model.linears]
    for _ in range(5):
        lab.train(epochs=1)
        plain_update(layers, points, labels, 0.03, rate)
    for linear, (weight, bias) in zip(model.linears, layers, strict=True):
        np.testing.assert_allclose(linear.weight.data, weight, rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(linear.bias.data, bias, rtol=1e-4, atol=1e-6)


def plain_update(layers, points, labels, learning_rate, rate):
    """One batch, one sample and one connection at a time; every neuron is tanh."""
    weight_sums = [[[0.0] * len(row) for row in weight] for weight, _ in layers]
    bias_sums = [[0.0] * len(bias) for _, bias in layers]
    for point, label in zip(points, labels, strict=True):
        units = plain_forward(layers, point)
        derivatives = [units[-1][0] - label]  # of 0.5 (output - label)²
        for k in reversed(range(len(layers))):
            weight, _ = layers[k]
            before = [0.0] * len(units[k])
            for j, output in enumerate(units[k + 1]):
                slope = derivatives[j] * (1 - output * output)
                bias_sums[k][j] += slope
                for i, value in enumerate(units[k]):
                    weight_sums[k][i][j] += slope * value
                    before[i] += slope * weight[i][j]
            derivatives = before
    for k, (weight, bias) in enumerate(layers):
        for j in range(len(bias)):
            bias[j] -= learning_rate * bias_sums[k][j] / len(points)
            for i in range(len(weight)):
                gradient = weight_sums[k][i][j] / len(points) + rate * weight[i][j]
                weight[i][j] -= learning_rate * gradient


def plain_forward(layers, point):
    """The outputs of every layer, inputs first."""
    units = [point]
    for weight, bias in layers:
        columns = zip(*weight, strict=True)  # the weights into each neuron
        sums = [
            b + sum(x * w for x, w in zip(units[-1], column, strict=True))
            for b, column in zip(bias, columns, strict=True)
        ]
        units.append([tanh(total) for total in sums])
    return units


@pytest.mark.parametrize(
    ("settings", "epochs", "goal"),
    [
        ({"dataset": "circle"}, 80, 0.02),
        ({"dataset": "circle", "activation": "relu"}, 45, 0.02),
        ({"dataset": "circle", "activation": "sigmoid"}, 200, 0.02),  # of 770
        (
            {"dataset": "circle", "hidden": [], "features": ["x1_squared", "x2_squared"]},
            25,
            0.02,
        ),
        ({"dataset": "xor"}, 75, 0.02),
        ({"dataset": "gauss", "hidden": []}, 5, 0.02),
        ({**REGRESSION, "samples": 1200, "hidden": []}, 5, 0.001),
        (
            {**REGRESSION, "dataset": "multi_gauss", "samples": 1200, "hidden": [8, 8]},
            150,  # the peer is at 0.012 after 500
            0.012,
        ),
    ],
)
def test_most_runs_converge_as_soon_as_those_of_tensorflow_playground(settings, epochs, goal):
    losses = []
    for seed in range(5):
        lab = open_lab(**settings, seed=seed, data_seed=seed)
        lab.train(epochs=epochs)
        losses.append(lab.snapshot()["test_loss"])
    assert np.median(losses) < goal


def test_every_loss_of_a_problem_can_be_chosen():
    for kind, loss in OBJECTIVES:
        settings = {"regression": REGRESSION, "multiclass": {"dataset": "rings"}}.get(kind, {})
        assert np.isfinite(trained_lab(**settings, loss=loss, **TINY).snapshot()["train_loss"])


def test_maps_follow_the_training_at_every_size():
    lab = open_lab(**TINY)
    for size, tile_size in [(8, 4), (8, 8), (8, 4), (6, 6), (8, 4)]:
        lab.use_map_size(size, tile_size)
        lab.train(epochs=1)
        snapshot = lab.snapshot()
        *hidden, _ = lab.session.units(lab.tile_inputs)
        *_, output = lab.session.units(lab.map_inputs)
        assert (snapshot["map_size"], snapshot["tile_size"]) == (size, tile_size)
        assert [len(maps) for maps in snapshot["unit_maps"]] == [tile_size**2, size**2]
        for maps, right in zip(snapshot["unit_maps"], [*hidden, output], strict=True):
            np.testing.assert_allclose(maps, right, rtol=1e-6)
