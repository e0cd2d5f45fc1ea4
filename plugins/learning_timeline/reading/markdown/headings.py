"""Headings: their levels, the title that opens a text, and names by which addresses lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, NamedTuple
from unicodedata import combining, normalize
from urllib.parse import quote, unquote

from .events import Events, is_tag
from .values import Code

# A line that may be a heading of the first level, in a quotation or a list as well; also lines of code, to be on the safe side.
# It begins with a letter of its own, by which text is passed over quickly: this is asked of every post.
_MAY_BE_H1 = re.compile(r"\n(?:[^\S\n]|[>*+\-0-9.)])*(?:#(?:\s|$)|=)")
# A heading that is written as HTML, and HTML that shows no words.
_H1 = re.compile(r"<h1\b[^<>]*>(?P<words>.{0,500}?)</h1>", flags=re.DOTALL | re.IGNORECASE)
_SHOWS_NO_WORDS = re.compile(
    r"(?:\s++|<!--(?:(?!-->).){0,5000}-->|</?(?:a|img|br|p|div|center|picture|source|span|hr)\b[^<>]*+>)*",
    flags=re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*+>")
_WORDS = {"Code", "InlineMath", "DisplayMath", "FootnoteReference"}
_NO_WORDS = {"", "[toc]", "[[toc]]"}
_PICTURE = re.compile(r"<(?:img|picture|hr)\b", flags=re.IGNORECASE)
# Between links that lead about a site.
_SEPARATORS = " |/·•\u2013\u2014-←→«»<>:,"
# Before a title, a notebook may load what it needs.
_MOST_CODE = 2
_EXPLICIT = re.compile(r"\{#(?P<name>[^\s{}]{1,200})\}\s*$")
_BETWEEN = re.compile(r"[\W_]+")
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")


def may_have_h1(text: str) -> bool:
    """Whether it is worth while to look among a text's events for a heading of the first level."""
    return "<h1" in text or "<H1" in text or _MAY_BE_H1.search(f"\n{text}") is not None


def level_of(event: Any) -> int:  # noqa: ANN401 - the engine's events, see `events`
    """The level of the heading that an event starts, else 0."""
    tag = event.get("Start") if isinstance(event, dict) else None
    return int(tag["Heading"]["level"][1]) if isinstance(tag, dict) and "Heading" in tag else 0


def take_title(events: Events, known: str | None) -> str | None:
    """The title that an h1 at the beginning holds, which is then no longer part of the text.

    Before it may stand what shows no words of the text's own: a comment, an anchor, badges, a rule, links that lead about, a
    table of contents, the code that a notebook begins with. That h1 stays in the text if another title is known already.
    """
    found = _first_heading(events)
    if found is None:
        return None
    if found.title and (known is None or known.strip().casefold() == found.title.casefold()):
        left = [{"Html": found.left}] if found.left else []
        events.all[found.start : found.end] = [*left, *[{"Markup": ""}] * (found.end - found.start - len(left))]
    return found.title or None


class _Title(NamedTuple):
    """The h1 that opens a text.

    Attributes:
        start: its first event.
        end: the event behind its last.
        title: what it says.
        left: HTML that is around it and stays.
    """

    start: int
    end: int
    title: str
    left: str = ""


def _first_heading(events: Events) -> _Title | None:
    """The h1 that opens the text; None where other words come first."""
    at = 0
    while at < len(events.all):
        event = events.all[at]
        if level_of(event):
            end = events.end_of(at + 1, "Heading")
            title = events.plain_text(at + 1, end).partition("{#")[0].strip()
            return _Title(at, end + 1, title) if level_of(event) == 1 else None
        if event == {"Start": "HtmlBlock"}:
            end = events.end_of(at + 1, "HtmlBlock")
            html = "".join(part for one in events.all[at + 1 : end] for part in one.values())
            if found := _title_of_html(html, at, end):
                return found
            if not _SHOWS_NO_WORDS.fullmatch(html):
                return None
            at = end + 1
        elif event == {"Start": "Paragraph"} or (isinstance(event, dict) and is_tag(event.get("Start"), "List")):
            end = events.end_of(at + 1, "Paragraph" if event == {"Start": "Paragraph"} else "List")
            if not _is_wordless(events, at + 1, end):
                return None
            at = end + 1
        elif event == "Rule" or (isinstance(event, dict) and isinstance(event.get("Part"), Code) and at < _MOST_CODE):
            at += 1
        else:
            return None
    return None


def _title_of_html(html: str, at: int, end: int) -> _Title | None:
    """The h1 that opens a block of HTML between two events; None if there is none."""
    before = _SHOWS_NO_WORDS.match(html)
    match = _H1.match(html, before.end() if before else 0)
    if match is None:
        return None
    words = unescape(_TAG.sub("", match["words"])).strip()
    # The lines behind it, up to an empty one, are of the same block.
    left = html[: match.start()] + html[match.end() :]
    if _SHOWS_NO_WORDS.fullmatch(left) and not _PICTURE.search(left):
        return _Title(at, end + 1, words)
    return _Title(at + 1, end, words, left)


def _is_wordless(events: Events, start: int, end: int) -> bool:
    """Whether a paragraph or a list holds pictures, links, tags and a mark for a table of contents alone."""
    at, said = start, ""
    while at < end:
        event = events.all[at]
        if isinstance(event, dict):
            if kind := next((one for one in ("Image", "Link") if is_tag(event.get("Start"), one)), ""):
                at = events.end_of(at + 1, kind)
            elif event.keys() & _WORDS:
                return False
            else:
                said += events.text_at(at)
        at += 1
    return said.strip(_SEPARATORS).lower() in _NO_WORDS


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


def alike(name: str) -> str:
    """A name of a place in the form in which the ways of programs to make one of a heading's words agree.

    >>> alike("1-intro--d\u00e9but"), alike("intro-debut"), alike("1-intro_debut")
    ('intro-debut', 'intro-debut', 'intro-debut')
    """
    plain = "".join(letter for letter in normalize("NFKD", name.lower()) if not combining(letter))
    return _BETWEEN.sub("-", plain).strip("-0123456789") or plain


class Places:
    """The headings of a page, by the addresses that lead to them.

    The heading that became the page's title is above the text: to it leads the address of the page's top.

    Args:
        events: of the page, before any of them is written.
        title: what the first heading says; None if there is none.
    """

    def __init__(self, events: Events, title: str | None) -> None:
        self._events, self._title = events, slug(title or "")
        self._names: dict[str, str] | None = None

    def of(self, address: str) -> str:
        """An address, by the heading that it means: ``#Second%20part`` is ``#second-part``, and what nothing is called stays."""
        words = unquote(address[1:])
        name = slug(words)
        if not name:
            return address
        if self._names is None:
            self._names = dict(self._found())
        if words in self._names:
            return address
        found = self._names.get(name) or self._names.get(f" {alike(name)}")
        if found is not None:
            return f"#{quote(found)}"
        return "#" if self._title in {name, alike(name)} and self._title else address

    def _found(self) -> Iterator[tuple[str, str]]:
        """The names of the headings; behind a space, those that are alike, of which the first counts."""
        names: list[str] = []
        for at, event in enumerate(self._events.all):
            if level_of(event):
                text = self._events.plain_text(at + 1, self._events.end_of(at + 1, "Heading"))
                explicit = _EXPLICIT.search(text)
                names.append(explicit["name"] if explicit else slug(text))
        for name in reversed(names):
            yield f" {alike(name)}", name
        yield from ((name, name) for name in names)


class Anchors:
    """The names of places in a page, of which no two are the same."""

    def __init__(self) -> None:
        # How often each name has been asked for again.
        self._repeats: dict[str, int] = {}

    def reserve(self, names: Iterable[str]) -> None:
        """Keep names for places that are in finished HTML."""
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
