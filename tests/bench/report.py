"""The result of the benchmark as a table for the terminal, as Markdown, and as plots."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]
Cells = tuple[str, ...]

HEAD = ("", "ms", "against", "ms", "ratio", "goal", "")


def cells(row: Row) -> Iterator[Cells]:
    """A line for each peer of a row."""
    name = row["name"]
    if "shown" in row:
        own = ("≤ " if row.get("is_bound") else "") + number(row["nnplay_ms"])
        goal = f"{row['goal']:,g}"
        yield name, own, "", "", row["shown"], goal, word(row["met"])
        return
    if "before_mb" in row:
        change = f"{row['before_mb']:.1f} to {row['after_mb']:.1f} MB"
        yield name, "", "", change, f"{row['ratio']:.2f}", f"{row['goal']:.2f}", word(row["met"])
        return
    own = with_spread(row, "nnplay", row["nnplay_ms"])
    for peer, ms in row["peers"].items():
        goal, ratio = row["goal"][peer], row["ratio"][peer]
        theirs, met = with_spread(row, peer, ms), word(row["met"][peer])
        yield name, own, peer, theirs, f"{ratio:.2f}", f"{goal:.2f}", met
        name, own = "", ""


def with_spread(row: Row, contender: str, ms: float) -> str:
    share = row["spread"].get(contender, 0)
    return f"{number(ms)} ±{share:.0%}" if share else number(ms)


def number(ms: float) -> str:
    """Three digits of it: 0.0779, 12.3, 1,230."""
    return f"{float(f'{ms:.3g}'):,g}"


def word(met: bool) -> str:
    return "met" if met else "not met"


def text_table(result: Row) -> str:
    lines = [HEAD, *[line for row in result["rows"] for line in cells(row)]]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEAD))]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def markdown_table(result: Row) -> str:
    lines = [HEAD, ("---",) * len(HEAD)]
    lines += [line for row in result["rows"] for line in cells(row)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# ----- growth -----

WIDTH, HEIGHT, MARGIN = 220, 150, 34
STROKE = 'fill="none" stroke="#aaa"'


def growth_plot(growth: dict[str, list[list[float]]]) -> str:
    """An SVG with a panel per quantity: ms of a frame against it."""
    most = max(ms for points in growth.values() for _, ms in points)
    panels = [
        panel(i * (WIDTH + MARGIN) + MARGIN, name, points, most)
        for i, (name, points) in enumerate(growth.items())
    ]
    return svg(len(growth) * (WIDTH + MARGIN) + MARGIN, HEIGHT + 2 * MARGIN, panels)


def svg(width: int, height: int, body: list[str]) -> str:
    style = 'font-family="sans-serif" font-size="11" fill="#777"'
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {style}>'
    return "\n".join([opening, *body, "</svg>", ""])


def panel(left: float, name: str, points: list[list[float]], most: float) -> str:
    last = max(x for x, _ in points)
    bottom = MARGIN + HEIGHT
    places = [(left + x / last * WIDTH, bottom - ms / most * HEIGHT) for x, ms in points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="#0877bd"/>' for x, y in places)
    return (
        f'<path d="M{left} {MARGIN}V{bottom}H{left + WIDTH}" {STROKE}/>'
        f'<polyline points="{line}" fill="none" stroke="#0877bd" stroke-width="1.5"/>{dots}'
        f'<text x="{left}" y="{MARGIN - 8}">{most:.3g} ms a frame</text>'
        f'<text x="{left + WIDTH}" y="{bottom + 16}" text-anchor="end">{name}: {last:g}</text>'
    )


# ----- paintings -----

FIRST, LAST = 0.1, 60  # seconds
LOWEST, HIGHEST = 10, 35  # dB
COLORS = {"nnplay": "#0877bd", "convnetjs": "#e8710a"}


def painting_plot(paintings: dict[str, list[list[float]]]) -> str:
    """An SVG: dB against seconds of training, on a logarithmic axis, a curve for each contender."""
    width, height = 2 * WIDTH, int(1.5 * HEIGHT)

    def place(seconds: float, psnr: float) -> tuple[float, float]:
        x = math.log(seconds / FIRST) / math.log(LAST / FIRST)
        y = (psnr - LOWEST) / (HIGHEST - LOWEST)
        return MARGIN + x * width, MARGIN + (1 - y) * height

    def name(words: str, seconds: float, psnr: float, anchor: str, color: str = "#777") -> str:
        x, y = place(seconds, psnr)
        return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{color}">{words}</text>'

    body = [f'<path d="M{MARGIN} {MARGIN}V{MARGIN + height}H{MARGIN + width}" {STROKE}/>']
    body += [name(f"{s:g} s", s, LOWEST - 2, "middle") for s in (FIRST, 1, 10, LAST)]
    body += [name(f"{psnr}", FIRST * 0.95, psnr - 0.5, "end") for psnr in range(15, HIGHEST, 5)]
    body.append(name("PSNR in dB", FIRST, HIGHEST + 1, "middle"))
    for contender, painting in paintings.items():
        shown = [(s, max(psnr, LOWEST)) for s, psnr in painting if FIRST <= s <= LAST]
        line = " ".join("{:.1f},{:.1f}".format(*place(*point)) for point in shown)
        color = COLORS[contender]
        body.append(f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="1.5"/>')
        seconds, psnr = shown[-1]
        body.append(name(contender, seconds, psnr + 1, "end", color))
    return svg(width + 2 * MARGIN, height + 2 * MARGIN, body)
