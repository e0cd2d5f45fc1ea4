"""Resources in, shelves of them out: what is being read, what was learned year by year, what waits; and the pages these fill.

A few hundred resources are one page. A library of thousands would be one that no browser likes, so it becomes several, each of at
most `MOST` resources, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from .._seam import analytics
from ..core.language import gettext, marked
from ..core.phrases import cut, day

MOST: Final = 500
_NAMES = {"reading": marked("Being read"), "queued": marked("To be read"), "abandoned": marked("Given up")}
_TITLE_LENGTH: Final = 28
_TO: Final = " \N{EN DASH} "


class Placed(NamedTuple):
    """A resource and what decides its place: where its reader is with it, and when it was first learned, if it was."""

    resource: analytics.Resource
    status: str
    learned_on: date | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Resources under one heading: those of a year, or those that are still to be read; or a page's part of them."""

    name: str
    slug: str
    placed: tuple[Placed, ...]
    is_part: bool = False


def shelves(placed: Sequence[Placed]) -> Iterator[Shelf]:
    """What is being read, then what was learned, newest year first, then what waits, then what was given up."""

    def of(status: str) -> tuple[Placed, ...]:
        found = [one for one in placed if one.status == status and (status == "reading" or not one.learned_on)]
        return tuple(sorted(found, key=_by_beginning))

    if reading := of("reading"):
        yield Shelf(gettext(_NAMES["reading"]), "reading", reading)
    learned: dict[int, list[Placed]] = {}
    for one in placed:
        if one.learned_on and one.status != "reading":
            learned.setdefault(one.learned_on.year, []).append(one)
    for year, those in sorted(learned.items(), reverse=True):
        those.sort(key=lambda one: (one.learned_on, one.resource.title.casefold()), reverse=True)
        yield Shelf(gettext("Learned in %(year)s", year=year), f"learned-{year}", tuple(those))
    for status in ("queued", "abandoned"):
        if waiting := of(status):
            yield Shelf(gettext(_NAMES[status]), status, waiting)
    if rest := of("finished"):
        yield Shelf(gettext("Finished, day not noted"), "finished", rest)


def _by_beginning(one: Placed) -> tuple[bool, date | None, str]:
    return one.resource.started is None, one.resource.started, one.resource.title.casefold()


def pages_of(every: Iterable[Shelf]) -> list[tuple[Shelf, ...]]:
    """The shelves of each page, which has at most `MOST` resources; what has room on one page stays together."""
    pages: list[tuple[Shelf, ...]] = []
    room = 0
    for shelf in every:
        rest, is_part = shelf.placed, len(shelf.placed) > MOST
        while rest:
            if room < (1 if is_part else len(rest)):
                pages.append(())
                room = MOST
            here, rest = rest[:room], rest[room:]
            pages[-1] = (*pages[-1], replace(shelf, placed=here, is_part=is_part))
            room -= len(here)
    return pages


def label_of(page: Sequence[Shelf]) -> str:
    """What a page holds: its first shelf and its last; of a part of one its first resource and its last, as a dictionary says."""
    first, last = page[0], page[-1]
    if first is not last:
        years = [shelf.slug.removeprefix("learned-") for shelf in (first, last)]
        return f"{first.name}{_TO}{years[1] if all(map(str.isdigit, years)) else last.name}"
    if not first.is_part:
        return first.name
    ends = _guide(first, first.placed[0]), _guide(first, first.placed[-1])
    return f"{first.name}: {_TO.join(dict.fromkeys(ends))}"


def _guide(shelf: Shelf, one: Placed) -> str:
    if shelf.slug.startswith("learned-") and one.learned_on:
        return day(one.learned_on)
    return cut(one.resource.title, _TITLE_LENGTH)
