"""The marks of a year: where each stands, and that a year of a few days is no tower."""

from __future__ import annotations

import re

from learning_timeline.charts.year_marks import year_marks
from learning_timeline.journal.slices import Slices
from learning_timeline.journal.spans import Span
from tests.builders.timelines import every, timeline


def places(*posts: tuple[str, str, int], today: str = "2026-12-01") -> tuple[int, list[tuple[int, int]]]:
    """The width of the picture of 2026, and where its marks stand."""
    picture = year_marks(Slices(timeline(posts, today=today), {}, ()).of_span(Span(2026, 2026)))
    paths = [path for topic in picture.topics for path in (topic.path, *(mark.path for mark in topic.marks))]
    found = re.findall(r"M(\d+) (\d+)h9", "".join(paths))
    return picture.width, sorted((int(x), int(y)) for x, y in found)


def test_many_posts_of_one_day_stand_side_by_side() -> None:
    width, marks = places(*every(0, "2026-11-23", 10, "a"), *every(0, "2026-11-24", 1, "b"))
    # Three side by side and a gap, in each of fourteen days; four high.
    assert width == 14 * 4 * 10
    assert len(set(marks)) == 11
    assert {x for x, _ in marks} == {0, 10, 20, 40}
    assert {y for _, y in marks} == {0, 10, 20, 30}
    assert [place for place in marks if place[0] == 40] == [(40, 30)], "it stands on the ground"


def test_few_posts_of_a_day_stand_one_on_the_other() -> None:
    assert places(*every(0, "2026-11-23", 3, "a")) == (140, [(0, 0), (0, 10), (0, 20)])


def test_a_year_that_is_over_has_a_column_a_week() -> None:
    width, marks = places(*every(0, "2026-11-23", 10, "a"), today="2027-12-01")
    assert (width, {x for x, _ in marks}) == (540, {470})
    assert len(marks) == 10
