"""Points from a table that is pasted, chosen or dropped."""

import pytest
from playwright.sync_api import expect

from tests.browser.helpers import config, open_page, reply, until

PEOPLE = "name,height,weight,group\nAnna,160,60,short\nBo,180,80,tall\nCy,150,50,short\n"


@pytest.fixture
def dialog(page):
    open_page(page)
    page.get_by_role("button", name="CSV").click()
    return page.get_by_role("dialog", name="Points from a table")


def paste(dialog, text):
    dialog.get_by_role("textbox", name="Paste rows").fill(text)


def use(dialog):
    return dialog.get_by_role("button", name="Use these points")


def test_a_pasted_table_becomes_the_data(page, dialog):
    paste(dialog, PEOPLE)
    expect(dialog.get_by_role("table")).to_contain_text("Anna")
    expect(dialog.get_by_role("status")).to_contain_text("3 points, 2 classes: short, tall.")
    expect(dialog.get_by_role("status")).to_contain_text("scaled to fit")
    use(dialog).click()
    until(lambda: config(page, "dataset") == "points")
    assert config(page, "points") == pytest.approx([-5 / 3, -5 / 3, 0, 5, 5, 1, -5, -5, 0])
    expect(page.locator("#class-legend")).to_contain_text("short")
    expect(page.get_by_role("button", name="Edit points")).to_be_visible()


def test_columns_can_be_picked(page, dialog):
    paste(dialog, "a,1,2,3\nb,4,5,6\n")
    dialog.get_by_role("combobox", name="x1", exact=True).select_option(label="column 4")
    dialog.get_by_role("combobox", name="x2", exact=True).select_option(label="column 2")
    dialog.get_by_role("combobox", name="Label", exact=True).select_option(label="column 1")
    use(dialog).click()
    until(lambda: config(page, "points") == [3, 1, 0, 6, 4, 1])


def test_a_label_can_be_a_number(page, dialog):
    paste(dialog, "1,2,0.5\n-3,4,-0.25\n")
    dialog.get_by_label("The label is").select_option("regression")
    use(dialog).click()
    until(lambda: config(page, "problem") == "regression")
    assert config(page, "points") == [1, 2, 0.5, -3, 4, -0.25]
    assert reply(page, "classes") == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1,2\n", "row 1 has 2 of the 3 columns"),
        ("1,2,a\n3,4\n", "row 2 has 2 columns, the first row has 3"),
        ("1,2,a\n3,oops,b\n5,6,a\n", "row 2 has no number in column 2: 'oops'"),
        ("1,2,a\n3,4,a\n", "expected 2 to 6 different labels, not 1 in column 3"),
    ],
)
def test_a_bad_table_is_explained_and_nothing_is_lost(page, dialog, text, message):
    paste(dialog, text)
    expect(dialog.get_by_role("alert")).to_contain_text(message)
    expect(use(dialog)).to_be_disabled()
    assert dialog.get_by_role("textbox", name="Paste rows").input_value() == text
    assert config(page, "dataset") == "spiral"
    paste(dialog, PEOPLE)
    expect(use(dialog)).to_be_enabled()
    expect(dialog.get_by_role("alert")).to_have_count(0)


def test_a_file_is_read(dialog):
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()}
    dialog.get_by_label("Choose a file").set_input_files(file)
    expect(use(dialog)).to_be_enabled()


def test_a_file_can_be_dropped(page, dialog):
    transfer = page.evaluate_handle(
        """(text) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], "people.csv"));
          return transfer;
        }""",
        PEOPLE,
    )
    dialog.dispatch_event("drop", {"dataTransfer": transfer})
    expect(use(dialog)).to_be_enabled()


def test_a_file_that_is_too_large_is_refused(dialog):
    file = {"name": "large.csv", "mimeType": "text/csv", "buffer": b"1,2,3\n" * 400_000}
    dialog.get_by_label("Choose a file").set_input_files(file)
    expect(dialog.get_by_role("alert")).to_have_text("This has 2.4 MB; at most 2 MB can be read.")
    expect(use(dialog)).to_be_disabled()


def test_a_table_with_too_many_lines_is_refused_before_it_is_laid_out(dialog):
    field = dialog.get_by_role("textbox", name="Paste rows")
    refusal = "This has 20,000 lines; at most 5,000 rows can be used."
    file = {"name": "long.csv", "mimeType": "text/csv", "buffer": b"1,2,3\n" * 20_000}
    dialog.get_by_label("Choose a file").set_input_files(file)
    expect(dialog.get_by_role("alert")).to_have_text(refusal)
    paste(dialog, PEOPLE)
    expect(use(dialog)).to_be_enabled()
    is_pasted = field.evaluate(PASTE, "1,2,3\n" * 20_000)
    assert not is_pasted
    expect(dialog.get_by_role("alert")).to_have_text(refusal)
    expect(field).to_have_value(PEOPLE)
    expect(use(dialog)).to_be_enabled()  # the table of before


# Resolves to whether the browser is to put it into the field.
PASTE = """(field, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text", text);
  const options = { clipboardData, bubbles: true, cancelable: true };
  return field.dispatchEvent(new ClipboardEvent("paste", options));
}"""


def test_the_dialog_can_be_left_with_the_keyboard(page, dialog):
    paste(dialog, PEOPLE)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="CSV")).to_be_focused()
    assert config(page, "dataset") == "spiral"
