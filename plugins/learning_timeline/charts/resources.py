"""What was studied in, the way to the frontier out: when each resource appeared, and when it was learned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from .._seam import analytics
from ..core.colours import INK, INK_SOFT, PAPER
from ..core.language import gettext, marked
from ..core.phrases import counted, cut, sentences
from .figures import (
    LOCAL,
    Chart,
    Figure,
    Limits,
    Trace,
    base_axis,
    base_layout,
    empty_chart,
    figure_of,
    filled,
    renamed,
    scatter,
)
from .periods import Window, iso, time_ticks
from .wording import duration, short_labels

# A figure, and what differs on a narrow screen.
Drawn = tuple[Figure, dict[str, Any]]
# A median of fewer says nothing.
FEWEST = 3
_SHORTEST = pd.Timedelta(days=90)
# More marks than can be told apart are counted by quarter and year.
LIMITS = Limits(rows=24, marks=1_200, fewest=FEWEST, room=0.03, ticks=9)
NO_RESOURCES = marked("No post names a resource with a known publication date.")


def how_counted() -> tuple[str, ...]:
    """How days of publication and of learning come about."""
    return (
        gettext(
            "A resource is placed at the day it was published and the day it was first learned. A year or a month (an "
            "arXiv identifier gives the month) counts from its first day. A resource is learned on the day it was "
            "finished, if that is noted, otherwise on the day of the first post about it. On the line, it would have "
            "been learned on the day of its release."
        ),
        gettext(LOCAL),
    )


def says_something(rows: pd.DataFrame) -> bool:
    """Whether a picture of these resources says something: two marks tell nothing, nor do marks of a few weeks, in one column.

    Only a resource whose day of publication is known has a mark.
    """
    if len(rows) < FEWEST:  # as in most topics and years: a look at a column costs more than all else here
        return False
    learned = rows["learned_on"][rows["lag_days"].notna()]
    return len(learned) >= FEWEST and learned.max() - learned.min() >= _SHORTEST


def frontier(
    rows: pd.DataFrame,
    names: Mapping[str, str],
    colours: Mapping[str, str],
    today: date,
    *,
    is_computed: bool = False,
) -> Chart:
    """Publication against learning: each resource at the day it appeared and the day it was learned.

    Args:
        rows: of the frame of resources, each resource once, with `topic` of the post beside.
        names: of topics, by slug.
        colours: of topics, by slug.
        today: the day up to which the data reaches.
        is_computed: whether the page's script draws it for a selection.
    """
    known = rows[rows["lag_days"].notna()].reset_index(drop=True)
    table = renamed(
        known.assign(topic=known["topic"].map(dict(names))),
        {
            "learned_on": "Learned",
            "published_on": "Published",
            "title": "Resource",
            "topic": "Topic",
            "lag_days": "Days between",
        },
    )
    empty = empty_chart(
        "frontier", gettext("Publication against learning"), table, sentences(*how_counted()), today, NO_RESOURCES
    )
    if known.empty:
        return empty
    known["colour"] = known["topic"].map(dict(colours))
    looks = _looks()
    figure, narrow = _frontier_picture(looks, known, today)
    return replace(
        empty,
        finding=_title(known),
        sentence=_sentence(known),
        figure=figure,
        shown_table=table.iloc[:0] if len(table) > 60 else None,  # noqa: PLR2004 - longer ones are in the CSV
        table_caption=gettext("What was studied, by the day it was learned"),
        narrow=narrow,
        limits=LIMITS,
        looks=looks if is_computed else (),
    )


def _frontier_picture(looks: tuple[Trace, Trace, Trace], known: pd.DataFrame, today: date) -> Drawn:
    """The marks over the line of those who learn on the day of release, and what is otherwise on a narrow screen."""
    window = Window.of(known["learned_on"].min(), today, LIMITS)
    oldest, newest = known["published_on"].min(), max(known["published_on"].max(), window.end)
    room = max((newest - oldest) * 0.04, pd.Timedelta(days=120))
    begin, end = window.ends
    diagonal, mark, bubble = looks
    line = filled(diagonal, {"end": [iso(begin), iso(end)]})
    marks = _marks(mark, known) if len(known) <= LIMITS.marks else _bubbles(bubble, known)
    words = {
        "text": gettext("on the day of release"),
        "x": iso(end),
        "y": iso(end),
        "xanchor": "right",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 12, "color": INK_SOFT},
    }
    layout = base_layout(
        420,
        margin={"l": 60, "r": 14, "t": 14, "b": 44},
        hovermode="closest",
        dragmode="zoom",
        annotations=[words],
        xaxis=window.axis(),
        yaxis=base_axis(
            type="date",
            showgrid=True,
            range=[iso(oldest - room), iso(max(newest, end) + room)],
            **time_ticks(oldest, newest, most=7),
        ),
    )
    return figure_of([line, marks], layout), {"margin.l": 46, **window.narrow}


def _looks() -> tuple[Trace, Trace, Trace]:
    """Of the line, of each resource, and of many of them."""
    line = scatter(
        meta="line",
        x="@end",
        y="@end",
        mode="lines",
        line={"color": INK_SOFT, "width": 1, "dash": "dot"},
        hoverinfo="skip",
    )
    mark = scatter(
        meta="resource",
        x="@learned",
        y="@published",
        mode="markers",
        marker={"size": 10, "color": "@colour", "line": {"color": PAPER, "width": 1.5}, "opacity": 0.9},
        text="@title",
        customdata="@lag",
        hovertemplate=(
            gettext("%{text}<br>published %{y|%b %Y}, learned %{x|%-d %b %Y}<br>%{customdata} between")
            + "<extra></extra>"
        ),
    )
    bubble = scatter(
        meta="resources",
        x="@learned",
        y="@published",
        mode="markers",
        marker={"size": "@size", "color": INK, "opacity": 0.45},
        text="@said",
        hovertemplate=gettext("%{text}<br>published in %{y|%Y}, learned in the quarter from %{x|%b %Y}")
        + "<extra></extra>",
    )
    return line, mark, bubble


def _marks(look: Trace, rows: pd.DataFrame) -> Trace:
    return filled(
        look,
        rows,
        learned=rows["learned_on"],
        published=rows["published_on"],
        title=short_labels(rows["title"], 70),
        lag=[duration(max(int(days), 0)) for days in rows["lag_days"]],
    )


def _bubbles(look: Trace, rows: pd.DataFrame) -> Trace:
    """How many were learned in each quarter of those that were published in each year."""
    quarter = rows["learned_on"].dt.to_period("Q").dt.start_time
    year = rows["published_on"].dt.to_period("Y").dt.start_time
    counts = rows.groupby([quarter.rename("learned"), year.rename("published")]).size().rename("number").reset_index()
    return filled(
        look,
        counts,
        size=[round(5 + 4 * number**0.5, 1) for number in counts["number"]],
        said=[counted(int(number), "resource") for number in counts["number"]],
    )


def _title(rows: pd.DataFrame) -> str | None:
    if len(rows) < FEWEST:
        return None
    return gettext("Half of what I studied was less than %(time)s old", time=time_told(_median(rows)))


def _median(rows: pd.DataFrame) -> int:
    return round(float(rows["lag_days"].astype("int64").median()))


def time_told(days: int) -> str:
    """A lag in words; what was learned before it appeared counts as a day."""
    return duration(max(days, 1))


def _sentence(rows: pd.DataFrame) -> str:
    by_age = [*analytics.rows(rows.sort_values(["published_on", "resource"]))]
    oldest = by_age[0]
    sentence = gettext(
        "%(resources)s, the oldest of %(year)s (“%(title)s”).",
        resources=counted(len(rows), "resource"),
        year=oldest.published_on.year,
        title=cut(oldest.title, 60),
    )
    if len(rows) < FEWEST:
        return sentence
    soonest = min(by_age, key=lambda row: int(row.lag_days))
    lag = gettext(
        "The median lag between publication and learning is %(median)s; the shortest, %(shortest)s, was that of “%(title)s”.",
        median=time_told(_median(rows)),
        shortest=time_told(int(soonest.lag_days)),
        title=cut(soonest.title, 60),
    )
    return sentences(sentence, lag)
