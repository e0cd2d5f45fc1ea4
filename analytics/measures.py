"""Frames in, frames out: what was learned, counted by week, day, period, topic and year. Pure.

Everything is counted in the author's local days. Posts count where they were published, and revisions where they were
made. Functions take the whole frames of a `Timeline`, so that each number on a page can be counted again from its
data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import numpy as np
import pandas as pd

from .dictionary import DAY, TEXT
from .frames import CADENCE, TOPIC_YEARS, check, local_day, made_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    _Day = TypeVar("_Day", int, Ints)

Grain = Literal["month", "quarter", "year"]

# Of the periods of a grain, in months.
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_COUNTS = ("posts", "words", "revisions")


def cadence(posts: pd.DataFrame, changes: pd.DataFrame, *, until: date) -> pd.DataFrame:
    """One row for each local ISO week from the first in which anything happened; silent weeks hold zeros.

    `posts` and `words` count what was published in the week, `revisions` and `words_added` what was revised in it. A
    revision's words added are by how much it made its file longer, if it did.

    >>> days = pd.to_datetime(["2026-12-31", "2027-01-12"])
    >>> posts = pd.DataFrame({"path": ["a.md", "b.md"], "published_on": days, "words": [300, 200]})
    >>> weeks = cadence(posts, _no_changes(), until=date(2027, 1, 15))
    >>> [(str(week.date()), posts) for week, posts in zip(weeks.week_start, weeks.posts)]
    [('2026-12-28', 1), ('2027-01-04', 0), ('2027-01-11', 1)]
    """
    events = _events(posts, changes)
    week, last = _week(events.on), _week(_day(until))
    first = int(week.min(initial=last + 1))
    sums = _sums(events, week - first, last + 1 - first, (*_COUNTS, "words_added"))
    return check(pd.DataFrame({"week_start": _mondays(first, last), **sums}), CADENCE)


def topic_years(posts: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """One row for each topic and year with a post or a revision; `is_new` marks the year of a topic's first post.

    A revision counts for the topic that its post has today, in the year in which it was made.
    """
    events, topics, topic = _events_of_topics(posts, changes)
    year = events.on.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    # One number for each topic and year, in the order of the rows.
    found, place = np.unique(topic * 10_000 + year, return_inverse=True)
    first_post = np.full(len(found), np.iinfo(np.int64).max)
    is_post = events.counts["posts"] > 0
    np.minimum.at(first_post, place[is_post], events.on[is_post])
    first_of_topic = np.full(len(topics), np.iinfo(np.int64).max)
    np.minimum.at(first_of_topic, topic[is_post], events.on[is_post])
    has_post = first_post < np.iinfo(np.int64).max
    rows = {
        "topic": pd.array(topics[found // 10_000], dtype=TEXT),
        "year": found % 10_000,
        **_sums(events, place, len(found)),
        "is_new": has_post & (first_post == first_of_topic[found // 10_000]),
        "first_post_on": _as_days(np.where(has_post, first_post, np.iinfo(np.int64).min)),
    }
    return check(
        pd.DataFrame({name: rows[name] for name in TOPIC_YEARS.schema}).astype(TOPIC_YEARS.schema), TOPIC_YEARS
    )


def weeks(posts: pd.DataFrame, changes: pd.DataFrame, today: date) -> pd.DataFrame:
    """One row for each ISO week of each ISO year from the first post's to today's: 52 or 53 a year.

    Columns: `iso_year`, `iso_week`, `week_start` (its Monday), `posts`, `words`, `revisions`, `is_future` (it begins
    after today).
    """
    until = today.isocalendar().year
    # A range that ends before it begins is empty.
    since = until + 1 if posts.empty else posts["published_on"].min().isocalendar()[0]
    first = _week(_day(date.fromisocalendar(since, 1, 1)))
    last = _week(_day(date.fromisocalendar(until + 1, 1, 1))) - 1
    events = _events(posts, changes)
    # A week belongs to the year that has its Thursday, and the first day that we count from was one.
    thursdays = (7 * np.arange(first, last + 1)).astype("datetime64[D]")
    years = thursdays.astype("datetime64[Y]")
    starts = _mondays(first, last)
    return pd.DataFrame(
        {
            "iso_year": years.astype(np.int64) + 1970,
            "iso_week": (thursdays - years.astype("datetime64[D]")).astype(np.int64) // 7 + 1,
            "week_start": starts,
            **_sums(events, _week(events.on) - first, last + 1 - first),
            "is_future": starts > np.datetime64(today),
        }
    )


def days(posts: pd.DataFrame, changes: pd.DataFrame, year: int, today: date) -> pd.DataFrame:
    """One row for each day of a year: `day`, `posts`, `words`, `revisions`, `is_future`."""
    first, last = _day(date(year, 1, 1)), _day(date(year, 12, 31))
    events = _events(posts, changes)
    every = _as_days(np.arange(first, last + 1))
    sums = _sums(events, events.on - first, last + 1 - first)
    return pd.DataFrame({"day": every, **sums, "is_future": every > np.datetime64(today)})


def topic_time(posts: pd.DataFrame, changes: pd.DataFrame, grain: Grain) -> pd.DataFrame:
    """One row for each topic and period between the first post and the last post or revision, zero-filled.

    Columns: `period_start` (its first day), `topic`, `posts`, `words`, `revisions`.
    """
    events, topics, topic = _events_of_topics(posts, changes)
    period = events.on.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) // _MONTHS[grain]
    # What was changed before the first post is in none of these periods.
    published = period[events.counts["posts"] > 0]
    first = int(published.min()) if len(published) else 0
    periods = int(period.max(initial=first - 1)) + 1 - first
    place = np.where(period < first, -1, (period - first) * len(topics) + topic)
    starts = (np.arange(first, first + periods) * _MONTHS[grain]).astype("datetime64[M]").astype("datetime64[s]")
    return pd.DataFrame(
        {
            "period_start": np.repeat(starts, len(topics)),
            "topic": pd.array(np.tile(topics, periods), dtype=TEXT),
            **_sums(events, place, periods * len(topics)),
        }
    )


def cumulative(posts: pd.DataFrame) -> pd.DataFrame:
    """Running totals on each day with a post: `on`, `posts`, `words`.

    >>> days = pd.to_datetime(["2026-03-01", "2026-03-01", "2026-04-01"])
    >>> posts = pd.DataFrame({"published_on": days, "words": [10, 20, 5]})
    >>> cumulative(posts)[["posts", "words"]].to_numpy().tolist()
    [[2, 30], [3, 35]]
    """
    by_day = posts.groupby("published_on")
    totals = pd.DataFrame({"posts": by_day.size(), "words": by_day["words"].sum()}).sort_index().cumsum()
    return totals.astype("int64").rename_axis("on").reset_index()


def longest_gap(posts: pd.DataFrame, until: date) -> tuple[int, date | None]:
    """Days of the longest silence between two posts, or from the last one until a day, and the day of the post before it.

    >>> longest_gap(pd.DataFrame({"published_on": pd.to_datetime(["2026-03-01", "2026-03-05"])}), date(2026, 3, 7))
    (4, datetime.date(2026, 3, 1))
    """
    written = posts["published_on"].drop_duplicates().sort_values(ignore_index=True)
    if len(written) and pd.Timestamp(until) > written.iloc[-1]:
        written = pd.concat([written, pd.Series([pd.Timestamp(until)])], ignore_index=True)
    gaps = written.diff().dt.days
    if len(written) < 2:  # noqa: PLR2004 - a gap lies between two days
        return 0, None
    longest = int(gaps.argmax())
    return int(gaps.iloc[longest]), written.iloc[longest - 1].date()


def rhythm(changes: pd.DataFrame) -> list[list[int]]:
    """Revisions by weekday (seven rows, Monday first) and hour (24 columns) of the author's own clock."""
    counted = changes[changes["is_revision"]]
    at = made_at(counted)
    counts = pd.crosstab(at.dt.day_of_week, at.dt.hour)
    counts = counts.reindex(index=range(7), columns=range(24), fill_value=0)
    return [[int(value) for value in row] for row in counts.to_numpy()]


def revised_on(posts: pd.DataFrame, changes: pd.DataFrame) -> pd.Series[pd.Timestamp]:
    """For each post the day of its last revision, by its author's clock where it was made; NaT if there is none.

    A day that the post itself names is one of the zone in which it was published.
    """
    last = changes[~changes["is_bulk"]].drop_duplicates("post", keep="last").set_index("post")
    made = last[["authored_at", "utc_offset_minutes", "is_revision"]].reindex(posts["path"]).set_axis(posts.index)
    is_of_git = made["authored_at"] == posts["modified_at"]
    offset = made["utc_offset_minutes"].where(is_of_git, posts["utc_offset_minutes"])
    return local_day(posts["modified_at"], offset).mask(is_of_git & made["is_revision"].eq(other=False))


def last_touched(posts: pd.DataFrame, changes: pd.DataFrame) -> dict[str, date]:
    """The last day on which a post of each topic was published or revised."""
    events, topics, topic = _events_of_topics(posts, changes)
    last = np.full(len(topics), np.iinfo(np.int64).min)
    np.maximum.at(last, topic, events.on)
    return dict(zip(topics.tolist(), last.astype("datetime64[D]").tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class _Events:
    """What happened: each post when it was published, then each revision when it was made.

    Columns rather than a frame: a year's page counts a handful of them, and a frame costs more than the counting.

    Attributes:
        on: the author's local day, in days since 1970.
        post: its path.
        counts: what it adds to each sum: `posts`, `words`, `revisions`, `words_added`.
    """

    on: Ints
    post: npt.NDArray[np.object_]
    counts: Mapping[str, Ints]


def _events(posts: pd.DataFrame, changes: pd.DataFrame) -> _Events:
    is_counted = changes["is_revision"].to_numpy()
    made_at = changes["authored_at"].to_numpy("datetime64[s]").astype(np.int64)
    made_on = (made_at + 60 * changes["utc_offset_minutes"].to_numpy())[is_counted] // (24 * 60 * 60)
    published_on = posts["published_on"].to_numpy("datetime64[D]").astype(np.int64)
    is_post = np.repeat([1, 0], [len(published_on), len(made_on)])
    return _Events(
        on=np.concatenate([published_on, made_on]),
        post=np.concatenate([posts["path"].to_numpy(object), changes["post"].to_numpy(object)[is_counted]]),
        counts={
            "posts": is_post,
            "words": np.concatenate([posts["words"].to_numpy(), np.zeros_like(made_on)]),
            "revisions": 1 - is_post,
            "words_added": np.concatenate([np.zeros_like(published_on), changes["words_added"].to_numpy()[is_counted]]),
        },
    )


def _events_of_topics(posts: pd.DataFrame, changes: pd.DataFrame) -> tuple[_Events, npt.NDArray[np.object_], Ints]:
    """Events of these posts, the topics that posts have today by their names, and for each event the place of its topic."""
    events = _events(posts, changes)
    named = posts["topic"].tolist()
    topics = np.array(sorted(set(named)), object)
    place_of = {topic: place for place, topic in enumerate(topics.tolist())}
    of_post = dict(zip(posts["path"].tolist(), map(place_of.__getitem__, named), strict=True))
    topic = np.array([of_post.get(path, -1) for path in events.post.tolist()], np.int64)
    is_known = topic >= 0
    known = {name: counts[is_known] for name, counts in events.counts.items()}
    return _Events(events.on[is_known], events.post[is_known], known), topics, topic[is_known]


def _sums(events: _Events, place: Ints, places: int, columns: Sequence[str] = _COUNTS) -> dict[str, Ints]:
    """The sums at each of so many places, zero where nothing happened; what has another place counts nowhere."""
    is_there = (place >= 0) & (place < places)
    # Whole numbers as far as 2^53, which all words of a life are far from.
    return {
        name: np.bincount(place[is_there], events.counts[name][is_there], max(places, 0)).astype(np.int64)
        for name in columns
    }


def _day(on: date) -> int:
    return (on - date(1970, 1, 1)).days


def _week(day: _Day) -> _Day:
    """The number of a day's week, which begins on a Monday; 1 January 1970 was a Thursday."""
    return (day + 3) // 7


def _mondays(first: int, last: int) -> npt.NDArray[np.datetime64]:
    return _as_days(7 * np.arange(first, last + 1) - 3)


def _as_days(days: Ints) -> npt.NDArray[np.datetime64]:
    """Days since 1970 as frames hold them."""
    return days.astype("datetime64[D]").astype(DAY)


def _no_changes() -> pd.DataFrame:
    """An empty frame of changes, for examples."""
    from .frames import CHANGES, frame  # noqa: PLC0415 - for examples only

    return frame({name: [] for name in CHANGES.schema}, CHANGES)


# ── What was studied ─────────────────────────────────────────────────────────────────────────────────────────


def first_learned(resources: pd.DataFrame) -> pd.DataFrame:
    """One row for each resource whose publication is known: its row in `resources` of the day when it was first learned."""
    known = resources[resources["lag_days"].notna()]
    return known.drop_duplicates("resource").reset_index(drop=True)


def lag_by_year(resources: pd.DataFrame) -> pd.DataFrame:
    """One row for each year in which a resource was first learned: `year`, `resources`, `median_lag_days`.

    The median, since one classic read late would move a mean by years.

    >>> rows = pd.DataFrame({"resource": ["a", "b", "a", "c"], "lag_days": pd.array([10, 400, 20, None], "Int64"),
    ...     "learned_on": pd.to_datetime(["2026-01-11", "2026-03-01", "2027-01-01", "2027-02-01"])})
    >>> lag_by_year(rows).values.tolist()
    [[2026, 2, 205]]
    """
    first = first_learned(resources)
    grouped = first["lag_days"].groupby(first["learned_on"].dt.year)
    return _lags(grouped, "year").astype({"year": "int64"})


def lag_by_topic(resources: pd.DataFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """One row for each topic with a resource first learned in a post of it, shortest way first.

    Its columns are `topic`, `resources` and `median_lag_days`.
    """
    first = first_learned(resources)
    topic = first["post"].map(posts.set_index("path")["topic"]).rename("topic")
    return _lags(first["lag_days"].groupby(topic), "topic").sort_values(["median_lag_days", "topic"], ignore_index=True)


def _lags(grouped: Any, by: str) -> pd.DataFrame:  # noqa: ANN401 - a grouping, whose type has no name of its own
    counts = pd.DataFrame({"resources": grouped.size(), "median_lag_days": grouped.median()})
    # Half a day has no meaning here.
    counts["median_lag_days"] = counts["median_lag_days"].astype("float64").round().astype("int64")
    return counts.rename_axis(by).reset_index()


# ── Predictions ──────────────────────────────────────────────────────────────────────────────────────────────


def brier_score(probabilities: Sequence[float], came_true: Sequence[bool]) -> float | None:
    """The mean square of what was given to a claim less what came of it: 0 is perfect, 0.25 what a coin gives; None of none.

    ``BS = (1/N) * sum((f_i - o_i)**2)``, the form for events that happen or do not, after Brier (1950), "Verification of
    forecasts expressed in terms of probability", Monthly Weather Review 78(1), 1-3,
    doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2. (Brier's own sums over both outcomes and is twice as large.)

    >>> brier_score([0.7, 0.9, 0.2], [True, True, False])
    0.0467
    """
    if not probabilities:
        return None
    squares = [(share - came) ** 2 for share, came in zip(probabilities, came_true, strict=True)]
    return round(sum(squares) / len(squares), 4)


def calibration(probabilities: Sequence[float], came_true: Sequence[bool]) -> pd.DataFrame:
    """One row for each tenth of probability in which something was predicted.

    Its columns are `from_share`, `predictions`, `mean_share` and `came_true_share`, as in the reliability diagram of Murphy and
    Winkler (1977), doi:10.2307/2346866.

    >>> calibration([0.72, 0.78, 0.1], [True, False, False]).values.tolist()
    [[0.1, 1.0, 0.1, 0.0], [0.7, 2.0, 0.75, 0.5]]
    """
    rows = pd.DataFrame({"mean_share": [*probabilities], "came_true_share": [float(came) for came in came_true]})
    # Rounded far behind the point, since 0.9 may come out as 0.8999999999999999; certainty belongs to the highest tenth.
    tenth = ((rows["mean_share"] * 100).round(6) // 10).clip(upper=9)
    grouped = rows.groupby(tenth / 10)
    found = grouped.mean().assign(predictions=grouped.size()).rename_axis("from_share").reset_index()
    return found[["from_share", "predictions", "mean_share", "came_true_share"]]
