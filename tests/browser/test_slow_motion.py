"""Slow motion: one sample, or one batch, at a time, with a caption that says what it did."""

import re

from playwright.sync_api import Page, expect

from tests.browser.helpers import open_page, reply, until

UPDATE = re.compile(
    r"1\sForward: .*2\sLoss of this .*3\sGradient flows back .*4\sWeights move by at "
)


def caption(page: Page):
    return page.locator("#caption")


def choose(page: Page, speed: str) -> None:
    page.get_by_label("Speed").select_option(label=speed)


def test_step_trains_one_sample(page):
    open_page(page)
    choose(page, "One sample")
    button = page.get_by_role("button", name="Step one sample")
    button.click()
    expect(page.locator("#epoch-part")).to_have_text("+ 1/250")
    button.click()
    expect(page.locator("#epoch-part")).to_have_text("+ 2/250")
    assert reply(page, "step") == 2
    expect(caption(page)).to_have_text(UPDATE)
    expect(caption(page)).to_contain_text(re.compile(r"sample \d+ gives .\d?\.?\d+, target .1\."))


def test_step_trains_one_batch(page):
    open_page(page)
    choose(page, "One batch")
    button = page.get_by_role("button", name="Step one batch")
    for done in ("+ 1/25", "+ 2/25"):
        button.click()
        expect(page.locator("#epoch-part")).to_have_text(done)
    expect(caption(page)).to_contain_text("Forward: 10 samples")
    for _ in range(23):
        button.click()
    expect(page.locator("#epoch")).to_have_text("1")
    expect(page.locator("#epoch-part")).to_have_text("")


def test_the_curve_has_the_losses_of_each_batch_at_their_places(page):
    open_page(page)
    start = reply(page, "train_loss")
    choose(page, "One batch")
    button = page.get_by_role("button", name="Step one batch")
    for done in ("+ 1/25", "+ 2/25"):
        button.click()
        expect(page.locator("#epoch-part")).to_have_text(done)
    cursor = page.get_by_role("slider", name="Go back to epoch")
    cursor.focus()
    expect(cursor).to_have_attribute("aria-valuetext", re.compile("Epoch 0.08: training loss"))
    page.keyboard.press("ArrowLeft")
    expect(cursor).to_have_attribute("aria-valuetext", re.compile("Epoch 0.04: training loss"))
    page.keyboard.press("Home")
    at_start = re.compile(f"Epoch 0: training loss {start:.3f}")
    expect(cursor).to_have_attribute("aria-valuetext", at_start)


def test_the_samples_of_the_update_are_ringed(page):
    open_page(page)
    choose(page, "One sample")
    points = page.locator("canvas.points").first
    pixels = "(canvas) => canvas.toDataURL()"
    before = points.evaluate(pixels)
    page.get_by_role("button", name="Step one sample").click()
    until(lambda: points.evaluate(pixels) != before)
    choose(page, "1×")
    until(lambda: points.evaluate(pixels) == before)


def test_play_takes_its_time_and_does_not_block(page):
    open_page(page)
    choose(page, "One batch")
    started = page.evaluate("performance.now()")
    page.get_by_role("button", name="Train", exact=True).click()
    until(lambda: reply(page, "step") >= 3)
    assert page.evaluate("performance.now()") - started >= 2 * 650
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Step one batch")).to_be_enabled()


def test_other_speeds_have_no_caption_and_step_an_epoch(page):
    open_page(page)
    expect(caption(page)).to_be_hidden()
    page.keyboard.press("s")
    expect(page.locator("#epoch")).to_have_text("1")


def test_several_classes_and_numbers_have_words_of_their_own(page):
    open_page(page)
    choose(page, "One sample")
    page.get_by_role("radio", name="Rings").check(force=True)
    button = page.get_by_role("button", name="Step one sample")
    for done in ("1", "2"):
        button.click()
        expect(page.locator("#epoch-part")).to_have_text(re.compile(rf"\+ {done}/"))
    expect(caption(page)).to_contain_text(re.compile(r"gives class \d a probability of \d+%"))


def test_phones_have_the_caption_below_the_network(phone_page):
    open_page(phone_page)
    choose(phone_page, "One sample")
    expect(caption(phone_page)).to_be_visible()
