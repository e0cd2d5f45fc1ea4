"""A shape of a layout in, its path out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from . import svg
from .layout import WIDTH, Frame
from .scales import number


def draw_shape(frame: Frame, shape: Mapping[str, Any]) -> str:
    """A shape as its own element: a line, a rectangle or a path."""
    height = frame.inner[1]
    line = shape["line"]
    rows = frame.y()
    paint = {"opacity": svg.short(shape.get("opacity", 1)) if "opacity" in shape else ""}

    def place(x: float | str, y: float | str) -> tuple[float, float]:
        down = 1 - number(y) if shape.get("yref") == "paper" else rows.at(y)
        return frame.x.at(x) * WIDTH, down * height

    if shape["type"] == "path":
        points = [
            place(float(x), float(y)) for x, y in re.findall(r"(-[\d.]+|(?<![\d.])[\d.]+),(-?[\d.]+)", shape["path"])
        ]
    else:
        points = [place(shape["x0"], shape["y0"]), place(shape["x1"], shape["y1"])]
    if shape["type"] == "rect":
        (left, top), (right, bottom) = points
        points = [(left, top), (right, top), (right, bottom), (left, bottom)]
        return f'<path{svg.attributes({"fill": svg.colour(shape["fillcolor"]), **paint})} d="{svg.path(points)}z"/>'
    return svg.stroke(svg.path(points), line, **paint)
