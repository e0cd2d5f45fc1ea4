"""A build's work grows with the number of posts and no faster; counted, not timed, so that a busy machine changes nothing."""

from __future__ import annotations

import pytest

from tests.bench.growth import run
from tests.bench.results import Size


@pytest.mark.slow
def test_renders_and_comparisons_grow_with_the_number_of_posts() -> None:
    rows = {row["counted"]: row for row in run(Size(posts=20_000))}
    assert set(rows) == {"renders", "comparisons"}
    for row in rows.values():
        assert row["exponent"] <= 1.03, rows
    assert rows["renders"]["20,000 posts"] >= 20_000


@pytest.mark.slow
def test_all_calls_together_grow_hardly_faster_than_the_number_of_posts() -> None:
    rows = {row["counted"]: row for row in run(Size(posts=1_000, topics=20), with_calls=True)}
    assert rows["calls"]["exponent"] <= 1.15, rows
