"""A Timeline in, the days of a year out as cells; what has not been lived has no cell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from .._seam import analytics
from ..core.colours import RULE
from ..core.grains import MEASURES
from ..core.phrases import counted, day
from .density import cell_grid, density_bounds, density_key, density_level, density_steps
from .figures import (
    LOCAL,
    MONTH_NAMES,
    REVISION,
    Chart,
    Measure,
    base_axis,
    base_layout,
    figure_of,
    heatmap,
    nothing_to_draw,
    renamed,
    row_with_most,
    short_day,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..journal.slices import SpanPart


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def calendar(part: SpanPart) -> Chart:
    """The days of a year, a column a week and a row a weekday, with a line between months."""
    year, first_on = part.span.first_year, part.first_on
    subject = f"The days of {year}"
    rows = analytics.measures.days(part.posts, part.changes, year, part.today)
    rows = rows[~rows["is_future"]]
    rows = rows[rows["day"] >= pd.Timestamp(first_on)] if first_on else rows.iloc[:0]
    table = renamed(rows, {"day": "Day", **{name: name.title() for name in MEASURES}})
    how = (
        f"A post counts on the day on which it was published. {LOCAL} {REVISION} Days before the journal's first "
        "post and days to come are not drawn."
    )
    if rows.empty:
        return nothing_to_draw(f"calendar-{year}", subject, table, how, part.today)
    start = date(year, 1, 1).weekday()
    days = [on.date() for on in rows["day"]]
    cells = [((on.timetuple().tm_yday - 1 + start) // 7, on.weekday()) for on in days]
    columns = (date(year, 12, 31).timetuple().tm_yday - 1 + start) // 7 + 1
    measures = _density_measures(rows, cells, (7, columns))
    height = 7 * 20 + 30
    firsts = [(date(year, month, 1).timetuple().tm_yday - 1 + start) for month in range(1, 13)]
    figure = figure_of(
        [
            heatmap(
                x=list(range(columns)),
                y=list(range(7)),
                text=cell_grid(cells, [short_day(on) for on in days], (7, columns), ""),
                **density_steps(gap=3),
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
        data_day=min(part.today, part.span.last_day),
        height=height,
        measures=measures,
        key=measures[0].key,
        key_of="posts a day",
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


def _density_measures(
    rows: pd.DataFrame, cells: Sequence[tuple[int, int]], shape: tuple[int, int], before: str = ""
) -> tuple[Measure, ...]:
    measures = []
    for name in MEASURES:
        values = [int(value) for value in rows[name]]
        bounds = density_bounds(values)
        trace = {
            "z": cell_grid(
                cells,
                [density_level(sum(value > bound for bound in bounds), len(bounds)) for value in values],
                shape,
                None,
            ),
            "customdata": cell_grid(cells, values, shape, None),
            "hovertemplate": f"{before}%{{text}}<br>{name}: %{{customdata:,}}<extra></extra>",
        }
        measures.append(Measure(name, (trace,), key=density_key(bounds, values)))
    return tuple(measures)


def _day_month(on: date) -> str:
    return day(on).rsplit(" ", 1)[0]
