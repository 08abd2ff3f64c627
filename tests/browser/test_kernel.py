"""Losses and pictures are the same with the kernel and without it, and those of NumPy here."""

import json

import numpy as np
import pytest
from playwright.sync_api import Page

from nnplay.labs.classify import Classify
from tests.browser.helpers import open_page, reply, step

EPOCHS = 3


def values(page: Page, name: str) -> list[np.ndarray]:
    """Arrays of the last reply, one per layer."""
    lists = page.evaluate(f"window.reply.{name}.map((values) => Array.from(values))")
    return [np.array(items, np.float32) for items in lists]


def maps_by_numpy(page: Page) -> list[np.ndarray]:
    """What the network of the page draws, by this Python."""
    lab = Classify.open(page.evaluate("window.reply.config"))
    views = lab.session.model.views(lab.session.model.vector)
    for view, weight in zip(views[::2], values(page, "weights"), strict=True):
        view[...] = weight.reshape(view.shape)
    for view, bias in zip(views[1::2], values(page, "biases"), strict=True):
        view[...] = bias
    return [units.ravel() for units in lab.session.unit_maps(lab.map_inputs)]


def assert_right(page: Page) -> None:
    by_numpy = Classify.open(page.evaluate("window.reply.config"))
    by_numpy.train(epochs=EPOCHS)
    loss = by_numpy.session.measure(*by_numpy.train_set).loss
    assert reply(page, "train_loss") == pytest.approx(loss, abs=1e-5)
    for drawn, right in zip(values(page, "unit_maps"), maps_by_numpy(page), strict=True):
        np.testing.assert_allclose(drawn, right, atol=1e-5)


def test_the_kernel_learns_and_draws_what_numpy_does(page):
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    open_page(page)
    step(page, EPOCHS)
    assert any("dense.wasm" in url for url in fetched)
    assert_right(page)


def test_without_the_kernel_numpy_does_the_same(page):
    def without_kernel(route):
        manifest = route.fetch().json()
        del manifest["boot"]["dense.wasm"], manifest["restore"]["dense.wasm"]
        route.fulfill(body=json.dumps(manifest), content_type="application/json")

    page.route("**/manifest.json", without_kernel)
    open_page(page)
    step(page, EPOCHS)
    assert_right(page)
