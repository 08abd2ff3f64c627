"""The whole site in one HTML file: opened from disk, and in a frame that may do nothing else."""

import pytest
from playwright.sync_api import expect

import build
from tests.browser.conftest import strict_page
from tests.browser.helpers import BOOT, epoch


@pytest.fixture(scope="module")
def single_file(tmp_path_factory):
    build.single()
    folder = tmp_path_factory.mktemp("single")
    (folder / "nnplay.html").write_bytes(build.SINGLE.read_bytes())
    sandbox = '<iframe sandbox="allow-scripts" src="nnplay.html" width="960" height="700"></iframe>'
    (folder / "slide.html").write_text(f"<!doctype html><title>A slide</title>{sandbox}")
    return folder


@pytest.fixture
def page(browser, single_file, problems):
    """Without a network, and with no address but the file's."""
    url = single_file.as_uri() + "/"
    for page in strict_page(browser, url, problems, viewport={"width": 1440, "height": 900}):
        page.context.set_offline(True)
        yield page


def train_one_epoch(place):
    button = place.get_by_role("button", name="Step one epoch")
    expect(button).to_be_enabled(timeout=BOOT)
    button.click()
    expect(place.locator("#epoch")).to_have_text("1")


def test_the_file_opens_from_disk_and_trains(page):
    page.goto("nnplay.html")
    train_one_epoch(page)
    expect(page.get_by_role("img", name="Output of the network")).to_be_visible()
    page.get_by_role("button", name="Code", exact=True).click()
    expect(page.get_by_text("Cells of Python run on the site only")).to_be_visible()
    expect(page.get_by_role("link", name="Run it here")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Embed", exact=True)).to_be_hidden()
    page.get_by_role("link", name="Paint").click()
    expect(page.get_by_role("radiogroup", name="Image")).to_be_visible()
    expect(page.get_by_role("button", name="Step one update")).to_be_enabled(timeout=BOOT)
    page.get_by_role("button", name="Step one update").click()
    expect(page.locator("#updates")).to_have_text("1")


def test_the_file_works_in_a_sandboxed_frame(page):
    page.goto("slide.html")
    train_one_epoch(page.frame_locator("iframe"))
    assert epoch(page.frame_locator("iframe")) == 1
