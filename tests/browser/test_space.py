"""The space view: the plane as a hidden layer sees it."""

import re

from playwright.sync_api import Page, expect

from tests.browser.helpers import epoch, open_page, pause, play, until

INKED = """
(canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, i) => i % 4 === 3 && value > 0).length / (data.length / 4);
}
"""


def show_space(page: Page) -> None:
    page.get_by_role("radiogroup", name="View").get_by_text("Space").click()


def test_it_draws_the_plane_bent_by_the_last_hidden_layer(page):
    open_page(page)
    show_space(page)
    picture = page.get_by_role("img", name=re.compile("The plane as layer 2 sees it"))
    expect(picture).to_be_visible()
    expect(page.get_by_role("heading", name="Space")).to_be_visible()
    assert picture.evaluate(INKED) > 0.05


def test_layer_and_neurons_can_be_chosen(page):
    open_page(page)
    show_space(page)
    page.get_by_role("combobox", name="Layer of the space").select_option(label="Layer 1")
    page.get_by_role("combobox", name="Across").select_option(label="Neuron 4")
    page.get_by_role("combobox", name="Up").select_option(label="Neuron 3")
    expect(
        page.get_by_role("img", name="layer 1 sees it: neuron 4 across, neuron 3 up")
    ).to_be_visible()


def test_choosing_the_neuron_of_the_other_axis_swaps_them(page):
    open_page(page)
    show_space(page)
    page.get_by_role("combobox", name="Across").select_option(label="Neuron 2")
    expect(page.get_by_role("combobox", name="Up")).to_have_value("0")


def test_the_axes_of_tanh_are_fixed(page):
    open_page(page)
    show_space(page)
    numbers = page.locator(".xax span")
    expect(numbers).to_have_text(["\u22121", "\u22120.5", "0", "0.5", "1"])
    play(page)
    until(lambda: epoch(page) > 5)
    expect(numbers).to_have_text(["\u22121", "\u22120.5", "0", "0.5", "1"])
    pause(page)


def test_going_back_brings_the_axes_of_the_plane_back(page):
    open_page(page)
    show_space(page)
    page.get_by_role("radiogroup", name="View").get_by_text("Output").click()
    expect(page.locator(".xax span")).to_have_text(["\u22126", "\u22123", "0", "3", "6"])
    expect(page.get_by_role("img", name=re.compile("^Output of the network"))).to_be_visible()


def test_it_needs_a_layer_of_two_neurons(page):
    open_page(page)
    show_space(page)
    page.get_by_role("slider", name="Width").fill("1")
    expect(page.get_by_role("radio", name="Space")).to_be_disabled()
    expect(page.get_by_role("radio", name="Output", exact=True)).to_be_checked()


def test_it_works_from_the_keyboard(page):
    open_page(page)
    page.get_by_role("radio", name="Output", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("img", name=re.compile("The plane as layer"))).to_be_visible()


def test_the_boundary_can_be_switched_off(page):
    open_page(page)
    pixels = "(canvas) => canvas.toDataURL()"
    plot = page.locator("#plot")
    with_line = plot.evaluate(pixels)
    page.get_by_role("checkbox", name="Boundary").uncheck()
    until(lambda: plot.evaluate(pixels) != with_line)
    page.get_by_role("checkbox", name="Boundary").check()
    until(lambda: plot.evaluate(pixels) == with_line)


def test_it_is_on_phones_too(phone_page):
    open_page(phone_page)
    show_space(phone_page)
    expect(phone_page.get_by_role("img", name=re.compile("The plane as layer"))).to_be_visible()
    expect(phone_page.get_by_role("combobox", name="Layer of the space")).to_be_visible()
