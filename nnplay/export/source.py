"""Functions of this package as text: what is exported is the very code that runs here."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable
from typing import Any


def sources_of(function: Callable[..., Any]) -> list[str]:
    """The source of a function and, before it, what it needs of its module.

    Without annotations, which would need imports.
    """
    text = inspect.getsource(sys.modules[function.__module__])
    defined = {
        node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)
    }
    node = defined[function.__name__]
    used = [each.id for each in ast.walk(node) if isinstance(each, ast.Name)]
    helpers = [defined[each] for each in dict.fromkeys(used) if each in defined]
    constants = ["EXTENT = 6.0"] if _mentions("EXTENT", [node, *helpers]) else []
    return [*constants, *(_source(each, text) for each in [*helpers, node])]


def _mentions(name: str, nodes: list[ast.FunctionDef]) -> bool:
    return any(name in ast.dump(node) for node in nodes)


def _source(node: ast.FunctionDef, text: str) -> str:
    arguments = ", ".join(argument.arg for argument in node.args.args)
    body = text.splitlines()[node.body[0].lineno - 1 : node.end_lineno]
    return "\n".join([f"def {node.name}({arguments}):", *body])
