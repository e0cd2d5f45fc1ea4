"""All that was studied in, the page of resources out: what each is, where its reader is with it, and the posts about it.

Of thousands there are several pages. The same is written as BibTeX, CSL-JSON and RIS for other programs. Values only; the
template decides the markup.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from .._seam import analytics
from ..building.page import Page
from ..core.deferred import Deferred
from ..core.language import gettext, marked
from ..core.phrases import counted, number
from .links import RESOURCES_URL, PageLink, topic_names
from .posts import hours
from .shelves import MOST, Placed, label_of, pages_of, shelves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from ..web.snapshots import SavedLink
    from .journal import Journal
    from .links import TopicName
    from .shelves import Shelf

# The same for other programs, as (name, address).
_WRITTEN = tuple(
    (name, f"{RESOURCES_URL}resources.{ending}")
    for name, ending in (("BibTeX", "bib"), ("CSL-JSON", "csl.json"), ("RIS", "ris"))
)
# Which page has which resource, by their anchors; a script, since a page that is opened from a disk may not fetch.
_PLACES_URL = f"{RESOURCES_URL}places.js"
# What bibliographies and front matter hold in English, as templates say it: states and kinds of resources, kinds of posts.
_WORDS = (
    *(marked("queued"), marked("reading"), marked("finished"), marked("abandoned")),
    *(marked("paper"), marked("book"), marked("course"), marked("talk"), marked("video"), marked("podcast")),
    *(marked("software"), marked("dataset"), marked("article"), marked("other")),
    *(marked("note"), marked("project"), marked("idea"), marked("review")),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A resource as its page lists it.

    Attributes:
        key: its anchor.
        title, kind, venue: plain text.
        authors: all of them, as they are cited.
        year: of its publication, or None.
        url: where it leads, or None.
        names: its identifiers as readers know them, but for its key.
        versions: where else it appeared: the proceedings of a paper whose preprint is listed first.
        status: where its reader is with it.
        started, finished: or None.
        stars: its rating as stars; empty if there is none.
        spent: the time spent on it; empty if it is not noted.
        posts: about it, oldest first.
        topics: of these posts.
        learned_on: when it was first learned, or None.
        dated: the day for which its link stands: that on which it was learned or begun, else of its publication, else of the
            journal's last post.
        coins: what tells Zotero's button of it.
        saved: its saved text where it is gone; None if it is there, or nothing was saved.
        lag: how long after its publication that was, in words; empty if it is not known.
    """

    key: str
    title: str
    kind: str
    venue: str
    authors: str
    year: int | None
    url: str | None
    names: tuple[str, ...]
    versions: tuple[str, ...]
    status: str
    started: date | None
    finished: date | None
    stars: str
    spent: str
    posts: tuple[PageLink, ...]
    topics: tuple[TopicName, ...]
    learned_on: date | None
    lag: str
    dated: date
    coins: str
    saved: SavedLink | None


@dataclass(frozen=True, slots=True)
class ShelfView:
    """Entries under one heading."""

    name: str
    slug: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ResourcesView:
    """A page of resources.

    Attributes:
        sentence: the whole in words.
        shelves: those of this page.
        pages: all pages in their order, by what each holds; none where there is one.
        number: of this page, from zero.
        places_url: of the script that knows which page has which resource; empty where there is one page.
        kinds, statuses, topics, years: what a reader may choose by in all pages, each once, in order; topics as (slug, name).
        formats: the same for other programs, as (name, address).
    """

    sentence: str
    shelves: tuple[ShelfView, ...]
    pages: tuple[PageLink, ...]
    number: int
    places_url: str
    kinds: tuple[str, ...]
    statuses: tuple[str, ...]
    topics: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    formats: tuple[tuple[str, str], ...]


def all_resources(
    bibliography: analytics.Bibliography, studied: Iterable[analytics.Resource]
) -> tuple[analytics.Resource, ...]:
    """What the bibliography lists, and what posts name besides."""
    return tuple({one.key: one for one in (*bibliography.resources, *studied)}.values())


class Library:
    """All resources on their pages.

    Attributes:
        resources: all of them.
    """

    def __init__(self, journal: Journal) -> None:
        """The resources of a journal; nothing is worked out before it is asked for."""
        self._journal = journal
        self._timeline = journal.timeline
        studied = (one for notes in journal.notes for one in notes.resources)
        self.resources = all_resources(journal.run.bibliography, studied)

    @cached_property
    def pages(self) -> list[tuple[Shelf, ...]]:
        """The shelves of each page; one without any where there is no resource."""
        return pages_of(shelves(self._placed)) or [()]

    @cached_property
    def _rows_of(self) -> Mapping[str, list[Any]]:
        """Rows of the frame of resources, by key: the posts about each, oldest first."""
        rows_of: defaultdict[str, list[Any]] = defaultdict(list)
        for row in analytics.rows(self._timeline.resources):
            rows_of[row.resource].append(row)
        return rows_of

    @cached_property
    def _placed(self) -> list[Placed]:
        placed = []
        for one in self.resources:
            rows, finished = self._rows_of.get(one.key), one.finished_by(self._timeline.today)
            learned_on = rows[0].learned_on.date() if rows else finished
            placed.append(Placed(one, one.status or ("finished" if learned_on else "queued"), learned_on))
        return placed

    @cached_property
    def _sentence(self) -> str:
        return _sentence(self._placed)

    @cached_property
    def _topic_of(self) -> dict[str, TopicName]:
        named = topic_names(self._timeline)
        return {path: named[topic] for path, topic in self._journal.topic_of.items()}

    @cached_property
    def _kinds(self) -> set[str]:
        return {one.resource.kind for one in self._placed}

    @cached_property
    def _statuses(self) -> set[str]:
        return {one.status for one in self._placed}

    @cached_property
    def _topics(self) -> tuple[tuple[str, str], ...]:
        named = {self._topic_of[row.post] for one in self._placed for row in self._rows_of.get(one.resource.key, ())}
        return tuple((topic.slug, topic.name) for topic in sorted(named, key=lambda topic: topic.name))

    @cached_property
    def _years(self) -> tuple[int, ...]:
        return tuple(sorted({one.learned_on.year for one in self._placed if one.learned_on}, reverse=True))

    @cached_property
    def _last(self) -> date:
        posts = self._timeline.posts
        return self._timeline.today if posts.empty else posts["published_on"].max().date()

    @cached_property
    def links(self) -> tuple[PageLink, ...]:
        """The pages, where there are several."""
        if len(self.pages) == 1:
            return ()
        return tuple(PageLink(label_of(page), _url(number)) for number, page in enumerate(self.pages))

    def pages_by_year(self) -> dict[int, dict[str, str]]:
        """The addresses of the pages of resources that are past the first, by year of the posts that name them, and by key."""
        if len(self.resources) <= MOST:
            return {}
        later = enumerate(self.pages[1:], start=1)
        page_of = {one.resource.key: _url(number) for number, page in later for shelf in page for one in shelf.placed}
        posts = self._timeline.posts
        year_of = dict(zip(posts["path"], posts["published_on"].dt.year.tolist(), strict=True))
        found: defaultdict[int, dict[str, str]] = defaultdict(dict)
        for key in sorted(page_of):
            for row in self._rows_of.get(key, ()):
                found[year_of[row.post]][key] = page_of[key]
        return found

    def view(self, number: int) -> ResourcesView:
        """One of the pages, from zero on."""
        shown = tuple(
            ShelfView(shelf.name, shelf.slug, tuple(map(self._entry, shelf.placed))) for shelf in self.pages[number]
        )
        return ResourcesView(
            sentence=self._sentence,
            shelves=shown,
            pages=self.links,
            number=number,
            places_url=_PLACES_URL if self.links else "",
            kinds=tuple(kind for kind in analytics.RESOURCE_KINDS if kind in self._kinds),
            statuses=tuple(status for status in analytics.STATUSES if status in self._statuses),
            topics=self._topics,
            years=self._years,
            formats=_WRITTEN,
        )

    def _entry(self, placed: Placed) -> Entry:
        resource, rows = placed.resource, self._rows_of.get(placed.resource.key, [])
        published = resource.published_on.first_day if resource.published_on else self._last
        return Entry(
            key=resource.key,
            title=resource.title,
            kind=resource.kind,
            venue=resource.venue,
            authors="; ".join("et al" if author == "others" else author for author in resource.authors).rstrip("."),
            year=resource.year,
            url=resource.url,
            names=tuple(name.label for name in resource.identifiers if name.scheme not in {"key", "url"}),
            versions=_versions(resource),
            status=placed.status,
            started=resource.started,
            finished=resource.finished_by(self._timeline.today),
            stars="★" * (resource.rating or 0),
            spent=hours(resource.minutes_spent),
            posts=tuple(dict.fromkeys(self._journal.post_links[row.post] for row in rows)),
            topics=tuple(dict.fromkeys(self._topic_of[row.post] for row in rows)),
            learned_on=placed.learned_on,
            lag=_lag(rows[0].lag_days) if rows else "",
            dated=placed.learned_on or resource.started or published,
            coins=analytics.coins(analytics.csl_item(resource)),
            saved=self._journal.gone.get(resource.url or ""),
        )

    def write(self) -> None:
        """Write what lies beside the pages."""
        written = (
            analytics.bibtex(self.resources).encode(),
            analytics.csl_json(self.resources),
            analytics.ris(self.resources),
        )
        for (_, url), data in zip(_WRITTEN, written, strict=True):
            self._journal.write(url, [data])
        if self.links:
            keys = [[one.resource.key for shelf in page for one in shelf.placed] for page in self.pages]
            told = json.dumps(keys, separators=(",", ":"))
            self._journal.write(_PLACES_URL, [f"(window.learningTimeline??={{}}).places={told};\n".encode()])


def _url(number: int) -> str:
    return f"{RESOURCES_URL}{number + 1}/" if number else RESOURCES_URL


def _versions(resource: analytics.Resource) -> tuple[str, ...]:
    """The places and years of a work's other entries, where they say another one."""
    places = (analytics.place_of(entry) for entry in resource.entries[1:])
    said = f"{resource.venue}, {resource.year}" if resource.year else resource.venue
    return tuple(dict.fromkeys(place for place in places if place and place != said))


def _lag(days: Any) -> str:  # noqa: ANN401 - a number, or pandas' own way of saying that there is none
    if pd.isna(days):
        return ""
    if days < 0:
        return gettext("before it was published")
    years, months = days // 365, days // 30
    if years:
        return gettext("%(time)s after it appeared", time=counted(years, "year"))
    if months:
        return gettext("%(time)s after it appeared", time=counted(months, "month"))
    return gettext("in the month in which it appeared")


def _sentence(placed: Sequence[Placed]) -> str:
    if not placed:
        return gettext("There are no resources yet.")
    parts = []
    for status, message in (
        ("finished", marked("%(number)s finished")),
        ("reading", marked("%(number)s being read")),
        ("queued", marked("%(number)s waiting")),
        ("abandoned", marked("%(number)s given up")),
    ):
        if found := sum(one.status == status for one in placed):
            parts.append(gettext(message, number=number(found)))
    years = [one.resource.year for one in placed if one.resource.year]
    told = {"resources": counted(len(placed), "resource"), "parts": ", ".join(parts)}
    if not years or min(years) == max(years):
        return gettext("%(resources)s: %(parts)s.", **told)
    return gettext(
        "%(resources)s, published between %(first)s and %(last)s: %(parts)s.", first=min(years), last=max(years), **told
    )


def pages(journal: Journal) -> Iterator[Page]:
    """`/resources/`, with all of them as BibTeX, CSL-JSON and RIS beside it; of thousands `/resources/2/` and so on."""
    library = Library(journal)
    # Each resource is a frozen value of plain ones.
    inputs = journal.slices.digests.whole, repr(library.resources), repr(journal.gone)

    def first() -> ResourcesView:
        library.write()
        return library.view(0)

    yield Page(RESOURCES_URL, "resources", gettext("Resources"), {"library": Deferred(inputs, first)})
    if len(library.resources) > MOST:
        for number, link in enumerate(library.links[1:], start=1):
            told = {"library": Deferred(inputs, partial(library.view, number))}
            yield Page(link.url, "resources", f"{gettext('Resources')}: {link.label}", told)
