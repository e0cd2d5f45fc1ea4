"""Bars: columns of time with the posts of each topic in them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from learning_timeline.journal import bars
from learning_timeline.journal.slices import Slices
from learning_timeline.journal.spans import Span
from tests.builders.share import examples
from tests.builders.timelines import timeline

some_posts = st.lists(
    st.tuples(st.dates(date(2015, 1, 1), date(2045, 12, 31)).map(str), st.sampled_from("abcd"), st.just(9)),
    min_size=1,
    max_size=40,
)


def test_a_year_has_a_column_a_week_and_topics_in_one_order() -> None:
    journal = timeline(
        [("2026-01-01", "a", 9), ("2026-01-05", "b", 9), ("2026-01-06", "b", 9), ("2026-01-07", "a", 9)],
        today="2027-01-01",
    )
    its = bars.of_years(journal)[2026]
    # 1 January 2026 was a Thursday. Topics of as many posts stand by name.
    assert its.columns[:3] == ((("a", 1),), (("a", 1), ("b", 2)), ())
    assert (len(its.columns), its.topics) == (54, (("a", 2), ("b", 2)))


def test_a_young_year_of_few_days_has_a_column_a_day() -> None:
    def days(*posts: str, today: str) -> bars.Bars | None:
        journal = timeline([(day, "a", 9) for day in posts], today=today)
        part = Slices(journal, {}, ()).of_span(Span(2026, 2026))
        # Cards have the columns of the page.
        assert bars.of_years(journal)[2026] == (bars.of_days(part) or bars.of_year(part))
        return bars.of_days(part)

    its = days("2026-11-23", "2026-11-23", "2026-12-20", today="2026-12-30")
    assert its is not None
    assert (its.first, its.last, len(its.columns)) == (date(2026, 11, 23), date(2026, 12, 20), 28)
    assert [at for at, column in enumerate(its.columns) if column] == [0, 27]
    assert its.columns[0] == (("a", 2),)
    first_days = days("2026-11-23", "2026-12-06", today="2026-12-30")
    assert first_days is not None
    assert len(first_days.columns) == 14
    assert days("2026-11-23", "2026-12-21", today="2026-12-30") is None
    # A year that is over reads the same for ever.
    assert days("2026-11-23", today="2026-12-31") is None


def test_a_life_is_drawn_as_finely_as_there_is_room() -> None:
    def columns(*days: str) -> int:
        its = bars.of_journal(timeline([(day, "a", 9) for day in days], today="2080-01-01"))
        assert its is not None
        return len(its.columns)

    assert columns("2026-11-23") == 1
    assert columns("2026-11-23", "2026-11-29") == 7
    assert columns("2026-01-01", "2027-01-01") == 53
    assert columns("2026-01-01", "2034-12-31") == 108
    assert columns("2026-01-01", "2076-01-01") == 51


@given(some_posts)
@settings(deadline=None, max_examples=examples(25))
def test_each_post_is_in_one_column_of_its_year_its_topic_and_the_whole(posts: list[tuple[str, str, int]]) -> None:
    journal = timeline(sorted(posts), today="2046-01-01")
    counts = Counter(topic for _, topic, _ in posts)
    whole = bars.of_journal(journal)
    assert whole is not None
    of_years, of_topics = bars.of_years(journal), bars.of_topics(journal)
    assert sorted(of_years) == sorted({int(day[:4]) for day, _, _ in posts})
    slices = Slices(journal, {}, ())
    for year, its in of_years.items():
        assert bars.of_year(slices.of_span(Span(year, year))) == its
    for its in (whole, *of_years.values(), *of_topics.values()):
        assert sum(posts for column in its.columns for _, posts in column) == sum(posts for _, posts in its.topics)
    assert dict(whole.topics) == counts
    assert {slug: dict(its.topics)[slug] for slug, its in of_topics.items()} == counts
