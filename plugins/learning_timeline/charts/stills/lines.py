"""A trace of points in, the line through them and the marks at them out, or the band under it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from . import svg
from .dots import draw_dots
from .layout import WIDTH, Frame
from .scales import number

if TYPE_CHECKING:
    from collections import defaultdict

    from ..figures import Trace


def draw_area(frame: Frame, trace: Trace, stacks: defaultdict[float, float]) -> list[str]:
    """A band on top of those before it, with the line that parts it from the next."""
    height, rows = frame.inner[1], frame.y()
    floor, ceiling = [], []
    for along, up in zip(trace["x"], trace["y"], strict=True):
        at = frame.x.at(along) * WIDTH
        floor.append((at, rows.at(stacks[number(along)]) * height))
        stacks[number(along)] += up
        ceiling.append((at, rows.at(stacks[number(along)]) * height))
    band = f'<path fill="{svg.colour(trace["fillcolor"])}" d="{svg.path(ceiling)}{svg.path(floor[::-1], first="L")}z"/>'
    return [band, svg.stroke(svg.path(ceiling), trace["line"])]


def draw_lines(frame: Frame, trace: Trace, shrunk: float) -> list[str]:
    """Lines through points, marks at them, or both; a point without a place parts its neighbours."""
    height, rows = frame.inner[1], frame.y(trace.get("yaxis", "y"))
    points = [
        None if x is None else (frame.x.at(x) * WIDTH, rows.at(y) * height)
        for x, y in zip(trace["x"], trace["y"], strict=True)
    ]
    parts = []
    if "lines" in trace["mode"]:
        is_stepped = trace["line"].get("shape") == "hv"
        paths = (list(run) for is_gap, run in groupby(points, key=lambda point: point is None) if not is_gap)
        data = "".join(svg.path([point for point in path if point], is_stepped=is_stepped) for path in paths)
        parts.append(svg.stroke(data, trace["line"]))
    if "markers" in trace["mode"]:
        parts += draw_dots([point for point in points if point], trace["marker"], shrunk)
    return parts
