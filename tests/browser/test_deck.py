"""The slides among the examples: playgrounds start, rest and go on with their slide."""

import pytest
from playwright.sync_api import expect

from tests.browser.helpers import SPY, epoch, reply, until

DECK = "examples/"
ONE_NEURON, INSIDE = 1, 7  # numbers of slides


@pytest.fixture
def deck(page):
    page.add_init_script(SPY)

    def open_deck(slide):
        page.goto(f"{DECK}#/{slide}")
        expect(page.locator("section.present h2")).to_be_visible()
        return page

    return open_deck


def playground(page):
    """The frame on the slide that is shown; a slide makes it anew whenever it comes."""
    element = page.locator("section.present iframe").element_handle()
    until(lambda: element.content_frame().url.startswith("http"))
    return element.content_frame()


def go(page, key, slide):
    page.keyboard.press(key)
    expect(page).to_have_url(f"{DECK}#/{slide}" if slide else DECK)


def test_a_playground_starts_with_its_slide_and_goes_on_where_it_was(deck):
    page = deck(INSIDE)
    until(lambda: epoch(playground(page)) >= 3)
    playground(page).get_by_role("button", name="Pause").click()
    until(lambda: reply(playground(page), "epoch") == epoch(playground(page)))
    until(lambda: kept_epoch(playground(page)) == epoch(playground(page)))
    seen, weights = epoch(playground(page)), reply(playground(page), "weights")
    page.keyboard.press("ArrowRight")  # within the frame, which passes it on
    expect(page.locator("section.present iframe")).to_have_count(0)
    page.keyboard.press("ArrowLeft")
    until(lambda: epoch(playground(page)) == seen)
    until(lambda: reply(playground(page), "epoch") == seen)
    assert reply(playground(page), "weights") == weights
    expect(playground(page).get_by_role("button", name="Train", exact=True)).to_be_visible()
    playground(page).get_by_role("button", name="Train", exact=True).click()
    until(lambda: epoch(playground(page)) > seen)
    seen = epoch(playground(page))
    until(lambda: kept_epoch(playground(page)) >= seen)
    page.keyboard.press("PageDown")
    expect(page.locator("section.present iframe")).to_have_count(0)
    page.keyboard.press("ArrowLeft")
    until(lambda: epoch(playground(page)) > seen)


def kept_epoch(frame):
    """Of the run that the tab remembers."""
    return frame.evaluate(
        """() => {
          const kept = Object.entries(sessionStorage).filter(([key]) => key.startsWith("nnplay "));
          return Math.max(0, ...kept.map(([, text]) => JSON.parse(text).state.epoch));
        }"""
    )


def test_a_slide_that_waits_for_a_click_loads_no_python(deck):
    page = deck(ONE_NEURON)
    frame = playground(page)
    expect(frame.get_by_role("button", name="Train", exact=True)).to_be_visible()
    assert frame.evaluate("window.asked") == {}
