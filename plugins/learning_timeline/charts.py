"""A Timeline in, charts out: one function a chart, from frames to a Plotly Figure, its sentence and its table.

No file and no HTML in here. A figure carries its own layout and no template; its theme colours are the constants below,
which the page's script exchanges for the theme's custom properties, so that a chart follows light and dark. Topics keep
the colours of the Timeline. Whatever comes from posts goes through `plotly_text` before it meets a figure.
"""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
import plotly.graph_objects as go

from ._seam import analytics
from .prose import counted, day, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Grain = Literal["month", "quarter", "year"]

# The theme's colours. Topics' are written #rrggbb and these are not, so that neither is taken for the other.
INK, INK_SOFT, RULE = "rgb(33, 31, 28)", "rgb(104, 99, 92)", "rgb(222, 217, 208)"
PAPER, ACCENT = "rgb(255, 253, 248)", "rgb(163, 66, 33)"
DENSITY = (
    "rgb(238, 234, 226)",
    "rgb(203, 221, 214)",
    "rgb(150, 193, 181)",
    "rgb(92, 160, 146)",
    "rgb(36, 121, 110)",
    "rgb(10, 79, 74)",
)
TOKENS: Mapping[str, str] = {
    INK: "ink",
    INK_SOFT: "ink-soft",
    RULE: "rule",
    PAPER: "paper",
    ACCENT: "accent",
    **{colour: f"density-{level}" for level, colour in enumerate(DENSITY)},
}

MEASURES = ("posts", "words", "revisions")
TOP_TOPICS = 11
LIFELINES = 40
FEW_PERIODS = 6
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# Widths of bars in milliseconds, as Plotly wants them on an axis of time; else a single bar is one millisecond wide.
_DAY = 86_400_000
_BAR_WIDTHS: Mapping[Grain, int] = {"month": 19 * _DAY, "quarter": 60 * _DAY, "year": 240 * _DAY}
NO_POSTS = "No posts yet."
REVISION = (
    "A revision is a commit that changed the text of a post, its first one included; merges and bulk commits are none."
)
LOCAL = "Days are the author's own, in the time zone in which each post was written."


@dataclass(frozen=True, slots=True)
class Measure:
    """What a chart shows when a reader chooses this measure.

    Attributes:
        name: `posts`, `words` or `revisions`.
        traces: for each trace of the figure, the attributes that differ.
        layout: attributes of the layout that differ, by dotted path.
        key: (density level, its meaning) for each step from zero on; empty where the chart has no steps.
        share: attributes of the layout that differ when shares are shown, by dotted path; empty where there are none.
    """

    name: str
    traces: tuple[Mapping[str, Any], ...]
    layout: Mapping[str, Any] = field(default_factory=dict)
    key: tuple[tuple[int, str], ...] = ()
    share: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with all that makes sense of it without the picture.

    Attributes:
        slug: fixed name, used as the id and for the file.
        subject: what the chart is about, always the same.
        title: what is seen where the numbers say something, else the subject.
        sentence: the finding in words, with its numbers.
        figure: None where there is nothing to draw.
        table: the same numbers, one row per observation, with headers for people; also what the CSV holds.
        how_counted: how the numbers came about.
        data_day: the day up to which the data reaches.
        height: of the picture in CSS pixels.
        shown_table: the same numbers in the chart's own shape, where `table` would be too long to read in a page.
        table_caption: what the table in the page shows.
        measures: what a reader may choose from; empty or one where there is nothing to choose.
        narrow: attributes of the layout, or of `data[index]`, that differ below 640 px, by dotted path.
        narrow_height: height below 640 px.
        scrolls: whether it keeps its width on a phone and scrolls inside itself.
        csv_name: the name under which the CSV is saved.
    """

    slug: str
    subject: str
    title: str
    sentence: str
    figure: go.Figure | None
    table: pd.DataFrame
    how_counted: str
    data_day: date
    height: int
    shown_table: pd.DataFrame | None = None
    table_caption: str = ""
    measures: tuple[Measure, ...] = ()
    narrow: Mapping[str, Any] = field(default_factory=dict)
    narrow_height: int | None = None
    scrolls: bool = False
    csv_name: str = ""


def timeline_charts(timeline: analytics.Timeline) -> tuple[Chart, ...]:
    """The charts of the timeline page, in their order."""
    if timeline.posts.empty:
        return (weeks(timeline), ai_milestones(timeline))
    return (
        weeks(timeline),
        topics_over_time(timeline),
        lifelines(timeline),
        cumulative(timeline),
        ai_milestones(timeline),
    )


def year_charts(timeline: analytics.Timeline, year: int) -> tuple[Chart, ...]:
    """The charts of a year's page."""
    return (calendar(timeline, year),)


def topic_charts(timeline: analytics.Timeline, slug: str) -> tuple[Chart, ...]:
    """The charts of a topic's page."""
    return (topic_years_bar(timeline, slug),)


# Weeks of every year ------------------------------------------------------------------------------------------------


def weeks(timeline: analytics.Timeline) -> Chart:
    """One row an ISO year, one cell a week, from the journal's first week to this one.

    The oldest year is on top: time runs as text does, and a row once drawn keeps its place for life.
    """
    subject = "The weeks of every year"
    rows = _lived(analytics.measures.weeks(timeline.posts, timeline.changes, timeline.today))
    table = _renamed(
        rows,
        {"iso_year": "Year", "iso_week": "Week", "week_start": "Monday", **{name: name.title() for name in MEASURES}},
    )
    how = (
        "A post counts in the ISO week (Monday to Sunday) of the day on which it was published; a week belongs to the "
        f"year that has its Thursday. {LOCAL} {REVISION} Weeks before the first and after the present one are not drawn."
    )
    if rows.empty:
        return _nothing("weeks", subject, table, how, timeline)
    years = list(range(int(rows["iso_year"].iloc[0]), int(rows["iso_year"].iloc[-1]) + 1))
    cells = [(week - 1, year - years[0]) for week, year in zip(rows["iso_week"], rows["iso_year"], strict=True)]
    shape = (len(years), 53)
    measures = _density_measures(rows, cells, shape, before="Week of ")
    row_height = 26 if len(years) <= 12 else 18 if len(years) <= 30 else 14  # noqa: PLR2004 - looked at, not derived
    height = 34 + row_height * len(years)
    figure = _drawn(
        [
            go.Heatmap(
                x=list(range(1, 54)),
                y=years,
                text=_grid(cells, [_short_day(week) for week in rows["week_start"]], shape, ""),
                **_steps(gap=2),
                **measures[0].traces[0],
            )
        ],
        _layout(
            height,
            margin={"l": 44, "r": 4, "t": 30, "b": 4},
            xaxis=_axis(
                side="top",
                range=[0.5, 53.5],
                tickvals=[round(0.5 + date(2001, month, 15).timetuple().tm_yday / 7, 2) for month in range(1, 13)],
                ticktext=MONTH_NAMES,
            ),
            yaxis=_axis(range=[years[-1] + 0.5, years[0] - 0.5], tickvals=_year_ticks(years), tickformat="d"),
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
    most = _most(rows, "posts")
    sentence = (
        f"{active:,} of {counted(len(rows), 'week')} since {day(first)} {'has' if active == 1 else 'have'} a post "
        f"({_percent(active, len(rows))}); "
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
    return [_line(x0, year, x1, year) for x0, x1, year in spans if x1 - x0 > 1]


# The calendar of a year ---------------------------------------------------------------------------------------------


def calendar(timeline: analytics.Timeline, year: int) -> Chart:
    """The days of a year, a column a week and a row a weekday, with a line between months."""
    subject = f"The days of {year}"
    rows = analytics.measures.days(timeline.posts, timeline.changes, year, timeline.today)
    first_on = timeline.summary.first_on
    rows = rows[~rows["is_future"]]
    rows = rows[rows["day"] >= pd.Timestamp(first_on)] if first_on else rows.iloc[:0]
    table = _renamed(rows, {"day": "Day", **{name: name.title() for name in MEASURES}})
    how = (
        f"A post counts on the day on which it was published. {LOCAL} {REVISION} Days before the journal's first "
        "post and days to come are not drawn."
    )
    if rows.empty:
        return _nothing(f"calendar-{year}", subject, table, how, timeline)
    start = date(year, 1, 1).weekday()
    days = [on.date() for on in rows["day"]]
    cells = [((on.timetuple().tm_yday - 1 + start) // 7, on.weekday()) for on in days]
    columns = (date(year, 12, 31).timetuple().tm_yday - 1 + start) // 7 + 1
    measures = _density_measures(rows, cells, (7, columns))
    height = 7 * 20 + 30
    firsts = [(date(year, month, 1).timetuple().tm_yday - 1 + start) for month in range(1, 13)]
    figure = _drawn(
        [
            go.Heatmap(
                x=list(range(columns)),
                y=list(range(7)),
                text=_grid(cells, [_short_day(on) for on in days], (7, columns), ""),
                **_steps(gap=3),
                **measures[0].traces[0],
            )
        ],
        _layout(
            height,
            margin={"l": 44, "r": 4, "t": 26, "b": 4},
            xaxis=_axis(
                side="top",
                range=[-0.5, columns - 0.5],
                tickvals=[round((first + 15) / 7 - 0.5, 2) for first in firsts],
                ticktext=MONTH_NAMES,
            ),
            yaxis=_axis(range=[6.5, -0.5], tickvals=[0, 2, 4, 6], ticktext=[WEEKDAYS[index] for index in (0, 2, 4, 6)]),
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
    most = _most(active, "posts")
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


# Topics over time ---------------------------------------------------------------------------------------------------


def topics_over_time(timeline: analytics.Timeline) -> Chart:
    """Topics stacked from zero, by month, quarter or year as the span asks; the most written about and all others."""
    subject = "Topics over time"
    grain = _grain(timeline)
    rows = analytics.measures.topic_time(timeline.posts, timeline.changes, grain)
    names = {topic.slug: topic.name for topic in timeline.topics}
    table = _renamed(
        rows.assign(period=[_period(start, grain) for start in rows["period_start"]], name=rows["topic"].map(names)),
        {"period": grain.title(), "name": "Topic", **{name: name.title() for name in MEASURES}},
    )
    how = (
        f"Each post counts once, for its topic, in the {grain} in which it was published; words are those of the posts "
        f"published then, as they stand today. {LOCAL} {REVISION} The {TOP_TOPICS} topics with the most posts are drawn one "
        "by one, all others together in grey. A veil lies over a period that is not over yet; a diamond marks a milestone "
        "of the journal."
    )
    if timeline.posts.empty:
        return _nothing("topics-over-time", subject, table, how, timeline)
    order = _topics_by_posts(timeline)
    top = order if len(order) <= TOP_TOPICS + 1 else order[:TOP_TOPICS]
    periods = _periods(rows["period_start"].min(), timeline.today, grain)
    wide = {name: _stacked(rows, name, top, periods, has_other=len(order) > len(top)) for name in MEASURES}
    labels = [names[slug] for slug in top] + ["other topics"] * (len(order) > len(top))
    colours = [timeline.colours[slug] for slug in top] + [RULE] * (len(order) > len(top))
    few = len(periods) <= FEW_PERIODS
    x = [_iso(start) for start in periods]
    height = 420
    margins = {
        "l": 52,
        "r": 36 + round(6.9 * max(len(_cut(label, 24)) for label in labels)),
        "t": 12,
        "b": 44 if grain == "month" else 30,
    }
    inner = height - margins["t"] - margins["b"]
    measures = tuple(_stack_measure(name, wide[name], inner, is_bar=few) for name in MEASURES)
    traces = [
        _stack_trace(label, colour, {"x": x, **values}, _BAR_WIDTHS[grain] if few else None)
        for label, colour, values in zip(labels, colours, measures[0].traces, strict=True)
    ]
    end = max(periods[-1], _later(periods[0], grain, FEW_PERIODS - 1)) if few else periods[-1]
    half = pd.Timedelta(days={"month": 16, "quarter": 46, "year": 183}[grain])
    span = [_iso(periods[0] - half), _iso(end + half)] if few else [x[0], x[-1]]
    ticks = _time_ticks(periods[0], end)
    annotations = [
        _end_label(label, colour, measures[0].layout[f"annotations[{index}].y"])
        for index, (label, colour) in enumerate(zip(labels, colours, strict=True))
    ]
    flags, flag_marks = _flags(timeline, pd.Timestamp(span[0]), pd.Timestamp(span[1]))
    figure = _drawn(
        traces,
        _layout(
            height,
            margin=margins,
            barmode="stack",
            hovermode="x unified",
            dragmode="zoom",
            xaxis=_axis(type="date", range=span, hoverformat="%Y" if grain == "year" else "%b %Y", **ticks),
            yaxis=_axis(
                showgrid=True,
                fixedrange=True,
                rangemode="tozero",
                nticks=6,
                **{
                    name.removeprefix("yaxis."): value
                    for name, value in measures[0].layout.items()
                    if name.startswith("yaxis.")
                },
            ),
            annotations=[*annotations, *flag_marks],
            shapes=[*flags, *_unfinished(timeline.today, periods, grain, few=few)],
            legend={"orientation": "h", "x": 0, "y": -0.12, "yanchor": "top", "font": {"size": 13, "color": INK}},
        ),
    )
    legend_lines = -(-sum(len(_cut(label, 24)) * 7 + 52 for label in labels) // 330)
    return Chart(
        slug="topics-over-time",
        subject=subject,
        title=_took_over(timeline, names) or subject,
        sentence=_topics_sentence(timeline, order, names),
        figure=figure,
        table=table,
        shown_table=_topics_table(wide["posts"], labels, periods, grain),
        table_caption=f"Posts by {grain} and topic",
        how_counted=how,
        data_day=timeline.today,
        height=height,
        measures=measures,
        narrow={
            "showlegend": len(labels) > 1 or few,
            "annotations": [{**mark} for mark in flag_marks],
            "margin.r": 6,
            "margin.l": 40,
            "margin.b": 40 + 24 * legend_lines,
            "dragmode": False,
            **_narrow_ticks(periods[0], end),
        },
        narrow_height=height - 60 + 24 * legend_lines,
        csv_name="topics-over-time.csv",
    )


def _periods(first: pd.Timestamp, today: date, grain: Grain) -> list[pd.Timestamp]:
    """The first day of each period up to the present one, silent ones included."""
    frequency = {"month": "MS", "quarter": "QS", "year": "YS"}[grain]
    return [pd.Timestamp(start) for start in pd.date_range(first, today, freq=frequency)]


def _stacked(
    rows: pd.DataFrame, measure: str, top: Sequence[str], periods: Sequence[pd.Timestamp], *, has_other: bool
) -> list[list[int]]:
    """For each drawn topic (and all others, if any) its number in each period."""
    wide = rows.pivot_table(index="period_start", columns="topic", values=measure, aggfunc="sum", fill_value=0)
    wide = wide.reindex(index=list(periods), columns=sorted(set(wide.columns) | set(top)), fill_value=0)
    lines = [[int(value) for value in wide[slug]] for slug in top]
    if has_other:
        lines.append([int(value) for value in wide.drop(columns=list(top)).sum(axis=1)])
    return lines


def _stack_trace(label: str, colour: str, values: Mapping[str, Any], bar_width: int | None) -> Any:  # noqa: ANN401
    named = {"name": plotly_text(_cut(label, 24)), "hovertemplate": "%{y:,}", **values}
    if bar_width is not None:
        return go.Bar(width=bar_width, marker={"color": colour, "line": {"color": PAPER, "width": 1}}, **named)
    # A line in the paper's colour parts neighbours, so that they can be told apart without their colours.
    return go.Scatter(
        mode="lines", stackgroup="topics", fillcolor=colour, line={"color": PAPER, "width": 0.75}, **named
    )


def _stack_measure(name: str, lines: Sequence[Sequence[int]], inner: int, *, is_bar: bool) -> Measure:
    totals = [sum(values) for values in zip(*lines, strict=True)]
    top = max(totals) * 1.06 or 1
    last = next((index for index in range(len(totals) - 1, -1, -1) if totals[index]), len(totals) - 1)
    # In a chart of bars there is one label a topic beside the last bar, in a chart of areas beside the areas' ends.
    index = last if is_bar else len(totals) - 1
    ends = [line[index] for line in lines]
    whole = sum(ends) or 1
    layout = {
        "yaxis.range": [0, round(top, 2)],
        "yaxis.dtick": _whole(max(totals)),
        "yaxis.title.text": name,
        **_label_places(ends, top, inner),
    }
    share = {
        "yaxis.range": [0, 100],
        "yaxis.dtick": None,
        "yaxis.title.text": f"% of {name}",
        "barnorm": "percent",
        **_label_places([end * 100 / whole for end in ends], 100, inner),
    }
    return Measure(name, tuple({"y": list(line)} for line in lines), layout, share=share)


def _label_places(ends: Sequence[float], top: float, inner: int) -> dict[str, Any]:
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
    return {f"annotations[{index}].y": round(place, 4) for index, place in enumerate(places)}


def _end_label(label: str, colour: str, place: float) -> dict[str, Any]:
    return {
        "text": f'<span style="color:{colour}">■</span> {plotly_text(_cut(label, 24))}',
        "x": 1,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 8,
        "y": place,
        "yref": "paper",
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": 13},
    }


def _unfinished(today: date, periods: Sequence[pd.Timestamp], grain: Grain, *, few: bool) -> list[dict[str, Any]]:
    """A veil over the last period while it lasts, since its numbers are not complete."""
    if few or _later(periods[-1], grain, 1).date() <= today + timedelta(days=1):
        return []
    return [
        {
            "type": "rect",
            "x0": _iso(periods[-2]),
            "x1": _iso(periods[-1]),
            "y0": 0,
            "y1": 1,
            "yref": "paper",
            "fillcolor": PAPER,
            "opacity": 0.45,
            "line": {"width": 0},
        }
    ]


def _took_over(timeline: analytics.Timeline, names: Mapping[str, str]) -> str | None:
    """A title such as "Diffusion took over in 2029", where the numbers say so.

    They do where one topic clearly led the last full years, two at least, and another one clearly the two before.
    """
    rows = timeline.topic_years[timeline.topic_years["year"] < timeline.today.year]
    leaders = []
    for _, group in rows.groupby("year"):
        ranked = group.sort_values(["posts", "topic"], ascending=[False, True])
        first, second = int(ranked["posts"].iloc[0]), int(ranked["posts"].iloc[1]) if len(ranked) > 1 else 0
        leaders.append(
            (int(group["year"].iloc[0]), str(ranked["topic"].iloc[0]) if first >= max(5, 1.2 * second) else None)
        )
    if not leaders or leaders[-1][1] is None:
        return None
    now = leaders[-1][1]
    before = [(year, slug) for year, slug in leaders if slug != now]
    since = [year for year, _ in leaders if not before or year > before[-1][0]]
    earlier = {slug for _, slug in before[-2:]}
    if len(since) < 2 or len(before) < 2 or len(earlier) != 1 or None in earlier:  # noqa: PLR2004 - one year is no trend
        return None
    return f"{names[now]} took over in {since[0]}"


def _topics_sentence(timeline: analytics.Timeline, order: Sequence[str], names: Mapping[str, str]) -> str:
    counts = timeline.posts["topic"].value_counts()
    total = int(counts.sum())
    if len(order) == 1:
        return f"{'The one post is' if total == 1 else f'All {total:,} posts are'} about {names[order[0]]}."
    if total == len(order) <= TOP_TOPICS:
        return f"{counted(total, 'post')}, one each about {listed([names[slug] for slug in order])}."
    tellable = [
        f"{names[slug]} ({counted(int(counts[slug]), 'post')}, {_percent(counts[slug], total)})" for slug in order[:3]
    ]
    link = ":" if len(order) == len(tellable) else ", most of them about"
    return f"{counted(total, 'post')} are about {counted(len(order), 'topic')}{link} {listed(tellable)}."


def _topics_table(
    lines: Sequence[Sequence[int]], labels: Sequence[str], periods: Sequence[pd.Timestamp], grain: Grain
) -> pd.DataFrame:
    # Two topics may have the same name, so the columns are set and not keyed.
    frame = pd.DataFrame(list(zip(*lines, strict=True)))
    frame.insert(0, "period", [_period(start, grain) for start in periods])
    frame.columns = [grain.title(), *labels]
    return frame


# Lifelines ----------------------------------------------------------------------------------------------------------


def lifelines(timeline: analytics.Timeline) -> Chart:
    """A topic a row, from its first post to its last, in the order of first posts; silences over a year are dotted."""
    subject = "The lives of topics"
    names = {topic.slug: topic.name for topic in timeline.topics}
    rows = _lives(timeline)
    table = _renamed(
        rows.assign(name=rows["topic"].map(names)),
        {
            "name": "Topic",
            "first_on": "First post",
            "last_on": "Last post",
            "posts": "Posts",
            "gap": "Longest gap in days",
        },
    )
    grain: Grain = "month" if _grain(timeline) == "month" else "year"
    how = (
        f"A line runs from a topic's first post to its last; it is dotted where no post came for more than a year. A mark "
        f"stands for the posts of one {grain}, at the mean of their days, and grows with their number. {LOCAL}"
    )
    if rows.empty:
        return _nothing("lifelines", subject, table, how, timeline)
    drawn = rows
    if len(rows) > LIFELINES:
        most = rows.sort_values(["posts", "topic"], ascending=[False, True]).head(LIFELINES)
        drawn = rows[rows["topic"].isin(set(most["topic"]))]
    row_height = 24 if len(drawn) <= 20 else 19  # noqa: PLR2004 - looked at, not derived
    height = 52 + row_height * len(drawn)
    first, last = timeline.posts["published_on"].min(), pd.Timestamp(timeline.today)
    end = max(last, first + pd.Timedelta(days=180))
    pad = (end - first) * 0.015
    labels = [names[slug] for slug in drawn["topic"]]
    flags, flag_marks = _flags(timeline, first - pad, end + pad)
    traces = _lifeline_traces(timeline, list(drawn["topic"]), grain)
    marks = traces[-1]
    figure = _drawn(
        traces,
        _layout(
            height,
            margin={"l": 24 + round(6.9 * max(len(_cut(label, 26)) for label in labels)), "r": 12, "t": 8, "b": 44},
            hovermode="closest",
            dragmode="zoom",
            xaxis=_axis(
                type="date", range=[_iso(first - pad), _iso(end + pad)], showgrid=True, **_time_ticks(first, end)
            ),
            yaxis=_axis(
                range=[len(drawn) - 0.4, -0.6],
                fixedrange=True,
                tickvals=list(range(len(drawn))),
                ticktext=[plotly_text(_cut(label, 26)) for label in labels],
            ),
            shapes=flags,
            annotations=flag_marks,
        ),
    )
    return Chart(
        slug="lifelines",
        subject=subject,
        title=_alive_title(rows, timeline) or subject,
        sentence=_lifelines_sentence(rows, names, len(drawn)),
        figure=figure,
        table=table,
        table_caption="Topics in the order of their first post",
        how_counted=how,
        data_day=timeline.today,
        height=height,
        narrow={
            "yaxis.ticktext": [plotly_text(_cut(label, 15)) for label in labels],
            # Marks of fifty years need to be small on a phone.
            f"data[{len(traces) - 1}].marker.size": [round(size * 0.55, 1) for size in marks.marker.size],
            "margin.l": 20 + round(6.6 * max(len(_cut(label, 15)) for label in labels)),
            "dragmode": False,
            **_narrow_ticks(first, end),
        },
        csv_name="lifelines.csv",
    )


def _lives(timeline: analytics.Timeline) -> pd.DataFrame:
    """One row a topic, in the order of first posts: topic, first_on, last_on, posts, gap (longest, in days)."""
    ordered = timeline.posts.sort_values(["topic", "published_on"])
    gaps = ordered.groupby("topic")["published_on"].diff().dt.days
    rows = (
        ordered.assign(gap=gaps.fillna(0).astype("int64"))
        .groupby("topic", as_index=False)
        .agg(
            first_on=("published_on", "min"),
            last_on=("published_on", "max"),
            posts=("path", "size"),
            gap=("gap", "max"),
        )
    )
    return rows.sort_values(["first_on", "topic"], ignore_index=True)


def _lifeline_traces(timeline: analytics.Timeline, slugs: Sequence[str], grain: Grain) -> list[Any]:
    posts = timeline.posts[timeline.posts["topic"].isin(set(slugs))]
    days = {str(slug): sorted(set(group)) for slug, group in posts.groupby("topic")["published_on"]}
    silent_x: list[str | None] = []
    silent_y: list[int | None] = []
    traces = []
    for row, slug in enumerate(slugs):
        x: list[str | None] = []
        start = days[slug][0]
        for before, after in pairwise([*days[slug], None]):
            if after is not None and (after - before).days <= 365:  # noqa: PLR2004 - days of a year
                continue
            x += [_iso(start), _iso(before), None]
            if after is not None:
                silent_x += [_iso(before), _iso(after), None]
                silent_y += [row, row, None]
                start = after
        line = {"color": timeline.colours[slug], "width": 2.5}
        traces.append(go.Scatter(x=x[:-1], y=[row] * (len(x) - 1), mode="lines", line=line, hoverinfo="skip"))
    silence = {"color": INK_SOFT, "width": 1, "dash": "dot"}
    traces.insert(0, go.Scatter(x=silent_x, y=silent_y, mode="lines", line=silence, hoverinfo="skip"))
    traces.append(_life_marks(timeline, posts, slugs, grain))
    return traces


def _life_marks(timeline: analytics.Timeline, posts: pd.DataFrame, slugs: Sequence[str], grain: Grain) -> Any:  # noqa: ANN401
    names = {topic.slug: plotly_text(topic.name) for topic in timeline.topics}
    row_of = {slug: row for row, slug in enumerate(slugs)}
    period = posts["published_on"].dt.to_period("M" if grain == "month" else "Y").rename("period")
    marks = posts.groupby(["topic", period], as_index=False).agg(on=("published_on", "mean"), posts=("path", "size"))
    return go.Scatter(
        x=[_iso(on) for on in marks["on"]],
        y=[row_of[slug] for slug in marks["topic"]],
        mode="markers",
        marker={
            "color": [timeline.colours[slug] for slug in marks["topic"]],
            "size": _sizes(marks["posts"], 6, 17),
            "line": {"color": PAPER, "width": 1},
            "opacity": 1,
        },
        text=[names[slug] for slug in marks["topic"]],
        customdata=[
            [int(count), f"{MONTH_NAMES[when.month - 1]} {when.year}" if grain == "month" else str(when.year)]
            for count, when in zip(marks["posts"], marks["period"], strict=True)
        ],
        hovertemplate="<b>%{text}</b><br>%{customdata[1]}, posts: %{customdata[0]:,}<extra></extra>",
    )


def _sizes(counts: pd.Series[int], least: int, most: int) -> list[float]:
    """Diameters in pixels, the areas of the marks growing with the counts."""
    top = max(int(counts.max()), 4)
    return [round(least + (most - least) * (count / top) ** 0.5, 1) for count in counts]


def _alive_title(rows: pd.DataFrame, timeline: analytics.Timeline) -> str | None:
    if len(rows) < 10 or _grain(timeline) == "month":  # noqa: PLR2004 - a young journal has nothing to look back on
        return None
    alive = int((rows["last_on"] > pd.Timestamp(timeline.today) - pd.Timedelta(days=365)).sum())
    return f"{alive:,} of {counted(len(rows), 'topic')} were written about in the last twelve months"


def _lifelines_sentence(rows: pd.DataFrame, names: Mapping[str, str], drawn: int) -> str:
    lengths = (rows["last_on"] - rows["first_on"]).dt.days
    longest = _most(rows.assign(days=lengths), "days")
    name = names[longest.topic]
    if lengths.max() == 0:
        who = names[rows["topic"].iloc[0]] if len(rows) == 1 else f"All {len(rows)} topics"
        verb = "has its" if len(rows) == 1 else "have their"
        if rows["first_on"].min() == rows["first_on"].max():
            return f"{who} {verb} first post on {day(rows['first_on'].iloc[0].date())}. A line grows from there."
        return f"{who} have posts on one day each so far. Lines grow from there."
    sentence = (
        f"The longest life is that of {name}: {_duration(int(lengths.max()))}, from {day(longest.first_on.date())} "
        f"to {day(longest.last_on.date())}"
    )
    gap = _most(rows, "gap")
    if gap.gap > 365:  # noqa: PLR2004 - days of a year
        sentence += f"; {names[gap.topic]} came back after {_duration(int(gap.gap))}"
    newest = rows.iloc[-1]
    if len(rows) > 1:
        sentence += f"; the newest topic is {names[newest.topic]}, since {day(newest.first_on.date())}"
    if drawn < len(rows):
        sentence += (
            f". The {drawn} topics with the most posts are drawn; the other {len(rows) - drawn:,} are in the table"
        )
    return sentence + "."


# Posts and words, added up ------------------------------------------------------------------------------------------


def cumulative(timeline: analytics.Timeline) -> Chart:
    """Running totals of posts and of words, one small panel each over the same time; no second axis."""
    subject = "Posts and words, added up"
    how = (
        "Each point is the total of all posts published until the end of that day; words are those of the posts as they "
        f"stand today, without code and formulas. {LOCAL}"
    )
    totals = _running_totals(timeline)
    table = _renamed(totals, {"on": "Until", "posts": "Posts", "words": "Words"})
    if totals.empty:
        return _nothing("cumulative", subject, table, how, timeline)
    height = 380
    first, last = totals["on"].iloc[0], totals["on"].iloc[-1]
    end = max(last, first + pd.Timedelta(days=180))
    pad = (end - first) * 0.01
    x = [_iso(on) for on in totals["on"]]
    traces, annotations = [], []
    for number, name in enumerate(("posts", "words"), start=1):
        values = [int(value) for value in totals[name]]
        axis = "" if number == 1 else str(number)
        traces.append(
            go.Scatter(
                x=x,
                y=values,
                yaxis=f"y{axis}",
                mode="lines+markers" if len(x) <= FEW_PERIODS else "lines",
                line={"color": INK, "width": 2, "shape": "hv"},
                marker={"color": INK, "size": 8},
                name=name,
                hovertemplate=f"%{{x|%-d %b %Y}}<br>{name}: %{{y:,}}<extra></extra>",
            )
        )
        annotations.append(
            {
                "text": f"<b>{values[-1]:,}</b> {name if values[-1] != 1 else name[:-1]}",
                "x": x[-1],
                "y": values[-1],
                "yref": f"y{axis}",
                "xanchor": "left" if end > last else "right",
                "yanchor": "middle" if end > last else "bottom",
                "xshift": 10 if end > last else 0,
                "yshift": 0 if end > last else 4,
                "showarrow": False,
                "font": {"size": 14},
            }
        )
    figure = _drawn(
        traces,
        _layout(
            height,
            margin={"l": 60, "r": 14, "t": 22, "b": 44},
            hovermode="x",
            dragmode="zoom",
            annotations=annotations,
            xaxis=_axis(
                type="date", range=[_iso(first - pad), _iso(end + pad)], anchor="y2", **_time_ticks(first, end)
            ),
            yaxis=_axis(domain=[0.56, 1], **_count_axis(int(totals["posts"].iloc[-1]))),
            yaxis2=_axis(domain=[0, 0.44], **_count_axis(int(totals["words"].iloc[-1]))),
        ),
    )
    return Chart(
        slug="cumulative",
        subject=subject,
        title=_half_title(timeline) or subject,
        sentence=_cumulative_sentence(timeline),
        figure=figure,
        table=table,
        table_caption="Posts and words until each day",
        how_counted=how,
        data_day=timeline.today,
        height=height,
        narrow={"margin.l": 46, "dragmode": False, **_narrow_ticks(first, end)},
        csv_name="cumulative.csv",
    )


def _running_totals(timeline: analytics.Timeline) -> pd.DataFrame:
    """Totals on each day with a post; in a longer life at the end of each month or quarter; and today."""
    totals = analytics.measures.cumulative(timeline.posts)
    if totals.empty:
        return totals
    grain = _grain(timeline)
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


def _half_title(timeline: analytics.Timeline) -> str | None:
    days = timeline.posts["published_on"].sort_values(ignore_index=True)
    span = (pd.Timestamp(timeline.today) - days.iloc[0]).days
    if span < 3 * 365 or len(days) < 20:  # noqa: PLR2004 - too short a life to be halved
        return None
    half = days.iloc[(len(days) - 1) // 2]
    return f"Half of all posts were there by {half.month_name()} {half.year}"


def _cumulative_sentence(timeline: analytics.Timeline) -> str:
    posts = timeline.posts
    words, first, last = int(posts["words"].sum()), posts["published_on"].min(), pd.Timestamp(timeline.today)
    span = (last - first).days
    sentence = f"{counted(len(posts), 'post')} with {counted(words, 'word')} in all since {day(first.date())}"
    if span >= 28:  # noqa: PLR2004 - four weeks, before which a rate means little
        per_week, mean = len(posts) / (span / 7), round(words / len(posts))
        rate = f"{per_week:.1f} posts a week" if per_week >= 0.95 else f"{per_week * 52.18:.0f} posts a year"  # noqa: PLR2004
        sentence += f": {rate} and {counted(mean, 'word')} a post on average"
    return sentence + "."


def _count_axis(top: int) -> dict[str, Any]:
    return {
        "showgrid": True,
        "fixedrange": True,
        "range": [0, round(top * 1.12, 2) or 1],
        "nticks": 5,
        "tickformat": ",d" if top < 10_000 else "~s",  # noqa: PLR2004 - from here on digits cost more than they tell
        "dtick": _whole(top),
    }


def _whole(top: int) -> int | None:
    """The distance of ticks where Plotly would show fractions of a post, else None: Plotly decides."""
    return 1 if top <= 4 else None  # noqa: PLR2004 - it shows about five ticks


# Posts of a topic by year -------------------------------------------------------------------------------------------


def topic_years_bar(timeline: analytics.Timeline, topic: str) -> Chart:
    """The posts of one topic, a bar a year; a bar a month while the journal is younger than three years."""
    name = next(known.name for known in timeline.topics if known.slug == topic)
    grain: Grain = "month" if _grain(timeline) == "month" else "year"
    subject = f"Posts by {grain}"
    rows = analytics.measures.topic_time(timeline.posts, timeline.changes, grain)
    rows = rows[rows["topic"] == topic].sort_values("period_start")
    table = _renamed(
        rows.assign(period=[_period(start, grain) for start in rows["period_start"]]),
        {"period": grain.title(), **{measure: measure.title() for measure in MEASURES}},
    )
    how = f"Each post counts in the {grain} in which it was published. {LOCAL} {REVISION}"
    if rows.empty:
        return _nothing("posts-by-year", subject, table, how, timeline)
    starts = list(rows["period_start"])
    values = [int(value) for value in rows["posts"]]
    end = max(starts[-1], _later(starts[0], grain, 11))
    half = pd.Timedelta(days=16 if grain == "month" else 183)
    most = max(values)
    height = 220
    figure = _drawn(
        [
            go.Bar(
                x=[_iso(start) for start in starts],
                y=values,
                width=_BAR_WIDTHS[grain],
                marker={"color": timeline.colours[topic]},
                # Without a number over each bar where there is no room for it.
                text=[f"{value:,}" if value else "" for value in values] if len(values) <= 16 else None,  # noqa: PLR2004
                textposition="outside",
                textangle=0,
                cliponaxis=False,
                customdata=list(table.iloc[:, 0]),
                hovertemplate="%{customdata}<br>posts: %{y:,}<extra></extra>",
            )
        ],
        _layout(
            height,
            margin={"l": 40, "r": 8, "t": 20, "b": 44 if grain == "month" else 30},
            xaxis=_axis(
                type="date",
                range=[_iso(starts[0] - half), _iso(end + half)],
                **_time_ticks(starts[0], end),
            ),
            yaxis=_axis(**{**_count_axis(most), "nticks": 4}),
        ),
    )
    return Chart(
        slug="posts-by-year",
        subject=subject,
        title=subject,
        sentence=_bar_sentence(rows, name, grain),
        figure=figure,
        table=table,
        table_caption=f"Posts, words and revisions about {name}, by {grain}",
        how_counted=how,
        data_day=timeline.today,
        height=height,
        narrow={"margin.l": 30, **_narrow_ticks(starts[0], end)},
        csv_name=f"topic-{topic}.csv",
    )


def _bar_sentence(rows: pd.DataFrame, name: str, grain: Grain) -> str:
    total, active = int(rows["posts"].sum()), rows[rows["posts"] > 0]
    most = _most(active, "posts")
    when = _period(most.period_start, grain)
    if len(active) == 1:
        return f"{counted(total, 'post')} about {name}, in {when}."
    span = counted(len(active), grain)
    return f"{counted(total, 'post')} about {name} in {span}; the most, {int(most.posts):,}, in {when}."


# Milestones of AI ---------------------------------------------------------------------------------------------------


def ai_milestones(timeline: analytics.Timeline) -> Chart:
    """The milestones of AI on one line from the first on, a dot each, with the journal's own life beneath."""
    subject = "Where this journal stands in the history of AI"
    listed_ones = sorted(timeline.milestones, key=lambda milestone: (milestone.on.first_day, milestone.title))
    table = pd.DataFrame(
        [
            (str(one.on), one.title, "world" if one.kind == "world" else "this journal", one.url or "")
            for one in listed_ones
        ],
        columns=["Date", "Milestone", "Of", "Source"],
    )
    how = (
        "Milestones are chosen by the author and listed with their sources; each is placed at the first day that its date "
        "may mean. Dots of the same time are stacked. The journal's life runs from its first post to the day of the data."
    )
    if not listed_ones:
        return Chart(
            "ai-milestones", subject, subject, "No milestones are listed yet.", None, table, how, timeline.today, 0,
            csv_name="ai-milestones.csv",
        )  # fmt: skip
    first, today = listed_ones[0].on.first_day, timeline.today
    start, end = date(first.year // 10 * 10, 1, 1), date(today.year // 10 * 10 + 10, 1, 1)
    levels = _stacks(listed_ones, (end - start) / 33)
    wide = _milestone_layout(listed_ones, levels, start, end, width=980)
    narrow = _milestone_layout(listed_ones, levels, start, end, width=330)
    baseline = _line(str(start), 0, str(end), 0)
    begun = timeline.summary.first_on
    height = wide.height
    axis = _axis(type="date", range=[str(start), str(end)], dtick="M120", tick0=str(start), tickformat="%Y")
    figure = _drawn(
        [
            go.Scatter(
                x=[str(one.on.first_day) for one in listed_ones],
                y=[level + 1 for level in levels],
                mode="markers",
                marker={
                    "color": [INK_SOFT if one.kind == "world" else ACCENT for one in listed_ones],
                    "size": 9,
                    "symbol": ["circle" if one.kind == "world" else "diamond" for one in listed_ones],
                    "line": {"color": PAPER, "width": 1},
                },
                customdata=[[str(one.on), plotly_text(one.title)] for one in listed_ones],
                hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
            ),
            *_own_life(begun, today),
        ],
        _layout(
            height,
            margin={"l": 10, "r": 10, "t": 6, "b": 30},
            hovermode="closest",
            xaxis=axis,
            yaxis=_axis(range=[-1.8, wide.top], fixedrange=True, showticklabels=False),
            annotations=[*wide.annotations, *_own_label(begun)],
            shapes=[baseline, *wide.leaders],
        ),
    )
    own = sum(one.kind == "own" for one in listed_ones)
    return Chart(
        slug="ai-milestones",
        subject=subject,
        title=subject,
        sentence=_milestones_sentence(listed_ones, begun, own),
        figure=figure,
        table=table,
        table_caption="Milestones, oldest first",
        how_counted=how,
        data_day=today,
        height=height,
        narrow={
            "annotations": [*narrow.annotations, *_own_label(begun)],
            "shapes": [baseline, *narrow.leaders],
            "yaxis.range": [-1.8, narrow.top],
            "xaxis.dtick": "M240",
        },
        narrow_height=narrow.height,
        csv_name="ai-milestones.csv",
    )


@dataclass(frozen=True, slots=True)
class _MilestoneLayout:
    annotations: tuple[dict[str, Any], ...]
    leaders: tuple[dict[str, Any], ...]
    top: float
    height: int


def _stacks(milestones: Sequence[analytics.Milestone], width: timedelta) -> list[int]:
    """For each milestone, oldest first, the level of its dot: dots nearer to one another than `width` are stacked."""
    levels: list[int] = []
    latest: list[date] = []
    for one in milestones:
        on = one.on.first_day
        level = next((level for level, busy in enumerate(latest) if on - busy >= width), len(latest))
        latest[level : level + 1] = [on]
        levels.append(level)
    return levels


def _milestone_layout(
    milestones: Sequence[analytics.Milestone], levels: Sequence[int], start: date, end: date, *, width: int
) -> _MilestoneLayout:
    """Titles for those milestones that have room for one at this width in pixels."""
    per_day = width / (end - start).days
    xs = [(one.on.first_day - start).days * per_day for one in milestones]
    line, dot = 15, 10
    top = max(levels) + 2
    # Boxes that are taken: from x to x, from level to level.
    taken = [(x - 6, x + 6, level + 0.6, level + 1.4) for x, level in zip(xs, levels, strict=True)]

    def is_free(box: tuple[float, float, float, float]) -> bool:
        return all(box[1] <= a or box[0] >= b or box[3] <= low or box[2] >= high for a, b, low, high in taken)

    annotations, leaders = [], []
    for one, x, level in zip(milestones, xs, levels, strict=True):
        # A title stands right of its dot, or else above it at the end of a thin leader; shortened if need be.
        for text, y in product((_cut(one.title, 60), _cut(one.title, 30)), (level + 1, *range(level + 3, top + 3))):
            beside = y == level + 1
            right = x + dot + 6.6 * len(text) + 6
            box = (x + dot if beside else x - 3, right, y - 0.5, y + 0.5)
            leader = (x - 3, x + 3, level + 1.4, y - 0.5)
            if right <= width and is_free(box) and (beside or is_free(leader)):
                taken += [box] if beside else [box, leader]
                on = str(one.on.first_day)
                annotations.append(_milestone_label(on, text, y, shift=8 if beside else -4))
                if not beside:
                    leaders.append(_line(on, level + 1.4, on, y - 0.5))
                break
    top = max([top, *(mark["y"] + 1 for mark in annotations)])
    return _MilestoneLayout(tuple(annotations), tuple(leaders), top, round(36 + (top + 1.8) * line))


def _milestone_label(on: str, text: str, y: int, *, shift: int) -> dict[str, Any]:
    return {
        "x": on,
        "y": y,
        "text": plotly_text(text),
        "showarrow": False,
        "xanchor": "left",
        "xshift": shift,
        "font": {"size": 12, "color": INK_SOFT},
    }


def _own_life(begun: date | None, today: date) -> list[Any]:
    if begun is None:
        return []
    return [
        go.Scatter(
            x=[str(begun), str(today)],
            y=[-0.8, -0.8],
            mode="lines+markers",
            line={"color": ACCENT, "width": 4},
            marker={"color": ACCENT, "size": 8},
            hovertemplate="This journal, %{x|%-d %b %Y}<extra></extra>",
        )
    ]


def _own_label(begun: date | None) -> list[dict[str, Any]]:
    if begun is None:
        return []
    return [
        {
            "x": str(begun),
            "y": -0.8,
            "text": "this journal",
            "showarrow": False,
            "xanchor": "right",
            "xshift": -10,
            "font": {"size": 13, "color": ACCENT},
        }
    ]


def _milestones_sentence(milestones: Sequence[analytics.Milestone], begun: date | None, own: int) -> str:
    world = [one for one in milestones if one.kind == "world"]
    if not world:
        return f"{counted(own, 'milestone')} of this journal."
    sentence = f"{counted(len(world), 'milestone')} of AI since {world[0].on.year}"
    if begun is not None:
        years = begun.year - world[0].on.year
        sentence += f"; this journal began {counted(years, 'year')} after the first of them, on {day(begun)}"
        later = sum(one.on.first_day >= begun for one in world)
        if later:
            sentence += f", and has seen {later:,} of them"
    if own:
        sentence += (
            f". {counted(own, 'milestone').capitalize()} of its own {'is' if own == 1 else 'are'} marked with a diamond"
        )
    return sentence + "."


# Shared by the charts -----------------------------------------------------------------------------------------------


def plotly_text(text: str) -> str:
    """Text from a post or a topic for a figure, where Plotly reads a kind of HTML, links, styles and TeX included.

    Quotes stay, since outside a tag they mean nothing and Plotly does not know their entities.

    >>> plotly_text('<a href="//x">R&D</a>  $x$')
    '&lt;a href="//x"&gt;R&amp;D&lt;/a&gt; &#36;x&#36;'
    """
    return html.escape(" ".join(text.split()), quote=False).replace("$", "&#36;")


def _nothing(slug: str, subject: str, table: pd.DataFrame, how: str, timeline: analytics.Timeline) -> Chart:
    return Chart(slug, subject, subject, NO_POSTS, None, table, how, timeline.today, 0, csv_name=f"{slug}.csv")


def _drawn(traces: Sequence[Any], layout: Mapping[str, Any]) -> go.Figure:
    figure = go.Figure(list(traces), dict(layout))
    # Plotly's own template is most of a small figure's weight, and each figure here has its own look.
    figure.layout.template = None
    return figure


def _layout(height: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - attributes of Plotly's layout
    clear = "rgba(0,0,0,0)"
    return {
        "height": height,
        "paper_bgcolor": clear,
        "plot_bgcolor": clear,
        "font": {"family": "system-ui, sans-serif", "size": 13, "color": INK},
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": RULE, "font": {"color": INK, "size": 13}, "align": "left"},
        "modebar": {"bgcolor": clear, "color": INK_SOFT, "activecolor": INK},
        "showlegend": False,
        "dragmode": False,
        "separators": ".,",
        **more,
    }


def _axis(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - attributes of a Plotly axis
    if "title.text" in more:
        more["title"] = {"text": more.pop("title.text"), "font": {"size": 13, "color": INK_SOFT}, "standoff": 6}
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "gridcolor": RULE,
        "ticks": "",
        "tickangle": 0,
        "tickfont": {"color": INK_SOFT},
        **(
            {"ticklabelstandoff": 4, "spikecolor": INK_SOFT, "spikethickness": 1, "spikedash": "solid"}
            if more.get("type") == "date"
            else {}
        ),
        **more,
    }


def _line(x0: float | str, y0: float, x1: float | str, y1: float) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": x0,
        "x1": x1,
        "y0": y0,
        "y1": y1,
        "layer": "below",
        "line": {"color": RULE, "width": 1},
    }


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
        measures.append(Measure(name, (trace,), key=_key(bounds, max(values))))
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


def _key(bounds: Sequence[int], most: int) -> tuple[tuple[int, str], ...]:
    """The level of each step and what it means.

    >>> _key((0, 1, 5), 9), _key((0,), 3), _key((0,), 0)
    (((0, '0'), (2, '1'), (4, '2 to 5'), (5, '6 to 9')), ((0, '0'), (5, '1 to 3')), ((0, '0'),))
    """
    if most == 0:
        return ((0, "0"),)
    ranges = [f"{high:,}" if high == low + 1 else f"{low + 1:,} to {high:,}" for low, high in pairwise([*bounds, most])]
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


def _flags(
    timeline: analytics.Timeline, begin: pd.Timestamp, end: pd.Timestamp
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A thin line and a diamond for each of the journal's own milestones that is not too near to the one before."""
    lines, marks, last = [], [], None
    for milestone in sorted(timeline.milestones, key=lambda one: one.on.first_day):
        on = pd.Timestamp(milestone.on.first_day)
        if milestone.kind != "own" or not begin <= on <= end or (last is not None and on - last < (end - begin) * 0.04):
            continue
        last = on
        lines.append(
            {
                **_line(_iso(on), 0, _iso(on), 1),
                "yref": "paper",
                "opacity": 0.5,
                "line": {"color": ACCENT, "width": 1, "dash": "dot"},
            }
        )
        marks.append(
            {
                "text": "◆",
                "hovertext": f"{milestone.on}: {plotly_text(milestone.title)}",
                "x": _iso(on),
                "y": 1,
                "yref": "paper",
                "yanchor": "middle",
                "showarrow": False,
                "font": {"size": 11, "color": ACCENT},
            }
        )
    return lines, marks


def _topics_by_posts(timeline: analytics.Timeline) -> list[str]:
    counts = timeline.posts["topic"].value_counts()
    return sorted((str(slug) for slug in counts.index), key=lambda slug: (-int(counts[slug]), slug))


def _grain(timeline: analytics.Timeline) -> Grain:
    """Months below three years, quarters below twelve, then years."""
    first_on = timeline.summary.first_on
    years = (timeline.today - first_on).days / 365.25 if first_on else 0
    return "month" if years < 3 else "quarter" if years < 12 else "year"  # noqa: PLR2004 - as the docstring says


def _later(start: pd.Timestamp, grain: Grain, periods: int) -> pd.Timestamp:
    return start + pd.DateOffset(months={"month": 1, "quarter": 3, "year": 12}[grain] * periods)


def _period(start: pd.Timestamp, grain: Grain) -> str:
    match grain:
        case "month":
            return f"{MONTH_NAMES[start.month - 1]} {start.year}"
        case "quarter":
            return f"{start.year} Q{(start.month - 1) // 3 + 1}"
        case _:
            return str(start.year)


def _time_ticks(first: pd.Timestamp, end: pd.Timestamp, most: int = 13) -> dict[str, Any]:
    """Ticks on the first days of years, or of months in a short life: at most about `most` of them."""
    years = (end - first).days / 365.25
    if years <= 3:  # noqa: PLR2004 - months are still told apart
        step = next(step for step in (1, 2, 3, 6, 12) if years * 12 / step <= most or step == 12)  # noqa: PLR2004
        return {"tick0": "2000-01-01", "dtick": f"M{step}", "tickformat": "%b\n%Y"}
    step = next(step for step in (1, 2, 5, 10, 20, 50) if years / step <= most or step == 50)  # noqa: PLR2004
    return {"tick0": "2000-01-01", "dtick": f"M{12 * step}", "tickformat": "%Y"}


def _narrow_ticks(first: pd.Timestamp, end: pd.Timestamp) -> dict[str, Any]:
    return {f"xaxis.{name}": value for name, value in _time_ticks(first, end, most=5).items()}


def _year_ticks(years: Sequence[int]) -> list[int]:
    step = 1 if len(years) <= 30 else 5  # noqa: PLR2004 - rows are too low for a label each
    return (
        [year for year in years if year % step == 0 or year == years[0]]
        if step == 1
        else [year for year in years if year % step == 0]
    )


def _most(frame: pd.DataFrame, column: str) -> Any:  # noqa: ANN401 - a row, whose values have types of their own
    """The first row with the highest value of a column."""
    return frame.iloc[int(frame[column].argmax())]


def _renamed(frame: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    return frame[list(names)].rename(columns=dict(names)).reset_index(drop=True)


def _runs(flags: pd.Series[bool]) -> int:
    """The length of the longest run of True."""
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest


def _percent(part: float, whole: float) -> str:
    share = 100 * part / whole
    return "under 1 %" if 0 < share < 1 else f"{share:.0f} %"


def _duration(days: int) -> str:
    """Days in the unit in which people think of them."""
    if days >= 2 * 365:
        return f"{days / 365.25:.0f} years"
    return f"{days / 30.44:.0f} months" if days >= 60 else counted(days, "day")  # noqa: PLR2004 - two months


def _day_month(on: date) -> str:
    return day(on).rsplit(" ", 1)[0]


def _short_day(on: pd.Timestamp | date) -> str:
    return f"{on.day} {MONTH_NAMES[on.month - 1]} {on.year}"


def _iso(on: pd.Timestamp) -> str:
    return f"{on:%Y-%m-%d}"


def _cut(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
