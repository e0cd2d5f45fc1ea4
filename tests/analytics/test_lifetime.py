"""The turns of a learning life: where it began, what most of it is about, and its silences."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics import lifetime
from analytics.lifetime import Leader, Silence, Turn


def posts(*rows: tuple[str, str]) -> pd.DataFrame:
    days = pd.to_datetime([day for day, _ in rows])
    return pd.DataFrame(
        {
            "published_on": days,
            "published_at": days,
            "topic": [topic for _, topic in rows],
            "path": [f"{number}.md" for number in range(len(rows))],
        }
    )


def test_a_topic_is_foremost_only_where_no_other_has_as_many_posts() -> None:
    some = posts(("2026-01-01", "a"), ("2026-02-01", "b"), ("2027-01-01", "b"), ("2027-02-01", "a"))
    assert lifetime.foremost(some) is None
    assert lifetime.foremost(some, since=date(2027, 2, 1)) == Leader("a", 1)
    assert lifetime.foremost(some, but=("a",)) == Leader("b", 2)
    assert lifetime.foremost(posts()) is None


def test_a_life_turns_to_what_led_a_later_year() -> None:
    first_year = [(f"2026-0{month}-01", topic) for month in (1, 2, 3) for topic in ("a", "b", "b")]
    assert lifetime.turn(posts(*first_year)) is None
    later = [*first_year, ("2027-01-01", "b"), ("2028-01-01", "c"), ("2028-01-02", "d"), ("2029-01-01", "c")]
    assert lifetime.turn(posts(*later)) == Turn("b", 2027)
    assert lifetime.turn(posts(*later), but=("b",)) == Turn("c", 2029), "of 2028 there is no leader"
    assert lifetime.turn(posts()) is None


def test_the_first_topics_are_all_of_the_first_day() -> None:
    assert lifetime.first_topics(posts(("2026-01-01", "b"), ("2026-01-01", "a"), ("2026-01-02", "c"))) == ("b", "a")
    assert lifetime.first_topics(posts()) == ()


def test_a_silence_that_goes_on_is_counted() -> None:
    found = lifetime.silences(posts(("2026-01-01", "a"), ("2026-01-11", "a"), ("2026-01-12", "a")), date(2026, 2, 1))
    assert found == (
        Silence(date(2026, 1, 12), date(2026, 2, 1), 20, goes_on=True),
        Silence(date(2026, 1, 1), date(2026, 1, 11), 10, goes_on=False),
        Silence(date(2026, 1, 11), date(2026, 1, 12), 1, goes_on=False),
    )
    assert lifetime.silences(posts(), date(2026, 2, 1)) == ()
