"""A topic across its life, on a page of its own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..building.page import Page
from ..charts import of_pages
from ..charts.topic_map import topic_map
from ..journal import sentences
from ..journal.story import age
from .links import TOPICS_URL
from .quotes import quote_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from pelican.contents import Article

    from ..charts.embed import ChartView
    from ..journal.yearbook import Life
    from .journal import Journal
    from .links import TopicLink
    from .milestones import MilestoneView
    from .quotes import Quote


SHARED_NAMES = 4
# Two sentences nearer to one another than this tell of no change.
_APART_DAYS = 30


@dataclass(frozen=True, slots=True)
class NeighbourView:
    """A topic that was met together with another; `shared` names resources and tags, `more` counts the others."""

    topic: TopicLink
    weeks: int
    shared: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic's page; `years` holds (year, articles), newest first. A parent without posts has a name and no link.

    `then_and_now` are the first sentence that was written about it and that of the newest post, where both have one, and
    `between` is the time from the one to the other in words.
    """

    link: TopicLink
    sentence: str
    life: Life
    life_sentence: str
    then_and_now: tuple[Quote, Quote] | None
    between: str
    charts: tuple[ChartView, ...]
    years: tuple[tuple[int, tuple[Article, ...]], ...]
    feed_url: str | None
    parent_name: str
    parent: TopicLink | None
    children: tuple[TopicLink, ...]
    neighbours: tuple[NeighbourView, ...]
    milestones: tuple[MilestoneView, ...]


def then_and_now(articles: Sequence[Article]) -> tuple[Quote, Quote] | None:
    """The first sentence of the first post that begins with one, and that of the last, a month later at the least."""
    then = next((quote for article in articles if (quote := quote_of(article)).sentence), None)
    now = next((quote for article in reversed(articles) if (quote := quote_of(article)).sentence), None)
    return (then, now) if then and now and (now.on - then.on).days >= _APART_DAYS else None


def neighbour_views(life: Life, topics: Mapping[str, TopicLink]) -> tuple[NeighbourView, ...]:
    """The neighbours of a topic, with as many shared things as a line has room for."""
    return tuple(
        NeighbourView(
            topic=topics[one.topic],
            weeks=one.weeks,
            shared=one.shared[:SHARED_NAMES],
            more=max(0, len(one.shared) - SHARED_NAMES),
        )
        for one in life.neighbours
    )


def pages(journal: Journal) -> Iterator[Page]:
    """`/topics/` with the map of all topics, and `/topics/SLUG/` of each."""
    topics = journal.view.topics
    yield Page(
        TOPICS_URL,
        "topics",
        "Topics",
        (journal.slices.digest, topics),
        lambda: {"topics": topics, "map": topic_map(journal.timeline)},
    )
    for link in topics:
        yield _topic(journal, link)


def _topic(journal: Journal, link: TopicLink) -> Page:
    timeline, slug = journal.timeline, link.slug
    feed = journal.settings.get("CATEGORY_FEED_ATOM") if journal.run.settings.markdown else None
    life = journal.lives[slug]
    parent = journal.parents[slug]
    # A topic may be declared for the sake of its parts alone.
    parent_name = journal.run.topics.declared[parent].name if parent else ""
    children = tuple(topic for topic in timeline.topics if journal.parents[topic.slug] == slug)
    shown = (slug, parent, *(one.slug for one in children), *(one.topic for one in life.neighbours))
    named = [(journal.topics[one].name, timeline.colours[one]) for one in shown if one in journal.topics]
    # Each would name the topic of the page again.
    own = tuple(replace(one, topic=None) for one in journal.milestones if one.topic and one.topic.slug == slug)

    named_series = next(topic.series for topic in timeline.topics if topic.slug == slug)
    series = [one for one in timeline.series if one.slug in named_series]
    days = timeline.posts.loc[timeline.posts["topic"] == slug, "published_on"].tolist() if series else []

    def field_charts(until: date) -> Iterator[of_pages.Chart]:
        return (of_pages.series_chart(one, until, days) for one in series)

    def view() -> TopicView:
        part = journal.slices.of_topic(slug)
        told = then_and_now(journal.articles_of_topic[slug])
        by_year = defaultdict(list)
        for article in reversed(journal.articles_of_topic[slug]):
            by_year[article.date.year].append(article)
        return TopicView(
            link=link,
            sentence=sentences.topic_sentence(part),
            life=life,
            life_sentence=sentences.life_sentence(life),
            then_and_now=told,
            between=age(told[0].on, told[1].on) if told else "",
            charts=journal.charts((*of_pages.topic_charts(part), *field_charts(part.last_day)), slug),
            years=tuple((year, tuple(articles)) for year, articles in by_year.items()),
            feed_url=str(feed).format(slug=slug) if feed else None,
            parent_name=parent_name,
            parent=journal.topics.get(parent or ""),
            children=tuple(journal.topics[topic.slug] for topic in children),
            neighbours=neighbour_views(life, journal.topics),
            milestones=own,
        )

    inputs = (
        # A life is plain values, of which its text tells all.
        (journal.slices.digest_of_topic(slug), link, repr(life), parent_name, parent in journal.topics),
        (children, named, own, feed),
        repr(series),
    )
    return Page(link.url, "topic", link.name, inputs, lambda: {"topic": view()})
