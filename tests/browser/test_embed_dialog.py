"""The Embed dialog: what to paste into which page, with a preview that is the real thing."""

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
    expect(dialog.get_by_role("status")).to_have_text("iframe copied")
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
    box("Dataset").uncheck()
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
    expect(box("Dataset")).to_be_checked()
    expect(snippet).to_contain_text('?embed=1"')


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
    expect(dialog.get_by_label("Regularization rate")).to_have_count(0)
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
