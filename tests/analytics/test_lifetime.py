"""The turns of a learning life: where it began, what most of it is about, and its silences."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics import lifetime
from analytics.lifetime import Era, Leader, Silence


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


def of_years(*years: tuple[int, str]) -> pd.DataFrame:
    """So many posts in years, from 2001 on: as many letters of each year as there are posts, each letter a topic."""
    return posts(
        *((f"{2000 + year}-{nth % 12 + 1:02}-01", topic) for year, topics in years for nth, topic in enumerate(topics))
    )


def test_a_life_is_told_by_the_topics_that_led_its_times() -> None:
    life = of_years((1, "aaab"), (2, "aaac"), (3, "bbba"), (4, "bbbb"), (9, "cccccb"))
    assert lifetime.eras(life) == (Era("a", 2001, 2002, 6), Era("b", 2003, 2004, 7), Era("c", 2009, 2009, 5))
    assert lifetime.eras(of_years((1, "aab"), (2, "aaab"))) == (Era("a", 2001, 2002, 5),)
    assert lifetime.eras(posts()) == ()


def test_of_a_time_without_a_leader_nothing_is_told() -> None:
    assert lifetime.eras(of_years((1, "aabb"))) == (), "a tie"
    assert lifetime.eras(of_years((1, "aaaaaa"), (2, "bb"))) == (Era("a", 2001, 2001, 6),), "of two posts"


def test_a_life_has_as_few_times_as_tell_it() -> None:
    """A topic for each of ten years is five times; a year in which one post more is about another topic is none."""
    ten = of_years(*((year, letter * (5 + year)) for year, letter in enumerate("abcdefghij", start=1)))
    assert len(lifetime.eras(ten)) == 5
    steady = of_years(*((year, "aaaab") for year in range(1, 9)), (9, "aaaabbbbb"))
    assert lifetime.eras(steady) == (Era("a", 2001, 2009, 36),)


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
