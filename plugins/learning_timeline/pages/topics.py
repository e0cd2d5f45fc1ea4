"""A topic across its life, on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..building.page import Page
from ..charts import of_pages
from ..charts.field import series_chart
from ..charts.topic_map import topic_map
from ..core.deferred import Deferred
from ..core.language import gettext
from ..core.phrases import upper_first
from ..journal import sentences
from ..journal.story import age
from .links import TOPICS_URL, TopicLink, TopicName, topic_names
from .quotes import Quote, quote_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pelican.contents import Article

    from ..charts.embed import ChartView
    from ..journal.yearbook import Life
    from .journal import Journal
    from .milestones import MilestoneView


# Topics that have a row of their own in the list of all; more are named.
MOST_ROWS = 1_000
# Two sentences nearer to one another than this tell of no change.
_APART_DAYS = 30


@dataclass(frozen=True, slots=True)
class NeighbourView:
    """A topic that was met together with another; `shared` names resources and tags, `more` counts the others."""

    topic: TopicName
    weeks: int
    shared: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic's page; `years` holds (year, articles), newest first. A parent without posts has a name and no link.

    `then_and_now` are the first sentence that was written about it and that of the newest post, where both have one, and the time
    from the one to the other in words.
    """

    link: TopicLink
    sentence: Deferred[str]
    life: Life
    life_sentence: str
    then_and_now: Deferred[tuple[Quote, Quote, str] | None]
    charts: Deferred[tuple[ChartView, ...]]
    years: Deferred[tuple[tuple[int, tuple[Article, ...]], ...]]
    feed_url: str | None
    parent_name: str
    parent: TopicName | None
    children: tuple[TopicName, ...]
    neighbours: tuple[NeighbourView, ...]
    milestones: tuple[MilestoneView, ...]


def then_and_now(articles: Sequence[Article]) -> tuple[Quote, Quote, str] | None:
    """The first sentence of the first post that begins with one, that of the last, and how much later: a month at the least."""
    then = next((quote for article in articles if (quote := quote_of(article)).sentence), None)
    now = next((quote for article in reversed(articles) if (quote := quote_of(article)).sentence), None)
    return (
        (then, now, upper_first(age(then.on, now.on)))
        if then and now and (now.on - then.on).days >= _APART_DAYS
        else None
    )


def neighbour_views(life: Life, topics: Mapping[str, TopicName]) -> tuple[NeighbourView, ...]:
    """The neighbours of a topic, by the names of their topics."""
    return tuple(NeighbourView(topics[one.topic], one.weeks, one.shared, one.more) for one in life.neighbours)


def pages(journal: Journal) -> Iterator[Page]:
    """`/topics/` with the map of all topics, and `/topics/SLUG/` of each."""
    topics, timeline = journal.view.topics, journal.timeline
    drawn = Deferred(journal.slices.digests.whole, lambda: topic_map(timeline))
    told = {"topics": topics[:MOST_ROWS], "others": topics[MOST_ROWS:], "map": drawn, "page_card": journal.view.card}
    yield Page(TOPICS_URL, "topics", gettext("Topics"), told)
    names = topic_names(timeline)
    for link in topics:
        told = {"topic": _view(journal, link, names), "page_card": journal.cards.topics.get(link.slug, "")}
        yield Page(link.url, "topic", link.name, told)


def _view(journal: Journal, link: TopicLink, names: Mapping[str, TopicName]) -> TopicView:
    timeline, slug = journal.timeline, link.slug
    feed = journal.settings.get("CATEGORY_FEED_ATOM") if journal.run.settings.markdown else None
    life, articles, parent = journal.lives[slug], journal.articles_of_topic[slug], journal.parents[slug]
    series = [one for one in timeline.series if one.slug in journal.series_of_topic[slug]]
    part = journal.slices.digest_of_topic(slug)

    def charts() -> tuple[ChartView, ...]:
        its = journal.slices.of_topic(slug)
        days = timeline.posts.loc[timeline.posts["topic"] == slug, "published_on"].tolist() if series else []
        of_field = (series_chart(one, its.last_day, days) for one in series)
        return journal.charts((*of_pages.topic_charts(its), *of_field), slug)

    return TopicView(
        link=link,
        sentence=Deferred(part, lambda: sentences.topic_sentence(journal.slices.of_topic(slug))),
        life=life,
        life_sentence=sentences.life_sentence(life),
        then_and_now=Deferred(part, lambda: then_and_now(articles)),
        charts=Deferred((part, repr(series)), charts),
        years=Deferred(part, lambda: years(articles)),
        feed_url=str(feed).format(slug=slug) if feed else None,
        # A topic may be declared for the sake of its parts alone.
        parent_name=journal.run.topics.declared[parent].name if parent else "",
        parent=names.get(parent or ""),
        children=tuple(names[child] for child in journal.children[slug]),
        neighbours=neighbour_views(life, names),
        # Each would name the topic of the page again.
        milestones=tuple(
            replace(one, topic=None) for one in journal.milestones if one.topic and one.topic.slug == slug
        ),
    )


def years(articles: Iterable[Article]) -> tuple[tuple[int, tuple[Article, ...]], ...]:
    """Articles, the oldest first, by their year, newest first."""
    # The order of time is not that of years where authors' clocks differ at the end of one.
    by_year: dict[int, list[Article]] = {}
    for article in reversed([*articles]):
        by_year.setdefault(article.date.year, []).append(article)
    return tuple((year, tuple(by_year[year])) for year in sorted(by_year, reverse=True))
