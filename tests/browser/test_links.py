"""Links: the page opens in the state of one, follows others, and keeps its address up to date."""

import re

from playwright.sync_api import expect

from tests.browser.helpers import choose, config, open_page, reply, step, until

NOTICE = "Part of the address was not understood"


def follow(page, hash_text):
    """As if a link had been pasted into the address bar."""
    page.evaluate("(text) => { location.hash = text }", hash_text)


def address(page):
    return page.evaluate("() => location.search + location.hash")


def wait_for_address(page, text):
    until(lambda: address(page) == text)


def requests(page, kind):
    return page.evaluate("(kind) => window.asked[kind] ?? 0", kind)


def test_a_link_opens_its_state_at_once(page):
    open_page(page, "./#v=1&dataset=circle&hidden=8,3&learning_rate=0.05&noise=7&show_test=1")
    assert (requests(page, "open"), requests(page, "configure")) == (1, 0)
    assert (reply(page, "layers"), config(page, "noise")) == ([2, 8, 3, 1], 7)
    learning_rate = page.get_by_role("combobox", name="Learning rate", exact=True)
    expect(learning_rate).to_have_value("0.05")
    expect(page.get_by_label("Show test data")).to_be_checked()
    expect(page.locator("#notice")).to_be_hidden()


def test_the_address_follows_the_state_and_back_leads_to_the_data_before(page):
    open_page(page)
    choose(page, "Learning rate", "0.1")
    page.get_by_label("Discretize output").check()
    wait_for_address(page, "#v=1&learning_rate=0.1&discretize=1")
    length = page.evaluate("() => history.length")
    page.get_by_role("radiogroup", name="Dataset").get_by_text("XOR").click()
    wait_for_address(page, "#v=1&dataset=xor&learning_rate=0.1&discretize=1")
    assert page.evaluate("() => history.length") == length + 1
    choose(page, "Optimizer", "sgd")
    wait_for_address(page, "#v=1&dataset=xor&optimizer=sgd&learning_rate=0.1&discretize=1")
    page.go_back()
    until(lambda: (config(page, "dataset"), config(page, "optimizer")) == ("spiral", "adam"))
    expect(page.get_by_role("radio", name="Spiral")).to_be_checked()
    page.go_forward()
    until(lambda: (config(page, "dataset"), config(page, "optimizer")) == ("xor", "sgd"))
    assert page.evaluate("() => history.length") == length + 1


def test_a_pasted_link_begins_anew_and_the_query_gives_way(page):
    open_page(page, "./?dataset=moons&noise=5&theme=dark")
    assert config(page, "dataset") == "moons"
    step(page, 3)
    follow(page, "dataset=gauss&noise=0")
    until(lambda: (config(page, "dataset"), reply(page, "epoch")) == ("gauss", 0))
    expect(page.locator("#epoch")).to_have_text("0")
    choose(page, "Activation", "relu")
    wait_for_address(page, "?theme=dark#v=1&dataset=gauss&activation=relu")
    page.reload()
    expect(page.get_by_role("combobox", name="Activation", exact=True)).to_have_value("relu")


def test_the_skip_link_leaves_the_state_alone(page):
    open_page(page, "./#v=1&dataset=xor&noise=3")
    step(page)
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#stage")).to_be_focused()
    wait_for_address(page, "#v=1&dataset=xor&noise=3")
    assert (reply(page, "epoch"), requests(page, "open")) == (1, 1)


def test_a_link_leads_to_the_other_lab(page):
    open_page(page, "./#v=1&dataset=xor")
    follow(page, "v=1&lab=paint&preset=siren&image=dusk&view=difference")
    expect(page.locator("#target-note")).to_contain_text("Dusk")
    expect(page.get_by_role("radio", name="SIREN")).to_be_checked()
    expect(page.get_by_role("radio", name="Difference")).to_be_checked()
    expect(page.locator("#step")).to_be_enabled()
    assert config(page, "coordinate_scale") == 20
    page.locator("[name=image][value=citrus]").check(force=True)
    expect(page.locator("#target-note")).to_contain_text("Citrus")
    until(lambda: "&image=citrus" in address(page))
    page.go_back()
    expect(page.locator("#target-note")).to_contain_text("Dusk")
    page.go_back()
    expect(page.get_by_role("radio", name="XOR")).to_be_checked()


PEER = (
    "#activation=relu&regularization=L2&batchSize=7&dataset=gauss&regDataset=reg-plane"
    "&learningRate=0.1&regularizationRate=0.003&noise=20&networkShape=5,3&seed=0.27182"
    "&showTestData=true&discretize=true&percTrainData=70&x=true&y=false&xTimesY=true"
    "&xSquared=true&ySquared=false&cosX=false&sinX=true&cosY=false&sinY=false"
    "&collectStats=false&problem=classification&initZero=false&hideText=false"
    "&percTrainData_hide=true&playButton_hide=true"
)


def test_a_link_of_tensorflow_playground_opens_the_same_setting(page):
    open_page(page, f"./{PEER}")
    expect(page.locator("#notice")).to_be_hidden()
    wanted = {
        "activation": "relu", "regularization": "l2", "regularization_rate": 0.003,
        "batch_size": 7, "dataset": "gauss", "learning_rate": 0.1, "noise": 20,
        "hidden": [5, 3], "seed": 27182, "data_seed": 27182, "train_percent": 70,
        "features": ["x1", "x1_squared", "x1_x2", "sin_x1"], "optimizer": "sgd",
        "initializer": "uniform", "loss": "squared_error", "problem": "classification",
        "samples": 500,
    }  # fmt: skip
    assert {name: config(page, name) for name in wanted} == wanted
    expect(page.get_by_label("Show test data")).to_be_checked()
    expect(page.get_by_label("Discretize output")).to_be_checked()
    expect(page.get_by_label("Training data")).to_be_hidden()
    expect(page.locator("#play")).to_be_hidden()
    expect(page.locator("#test-loss")).to_be_visible()
    follow(page, "problem=regression&regDataset=reg-gauss&networkShape=&initZero=true&hideText=1")
    until(lambda: config(page, "dataset") == "multi_gauss")
    wanted = {"hidden": [], "initializer": "zeros", "samples": 1200, "learning_rate": 0.03}
    assert {name: config(page, name) for name in wanted} == wanted
    expect(page.locator(".topbar")).to_be_hidden()
    expect(page.locator("#play")).to_be_visible()
    assert page.locator(".toolbar").bounding_box()["y"] == 0
    follow(page, "controls=play,learning_rate,dataset")
    expect(page.get_by_role("combobox", name="Activation", exact=True)).to_be_hidden()
    expect(page.get_by_role("combobox", name="Learning rate", exact=True)).to_be_visible()
    expect(page.get_by_role("radio", name="Circle")).to_be_attached()
    expect(page.locator("#step")).to_be_hidden()


HOSTILE = [
    "noise=NaN", "noise=Infinity", "noise=-1e999", "noise=", "noise=5.5", "noise[]=5",
    "learning_rate=0", "learning_rate=1e-999", "learning_rate=null", "seed=-1", "seed=4294967296",
    "hidden=4,,2", "hidden=[4,2]", "hidden=1,2,3,4,5,6,7,8,9", "hidden=33", "features=x1,__proto__",
    "dataset=constructor", "dataset=<script>alert(1)</script>", "problem=regression&dataset=xor",
    "loss=huber", "view=<img src=x onerror=alert(1)>", "formula=x1 %2B&dataset=formula",
    "formula=__import__('os')", "custom_feature=(((((", "features=custom",
    "dataset=points", "dataset=points&points=1,2", "dataset=points&points=1,2,9",
    "points=~AAAA", "points=~%F0%9F%92%A5", "points=1,2,NaN", "__proto__=1", "constructor=1",
    "__proto__[polluted]=yes", "v=99", "lab=toString", "hide=toString", "valueOf_hide=true",
    "layer_activations=relu,nope", "space=1,2,3,4", "%E0%A4%A", "garbage",
]  # fmt: skip


def test_hostile_links_end_in_a_notice_and_a_working_page(page):
    open_page(page)
    notice = page.locator("#notice")
    hashes = [*HOSTILE, f"noise=5&formula={'x' * 1_000_000}"]
    for hash_text in hashes:
        follow(page, hash_text)
        expect(notice, hash_text[:60]).to_contain_text(NOTICE)
        assert len(notice.inner_text()) < 900, hash_text[:60]
        until(lambda: reply(page, "epoch") == 0 and config(page, "noise") == 0)
        blank = page.evaluate(
            "() => [...document.querySelectorAll('select')]"
            ".filter((select) => select.length > 0 && select.selectedIndex < 0).length"
        )
        assert blank == 0, hash_text[:60]
        notice.get_by_role("button", name="Close").click()
        expect(notice).to_be_hidden()
    assert page.evaluate("() => ({}).polluted") is None
    follow(page, "v=1&dataset=circle")
    until(lambda: config(page, "dataset") == "circle")
    expect(notice).to_be_hidden()
    step(page, 2)


def test_a_network_without_features_is_drawn(page):
    open_page(page, "./#features=")
    expect(page.locator("#net")).to_contain_text("0 of 7")
    step(page)
    expect(page.locator("#epoch")).to_have_text("1")


def test_a_notice_names_the_value_and_what_is_expected(page):
    open_page(page, "./#dataset=donut&noise=99&learning_rate=0.3")
    notice = page.locator("#notice")
    expect(notice).to_contain_text("unknown Data (dataset): 'donut' (expected circle, xor, gauss")
    expect(notice).to_contain_text("invalid noise: '99' (expected a whole number, 0 to 50)")
    assert (config(page, "dataset"), config(page, "learning_rate")) == ("spiral", 0.3)
    page.goto("./?data_seed=-1&view=top&class_names=")
    expect(notice).to_contain_text("invalid Seed of the data (data_seed): '-1'")
    expect(notice).to_contain_text("unknown view: 'top' (expected output or space)")


def copied(page):
    return page.evaluate("() => navigator.clipboard.readText()")


def test_a_repeated_key_is_named_whatever_it_is(page):
    open_page(page, "./?toString=1&toString=2")
    notice = page.get_by_role("alert").filter(has_text="was not understood")
    expect(notice).to_contain_text("repeated toString")


def test_share_copies_a_link_and_with_weights_the_run_goes_on(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(page, "./#v=1&dataset=points&points=1,2,0,-1,-2,1,2,1,0,-2,-1,1&hidden=3")
    step(page, 3)
    page.get_by_role("button", name="Share", exact=True).click()
    sheet = page.get_by_role("dialog", name="Share")
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert copied(page).endswith("#v=1&dataset=points&points=1,2,0,-1,-2,1,2,1,0,-2,-1,1&hidden=3")
    field = sheet.get_by_label("Link to this exact state")
    points = len("&dataset=points&points=1,2,0,-1,-2,1,2,1,0,-2,-1,1")
    expect(sheet.get_by_label(f"With own data+ {points} characters")).to_be_checked()
    expect(sheet.get_by_label(re.compile(r"^With weights\+ \d+ characters$"))).to_be_enabled()
    sheet.get_by_label("With own data").uncheck()
    expect(field).to_have_value(re.compile("#v=1&hidden=3$"))
    sheet.get_by_label("With own data").check()
    sheet.get_by_label("With weights").check()
    expect(field).to_have_value(re.compile("&run=~[-_a-zA-Z0-9]+$"))
    expect(sheet.get_by_role("status")).to_contain_text("characters")
    sheet.get_by_role("button", name="Copy link").click()
    until(lambda: "&run=~" in copied(page))
    loss = page.locator("#train-loss").inner_text()
    link = copied(page)
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    step(page, 2)
    follow(page, link.partition("#")[2])
    until(lambda: reply(page, "epoch") == 3)
    expect(page.locator("#epoch")).to_have_text("3")
    expect(page.locator("#train-loss")).to_have_text(loss)
    follow(page, link.partition("#")[2][:-40])
    notice = page.locator("#notice")
    expect(notice).to_contain_text("the compressed data is damaged")
    expect(page.locator("#epoch")).to_have_text("0")
    follow(page, f"hidden=5&run={link.partition('&run=')[2]}")
    expect(notice).to_contain_text("invalid vector")
    until(lambda: reply(page, "epoch") == 0 and reply(page, "layers") == [2, 5, 1])
    step(page)


def test_where_copying_is_refused_the_link_is_selected(page):
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error())")
    open_page(page, "./#dataset=xor")
    page.get_by_role("button", name="Share", exact=True).click()
    field = page.get_by_label("Link to this exact state")
    expect(field).to_have_value(re.compile("dataset=xor$"))
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("the link is selected")).to_be_visible()
    expect(field).to_be_focused()
    length = field.evaluate("(field) => field.selectionEnd - field.selectionStart")
    assert length == len(field.input_value()) > 20


def test_a_phone_sends_the_link_to_what_its_reader_chooses(phone_page):
    page = phone_page
    page.add_init_script("navigator.share = async (data) => { window.sent = data }")
    open_page(page, "./#dataset=xor")
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_label("Link to this exact state")).to_have_value(re.compile("dataset=xor$"))
    page.get_by_role("button", name="Send…").click()
    sent = page.evaluate("window.sent")
    assert sent == {"title": page.title(), "url": f"{page.url.partition('#')[0]}#v=1&dataset=xor"}


def test_open_full_carries_the_run_along(page):
    open_page(page, "./?embed=1&dataset=xor")
    step(page, 2)
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Open full").click()
    full = popup.value
    expect(full.locator("#epoch")).to_have_text("2")
    expect(full.get_by_role("radio", name="XOR")).to_be_checked()
    assert "embed" not in full.url
