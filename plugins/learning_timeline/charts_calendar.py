"""A Timeline in, charts of cells out: the weeks of every year, and the days of one.

Six density steps tell how much: the first is zero, and what has not been lived has no cell.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go

from ._seam import analytics
from .figures import (
    DENSITY,
    LOCAL,
    MEASURES,
    MONTH_NAMES,
    REVISION,
    RULE,
    Chart,
    Measure,
    base_axis,
    base_layout,
    figure_of,
    nothing_to_draw,
    percent,
    renamed,
    row_with_most,
    short_day,
    thin_line,
)
from .prose import counted, day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def weeks(timeline: analytics.Timeline) -> Chart:
    """One row an ISO year, one cell a week, from the journal's first week to this one.

    The oldest year is on top: time runs as text does, and a row once drawn keeps its place for life.
    """
    subject = "The weeks of every year"
    rows = _lived(analytics.measures.weeks(timeline.posts, timeline.changes, timeline.today))
    table = renamed(
        rows,
        {"iso_year": "Year", "iso_week": "Week", "week_start": "Monday", **{name: name.title() for name in MEASURES}},
    )
    how = (
        "A post counts in the ISO week (Monday to Sunday) of the day on which it was published; a week belongs to the "
        f"year that has its Thursday. {LOCAL} {REVISION} Weeks before the first and after the present one are not drawn."
    )
    if rows.empty:
        return nothing_to_draw("weeks", subject, table, how, timeline)
    years = list(range(int(rows["iso_year"].iloc[0]), int(rows["iso_year"].iloc[-1]) + 1))
    cells = [(week - 1, year - years[0]) for week, year in zip(rows["iso_week"], rows["iso_year"], strict=True)]
    shape = (len(years), 53)
    measures = _density_measures(rows, cells, shape, before="Week of ")
    row_height = 26 if len(years) <= 12 else 18 if len(years) <= 30 else 14  # noqa: PLR2004 - looked at, not derived
    height = 34 + row_height * len(years)
    figure = figure_of(
        [
            go.Heatmap(
                x=list(range(1, 54)),
                y=years,
                text=_grid(cells, [short_day(week) for week in rows["week_start"]], shape, ""),
                **_steps(gap=2),
                **measures[0].traces[0],
            )
        ],
        base_layout(
            height,
            margin={"l": 44, "r": 4, "t": 30, "b": 4},
            xaxis=base_axis(
                side="top",
                range=[0.5, 53.5],
                tickvals=[round(0.5 + date(2001, month, 15).timetuple().tm_yday / 7, 2) for month in range(1, 13)],
                ticktext=MONTH_NAMES,
            ),
            yaxis=base_axis(range=[years[-1] + 0.5, years[0] - 0.5], tickvals=_year_ticks(years), tickformat="d"),
            shapes=_unlived(rows, years),
        ),
    )
    return Chart(
        slug="weeks",
        subject=subject,
        title=subject,
        sentence=_weeks_sentence(rows),
        figure=figure,
        table=table,
        shown_table=_weeks_by_year(rows, years),
        table_caption="Posts in each ISO week, one row a year",
        how_counted=how,
        data_day=timeline.today,
        height=height,
        measures=measures,
        narrow={"xaxis.ticktext": [name[0] for name in MONTH_NAMES], "margin.l": 36},
        csv_name="weeks.csv",
    )


def _lived(rows: pd.DataFrame) -> pd.DataFrame:
    """The weeks from the first with a post to the present one."""
    rows = rows[~rows["is_future"]]
    return rows[rows["posts"].cumsum() > 0]


def _weeks_sentence(rows: pd.DataFrame) -> str:
    total, active, first = int(rows["posts"].sum()), int((rows["posts"] > 0).sum()), rows["week_start"].iloc[0].date()
    if len(rows) == 1:
        return (
            f"The journal is in its first week, with {counted(total, 'post')} so far. Every week to come adds a cell."
        )
    most = row_with_most(rows, "posts")
    sentence = (
        f"{active:,} of {counted(len(rows), 'week')} since {day(first)} {'has' if active == 1 else 'have'} a post "
        f"({percent(active, len(rows))}); "
        f"the fullest is week {most.iso_week} of {most.iso_year}, with {counted(int(most.posts), 'post')}"
    )
    runs = _runs(rows["posts"] > 0)
    if runs > 1:
        sentence += f", and the longest run of weeks without a pause is {runs:,}"
    return sentence + "."


def _weeks_by_year(rows: pd.DataFrame, years: Sequence[int]) -> pd.DataFrame:
    wide = rows.pivot_table(index="iso_year", columns="iso_week", values="posts", aggfunc="sum")
    wide = wide.reindex(index=list(years), columns=list(range(1, 54))).astype("Int64")
    wide.columns = [str(week) for week in wide.columns]
    return wide.rename_axis("Year").reset_index()


def _unlived(rows: pd.DataFrame, years: Sequence[int]) -> list[dict[str, Any]]:
    """A faint line through the weeks of a year that are not drawn, so that a young journal's row is seen as a year."""
    first, last = int(rows["iso_week"].iloc[0]), int(rows["iso_week"].iloc[-1])
    spans = [(0.6, first - 0.7, years[0]), (last + 0.7, date(years[-1], 12, 28).isocalendar().week + 0.4, years[-1])]
    return [thin_line(x0, year, x1, year) for x0, x1, year in spans if x1 - x0 > 1]


def calendar(timeline: analytics.Timeline, year: int) -> Chart:
    """The days of a year, a column a week and a row a weekday, with a line between months."""
    subject = f"The days of {year}"
    rows = analytics.measures.days(timeline.posts, timeline.changes, year, timeline.today)
    first_on = timeline.summary.first_on
    rows = rows[~rows["is_future"]]
    rows = rows[rows["day"] >= pd.Timestamp(first_on)] if first_on else rows.iloc[:0]
    table = renamed(rows, {"day": "Day", **{name: name.title() for name in MEASURES}})
    how = (
        f"A post counts on the day on which it was published. {LOCAL} {REVISION} Days before the journal's first "
        "post and days to come are not drawn."
    )
    if rows.empty:
        return nothing_to_draw(f"calendar-{year}", subject, table, how, timeline)
    start = date(year, 1, 1).weekday()
    days = [on.date() for on in rows["day"]]
    cells = [((on.timetuple().tm_yday - 1 + start) // 7, on.weekday()) for on in days]
    columns = (date(year, 12, 31).timetuple().tm_yday - 1 + start) // 7 + 1
    measures = _density_measures(rows, cells, (7, columns))
    height = 7 * 20 + 30
    firsts = [(date(year, month, 1).timetuple().tm_yday - 1 + start) for month in range(1, 13)]
    figure = figure_of(
        [
            go.Heatmap(
                x=list(range(columns)),
                y=list(range(7)),
                text=_grid(cells, [short_day(on) for on in days], (7, columns), ""),
                **_steps(gap=3),
                **measures[0].traces[0],
            )
        ],
        base_layout(
            height,
            margin={"l": 44, "r": 4, "t": 26, "b": 4},
            xaxis=base_axis(
                side="top",
                range=[-0.5, columns - 0.5],
                tickvals=[round((first + 15) / 7 - 0.5, 2) for first in firsts],
                ticktext=MONTH_NAMES,
            ),
            yaxis=base_axis(
                range=[6.5, -0.5], tickvals=[0, 2, 4, 6], ticktext=[WEEKDAYS[index] for index in (0, 2, 4, 6)]
            ),
            shapes=[_month_border(first) for first in firsts[1:]],
            # Where a phone, which shows a part of the year, begins to look.
            meta={"focus": round((cells[-1][0] + 1) / columns, 3)},
        ),
    )
    shown = table[(table[["Posts", "Words", "Revisions"]] > 0).any(axis=1)]
    return Chart(
        slug=f"calendar-{year}",
        subject=subject,
        title=subject,
        sentence=_calendar_sentence(rows, year),
        figure=figure,
        table=table,
        shown_table=shown,
        table_caption=f"The days of {year} with a post or a revision; all other days have none",
        how_counted=how,
        data_day=timeline.today,
        height=height,
        measures=measures,
        scrolls=True,
        csv_name=f"calendar-{year}.csv",
    )


def _calendar_sentence(rows: pd.DataFrame, year: int) -> str:
    active = rows[rows["posts"] > 0]
    total = int(rows["posts"].sum())
    if total == 0:
        return f"No posts in {year}."
    most = row_with_most(active, "posts")
    sentence = f"{counted(total, 'post')} on {counted(len(active), 'day')} of {year}"
    if int(most.posts) > 1 and len(active) > 1:
        sentence += f", {int(most.posts):,} of them on {_day_month(most.day.date())}"
    elif len(active) == 1:
        sentence += f", {_day_month(most.day.date())}"
    pauses = active["day"].diff().dt.days
    if len(active) > 2 and pauses.max() > 7:  # noqa: PLR2004 - a pause of a week is not worth telling
        sentence += f"; the longest pause between two of them was {counted(int(pauses.max()) - 1, 'day')}"
    return sentence + "."


def _month_border(first: int) -> dict[str, Any]:
    """A line before the day at this position, down to the end of the week, and along the rest of the week before."""
    column, weekday = divmod(first, 7)
    x, y = column - 0.5, weekday - 0.5
    path = f"M {x + 1},-0.5 L {x + 1},{y} L {x},{y} L {x},6.5" if weekday else f"M {x},-0.5 L {x},6.5"
    return {"type": "path", "path": path, "line": {"color": RULE, "width": 1}}


def _steps(gap: int) -> dict[str, Any]:
    """The attributes of a heatmap that shows six density steps, the first of which is zero; None stays empty."""
    scale = [pair for level, colour in enumerate(DENSITY) for pair in ((level / 6, colour), ((level + 1) / 6, colour))]
    return {
        "colorscale": [[round(at, 4), colour] for at, colour in scale],
        "zmin": -0.5,
        "zmax": 5.5,
        "xgap": gap,
        "ygap": gap,
        "showscale": False,
        "hoverongaps": False,
    }


def _density_measures(
    rows: pd.DataFrame, cells: Sequence[tuple[int, int]], shape: tuple[int, int], before: str = ""
) -> tuple[Measure, ...]:
    measures = []
    for name in MEASURES:
        values = [int(value) for value in rows[name]]
        bounds = _bounds(values)
        trace = {
            "z": _grid(
                cells, [_level(sum(value > bound for bound in bounds), len(bounds)) for value in values], shape, None
            ),
            "customdata": _grid(cells, values, shape, None),
            "hovertemplate": f"{before}%{{text}}<br>{name}: %{{customdata:,}}<extra></extra>",
        }
        measures.append(Measure(name, (trace,), key=_key(bounds, values)))
    return tuple(measures)


def _bounds(values: Iterable[int]) -> tuple[int, ...]:
    """Upper bounds of the steps zero to four: each step above zero holds about a fifth of the values above zero.

    >>> _bounds([0, 1, 1, 2, 3]), _bounds(range(101))
    ((0, 1, 2), (0, 20, 40, 60, 80))
    """
    above = sorted(value for value in values if value > 0)
    distinct = sorted(set(above))
    if len(distinct) <= 5:  # noqa: PLR2004 - one step for each
        return (0, *distinct[:-1])
    bounds = [0]
    for fifth in range(1, 5):
        bound = above[fifth * len(above) // 5 - 1] if len(above) >= 5 else above[0]  # noqa: PLR2004
        larger = [value for value in distinct if value > bounds[-1]]
        # A fifth may hold one value only; its step then ends there and the next begins with the next value.
        if len(larger) > 1:
            bounds.append(min(max(bound, larger[0]), distinct[-2]))
    return tuple(bounds)


def _key(bounds: Sequence[int], values: Sequence[int]) -> tuple[tuple[int, str], ...]:
    """The level of each step and which values it holds, from the lowest to the highest.

    >>> _key((0, 1, 5), [0, 1, 2, 5, 9]), _key((0,), [0, 3]), _key((0,), [0])
    (((0, '0'), (2, '1'), (4, '2 to 5'), (5, '9')), ((0, '0'), (5, '3')), ((0, '0'),))
    """
    if not any(values):
        return ((0, "0"),)
    ranges = []
    for low, high in pairwise([*bounds, max(values)]):
        held = [value for value in values if low < value <= high]
        ranges.append(f"{max(held):,}" if min(held) == max(held) else f"{min(held):,} to {max(held):,}")
    return tuple((_level(step, len(ranges)), meaning) for step, meaning in enumerate(["0", *ranges]))


def _level(step: int, steps: int) -> int:
    """The density level of a step: fewer than five steps are spread, so that the fullest cell is always the darkest.

    >>> [_level(step, 3) for step in range(4)]
    [0, 2, 4, 5]
    """
    return -(-step * 5 // steps)


def _grid(
    cells: Sequence[tuple[int, int]],
    values: Sequence[Any],
    shape: tuple[int, int],
    empty: Any,  # noqa: ANN401 - what stands in cells without a value
) -> list[list[Any]]:
    rows, columns = shape
    grid = [[empty] * columns for _ in range(rows)]
    for (column, row), value in zip(cells, values, strict=True):
        grid[row][column] = value
    return grid


def _year_ticks(years: Sequence[int]) -> list[int]:
    step = 1 if len(years) <= 30 else 5  # noqa: PLR2004 - rows are too low for a label each
    return (
        [year for year in years if year % step == 0 or year == years[0]]
        if step == 1
        else [year for year in years if year % step == 0]
    )


def _runs(flags: pd.Series[bool]) -> int:
    """The length of the longest run of True."""
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest


def _day_month(on: date) -> str:
    return day(on).rsplit(" ", 1)[0]
