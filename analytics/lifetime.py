"""Frames in, the turns of a learning life out: where it began, what it came to, what it is about now, and its silences. Pure.

Days are the author's local ones. Nothing here breaks a tie: where two topics have as many posts, there is no foremost one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

YEAR_DAYS = 365.25
# What is almost a year more counts as one: 49.96 years are fifty.
_ALMOST = 0.05
# A life is told in at most so many times; one more has to tell of so many times the posts, and its topic to have a few.
_MOST_ERAS, _MORE, _FEW_POSTS = 5, 1.03, 3
# Less than any sum of posts: years that end before they begin.
_NEVER = -(10**9)


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
class Era:
    """Calendar years that one topic led: its slug, the first and the last of them with a post about it, and its posts in them."""

    topic: str
    first_year: int
    last_year: int
    posts: int


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
    return tuple(dict.fromkeys(first_day["topic"]))


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


def eras(posts: pd.DataFrame) -> tuple[Era, ...]:
    """The times of a life by the topic that led each, in their order: as few and as telling as can be.

    Years are cut into times so that their leaders together have as many posts as they can, and into one more time as long as
    that tells of clearly more posts. A time whose leader is tied, or has hardly a post, is left out.
    """
    if posts.empty:
        return ()
    years = posts["published_on"].dt.year.to_numpy(np.int64)
    _, topic = np.unique(posts["topic"].to_numpy(str), return_inverse=True)
    origin, count = int(years.min()), int(years.max() - years.min()) + 1
    until = np.zeros((count + 1, int(topic.max()) + 1), np.int64)
    np.add.at(until, (years - origin + 1, topic), 1)
    until = until.cumsum(axis=0)
    # Of the years from one on to another: how many posts the foremost topic has.
    led = np.full((count + 1, count + 1), _NEVER)
    for begin in range(count):
        led[begin, begin + 1 :] = (until[begin + 1 :] - until[begin]).max(axis=1)
    # Of so many times until each year: the most posts of leaders, and where the last of these times begins.
    most, begins = led[0], [np.zeros(count + 1, np.int64)]
    for _ in range(1, min(_MOST_ERAS, count)):
        one_more = most[:, None] + led
        if one_more[:, count].max() < _MORE * most[count]:
            break
        begins.append(one_more.argmax(axis=0))
        most = one_more.max(axis=0)
    found, end = [], count
    for begin_of in reversed(begins):
        begin = int(begin_of[end])
        of_time = (years >= origin + begin) & (years < origin + end)
        leader = foremost(posts[of_time])
        if leader and leader.posts >= _FEW_POSTS:
            led_in = years[of_time & (posts["topic"] == leader.topic).to_numpy()]
            found.append(Era(leader.topic, int(led_in.min()), int(led_in.max()), leader.posts))
        end = begin
    return tuple(reversed(found))


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
