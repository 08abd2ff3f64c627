"""The network is edited in cells of Python, and goes back to the canvas.

The fixture of the page sees to it that no request leaves the site.
"""

import pytest
from playwright.sync_api import Page, expect

import build
from tests.browser.helpers import config, epoch, open_page, reply, step
from tests.browser.hosts import inside, open_host
from tests.browser.test_accessibility import violations

EDITOR = "web/editor/index.html"
TRAIN, SHOW = 0, 1  # the cells


@pytest.fixture(scope="module")
def axe():
    return build.third_party(build.CHECKERS)["checkers/axe.min.js"].decode()


def open_editor(page: Page) -> Page:
    """As the reader does, from the page; wait until Python and the cells are there."""
    page.get_by_role("button", name="Code", exact=True).click()
    with page.expect_popup() as waiting:
        page.get_by_role("link", name="Run it here").click()
    editor = waiting.value
    wait_for_cells(editor)
    return editor


def wait_for_cells(editor: Page) -> None:
    expect(editor.locator("#python")).to_have_text("Python is ready")
    expect(editor.locator(".cm-content")).to_have_count(2)


def run(editor: Page, cell: int) -> None:
    editor.get_by_role("button", name="Run: ").nth(cell).click()


def output(editor: Page, cell: int):
    return editor.locator(".py-editor-output").nth(cell)


def shows(editor: Page, cell: int, text: str) -> None:
    expect(editor.locator(".cm-content").nth(cell)).to_contain_text(text)


def write(editor: Page, cell: int, code: str) -> None:
    name = ("train", "show")[cell]
    editor.evaluate("([name, code]) => { document.getElementById(name).code = code }", [name, code])


def test_the_network_of_the_page_runs_in_a_cell_and_goes_back_to_the_canvas(page, axe):
    open_page(page)
    page.get_by_role("radiogroup", name="Dataset").get_by_text("Circle").click()
    step(page, 3)
    trained = reply(page, "train_loss")
    # The reader chose this, whatever the address says by now.
    editor = open_editor(page)
    shows(editor, TRAIN, "A 2-4-2-1 network learns a disc inside a ring")
    shows(editor, SHOW, 'dataset="circle"')
    expect(editor.locator("#offer")).to_be_hidden()
    assert [output(editor, cell).inner_text() for cell in (TRAIN, SHOW)] == ["", ""]
    run(editor, TRAIN)
    expect(output(editor, TRAIN)).to_contain_text("epoch     3")
    loss = float(output(editor, TRAIN).inner_text().split("epoch     3")[1].split()[2])
    assert loss == pytest.approx(trained, abs=1e-5)
    run(editor, SHOW)
    expect(editor.locator("#sent")).to_contain_text("The network is on the canvas")
    expect(page.locator("#notice")).to_contain_text("A network from the editor")
    expect(page.get_by_role("dialog", name="Code")).to_be_hidden()
    expect(page.locator("#epoch")).to_have_text("0")
    assert config(page, "dataset") == "circle"
    assert reply(page, "train_loss") == pytest.approx(trained, abs=1e-6)
    assert violations(editor, axe) == []
    editor.emulate_media(color_scheme="dark")
    expect(editor.locator("html")).to_have_attribute("data-theme", "dark")
    editor.set_viewport_size({"width": 390, "height": 844})
    editor.reload()
    wait_for_cells(editor)
    assert violations(editor, axe) == []
    assert editor.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_network_of_ones_own_goes_to_the_canvas_and_what_does_not_fit_is_refused(page):
    open_page(page)
    step(page, 2)
    editor = open_editor(page)
    weights = reply(page, "weights")
    start = "from nnplay import MLP\nfrom canvas import show\nimport statistics, numpy as np\n"
    for code, reason in {
        "show(MLP([3, 5, 1]))": "Invalid vector: 26 numbers (this run has 21)",
        "show(MLP([2, 2, 3]), lab='paint')": "It belongs to another page: paint",
    }.items():
        write(editor, SHOW, start + code)
        run(editor, SHOW)
        expect(editor.locator("#sent")).to_contain_text(reason, ignore_case=True)
    write(editor, SHOW, start + "show(MLP([2, 99, 1]))")
    run(editor, SHOW)
    expect(output(editor, SHOW)).to_contain_text("invalid hidden")
    for message in ({"type": "nnplay:run", "text": "{}"}, {"type": "nnplay:run", "text": 7}):
        editor.locator("#sent").evaluate("(place) => { place.textContent = '' }")
        editor.evaluate("(message) => opener.postMessage(message, location.origin)", message)
        expect(editor.locator("#sent")).to_contain_text("This is not a run")
    assert (epoch(page), reply(page, "weights")) == (2, weights)
    write(editor, SHOW, start + "show(MLP([2, 3, 1], vector=np.full(13, statistics.mean([1, 2]))))")
    run(editor, SHOW)
    expect(editor.locator("#sent")).to_contain_text("The network is on the canvas")
    assert reply(page, "layers") == [2, 3, 1]
    assert {value for layer in reply(page, "weights") for value in layer} == {1.5}
    step(page)


def test_only_the_editor_is_answered(page):
    open_page(page)
    page.evaluate(
        """() => {
          window.told = [];
          addEventListener("message", ({ data }) => window.told.push(data.type));
          postMessage({ type: "nnplay:run", text: "{}" }, location.origin);
          postMessage({ type: "nnplay:editor" }, location.origin);
        }"""
    )
    step(page, 2)
    assert page.evaluate("window.told") == ["nnplay:run", "nnplay:editor"]


def test_code_that_comes_from_a_link_waits_for_a_click(page):
    open_page(page, "./#v=1&dataset=circle&hidden=3")
    editor = open_editor(page)
    expect(editor.locator("#offer")).to_contain_text("may have come from a link")
    shows(editor, SHOW, 'show(model, dataset="circle")')
    shows(editor, TRAIN, "MLP([2, 4, 1]")
    editor.get_by_role("button", name="Put the code in the cells").click()
    expect(editor.locator("#offer")).to_be_hidden()
    shows(editor, TRAIN, "LAYERS = [2, 3, 1]")
    shows(editor, SHOW, "hidden=[3]")


def test_the_editor_works_by_itself_and_an_endless_cell_is_stopped(page):
    page.goto(EDITOR)
    wait_for_cells(page)
    run(page, TRAIN)
    expect(output(page, TRAIN)).to_contain_text("epoch 200")
    run(page, SHOW)
    expect(page.locator("#sent")).to_contain_text("No page is there to show it")
    write(page, SHOW, "print('endless')\nwhile True:\n    pass")
    run(page, SHOW)
    expect(output(page, SHOW)).to_contain_text("endless")
    page.once("dialog", lambda dialog: dialog.accept())
    run(page, SHOW)
    expect(output(page, SHOW)).to_be_empty()
    expect(page.locator(".py-editor-run-button.running")).to_have_count(0)
    run(page, TRAIN)
    expect(output(page, TRAIN)).to_contain_text("epoch 200")


def test_where_the_cells_cannot_work_it_says_so(page, problems):
    open_host(page, f'<iframe name="boxed" sandbox="allow-scripts" src="{EDITOR}"></iframe>')
    boxed = inside(page, "boxed")
    expect(boxed.locator("#trouble")).to_contain_text("Python cells do not run here")
    expect(boxed.get_by_role("link", name="Open full")).to_be_visible()
    problems.clear()  # the browser has named every file that such a frame may not have
    page.add_init_script("IDBFactory.prototype.open = () => { throw new Error('denied') }")
    page.goto(EDITOR)
    expect(page.locator("#trouble")).to_contain_text("does not let the page keep anything")
    expect(page.locator("#python")).to_be_empty()
