"""Take the pictures of tests/screenshots/ from the built site: python3 build.py screenshots [NAME]

A NAME takes only the pictures whose names contain it. Everything is seeded and trained to the
same epoch, so that a picture changes only when the page does.
"""

import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

import build
from tests.browser.helpers import BOOT, choose, open_page, until
from tests.browser.test_editor import EDITOR, TRAIN, output, run, wait_for_cells
from tests.chromium import launch_options

FOLDER = build.ROOT / "tests/screenshots"
DESKTOP = (1440, 900)
TABLET = (960, 700)
PHONE = (390, 844)
EPOCHS = 480
PORTION = 4  # epochs between two points of the loss chart

SPIRAL = {
    "samples": 400,
    "noise": 14,
    "batch_size": 16,
    "features": ["x1", "x2", "sin_x1", "sin_x2"],
    "hidden": [8, 6, 4],
    "regularization": "l2",
    "regularization_rate": 0.0001,
}
FRAGILE = SPIRAL | {"activation": "leaky_relu", "optimizer": "momentum", "loss": "cross_entropy"}
FRAGILE_EPOCHS = 60
TOO_FAST = "3"  # a learning rate

STROKES = 5000  # updates of a painting
STROKES_AT_ONCE = 100


class Picture(NamedTuple):
    """What to do before the picture `name` is taken, at which size and in which theme."""

    name: str
    prepare: Callable[[Page], None] = lambda page: None
    size: tuple[int, int] = DESKTOP
    theme: Literal["light", "dark"] = "light"


# ----- pages -----


@contextmanager
def new_page(browser: Browser, site: str, size: tuple[int, int]) -> Iterator[Page]:
    width, height = size
    is_phone = size[0] < 600
    context: BrowserContext = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": height},
        has_touch=is_phone,
        is_mobile=is_phone,
        color_scheme="light",
    )
    yield context.new_page()
    context.close()


def open_with(page: Page, path: str, config: dict[str, object]) -> None:
    """Open the page with these settings, training in portions."""
    page.add_init_script(
        "window.tamper = ({ type }) => ({"
        f" open: {{ config: {json.dumps(config)} }}, train: {{ epochs: {PORTION} }}"
        "}[type])"
    )
    open_page(page, path)


def open_trained(page: Page, path: str = "./") -> None:
    open_with(page, path, SPIRAL)
    train_to(page, EPOCHS)
    close_callouts(page)


def close_callouts(page: Page) -> None:
    """What newcomers are told covers a part of the network."""
    for button in reversed(page.locator(".callout button").all()):
        if button.is_visible():
            button.click()


def train_to(page: Page, last: int) -> None:
    for epoch in range(PORTION, last + 1, PORTION):
        press_step(page)
        expect(page.locator("#epoch")).to_have_text(str(epoch), timeout=BOOT)


def open_diverged(page: Page) -> None:
    open_with(page, "./", FRAGILE)
    train_to(page, FRAGILE_EPOCHS)
    close_callouts(page)
    choose(page, "Learning rate", TOO_FAST)
    notice = page.get_by_role("alert").filter(has_text="diverged")

    def has_diverged() -> bool:
        press_step(page)
        return notice.is_visible()

    until(has_diverged)


def press_step(page: Page) -> None:
    page.locator("#step").evaluate("(button) => button.click()")


def open_loading(page: Page) -> None:
    """The largest file does not arrive."""
    page.route("**/pyodide.asm.wasm", lambda route: None)
    page.goto("./")
    bytes_shown = page.locator("#notice .bytes")
    everything = sum(size for size in boot_sizes().values())
    arrived = everything - boot_sizes()["pyodide.asm.wasm"]
    expect(bytes_shown).to_have_text(f"{arrived / 1e6:.1f} of {everything / 1e6:.1f} MB")


def boot_sizes() -> dict[str, int]:
    """File -> bytes, of what is downloaded for Python."""
    manifest = json.loads((build.DIST / "manifest.json").read_text("utf-8"))
    return {path.rpartition("/")[2]: size for path, size in manifest["restore"].items()}


def open_offline(page: Page) -> None:
    page.route("**/pyodide/**", lambda route: route.abort())
    page.goto("./")
    expect(page.get_by_role("alert")).to_contain_text("could not be downloaded")


def open_painted(page: Page, path: str = "./?lab=paint") -> None:
    page.add_init_script(
        f"window.tamper = ({{ type }}) => type === 'train' ? {{ steps: {STROKES_AT_ONCE} }} : {{}}"
    )
    open_page(page, path)
    page.locator("[name=preset][value='10x7']").evaluate("(preset) => preset.click()")
    expect(page.locator("#parameters")).to_have_text("723 parameters")
    for step in range(STROKES_AT_ONCE, STROKES + 1, STROKES_AT_ONCE):
        press_step(page)
        expect(page.locator("#updates")).to_have_text(f"{step:,}", timeout=BOOT)


def open_circle(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(page, "./#dataset=circle&hidden=8,3&features=x1,x2,x1_squared,x2_squared")
    for epoch in range(1, 4):
        press_step(page)
        expect(page.locator("#epoch")).to_have_text(str(epoch))
    close_callouts(page)


def open_editor(page: Page) -> None:
    page.goto(EDITOR)
    wait_for_cells(page)
    run(page, TRAIN)
    expect(output(page, TRAIN)).to_contain_text("epoch 200")


def open_deck(page: Page) -> None:
    page.goto("examples/#/1")
    expect(page.frame_locator("section.present iframe").locator("#net .tile").first).to_be_visible()


def open_outline(page: Page) -> None:
    page.goto("./?embed=1&dataset=circle&hidden=8,8")
    expect(page.get_by_text("Outline", exact=True)).to_be_visible()


# ----- what the reader does -----


def open_code(page: Page) -> None:
    open_dialog(page, "Code")
    expect(page.locator("#code pre")).to_contain_text("import")


def open_share(page: Page) -> None:
    open_dialog(page, "Share")
    expect(page.locator("#share-note")).to_contain_text("characters")
    expect(page.locator("#toast")).to_have_text("Link copied")


def open_share_on_a_phone(page: Page) -> None:
    open_share(page)
    expect(page.locator("#toast")).to_be_empty()  # it lay on the sheet


def open_embed(page: Page) -> None:
    open_dialog(page, "Share")
    page.locator("#share [data-action=embed]").evaluate("(button) => button.click()")
    expect(page.frame_locator("#embed iframe").locator("#net .tile").first).to_be_visible()


def choose_controls(page: Page) -> None:
    page.get_by_text("Choose which controls").click()


def open_dialog(page: Page, name: str) -> None:
    """Opens it anew, in place of the one that is open."""
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("dialog", name=name)).to_be_visible()


def hover_a_neuron(page: Page) -> None:
    neuron(page, 2, 2).hover()
    expect(page.get_by_role("heading", name="Layer 2, neuron 2")).to_be_visible()


def edit_a_weight(page: Page) -> None:
    rest(page)
    neuron(page, 2, 3).focus()
    page.keyboard.press("w")
    weights = page.get_by_role("listbox", name="Weights into Layer 2, neuron 3")
    expect(weights.get_by_role("option").first).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Weight")).to_be_visible()


def show_test_and_discretize(page: Page) -> None:
    page.keyboard.press("Escape")
    page.get_by_label("Show test data").check()
    page.get_by_label("Discretize output").check()


def hover_a_tile(page: Page) -> None:
    page.get_by_role("button", name="Layer 3, neuron 7", exact=True).hover()
    expect(page.get_by_role("heading", name="Layer 3, neuron 7")).to_be_visible()


def choose_view(name: str) -> Callable[[Page], None]:
    def choose(page: Page) -> None:
        rest(page)
        page.get_by_role("radiogroup", name="View").get_by_text(name).click()

    return choose


def look_outside(page: Page) -> None:
    choose_view("Painting")(page)
    page.get_by_role("button", name="Outside").click()
    until(lambda: page.locator("#painting").evaluate("(canvas) => canvas.width") > 400)


def open_drawer(page: Page) -> None:
    page.get_by_role("button", name="Data and challenges").click()
    expect(page.get_by_role("heading", name="Data", exact=True)).to_be_visible()


def use_system_colors(page: Page) -> None:
    rest(page)
    page.emulate_media(color_scheme="light", forced_colors="active", reduced_motion="reduce")


def choose_panel(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("radiogroup", name="Panel").get_by_text(name).click()


def tap_a_neuron(page: Page) -> None:
    """Below the plot, which comes to where it is seen."""
    choose_panel("Network")(page)
    rest(page)
    tile = neuron(page, 2, 2)
    tile.evaluate("(tile) => tile.scrollIntoView({ block: 'end' })")
    tile.tap()
    expect(page.locator(".aloft")).to_be_visible()


def neuron(page: Page, layer: int, number: int) -> Locator:
    return page.locator(f'.unit[data-layer="{layer}"][data-unit="{number - 1}"] .tile')


def rest(page: Page) -> None:
    """Nothing is hovered."""
    page.mouse.move(2, 2)


# ----- the pictures, by the page that they show -----

SERIES: dict[Callable[[Page], None], list[Picture]] = {
    open_trained: [
        Picture("classify-desktop-light", rest),
        Picture("classify-desktop-dark", rest, theme="dark"),
        Picture("classify-desktop-hover", hover_a_neuron),
        Picture("classify-desktop-weight", edit_a_weight),
        Picture("classify-desktop-test-discretize", show_test_and_discretize),
    ],
    lambda page: open_trained(page): [
        Picture("classify-tablet", rest, size=TABLET),
        Picture("classify-tablet-data", open_drawer, size=TABLET, theme="dark"),
    ],
    lambda page: open_trained(page): [Picture("classify-desktop-forced-colors", use_system_colors)],
    lambda page: open_trained(page, "?embed=1"): [
        Picture("classify-embed-960x700", rest, size=(960, 700)),
        Picture("classify-embed-640x400", rest, size=(640, 400)),
        Picture("classify-embed-640x400-dark", rest, size=(640, 400), theme="dark"),
    ],
    lambda page: open_trained(page): [
        Picture("classify-phone", size=PHONE),
        Picture("classify-phone-dark", size=PHONE, theme="dark"),
        Picture("classify-phone-full", size=(390, 1220)),
        Picture("classify-phone-data", choose_panel("Data"), size=(390, 1220)),
        Picture("classify-phone-settings", choose_panel("Settings"), size=(390, 1012)),
        Picture("classify-phone-neuron", tap_a_neuron, size=PHONE),
    ],
    open_painted: [
        Picture("paint-desktop-light", rest),
        Picture("paint-desktop-dark", rest, theme="dark"),
        Picture("paint-desktop-hover", hover_a_tile),
        Picture("paint-desktop-wipe", choose_view("Wipe")),
        Picture("paint-desktop-difference", choose_view("Difference")),
        Picture("paint-desktop-outside", look_outside),
    ],
    lambda page: open_painted(page): [
        Picture("paint-tablet", rest, size=TABLET),
        Picture("paint-tablet-upright", rest, size=(768, 1024), theme="dark"),
    ],
    lambda page: open_painted(page, "./?lab=paint&embed=1"): [
        Picture("paint-embed-960x700", rest, size=(960, 700)),
        Picture("paint-embed-640x400", rest, size=(640, 400)),
        Picture("paint-embed-640x400-dark", rest, size=(640, 400), theme="dark"),
    ],
    lambda page: open_painted(page): [
        Picture("paint-phone", size=(390, 1420)),
        Picture("paint-phone-dark", size=PHONE, theme="dark"),
    ],
    open_circle: [
        Picture("code-light", open_code),
        Picture("code-dark", open_code, theme="dark"),
        Picture("share-light", open_share),
        Picture("share-dark", open_share, theme="dark"),
        Picture("embed-dialog-light", open_embed),
        Picture("embed-dialog-dark", open_embed, theme="dark"),
        Picture("embed-dialog-controls", choose_controls),
    ],
    lambda page: open_circle(page): [
        Picture("code-phone", open_code, size=PHONE),
        Picture("share-phone", open_share_on_a_phone, size=PHONE),
        Picture("embed-dialog-phone", open_embed, size=PHONE),
    ],
    open_editor: [Picture("editor-light"), Picture("editor-dark", theme="dark")],
    open_deck: [Picture("deck", size=(960, 700))],
    open_outline: [Picture("state-outline", size=(960, 700))],
    open_loading: [Picture("state-loading")],
    open_diverged: [Picture("state-diverged", rest)],
    open_offline: [Picture("state-offline")],
}


def take(page: Page, picture: Picture) -> None:
    width, height = picture.size
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=picture.theme, reduced_motion="reduce")
    picture.prepare(page)
    page.evaluate("document.fonts.ready")
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    page.screenshot(path=FOLDER / f"{picture.name}.png", caret="hide")
    print(picture.name, flush=True)


def main(names: list[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    with build.listen(build.DIST, 8300) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        browser = playwright.chromium.launch(**launch_options())
        for open_series, pictures in SERIES.items():
            wanted = [p for p in pictures if not names or any(n in p.name for n in names)]
            if wanted:
                site = f"http://127.0.0.1:{server.server_port}/"
                with new_page(browser, site, wanted[0].size) as page:
                    open_series(page)
                    for picture in wanted:
                        take(page, picture)
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main(sys.argv[1:])
