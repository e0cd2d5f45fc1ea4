"""The life as a picture in, its stream alone out: an SVG without a word, which a home page shows above its posts.

It ends with today, also where a life is too young to fill its picture, and takes the size that the page gives it. Its
colours are those of topics, which both of the theme's grounds carry.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ...core.html import printable
from .axis import WIDTH
from .still import GAP, HEIGHT

if TYPE_CHECKING:
    from .picture import LifePicture


def strip(picture: LifePicture) -> str:
    """The stream from the first post to today as an SVG document."""
    left, top = round(WIDTH * picture.before), round(HEIGHT * picture.ribbon) + GAP
    box = f"{left} {top} {picture.today - left} {HEIGHT - GAP - top}"
    drawn = "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" preserveAspectRatio="none">',
            f'<clipPath id="stream"><path d="{picture.outline}"/></clipPath>',
            f'<path d="M{left} {picture.middle}H{picture.today}" stroke="#8a8f98" stroke-opacity="0.5"/>',
            '<g clip-path="url(#stream)">',
            *(f'<path fill="{escape(shape.colour)}" d="{shape.path}"/>' for shape in picture.layers),
            "</g>",
            "</svg>\n",
        ]
    )
    return printable(drawn)
