"""What a figure says in, the words of SVG out: paths, numbers, attributes, colours and texts, each escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from ...core.colours import TOKENS

_MARKUP = re.compile(r"(</?b>|<span style=\"color:[^\"]*\">|</span>)")
_TAGS = {"<b>": '<tspan font-weight="bold">', "</b>": "</tspan>", "</span>": "</tspan>"}


def stroke(data: str, line: Mapping[str, Any], **more: str) -> str:
    """A path without a filling."""
    # A dot of plotly.js is three pixels long.
    dash = "3" if line.get("dash") == "dot" else ""
    looks = {
        "stroke": colour(line["color"]),
        "stroke-width": str(line["width"]),
        "stroke-dasharray": dash,
        **more,
    }
    return f'<path class="still-lines" fill="none"{attributes(looks)} d="{data}"/>'


def path(points: Sequence[tuple[float, float]], *, first: str = "M", is_stepped: bool = False) -> str:
    """A line through points; horizontal and then vertical from one to the next where it is stepped.

    Each point stands by its distance from the one before: such numbers are short, and alike where points are evenly spaced.

    >>> path([(0, 1), (0.5, 0), (2, 0)])
    'M0 1l.5-1h1.5'
    """
    places = [(round(x, 1), round(y, 1)) for x, y in points]
    data = f"{first}{short(places[0][0])} {short(places[0][1])}"
    for (x, y), (next_x, next_y) in pairwise(places):
        across, down = step(next_x - x), step(next_y - y)
        if down == "0":
            data += f"h{across}"
        elif is_stepped:
            data += f"h{across}v{down}"
        else:
            data += f"l{across}{'' if down.startswith('-') else ' '}{down}"
    return data


def step(distance: float) -> str:
    """A distance with one decimal at most and no needless zero.

    >>> step(0.5), step(-0.5), step(12.0), step(-0.01)
    ('.5', '-.5', '12', '0')
    """
    text = short(distance)
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def short(value: float) -> str:
    """A number with one decimal at most."""
    return f"{round(value, 1) + 0:g}" if abs(value) < 100_000 else f"{value:.0f}"  # noqa: PLR2004 - six digits are exact


def per_cent(share: float) -> str:
    """A share of the whole in per cent."""
    return f"{round(100 * share, 2) + 0:g}%"


def attributes(values: Mapping[str, str]) -> str:
    """Attributes as they are in a tag; one without a value is left out."""
    return "".join(f' {name}="{value}"' for name, value in values.items() if value)


def colour(colour: str) -> str:
    """A colour as an attribute holds it: the theme's by name."""
    return f"var(--chart-{TOKENS[colour]})" if colour in TOKENS else html.escape(colour)


def text(text: str) -> str:
    """A text of a figure, which Plotly reads as a kind of HTML, as SVG has it."""
    parts = []
    for part in _MARKUP.split(text):
        if part.startswith("<span style"):
            fill = colour(part.removeprefix('<span style="color:').removesuffix('">'))
            parts.append(f'<tspan fill="{fill}">')
        else:
            parts.append(_TAGS.get(part) or html.escape(html.unescape(part), quote=False))
    return "".join(parts)
