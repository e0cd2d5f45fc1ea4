"""A layout in, what stands around the marks out: lines of the grid behind them, labels of ticks and titles of axes."""

from __future__ import annotations

from ...core.colours import RULE
from . import svg
from .layout import Frame, Rows

# The height of a line of labels, and the width of a letter, in pixels.
LINE, DIGIT = 17, 8


def draw_grid(frame: Frame) -> list[str]:
    """Faint lines behind the marks."""
    lines: list[str] = []
    if frame.layout["xaxis"].get("showgrid"):
        places = (svg.per_cent(tick.at) for tick in frame.x.ticks(frame.inner[0]))
        lines += [f'<line x1="{at}" x2="{at}" y2="100%"/>' for at in places]
    for rows in frame.rows():
        if rows.scale.axis.get("showgrid"):
            places = (
                svg.per_cent(rows.down(tick.at)) for tick in rows.scale.ticks(frame.inner[1] * (rows.high - rows.low))
            )
            lines += [f'<line y1="{at}" y2="{at}" x2="100%"/>' for at in places]
    return [f'<g stroke="{svg.colour(RULE)}" shape-rendering="crispEdges">{"".join(lines)}</g>'] if lines else []


def draw_ticks(frame: Frame) -> list[str]:
    """The labels of ticks around the marks, and the titles of axes."""
    axis = frame.layout["xaxis"]
    is_top = axis.get("side") == "top"
    standoff = axis.get("ticklabelstandoff", 0)
    at, down = ("0", -6 - standoff) if is_top else ("100%", 15 + standoff)
    ticks = frame.x.ticks(frame.inner[0])
    labels = [
        f'<text x="{svg.per_cent(tick.label_at)}" y="{at}"'
        + (f' dy="{LINE * line}"' if line else "")
        + f">{svg.text(text)}</text>"
        for tick in ticks
        for line, text in enumerate(tick.lines)
    ]
    parts = (
        [f'<g class="still-ticks" text-anchor="middle" transform="translate(0 {down})">', *labels, "</g>"]
        if labels
        else []
    )
    if title := axis.get("title"):
        parts.append(
            f'<g class="still-ticks" text-anchor="middle" transform="translate(0 {down + 21})">'
            f'<text x="50%" y="100%">{svg.text(title["text"])}</text></g>'
        )
    for rows in frame.rows():
        parts += _row_ticks(frame, rows)
    return parts


def _row_ticks(frame: Frame, rows: Rows) -> list[str]:
    axis = rows.scale.axis
    ticks = rows.scale.ticks(frame.inner[1] * (rows.high - rows.low))
    labels = [f'<text y="{svg.per_cent(rows.down(tick.label_at))}">{svg.text(tick.lines[0])}</text>' for tick in ticks]
    left = -2 - axis.get("ticklabelstandoff", 0)
    parts = [f'<g class="still-ticks" text-anchor="end" transform="translate({left} 4.5)">', *labels, "</g>"]
    if title := axis.get("title"):
        beside = left - title["standoff"] - max((DIGIT * len(tick.lines[0]) for tick in ticks), default=0)
        turned = f'transform="translate({svg.short(max(beside, 13 - frame.margin["l"]))} 0) rotate(-90)"'
        middle = svg.per_cent(rows.down(0.5))
        parts.append(
            f'<svg class="still-ticks" y="{middle}" overflow="visible">'
            f'<text text-anchor="middle" {turned}>{svg.text(title["text"])}</text></svg>'
        )
    return parts
