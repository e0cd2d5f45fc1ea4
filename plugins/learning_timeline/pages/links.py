"""What pages link to: topics, years, decades, posts and resources, each as a template names it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .._seam import analytics
from ..charts.figures import Chart
from ..journal import yearbook
from ..web.snapshots import SavedLink

TIMELINE_URL, TOPICS_URL, DATA_URL, ARCHIVES_URL = "timeline/", "topics/", "data/", "archives/"

RESOURCES_URL, PREDICTIONS_URL, REVISIT_URL = "resources/", "predictions/", "revisit/"

SEARCH_URL, LICENCES_URL, MILESTONES_URL = "search/", "licences/", "milestones/"

STORY_URL = "story/"

TABLES_URL = "timeline/tables/"

POSTER_URL = "poster/"
POSTER_SVG_URL = f"{POSTER_URL}life.svg"
POSTER_PDF_URL = f"{POSTER_URL}life.pdf"
STREAM_URL = f"{POSTER_URL}stream.svg"

URLS = (
    TIMELINE_URL,
    TOPICS_URL,
    DATA_URL,
    RESOURCES_URL,
    PREDICTIONS_URL,
    REVISIT_URL,
    SEARCH_URL,
    LICENCES_URL,
    MILESTONES_URL,
    STORY_URL,
    TABLES_URL,
    POSTER_URL,
)

LEVELS = 5


def csv_url(chart: Chart, folder: str) -> str:
    """Where the table of a chart lies as a file."""
    return f"{DATA_URL}charts/{folder}/{chart.csv_name}"


@dataclass(frozen=True, slots=True)
class PageLink:
    """Another page, by what it is called."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic as a post names it: nothing that another post would change."""

    slug: str
    name: str
    url: str
    colour: str

    @staticmethod
    def of(topic: analytics.Topic, timeline: analytics.Timeline) -> TopicName:
        """A topic with posts."""
        return TopicName(topic.slug, topic.name, f"{TOPICS_URL}{topic.slug}/", timeline.colours[topic.slug])


@dataclass(frozen=True, slots=True)
class YearLink:
    """A year that has posts."""

    year: int
    url: str
    posts: int


@dataclass(frozen=True, slots=True)
class DecadeLink:
    """Ten years of which one at least has posts."""

    label: str
    url: str
    posts: int
    first_year: int


@dataclass(frozen=True, slots=True)
class TopicLink(TopicName):
    """A topic that has posts; `years` holds (year, posts) from its first year to its last, zeros included."""

    posts: int
    words: int
    first_on: date
    last_on: date
    years: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ResourceLink:
    """Something that was studied, as a post or a year names it.

    Attributes:
        title: plain text.
        url: where it leads, or None.
        key: its anchor on the page of resources.
        authors: as a sentence cites them, and the year; empty if neither is known.
        venue: where it was published; empty if that is not known.
        kind: such as `paper`.
        saved: its saved text where it is gone; None if it is there, or nothing was saved.
    """

    title: str
    url: str | None
    key: str
    authors: str
    venue: str
    kind: str
    saved: SavedLink | None = None

    @classmethod
    def of(cls, resource: analytics.Resource, gone: Mapping[str, SavedLink] | None = None) -> ResourceLink:
        """A resource as it is cited; with its saved text where it is among what is gone."""
        year = "" if resource.year is None else str(resource.year)
        authors = ", ".join(part for part in (resource.short_authors, year) if part)
        saved = (gone or {}).get(resource.url or "")
        return cls(resource.title, resource.url, resource.key, authors, resource.venue, resource.kind, saved)


def year_links(timeline: analytics.Timeline) -> tuple[YearLink, ...]:
    """The years with posts, newest first."""
    counts = timeline.posts["published_on"].dt.year.value_counts().sort_index(ascending=False)
    return tuple(YearLink(int(year), f"{year}/", int(posts)) for year, posts in counts.items())


def decade_links(timeline: analytics.Timeline) -> tuple[DecadeLink, ...]:
    """The decades with posts, newest first."""
    counts = timeline.posts["published_on"].dt.year.value_counts()
    return tuple(
        DecadeLink(
            label=span.title,
            url=f"{span.label}/",
            posts=sum(int(posts) for year, posts in counts.items() if span.has(int(year))),
            first_year=span.first_year,
        )
        for span in reversed(yearbook.decades(timeline))
    )


def topic_links(timeline: analytics.Timeline) -> dict[str, TopicLink]:
    """The topics with posts, by slug, in the order of their first post."""
    by_year: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for row in analytics.rows(timeline.topic_years):
        if row.posts:
            by_year[row.topic][int(row.year)] = int(row.posts)
    grouped = timeline.posts.groupby("topic", as_index=False).agg(
        posts=("path", "size"), words=("words", "sum"), first=("published_on", "min"), last=("published_on", "max")
    )
    facts_of = {row.topic: row for row in analytics.rows(grouped)}
    links = {}
    for slug, named in topic_names(timeline).items():
        facts, years = facts_of[slug], by_year[slug]
        links[slug] = TopicLink(
            named.slug,
            named.name,
            named.url,
            named.colour,
            posts=int(facts.posts),
            words=int(facts.words),
            first_on=facts.first.date(),
            last_on=facts.last.date(),
            years=tuple((year, years.get(year, 0)) for year in range(min(years), max(years) + 1)),
        )
    return links


def topic_names(timeline: analytics.Timeline) -> dict[str, TopicName]:
    """The topics with posts, by slug, as a post names them."""
    return {topic.slug: TopicName.of(topic, timeline) for topic in timeline.topics}


def post_links(timeline: analytics.Timeline) -> dict[str, PageLink]:
    """A link to each post that a milestone or a resource belongs to, by its path."""
    posts = timeline.posts
    named = {*(milestone.post for milestone in timeline.milestones), *timeline.resources["post"].tolist()}
    return {
        path: PageLink(title, url)
        for path, title, url in zip(*(posts[name].tolist() for name in ("path", "title", "url")), strict=True)
        if path in named
    }
