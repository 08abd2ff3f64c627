"""What TensorFlow Playground gets wrong, by its number in our study of it: none of it is so here.

The tests of this file share one page, and each sets up what it needs. Some bugs concern what is
tested elsewhere: ELSEWHERE names those tests.
"""

import re

import pytest
from playwright.sync_api import expect

import build
from tests.browser.conftest import strict_page
from tests.browser.helpers import (
    choose,
    config,
    epoch,
    number,
    open_page,
    pause,
    play,
    reply,
    reset,
    settle,
    step,
    until,
)

PIXELS = "(canvas) => canvas.toDataURL()"

ELSEWHERE = {
    "4: hiding the share of the training data hides the test loss": (
        "tests/browser/test_links.py::test_a_link_of_tensorflow_playground_opens_the_same_setting",
    ),
    "8: Back and a pasted link change the address but not the page": (
        "tests/browser/test_links.py"
        "::test_the_address_follows_the_state_and_back_leads_to_the_data_before",
        "tests/browser/test_links.py::test_a_pasted_link_begins_anew_and_the_query_gives_way",
    ),
    "9: a value that is not on the menu leaves it blank": (
        "tests/browser/test_links.py::test_a_link_opens_its_state_at_once",
        "tests/browser/test_links.py::test_hostile_links_end_in_a_notice_and_a_working_page",
    ),
    "6: what L1 set to zero stays so": (
        "tests/test_peer.py::test_a_weight_that_l1_set_to_zero_comes_back_where_the_peers_is_dead",
    ),
    "12: the loss chart costs more with every epoch": (
        "tests/browser/test_runs.py::test_a_long_run_costs_no_more_to_draw_than_a_short_one",
    ),
    "13 and 19: the largest network blocks the page": (
        "tests/browser/test_main_thread.py::test_a_frame_of_a_large_network_leaves_time_to_react",
    ),
    "14: a short last batch leaks into the next epoch, and the order is fixed": (
        "tests/test_session.py::test_an_epoch_takes_every_sample_and_the_last_short_batch_counts",
        "tests/test_session.py::test_every_epoch_has_an_order_of_its_own",
    ),
    "17: neurons and links are for the mouse only": (
        "tests/browser/test_edit.py::test_weights_are_reached_by_keyboard_and_the_focus_comes_back",
        "tests/browser/test_edit.py::test_b_edits_the_bias_of_the_neuron_in_focus",
        "tests/browser/test_edit.py::test_enter_pins_a_neuron",
    ),
}


@pytest.fixture(scope="module")
def lab(browser, site):
    pages = strict_page(browser, site, [], viewport={"width": 1440, "height": 900})
    page = next(pages)
    open_page(page)
    yield page
    next(pages, None)


@pytest.mark.parametrize("bug", ELSEWHERE)
def test_tests_of_other_files_are_there(bug):
    for name in ELSEWHERE[bug]:
        path, test = name.split("::")
        assert f"def {test}(" in (build.ROOT / path).read_text("utf-8")


def test_1_looking_at_the_output_in_another_way_adds_nothing_to_the_chart(lab):
    step(lab, 3)
    chart = lab.locator("#loss-chart canvas")
    before = chart.evaluate(PIXELS)
    for name in ("Discretize output", "Show test data", "Boundary"):
        box = lab.get_by_label(name)
        box.click()
        box.click()
    settle(lab)
    assert chart.evaluate(PIXELS) == before
    expect(lab.get_by_role("slider", name="Go back to epoch")).to_have_attribute(
        "aria-valuemax", "3"
    )


def test_2_the_output_neuron_is_drawn_and_its_bias_can_be_edited(lab):
    lab.get_by_role("button", name="Output, bias").locator(".bias").click()
    editor = lab.get_by_role("dialog", name="Bias", exact=True)
    loss = lab.locator("#train-loss").inner_text()
    editor.get_by_role("textbox").fill("0.9")
    lab.keyboard.press("Enter")
    expect(lab.locator("#train-loss")).not_to_have_text(loss)
    assert reply(lab, "biases")[-1] == pytest.approx([0.9])
    lab.keyboard.press("Escape")


def test_3_thumbnails_are_the_same_way_up_as_the_plot(lab):
    """The positive class of Gauss is top right."""
    thumbnail = lab.locator(".thumb:has([value=gauss]) canvas")
    corners = thumbnail.evaluate(
        """(canvas) => [[0.5, 0], [0, 0.5]].map(([x, y]) => {
          const [width, height] = [canvas.width / 2, canvas.height / 2];
          const context = canvas.getContext("2d");
          const { data } = context.getImageData(2 * x * width, 2 * y * height, width, height);
          const isBlue = (i) => data[i + 3] > 99 && data[i + 2] > data[i];
          return Array.from({ length: data.length / 4 }, (_, i) => isBlue(4 * i)).filter(Boolean)
            .length;
        })"""
    )
    top_right, bottom_left = corners
    assert top_right > 20
    assert bottom_left == 0


def test_6_regularization_changes_while_it_trains(lab):
    reset(lab)
    play(lab)
    until(lambda: epoch(lab) >= 3)
    choose(lab, "Regularization", "l2")
    until(lambda: config(lab, "regularization") == "l2")
    assert epoch(lab) >= 3
    expect(lab.get_by_role("button", name="Pause")).to_be_visible()
    assert config(lab, "regularization_rate") > 0
    choose(lab, "Regularization", "none")
    pause(lab)


def test_7_reset_brings_the_same_run_back(lab):
    reset(lab)
    start = reply(lab, "weights")
    step(lab, 2)
    losses = lab.locator("#train-loss").inner_text()
    reset(lab)
    assert reply(lab, "weights") == start
    step(lab, 2)
    expect(lab.locator("#train-loss")).to_have_text(losses)


def test_10_there_is_always_something_to_train_on(lab):
    share = lab.get_by_role("slider", name="Training data")
    for key, percent in (("Home", 10), ("End", 90)):
        share.press(key)
        settle(lab)
        assert config(lab, "train_percent") == percent
        assert number(lab.locator("#train-loss")) > 0
        assert number(lab.locator("#test-loss")) > 0
    share.fill("50")
    settle(lab)


def test_11_the_weight_that_is_edited_stays_open_is_selected_and_lives(lab):
    lab.get_by_role("button", name="Layer 2, neuron 1").press("w")
    lab.get_by_role("listbox", name="Weights into").get_by_role("option").first.press("Enter")
    field = lab.get_by_role("textbox", name="Weight value")
    lab.mouse.move(700, 20)
    expect(field).to_be_visible()
    before = field.input_value()
    step(lab)
    expect(field).not_to_have_value(before)
    field.focus()
    assert field.evaluate("(field) => field.selectionEnd - field.selectionStart > 0")
    lab.keyboard.press("Escape")


def test_15_the_help_names_the_signs_in_their_own_colors(lab):
    lab.keyboard.press("?")
    colors = lab.evaluate(
        """() => ["positive", "negative"].map((sign) => {
          const color = getComputedStyle(document.querySelector(`#help .${sign}`)).color;
          return color.match(/\\d+/g).map(Number);
        })"""
    )
    (red, _, blue), (other_red, _, other_blue) = colors
    assert blue > red
    assert other_red > other_blue
    lab.keyboard.press("Escape")


def test_16_new_data_start_a_new_run_with_losses_of_its_own(lab):
    reset(lab)
    step(lab, 2)
    points = lab.evaluate("[...window.reply.data.train_inputs.slice(0, 4)]")
    lab.get_by_role("button", name="Regenerate").click()
    until(lambda: lab.evaluate("[...window.reply.data.train_inputs.slice(0, 4)]") != points)
    settle(lab)
    assert epoch(lab) == 0
    assert number(lab.locator("#train-loss")) == pytest.approx(reply(lab, "train_loss"), abs=0.001)


def test_17_data_sets_and_features_have_roles_and_keys(lab):
    circle = lab.get_by_role("radio", name="Circle")
    circle.focus()
    lab.keyboard.press("ArrowRight")
    until(lambda: config(lab, "dataset") == "xor")
    feature = lab.get_by_role("switch", name="Feature x1 squared")
    feature.press("Enter")
    expect(feature).to_be_checked()
    feature.press("Enter")
    expect(feature).not_to_be_checked()
    settle(lab)
    expect(lab.locator("[aria-live=polite]").first).to_be_attached()


def test_5_divergence_is_said_and_training_stops(lab):
    choose(lab, "Problem", "regression")
    choose(lab, "Activation", "relu")
    choose(lab, "Optimizer", "sgd")
    choose(lab, "Learning rate", "10")
    settle(lab)
    play(lab)
    notice = lab.get_by_role("alert").filter(has_text="Training diverged")
    expect(notice).to_contain_text("A learning rate of 10 is too high")
    settle(lab)
    expect(lab.get_by_role("button", name=re.compile("^Back to epoch"))).to_be_visible()
    lab.get_by_role("button", name="Restart with 0.3").click()
    until(lambda: config(lab, "learning_rate") == 0.3)


def test_18_a_tutorial_that_is_not_there_is_no_obstacle(page):
    open_page(page, "./#tutorial=none&hideText=true")
    step(page)
