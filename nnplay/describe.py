"""The settings of every lab as JSON: what they are called, what they allow, where they start.

`python -m nnplay.describe` prints them; the build stores them beside the page, which checks a link
by them before Python has arrived.
"""

from __future__ import annotations

import json
from typing import Any

from nnplay.labs import LABS


def describe_labs() -> dict[str, list[dict[str, Any]]]:
    """The name of each lab, and its settings in order."""
    return {name: lab.settings.describe() for name, lab in LABS.items()}


if __name__ == "__main__":
    print(json.dumps(describe_labs(), separators=(",", ":")))
