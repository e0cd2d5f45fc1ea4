"""A build's work grows with the number of posts and no faster; counted, not timed, so that a busy machine changes nothing."""

from __future__ import annotations

import pytest

from tests.bench.growth import run
from tests.bench.results import Size


@pytest.mark.slow
def test_renders_and_comparisons_grow_with_the_number_of_posts() -> None:
    rows = {row["counted"]: row for row in run(Size(posts=20_000))}
    for name in ("renders", "comparisons", "bytes hashed", "files written", "folders made"):
        assert rows[name]["exponent"] <= 1.03, rows
    assert rows["renders"]["20,000 posts"] >= 20_000
