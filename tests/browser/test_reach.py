"""Every control can be reached in every layout: seen, or brought into view, and none on another."""

import pytest
from playwright.sync_api import expect

from tests.browser.helpers import config, open_page, settle, until, wait_for_python

TRAINING = {
    "combobox": ["Learning rate", "Activation", "Optimizer", "Regularization", "Rate", "Problem",
                 "Loss"],
}  # fmt: skip
ALWAYS = {
    "combobox": ["Speed"],
    "button": ["Train", "Step one epoch", "Reset weights", "Switch theme", "Help and shortcuts",
               "Pin run", "Runs", "Details of the score"],
    "checkbox": ["Show test data", "Discretize output", "Boundary", "Log axis"],
    "slider": ["Smooth"],
    "radio": ["Output", "Space"],
}  # fmt: skip
NETWORK = {
    "slider": ["Depth", "Width"],
    "button": ["Add f", "Layer 1: neurons and activation", "Layer 1, neuron 1", "Output, bias"],
    "switch": ["Feature x1", "Feature x2", "Feature x1 squared", "Feature sine of x2"],
}
DATA = {
    "radio": ["Circle", "XOR", "Gauss", "Spiral", "Moons", "Rings", "Blobs", "Draw", "Formula"],
    "button": ["CSV", "Regenerate", "More settings", "Set up", "Previous challenge",
               "Next challenge"],
    "slider": ["Training data", "Noise (positions)", "Batch size"],
}  # fmt: skip


def expect_reachable(page, controls):
    """Each can be scrolled into the window."""
    for role, names in controls.items():
        for name in names:
            control = page.get_by_role(role, name=name).first
            expect(control).to_be_visible()
            control.scroll_into_view_if_needed()
            expect(control).to_be_in_viewport()


def test_on_a_desktop_all_is_in_sight(page):
    open_page(page)
    for controls in (ALWAYS, TRAINING, NETWORK, DATA):
        expect_reachable(page, controls)
    expect(page.get_by_role("button", name="Stop at", exact=True)).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_tablet_fields_scroll_and_a_button_opens_the_data_and_the_challenges(page):
    page.set_viewport_size({"width": 1000, "height": 760})
    open_page(page)
    for controls in (ALWAYS, TRAINING, NETWORK):
        expect_reachable(page, controls)
    page.get_by_role("combobox", name="Loss", exact=True).select_option("cross_entropy")
    opener = page.get_by_role("button", name="Data and challenges")
    opener.press("Enter")
    expect_reachable(page, DATA)
    page.get_by_role("button", name="Next challenge").click()
    page.get_by_role("button", name="Set up").click()
    settle(page)
    assert config(page, "dataset") == "circle"
    assert config(page, "loss") == "squared_error"
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Set up")).to_be_hidden()
    expect(opener).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_panels_take_turns(phone_page):
    open_page(phone_page)
    panels = {"Network": NETWORK, "Data": DATA, "Settings": TRAINING}
    expect_reachable(phone_page, ALWAYS)
    for name, controls in panels.items():
        phone_page.get_by_role("radiogroup", name="Panel").get_by_text(name).tap()
        if name == "Network":
            controls = {role: names for role, names in controls.items() if role != "button"}
        expect_reachable(phone_page, controls)
    for name in ("More settings", "Stop at…"):
        button = phone_page.get_by_role("button", name=name).last
        button.scroll_into_view_if_needed()
        expect(button).to_be_in_viewport()
    assert phone_page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_the_plot_comes_into_sight_with_the_tools_of_own_data(phone_page):
    open_page(phone_page)
    phone_page.get_by_role("radiogroup", name="Panel").get_by_text("Data").tap()
    for name, tool in (("Formula", "#formula"), ("Draw", "[data-edit=undo]")):
        phone_page.get_by_role("button", name="Regenerate").scroll_into_view_if_needed()
        phone_page.get_by_role("radiogroup", name="Dataset").get_by_text(name).tap()
        expect(phone_page.locator(tool)).to_be_in_viewport()
        expect(phone_page.locator("#plot")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(
    ("path", "picture"), [("./", "#plot"), ("./?lab=paint", "#covering")], ids=["classify", "paint"]
)
def test_on_a_phone_a_tapped_neuron_is_enlarged_within_sight_and_named(phone_page, path, picture):
    open_page(phone_page, path)
    large, name = phone_page.locator(picture), phone_page.locator(".neuron-name")
    for place, scroll in (("start", -80), ("end", 150)):
        tile = phone_page.locator("[data-layer='2'][data-unit='1']:is(.ptile, .unit)")
        tile.evaluate("(tile, block) => tile.scrollIntoView({ block })", place)
        phone_page.evaluate("(distance) => scrollBy(0, distance)", scroll)
        tile.tap()
        expect(name).to_have_text("Layer 2, neuron 2")
        expect(name).to_be_in_viewport(ratio=1)
        expect(large).to_be_in_viewport(ratio=1)
        tapped, shown = tile.bounding_box(), large.bounding_box()
        is_above = tapped["y"] + tapped["height"] <= shown["y"]
        assert is_above or shown["y"] + shown["height"] <= tapped["y"]
        phone_page.locator("#epoch, #updates").tap()
        expect(name).to_be_hidden()
    tile.tap()
    expect(phone_page.locator(".aloft")).to_be_visible()
    phone_page.evaluate("scrollTo(0, 0)")
    expect(phone_page.locator(".aloft")).to_have_count(0)
    expect(name).to_be_visible()


def test_on_a_phone_on_its_side_the_network_scrolls_rather_than_shrinks(page):
    page.set_viewport_size({"width": 844, "height": 390})
    open_page(page)
    expect_reachable(page, NETWORK)
    boxes = [tile.bounding_box() for tile in page.get_by_role("switch", name="Feature").all()]
    assert min(box["height"] for box in boxes) >= 24
    assert page.evaluate("document.documentElement.scrollHeight") == 390


CLIPPED = """() => [...document.querySelectorAll("select")]
  .filter((select) => select.checkVisibility())
  .flatMap((select) => {
    const { font, paddingLeft, paddingRight } = getComputedStyle(select);
    const pen = Object.assign(document.createElement("canvas").getContext("2d"), { font });
    const room = select.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    const isClipped = ({ text }) => pen.measureText(text).width > room;
    return [...select.options].filter(isClipped).map(({ text }) => `${select.name}: ${text}`);
  })"""


@pytest.mark.parametrize("path", ["./#speed=batch", "./?lab=paint"])
def test_what_is_chosen_can_be_read_whole(page, path):
    open_page(page, path)
    assert page.evaluate(CLIPPED) == []


PAINT = {
    "combobox": ["Speed", "Learning rate", "Decay", "Activation", "Optimizer", "Batch size",
                 "Sampling", "Input", "Scale σ", "Output", "Colors"],
    "button": ["Train", "Step one update", "Reset weights", "Upload", "Camera", "Edit as text",
               "Play the time-lapse", "GIF", "WebM", "Layer 3, neuron 20"],
    "radio": ["Kingfisher", "Rings", "Wipe", "Compare", "Fourier", "ConvNetJS"],
    "slider": ["Depth", "Width", "Time-lapse"],
    "checkbox": ["Morph: keep the weights"],
}  # fmt: skip

APART = """(parts) => {
  const boxes = parts.map((part) => document.querySelector(part).getBoundingClientRect());
  const meet = (a, b) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return !boxes.some((a, i) => boxes.slice(i + 1).some((b) => meet(a, b)));
}"""
PARTS = ["#target", "#pnet", "#picture", ".gallery", ".seg.presets", ".seg.view", "#psnr-chart"]
# A desktop at 200 %; tablets across and upright; small and usual desktops.
SIZES = [(720, 450), (960, 700), (768, 1024), (1200, 680), (1280, 720), (1280, 900), (1440, 900)]


def test_the_parts_of_paint_stand_apart_at_any_size(page):
    open_page(page, "./?lab=paint")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        expect_reachable(page, PAINT)
        assert page.evaluate(APART, PARTS), (width, height)
        size = "({ scrollWidth: w, scrollHeight: h }) => [w, h]"
        assert page.locator("html").evaluate(size) == [width, height]


@pytest.mark.parametrize("width", [390, 700])
def test_on_narrow_screens_a_deep_network_keeps_its_links_and_is_swiped(page, width):
    page.set_viewport_size({"width": width, "height": 844})
    open_page(page, "./#hidden=8,8,8,8,8,8,8,8")
    tiles = [page.locator(f"#net .unit[data-layer='{layer}'] .tile").first for layer in range(10)]
    settle(page)
    tiles[0].scroll_into_view_if_needed()
    expect(tiles[4]).to_be_in_viewport(ratio=1)
    first, second = (tile.bounding_box() for tile in tiles[1:3])
    assert second["x"] - first["x"] - first["width"] >= 20
    tiles[9].scroll_into_view_if_needed()
    expect(tiles[9]).to_be_in_viewport(ratio=1)
    page.locator("#net .unit[data-layer='8'] .bias").first.click()
    expect(page.get_by_role("dialog", name="Bias")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") == width


# What does not fit into its part of the page, in pixels.
OUT_OF_SIGHT = """(parts) => Object.fromEntries(parts
  .map((part) => [part, document.querySelector(part)])
  .map(([part, { scrollWidth, clientWidth, scrollHeight, clientHeight }]) =>
    [part, Math.max(scrollWidth - clientWidth, scrollHeight - clientHeight)])
  .filter(([, pixels]) => pixels > 0))"""
CHALLENGES = 11
SCREENS = [(1280, 720), (1366, 768), (1440, 900), (1536, 864), (1920, 1080)]


def test_on_usual_screens_nothing_of_paint_is_out_of_sight(page):
    open_page(page, "./?lab=paint")
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        until(lambda: page.evaluate(OUT_OF_SIGHT, [".params", ".paint"]) == {})
        assert page.evaluate(CLIPPED) == [], (width, height)


def test_on_usual_screens_no_challenge_is_out_of_sight(page):
    open_page(page)
    parts = ["html", ".params", ".data", ".output"]
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        for _ in range(CHALLENGES):
            until(lambda: page.evaluate(OUT_OF_SIGHT, parts) == {})
            page.get_by_role("button", name="Next challenge").click()


def test_the_tools_of_own_data_leave_room_for_the_loss_chart(page):
    for path in ("./#dataset=formula&formula=x1*x2", "./#dataset=points&points=1,1,0,-1,-1,1"):
        open_page(page, path)
        for width, height in SCREENS[1:]:
            page.set_viewport_size({"width": width, "height": height})
            until(lambda: page.evaluate(OUT_OF_SIGHT, [".output"]) == {})
            expect(page.locator(".losschart .u-axis")).to_have_count(2)


def test_on_a_phone_the_settings_of_paint_are_below_the_painting(phone_page):
    open_page(phone_page, "./?lab=paint")
    expect_reachable(phone_page, PAINT)
    assert phone_page.evaluate(APART, PARTS)
    assert phone_page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("lab", ["classify", "paint"])
def test_on_a_phone_a_notice_is_in_sight(phone_page, lab):
    open_page(phone_page, f"./?lab={lab}#learning_rate=fast")
    notice = phone_page.get_by_role("alert").filter(has_text="was not understood")
    expect(notice).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("lab", ["classify", "paint"])
@pytest.mark.parametrize(
    ("embed", "sizes"),
    [
        (0, [(1440, 900), (1280, 720), (1300, 540), (1024, 768), (768, 1024), (844, 390)]),
        (1, [(960, 700), (800, 500), (640, 400), (480, 480)]),
    ],
)
def test_a_notice_is_whole_and_in_sight_at_any_size(page, lab, embed, sizes):
    page.goto(f"./?lab={lab}&embed={embed}#learning_rate=fast")
    if not embed:
        wait_for_python(page)
    notice = page.locator("#notice").filter(has_text="was not understood")
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        expect(notice).to_be_in_viewport(ratio=1)
        until(lambda: notice.evaluate("(box) => box.scrollHeight <= box.clientHeight"))


def test_on_a_phone_a_notice_is_in_sight_whichever_panel_is_open(phone_page):
    open_page(phone_page, "./#learning_rate=fast")
    notice = phone_page.locator("#notice").filter(has_text="was not understood")
    for panel in ("Data", "Settings", "Network"):
        phone_page.get_by_role("radio", name=panel, exact=True).locator("..").click()
        expect(notice).to_be_in_viewport(ratio=1)
    expect(phone_page.locator("#net")).to_be_visible()


@pytest.mark.parametrize("path", ["./", "./?lab=paint"])
def test_on_the_narrowest_screens_nothing_is_cut_off(page, path):
    page.set_viewport_size({"width": 320, "height": 640})
    open_page(page, path)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("width", [320, 390])
def test_a_perfect_score_fits_on_a_phone(phone_page, width):
    phone_page.set_viewport_size({"width": width, "height": 640})
    open_page(phone_page)
    phone_page.locator("#test-accuracy").evaluate("(score) => (score.textContent = '100.0')")
    assert phone_page.locator("html").evaluate("(page) => page.scrollWidth") == width
