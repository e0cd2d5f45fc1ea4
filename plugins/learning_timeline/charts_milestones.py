"""A Timeline in, its place in the history of AI out: milestones on one line, the journal's life beneath."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go

from .figures import (
    ACCENT,
    INK_SOFT,
    PAPER,
    Chart,
    base_axis,
    base_layout,
    cut,
    figure_of,
    plotly_text,
    thin_line,
)
from .prose import counted, day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ._seam import analytics


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
    wide = _milestone_layout(listed_ones, start, end, width=980)
    narrow = _milestone_layout(listed_ones, start, end, width=330)
    baseline = thin_line(str(start), 0, str(end), 0)
    begun = timeline.summary.first_on
    height = wide.height
    axis = base_axis(type="date", range=[str(start), str(end)], dtick="M120", tick0=str(start), tickformat="%Y")
    figure = figure_of(
        [
            go.Scatter(
                x=[str(one.on.first_day) for one in listed_ones],
                y=[level + 1 for level in wide.levels],
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
        base_layout(
            height,
            margin={"l": 10, "r": 10, "t": 6, "b": 30},
            hovermode="closest",
            xaxis=axis,
            yaxis=base_axis(range=[-1.8, wide.top], fixedrange=True, showticklabels=False),
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
            "data[0].y": [level + 1 for level in narrow.levels],
            "yaxis.range": [-1.8, narrow.top],
            "xaxis.dtick": "M240",
        },
        narrow_height=narrow.height,
        csv_name="ai-milestones.csv",
    )


@dataclass(frozen=True, slots=True)
class _MilestoneLayout:
    levels: list[int]
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
    milestones: Sequence[analytics.Milestone], start: date, end: date, *, width: int
) -> _MilestoneLayout:
    """Titles for those milestones that have room for one at this width in pixels."""
    per_day = width / (end - start).days
    xs = [(one.on.first_day - start).days * per_day for one in milestones]
    line, dot = 15, 10
    levels = _stacks(milestones, (end - start) * (dot / width))
    top = max(levels) + 2
    # Boxes that are taken: from x to x, from level to level.
    taken = [(x - 6, x + 6, level + 0.6, level + 1.4) for x, level in zip(xs, levels, strict=True)]

    def is_free(box: tuple[float, float, float, float]) -> bool:
        return all(box[1] <= a or box[0] >= b or box[3] <= low or box[2] >= high for a, b, low, high in taken)

    annotations, leaders = [], []
    for one, x, level in zip(milestones, xs, levels, strict=True):
        # A title stands right of its dot, or else above it at the end of a thin leader; shortened if need be.
        for text, y in product((cut(one.title, 60), cut(one.title, 30)), (level + 1, *range(level + 3, level + 8))):
            beside = y == level + 1
            right = x + dot + 6.6 * len(text) + 6
            box = (x + dot if beside else x - 3, right, y - 0.5, y + 0.5)
            leader = (x - 3, x + 3, level + 1.4, y - 0.5)
            if right <= width and is_free(box) and (beside or is_free(leader)):
                taken += [box] if beside else [box, leader]
                on = str(one.on.first_day)
                annotations.append(_milestone_label(on, text, y, shift=8 if beside else -4))
                if not beside:
                    leaders.append(thin_line(on, level + 1.4, on, y - 0.5))
                break
    top = max([top, *(mark["y"] + 1 for mark in annotations)])
    return _MilestoneLayout(levels, tuple(annotations), tuple(leaders), top, round(36 + (top + 1.8) * line))


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
