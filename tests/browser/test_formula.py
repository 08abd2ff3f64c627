"""Formulas that the reader types: a data set, and a feature."""

import pytest
from playwright.sync_api import expect

from tests.browser.helpers import config, open_page, reply, until


@pytest.fixture
def formula(page):
    """The field of the data set "Formula"."""
    open_page(page)
    page.get_by_role("radiogroup", name="Dataset").get_by_text("Formula").click()
    until(lambda: config(page, "dataset") == "formula")
    return page.get_by_role("textbox", name="Formula in x1 and x2")


@pytest.fixture
def feature(page):
    """The field of the reader's own feature."""
    open_page(page)
    page.get_by_role("button", name="Add f").click()
    return page.get_by_role("dialog", name="Your own feature").get_by_role("textbox")


def classes_by(rule, page):
    """Whether the training data have the classes that a rule gives."""
    data = page.evaluate(
        "() => { const { train_inputs: x, train_targets: y } = window.reply.data;"
        " return [[...x], [...y]] }"
    )
    inputs, targets = data
    points = zip(inputs[::2], inputs[1::2], targets, strict=True)
    return all((0 if rule(x1, x2) >= 0 else 1) == target for x1, x2, target in points)


def test_the_sign_of_a_formula_is_the_class(page, formula):
    formula.fill("x1 - x2")
    until(lambda: config(page, "formula") == "x1 - x2")
    until(lambda: classes_by(lambda x1, x2: x1 - x2, page))


def test_regression_learns_the_value_of_the_same_formula(page, formula):
    formula.fill("x1 / 6")
    until(lambda: config(page, "formula") == "x1 / 6")
    page.get_by_label("Problem").select_option("regression")
    until(lambda: reply(page, "classes") == 0)
    assert config(page, "dataset") == "formula"


@pytest.mark.parametrize(
    ("text", "message", "culprit"),
    [
        ("x1 + y", "unknown name 'y'", "y"),
        ("sin(x1) ^ 2", "use ** for powers, not ^", "^"),
        ("sqrt(x1)", "not a finite number where", "s"),
        ("__import__('os')", "unknown function '__import__'", "_"),
    ],
)
def test_a_bad_formula_is_explained_at_its_place_and_the_data_stay(
    page, formula, text, message, culprit
):
    before = config(page, "formula")
    formula.fill(text)
    refusal = page.locator("#formula-refusal")
    expect(refusal).to_contain_text(message)
    expect(refusal.locator("mark")).to_have_text(culprit)
    expect(formula).to_have_attribute("aria-invalid", "true")
    assert formula.input_value() == text
    assert config(page, "formula") == before
    formula.fill("x2")
    expect(refusal).to_be_hidden()
    until(lambda: config(page, "formula") == "x2")


def test_an_empty_formula_is_refused(page, formula):
    formula.fill("")
    expect(page.locator("#formula-refusal")).to_contain_text("missing formula")
    assert config(page, "formula") != ""


def test_a_feature_of_ones_own_joins_the_network(page, feature):
    feature.fill("hypot(x1, x2)")
    until(lambda: config(page, "features") == ["x1", "x2", "custom"])
    assert reply(page, "layers") == [3, 4, 2, 1]
    page.keyboard.press("Escape")
    expect(feature).to_be_hidden()
    tile = page.get_by_role("switch", name="Feature f")
    expect(tile).to_be_checked()
    tile.click()
    until(lambda: config(page, "features") == ["x1", "x2"])
    assert config(page, "custom_feature") == "hypot(x1, x2)"


def test_a_bad_feature_is_explained_and_the_network_stays(page, feature):
    feature.fill("x1 *")
    expect(page.locator("#custom-refusal")).to_contain_text("cannot read 'x1 *'")
    assert config(page, "features") == ["x1", "x2"]
    feature.fill("x1 * x1")
    expect(page.locator("#custom-refusal")).to_be_hidden()
    until(lambda: config(page, "custom_feature") == "x1 * x1")


def test_an_empty_formula_removes_the_feature(page, feature):
    feature.fill("x1")
    until(lambda: config(page, "features") == ["x1", "x2", "custom"])
    feature.fill("")
    until(lambda: config(page, "custom_feature") == "")
    assert config(page, "features") == ["x1", "x2"]
