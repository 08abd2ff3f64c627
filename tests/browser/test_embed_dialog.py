"""The Embed dialog: what to paste into which page, with a preview that is the real thing."""

import pytest
from playwright.sync_api import expect

from tests.browser.helpers import config, open_page, step, until
from tests.browser.hosts import open_host


def test_the_dialog_makes_what_to_paste_and_shows_how_it_looks(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(page, "./#dataset=circle")
    page.get_by_role("button", name="Embed", exact=True).click()
    dialog = page.get_by_role("dialog", name="Embed")
    snippet = dialog.get_by_label("What to paste")
    expect(snippet).to_contain_text('width="960" height="700"')
    expect(snippet).to_contain_text("dataset=circle")
    preview = dialog.frame_locator("iframe")
    expect(preview.get_by_role("combobox", name="Data")).to_have_value("circle")
    dialog.get_by_role("combobox", name="Start").select_option("slide")
    dialog.get_by_role("combobox", name="Size").select_option("640x400")
    kinds = {
        "<nn-play>": 'start="slide"',
        "reveal.js": 'class="r-stretch" data-src=',
        "Quarto": "{=html}",
        "Jupyter": "640, 400)",
        "Markdown": "[Neural-network playground",
        "HTML": "start=slide",
    }
    for kind, text in kinds.items():
        dialog.get_by_text(kind, exact=True).click()
        expect(snippet).to_contain_text(text)
    dialog.get_by_role("button", name="Copy").click()
    expect(dialog.get_by_role("status")).to_have_text("Copied.")
    pasted = page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.locator("#embed iframe").count() == 0
    open_host(page, pasted)
    until(lambda: len(page.frames) == 2)
    embed = page.frames[1]
    expect(embed.get_by_role("combobox", name="Data")).to_have_value("circle")
    step(embed)
    assert config(embed, "dataset") == "circle"


def test_a_lesson_shows_the_controls_that_are_chosen_one_by_one(page):
    open_page(page)
    page.get_by_role("button", name="Embed", exact=True).click()
    dialog = page.get_by_role("dialog", name="Embed")
    snippet = dialog.get_by_label("What to paste")
    usual = dialog.get_by_role("combobox", name="Controls")
    preview = dialog.frame_locator("iframe")
    dialog.get_by_text("Choose which controls").click()

    def box(name):
        return dialog.get_by_role("checkbox", name=name, exact=True)

    box("Learning rate").uncheck()
    box("Data").uncheck()
    expect(snippet).to_contain_text('&amp;hide=learning_rate,dataset"')
    expect(usual).to_have_value("chosen")
    expect(preview.get_by_role("combobox", name="Activation")).to_be_visible()
    expect(preview.get_by_role("combobox", name="Data")).to_be_hidden()
    usual.select_option("Play, step and reset")
    expect(box("Activation")).not_to_be_checked()
    expect(snippet).to_contain_text('&amp;controls=play,step,reset"')
    box("Reset").uncheck()
    expect(snippet).to_contain_text('&amp;controls=play,step"')
    box("Play").uncheck()
    box("Step").uncheck()
    expect(usual).to_have_value("none")
    expect(snippet).to_contain_text('&amp;controls=none"')
    usual.select_option("All")
    expect(box("Data")).to_be_checked()
    expect(snippet).to_contain_text('?embed=1"')
    box("Runs").uncheck()
    expect(snippet).to_contain_text('&amp;hide=runs"')
    dialog.get_by_role("combobox", name="Size").select_option("640x400")
    expect(box("Runs")).to_have_count(0)
    expect(snippet).to_contain_text('?embed=1"')


# The boxes, and what of all controls is to be seen in a frame.
OFFERED = "[...document.querySelectorAll('#embed .which input')].map(({ value }) => value).sort()"
SEEN = """async () => {
  const { HIDEABLE, createHiding } = await import("./web/links/hiding.js");
  const hide = createHiding();
  const count = () => [...document.querySelectorAll("body *")].filter((part) =>
    part.checkVisibility() && part.getBoundingClientRect().width > 1).length;
  const all = count();
  const isSeen = (name) => {
    hide([name]);
    const isLess = count() < all;
    hide([]);
    return isLess;
  };
  return HIDEABLE.filter(isSeen).sort();
}"""


@pytest.mark.parametrize("lab", ["classify", "paint"])
def test_the_controls_to_choose_from_are_those_that_a_frame_has_room_for(page, lab):
    open_page(page, f"./?lab={lab}")
    page.get_by_role("button", name="Embed", exact=True).click()
    dialog = page.get_by_role("dialog", name="Embed")
    dialog.get_by_text("Choose which controls").click()
    offered = {}
    for size in ("960x700", "640x400"):
        dialog.get_by_role("combobox", name="Size").select_option(size)
        offered[size] = page.evaluate(OFFERED)
    for size, names in offered.items():
        width, height = map(int, size.split("x"))
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"./?embed=1&lab={lab}")
        expect(page.locator(".preview")).to_have_count(1)
        assert page.evaluate(SEEN) == names, size


def test_that_an_image_of_ones_own_is_not_in_the_frame_is_said(page):
    open_page(page, "./?lab=paint")
    image = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
    own = {"name": "own.svg", "mimeType": "image/svg+xml", "buffer": image.encode()}
    page.locator("#file").set_input_files(own)
    expect(page.locator("#target-note")).to_contain_text("own.svg")
    page.get_by_role("button", name="Embed", exact=True).click()
    status = page.get_by_role("dialog", name="Embed").get_by_role("status")
    expect(status).to_have_text("Your image stays on this device: the frame opens another one.")


def test_paint_is_embedded_as_it_is_and_where_copying_is_refused_the_text_is_selected(page):
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error())")
    open_page(page, "./?lab=paint#image=dusk&encoding=xy")
    page.get_by_role("button", name="Embed", exact=True).click()
    dialog = page.get_by_role("dialog", name="Embed")
    snippet = dialog.get_by_label("What to paste")
    expect(snippet).to_contain_text("lab=paint")
    preview = dialog.frame_locator("iframe")
    expect(preview.locator("#painting")).to_be_visible()
    dialog.get_by_text("Choose which controls").click()
    expect(dialog.get_by_label("Preset")).to_be_checked()
    expect(dialog.get_by_label("Regularization")).to_have_count(0)
    dialog.get_by_role("button", name="Copy").click()
    expect(dialog.get_by_role("status")).to_contain_text("the text is selected")
    assert page.evaluate("getSelection().toString()").strip() == snippet.inner_text().strip()
    open_host(page, snippet.inner_text())
    embed = page.frame_locator("iframe")
    expect(embed.locator("[name=image]:checked")).to_have_value("dusk")
    expect(embed.locator("[name=encoding]")).to_have_value("xy")


def test_on_a_phone_it_is_found_beside_the_link(phone_page):
    open_page(phone_page)
    assert phone_page.evaluate("document.documentElement.scrollWidth") == 390
    phone_page.get_by_role("button", name="Share", exact=True).click()
    phone_page.get_by_role("button", name="Embed", exact=True).click()
    expect(phone_page.get_by_role("dialog", name="Embed")).to_be_visible()
    assert phone_page.evaluate("document.documentElement.scrollWidth") == 390
