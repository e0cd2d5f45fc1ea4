"""The decades on one page, and the numbers of its charts on another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .._seam import analytics
from ..building.page import Page
from ..charts import of_pages
from ..charts.embed import ChartView, chart_view
from ..charts.navigator import Navigator, navigator
from ..charts.readiness import Later, ready
from ..charts.tables import csv
from ..core.deferred import Deferred
from ..core.language import gettext, ngettext
from ..core.phrases import UNITS
from .links import TABLES_URL, TIMELINE_URL, csv_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..charts.figures import Chart
    from ..charts.life import LifePicture
    from .journal import Journal


LISTED_POSTS = 10
# Of its charts' files, below the data.
_CHARTS_FOLDER = "timeline"
# A shorter silence is a pause.
TOLD_SILENCE = 30


@dataclass(frozen=True, slots=True)
class PostEntry:
    """A post as the list of the timeline page shows it; `colour` is its topic's."""

    on: date
    title: str
    url: str
    topic: str
    colour: str


class HeadNumber(NamedTuple):
    """A number of the head: its name, by which the script finds it, what is counted, and how many there are."""

    name: str
    noun: str
    number: int


class _Charts(NamedTuple):
    """The charts of the page.

    Attributes:
        drawn: all of them; the numbers of those that wait have their addresses already.
        shown: those that can say something.
        waiting: the others.
    """

    drawn: tuple[Chart, ...]
    shown: tuple[ChartView, ...]
    waiting: tuple[Later, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The timeline page.

    Attributes:
        opening: the life in one sentence, in the first person.
        life: the life as a picture; None before the first post.
        numbers: for its head.
        navigator: of time.
        charts: in their order.
        later: the charts that cannot say anything yet.
        newest: the last posts.
        milestones: how many there are.
        is_young: whether a choice of time would choose among a few days.
        facts_url: of the script that holds the facts, empty if there is no post.
    """

    opening: str
    life: LifePicture | None
    numbers: tuple[HeadNumber, ...]
    navigator: Navigator | None
    charts: tuple[ChartView, ...]
    later: tuple[Later, ...]
    newest: tuple[PostEntry, ...]
    milestones: int
    is_young: bool
    facts_url: str


def newest_posts(timeline: analytics.Timeline, most: int) -> tuple[PostEntry, ...]:
    """The last posts, newest first."""
    names = timeline.names
    return tuple(
        PostEntry(row.published_on.date(), row.title, row.url, names[row.topic], timeline.colours[row.topic])
        for row in analytics.rows(timeline.posts.iloc[: -most - 1 : -1])
    )


def head_numbers(*numbers: tuple[str, int]) -> tuple[HeadNumber, ...]:
    """Numbers by their names, with the nouns for so many; none is told that is zero."""
    return tuple(HeadNumber(name, ngettext(*UNITS[name], number), number) for name, number in numbers if number)


def headline_numbers(timeline: analytics.Timeline) -> tuple[HeadNumber, ...]:
    """The numbers of the head of the timeline page; nothing before the first post.

    Years are those that have passed since the first post.
    """
    summary = timeline.summary
    if summary.first_on is None:
        return ()
    gap = summary.longest_gap_days
    shown = head_numbers(
        ("posts", summary.posts),
        ("years", analytics.lifetime.whole_years(summary.first_on, timeline.today)),
        ("topics", summary.topics),
        ("resources", timeline.resources["resource"].nunique()),
        ("words", summary.words),
        ("revisions", summary.revisions),
    )
    silence = [HeadNumber("silence", gettext("days in the longest silence"), gap)] if gap >= TOLD_SILENCE else []
    return (*shown, *silence)


def pages(journal: Journal) -> Iterator[Page]:
    """`/timeline/`, and `/timeline/tables/` for readers without scripts: others have a table made when they look at it."""
    inputs = journal.slices.digests.whole, journal.run.topics.names, repr(journal.run.story)
    # A still picture of a chart takes a while, and both pages change together.
    charts = cache(lambda: _charts(journal.timeline, journal.run.story))
    view = Deferred(inputs, lambda: _view(journal, charts()))
    told = {"timeline": view, "decades": journal.decades, "page_card": journal.view.card}
    yield Page(TIMELINE_URL, "timeline", gettext("Timeline"), told)

    def tables() -> tuple[ChartView, ...]:
        return tuple(view for view in charts().shown if view.table_rows)

    yield Page(TABLES_URL, "tables", gettext("The charts as tables"), {"tables": Deferred(inputs, tables)})


def _charts(timeline: analytics.Timeline, story: analytics.Story) -> _Charts:
    drawn = of_pages.timeline_charts(timeline, story)
    shown, waiting = ready(timeline, drawn)
    # The life has a mark for each post, however many; a chart that could only show how dense they lie says less.
    posts = len(timeline.posts)
    left_out = {chart.slug for chart in drawn if chart.slug == "every-post" and posts > (chart.limits.marks or posts)}
    views = (chart_view(chart, csv_url(chart, _CHARTS_FOLDER)) for chart in drawn if chart.slug in shown - left_out)
    return _Charts(drawn, tuple(views), waiting)


def _view(journal: Journal, charts: _Charts) -> TimelineView:
    timeline = journal.timeline
    files = journal.fact_files
    for file in files:
        journal.write(file.url, [file.data])
    for chart in charts.drawn:
        journal.write(csv_url(chart, _CHARTS_FOLDER), csv(chart.table))
    return TimelineView(
        opening=journal.view.opening,
        life=journal.life,
        numbers=headline_numbers(timeline),
        navigator=navigator(timeline),
        charts=charts.shown,
        later=charts.waiting,
        newest=newest_posts(timeline, LISTED_POSTS),
        milestones=len(timeline.milestones),
        is_young=all(view.id != "weeks" for view in charts.shown),
        facts_url=files[0].versioned if files else "",
    )
