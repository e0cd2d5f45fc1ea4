"""A Timeline in, the days of a year out as cells; what has not been lived has no cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from .._seam import analytics
from ..core.colours import RULE
from ..core.grains import MEASURES
from ..core.language import gettext, spoken
from ..core.phrases import counted, number, sentences
from .density import cell_grid, density_bounds, density_key, density_levels, density_steps
from .figures import (
    LOCAL,
    REVISION,
    Chart,
    Measure,
    base_axis,
    base_layout,
    empty_chart,
    figure_of,
    heatmap,
    renamed,
)
from .wording import short_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from ..journal.parts import SpanPart


def calendar(part: SpanPart) -> Chart:
    """The days of a year, a column a week and a row a weekday, with a line between months."""
    year, first_on = part.span.first_year, part.first_on
    rows = analytics.measures.days(part.posts, part.changes, year, part.today)
    # Silent days before the first post are not the journal's; without any post none is.
    begin = (first_on or date.max) - date(year, 1, 1)
    rows = rows.iloc[max(begin.days, 0) : len(rows) - int(rows["is_future"].sum())]
    table = renamed(rows, {"day": "Day", **{name: name.title() for name in MEASURES}})
    how = sentences(
        gettext("A post counts on the day it was published."),
        gettext(LOCAL),
        gettext(REVISION),
        gettext("Days before the journal's first post and days to come are not drawn."),
    )
    last_day = min(part.today, part.span.last_day)
    empty = empty_chart(f"calendar-{year}", gettext("The days of %(year)s", year=year), table, how, last_day)
    if rows.empty:
        return empty
    start = date(year, 1, 1).weekday()
    days: list[date] = rows["day"].to_numpy("datetime64[D]").tolist()
    cells = [divmod(place, 7) for place in range(_place(days[0]) + start, _place(days[-1]) + start + 1)]
    columns = (_place(date(year, 12, 31)) + start) // 7 + 1
    measures = _density_measures(rows, cells, (7, columns))
    firsts = [_place(date(year, month, 1)) + start for month in range(1, 13)]
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
            7 * 20 + 30,
            margin={"l": 44, "r": 4, "t": 26, "b": 4},
            xaxis=base_axis(
                side="top",
                range=[-0.5, columns - 0.5],
                tickvals=[round((first + 15) / 7 - 0.5, 2) for first in firsts],
                ticktext=[spoken().short_month(month) for month in range(1, 13)],
            ),
            yaxis=base_axis(
                range=[6.5, -0.5],
                tickvals=[0, 2, 4, 6],
                ticktext=[spoken().short_weekday(index) for index in (0, 2, 4, 6)],
            ),
            shapes=[_month_border(first) for first in firsts[1:]],
            # Where a phone, which shows a part of the year, begins to look.
            meta={"focus": round((cells[-1][0] + 1) / columns, 3)},
        ),
    )
    shown = table.iloc[np.flatnonzero((rows[list(MEASURES)].to_numpy() > 0).any(axis=1))]
    return replace(
        empty,
        sentence=_calendar_sentence(dict(zip(days, rows["posts"].tolist(), strict=True)), year),
        figure=figure,
        shown_table=shown,
        table_caption=gettext("The days of %(year)s with a post or a revision; all other days have none", year=year),
        measures=measures,
        key=measures[0].key,
        key_of=gettext("posts a day"),
        scrolls=True,
    )


def _calendar_sentence(posts: Mapping[date, int], year: int) -> str:
    active = [on for on, its in posts.items() if its]
    if not active:
        return gettext("No posts in %(year)s.", year=year)
    most = max(active, key=lambda on: posts[on])
    told: dict[str, object] = {"posts": counted(sum(posts.values()), "post"), "year": year}
    told |= {"days": counted(len(active), "day"), "day": spoken().day_and_month(most)}
    if posts[most] > 1 and len(active) > 1:
        sentence = gettext(
            "%(posts)s on %(days)s of %(year)s, %(number)s of them on %(day)s", number=number(posts[most]), **told
        )
    elif len(active) == 1:
        sentence = gettext("%(posts)s on %(days)s of %(year)s, %(day)s", **told)
    else:
        sentence = gettext("%(posts)s on %(days)s of %(year)s", **told)
    pause = max([(after - before).days for before, after in pairwise(active)], default=0)
    if len(active) > 2 and pause > 7:  # noqa: PLR2004 - a pause of a week is not worth telling
        longest = counted(pause, "day")
        return gettext(
            "%(sentence)s; the longest pause between two of them was %(days)s.", sentence=sentence, days=longest
        )
    return f"{sentence}."


def _place(on: date) -> int:
    """The place of a day in its year, from zero on."""
    return (on - date(on.year, 1, 1)).days


def _month_border(first: int) -> dict[str, Any]:
    """A line before the day at this position, down to the end of the week, and along the rest of the week before."""
    column, weekday = divmod(first, 7)
    x, y = column - 0.5, weekday - 0.5
    path = f"M {x + 1},-0.5 L {x + 1},{y} L {x},{y} L {x},6.5" if weekday else f"M {x},-0.5 L {x},6.5"
    return {"type": "path", "path": path, "line": {"color": RULE, "width": 1}}


def _density_measures(
    rows: pd.DataFrame, cells: Sequence[tuple[int, int]], shape: tuple[int, int]
) -> tuple[Measure, ...]:
    measures = []
    for name in MEASURES:
        values = rows[name].tolist()
        bounds = density_bounds(values)
        trace = {
            "z": cell_grid(cells, density_levels(values, bounds), shape, None),
            "customdata": cell_grid(cells, values, shape, None),
            "hovertemplate": f"%{{text}}<br>{gettext(name)}: %{{customdata:,}}<extra></extra>",
        }
        measures.append(Measure(name, (trace,), key=density_key(bounds, values)))
    return tuple(measures)
