"""All that was studied in, the page of resources out: what each is, where its reader is with it, and the posts about it.

The same is written as BibTeX, CSL-JSON and RIS for other programs. Values only; the template decides the markup.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from .._seam import analytics
from ..building.page import Page
from ..core.deferred import Deferred
from ..core.language import gettext, marked
from ..core.phrases import counted, number
from .links import RESOURCES_URL, topic_names
from .posts import hours

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from ..web.snapshots import SavedLink
    from .journal import Journal
    from .links import PageLink, TopicName

_FORMATS = (("BibTeX", "bib"), ("CSL-JSON", "csl.json"), ("RIS", "ris"))
STATUS_NAMES = {"reading": marked("Being read"), "queued": marked("To be read"), "abandoned": marked("Given up")}
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
class Shelf:
    """Entries under one heading: those of a year, or those that are still to be read."""

    name: str
    slug: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ResourcesView:
    """The page of resources.

    Attributes:
        sentence: the whole in words.
        shelves: what is being read, then what was learned, newest year first, then what waits, then what was given up.
        kinds, statuses, topics, years: what a reader may choose by, each once, in order; topics as (slug, name).
        formats: the same for other programs, as (name, address).
    """

    sentence: str
    shelves: tuple[Shelf, ...]
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


def resources_view(  # noqa: PLR0913, PLR0917 - all that the page is made of
    resources: Sequence[analytics.Resource],
    timeline: analytics.Timeline,
    posts: Mapping[str, PageLink],
    topic_of: Mapping[str, TopicName],
    formats: tuple[tuple[str, str], ...],
    gone: Mapping[str, SavedLink],
) -> ResourcesView:
    """The page of resources.

    Args:
        resources: all of them.
        timeline: whose frame of resources says when each was learned.
        posts: links to posts, by path.
        topic_of: the topic of each post, by path.
        formats: of the files for other programs, by name.
        gone: the saved texts of what is gone, by address.
    """
    rows_of: defaultdict[str, list[Any]] = defaultdict(list)
    for row in analytics.rows(timeline.resources):
        rows_of[row.resource].append(row)
    last = timeline.today if timeline.posts.empty else timeline.posts["published_on"].max().date()
    entries = [
        _entry(resource, rows_of[resource.key], posts, topic_of, gone, last, resource.finished_by(timeline.today))
        for resource in resources
    ]
    topics = {topic.url: topic for entry in entries for topic in entry.topics}
    return ResourcesView(
        sentence=_sentence(entries),
        shelves=tuple(_shelves(entries)),
        kinds=tuple(kind for kind in analytics.RESOURCE_KINDS if any(entry.kind == kind for entry in entries)),
        statuses=tuple(status for status in analytics.STATUSES if any(entry.status == status for entry in entries)),
        topics=tuple((topic.slug, topic.name) for topic in sorted(topics.values(), key=lambda topic: topic.name)),
        years=tuple(sorted({entry.learned_on.year for entry in entries if entry.learned_on}, reverse=True)),
        formats=formats,
    )


def _entry(  # noqa: PLR0913, PLR0917 - all that is known of a resource
    resource: analytics.Resource,
    rows: Sequence[Any],
    posts: Mapping[str, PageLink],
    topic_of: Mapping[str, TopicName],
    gone: Mapping[str, SavedLink],
    last: date,
    finished: date | None,
) -> Entry:
    first = rows[0] if rows else None
    learned_on = first.learned_on.date() if first is not None else finished
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
        status=resource.status or ("finished" if rows or finished else "queued"),
        started=resource.started,
        finished=finished,
        stars="★" * (resource.rating or 0),
        spent=hours(resource.minutes_spent),
        posts=tuple(dict.fromkeys(posts[row.post] for row in rows)),
        topics=tuple(dict.fromkeys(topic_of[row.post] for row in rows)),
        learned_on=learned_on,
        lag="" if first is None else _lag(first.lag_days),
        dated=learned_on or resource.started or (resource.published_on.first_day if resource.published_on else last),
        coins=analytics.coins(analytics.csl_item(resource)),
        saved=gone.get(resource.url or ""),
    )


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


def _shelves(entries: Sequence[Entry]) -> Iterable[Shelf]:
    def of(status: str) -> tuple[Entry, ...]:
        found = [entry for entry in entries if entry.status == status and (status == "reading" or not entry.learned_on)]
        return tuple(sorted(found, key=lambda entry: (entry.started is None, entry.started, entry.title.casefold())))

    if reading := of("reading"):
        yield Shelf(gettext(STATUS_NAMES["reading"]), "reading", reading)
    learned = [entry for entry in entries if entry.learned_on and entry.status != "reading"]
    for year in sorted({entry.learned_on.year for entry in learned if entry.learned_on}, reverse=True):
        those = [entry for entry in learned if entry.learned_on and entry.learned_on.year == year]
        those.sort(key=lambda entry: (entry.learned_on, entry.title.casefold()), reverse=True)
        yield Shelf(gettext("Learned in %(year)s", year=year), f"learned-{year}", tuple(those))
    for status in ("queued", "abandoned"):
        if waiting := of(status):
            yield Shelf(gettext(STATUS_NAMES[status]), status, waiting)
    if rest := [entry for entry in of("finished") if entry.learned_on is None]:
        yield Shelf(gettext("Finished, day not noted"), "finished", tuple(rest))


def _sentence(entries: Sequence[Entry]) -> str:
    if not entries:
        return gettext("There are no resources yet.")
    parts = []
    for status, message in (
        ("finished", marked("%(number)s finished")),
        ("reading", marked("%(number)s being read")),
        ("queued", marked("%(number)s waiting")),
        ("abandoned", marked("%(number)s given up")),
    ):
        if found := sum(entry.status == status for entry in entries):
            parts.append(gettext(message, number=number(found)))
    years = [entry.year for entry in entries if entry.year]
    told = {"resources": counted(len(entries), "resource"), "parts": ", ".join(parts)}
    if not years or min(years) == max(years):
        return gettext("%(resources)s: %(parts)s.", **told)
    return gettext(
        "%(resources)s, published between %(first)s and %(last)s: %(parts)s.", first=min(years), last=max(years), **told
    )


def pages(journal: Journal) -> Iterator[Page]:
    """`/resources/`, with all of them as BibTeX, CSL-JSON and RIS beside it."""
    listed = all_resources(journal.run.bibliography, (one for notes in journal.notes for one in notes.resources))
    formats = tuple((name, f"{RESOURCES_URL}resources.{ending}") for name, ending in _FORMATS)

    def view() -> ResourcesView:
        written = (analytics.bibtex(listed).encode(), analytics.csl_json(listed), analytics.ris(listed))
        for (_, url), data in zip(formats, written, strict=True):
            journal.write(url, [data])
        named = topic_names(journal.timeline)
        topic_of = {path: named[topic] for path, topic in journal.topic_of.items()}
        return resources_view(listed, journal.timeline, journal.post_links, topic_of, formats, journal.gone)

    # Each resource is a frozen value of plain ones.
    inputs = journal.slices.digest, repr(listed), repr(journal.gone)
    yield Page(RESOURCES_URL, "resources", gettext("Resources"), {"library": Deferred(inputs, view)})
