"""Tables pasted or uploaded as CSV, and the points that three of their columns make."""

from __future__ import annotations

import csv
from typing import NamedTuple

import numpy as np

from nnplay.data import EXTENT
from nnplay.ops import FLOAT32_MAX, Array
from nnplay.own_data import MAX_CLASSES, MAX_POINTS

DELIMITERS = ";\t, "


class Table(NamedTuple):
    """Column names (made up where there is no header) and rows of cells, all of one length.

    first_row: the number, counted from 1 as a spreadsheet does, of the first row of cells.
    """

    names: list[str]
    rows: list[list[str]]
    first_row: int


class Points(NamedTuple):
    """inputs (n, 2) within the plane that is drawn, targets (n,), names of the classes if any.

    is_scaled: whether the columns had to be stretched or squeezed to fit.
    """

    inputs: Array
    targets: Array
    class_names: list[str]
    is_scaled: bool


def read_table(text: str) -> Table:
    """Split CSV with commas, semicolons, tabs or spaces. Raises ValueError naming the row.

    Where commas do not separate, they may be in numbers, as spreadsheets of many countries have it.
    """
    lines = text.strip().splitlines()
    if not lines:
        raise ValueError("the table is empty: expected rows such as 1.5, -2, A")
    delimiter = _delimiter(lines)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        rows = [[_cell(text.strip(), delimiter) for text in row] for row in reader]
    except csv.Error as error:
        raise ValueError(f"row {reader.line_num} cannot be read: {error}") from error
    width = len(rows[0])
    if width < 3:
        raise ValueError(f"row 1 has {width} of the 3 columns: x1, x2 and a label")
    has_header = not any(_is_number(cell) for cell in rows[0])
    first_row = 2 if has_header else 1
    names = rows[0] if has_header else [f"column {i + 1}" for i in range(width)]
    body = rows[1:] if has_header else rows
    for number, row in enumerate(body, first_row):
        if row and len(row) != width:
            raise ValueError(f"row {number} has {len(row)} columns, the first row has {width}")
    if not any(body):
        raise ValueError("the table has a header and no rows")
    if len(body) > MAX_POINTS:
        raise ValueError(f"the table has {len(body):,} rows; at most {MAX_POINTS:,} can be used")
    return Table(names, body, first_row)


def read_points(table: Table, columns: tuple[int, int, int], problem: str) -> Points:
    """Points from the columns of x1, x2 and the target (numbered from 0).

    problem: "classification" takes up to 6 different labels as classes, in order of appearance;
    "regression" takes numbers. Raises ValueError naming row and column.
    """
    for column in columns:
        if not 0 <= column < len(table.names):
            raise ValueError(f"unknown column: {column + 1} (the table has {len(table.names)})")
    rows = [(table.first_row + i, row) for i, row in enumerate(table.rows) if row]
    x1, x2, target = columns
    inputs = np.array([[_number(n, row, x1), _number(n, row, x2)] for n, row in rows])
    is_scaled = bool(np.abs(inputs).max() > EXTENT)
    if is_scaled:
        inputs = _fit_to_plane(inputs)
    if problem == "regression":
        targets = np.array([_number(n, row, target) for n, row in rows])
        return Points(inputs, targets, [], is_scaled)
    labels = [row[target] for _, row in rows]
    class_names = list(dict.fromkeys(labels))
    if not 2 <= len(class_names) <= MAX_CLASSES:
        found = f"{len(class_names)} in column {target + 1}"
        raise ValueError(f"expected 2 to {MAX_CLASSES} different labels, not {found}")
    indices = np.array([class_names.index(label) for label in labels])
    return Points(inputs, indices, class_names, is_scaled)


def _delimiter(lines: list[str]) -> str:
    """The first that makes three columns or more of the first line."""
    return next((mark for mark in DELIMITERS if lines[0].count(mark) >= 2), ",")


def _cell(text: str, delimiter: str) -> str:
    """1,5 is 1.5"""
    with_point = text.replace(",", ".")
    return with_point if delimiter != "," and _is_number(with_point) else text


def _is_number(cell: str) -> bool:
    try:
        return abs(float(cell)) <= FLOAT32_MAX
    except ValueError:
        return False


def _number(row_number: int, row: list[str], column: int) -> float:
    if not _is_number(row[column]):
        raise ValueError(f"row {row_number} has no number in column {column + 1}: {row[column]!r}")
    return float(row[column])


def _fit_to_plane(inputs: Array) -> Array:
    """Each column stretched linearly to [-5, 5]; a constant column becomes 0."""
    low, high = inputs.min(axis=0), inputs.max(axis=0)
    span = np.where(high > low, high - low, 1)
    return np.where(high > low, (inputs - low) / span * 10 - 5, 0)
