"""The network goes home as code, as files and as pictures, and a saved run comes back."""

import json
import xml.etree.ElementTree as ElementTree

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.helpers import epoch, open_page, reply, step

JSON_FILE = "application/json"


def open_code(page: Page) -> None:
    page.get_by_role("button", name="Code", exact=True).click()
    expect(page.get_by_role("dialog", name="Code")).to_be_visible()


def shows(page: Page, text: str) -> None:
    expect(page.locator("#code pre")).to_contain_text(text)


def choose_flavor(page: Page, name: str) -> None:
    page.locator("#code .seg").get_by_text(name, exact=True).click()


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.locator("#code").get_by_role("button", name=name, exact=True).click()
    return waiting.value.path().read_bytes()


def open_run(page: Page, name: str, text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    file = FilePayload(name=name, mimeType=JSON_FILE, buffer=data)
    page.locator("#code input[type=file]").set_input_files(file)


def test_the_code_is_shown_copied_and_downloaded(page):
    open_page(page)
    step(page, 2)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_code(page)
    shows(page, "from nnplay import MLP, Tensor, gradients")
    for name, text in {
        "NumPy": "in plain NumPy",
        "PyTorch": "import torch",
        "Keras": "keras.Sequential(",
        "JSON": '"format":"nnplay run"',
    }.items():
        choose_flavor(page, name)
        shows(page, text)
    choose_flavor(page, "NumPy")
    shows(page, "EPOCHS = 2")
    page.get_by_label("With trained weights").check()
    shows(page, "w = np.array([")
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.locator("#code [role=status]")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == download(page, "Download").decode()
    compile(copied, "script.py", "exec")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Code")).to_be_hidden()


def test_a_run_is_saved_and_opened_again(page):
    open_page(page)
    step(page, 3)
    open_code(page)
    saved = download(page, "Run (JSON)")
    rows = download(page, "Curves (CSV)").decode().splitlines()
    assert rows[0] == "epoch,train_loss,test_loss"
    assert [row.partition(",")[0] for row in rows[1:]] == ["0", "1", "2", "3"]
    rows = download(page, "Data (CSV)").decode().splitlines()
    assert (rows[0], len(rows)) == ("x1,x2,label,part", 501)
    page.keyboard.press("Escape")
    weights = reply(page, "weights")
    step(page, 2)
    trained = reply(page, "weights")
    assert trained != weights
    open_run(page, "mine.json", saved)
    expect(page.locator("#notice")).to_contain_text("Opened mine.json")
    expect(page.locator("#epoch")).to_have_text("3")
    assert reply(page, "weights") == weights
    step(page, 2)
    assert reply(page, "weights") == trained


@pytest.fixture
def good_run():
    formula = {"features": ["x1", "custom"], "custom_feature": "hypot(x1, x2)"}
    config = {"hidden": [2], "samples": 20, **formula}
    return {"format": "nnplay run", "version": 1, "lab": "classify", "config": config}


def test_a_run_that_is_damaged_or_foreign_leaves_everything_as_it_is(page, good_run):
    open_page(page)
    step(page, 2)
    weights = reply(page, "weights")
    open_code(page)
    for number, (text, reason) in enumerate(
        [
            ("not a run", "This is not JSON"),
            (json.dumps(good_run)[:-5], "This is not JSON"),
            ('{"cells": [], "nbformat": 4}', "This is not a run that nnplay has saved"),
            (json.dumps({**good_run, "lab": "paint"}), "It belongs to another page: paint"),
            (json.dumps({**good_run, "config": {"hidden": [0]}}), "Invalid hidden"),
            (json.dumps({**good_run, "config": {"__proto__": 1}}), "Unknown setting"),
            (json.dumps({**good_run, "state": {"epoch": 1}}), "Missing state: step"),
        ]
    ):
        open_run(page, f"{number}.json", text)
        expect(page.locator("#notice")).to_contain_text("This run cannot be opened")
        expect(page.locator("#notice")).to_contain_text(reason)
        assert (epoch(page), reply(page, "weights")) == (2, weights)
    step(page)


def test_settings_that_are_dropped_on_the_page_are_opened(page, good_run):
    open_page(page)
    page.evaluate(
        """(text) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], "small.json"));
          const options = { bubbles: true, cancelable: true, dataTransfer };
          document.querySelector("#net").dispatchEvent(new DragEvent("drop", options));
        }""",
        json.dumps(good_run),
    )
    expect(page.locator("#notice")).to_contain_text("Opened small.json")
    assert reply(page, "layers") == [2, 2, 1]
    open_code(page)
    choose_flavor(page, "NumPy")
    shows(page, "np.stack([x1, np.hypot(x1, x2)], axis=1)")


@pytest.mark.parametrize("path", ["./", "./?lab=paint"])
def test_network_and_output_are_saved_as_pictures(page, path):
    open_page(page, path)
    page.get_by_role("button", name="Step one").click()
    expect(page.locator("#reset")).to_be_enabled()
    open_code(page)
    for what in ("Network", "Output"):
        picture = ElementTree.fromstring(download(page, f"{what} (SVG)"))
        tags = {part.tag.rpartition("}")[2] for part in picture.iter()}
        assert "image" in tags
        assert download(page, f"{what} (PNG)").startswith(b"\x89PNG")
