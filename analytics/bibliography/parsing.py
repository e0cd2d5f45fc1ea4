"""The text of `resources.bib` in, what is studied out: each entry as a `Resource`, or named with its line and the reason. Pure.

BibTeX and BibLaTeX as Zotero, publishers and people write it: macros, braces, accents, months by name, fields nobody asked for.
What the world says of a work may be missing or odd, and is then left out and told; what the journal's author says of it
(``status``, ``started``, ``finished``, ``rating``, ``kind``, ``time_spent``) is checked against its form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from ..durations import parse_minutes
from ..errors import ContentError
from ..identifiers import Identifier, parse_identifier
from ..model import RESOURCE_KINDS, STATUSES, PartialDate, Status
from . import inheritance
from .blocks import Blocks, Placed
from .csl import title_of, venue_of
from .dates import month_of, parse_edtf, span_of
from .identifying import names_in
from .latex import LatexError, to_text
from .names import parse_names
from .resource import (
    KIND_OF_SCHEME,
    MOST_STARS,
    OWN_FIELDS,
    Bibliography,
    Entry,
    Resource,
)
from .same_work import Works, merged
from .work_types import csl_type, is_preprint

T = TypeVar("T")

_KIND_OF_ENTRY = {
    **dict.fromkeys(
        ("article", "inproceedings", "conference", "proceedings", "techreport", "report", "unpublished"), "paper"
    ),
    **dict.fromkeys(
        ("phdthesis", "mastersthesis", "thesis", "mvproceedings", "preprint", "patent", "standard", "suppperiodical"),
        "paper",
    ),
    **dict.fromkeys(
        ("book", "inbook", "incollection", "booklet", "manual", "collection", "mvbook", "mvcollection"), "book"
    ),
    **dict.fromkeys(("bookinbook", "suppbook", "suppcollection", "reference", "mvreference", "inreference"), "book"),
    **dict.fromkeys(("online", "electronic", "www", "webpage"), "article"),
    "software": "software",
    "dataset": "dataset",
    "data": "dataset",
    "video": "video",
    "movie": "video",
}
_KIND_OF_TYPE = {"software": "software", "dataset": "dataset", "motion_picture": "video", "speech": "talk"}
# Volumes that entries refer to by `crossref`, and that nobody reads from end to end.
_VOLUMES = {"proceedings", "mvproceedings", "collection", "mvcollection", "periodical"}


def parse_bibliography(text: str, path: str) -> Bibliography:
    """Read a bibliography; whatever it holds, it is read as far as that goes.

    Args:
        text: BibTeX or BibLaTeX.
        path: the file, as messages name it.
    """
    if not text.strip():
        return Bibliography()
    blocks = Blocks(path)
    blocks.read(text)
    reading = _Reading(path, blocks)
    for placed in blocks.entries:
        reading.read(placed)
    return reading.bibliography()


class _Reading:
    def __init__(self, path: str, blocks: Blocks) -> None:
        self.path = path
        self.problems, self.remarks = list(blocks.problems), list(blocks.remarks)
        self.entries = {placed.entry.key.lower(): placed.entry for placed in blocks.entries}
        self.parents = {key.lower() for placed in blocks.entries for key in inheritance.parents(placed.entry)}
        self.resources: dict[str, Resource] = {}
        self.volumes: dict[str, Resource] = {}
        self.works = Works()
        self.lines = {placed.entry.key: placed.line for placed in blocks.entries}
        self.line = 1

    def wrong(self, problem: str, remedy: str) -> None:
        self.problems.append(ContentError(self.path, self.line, problem, remedy))

    def odd(self, problem: str, remedy: str) -> None:
        self.remarks.append(ContentError(self.path, self.line, problem, remedy))

    def read(self, placed: Placed) -> None:
        """Read one entry; a volume that others refer to and that nobody studies is known, and not listed."""
        entry, self.line = placed
        for key in inheritance.parents(entry):
            if key.lower() not in self.entries:
                self.odd(f"{entry.key!r} refers to {key!r}, which is not there", "add it, or leave the field out")
        if self.parents or "crossref" in entry.fields or "xdata" in entry.fields:
            entry = replace(entry, inherited=inheritance.inherited(entry, self.entries))
        is_volume = entry.type in _VOLUMES and entry.key.lower() in self.parents
        if entry.type in {"xdata", "set"}:
            return
        resource = self.resource(entry, is_told=not is_volume)
        if is_volume and not any(name in entry.fields for name in OWN_FIELDS):
            self.volumes[entry.key] = resource
            return
        same = self.works.same_as(resource, self.resources)
        self.works.add(resource, same or entry.key)
        if same is None:
            self.resources[entry.key] = resource
        else:
            # The preprint and what became of it are versions, as they should be; two of one kind are one too many.
            if is_preprint(entry) in map(is_preprint, self.resources[same].entries):
                self.odd(
                    f"{entry.key!r} is the same work as {same!r} in line {self.lines[same]}", "both are read as one"
                )
            self.resources[same] = merged(self.resources[same], resource)

    def resource(self, entry: Entry, *, is_told: bool) -> Resource:
        """What an entry tells; what it lacks is told where that matters."""
        key, fields = entry.key, entry.fields
        identifiers = tuple(dict.fromkeys(self.identifiers(entry)))
        title = self.title(fields)
        if not title:
            if is_told:
                self.odd(f"{key!r} has no title", "add `title`")
            title = identifiers[0].label if identifiers else key
        started, finished = self.own(fields, "started", _day), self.own(fields, "finished", _day)
        if started and finished and finished < started:
            self.wrong(f"{key!r} was finished before it was started", "fix one of the days")
        return Resource(
            key=key,
            identifiers=(*identifiers, Identifier("key", key)),
            kind=self.kind(entry, identifiers),
            title=title,
            authors=tuple(map(str, parse_names(fields.get("author") or fields.get("editor") or ""))),
            published_on=self.published_on(entry, identifiers, is_told=is_told),
            venue=venue_of(entry),
            status=self.status(fields),
            started=started,
            finished=finished,
            rating=self.own(fields, "rating", _stars),
            minutes_spent=self.own(fields, "time_spent", parse_minutes),
            entries=(entry,),
        )

    def title(self, fields: Mapping[str, str]) -> str:
        """The title with its subtitle; told where a command in it is not known."""
        try:
            return title_of(fields, to_text)
        except LatexError:
            said = fields.get("title", "")
            self.odd(f"{said[:60]!r} contains an unknown command", "write it as plain text")
            return title_of(fields)

    def identifiers(self, entry: Entry) -> Iterator[Identifier]:
        """What its work is known by, its key included where that is the identifier of its work, as publishers have it."""
        for text in names_in(entry.fields, entry_type=entry.type):
            try:
                found = parse_identifier(text)
            except ValueError as error:
                what, _, remedy = str(error).partition(": ")
                self.odd(f"{entry.key!r}: {what}", remedy)
                continue
            if found.scheme != "key":
                yield found
        try:
            named = parse_identifier(entry.key)
        except ValueError:
            return
        if named.scheme != "key":
            yield named

    def kind(self, entry: Entry, identifiers: tuple[Identifier, ...]) -> str:
        if said := entry.fields.get("kind", "").lower():
            if said in RESOURCE_KINDS:
                return said
            self.wrong(f"`kind` is {said!r}", f"use one of {', '.join(RESOURCE_KINDS)}")
        if is_preprint(entry):
            return "paper"
        if known := _KIND_OF_ENTRY.get(entry.type):
            return known
        if known := _KIND_OF_TYPE.get(csl_type(entry)):
            return known
        return KIND_OF_SCHEME[identifiers[0].scheme] if identifiers else "other"

    def published_on(self, entry: Entry, identifiers: tuple[Identifier, ...], *, is_told: bool) -> PartialDate | None:
        """By its identifier, else by its fields: a preprint is there before the journal has it."""
        key, fields = entry.key, entry.fields
        for one in identifiers:
            if one.published_on is not None:
                return one.published_on
        if (said := fields.get("date", "")) and parse_edtf(said.strip("{} ")) is None:
            self.odd(f"{key!r}: `date` is {said!r}", "write it as 2026, 2026-11 or 2026-11-23")
        if (month := fields.get("month", "")) and month_of(month) is None:
            self.odd(f"{key!r}: `month` is {month!r}, which is none", "write it as `month = jan`")
        span = span_of(fields)
        if (span is None or (span.first is None and not span.literal.endswith("BCE"))) and is_told:
            self.odd(f"{key!r} has no year of publication", "add `year`")
        return span.first if span else None

    def status(self, fields: Mapping[str, str]) -> Status | None:
        said = fields.get("status", "").lower()
        for status in STATUSES:
            if said == status:
                return status
        if said:
            self.wrong(f"`status` is {said!r}", f"use one of {', '.join(STATUSES)}")
        return None

    def own(self, fields: Mapping[str, str], name: str, parse: Callable[[str], T]) -> T | None:
        """What the journal's author says in a field; a problem where it cannot be read."""
        if not (text := fields.get(name, "")):
            return None
        try:
            return parse(text)
        except ValueError as error:
            what, _, remedy = str(error).partition(": ")
            self.wrong(f"`{name}`: {what}", remedy)
            return None

    def bibliography(self) -> Bibliography:
        resources = tuple(self.resources.values())
        names = {name: volume for volume in self.volumes.values() for name in volume.identifiers}
        names |= {name: resource for resource in resources for name in resource.identifiers}
        return Bibliography(resources, tuple(self.problems), tuple(self.remarks), names, self.lines)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a day: write it as 2026-11-23") from None


def _stars(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= MOST_STARS:
        return int(text)
    raise ValueError(f"{text!r} is not a rating: write a number from 1 to {MOST_STARS}")
