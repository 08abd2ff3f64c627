"""Training stops by itself where the reader said it should, says so, and goes on."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.helpers import config, epoch, open_page, play, until


def field(page, label):
    page.get_by_role("button", name="Stop at", exact=True).click()
    return page.get_by_role("dialog", name="Stop at").get_by_label(label, exact=True)


def set_rule(page, label, name, value):
    field(page, label).fill(value)
    page.keyboard.press("Enter")
    until(lambda: config(page, name) == float(value or 0))
    page.keyboard.press("Escape")


@pytest.mark.parametrize("speed", ["1", "max"])
def test_training_stops_at_an_epoch_and_goes_on(page, speed):
    open_page(page)
    page.get_by_label("Speed").select_option(speed)
    set_rule(page, "Epoch", "stop_epoch", "7")
    play(page)
    notice = page.get_by_role("status").filter(has_text="Epoch 7 reached")
    expect(notice).to_be_visible()
    expect(page.locator("#epoch")).to_have_text("7")
    play(page)
    until(lambda: epoch(page) > 7)
    expect(notice).to_be_hidden()


def test_training_stops_at_a_loss(page):
    open_page(page)
    set_rule(page, "Training loss", "stop_loss", "0.48")
    play(page)
    expect(page.get_by_role("status").filter(has_text="Training loss 0.48 reached")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#notice")).to_be_hidden()


def test_training_stops_on_a_plateau(page):
    open_page(page)
    page.get_by_role("combobox", name="Learning rate").select_option("0.00001")
    set_rule(page, "Epochs without progress", "stop_plateau", "3")
    play(page)
    notice = page.get_by_role("status").filter(has_text="No improvement for 3 epochs")
    expect(notice).to_be_visible()


def test_python_refuses_a_rule_that_makes_no_sense(page):
    open_page(page)
    entry = field(page, "Epoch")
    entry.fill("2.5")
    page.keyboard.press("Enter")
    refusal = page.get_by_role("alert").filter(has_text="expected a whole number")
    expect(refusal).to_be_visible()
    expect(entry).to_have_attribute("aria-invalid", "true")
    assert config(page, "stop_epoch") == 0


def test_an_empty_field_switches_a_rule_off(page):
    open_page(page)
    set_rule(page, "Epoch", "stop_epoch", "9")
    button = page.get_by_role("button", name="Stop at", exact=True)
    expect(button).to_have_attribute("title", "Stops at epoch 9")
    set_rule(page, "Epoch", "stop_epoch", "")
    expect(button).to_have_attribute("title", re.compile("^Stop at an epoch"))
