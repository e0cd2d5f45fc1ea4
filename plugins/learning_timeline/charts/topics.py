"""A Timeline in, charts of topics out: all of them stacked over time, and one of them by year."""

from __future__ import annotations

import math
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from .._seam import analytics
from ..core.colours import INK, PAPER, RULE
from ..core.grains import MEASURES, Grain
from ..core.language import gettext, marked, ngettext
from ..core.phrases import counted, listed, number, sentences
from .figures import (
    LOCAL,
    REVISION,
    Chart,
    Limits,
    Trace,
    band,
    bar,
    base_axis,
    base_layout,
    count_axis,
    cut,
    figure_of,
    nothing_to_draw,
    percent,
    plotly_text,
    renamed,
    scatter,
    topics_by_posts,
    whole_ticks,
)
from .periods import (
    BARS,
    FEW_PERIODS,
    STARTS,
    grain_of,
    iso,
    later,
    middle,
    milestone_flags,
    narrow_ticks,
    period_name,
    posts_by,
    posts_by_period,
    time_ticks,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..journal.slices import TopicPart


_LIMITS = Limits(rows=11, label=24)
OTHER_TOPICS = marked("other topics")
# The lines of the legend of a narrow chart, as `views.js` counts them.
LEGEND_LINE = 24

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
    "veil": band(PAPER, 0.45),
    # By grain.
    "bars": BARS,
}


def topics_over_time(timeline: analytics.Timeline) -> Chart:
    """Topics stacked from zero, by month, quarter or year as the span asks; the most written about and all others."""
    subject = gettext("Topics over time")
    grain = grain_of(timeline)
    rows = analytics.measures.topic_time(timeline.posts, timeline.changes, grain)
    names = {topic.slug: topic.name for topic in timeline.topics}
    table = renamed(
        rows.assign(
            period=[period_name(start, grain) for start in rows["period_start"]], name=rows["topic"].map(names)
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
    if timeline.posts.empty:
        return nothing_to_draw("topics-over-time", subject, table, how, timeline.today)
    order = topics_by_posts(timeline)
    top = order if len(order) <= _LIMITS.rows + 1 else order[: _LIMITS.rows]
    wide = posts_by_period(rows, timeline.today, grain)
    periods: list[pd.Timestamp] = [*wide.index]
    lines = [wide[slug].tolist() for slug in top]
    lines += [wide.drop(columns=top).sum(axis=1).tolist()] if len(order) > len(top) else []
    labels = [names[slug] for slug in top] + [gettext(OTHER_TOPICS)] * (len(order) > len(top))
    colours = [timeline.colours[slug] for slug in top] + [RULE] * (len(order) > len(top))
    few = len(periods) <= FEW_PERIODS
    # What was written in a period stands over its middle.
    x = [iso(start if few else middle(start, grain)) for start in periods]
    height, margins = 420, {"l": 56, "r": 190, "t": 12, "b": 44}
    traces = [
        _stack_trace(label, colour, x, line, BARS[grain] if few else None)
        for label, colour, line in zip(labels, colours, lines, strict=True)
    ]
    end = max(periods[-1], later(periods[0], grain, FEW_PERIODS - 1)) if few else periods[-1]
    span = [x[0], iso(later(end, grain, 1))] if few else [x[0], x[-1]]
    ticks = {**time_ticks(periods[0], end), "ticklabelmode": "period" if few else "instant"}
    totals = [sum(values) for values in zip(*lines, strict=True)]
    # In a chart of bars there is one label a topic beside the last bar, in a chart of areas beside the areas' ends.
    at = next((i for i in range(len(totals) - 1, -1, -1) if totals[i]), 0) if few else len(totals) - 1
    top_value = round(max(totals) * 1.06, 2) or 1
    places = _label_places([line[at] for line in lines], top_value, height - margins["t"] - margins["b"])
    flags, flag_marks = milestone_flags(timeline, pd.Timestamp(span[0]), pd.Timestamp(span[1]))
    legend = math.ceil(sum(len(cut(label, _LIMITS.label)) * 7 + 52 for label in labels) / 330)
    figure = figure_of(
        traces,
        base_layout(
            height,
            margin=margins,
            barmode="stack",
            hovermode="x unified",
            dragmode="zoom",
            xaxis=base_axis(type="date", range=span, hoverformat="%Y" if grain == "year" else "%b %Y", **ticks),
            yaxis=base_axis(
                showgrid=True,
                fixedrange=True,
                range=[0, top_value],
                nticks=6,
                dtick=whole_ticks(max(totals)),
                **{"title.text": gettext("posts")},
            ),
            annotations=[
                *(
                    _end_label(label, colour, place)
                    for label, colour, place in zip(labels, colours, places, strict=True)
                ),
                *flag_marks,
            ],
            shapes=[*flags, *_unfinished(timeline.today, periods, grain, few=few)],
            legend={"orientation": "h", "x": 0, "y": -0.16, "yanchor": "top", "font": {"size": 13, "color": INK}},
        ),
    )
    return Chart(
        slug="topics-over-time",
        subject=subject,
        finding=_took_over(timeline, names),
        sentence=_topics_sentence(timeline, order, names),
        figure=figure,
        table=table,
        shown_table=_topics_table(lines, labels, periods, grain),
        table_caption=_posts_by_topic(grain),
        how_counted=how,
        data_day=timeline.today,
        is_computed=True,
        limits=_LIMITS,
        marks=_MARKS,
        spare=(_stack_trace("", RULE, (), (), BARS["month"]), _stack_trace("", RULE, (), (), None)),
        narrow={
            "margin.r": 6,
            "margin.l": 44,
            "margin.b": margins["b"] + LEGEND_LINE * legend,
            # A legend under the plot takes the place of the labels at the bands' ends.
            "showlegend": True,
            "annotations": flag_marks,
            "dragmode": False,
            **narrow_ticks(periods[0], end),
        },
        narrow_height=height - 60 + LEGEND_LINE * legend,
    )


def _stack_trace(
    label: str, colour: str, x: Sequence[str], y: Sequence[int], columns: Mapping[str, int] | None
) -> Trace:
    named = {"x": x, "y": y, "name": plotly_text(cut(label, _LIMITS.label)), "hovertemplate": "%{y:,}"}
    if columns is not None:
        marker = {"color": colour, "line": {"color": PAPER, "width": 1}}
        return bar(**columns, **named, marker=marker, meta="bar")
    # A line in the paper's colour parts neighbours, so that they can be told apart without their colours.
    line = {"color": PAPER, "width": 0.75}
    return scatter(**named, mode="lines", stackgroup="topics", fillcolor=colour, line=line, meta="area")


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


def _end_label(label: str, colour: str, place: float) -> dict[str, Any]:
    return {
        **_MARKS["end"],
        "text": f'<span style="color:{colour}">■</span> {plotly_text(cut(label, _LIMITS.label))}',
        "y": place,
    }


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


def _topics_table(
    lines: Sequence[Sequence[int]], labels: Sequence[str], periods: Sequence[pd.Timestamp], grain: Grain
) -> pd.DataFrame:
    # Two topics may have the same name, so the columns are set and not keyed.
    frame = pd.DataFrame(list(zip(*lines, strict=True)))
    frame.insert(0, "period", [period_name(start, grain) for start in periods])
    frame.columns = [grain.title(), *labels]
    return frame


def topic_years_bar(part: TopicPart) -> Chart:
    """The posts of one topic, a bar a year; a bar a month while the journal is younger than three years."""
    grain, subject = part.grain, posts_by(part.grain)
    starts, days, labels = _periods_of_life(part.periods["period_start"].iloc[0], len(part.periods), grain)
    values = part.periods["posts"].tolist()
    counts = {measure.title(): part.periods[measure].array for measure in MEASURES}
    table = pd.DataFrame({grain.title(): labels, **counts})
    end = max(starts[-1], later(starts[0], grain, 11))
    height = 220
    figure = figure_of(
        [
            bar(
                x=days,
                y=values,
                **BARS[grain],
                marker={"color": part.colour},
                # Without a number over each bar where there is no room for it.
                text=[number(value) if value else "" for value in values] if len(values) <= 16 else None,  # noqa: PLR2004
                textposition="outside",
                textangle=0,
                cliponaxis=False,
                customdata=labels,
                hovertemplate=gettext("%{customdata}<br>posts: %{y:,}") + "<extra></extra>",
            )
        ],
        base_layout(
            height,
            margin={"l": 40, "r": 8, "t": 20, "b": 44 if grain == "month" else 30},
            xaxis=base_axis(
                type="date",
                range=[iso(starts[0]), iso(later(end, grain, 1))],
                ticklabelmode="period",
                **time_ticks(starts[0], end),
            ),
            yaxis=base_axis(**{**count_axis(max(values)), "nticks": 4}),
        ),
    )
    return Chart(
        slug="posts-by-year",
        subject=subject,
        sentence=_bar_sentence(part, values, labels),
        figure=figure,
        table=table,
        table_caption=gettext("Posts, words and revisions about %(topic)s, by month", topic=part.name)
        if grain == "month"
        else gettext("Posts, words and revisions about %(topic)s, by year", topic=part.name),
        how_counted=sentences(
            gettext("Each post counts in the month it was published.")
            if grain == "month"
            else gettext("Each post counts in the year it was published."),
            gettext(LOCAL),
            gettext(REVISION),
        ),
        data_day=part.last_day,
        narrow={"margin.l": 30, **narrow_ticks(starts[0], end)},
        saved_as=f"topic-{part.slug}",
    )


@lru_cache(maxsize=4)
def _periods_of_life(first: pd.Timestamp, number: int, grain: Grain) -> tuple[list[pd.Timestamp], list[str], list[str]]:
    """So many periods from the first on, the same for each topic: their first days, these as Plotly reads them, and their names."""
    starts = list(pd.date_range(first, periods=number, freq=STARTS[grain]))
    return starts, [iso(start) for start in starts], [period_name(start, grain) for start in starts]


def _bar_sentence(part: TopicPart, values: Sequence[int], labels: Sequence[str]) -> str:
    most = max(values)
    when = labels[values.index(most)]
    active = sum(value > 0 for value in values)
    told = {"posts": counted(part.posts, "post"), "topic": part.name, "time": when}
    if active == 1:
        return gettext("%(posts)s about %(topic)s, in %(time)s.", **told)
    return gettext(
        "%(posts)s about %(topic)s in %(periods)s; the most, %(number)s, in %(time)s.",
        periods=counted(active, part.grain),
        number=number(most),
        **told,
    )
