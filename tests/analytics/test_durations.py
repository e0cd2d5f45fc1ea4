"""A length of time, as people write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.durations import parse_minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2h 30m", 150),
        ("2h", 120),
        ("45m", 45),
        ("45 min", 45),
        ("1.5h", 90),
        ("PT2H30M", 150),
        ("P1DT1H", 1500),
        ("2H30M", 150),
        ("P1W", 10080),
        ("P2W1D", 21600),
        ("PT1,5H", 90),
        ("PT0.5H", 30),
        ("PT90S", 2),
        ("P0Y0M0DT1H30M0S", 90),
    ],
)
def test_hours_and_minutes_become_minutes(text: str, minutes: int) -> None:
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize("text", ["", "2", "2 hours", "-1h", "PT", "P", "1h 1h", "²h", "P1Y", "P2M", "-PT15M", "P1H"])
def test_what_is_no_length_of_time_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a length of time: write it as 2h 30m or PT2H30M$"):
        parse_minutes(text)


@given(st.integers(0, 999), st.integers(0, 59))
def test_both_ways_of_writing_mean_the_same(hours: int, minutes: int) -> None:
    assert parse_minutes(f"{hours}h {minutes}m") == parse_minutes(f"PT{hours}H{minutes}M") == 60 * hours + minutes
