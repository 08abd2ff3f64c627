"""Settings: frozen dataclasses whose fields know what they allow and say so when it is not met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import Field, asdict, dataclass, field, fields, replace
from functools import partial
from math import isfinite
from typing import Any, Self

Check = Callable[[str, Any], Any]


def choice(options: Iterable[str], default: str, effect: str) -> Any:
    """A field that takes one of the options."""
    allowed = tuple(options)

    def check(name: str, value: Any) -> str:
        if value not in allowed or not isinstance(value, str):
            raise ValueError(f"unknown {name}: {value!r} (expected {_either(allowed)})")
        return value

    return _field(default, effect, check, "choice", choices=allowed)


def integer(low: int, high: int, default: int, effect: str) -> Any:
    """A field that takes a whole number from low to high."""
    check = partial(whole, low=low, high=high)
    return _field(default, effect, check, "integer", low=low, high=high)


def number(low: float, high: float, default: float, effect: str) -> Any:
    """A field that takes a finite number from low to high."""

    def check(name: str, value: Any) -> float:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not low <= value <= high:
            raise ValueError(f"invalid {name}: {value!r} (expected {low:g} to {high:g})")
        return float(value)

    return _field(default, effect, check, "number", low=low, high=high)


def integers(
    count: tuple[int, int], low: int, high: int, default: tuple[int, ...], effect: str
) -> Any:
    """A field that takes a list of whole numbers; `count` is its shortest and longest length."""

    def check(name: str, value: Any) -> tuple[int, ...]:
        _check_list(name, value, count, f"numbers from {low} to {high}")
        return tuple(whole(name, item, low, high) for item in value)

    return _field(default, effect, check, "integers", count=count, low=low, high=high)


def numbers(longest: int, effect: str) -> Any:
    """A field that takes a list of finite numbers, empty by default."""

    def check(name: str, value: Any) -> tuple[float, ...]:
        _check_list(name, value, (0, longest), "numbers")
        for item in value:
            if isinstance(item, bool) or not isinstance(item, int | float) or not isfinite(item):
                raise ValueError(f"invalid {name}: {item!r} (expected finite numbers)")
        return tuple(float(item) for item in value)

    return _field((), effect, check, "numbers", count=(0, longest))


def names(options: Iterable[str], longest: int, effect: str) -> Any:
    """A field that takes a list of options, in any order and with repetitions; empty by default."""
    allowed = tuple(options)

    def check(name: str, value: Any) -> tuple[str, ...]:
        _check_list(name, value, (0, longest), f"names out of {_either(allowed)}")
        _check_known(name, value, allowed)
        return tuple(value)

    return _field((), effect, check, "names", count=(0, longest), choices=allowed)


def text(check: Check, effect: str) -> Any:
    """A field that takes a text, empty by default; `check(name, text)` raises ValueError."""

    def check_text(name: str, value: Any) -> str:
        if not isinstance(value, str):
            raise ValueError(f"invalid {name}: {value!r} (expected a text)")
        if value:
            check(name, value)
        return value

    return _field("", effect, check_text, "text")


def choices(options: Iterable[str], default: tuple[str, ...], effect: str) -> Any:
    """A field that takes a list of different options, kept in the order of `options`."""
    allowed = tuple(options)

    def check(name: str, value: Any) -> tuple[str, ...]:
        _check_list(name, value, (0, len(allowed)), f"names out of {_either(allowed)}")
        _check_known(name, value, allowed)
        return tuple(option for option in allowed if option in value)

    count = (0, len(allowed))
    return _field(default, effect, check, "choices", count=count, choices=allowed)


@dataclass(frozen=True)
class Config:
    """Base of every lab's settings: each field is checked when an instance is made."""

    def __post_init__(self) -> None:
        for f in fields(self):
            with blaming(f.name):
                value = f.metadata["check"](f.name, getattr(self, f.name))
            object.__setattr__(self, f.name, value)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Defaults, changed by `values`. Raises ValueError for unknown names and bad values."""
        return cls(**cls._known(values))

    @classmethod
    def salvaged(cls, values: Mapping[str, Any]) -> tuple[Self, list[str]]:
        """Defaults, changed by as many of `values` as are possible; and what is wrong with others.

        For values that come from outside, by a link for instance.
        """
        kept = dict(values)
        problems: list[str] = []
        while True:
            try:
                return cls.from_dict(kept), problems
            except ValueError as error:
                problems.append(str(error))
                blamed = getattr(error, "setting", None)
                kept = {name: kept[name] for name in kept if name != blamed and blamed in kept}

    @classmethod
    def describe(cls) -> list[dict[str, Any]]:
        """For each field its name, kind, default, effect, and what its kind allows."""
        defaults = cls().to_dict()
        return [{"name": f.name, "default": defaults[f.name], **_said_of(f)} for f in fields(cls)]

    def changed(self, values: Mapping[str, Any]) -> Self:
        """A copy with some settings replaced. Raises ValueError as `from_dict` does."""
        return replace(self, **self._known(values))

    def to_dict(self) -> dict[str, Any]:
        """Plain values: lists instead of tuples."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items()}

    def effects_of(self, other: Config) -> set[str]:
        """The effects of the fields in which the two differ."""
        different = [f for f in fields(self) if getattr(self, f.name) != getattr(other, f.name)]
        return {f.metadata["effect"] for f in different}

    @classmethod
    def _known(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        names = [f.name for f in fields(cls)]
        for name in values:
            if name not in names:
                with blaming(name):
                    raise ValueError(f"unknown setting: {name!r} (expected {_either(names)})")
        return values


def whole(name: str, value: Any, low: int, high: int) -> int:
    """The value, if it is a whole number from low to high. Raises ValueError if not."""
    is_whole = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_whole or not low <= value <= high or value != int(value):
        raise ValueError(f"invalid {name}: {value!r} (expected a whole number, {low} to {high})")
    return int(value)


@contextmanager
def blaming(setting: str) -> Iterator[None]:
    """Let a ValueError know by its attribute `setting` which setting it is about."""
    try:
        yield
    except ValueError as error:
        error.setting = setting  # type: ignore[attr-defined]
        raise


def _field(default: Any, effect: str, check: Check, kind: str, **allowed: Any) -> Any:
    metadata = {"check": check, "effect": effect, "kind": kind, **allowed}
    return field(default=default, metadata=metadata)


def _said_of(described: Field[Any]) -> dict[str, Any]:
    return {key: value for key, value in described.metadata.items() if key != "check"}


def _check_list(name: str, value: Any, count: tuple[int, int], what: str) -> None:
    shortest, longest = count
    if not isinstance(value, list | tuple) or not shortest <= len(value) <= longest:
        raise ValueError(f"invalid {name}: {value!r} (expected {shortest} to {longest} {what})")


def _check_known(name: str, value: Iterable[Any], allowed: tuple[str, ...]) -> None:
    for item in value:
        if item not in allowed:
            raise ValueError(f"unknown {name}: {item!r} (expected {_either(allowed)})")


def _either(options: Iterable[str]) -> str:
    *most, last = options
    return f"{', '.join(most)} or {last}" if most else last
