"""axe-core finds no violation of WCAG 2.2 A and AA, in any layout, theme or state."""

import pytest

import build
from tests.browser.helpers import open_page, step

RUN = """() => axe.run({
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
})"""


@pytest.fixture(scope="module")
def axe():
    """The checker's source."""
    return build.third_party(build.CHECKERS)["checkers/axe.min.js"].decode()


def violations(page, axe):
    """One line for each element that breaks a rule."""
    page.evaluate(axe)
    found = page.evaluate(RUN)["violations"]
    return [f"{each['id']}: {node['target']}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_is_accessible(page, axe, theme):
    page.emulate_media(color_scheme=theme)
    open_page(page)
    step(page, 2)
    assert violations(page, axe) == []


@pytest.mark.parametrize("size", [(960, 700), (390, 844)])
def test_smaller_layouts_are_accessible(page, axe, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_page(page)
    assert violations(page, axe) == []


def test_the_embedded_page_is_accessible(page, axe):
    page.set_viewport_size({"width": 640, "height": 400})
    open_page(page, "./?embed=1")
    assert violations(page, axe) == []


@pytest.mark.parametrize(
    "opener",
    [
        ".stop-at",
        ".score-details",
        "[data-run=list]",
        "[data-action=embed]",
        "[data-action=help]",
        "[data-action=code]",
    ],
)
def test_what_opens_is_accessible(page, axe, opener):
    open_page(page)
    step(page, 2)
    page.click(opener)
    assert violations(page, axe) == []
