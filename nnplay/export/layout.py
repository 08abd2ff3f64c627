"""How a script is laid out: blocks with blank lines between them, and numbers in lines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from nnplay.ops import Array

WIDTH = 88


def join_blocks(blocks: Iterable[str]) -> str:
    """Two blank lines around functions and classes, one between others; empty ones are left out."""
    text = ""
    before = ""
    for block in (block.strip("\n") for block in blocks):
        if not block:
            continue
        is_apart = _is_definition(before) or _is_definition(block)
        text += ("\n\n\n" if is_apart else "\n\n") * bool(text) + block
        before = block
    return text + "\n"


def define(signature: str, doc: str, *body: str) -> str:
    """A function or class; empty lines of the body are left out."""
    lines = [f'"""{doc}"""' if doc else "", *body]
    return "\n".join([f"{signature}:", *[f"    {line}" for line in lines if line]])


def lines(*texts: str) -> str:
    """A block of lines; empty ones are left out."""
    return "\n".join(text for text in texts if text)


def docstring(*paragraphs: str) -> str:
    """The first paragraph is one line; the others are wrapped."""
    first, *rest = [paragraph for paragraph in paragraphs if paragraph]
    wrapped = [textwrap.fill(paragraph, WIDTH) for paragraph in rest]
    return '"""' + "\n\n".join([first, *wrapped]) + ("\n" * bool(wrapped)) + '"""'


def imports(*lines: str) -> str:
    """The standard library first, then the others, sorted as isort does."""
    groups: list[list[str]] = [[], []]
    for line in dict.fromkeys(lines):
        groups[line.split()[1].partition(".")[0] not in ("itertools", "sys")].append(line)
    order = lambda line: (line.startswith("from"), line.split()[1].lower())
    return "\n\n".join("\n".join(sorted(group, key=order)) for group in groups if group)


def numbers(name: str, values: Array) -> str:
    """`name = np.array([…], np.float32)` of a flat array, in lines."""
    texts = [format_number(value) for value in values.tolist()]
    inner = textwrap.fill(
        ", ".join(texts),
        WIDTH,
        initial_indent="    ",
        subsequent_indent="    ",
        break_on_hyphens=False,
    )
    return f"# fmt: off\n{name} = np.array([\n{inner},\n], np.float32)\n# fmt: on"


def format_number(value: float) -> str:
    """The shortest text that is this float32 again."""
    short = f"{value:.9g}"
    return short if any(letter in short for letter in ".en") else f"{short}.0"


def listed(items: Sequence[object]) -> str:
    """[a, b, c] of things that are written as they print."""
    return f"[{', '.join(map(str, items))}]"


def _is_definition(block: str) -> bool:
    return block.startswith(("def ", "class "))
