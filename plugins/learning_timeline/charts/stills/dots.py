"""Points and the looks of their marks in, paths of round dots out, one for each look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...core.colours import PAPER
from . import svg
from .layout import each

# As many layers of marks as let neighbours of one colour be told apart.
_LAYERS = 3


def draw_dots(points: Sequence[tuple[float, float]], marker: Mapping[str, Any], shrunk: float) -> list[str]:
    """Marks by their looks: a dot is a line without length and with round ends, so that it stays round at every width.

    `shrunk` is their size where the figure is narrow.
    """
    many = len(points)
    # Where sizes tell something, plotly.js lets marks shine through one another, with an edge.
    is_telling = isinstance(marker["size"], list)
    edge = {"width": 1 if is_telling else 0, **marker.get("line", {})}
    looks = zip(
        each(marker["color"], many),
        each(marker["size"], many),
        each(edge.get("color", PAPER), many),
        strict=True,
    )
    data: dict[tuple[int, str, float, str], str] = {}
    for index, (point, (colour, size, outline)) in enumerate(zip(points, looks, strict=True)):
        # Half pixels do, so that there are few looks.
        look = index % _LAYERS, colour, round(size * 2) / 2, outline
        data[look] = data.get(look, "") + f"M{svg.short(point[0])} {svg.short(point[1])}h0"
    width = edge["width"]
    parts = []
    for (_, colour, size, outline), path in data.items():
        if width:
            parts.append(
                f'<path stroke="{svg.colour(outline)}" style="--size: {svg.short(size + width)}px" d="{path}"/>'
            )
        parts.append(f'<path stroke="{svg.colour(colour)}" style="--size: {svg.short(size - width)}px" d="{path}"/>')
    opacity = marker.get("opacity", 0.7 if is_telling else 1)
    attributes = {
        "opacity": "" if opacity == 1 else str(opacity),
        "style": "" if shrunk == 1 else f"--shrunk: {shrunk}",
    }
    return [f'<g class="still-dots"{svg.attributes(attributes)}>', *parts, "</g>"]
