"""The part of a year in, its picture out: a mark for each post in its topic's colour, stacked in the weeks of the year.

While a year is young and all of its posts are of a few weeks, they are stacked in their days, several side by side where a day
has many: one week among 54 would be a tower, and so would be one day.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .._seam import analytics
from ..core.phrases import day
from ..journal import bars

if TYPE_CHECKING:
    from ..journal.parts import SpanPart

# In the picture's own units: a mark and the gap beside it.
_MARK, _STEP = 9, 10
# A day's marks are stacked so high before they stand side by side.
_HIGH = 4
# A year of more posts has its marks as one shape for each topic, which leads nowhere.
MOST_LINKS = 400


@dataclass(frozen=True, slots=True)
class Mark:
    """A post: its mark as path data, its address from the root, and what is said of it under the pointer."""

    path: str
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class TopicMarks:
    """The marks of a topic; those of a year with very many posts are one `path`."""

    colour: str
    marks: tuple[Mark, ...]
    path: str


@dataclass(frozen=True, slots=True)
class YearMarks:
    """A year as a template draws it.

    Attributes:
        width, height: in the picture's units.
        most: marks that stand one on the other in the fullest week, or day.
        is_by_day: whether each column is a day.
        ticks: (name of a month or day, place in per cent).
        topics: most posts first.
    """

    width: int
    height: int
    most: int
    is_by_day: bool
    ticks: tuple[tuple[str, float], ...]
    topics: tuple[TopicMarks, ...]


def year_marks(part: SpanPart) -> YearMarks:
    """The picture of a year, which has to have a post."""
    by_day = bars.of_days(part)
    its = by_day or bars.of_year(part)
    fullest = max(sum(posts for _, posts in column) for column in its.columns)
    across = -(-fullest // _HIGH) if by_day else 1
    most = -(-fullest // across)
    # Days of several marks keep a mark's distance from one another.
    wide = across + (across > 1)
    # How high the next mark of a topic stands in each column: topics lie one on the other.
    level = {}
    for column, posts in enumerate(its.columns):
        below = 0
        for slug, number in posts:
            level[column, slug] = below
            below += number
    marks = defaultdict(list)
    for row in analytics.rows(part.posts):
        on = row.published_on.date()
        column = (on - its.first).days if by_day else bars.week_of_year(on)
        up = level[column, row.topic]
        level[column, row.topic] += 1
        x, y = column * wide + up % across, most - up // across - 1
        path = f"M{x * _STEP} {y * _STEP}h{_MARK}v{_MARK}h-{_MARK}z"
        marks[row.topic].append(Mark(path, row.url, f"{row.title} · {part.names[row.topic]}, {day(on)}"))
    leads = len(part.posts) <= MOST_LINKS
    return YearMarks(
        width=len(its.columns) * wide * _STEP,
        height=most * _STEP,
        most=most,
        is_by_day=by_day is not None,
        ticks=tuple((name, round(100 * column / len(its.columns), 2)) for column, name in bars.ticks(its)),
        topics=tuple(
            TopicMarks(
                part.colours[slug],
                tuple(marks[slug]) if leads else (),
                "" if leads else "".join(mark.path for mark in marks[slug]),
            )
            for slug, _ in its.topics
        ),
    )
