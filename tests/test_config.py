from dataclasses import FrozenInstanceError, dataclass
from math import inf, nan

import pytest

from nnplay.config import Config, choice, choices, integer, integers, names, number, numbers, text


def check_has_no_space(name, value):
    if " " in value:
        raise ValueError(f"invalid {name}: {value!r} has a space")


@dataclass(frozen=True)
class Tea(Config):
    leaf: str = choice(("green", "black"), "green", "flavor")
    minutes: int = integer(1, 10, 3, "brewing")
    degrees: float = number(60, 100, 80, "brewing")
    cups: tuple[int, ...] = integers((1, 3), 1, 4, (2,), "serving")
    doses: tuple[float, ...] = numbers(3, "serving")
    pours: tuple[str, ...] = names(("high", "low"), 3, "serving")
    extras: tuple[str, ...] = choices(("milk", "sugar", "lemon"), ("sugar",), "flavor")
    label: str = text(check_has_no_space, "serving")


def test_everything_has_a_default():
    assert Tea.from_dict({}) == Tea()
    assert Tea().minutes == 3


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("leaf", "black", "black"),
        ("minutes", 1, 1),
        ("minutes", 10, 10),
        ("minutes", 5.0, 5),
        ("degrees", 60, 60.0),
        ("degrees", 99.5, 99.5),
        ("cups", [1, 4.0], (1, 4)),
        ("cups", (2, 2, 2), (2, 2, 2)),
        ("doses", [], ()),
        ("doses", [1, -0.5], (1.0, -0.5)),
        ("pours", ["low", "high", "low"], ("low", "high", "low")),
        ("extras", ["lemon", "milk"], ("milk", "lemon")),
        ("extras", [], ()),
        ("label", "", ""),
        ("label", "Assam", "Assam"),
    ],
)
def test_a_valid_value_is_kept_in_the_type_of_its_field(field, value, kept):
    result = getattr(Tea.from_dict({field: value}), field)
    assert result == kept
    assert type(result) is type(kept)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("leaf", "red", "unknown leaf: 'red' (expected green or black)"),
        ("leaf", None, "unknown leaf: None (expected green or black)"),
        ("leaf", ["green"], "unknown leaf: ['green'] (expected green or black)"),
        ("minutes", 0, "invalid minutes: 0 (expected a whole number, 1 to 10)"),
        ("minutes", 11, "invalid minutes: 11 (expected a whole number, 1 to 10)"),
        ("minutes", 2.5, "invalid minutes: 2.5 (expected a whole number, 1 to 10)"),
        ("minutes", nan, "invalid minutes: nan (expected a whole number, 1 to 10)"),
        ("minutes", inf, "invalid minutes: inf (expected a whole number, 1 to 10)"),
        ("minutes", True, "invalid minutes: True (expected a whole number, 1 to 10)"),
        ("minutes", "3", "invalid minutes: '3' (expected a whole number, 1 to 10)"),
        ("degrees", 59.9, "invalid degrees: 59.9 (expected 60 to 100)"),
        ("degrees", nan, "invalid degrees: nan (expected 60 to 100)"),
        ("degrees", -inf, "invalid degrees: -inf (expected 60 to 100)"),
        ("degrees", True, "invalid degrees: True (expected 60 to 100)"),
        ("degrees", "80", "invalid degrees: '80' (expected 60 to 100)"),
        ("cups", [], "invalid cups: [] (expected 1 to 3 numbers from 1 to 4)"),
        ("cups", [1] * 4, "invalid cups: [1, 1, 1, 1] (expected 1 to 3 numbers from 1 to 4)"),
        ("cups", 2, "invalid cups: 2 (expected 1 to 3 numbers from 1 to 4)"),
        ("cups", [2, 5], "invalid cups: 5 (expected a whole number, 1 to 4)"),
        ("doses", [1] * 4, "invalid doses: [1, 1, 1, 1] (expected 0 to 3 numbers)"),
        ("doses", [1, nan], "invalid doses: nan (expected finite numbers)"),
        ("doses", ["1"], "invalid doses: '1' (expected finite numbers)"),
        ("doses", [True], "invalid doses: True (expected finite numbers)"),
        ("pours", ["wide"], "unknown pours: 'wide' (expected high or low)"),
        ("extras", ["salt"], "unknown extras: 'salt' (expected milk, sugar or lemon)"),
        ("extras", [["milk"]], "unknown extras: ['milk'] (expected milk, sugar or lemon)"),
        (
            "extras",
            "milk",
            "invalid extras: 'milk' (expected 0 to 3 names out of milk, sugar or lemon)",
        ),
        ("label", 5, "invalid label: 5 (expected a text)"),
        ("label", "Earl Grey", "invalid label: 'Earl Grey' has a space"),
    ],
)
def test_a_message_names_the_field_the_value_and_what_is_allowed(field, value, message):
    with pytest.raises(ValueError) as caught:
        Tea.from_dict({field: value})
    assert str(caught.value) == message


@pytest.mark.parametrize("make", [Tea.from_dict, Tea().changed])
def test_an_unknown_setting_is_refused(make):
    with pytest.raises(ValueError, match=r"unknown setting: 'sugar' \(expected leaf, minutes, "):
        make({"sugar": 1})


def test_a_change_gives_a_copy_and_checks_it():
    tea = Tea(minutes=5)
    assert tea.changed({"leaf": "black"}) == Tea(minutes=5, leaf="black")
    assert tea == Tea(minutes=5)
    with pytest.raises(ValueError, match="invalid minutes"):
        tea.changed({"minutes": 0})


def test_a_config_cannot_be_changed_in_place():
    with pytest.raises(FrozenInstanceError):
        Tea().minutes = 4  # type: ignore[misc]


def test_the_effects_of_a_change_are_those_of_the_fields_that_differ():
    tea = Tea()
    assert tea.effects_of(tea) == set()
    assert tea.effects_of(Tea(minutes=4, degrees=90)) == {"brewing"}
    assert tea.effects_of(Tea(minutes=4, leaf="black")) == {"brewing", "flavor"}


def test_a_dict_of_a_config_is_plain_and_makes_it_again():
    tea = Tea(minutes=5, cups=(1, 2), extras=("milk",))
    values = tea.to_dict()
    assert values["cups"] == [1, 2]
    assert values["extras"] == ["milk"]
    assert Tea.from_dict(values) == tea


def test_a_field_says_what_it_is_called_and_what_it_takes():
    rows = {row["name"]: row for row in Tea.describe()}
    assert list(rows) == list(Tea().to_dict())
    assert rows["leaf"] == {
        "name": "leaf",
        "default": "green",
        "kind": "choice",
        "effect": "flavor",
        "choices": ("green", "black"),
    }
    assert (rows["minutes"]["low"], rows["minutes"]["high"]) == (1, 10)
    assert (rows["cups"]["kind"], rows["cups"]["count"]) == ("integers", (1, 3))
    assert {row["kind"] for row in rows.values()} == {
        "choice", "integer", "number", "integers", "numbers", "names", "choices", "text",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "tea", "problems"),
    [
        ({}, Tea(), []),
        ({"minutes": 5}, Tea(minutes=5), []),
        ({"minutes": 0, "leaf": "black"}, Tea(leaf="black"), ["invalid minutes: 0"]),
        ({"label": "a b", "minutes": 5}, Tea(minutes=5), ["invalid label: 'a b' has a space"]),
        ({"sugar": 1, "minutes": 5}, Tea(minutes=5), ["unknown setting: 'sugar'"]),
        (
            {"degrees": nan, "cups": "2", "minutes": 5},
            Tea(minutes=5),
            ["invalid degrees: nan", "invalid cups: '2'"],
        ),
    ],
)
def test_of_settings_from_outside_the_possible_ones_are_kept(values, tea, problems):
    salvaged, said = Tea.salvaged(values)
    assert salvaged == tea
    assert len(said) == len(problems)
    for problem, beginning in zip(said, problems, strict=True):
        assert problem.startswith(beginning)


def test_an_error_knows_the_setting_it_is_about():
    with pytest.raises(ValueError) as caught:
        Tea.from_dict({"minutes": 0})
    assert caught.value.setting == "minutes"  # type: ignore[attr-defined]


def test_defaults_are_what_is_left_when_nobody_is_to_blame():
    class Fussy(Tea):
        def __post_init__(self) -> None:
            super().__post_init__()
            if self.minutes > 5:
                raise ValueError("too long")

    assert Fussy.salvaged({"minutes": 6, "leaf": "black"}) == (Fussy(), ["too long"])
