"""A Plotly figure out of a notebook in, the figure as this site draws it out: plain data, in the theme's colours.

Such a figure may come from anywhere. What is kept of it is what the lighter of the two bundles of plotly.js draws, with no address
of another place and no markup but bold, raised and the like; what it looks like where it says nothing is the site's.
"""

from __future__ import annotations

import binascii
import math
import re
from base64 import b64decode
from html import escape, unescape
from typing import Any, NamedTuple

from markupsafe import Markup

from ...core.colours import INK, RULE, TOKENS
from ...core.html import island

# What plotly.js draws in the cartesian bundle; a picture is drawn from its pixels alone.
_KINDS = frozenset(
    {"bar", "box", "contour", "heatmap", "histogram", "histogram2d", "histogram2dcontour", "image", "pie", "scatter"}
    | {"scatterternary", "violin"}
)
# The same by another way of drawing, which that bundle does not have.
_AS = {"scattergl": "scatter", "heatmapgl": "heatmap"}
# The looks of plotly.py, what fetches something, and controls, which can do all of that later.
_LEFT_OUT = frozenset({"template", "images", "source", "updatemenus", "sliders", "scene", "geo", "map", "mapbox"})
# What the page decides.
_OF_THE_PAGE = frozenset({"width", "height", "autosize", "modebar"})
_NUMBERS = re.compile(r"[iu][124]|f[48]")
_PLAIN_TAG = re.compile(r"(&lt;/?(?:b|i|em|br|sup|sub|extra)\s*/?&gt;)")
_TAG = re.compile(r"<[^<>]*>")
_LOWEST, _HIGHEST, _USUAL = 200, 1_200, 450
_MOST_ROWS = 200
_AXIS = {"gridcolor": RULE, "zerolinecolor": RULE, "linecolor": RULE, "automargin": True}
_TEMPLATE = {
    "layout": {
        "font": {"color": INK, "size": 14},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": _AXIS,
        "yaxis": _AXIS,
        # Told apart by those who see fewer colours, and on light and dark paper (Okabe and Ito's, without black and yellow).
        "colorway": ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00"],
        "hovermode": "closest",
    }
}


class NotebookFigure(NamedTuple):
    """A figure that can be drawn.

    Attributes:
        json: what `charts.js` reads.
        title: its title as plain text; empty if it has none.
        height: in CSS pixels.
        columns: of its numbers as a table; none if they are no pairs of values.
        rows: the first of them.
        left_out: how many more there are.
    """

    json: Markup
    title: str
    height: int
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int


class NotDrawnError(ValueError):
    """A figure that this site cannot draw; says of which kind it is."""


def notebook_figure(figure: object) -> NotebookFigure:
    """The figure as this site draws it.

    Raises:
        NotDrawnError: it holds something that the site's plotly.js does not draw.
    """
    data, layout = (figure.get("data"), figure.get("layout")) if isinstance(figure, dict) else (None, None)
    if not isinstance(data, list) or not data or not all(isinstance(trace, dict) for trace in data):
        raise NotDrawnError("without anything in it")
    traces = [_trace(trace) for trace in data]
    layout = layout if isinstance(layout, dict) else {}
    cleaned = _clean({name: value for name, value in layout.items() if name not in _OF_THE_PAGE})
    title = cleaned.get("title")
    if isinstance(title, str):
        cleaned["title"] = title = {"text": title}
    said = title.get("text") if isinstance(title, dict) else None
    columns, rows = _table(traces, cleaned)
    cleaned.setdefault("margin", {"t": 56 if said else 16, "r": 16, "b": 48, "l": 56})
    return NotebookFigure(
        json=island(
            {
                "data": traces,
                "layout": {**cleaned, "template": _TEMPLATE},
                "narrow": {
                    "legend.orientation": "h",
                    "legend.x": 0,
                    "legend.y": 1.02,
                    "legend.yanchor": "bottom",
                },
                "measures": {},
                "tokens": TOKENS,
                "config": {"doubleClick": "reset+autosize"},
            }
        ),
        title=_words(said),
        height=_height(layout.get("height")),
        columns=columns,
        rows=tuple(rows[:_MOST_ROWS]),
        left_out=max(len(rows) - _MOST_ROWS, 0),
    )


def _trace(trace: dict[str, Any]) -> dict[str, Any]:
    kind = trace.get("type", "scatter")
    kind = _AS.get(kind, kind) if isinstance(kind, str) else ""
    if kind not in _KINDS:
        raise NotDrawnError(f"of the kind {kind or 'that it does not name'}")
    cleaned: dict[str, Any] = _clean(trace)
    return {**cleaned, "type": kind}


def _clean(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    match value:
        case str():
            return figure_text(value)
        case float() if not math.isfinite(value):
            return None
        case list():
            return [_clean(item) for item in value]
        case dict():
            return {
                name: _clean(item)
                for name, item in value.items()
                if name not in _LEFT_OUT and not name.startswith("__")
            }
    return value


def figure_text(text: str) -> str:
    """A text of a figure, in which Plotly would read links, styles and more.

    >>> figure_text('<b>R&D</b><br><a href="//x">y</a>')
    '<b>R&amp;D</b><br>&lt;a href="//x"&gt;y&lt;/a&gt;'
    """
    if not any(sign in text for sign in "<>&"):
        return text
    escaped = escape(unescape(text), quote=False)
    return _PLAIN_TAG.sub(lambda tag: unescape(tag[1]), escaped)


def _words(text: object) -> str:
    """The words of a figure's text, without its markup."""
    return " ".join(unescape(_TAG.sub(" ", text)).split()) if isinstance(text, str) else ""


def _table(traces: list[dict[str, Any]], layout: dict[str, Any]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The pairs of values that a figure shows, as columns and rows; none if it shows other things."""
    rows: list[tuple[str, ...]] = []
    for number, trace in enumerate(traces, 1):
        across, down = _values(trace.get("x")), _values(trace.get("y"))
        if down and not across:
            across = list(range(len(down)))
        if not down or len(across) != len(down):
            return (), []
        name = _words(trace.get("name")) or str(number)
        rows += [(name, _cell(x), _cell(y)) for x, y in zip(across, down, strict=True)]
    names = [_words(_title_of(layout.get(f"{axis}axis"))) or axis for axis in "xy"]
    if len(traces) == 1:
        return tuple(names), [row[1:] for row in rows]
    return ("series", *names), rows


def _title_of(axis: object) -> object:
    title = axis.get("title") if isinstance(axis, dict) else None
    return title.get("text") if isinstance(title, dict) else title


def _values(given: object) -> list[Any]:
    """A list of values, also if it was written as bytes."""
    if isinstance(given, list):
        return given if not any(isinstance(item, list | dict) for item in given) else []
    if isinstance(given, dict) and isinstance(given.get("bdata"), str) and "shape" not in given:
        import numpy as np  # noqa: PLC0415 - takes as long to load as all else that a build with nothing to do looks at

        kind = str(given.get("dtype"))
        try:
            values = np.frombuffer(b64decode(given["bdata"]), f"<{kind}") if _NUMBERS.fullmatch(kind) else np.zeros(0)
        except (binascii.Error, ValueError):
            return []
        return list(values.tolist())
    return []


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.6g}" if math.isfinite(value) else ""
    return "" if value is None else _words(value) if isinstance(value, str) else str(value)


def _height(asked: object) -> int:
    is_number = isinstance(asked, int | float) and math.isfinite(asked)
    return min(max(int(asked), _LOWEST), _HIGHEST) if is_number else _USUAL  # type: ignore[call-overload] # it is one
