"""What a post is called and is about in, its card out: the picture that other places show where somebody links to it.

A card is a PNG of 1200 by 630 pixels in sixteen colours, of about 16 kB: the topic's colour, the title, the journal's
name and the day. The same card is the same bytes on every machine, since the font comes from a package and each letter
is set by Pillow alone: the library that would set Arabic and kern Latin is the machine's own.

So a title in a script that the font has not (Chinese, Arabic, Hindi), or with a sign of mathematics that it lacks, is not
drawn: the topic is in its place, or else the journal's name. Emoji and the like are left out of a title. Never is
there a box instead of a letter, and never a formula without one of its signs.
"""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.fingerprints import digest_of
from ..core.phrases import day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from PIL import Image
    from PIL.ImageFont import FreeTypeFont

FOLDER = "cards/"
WIDTH, HEIGHT = 1200, 630
_LIBRARIES = ("pillow", "fontpkg-source-serif-4")
_FONT = "fontpkg_source_serif_4/files/SourceSerif4[opsz,wght].ttf"

_LEFT, _RIGHT, _BAND = 84, WIDTH - 84, 20
_TOP, _FOOT = 92, 530
# Of the title: the size in pixels, and how many lines of it there may be.
_SIZES = ((84, 3), (70, 4), (56, 5), (46, 6))
_LABEL = 32
# Weight and optical size of the font.
_BIG, _SMALL = (600, 60), (400, 20)
# From paper to ink; the rest of the sixteen is the topic's colour and its way to the paper.
_GREYS, _TINTS = 10, 4
_PAPER, _INK = (251, 249, 246), (27, 31, 40)
_RULE, _OWN = _GREYS + 1, _GREYS + _TINTS
_JOINERS = re.compile("[\u200d\ufe0f\U0001f3fb-\U0001f3ff]")
# Symbols, signs that change others, and what is no sign at all: without one of these a title says the same.
_NEEDLESS = {"So", "Sk", "Cf", "Cc", "Cn", "Co", "Cs"}
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows.

    Attributes:
        title: plain text.
        topic: its name; empty if there is none.
        colour: of the topic, as `#aabbcc`.
        journal: the site's name.
        on: the day under the title; None if there is none.
    """

    title: str
    topic: str
    colour: str
    journal: str
    on: date | None = None

    @property
    def url(self) -> str:
        """Its address from the root: another card has another one, so that no place shows an old one from its memory."""
        digest = blake2b(repr(self).encode("utf-8", "replace"), digest_size=8).hexdigest()
        return f"{FOLDER}{self.on.year if self.on else 'journal'}/{digest}.png"


def can_paint() -> bool:
    """Whether what paints cards is installed."""
    return find_spec("PIL") is not None and _font_file() is not None


@cache
def painter() -> bytes:
    """The digest of the programs that paint; a card depends on these and on what it shows."""
    try:
        versions = [version(library).encode() for library in _LIBRARIES]
    except PackageNotFoundError:
        return b""
    return digest_of([*versions, Path(__file__).read_bytes()])


def png(card: Card) -> bytes:
    """A card as PNG."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - an optional dependency, of which most builds need nothing

    picture = Image.new("L", (WIDTH, HEIGHT), 0)
    title, topic, journal = (drawable(text) for text in (card.title, card.topic, card.journal))
    above = topic if title else ""
    size, lines = _set(title or topic or journal)
    if above:
        _write(picture, _LEFT + _LABEL, _TOP, _cut(above, _LABEL, _RIGHT - _LEFT - _LABEL, *_SMALL), _LABEL, *_SMALL)
    height = round(size * 1.16)
    # Between topic and foot, a little above the middle.
    y = _TOP + 64 + max(0, (_FOOT - _TOP - 64 - 24 - height * len(lines)) * 2 // 5)
    for line in lines:
        _write(picture, _LEFT, y, line, size, *_BIG)
        y += height
    on = day(card.on) if card.on else ""
    begin = _RIGHT - _width(on, _LABEL, *_SMALL)
    _write(picture, _LEFT, _FOOT, _cut(journal, _LABEL, begin - _LEFT - (40 if on else 0), *_SMALL), _LABEL, *_SMALL)
    _write(picture, begin, _FOOT, on, _LABEL, *_SMALL)
    picture = picture.point(_STEPS)
    picture.putpalette(_palette(card.colour))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, WIDTH, _BAND - 1), fill=_OWN)
    if above:
        draw.rectangle((_LEFT, _TOP + 13, _LEFT + 17, _TOP + 30), fill=_OWN)
    draw.rectangle((_LEFT, _FOOT - 24, _RIGHT - 1, _FOOT - 23), fill=_RULE)
    data = io.BytesIO()
    # Half the time of the default for a twelfth more bytes.
    picture.save(data, "PNG", bits=4, compress_level=6, compress_type=3)
    return data.getvalue()


_STEPS = [round(grey * _GREYS / 255) for grey in range(256)]


def drawable(text: str) -> str:
    r"""What of a text a card can show: the whole of what it says, or nothing.

    >>> drawable("Attention 🎉 is  all"), drawable("注意力"), drawable("\U0001d53c[x]"), drawable("\u2200x")
    ('Attention is all', '', 'E[x]', '')
    """
    kept = []
    for sign in unicodedata.normalize("NFC", _JOINERS.sub("", text[:_LONGEST])):
        if sign.isspace():
            kept.append(" ")
        elif _has(sign):
            kept.append(sign)
        elif unicodedata.category(sign) in _NEEDLESS:
            kept.append(" ")
        else:
            # Letters of mathematics and ligatures are others as well, only in a style of their own.
            plain = unicodedata.normalize("NFKC", sign)
            if plain == sign or not all(map(_has, plain)):
                return ""
            kept.append(plain)
    return " ".join("".join(kept).split())


@lru_cache(maxsize=4096)
def _has(sign: str) -> bool:
    """Whether the font has a sign; what it lacks it draws as it draws what no font has."""
    if not sign.isprintable() or unicodedata.bidirectional(sign) in {"R", "AL", "AN"}:
        return False
    font = _font(_LABEL, *_SMALL)
    mask, missing = font.getmask(sign), font.getmask("\U0010ffff")
    return bytes(mask) != bytes(missing) or mask.size != missing.size


def _set(title: str) -> tuple[int, list[str]]:
    """The size and the lines of a title: the largest in which it has room, cut at the smallest."""
    for size, most in _SIZES:
        lines = _lines(title, size)
        if len(lines) <= most:
            return size, lines
    return size, [*lines[: most - 1], _cut(" ".join(lines[most - 1 : most + 1]), size, _RIGHT - _LEFT, *_BIG)]


def _lines(title: str, size: int) -> list[str]:
    lines, line = [], ""
    for word in _words(title, size):
        longer = f"{line} {word}" if line else word
        if line and _width(longer, size, *_BIG) > _RIGHT - _LEFT:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def _words(title: str, size: int) -> Iterator[str]:
    """The words of a title; one that has no room in a line is broken where the line ends."""
    for word in title.split():
        part = ""
        for sign in word:
            if _width(part + sign, size, *_BIG) > _RIGHT - _LEFT:
                yield part
                part = ""
            part += sign
        yield part


def _cut(text: str, size: int, room: float, *cut: int) -> str:
    """A text that has room, cut at the end of a word if there is one near."""
    if _width(text, size, *cut) <= room:
        return text
    while text and _width(f"{text}…", size, *cut) > room:
        shorter = text.rpartition(" ")[0]
        text = shorter if len(shorter) > len(text) // 2 else text[:-1]
    return f"{text}…"


def _write(picture: Image.Image, x: float, y: int, text: str, size: int, *cut: int) -> None:
    """Put a text on a picture, letter by letter: each is drawn once in the life of a process."""
    for sign in text:
        if sign != " ":
            glyph, left, top = _glyph(sign, size, *cut)
            picture.paste(255, (round(x) + left, y + top), glyph)
        x += _advance(sign, size, *cut)


@lru_cache(maxsize=4096)
def _glyph(sign: str, size: int, *cut: int) -> tuple[Image.Image, int, int]:
    """A letter as a mask, and where it lies from where it is written."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - see `png`

    font = _font(size, *cut)
    left, top, right, bottom = map(int, font.getbbox(sign))
    glyph = Image.new("L", (max(1, right - left), max(1, bottom - top)), 0)
    ImageDraw.Draw(glyph).text((-left, -top), sign, font=font, fill=255)
    return glyph, left, top


def _width(text: str, size: int, *cut: int) -> float:
    """The width of a text in pixels; its letters are beside each other, each with its own."""
    return sum(_advance(sign, size, *cut) for sign in text)


@lru_cache(maxsize=4096)
def _advance(sign: str, size: int, *cut: int) -> float:
    return float(_font(size, *cut).getlength(sign))


def _palette(colour: str) -> list[int]:
    """Sixteen colours: the way from paper to ink, then the way to the topic's colour."""
    number = int(colour.removeprefix("#"), 16)
    own = (number >> 16, number >> 8 & 255, number & 255)
    greys = [_between(_PAPER, _INK, step / _GREYS) for step in range(_GREYS + 1)]
    tints = [_between(_PAPER, own, step / _TINTS) for step in range(1, _TINTS + 1)]
    return [part for one in (*greys, *tints) for part in one]


def _between(one: tuple[int, ...], other: tuple[int, ...], share: float) -> list[int]:
    return [round(a + (b - a) * share) for a, b in zip(one, other, strict=True)]


@cache
def _font_file() -> Path | None:
    spec = find_spec(_FONT.partition("/")[0])
    return None if spec is None or spec.origin is None else Path(spec.origin).parents[1] / _FONT


@cache
def _font(size: int, weight: int, optical_size: int) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415 - see `png`

    file = _font_file()
    assert file is not None
    font = ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight, optical_size])
    return font
