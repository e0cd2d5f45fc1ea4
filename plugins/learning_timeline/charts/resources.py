"""What was studied in, the way to the frontier out: when each resource appeared, and when it was learned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from .._seam import analytics
from ..core.colours import INK, INK_SOFT, PAPER
from ..core.language import gettext, marked
from ..core.phrases import counted, cut, sentences
from .figures import LOCAL, Chart, Figure, Limits, base_axis, base_layout, figure_of, nothing_to_draw, renamed, scatter
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
    subject = gettext("Publication against learning")
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
    if known.empty:
        return nothing_to_draw("frontier", subject, table, sentences(*how_counted()), today, NO_RESOURCES)
    known["colour"] = known["topic"].map(dict(colours))
    figure, narrow = _frontier_picture(known, today)
    return Chart(
        slug="frontier",
        subject=subject,
        finding=_title(known),
        sentence=_sentence(known),
        figure=figure,
        table=table,
        shown_table=table.iloc[:0] if len(table) > 60 else None,  # noqa: PLR2004 - longer ones are in the CSV
        table_caption=gettext("What was studied, by the day it was learned"),
        how_counted=sentences(*how_counted()),
        data_day=today,
        narrow=narrow,
        is_computed=is_computed,
        limits=LIMITS,
        spare=(_marks(known.iloc[:1]), _bubbles(known.iloc[:1])) if is_computed else (),
    )


def _frontier_picture(known: pd.DataFrame, today: date) -> Drawn:
    """The marks over the line of those who learn on the day of release, and what is otherwise on a narrow screen."""
    window = Window.of(known["learned_on"].min(), today, LIMITS)
    oldest, newest = known["published_on"].min(), max(known["published_on"].max(), window.end)
    room = max((newest - oldest) * 0.04, pd.Timedelta(days=120))
    begin, end = window.ends
    marks = _marks(known) if len(known) <= LIMITS.marks else _bubbles(known)
    line = scatter(
        meta="line",
        x=[iso(begin), iso(end)],
        y=[iso(begin), iso(end)],
        mode="lines",
        line={"color": INK_SOFT, "width": 1, "dash": "dot"},
        hoverinfo="skip",
    )
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
    return figure_of([line, marks], layout), {"margin.l": 46, "dragmode": False, **window.narrow}


def _marks(rows: pd.DataFrame) -> dict[str, Any]:
    return scatter(
        meta="resource",
        x=[iso(on) for on in rows["learned_on"]],
        y=[iso(on) for on in rows["published_on"]],
        mode="markers",
        marker={"size": 10, "color": [*rows["colour"]], "line": {"color": PAPER, "width": 1.5}, "opacity": 0.9},
        text=short_labels(rows["title"], 70),
        customdata=[duration(max(int(days), 0)) for days in rows["lag_days"]],
        hovertemplate=(
            gettext("%{text}<br>published %{y|%b %Y}, learned %{x|%-d %b %Y}<br>%{customdata} between")
            + "<extra></extra>"
        ),
    )


def _bubbles(rows: pd.DataFrame) -> dict[str, Any]:
    """How many were learned in each quarter of those that were published in each year."""
    quarter = rows["learned_on"].dt.to_period("Q").dt.start_time
    year = rows["published_on"].dt.to_period("Y").dt.start_time
    counts = rows.groupby([quarter.rename("learned"), year.rename("published")]).size().rename("number").reset_index()
    return scatter(
        meta="resources",
        x=[iso(on) for on in counts["learned"]],
        y=[iso(on) for on in counts["published"]],
        mode="markers",
        marker={
            "size": [round(5 + 4 * number**0.5, 1) for number in counts["number"]],
            "color": INK,
            "opacity": 0.45,
        },
        text=[counted(int(number), "resource") for number in counts["number"]],
        hovertemplate=gettext("%{text}<br>published in %{y|%Y}, learned in the quarter from %{x|%b %Y}")
        + "<extra></extra>",
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
