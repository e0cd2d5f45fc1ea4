"""A Timeline in, the charts of each page out, in their order. Each chart is a function from frames to a figure and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .charts_calendar import calendar
from .charts_habits import most_revised, rhythm, waiting
from .charts_kept import text_kept
from .charts_lifelines import lifelines
from .charts_milestones import ai_milestones
from .charts_multiples import multiples
from .charts_posts import every_post
from .charts_topics import topic_years_bar, topics_over_time
from .charts_totals import cumulative
from .charts_weeks import weeks
from .charts_years import topics_against
from .figures import Chart, Measure

if TYPE_CHECKING:
    from ._seam import analytics
    from .slices import SpanPart, TopicPart

__all__ = [
    "Chart",
    "Measure",
    "ai_milestones",
    "calendar",
    "cumulative",
    "decade_charts",
    "every_post",
    "lifelines",
    "most_revised",
    "multiples",
    "rhythm",
    "text_kept",
    "timeline_charts",
    "topic_charts",
    "topic_years_bar",
    "topics_against",
    "topics_over_time",
    "waiting",
    "weeks",
    "year_charts",
]


def timeline_charts(timeline: analytics.Timeline) -> tuple[Chart, ...]:
    """The charts of the timeline page, in their order."""
    milestones = (ai_milestones(timeline),) if timeline.milestones else ()
    if timeline.posts.empty:
        return (*milestones, weeks(timeline))
    return (
        *milestones,
        weeks(timeline),
        topics_over_time(timeline),
        multiples(timeline),
        lifelines(timeline),
        every_post(timeline),
        cumulative(timeline),
        text_kept(timeline),
        rhythm(timeline),
        most_revised(timeline),
        waiting(timeline),
    )


def year_charts(part: SpanPart) -> tuple[Chart, ...]:
    """The charts of a year's page; they say nothing of later years, so that a year that is over stands."""
    topics = topics_against(part)
    return (calendar(part), *([topics] if topics else []))


def decade_charts(part: SpanPart) -> tuple[Chart, ...]:
    """The charts of a decade's page."""
    topics = topics_against(part)
    return (topics,) if topics else ()


def topic_charts(part: TopicPart) -> tuple[Chart, ...]:
    """The charts of a topic's page."""
    return (topic_years_bar(part),)
