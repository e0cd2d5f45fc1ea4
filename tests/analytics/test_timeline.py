"""The Timeline: everything that pages say, at one moment."""

from __future__ import annotations

from datetime import date

from analytics import Notice, NoticeKind, PartialDate, Topics, analyse
from tests.builders.timelines import history, milestone, post, timeline, weekly


def test_what_lies_after_today_is_left_out() -> None:
    journal = timeline(
        [("2026-01-05", "rl", 10), ("2027-01-05", "llm", 20)],
        today="2026-12-31",
        versions=["2026-01-05", "2026-01-06", "2027-02-01"],
        milestones=[milestone("2026", "Known"), milestone("2027", "Not yet")],
    )
    assert (journal.summary.posts, journal.summary.words, journal.summary.revisions) == (1, 10, 1)
    assert [topic.slug for topic in journal.topics] == ["rl"]
    assert [str(one.on) for one in journal.milestones] == [str(PartialDate(2026))]
    assert str(journal.posts["modified_at"].iloc[0]) == "2026-01-06 12:00:00+00:00"


def test_the_headline_numbers_add_up() -> None:
    journal = timeline([*weekly("rl", "2025-12-01", 10, words=7), ("2026-11-02", "llm", 30)], today="2026-11-23")
    summary = journal.summary
    assert (summary.posts, summary.years, summary.topics, summary.words) == (11, 2, 2, 100)
    assert (summary.first_on, summary.last_on) == (date(2025, 12, 1), date(2026, 11, 2))


def test_topics_are_in_the_order_of_their_first_post() -> None:
    journal = timeline([("2026-02-01", "a", 1), ("2026-01-01", "z", 1), ("2026-03-01", "m", 1)], today="2026-11-23")
    assert [topic.slug for topic in journal.topics] == ["z", "a", "m"]
    assert list(journal.colours) == ["z", "a", "m"]


def test_what_is_missing_in_the_history_reaches_the_page() -> None:
    notice = Notice(NoticeKind.SHALLOW, "The history is shallow.")
    made = history({})
    shallow = type(made)(notices=(notice,))
    journal = analyse([post("2026-01-05")], shallow, topics=Topics({}, {}), milestones=(), today=date(2026, 11, 23))
    assert journal.notices == (notice,)


def test_the_authors_day_decides_what_is_after_today() -> None:
    late = post("2026-12-31T23:30:00-08:00")  # already 2027 in UTC
    journal = analyse([late], history({}), topics=Topics({}, {}), milestones=(), today=date(2026, 12, 31))
    assert journal.summary.posts == 1
