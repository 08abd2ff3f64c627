"""Fixtures for tests in a real Chromium: the built site, served below a sub-path, and strict pages.

A strict page fails its test on any console error, uncaught exception or request that leaves the
site. A test that provokes one asserts on `problems` and clears it.
"""

import threading

import pytest
from playwright.sync_api import expect, sync_playwright

import build
from tests.chromium import launch_options

SUB_PATH = "some/sub/path"
PATIENCE = 60_000  # ms: on a busy machine Python takes its time to start

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(build.ROOT / "tests/browser"):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The URL of the built site; it ends in a slash."""
    build.build()
    root = tmp_path_factory.mktemp("root")
    (root / SUB_PATH).parent.mkdir(parents=True)
    (root / SUB_PATH).symlink_to(build.DIST, target_is_directory=True)
    with build.listen(root, 8200) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{SUB_PATH}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        yield browser
        browser.close()


@pytest.fixture
def problems():
    """What went wrong on the test's pages so far, one line each."""
    return []


@pytest.fixture
def page(browser, site, problems):
    yield from strict_page(browser, site, problems, viewport={"width": 1440, "height": 900})


@pytest.fixture
def phone_page(browser, site, problems):
    phone = {"has_touch": True, "is_mobile": True, "device_scale_factor": 2}
    yield from strict_page(browser, site, problems, viewport={"width": 390, "height": 844}, **phone)


def strict_page(browser, site, problems, service_workers="block", **options):
    """By itself without what is kept from visit to visit, which page.route would not get to see."""
    context = browser.new_context(base_url=site, service_workers=service_workers, **options)
    context.set_default_timeout(PATIENCE)
    context.on("console", lambda message: problems.extend(console_problems(message)))
    context.on("weberror", lambda error: problems.append(f"uncaught: {error.error}"))
    context.on("request", lambda request: problems.extend(foreign(request.url, site)))
    yield context.new_page()
    context.close()
    assert problems == []


def console_problems(message):
    url = message.location["url"]
    return [f"console: {message.text} ({url})"] if message.type == "error" else []


def foreign(url, site):
    origin = site.removesuffix(f"{SUB_PATH}/")
    return [] if url.startswith((origin, "blob:", "data:")) else [f"left the site: {url}"]
