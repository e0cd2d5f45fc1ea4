"""Dates from 1950 to 2199: ends of years, leap days, week 53, 2038, zones whose rules change, and clocks that are wrong."""

from __future__ import annotations

import csv
import io
import re
import zoneinfo
from datetime import UTC, date, datetime, timedelta, timezone
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analytics
from analytics import measures
from analytics.frames import changes_frame, posts_frame
from learning_timeline.core import clock
from learning_timeline.core.errors import ProblemsFound
from tests.builders.git_story import GitStory
from tests.builders.share import share
from tests.builders.site import Built, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DATES = share("FIFTY_DATES", 20)
YEARS = [1950, 1999, 2000, 2026, 2038, 2099, 2100, 2199, *range(1951, 2199)][: share("FIFTY_CALENDARS", 8)]
POST = "---\ntitle: Post of {0}\ndate: {0}\ncategory: {1}\n---\n\nText of it.\n"
# What front matter says, the author's day, and the instant in UTC.
WRITTEN = {
    "1950-01-01": ("1950-01-01", "1950-01-01T00:00:00Z"),
    "1969-12-31 23:59:59+00:00": ("1969-12-31", "1969-12-31T23:59:59Z"),
    "1970-01-01 00:00:00+00:00": ("1970-01-01", "1970-01-01T00:00:00Z"),
    "1972-02-29": ("1972-02-29", "1972-02-29T00:00:00Z"),
    "1999-12-31 23:30 -08:00": ("1999-12-31", "2000-01-01T07:30:00Z"),
    "2000-02-29 12:00+14:00": ("2000-02-29", "2000-02-28T22:00:00Z"),
    "2026-12-28": ("2026-12-28", "2026-12-28T00:00:00Z"),
    "2027-01-01 00:10+05:45": ("2027-01-01", "2026-12-31T18:25:00Z"),
    "2027-01-03 23:59": ("2027-01-03", "2027-01-03T23:59:00Z"),
    "2027-01-04": ("2027-01-04", "2027-01-04T00:00:00Z"),
    "2038-01-19 03:14:07Z": ("2038-01-19", "2038-01-19T03:14:07Z"),
    "2038-01-19 03:14:08Z": ("2038-01-19", "2038-01-19T03:14:08Z"),
    "2100-02-28": ("2100-02-28", "2100-02-28T00:00:00Z"),
    "2100-03-01": ("2100-03-01", "2100-03-01T00:00:00Z"),
    "2106-02-07 06:28:16Z": ("2106-02-07", "2106-02-07T06:28:16Z"),
    "2199-12-31 23:59:59-08:00": ("2199-12-31", "2200-01-01T07:59:59Z"),
}


def rows(built: Built, name: str = "posts") -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(built.text(f"data/{name}.csv")))]


@pytest.fixture(scope="module")
def long_life(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A post for each of these dates, built on the last day of all."""
    site = Site(tmp_path_factory.mktemp("long"))
    for number, written in enumerate(WRITTEN):
        site.post(f"posts/p{number}.md", POST.format(written, f"topic-{number % 3}"))
    site.post("posts/2024-02-29-leap.md", "# By its name\n\nText.\n")
    return site.build(LEARNING_TIMELINE_TODAY="2199-12-31")


@pytest.mark.fifty
def test_posts_of_250_years_keep_their_days_and_instants(long_life: Built) -> None:
    told = {
        row["title"].removeprefix("Post of "): (row["published_on"], row["published_at"]) for row in rows(long_life)
    }
    assert told.pop("By its name") == ("2024-02-29", "2024-02-29T00:00:00Z")
    assert told == WRITTEN
    read = analytics.read_data(long_life.folder).tables["posts"]
    assert read["published_on"].dt.year.agg(["min", "max"]).tolist() == [1950, 2199]
    print(f"{len(told) + 1} posts of the years 1950 to 2199 keep their days and their instants")


@pytest.mark.fifty
def test_each_year_with_a_post_has_its_page_and_no_other(long_life: Built) -> None:
    years = {int(day[:4]) for day, _ in WRITTEN.values()} | {2024}
    assert {int(path.parent.name) for path in long_life.folder.glob("[12]???/index.html")} == years
    assert {path.parent.name for path in long_life.folder.glob("???0s/index.html")} == {
        f"{year // 10}0s" for year in years
    }
    for year in years:
        posts = sum(int(day[:4]) == year for day, _ in WRITTEN.values()) + (year == 2024)
        told = f"So far in {year} I have written" if year == max(years) else f"In {year} I wrote"
        assert f"{told} {posts} post{'s' if posts > 1 else ''} " in long_life.text(f"{year}/")
    print(f"{len(years)} years have their pages")


@pytest.mark.fifty
def test_the_last_week_of_2026_is_its_53rd_and_reaches_into_january(long_life: Built) -> None:
    weeks = {row["week_start"]: int(row["posts"]) for row in rows(long_life, "cadence")}
    assert (weeks["2026-12-28"], weeks["2027-01-04"]) == (3, 1)
    assert len(weeks) == (date(2199, 12, 30) - date(1949, 12, 26)).days // 7 + 1
    assert re.search(
        r"2026,53,2026-12-28,3\b|2026,53,3\b|2026-12-28,.*\b3\b", long_life.text("data/charts/timeline/weeks.csv")
    )


@pytest.mark.fifty
def test_every_day_lies_in_the_year_of_the_calendar() -> None:
    none = pd.DataFrame(
        {name: pd.Series([], dtype=dtype) for name, dtype in analytics.TABLES["changes"].schema.items()}
    )
    posts = pd.DataFrame({name: pd.Series([], dtype=dtype) for name, dtype in analytics.TABLES["posts"].schema.items()})
    today, counted = date(2199, 12, 31), 0
    for year in YEARS:
        found = measures.days(posts, none, year, today)["day"].dt.date.tolist()
        first = date(year, 1, 1).toordinal()
        assert found == [date.fromordinal(day) for day in range(first, date(year, 12, 31).toordinal() + 1)]
        counted += len(found)
    assert counted == sum(366 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 365 for year in YEARS)
    print(f"{counted:,} days lie in their years")


OFFSETS = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda minutes: timezone(timedelta(minutes=minutes)))
# Days that calendars stumble over, and any.
EDGES = st.sampled_from(
    [date(1970, 1, 1), date(2000, 2, 29), date(2026, 12, 31), date(2027, 1, 3), date(2038, 1, 19), date(2100, 2, 28)]
)
DAYS = st.dates(date(1950, 1, 2), date(2199, 12, 30))
MOMENTS = st.builds(
    lambda day, time, zone: datetime.combine(day, time, zone).replace(microsecond=0), EDGES | DAYS, st.times(), OFFSETS
)


@pytest.mark.fifty
@settings(max_examples=DATES, deadline=None)
@given(moments=st.lists(MOMENTS, min_size=1, max_size=8))
def test_any_moment_of_any_offset_keeps_its_day_week_and_year(moments: list[datetime]) -> None:
    posts = [
        analytics.Post(f"{number}.md", f"{number}", f"{number}/", "T", "rl", "note", moment, None, 7, "front matter")
        for number, moment in enumerate(moments)
    ]
    history = analytics.History()
    changes = changes_frame(history, [])
    table = posts_frame(posts, history, changes)
    of = {f"{number}.md": moment for number, moment in enumerate(moments)}
    for row in table.itertuples():
        moment = of[str(row.path)]
        assert row.published_on.date() == moment.date()
        assert row.published_at.to_pydatetime() == moment
        assert row.utc_offset_minutes * 60 == moment.utcoffset().total_seconds()
    last = max(moment.date() for moment in moments)
    weeks = measures.cadence(table, changes, until=last).set_index("week_start")["posts"]
    for moment in moments:
        iso = moment.date().isocalendar()
        assert weeks[pd.Timestamp(date.fromisocalendar(iso.year, iso.week, 1))] >= 1
    assert weeks.sum() == len(moments)
    years = measures.topic_years(table, changes).set_index("year")["posts"].to_dict()
    assert years == {
        year: sum(moment.year == year for moment in moments) for year in {moment.year for moment in moments}
    }


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1949-12-31", "is '1949-12-31', which is not between 1950 and 2199: fix the year"),
        ("2200-01-01", "is '2200-01-01', which is not between 1950 and 2199: fix the year"),
        ("2100-02-29", "is '2100-02-29', which is not a date"),
        ("2027-02-29", "is '2027-02-29', which is not a date"),
        ("2026-11-23 24:30", "is '2026-11-23 24:30', which is not a date"),
    ],
)
def test_a_day_that_no_calendar_has_is_told_with_its_line(written: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        Site(tmp_path).post("posts/a.md", POST.format(written, "rl")).build(LEARNING_TIMELINE_STRICT=True)
    assert f"posts/a.md:3: `date` {said}" in str(found.value)


# ── Zones ──


def zones(folder: Path, *, zurich: str) -> Path:
    """Time zone data in which Zurich has other rules than today."""
    (folder / "Europe").mkdir(parents=True)
    data = files("tzdata") / "zoneinfo"
    (folder / "Europe/Zurich").write_bytes(data.joinpath(*zurich.split("/")).read_bytes())
    (folder / "UTC").write_bytes((data / "UTC").read_bytes())
    return folder


@pytest.fixture
def use_zones() -> Iterator[Callable[[Path], None]]:
    """A machine whose time zone data can be changed."""
    before = zoneinfo.TZPATH

    def use(*folders: Path | str) -> None:
        zoneinfo.reset_tzpath([str(folder) for folder in folders])
        zoneinfo.ZoneInfo.clear_cache()

    yield use
    use(*before)


@pytest.mark.fifty
def test_under_other_rules_for_a_zone_days_stay_and_told_offsets_keep_their_instants(
    use_zones: Callable[[Path], None], tmp_path: Path
) -> None:
    story = GitStory(tmp_path / "journal")
    told = POST.format("2026-07-01 23:30+02:00", "told")
    story.write("content/told.md", told).write("content/untold.md", POST.format("2026-07-01 23:30", "untold"))
    story.write("content/2026-07-01-named.md", "# Named\n\nText.\n").write("content/by-git.md", "# By git\n\nText.\n")
    story.commit("2026-07-01T23:30:00+02:00")
    found = []
    for zurich in ("Europe/Zurich", "Asia/Kathmandu"):
        site = Site(tmp_path / zurich.replace("/", "-"), story.path / "content")
        use_zones(zones(tmp_path / f"data-{len(found)}", zurich=zurich))
        built = site.build(TIMEZONE="Europe/Zurich")
        found.append({row["path"]: row for row in rows(built)})
    old, new = found
    for path in ("told.md", "by-git.md"):
        assert old[path] == new[path]
        assert (old[path]["published_at"], old[path]["utc_offset_minutes"]) == ("2026-07-01T21:30:00Z", "120")
    for path in ("untold.md", "2026-07-01-named.md"):
        assert old[path]["published_on"] == new[path]["published_on"] == "2026-07-01"
        assert old[path]["published_at"] != new[path]["published_at"]  # what docs/dates.md says of them
    print("under other rules of a zone 4 of 4 posts keep their days, and both that tell an offset their instants")


@pytest.mark.fifty
def test_hours_that_a_clock_skips_or_shows_twice_are_read_as_documented(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.post("skipped.md", POST.format("2026-03-29 02:30", "a")).post("twice.md", POST.format("2026-10-25 02:30", "a"))
    # Zones follow their last known rules into all years to come.
    site.post("later.md", POST.format("2150-07-01 12:00", "a")).post("earlier.md", POST.format("1955-07-01 12:00", "a"))
    built = site.build(TIMEZONE="Europe/Zurich", LEARNING_TIMELINE_TODAY="2199-01-01")
    assert {row["path"]: (row["published_at"], row["utc_offset_minutes"]) for row in rows(built)} == {
        "skipped.md": ("2026-03-29T01:30:00Z", "60"),
        "twice.md": ("2026-10-25T00:30:00Z", "120"),
        "later.md": ("2150-07-01T10:00:00Z", "120"),
        "earlier.md": ("1955-07-01T11:00:00Z", "60"),
    }


# ── Clocks ──


@pytest.fixture
def journal(tmp_path: Path) -> Site:
    GitStory(tmp_path).write("content/a.md", POST.format("2026-11-20", "rl")).commit("2026-11-20T10:00:00+00:00")
    return Site(tmp_path)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """A machine whose clock can be set."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def set_to(moment: datetime) -> None:
        class Clock(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> Any:  # noqa: ARG003
                return moment

        monkeypatch.setattr(clock, "datetime", Clock)

    return set_to


@pytest.mark.fifty
@pytest.mark.parametrize(
    "case",
    [
        (datetime(1970, 1, 1, tzinfo=UTC), "says 1970-01-01, which is before the last commit of 2026-11-20", 0),
        (datetime(2026, 11, 20, 23, 59, tzinfo=UTC), "", 1),
        (datetime(2099, 6, 1, tzinfo=UTC), "says 2099-06-01, 72 years after the last commit of 2026-11-20", 1),
    ],
)
def test_a_clock_that_is_wrong_is_told(
    case: tuple[datetime, str, int],
    journal: Site,
    machine: Callable[[datetime], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    now, said, posts = case
    machine(now)
    built = journal.build(LEARNING_TIMELINE_TODAY="")
    assert len(rows(built)) == posts
    doubts = [record.getMessage() for record in caplog.records if "This machine's clock" in record.getMessage()]
    assert [said in doubt for doubt in doubts] == ([True] if said else [])
    if not posts:
        assert "a.md: left out: it is dated 2026-11-20, after 1970-01-01" in caplog.text
    print(f"a clock at {now.date()} is {'told' if said else 'believed'}")
