"""A figure in, its texts out: the numbers over bars, annotations, and the legend of a narrow plot."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from ...core.colours import INK
from . import svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..figures import Trace
    from .layout import Frame

# In pixels: the width of a legend's line, and its height.
_LEGEND_WIDTH, _LEGEND_LINE = 340, 20


def draw_texts(frame: Frame, traces: Sequence[Trace]) -> list[str]:
    """The numbers over bars."""
    parts = []
    for trace in traces:
        if trace.get("textposition") != "outside" or "text" not in trace:
            continue
        rows, x = frame.y(), frame.x
        middle = x.length(trace["offset"] + trace["width"] / 2)
        parts += ['<g text-anchor="middle" transform="translate(0 -5)">']
        parts += [
            f'<text x="{svg.per_cent(x.at(along) + middle)}" y="{svg.per_cent(rows.at(up))}">{svg.text(text)}</text>'
            for along, up, text in zip(trace["x"], trace["y"], trace["text"], strict=True)
            if text
        ]
        parts.append("</g>")
    return parts


def draw_annotations(frame: Frame) -> list[str]:
    """Texts at a place of the plot."""
    anchors = {"left": "start", "right": "end"}
    downs = {"middle": 0.35, "bottom": -0.35, "top": 1.0}
    parts = []
    for note in frame.layout.get("annotations", ()):
        font = note.get("font", {})
        size = font.get("size", 13)
        x = note["x"] if note.get("xref") == "paper" else frame.x.at(note["x"])
        yref = note.get("yref", "y")
        y = 1 - note["y"] if yref == "paper" else frame.y(yref).at(note["y"])
        down = size * downs[note.get("yanchor", "middle")] - note.get("yshift", 0)
        attributes = {
            "x": svg.per_cent(x),
            "y": svg.per_cent(y),
            "dx": svg.short(note["xshift"]) if note.get("xshift") else "",
            "dy": svg.short(down),
            "text-anchor": anchors.get(note.get("xanchor", ""), "middle"),
            "font-size": "" if size == 13 else f"{size}px",  # noqa: PLR2004 - the style sheet's own
            "fill": "" if font.get("color", INK) == INK else svg.colour(font["color"]),
        }
        parts.append(f"<text{svg.attributes(attributes)}>{svg.text(note['text'])}</text>")
    return parts


def draw_legend(frame: Frame, traces: Sequence[Trace]) -> list[str]:
    """The names of traces under a narrow plot, in as many lines as a phone needs."""
    if not frame.layout.get("showlegend"):
        return []
    parts, x, down = [], 0.0, 62
    for trace in traces:
        width = _legend_width(html.unescape(trace["name"]))
        if x and x + width > _LEGEND_WIDTH:
            x, down = 0, down + _LEGEND_LINE
        colour = svg.colour(trace.get("fillcolor") or trace["marker"]["color"])
        parts.append(
            f'<text x="{svg.short(x)}" y="100%" dy="{down}"><tspan fill="{colour}">■</tspan> {svg.text(trace["name"])}</text>'
        )
        x += width
    return [f'<g transform="translate({-frame.margin["l"] + 6} 0)">', *parts, "</g>"]


def _legend_width(name: str) -> float:
    """What an entry of a legend takes of a line, in pixels."""
    return 36 + 6.9 * len(name)
