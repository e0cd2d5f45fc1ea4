"""Waiting for what a page comes to."""

from __future__ import annotations

from typing import Any

import pytest


def drawn(page: Any, slug: str) -> Any:
    """A figure of the page, once it is drawn and stays in its place: those above it may just be laid out."""
    figure = page.locator(f"#{slug}")
    figure.scroll_into_view_if_needed()
    page.locator(f"#{slug}[data-drawn]").wait_for()
    before = None
    for _ in range(100):
        if (now := figure.bounding_box()) == before:
            break
        before = now
        page.wait_for_timeout(100)
    return figure


def until(page: Any, expression: str, expected: object) -> None:
    """Waits for a value in the page. (Playwright's own waiting evaluates strings, which the policy forbids.)"""
    for _ in range(100):
        if (found := page.evaluate(expression)) == expected:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"{expression} is {found!r} and not {expected!r}")
