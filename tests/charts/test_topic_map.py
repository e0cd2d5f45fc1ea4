"""The map of topics: who was learned with whom, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from learning_timeline.charts.topic_map import topic_map
from tests.builders.site import Site
from tests.builders.timelines import timeline

if TYPE_CHECKING:
    from pathlib import Path


def test_topics_with_a_post_in_the_same_week_are_tied() -> None:
    posts = [
        ("2026-12-28", "llm", 10),  # Monday of the week in which the year ends
        ("2027-01-03", "rl", 10),  # its Sunday
        ("2027-01-04", "graphs", 10),
        ("2028-03-06", "llm", 10),
        ("2028-03-07", "rl", 10),
        ("2028-03-08", "graphs", 10),
    ]
    found = topic_map(timeline(posts, today="2028-04-01"))
    assert found is not None
    assert [place.slug for place in found.places] == ["llm", "rl", "graphs"]
    assert [(tie.weeks, tie.since) for tie in found.ties] == [(2, 2026), (1, 2028), (1, 2028)]
    assert found.sentence.endswith(", in 2 weeks, since 2026.")
    assert (found.first_year, found.last_year, found.left_out) == (2026, 2028, 0)
    assert found.has_all_ties


def test_pairs_that_were_learned_together_as_often_are_counted() -> None:
    posts = [("2026-12-28", f"topic-{number:02}", 10) for number in range(13)]
    found = topic_map(timeline(posts, today="2027-01-01"))
    assert found is not None
    assert found.sentence == "Most often together: 78 pairs of topics, in 1 week each."
    assert len(found.ties) == 60
    assert not found.has_all_ties


def test_the_page_speaks_of_lines_left_out_only_where_there_are_some(tmp_path: Path) -> None:
    for topics, said in ((3, 0), (13, 1)):
        site = Site(tmp_path / str(topics))
        for number in range(topics):
            site.post(f"p{number}.md", f"---\ntitle: P\ndate: 2026-01-12\ncategory: Topic {number}\n---\n\nWords.\n")
        assert site.build().text("topics/").count("The strongest 60 lines are drawn.") == said


def test_one_topic_makes_no_map() -> None:
    assert topic_map(timeline([("2026-12-28", "llm", 10)], today="2027-01-01")) is None


def test_many_topics_leave_out_those_with_fewest_posts() -> None:
    posts = [(f"2026-01-{1 + number % 28:02}", f"topic-{number:02}", 10) for number in range(50)]
    posts += [("2026-03-02", "topic-49", 10)]
    found = topic_map(timeline(posts, today="2026-04-01"))
    assert found is not None
    assert (len(found.places), found.left_out) == (36, 14)
    assert "topic-49" in {place.slug for place in found.places}
    assert all(0 <= place.x <= found.width and 0 <= place.y <= found.height for place in found.places)
