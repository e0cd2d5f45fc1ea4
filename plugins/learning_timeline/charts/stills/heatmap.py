"""A heatmap in, its cells out, one path for each colour in a grid of its own."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from ...core.colours import PAPER
from . import svg
from .layout import WIDTH, Frame
from .scales import number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..figures import Trace


def draw_cells(frame: Frame, trace: Trace, narrowest: float) -> list[str]:
    """Cells by their colours; those that touch one another in a row are one. `narrowest` of them is so many pixels wide."""
    gap, rows = trace["xgap"], frame.y()
    (left, width), (top, height) = (
        _span(values, at) for values, at in ((trace["x"], frame.x.at), (trace["y"], rows.at))
    )
    data: defaultdict[str, list[str]] = defaultdict(list)
    for row, levels in enumerate(trace["z"]):
        for level, group in groupby(enumerate(levels), key=lambda pair: pair[1]):
            if level is None:
                continue
            columns = [column for column, _ in group]
            colour = _of_scale(trace, level)
            if gap:
                data[colour] += [f"M{column} {row}h1v1h-1z" for column in columns]
            else:
                data[colour].append(f"M{columns[0]} {row}h{len(columns)}")
    box = {"x": left * WIDTH, "y": top * frame.inner[1], "width": width * WIDTH, "height": height * frame.inner[1]}
    attributes = svg.attributes({name: svg.short(value) for name, value in box.items()})
    grid = f'viewBox="0 0 {len(trace["x"])} {len(trace["y"])}" preserveAspectRatio="none"'
    parts = [f"<svg{attributes} {grid}>"]
    if gap:
        # The gap is a line in the paper's colour, so that it is as wide at every size; on a phone it could hide its cell.
        kind = "still-lines still-tight" if narrowest < 4 * gap else "still-lines"
        parts.append(f'<g class="{kind}" stroke="{svg.colour(PAPER)}" stroke-width="{gap}">')
        parts += [f'<path fill="{colour}" d="{"".join(data[colour])}"/>' for colour in sorted(data)]
    else:
        parts.append('<g transform="translate(0 .5)" shape-rendering="crispEdges">')
        parts += [f'<path stroke="{colour}" d="{"".join(data[colour])}"/>' for colour in sorted(data)]
    return [*parts, "</g>", "</svg>"]


def _span(values: Sequence[float | str], at: Callable[[float | str], float]) -> tuple[float, float]:
    """Where cells around these values, which are equally far apart, begin, and how long they are together."""
    first, last = at(values[0]), at(values[-1])
    # A cell alone is as long as a unit of its axis, a row or a day.
    cell = (last - first) / (len(values) - 1) if len(values) > 1 else at(number(values[0]) + 1) - first
    return first - cell / 2, last - first + cell


def _of_scale(trace: Trace, level: float) -> str:
    low, high = trace["zmin"], trace["zmax"]
    share = (level - low) / (high - low)
    return svg.colour(next(colour for (_, colour), (until, _) in pairwise(trace["colorscale"]) if share < until))
