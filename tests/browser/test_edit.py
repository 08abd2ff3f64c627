"""Editing weights, biases and layers by hand: with mouse, keyboard and finger."""

import pytest
from playwright.sync_api import expect

from tests.browser.helpers import epoch, number, open_page, reset, settle, step, until

MINUS = "\u2212"


@pytest.fixture
def lab(page):
    """The page, ready to train."""
    open_page(page)
    return page


def tile(page, name):
    return page.get_by_role("button", name=name)


def press(page, name, key):
    """A key on the tile of a neuron."""
    tile(page, name).focus()
    page.keyboard.press(key)


def popover(page, name):
    return page.get_by_role("dialog", name=name, exact=True)


def field(page, name="Weight"):
    return page.get_by_role("textbox", name=f"{name} value")


def slider(page, name="Weight"):
    return page.get_by_role("slider", name=name, exact=True)


def edit_first_weight(page, neuron="Layer 2, neuron 1"):
    press(page, neuron, "w")
    weights = page.get_by_role("listbox", name="Weights into")
    expect(weights.get_by_role("option").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(slider(page)).to_be_focused()


def find_link(page):
    """A place between two layers where the pointer is on a link."""
    left, right = (tile(page, f"Layer {n}, neuron 1").bounding_box() for n in (1, 2))
    x = (left["x"] + left["width"] + right["x"]) / 2
    for y in range(int(left["y"]), int(left["y"]) + 400, 2):
        page.mouse.move(x, y)
        if page.locator(".net").evaluate("net => net.matches('.on-link')"):
            return x, y
        page.evaluate("() => new Promise(requestAnimationFrame)")
    raise AssertionError("there is no link")


# ----- with the mouse -----


def test_a_link_under_the_pointer_shows_its_live_value(lab):
    find_link(lab)
    card = lab.locator(".value-card")
    expect(card).to_contain_text("Weight ")
    before = card.inner_text()
    lab.get_by_role("button", name="Train").focus()
    lab.keyboard.press("Enter")
    expect(card).not_to_have_text(before)


def test_a_click_on_a_link_edits_its_weight(lab):
    lab.mouse.click(*find_link(lab))
    expect(popover(lab, "Weight")).to_contain_text("Layer 1, neuron")
    expect(slider(lab)).to_be_focused()


def test_a_click_on_a_dot_edits_the_bias(lab):
    tile(lab, "Output").locator(".bias").click()
    expect(popover(lab, "Bias")).to_contain_text("Output")
    lab.get_by_role("button", name="Close").click()
    expect(popover(lab, "Bias")).to_be_hidden()


def test_a_press_beside_it_closes_the_popover(lab):
    edit_first_weight(lab)
    lab.get_by_role("heading", name="Network").click()
    expect(popover(lab, "Weight")).to_be_hidden()


def test_training_rests_while_the_slider_is_dragged(lab):
    edit_first_weight(lab)
    lab.get_by_role("button", name="Train").click()
    until(lambda: epoch(lab) > 2)
    box = slider(lab).bounding_box()
    lab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lab.mouse.down()
    lab.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2, steps=3)
    expect(lab.get_by_role("button", name="Train")).to_be_visible()
    lab.mouse.up()
    expect(lab.get_by_role("button", name="Pause")).to_be_visible()


# ----- values -----


def test_either_minus_sign_is_understood_and_the_losses_follow(lab):
    edit_first_weight(lab)
    loss = number(lab.locator("#train-loss"))
    field(lab).fill(f"{MINUS}2.5")
    lab.keyboard.press("Enter")
    expect(slider(lab)).to_have_attribute("aria-valuetext", f"{MINUS}2.50")
    until(lambda: number(lab.locator("#train-loss")) != loss)
    field(lab).fill("-1.5")
    lab.keyboard.press("Enter")
    expect(slider(lab)).to_have_attribute("aria-valuetext", f"{MINUS}1.50")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("abc", "“abc” is not a number"),
        ("", "This is empty"),
        ("1,5,2", "is not a number"),
        ("1e999", "too large"),
        ("NaN", "is not a number"),
    ],
)
def test_rubbish_is_explained_and_the_value_stays(lab, text, message):
    edit_first_weight(lab)
    before = slider(lab).get_attribute("aria-valuetext")
    field(lab).fill(text)
    lab.keyboard.press("Enter")
    expect(popover(lab, "Weight").get_by_role("alert")).to_contain_text(message)
    expect(field(lab)).to_have_attribute("aria-invalid", "")
    assert slider(lab).get_attribute("aria-valuetext") == before
    field(lab).fill("0.5")
    expect(popover(lab, "Weight").get_by_role("alert")).to_be_hidden()


def test_the_slider_stretches_for_a_larger_value(lab):
    edit_first_weight(lab)
    field(lab).fill("7.2")
    lab.keyboard.press("Enter")
    expect(slider(lab)).to_have_attribute("max", "8")
    expect(slider(lab)).to_have_attribute("min", "-8")
    expect(slider(lab)).to_have_value("7.2")


def test_an_edit_adds_no_point_to_the_loss_chart(lab):
    chart = lab.locator("#loss-chart canvas")
    before = chart.evaluate("canvas => canvas.toDataURL()")
    edit_first_weight(lab)
    loss = lab.locator("#train-loss").inner_text()
    slider(lab).press("End")
    expect(lab.locator("#train-loss")).not_to_have_text(loss)
    assert chart.evaluate("canvas => canvas.toDataURL()") == before


def test_the_buttons_set_to_0_flip_and_freeze(lab):
    edit_first_weight(lab)
    field(lab).fill("1.25")
    lab.keyboard.press("Enter")
    lab.get_by_role("button", name="Flip sign").click()
    expect(field(lab)).to_have_value(f"{MINUS}1.25")
    freeze = lab.get_by_role("button", name="Freeze")
    freeze.click()
    expect(freeze).to_have_attribute("aria-pressed", "true")
    lab.get_by_role("button", name="Train").click()
    until(lambda: epoch(lab) > 3)
    expect(field(lab)).to_have_value(f"{MINUS}1.25")
    lab.get_by_role("button", name="Set to 0").click()
    expect(field(lab)).to_have_value("0")


def test_values_are_live_while_training(lab):
    edit_first_weight(lab)
    before = field(lab).input_value()
    lab.get_by_role("button", name="Train").click()
    expect(field(lab)).not_to_have_value(before)


# ----- taking back -----


def toast(page):
    return page.locator("#toast")


def test_edits_are_undone_and_redone_one_by_one(lab):
    press(lab, "Layer 2, neuron 2", "b")
    undo, redo = (lab.get_by_role("button", name=f"{name} edit") for name in ("Undo", "Redo"))
    expect(undo).to_be_disabled()
    expect(redo).to_be_disabled()
    field(lab, "Bias").fill("0.75")
    lab.keyboard.press("Enter")
    expect(undo).to_be_enabled()
    lab.get_by_role("button", name="Flip sign").click()
    expect(field(lab, "Bias")).to_have_value(f"{MINUS}0.75")
    undo.click()
    expect(field(lab, "Bias")).to_have_value("0.75")
    expect(toast(lab)).to_have_text("Bias of Layer 2, neuron 2 is 0.75 again")
    undo.click()
    expect(field(lab, "Bias")).to_have_value("0")
    expect(undo).to_be_disabled()
    redo.click()
    expect(field(lab, "Bias")).to_have_value("0.75")


def test_control_z_undoes_an_edit_after_training_went_on_and_reset_ends_that(lab):
    edit_first_weight(lab)
    before = field(lab).input_value()
    box = slider(lab).bounding_box()
    lab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lab.mouse.down()
    lab.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2, steps=4)
    lab.mouse.up()  # a drag is one edit
    expect(lab.get_by_role("button", name="Undo edit")).to_be_enabled()
    settle(lab)
    dragged = slider(lab).get_attribute("aria-valuetext")
    lab.keyboard.press("Escape")
    step(lab, 2)
    lab.keyboard.press("Control+z")
    expect(toast(lab)).to_have_text(
        f"Weight from Layer 1, neuron 1 to Layer 2, neuron 1 is {before} again"
    )
    assert epoch(lab) == 2
    lab.keyboard.press("Control+Shift+Z")
    expect(toast(lab)).to_contain_text(f"is {dragged} again")
    reset(lab)
    edit_first_weight(lab)
    expect(field(lab)).to_have_value(before)
    expect(lab.get_by_role("button", name="Undo edit")).to_be_disabled()


# ----- with the keyboard alone -----


def test_weights_are_reached_by_keyboard_and_the_focus_comes_back(lab):
    lab.get_by_role("switch", name="Feature x1", exact=True).focus()
    lab.keyboard.press("ArrowRight")
    lab.keyboard.press("w")
    weights = lab.get_by_role("listbox", name="Weights into Layer 1, neuron")
    expect(weights.get_by_role("option").first).to_be_focused()
    lab.keyboard.press("ArrowDown")
    expect(weights.get_by_role("option", name="Feature x2")).to_be_focused()
    lab.keyboard.press("Enter")
    expect(popover(lab, "Weight")).to_contain_text("Feature x2")
    expect(slider(lab)).to_be_focused()
    for _ in range(6):
        lab.keyboard.press("Tab")  # through number, buttons and Close, and round again
    expect(slider(lab)).to_be_focused()
    lab.keyboard.press("Shift+Tab")
    expect(lab.get_by_role("button", name="Close")).to_be_focused()
    lab.keyboard.press("Escape")
    expect(popover(lab, "Weight")).to_be_hidden()
    expect(lab.get_by_role("group", name="Layer 1").locator(".tile:focus")).to_be_visible()


def test_b_edits_the_bias_of_the_neuron_in_focus(lab):
    press(lab, "Layer 2, neuron 2", "b")
    expect(popover(lab, "Bias")).to_contain_text("Layer 2, neuron 2")
    field(lab, "Bias").fill("0.75")
    lab.keyboard.press("Enter")
    lab.keyboard.press("Escape")
    expect(tile(lab, "Layer 2, neuron 2, bias 0.75")).to_be_focused()


def test_escape_forgets_what_was_typed(lab):
    press(lab, "Output", "b")
    before = field(lab, "Bias").input_value()
    field(lab, "Bias").fill("9")
    lab.keyboard.press("Escape")
    expect(popover(lab, "Bias")).to_be_hidden()
    press(lab, "Output", "b")
    expect(field(lab, "Bias")).to_have_value(before)


def test_enter_pins_a_neuron(lab):
    press(lab, "Layer 1, neuron 2", "Enter")
    expect(tile(lab, "Layer 1, neuron 2")).to_have_attribute("aria-pressed", "true")


def test_shift_moves_the_slider_ten_steps(lab):
    edit_first_weight(lab)
    field(lab).fill("1")
    lab.keyboard.press("Enter")
    expect(lab.get_by_role("button", name="Undo edit")).to_be_enabled()  # it has arrived
    slider(lab).press("Shift+ArrowRight")
    expect(slider(lab)).to_have_value("1.1")
    slider(lab).press("PageDown")
    expect(slider(lab)).to_have_value("1")
    slider(lab).press("ArrowRight")
    expect(slider(lab)).to_have_value("1.01")


def test_the_slider_is_where_a_number_was_typed_before_the_network_answers(lab):
    edit_first_weight(lab)
    field(lab).fill("1")
    press_enter = """(field) => {
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
      return document.querySelector("input.signed").value;
    }"""
    assert field(lab).evaluate(press_enter) == "1"


def test_a_popover_closes_when_its_neuron_goes(lab):
    press(lab, "Layer 1, neuron 4", "b")
    expect(popover(lab, "Bias")).to_be_visible()
    lab.get_by_role("slider", name="Width").press("Home")
    expect(popover(lab, "Bias")).to_be_hidden()


# ----- layers -----


def test_a_layer_has_an_activation_of_its_own(lab):
    everywhere = lab.get_by_role("combobox", name="Activation", exact=True)
    lab.get_by_role("button", name="Layer 1: neurons and activation").click()
    own = lab.get_by_role("combobox", name="Activation of this layer")
    own.select_option("ReLU")
    expect(everywhere).to_have_value("Mixed")
    lab.wait_for_function("() => String(window.reply.activations) === 'relu,tanh'")
    expect(lab.get_by_role("button", name="Layer 1:")).to_contain_text("ReLU")
    everywhere.select_option("Sigmoid")
    lab.wait_for_function("() => String(window.reply.activations) === 'sigmoid,sigmoid'")
    expect(own).to_have_value("")
    expect(everywhere).to_have_value("sigmoid")


def test_plus_and_minus_on_a_heading_change_the_layer(lab):
    heading = lab.get_by_role("button", name="Layer 2: neurons and activation")
    heading.press("+")
    expect(tile(lab, "Layer 2, neuron 3")).to_be_visible()
    heading.press("-")
    expect(tile(lab, "Layer 2, neuron 3")).to_be_hidden()
    heading.press("Enter")
    popover(lab, "Layer 2").get_by_role("button", name="Add a neuron").click()
    expect(popover(lab, "Layer 2").get_by_role("status")).to_have_text("3")


def test_a_finger_opens_the_sheet_of_a_layer_and_the_bias(phone_page):
    open_page(phone_page)
    phone_page.get_by_role("button", name="Layer 1: neurons and activation").tap()
    sheet = popover(phone_page, "Layer 1")
    sheet.get_by_role("button", name="Remove a neuron").tap()
    expect(sheet.get_by_role("status")).to_have_text("3")
    sheet.get_by_role("button", name="Close").tap()
    tile(phone_page, "Layer 1, neuron 2").locator(".bias").tap()
    expect(popover(phone_page, "Bias")).to_be_visible()


# ----- what there is to see -----


def test_gradients_show_once_training_has_begun(lab):
    gradients = lab.get_by_role("img", name="Gradient")
    expect(gradients).to_have_count(0)
    lab.get_by_role("button", name="Step one epoch").click()
    expect(gradients).to_have_count(3)


def test_callouts_stay_until_training_begins_and_do_not_come_back(lab):
    callout = lab.get_by_role("note")
    expect(callout).to_have_count(2)
    tiles = [tile.bounding_box() for tile in lab.locator(".tile").all()]
    for box in (note.bounding_box() for note in callout.all()):
        assert not any(overlap(box, other) for other in tiles)
    lab.get_by_role("button", name="Dismiss: Line thickness").click()
    expect(callout).to_have_count(1)
    lab.get_by_role("button", name="Train").click()
    expect(callout).to_have_count(0)
    lab.reload()
    expect(lab.locator("#step")).to_be_enabled(timeout=60_000)
    expect(callout).to_have_count(0)


def overlap(a, b):
    return all(
        a[start] < b[start] + b[size] and b[start] < a[start] + a[size]
        for start, size in (("x", "width"), ("y", "height"))
    )


@pytest.mark.parametrize("name", ["Mark sign", "Scale each tile"])
def test_help_has_a_switch_that_changes_the_pictures(lab, name):
    canvas = lab.get_by_role("group", name="Output").locator("canvas")
    before = canvas.evaluate("canvas => canvas.toDataURL()")
    lab.keyboard.press("?")
    lab.get_by_role("switch", name=name).or_(lab.get_by_role("checkbox", name=name)).check()
    lab.wait_for_function(
        "([canvas, before]) => canvas.toDataURL() !== before",
        arg=[canvas.element_handle(), before],
    )


def test_a_feature_of_the_reader_is_an_eighth_tile(lab):
    settings = {"custom_feature": "x1 * x2 * x2", "features": ["x1", "custom"]}
    lab.evaluate(
        """async (settings) => {
          window.tamper = ({ type, config }) =>
            type === "configure" ? { config: { ...config, ...settings } } : {};
        }""",
        settings,
    )
    lab.get_by_role("switch", name="Feature x2", exact=True).click()
    own = lab.get_by_role("switch", name="Feature f = x1 * x2 * x2")
    expect(own).to_have_attribute("aria-checked", "true")
    expect(own).to_have_attribute("title", "f = x1 * x2 * x2")
    assert lab.evaluate("window.reply.config.features") == settings["features"]
