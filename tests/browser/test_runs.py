"""Reading the loss chart, going back in time on it, and comparing runs."""

import re

from playwright.sync_api import expect

from tests.browser.helpers import (
    choose,
    config,
    epoch,
    open_page,
    pause,
    play,
    reply,
    reset,
    step,
    train_to,
    until,
)

# Draws a loss chart of its own over a synthetic run, as it grows: shortest time of a draw, in ms.
MEASURE = """async (epochs) => {
  const { createLossChart } = await import(new URL("web/views/loss-chart.js", location));
  const root = document.createElement("figure");
  root.className = "losschart";
  root.style.cssText = "position: fixed; left: 0; top: 0; width: 340px; height: 180px";
  document.body.append(root);
  const chart = createLossChart(root, { onRewind: () => {} });
  const lossAt = (i) => 0.5 / (1 + i / 100) + 0.01 * Math.abs(Math.sin(i));
  const run = Array.from({ length: epochs }, (_, i) => i);
  const history = { epoch: run, train_loss: run.map(lossAt), test_loss: run.map(lossAt) };
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const times = [];
  await frame();
  await frame();
  for (let i = 0; i < 60; i += 1) {
    history.epoch.push(epochs + i);
    history.train_loss.push(lossAt(epochs + i));
    history.test_loss.push(lossAt(epochs + i));
    const shown = { snapshot: {}, runs: [], log_loss: true, playing: true };
    const state = { ...shown, history: { ...history } };
    const start = performance.now();
    chart.draw({ ...state, theme: "light" });
    await null; // uPlot paints in a microtask
    times.push(performance.now() - start);
    await frame();
  }
  root.remove();
  return Math.min(...times);
}"""


def cursor(page):
    return page.get_by_role("slider", name="Go back to epoch")


def runs(page):
    page.get_by_role("button", name=re.compile("^Runs")).click()
    return page.get_by_role("dialog", name="Runs")


def test_the_chart_says_the_losses_of_an_epoch(page):
    open_page(page)
    step(page, 4)
    cursor(page).focus()
    page.keyboard.press("Home")
    expect(cursor(page)).to_have_attribute("aria-valuenow", "0")
    page.keyboard.press("ArrowRight")
    expect(cursor(page)).to_have_attribute("aria-valuetext", re.compile("^Epoch 1: training loss"))
    expect(page.locator(".cursor-card")).to_contain_text("Epoch 1")
    page.keyboard.press("Escape")
    expect(page.locator(".cursor-card")).to_be_hidden()


def test_the_curves_are_smoothed_and_come_back(page):
    open_page(page)
    step(page, 4)
    page.mouse.move(0, 0)
    picture = page.locator("#loss-chart canvas")
    smoothing = page.get_by_role("slider", name="Smooth")
    is_other = "([canvas, before]) => canvas.toDataURL() !== before"
    before = picture.evaluate("canvas => canvas.toDataURL()")
    smoothing.press("End")
    expect(smoothing).to_have_attribute("aria-valuetext", "0.99")
    page.wait_for_function(is_other, arg=[picture.element_handle(), before])
    smoothing.press("Home")
    page.wait_for_function(is_other.replace("!==", "==="), arg=[picture.element_handle(), before])


def test_the_tools_of_the_chart_stay_in_one_row_when_runs_are_counted(page):
    open_page(page)
    step(page)
    reset(page)
    expect(page.get_by_role("button", name="Runs (1)")).to_be_visible()
    for width in (1440, 960):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator("#chart-tools").bounding_box()["height"] < 40, width


def test_the_chart_says_the_losses_under_the_pointer(page):
    open_page(page)
    step(page, 4)
    cursor(page).hover(position={"x": 1, "y": 20})
    expect(page.locator(".cursor-card")).to_contain_text("Epoch 0")
    page.mouse.move(0, 0)
    expect(page.locator(".cursor-card")).to_be_hidden()


def test_dragging_on_the_chart_goes_back_in_time(page):
    open_page(page)
    train_to(page, 60)
    play(page)
    box = cursor(page).bounding_box()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 30, steps=4)
    expect(page.locator(".cursor-card")).to_contain_text("Back to epoch")
    wanted = float(cursor(page).get_attribute("aria-valuenow"))
    before = epoch(page)
    page.mouse.up()
    until(lambda: epoch(page) < before)
    assert epoch(page) <= before * 0.6 + wanted
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible()
    until(lambda: int(float(cursor(page).get_attribute("aria-valuemax"))) == epoch(page))


def test_enter_on_the_chart_goes_back_in_time(page):
    open_page(page)
    train_to(page, 20)
    cursor(page).focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.locator("#epoch")).to_have_text("0")
    step(page)


def test_the_axis_can_be_linear(page):
    open_page(page)
    step(page)
    chart = page.get_by_role("img", name=re.compile("^Loss by epoch"))
    expect(chart).to_have_accessible_name(re.compile("logarithmic"))
    page.get_by_label("Log axis").uncheck()
    expect(chart).to_have_accessible_name(re.compile("linear"))


def test_a_long_run_costs_no_more_to_draw_than_a_short_one(page):
    open_page(page)
    short, long = (page.evaluate(MEASURE, epochs) for epochs in (1_000, 100_000))
    assert long < 2 * short + 1  # ms; the clock of a page is coarse


def test_a_run_that_was_reset_is_listed_with_what_differs(page):
    open_page(page)
    step(page, 2)
    loss = page.locator("#train-loss").inner_text()
    reset(page)
    choose(page, "Learning rate", "0.1")
    until(lambda: config(page, "learning_rate") == 0.1)
    step(page)
    first = runs(page).get_by_role("row", name=re.compile("^Run 1"))
    expect(first).to_contain_text("Learning rate 0.01")
    expect(first.get_by_role("cell").nth(2)).to_have_text("2")
    expect(first.get_by_role("cell").nth(3)).to_have_text(loss)
    expect(first.get_by_role("cell").nth(6)).to_have_text(re.compile(r"^[\d.]+ ms$"))
    now = page.get_by_role("row", name=re.compile("^Now"))
    expect(now).to_contain_text("Learning rate 0.1")


def test_rebuilding_the_network_ends_a_run_and_an_untrained_one_is_not_listed(page):
    open_page(page)
    step(page)
    page.get_by_label("Depth").fill("1")
    until(lambda: config(page, "hidden") == [4])
    page.get_by_label("Depth").fill("3")
    until(lambda: config(page, "hidden") == [4, 4, 4])
    expect(page.get_by_role("button", name="Runs (1)")).to_be_visible()


def drag_width(page, share):
    """Drag the slider to a share of its length, and train on with that width."""
    before = config(page, "hidden")
    box = page.get_by_label("Width").bounding_box()
    page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
    until(lambda: config(page, "hidden") != before and epoch(page) > 0)


def test_what_a_slider_passes_through_while_it_is_dragged_is_not_listed(page):
    open_page(page)
    play(page)
    until(lambda: epoch(page) > 0)
    page.get_by_label("Width").hover()
    page.mouse.down()
    for share in (0.3, 0.7, 0.9):
        drag_width(page, share)
    page.mouse.up()
    expect(page.get_by_role("button", name="Runs (1)")).to_be_visible()
    reached = epoch(page)
    until(lambda: epoch(page) > reached + 1)
    pause(page)
    reset(page)
    expect(page.get_by_role("button", name="Runs (2)")).to_be_visible()


def test_a_pinned_run_stays_on_the_chart_until_it_is_removed(page):
    open_page(page)
    pin = page.get_by_role("button", name="Pin run")
    expect(pin).to_be_disabled()
    step(page, 3)
    pin.click()
    expect(pin).to_be_disabled()
    reset(page)
    picture = page.locator(".losschart canvas")
    with_curve = picture.evaluate("(canvas) => canvas.toDataURL()")
    dialog = runs(page)
    expect(dialog.get_by_label("Pin Run 1")).to_be_checked()
    dialog.get_by_role("button", name="Remove Run 1").click()
    expect(dialog.get_by_role("row")).to_have_count(0)
    until(lambda: picture.evaluate("(canvas) => canvas.toDataURL()") != with_curve)


def test_the_settings_of_a_run_can_be_used_again(page):
    open_page(page)
    step(page)
    page.get_by_label("Depth").fill("1")
    choose(page, "Activation", "relu")
    until(lambda: config(page, "activation") == "relu" and config(page, "hidden") == [4])
    runs(page).get_by_role("button", name="Use the settings of Run 1").click()
    until(lambda: config(page, "activation") == "tanh" and config(page, "hidden") == [4, 2])
    expect(page.locator("#epoch")).to_have_text("0")


def test_training_on_from_an_earlier_epoch_is_another_run(page):
    open_page(page)
    train_to(page, 20)
    page.get_by_role("button", name="Pin run").click()
    cursor(page).focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.locator("#epoch")).to_have_text("0")
    step(page, 2)
    reset(page)
    expect(page.get_by_role("button", name="Runs (2)")).to_be_visible()
    assert reply(page, "epoch") == 0
