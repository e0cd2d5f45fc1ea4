"""Frames in, the turns of a learning life out: where it began, what it came to, what it is about now, and its silences. Pure.

Days are the author's local ones. Nothing here breaks a tie: where two topics have as many posts, there is no foremost one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

YEAR_DAYS = 365.25
# What is almost a year more counts as one: 49.96 years are fifty.
_ALMOST = 0.05


@dataclass(frozen=True, slots=True)
class Silence:
    """Days without a post.

    Attributes:
        after: the day of the post before it.
        until: the day of the post that ended it, or today where it goes on.
        days: from the one to the other.
        goes_on: whether no post has ended it.
    """

    after: date
    until: date
    days: int
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Leader:
    """A topic, by its slug, that more posts of a time are about than any other, and how many."""

    topic: str
    posts: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A topic, by its slug, and the first calendar year that it led."""

    topic: str
    year: int


def whole_years(first: date, today: date) -> int:
    """Years from the one day to the other, where almost a year counts as one.

    >>> whole_years(date(2026, 12, 7), date(2076, 11, 22)), whole_years(date(2015, 2, 6), date(2026, 11, 29))
    (50, 11)
    """
    return int((today - first).days / YEAR_DAYS + _ALMOST)


def first_topics(posts: pd.DataFrame) -> tuple[str, ...]:
    """The topics of the first day with a post, in the order of its posts."""
    if posts.empty:
        return ()
    first_day = posts[posts["published_on"] == posts["published_on"].min()]
    return tuple(dict.fromkeys(first_day.sort_values(["published_at", "path"])["topic"]))


def foremost(posts: pd.DataFrame, since: date | None = None, but: tuple[str, ...] = ()) -> Leader | None:
    """The topic that more posts are about than any other, or None if there is no such one.

    Args:
        posts: a frame of posts.
        since: the first day that counts; all of them by default.
        but: topics that do not count.
    """
    topics = posts["topic"].tolist()
    # As plain values: it is asked for each of many years, and a selection of a frame costs more than a year's posts.
    days = posts["published_on"].to_numpy("datetime64[D]").tolist()
    counts = Counter(
        topic for topic, on in zip(topics, days, strict=True) if topic not in but and (since is None or on >= since)
    )
    first, *others = counts.most_common(2) or [("", 0)]
    if not counts or (others and others[0][1] == first[1]):
        return None
    return Leader(*first)


def turn(posts: pd.DataFrame, but: tuple[str, ...] = ()) -> Turn | None:
    """The topic to which a life turned: of those that most posts of a later calendar year than the first are about, the largest.

    Args:
        posts: a frame of posts.
        but: topics that do not count.
    """
    years = [
        (int(year), leader)
        for year, group in posts.groupby(posts["published_on"].dt.year)
        if (leader := foremost(group))
    ]
    led: dict[str, int] = {}
    for year, leader in years:
        if year > posts["published_on"].min().year:
            led.setdefault(leader.topic, year)
    largest = foremost(posts[posts["topic"].isin(led)], but=but)
    return None if largest is None else Turn(largest.topic, led[largest.topic])


def silences(posts: pd.DataFrame, today: date) -> tuple[Silence, ...]:
    """The days between each post and the next one, and from the last one to today; longest first, earlier ones first."""
    days = sorted({on.date() for on in posts["published_on"]})
    if not days:
        return ()
    found = [Silence(a, b, (b - a).days, goes_on=False) for a, b in pairwise(days)]
    if today > days[-1]:
        found.append(Silence(days[-1], today, (today - days[-1]).days, goes_on=True))
    return tuple(sorted(found, key=lambda one: (-one.days, one.after)))


def last_year(today: date) -> date:
    """The day after which the last twelve months begin."""
    return today - timedelta(days=365)
