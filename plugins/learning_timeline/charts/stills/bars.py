"""A trace of bars in, their paths out, one for each colour."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from . import svg
from .layout import WIDTH, Frame, each
from .scales import number

if TYPE_CHECKING:
    from ..figures import Trace


def draw_bars(frame: Frame, trace: Trace, stacks: defaultdict[float, float]) -> list[str]:
    """Bars by their colours."""
    height, x, rows = frame.inner[1], frame.x, frame.y()
    colours = each(trace["marker"]["color"], len(trace["x"]))
    is_stacked = frame.layout.get("barmode") == "stack"
    data: defaultdict[str, list[str]] = defaultdict(list)
    for index, (along, up, colour) in enumerate(zip(trace["x"], trace["y"], colours, strict=True)):
        if trace.get("orientation") == "h":
            begin = x.at(trace["base"][index] if "base" in trace else 0)
            span = begin, begin + x.length(along)
            levels = rows.at(up - trace["width"] / 2), rows.at(up + trace["width"] / 2)
        elif not up:
            continue  # most periods of a topic's life
        else:
            width = trace["width"]
            begin = x.at(along) + x.length(trace.get("offset", -width / 2))
            span = begin, begin + x.length(width)
            base = stacks[number(along)] if is_stacked else 0
            stacks[number(along)] += up
            levels = rows.at(base), rows.at(base + up)
        left, right = (round(end * WIDTH, 1) for end in span)
        top, bottom = sorted(round(level * height, 1) for level in levels)
        if right > left and bottom > top:
            data[colour].append(
                f"M{svg.short(left)} {svg.short(top)}h{svg.short(right - left)}"
                f"v{svg.short(bottom - top)}h{svg.short(left - right)}z"
            )
    outline = trace["marker"].get("line")
    edge = {"stroke": svg.colour(outline["color"]), "stroke-width": str(outline["width"])} if outline else {}
    return [
        f'<path class="still-lines"{svg.attributes({"fill": svg.colour(colour), **edge})} d="{"".join(paths)}"/>'
        for colour, paths in data.items()
    ]
