"""Pages that hold the playground in frames, made up by the tests and served below the site."""

from typing import Any

from playwright.sync_api import Frame, Page

from tests.browser.helpers import SPY, until

# Keeps what every frame says, by the name of the frame.
LISTEN = """
window.heard = {};
addEventListener("message", ({ data, source }) => {
  const frame = [...document.querySelectorAll("iframe")].find((f) => f.contentWindow === source);
  (window.heard[frame?.name] ??= []).push(data);
});
"""


def open_host(page: Page, body: str, path: str = "host.html") -> None:
    """Open a page with this body; its frames keep their last reply, see SPY."""
    html = host(body)
    page.route(f"**/{path}", lambda route: route.fulfill(content_type="text/html", body=html))
    page.add_init_script(SPY)
    page.goto(path)


def host(body: str) -> str:
    """The HTML of a page that notes what its frames say."""
    head = f'<title>Host</title><link rel="icon" href="data:,"><script>{LISTEN}</script>'
    return f"<!doctype html>{head}<body>{body}"


def frame(name: str, address: str, style: str = "width: 960px; height: 700px") -> str:
    """The HTML of a frame."""
    return f'<iframe name="{name}" src="{address}" style="{style}"></iframe>'


def inside(page: Page, name: str) -> Frame:
    """What a frame shows; locators and the helpers work in it as on a page."""
    until(lambda: page.frame(name))
    found = page.frame(name)
    assert found
    return found


def tell(page: Page, name: str, message: Any) -> None:
    """Send a message to a frame, as the page that holds it."""
    page.evaluate(
        "([name, message]) => document.querySelector(`[name=${name}]`)"
        '.contentWindow.postMessage(message, "*")',
        [name, message],
    )


def heard(page: Page, name: str, kind: str) -> list[Any]:
    """The messages of this type that a frame has sent."""
    messages: list[Any] = page.evaluate(
        "([name, type]) => (window.heard[name] ?? []).filter((data) => data.type === type)",
        [name, f"nnplay:{kind}"],
    )
    return messages
