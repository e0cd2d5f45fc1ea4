"""Measures: what is counted, and that it adds up whatever the journal."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, get_args

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import Topics, analyse, measures
from analytics.frames import CADENCE, POSTS, TOPIC_YEARS, changes_frame, check, posts_frame
from tests.builders.share import examples
from tests.builders.timelines import history, post, timeline, weekly

if TYPE_CHECKING:
    from collections.abc import Iterable

DAYS = st.dates(date(1950, 1, 1), date(2199, 12, 31))
JOURNALS = st.lists(
    st.tuples(DAYS.map(str), st.sampled_from(["llm", "rl", "graphs"]), st.integers(0, 900)), max_size=30
)
TODAY = "2199-12-31"
# Instants of every offset that is in use on earth, most of them near the ends of years, where days and weeks go wrong.
INSTANTS = st.builds(
    lambda year, minutes, offset: (
        datetime(year, 1, 1, tzinfo=timezone(timedelta(minutes=15 * offset))) + timedelta(minutes=minutes)
    ),
    st.integers(2019, 2040),
    st.one_of(st.integers(-5 * 1440, 5 * 1440), st.integers(0, 366 * 1440)),
    st.integers(-12 * 4, 14 * 4),
).map(datetime.isoformat)


@settings(deadline=None)
@given(JOURNALS)
def test_every_post_is_in_exactly_one_week_topic_and_year(posts: list[tuple[str, str, int]]) -> None:
    journal = timeline(posts, today=TODAY)
    words = sum(words for _, _, words in posts)
    for table in (journal.cadence, journal.topic_years, measures.weeks(journal.posts, journal.changes, journal.today)):
        assert (table["posts"].sum(), table["words"].sum()) == (len(posts), words)
    for grain in ("month", "quarter", "year"):
        table = measures.topic_time(journal.posts, journal.changes, grain)
        assert (table["posts"].sum(), table["words"].sum()) == (len(posts), words)
    years = {day[:4] for day, _, _ in posts}
    counted = sum(
        measures.days(journal.posts, journal.changes, int(year), journal.today)["posts"].sum() for year in years
    )
    assert counted == len(posts)
    if posts:
        assert measures.cumulative(journal.posts)[["posts", "words"]].iloc[-1].tolist() == [len(posts), words]


@settings(deadline=None)
@given(JOURNALS)
def test_weeks_follow_one_another_without_a_gap_and_belong_to_their_iso_year(posts: list[tuple[str, str, int]]) -> None:
    journal = timeline(posts, today=TODAY)
    weeks = measures.weeks(journal.posts, journal.changes, journal.today)
    assert set(weeks["week_start"].diff().dropna().dt.days) <= {7}
    for week in weeks.head(60).itertuples():
        assert week.week_start.date() == date.fromisocalendar(week.iso_year, week.iso_week, 1)
    assert set(journal.cadence["week_start"].dt.day_of_week) <= {0}
    assert set(journal.cadence["week_start"].diff().dropna().dt.days) <= {7}


@settings(deadline=None, max_examples=examples(60))
@given(st.lists(INSTANTS, min_size=1, max_size=12), st.lists(INSTANTS, max_size=12), st.integers(0, 12))
def test_posts_and_revisions_are_in_the_authors_own_week_and_year(
    posted: list[str], revised: list[str], bulk: int
) -> None:
    posts = [post(when, ["rl", "llm"][number % 2], number=number) for number, when in enumerate(posted)]
    made = history({posts[0].path: revised}, bulk=range(min(bulk, len(revised))))
    journal = analyse(posts, made, topics=Topics({}, {}), milestones=(), today=date.fromisoformat(TODAY))
    written = Counter(datetime.fromisoformat(when).date() for when in posted)
    changed = Counter(datetime.fromisoformat(when).date() for when in revised[max(bulk, 1) :])

    def total(counts: Counter[date], year: int) -> int:
        return sum(count for day, count in counts.items() if day.year == year)

    weekly = journal.cadence.set_index("week_start")
    assert _by_week(weekly["posts"]) == _in_weeks(written)
    assert _by_week(weekly["revisions"]) == _in_weeks(changed)
    rows = measures.weeks(journal.posts, journal.changes, journal.today).set_index("week_start")
    assert _by_week(rows["posts"]) == _in_weeks(written)
    by_year = journal.topic_years.groupby("year")[["posts", "revisions"]].sum()
    for year, sums in by_year.iterrows():
        assert sums.tolist() == [total(written, year), total(changed, year)]
    days = measures.days(journal.posts, journal.changes, by_year.index[0], journal.today)
    assert days[["posts", "revisions"]].sum().tolist() == by_year.iloc[0].tolist()
    assert by_year["revisions"].sum() == weekly["revisions"].sum() == journal.summary.revisions == changed.total()


@settings(deadline=None, max_examples=examples(60))
@given(
    st.lists(st.tuples(INSTANTS, st.sampled_from(["llm", "rl"]), st.integers(0, 900)), max_size=12),
    st.lists(st.tuples(st.integers(0, 11), INSTANTS), max_size=12),
)
def test_each_topic_and_period_has_the_sums_that_one_counts_by_hand(
    posted: list[tuple[str, str, int]], revised: list[tuple[int, str]]
) -> None:
    posts = [post(when, topic, words=words, number=number) for number, (when, topic, words) in enumerate(posted)]
    versions = {one.path: [when for whose, when in revised if whose == number] for number, one in enumerate(posts)}
    journal = analyse(posts, history(versions), topics=Topics({}, {}), milestones=(), today=date.fromisoformat(TODAY))
    events = [(one.published_at.date(), one.topic, (1, one.words, 0)) for one in posts]
    events += [
        (datetime.fromisoformat(when).date(), one.topic, (0, 0, 1)) for one in posts for when in versions[one.path][1:]
    ]
    first_day = {
        "month": lambda day: day.replace(day=1),
        "quarter": lambda day: date(day.year, day.month - (day.month - 1) % 3, 1),
        "year": lambda day: date(day.year, 1, 1),
    }
    for grain in get_args(measures.Grain):
        rows = measures.topic_time(journal.posts, journal.changes, grain)
        counted = _sums((first_day[grain](day), *rest) for day, *rest in events)
        # What was revised before there was a post is older than any period.
        begin = min((first_day[grain](one.published_at.date()) for one in posts), default=date.max)
        assert _counts_of(rows, "period_start") == {key: row for key, row in counted.items() if key[0] >= begin}
        periods = rows.groupby("topic")["period_start"].agg(list).tolist()
        assert all(its == periods[0] == sorted(its) for its in periods)
    assert _counts_of(journal.topic_years, "year") == _sums((day.year, *rest) for day, *rest in events)
    last = {topic: max(day for day, its, _ in events if its == topic) for topic in {topic for _, topic, _ in events}}
    assert measures.last_touched(journal.posts, journal.changes) == last


def _counts_of(rows: pd.DataFrame, bins: str) -> dict[tuple[Any, str], tuple[int, ...]]:
    counts = zip(rows["posts"], rows["words"], rows["revisions"], strict=True)
    keys = zip(rows[bins].dt.date if bins == "period_start" else rows[bins], rows["topic"], strict=True)
    return {key: row for key, row in zip(keys, counts, strict=True) if any(row)}


def _sums(events: Iterable[tuple[Any, ...]]) -> dict[tuple[Any, str], tuple[int, ...]]:
    sums: dict[tuple[Any, str], tuple[int, ...]] = {}
    for on, topic, counts in events:
        before = sums.get((on, topic), (0, 0, 0))
        sums[on, topic] = tuple(one + more for one, more in zip(before, counts, strict=True))
    return sums


def test_a_year_of_53_weeks_has_them_all() -> None:
    journal = timeline([("2026-12-31", "rl", 10)], today="2026-12-31")
    weeks = measures.weeks(journal.posts, journal.changes, journal.today)
    assert weeks["iso_week"].tolist() == list(range(1, 54))
    assert weeks.loc[weeks["posts"] > 0, "iso_week"].tolist() == [53]
    assert not weeks["is_future"].any()


def test_the_first_of_january_may_belong_to_the_last_week_of_the_year_before() -> None:
    journal = timeline([("2027-01-01", "rl", 10)], today="2027-01-01")
    weeks = measures.weeks(journal.posts, journal.changes, journal.today)
    assert weeks.loc[weeks["posts"] > 0, ["iso_year", "iso_week"]].to_numpy().tolist() == [[2026, 53]]
    assert journal.topic_years["year"].tolist() == [2027]


def test_a_week_that_has_not_begun_is_of_the_future() -> None:
    journal = timeline([("2026-11-20", "rl", 10)], today="2026-11-23")  # a Monday
    weeks = measures.weeks(journal.posts, journal.changes, journal.today)
    assert weeks.loc[~weeks["is_future"], "week_start"].max() == pd.Timestamp("2026-11-23")


def test_late_on_new_years_eve_counts_in_the_old_year_of_the_author() -> None:
    posts = posts_frame([post("2026-12-31T23:30:00-08:00")], history({}), changes_frame(history({}), ()))
    row = posts.iloc[0]
    assert (str(row["published_at"]), row["utc_offset_minutes"]) == ("2027-01-01 07:30:00+00:00", -480)
    assert row["published_on"] == pd.Timestamp("2026-12-31")


def test_a_leap_day_is_a_day_of_its_year() -> None:
    journal = timeline([("2028-02-29", "rl", 10)], today="2028-12-31")
    days = measures.days(journal.posts, journal.changes, 2028, journal.today)
    assert len(days) == 366
    assert days.loc[days["posts"] > 0, "day"].tolist() == [pd.Timestamp("2028-02-29")]


def test_silent_weeks_hold_zeros() -> None:
    journal = timeline([("2026-01-05", "rl", 10), ("2026-02-02", "rl", 20)], today="2026-02-08")
    assert journal.cadence["posts"].tolist() == [1, 0, 0, 0, 1]
    assert journal.cadence["words"].tolist() == [10, 0, 0, 0, 20]


def test_revisions_and_the_words_they_add_count_when_they_were_made() -> None:
    journal = timeline([("2026-01-05", "rl", 10)], today="2026-02-01", versions=["2026-01-05", "2026-01-20"])
    assert journal.cadence["revisions"].tolist() == [0, 0, 1, 0]
    assert journal.cadence["words_added"].tolist() == [0, 0, 5, 0]


def test_a_topic_is_new_in_the_year_of_its_first_post_only() -> None:
    journal = timeline(
        [("2026-01-05", "rl", 10), ("2027-01-05", "rl", 10), ("2027-01-06", "llm", 10)], today="2027-12-31"
    )
    rows = journal.topic_years
    assert rows[["topic", "year", "is_new"]].to_numpy().tolist() == [
        ["llm", 2027, True],
        ["rl", 2026, True],
        ["rl", 2027, False],
    ]


def test_a_revision_in_a_year_without_a_post_makes_a_row_without_a_first_post() -> None:
    journal = timeline([("2026-01-05", "rl", 10)], today="2028-12-31", versions=["2026-01-05", "2028-03-01"])
    row = journal.topic_years.iloc[1]
    assert (row["year"], row["posts"], row["revisions"], row["is_new"]) == (2028, 0, 1, False)
    assert pd.isna(row["first_post_on"])


def test_bulk_commits_are_rows_that_count_nowhere() -> None:
    made = history({"a.md": ["2026-01-05", "2026-06-01", "2026-06-02"]}, bulk=[1])
    changes = changes_frame(made, {"a.md"})
    posts = posts_frame([post("2026-01-05", path="a.md")], made, changes)
    assert changes["is_bulk"].tolist() == [False, True, False]
    assert changes["is_revision"].tolist() == [False, False, True]
    assert (posts["revisions"].iloc[0], str(posts["modified_at"].iloc[0])) == (1, "2026-06-02 12:00:00+00:00")
    assert measures.cadence(posts, changes, until=date(2026, 6, 30))["revisions"].sum() == 1


def test_the_longest_gap_lies_between_two_posts() -> None:
    journal = timeline([*weekly("rl", "2020-01-06", 4), ("2025-01-27", "rl", 10)], today="2025-12-31")
    assert (journal.summary.longest_gap_days, journal.summary.longest_gap_from) == (1827, date(2020, 1, 27))


@pytest.mark.parametrize("grain", ["month", "quarter", "year"])
def test_periods_are_there_for_every_topic_even_where_nothing_happened(grain: measures.Grain) -> None:
    journal = timeline([("2026-01-05", "rl", 10), ("2027-11-05", "llm", 20)], today="2027-12-31")
    rows = measures.topic_time(journal.posts, journal.changes, grain)
    periods = {"month": 23, "quarter": 8, "year": 2}[grain]
    assert len(rows) == 2 * periods
    assert rows.groupby("topic")["posts"].sum().to_dict() == {"rl": 1, "llm": 1}


def test_an_empty_journal_has_empty_frames_of_the_right_types() -> None:
    journal = timeline([], today="2026-11-23")
    check(journal.posts, POSTS)
    check(journal.cadence, CADENCE)
    check(journal.topic_years, TOPIC_YEARS)
    assert (len(journal.posts), len(journal.cadence), len(journal.topic_years)) == (0, 0, 0)
    assert measures.weeks(journal.posts, journal.changes, journal.today).empty
    assert measures.topic_time(journal.posts, journal.changes, "month").empty
    assert measures.cumulative(journal.posts).empty
    assert journal.summary.first_on is None


def test_dates_past_2038_and_before_1970_count_like_any_other() -> None:
    journal = timeline([("1950-01-01", "rl", 1), ("2199-12-31", "rl", 1)], today="2199-12-31")
    assert journal.topic_years["year"].tolist() == [1950, 2199]
    assert journal.summary.longest_gap_days == (date(2199, 12, 31) - date(1950, 1, 1)) // timedelta(days=1)


def test_weeks_go_on_to_the_week_of_today_though_nothing_happened_in_it() -> None:
    journal = timeline([("2026-11-02", "rl", 10)], today="2026-11-25")  # a Wednesday
    assert [str(week.date()) for week in journal.cadence["week_start"]] == [
        "2026-11-02",
        "2026-11-09",
        "2026-11-16",
        "2026-11-23",
    ]
    days = measures.days(journal.posts, journal.changes, 2026, journal.today)
    assert days.loc[~days["is_future"], "day"].max() == pd.Timestamp("2026-11-25")


def test_one_post_makes_one_row_of_everything() -> None:
    journal = timeline([("2026-11-23", "rl", 10)], today="2026-11-23")
    assert journal.cadence.to_numpy().tolist() == [[pd.Timestamp("2026-11-23"), 1, 10, 0, 0]]
    assert len(journal.topic_years) == len(measures.cumulative(journal.posts)) == 1
    assert len(measures.topic_time(journal.posts, journal.changes, "month")) == 1
    assert (journal.summary.longest_gap_days, journal.summary.longest_gap_from) == (0, None)


def test_five_silent_years_are_five_years_of_zeros() -> None:
    journal = timeline([("2026-03-02", "rl", 10), ("2031-03-03", "rl", 20)], today="2031-03-03")
    silent = journal.cadence["posts"].iloc[1:-1]
    assert (len(silent), silent.sum()) == (260, 0)
    assert journal.topic_years["year"].tolist() == [2026, 2031]
    rows = measures.topic_time(journal.posts, journal.changes, "year")
    assert rows["posts"].tolist() == [1, 0, 0, 0, 0, 1]


def test_running_totals_never_fall() -> None:
    journal = timeline([*weekly("rl", "2026-01-05", 5), ("2026-01-05", "llm", 7)], today="2026-12-31")
    totals = measures.cumulative(journal.posts)
    assert totals["posts"].tolist() == [2, 3, 4, 5, 6]
    assert totals["words"].tolist() == [107, 207, 307, 407, 507]


def _in_weeks(days: Counter[date]) -> dict[date, int]:
    """Counts by the Monday of each day's week, worked out without pandas."""
    weeks: Counter[date] = Counter()
    for day, count in days.items():
        weeks[day - timedelta(days=day.weekday())] += count
    return dict(weeks)


def _by_week(counts: pd.Series[int]) -> dict[date, int]:
    return {week.date(): int(count) for week, count in counts.items() if count}


@pytest.mark.parametrize(
    ("given_shares", "came_true", "score"),
    [
        # (0.7-1)^2 + (0.7-0)^2 over two, by hand.
        ([0.7, 0.7], [True, False], 0.29),
        ([1.0, 0.0], [True, False], 0.0),
        ([0.5, 0.5, 0.5], [True, False, True], 0.25),
        ([0.0], [True], 1.0),
        ([], [], None),
    ],
)
def test_the_brier_score_is_the_mean_square_of_what_was_wrong(
    given_shares: list[float], came_true: list[bool], score: float | None
) -> None:
    assert measures.brier_score(given_shares, came_true) == score


@given(st.lists(st.tuples(st.integers(0, 1000), st.booleans()), min_size=1))
def test_calibration_counts_each_prediction_once_in_its_tenth(made: list[tuple[int, bool]]) -> None:
    shares, came = [share / 1000 for share, _ in made], [came for _, came in made]
    rows = measures.calibration(shares, came)
    assert rows["predictions"].sum() == len(made)
    assert (rows["came_true_share"] * rows["predictions"]).sum() == pytest.approx(sum(came))
    assert (
        (rows["mean_share"] >= rows["from_share"] - 1e-9) & (rows["mean_share"] <= rows["from_share"] + 0.1 + 1e-9)
    ).all()


@pytest.mark.parametrize(
    ("share", "tenth"),
    [(0.295, 0.2), (0.695, 0.6), (0.895, 0.8), (0.7, 0.7), (3 * 0.3, 0.9), (0.0, 0.0), (0.999, 0.9), (1.0, 0.9)],
)
def test_a_prediction_is_in_the_tenth_of_what_was_given(share: float, tenth: float) -> None:
    assert measures.calibration([share], [True])["from_share"].tolist() == [tenth]


def studied(*rows: tuple[str, str, str, int | None]) -> pd.DataFrame:
    """(post, resource, day on which it was learned, lag in days)"""
    post, resource, learned_on, lag = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "post": post,
            "resource": resource,
            "learned_on": pd.to_datetime(learned_on),
            "lag_days": pd.array(lag, "Int64"),
        }
    )


def test_the_lag_counts_a_resource_when_it_is_first_learned_and_by_the_median() -> None:
    rows = studied(
        ("a.md", "one", "2026-01-01", 10),
        ("a.md", "two", "2026-02-01", 20),
        ("b.md", "three", "2026-03-01", 20_000),
        ("b.md", "unknown", "2026-03-01", None),
        ("b.md", "one", "2027-01-01", 375),
        ("b.md", "four", "2027-05-01", 5),
    )
    assert measures.lag_by_year(rows).to_numpy().tolist() == [[2026, 3, 20], [2027, 1, 5]]
    posts = pd.DataFrame({"path": ["a.md", "b.md"], "topic": ["llm", "rl"]})
    assert measures.lag_by_topic(rows, posts).to_numpy().tolist() == [["llm", 2, 15], ["rl", 2, 10_002]]


def test_a_revision_has_the_day_of_its_author_and_not_that_of_the_post_or_of_utc() -> None:
    told = history({"a.md": ["2026-03-01T09:00:00+01:00", "2026-03-05T20:30:00-08:00"]})
    written = [post("2026-03-01T09:00:00+01:00", path="a.md"), post("2026-03-02", path="b.md", number=1)]
    found = analyse(written, told, topics=Topics({}, {}), milestones=[], today=date(2026, 4, 1))
    days = measures.revised_on(found.posts, found.changes)
    assert str(days[0].date()) == "2026-03-05"
    assert pd.isna(days[1])
