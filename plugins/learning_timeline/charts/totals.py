"""A Timeline in, running totals out: posts and words, added up."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from .._seam import analytics
from ..core.colours import INK
from ..core.language import gettext, ngettext, spoken
from ..core.phrases import counted, day, sentences
from .figures import (
    LOCAL,
    Chart,
    Limits,
    Trace,
    base_axis,
    base_layout,
    count_axis,
    empty_chart,
    figure_of,
    filled,
    renamed,
    scatter,
)
from .periods import FEW_PERIODS, Window, grain_of, iso
from .wording import half_up

_LIMITS = Limits(room=0.01)
_PANELS = (("posts", "y"), ("words", "y2"))
# A total beside the end of its line where there is room, else above it.
_TOTAL = {"showarrow": False, "font": {"size": 14}}
_MARKS = {
    "beside": {**_TOTAL, "xanchor": "left", "yanchor": "middle", "xshift": 10, "yshift": 0},
    "above": {**_TOTAL, "xanchor": "right", "yanchor": "bottom", "xshift": 0, "yshift": 4},
}


def cumulative(timeline: analytics.Timeline) -> Chart:
    """Running totals of posts and of words, one small panel each over the same time; no second axis."""
    how = sentences(
        gettext(
            "Each point is the total of all posts published until the end of that day; words are those of the posts as they "
            "stand today, without code and formulas."
        ),
        gettext(LOCAL),
    )
    totals = _running_totals(timeline)
    table = renamed(totals, {"on": "Until", "posts": "Posts", "words": "Words"})
    empty = empty_chart("cumulative", gettext("Posts and words, added up"), table, how, timeline.today)
    if totals.empty:
        return empty
    last = totals["on"].iloc[-1]
    window = Window.of(totals["on"].iloc[0], last, _LIMITS)
    looks = tuple(_look(name, axis) for name, axis in _PANELS)
    mode = "lines+markers" if len(totals) <= FEW_PERIODS else "lines"
    ends = [(name, int(totals[name].iloc[-1]), axis) for name, axis in _PANELS]
    annotations = [
        {
            **_MARKS["beside" if window.end > last else "above"],
            "text": _bold(total, name),
            "x": iso(last),
            "y": total,
            "yref": axis,
        }
        for name, total, axis in ends
    ]
    figure = figure_of(
        [filled(look, totals, mode=mode) for look in looks],
        base_layout(
            380,
            margin={"l": 60, "r": 14, "t": 22, "b": 44},
            hovermode="x",
            dragmode="zoom",
            annotations=annotations,
            xaxis=window.axis(anchor="y2"),
            yaxis=base_axis(domain=[0.56, 1], **count_axis(ends[0][1])),
            yaxis2=base_axis(domain=[0, 0.44], **count_axis(ends[1][1])),
        ),
    )
    return replace(
        empty,
        finding=_half_title(timeline),
        sentence=_cumulative_sentence(timeline),
        figure=figure,
        table_caption=gettext("Posts and words until each day"),
        limits=_LIMITS,
        looks=looks,
        marks=_MARKS,
        narrow={"margin.l": 46, **window.narrow},
    )


def _look(name: str, axis: str) -> Trace:
    return scatter(
        x="@on",
        y=f"@{name}",
        yaxis=axis,
        meta=name,
        mode="@mode",
        line={"color": INK, "width": 2, "shape": "hv"},
        marker={"color": INK, "size": 8},
        name=name,
        hovertemplate=f"%{{x|%-d %b %Y}}<br>{gettext(name)}: %{{y:,}}<extra></extra>",
    )


def _running_totals(timeline: analytics.Timeline) -> pd.DataFrame:
    """Totals on each day with a post; in a longer life at the end of each month or quarter; and today."""
    totals = analytics.measures.cumulative(timeline.posts)
    if totals.empty:
        return totals
    grain = grain_of(timeline)
    today = pd.Timestamp(timeline.today)
    if grain == "month" and len(totals) <= 120:  # noqa: PLR2004 - as many points as a table can show
        days = [*totals["on"], today]
    else:
        step = "ME" if grain == "month" else "QE"
        days = [*pd.date_range(totals["on"].iloc[0], today, freq=step), today]
    at = pd.DataFrame({"on": sorted(set(days))}).astype({"on": totals["on"].dtype})
    return (
        pd.merge_asof(at, totals[["on", "posts", "words"]], on="on")
        .dropna()
        .astype({"posts": "int64", "words": "int64"})
    )


def _bold(total: int, name: str) -> str:
    if name == "posts":
        return ngettext("<b>%(num)s</b> post", "<b>%(num)s</b> posts", total)
    return ngettext("<b>%(num)s</b> word", "<b>%(num)s</b> words", total)


def _half_title(timeline: analytics.Timeline) -> str | None:
    days = timeline.posts["published_on"].sort_values(ignore_index=True)
    span = (pd.Timestamp(timeline.today) - days.iloc[0]).days
    if span < 3 * 365 or len(days) < 20:  # noqa: PLR2004 - too short a life to be halved
        return None
    half = days.iloc[(len(days) - 1) // 2]
    return gettext("Half of all posts were written by %(month)s", month=spoken().month(half))


def _cumulative_sentence(timeline: analytics.Timeline) -> str:
    posts = timeline.posts
    words, first, last = int(posts["words"].sum()), posts["published_on"].min(), pd.Timestamp(timeline.today)
    span = (last - first).days
    told = {"posts": counted(len(posts), "post"), "words": counted(words, "word"), "day": day(first.date())}
    if span >= 28:  # noqa: PLR2004 - four weeks, before which a rate means little
        per_week, mean = len(posts) / (span / 7), half_up(words / len(posts))
        if per_week >= 0.95:  # noqa: PLR2004 - about one a week
            rate = gettext("%(number)s posts a week", number=spoken().decimal(f"{per_week:.1f}"))
        else:
            rate = gettext("%(number)s posts a year", number=round(per_week * 52.18))
        return gettext(
            "%(posts)s with %(words)s in all since %(day)s: %(rate)s and %(mean)s a post on average.",
            rate=rate,
            mean=counted(mean, "word"),
            **told,
        )
    return gettext("%(posts)s with %(words)s in all since %(day)s.", **told)
