"""Calls the functions of a page through Playwright."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page


def call(page: Page, function: str, *arguments: Any) -> Any:
    """A function of bench.js, and what it returns or resolves to."""
    return page.evaluate(f"(given) => {function}(...given)", list(arguments))
