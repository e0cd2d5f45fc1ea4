"""The decades on one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .._seam import analytics
from ..building.page import Page
from ..charts import of_pages
from ..charts.navigator import navigator
from ..charts.readiness import ready
from ..core.deferred import Deferred
from ..core.language import gettext, marked_counted, ngettext
from .links import TIMELINE_URL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..charts.embed import ChartView
    from ..charts.life import LifePicture
    from ..charts.navigator import Navigator
    from ..charts.readiness import Later
    from .journal import Journal


LISTED_POSTS = 10
# A shorter silence is a pause.
_TOLD_SILENCE = 30


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
    names = {topic.slug: topic.name for topic in timeline.topics}
    return tuple(
        PostEntry(row.published_on.date(), row.title, row.url, names[row.topic], timeline.colours[row.topic])
        for row in analytics.rows(timeline.posts.iloc[: -most - 1 : -1])
    )


def headline_numbers(timeline: analytics.Timeline) -> tuple[HeadNumber, ...]:
    """The numbers of the head of the timeline page; nothing before the first post.

    Years are those that have passed since the first post.
    """
    summary = timeline.summary
    if summary.first_on is None:
        return ()
    gap = summary.longest_gap_days
    numbers = [
        ("posts", marked_counted("post", "posts"), summary.posts),
        ("years", marked_counted("year", "years"), analytics.lifetime.whole_years(summary.first_on, timeline.today)),
        ("topics", marked_counted("topic", "topics"), summary.topics),
        ("resources", marked_counted("resource", "resources"), timeline.resources["resource"].nunique()),
        ("words", marked_counted("word", "words"), summary.words),
        ("revisions", marked_counted("revision", "revisions"), summary.revisions),
    ]
    shown = [HeadNumber(name, ngettext(*nouns, number), number) for name, nouns, number in numbers if number]
    silence = [HeadNumber("silence", gettext("days of the longest silence"), gap)] if gap >= _TOLD_SILENCE else []
    return (*shown, *silence)


def pages(journal: Journal) -> Iterator[Page]:
    """`/timeline/`."""
    inputs = journal.slices.digest, journal.run.topics.names, repr(journal.run.story)
    view = Deferred(inputs, lambda: _view(journal))
    told = {"timeline": view, "decades": journal.decades, "page_card": journal.view.card}
    yield Page(TIMELINE_URL, "timeline", gettext("Timeline"), told)


def _view(journal: Journal) -> TimelineView:
    timeline = journal.timeline
    files = journal.fact_files
    for file in files:
        journal.write(file.url, [file.data])
    drawn = of_pages.timeline_charts(timeline, journal.run.story)
    shown, waiting = ready(timeline, drawn)
    # The numbers of those that wait have their addresses already.
    # The life has a mark for each post, however many; a chart that could only show how dense they lie says less.
    posts = len(timeline.posts)
    left_out = {chart.slug for chart in drawn if chart.slug == "every-post" and posts > (chart.limits.marks or posts)}
    charts = [view for view in journal.charts(drawn, "timeline") if view.id in shown - left_out]
    return TimelineView(
        opening=journal.view.opening,
        life=journal.life,
        numbers=headline_numbers(timeline),
        navigator=navigator(timeline),
        charts=tuple(charts),
        later=waiting,
        newest=newest_posts(timeline, LISTED_POSTS),
        milestones=len(timeline.milestones),
        is_young="weeks" not in shown,
        facts_url=files[0].versioned if files else "",
    )
