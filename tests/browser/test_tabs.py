"""The tabs lead from lab to lab, and what a lab was left with is there when one comes back."""

from playwright.sync_api import expect

from tests.browser.helpers import (
    choose,
    open_page,
    reply,
    settle,
    step,
    train_to,
    until,
    wait_for_python,
)
from tests.browser.test_paint import png, upload

REFUSE_STORAGE = """
Object.defineProperty(window, "sessionStorage", {
  get() { throw new DOMException("refused", "SecurityError"); },
});
"""
FULL_STORAGE = """
const { setItem } = Storage.prototype;
Storage.prototype.setItem = function (key, text) {
  if (text.length > 1000) {
    throw new DOMException("full", "QuotaExceededError");
  }
  setItem.call(this, key, text);
};
"""
RUN = ("step", "train_loss", "weights", "layers")


def tab(page, lab):
    return page.get_by_role("navigation", name="Playground").get_by_role("link", name=lab)


def turn_to(page, lab):
    """By its tab, until the other page is there."""
    tab(page, lab).click()
    expect(tab(page, lab)).to_have_attribute("aria-current", "page")


def come_back_to(page, lab):
    turn_to(page, lab)
    wait_for_python(page)
    settle(page)


def address(page):
    return page.evaluate("() => location.search + location.hash")


def wait_for_address(page, part):
    until(lambda: part in address(page))


def seen_of_run(page, *parts):
    """The run as Python has it, and words of it on the page."""
    run = [reply(page, name) for name in RUN]
    return run, [page.locator(part).inner_text() for part in parts]


def curves(page, chart):
    """As they are drawn."""
    return page.locator(f"{chart} canvas").first.evaluate("(canvas) => canvas.toDataURL()")


def test_classify_is_as_it_was_left(page):
    parts = ["#epoch", "#train-loss", "#test-loss", "#chart-tools", "#challenge .count"]
    open_page(page)
    choose(page, "Activation", "relu")
    page.get_by_role("radiogroup", name="Dataset").get_by_text("Rings").click()
    page.get_by_label("Discretize output").check()
    page.get_by_role("button", name="Next challenge").click()
    train_to(page, 20)
    page.get_by_role("button", name="Pin run").click()
    step(page, 3)
    settle(page)
    wait_for_address(page, "discretize=1")
    left, told, drawn = seen_of_run(page, *parts), address(page), curves(page, ".losschart")
    turn_to(page, "Paint")
    come_back_to(page, "Classify")
    assert (seen_of_run(page, *parts), address(page)) == (left, told)
    until(lambda: curves(page, ".losschart") == drawn)
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible()
    expect(page.get_by_label("Discretize output")).to_be_checked()
    page.get_by_role("button", name="Runs (1)").click()
    expect(page.get_by_label("Pin Run 1")).to_be_checked()
    page.keyboard.press("Escape")
    page.reload()
    wait_for_python(page)
    expect(page.get_by_role("radio", name="Rings")).to_be_checked()
    expect(page.locator("#epoch")).to_have_text("0")


def test_paint_is_as_it_was_left_with_an_image_of_the_gallery_and_with_ones_own(page):
    parts = ["#updates", "#loss", "#psnr", "#target-note", "[data-zoom=whole]"]
    open_page(page, "./?lab=paint")
    page.locator("[name=image][value=dusk]").check(force=True)
    expect(page.locator("#target-note")).to_contain_text("Dusk")
    settle(page)
    for _ in range(3):
        page.locator("#step").click()
        settle(page)
    expect(page.locator("#updates")).to_have_text("3")
    page.locator("[data-zoom=in]").click()
    expect(page.locator("[data-zoom=whole]")).to_have_text("2×")
    settle(page)
    left, drawn = seen_of_run(page, *parts), curves(page, "#psnr-chart")
    turn_to(page, "Classify")
    come_back_to(page, "Paint")
    assert seen_of_run(page, *parts) == left
    until(lambda: curves(page, "#psnr-chart") == drawn)
    upload(page, "flag.png", png(30, 20))
    expect(page.locator("#target-note")).to_have_text("flag.png, 30 × 20")
    settle(page)
    page.locator("#step").click()
    expect(page.locator("#updates")).to_have_text("1")
    settle(page)
    left = seen_of_run(page, *parts)
    turn_to(page, "Classify")
    turn_to(page, "Paint")  # before Python is there
    turn_to(page, "Classify")
    come_back_to(page, "Paint")
    assert seen_of_run(page, *parts) == left


def test_a_link_wins_over_what_was_kept_and_other_ways_to_open_a_tab_are_the_browsers(page):
    open_page(page, "./#v=1&dataset=xor")
    step(page, 2)
    with page.context.expect_page() as opened:
        tab(page, "Paint").click(modifiers=["ControlOrMeta"])
    opened.value.close()
    tab(page, "Classify").click()  # is open already
    expect(page.locator("#epoch")).to_have_text("2")
    turn_to(page, "Paint")
    page.goto("./#v=1&dataset=moons")
    wait_for_python(page)
    expect(page.get_by_role("radio", name="Moons")).to_be_checked()
    expect(page.locator("#epoch")).to_have_text("0")
    page.goto("./")
    wait_for_python(page)
    expect(page.get_by_role("radio", name="Spiral")).to_be_checked()
    expect(page.locator("#epoch")).to_have_text("0")


def test_the_theme_of_the_address_is_there_again(page):
    open_page(page, "./?theme=dark#v=1&dataset=xor")
    turn_to(page, "Paint")
    come_back_to(page, "Classify")
    assert "theme=dark" in address(page)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_where_storage_is_refused_the_tabs_lead_on(page):
    page.add_init_script(REFUSE_STORAGE)
    open_page(page)
    step(page)
    turn_to(page, "Paint")
    come_back_to(page, "Classify")
    expect(page.locator("#epoch")).to_have_text("0")


def test_a_run_that_is_too_large_leaves_the_settings(page):
    page.add_init_script(FULL_STORAGE)
    open_page(page, "./#v=1&dataset=xor&hide=noise")
    step(page)
    turn_to(page, "Paint")
    come_back_to(page, "Classify")
    expect(page.get_by_role("radio", name="XOR")).to_be_checked()
    expect(page.locator("#epoch")).to_have_text("0")
    expect(page.get_by_text("Only the settings were kept")).to_be_visible()
    wait_for_address(page, "hide=noise")
