"""What a post is called and is about in, its card out: the picture that other places show where somebody links to it.

A card is a PNG of 1200 by 630 pixels in sixteen colours, of about 16 kB: the topic's colour, the title, the journal's
name and the day. The same card is the same bytes on every machine (`lettering`). A title that cannot be drawn whole gives
way to the topic, or else to the journal's name. What a year, a topic or the journal looks like, `bar_cards` paints.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..core.fingerprints import digest_of
from ..core.phrases import day
from . import lettering
from .lettering import BIG, cut, drawable, fitted, width, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from PIL import Image

# Left, top, right and bottom in pixels, the last two within it; and the place of a colour in the palette.
Rectangle = tuple[tuple[float, float, float, float], int]

FOLDER = "cards/"
WIDTH, HEIGHT = 1200, 630
LEFT, RIGHT, BAND = 84, WIDTH - 84, 20
LABEL = 32

_TOP, _FOOT = 92, 530
# Of the title: the size in pixels, and how many lines of it there may be.
_SIZES = ((84, 3), (70, 4), (56, 5), (46, 6))
# From paper to ink; then the way from the paper to the topic's colour; then other colours.
_GREYS, _TINTS = 10, 4
_PAPER, _INK = (251, 249, 246), (27, 31, 40)
RULE, OWN = _GREYS + 1, _GREYS + _TINTS
_STEPS = [round(grey * _GREYS / 255) for grey in range(256)]
_NIBBLE = 16


class Painted(Protocol):
    """A card of any kind; what `repr` says of it decides its bytes."""

    @property
    def url(self) -> str:
        """Its address from the root."""

    def png(self) -> bytes:
        """Its bytes."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the card of a post shows.

    Attributes:
        title: plain text.
        topic: its name; empty where there is none.
        colour: of the topic, as `#aabbcc`.
        journal: the site's name.
        on: the day under the title; None where there is none.
    """

    title: str
    topic: str
    colour: str
    journal: str
    on: date | None = None

    @property
    def url(self) -> str:
        """Its address from the root."""
        return url_of(self, str(self.on.year) if self.on else "journal")

    def png(self) -> bytes:
        """A card as PNG."""
        picture = blank(WIDTH, HEIGHT)
        title, topic, journal = (drawable(text) for text in (self.title, self.topic, self.journal))
        above = topic if title else ""
        size, lines = fitted(title or topic or journal, _SIZES, RIGHT - LEFT, BIG)
        if above:
            write(picture, (LEFT + LABEL, _TOP), cut(above, LABEL, RIGHT - LEFT - LABEL), LABEL)
        height = round(size * 1.16)
        # Between topic and foot, a little above the middle.
        y = _TOP + 64 + max(0, (_FOOT - _TOP - 64 - 24 - height * len(lines)) * 2 // 5)
        for line in lines:
            write(picture, (LEFT, y), line, size, BIG)
            y += height
        on = (drawable(day(self.on)) or self.on.isoformat()) if self.on else ""
        begin = RIGHT - width(on, LABEL)
        write(picture, (LEFT, _FOOT), cut(journal, LABEL, begin - LEFT - (40 if on else 0)), LABEL)
        write(picture, (begin, _FOOT), on, LABEL)
        shapes: list[Rectangle] = [((0, 0, WIDTH, BAND - 1), OWN), ((LEFT, _FOOT - 24, RIGHT - 1, _FOOT - 23), RULE)]
        if above:
            shapes.append(((LEFT, _TOP + 13, LEFT + 17, _TOP + 30), OWN))
        return encoded(picture, [self.colour], shapes)


def url_of(card: object, folder: str) -> str:
    """The address of a card from the root: another card has another one, so that no place shows an old one from its memory."""
    digest = blake2b(repr(card).encode("utf-8", "replace"), digest_size=8).hexdigest()
    return f"{FOLDER}{folder}/{digest}.png"


@cache
def painter() -> bytes:
    """The digest of the programs that paint; a card depends on these and on what it shows."""
    try:
        versions = [version(library).encode() for library in lettering.LIBRARIES]
    except PackageNotFoundError:
        return b""
    own = [Path(__file__).with_name(f"{name}.py").read_bytes() for name in ("cards", "bar_cards", "lettering")]
    return digest_of([*versions, *own])


def blank(wide: int, high: int) -> Image.Image:
    """A picture without anything on it, for `lettering.write`."""
    from PIL import Image  # noqa: PLC0415 - an optional dependency, of which most builds need nothing

    return Image.new("L", (wide, high), 0)


def encoded(picture: Image.Image, colours: Sequence[str], shapes: Iterable[Rectangle]) -> bytes:
    """What was written, with rectangles beside it, as PNG.

    Args:
        picture: `blank`, with what was written on it.
        colours: as `#aabbcc`; the first is `OWN` in the palette, the others follow it.
        shapes: rectangles in places of the palette.
    """
    from PIL import ImageDraw  # noqa: PLC0415 - see `blank`

    picture = picture.point(_STEPS)
    picture.putpalette(_palette(colours))
    draw = ImageDraw.Draw(picture)
    for box, place in shapes:
        draw.rectangle(box, fill=place)
    data = io.BytesIO()
    # Half the time of the default for a twelfth more bytes.
    bits = 4 if OWN + len(colours) <= _NIBBLE else 8
    picture.save(data, "PNG", bits=bits, compress_level=6, compress_type=3)
    return data.getvalue()


def _palette(colours: Sequence[str]) -> list[int]:
    """The way from paper to ink, then the way to the first colour, then the other colours."""
    own, *others = map(_rgb, colours)
    greys = [_between(_PAPER, _INK, step / _GREYS) for step in range(_GREYS + 1)]
    tints = [_between(_PAPER, own, step / _TINTS) for step in range(1, _TINTS + 1)]
    return [part for one in (*greys, *tints, *others) for part in one]


def _rgb(colour: str) -> tuple[int, ...]:
    number = int(colour.removeprefix("#"), 16)
    return number >> 16, number >> 8 & 255, number & 255


def _between(one: tuple[int, ...], other: tuple[int, ...], share: float) -> tuple[int, ...]:
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
