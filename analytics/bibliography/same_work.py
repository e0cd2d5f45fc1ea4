"""Two entries in, whether they tell of one work out: a paper's preprint, proceedings and journal are its versions. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import replace

from ..identifiers import Identifier
from .dates import span_of
from .resource import Resource
from .work_types import is_preprint

# Two entries with one of these are the same work; an address or an ISBN may be that of a whole volume.
_OF_ONE_WORK = {"arxiv", "doi", "openreview", "s2"}
# Shorter ones are called alike: "Introduction", "Attention".
_FEWEST_LETTERS = 16
# A preprint may wait for its journal.
_MOST_YEARS = 3
_MERGED = ("authors", "published_on", "status", "started", "finished", "rating", "minutes_spent")


class Works:
    """The works of a file, by what tells that an entry is one of them."""

    def __init__(self) -> None:
        self._keys: dict[Identifier, str] = {}
        self._titled: defaultdict[tuple[str, str], list[str]] = defaultdict(list)

    def same_as(self, resource: Resource, known: dict[str, Resource]) -> str | None:
        """The key of the resource that is the same work, if there is one."""
        by_name = (self._keys[name] for name in resource.identifiers if name in self._keys)
        by_title = (key for key in self._titled[_title(resource)] if _are_versions(known[key], resource))
        return next(by_name, None) or next(by_title, None)

    def add(self, resource: Resource, key: str) -> None:
        """Keep that an entry tells of the resource of a key."""
        for name in resource.identifiers:
            if name.scheme in _OF_ONE_WORK:
                self._keys.setdefault(name, key)
        title, author = _title(resource)
        if author and len(title) >= _FEWEST_LETTERS and key not in self._titled[title, author]:
            self._titled[title, author].append(key)


def merged(one: Resource, other: Resource) -> Resource:
    """Two entries of one work: what the first does not say, the other may."""
    names = dict.fromkeys((*one.identifiers, *other.identifiers))
    given = {name: getattr(one, name) or getattr(other, name) for name in _MERGED}
    # The place where it was published says more than that where it was put first.
    is_first_a_preprint = all(map(is_preprint, one.entries)) and not all(map(is_preprint, other.entries))
    venue = (other.venue or one.venue) if is_first_a_preprint else (one.venue or other.venue)
    if one.entries and other.entries and other.kind != one.kind and other.entries[0].fields.get("kind"):
        given["kind"] = other.kind
    return replace(one, identifiers=tuple(names), venue=venue, entries=(*one.entries, *other.entries), **given)


def _are_versions(one: Resource, other: Resource) -> bool:
    """Whether two papers of one title and first author are versions of one work: a preprint and what became of it."""
    has_preprint = any(is_preprint(entry) for resource in (one, other) for entry in resource.entries)
    for scheme in _OF_ONE_WORK - ({"doi"} if has_preprint else set()):
        theirs = [{name for name in resource.identifiers if name.scheme == scheme} for resource in (one, other)]
        if all(theirs) and theirs[0].isdisjoint(theirs[1]):
            return False
    if one.kind != other.kind or one.kind != "paper":
        return False
    years, others = _years(one), _years(other)
    if not years or not others:
        return has_preprint
    return min(abs(a - b) for a in years for b in others) <= (_MOST_YEARS if has_preprint else 0)


def _years(resource: Resource) -> set[int]:
    """The years in which a work and each of its versions appeared."""
    spans = (span_of(entry.fields) for entry in resource.entries)
    return {on.year for on in (resource.published_on, *(span.first for span in spans if span)) if on}


def _title(resource: Resource) -> tuple[str, str]:
    family = resource.authors[0].partition(",")[0] if resource.authors else ""
    return _letters(resource.title), _letters(family)


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^\w]|_", "", "".join(letter for letter in plain if not unicodedata.combining(letter)))
