"""A Timeline in, its topics out, stacked over time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

import pandas as pd

from .._seam import analytics
from ..core.colours import INK, PAPER, RULE
from ..core.grains import MEASURES, Grain
from ..core.language import gettext, marked, ngettext
from ..core.phrases import counted, cut, listed, sentences
from .figures import (
    LOCAL,
    REVISION,
    Chart,
    Figure,
    Limits,
    bar,
    base_axis,
    base_layout,
    empty_chart,
    figure_of,
    filled,
    renamed,
    scatter,
    tinted,
    topics_by_posts,
    whole_ticks,
)
from .periods import (
    BARS,
    FEW_PERIODS,
    grain_of,
    iso,
    later,
    middle,
    milestone_flags,
    narrow_ticks,
    period_name,
    posts_by_period,
    time_ticks,
)
from .wording import percent, plotly_text

_LIMITS = Limits(rows=11, label=24)
OTHER_TOPICS = marked("other topics")
# Of the legend of a narrow chart, in pixels, as `views.js` counts it: a line's height and its width.
_LEGEND_LINE, _LEGEND_WIDTH = 24, 300
_HEIGHT, _MARGIN = 420, {"l": 56, "r": 190, "t": 12, "b": 44}

# Of topics over time: the name at the end of a band, and what lies over a period that is not over.
_MARKS: Mapping[str, Mapping[str, Any]] = {
    "end": {
        "x": 1,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 8,
        "yref": "paper",
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": 13},
    },
    "veil": tinted(PAPER, 0.45),
    # By grain.
    "bars": BARS,
}
# Bars while there are few periods, else bands. A line in the paper's colour parts neighbours, so that they can be told apart
# without their colours.
_NAMED = {"x": "@on", "y": "@value", "name": "@name", "hovertemplate": "@hover"}
_BAR = bar(
    meta="bar",
    offset="@offset",
    width="@width",
    **_NAMED,
    marker={"color": "@colour", "line": {"color": PAPER, "width": 1}},
)
_AREA = scatter(
    meta="area",
    **_NAMED,
    mode="lines",
    stackgroup="topics",
    groupnorm="@norm",
    fillcolor="@colour",
    line={"color": PAPER, "width": 0.75},
)


class _Band(NamedTuple):
    """A topic, or several, with the posts of each period by its first day."""

    name: str
    colour: str
    posts: pd.Series[int]


def topics_over_time(timeline: analytics.Timeline) -> Chart:
    """Topics stacked from zero, by month, quarter or year as the span asks; the most written about and all others."""
    grain = grain_of(timeline)
    rows = analytics.measures.topic_time(timeline.posts, timeline.changes, grain)
    names = timeline.names
    # Of many topics most rows are empty, and rows would grow with the square of a life.
    told = rows[(rows[list(MEASURES)] != 0).any(axis=1)]
    table = renamed(
        told.assign(
            period=[period_name(start, grain) for start in told["period_start"]], name=told["topic"].map(names)
        ),
        {"period": grain.title(), "name": "Topic", **{name: name.title() for name in MEASURES}},
    )
    how = sentences(
        gettext(
            "Each post counts once, for its topic, in the month, quarter or year in which it was published; words are those of "
            "the posts published then, as they stand today."
        ),
        gettext(LOCAL),
        gettext(REVISION),
        gettext(
            "The %(number)s topics with the most are drawn one by one, all others together in grey. A period that is not "
            "over yet is veiled. A diamond marks a milestone of the journal.",
            number=_LIMITS.rows,
        ),
    )
    empty = empty_chart("topics-over-time", gettext("Topics over time"), table, how, timeline.today)
    if timeline.posts.empty:
        return empty
    order = topics_by_posts(timeline)
    bands = _bands(timeline, posts_by_period(rows, timeline.today, grain), order, names)
    figure, narrow = _stack(timeline, bands, grain)
    return replace(
        empty,
        finding=_took_over(timeline, names),
        sentence=_topics_sentence(timeline, order, names),
        figure=figure,
        shown_table=_topics_table(bands, grain),
        table_caption=_posts_by_topic(grain),
        named_from=1,
        limits=_LIMITS,
        marks=_MARKS,
        looks=(_BAR, _AREA),
        narrow=narrow,
        narrow_height=_HEIGHT - 60 + narrow["margin.b"] - _MARGIN["b"],
    )


def _bands(
    timeline: analytics.Timeline, wide: pd.DataFrame, order: Sequence[str], names: Mapping[str, str]
) -> list[_Band]:
    """The topics with the most posts, and all others together if there are more than one."""
    top = order if len(order) <= _LIMITS.rows + 1 else order[: _LIMITS.rows]
    bands = [_Band(names[slug], timeline.colours[slug], wide[slug]) for slug in top]
    if len(order) > len(top):
        bands.append(_Band(gettext(OTHER_TOPICS), RULE, wide.drop(columns=list(top)).sum(axis=1)))
    return bands


def _totals(bands: Sequence[_Band]) -> list[int]:
    """The posts of all in each period."""
    return [sum(values) for values in zip(*(band.posts for band in bands), strict=True)]


def _stack(timeline: analytics.Timeline, bands: Sequence[_Band], grain: Grain) -> tuple[Figure, dict[str, Any]]:
    """The bands on one another, bars while there are few periods, and the attributes that differ on a narrow screen."""
    periods: list[pd.Timestamp] = [*bands[0].posts.index]
    few = len(periods) <= FEW_PERIODS
    # What was written in a period stands over its middle.
    x = [iso(start if few else middle(start, grain)) for start in periods]
    end = max(periods[-1], later(periods[0], grain, FEW_PERIODS - 1)) if few else periods[-1]
    span = [x[0], iso(later(end, grain, 1))] if few else [x[0], x[-1]]
    ticks = {**time_ticks(periods[0], end), "ticklabelmode": "period" if few else "instant"}
    most = max(_totals(bands))
    top = round(most * 1.06, 2) or 1
    flags, flag_marks = milestone_flags(timeline, pd.Timestamp(span[0]), pd.Timestamp(span[1]))
    figure = figure_of(
        [
            filled(
                _BAR if few else _AREA,
                {"on": x, "value": band.posts},
                name=plotly_text(cut(band.name, _LIMITS.label)),
                colour=band.colour,
                hover="%{y:,}",
                norm="",
                **BARS[grain],
            )
            for band in bands
        ],
        base_layout(
            _HEIGHT,
            margin=_MARGIN,
            barmode="stack",
            hovermode="x unified",
            dragmode="zoom",
            xaxis=base_axis(type="date", range=span, hoverformat="%Y" if grain == "year" else "%b %Y", **ticks),
            yaxis=base_axis(
                showgrid=True,
                fixedrange=True,
                range=[0, top],
                nticks=6,
                dtick=whole_ticks(most),
                **{"title.text": gettext("posts")},
            ),
            annotations=[*_end_labels(bands, top, few=few), *flag_marks],
            shapes=[*flags, *_unfinished(timeline.today, periods, grain, few=few)],
            legend={"orientation": "h", "x": 0, "y": -0.16, "yanchor": "top", "font": {"size": 13, "color": INK}},
        ),
    )
    legend = _legend_lines([cut(band.name, _LIMITS.label) for band in bands])
    return figure, {
        "margin.r": 6,
        "margin.l": 44,
        "margin.b": _MARGIN["b"] + _LEGEND_LINE * legend,
        # A legend under the plot replaces the labels at the bands' ends.
        "showlegend": True,
        "annotations": flag_marks,
        **narrow_ticks(periods[0], end),
    }


def _legend_lines(names: Sequence[str]) -> int:
    """How many lines the legend of a narrow chart has.

    Plotly sets names that do not fit into one line in columns as wide as the longest.

    >>> _legend_lines(["LLM", "RL", "Graphs"]), _legend_lines(["Language models", "Reinforcement learning", "Graphs"])
    (1, 3)
    """
    widths = [len(name) * 7 + 45 for name in names]
    if sum(widths) <= _LEGEND_WIDTH:
        return min(len(names), 1)
    return math.ceil(len(names) / max(_LEGEND_WIDTH // max(widths), 1))


def _end_labels(bands: Sequence[_Band], top: float, *, few: bool) -> Iterator[dict[str, Any]]:
    """The name of each band beside its end, or beside the last bar with any post."""
    totals = _totals(bands)
    at = next((place for place in range(len(totals) - 1, -1, -1) if totals[place]), 0) if few else len(totals) - 1
    inner = _HEIGHT - _MARGIN["t"] - _MARGIN["b"]
    for band, place in zip(bands, _label_places([band.posts.iloc[at] for band in bands], top, inner), strict=True):
        name = plotly_text(cut(band.name, _LIMITS.label))
        yield {**_MARKS["end"], "text": f'<span style="color:{band.colour}">■</span> {name}', "y": place}


def _label_places(ends: Sequence[float], top: float, inner: int) -> list[float]:
    """Heights of the labels at the bands' ends, from 0 to 1: at the middle of each, moved apart until none overlaps."""
    step = min(19 / inner, 1 / max(len(ends), 1))
    places, below = [], 0.0
    for end in ends:
        places.append((below + end / 2) / top)
        below += end
    for index in range(1, len(places)):
        places[index] = max(places[index], places[index - 1] + step)
    ceiling = 1 - step / 2
    for index in range(len(places) - 1, -1, -1):
        places[index] = min(places[index], ceiling)
        ceiling = places[index] - step
    return [round(place, 4) for place in places]


def _unfinished(today: date, periods: Sequence[pd.Timestamp], grain: Grain, *, few: bool) -> list[dict[str, Any]]:
    """A veil over the last period while it lasts, since its numbers are not complete."""
    if few or later(periods[-1], grain, 1).date() <= today + timedelta(days=1):
        return []
    return [{**_MARKS["veil"], "x0": iso(middle(periods[-2], grain)), "x1": iso(middle(periods[-1], grain))}]


def _posts_by_topic(grain: Grain) -> str:
    messages = {
        "month": marked("Posts by month and topic"),
        "quarter": marked("Posts by quarter and topic"),
        "year": marked("Posts by year and topic"),
    }
    return gettext(messages[grain])


def _took_over(timeline: analytics.Timeline, names: Mapping[str, str]) -> str | None:
    """A title such as "Diffusion took over in 2029", where the numbers say so.

    They do where one topic clearly led the last full years, two at least, and another one clearly the two before.
    """
    rows = timeline.topic_years
    of_year: dict[int, list[tuple[int, str]]] = {}
    for year, topic, posts in zip(*(rows[name].tolist() for name in ("year", "topic", "posts")), strict=True):
        if year < timeline.today.year:
            of_year.setdefault(year, []).append((-posts, topic))
    leaders: list[tuple[int, str | None]] = []
    for year, counts in sorted(of_year.items()):
        (first, topic), *others = sorted(counts)
        second = -others[0][0] if others else 0
        leaders.append((year, topic if -first >= max(5, 1.2 * second) else None))
    if not leaders or leaders[-1][1] is None:
        return None
    now = leaders[-1][1]
    before = [(year, slug) for year, slug in leaders if slug != now]
    since = [year for year, _ in leaders if not before or year > before[-1][0]]
    earlier = {slug for _, slug in before[-2:]}
    if len(since) < 2 or len(before) < 2 or len(earlier) != 1 or None in earlier:  # noqa: PLR2004 - one year is no trend
        return None
    return gettext("%(topic)s took over in %(year)s", topic=names[now], year=since[0])


def _topics_sentence(timeline: analytics.Timeline, order: Sequence[str], names: Mapping[str, str]) -> str:
    counts = timeline.posts["topic"].value_counts()
    total = int(counts.sum())
    if len(order) == 1:
        return ngettext(
            "The one post is about %(topic)s.", "All %(num)s posts are about %(topic)s.", total, topic=names[order[0]]
        )
    posts = counted(total, "post")
    if total == len(order) <= _LIMITS.rows:
        topics = listed([names[slug] for slug in order])
        return gettext("%(posts)s, one each about %(topics)s.", posts=posts, topics=topics)
    tellable = [
        gettext(
            "%(topic)s (%(posts)s, %(percent)s)",
            topic=names[slug],
            posts=counted(int(counts[slug]), "post"),
            percent=percent(counts[slug], total),
        )
        for slug in order[:3]
    ]
    named = sum(int(counts[slug]) for slug in order[:3])
    if len(order) == len(tellable):
        message = marked("%(posts)s are about %(topics)s: %(names)s.")
    elif 2 * named > total:
        message = marked("%(posts)s are about %(topics)s, most of them about %(names)s.")
    else:
        message = marked("%(posts)s are about %(topics)s, such as %(names)s.")
    return gettext(message, posts=posts, topics=counted(len(order), "topic"), names=listed(tellable))


def _topics_table(bands: Sequence[_Band], grain: Grain) -> pd.DataFrame:
    # Two topics may have the same name, so the columns are set and not keyed.
    frame = pd.DataFrame(list(zip(*(band.posts for band in bands), strict=True)))
    frame.insert(0, "period", [period_name(start, grain) for start in bands[0].posts.index])
    frame.columns = [grain.title(), *(band.name for band in bands)]
    return frame
