"""Posts in, bars out: columns of time, each with the posts of each topic in it, for a year, a topic or a whole journal.

The page of a year and the cards of years, topics and views draw the same bars. A year's columns are the weeks of its calendar;
those of a life are days, weeks, months or years, as many as a picture has room for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from ..core.language import spoken
from .spans import Span

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from .._seam import analytics
    from .parts import SpanPart

    Whole = npt.NDArray[np.int64]

# The weeks of a calendar's year, of which the first and the last may be cut.
WEEKS = 54
# A life has at most so many columns, unless it has more years than that.
MOST_COLUMNS = 120
# The posts of so many days are a picture by themselves, while their year is not over.
FEW_DAYS = 28
# Days since 1 January 1970, which was a Thursday.
_THURSDAY = 3


@dataclass(frozen=True, slots=True)
class Bars:
    """Columns of time, of which some may be empty.

    Attributes:
        first, last: the days at their ends.
        columns: for each the (topic, posts) in it from below; topics stand in one order in all of them, most posts of all first.
        topics: (topic, posts) of all columns, in that order.
    """

    first: date
    last: date
    columns: tuple[tuple[tuple[str, int], ...], ...]
    topics: tuple[tuple[str, int], ...]


def week_of_year(on: date) -> int:
    """The column of a day in the calendar of its year, whose weeks begin on Monday.

    >>> from datetime import date
    >>> week_of_year(date(2026, 1, 4)), week_of_year(date(2026, 1, 5)), week_of_year(date(2026, 12, 31))
    (0, 1, 52)
    """
    start = on.replace(month=1, day=1)
    return ((on - start).days + start.weekday()) // 7


def of_year(part: SpanPart) -> Bars:
    """The bars of the year of a part, which has to have a post."""
    return _of_year(part.span, _days(part.posts), _topics(part.posts))


def of_days(part: SpanPart) -> Bars | None:
    """The bars by day of a year that is not over, all posts within `FEW_DAYS`: as many columns as that, or half; else None."""
    return _of_days(part.span, part.today, _days(part.posts), _topics(part.posts))


def of_years(timeline: analytics.Timeline) -> dict[int, Bars]:
    """The bars of each year with posts, by day or by week as on its page."""
    days, topics = _days(timeline.posts), _topics(timeline.posts)
    years = days.astype("datetime64[Y]").astype(np.int64) + 1970
    found = {}
    # In one order by year, so that each is one stretch.
    order = np.argsort(years, kind="stable")
    known, begins = np.unique(years[order], return_index=True)
    for year, places in zip(known.tolist(), np.split(order, begins[1:]), strict=True):
        span, its = Span(year, year), (days[places], topics[places])
        found[year] = _of_days(span, timeline.today, *its) or _of_year(span, *its)
    return found


def ticks(year: Bars) -> tuple[tuple[int, str], ...]:
    """The column of the first day of each month and the month's short name; of days, each seventh one.

    >>> from datetime import date
    >>> ticks(Bars(date(2026, 1, 1), date(2026, 12, 31), (), ()))[:3]
    ((0, 'Jan'), (4, 'Feb'), (8, 'Mar'))
    >>> ticks(Bars(date(2026, 11, 23), date(2026, 12, 6), ((),) * 14, ()))
    ((0, '23 Nov'), (7, '30 Nov'))
    """
    if (year.last - year.first).days < FEW_DAYS:
        return tuple(
            (since, spoken().short_day(year.first + timedelta(since))) for since in range(0, len(year.columns), 7)
        )
    return tuple((week_of_year(date(year.first.year, month, 1)), spoken().short_month(month)) for month in range(1, 13))


def of_topics(timeline: analytics.Timeline) -> dict[str, Bars]:
    """The bars of each topic, from its first post to its last."""
    days, topics = _days(timeline.posts), _topics(timeline.posts)
    order = np.argsort(topics, kind="stable")
    known, begins = np.unique(topics[order], return_index=True)
    return {
        str(slug): _of_life(days[places], topics[places])
        for slug, places in zip(known, np.split(order, begins[1:]), strict=True)
        if len(places)
    }


def of_journal(timeline: analytics.Timeline) -> Bars | None:
    """The bars of the whole journal, from its first post to its last; None before the first."""
    return None if timeline.posts.empty else _of_life(_days(timeline.posts), _topics(timeline.posts))


def _of_days(span: Span, today: date, days: npt.NDArray[np.datetime64], topics: npt.NDArray[np.str_]) -> Bars | None:
    since = (days - days.min()).astype(np.int64)
    if span.last_day <= today or since.max() >= FEW_DAYS:
        return None
    first, shown = days.min().astype(object), FEW_DAYS if since.max() >= FEW_DAYS // 2 else FEW_DAYS // 2
    return _bars(first, first + timedelta(shown - 1), since, shown, topics)


def _of_year(span: Span, days: npt.NDArray[np.datetime64], topics: npt.NDArray[np.str_]) -> Bars:
    since = days.astype(np.int64) - np.datetime64(span.first_day, "D").astype(np.int64)
    columns = (since + span.first_day.weekday()) // 7
    return _bars(span.first_day, span.last_day, columns, WEEKS, topics)


def _of_life(days: npt.NDArray[np.datetime64], topics: npt.NDArray[np.str_]) -> Bars:
    """Of the finest columns that are few enough."""
    whole = days.astype(np.int64)
    months = days.astype("datetime64[M]").astype(np.int64)
    grains = (whole, (whole + _THURSDAY) // 7, months, months // 3)
    columns = next((one for one in grains if np.ptp(one) < MOST_COLUMNS), months // 12)
    columns = columns - columns.min()
    first, last = days.min().astype(object), days.max().astype(object)
    return _bars(first, last, columns, int(columns.max()) + 1, topics)


def _bars(first: date, last: date, columns: Whole, number: int, topics: npt.NDArray[np.str_]) -> Bars:
    names, named, counts = np.unique(topics, return_inverse=True, return_counts=True)
    order = sorted(range(len(names)), key=lambda place: (-counts[place], names[place]))
    rank = np.empty(len(names), np.int64)
    rank[order] = np.arange(len(names))
    cells, posts = np.unique(columns * len(names) + rank[named], return_counts=True)
    filled: list[list[tuple[str, int]]] = [[] for _ in range(number)]
    for cell, amount in zip(cells.tolist(), posts.tolist(), strict=True):
        column, place = divmod(cell, len(names))
        filled[column].append((str(names[order[place]]), amount))
    ordered = tuple((str(names[place]), int(counts[place])) for place in order)
    return Bars(first, last, tuple(map(tuple, filled)), ordered)


def _days(posts: pd.DataFrame) -> npt.NDArray[np.datetime64]:
    return posts["published_on"].to_numpy("datetime64[D]")


def _topics(posts: pd.DataFrame) -> npt.NDArray[np.str_]:
    return posts["topic"].to_numpy(np.str_)
