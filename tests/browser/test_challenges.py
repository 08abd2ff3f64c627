"""The challenges in the data panel: each can be set up, is not solved at once, and is solvable."""

import pytest
from playwright.sync_api import expect

from tests.browser.helpers import (
    choose,
    config,
    epoch,
    open_page,
    play,
    settle,
    step,
    train_to,
    until,
)


def card(page):
    return page.locator("#challenge")


def open_challenge(page, title):
    while card(page).get_by_role("heading").inner_text() != title:
        card(page).get_by_role("button", name="Next challenge").click()


def set_up(page, hidden):
    card(page).get_by_role("button", name="Set up").click()
    settle(page)
    assert config(page, "hidden") == hidden
    expect(page.locator("#epoch")).to_have_text("0")


def expect_solved(page):
    expect(card(page).get_by_role("status")).to_have_text(
        f"Challenge solved: {card(page).get_by_role('heading').inner_text()}"
    )
    expect(card(page)).to_contain_text("Solved")


def test_one_neuron_does_not_solve_xor_but_four_do(page):
    open_page(page)
    expect(card(page)).to_contain_text("Try this 1 of 11")
    set_up(page, [1])
    train_to(page, 30)
    expect(card(page)).to_contain_text("Try this 1 of 11")
    page.get_by_label("Width").fill("4")
    until(lambda: config(page, "hidden") == [4])
    page.get_by_role("button", name="Reset weights").click()
    train_to(page, 150)
    expect_solved(page)
    page.reload()
    card(page).get_by_role("button", name="Previous challenge").click()
    expect(card(page)).to_contain_text("Solved 1 of 11")


def test_cards_turn_in_a_circle(page):
    open_page(page)
    card(page).get_by_role("button", name="Previous challenge").click()
    expect(card(page)).to_contain_text("11 of 11")
    card(page).get_by_role("button", name="Next challenge").click()
    expect(card(page)).to_contain_text("1 of 11")


@pytest.mark.parametrize(
    ("title", "hidden", "label", "value", "epochs"),
    [
        ("A fence around the circle", [1], "Width", "4", 100),
        ("Fewer neurons", [8], "Width", "3", 150),
        ("L1 prunes", [8], "Regularization", "l1", 300),
        ("Gradients that vanish", [4] * 6, "Activation", "tanh", 60),
        ("All alike for ever", [4], "Initializer", "xavier", 150),
        ("Many lines make one", [4, 2], "Activation", "tanh", 60),
        ("Learning the noise", [8, 8], "Regularization", "l2", 220),
    ],
)
def test_a_challenge_can_be_solved(page, title, hidden, label, value, epochs):
    open_page(page)
    open_challenge(page, title)
    set_up(page, hidden)
    step(page)
    expect(card(page)).to_contain_text("Try this")
    if label == "Initializer":
        page.get_by_role("button", name="More settings").first.click()
    if label == "Width":
        page.get_by_label(label).fill(value)
    else:
        choose(page, label, value)
    if label == "Regularization":
        choose(page, "Rate", "0.03" if title == "Learning the noise" else "0.01")
    train_to(page, epochs)
    expect_solved(page)


def test_a_high_learning_rate_leaves_a_dead_neuron(page):
    open_page(page)
    open_challenge(page, "Dead neurons")
    set_up(page, [8])
    choose(page, "Learning rate", "3")  # where 38 of 42 seeds lose a neuron within 60 epochs
    train_to(page, 60)
    expect_solved(page)


def test_waves_solve_the_spiral_where_lines_do_not(page):
    open_page(page)
    open_challenge(page, "Features or depth")
    set_up(page, [8])
    train_to(page, 20)
    expect(card(page)).to_contain_text("Try this")
    for feature in ("sine of x1", "sine of x2"):
        page.get_by_role("switch", name=f"Feature {feature}").click()
    until(lambda: config(page, "features") == ["x1", "x2", "sin_x1", "sin_x2"])
    train_to(page, 120)
    expect_solved(page)


def test_training_too_fast_is_a_challenge_too(page):
    open_page(page)
    open_challenge(page, "Too fast")
    set_up(page, [4, 2])
    choose(page, "Learning rate", "10")
    play(page)
    expect_solved(page)


def test_challenges_are_in_the_data_panel_of_phones(phone_page):
    open_page(phone_page)
    phone_page.get_by_role("radiogroup", name="Panel").get_by_text("Data").tap()
    expect(card(phone_page).get_by_role("button", name="Set up")).to_be_visible()
    card(phone_page).get_by_role("button", name="Set up").tap()
    until(lambda: config(phone_page, "dataset") == "xor")
    assert epoch(phone_page) == 0
