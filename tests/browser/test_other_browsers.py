"""What Firefox and Safari do otherwise than Chromium, shown in a Chromium made like them."""

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
