"""What was studied in, the way to the frontier out: when each resource appeared, and when it was learned."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from .._seam import analytics
from ..core.colours import INK, INK_SOFT, PAPER
from ..core.language import gettext, marked
from ..core.phrases import counted, listed, sentences
from .bars import bars
from .figures import (
    LOCAL,
    Chart,
    Figure,
    Limits,
    base_axis,
    base_layout,
    cut,
    duration,
    figure_of,
    nothing_to_draw,
    plotly_text,
    renamed,
    scatter,
)
from .periods import FEW_PERIODS, Window, iso, time_ticks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

# A figure, and what differs on a narrow screen.
_Drawn = tuple[Figure, dict[str, Any]]
# A median of fewer says nothing.
FEWEST = 3
# More marks than can be told apart are counted by quarter and year.
_LIMITS = Limits(rows=24, marks=1_200, fewest=FEWEST, room=0.03, ticks=9)
NO_RESOURCES = marked("No post names a resource with a known publication date.")


def _how() -> tuple[str, ...]:
    return (
        gettext(
            "A resource is placed at the day it was published and the day it was first learned. A year or a month (an "
            "arXiv identifier gives the month) counts from its first day. A resource is learned on the day it was "
            "finished, if that is noted, otherwise on the day of the first post about it. On the line, it would have "
            "been learned on the day of its release."
        ),
        gettext(LOCAL),
    )


def frontier(  # noqa: PLR0913 - the last two by keyword
    rows: pd.DataFrame,
    names: Mapping[str, str],
    colours: Mapping[str, str],
    today: date,
    *,
    slug: str = "frontier",
    is_computed: bool = False,
) -> Chart:
    """Publication against learning: each resource at the day it appeared and the day it was learned.

    Args:
        rows: of the frame of resources, each resource once, with `topic` of the post beside.
        names: of topics, by slug.
        colours: of topics, by slug.
        today: the day up to which the data reaches.
        slug: of the chart.
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
        return nothing_to_draw(slug, subject, table, sentences(*_how()), today, NO_RESOURCES)
    known["colour"] = known["topic"].map(dict(colours))
    figure, narrow = _frontier_picture(known, today)
    return Chart(
        slug=slug,
        subject=subject,
        finding=_title(known),
        sentence=_sentence(known),
        figure=figure,
        table=table,
        shown_table=table.iloc[:0] if len(table) > 60 else None,  # noqa: PLR2004 - longer ones are in the CSV
        table_caption=gettext("What was studied, by the day it was learned"),
        how_counted=sentences(*_how()),
        data_day=today,
        narrow=narrow,
        is_computed=is_computed,
        limits=_LIMITS,
        spare=(_marks(known.iloc[:1]), _bubbles(known.iloc[:1])) if is_computed else (),
    )


def _frontier_picture(known: pd.DataFrame, today: date) -> _Drawn:
    """The marks over the line of those who learn on the day of release, and what is otherwise on a narrow screen."""
    window = Window.of(known["learned_on"].min(), today, _LIMITS)
    oldest, newest = known["published_on"].min(), max(known["published_on"].max(), window.end)
    room = max((newest - oldest) * 0.04, pd.Timedelta(days=120))
    begin, end = window.ends
    marks = _marks(known) if len(known) <= _LIMITS.marks else _bubbles(known)
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
        text=[plotly_text(cut(title, 70)) for title in rows["title"]],
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
    return gettext("Half of what I studied was less than %(time)s old", time=_time(_median(rows)))


def _median(rows: pd.DataFrame) -> int:
    return round(float(rows["lag_days"].astype("int64").median()))


def _time(days: int) -> str:
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
        median=_time(_median(rows)),
        shortest=_time(int(soonest.lag_days)),
        title=cut(soonest.title, 60),
    )
    return sentences(sentence, lag)


def lag_by_year(timeline: analytics.Timeline) -> Chart:
    """The median lag of what was learned in each year."""
    rows = analytics.measures.lag_by_year(timeline.resources)
    over = gettext("The median number of days from publication to learning, for resources first learned in that year.")
    subject = gettext("The way to the frontier, year by year")
    return _lags("year", subject, {"year": "Year"}, rows, over, timeline.today, _year_picture, _year_sentence)


def lag_by_topic(timeline: analytics.Timeline) -> Chart:
    """The median lag of what was learned of each topic, the shortest way first."""
    names = {topic.slug: topic.name for topic in timeline.topics}
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
    draw: Callable[[pd.DataFrame], _Drawn],
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
        draw: their picture.
        say: a sentence on them.
    """
    slug = f"lag-by-{by}"
    how = sentences(over, *_how())
    table = renamed(rows, {**named, "resources": "Resources", "median_lag_days": "Median lag in days"})
    if rows.empty:
        return nothing_to_draw(slug, subject, table, how, today, NO_RESOURCES)
    figure, narrow = draw(rows)
    return Chart(
        slug=slug,
        subject=subject,
        sentence=say(rows),
        figure=figure,
        table=table,
        table_caption=gettext("Median lag by year") if by == "year" else gettext("Median lag by topic"),
        how_counted=how,
        data_day=today,
        narrow=narrow,
        is_computed=True,
        limits=_LIMITS,
    )


def _in_years(rows: pd.DataFrame) -> list[float]:
    return [round(days / 365.25, 2) for days in rows["median_lag_days"]]


def _year_picture(rows: pd.DataFrame) -> _Drawn:
    lags = _in_years(rows)
    line = scatter(
        meta="lag",
        x=[int(year) for year in rows["year"]],
        y=lags,
        mode="lines+markers" if len(rows) <= 5 * FEW_PERIODS else "lines",
        line={"color": INK, "width": 2},
        marker={"color": INK, "size": 8},
        customdata=[counted(int(number), "resource") for number in rows["resources"]],
        hovertemplate=gettext("%{x}: %{y:.1f} years<br>%{customdata}") + "<extra></extra>",
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
    return figure_of([line], layout), {"xaxis.dtick": math.ceil((last - first + 1) / 6)}


def _topic_picture(rows: pd.DataFrame) -> _Drawn:
    shown = rows.sort_values(["resources", "topic"], ascending=[False, True]).head(_LIMITS.rows)
    shown = shown.sort_values(["median_lag_days", "topic"], ignore_index=True)
    return bars(
        _in_years(shown),
        shown["name"].tolist(),
        shown["colour"].tolist(),
        [
            f"{plotly_text(name)}<br>{counted(int(number), 'resource')}"
            for name, number in zip(shown["name"], shown["resources"], strict=True)
        ],
        unit=gettext("years"),
        limits=_LIMITS,
        hover=gettext("%{customdata}<br>median lag %{x:.1f} years"),
    )


def _year_sentence(rows: pd.DataFrame) -> str:
    years = [*analytics.rows(rows)]
    told = [gettext("%(time)s in %(year)s", time=_time(int(row.median_lag_days)), year=row.year) for row in years]
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
    known = rows[rows["resources"] >= FEWEST]
    told = [
        gettext(
            "%(topic)s (%(time)s, %(resources)s)",
            topic=row.name,
            time=_time(int(row.median_lag_days)),
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
