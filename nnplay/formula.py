"""Formulas in x1 and x2, typed by people: Python's grammar, cut down to arithmetic.

Python's own parser reads the text; only the nodes listed here are then computed, with NumPy.
Nothing is ever passed to `eval`, and whole numbers become floats, so 9**9**9 costs nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from nnplay.data import grid_points
from nnplay.ops import FLOAT32_MAX, Array

MAX_LENGTH = 200
CHECKED_POINTS = 50  # along a side of the plane

CONSTANTS: dict[str, float] = {"pi": np.pi, "e": np.e}

# name -> function of one or more arguments
FUNCTIONS: dict[str, tuple[Callable[..., Array], int]] = {
    "sin": (np.sin, 1),
    "cos": (np.cos, 1),
    "tan": (np.tan, 1),
    "tanh": (np.tanh, 1),
    "exp": (np.exp, 1),
    "log": (np.log, 1),
    "sqrt": (np.sqrt, 1),
    "abs": (np.abs, 1),
    "sign": (np.sign, 1),
    "floor": (np.floor, 1),
    "hypot": (np.hypot, 2),
    "atan2": (np.arctan2, 2),
    "min": (np.minimum, 2),
    "max": (np.maximum, 2),
}

OPERATORS: dict[type[ast.AST], Callable[..., Array]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
    ast.Mod: np.mod,
    ast.Pow: np.power,
    ast.USub: np.negative,
    ast.UAdd: np.positive,
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
}


# What mathematics writes otherwise -> what to use.
INSTEAD: dict[str, str] = {
    "^": "** for powers",
    "²": "**2",
    "³": "**3",
    "·": "*",
    "×": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "π": "pi",
    "√": "sqrt(…)",
    "≤": "<=",
    "≥": ">=",
}


class FormulaError(ValueError):
    """What is wrong with a formula, and at which character (counted from 0)."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class Formula:
    """A formula in x1 and x2. Raises FormulaError where the text is not one.

    Comparisons are 1 where they hold and 0 elsewhere.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = _parse(text)
        self(np.zeros(1), np.zeros(1))  # finds what the grammar allows and we do not

    def __call__(self, x1: Array, x2: Array) -> Array:
        """Values (n,) at the points with coordinates x1 (n,) and x2 (n,)."""
        variables = {"x1": x1.astype(float), "x2": x2.astype(float), **CONSTANTS}
        with np.errstate(all="ignore"):
            value = _compute(self.tree, variables, self.text)
        return np.broadcast_to(np.asarray(value, float), x1.shape)

    def check_finite(self, points: Array) -> None:
        """Raise FormulaError where the value at one of the points (n, 2) is none of float32."""
        values = self(*points.T)
        bad = np.flatnonzero(~(np.abs(values) <= FLOAT32_MAX))
        if bad.size:
            (x1, x2), value = points[bad[0]], values[bad[0]]
            problem = f"too large, {value:.3g}," if np.isfinite(value) else "not a finite number"
            raise FormulaError(f"{problem} where x1 = {x1:.3g} and x2 = {x2:.3g}", 0)


def check_formula(name: str, text: str) -> None:
    """Raise ValueError unless `text` is a formula with a finite value all over the plane."""
    try:
        Formula(text).check_finite(grid_points(CHECKED_POINTS))
    except FormulaError as error:
        place = f"at character {error.position + 1}"
        raise FormulaError(f"invalid {name}: {error}, {place}", error.position) from None


def _parse(text: str) -> ast.expr:
    if not text.strip():
        raise FormulaError("the formula is empty", 0)
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"the formula is longer than {MAX_LENGTH} characters", MAX_LENGTH)
    for position, character in enumerate(text):
        if character in INSTEAD:
            raise FormulaError(f"use {INSTEAD[character]}, not {character}", position)
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        # Python gives no place for a formula that just stops: that is its end.
        place = _leading(text) + error.offset - 1 if error.offset else len(text)
        expected = "expected an expression in x1 and x2, such as sin(x1) * x2"
        problem = f"cannot read {text.strip()!r}: {error.msg} ({expected})"
        raise FormulaError(problem, place) from None
    except (RecursionError, MemoryError):
        raise FormulaError("the formula is nested too deeply", 0) from None


def _compute(node: ast.expr, variables: Mapping[str, Any], text: str) -> Any:
    def compute(child: ast.expr) -> Any:
        return _compute(child, variables, text)

    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return np.float64(number)
        case ast.Name(id=name) if name in variables:
            return variables[name]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            return OPERATORS[type(op)](compute(left), compute(right))
        case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATORS:
            return OPERATORS[type(op)](compute(operand))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in OPERATORS:
            return OPERATORS[type(op)](compute(left), compute(right)).astype(float)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
            function, arity = FUNCTIONS[name]
            if len(args) != arity:
                raise _error(f"{name} takes {arity} value{'s' * (arity > 1)}", node, text)
            return function(*[compute(arg) for arg in args])
    raise _error(_explain(node, variables), node, text)


def _explain(node: ast.expr, variables: Mapping[str, Any]) -> str:
    match node:
        case ast.Name(id=name) if name in FUNCTIONS:
            return f"{name} is a function: write {name}(x1)"
        case ast.Name(id=name):
            return f"unknown name {name!r} (expected {', '.join(variables)} or a function)"
        case ast.Call(func=ast.Name(id=name)):
            return f"unknown function {name!r} (expected {', '.join(FUNCTIONS)})"
    return "only numbers, x1, x2, + - * / % **, comparisons and functions are allowed"


def _error(message: str, node: ast.expr, text: str) -> FormulaError:
    # ast counts UTF-8 bytes, people count characters.
    before = text.strip().encode()[: node.col_offset]
    return FormulaError(message, _leading(text) + len(before.decode()))


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip())
