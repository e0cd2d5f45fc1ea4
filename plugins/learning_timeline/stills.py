"""A chart in, its still picture out: an SVG of the same figure, drawn while the site is built, for a page without plotly.js.

The picture is as wide as there is room, like the live one, and its text keeps its size: the SVG is the plot's own area, marks lie
in a drawing of 1,000 units that stretches with it (lines keep their width), and labels are placed in per cent. What differs in a
narrow figure is there twice, and the style sheet shows one of both. Colours of the theme are its custom properties, so that a still
follows light and dark, and the printer.

A figure is plain data in Plotly's words; what is not known here is an error and not left out.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from .colours import INK, PAPER, RULE, TOKENS
from .scales import Scale, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from .figures import Chart, Trace

WIDTH = 1000
# Widths that labels are made for: of a figure in a page, and on a phone.
WIDE, NARROW = 1040, 358
LINE, DIGIT = 17, 8
_MARKUP = re.compile(r"(</?b>|<span style=\"color:[^\"]*\">|</span>)")
_TAGS = {"<b>": '<tspan font-weight="bold">', "</b>": "</tspan>", "</span>": "</tspan>"}
# As many layers of marks as let neighbours of one colour be told apart.
_LAYERS = 3


def still(chart: Chart) -> Markup:
    """The still picture of a chart, empty where there is no figure."""
    if chart.figure is None:
        return Markup("")
    traces, layout = chart.figure["data"], chart.figure["layout"]
    wide = _Frame(layout, chart.height, WIDE)
    narrow = _Frame(
        _patched(layout, chart.narrow), chart.narrow_height or chart.height, WIDE if chart.scrolls else NARROW
    )
    parts = [
        *_both(wide, narrow, _grid),
        *_marks(wide, narrow, traces),
        *_both(wide, narrow, _ticks),
        *_texts(wide, traces),
        *_both(wide, narrow, lambda frame: [*_annotations(frame), *_legend(frame, traces)]),
    ]
    style = f"--wide: {wide.padding}" + (f"; --narrow: {narrow.padding}" if narrow.padding != wide.padding else "")
    # A label a line, so that a browser that knows no pictures keeps their words apart.
    drawn = "\n".join(parts)
    return Markup(  # noqa: S704 - each text and colour was escaped
        f'<div class="chart-still" style="{style}">'
        f'<svg width="100%" height="100%" aria-hidden="true" focusable="false">\n{drawn}\n</svg></div>'
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """A layout at one of its two widths."""

    layout: Mapping[str, Any]
    height: int
    width: int
    x: Scale = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "x", Scale.of(self.layout["xaxis"]))

    @property
    def margin(self) -> Mapping[str, int]:
        margin: Mapping[str, int] = self.layout["margin"]
        return margin

    @property
    def padding(self) -> str:
        """The margins as CSS has them."""
        return " ".join(f"{self.margin[side]}px" for side in "trbl")

    @property
    def inner(self) -> tuple[int, int]:
        """Width and height of the plot's own area in pixels."""
        margin = self.margin
        return self.width - margin["l"] - margin["r"], self.height - margin["t"] - margin["b"]

    def y(self, name: str = "y") -> _Rows:
        """An axis of rows, as `y` or `y2`."""
        axis = self.layout[f"yaxis{name.removeprefix('y')}"]
        return _Rows(Scale.of(axis), *axis.get("domain", (0, 1)))

    def rows(self) -> Iterator[_Rows]:
        """All axes of rows."""
        return (self.y(name.replace("axis", "")) for name in sorted(self.layout) if name.startswith("yaxis"))


@dataclass(frozen=True, slots=True)
class _Rows:
    """An axis of rows in its part of the plot's height; places are from 0 at the top to 1 at the bottom."""

    scale: Scale
    low: float
    high: float

    def at(self, value: float | str) -> float:
        return self.down(self.scale.at(value))

    def down(self, share: float) -> float:
        return 1 - self.low - share * (self.high - self.low)


def _patched(layout: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A layout with what differs, by dotted path."""
    patched = dict(layout)
    for path, value in changes.items():
        at = patched
        *names, last = path.split(".")
        for name in names:
            at[name] = dict(at.get(name, {}))
            at = at[name]
        at[last] = value
    return patched


def _both(wide: _Frame, narrow: _Frame, draw: Callable[[_Frame], Sequence[str]]) -> list[str]:
    """What is drawn once where both widths agree, else for each."""
    drawn = {"wide": draw(wide), "narrow": draw(narrow)}
    if drawn["wide"] == drawn["narrow"]:
        return [*drawn["wide"]]
    return [f'<g class="still-{name}">\n' + "\n".join(parts) + "\n</g>" for name, parts in drawn.items() if parts]


# ── Around the marks ──────────────────────────────────────────────────────────────────────────────────────────


def _grid(frame: _Frame) -> list[str]:
    """Faint lines behind the marks."""
    lines: list[str] = []
    if frame.layout["xaxis"].get("showgrid"):
        places = (_cent(tick.at) for tick in frame.x.ticks(frame.inner[0]))
        lines += [f'<line x1="{at}" x2="{at}" y2="100%"/>' for at in places]
    for rows in frame.rows():
        if rows.scale.axis.get("showgrid"):
            places = (_cent(rows.down(tick.at)) for tick in rows.scale.ticks(frame.inner[1] * (rows.high - rows.low)))
            lines += [f'<line y1="{at}" y2="{at}" x2="100%"/>' for at in places]
    return [f'<g stroke="{_colour(RULE)}" shape-rendering="crispEdges">{"".join(lines)}</g>'] if lines else []


def _ticks(frame: _Frame) -> list[str]:
    axis = frame.layout["xaxis"]
    is_top = axis.get("side") == "top"
    standoff = axis.get("ticklabelstandoff", 0)
    at, down = ("0", -6 - standoff) if is_top else ("100%", 15 + standoff)
    ticks = frame.x.ticks(frame.inner[0])
    labels = [
        f'<text x="{_cent(tick.label_at)}" y="{at}"'
        + (f' dy="{LINE * line}"' if line else "")
        + f">{_text(text)}</text>"
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
            f'<text x="50%" y="100%">{_text(title["text"])}</text></g>'
        )
    for rows in frame.rows():
        parts += _row_ticks(frame, rows)
    return parts


def _row_ticks(frame: _Frame, rows: _Rows) -> list[str]:
    axis = rows.scale.axis
    ticks = rows.scale.ticks(frame.inner[1] * (rows.high - rows.low))
    labels = [f'<text y="{_cent(rows.down(tick.label_at))}">{_text(tick.lines[0])}</text>' for tick in ticks]
    left = -2 - axis.get("ticklabelstandoff", 0)
    parts = [f'<g class="still-ticks" text-anchor="end" transform="translate({left} 4.5)">', *labels, "</g>"]
    if title := axis.get("title"):
        beside = left - title["standoff"] - max((DIGIT * len(tick.lines[0]) for tick in ticks), default=0)
        turned = f'transform="translate({_short(max(beside, 13 - frame.margin["l"]))} 0) rotate(-90)"'
        middle = _cent(rows.down(0.5))
        parts.append(
            f'<svg class="still-ticks" y="{middle}" overflow="visible">'
            f'<text text-anchor="middle" {turned}>{_text(title["text"])}</text></svg>'
        )
    return parts


def _annotations(frame: _Frame) -> list[str]:
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
            "x": _cent(x),
            "y": _cent(y),
            "dx": _short(note["xshift"]) if note.get("xshift") else "",
            "dy": _short(down),
            "text-anchor": anchors.get(note.get("xanchor", ""), "middle"),
            "font-size": "" if size == 13 else f"{size}px",  # noqa: PLR2004 - the style sheet's own
            "fill": "" if font.get("color", INK) == INK else _colour(font["color"]),
        }
        parts.append(f"<text{_attributes(attributes)}>{_text(note['text'])}</text>")
    return parts


def _legend(frame: _Frame, traces: Sequence[Trace]) -> list[str]:
    """The names of traces under a narrow plot, in as many lines as a phone needs."""
    if not frame.layout.get("showlegend"):
        return []
    parts, x, down = [], 0.0, 62
    for trace in traces:
        width = legend_width(html.unescape(trace["name"]))
        if x and x + width > LEGEND_WIDTH:
            x, down = 0, down + LEGEND_LINE
        colour = _colour(trace.get("fillcolor") or trace["marker"]["color"])
        parts.append(
            f'<text x="{_short(x)}" y="100%" dy="{down}"><tspan fill="{colour}">■</tspan> {_text(trace["name"])}</text>'
        )
        x += width
    return [f'<g transform="translate({-frame.margin["l"] + 6} 0)">', *parts, "</g>"]


LEGEND_WIDTH, LEGEND_LINE = 340, 20


def legend_width(name: str) -> float:
    """What an entry of a legend takes of a line, in pixels."""
    return 36 + 6.9 * len(name)


# ── Marks ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _marks(frame: _Frame, narrow: _Frame, traces: Sequence[Trace]) -> list[str]:
    height = frame.inner[1]
    shapes = frame.layout.get("shapes", ())
    below, above = (
        [shape for shape in shapes if (shape.get("layer") == "below") is is_below] for is_below in (True, False)
    )
    parts = [_shape(frame, shape) for shape in below]
    stacks: defaultdict[float, float] = defaultdict(float)
    for trace in traces:
        match trace["type"]:
            case "heatmap":
                parts += _cells(frame, trace, narrow.inner[0] / len(trace["x"]))
            case "bar":
                parts += _bars(frame, trace, stacks)
            case "scatter" if "stackgroup" in trace:
                parts += _area(frame, trace, stacks)
            case "scatter":
                parts += _lines(frame, trace, narrow.layout.get("meta", {}).get("marks", 1))
            case kind:
                raise ValueError(f"no still is drawn of {kind}: teach it to stills.py")
    parts += [_shape(frame, shape) for shape in above]
    # Marks end with the plot, but where the chart lets them stand over its edge.
    overflow = ' overflow="visible"' if any(trace.get("cliponaxis") is False for trace in traces) else ""
    return [f'<svg viewBox="0 0 {WIDTH} {height}" preserveAspectRatio="none"{overflow}>', *parts, "</svg>"]


def _shape(frame: _Frame, shape: Mapping[str, Any]) -> str:
    height = frame.inner[1]
    line = shape["line"]
    rows = frame.y()
    paint = {"opacity": _short(shape.get("opacity", 1)) if "opacity" in shape else ""}

    def place(x: float | str, y: float | str) -> tuple[float, float]:
        down = 1 - number(y) if shape.get("yref") == "paper" else rows.at(y)
        return frame.x.at(x) * WIDTH, down * height

    if shape["type"] == "path":
        points = [place(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", shape["path"])]
    else:
        points = [place(shape["x0"], shape["y0"]), place(shape["x1"], shape["y1"])]
    if shape["type"] == "rect":
        (left, top), (right, bottom) = points
        points = [(left, top), (right, top), (right, bottom), (left, bottom)]
        return f'<path{_attributes({"fill": _colour(shape["fillcolor"]), **paint})} d="{_path(points)}z"/>'
    return _stroke(_path(points), line, **paint)


def _cells(frame: _Frame, trace: Trace, narrowest: float) -> list[str]:
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
    attributes = _attributes({name: _short(value) for name, value in box.items()})
    grid = f'viewBox="0 0 {len(trace["x"])} {len(trace["y"])}" preserveAspectRatio="none"'
    parts = [f"<svg{attributes} {grid}>"]
    if gap:
        # The gap is a line in the paper's colour, so that it is as wide at every size; on a phone it could hide its cell.
        kind = "still-lines still-tight" if narrowest < 4 * gap else "still-lines"
        parts.append(f'<g class="{kind}" stroke="{_colour(PAPER)}" stroke-width="{gap}">')
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
    return _colour(next(colour for (_, colour), (until, _) in pairwise(trace["colorscale"]) if share < until))


def _bars(frame: _Frame, trace: Trace, stacks: defaultdict[float, float]) -> list[str]:
    """Bars by their colours."""
    height, x, rows = frame.inner[1], frame.x, frame.y()
    colours = _each(trace["marker"]["color"], len(trace["x"]))
    is_stacked = frame.layout.get("barmode") == "stack"
    data: defaultdict[str, list[str]] = defaultdict(list)
    for index, (along, up, colour) in enumerate(zip(trace["x"], trace["y"], colours, strict=True)):
        if trace.get("orientation") == "h":
            begin = x.at(trace["base"][index] if "base" in trace else 0)
            span = begin, begin + x.length(along)
            levels = rows.at(up - trace["width"] / 2), rows.at(up + trace["width"] / 2)
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
                f"M{_short(left)} {_short(top)}h{_short(right - left)}v{_short(bottom - top)}h{_short(left - right)}z"
            )
    outline = trace["marker"].get("line")
    edge = {"stroke": _colour(outline["color"]), "stroke-width": str(outline["width"])} if outline else {}
    return [
        f'<path class="still-lines"{_attributes({"fill": _colour(colour), **edge})} d="{"".join(paths)}"/>'
        for colour, paths in data.items()
    ]


def _area(frame: _Frame, trace: Trace, stacks: defaultdict[float, float]) -> list[str]:
    """A band on top of those before it, with the line that parts it from the next."""
    height, rows = frame.inner[1], frame.y()
    floor, ceiling = [], []
    for along, up in zip(trace["x"], trace["y"], strict=True):
        at = frame.x.at(along) * WIDTH
        floor.append((at, rows.at(stacks[number(along)]) * height))
        stacks[number(along)] += up
        ceiling.append((at, rows.at(stacks[number(along)]) * height))
    band = f'<path fill="{_colour(trace["fillcolor"])}" d="{_path(ceiling)}{_path(floor[::-1], first="L")}z"/>'
    return [band, _stroke(_path(ceiling), trace["line"])]


def _lines(frame: _Frame, trace: Trace, shrunk: float) -> list[str]:
    height, rows = frame.inner[1], frame.y(trace.get("yaxis", "y"))
    points = [
        None if x is None else (frame.x.at(x) * WIDTH, rows.at(y) * height)
        for x, y in zip(trace["x"], trace["y"], strict=True)
    ]
    parts = []
    if "lines" in trace["mode"]:
        is_stepped = trace["line"].get("shape") == "hv"
        paths = (list(run) for is_gap, run in groupby(points, key=lambda point: point is None) if not is_gap)
        data = "".join(_path([point for point in path if point], is_stepped=is_stepped) for path in paths)
        parts.append(_stroke(data, trace["line"]))
    if "markers" in trace["mode"]:
        parts += _dots([point for point in points if point], trace["marker"], shrunk)
    return parts


def _dots(points: Sequence[tuple[float, float]], marker: Mapping[str, Any], shrunk: float) -> list[str]:
    """Marks by their looks: a dot is a line without length and with round ends, so that it stays round at every width.

    `shrunk` is their size where the figure is narrow.
    """
    many = len(points)
    # Where sizes tell something, plotly.js lets marks shine through one another, with an edge.
    is_telling = isinstance(marker["size"], list)
    edge = {"width": 1 if is_telling else 0, **marker.get("line", {})}
    looks = zip(
        _each(marker["color"], many),
        _each(marker["size"], many),
        _each(edge.get("color", PAPER), many),
        strict=True,
    )
    data: dict[tuple[int, str, float, str], str] = {}
    for index, (point, (colour, size, outline)) in enumerate(zip(points, looks, strict=True)):
        # Half pixels do, so that there are few looks.
        look = index % _LAYERS, colour, round(size * 2) / 2, outline
        data[look] = data.get(look, "") + f"M{_short(point[0])} {_short(point[1])}h0"
    width = edge["width"]
    parts = []
    for (_, colour, size, outline), path in data.items():
        if width:
            parts.append(f'<path stroke="{_colour(outline)}" style="--size: {_short(size + width)}px" d="{path}"/>')
        parts.append(f'<path stroke="{_colour(colour)}" style="--size: {_short(size - width)}px" d="{path}"/>')
    opacity = marker.get("opacity", 0.7 if is_telling else 1)
    attributes = {
        "opacity": "" if opacity == 1 else str(opacity),
        "style": "" if shrunk == 1 else f"--shrunk: {shrunk}",
    }
    return [f'<g class="still-dots"{_attributes(attributes)}>', *parts, "</g>"]


def _texts(frame: _Frame, traces: Sequence[Trace]) -> list[str]:
    """The numbers over bars."""
    parts = []
    for trace in traces:
        if trace.get("textposition") != "outside" or "text" not in trace:
            continue
        rows, x = frame.y(), frame.x
        middle = x.length(trace["offset"] + trace["width"] / 2)
        parts += ['<g text-anchor="middle" transform="translate(0 -5)">']
        parts += [
            f'<text x="{_cent(x.at(along) + middle)}" y="{_cent(rows.at(up))}">{_text(text)}</text>'
            for along, up, text in zip(trace["x"], trace["y"], trace["text"], strict=True)
            if text
        ]
        parts.append("</g>")
    return parts


# ── Words of SVG ──────────────────────────────────────────────────────────────────────────────────────────────


def _stroke(data: str, line: Mapping[str, Any], **more: str) -> str:
    # A dot of plotly.js is three pixels long.
    dash = "3" if line.get("dash") == "dot" else ""
    attributes = {
        "stroke": _colour(line["color"]),
        "stroke-width": str(line["width"]),
        "stroke-dasharray": dash,
        **more,
    }
    return f'<path class="still-lines" fill="none"{_attributes(attributes)} d="{data}"/>'


def _path(points: Sequence[tuple[float, float]], *, first: str = "M", is_stepped: bool = False) -> str:
    """A line through points; horizontal and then vertical from one to the next where it is stepped."""
    places = [(round(x, 1), round(y, 1)) for x, y in points]
    data = f"{first}{_short(places[0][0])} {_short(places[0][1])}"
    for before, (x, y) in pairwise(places):
        if is_stepped or y == before[1]:
            data += f"H{_short(x)}"
            data += f"V{_short(y)}" if y != before[1] else ""
        else:
            data += f"L{_short(x)} {_short(y)}"
    return data


def _each(value: Any, many: int) -> Sequence[Any]:  # noqa: ANN401 - one for all, or a list
    return value if isinstance(value, list | tuple) else [value] * many


def _short(value: float) -> str:
    """A number with one decimal at most."""
    return f"{round(value, 1) + 0:g}" if abs(value) < 100_000 else f"{value:.0f}"  # noqa: PLR2004 - six digits are exact


def _cent(share: float) -> str:
    return f"{round(100 * share, 2) + 0:g}%"


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in values.items() if value)


def _colour(colour: str) -> str:
    """A colour as an attribute holds it: the theme's by name."""
    return f"var(--chart-{TOKENS[colour]})" if colour in TOKENS else html.escape(colour)


def _text(text: str) -> str:
    """A text of a figure, which Plotly reads as a kind of HTML, as SVG has it."""
    parts = []
    for part in _MARKUP.split(text):
        if part.startswith("<span style"):
            colour = _colour(part.removeprefix('<span style="color:').removesuffix('">'))
            parts.append(f'<tspan fill="{colour}">')
        else:
            parts.append(_TAGS.get(part) or html.escape(html.unescape(part), quote=False))
    return "".join(parts)
