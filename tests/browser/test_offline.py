"""What the browser keeps: later visits work without the server, and a version is used whole."""

import shutil
import threading

import pytest
from playwright.sync_api import expect

import build
from tests.browser import test_editor
from tests.browser.conftest import strict_page
from tests.browser.helpers import step, until, wait_for_python

INSTALLED = "navigator.serviceWorker.ready.then(({ active }) => active.state)"


class Server:
    """A server for a copy of the site, below a sub-path as on most hosts; it can be stopped."""

    def __init__(self, root):
        self.root = root
        self.folder = root / "sub/path"
        shutil.copytree(build.DIST, self.folder)
        self.server = build.listen(root, 8300)
        self.port = self.server.server_port
        self._start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/sub/path/"

    def _start(self):
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def publish(self):
        """Another version of the site, with another title."""
        files = {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file() and path.name != "sw.js"
        }
        files["index.html"] = files["index.html"].replace(b"<title>nnplay", b"<title>Newer")
        files["sw.js"] = build.service_worker(files)
        build.write_site(files, self.folder)


@pytest.fixture
def server(site, tmp_path):
    server = Server(tmp_path)
    yield server
    server.stop()


@pytest.fixture
def page(browser, server, problems):
    options = {"viewport": {"width": 1440, "height": 900}, "service_workers": "allow"}
    yield from strict_page(browser, server.url, problems, **options)


def visit(page):
    """Open the site and wait until the browser keeps it."""
    page.goto("./")
    wait_for_python(page)
    until(lambda: page.evaluate(INSTALLED) == "activated")


def test_the_second_visit_works_with_the_server_stopped(page, server):
    visit(page)
    server.stop()
    # Where the browser's own cache still has Python, the site's is not asked for it.
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.reload()
    wait_for_python(page)
    step(page)
    page.get_by_role("link", name="Paint").click()
    expect(page.get_by_role("radiogroup", name="Image")).to_be_visible()  # not the page before
    wait_for_python(page)


def test_slides_and_cells_that_were_opened_once_work_with_the_server_stopped(page, server):
    visit(page)
    slide = page.frame_locator("section.present iframe")
    page.goto("examples/#/1")
    expect(slide.locator("#net .tile").first).to_be_visible()
    page.goto(test_editor.EDITOR)
    test_editor.wait_for_cells(page)
    server.stop()
    page.reload()
    test_editor.wait_for_cells(page)
    test_editor.run(page, test_editor.TRAIN)
    expect(test_editor.output(page, test_editor.TRAIN)).to_contain_text("epoch 200")
    page.goto("examples/#/1")
    slide.get_by_role("button", name="Step one epoch").click()
    expect(slide.locator("#epoch")).to_have_text("1")


def test_a_new_version_is_announced_and_used_whole_after_a_reload(page, server):
    visit(page)
    page.reload()
    wait_for_python(page)
    server.publish()
    page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
    notice = page.get_by_role("status").filter(has_text="A new version is ready")
    expect(notice).to_be_visible()
    assert page.title().startswith("nnplay")
    other = page.context.new_page()
    other.goto("./")
    assert other.title().startswith("nnplay")
    page.get_by_role("button", name="Reload").click()
    expect(page.get_by_role("status").filter(has_text="Other pages")).to_be_visible()
    other.close()
    page.get_by_role("button", name="Reload").click()
    until(lambda: page.title().startswith("Newer"))
    wait_for_python(page)
    server.stop()
    page.reload()
    assert page.title().startswith("Newer")


def test_where_nothing_may_be_kept_the_page_starts_without(page, problems):
    refuse = "ServiceWorkerContainer.prototype.register = async () => { throw Error('denied') }"
    page.add_init_script(refuse)
    page.goto("./")
    wait_for_python(page)
    step(page)
