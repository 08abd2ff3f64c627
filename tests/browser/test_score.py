"""The details of the score: accuracies and the confusion matrix, or R²."""

from playwright.sync_api import expect

from tests.browser.helpers import choose, config, number, open_page, reply, step, until


def details(page):
    page.get_by_role("button", name="Details of the score").click()
    return page.get_by_role("dialog", name="Score")


def test_the_confusion_matrix_counts_the_test_points(page):
    open_page(page)
    step(page)
    matrix = details(page).get_by_role("table", name="Test data: true classes in rows")
    confusion = [round(count) for count in reply(page, "test_confusion")]
    expect(matrix.get_by_role("cell").locator("b")).to_have_count(4)
    shown = matrix.get_by_role("cell").locator("b").all_inner_texts()
    assert [int(count) for count in shown] == confusion
    assert sum(confusion) == 250
    expect(matrix.get_by_role("columnheader")).to_have_text(["+1", "−1"])
    expect(matrix.get_by_role("rowheader")).to_have_text(["+1", "−1"])


def test_both_accuracies_are_shown(page):
    open_page(page)
    step(page)
    row = details(page).get_by_role("row", name="Correct")
    train, test = (100 * reply(page, f"{name}_accuracy") for name in ("train", "test"))
    expect(row.get_by_role("cell")).to_have_text([f"{train:.1f}%", f"{test:.1f}%"])


def test_the_penalty_is_told_apart_from_the_loss(page):
    open_page(page)
    step(page)
    score = details(page)
    expect(score.get_by_role("row", name="Loss").get_by_role("cell")).to_have_count(2)
    expect(score.get_by_role("row", name="Penalty")).to_have_count(0)
    page.keyboard.press("Escape")
    choose(page, "Regularization", "l2")
    until(lambda: config(page, "regularization") == "l2")
    half_squares = sum(w * w for layer in reply(page, "weights") for w in layer) / 2
    cell = details(page).get_by_role("row", name="Penalty").get_by_role("cell").first
    shown = number(cell)
    assert abs(shown - config(page, "regularization_rate") * half_squares) < 0.001


def test_more_classes_make_a_larger_matrix(page):
    open_page(page)
    page.get_by_role("radiogroup", name="Dataset").get_by_text("Blobs").click()
    until(lambda: config(page, "dataset") == "blobs")
    matrix = details(page).get_by_role("table", name="Test data: true classes in rows")
    expect(matrix.get_by_role("rowheader")).to_have_text(["1", "2", "3", "4"])
    page.keyboard.press("Escape")
    expect(matrix).to_be_hidden()


def test_regression_has_r_squared_of_both(page):
    open_page(page)
    choose(page, "Problem", "regression")
    until(lambda: config(page, "problem") == "regression")
    step(page)
    row = details(page).get_by_role("row", name="R²")
    shown = [f"{reply(page, f'{name}_r2'):.3f}".replace("-", "−") for name in ("train", "test")]
    expect(row.get_by_role("cell")).to_have_text(shown)
