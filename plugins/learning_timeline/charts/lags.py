"""What was studied in, how long it took to come to it out: the median lag by year and by topic."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from .._seam import analytics
from ..core.colours import INK
from ..core.language import gettext
from ..core.phrases import counted, listed, sentences
from .bars import bars
from .figures import Chart, base_axis, base_layout, empty_chart, figure_of, filled, renamed, scatter
from .periods import FEW_PERIODS
from .resources import FEWEST, LIMITS, NO_RESOURCES, how_counted, time_told
from .wording import plotly_text


def lag_by_year(timeline: analytics.Timeline) -> Chart:
    """The median lag of what was learned in each year."""
    rows = analytics.measures.lag_by_year(timeline.resources)
    over = gettext("The median number of days from publication to learning, for resources first learned in that year.")
    subject = gettext("The way to the frontier, year by year")
    return _lags("year", subject, {"year": "Year"}, rows, over, timeline.today, _year_picture, _year_sentence)


def lag_by_topic(timeline: analytics.Timeline) -> Chart:
    """The median lag of what was learned of each topic, the shortest way first."""
    names = timeline.names
    rows = analytics.measures.lag_by_topic(timeline.resources, timeline.posts)
    rows = rows.assign(name=rows["topic"].map(names), colour=rows["topic"].map(dict(timeline.colours)))
    over = gettext(
        "The median number of days from publication to learning, for resources first learned in posts of the topic."
    )
    subject = gettext("The way to the frontier, topic by topic")
    return _lags("topic", subject, {"name": "Topic"}, rows, over, timeline.today, _topic_picture, _topic_sentence)


def _lags(  # noqa: PLR0913, PLR0917 - all in which the two charts differ
    by: str,
    subject: str,
    named: Mapping[str, str],
    rows: pd.DataFrame,
    over: str,
    today: date,
    draw: Callable[[pd.DataFrame], dict[str, Any]],
    say: Callable[[pd.DataFrame], str],
) -> Chart:
    """Median lags by something.

    Args:
        by: what it is.
        subject: what the chart is called.
        named: the column that names it, and what its column is called in the table.
        rows: each with its resources and their median lag in days.
        over: a sentence on what a median is taken over.
        today: the day up to which the data reaches.
        draw: their picture, as fields of a `Chart`.
        say: a sentence on them.
    """
    slug = f"lag-by-{by}"
    how = sentences(over, *how_counted())
    table = renamed(rows, {**named, "resources": "Resources", "median_lag_days": "Median lag in days"})
    empty = empty_chart(slug, subject, table, how, today, NO_RESOURCES)
    if rows.empty:
        return empty
    return replace(
        empty,
        sentence=say(rows),
        table_caption=gettext("Median lag by year") if by == "year" else gettext("Median lag by topic"),
        **draw(rows),
    )


def _year_picture(rows: pd.DataFrame) -> dict[str, Any]:
    look = scatter(
        meta="lag",
        x="@year",
        y="@lag",
        mode="@mode",
        line={"color": INK, "width": 2},
        marker={"color": INK, "size": 8},
        customdata="@said",
        hovertemplate=gettext("%{x}: %{y:.1f} years<br>%{customdata}") + "<extra></extra>",
    )
    lags = _in_years(rows)
    line = filled(
        look,
        rows,
        lag=lags,
        mode="lines+markers" if len(rows) <= 5 * FEW_PERIODS else "lines",
        said=[counted(int(number), "resource") for number in rows["resources"]],
    )
    first, last = int(rows["year"].min()), int(rows["year"].max())
    layout = base_layout(
        300,
        margin={"l": 60, "r": 14, "t": 14, "b": 44},
        hovermode="x",
        xaxis=base_axis(range=[first - 0.5, last + 0.5], fixedrange=True, dtick=max(1, len(rows) // 8), tickformat="d"),
        yaxis=base_axis(
            showgrid=True,
            fixedrange=True,
            range=[0, max(lags) * 1.15 or 1],
            nticks=5,
            ticksuffix=f" {gettext('years')}",
        ),
    )
    return {
        "figure": figure_of([line], layout),
        "narrow": {"xaxis.dtick": math.ceil((last - first + 1) / 6)},
        "limits": LIMITS,
        "looks": (look,),
    }


def _in_years(rows: pd.DataFrame) -> list[float]:
    return [round(days / 365.25, 2) for days in rows["median_lag_days"]]


def _drawn(rows: pd.DataFrame) -> pd.DataFrame:
    """The topics with the most resources, the shortest way first."""
    largest = rows.sort_values(["resources", "topic"], ascending=[False, True]).head(LIMITS.rows)
    return largest.sort_values(["median_lag_days", "topic"], ignore_index=True)


def _topic_picture(rows: pd.DataFrame) -> dict[str, Any]:
    shown = _drawn(rows)
    said = [
        f"{plotly_text(name)}<br>{counted(int(number), 'resource')}"
        for name, number in zip(shown["name"], shown["resources"], strict=True)
    ]
    return bars(
        shown.assign(value=_in_years(shown), said=said),
        unit=gettext("years"),
        limits=LIMITS,
        hover=gettext("%{customdata}<br>median lag %{x:.1f} years"),
    )


def _year_sentence(rows: pd.DataFrame) -> str:
    years = [*analytics.rows(rows)]
    told = [gettext("%(time)s in %(year)s", time=time_told(int(row.median_lag_days)), year=row.year) for row in years]
    if len(told) == 1:
        resources = counted(int(years[0].resources), "resource")
        return gettext("The median lag was %(lag)s, over %(resources)s.", lag=told[0], resources=resources)
    best = min(range(len(years)), key=lambda place: int(years[place].median_lag_days))
    return gettext(
        "The median lag was %(first)s and is %(last)s; the shortest was %(shortest)s.",
        first=told[0],
        last=told[-1],
        shortest=told[best],
    )


def _topic_sentence(rows: pd.DataFrame) -> str:
    """What is said of the topics that are drawn; and how many those are, if not all."""
    shown = _drawn(rows)
    if len(shown) == len(rows):
        return _lags_told(shown)
    not_all = gettext(
        "The %(drawn)s topics with the most resources are drawn; the other %(others)s are in the table.",
        drawn=len(shown),
        others=len(rows) - len(shown),
    )
    return sentences(_lags_told(shown), not_all)


def _lags_told(rows: pd.DataFrame) -> str:
    known = rows[rows["resources"] >= FEWEST]
    told = [
        gettext(
            "%(topic)s (%(time)s, %(resources)s)",
            topic=row.name,
            time=time_told(int(row.median_lag_days)),
            resources=counted(int(row.resources), "resource"),
        )
        for row in analytics.rows(known)
    ]
    if not told:
        return gettext("A median needs %(number)s resources, and no topic has that many yet.", number=FEWEST)
    if len(told) <= FEWEST:
        return gettext("The median lag by topic: %(topics)s.", topics=listed(told))
    return gettext(
        "Nearest to the frontier: %(nearest)s; farthest: %(farthest)s.",
        nearest=listed(told[:FEWEST]),
        farthest=told[-1],
    )
