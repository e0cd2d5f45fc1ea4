"""An article as JSON: what it says alone, and what it has in common with others, which is kept once for all of them.

Of the thirty things that front matter may say a post says five or six, so that twenty thousand posts have a few kinds of all
the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from sys import intern
from typing import Any
from zoneinfo import ZoneInfo

from pelican.contents import Author, Category, Tag
from pelican.utils import SafeDatetime

from .articles import JournalArticle

WRAPPERS = {"category": Category, "author": Author}
LISTS = {"tags": Tag, "authors": Author}
# Beside Pelican's own attributes.
TUPLES = frozenset({"static_links", "linked_posts", "outside"})
# Before the names of metadata that are no attributes.
METADATA = "metadata "
_LEFT_OUT = frozenset({"settings", "_context", "metadata", "source_path"})
# What few articles say differently, beside what is empty.
_OF_KIND = frozenset(
    {"reader", "kind", "template", "lang", "date_format", "date_source", "_status", "status", "timezone"}
)
_NO_CITATIONS: dict[str, object] = {"cited": {}, "uncited": []}
_CHANGEABLE = (list, dict)


@dataclass(frozen=True)
class KeptKin:
    """What many kept articles have in common: most of what front matter may say is said by few.

    Attributes:
        values: by the names of attributes.
        shared: metadata that are attributes.
        renamed: metadata that are attributes of the same name after an underscore.
        own: metadata that are no attributes.
        given: what every article is given, by name.
        content: the folder of the articles' files.
    """

    values: Mapping[str, Any]
    shared: Sequence[str]
    renamed: Sequence[str]
    own: Sequence[str]
    given: Mapping[str, Any]
    content: Path

    @cached_property
    def kind(self) -> type[JournalArticle]:
        """The class of their articles: what nobody can change is in it, where Python looks by itself."""
        fixed = {name: value for name, value in self.values.items() if type(value) not in _CHANGEABLE}
        common = {name: value for name, value in {**fixed, **self.given}.items() if not hasattr(JournalArticle, name)}
        return type(JournalArticle.__name__, (JournalArticle,), {"__slots__": (), **common})

    @cached_property
    def names(self) -> frozenset[str]:
        """Of what can be asked for."""
        return frozenset({"metadata", "source_path", *self.given, *self.values})

    @cached_property
    def told(self) -> frozenset[str]:
        """The names of attributes that their metadata are taken from."""
        return frozenset({*self.shared, *self.renamed, *(f"_{name}" for name in self.renamed)})

    def get(self, article: JournalArticle, name: str) -> Any:  # noqa: ANN401 - as `Kin` has it
        """The attribute of an article of them."""
        if name == "metadata":
            value: Any = {one: self.said(article, one) for one in (*self.shared, *self.renamed, *self.own)}
        elif name in self.given:
            return self.given[name]
        elif name == "source_path":
            value = str(self.content / article.relative_source_path)
        else:
            value = self.values[name]
        if type(value) in _CHANGEABLE:
            # Whoever puts something into it does so for this article alone.
            value = article.__dict__[name] = value.copy()
        return value

    def said(self, article: JournalArticle, name: str) -> Any:  # noqa: ANN401 - likewise
        """One of the metadata of an article of them; None if it has none of this name."""
        alone = f"{METADATA}{name}"
        if name in self.own or alone in article.__dict__:
            return getattr(article, alone)
        if name in self.renamed:
            return getattr(article, f"_{name}")
        return getattr(article, name) if name in self.shared else None

    def adopt(self, article: JournalArticle, own: Iterable[str]) -> None:
        """Make an article that was read just now one of them, which takes less than half the memory.

        Args:
            article: that is `encoded` as one of this kin.
            own: the names of what it says alone, as `encoded` has them.
        """
        values, metadata = article.__dict__, article.metadata
        article.__dict__ = {
            intern(name): metadata[name.removeprefix(METADATA)] if name.startswith(METADATA) else values[name]
            for name in own
        }
        article.__class__ = self.kind
        article._kin = self  # noqa: SLF001 - as by a friend

    def keep_told(self, article: JournalArticle, name: str) -> None:
        """Let the metadata of an article of them stay as they are when an attribute that they are taken from is set."""
        said = name.removeprefix("_") if name.removeprefix("_") in self.renamed else name
        # One name for all articles, each of which would have its own.
        article.__dict__.setdefault(intern(f"{METADATA}{said}"), getattr(article, name))


def encoded(article: JournalArticle) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """What an article has in common with others, and what is its own, as JSON; None if it holds what JSON would change."""
    attributes = {name: value for name, value in article.__dict__.items() if name not in _LEFT_OUT}
    shared = {name: None for name, value in article.metadata.items() if attributes.get(name) is value}
    others = {name: value for name, value in article.metadata.items() if name not in shared and name != "source_digest"}
    # What Pelican keeps under a name of its own.
    renamed = [name for name, value in others.items() if type(value) is str and attributes.get(f"_{name}") == value]
    unshared = {name: value for name, value in others.items() if name not in renamed}
    kin: dict[str, Any] = {"plain": {}, "special": {}, "shared": [*shared], "renamed": renamed, "own": [*unshared]}
    state: dict[str, Any] = {"plain": {}, "special": {}, "addresses": article.addresses}
    state |= {name: value for name in ("has_links", *TUPLES) if (value := getattr(article, name))}
    values = attributes | {f"{METADATA}{name}": value for name, value in unshared.items()}
    for name, value in values.items():
        is_common = not value or value is True or (type(value) is dict and value == _NO_CITATIONS)
        place = kin if is_common or name.removeprefix(METADATA) in _OF_KIND else state
        if _is_json(value):
            place["plain"][name] = value
        elif special := _encoded_special(name.removeprefix(METADATA), value):
            place["special"][name] = special
        else:
            return None
    return kin, state


def _encoded_special(name: str, value: object) -> tuple[str, Any] | None:
    match value:
        case datetime():
            zone = value.tzinfo
            is_safe = isinstance(value, SafeDatetime)
            if isinstance(zone, ZoneInfo):
                # Of the two instants of an hour that comes twice, the first is meant, as everywhere.
                return "moment", (value.replace(tzinfo=None).isoformat(), zone.key, is_safe)
            return "moment", (value.isoformat(), None, is_safe)
        case ZoneInfo():
            return "zone", value.key
        case Category() | Author() if name in WRAPPERS:
            return "one", value.name
        case list() if name in LISTS and all(type(one) is LISTS[name] for one in value):
            return "many", [one.name for one in value]
        case _:
            return None


def _is_json(value: object) -> bool:
    match value:
        case None | bool() | int() | float():
            return True
        case str():
            return type(value) is str
        case list():
            return all(_is_json(item) for item in value)
        case dict():
            return all(type(name) is str and _is_json(item) for name, item in value.items())
        case _:
            return False
