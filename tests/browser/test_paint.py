"""The Paint page: a network paints an image, and the reader looks inside and brings their own."""

import base64
import json
import re
import struct
import zlib

import pytest
from playwright.sync_api import expect

from tests.browser.helpers import until

SLOW = 60_000  # ms; Python starts in a few seconds, on a busy machine in some more


@pytest.fixture
def paint(page):
    page.goto("./?lab=paint")
    expect(page.locator("#step")).to_be_enabled(timeout=SLOW)
    return page


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, color=(200, 40, 40, 255)):
    """An RGBA image of one color."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    pixels = (b"\0" + bytes(color) * width) * height
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(pixels)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def gif(frames):
    """A red pixel, shown as often as there are frames."""
    frame = bytes.fromhex("21f904000a0000002c00000000010001000002024401 00")
    return b"GIF89a" + bytes.fromhex("01000100800000ff0000000000") + frame * frames + b";"


def upload(page, name, data, kind="image/png"):
    page.set_input_files("#file", {"name": name, "mimeType": kind, "buffer": data})


def choose(page, name, value):
    """A radio button is covered by its label."""
    page.locator(f"[type=radio][name={name}][value='{value}']").check(force=True)


def field(page, label):
    return page.get_by_role("combobox", name=label, exact=True)


def steps(page):
    return int(page.locator("#updates").inner_text().replace(",", ""))


def wait_for_steps(page, least):
    page.wait_for_function(
        "least => Number(document.querySelector('#updates').textContent.replace(',', '')) >= least",
        arg=least,
        timeout=SLOW,
    )


def train(page, least):
    page.get_by_role("button", name="Train").click()
    wait_for_steps(page, least)
    page.get_by_role("button", name="Pause").click()


def psnr(page):
    return float(page.locator("#psnr").inner_text())


def pixel(page, canvas, x=0.5, y=0.5):
    """Red, green and blue at a place of a canvas, given in parts of it."""
    return page.locator(canvas).evaluate(
        """(canvas, [x, y]) => [...canvas.getContext("2d").getImageData(
            Math.floor(x * canvas.width), Math.floor(y * canvas.height), 1, 1).data].slice(0, 3)""",
        [x, y],
    )


def test_the_tabs_lead_from_lab_to_lab(paint):
    tabs = paint.get_by_role("navigation", name="Playground")
    expect(tabs.get_by_role("link", name="Paint")).to_have_attribute("aria-current", "page")
    expect(paint.get_by_role("heading", name="Target")).to_be_visible()
    expect(paint.locator("#net")).to_have_count(0)
    tabs.get_by_role("link", name="Classify").click()
    expect(paint.locator("#net")).to_be_visible()
    expect(tabs.get_by_role("link", name="Classify")).to_have_attribute("aria-current", "page")
    tabs.get_by_role("link", name="Paint").click()
    expect(paint.locator("#pnet")).to_be_visible()


def test_until_python_is_there_a_saved_painting_is_shown(page):
    page.route("**/pyodide.asm.wasm", lambda route: None)
    page.goto("./?lab=paint")
    expect(page.locator("#parameters")).to_have_text("2,203 parameters")
    expect(page.locator(".ptile")).to_have_count(2 + 60 + 3)
    expect(page.locator("#updates")).to_have_text("0")
    red, _, blue = pixel(page, "#painting", 0.62, 0.7)
    assert red > blue + 80  # the kingfisher's breast
    page.get_by_role("button", name="Help").click()
    help_text = page.get_by_role("dialog", name="Help")
    expect(help_text).to_contain_text("what one neuron draws")
    expect(help_text).not_to_contain_text("test data")


def test_a_network_learns_the_kingfisher(paint):
    before = psnr(paint)
    train(paint, 60)
    assert psnr(paint) > before + 5
    expect(paint.locator("#parameters")).to_have_text("2,203 parameters")
    expect(paint.locator("#bytes")).to_contain_text("8.8 kB for 120 kB")
    expect(paint.locator("#psnr-chart")).to_have_attribute("aria-label", re.compile(r"dB at step"))
    paint.locator("body").press("r")
    expect(paint.locator("#updates")).to_have_text("0")
    assert psnr(paint) == pytest.approx(before, abs=0.05)


def test_a_step_is_one_update(paint):
    paint.get_by_role("button", name="Step one update").click()
    expect(paint.locator("#updates")).to_have_text("1")
    field(paint, "Speed").select_option("one")
    train(paint, 3)
    assert steps(paint) < 2000


def test_another_image_starts_anew_unless_it_morphs(paint):
    train(paint, 20)
    choose(paint, "image", "dusk")
    expect(paint.locator("#target-note")).to_have_text("Dusk, 200 × 200")
    expect(paint.locator("#updates")).to_have_text("0")
    train(paint, 20)
    paint.get_by_label("Morph: keep the weights").check()
    choose(paint, "image", "wave")
    expect(paint.locator("#target-note")).to_have_text("Waves, 200 × 200")
    expect(paint.get_by_role("radio", name="Waves")).to_be_checked()
    assert steps(paint) >= 20


PRESETS = {"4": 27, "20": 123, "10+10": 173, "10x7": 723, "20x7": 2643, "siren": 963}


def test_a_preset_builds_its_network(paint):
    for preset, parameters in PRESETS.items():
        choose(paint, "preset", preset)
        expect(paint.locator("#parameters")).to_have_text(f"{parameters:,} parameters")
        expect(field(paint, "Input")).to_have_value("xy")
    choose(paint, "preset", "fourier")
    expect(field(paint, "Input")).to_have_value("fourier")


def test_the_network_of_convnetjs_is_a_preset(paint):
    choose(paint, "preset", "convnetjs")
    expect(paint.locator("#parameters")).to_have_text("2,643 parameters")
    expected = {"Batch size": "5", "Optimizer": "momentum", "Learning rate": "0.01"}
    for label, value in expected.items():
        expect(field(paint, label)).to_have_value(value)


SETTINGS = {
    "Learning rate": "0.001",
    "Decay": "0",
    "Activation": "sine",
    "Optimizer": "sgd",
    "Batch size": "1024",
    "Sampling": "hard",
    "Scale σ": "8",
    "Output": "sigmoid",
    "Colors": "grey",
    "Input": "xy",
}


def test_a_setting_can_be_changed_and_trained_with(paint):
    for label, value in SETTINGS.items():
        paint.locator("#reset").click()
        expect(paint.locator("#updates")).to_have_text("0")
        field(paint, label).select_option(value)
        paint.locator("#step").click()
        expect(paint.locator("#updates")).to_have_text("1")
        expect(field(paint, label)).to_have_value(value)
        expect(paint.locator("#notice")).to_be_hidden()


def test_the_network_can_be_edited_as_a_text(paint):
    open_editor = paint.get_by_role("button", name="Edit as text")
    dialog = paint.get_by_role("dialog", name="Network as text")
    text = dialog.get_by_role("textbox")
    open_editor.click()
    expect(text).to_have_value(re.compile(r"^input fourier.*\ndense 20 relu\n"))
    text.fill("input xy\ndense 8 sine\nconv 3")
    dialog.get_by_role("button", name="Apply").click()
    expect(dialog.get_by_role("alert")).to_have_text(re.compile("^line 3: unknown line: 'conv'"))
    selected = "(text) => text.value.slice(text.selectionStart, text.selectionEnd)"
    assert text.evaluate(selected) == "conv 3"
    expect(paint.locator("#parameters")).to_have_text("2,203 parameters")
    text.fill("input xy\ndense 8 sine\ndense 5 sine\noutput grey sigmoid")
    expect(dialog.get_by_role("alert")).to_be_hidden()
    dialog.get_by_role("button", name="Apply").click()
    expect(dialog).to_be_hidden()
    expect(paint.locator("#parameters")).to_have_text("75 parameters")
    expect(field(paint, "Activation")).to_have_value("sine")
    open_editor.click()
    text.fill("dense 1")
    dialog.get_by_role("button", name="Cancel").click()
    expect(paint.locator("#parameters")).to_have_text("75 parameters")


def test_depth_and_width_rebuild_the_grid(paint):
    paint.locator("[name=depth]").fill("2")
    paint.locator("[name=width]").fill("6")
    expect(paint.locator(".ptile")).to_have_count(2 + 12 + 3)
    field(paint, "Colors").select_option("grey")
    expect(paint.locator(".ptile")).to_have_count(2 + 12 + 1)
    expect(paint.get_by_role("button", name="Output Grey")).to_be_attached()


def test_a_tile_is_enlarged_by_pointer_and_by_keyboard(paint):
    title = paint.locator("#painting-title")
    paint.get_by_role("button", name="Layer 2, neuron 7").hover()
    expect(title).to_have_text("Layer 2, neuron 7")
    expect(paint.locator("#covering")).to_be_visible()
    paint.locator("h2").first.hover()
    expect(title).to_have_text("Painting")
    paint.get_by_role("button", name="Layer 2, neuron 7").focus()
    paint.keyboard.press("ArrowDown")
    expect(title).to_have_text("Layer 2, neuron 8")
    paint.keyboard.press("ArrowUp")
    expect(title).to_have_text("Layer 2, neuron 7")


def test_the_wipe_follows_arrows_and_pointer(paint):
    choose(paint, "view", "wipe")
    grip = paint.get_by_role("slider", name="Wipe between target and painting")
    grip.press("ArrowRight")
    expect(grip).to_have_attribute("aria-valuenow", "52")
    grip.press("Shift+ArrowLeft")
    expect(grip).to_have_attribute("aria-valuenow", "42")
    box = paint.locator("#wipe").bounding_box()
    paint.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 20)
    paint.mouse.down()
    paint.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + 20)
    paint.mouse.up()
    expect(grip).to_have_attribute("aria-valuenow", "80")


def test_raw_coordinates_and_fourier_features_are_compared_side_by_side(paint):
    train(paint, 30)
    choose(paint, "view", "compare")
    left, right = paint.locator("#wipe .left"), paint.locator("#wipe .right")
    expect(left).to_have_text(re.compile(r"^x, y \d+\.\d dB$"))
    expect(right).to_have_text(re.compile(r"^Fourier \d+\.\d dB$"))
    assert steps(paint) >= 30
    before = left.inner_text()
    paint.locator("#step").click()
    expect(left).not_to_have_text(before)
    choose(paint, "view", "painting")
    expect(left).to_be_hidden()
    choose(paint, "view", "wipe")
    expect(left).to_have_text("Target")


def width_of(page, canvas):
    return page.locator(canvas).evaluate("(canvas) => canvas.width")


def test_zooming_draws_the_network_anew_for_the_pixels_of_the_screen(paint):
    zoom = paint.get_by_role("group", name="Zoom", exact=True)
    value = zoom.locator("[data-zoom=whole]")
    picture = paint.locator("#picture")
    train(paint, 20)
    shown = round(picture.bounding_box()["width"])
    zoom.get_by_role("button", name="Zoom in").click()
    expect(value).to_have_text("2×")
    until(lambda: width_of(paint, "#painting") == shown)
    before = pixel(paint, "#painting")
    picture.focus()
    paint.keyboard.press("ArrowRight")
    paint.keyboard.press("ArrowDown")
    until(lambda: pixel(paint, "#painting") != before)
    paint.keyboard.press("0")
    expect(value).to_have_text("1×")
    until(lambda: width_of(paint, "#painting") == 200)
    zoom.get_by_role("button", name="Outside").click()
    expect(value).to_have_text("0.5×")
    expect(paint.locator(".bounds")).to_be_visible()
    until(lambda: width_of(paint, "#painting") == shown)
    zoom.get_by_role("button", name="Zoom out").click()
    expect(value).to_have_text("0.25×")


def test_wheel_and_drag_move_the_frame_while_the_network_trains(paint):
    value = paint.locator("[data-zoom=whole]")
    picture = paint.locator("#picture")
    paint.get_by_role("button", name="Train").click()
    box = picture.bounding_box()
    paint.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    paint.keyboard.down("Control")
    paint.mouse.wheel(0, -200)
    paint.keyboard.up("Control")
    expect(value).to_have_text("2.72×")
    left = "(bounds) => bounds.style.left"
    before = paint.locator(".bounds").evaluate(left)
    paint.mouse.down()
    paint.mouse.move(box["x"] + box["width"] / 2 - 50, box["y"] + box["height"] / 2)
    paint.mouse.up()
    assert paint.locator(".bounds").evaluate(left) != before
    until(lambda: width_of(paint, "#painting") == 100)
    wait_for_steps(paint, steps(paint) + 10)
    choose(paint, "view", "difference")
    choose(paint, "view", "wipe")
    expect(paint.locator("#covering")).to_be_visible()


def test_the_difference_of_a_flat_image_vanishes(paint):
    upload(paint, "flat.png", png(16, 16))
    expect(paint.locator("#target-note")).to_have_text("flat.png, 16 × 16")
    train(paint, 100)
    choose(paint, "view", "difference")
    expect(paint.get_by_label("View").get_by_text("Difference")).to_be_visible()
    paint.wait_for_function(
        """() => {
          const canvas = document.querySelector("#painting");
          const { data } = canvas.getContext("2d").getImageData(8, 8, 1, 1);
          return Math.max(data[0], data[1], data[2]) < 60;
        }"""
    )


def test_an_own_image_keeps_its_proportions_and_says_its_size(paint):
    upload(paint, "wide.png", png(800, 300))
    expect(paint.locator("#target-note")).to_have_text("wide.png, 200 × 75 of 800 × 300")
    box = paint.locator("#target").bounding_box()
    assert box["width"] / box["height"] == pytest.approx(800 / 300, rel=0.02)
    assert pixel(paint, "#target") == [200, 40, 40]


JPEG = """() => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 20 });
  const context = canvas.getContext("2d");
  context.fillStyle = "blue";
  context.fillRect(0, 0, 40, 20);
  context.fillStyle = "red";
  context.fillRect(0, 0, 20, 20);
  return canvas.toDataURL("image/jpeg", 1).split(",")[1];
}"""


def turned(jpeg):
    """The same with a note that its left is to be shown on top: EXIF orientation 6."""
    entry = struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, 6, 0, 0)
    exif = b"Exif\0\0" + b"MM\0*\0\0\0\x08" + entry
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def test_a_photo_is_turned_as_the_camera_noted(paint):
    photo = turned(base64.b64decode(paint.evaluate(JPEG)))
    upload(paint, "photo.jpg", photo, "image/jpeg")
    expect(paint.locator("#target-note")).to_have_text("photo.jpg, 20 × 40")
    red, _, blue = pixel(paint, "#target", 0.5, 0.2)
    assert red > 200 > blue


def test_transparency_is_white(paint):
    upload(paint, "glass.png", png(20, 20, (0, 0, 0, 0)))
    expect(paint.locator("#target-note")).to_have_text("glass.png, 20 × 20")
    assert pixel(paint, "#target") == [255, 255, 255]


def test_of_an_animation_the_first_frame_is_painted(paint):
    upload(paint, "dance.gif", gif(2), "image/gif")
    expect(paint.locator("#notice")).to_contain_text("Only the first frame of dance.gif")
    expect(paint.locator("#target-note")).to_have_text("dance.gif, 1 × 1")


HUGE = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0))


BAD_IMAGES = [
    ("empty.png", b"", "empty.png is empty."),
    ("notes.txt", b"no image at all", "notes.txt is not an image."),
    ("broken.png", png(20, 20)[:40], "broken.png is broken."),
    ("huge.png", HUGE, "huge.png has 100 megapixels. Up to 50 can be used."),
    ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><rect", "logo.svg is broken."),
]


def test_what_is_no_image_is_said_and_the_painting_keeps_going(paint):
    paint.get_by_role("button", name="Train").click()
    for name, data, sentence in BAD_IMAGES:
        upload(paint, name, data, "application/octet-stream")
        expect(paint.get_by_role("alert")).to_contain_text(sentence)
        expect(paint.locator("#target-note")).to_have_text("Kingfisher, 200 × 200")
        wait_for_steps(paint, steps(paint) + 1)
    paint.get_by_role("button", name="Close").click()
    expect(paint.locator("#notice")).to_be_hidden()


DRAWING = b"""<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" onload="parent.harmed = 1">
  <script>parent.harmed = 1</script>
  <image href="https://example.org/photo.png" width="4" height="4"/>
  <rect x="20" width="20" height="20" fill="red"/>
</svg>"""


def test_an_svg_is_drawn_as_large_as_need_be_and_runs_nothing(paint):
    upload(paint, "logo.svg", DRAWING, "image/svg+xml")
    expect(paint.locator("#target-note")).to_have_text("logo.svg, 200 × 100")
    assert width_of(paint, "#target") == 1000
    assert pixel(paint, "#target", 0.75) == [255, 0, 0]
    assert pixel(paint, "#target", 0.3, 0.7) == [255, 255, 255]
    assert paint.evaluate("window.harmed") is None


DROP = """([name, bytes, kind]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
  const options = { bubbles: true, cancelable: true };
  const event = kind === "drop"
    ? new DragEvent("drop", { ...options, dataTransfer: data })
    : new ClipboardEvent("paste", { ...options, clipboardData: data });
  document.body.dispatchEvent(event);
}"""


def test_an_image_can_be_dropped_and_pasted(paint):
    paint.evaluate(DROP, ["gift.png", list(png(30, 20)), "drop"])
    expect(paint.locator("#target-note")).to_have_text("gift.png, 30 × 20")
    paint.evaluate(DROP, ["clip.png", list(png(20, 30)), "paste"])
    expect(paint.locator("#target-note")).to_have_text("clip.png, 20 × 30")


def test_one_can_draw_the_target(paint):
    paint.get_by_role("button", name="Draw").click()
    dialog = paint.get_by_role("dialog", name="Draw")
    dialog.locator("[name=color][value='#e0483e']").check(force=True)
    box = dialog.locator("canvas").bounding_box()
    paint.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] / 2)
    paint.mouse.down()
    paint.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2, steps=5)
    paint.mouse.up()
    dialog.get_by_role("button", name="Paint this").click()
    expect(paint.locator("#target-note")).to_have_text("Drawing, 200 × 200")
    assert pixel(paint, "#target") == [224, 72, 62]
    assert pixel(paint, "#target", 0.5, 0.1) == [255, 255, 255]


def test_a_camera_that_is_not_there_is_said(paint):
    paint.get_by_role("button", name="Camera").click()
    expect(paint.get_by_role("alert")).to_contain_text("No picture from the camera")
    expect(paint.get_by_role("alert")).to_contain_text("There is no camera on this device.")


FAKE_CAMERA = """() => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 48 });
  const context = canvas.getContext("2d");
  function film() {
    context.fillStyle = "rgb(0, 160, 60)";
    context.fillRect(0, 0, 64, 48);
    requestAnimationFrame(film);
  }
  film();
  window.asked = [];
  navigator.mediaDevices.getUserMedia = async (wish) => {
    window.asked.push(wish);
    window.stream = canvas.captureStream();
    return window.stream;
  };
}"""


def camera_is_off(page):
    is_off = "({ readyState }) => readyState === 'ended'"
    return page.evaluate(f"window.stream.getTracks().every({is_off})")


def test_a_camera_takes_the_target_and_is_switched_off(paint):
    paint.evaluate(FAKE_CAMERA)
    dialog = paint.get_by_role("dialog", name="Camera")
    paint.get_by_role("button", name="Camera").click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    until(lambda: camera_is_off(paint))
    expect(paint.locator("#target-note")).to_have_text("Kingfisher, 200 × 200")
    paint.get_by_role("button", name="Camera").click()
    until(lambda: dialog.locator("video").evaluate("({ currentTime }) => currentTime > 0"))
    dialog.get_by_role("button", name="Take the picture").click()
    expect(paint.locator("#target-note")).to_have_text("Camera, 64 × 48")
    red, green, blue = pixel(paint, "#target")
    assert green > 100 > max(red, blue)
    assert camera_is_off(paint)
    assert paint.evaluate("window.asked.every(({ audio }) => !audio) && window.asked.length") == 2


def test_the_painting_can_be_downloaded_at_another_size(paint):
    upload(paint, "My small.png", png(24, 16))
    expect(paint.locator("#target-note")).to_have_text("My small.png, 24 × 16")
    with paint.expect_download() as download:
        paint.get_by_role("button", name="8×").click()
    assert download.value.suggested_filename == "my-small-8x.png"
    data = download.value.path().read_bytes()
    assert struct.unpack(">II", data[16:24]) == (192, 128)
    expect(paint.locator("#notice")).to_contain_text("Saved my-small-8x.png")


def test_a_download_can_be_cancelled(paint):
    paint.get_by_role("button", name="8×").click()
    paint.get_by_role("button", name="Cancel").click()
    expect(paint.get_by_role("button", name="8×")).to_be_visible(timeout=SLOW)
    expect(paint.locator("#notice")).to_be_hidden()


def test_a_time_lapse_looks_back_and_is_saved_as_a_film(paint):
    upload(paint, "flat.png", png(20, 10))
    expect(paint.locator("#target-note")).to_have_text("flat.png, 20 × 10")
    slider = paint.get_by_role("slider", name="Time-lapse")
    for _ in range(4):
        paint.locator("#step").click()
    expect(paint.locator("#updates")).to_have_text("4")
    slider.press("Home")
    expect(paint.locator("#painting-title")).to_have_text("Step 0")
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"Step 0, \d+\.\d dB"))
    slider.press("End")
    expect(paint.locator("#painting-title")).to_have_text("Painting")
    for kind, signature in (("gif", b"GIF89a"), ("webm", b"\x1aE\xdf\xa3")):
        with paint.expect_download() as download:
            paint.locator(f"[data-film={kind}]").click()
        assert download.value.suggested_filename == f"flat-time-lapse.{kind}"
        assert download.value.path().read_bytes().startswith(signature)
    expect(paint.locator("#notice")).to_contain_text("Saved flat-time-lapse.webm")
    slider.press("Home")
    paint.locator("#step").click()
    expect(paint.locator("#painting-title")).to_have_text("Painting")
    paint.get_by_role("button", name="Play the time-lapse").click()
    expect(paint.locator("#painting-title")).to_have_text("Painting")
    expect(paint.get_by_role("button", name="Play the time-lapse")).to_be_visible()


@pytest.mark.parametrize("kind", ["GIF", "WebM"])
def test_a_film_can_be_cancelled(paint, kind):
    for _ in range(3):
        paint.locator("#step").click()
    expect(paint.locator("#updates")).to_have_text("3")
    # As one task, before the film can be done.
    cancel = "document.querySelector('#timelapse .rendering button')"
    save = f"(save) => {{ save.click(); {cancel}.click(); }}"
    paint.get_by_role("button", name=kind).evaluate(save)
    expect(paint.get_by_role("button", name=kind)).to_be_visible()
    expect(paint.get_by_role("button", name=kind)).to_be_enabled()
    expect(paint.locator("#notice")).to_be_hidden()


# Whether a frame shows the progress bar before the first frame of the film is made.
SHOWN_FIRST = """(save) => new Promise((done) => {
  const bar = document.querySelector("#timelapse .bar");
  save.click();
  requestAnimationFrame(() => done([bar.checkVisibility(), bar.ariaValueNow]));
})"""


def test_the_progress_of_a_film_is_shown_before_its_first_frame_is_made(paint):
    paint.locator("#step").click()
    expect(paint.locator("#updates")).to_have_text("1")
    save = paint.get_by_role("button", name="GIF")
    with paint.expect_download():
        assert save.evaluate(SHOWN_FIRST) == [True, "0"]


def test_keys_turn_to_the_other_views_and_back(paint):
    view = paint.get_by_role("radiogroup", name="View")
    for key, name in (("d", "Difference"), ("t", "Wipe")):
        paint.keyboard.press(key)
        expect(view.get_by_role("radio", name=name)).to_be_checked()
        paint.keyboard.press(key)
        expect(view.get_by_role("radio", name="Painting")).to_be_checked()


def save_run(page):
    page.get_by_role("button", name="Code", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Run (JSON)").click()
    page.keyboard.press("Escape")
    return waiting.value.path().read_text()


DROP_RUN = """([name, text]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name));
  const options = { bubbles: true, cancelable: true, dataTransfer };
  document.body.dispatchEvent(new DragEvent("drop", options));
}"""


def test_a_saved_run_comes_back_with_its_image(paint):
    upload(paint, "flag.png", png(30, 20))
    expect(paint.locator("#target-note")).to_have_text("flag.png, 30 × 20")
    paint.locator("#step").click()
    expect(paint.locator("#updates")).to_have_text("1")
    quality = paint.locator("#psnr").inner_text()
    own = save_run(paint)
    choose(paint, "image", "dusk")
    expect(paint.locator("#target-note")).to_have_text("Dusk, 200 × 200")
    expect(paint.locator("#updates")).to_have_text("0")
    dusk = save_run(paint)
    paint.evaluate(DROP_RUN, ["flag.json", own])
    expect(paint.locator("#notice")).to_contain_text("Opened flag.json")
    expect(paint.locator("#target-note")).to_have_text("flag.png, 30 × 20")
    expect(paint.locator("#updates")).to_have_text("1")
    expect(paint.get_by_role("slider", name="Time-lapse")).to_be_disabled()  # dusk is not in it
    expect(paint.locator("#psnr")).to_have_text(quality)
    assert pixel(paint, "#target") == [200, 40, 40]
    paint.evaluate(DROP_RUN, ["dusk.json", dusk])
    expect(paint.locator("#target-note")).to_have_text("Dusk, 200 × 200")
    expect(paint.get_by_role("radio", name="Dusk")).to_be_checked()
    for image in ({}, {"name": "x", "png": "?"}, {"name": "x", "png": "AAAA"}):
        run = json.dumps({**json.loads(own), "image": image})
        paint.evaluate(DROP_RUN, ["bad.json", run])
        expect(paint.get_by_role("alert")).to_contain_text("This run cannot be opened")
        expect(paint.locator("#target-note")).to_have_text("Dusk, 200 × 200")
        paint.get_by_role("button", name="Close").click()


def test_a_frame_has_the_essentials(page):
    page.set_viewport_size({"width": 640, "height": 400})
    page.goto("./?lab=paint&embed=1")
    expect(page.locator("#step")).to_be_enabled(timeout=SLOW)
    field(page, "Network").select_option("10x7")
    expect(page.locator("#parameters")).to_have_text("723 parameters")
    expect(page.locator(".topbar")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    assert page.evaluate("document.documentElement.scrollHeight") <= 400


def test_a_phone_shows_both_images_and_a_tap_enlarges_a_tile(phone_page):
    phone_page.goto("./?lab=paint")
    expect(phone_page.locator("#step")).to_be_enabled(timeout=SLOW)
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 390
    phone_page.get_by_role("button", name="Layer 1, neuron 1", exact=True).tap()
    expect(phone_page.locator("#painting-title")).to_have_text("Layer 1, neuron 1")


def test_a_phone_has_room_for_what_says_the_state(phone_page):
    phone_page.goto("./?lab=paint")
    expect(phone_page.locator("#step")).to_be_enabled(timeout=SLOW)
    row = phone_page.get_by_role("radiogroup", name="Presets").bounding_box()
    preset = phone_page.locator(".presets label", has_text="Fourier").bounding_box()
    assert preset["x"] + preset["width"] <= row["x"] + row["width"]
    phone_page.locator(".view label", has_text="Compare").tap()
    labels = phone_page.locator("#wipe .side")
    expect(labels.last).to_contain_text("Fourier")
    left, right = (label.bounding_box() for label in labels.all())
    is_beside = left["x"] + left["width"] <= right["x"]
    assert is_beside or left["y"] + left["height"] <= right["y"]
    phone_page.set_viewport_size({"width": 844, "height": 390})
    image = phone_page.locator("#target").bounding_box()
    note = phone_page.locator("#target-note").bounding_box()
    assert abs(note["x"] + note["width"] - image["x"] - image["width"]) < 2


def test_a_finger_drawn_across_the_tiles_enlarges_one_after_the_other(phone_page):
    phone_page.goto("./?lab=paint")
    expect(phone_page.locator("#step")).to_be_enabled(timeout=SLOW)
    places = []
    for layer in (1, 2):
        tile = phone_page.get_by_role("button", name=f"Layer {layer}, neuron 2", exact=True)
        tile.scroll_into_view_if_needed()
        box = tile.bounding_box()
        places.append({"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2})
    touch = phone_page.context.new_cdp_session(phone_page)
    title = phone_page.locator("#painting-title")
    kinds = ("touchStart", "touchMove")
    for kind, place, layer in zip(kinds, places, (1, 2), strict=True):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [place]})
        expect(title).to_have_text(f"Layer {layer}, neuron 2")
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
