"""Days in the names of notes and dates in their fields, as programs and people write them."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_timeline.reading.days import Named, day_in, in_words, year_last
from learning_timeline.reading.dialects.hugo import Hugo
from learning_timeline.reading.dialects.jekyll import Jekyll
from learning_timeline.reading.dialects.nikola import Nikola
from learning_timeline.reading.dialects.quarto import Quarto
from learning_timeline.reading.fields import Fields
from learning_timeline.reading.frontmatter import split
from learning_timeline.reading.moments import Ambiguous, moment_of
from learning_timeline.reading.month_names import MONTHS
from tests.builders.git_story import GitStory
from tests.builders.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from learning_timeline.reading.dialects.dialect import Dialect

FIFTH = date(2024, 3, 5)
# Each with the name that it leaves; the title in words belongs to notes of a day alone.
DAYS = {
    **dict.fromkeys(
        [
            *("2024-03-05.md", "2024_03_05.md", "20240305.md", "2024.03.05.md", "2024-3-5.md", "x/2024-03-05/index.md"),
            *("2024-03-05 Tuesday.md", "2024-03-05-Tue.md", "day-2024-03-05.md", "Daily Note 2024-03-05.md"),
            *(
                "March 5th, 2024.md",
                "Mar 5, 2024.md",
                "mar 5th, 2024.md",
                "5 March 2024.md",
                "5. March 2024.md",
                "2024年3月5日.md",
            ),
            *(
                "2024/03-05.md",
                "2024/03/05.md",
                "2024/03-March/05.md",
                "notes/2024/3/5.md",
                "202403051230.md",
                "20240305123059.md",
            ),
            *(
                "Tuesday, March 5, 2024.md",
                "Tue 5 Mar 2024.md",
                "2024-W10-2.md",
                "2024/2024-03/05 Tuesday.md",
                "2024-03/05.md",
            ),
            *("daily.journal.2024.03.05.md", "05.03.2024.md", "2024-03-05T12:30.md"),
        ],
        "",
    ),
    **dict.fromkeys(
        [
            *(
                "2024-03-05-trees.md",
                "2024-03-05_trees.md",
                "2024-3-5 trees.md",
                "20240305-trees.md",
                "202403051230 trees.md",
            ),
            *(
                "2024/03/05/trees.md",
                "2024/3/5/trees/index.md",
                "[2024-03-05] trees.md",
                "Daily Note 2024-03-05 trees.md",
            ),
            *("2024/03/05-trees.md", "2024-03-05-trees/index.md", "_posts/24-03-05-trees.md", "2024-03-05 - trees.md"),
        ],
        "trees",
    ),
}
NO_DAYS = [
    *(
        "trees.md",
        "2024.md",
        "2024-00-template.md",
        "12345678.md",
        "20241399.md",
        "3.14.md",
        "may 5.md",
        "10.1.2.md",
        "0305.md",
    ),
    *(
        "2010-11-lectures.md",
        "99999999-x.md",
        "2024/2024-03/x.md",
        "python-3.11.4.md",
        "1.md",
        "ch01/02-x.md",
        "2024/13/05-x.md",
        "2024/13/05/x.md",
        "2024-03/x.md",
    ),
]


@pytest.mark.parametrize(("path", "name"), DAYS.items())
def test_a_day_is_read_in_every_form_of_a_name(path: str, name: str) -> None:
    found = day_in(path)
    assert (found.day, found.title, found.wrong) == (FIFTH, "" if name else "5 March 2024", "")
    assert not name or found.name == name


def test_a_day_behind_other_words_leaves_the_name_whole() -> None:
    assert day_in("Weekly meeting 2024-03-05.md") == Named("Weekly meeting 2024-03-05", FIFTH)
    assert day_in("2024-03-05-1.md") == Named("2024-03-05-1", FIFTH, "5 March 2024, 1")


@pytest.mark.parametrize(
    "name", ["5. März 2024", "Mardi, 5 mars 2024", "5 марта 2024", "5 de marzo de 2024", "5-mars-2024"]
)
def test_months_have_names_in_other_languages(name: str) -> None:
    assert day_in(f"{name}.md")[:3] == (name, FIFTH, name)
    assert str(moment_of(f"{name} 18:30")) == "2024-03-05 18:30:00"


def test_a_name_that_is_another_month_elsewhere_is_none() -> None:
    assert moment_of("5 listopad 2024") is None
    assert day_in("12 ways 2024.md") == Named("12 ways 2024")


@pytest.mark.parametrize(
    ("path", "day", "title"),
    [
        ("2024-W05.md", date(2024, 1, 29), "Week 5 of 2024"),
        ("2024W5.md", date(2024, 1, 29), "Week 5 of 2024"),
        ("2024-03.md", date(2024, 3, 1), "March 2024"),
        ("2024_03 March.md", date(2024, 3, 1), "March 2024"),
        ("March 2024.md", date(2024, 3, 1), "March 2024"),
        ("2024-Q2.md", date(2024, 4, 1), "Quarter 2 of 2024"),
    ],
)
def test_notes_of_weeks_and_months_stand_at_their_first_day(path: str, day: date, title: str) -> None:
    assert day_in(path)[1:3] == (day, title)


@pytest.mark.parametrize("path", NO_DAYS)
def test_what_is_no_day_is_not_taken_for_one(path: str) -> None:
    found = day_in(path)
    assert (found.day, found.wrong) == (None, "")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("2024-13-45-x.md", "its name starts with 2024-13-45, which is not a day"),
        ("2024-02-30.md", "its name starts with 2024-02-30, which is not a day"),
        ("1899-01-01-x.md", "its name starts with 1899-01-01, which is not between 1950 and 2199"),
        ("24-01-29-x.md", "its name starts with 24-01-29, which may be a day; git tells when it was written"),
        ("03-05-2024.md", "its name contains 03-05-2024, which could start with the day or the month"),
    ],
)
def test_what_looks_like_a_day_and_is_none_is_said(path: str, said: str) -> None:
    assert day_in(path).wrong == said


def test_the_order_of_day_and_month_is_that_of_the_setting_where_nothing_else_tells_it() -> None:
    assert (day_in("03-05-2024.md", "mdy").day, day_in("03-05-2024.md", "dmy").day) == (FIFTH, date(2024, 5, 3))
    assert {year_last(text, "") for text in ("5.3.2024",)} == {FIFTH}
    assert (year_last("31/3/2024", "mdy"), year_last("3/31/2024", "dmy")) == (date(2024, 3, 31), date(2024, 3, 31))


@given(st.dates(date(1950, 1, 1), date(2199, 12, 31)))
def test_each_day_is_the_same_in_each_form(day: date) -> None:
    month = MONTHS[day.month - 1].title()
    names = [f"{day}", f"{day:%Y%m%d}", f"{day.year}_{day.month}_{day.day}", f"{day.year}/{day.month:02}/{day.day:02}"]
    names += [f"{month} {day.day}, {day.year}", f"{month[:3]} {day.day}th, {day.year}", in_words(day)]
    assert {day_in(f"{name}.md").day for name in names} == {day}
    assert {day_in(f"{name}.md").title for name in names} == {in_words(day)}
    texts = [
        f"{day}",
        f"{day:%Y/%m/%d}",
        in_words(day),
        f"{month} {day.day}, {day.year}",
        f"{day.day}.{day.month}.{day.year}",
    ]
    assert {moment_of(text) for text in texts} == {datetime(day.year, day.month, day.day)}  # noqa: DTZ001


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{1,4}[-_./ ]?[0-9]{1,4}[-_./ ]?[0-9A-Za-z]{1,6}", fullmatch=True))
def test_any_name_and_any_text_is_read_without_an_error(text: str) -> None:
    found = day_in(f"{text}.md")
    assert found.day is None or 1950 <= found.day.year <= 2199
    try:
        moment_of(text)
    except Ambiguous:
        assert "/" in text or "-" in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2019-04-25 9:00:00", "2019-04-25T09:00:00"),
        ("2024-1-31", "2024-01-31T00:00:00"),
        ("2024/03/05", "2024-03-05T00:00:00"),
        ("2024-01-31 10:00:00 UTC", "2024-01-31T10:00:00+00:00"),
        ("2024-01-31 10:00UTC", "2024-01-31T10:00:00+00:00"),
        ("2024-01-31 10:00:00 +0000 UTC", "2024-01-31T10:00:00+00:00"),
        ("2024-01-31 10:00:00 -0500 EST", "2024-01-31T10:00:00-05:00"),
        ("2024-01-31T10:00:00.123456789Z", "2024-01-31T10:00:00.123456+00:00"),
        ("2024-01-31T10:00:00+01:00[Europe/Zurich]", "2024-01-31T10:00:00+01:00"),
        ("Wed, 31 Jan 2024 10:00:00 +0000", "2024-01-31T10:00:00+00:00"),
        ("January 31, 2024 3:04 PM", "2024-01-31T15:04:00"),
        ("January 31, 2024 at 3:04:05 PM GMT+1", "2024-01-31T15:04:05+01:00"),
        ("12/31/2024 3:04 pm", "2024-12-31T15:04:00"),
        ("31.12.2024 15:04:05", "2024-12-31T15:04:05"),
        ("1643673600000", "2022-02-01T00:00:00+00:00"),
        ("20240131T101112Z", "2024-01-31T10:11:12+00:00"),
        ("[[2024-01-31]]", "2024-01-31T00:00:00"),
        ("Jan 2024", "2024-01-01T00:00:00"),
        ("2024-01-31 9:5:7", "2024-01-31T09:05:07"),
        ("2024-01-31 at 10:00", "2024-01-31T10:00:00"),
        ("<2024-01-31 Wed>", "2024-01-31T00:00:00"),
        ("[2024-01-31 Wed 10:00]", "2024-01-31T10:00:00"),
        ("Wed, 31 Jan 24 10:00:00 EST", "2024-01-31T10:00:00-05:00"),
        ("Wednesday, 31-Jan-24 10:00:00 UTC", "2024-01-31T10:00:00+00:00"),
        ("Wed Jan 31 2024 10:00:00 GMT+0100 (Central European Standard Time)", "2024-01-31T10:00:00+01:00"),
        ("January 31, 2024 3:04 PM (EST)", "2024-01-31T15:04:00"),
        ("@January 31, 2024 3:04 PM (GMT+5:30)", "2024-01-31T15:04:00+05:30"),
        ("January 31, 2024 → February 2, 2024", "2024-01-31T00:00:00"),
        ("2024-01-31T10:00:00 (UTC +05:30)", "2024-01-31T10:00:00+05:30"),
        ("2024-07-31 10:00 America/New_York", "2024-07-31T10:00:00-04:00"),
        ("2024-01-31T10:00:00[Europe/Zurich]", "2024-01-31T10:00:00+01:00"),
        # Of which zone it is, nobody can tell; the post is dated by git, and its author is told.
        ("2024-01-31 10:00 No/Where", None),
        ("1706713440.123", "2024-01-31T15:04:00+00:00"),
        ("2024-W05", "2024-01-29T00:00:00"),
        # ISO 8601's end of a day, its decimal minutes, and a second more.
        ("2024-12-31T24:00", "2025-01-01T00:00:00"),
        ("2024-02-28 24:00:00Z", "2024-02-29T00:00:00+00:00"),
        ("20240228T2400", "2024-02-29T00:00:00"),
        ("2024-01-31T09:05,5", "2024-01-31T09:05:30"),
        ("20240131T0905.5Z", "2024-01-31T09:05:30+00:00"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00+00:00"),
        *((text, None) for text in ("2024-01-31T24:01", "2024-01-31T09:60", "2024-01-31 09.30", "9999-12-31T24:00")),
        *(
            (text, None)
            for text in ("soon", "2024", "{{date}}", "2024-02-30", "May the 4th", "9999999999999", "", "0000-00-00")
        ),
    ],
)
def test_moments_of_other_programs_are_read(text: str, said: str | None) -> None:
    moment = moment_of(text)
    assert (moment.isoformat() if moment else None) == said


# As Jekyll 4.3.1, Hugo 0.111.3 and Nikola 8.3.3 date a post whose front matter says so, and as Quarto's documentation has it.
OF_PROGRAMS = {
    Hugo: {
        "2024-03-05T10:00:00": "2024-03-05T10:00:00",
        "2024-03-05 10:00:00 +0200 CEST": "2024-03-05T10:00:00+02:00",
        "2024-03-05T23:30:00-0800": "2024-03-05T23:30:00-08:00",
        "05 Mar 2024": "2024-03-05T00:00:00",
        "Tue, 05 Mar 2024 10:00:00 +0100": "2024-03-05T10:00:00+01:00",
        "Tue Mar  5 10:00:00 2024": "2024-03-05T10:00:00",
        "1709632800": "2024-03-05T10:00:00+00:00",
    },
    Jekyll: {
        "2024-3-5": "2024-03-05T00:00:00",
        "2024-03-05 9:05:00": "2024-03-05T09:05:00",
        "2024-03-05 09:05:00 +0200": "2024-03-05T09:05:00+02:00",
        "2024/3/5 10:00": "2024-03-05T10:00:00",
        "2024.03.05": "2024-03-05T00:00:00",
        "20240305": "2024-03-05T00:00:00",
        "03/04/2024": "2024-04-03T00:00:00",
        "3-4-2024": "2024-04-03T00:00:00",
        "31/01/2024": "2024-01-31T00:00:00",
        "5 March 2024": "2024-03-05T00:00:00",
        "January 31, 2024 3:04 PM": "2024-01-31T15:04:00",
        "Tue, 5 Mar 2024 10:00:00 +0100": "2024-03-05T10:00:00+01:00",
        "Mar 2024": "2024-03-01T00:00:00",
    },
    Nikola: {
        "2012-09-15 19:52:05 UTC": "2012-09-15T19:52:05+00:00",
        "2016-04-20 19:36:22 UTC-04:00": "2016-04-20T19:36:22-04:00",
        "2024-3-5 9:05": "2024-03-05T09:05:00",
        "03/04/2024": "2024-03-04T00:00:00",
        "31/01/2024": "2024-01-31T00:00:00",
        "March 5, 2024 3:04 PM": "2024-03-05T15:04:00",
        "20240305": "2024-03-05T00:00:00",
    },
    Quarto: {
        "03/07/2005": "2005-03-07T00:00:00",
        "03-07-2005": "2005-03-07T00:00:00",
        "03/07/05": "2005-03-07T00:00:00",
        "2005-03-07": "2005-03-07T00:00:00",
        "07 March 2005": "2005-03-07T00:00:00",
        "March 07, 2005": "2005-03-07T00:00:00",
        "2005-03-07T10:20:30Z": "2005-03-07T10:20:30+00:00",
    },
}


@pytest.mark.parametrize("dialect", OF_PROGRAMS)
def test_a_date_is_that_of_the_program_it_was_written_for(dialect: type[Dialect]) -> None:
    found = {text: moment_of(text, dialect.date_order) for text in OF_PROGRAMS[dialect]}
    assert {text: moment and moment.isoformat() for text, moment in found.items()} == OF_PROGRAMS[dialect]


def test_a_post_of_a_site_is_dated_in_the_order_of_its_program(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "content").write("_quarto.yml", "project: {type: website}\n")
    story.write("posts/a.qmd", "---\ntitle: A\ndate: 03/04/2024\n---\nText.\n").commit("2026-01-05T10:00:00+00:00")
    site = Site(tmp_path).build()
    assert next(csv.DictReader(io.StringIO(site.text("data/posts.csv"))))["published_on"] == "2024-03-04"


def test_what_two_days_may_be_is_asked() -> None:
    with pytest.raises(Ambiguous):
        moment_of("03/04/2024")
    assert str(moment_of("03/04/2024", "dmy")) == "2024-04-03 00:00:00"
    with pytest.raises(Ambiguous):
        moment_of("3/4/24")
    assert str(moment_of("3/4/24", "mdy")) == "2024-03-04 00:00:00"


def test_a_post_is_dated_by_the_first_field_that_says_a_day_and_the_others_are_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    story = GitStory(tmp_path / "content")
    story.write("a.md", "---\ntitle: A\ndate: soon\ncreated: 1643673600000\n---\n")
    story.write("b.md", "---\ntitle: B\nCreated At: never\ndate created: 3 March 2024\n---\n")
    story.write("c.md", "---\ntitle: C\ndate: 03/04/2024\n---\n")
    story.write("d.md", "---\ntitle: D\ndate: last-modified\n---\n").write("2024-03-05.md", "Words.\n")
    story.write("f.md", "---\ntitle: F\ndate: 2024-03-04T23:00:00-05:00\nmodified: 2024-03-05 01:00\n---\n")
    story.write("e.md", "---\ntitle: E\npublished: true\npubdate: 2024/3/5\n---\n").commit("2026-01-05T10:00:00+00:00")
    site = Site(tmp_path).build()
    rows = csv.DictReader(io.StringIO(site.text("data/posts.csv")))
    found = {row["path"]: (row["published_on"], row["title"]) for row in rows}
    assert "2024-03-05T01:00:00-05:00" in site.text("feeds/all.atom.xml")  # in the zone that its `date` names
    assert found == {
        "a.md": ("2022-02-01", "A"),
        "b.md": ("2024-03-03", "B"),
        "c.md": ("2026-01-05", "C"),
        "d.md": ("2026-01-05", "D"),
        "e.md": ("2024-03-05", "E"),
        "f.md": ("2024-03-04", "F"),
        "2024-03-05.md": ("2024-03-05", "5 March 2024"),
    }
    assert "`date` is 'soon', which is not a date" in caplog.text
    assert "`date` is '03/04/2024', which could start with the day or the month" in caplog.text


def test_a_date_that_is_a_link_to_the_note_of_its_day_is_that_day() -> None:
    assert str(Fields("a.md", split("---\ndate: [[2024-03-05]]\n---\n")).moment("date")) == "2024-03-05 00:00:00"


def test_what_cannot_be_a_date_is_named_as_the_file_calls_it() -> None:
    fields = Fields("a.md", split("---\nCreated At: never\n---\n"))
    assert fields.moment("date") is None
    assert [(one.line, one.problem) for one in fields.remarks] == [(2, "`created at` is 'never', which is not a date")]
