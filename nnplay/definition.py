"""A network and its training as a short text, one line per layer, to be read and edited.

    input fourier fourier_pairs=32 fourier_scale=3 coordinate_scale=1
    dense 20 relu
    dense 20 relu
    output rgb linear
    weights he
    optimizer adam learning_rate=0.006 decay_samples=2000000
    samples random batch_size=256

Words have their place, or their name. What is not said stays as it is; # begins a remark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from nnplay.config import Config


class DefinitionError(ValueError):
    """What is wrong with a definition, and in which line (counted from 1)."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(f"line {line}: {message}")
        self.line = line


class Line(NamedTuple):
    """The settings that follow the first word of a line: by place, then by name."""

    places: tuple[str, ...]
    names: tuple[str, ...] = ()


DENSE = "dense"
LINES = {
    "input": Line(("encoding",), ("fourier_pairs", "fourier_scale", "coordinate_scale")),
    DENSE: Line(("hidden", "activation")),
    "output": Line(("colors", "output")),
    "weights": Line(("initializer",), ("seed",)),
    "optimizer": Line(("optimizer",), ("learning_rate", "decay_samples")),
    "samples": Line(("sampling",), ("batch_size",)),
}


def write_definition(settings: Mapping[str, Any]) -> str:
    """The text that stands for these settings."""
    return "\n".join(_lines(settings)) + "\n"


def _lines(settings: Mapping[str, Any]) -> Iterator[str]:
    for kind, (places, names) in LINES.items():
        if kind == DENSE:
            yield from (f"{kind} {width} {settings['activation']}" for width in settings["hidden"])
        else:
            values = [str(settings[name]) for name in places]
            options = [f"{name}={settings[name]:.15g}" for name in names]
            yield " ".join([kind, *values, *options])


def read_definition(text: str, config: Config) -> dict[str, Any]:
    """The settings that a text stands for, `config` being the present ones.

    Raises DefinitionError for what cannot be read, and for settings that the config refuses.
    """
    settings: dict[str, Any] = {"hidden": []}
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        try:
            if words[0] in seen - {DENSE}:
                raise ValueError(f"repeated line: {words[0]!r}")
            seen.add(words[0])
            _add(settings, words, config)
        except ValueError as error:
            raise DefinitionError(str(error), number) from error
    return settings


def _add(settings: dict[str, Any], words: list[str], config: Config) -> None:
    """Add what a line says to the settings."""
    found = dict(_settings_in(words))
    if words[0] == DENSE:
        if "hidden" not in found:
            raise ValueError("missing number of neurons: dense 20 relu, for instance")
        found["hidden"] = [*settings["hidden"], found["hidden"]]
        activation = settings.get("activation")
        if activation and found.get("activation", activation) != activation:
            other = found["activation"]
            raise ValueError(
                f"invalid activation: {other!r} (all layers have the same: {activation})"
            )
    for name, value in found.items():
        config.changed({name: value})
        settings[name] = value


def _settings_in(words: list[str]) -> Iterator[tuple[str, Any]]:
    kind, *rest = words
    if kind not in LINES:
        raise ValueError(f"unknown line: {kind!r} (expected {', '.join(LINES)})")
    places, names = LINES[kind]
    remaining = list(places)
    for word in rest:
        name, is_named, value = word.partition("=")
        if is_named and name not in names:
            raise ValueError(f"unknown name: {name!r} (expected {', '.join(names) or 'none'})")
        if is_named:
            yield name, _value(value)
        elif remaining:
            yield remaining.pop(0), _value(word)
        else:
            raise ValueError(f"unexpected word: {word!r}")


def _value(word: str) -> int | float | str:
    for number in (int, float):
        try:
            return number(word)
        except ValueError:
            continue
    return word
