"""axe-core finds no violation of WCAG 2.2 A and AA, in any layout, theme or state."""

import re

import pytest
from playwright.sync_api import expect

import build
from tests.browser.helpers import open_page, play, step

RUN = """() => axe.run({
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
})"""


# Colors on their way to another theme are neither's.
SETTLE = """() => Promise.all(
  document.getAnimations()
    .filter((each) => each instanceof CSSTransition)
    .map(({ finished }) => finished.catch(() => {})),
).then(() => {})"""


@pytest.fixture(scope="module")
def axe():
    """The checker's source."""
    return build.third_party(build.CHECKERS)["checkers/axe.min.js"].decode()


def violations(page, axe):
    """One line for each element that breaks a rule."""
    page.evaluate(axe)
    page.evaluate(SETTLE)
    found = page.evaluate(RUN)["violations"]
    return [f"{each['id']}: {node['target']}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_is_accessible(page, axe, theme):
    page.emulate_media(color_scheme=theme)
    open_page(page)
    step(page, 2)
    assert violations(page, axe) == []


@pytest.mark.parametrize("size", [(960, 700), (390, 844)])
def test_smaller_layouts_are_accessible(page, axe, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_page(page)
    assert violations(page, axe) == []


def test_the_drawer_of_a_tablet_is_accessible(page, axe):
    page.set_viewport_size({"width": 960, "height": 700})
    open_page(page)
    page.get_by_role("button", name="Data and challenges").click()
    expect(page.get_by_role("heading", name="Data", exact=True)).to_be_visible()
    assert violations(page, axe) == []


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_paint_is_accessible(page, axe, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_page(page, "./?lab=paint")
    page.get_by_role("button", name="Step one update").click()
    expect(page.locator("#updates")).to_have_text("1")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        assert violations(page, axe) == []


@pytest.mark.parametrize("opener", ["#draw", "#open-definition", "[data-action=help]"])
def test_what_opens_on_paint_is_accessible(page, axe, opener):
    open_page(page, "./?lab=paint")
    page.click(opener)
    expect(page.locator("dialog[open]")).to_be_visible()
    assert violations(page, axe) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_takes_the_network_elsewhere_is_accessible(page, axe, theme):
    page.emulate_media(color_scheme=theme)
    open_page(page, "./#dataset=circle")
    for name in ("Code", "Share", "Embed"):
        page.get_by_role("button", name=name, exact=True).click()
        dialog = page.get_by_role("dialog", name=name)
        expect(dialog).to_be_visible()
        if name == "Embed":
            dialog.get_by_text("Choose which controls").click()
            expect(dialog.get_by_role("checkbox").first).to_be_visible()
        assert violations(page, axe) == [], name
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()


def test_frames_that_wait_for_their_reader_are_accessible(page, axe):
    page.set_viewport_size({"width": 960, "height": 700})
    for path in ("?embed=1", "?embed=1&dataset=circle&hidden=8,8", "?embed=1&lab=paint&preset=4"):
        page.goto(path)
        expect(page.locator("#net .tile, .ptile[data-layer='1']").first).to_be_visible()
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            expect(page.locator("html")).to_have_attribute("data-theme", theme)
            assert violations(page, axe) == [], f"{path} {theme}"


# Shapes that say something by their color alone.
COLORED = [".ramp", ".line-key", ".bias-key i", ".gradient", ".bias", ".switch input"]


def test_with_the_systems_colors_those_that_mean_something_stay(page):
    page.emulate_media(forced_colors="active")
    open_page(page)
    step(page)
    for selector in COLORED:
        adjust = "(each) => getComputedStyle(each).forcedColorAdjust"
        assert page.locator(selector).first.evaluate(adjust) == "none", selector
    current = page.get_by_role("link", name="Classify")
    decoration = "(tab) => getComputedStyle(tab).textDecorationLine"
    assert current.evaluate(decoration) == "underline"


def test_the_embedded_page_is_accessible(page, axe):
    page.set_viewport_size({"width": 640, "height": 400})
    open_page(page, "./?embed=1")
    assert violations(page, axe) == []


# What waits for its size stands on the page before it is drawn.
NO_SIZES = """
  window.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
"""


@pytest.mark.parametrize("path", ["./?embed=1", "./?embed=1&lab=paint", "./", "./?lab=paint"])
def test_pictures_have_their_names_before_they_are_drawn(page, axe, path):
    page.add_init_script(NO_SIZES)
    open_page(page, path)
    assert violations(page, axe) == []


# As if every frame after the one with the first tiles were late.
NO_FRAMES_AFTER_THE_FIRST_TILES = """
  const request = window.requestAnimationFrame.bind(window);
  const hasTiles = () => document.querySelector(".layer:not([hidden]) .tile, .ptile");
  window.requestAnimationFrame = (act) => request((now) => hasTiles() || act(now));
"""


@pytest.mark.parametrize("path", ["./?embed=1", "./?embed=1&lab=paint", "./", "./?lab=paint"])
def test_tiles_have_their_names_before_they_are_drawn(page, axe, path):
    page.add_init_script(NO_FRAMES_AFTER_THE_FIRST_TILES)
    page.goto(path)
    expect(page.locator(".layer:not([hidden]) .tile, .ptile").first).to_be_attached()
    assert violations(page, axe) == []


def test_the_plane_as_a_layer_sees_it_has_a_name_while_it_trains(page):
    open_page(page)
    play(page)
    page.get_by_role("radiogroup", name="View").get_by_text("Space").click()
    canvas = page.locator("canvas.space[role=img]")
    expect(canvas).to_have_accessible_name(re.compile("as layer 2 sees it.* training points"))


@pytest.mark.parametrize(
    "opener",
    [
        ".stop-at",
        ".score-details",
        "[data-run=list]",
        "[data-action=embed]",
        "[data-action=help]",
        "[data-action=code]",
    ],
)
def test_what_opens_is_accessible(page, axe, opener):
    open_page(page)
    step(page, 2)
    page.click(opener)
    assert violations(page, axe) == []
