"""Formulas as NumPy code: the same grammar, spelled out for a script."""

from __future__ import annotations

import ast

import numpy as np

from nnplay.formula import CONSTANTS, FUNCTIONS, Formula

VARIABLES = ("x1", "x2")
RISKY = (ast.Div, ast.Mod, ast.Pow)  # of plain numbers they may raise, where NumPy has inf


def formula_code(text: str) -> str:
    """An expression of the arrays x1 and x2, with the values that `Formula(text)` has."""
    tree = ast.parse(text.strip(), mode="eval").body
    code = ast.unparse(_translate(tree))
    return code if any(name in code for name in VARIABLES) else f"{code} + 0 * x1"


def _translate(node: ast.expr) -> ast.expr:
    """The same with NumPy's functions, in a grammar that `Formula` has checked."""
    match node:
        case ast.BinOp(op=op) if isinstance(op, RISKY) and not _varies(node):
            return _constant(node)
        case ast.BinOp(left=left, op=op, right=right):
            return ast.BinOp(_translate(left), op, _translate(right))
        case ast.UnaryOp(op=op, operand=operand):
            return ast.UnaryOp(op, _translate(operand))
        case ast.Compare(left=left, ops=ops, comparators=[right]):
            compared = ast.Compare(_translate(left), ops, [_translate(right)])
            return ast.Call(_numpy("where"), [compared, ast.Constant(1.0), ast.Constant(0.0)], [])
        case ast.Call(func=ast.Name(id=name), args=args):
            function = FUNCTIONS[name][0].__name__
            return ast.Call(_numpy(function), [_translate(arg) for arg in args], [])
        case ast.Name(id=name) if name in CONSTANTS:
            return _numpy(name)
    return node


def _varies(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Name) and part.id in VARIABLES for part in ast.walk(node))


def _constant(node: ast.expr) -> ast.expr:
    value = float(Formula(ast.unparse(node))(np.zeros(1), np.zeros(1))[0])
    size = ast.Constant(abs(value)) if np.isfinite(value) else _numpy(str(abs(value)))
    return ast.UnaryOp(ast.USub(), size) if value < 0 else size


def _numpy(name: str) -> ast.expr:
    return ast.Attribute(ast.Name("np"), name)
