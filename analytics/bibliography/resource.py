"""What a bibliography holds, as values: an `Entry` as its file has it, a `Resource` as the journal knows it, and all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ..errors import ContentError
from ..identifiers import Identifier
from ..model import PartialDate, Status

MOST_STARS = 5
# What the journal's author says of a work, and no exporter does.
OWN_FIELDS = ("kind", "status", "started", "finished", "rating", "time_spent")
KIND_OF_SCHEME = {
    **dict.fromkeys(("arxiv", "doi", "openreview", "s2"), "paper"),
    "isbn": "book",
    "url": "article",
    "key": "other",
}


@dataclass(frozen=True)
class Entry:
    """One entry of a file, as it is there.

    Attributes:
        key: its key.
        type: ``article``, in small letters.
        written: its fields by their names as they are written, in order; values as BibTeX, without what encloses them.
        inherited: by names in small letters, what it has from the entries that it refers to.
    """

    key: str
    type: str
    written: tuple[tuple[str, str], ...] = ()
    inherited: tuple[tuple[str, str], ...] = ()

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """All that it says, by names in small letters; of a field that appears twice the first."""
        said: dict[str, str] = {}
        for name, value in (*self.written, *self.inherited):
            if value:
                said.setdefault(name.lower(), value)
        return said


@dataclass(frozen=True, slots=True)
class Resource:
    """Something that is studied: a paper, a book, a course.

    Attributes:
        key: its name in the bibliography, in addresses and in citations.
        identifiers: all names by which it is known, in normal form; the first leads to it.
        kind: one of `RESOURCE_KINDS`.
        title: plain text; the label of its identifier where nothing more is known.
        authors: as they are cited, ``Vaswani, Ashish``; names of groups as they are, and ``others`` last where some are left
            out.
        published_on: as precisely as it is known, or None.
        venue: the journal, the proceedings or the publisher; empty if none is known.
        status: where its reader is with it, or None if the author does not say.
        started, finished: days, where the author says so.
        rating: from 1 to 5, or None.
        minutes_spent: or None.
        is_listed: whether it is in the bibliography, and is not known from posts alone.
        entries: of the file, its versions: the preprint, the proceedings, the journal. The first gives its key.
    """

    key: str
    identifiers: tuple[Identifier, ...]
    kind: str
    title: str
    authors: tuple[str, ...] = ()
    published_on: PartialDate | None = None
    venue: str = ""
    status: Status | None = None
    started: date | None = None
    finished: date | None = None
    rating: int | None = None
    minutes_spent: int | None = None
    is_listed: bool = True
    entries: tuple[Entry, ...] = ()

    @property
    def url(self) -> str | None:
        """Where it leads, if anywhere."""
        return next((one.url for one in self.identifiers if one.url), None)

    def finished_by(self, today: date) -> date | None:
        """The day on which its reader finished it, if that is known and not after a day."""
        return self.finished if self.finished and self.finished <= today else None

    @property
    def has_title(self) -> bool:
        """Whether its title is known, and does not merely repeat the name under which it is known."""
        return all(self.title != first.label for first in self.identifiers[:1])

    @property
    def year(self) -> int | None:
        """The year of its publication."""
        return None if self.published_on is None else self.published_on.year

    @property
    def short_authors(self) -> str:
        """Its authors as a sentence cites them: ``Vaswani et al.``, ``Ho and Salimans``, ``Shannon``."""
        families = [author.partition(",")[0] for author in self.authors]
        match families:
            case []:
                return ""
            case [one]:
                return one
            case [one, "others"]:
                return f"{one} et al."
            case [one, other]:
                return f"{one} and {other}"
            case _:
                return f"{families[0]} et al."


@dataclass(frozen=True)
class Bibliography:
    """All that is known of what is studied.

    Attributes:
        resources: of the file, in its order; later ones are merged into an earlier one that is the same work.
        problems: what has to be fixed, with its line.
        remarks: what was left out, with its line and the reason; the rest of the entry was read.
    """

    resources: tuple[Resource, ...] = ()
    problems: tuple[ContentError, ...] = ()
    remarks: tuple[ContentError, ...] = ()
    _by_name: Mapping[Identifier, Resource] = field(default_factory=dict, repr=False)
    _lines: Mapping[str, int] = field(default_factory=dict, repr=False)

    @cached_property
    def keys(self) -> frozenset[str]:
        """All keys of its entries, those of a work's other versions included."""
        return frozenset(name.value for name in self._by_name if name.scheme == "key")

    def find(self, name: Identifier) -> Resource | None:
        """The resource that is known by a name."""
        return self._by_name.get(name)

    def cited(self, key: str) -> Resource | None:
        """The resource of a key, whatever this key looks like."""
        return self._by_name.get(Identifier("key", key))

    def line_of(self, resource: Resource) -> int | None:
        """The line in which its entry begins; None for one that the file does not list."""
        return self._lines.get(resource.key)

    def line_of_key(self, key: str) -> int | None:
        """The line in which the entry of a key begins."""
        return self._lines.get(key)

    def resolve(self, name: Identifier) -> Resource:
        """The resource that is known by a name; one that the file does not list is made from the name alone."""
        return self._by_name.get(name) or Resource(
            key=slug(str(name)),
            identifiers=(name,),
            kind=KIND_OF_SCHEME[name.scheme],
            title=name.label,
            published_on=name.published_on,
            is_listed=False,
        )


def slug(text: str) -> str:
    """A name for an address: letters, digits and hyphens, different for different identifiers of one scheme.

    >>> slug("arxiv:hep-th/9901001")
    'arxiv-hep-th-9901001'
    """
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-")
