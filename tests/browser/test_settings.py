"""The settings beyond the panels, and what is said where a setting makes no sense."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.helpers import config, number, open_page, reply, until


@pytest.fixture
def sheet(page):
    open_page(page)
    page.get_by_role("button", name="More settings").click()
    return page.get_by_role("dialog", name="More settings")


def type_into(field, text):
    field.fill(text)
    field.press("Enter")


@pytest.mark.parametrize(
    ("label", "name", "value"),
    [("Samples", "samples", 120), ("Seed of the data", "data_seed", 7),
     ("Seed of the weights", "seed", 4294967295),
     ("Learning rate decay, in samples", "decay_samples", 25000)],
)  # fmt: skip
def test_a_number_is_taken(page, sheet, label, name, value):
    type_into(sheet.get_by_label(label, exact=True), str(value))
    until(lambda: config(page, name) == value)
    expect(sheet.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize(
    ("label", "name", "text", "message"),
    [
        ("Samples", "samples", "9", "invalid samples: 9 (expected a whole number, 10 to 5000)"),
        ("Samples", "samples", "1e9", "invalid samples: 1000000000"),
        ("Samples", "samples", "12.5", "invalid samples: 12.5"),
        ("Samples", "samples", "", "invalid samples: ''"),
        ("Seed of the data", "data_seed", "-1", "invalid data_seed: -1"),
        ("Seed of the weights", "seed", "4294967296", "invalid seed: 4294967296"),
        ("Clip gradient at norm", "clip_norm", "-1", "invalid clip_norm: -1"),
        ("Learning rate decay, in samples", "decay_samples", "-5", "invalid decay_samples: -5"),
    ],
)
def test_an_absurd_number_is_explained_and_the_state_stays(page, sheet, label, name, text, message):
    before = config(page, name)
    field = sheet.get_by_label(label, exact=True)
    type_into(field, text)
    expect(sheet.get_by_role("alert")).to_contain_text(message)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value(text)
    assert config(page, name) == before
    type_into(field, "100")
    expect(sheet.get_by_role("alert")).to_have_count(0)
    until(lambda: config(page, name) == 100)


@pytest.mark.parametrize(
    ("label", "name", "keys", "value", "words"),
    [
        ("Label noise", "label_noise", ["End"], 50, "50%"),
        ("Dropout", "dropout", ["ArrowRight", "ArrowRight"], 0.1, "10%"),
    ],
)
def test_a_share_is_set_with_a_slider(page, sheet, label, name, keys, value, words):
    slider = sheet.get_by_role("slider", name=label)
    for key in keys:
        slider.press(key)
    until(lambda: config(page, name) == value)
    expect(slider).to_have_attribute("aria-valuetext", words)


def test_the_initializer_is_a_choice(page, sheet):
    sheet.get_by_label("Initializer").select_option("zeros")
    until(lambda: config(page, "initializer") == "zeros")
    weights: Any = reply(page, "weights")
    assert not any(weight for layer in weights for weight in layer)


def test_features_are_standardized_and_the_run_goes_on(page, sheet):
    tile = page.get_by_role("switch", name="Feature x1", exact=True).locator("canvas")
    before = tile.evaluate("canvas => canvas.toDataURL()")
    sheet.get_by_label("Feature scaling").select_option("standard")
    until(lambda: config(page, "feature_scaling") == "standard")
    page.wait_for_function(
        "([canvas, before]) => canvas.toDataURL() !== before",
        arg=[tile.element_handle(), before],
    )


def test_escape_closes_the_sheet(page, sheet):
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_more_settings_are_within_reach_on_a_phone(phone_page):
    open_page(phone_page)
    phone_page.get_by_role("radiogroup", name="Panel").get_by_text("Settings").click()
    phone_page.get_by_role("button", name="More settings").click()
    samples = phone_page.get_by_role("spinbutton", name="Samples", exact=True)
    type_into(samples, "50")
    until(lambda: config(phone_page, "samples") == 50)


@pytest.mark.parametrize(
    ("dataset", "name"),
    [("Spiral", "Noise (positions)"), ("Circle", "Noise (labels)"), ("Rings", "Noise (positions)")],
)
def test_noise_says_what_it_moves(page, dataset, name):
    open_page(page)
    page.get_by_role("radiogroup", name="Dataset").get_by_text(dataset).click()
    expect(page.get_by_role("slider", name=name, exact=True)).to_be_visible()


def test_each_problem_offers_its_losses(page):
    open_page(page)
    loss = page.get_by_role("combobox", name="Loss", exact=True)
    loss.select_option("cross_entropy")
    until(lambda: config(page, "loss") == "cross_entropy")
    page.get_by_label("Problem").select_option("regression")
    until(lambda: config(page, "loss") == "squared_error")
    loss.select_option("huber")
    until(lambda: config(page, "loss") == "huber")
    assert loss.locator("option:not([hidden])").all_inner_texts() == ["Squared error", "Huber"]


def test_regression_is_judged_by_r2(page):
    open_page(page)
    page.get_by_label("Problem").select_option("regression")
    until(lambda: reply(page, "classes") == 0)
    expect(page.locator(".metrics")).to_contain_text("Test R²")
    r2 = reply(page, "test_r2")
    expect(page.locator("#test-accuracy")).not_to_have_text("\u2013")
    assert number(page.locator("#test-accuracy")) == pytest.approx(r2, abs=0.0006)
    page.get_by_label("Problem").select_option("classification")
    expect(page.locator(".metrics")).to_contain_text("Test accuracy")


def test_the_last_feature_cannot_be_switched_off(page):
    open_page(page)
    page.get_by_role("switch", name="Feature x1", exact=True).click()
    until(lambda: config(page, "features") == ["x2"])
    page.get_by_role("switch", name="Feature x2", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Switch on at least one feature.")
    assert config(page, "features") == ["x2"]


def test_without_test_data_the_page_says_how_to_get_some(page):
    open_page(page)
    hint = page.get_by_text("No test data: lower Training data.")
    expect(hint).to_be_hidden()
    page.get_by_role("button", name="CSV").click()
    dialog = page.get_by_role("dialog", name="Points from a table")
    dialog.get_by_role("textbox").fill("1,2,a\n3,4,b\n")
    dialog.get_by_role("button", name="Use these points").click()
    until(lambda: config(page, "dataset") == "points")
    training = page.get_by_role("slider", name="Training data")
    training.press("End")
    expect(hint).to_be_visible()
    expect(page.locator("#test-loss")).to_have_text("\u2013")
