"""Every setting travels in a link: Python has it, its control shows it, and the address keeps it.

A few links set all there is to set, to values that are not the usual ones.
"""

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

import build
from nnplay.labs import LABS
from tests.browser.helpers import config, open_page, settle, until

LINKS: list[tuple[str, dict[str, str]]] = [
    (
        "classify",
        {
            "dataset": "blobs",
            "samples": "120",
            "noise": "7",
            "label_noise": "4",
            "train_percent": "70",
            "data_seed": "7",
            "seed": "9",
            "initializer": "he",
            "features": "x1_squared,sin_x2,custom",
            "custom_feature": "x1 * x2",
            "feature_scaling": "standard",
            "hidden": "3,5",
            "activation": "relu",
            "layer_activations": "relu,sine",
            "loss": "cross_entropy",
            "optimizer": "nesterov",
            "learning_rate": "0.3",
            "decay_samples": "25000",
            "regularization": "l1",
            "regularization_rate": "0.01",
            "clip_norm": "0.5",
            "dropout": "0.1",
            "batch_size": "16",
            "stop_epoch": "500",
            "stop_loss": "0.001",
            "stop_plateau": "60",
            "speed": "16",
            "show_test": "1",
            "discretize": "1",
            "boundary": "0",
            "log_loss": "0",
            "smoothing": "0.6",
            "scale_tiles": "1",
            "mark_sign": "1",
            "view": "space",
            "space": "1,2,0",
        },
    ),
    ("classify", {"problem": "regression", "dataset": "formula", "formula": "x1 - x2"}),
    (
        "classify",
        {
            "dataset": "points",
            "points": "1,2,0,-1,-2,1,3,3.5,2",
            "class_names": "Cat\nDog\nElephant",
        },
    ),
    (
        "paint",
        {
            "image": "dusk",
            "encoding": "xy",
            "fourier_pairs": "8",
            "fourier_scale": "5",
            "coordinate_scale": "2",
            "colors": "grey",
            "seed": "7",
            "initializer": "xavier",
            "sampling": "hard",
            "hidden": "6,5",
            "activation": "sine",
            "output": "sigmoid",
            "optimizer": "sgd",
            "learning_rate": "0.01",
            "decay_samples": "0",
            "batch_size": "64",
            "compare": "on",
            "view": "compare",
            "speed": "ten",
            "morph": "1",
        },
    ),
]

# What controls show that do not have a setting's value in just these words.
SHOWN: list[dict[str, str]] = [
    {
        "activation": "Mixed",
        "noise": "7%",
        "label_noise": "4%",
        "train_percent": "70%",
        "dropout": "10%",
        "depth": "2",
        "width": "3–5",
        "space_layer": "1",
        "space_across": "2",
        "space_up": "0",
    },
    {},
    {},
    {"depth": "2 layers", "width": "5–6 neurons"},
]

# The texts of all controls with a name, as the reader finds them: {name: texts}
CONTROLS = """() => {
  const texts = {};
  const textOf = {
    checkbox: ({ checked }) => (checked ? "1" : "0"),
    range: (range) => range.getAttribute("aria-valuetext") ?? range.value,
  };
  document.querySelectorAll("[name]").forEach((control) => {
    if (control.type !== "radio" || control.checked) {
      (texts[control.name] ??= []).push((textOf[control.type] ?? (() => control.value))(control));
    }
  });
  return texts;
}"""


def known(lab: str) -> set[str]:
    """The names of all that a link of the lab can say of its state."""
    source = (build.ROOT / f"web/labs/{lab}/link.js").read_text()
    rows = source.partition("export const view = [")[2].partition("\n];")[0]
    view = re.findall(r'(?:^  \{ name: |flag\(|^    name: )"(\w+)"', rows, flags=re.MULTILINE)
    return {row["name"] for row in LABS[lab].settings.describe()} | set(view)


def text_of(value: Any) -> str:
    """A value of Python's config as it stands in a link."""
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


@pytest.mark.parametrize("lab", LABS)
def test_the_links_of_these_tests_leave_no_setting_out(lab):
    given = {name for other, parts in LINKS if other == lab for name in parts}
    assert given == known(lab)


@pytest.mark.parametrize("number", range(len(LINKS)))
def test_a_setting_in_a_link_reaches_python_its_control_and_the_address(page, number):
    lab, parts = LINKS[number]
    open_page(page, f"./?lab={lab}#{urlencode(parts)}")
    settings = {row["name"] for row in LABS[lab].settings.describe()}
    asked = {name: text for name, text in parts.items() if name in settings}
    until(lambda: {name: text_of(config(page, name)) for name in asked} == asked)
    settle(page)
    assert differences(page.evaluate(CONTROLS), parts | SHOWN[number]) == {}
    until(lambda: state_in(page.locator(".open-full").get_attribute("href")) == parts)
    assert page.locator("#notice").is_hidden()


def differences(shown: dict[str, list[str]], wanted: dict[str, str]) -> dict[str, list[str]]:
    """The controls that show something else than what is wanted, and what they show."""
    return {
        name: texts
        for name, texts in shown.items()
        if name in wanted and set(texts) != {wanted[name]}
    }


def state_in(address: str | None) -> dict[str, str]:
    pairs = parse_qsl((address or "").partition("#")[2], keep_blank_values=True)
    return {name: text for name, text in pairs if name not in ("v", "lab")}
