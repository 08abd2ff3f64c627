"""What Firefox and Safari do otherwise than Chromium, shown in a Chromium made like them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.helpers import open_page

SHEETS = ["#share", "#more-settings", "#stop-rules", "#custom-feature", "#score"]

# In Safari a grid that is as high as it has to be gets all the height that it may have.
STRETCH = """(sheet) => {
  const tops = () => [...sheet.children].map((part) => part.offsetTop);
  const before = tops();
  sheet.style.height = "700px";
  return [before, tops()];
}"""


def test_the_rows_of_a_sheet_stay_together_however_high_it_is(page):
    open_page(page)
    for sheet in SHEETS:
        page.locator(sheet).evaluate("(sheet) => sheet.showPopover()")
        before, after = page.locator(sheet).evaluate(STRETCH)
        assert after == before, sheet
        page.locator(sheet).evaluate("(sheet) => sheet.hidePopover()")
    page.get_by_role("button", name="CSV").click()
    before, after = page.locator("#csv").evaluate(STRETCH)
    assert after == before


@pytest.mark.parametrize("path", ["./", "./?embed=1"])
def test_the_output_has_room_enough_not_to_scroll_sideways(page, path):
    for width, height in ((1440, 900), (1000, 760), (960, 700)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(path)
        expect(page.locator("#plot")).to_be_visible()
        room = "({ scrollWidth, clientWidth }) => scrollWidth - clientWidth"
        assert page.locator(".output").evaluate(room) == 0, (width, height)


# Firefox's canvas asks for the frames of a film by its stream.
FIREFOX_FILM = """
const { requestFrame } = CanvasCaptureMediaStreamTrack.prototype;
delete CanvasCaptureMediaStreamTrack.prototype.requestFrame;
MediaStream.prototype.requestFrame = function () {
  requestFrame.call(this.getVideoTracks()[0]);
};
"""


def test_a_film_is_recorded_from_a_stream_that_asks_for_its_frames(page):
    page.add_init_script(FIREFOX_FILM)
    open_page(page, "./?lab=paint")
    for steps in range(1, 4):
        page.locator("#step").click()
        expect(page.locator("#updates")).to_have_text(str(steps))
    with page.expect_download() as download:
        page.get_by_role("button", name="WebM").click()
    assert download.value.path().read_bytes().startswith(b"\x1aE\xdf\xa3")


# Of all browsers only Safari on iPhones and iPads knows this property.
IPHONE = """
const supports = CSS.supports.bind(CSS);
CSS.supports = (...query) => query[0] === "-webkit-touch-callout" || supports(...query);
"""


@pytest.mark.parametrize("is_iphone", [True, False])
def test_only_iphones_are_told_not_to_zoom_in_on_fields(page, is_iphone):
    if is_iphone:
        page.add_init_script(IPHONE)
    page.goto("./")
    viewport = page.locator("meta[name=viewport]").get_attribute("content")
    assert ("maximum-scale=1" in viewport) is is_iphone


def test_a_button_can_be_tapped_twice_in_a_row(page):
    page.goto("./")
    for part in ("#step", "[name=optimizer]", ".switch", "[name=depth]"):
        touch = "(part) => getComputedStyle(part).touchAction"
        assert page.locator(part).first.evaluate(touch) in ("manipulation", "pan-y", "none"), part


# Safari lets a page copy at once when a button is pressed, not once the link is there.
NO_COPYING = """
navigator.clipboard.writeText = () => Promise.reject(new DOMException("", "NotAllowedError"));
"""


def test_a_link_that_is_not_copied_by_itself_waits_for_the_button(page):
    page.add_init_script(NO_COPYING)
    open_page(page)
    page.get_by_role("button", name="Share").click()
    expect(page.locator("#share-note")).to_have_text(re.compile(r"^\d+ characters\.$"))
    expect(page.locator("#share-link")).not_to_be_focused()
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("#share-note")).to_contain_text("Copying is not allowed here")
    expect(page.locator("#share-link")).to_be_focused()


# Says that all is downloaded, and nothing else.
SLOW_WORKER = """
window.Worker = class extends EventTarget {
  constructor(url, { type }) { // read by browsers that know modules
    super();
  }
  postMessage({ type }) {
    if (type === "boot") {
      const data = { type: "progress", phase: "start", loaded: 9, total: 9 };
      this.dispatchEvent(new MessageEvent("message", { data }));
    }
  }
  terminate() {}
};
"""


def test_a_slow_device_may_take_a_minute_to_start_what_it_has_downloaded(page):
    page.clock.install()
    page.add_init_script(SLOW_WORKER)
    page.goto("./")
    notice = page.locator("#notice")
    expect(notice).to_contain_text("Starting Python")
    page.clock.fast_forward(60_000)
    expect(notice).to_contain_text("Starting Python")
    page.clock.fast_forward(120_000)
    expect(notice).to_contain_text("Python did not start")
