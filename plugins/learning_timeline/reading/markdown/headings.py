"""Headings: their levels, the title that opens a text, and names by which addresses lead to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .events import Events

# A line that may be a heading of the first level, in a quotation or a list as well; also lines of code, to be on the safe side.
_MAY_BE_H1 = re.compile(r"^(?:[^\S\n]|[>*+\-0-9.)])*(?:#(?:\s|$)|=)|<h1", flags=re.MULTILINE | re.IGNORECASE)
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")


def may_have_h1(text: str) -> bool:
    """Whether it is worth while to look among a text's events for a heading of the first level."""
    return _MAY_BE_H1.search(text) is not None


def level_of(event: Any) -> int:  # noqa: ANN401 - the engine's events, see `events`
    """The level of the heading that an event starts, else 0."""
    tag = event.get("Start") if isinstance(event, dict) else None
    return int(tag["Heading"]["level"][1]) if isinstance(tag, dict) and "Heading" in tag else 0


def take_title(events: Events, known: str | None) -> tuple[str | None, int]:
    """The title that an h1 at the beginning holds, and the event with which the text behind it begins.

    That h1 stays in the text if another title is known already.
    """
    if not events.all or level_of(events.all[0]) != 1:
        return None, 0
    end = events.end_of(1, "Heading")
    title = events.plain_text(1, end).partition("{#")[0].strip()
    if not title or (known is not None and known.strip().casefold() != title.casefold()):
        return title or None, 0
    return title, end + 1


def take_explicit_name(events: Events, end: int) -> str:
    """The name in ``## Heading {#name}``, which is then no longer part of its text; empty if it has none."""
    text = events.text_at(end - 1).rstrip()
    start = text.rfind("{#")
    name = text[start + 2 : -1]
    if start < 0 or not text.endswith("}") or not name or any(character in name for character in " \t{}"):
        return ""
    events.all[end - 1] = {"Text": text[:start].rstrip()}
    return name


def slug(text: str) -> str:
    """A heading's text as its name in addresses, the way code hosts do it.

    >>> slug("Why does KL(p, q) ≠ KL(q, p)?")
    'why-does-klp-q--klq-p'
    """
    return _NOT_IN_SLUG.sub("", text.lower()).strip().replace(" ", "-")


def own_place(events: Events, address: str) -> str:
    """An address of a place in the page, by a heading's words if it says those: ``#Second%20part`` is ``#second-part``."""
    words = unquote(address[1:])
    name = slug(words)
    if words == name or not name:
        return address
    starts = (at for at, event in enumerate(events.all) if level_of(event))
    texts = (events.plain_text(at + 1, events.end_of(at + 1, "Heading")) for at in starts)
    return f"#{quote(name)}" if any(slug(text) == name for text in texts) else address


class Anchors:
    """The names of places in a page, of which no two are the same."""

    def __init__(self) -> None:
        # How often each name has been asked for again.
        self._repeats: dict[str, int] = {}

    def reserve(self, names: Iterable[str]) -> None:
        """Keep names for places that stand in finished HTML."""
        self._repeats.update(dict.fromkeys(names, 0))

    def unique(self, name: str) -> str:
        """This name, with a number behind it if it is taken.

        >>> anchors = Anchors()
        >>> anchors.unique("proof"), anchors.unique("proof"), anchors.unique("proof")
        ('proof', 'proof-1', 'proof-2')
        """
        unique = name
        while unique in self._repeats:
            number = self._repeats[name] = self._repeats[name] + 1
            unique = f"{name}-{number}"
        self._repeats[unique] = 0
        return unique
