"""What day it is: as told, by the variable for reproducible builds, or by a clock that may be wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from learning_timeline.core import clock
from learning_timeline.core.settings import SettingError, Settings

NEW_YEAR = int(datetime(2027, 1, 1, 0, 30, tzinfo=UTC).timestamp())


def settings(**given: object) -> Settings:
    return Settings.from_pelican({"PATH": "content", "CACHE_PATH": ".cache", **given})


@pytest.mark.parametrize(
    ("zone", "day"), [("UTC", "2027-01-01"), ("America/Los_Angeles", "2026-12-31"), ("Asia/Tokyo", "2027-01-01")]
)
def test_source_date_epoch_is_the_clock_in_the_site_s_zone(
    zone: str, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NEW_YEAR))
    assert clock.today(settings(TIMEZONE=zone)) == date.fromisoformat(day)
    assert clock.today(settings(TIMEZONE=zone, LEARNING_TIMELINE_TODAY="2030-05-06")) == date(2030, 5, 6)


@pytest.mark.parametrize("second", [-1, 0, 2**31 - 1, 2**31, 2**32, 7_258_118_399])
def test_every_second_until_2199_is_a_day(second: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(second))
    assert clock.today(settings()) == date.fromordinal(date(1970, 1, 1).toordinal() + second // 86_400)


@pytest.mark.parametrize("text", ["yesterday", "2026-11-23", "1e9", "9" * 30])
def test_what_is_no_number_of_seconds_is_told(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    with pytest.raises(SettingError, match="is not a number of seconds since 1970: take that of `git log"):
        clock.today(settings())


def test_a_clock_before_the_last_commit_or_long_after_it_is_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    last = date(2026, 11, 23)
    early = clock.doubt(settings(), date(1970, 1, 1), last)
    assert early.startswith("This machine's clock says 1970-01-01, which is before the last commit of 2026-11-23: if")
    late = clock.doubt(settings(), date(2099, 1, 1), last)
    assert late.startswith("This machine's clock says 2099-01-01, 72 years after the last commit of 2026-11-23: if")
    # An author's day may be the next one already.
    for day in (date(2026, 11, 22), last, date(2028, 1, 1)):
        assert not clock.doubt(settings(), day, last)
    assert not clock.doubt(settings(), date(1970, 1, 1), None)


def test_a_day_that_was_told_is_not_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    given = settings(LEARNING_TIMELINE_TODAY="1970-01-01")
    assert not clock.doubt(given, date(1970, 1, 1), date(2026, 11, 23))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert not clock.doubt(settings(), date(1970, 1, 1), date(2026, 11, 23))
