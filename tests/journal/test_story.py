"""The sentence that opens the timeline: what it says of lives of every length, and whose words go first."""

from __future__ import annotations

import pytest

from analytics import Story
from learning_timeline.journal.story import opening
from tests.builders.timelines import every, timeline

AI = Story(subject="AI")


@pytest.mark.parametrize(
    ("posts", "today", "says"),
    [
        ([], "2026-11-23", "No post has been published yet. The first one starts the timeline."),
        (every(1, "2026-11-23", 3, "rl"), "2026-11-25", "Three days of learning AI: 3 posts on Rl so far."),
        (
            [*every(1, "2026-11-23", 1, "a"), *every(0, "2026-11-24", 1, "b")],
            "2026-11-29",
            "One week of learning AI: 2 posts on A and B so far.",
        ),
        (
            [*every(7, "2026-01-01", 10, "a"), *every(7, "2030-01-01", 50, "b"), *every(7, "2035-06-01", 20, "c")],
            "2036-01-01",
            "Ten years of learning AI: I began with A, turned to B in 2030 and am now writing about C.",
        ),
        (
            [*every(7, "2026-01-01", 10, "a"), *every(7, "2030-01-01", 5, "b")],
            "2036-01-01",
            "Ten years of learning AI: I began with A and last wrote in 2030, about B.",
        ),
        (
            [*every(7, "2026-01-01", 60, "a"), *every(30, "2035-06-01", 2, "b"), *every(1, "2035-10-01", 1, "c")],
            "2036-01-01",
            "Ten years of learning AI: I began with A and wrote last about C.",
        ),
        (
            [post for nth, topic in enumerate("abcde") for post in every(7, f"{2020 + 4 * nth}-01-01", 50, topic)],
            "2037-01-01",
            "Seventeen years of learning AI: I began with A, went on to B, C and D and am now writing about E.",
        ),
        (
            [post for day, topic in enumerate("abbbcde", start=23) for post in every(0, f"2026-11-{day}", 1, topic)],
            "2026-11-29",
            "One week of learning AI: 7 posts on B, A, C and 2 more so far.",
        ),
        (
            every(7, "2026-01-01", 60, "a"),
            "2027-03-10",
            "Fourteen months of learning AI: I began with A and am still writing about A.",
        ),
    ],
)
def test_the_opening_says_where_a_life_began_and_where_it_is(
    posts: list[tuple[str, str, int]], today: str, says: str
) -> None:
    assert opening(timeline(posts, today=today), AI) == says


@pytest.mark.parametrize(
    ("posts", "today", "says"),
    [
        (every(1, "2026-11-23", 3, "none"), "2026-11-25", "Three days of learning: 3 posts so far."),
        (every(7, "2026-01-01", 60, "none"), "2027-03-10", "Fourteen months of learning: 60 posts so far."),
        (
            [*every(7, "2026-01-01", 50, "none"), *every(7, "2027-01-01", 9, "a")],
            "2027-03-10",
            "Fourteen months of learning: I began with A and am still writing about A.",
        ),
        (
            [*every(7, "2026-01-01", 9, "a"), *every(7, "2027-01-01", 9, "none")],
            "2036-01-01",
            "Ten years of learning: I began with A and last wrote in 2027.",
        ),
    ],
)
def test_the_topic_of_posts_without_one_is_nothing_that_anybody_learns(
    posts: list[tuple[str, str, int]], today: str, says: str
) -> None:
    assert opening(timeline(posts, today=today), Story(), "none") == says


def test_the_words_of_the_author_go_first() -> None:
    told = timeline(every(7, "2026-01-01", 60, "a"), today="2027-03-10")
    assert opening(told, Story(sentence="Still at the beginning.")) == "Still at the beginning."
    assert opening(told, Story()).startswith("Fourteen months of learning: ")
