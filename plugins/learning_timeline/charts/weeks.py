"""A Timeline in, the weeks of every year out: a row a year, a cell a week, drawn by the page itself and not by Plotly.

Thousands of cells are six paths, one for each density step, so that the picture is in the page before any script runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from .._seam import analytics
from ..core.grains import MEASURES
from ..core.language import gettext, ngettext, spoken
from ..core.phrases import counted, day, number, sentences
from .density import density_bounds, density_key, density_levels
from .figures import LOCAL, REVISION, Chart, empty_chart, is_tie, renamed, row_with_most
from .wording import percent

PITCH, CELL = 10, 9


@dataclass(frozen=True, slots=True)
class ChapterMark:
    """A chapter of a life beside the rows of its years: where it begins and how high it is, in per cent of the height."""

    name: str
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class WeeksPicture:
    """The grid as a template draws it; lengths are in the picture's own units.

    Attributes:
        first_year: of the topmost row.
        rows: one a year.
        row_height: in CSS pixels.
        paths: (density level, path data of all cells of that level).
        months: (name, where it begins in per cent of the width).
        years: (year, its row's middle in per cent of the height) for the rows that have a label.
        to_come: path data of the weeks to come, where the author wants them.
        chapters: of the author's life beside the rows.
    """

    first_year: int
    rows: int
    row_height: int
    paths: tuple[tuple[int, str], ...]
    months: tuple[tuple[str, float], ...]
    years: tuple[tuple[int, float], ...]
    to_come: str = ""
    chapters: tuple[ChapterMark, ...] = ()

    @property
    def height(self) -> int:
        """Of the drawing, in CSS pixels."""
        return self.rows * self.row_height


def weeks(timeline: analytics.Timeline, story: analytics.Story | None = None) -> Chart:
    """One row an ISO year, one cell a week, from the journal's first week to this one.

    Where the author says so, weeks to come follow up to an age, and chapters of the life are beside the rows.

    The oldest year is on top: time runs as text does, and a row once drawn keeps its place for life.
    """
    rows = _lived(analytics.measures.weeks(timeline.posts, timeline.changes, timeline.today))
    table = renamed(
        rows,
        {"iso_year": "Year", "iso_week": "Week", "week_start": "Monday", **{name: name.title() for name in MEASURES}},
    )
    how = sentences(
        gettext(
            "A post counts in the ISO week (Monday to Sunday) of the day it was published. A week belongs to the year "
            "that has its Thursday."
        ),
        gettext(LOCAL),
        gettext(REVISION),
        gettext("Weeks before the first and after the present one are not drawn."),
    )
    empty = empty_chart("weeks", gettext("The weeks of every year"), table, how, timeline.today)
    if rows.empty:
        return empty
    return replace(
        empty,
        sentence=_sentence(rows),
        picture=_picture(rows, timeline.today, story or analytics.Story()),
        shown_table=_by_year(rows),
        table_caption=gettext("The weeks of each ISO year"),
        key=_key(rows),
        key_of=gettext("posts a week"),
    )


def _picture(rows: pd.DataFrame, today: date, story: analytics.Story) -> WeeksPicture:
    first, last = int(rows["iso_year"].iloc[0]), int(rows["iso_year"].iloc[-1])
    values = rows["posts"].tolist()
    bounds = density_bounds(values)
    cells: dict[int, list[tuple[int, int]]] = {}
    levels = density_levels(values, bounds)
    for year, week, level in zip(rows["iso_year"], rows["iso_week"], levels, strict=True):
        cells.setdefault(level, []).append((week - 1, year - first))
    last_day = _end_of_life(story, today)
    last = max(last, last_day.isocalendar().year)
    years = last - first + 1
    return WeeksPicture(
        first_year=first,
        rows=years,
        row_height=26 if years <= 12 else 18 if years <= 30 else 12,  # noqa: PLR2004 - looked at, not derived
        paths=tuple((level, _path(cells[level])) for level in sorted(cells)),
        months=tuple(
            (spoken().short_month(month), round(100 * (date(2001, month, 1).timetuple().tm_yday / 7) / 53, 2))
            for month in range(1, 13)
        ),
        years=tuple((year, round(100 * (year - first + 0.5) / years, 3)) for year in _labelled(range(first, last + 1))),
        to_come=_to_come(today, last_day, first),
        chapters=_chapters(story, first, years, today),
    )


def _end_of_life(story: analytics.Story, today: date) -> date:
    """The day on which the author comes to the age up to which they want weeks drawn; today where they want none."""
    born = story.born.first_day if story.born else today
    if born >= today or not story.years:
        return today
    return max(today, date(born.year + story.years, born.month, min(born.day, 28)))


def _to_come(today: date, last_day: date, first: int) -> str:
    """The weeks after the present one."""
    monday, cells = today - timedelta(days=today.weekday() - 7), []
    while monday <= last_day:
        year, week, _ = monday.isocalendar()
        cells.append((week - 1, year - first))
        monday += timedelta(days=7)
    return _path(cells)


def _path(cells: Iterable[tuple[int, int]]) -> str:
    """Cells by column and row as one path. Each stands by its distance from the one before: thousands of them compress to half.

    >>> _path([(0, 0), (2, 0), (0, 1)])
    'm0 0h9v9h-9zm20 0h9v9h-9zm-20 10h9v9h-9z'
    """
    path, left, top = "", 0, 0
    for column, row in cells:
        path += f"m{(column - left) * PITCH} {(row - top) * PITCH}h{CELL}v{CELL}h-{CELL}z"
        left, top = column, row
    return path


def _chapters(story: analytics.Story, first: int, rows: int, today: date) -> tuple[ChapterMark, ...]:
    """The chapters that meet a row, each from the year in which it begins to that in which it ends."""
    found = []
    for chapter in story.chapters:
        begin = max(chapter.begin.year, first)
        end = min((chapter.end or analytics.PartialDate(today.year)).year, first + rows - 1)
        if begin <= end:
            top, height = round(100 * (begin - first) / rows, 3), round(100 * (end - begin + 1) / rows, 3)
            found.append(ChapterMark(chapter.name, top, height))
    return tuple(found)


def _key(rows: pd.DataFrame) -> tuple[tuple[int, str], ...]:
    values = [int(value) for value in rows["posts"]]
    return density_key(density_bounds(values), values)


def _labelled(years: Sequence[int]) -> list[int]:
    """The years that have room for a label: every one of thirty, else every fifth."""
    step = 1 if len(years) <= 30 else 5  # noqa: PLR2004 - rows are too low for a label each
    return [year for year in years if year % step == 0]


def _lived(rows: pd.DataFrame) -> pd.DataFrame:
    """The weeks from the first with a post to the present one."""
    rows = rows[~rows["is_future"]]
    return rows[rows["posts"].cumsum() > 0]


def _sentence(rows: pd.DataFrame) -> str:
    total, active, first = int(rows["posts"].sum()), int((rows["posts"] > 0).sum()), rows["week_start"].iloc[0].date()
    if len(rows) == 1:
        return gettext(
            "The journal is in its first week, with %(posts)s so far. Every week to come adds a cell.",
            posts=counted(total, "post"),
        )
    most = row_with_most(rows, "posts")
    sentence = ngettext(
        "%(num)s of %(weeks)s since %(day)s has a post (%(percent)s)",
        "%(num)s of %(weeks)s since %(day)s have a post (%(percent)s)",
        active,
        weeks=counted(len(rows), "week"),
        day=day(first),
        percent=percent(active, len(rows)),
    )
    if not is_tie(rows["posts"]):
        sentence = gettext(
            "%(sentence)s; the fullest is week %(week)s of %(year)s, with %(posts)s",
            sentence=sentence,
            week=most.iso_week,
            year=most.iso_year,
            posts=counted(int(most.posts), "post"),
        )
    runs = _longest_run(rows["posts"] > 0)
    if runs > 1:
        sentence = gettext(
            "%(sentence)s, and the longest unbroken run is %(weeks)s weeks",
            sentence=sentence,
            weeks=number(runs),
        )
    return f"{sentence}."


def _by_year(rows: pd.DataFrame) -> pd.DataFrame:
    """A row a year: what a person reads off the grid, in numbers."""
    active = rows.assign(active=(rows["posts"] > 0).astype("int64"))
    by_year = active.groupby("iso_year", as_index=False).agg(
        weeks=("posts", "size"), active=("active", "sum"), posts=("posts", "sum"), most=("posts", "max")
    )
    return renamed(
        by_year,
        {
            "iso_year": "Year",
            "weeks": "Weeks",
            "active": "Weeks with a post",
            "posts": "Posts",
            "most": "Most in a week",
        },
    )


def _longest_run(flags: pd.Series[bool]) -> int:
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest
