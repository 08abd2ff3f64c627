"""The playground in a frame: it waits, obeys the page around it, and rests while nobody looks."""

import re
import threading
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

import build
from tests.browser.helpers import (
    BOOT,
    SPY,
    config,
    epoch,
    is_idle,
    pause,
    play,
    reply,
    step,
    until,
)
from tests.browser.hosts import frame, heard, host, inside, open_host, tell

EMBED = "./?embed=1"


def open_embed(page, address=EMBED):
    open_host(page, frame("a", address))
    embed = inside(page, "a")
    expect(embed.locator("#net .tile, #painting").first).to_be_visible()  # the page listens by now
    return embed


def has_stopped(embed):
    """Nothing is asked for any more, and all that was has arrived."""
    return is_idle(embed) and reply(embed, "epoch") == epoch(embed)


def asked(embed):
    return embed.evaluate("window.asked")


# ----- starting -----


def test_the_smallest_frame_says_that_its_picture_is_not_live(page):
    page.set_viewport_size({"width": 640, "height": 400})
    page.goto("./?embed=1")
    expect(page.get_by_text("Preview", exact=True)).to_be_in_viewport(ratio=1)


def test_an_embed_shows_the_preview_and_loads_python_on_the_first_play(page):
    downloads = []
    page.on("request", lambda request: downloads.append(request.url))
    embed = open_embed(page)
    expect(embed.get_by_text("Preview", exact=True)).to_be_visible()
    assert heard(page, "a", "ready") == [{"type": "nnplay:ready", "lab": "classify"}]
    assert asked(embed) == {}
    assert not any("pyodide" in url for url in downloads)
    assert page.evaluate("document.activeElement === document.body")
    play(embed)
    until(lambda: epoch(embed) >= 2)
    expect(embed.get_by_text("Preview", exact=True)).to_be_hidden()
    pause(embed)


def test_a_legend_of_several_lines_leaves_the_chart_its_place(page):
    page.set_viewport_size({"width": 960, "height": 700})
    names = "%0A".join(f"A%20long%20name%20of%20class%20{number}" for number in range(1, 7))
    points = "1,2,0,-1,-2,1,3,3,2,-4,4,3,0,0,4,5,5,5"
    page.goto(f"{EMBED}&dataset=points&points={points}&class_names={names}")
    legend, chart = page.locator("#class-legend"), page.locator("#loss-chart")
    expect(legend).to_contain_text("class 6")
    assert legend.bounding_box()["height"] > 50
    box = chart.bounding_box()
    assert box["height"] >= 36
    assert box["y"] + box["height"] <= 700


def test_an_embed_of_other_settings_shows_their_outline_and_waits_as_well(page):
    downloads = []
    page.on("request", lambda request: downloads.append(request.url))
    classify = f"{EMBED}&dataset=blobs&hidden=5,3&custom_feature=x1*x1&features=x1,custom"
    points = f"{EMBED}&dataset=points&points=1,2,0,-1,-2,1,3,3,2"
    paint = f"{EMBED}&lab=paint&image=dusk&encoding=xy&hidden=6,5"
    open_host(page, frame("a", classify) + frame("b", points) + frame("c", paint))
    a, b, c = (inside(page, name) for name in "abc")
    expect(a.get_by_text("Outline", exact=True)).to_be_visible()
    expect(a.get_by_text("49 parameters")).to_be_visible()
    expect(a.locator(".layer .tile")).to_have_count(8 + 5 + 3 + 4)
    expect(a.get_by_role("button", name="Layer 2, neuron 3", exact=True)).to_be_visible()
    expect(a.get_by_role("img", name=re.compile("x1 and x2: not started"))).to_be_visible()
    expect(b.get_by_role("button", name="Output, class 3", exact=True)).to_be_visible()
    expect(c.locator(".ptile")).to_have_count(2 + 6 + 5 + 3)
    for embed in (a, b, c):
        assert asked(embed) == {}
    assert not any("pyodide" in url for url in downloads)
    step(a, 1)
    assert reply(a, "layers") == [2, 5, 3, 4]
    assert reply(a, "parameters") == 49
    expect(a.get_by_role("button", name=re.compile("^Layer 2, neuron 3, bias"))).to_be_visible()
    expect(a.get_by_text("Outline", exact=True)).to_be_hidden()
    assert asked(b) == asked(c) == {}
    b.get_by_role("button", name="Output, class 3").press("b")
    expect(b.get_by_role("slider", name="Bias")).to_be_enabled()
    assert reply(b, "epoch") == 0
    assert asked(c) == {}


@pytest.mark.parametrize("wish", ["step", "setting"])
def test_whatever_needs_python_starts_it(page, wish):
    embed = open_embed(page)
    if wish == "step":
        embed.get_by_role("button", name="Step one epoch").click()
        expect(embed.locator("#epoch")).to_have_text("1", timeout=BOOT)
    else:
        embed.get_by_role("combobox", name="Data").select_option("circle")
        until(lambda: embed.evaluate("window.reply?.config.dataset") == "circle")
        assert epoch(embed) == 0


def test_an_embed_starts_by_itself_if_its_address_says_so(page):
    embed = open_embed(page, f"{EMBED}&start=auto")
    until(lambda: epoch(embed) >= 2)
    pause(embed)


def test_embeds_that_start_by_themselves_do_so_in_turn_and_the_reader_need_not_wait(page):
    frames = [frame(name, f"{EMBED}&start=auto") for name in "ab"]
    open_host(page, f"<script>{TAKE_TURN}</script>" + "".join(frames))
    a, b = inside(page, "a"), inside(page, "b")
    until(lambda: waiting_for_their_turn(page) == 2)
    assert asked(a) == asked(b) == {}
    play(a)
    until(lambda: epoch(a) >= 1)
    pause(a)
    assert asked(b) == {}
    page.evaluate("endTurn()")
    until(lambda: epoch(b) >= 1)
    until(lambda: waiting_for_their_turn(page) == 0)
    expect(a.get_by_role("button", name="Train", exact=True)).to_be_visible()


# As if another frame of the page was starting.
TAKE_TURN = """
navigator.locks.request("nnplay starts", () => new Promise((resolve) => {
  window.endTurn = resolve;
}));
"""


def waiting_for_their_turn(page):
    return page.evaluate("navigator.locks.query().then(({ pending }) => pending.length)")


def test_who_prefers_less_motion_starts_it_himself(page):
    page.emulate_media(reduced_motion="reduce")
    embed = open_embed(page, f"{EMBED}&start=auto")
    expect(embed.get_by_text("Preview", exact=True)).to_be_hidden(timeout=BOOT)
    expect(embed.get_by_role("button", name="Train", exact=True)).to_be_visible()
    assert epoch(embed) == 0


def test_the_address_chooses_the_theme_and_is_told_what_it_got_wrong(page):
    page.emulate_media(color_scheme="dark")
    embed = open_embed(page, f"{EMBED}&theme=light&start=now")
    expect(embed.locator("html")).to_have_attribute("data-theme", "light")
    notice = embed.get_by_role("alert").filter(has_text="address was not understood")
    expect(notice).to_contain_text("unknown start: now (expected click, slide or auto)")


@pytest.mark.parametrize(("first", "last"), [("dark", "light"), ("light", "dark")])
def test_the_hash_has_the_last_word_on_the_theme(page, first, last):
    page.goto(f"./?embed=1&theme={first}#theme={last}")
    expect(page.locator("html")).to_have_attribute("data-theme", last)


# ----- slides -----


def test_an_embed_starts_stops_and_resumes_with_its_slide(page):
    embed = open_embed(page, f"{EMBED}&start=slide")
    assert asked(embed) == {}
    tell(page, "a", "slide:start")
    until(lambda: epoch(embed) >= 2)
    tell(page, "a", "slide:stop")
    until(lambda: has_stopped(embed))
    seen = epoch(embed)
    tell(page, "a", "slide:start")
    until(lambda: epoch(embed) > seen)
    pause(embed)
    tell(page, "a", "slide:stop")
    tell(page, "a", "slide:start")
    tell(page, "a", {"type": "nnplay:get"})
    until(lambda: any("config" in state for state in heard(page, "a", "state")))
    assert not heard(page, "a", "state")[-1]["playing"], "the reader's own pause wins"


def test_an_embed_rests_while_it_is_out_of_sight_with_its_page_its_tab_or_by_scrolling(page):
    open_host(page, frame("a", f"{EMBED}&start=auto") + '<div style="height: 5000px"></div>')
    embed = inside(page, "a")
    until(lambda: epoch(embed) >= 2)
    leave_and_return(embed, page, "scrollTo(0, 4000)", "scrollTo(0, 0)")
    for leave, come_back in AWAY.values():
        leave_and_return(embed, embed, leave, come_back)
    pause(embed)


def leave_and_return(embed, place, leave, come_back):
    """Run a script in a place that makes the embed rest, then one that lets it go on."""
    place.evaluate(leave)
    until(lambda: has_stopped(embed))
    seen = epoch(embed)
    place.evaluate(come_back)
    until(lambda: epoch(embed) > seen)


# What the browser says when another tab is shown, and when the page is kept for Back.
SHOW = """(state) => {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
AWAY = {
    "tab": (f"({SHOW})('hidden')", f"({SHOW})('visible')"),
    "page": ("dispatchEvent(new Event('pagehide'))", "dispatchEvent(new Event('pageshow'))"),
}


def test_keys_that_an_embed_has_no_use_for_go_to_the_slides(page):
    embed = open_embed(page)
    embed.locator("body").click(position={"x": 400, "y": 690})
    page.evaluate(
        "addEventListener('message', ({ data }) =>"
        " (window.commands ??= []).push(...(typeof data === 'string' ? [data] : [])))"
    )
    for key in ["ArrowRight", "PageUp", "Escape"]:
        embed.locator("#stage").focus()
        page.keyboard.press(key)
    expected = ['{"method":"next"}', '{"method":"prev"}', '{"method":"toggleOverview"}']
    until(lambda: page.evaluate("window.commands") == expected)
    embed.get_by_label("Depth").focus()
    page.keyboard.press("ArrowLeft")
    until(lambda: embed.evaluate("window.reply?.config.hidden.length") == 1)
    embed.get_by_role("button", name=re.compile("^Layer 1, neuron 1")).focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert page.evaluate("window.commands") == expected


# ----- messages -----


def test_an_embed_obeys_the_page_around_it_and_tells_how_it_goes(page):
    embed = open_embed(page)
    tell(page, "a", {"type": "nnplay:play"})
    until(lambda: epoch(embed) >= 2)
    until(lambda: any(state.get("epoch", 0) >= 2 for state in heard(page, "a", "state")))
    tell(page, "a", {"type": "nnplay:pause"})
    expect(embed.get_by_role("button", name="Train", exact=True)).to_be_visible()
    tell(page, "a", {"type": "nnplay:set", "config": {"dataset": "circle", "hidden": [3]}})
    until(lambda: config(embed, "hidden") == [3])
    expect(embed.locator("#epoch")).to_have_text("0")
    tell(page, "a", {"type": "nnplay:get"})
    until(lambda: heard(page, "a", "state")[-1].get("config", {}).get("dataset") == "circle")
    assert heard(page, "a", "resize")[-1] == {
        "type": "nnplay:resize",
        "width": 960,
        "height": 700,
        "fills": True,
    }


def test_a_bad_message_changes_nothing_and_a_bad_setting_is_answered(page):
    embed = open_embed(page)
    step(embed, 1)
    before = embed.evaluate("window.reply.config")
    for message in [{"type": "nnplay:eval", "code": "1"}, {"type": "nnplay:set"}, 7, [], "play"]:
        tell(page, "a", message)
    for settings in [{"hidden": [0]}, {"__class__": "x"}, {"dataset": "https://example.org"}]:
        tell(page, "a", {"type": "nnplay:set", "config": settings})
    until(lambda: len(heard(page, "a", "error")) == 4)
    first, second, *_ = heard(page, "a", "error")
    assert first["message"] == "invalid config"
    assert second["message"] == "invalid hidden: 0 (expected a whole number, 1 to 32)"
    step(embed, 1)
    assert embed.evaluate("window.reply.config") == before
    assert epoch(embed) == 2


def test_two_embeds_on_one_page_mind_their_own_business(page):
    frames = frame("a", EMBED) + frame("b", f"{EMBED}&theme=dark", "width: 640px; height: 400px")
    open_host(page, frames)
    a, b = inside(page, "a"), inside(page, "b")
    tell(page, "a", {"type": "nnplay:set", "config": {"dataset": "circle"}})
    until(lambda: a.evaluate("window.reply?.config.dataset") == "circle")
    assert asked(b) == {}
    step(b, 2)
    assert config(b, "dataset") == "spiral"
    assert epoch(a) == 0


def test_messages_of_other_windows_and_foreign_origins_are_ignored(page, site, problems, tmp_path):
    """A second site, localhost, is a frame beside one embed, and the page around another."""
    pinned = frame("b", f"{site}?embed=1&origin={site.split('/some')[0]}")
    body = f"<!doctype html><title>Other</title><script>{PASS_ON}</script>"
    (tmp_path / "beside.html").write_text(body)
    (tmp_path / "around.html").write_text(body + pinned)
    with second_site(tmp_path) as port:
        others = [frame(name, f"http://localhost:{port}/{name}.html") for name in OTHERS]
        (tmp_path / "host.html").write_text(host(frame("a", f"{site}?embed=1") + "".join(others)))
        page.add_init_script(SPY)
        page.goto(f"http://127.0.0.1:{port}/host.html")
        wishes = [{"type": "nnplay:play"}, "slide:start", {"type": "nnplay:set", "config": {}}]
        for name in OTHERS:
            tell(page, name, wishes)
        until(lambda: page.evaluate("(names) => names.every((n) => n in window.heard)", OTHERS))
        for name in ["a", "b"]:
            embed = inside(page, name)
            assert asked(embed) == {}
            step(embed, 1)
            expect(embed.get_by_role("button", name="Train", exact=True)).to_be_visible()
    problems[:] = [each for each in problems if not re.search(EXPECTED, each)]


OTHERS = ["beside", "around"]

# What the browser says of a message that it does not deliver, and the second site itself.
EXPECTED = "does not match the recipient window|left the site: http://(localhost|127.0.0.1)"

# Sends what it is told to on to its own frame, or else to the first frame beside it.
PASS_ON = """addEventListener("message", ({ data }) => {
  if (Array.isArray(data)) {
    const embed = document.querySelector("iframe")?.contentWindow ?? parent.frames[0];
    data.forEach((message) => embed.postMessage(message, "*"));
    parent.postMessage("passed on", "*");
  }
})"""


@contextmanager
def second_site(folder):
    """Serves a folder; the port."""
    with build.listen(folder, 8400) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server.server_port
        server.shutdown()


# ----- <nn-play> -----


def test_an_element_brings_the_playground_to_any_page(page):
    tag = '<nn-play lab="classify" dataset="circle" hidden="3" style="width: 700px"></nn-play>'
    open_host(page, f'<script type="module" src="embed.js"></script>{tag}')
    page.evaluate(
        """() => {
          const element = document.querySelector("nn-play");
          window.news = [];
          ["state", "error"].forEach((name) => {
            element.addEventListener(name, ({ detail }) => window.news.push([name, detail]));
          });
        }"""
    )
    until(lambda: len(page.frames) == 2)
    embed = page.frames[1]
    expect(embed.locator("#play")).to_be_visible()
    box = page.locator("nn-play").bounding_box()
    assert box["height"] == pytest.approx(700 * 700 / 960, abs=1)
    page.evaluate("document.querySelector('nn-play').play()")
    until(lambda: epoch(embed) >= 2)
    until(lambda: page.evaluate("window.news.some(([name]) => name === 'state')"))
    page.evaluate("document.querySelector('nn-play').pause()")
    expect(embed.get_by_role("button", name="Train", exact=True)).to_be_visible()
    expect(embed.get_by_role("combobox", name="Data")).to_have_value("circle")
    page.evaluate("document.querySelector('nn-play').set({ hidden: [99] })")
    until(lambda: page.evaluate("window.news.some(([name]) => name === 'error')"))
    page.evaluate("document.querySelector('nn-play').setAttribute('hidden', '2,2')")
    expect(embed.get_by_role("button", name="Layer 2, neuron 2")).to_be_visible()


def test_an_element_far_below_is_not_loaded(page):
    open_host(
        page,
        '<script type="module" src="embed.js"></script><div style="height: 20000px"></div>'
        "<nn-play></nn-play>",
    )
    expect(page.locator("nn-play iframe")).to_have_attribute("loading", "lazy")
    assert [each.url for each in page.frames][1:] in ([], [""], ["about:blank"])


@pytest.mark.parametrize("lab", ["classify", "paint"])
def test_an_embed_stops_where_its_address_says(page, lab):
    embed = open_embed(page, f"{EMBED}&lab={lab}&steps=7&start=auto")
    counter = "#epoch" if lab == "classify" else "#updates"
    expect(embed.get_by_text("Training stopped")).to_be_visible()
    expect(embed.locator(counter)).to_have_text("7")
    expect(embed.get_by_role("button", name="Train", exact=True)).to_be_visible()


def test_an_element_in_a_narrow_column_is_as_high_as_what_it_shows(page):
    tag = '<nn-play style="width: 360px"></nn-play>'
    open_host(page, f'<script type="module" src="embed.js"></script>{tag}')
    height = "document.querySelector('nn-play').offsetHeight"
    until(lambda: page.evaluate(height) > 700)
    page.evaluate("document.querySelector('nn-play').style.width = '960px'")
    until(lambda: page.evaluate(height) == 700)
