"""The network of a lab as a complete script, for nnplay itself or another library."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from nnplay.export.keras_script import write_keras
from nnplay.export.nnplay_script import write_nnplay
from nnplay.export.numpy_script import write_numpy
from nnplay.export.plan import Plan, plan_of
from nnplay.export.pytorch_script import write_pytorch
from nnplay.labs.lab import Lab


class Flavor(NamedTuple):
    """file: what to call the script, after the lab."""

    write: Callable[[Plan], str]
    file: str


FLAVORS: dict[str, Flavor] = {
    "nnplay": Flavor(write_nnplay, "{lab}_nnplay.py"),
    "numpy": Flavor(write_numpy, "{lab}_numpy.py"),
    "pytorch": Flavor(write_pytorch, "{lab}_pytorch.py"),
    "keras": Flavor(write_keras, "{lab}_keras.py"),
}


def export_script(lab: Lab, flavor: str, with_weights: bool = False) -> dict[str, str]:
    """The script as {name, code}. with_weights: start from the trained weights.

    Raises ValueError for an unknown flavor.
    """
    if flavor not in FLAVORS:
        raise ValueError(f"unknown flavor: {flavor!r} (expected {', '.join(FLAVORS)})")
    write, file = FLAVORS[flavor]
    return {"name": file.format(lab=lab.name), "code": write(plan_of(lab, with_weights))}
