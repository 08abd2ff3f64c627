"""The slides among the examples: playgrounds start, rest and go on with their slide."""

import pytest
from playwright.sync_api import expect

from tests.browser.helpers import SPY, epoch, reply, settle, until

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


def shown(page):
    """The playground on the slide, to look at; a slide makes it anew whenever it comes."""
    return page.frame_locator("section.present iframe")


def inside(page):
    """The same, to ask."""
    expect(shown(page).locator("#epoch")).to_be_visible()
    frame = page.locator("section.present iframe").element_handle().content_frame()
    assert frame
    return frame


def leave(page, key):
    """Press a key that leads to a slide without a playground."""
    page.keyboard.press(key)
    expect(page.locator("section.present iframe")).to_have_count(0)


def test_a_playground_starts_with_its_slide_and_goes_on_where_it_was(deck):
    page = deck(INSIDE)
    counter = shown(page).locator("#epoch")
    train = shown(page).get_by_role("button", name="Train", exact=True)
    expect(counter).not_to_have_text("0")
    shown(page).get_by_role("button", name="Pause").click()
    frame = inside(page)
    settle(frame)
    until(lambda: kept_epoch(frame) == epoch(frame))
    seen, weights = epoch(frame), reply(frame, "weights")
    leave(page, "ArrowRight")  # pressed within the frame, which passes it on
    page.keyboard.press("ArrowLeft")
    expect(counter).to_have_text(str(seen))
    expect(train).to_be_visible()
    assert reply(inside(page), "weights") == weights
    train.click()
    expect(counter).not_to_have_text(str(seen))
    until(lambda: kept_epoch(inside(page)) > seen)
    leave(page, "PageDown")
    page.keyboard.press("ArrowLeft")
    until(lambda: kept_epoch(inside(page)) > seen + 1)
    expect(shown(page).get_by_role("button", name="Pause")).to_be_visible()


def kept_epoch(frame):
    """Of the run that the tab remembers."""
    return frame.evaluate(
        """() => {
          const kept = Object.entries(sessionStorage).filter(([key]) => key.startsWith("nnplay "));
          return Math.max(0, ...kept.map(([, text]) => JSON.parse(text).state.epoch));
        }"""
    )


def test_a_slide_that_waits_for_a_click_does_not_train(deck):
    page = deck(ONE_NEURON)
    expect(shown(page).get_by_role("button", name="Train", exact=True)).to_be_visible()
    expect(shown(page).locator("#step")).to_be_enabled()
    assert inside(page).evaluate("window.asked.train ?? 0") == 0
