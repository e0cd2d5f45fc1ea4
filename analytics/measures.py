"""Frames in, frames out: what was learned, counted by week, day, period, topic and year. Pure.

Everything is counted in the author's local days. A revision counts where it is not bulk; posts count where they were
published. Functions take the whole frames of a `Timeline`, so that each number on a page can be counted again from its
data.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from .frames import CADENCE, DAY, TOPIC_YEARS, check, local_day, local_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    Days = pd.Series[pd.Timestamp]

Grain = Literal["month", "quarter", "year"]

_FREQUENCY = {"month": "M", "quarter": "Q", "year": "Y"}
_COUNTS = ["posts", "words", "revisions"]


def cadence(posts: pd.DataFrame, changes: pd.DataFrame, *, until: date) -> pd.DataFrame:
    """One row for each local ISO week from the first in which anything happened; silent weeks hold zeros.

    `posts` and `words` count what was published in the week, `revisions` and `words_added` what was changed in it. A
    revision's words added are by how much it made its file longer, if it did.

    >>> days = pd.to_datetime(["2026-12-31", "2027-01-12"])
    >>> posts = pd.DataFrame({"path": ["a.md", "b.md"], "published_on": days, "words": [300, 200]})
    >>> weeks = cadence(posts, _no_changes(), until=date(2027, 1, 15))
    >>> [(str(week.date()), posts) for week, posts in zip(weeks.week_start, weeks.posts)]
    [('2026-12-28', 1), ('2027-01-04', 0), ('2027-01-11', 1)]
    """
    events = _events(posts, changes)
    last = pd.Timestamp(until - timedelta(days=until.weekday()))
    # A range that ends before it begins is empty.
    begin = last + pd.Timedelta(days=7) if events.empty else _week_start(events["on"]).min()
    index = pd.date_range(begin, last, freq="7D", name="week_start").astype(DAY)
    return check(_sums(events, _week_start(events["on"]), index, [*_COUNTS, "words_added"]), CADENCE)


def topic_years(posts: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """One row for each topic and year with a post or a revision; `is_new` marks the year of a topic's first post.

    A revision counts for the topic that its post has today, in the year in which it was made.
    """
    events = _events_of_topics(posts, changes)
    year = events["on"].dt.year.rename("year")
    rows = events.groupby(["topic", year])[_COUNTS].sum()
    published = events[events["posts"] > 0]
    rows["first_post_on"] = published.groupby(["topic", year])["on"].min()
    rows = rows.reset_index()
    rows["is_new"] = rows["first_post_on"] == rows.groupby("topic")["first_post_on"].transform("min")
    return check(rows.astype(TOPIC_YEARS), TOPIC_YEARS)


def weeks(posts: pd.DataFrame, changes: pd.DataFrame, today: date) -> pd.DataFrame:
    """One row for each ISO week of each ISO year from the first post's to today's: 52 or 53 a year.

    Columns: `iso_year`, `iso_week`, `week_start` (its Monday), `posts`, `words`, `revisions`, `is_future` (it begins
    after today).
    """
    last = today.isocalendar().year
    # A range that ends before it begins is empty.
    first = last + 1 if posts.empty else posts["published_on"].min().isocalendar()[0]
    start, end = date.fromisocalendar(first, 1, 1), date.fromisocalendar(last + 1, 1, 1) - timedelta(days=7)
    index = pd.date_range(start, end, freq="7D", name="week_start").astype(DAY)
    events = _events(posts, changes)
    rows = _sums(events, _week_start(events["on"]), index)
    iso = rows["week_start"].dt.isocalendar()
    rows.insert(0, "iso_week", iso["week"].astype("int64"))
    rows.insert(0, "iso_year", iso["year"].astype("int64"))
    return rows.assign(is_future=rows["week_start"] > pd.Timestamp(today))


def days(posts: pd.DataFrame, changes: pd.DataFrame, year: int, today: date) -> pd.DataFrame:
    """One row for each day of a year: `day`, `posts`, `words`, `revisions`, `is_future`."""
    index = pd.date_range(date(year, 1, 1), date(year, 12, 31), freq="D", name="day").astype(DAY)
    events = _events(posts, changes)
    rows = _sums(events, events["on"], index)
    return rows.assign(is_future=rows["day"] > pd.Timestamp(today))


def topic_time(posts: pd.DataFrame, changes: pd.DataFrame, grain: Grain) -> pd.DataFrame:
    """One row for each topic and period between the first post and the last post or revision, zero-filled.

    Columns: `period_start` (its first day), `topic`, `posts`, `words`, `revisions`.
    """
    events = _events_of_topics(posts, changes).dropna(subset="topic")
    period = events["on"].dt.to_period(_FREQUENCY[grain])
    begin = posts["published_on"].min()
    periods = pd.period_range(begin, events["on"].max(), freq=_FREQUENCY[grain]) if len(posts) else period.array
    topics = posts["topic"].drop_duplicates().sort_values()
    index = pd.MultiIndex.from_product([periods, topics], names=["period_start", "topic"])
    rows = _sums(events, [period, events["topic"]], index)
    return rows.assign(period_start=rows["period_start"].dt.to_timestamp().astype(DAY))


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


def longest_gap(posts: pd.DataFrame) -> tuple[int, date | None]:
    """Days of the longest silence between two posts, and the day of the post before it.

    >>> longest_gap(pd.DataFrame({"published_on": pd.to_datetime(["2026-03-01", "2026-03-05", "2026-03-06"])}))
    (4, datetime.date(2026, 3, 1))
    """
    written = posts["published_on"].drop_duplicates().sort_values(ignore_index=True)
    gaps = written.diff().dt.days
    if len(written) < 2:  # noqa: PLR2004 - a gap lies between two posts
        return 0, None
    longest = int(gaps.argmax())
    return int(gaps.iloc[longest]), written.iloc[longest - 1].date()


def rhythm(changes: pd.DataFrame) -> list[list[int]]:
    """Revisions by weekday (seven rows, Monday first) and hour (24 columns) of the author's own clock."""
    counted = changes[~changes["is_bulk"]]
    made_at = local_time(counted["authored_at"], counted["utc_offset_minutes"])
    counts = pd.crosstab(made_at.dt.day_of_week, made_at.dt.hour)
    counts = counts.reindex(index=range(7), columns=range(24), fill_value=0)
    return [[int(value) for value in row] for row in counts.to_numpy()]


def last_touched(posts: pd.DataFrame, changes: pd.DataFrame) -> dict[str, date]:
    """The last day on which a post of each topic was published or revised."""
    last = _events_of_topics(posts, changes).groupby("topic")["on"].max()
    return {str(slug): on.date() for slug, on in last.items()}


def _events(posts: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """What happened: a row for each post when it was published, and for each change that counts as a revision when it was made.

    Columns: `on` (the author's local day), `post` (its path), and what it adds to each sum: `posts`, `words`,
    `revisions`, `words_added`.
    """
    published = posts[["words"]].assign(
        on=posts["published_on"], post=posts["path"], posts=1, revisions=0, words_added=0
    )
    counted = changes.loc[~changes["is_bulk"], ["authored_at", "utc_offset_minutes", "post", "words_added"]]
    made_on = local_day(counted["authored_at"], counted["utc_offset_minutes"])
    revised = counted[["post", "words_added"]].assign(on=made_on, posts=0, words=0, revisions=1)
    return pd.concat([published, revised], ignore_index=True)


def _events_of_topics(posts: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """Events, each with the `topic` that its post has today; missing where it is none of these posts."""
    events = _events(posts, changes)
    return events.assign(topic=events["post"].map(posts.set_index("path")["topic"]))


def _sums(events: pd.DataFrame, bins: Any, index: pd.Index[Any], columns: list[str] = _COUNTS) -> pd.DataFrame:  # noqa: ANN401 - one column or several
    """The sums of each bin of an index, zero where nothing happened."""
    return events.groupby(bins)[columns].sum().reindex(index, fill_value=0).reset_index()


def _week_start(days: Days) -> Days:
    return (days - pd.to_timedelta(days.dt.day_of_week, unit="D")).astype(DAY)


def _no_changes() -> pd.DataFrame:
    """An empty frame of changes, for examples."""
    from .frames import CHANGES, frame  # noqa: PLC0415 - for examples only

    return frame({name: [] for name in CHANGES}, CHANGES)


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
