"""Text as large as the reader wants it: by the font size of the browser, page zoom apart."""

import pytest

from tests.browser.helpers import open_page, settle
from tests.browser.test_reach import ALWAYS, NETWORK, PAINT, TRAINING, expect_reachable

USUAL = 16  # pixels

# Words that do not fit into what holds them; the button of the score is larger than it looks.
CUT = """() => [...document.querySelectorAll("button, label, h2, h3, dt, dd, .callout p")]
  .filter((part) => !part.matches(".accuracy dd, .score-details"))
  .filter((part) => part.checkVisibility({ visibilityProperty: true }) && part.clientWidth > 0)
  .filter((part) => part.scrollWidth > part.clientWidth + 1)
  .map((part) => part.outerHTML.slice(0, 120))"""

# How far the track of a slider is filled.
FILLED = """slider => {
  const width = slider.clientWidth;
  const track = document.createElement("div");
  const part = document.createElement("div");
  track.append(part);
  document.body.append(track);
  track.style = `position: fixed; width: ${width}px`;
  part.style.width = getComputedStyle(slider).getPropertyValue("--at");
  const pixels = part.getBoundingClientRect().width;
  track.remove();
  return { pixels, width };
}"""


def want_text(page, percent):
    """As in the settings of Chromium: Appearance, Font size."""
    session = page.context.new_cdp_session(page)
    size = USUAL * percent // 100
    session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})


def font_size(page, selector):
    return float(page.locator(selector).evaluate("e => parseFloat(getComputedStyle(e).fontSize)"))


@pytest.mark.parametrize("percent", [150, 200])
def test_all_of_classify_grows_with_the_text_and_nothing_is_cut_off(page, percent):
    want_text(page, percent)
    open_page(page)
    assert font_size(page, "#network-title") == 15 * percent / 100
    for controls in (ALWAYS, TRAINING, NETWORK):
        expect_reachable(page, controls)
    assert page.evaluate(CUT) == []
    filled = page.get_by_role("slider", name="Depth").evaluate(FILLED)
    thumb = 16 * percent / 100
    assert filled["pixels"] == pytest.approx(thumb / 2 + (filled["width"] - thumb) / 4, abs=0.5)
    assert page.evaluate("document.documentElement.scrollWidth") == 1440


def test_all_of_paint_grows_with_the_text(page):
    want_text(page, 200)
    open_page(page, "./?lab=paint")
    settle(page)
    assert font_size(page, "#play") >= 26
    assert page.locator("#psnr-chart .u-over").evaluate("e => e.offsetLeft") == 2 * 40  # axis
    expect_reachable(page, PAINT)
    assert page.evaluate("document.documentElement.scrollWidth") == 1440


def test_on_a_phone_text_grows_as_far_as_it_fits(phone_page):
    want_text(phone_page, 200)
    open_page(phone_page)
    assert font_size(phone_page, "#epoch") > 1.2 * 20
    expect_reachable(phone_page, ALWAYS)
    assert phone_page.evaluate("document.documentElement.scrollWidth <= innerWidth")
