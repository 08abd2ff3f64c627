"""The labs: each is a frozen Config, one field per control of the page, and a run of it."""

from __future__ import annotations

from nnplay.labs.classify import Classify
from nnplay.labs.lab import Lab
from nnplay.labs.paint import Paint

LABS: dict[str, type[Lab]] = {"classify": Classify, "paint": Paint}
