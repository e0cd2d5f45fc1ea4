"""A year or a decade on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from .._seam import analytics
from ..building.page import Page
from ..charts import of_pages
from ..core.deferred import Deferred
from ..core.html import island
from ..core.language import spoken
from ..journal import sentences
from ..journal.field import moves
from ..journal.spans import Span
from .due import DueView, due_view
from .links import PageLink, ResourceLink, TopicName, topic_names
from .milestones import milestones_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from markupsafe import Markup
    from pelican.contents import Article

    from ..charts.embed import ChartView
    from ..journal.slices import SpanPart
    from ..journal.spans import PostFact
    from ..journal.yearbook import Chapter
    from .journal import Journal
    from .links import DecadeLink

# Topics that a year or a decade names; all of them have pages of their own.
MOST_TOPICS = 200


@dataclass(frozen=True, slots=True)
class Month:
    """The posts of one month, oldest first."""

    name: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class ChapterView:
    """The page of a year or a decade.

    Attributes:
        facts: what was counted.
        sentence: the same in words.
        charts: in their order.
        topics: (topic, posts, whether it was new), most posts first; of more than `MOST_TOPICS` the first, as below.
        met: (topic, its first post) of each topic that was new, in the order of time.
        more_topics, more_met: how many more there are.
        resources: what was studied, in the order of time.
        due: predictions to be judged then.
        record: a year's posts as numbers, from which a script compares it with another year; a decade has none.
    """

    facts: Chapter
    sentence: str
    charts: tuple[ChartView, ...]
    topics: tuple[tuple[TopicName, int, bool], ...]
    met: tuple[tuple[TopicName, PostFact], ...]
    resources: tuple[ResourceLink, ...]
    due: tuple[DueView, ...]
    more_topics: int
    more_met: int
    record: Markup | None = None

    @property
    def year(self) -> int:
        """The year; of a decade the first."""
        return self.facts.span.first_year

    @property
    def posts(self) -> int:
        """How many were published then."""
        return self.facts.posts


def chapter_view(
    chapter: Chapter, charts: tuple[ChartView, ...], topics: Mapping[str, TopicName], record: Markup | None = None
) -> ChapterView:
    """What the page of a year or a decade tells of its posts."""
    return ChapterView(
        facts=chapter,
        sentence=sentences.chapter_sentence(chapter, {slug: topic.name for slug, topic in topics.items()}),
        charts=charts,
        topics=tuple((topics[one.topic], one.posts, one.is_new) for one in chapter.topics[:MOST_TOPICS]),
        met=tuple((topics[post.topic], post) for post in chapter.met[:MOST_TOPICS]),
        resources=tuple(map(ResourceLink.of, chapter.resources)),
        due=tuple(due_view(one) for one in chapter.due),
        more_topics=max(0, len(chapter.topics) - MOST_TOPICS),
        more_met=max(0, len(chapter.met) - MOST_TOPICS),
        record=record,
    )


def year_record(part: SpanPart) -> Markup:
    """The posts of a year as `static/compare.js` takes them: its days count from 1 January, which is day 0.

    `posts` are (day, position of the topic, words); `lived` are the first and the last day of it that the journal has seen.
    """
    start = part.span.first_day
    slugs = sorted(part.posts["topic"].unique())
    place = {slug: position for position, slug in enumerate(slugs)}
    seen = max(part.first_on or start, start), min(part.today, part.span.last_day)
    return island(
        {
            "first": start.isoformat(),
            "days": (part.span.last_day - start).days + 1,
            "lived": [(day - start).days for day in seen],
            "topics": [[slug, part.names[slug], part.colours[slug]] for slug in slugs],
            "posts": [
                [(row.published_on.date() - start).days, place[row.topic], int(row.words)]
                for row in analytics.rows(part.posts)
            ],
            "met": part.met["topic"].tolist(),
            "revisions": int(part.changes["is_revision"].sum()),
        }
    )


def months(articles: Sequence[Article]) -> tuple[Month, ...]:
    """The articles of one year by month, oldest first."""
    oldest_first = sorted(articles, key=lambda article: (article.date, article.relative_source_path))
    return tuple(
        Month(spoken().month_name(number), tuple(group))
        for number, group in groupby(oldest_first, key=lambda article: article.date.month)
    )


def pages(journal: Journal) -> Iterator[Page]:
    """`/YYYY/` of each year with posts, and `/YYYYs/` of each decade."""
    all_years = tuple(PageLink(str(year.year), year.url) for year in reversed(journal.view.years))
    for place, link in reversed([*enumerate(all_years)]):
        yield _year(journal, link, all_years, place)
    for decade in journal.decades:
        yield _decade(journal, decade)


def _year(journal: Journal, link: PageLink, all_years: tuple[PageLink, ...], place: int) -> Page:
    year = int(link.label)
    span = Span(year, year)
    decade = Span.decade_of(year)
    around = {
        "decade": PageLink(decade.title, f"{decade.label}/"),
        "previous": all_years[place - 1] if place else None,
        "next": all_years[place + 1] if place + 1 < len(all_years) else None,
        "all_years": all_years,
    }
    chapter = _chapter(journal, span, of_pages.year_charts, year_record)
    by_month = Deferred(chapter.inputs, lambda: months(journal.articles_by_year[year]))
    told = {"year": chapter, "months": by_month}
    return Page(link.url, "year", link.label, told | around | _in_the_world(journal, span))


def _decade(journal: Journal, link: DecadeLink) -> Page:
    span, first = Span.decade_of(link.first_year), link.first_year
    before = next((one for one in journal.decades if one.first_year < first), None)
    after = next((one for one in reversed(journal.decades) if one.first_year > first), None)
    around = {
        "years": tuple(reversed([year for year in journal.view.years if span.has(year.year)])),
        "previous": before and PageLink(before.label, before.url),
        "next": after and PageLink(after.label, after.url),
    }
    told = {"decade": _chapter(journal, span, of_pages.decade_charts)}
    return Page(link.url, "decade", link.label, told | around | _in_the_world(journal, span))


def _chapter(
    journal: Journal,
    span: Span,
    draw: Callable[[SpanPart], Iterable[of_pages.Chart]],
    record: Callable[[SpanPart], Markup] | None = None,
) -> Deferred[ChapterView]:
    def view() -> ChapterView:
        part = journal.slices.of_span(span)
        shown = journal.charts(draw(part), span.label)
        names = topic_names(journal.timeline)
        return chapter_view(journal.chapter(span), shown, names, record(part) if record else None)

    return Deferred(journal.slices.digest_of_span(span), view)


def _in_the_world(journal: Journal, span: Span) -> dict[str, object]:
    """What happened in a year or a decade, and how far the series of the world came in it."""
    until = min(span.last_day, journal.timeline.today)
    return {
        "milestones": milestones_of(journal.milestones, span),
        "moves": moves(journal.timeline.series, span.first_day, until),
    }
