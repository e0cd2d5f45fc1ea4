"""The decades on one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .._seam import analytics
from ..building.page import Page
from ..charts import of_pages
from ..charts.navigator import navigator
from ..journal import sentences
from . import milestones, selection_data
from .links import TIMELINE_URL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..charts.embed import ChartView
    from ..charts.navigator import Navigator
    from .journal import Journal
    from .milestones import Decade


LISTED_POSTS = 50


@dataclass(frozen=True, slots=True)
class PostEntry:
    """A post as the list of the timeline page shows it; `colour` is its topic's."""

    on: date
    title: str
    url: str
    topic: str
    colour: str


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The timeline page.

    Attributes:
        sentence: the whole in words.
        numbers: (what, how many) for its head.
        navigator: of time.
        charts: in their order.
        newest: the last posts.
        milestones: by decade.
        facts_url: of the script that holds the facts, empty where there is no post.
    """

    sentence: str
    numbers: tuple[tuple[str, int], ...]
    navigator: Navigator | None
    charts: tuple[ChartView, ...]
    newest: tuple[PostEntry, ...]
    milestones: tuple[Decade, ...]
    facts_url: str


def newest_posts(timeline: analytics.Timeline, most: int) -> tuple[PostEntry, ...]:
    """The last posts, newest first."""
    names = {topic.slug: topic.name for topic in timeline.topics}
    return tuple(
        PostEntry(row.published_on.date(), row.title, row.url, names[row.topic], timeline.colours[row.topic])
        for row in analytics.rows(timeline.posts.iloc[: -most - 1 : -1])
    )


def headline_numbers(summary: analytics.Summary, resources: int) -> tuple[tuple[str, int], ...]:
    """(what, how many) for the head of the timeline page; nothing before the first post."""
    if not summary.posts:
        return ()
    numbers = [
        ("post", summary.posts),
        ("year", summary.years),
        ("topic", summary.topics),
        ("resource", resources),
        ("word", summary.words),
        ("revision", summary.revisions),
    ]
    shown = [(noun + ("" if number == 1 else "s"), number) for noun, number in numbers if number]
    gap = summary.longest_gap_days
    return (*shown, *([("days of the longest gap", gap)] if gap and gap > 1 else []))


def pages(journal: Journal) -> Iterator[Page]:
    """`/timeline/`."""
    inputs = journal.slices.digest, journal.run.topics.names, repr(journal.gone), journal.decades
    yield Page(
        TIMELINE_URL, "timeline", "Timeline", inputs, lambda: {"timeline": _view(journal), "decades": journal.decades}
    )


def _view(journal: Journal) -> TimelineView:
    timeline = journal.timeline
    facts_url = ""
    if not timeline.posts.empty:
        later = selection_data.later_files(timeline)
        first_look = selection_data.first_file(timeline, journal.run.topics.names, later)
        facts_url = first_look.versioned
        for file in (first_look, *later):
            journal.write(file.url, [file.data])
    return TimelineView(
        sentence=sentences.journal_sentence(timeline),
        numbers=headline_numbers(timeline.summary, timeline.resources["resource"].nunique()),
        navigator=navigator(timeline),
        charts=journal.charts(of_pages.timeline_charts(timeline), "timeline"),
        newest=newest_posts(timeline, LISTED_POSTS),
        milestones=milestones.decades(journal.milestones),
        facts_url=facts_url,
    )
