"""A chart in, its still picture out: what stands around the marks, the marks, and the texts, each drawn by its own module."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from markupsafe import Markup

from .bars import draw_bars
from .heatmap import draw_cells
from .layout import WIDTH, Frame, patched
from .lines import draw_area, draw_lines
from .shapes import draw_shape
from .texts import draw_annotations, draw_legend, draw_texts
from .ticks import draw_grid, draw_ticks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..figures import Chart, Trace

# Widths that labels are made for: of a figure in a page, and on a phone.
WIDE, NARROW = 1040, 358


def still(chart: Chart) -> Markup:
    """The still picture of a chart, empty if there is no figure."""
    if chart.figure is None:
        return Markup("")
    traces, layout = chart.figure["data"], chart.figure["layout"]
    wide = Frame(layout, chart.height, WIDE)
    narrow = Frame(
        patched(layout, chart.narrow), chart.narrow_height or chart.height, WIDE if chart.scrolls else NARROW
    )
    parts = [
        *_both(wide, narrow, draw_grid),
        *_marks(wide, narrow, traces),
        *_both(wide, narrow, draw_ticks),
        *draw_texts(wide, traces),
        *_both(wide, narrow, lambda frame: [*draw_annotations(frame), *draw_legend(frame, traces)]),
    ]
    style = f"--wide: {wide.padding}" + (f"; --narrow: {narrow.padding}" if narrow.padding != wide.padding else "")
    # A label a line, so that a browser that knows no pictures keeps their words apart.
    drawn = "\n".join(parts)
    return Markup(  # noqa: S704 - each text and colour was escaped
        f'<div class="chart-still" style="{style}">'
        f'<svg width="100%" height="100%" aria-hidden="true" focusable="false">\n{drawn}\n</svg></div>'
    )


def _both(wide: Frame, narrow: Frame, draw: Callable[[Frame], Sequence[str]]) -> list[str]:
    """What is drawn once where both widths agree, else for each."""
    drawn = {"wide": draw(wide), "narrow": draw(narrow)}
    if drawn["wide"] == drawn["narrow"]:
        return [*drawn["wide"]]
    return [f'<g class="still-{name}">\n' + "\n".join(parts) + "\n</g>" for name, parts in drawn.items() if parts]


def _marks(frame: Frame, narrow: Frame, traces: Sequence[Trace]) -> list[str]:
    height = frame.inner[1]
    shapes = frame.layout.get("shapes", ())
    below, above = (
        [shape for shape in shapes if (shape.get("layer") == "below") is is_below] for is_below in (True, False)
    )
    parts = [draw_shape(frame, shape) for shape in below]
    stacks: defaultdict[float, float] = defaultdict(float)
    for trace in traces:
        match trace["type"]:
            case "heatmap":
                parts += draw_cells(frame, trace, narrow.inner[0] / len(trace["x"]))
            case "bar":
                parts += draw_bars(frame, trace, stacks)
            case "scatter" if "stackgroup" in trace:
                parts += draw_area(frame, trace, stacks)
            case "scatter":
                parts += draw_lines(frame, trace, narrow.layout.get("meta", {}).get("marks", 1))
            case kind:
                raise ValueError(f"no still is drawn of {kind}: teach it to stills/picture.py")
    parts += [draw_shape(frame, shape) for shape in above]
    # Marks end with the plot, but where the chart lets them stand over its edge.
    overflow = ' overflow="visible"' if any(trace.get("cliponaxis") is False for trace in traces) else ""
    return [f'<svg viewBox="0 0 {WIDTH} {height}" preserveAspectRatio="none"{overflow}>', *parts, "</svg>"]
