"""Points of the reader's own, drawn on the output plot."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.helpers import config, epoch, open_page, play, reply, settle, until

# A clock by which every view takes all that a frame has.
SLOW_VIEWS = """
  const clock = performance.now.bind(performance);
  let late = 0;
  performance.now = () => clock() + (late += 20);
"""


def editor(page):
    return page.get_by_role("application", name="Point editor")


def tools(page):
    return page.get_by_role("region", name="Your points")


def choose_dataset(page, name):
    page.get_by_role("radiogroup", name="Dataset").get_by_text(name, exact=True).click()


def choose_class(page, number):
    page.get_by_role("radiogroup", name="Class of new points").get_by_text(str(number)).click()


def choose_tool(page, name):
    page.get_by_role("radiogroup", name="Tool").get_by_text(name, exact=True).click()


def place(page, x1, x2):
    """Where a point of the plane is in the window."""
    expect(editor(page)).to_be_visible()
    box = editor(page).bounding_box()
    across, down = (x1 + 6) / 12, (6 - x2) / 12
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def points(page):
    """The reader's points as Python has them: (x1, x2, target)."""
    flat: Any = config(page, "points")
    return list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))


def start_empty(page):
    choose_dataset(page, "Draw")
    tools(page).get_by_role("button", name="Clear").click()
    expect(page.get_by_text("Place some points")).to_be_visible()


def add(page, x1, x2):
    page.mouse.click(*place(page, x1, x2))


@pytest.fixture
def empty(page):
    """A page whose plot waits for points."""
    open_page(page)
    start_empty(page)
    return page


def test_drawing_begins_with_the_points_of_the_data_set_that_was_there(page):
    open_page(page)
    choose_dataset(page, "Blobs")
    until(lambda: config(page, "dataset") == "blobs")
    choose_dataset(page, "Draw")
    until(lambda: config(page, "dataset") == "points")
    assert len(points(page)) == 500
    assert reply(page, "classes") == 4
    expect(editor(page)).to_be_visible()


def test_the_switch_tells_that_points_for_testing_are_shown_and_hides_them(page):
    open_page(page)
    switch = page.get_by_label("Show test data")
    choose_dataset(page, "Draw")
    expect(switch).to_be_checked()
    settle(page)
    marks = "() => document.querySelector('.plotframe .points').toDataURL()"
    with_test = page.evaluate(marks)
    switch.uncheck()
    until(lambda: page.evaluate(marks) != with_test)
    tools(page).get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Edit points").click()
    expect(switch).to_be_checked()
    until(lambda: page.evaluate(marks) == with_test)


def test_clicks_add_points_of_the_chosen_class(empty):
    add(empty, 2, 3)
    choose_class(empty, 5)
    add(empty, -4, 1)
    until(lambda: len(points(empty)) == 2)
    (first, second) = points(empty)
    assert first == pytest.approx((2, 3, 0), abs=0.05)
    assert second == pytest.approx((-4, 1, 4), abs=0.05)
    assert reply(empty, "classes") == 5


def test_a_stroke_adds_a_row_of_points_that_are_undone_together(empty):
    add(empty, 0, 0)
    empty.mouse.move(*place(empty, -3, -3))
    empty.mouse.down()
    empty.mouse.move(*place(empty, 3, -3), steps=20)
    empty.mouse.up()
    until(lambda: len(points(empty)) > 8)
    tools(empty).get_by_role("button", name="Undo").click()
    until(lambda: len(points(empty)) == 1)


def test_points_are_moved_and_erased(empty):
    add(empty, 1, 1)
    add(empty, -2, -2)
    choose_tool(empty, "Move")
    empty.mouse.move(*place(empty, 1, 1))
    empty.mouse.down()
    empty.mouse.move(*place(empty, 4, 2), steps=4)
    empty.mouse.up()
    until(lambda: points(empty)[0] == pytest.approx((4, 2, 0), abs=0.05))
    choose_tool(empty, "Erase")
    empty.mouse.click(*place(empty, 4, 2))
    until(lambda: len(points(empty)) == 1)
    assert points(empty)[0] == pytest.approx((-2, -2, 0), abs=0.05)


def test_points_drawn_past_the_edge_stay_on_the_plane(empty):
    add(empty, 0, 0)
    choose_tool(empty, "Move")
    empty.mouse.move(*place(empty, 0, 0))
    empty.mouse.down()
    empty.mouse.move(*place(empty, -9, 5), steps=4)
    empty.mouse.up()
    until(lambda: points(empty)[0] == pytest.approx((-6, 5, 0), abs=0.05))


def test_the_keyboard_draws_as_well(empty):
    editor(empty).focus()
    for key in ["ArrowRight", "Shift+ArrowUp", "3", "Enter"]:
        empty.keyboard.press(key)
    until(lambda: points(empty) == [(0.25, 1, 2)])
    empty.keyboard.press("ArrowDown")
    empty.keyboard.press("Enter")
    until(lambda: len(points(empty)) == 2)
    empty.keyboard.press("Delete")
    until(lambda: points(empty) == [(0.25, 1, 2)])
    empty.keyboard.press("Control+z")
    until(lambda: len(points(empty)) == 2)


def test_a_point_can_be_carried_with_the_keyboard(empty):
    editor(empty).focus()
    empty.keyboard.press("Enter")
    choose_tool(empty, "Move")
    editor(empty).focus()
    for key in ["Enter", "Shift+ArrowLeft", "Enter", "ArrowUp"]:
        empty.keyboard.press(key)
    until(lambda: points(empty) == [(-1, 0, 0)])


def test_clearing_is_undone_and_sends_nothing(page):
    open_page(page)
    choose_dataset(page, "Draw")
    until(lambda: config(page, "dataset") == "points")
    tools(page).get_by_role("button", name="Clear").click()
    expect(page.get_by_text("Place some points")).to_be_visible()
    assert len(points(page)) == 500
    tools(page).get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Place some points")).to_be_hidden()
    assert len(points(page)) == 500


def test_training_goes_on_while_points_are_drawn_and_keeps_its_weights(page):
    open_page(page)
    choose_dataset(page, "Draw")
    until(lambda: config(page, "dataset") == "points")
    play(page)
    until(lambda: epoch(page) >= 5)
    add(page, -5, -5)
    until(lambda: len(points(page)) == 501)
    assert epoch(page) >= 5
    reached = epoch(page)
    until(lambda: epoch(page) > reached)


def test_no_more_points_than_python_takes(page):
    open_page(page)
    page.get_by_role("button", name="More settings").click()
    page.get_by_role("spinbutton", name="Samples", exact=True).fill("5000")
    page.keyboard.press("Enter")
    until(lambda: config(page, "samples") == 5000)
    page.keyboard.press("Escape")
    choose_dataset(page, "Draw")
    until(lambda: config(page, "dataset") == "points")
    add(page, 1, 1)
    expect(tools(page).get_by_role("alert")).to_have_text(
        "These are 5,000 points; more cannot be used."
    )
    assert len(points(page)) == 5000


def test_regression_points_have_a_value(page):
    open_page(page)
    page.get_by_label("Problem").select_option("regression")
    until(lambda: config(page, "dataset") == "plane")
    start_empty(page)
    value = page.get_by_role("slider", name="Value")
    value.focus()
    value.press("Home")
    add(page, 3, 3)
    until(lambda: len(points(page)) == 1)
    assert points(page)[0] == pytest.approx((3, 3, -1), abs=0.05)
    expect(page.get_by_role("radiogroup", name="Class of new points")).to_be_hidden()


def test_own_points_are_still_there_after_another_data_set(empty):
    add(empty, 2, 2)
    until(lambda: len(points(empty)) == 1)
    choose_dataset(empty, "Circle")
    until(lambda: config(empty, "dataset") == "circle")
    expect(editor(empty)).to_be_hidden()
    choose_dataset(empty, "Draw")
    until(lambda: config(empty, "dataset") == "points")
    assert len(points(empty)) == 1


def test_the_editor_steps_aside_and_comes_back(empty):
    add(empty, 2, 2)
    tools(empty).get_by_role("button", name="Done").click()
    expect(editor(empty)).to_be_hidden()
    tools(empty).get_by_role("button", name="Edit points").click()
    expect(editor(empty)).to_be_focused()


def test_the_editor_has_the_focus_however_long_the_page_takes_to_draw(page):
    page.add_init_script(SLOW_VIEWS)
    page.route("**/pyodide/**", lambda route: None)
    page.goto("./#dataset=points&points=1,1,0")
    tools(page).get_by_role("button", name="Edit points").press("Enter")
    expect(editor(page)).to_be_focused()
    page.goto("about:blank")


def test_a_finger_draws(phone_page):
    open_page(phone_page)
    phone_page.get_by_role("radiogroup", name="Panel").get_by_text("Data").click()
    start_empty(phone_page)
    editor(phone_page).scroll_into_view_if_needed()
    phone_page.touchscreen.tap(*place(phone_page, 2, 2))
    until(lambda: len(points(phone_page)) == 1)
    assert points(phone_page)[0] == pytest.approx((2, 2, 0), abs=0.1)
