import numpy as np
import pytest

from nnplay.labs.paint import Paint, PaintConfig
from nnplay.protocol import Desk

WIDTH, HEIGHT = 24, 16


def make_image(width=WIDTH, height=HEIGHT, turn=0.0):
    """A smooth picture: a gradient with a disc in it."""
    y, x = np.mgrid[0:height, 0:width]
    disc = np.hypot(x - width / 2 + turn, y - height / 2) < height / 3
    colors = np.stack([x / width, y / height, disc], axis=-1)
    return {"width": width, "height": height, "pixels": (255 * colors).astype(np.uint8).ravel()}


def open_paint(**settings):
    return Paint.open(settings, image=make_image())


def test_a_network_learns_the_picture():
    lab = open_paint()
    before = lab.snapshot()["psnr"]
    lab.train(steps=400)
    assert lab.snapshot()["psnr"] > max(24, before + 10)


def test_fourier_features_see_detail_that_raw_coordinates_miss():
    results = {}
    for encoding in ("fourier", "xy"):
        lab = open_paint(encoding=encoding)
        lab.train(steps=300)
        results[encoding] = lab.snapshot()["psnr"]
    assert results["fourier"] > results["xy"] + 3


def test_the_snapshot_has_the_picture_and_what_every_neuron_draws():
    lab = open_paint(hidden=[5, 3])
    snapshot = lab.snapshot()
    assert (snapshot["picture_width"], snapshot["picture_height"]) == (WIDTH, HEIGHT)
    assert snapshot["picture"].shape == (WIDTH * HEIGHT, 3)
    tile = snapshot["tile_width"] * snapshot["tile_height"]
    assert [units.shape for units in snapshot["unit_maps"]] == [(tile, 5), (tile, 3), (tile, 3)]
    assert snapshot["layers"] == [64, 5, 3, 3]


def test_grey_has_one_output_that_is_shown_three_times():
    lab = open_paint(colors="grey")
    snapshot = lab.snapshot()
    assert snapshot["layers"][-1] == 1
    np.testing.assert_array_equal(snapshot["picture"][:, 0], snapshot["picture"][:, 2])


def test_a_sigmoid_keeps_colours_between_0_and_1():
    lab = open_paint(output="sigmoid")
    lab.train(steps=20)
    picture = lab.snapshot()["picture"]
    assert picture.min() >= 0
    assert picture.max() <= 1


def test_the_loss_is_half_the_squared_error_summed_over_the_channels():
    lab = open_paint()
    snapshot = lab.snapshot()
    errors = np.square(np.clip(snapshot["picture"], 0, 1) - lab.targets)
    assert snapshot["train_loss"] == pytest.approx(0.5 * errors.sum(axis=1).mean(), rel=1e-5)


def test_the_learning_rate_decays_to_a_tenth():
    lab = open_paint(learning_rate=0.01, decay_samples=2560, batch_size=256)
    rates = []
    for _ in range(12):
        rates.append(lab.snapshot()["learning_rate"])
        lab.train(steps=1)
    assert rates[0] == pytest.approx(0.01)
    assert rates[5] == pytest.approx(0.01 * 0.1**0.5)
    assert rates[10] == rates[11] == pytest.approx(0.001)


def test_a_coarser_picture_shows_the_same_network():
    lab = open_paint()
    lab.train(steps=50)
    fine = lab.snapshot()["picture"].reshape(HEIGHT, WIDTH, 3)[::2, ::2].copy()
    lab.use_map_size(WIDTH // 2)
    coarse = lab.snapshot()["picture"].reshape(HEIGHT // 2, WIDTH // 2, 3)
    np.testing.assert_allclose(coarse, fine, atol=1e-5)


def test_rows_are_rendered_at_any_size_and_of_any_part():
    lab = open_paint()
    whole = {"left": 0, "top": 0, "right": 1, "bottom": 1}
    shown = lab.snapshot()["picture"].reshape(HEIGHT, WIDTH, 3)
    rows = lab.render(WIDTH, HEIGHT, whole, 2, 5)
    np.testing.assert_allclose(rows["picture"].reshape(3, WIDTH, 3), shown[2:5], atol=1e-5)
    left_half = {**whole, "right": 0.5}
    half = lab.render(WIDTH // 2, HEIGHT, left_half, 0, HEIGHT)["picture"]
    half = half.reshape(HEIGHT, -1, 3)
    np.testing.assert_allclose(half, shown[:, : WIDTH // 2], atol=1e-5)


def test_another_image_keeps_the_weights_only_when_it_morphs():
    lab = open_paint()
    lab.train(steps=50)
    trained = lab.session.model.vector.copy()
    lab.configure({}, image=make_image(turn=3), morph=True)
    np.testing.assert_array_equal(lab.session.model.vector, trained)
    lab.configure({}, image=make_image())
    assert lab.session.step == 0
    np.testing.assert_array_equal(lab.session.model.vector, open_paint().session.model.vector)


def test_depth_keeps_the_weights_that_fit():
    lab = open_paint(hidden=[6, 6])
    lab.train(steps=5)
    first = lab.session.model.linears[0].weight.data.copy()
    lab.configure({"hidden": [6, 6, 6]})
    np.testing.assert_array_equal(lab.session.model.linears[0].weight.data, first)
    assert lab.session.step == 5


def test_hard_sampling_follows_the_errors_of_the_picture():
    lab = open_paint(sampling="hard")
    lab.train(steps=10)
    lab.snapshot()
    errors = np.square(np.clip(lab.session.predict(lab.inputs), 0, 1) - lab.targets).sum(axis=1)
    pool = lab.session.sampler.pool
    assert errors[pool].mean() > 1.2 * errors.mean()


def test_the_network_of_convnetjs_is_reachable():
    settings = {
        "encoding": "xy",
        "hidden": [20] * 7,
        "initializer": "lecun",
        "optimizer": "momentum",
        "learning_rate": 0.01,
        "decay_samples": 0,
        "batch_size": 5,
    }
    lab = open_paint(**settings)
    assert lab.session.model.vector.size == 2643
    assert lab.session.model.linears[0].bias.data.tolist() == pytest.approx([0.1] * 20)
    assert lab.session.model.linears[-1].bias.data.tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("extras", "message"),
    [
        ({}, "missing image"),
        ({"image": {"width": 1, "height": 1, "pixels": b""}}, "0 bytes"),
    ],
)
def test_without_an_image_there_is_no_run(extras, message):
    with pytest.raises(ValueError, match=message):
        Paint.open({}, **extras)


def test_the_page_opens_paints_and_renders_through_the_protocol():
    desk = Desk()
    reply = desk.handle({"type": "open", "lab": "paint", "config": {}, "image": make_image()})
    assert reply["type"] == "snapshot"
    assert reply["config"] == PaintConfig().to_dict()
    assert reply["image"] == {"width": WIDTH, "height": HEIGHT}
    assert desk.handle({"type": "train", "budget_ms": 1})["samples"] >= 256
    frame = {"left": -1, "top": -1, "right": 2, "bottom": 2}
    rendered = desk.handle(
        {"type": "render", "width": 9, "height": 9, "frame": frame, "first": 0, "last": 99}
    )
    assert rendered["picture"].shape == (9 * 9 * 3,)
    assert desk.handle({"type": "probe", "x1": 0, "x2": 0})["type"] == "error"


def test_the_other_encoding_learns_side_by_side():
    lab = open_paint(compare="on")
    lab.train(steps=100)
    snapshot = lab.snapshot()
    while snapshot["rival"]["step"] < 100:
        snapshot = lab.snapshot()
    assert snapshot["rival"]["picture"].shape == snapshot["picture"].shape
    assert snapshot["psnr"] > snapshot["rival"]["psnr"]
    alone = open_paint(encoding="xy")
    alone.train(steps=100)
    assert snapshot["rival"]["psnr"] == pytest.approx(alone.snapshot()["psnr"])


def test_the_rival_follows_resets_settings_and_images():
    lab = open_paint(compare="on")
    lab.train(steps=3)
    lab.snapshot()
    lab.session.reset()
    assert lab.snapshot()["rival"]["step"] == 0
    lab.configure({"encoding": "xy", "colors": "grey"}, image=make_image(9, 5))
    lab.use_map_size(7)
    snapshot = lab.snapshot()
    assert lab.rival.config.encoding == "fourier"
    assert snapshot["rival"]["picture"].shape == snapshot["picture"].shape
    lab.configure({"compare": "off"})
    assert "rival" not in lab.snapshot()
