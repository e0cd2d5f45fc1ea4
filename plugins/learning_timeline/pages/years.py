"""A year or a decade on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from .._seam import analytics
from ..building.page import Page
from ..charts import of_pages
from ..charts.year_marks import year_marks
from ..core.deferred import Deferred
from ..core.html import island
from ..core.language import gettext, spoken
from ..core.phrases import counted
from ..journal import sentences
from ..journal.field import moves
from ..journal.spans import Span
from .due import DueView, due_view
from .links import PageLink, ResourceLink, TopicName, topic_names
from .milestones import milestones_of
from .quotes import Quote, quote_of
from .resources import Library
from .timeline import HeadNumber, head_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup
    from pelican.contents import Article

    from ..charts.embed import ChartView
    from ..charts.year_marks import YearMarks
    from ..journal.parts import SpanPart
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
class Notable:
    """A post of which a year or a decade tells: why, and what it says of itself."""

    why: str
    post: PostFact
    detail: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Review:
    """A year or a decade in a few words: its page opens with it, and the feed of the years has it when a year is over.

    Attributes:
        sentence: what was counted, in words.
        numbers: the same in numbers.
        notable: posts of which it tells, in the order of time.
    """

    sentence: str
    numbers: tuple[HeadNumber, ...]
    notable: tuple[Notable, ...]


@dataclass(frozen=True, slots=True)
class ChapterView:
    """The page of a year or a decade.

    Attributes:
        facts: what was counted.
        review: the same in a few words.
        marks: the picture of a year; a decade has none.
        charts: in their order.
        topics: (topic, posts, whether it was new), most posts first; of more than `MOST_TOPICS` the first, as below.
        met: (topic, its first post) of each topic that was new, in the order of time.
        more_topics, more_met: how many more there are.
        resources: what was studied, in the order of time.
        due: predictions to be judged then.
        record: a year's posts as numbers, from which a script compares it with another year; a decade has none.
    """

    facts: Chapter
    review: Review
    charts: tuple[ChartView, ...]
    topics: tuple[tuple[TopicName, int, bool], ...]
    met: tuple[tuple[TopicName, PostFact], ...]
    resources: tuple[ResourceLink, ...]
    due: tuple[DueView, ...]
    more_topics: int
    more_met: int
    marks: YearMarks | None = None
    record: Markup | None = None

    @property
    def year(self) -> int:
        """The year; of a decade the first."""
        return self.facts.span.first_year

    @property
    def posts(self) -> int:
        """How many were published then."""
        return self.facts.posts


def chapter_numbers(chapter: Chapter) -> tuple[HeadNumber, ...]:
    """The numbers of a year or a decade that carry weight; none is told that is zero."""
    # At its beginning all topics of a journal are new.
    topics = ("new-topics", len(chapter.met)) if chapter.before else ("topics", len(chapter.topics))
    return head_numbers(
        ("posts", chapter.posts),
        ("words", chapter.words),
        ("days", chapter.days_written),
        topics,
        ("resources", len(chapter.resources)),
        ("revisions", chapter.revisions),
    )


def notable(chapter: Chapter, article_of: Mapping[str, Article]) -> tuple[Notable, ...]:
    """The posts of which a year or a decade tells: the ends, the longest, and the one that was revised most often.

    Args:
        chapter: its facts.
        article_of: articles by their address.
    """
    found: dict[str, Notable] = {}

    def tell(why: str, post: PostFact, detail: str = "") -> None:
        if post.url not in found:
            found[post.url] = Notable(why, post, detail, quote_of(article_of[post.url]))

    most = chapter.most_revised
    # Of posts that were revised once each, one is no more than the others.
    if most and most.number > 1:
        told = {"revisions": counted(most.number, "revision"), "time": chapter.span.name}
        tell(
            gettext("Most often revised"),
            most,
            gettext("%(revisions)s in %(time)s", **told)
            if chapter.span.has(most.on.year)
            else gettext("%(revisions)s in %(time)s, written in %(year)s", **told, year=most.on.year),
        )
    # Where there is one post alone, it is no news that it is the longest.
    if chapter.posts > 1:
        tell(gettext("Longest post"), chapter.longest, counted(chapter.longest.number, "word"))
        tell(gettext("First post"), chapter.first)
        tell(gettext("Last post") if chapter.is_finished else gettext("Last post so far"), chapter.last)
    return tuple(sorted(found.values(), key=lambda one: (one.post.on, one.post.url != chapter.first.url)))


def review(journal: Journal, span: Span) -> Review:
    """What is told of a year or a decade in a few words."""
    chapter, names = journal.chapter(span), {slug: topic.name for slug, topic in journal.topics.items()}
    return Review(
        sentence=sentences.chapter_sentence(chapter, names),
        numbers=chapter_numbers(chapter),
        notable=notable(chapter, journal.article_of),
    )


def chapter_view(
    journal: Journal,
    span: Span,
    charts: tuple[ChartView, ...],
    marks: YearMarks | None = None,
    record: Markup | None = None,
) -> ChapterView:
    """What the page of a year or a decade tells of its posts."""
    chapter, topics = journal.chapter(span), topic_names(journal.timeline)
    return ChapterView(
        facts=chapter,
        review=review(journal, span),
        charts=charts,
        topics=tuple((topics[one.topic], one.posts, one.is_new) for one in chapter.topics[:MOST_TOPICS]),
        met=tuple((topics[post.topic], post) for post in chapter.met[:MOST_TOPICS]),
        resources=tuple(map(ResourceLink.of, chapter.resources)),
        due=tuple(due_view(one) for one in chapter.due),
        more_topics=max(0, len(chapter.topics) - MOST_TOPICS),
        more_met=max(0, len(chapter.met) - MOST_TOPICS),
        marks=marks,
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
            "topics": [[slug, part.names[slug]] for slug in slugs],
            "posts": [
                [(row.published_on.date() - start).days, place[row.topic], int(row.words)]
                for row in analytics.rows(part.posts)
            ],
            "met": part.met["topic"].tolist(),
            "revisions": int(part.changes["is_revision"].sum()),
        }
    )


def months(articles: Sequence[Article]) -> tuple[Month, ...]:
    """The articles of one year, which come oldest first, by month."""
    # The order of time is not that of months where authors' clocks differ at the end of one.
    by_month = groupby(sorted(articles, key=_month), key=_month)
    return tuple(Month(spoken().month_name(number), tuple(group)) for number, group in by_month)


def _month(article: Article) -> int:
    return int(article.date.month)


def pages(journal: Journal) -> Iterator[Page]:
    """`/YYYY/` of each year with posts, and `/YYYYs/` of each decade."""
    all_years = tuple(PageLink(str(year.year), year.url) for year in reversed(journal.view.years))
    resource_pages = Library(journal).pages_by_year()
    for place, link in reversed([*enumerate(all_years)]):
        yield _year(journal, link, all_years, place, resource_pages.get(int(link.label), {}))
    for decade in journal.decades:
        span = Span.decade_of(decade.first_year)
        its = {key: url for year, pages in resource_pages.items() if span.has(year) for key, url in pages.items()}
        yield _decade(journal, decade, its)


def _year(
    journal: Journal,
    link: PageLink,
    all_years: tuple[PageLink, ...],
    place: int,
    resource_pages: Mapping[str, str],
) -> Page:
    year = int(link.label)
    span = Span(year, year)
    decade = Span.decade_of(year)
    around = {
        "decade": PageLink(decade.title, f"{decade.label}/"),
        "previous": all_years[place - 1] if place else None,
        "next": all_years[place + 1] if place + 1 < len(all_years) else None,
        "all_years": all_years,
        "resource_pages": resource_pages,
    }
    lying, standing = journal.cards.years.get(year, ("", ""))
    chapter = _year_chapter(journal, span)
    by_month = Deferred(chapter.inputs, lambda: months(journal.articles_by_year[year]))
    told = {"year": chapter, "months": by_month, "page_card": lying, "standing_card": standing}
    return Page(link.url, "year", link.label, told | around | _in_the_world(journal, span))


def _decade(journal: Journal, link: DecadeLink, resource_pages: Mapping[str, str]) -> Page:
    span, first = Span.decade_of(link.first_year), link.first_year
    before = next((one for one in journal.decades if one.first_year < first), None)
    after = next((one for one in reversed(journal.decades) if one.first_year > first), None)
    around = {
        "years": tuple(reversed([year for year in journal.view.years if span.has(year.year)])),
        "previous": before and PageLink(before.label, before.url),
        "next": after and PageLink(after.label, after.url),
        "resource_pages": resource_pages,
    }
    told = {"decade": _decade_chapter(journal, span)}
    return Page(link.url, "decade", link.label, told | around | _in_the_world(journal, span))


def _year_chapter(journal: Journal, span: Span) -> Deferred[ChapterView]:
    def view() -> ChapterView:
        part = journal.slices.of_span(span)
        shown = journal.charts(of_pages.year_charts(part), span.label)
        return chapter_view(journal, span, shown, year_marks(part), year_record(part))

    return Deferred(journal.slices.digest_of_span(span), view)


def _decade_chapter(journal: Journal, span: Span) -> Deferred[ChapterView]:
    def view() -> ChapterView:
        drawn = of_pages.decade_charts(journal.slices.of_span(span))
        return chapter_view(journal, span, journal.charts(drawn, span.label))

    return Deferred(journal.slices.digest_of_span(span), view)


def _in_the_world(journal: Journal, span: Span) -> dict[str, object]:
    """What happened in a year or a decade, and how far the series of the world came in it."""
    until = min(span.last_day, journal.timeline.today)
    return {
        "milestones": milestones_of(journal.milestones, span),
        "moves": moves(journal.timeline.series, span.first_day, until),
    }
