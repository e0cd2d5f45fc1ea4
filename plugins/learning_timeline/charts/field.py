"""Series of the world in, the field measured out: what was best at each time, with the author's own posts on that line."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..core.colours import ACCENT, INK, INK_SOFT, PAPER
from ..core.language import gettext, marked, spoken
from ..core.phrases import cut, sentences
from ..core.quantities import power, quantity
from ..journal.field import journal_sentence, title
from .figures import (
    Box,
    Chart,
    Limits,
    Trace,
    axis_title,
    base_axis,
    base_layout,
    empty_chart,
    figure_of,
    filled,
    overlap,
    scatter,
    tinted,
)
from .periods import iso, narrow_ticks, time_ticks
from .wording import plotly_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from .._seam import analytics

SLUG, SUBJECT = "field-measured", marked("The field, measured")
HEIGHT = 440
_MARGIN = {"l": 84, "r": 20, "t": 24, "b": 44}
# As wide as two charts beside each other leave it, and as on a telephone: in more room no name is cut.
_WIDE, _NARROW = 640 - 104, 358 - 90
# What a label of this size takes of the picture.
_LETTER, _LINE = 6.6, 18
# More marks than this cannot be told apart on the line.
_LIMITS = Limits(marks=400)
_HOW = marked(
    "Each dot is a published fact; its source is in the CSV. Hollow dots are estimates from little data. The line "
    "shows the best value known at each time, and is dotted after its last point. A mark on the line is a post, on "
    "the day it was written."
)
_COLUMNS = ["Series", "Date", "Value", "Unit", "What", "Low", "High", "Source"]

_NAME = {"yanchor": "middle", "showarrow": False}
# The author's own time, what people reach, and the names beside points: of the best, and of others.
_MARKS = {
    "life": tinted(ACCENT, 0.08),
    "human line": {"type": "line", "layer": "below", "line": {"color": INK_SOFT, "width": 1, "dash": "dash"}},
    "human": {**_NAME, "xanchor": "left", "yanchor": "bottom", "xshift": 4, "font": {"size": 12, "color": INK_SOFT}},
    "best": {**_NAME, "xanchor": "right", "xshift": -6, "font": {"size": 12, "color": INK}},
    "other": {**_NAME, "xanchor": "left", "xshift": 6, "font": {"size": 12, "color": INK_SOFT}},
}


def field_measured(timeline: analytics.Timeline) -> Chart:
    """All series of the world as one chart, of which the reader chooses one; the longest comes first."""
    series = in_order(timeline.series)
    table = _table(series)
    said = marked("There are no series of the world yet.")
    empty = empty_chart(SLUG, gettext(SUBJECT), table, gettext(_HOW), timeline.today, said)
    if not series:
        return empty
    first = series[0]
    posts = timeline.posts["published_on"].tolist()
    figure, narrow = _picture(first, timeline.today, posts)
    return replace(
        empty,
        finding=title(first),
        sentence=journal_sentence(series, timeline.summary.first_on) or f"{title(first)}.",
        figure=figure,
        shown_table=_frontier_table(first),
        table_caption=gettext("%(series)s: what was best at each time", series=first.name),
        named_from=2,
        how_counted=sentences(gettext(_HOW), _credits(series)),
        narrow=narrow,
        limits=_LIMITS,
        looks=_looks(),
        marks=_MARKS,
        choices=tuple((one.slug, one.name) for one in series),
        choice_of=gettext("Series"),
    )


def series_chart(series: analytics.Series, today: date, posts: Sequence[pd.Timestamp]) -> Chart:
    """One series as a chart of its own, with the posts of a topic on its line."""
    figure, narrow = _picture(series, today, posts)
    return Chart(
        slug=f"field-{series.slug}",
        subject=gettext(SUBJECT),
        finding=title(series),
        sentence=gettext(
            "Today %(series)s stands at %(value)s (%(what)s, %(year)s).",
            series=series.about,
            value=quantity(series.frontier[-1].value, series.unit),
            what=series.frontier[-1].label,
            year=series.frontier[-1].on.year,
        ),
        figure=figure,
        table=_table([series]),
        shown_table=_frontier_table(series),
        table_caption=gettext("%(series)s: what was best at each time", series=series.name),
        named_from=2,
        how_counted=sentences(gettext(_HOW), _credits([series])),
        data_day=today,
        narrow=narrow,
    )


def in_order(series: Iterable[analytics.Series]) -> list[analytics.Series]:
    """Those with the most points first; among equals by name."""
    return sorted(series, key=lambda one: (-len(one.points), one.slug))


def level(series: analytics.Series, value: float) -> float:
    """Where a value is on the axis: its power of ten where the scale is a logarithm, so that all axes are plain ones."""
    return round(math.log10(value), 4) if series.scale == "log" else value


def _picture(
    series: analytics.Series, today: date, posts: Sequence[pd.Timestamp]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The figure, and what is otherwise on a narrow screen."""
    begin = _at(series.points[0])
    end = max(pd.Timestamp(today), _at(series.points[-1]), begin + pd.Timedelta(days=365))
    pad = (end - begin).days * 0.02
    times = begin - pd.Timedelta(days=math.ceil(pad)), end + pd.Timedelta(days=math.floor(pad))
    layout = base_layout(
        HEIGHT,
        margin=_MARGIN,
        hovermode="closest",
        dragmode="zoom",
        shapes=[*_life(posts, today), *_human_line(series, *times)],
        annotations=[*_labels(series, times, _WIDE), *_human_note(series, times[0])],
        xaxis=base_axis(type="date", range=[*map(iso, times)], **time_ticks(begin, end)),
        yaxis=base_axis(showgrid=True, fixedrange=True, **value_axis(series)),
    )
    narrow = {
        "margin.l": 78,
        "margin.r": 12,
        "annotations": [*_labels(series, times, _NARROW), *_human_note(series, times[0])],
        **narrow_ticks(begin, end),
    }
    return figure_of([*_traces(series, today, posts)], layout), narrow


def _looks() -> tuple[Trace, ...]:
    """Of other points, of the time since the last of the best, of these, and of posts."""
    point = {"x": "@on", "y": "@level", "mode": "markers", "text": "@said", "hovertemplate": "%{text}<extra></extra>"}
    line = {"color": INK, "width": 1.5, "shape": "hv"}
    return (
        scatter(meta="other", **point, marker={"color": INK_SOFT, "size": 5, "opacity": 0.45}),
        scatter(
            meta="since",
            x="@on",
            y="@level",
            mode="lines",
            line={"color": INK_SOFT, "width": 1.5, "dash": "dot"},
            hoverinfo="skip",
        ),
        scatter(meta="best", **{**point, "mode": "lines+markers"}, marker={"color": INK, "size": 6}, line=line),
        scatter(meta="post", **point, marker={"color": ACCENT, "size": 9, "line": {"color": PAPER, "width": 1.5}}),
    )


def _traces(series: analytics.Series, today: date, posts: Sequence[pd.Timestamp]) -> Iterator[Trace]:
    best = series.frontier
    days = _thinned([on for on in posts if series.best_on(on.date()) is not None])
    # For each look the days, the points that tell how high they are, and words.
    shown = (
        [(_at(point), point, _said(series, point)) for point in series.points if point not in best],
        [(on, best[-1], "") for on in (_at(best[-1]), max(pd.Timestamp(today), _at(best[-1])))],
        [(_at(point), point, _said(series, point)) for point in best],
        [(on, point, _post_text(series, on, point)) for on in days if (point := series.best_on(on.date()))],
    )
    for look, points in zip(_looks(), shown, strict=True):
        rows = [(iso(on), level(series, point.value), said) for on, point, said in points]
        yield filled(look, pd.DataFrame(rows, columns=["on", "level", "said"]))


def _post_text(series: analytics.Series, on: pd.Timestamp, point: analytics.WorldPoint) -> str:
    best = plotly_text(f"{quantity(point.value, series.unit)} ({point.label})")
    return gettext("I wrote on %(day)s<br>best then: %(best)s", day=on.date(), best=best)


def _said(series: analytics.Series, point: analytics.WorldPoint) -> str:
    """A point in the words of its label in the chart, safe for Plotly."""
    value = plotly_text(quantity(point.value, series.unit) + caution(series, point))
    return f"<b>{plotly_text(cut(point.label, 60))}</b>, {point.on}<br>{value}"


def caution(series: analytics.Series, point: analytics.WorldPoint) -> str:
    """How sure a point is, where its source says so."""
    estimate = gettext("an estimate")
    words = f", {estimate}" if point.is_estimate else ""
    if point.low is None or point.high is None:
        return words
    low, high = quantity(point.low, series.unit), quantity(point.high, series.unit)
    span = gettext("%(low)s to %(high)s", low=low, high=high)
    return f" ({span}){words}"


def _thinned(days: Sequence[pd.Timestamp]) -> list[pd.Timestamp]:
    """At most `_LIMITS.marks` of the days: one of each month or year where there are more."""
    for form in ("%Y-%m-%d", "%Y-%m", "%Y"):
        kept = [*{on.strftime(form): on for on in reversed(days)}.values()][::-1]
        if len(kept) <= _LIMITS.marks:
            return kept
    return kept


def _at(point: analytics.WorldPoint) -> pd.Timestamp:
    return pd.Timestamp(point.on.first_day)


def _range(series: analytics.Series) -> tuple[float, float]:
    """The ends of the axis of values."""
    values = [level(series, point.value) for point in series.points]
    if series.human is not None:
        values.append(level(series, series.human.value))
    low, high = min(values), max(values)
    room = (high - low) * 0.08 or 1
    if series.scale == "linear" and series.unit == "percent":
        return 0, 100
    return round(low - room, 3), round(high + room, 3)


def value_axis(series: analytics.Series) -> dict[str, Any]:
    """The axis of values; where it is one of powers of ten, each tick says what it means."""
    low, high = _range(series)
    return {"range": [low, high], **_ticks(series, low, high)}


def _ticks(series: analytics.Series, low: float, high: float) -> dict[str, Any]:
    if series.scale != "log":
        unit = axis_title(plotly_text(gettext(series.unit)))
        return {"nticks": 6, "tickformat": ",d" if high - low > 10 else None, **unit}  # noqa: PLR2004
    is_told = series.unit in {"USD", "minutes", "percent"}
    values = [value for value in _round_values(series.unit, low, high) if low <= math.log10(value) <= high]
    words = [quantity(value, series.unit) if is_told else _bare(value) for value in values]
    at = [round(math.log10(value), 4) for value in values]
    return {"tickvals": at, "ticktext": words, **({} if is_told else axis_title(plotly_text(gettext(series.unit))))}


def _round_values(unit: str, low: float, high: float) -> list[float]:
    """Values that people know, about seven of them between two powers of ten."""
    if unit == "minutes":
        return [1 / 60, 1 / 6, 1, 10, 60, 600, 24 * 60, 10 * 24 * 60, 100 * 24 * 60]
    first, last = math.floor(low), math.ceil(high)
    steps = (1, 2, 5) if high - low < 2 else (1,)  # noqa: PLR2004 - else powers of ten are enough
    return [step * 10.0**place for place in range(first, last + 1, max(1, (last - first) // 7)) for step in steps]


def _bare(value: float) -> str:
    """A round value without its unit.

    >>> _bare(200), _bare(1e24), _bare(2e24)
    ('200', '10²⁴', '2 × 10²⁴')
    """
    if 1 <= value <= 1000:  # noqa: PLR2004 - read at once
        return spoken().decimal(f"{value:,.0f}")
    step, exponent = f"{value:.0e}".split("e")
    return power(int(exponent)) if step == "1" else f"{step} × {power(int(exponent))}"


def _life(posts: Sequence[pd.Timestamp], today: date) -> list[dict[str, Any]]:
    """A faint band under the author's own time."""
    if not posts:
        return []
    return [{**_MARKS["life"], "x0": iso(min(posts)), "x1": iso(pd.Timestamp(today))}]


def _human_line(series: analytics.Series, begin: pd.Timestamp, end: pd.Timestamp) -> list[dict[str, Any]]:
    if series.human is None:
        return []
    at = level(series, series.human.value)
    return [{**_MARKS["human line"], "x0": iso(begin), "x1": iso(end), "y0": at, "y1": at}]


def human_words(series: analytics.Series) -> str:
    """What people reach and who they are, safe for Plotly; empty if nothing is known of them."""
    human = series.human
    return "" if human is None else plotly_text(cut(f"{human.label}: {quantity(human.value, series.unit)}", 48))


def _human_note(series: analytics.Series, begin: pd.Timestamp) -> list[dict[str, Any]]:
    if series.human is None:
        return []
    at = level(series, series.human.value)
    return [{**_MARKS["human"], "text": human_words(series), "x": iso(begin), "y": at}]


def _labels(series: analytics.Series, times: tuple[pd.Timestamp, pd.Timestamp], width: float) -> list[dict[str, Any]]:
    """Names beside points, each where it has room: by weight, then the newest first.

    Those of the line stand to the left of it and away from it, those of other points, which need some weight, on its other side.
    """
    height = HEIGHT - _MARGIN["t"] - _MARGIN["b"]
    low, high = _range(series)
    boxes: list[Box] = []
    notes = []
    newest_first = series.points[::-1]
    for point in sorted(newest_first, key=lambda point: -point.weight):
        is_best = point in series.frontier
        if not is_best and point.weight == 1:
            continue
        text = cut(point.label, _LIMITS.label)
        side = -1 if is_best else 1
        up = 9 if is_best == (series.better == "higher") else -9
        x = (_at(point) - times[0]) / (times[1] - times[0]) * width + 6 * side
        y = (level(series, point.value) - low) / (high - low) * height + up
        left, right = sorted((x, x + _LETTER * len(text) * side))
        box = (left, right, y - _LINE / 2, y + _LINE / 2)
        if left < 0 or right > width or any(overlap(box, other) for other in boxes):
            continue
        boxes.append(box)
        place = {"x": iso(_at(point)), "y": level(series, point.value), "yshift": up}
        notes.append({**_MARKS["best" if is_best else "other"], "text": plotly_text(text), **place})
    return notes


def _credits(series: Iterable[analytics.Series]) -> str:
    """Who is to be credited for the numbers, each once."""
    told = dict.fromkeys(
        f"{one.source}{f' ({one.licence})' if one.licence and one.licence != 'facts' else ''}" for one in series
    )
    notes = [f"{one.name}: {one.note}" for one in series if one.note]
    return sentences(gettext("Sources: %(sources)s.", sources="; ".join(told)), *notes)


def _table(series: Iterable[analytics.Series]) -> pd.DataFrame:
    """Every point of every series, as the CSV has it."""
    return pd.DataFrame(
        [
            (one.name, str(point.on), point.value, one.unit, point.label, point.low, point.high, point.url)
            for one in series
            for point in one.points
        ],
        columns=_COLUMNS,
    )


def _frontier_table(series: analytics.Series) -> pd.DataFrame:
    return pd.DataFrame(
        [(str(point.on), point.label, quantity(point.value, series.unit)) for point in series.frontier],
        columns=["Date", "What", series.name],
    )
