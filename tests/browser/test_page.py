"""The page as a whole: it starts, trains, obeys its controls and keys, and says what went wrong."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.helpers import (
    BOOT,
    choose,
    config,
    epoch,
    number,
    open_page,
    pause,
    play,
    reply,
    reset,
    step,
    train_to,
    until,
    wait_for_python,
)


def dataset(page, name):
    page.get_by_role("radiogroup", name="Dataset").get_by_text(name, exact=True).click()
    until(lambda: config(page, "dataset") == name.lower())


# ----- training -----


def test_the_page_starts_and_trains(page):
    open_page(page)
    assert epoch(page) == 0
    play(page)
    until(lambda: epoch(page) >= 3)
    pause(page)
    assert number(page.locator("#train-loss")) > 0


def test_the_default_network_learns_the_circle(page):
    open_page(page)
    dataset(page, "Circle")
    train_to(page, 60)
    assert number(page.locator("#train-loss")) < 0.1
    assert number(page.locator("#test-loss")) < 0.1


def test_a_step_is_one_epoch(page):
    open_page(page)
    step(page, 3)
    assert epoch(page) == reply(page, "epoch") == 3
    assert reply(page, "step") == 3 * reply(page, "steps_per_epoch")


def test_reset_brings_back_the_initial_weights_and_reroll_draws_others(page):
    open_page(page)
    initial = reply(page, "weights")
    step(page, 2)
    assert reply(page, "weights") != initial
    reset(page)
    assert reply(page, "weights") == initial
    page.keyboard.press("Shift+R")
    until(lambda: reply(page, "weights") != initial)
    expect(page.locator("#epoch")).to_have_text("0")


def test_nothing_is_trained_while_no_frame_is_displayed(page):
    """As in a hidden tab, where requestAnimationFrame rests."""
    open_page(page)
    play(page)
    until(lambda: epoch(page) >= 2)
    page.evaluate(
        """() => {
          window.displayed = window.requestAnimationFrame;
          window.held = [];
          window.requestAnimationFrame = (callback) => window.held.push(callback);
        }"""
    )
    until(lambda: page.evaluate("window.held.length") > 0)
    count = "JSON.stringify(window.asked)"
    before = page.evaluate(count)
    page.evaluate("new Promise((done) => window.displayed(() => window.displayed(done)))")
    assert page.evaluate(count) == before
    seen = epoch(page)
    page.evaluate(
        """() => {
          window.requestAnimationFrame = window.displayed;
          window.held.forEach((callback) => window.requestAnimationFrame(callback));
        }"""
    )
    until(lambda: epoch(page) > seen)


# ----- settings -----


def test_sliders_and_steppers_change_the_network(page):
    open_page(page)
    page.get_by_label("Depth").fill("3")
    until(lambda: config(page, "hidden") == [4, 2, 2])
    page.get_by_label("Width").fill("5")
    until(lambda: config(page, "hidden") == [5, 5, 5])
    page.get_by_role("button", name="Add a neuron to layer 1").click()
    until(lambda: config(page, "hidden") == [6, 5, 5])
    page.get_by_role("button", name="Remove a neuron from layer 3").click()
    until(lambda: config(page, "hidden") == [6, 5, 4])
    expect(page.locator("#parameters")).to_contain_text(str(reply(page, "parameters")))


@pytest.mark.parametrize(
    ("label", "name", "value"),
    [
        ("Learning rate", "learning_rate", 0.3),
        ("Activation", "activation", "relu"),
        ("Optimizer", "optimizer", "momentum"),
        ("Regularization", "regularization", "l2"),
        ("Loss", "loss", "cross_entropy"),
    ],
)
def test_a_setting_takes_effect_without_a_reset(page, label, name, value):
    open_page(page)
    step(page, 2)
    choose(page, label, str(value))
    until(lambda: config(page, name) == value)
    assert epoch(page) == 2
    step(page)


def test_the_output_can_be_shown_in_several_ways(page):
    open_page(page)
    plot = page.get_by_role("img", name=re.compile("^Output of the network"))
    page.get_by_label("Show test data").check()
    expect(plot).to_have_accessible_name(re.compile("250 test points"))
    before = plot.evaluate("(canvas) => canvas.toDataURL()")
    page.get_by_label("Discretize output").check()
    until(lambda: plot.evaluate("(canvas) => canvas.toDataURL()") != before)
    page.get_by_role("button", name="Switch theme").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


# ----- starting -----


def test_play_waits_for_python(page):
    held = []
    page.route("**/started.bin", lambda route: held.append(route))
    page.goto("./")
    page.get_by_role("button", name="Train when ready").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    assert epoch(page) == 0
    until(lambda: page.evaluate("1") and held)
    held[0].continue_()
    wait_for_python(page)
    until(lambda: epoch(page) >= 1)


def test_what_is_pressed_before_the_page_listens_is_done_as_soon_as_it_does(page):
    held = []
    page.route("**/labs-classify-classify.js", lambda route: held.append(route))
    page.goto("./")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Next challenge").click()
    page.get_by_role("combobox", name="Activation", exact=True).select_option("relu")
    page.get_by_role("radio", name="Circle").check(force=True)
    until(lambda: page.evaluate("1") and held)
    held[0].continue_()
    wait_for_python(page)
    expect(page.locator("#challenge")).to_contain_text("2 of 11")
    expect(page.get_by_role("combobox", name="Activation", exact=True)).to_have_value("relu")
    expect(page.get_by_role("radio", name="Circle")).to_be_checked()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    until(lambda: epoch(page) >= 2)


def test_a_blocked_download_is_reported_and_can_be_tried_again(page, problems):
    page.route("**/pyodide.asm.wasm", lambda route: route.abort())
    page.goto("./")
    notice = page.get_by_role("alert").filter(has_text="Python could not be downloaded")
    expect(notice).to_be_visible(timeout=BOOT)
    expect(page.locator("#output-note")).to_have_text("Saved run")
    problems.clear()  # the browser's own words about the download
    page.unroute("**/pyodide.asm.wasm")
    page.get_by_role("button", name="Try again").click()
    wait_for_python(page)
    expect(notice).to_be_hidden()


def test_a_wrong_content_type_is_no_obstacle(page):
    def serve(route):
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-type": "text/plain"})

    page.route("**/pyodide.asm.wasm", serve)
    open_page(page)
    step(page)


def test_an_exception_in_python_is_reported_and_python_restarts(page):
    open_page(page)
    page.evaluate(
        "() => { window.tamper = ({ type }) => (type === 'train' ? { epochs: 'many' } : {}) }"
    )
    page.get_by_role("button", name="Step one epoch").click()
    expect(page.get_by_role("alert").filter(has_text="Python stopped")).to_be_visible()
    page.get_by_role("button", name="Details", exact=True).click()
    expect(page.get_by_role("dialog", name="Details")).to_contain_text("Traceback")
    page.keyboard.press("Escape")
    page.evaluate("window.tamper = undefined")
    page.get_by_role("button", name="Restart").click()
    wait_for_python(page)
    step(page)


def test_a_step_without_an_end_is_stopped_and_the_run_goes_on(page):
    open_page(page)
    play(page)
    until(lambda: epoch(page) >= 2 and page.evaluate("window.asked.save"))
    pause(page)
    seen = epoch(page)
    page.evaluate(
        "() => { window.tamper = ({ type }) => (type === 'train' ? { epochs: 1e9 } : {}) }"
    )
    page.get_by_role("button", name="Step one epoch").click()
    notice = page.get_by_role("alert").filter(has_text="Python is busy")
    expect(notice).to_be_visible()
    page.evaluate("window.tamper = undefined")
    page.get_by_role("button", name="Stop and restart").click()
    wait_for_python(page)
    expect(notice).to_be_hidden()
    assert epoch(page) <= seen
    step(page)


# ----- keys -----


def test_every_key_does_what_the_help_says(page):
    open_page(page)
    page.keyboard.press("s")
    expect(page.locator("#epoch")).to_have_text("1")
    page.keyboard.press("r")
    expect(page.locator("#epoch")).to_have_text("0")
    page.keyboard.press("t")
    expect(page.get_by_label("Show test data")).to_be_checked()
    page.keyboard.press("d")
    expect(page.get_by_label("Discretize output")).to_be_checked()
    page.keyboard.press(" ")
    until(lambda: epoch(page) >= 1)
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Help")).to_be_hidden()


def test_space_trains_with_what_was_just_clicked(page):
    open_page(page)
    page.get_by_role("radiogroup", name="Dataset").get_by_text("Circle").click()
    expect(page.get_by_role("radio", name="Circle")).to_be_focused()
    page.keyboard.press("Space")
    until(lambda: epoch(page) >= 1)
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible()
    page.get_by_role("link", name="Classify").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def test_a_pinned_neuron_is_marked_until_it_is_released_by_escape(page):
    open_page(page)
    neuron = page.get_by_role("button", name=re.compile("^Layer 1, neuron 2"))
    mark = "neuron => getComputedStyle(neuron.parentElement, '::after').content"
    neuron.hover()
    expect(page.get_by_role("heading", name="Layer 1, neuron 2")).to_be_visible()
    assert neuron.evaluate(mark) == "none"
    neuron.press("Enter")
    page.mouse.move(0, 0)
    expect(neuron).to_have_attribute("aria-pressed", "true")
    assert neuron.evaluate(mark) == '""'
    expect(page.get_by_role("heading", name="Layer 1, neuron 2")).to_be_visible()
    page.keyboard.press("Escape")
    expect(neuron).to_have_attribute("aria-pressed", "false")
    page.locator("#play").focus()
    expect(page.get_by_role("heading", name="Output", exact=True)).to_be_visible()


# ----- divergence -----


def test_a_run_that_diverged_says_so_and_finds_a_way_back(page):
    open_page(page)
    choose(page, "Problem", "regression")
    choose(page, "Activation", "relu")
    choose(page, "Optimizer", "sgd")
    until(lambda: config(page, "optimizer") == "sgd")
    step(page, 2)
    choose(page, "Learning rate", "10")
    until(lambda: config(page, "learning_rate") == 10)
    play(page)
    notice = page.get_by_role("alert").filter(has_text="Training diverged")
    expect(notice).to_contain_text("A learning rate of 10 is too high")
    expect(page.locator("#play")).to_be_disabled()
    expect(page.locator(".f-rate")).to_have_class(re.compile("bad"))
    page.get_by_role("button", name=re.compile("^Back to epoch")).click()
    expect(notice).to_be_hidden()
    choose(page, "Learning rate", "0.001")
    step(page)


def train_linear_neurons(page, learning_rate):
    """By SGD, which loses them at such a rate."""
    open_page(page)
    choose(page, "Problem", "regression")
    choose(page, "Activation", "linear")
    choose(page, "Optimizer", "sgd")
    choose(page, "Learning rate", str(learning_rate))
    until(lambda: config(page, "learning_rate") == learning_rate)
    play(page)


def test_a_run_that_diverged_goes_on_with_clipped_gradients(page):
    train_linear_neurons(page, learning_rate=0.3)
    notice = page.get_by_role("alert").filter(has_text="Training diverged")
    notice.wait_for()
    page.get_by_role("button", name="Clip gradients").click()
    expect(notice).to_be_hidden()
    until(lambda: epoch(page) > 10 and number(page.locator("#train-loss")) < 0.01)
    assert config(page, "clip_norm") == 1
    page.get_by_role("button", name="More settings").click()
    expect(page.get_by_label("Clip gradient at norm")).to_have_value("1")


def test_a_run_that_diverged_restarts_with_a_gentler_learning_rate(page):
    train_linear_neurons(page, learning_rate=3)
    page.get_by_role("button", name="Restart with 0.3").click()
    until(lambda: config(page, "learning_rate") == 0.3)
    rate = page.get_by_role("combobox", name="Learning rate", exact=True)
    expect(rate).to_have_value("0.3")
