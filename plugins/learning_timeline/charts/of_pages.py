"""A Timeline in, the charts of each page out, in their order. Each chart is a function from frames to a figure and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .calendar import calendar
from .field import field_measured
from .figures import Chart
from .habits import most_revised, rhythm, waiting
from .lags import lag_by_topic, lag_by_year
from .lifelines import lifelines
from .multiples import multiples
from .one_topic import topic_years_bar
from .posts import every_post
from .resources import frontier, says_something
from .text_kept import text_kept
from .topics import topics_over_time
from .totals import cumulative
from .weeks import weeks
from .years import topics_against

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .._seam import analytics
    from ..journal.parts import SpanPart, TopicPart

# Of fewer months the bars of a topic say no more than its sentence.
_FEWEST_BARS = 3


def timeline_charts(timeline: analytics.Timeline, story: analytics.Story | None = None) -> tuple[Chart, ...]:
    """The charts of the timeline page, in their order; the author's story adds to the weeks."""
    field = (field_measured(timeline),) if timeline.series else ()
    if timeline.posts.empty:
        return field
    return (
        weeks(timeline, story),
        topics_over_time(timeline),
        multiples(timeline),
        *field,
        lifelines(timeline),
        every_post(timeline),
        cumulative(timeline),
        text_kept(timeline),
        rhythm(timeline),
        most_revised(timeline),
        # Two stand side by side where there is room, those that are as high as one another.
        *(_way_to_the_frontier(timeline) if len(timeline.resources) else ()),
        waiting(timeline),
        *([lag_by_topic(timeline)] if len(timeline.resources) else []),
    )


def _way_to_the_frontier(timeline: analytics.Timeline) -> Iterator[Chart]:
    """What was studied: when it appeared, when it was learned, and how long that took."""
    first = timeline.resources.drop_duplicates("resource")
    rows = first.assign(topic=first["post"].map(timeline.topic_of))
    yield frontier(rows, timeline.names, timeline.colours, timeline.today, is_computed=True)
    yield lag_by_year(timeline)


def year_charts(part: SpanPart) -> tuple[Chart, ...]:
    """The charts of a year's page; they say nothing of later years, so that a year that is over stands."""
    topics = topics_against(part)
    return (calendar(part), *([topics] if topics else []), *_frontier_of_span(part))


def decade_charts(part: SpanPart) -> tuple[Chart, ...]:
    """The charts of a decade's page."""
    topics = topics_against(part)
    return (*([topics] if topics else []), *_frontier_of_span(part))


def _frontier_of_span(part: SpanPart) -> tuple[Chart, ...]:
    if not says_something(part.resources):
        return ()
    last = min(part.today, part.span.last_day)
    return (frontier(part.resources, part.names, part.colours, last),)


def topic_charts(part: TopicPart) -> tuple[Chart, ...]:
    """The charts of a topic's page; in a journal's first months there is nothing to compare yet."""
    bars = (topic_years_bar(part),) if len(part.starts) >= _FEWEST_BARS else ()
    if not says_something(part.resources):
        return bars
    names, colours = {part.slug: part.name}, {part.slug: part.colour}
    return *bars, frontier(part.resources, names, colours, part.last_day)
