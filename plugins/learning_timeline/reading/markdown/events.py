"""The parser's events of all parts of a page, and looking ahead in them.

An event is a word (``"SoftBreak"``) or a dict of one entry (``{"Text": "..."}``, ``{"Start": {"Link": {...}}}``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .highlighting import LANGUAGE


class Events:
    """The events of all parts of a page, one after the other; each is known by its index."""

    def __init__(self) -> None:
        self.all: list[Any] = []
        # Where each part begins.
        self.starts: list[int] = []

    def add_part(self, events: Iterable[Any]) -> None:
        """Append the events of one more part."""
        self.starts.append(len(self.all))
        self.all += events

    def part_of(self, index: int) -> int:
        """The part that an event belongs to."""
        # Of parts without an event the last begins where the next one does.
        return bisect_right(self.starts, index) - 1

    def end_of(self, start: int, name: str) -> int:
        """Index of the event that ends the tag whose inside begins at ``start``."""
        depth = 1
        for index in range(start, len(self.all)):
            event = self.all[index]
            if isinstance(event, dict):
                if is_tag(event.get("Start"), name):
                    depth += 1
                elif is_tag(event.get("End"), name):
                    depth -= 1
                    if not depth:
                        return index
        raise AssertionError(name)  # the parser ends all that it starts

    def formulas(self) -> Iterator[tuple[str, bool]]:
        """All formulas, each with whether it is a block of its own."""
        for index, event in enumerate(self.all):
            if isinstance(event, dict):
                ((kind, value),) = event.items()
                if kind in {"DisplayMath", "InlineMath"}:
                    yield value, kind == "DisplayMath"
                elif kind == "Start" and isinstance(value, dict) and language_of(value.get("CodeBlock", "")) == "math":
                    inside = self.all[index + 1 : self.end_of(index + 1, "CodeBlock")]
                    yield "".join(part["Text"] for part in inside), True

    def text_at(self, index: int) -> str:
        """The text of one event, empty if it is something else."""
        event = self.all[index]
        return str(event.get("Text", "")) if isinstance(event, dict) else ""

    def plain_text(self, start: int, end: int, formula: Callable[[str], str] = "${}$".format) -> str:
        """The text of the events from ``start`` up to ``end``, without its markup; `formula` gives that of a formula."""
        return "".join(_plain(self.all[start:end], formula)).strip()


def is_tag(tag: object, name: str) -> bool:
    """Whether what an event starts or ends is a tag of this name."""
    return tag == name or (isinstance(tag, dict) and name in tag)


def language_of(kind: str | dict[str, str]) -> str:
    """The language of a block of code, empty if it has none."""
    match = LANGUAGE.search(kind["Fenced"]) if isinstance(kind, dict) else None
    return match[0].lower() if match else ""


def _plain(events: Iterable[Any], formula: Callable[[str], str]) -> Iterator[str]:
    for event in events:
        if isinstance(event, str):
            yield " "
            continue
        ((kind, value),) = event.items()
        if kind in {"Text", "Code"}:
            yield value
        elif kind in {"InlineMath", "DisplayMath"}:
            yield formula(value)
        elif kind == "Several":
            yield from _plain(value, formula)
