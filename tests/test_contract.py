"""Lists that are kept in two places must agree: the page's controls and Python's registries."""

import json
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from nnplay.data import DATASETS
from nnplay.features import FEATURE_NAMES, SCALINGS
from nnplay.labs.classify import OWN_DATA, ClassifyConfig
from nnplay.labs.paint import PaintConfig
from nnplay.losses import LOSSES
from nnplay.nn import ACTIVATIONS, INITIALIZERS
from nnplay.optim import OPTIMIZERS, REGULARIZATIONS
from nnplay.sampling import SAMPLERS

ROOT = Path(__file__).parent.parent

CHOICES: dict[str, Iterable[str]] = {
    "dataset": (*DATASETS, *OWN_DATA),
    "activation": ACTIVATIONS,
    "optimizer": OPTIMIZERS,
    "regularization": REGULARIZATIONS,
    "problem": ("classification", "regression"),
    "loss": LOSSES,
    "initializer": INITIALIZERS,
    "feature_scaling": SCALINGS,
}

PAINT_CHOICES: dict[str, Iterable[str]] = {
    "activation": ACTIVATIONS,
    "optimizer": OPTIMIZERS,
    "sampling": SAMPLERS,
    "encoding": ("fourier", "xy"),
    "output": ("linear", "sigmoid"),
    "colors": ("rgb", "grey"),
}
PAINT_NUMBERS = ("learning_rate", "decay_samples", "batch_size", "fourier_scale")


class Controls(HTMLParser):
    """Collects the choices of the page's selects and radio buttons, and which is the first."""

    def __init__(self) -> None:
        super().__init__()
        self.select = ""
        self.options: dict[str, list[str]] = {}
        self.radios: dict[str, list[str]] = {}
        self.selected: dict[str, str] = {}
        self.awaits_text = False
        self.is_selected = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "select":
            self.select = given["name"] or ""
        elif tag == "option":
            self.is_selected = "selected" in given
            self.awaits_text = "value" not in given
            if "value" in given:
                self._add_option(given["value"] or "")
        elif given.get("type") == "radio":
            name, value = given["name"] or "", given["value"] or ""
            self.radios.setdefault(name, []).append(value)
            if "checked" in given:
                self.selected.setdefault(name, value)

    def handle_data(self, data: str) -> None:
        if self.awaits_text:
            self.awaits_text = False
            self._add_option(data.strip())

    def _add_option(self, value: str) -> None:
        self.options.setdefault(self.select, []).append(value)
        if self.is_selected:
            self.selected[self.select] = value


PAGE = (ROOT / "index.html").read_text("utf-8")
TEMPLATE = re.compile(r'<template id="paint".*?</template>', re.DOTALL)


def parse(html: str) -> Controls:
    parser = Controls()
    parser.feed(html)
    return parser


@pytest.fixture(scope="module")
def controls():
    return parse(TEMPLATE.sub("", PAGE))


@pytest.fixture(scope="module")
def paint_controls():
    return parse(TEMPLATE.findall(PAGE)[0])


@pytest.mark.parametrize("name", CHOICES)
def test_a_select_offers_what_python_accepts(controls, name):
    assert sorted(controls.options[name]) == sorted(CHOICES[name])


def test_every_data_set_has_a_thumbnail(controls):
    assert sorted(controls.radios["dataset"]) == sorted(CHOICES["dataset"])


@pytest.mark.parametrize("name", [*CHOICES, "learning_rate", "regularization_rate"])
def test_a_select_starts_at_python_s_default(controls, name):
    default = getattr(ClassifyConfig(), name)
    assert type(default)(controls.selected[name]) == default


@pytest.mark.parametrize("name", ["learning_rate", "regularization_rate"])
def test_every_offered_rate_is_accepted(controls, name):
    for text in controls.options[name]:
        assert getattr(ClassifyConfig.from_dict({name: float(text)}), name) == float(text)


@pytest.mark.parametrize("script", ["web/config.js"])
def test_scripts_list_the_features_in_python_s_order(script):
    found = re.search(r"FEATURES = (\[[^\]]*\])", (ROOT / script).read_text("utf-8"))
    assert found, script
    assert json.loads(found[1]) == list(FEATURE_NAMES)


@pytest.mark.parametrize("name", PAINT_CHOICES)
def test_a_select_of_paint_offers_what_python_accepts(paint_controls, name):
    assert sorted(paint_controls.options[name]) == sorted(PAINT_CHOICES[name])


@pytest.mark.parametrize("name", [*PAINT_CHOICES, *PAINT_NUMBERS])
def test_a_select_of_paint_starts_at_python_s_default(paint_controls, name):
    default = getattr(PaintConfig(), name)
    assert type(default)(paint_controls.selected[name]) == default


@pytest.mark.parametrize("name", PAINT_NUMBERS)
def test_every_number_that_paint_offers_is_accepted(paint_controls, name):
    for text in paint_controls.options[name]:
        assert getattr(PaintConfig.from_dict({name: float(text)}), name) == float(text)


def test_the_presets_of_paint_stand_in_a_list_and_side_by_side(paint_controls):
    script = (ROOT / "web/labs/paint/presets.js").read_text("utf-8")
    names = re.findall(r'^  "?([\w+]+)"?: (?:\{|pick)', script.partition("PRESETS = ")[2], re.M)
    assert sorted(paint_controls.radios["preset"]) == sorted(names)
    assert sorted(paint_controls.options["preset"]) == sorted(["", *names])


def test_paint_starts_from_python_s_settings():
    script = (ROOT / "web/labs/paint/presets.js").read_text("utf-8")
    literal = re.search(r"DEFAULTS = (\{.*?\n\});", script, re.DOTALL)
    assert literal
    text = re.sub(r"(\w+):", r'"\1":', literal[1]).replace("_000", "000").replace(",\n}", "\n}")
    python = PaintConfig().to_dict()
    assert json.loads(text) == {name: python[name] for name in json.loads(text)}


@pytest.mark.parametrize("lab", ["classify", "paint"])
def test_every_speed_and_view_on_the_page_can_stand_in_a_link(lab, controls, paint_controls):
    script = (ROOT / f"web/labs/{lab}/link.js").read_text("utf-8")
    page = {"classify": controls, "paint": paint_controls}[lab]
    speeds = re.search(r"SPEEDS = (\[[^\]]*\])", script)
    assert speeds
    assert json.loads(speeds[1]) == page.options["speed"]
    for view in page.radios["view"]:
        assert f'"{view}"' in script
