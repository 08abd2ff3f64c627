"""The probe: a point of the plane, and how the network comes to its output there."""

import re

from playwright.sync_api import Page, expect

from tests.browser.helpers import open_page, pause, play, settle, step, until

PLACE = {"x": 200, "y": 90}


def card(page: Page):
    return page.get_by_role("region", name="Probe")


def surface(page: Page):
    return page.get_by_role("application", name="Probe of the plane")


def numbers(text: str) -> list[float]:
    return [float(n) for n in re.findall(r"-?\d+\.\d+", text.replace("\u2212", "-"))]


def move_over_the_plot(page: Page) -> None:
    box = surface(page).bounding_box()
    page.mouse.move(box["x"] + PLACE["x"], box["y"] + PLACE["y"])


def test_moving_over_the_plane_shows_the_point_and_the_output(page):
    open_page(page)
    move_over_the_plot(page)
    expect(card(page)).to_contain_text(re.compile(r"x1 1\.\d\d, x2 2\.\d\d"))
    expect(card(page)).to_contain_text(re.compile(r"class [+\u2212]1: "))
    page.mouse.move(700, 20)
    expect(card(page)).to_be_hidden()


def test_the_terms_of_the_sum_add_up_and_the_activation_follows(page):
    open_page(page)
    step(page)
    surface(page).click(position=PLACE)
    expect(card(page).get_by_role("row")).to_have_count(5)
    rows = [numbers(row) for row in card(page).get_by_role("row").all_inner_texts()]
    *terms, (bias,), (total,), (inside, value) = rows
    for weight, value_in, product in terms:
        assert abs(weight * value_in - product) < 0.02
    assert abs(sum(product for *_, product in terms) + bias - total) < 0.03
    assert inside == total
    assert -1 <= value <= 1


def test_it_explains_the_pinned_neuron(page):
    open_page(page)
    page.get_by_role("button", name=re.compile("^Layer 1, neuron 2")).click()
    surface(page).click(position=PLACE)
    expect(card(page).get_by_role("table", name="Layer 1, neuron 2")).to_be_visible()
    expect(card(page).get_by_role("row")).to_have_count(2 + 3)


def test_a_wide_layer_shows_eight_terms_and_the_rest_in_one(page):
    open_page(page)
    page.get_by_role("slider", name="Width").fill("12")
    surface(page).click(position=PLACE)
    expect(card(page).get_by_role("row", name=re.compile("^… 4 more"))).to_be_visible()
    expect(card(page).get_by_role("row")).to_have_count(8 + 1 + 3)


def test_every_neuron_wears_its_value_while_probing(page):
    open_page(page)
    badges = page.locator(".value-badge")
    surface(page).click(position=PLACE)
    expect(badges).to_have_count(2 + 4 + 2 + 1)
    expect(badges.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(badges.first).to_be_hidden()


def test_a_click_pins_the_point_and_escape_releases_it(page):
    open_page(page)
    surface(page).click(position=PLACE)
    page.mouse.move(700, 20)
    expect(card(page)).to_be_visible()
    pinned = card(page).inner_text()
    move_over_the_plot(page)
    page.mouse.move(700, 20)
    expect(card(page)).to_be_visible()
    assert card(page).inner_text() == pinned
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()


def test_the_keyboard_moves_pins_and_releases_it(page):
    open_page(page)
    page.get_by_role("radio", name="Output", exact=True).focus()
    page.keyboard.press("Tab")
    expect(surface(page)).to_be_focused()
    expect(card(page)).to_contain_text("x1 0.00, x2 0.00")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    expect(card(page)).to_contain_text("x1 0.10, x2 1.00")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Release the probe").click()
    expect(card(page)).to_be_hidden()


def test_it_follows_the_training(page):
    open_page(page)
    surface(page).click(position=PLACE)
    page.mouse.move(700, 20)
    expect(card(page)).to_be_visible()
    before = card(page).inner_text()
    play(page)
    until(lambda: card(page).inner_text() != before)
    pause(page)
    settle(page)
    output = numbers(card(page).locator(".probe-output").inner_text())[-1]
    assert output == numbers(page.locator(".value-badge").last.inner_text())[0]


def test_the_scale_shows_the_value_too(page):
    open_page(page)
    surface(page).click(position=PLACE)
    reading = page.locator("#scale-legend .reading")
    expect(reading).to_have_text(page.locator(".value-badge").last.inner_text())


def test_classes_have_their_probabilities(page):
    open_page(page)
    page.get_by_role("radio", name="Rings").check(force=True)
    expect(page.locator("#class-legend")).to_be_visible()
    surface(page).click(position=PLACE)
    expect(card(page)).to_contain_text(re.compile(r"class \d, \d+%"))
    shares = page.locator("#class-legend li:visible b")
    expect(shares).to_have_count(3)
    until(lambda: all(share.endswith("%") for share in shares.all_inner_texts()))
    assert abs(sum(int(share[:-1]) for share in shares.all_inner_texts()) - 100) <= 1


def test_a_finger_pins_the_point_and_the_plot_stays_in_sight(phone_page):
    open_page(phone_page)
    surface(phone_page).tap(position={"x": 100, "y": 90})
    expect(card(phone_page)).to_be_visible()
    plot, below = surface(phone_page).bounding_box(), card(phone_page).bounding_box()
    assert below["y"] >= plot["y"] + plot["height"]
    surface(phone_page).tap(position={"x": 100, "y": 90})
    expect(card(phone_page)).to_be_hidden()


def test_the_card_never_lies_over_the_plot(page):
    for size in ((1440, 900), (960, 700), (1024, 768)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        open_page(page)
        surface(page).click(position={"x": 60, "y": 60})
        expect(card(page)).to_be_visible()
        plot, below = surface(page).bounding_box(), card(page).bounding_box()
        assert below["y"] >= plot["y"] + plot["height"], size
        assert below["y"] + below["height"] <= size[1], size
