"""Texts in, letters on a picture out: one font from a package, each letter set by Pillow alone.

The library that would set Arabic and kern Latin is the machine's own, and the same card would not be the same bytes everywhere. So
a text in a script that the font has not (Chinese, Arabic, Hindi), or with a sign of mathematics that it lacks, is not drawn. Emoji
and the like are left out of it. Never is there a box in place of a letter, and never a formula without one of its signs.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL import Image
    from PIL.ImageFont import FreeTypeFont

LIBRARIES = ("pillow", "fontpkg-source-serif-4")
# Weight and optical size of the font.
BIG, SMALL = (600, 60), (400, 20)

_FONT = "fontpkg_source_serif_4/files/SourceSerif4[opsz,wght].ttf"
_JOINERS = re.compile("[\u200d\ufe0f\U0001f3fb-\U0001f3ff]")
# Symbols, signs that change others, and what is no sign at all: without one of these a title says the same.
_NEEDLESS = {"So", "Sk", "Cf", "Cc", "Cn", "Co", "Cs"}
_LONGEST = 400
# In which it is tried whether the font has a sign.
_TRIED = 32


@cache
def can_write() -> bool:
    """Whether what writes is installed."""
    return find_spec("PIL") is not None and _font_file() is not None


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
    font = _font(_TRIED, *SMALL)
    mask, missing = font.getmask(sign), font.getmask("\U0010ffff")
    return bytes(mask) != bytes(missing) or mask.size != missing.size


def fitted(text: str, sizes: Sequence[tuple[int, int]], room: float, style: tuple[int, int]) -> tuple[int, list[str]]:
    """The size and the lines of a text: the largest in which it has room, cut at the smallest.

    Args:
        text: that can be drawn.
        sizes: in pixels, each with the lines that there may be of it; the largest first.
        room: the width of a line.
        style: weight and optical size.
    """
    for size, most in sizes:
        lines = _lines(text, size, room, style)
        if len(lines) <= most:
            return size, lines
    return size, [*lines[: most - 1], cut(" ".join(lines[most - 1 : most + 1]), size, room, style)]


def _lines(text: str, size: int, room: float, style: tuple[int, int]) -> list[str]:
    lines, line = [], ""
    for word in _words(text, size, room, style):
        longer = f"{line} {word}" if line else word
        if line and width(longer, size, style) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def _words(text: str, size: int, room: float, style: tuple[int, int]) -> Iterator[str]:
    """The words of a text; one that has no room in a line is broken where the line ends."""
    for word in text.split():
        part = ""
        for sign in word:
            if width(part + sign, size, style) > room:
                yield part
                part = ""
            part += sign
        yield part


def cut(text: str, size: int, room: float, style: tuple[int, int] = SMALL) -> str:
    """A text that has room, cut at the end of a word if there is one near."""
    if width(text, size, style) <= room:
        return text
    while text and width(f"{text}…", size, style) > room:
        shorter = text.rpartition(" ")[0]
        text = shorter if len(shorter) > len(text) // 2 else text[:-1]
    return f"{text}…"


def write(picture: Image.Image, at: tuple[float, int], text: str, size: int, style: tuple[int, int] = SMALL) -> None:
    """Put a text on a picture, letter by letter: each is drawn once in the life of a process."""
    x, y = at
    for sign in text:
        if sign != " ":
            glyph, left, top = _glyph(sign, size, *style)
            picture.paste(255, (round(x) + left, y + top), glyph)
        x += _advance(sign, size, *style)


@lru_cache(maxsize=4096)
def _glyph(sign: str, size: int, *style: int) -> tuple[Image.Image, int, int]:
    """A letter as a mask, and where it lies from where it is written."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - an optional dependency, of which most builds need nothing

    font = _font(size, *style)
    left, top, right, bottom = map(int, font.getbbox(sign))
    glyph = Image.new("L", (max(1, right - left), max(1, bottom - top)), 0)
    ImageDraw.Draw(glyph).text((-left, -top), sign, font=font, fill=255)
    return glyph, left, top


def width(text: str, size: int, style: tuple[int, int] = SMALL) -> float:
    """The width of a text in pixels; its letters stand beside each other, each with its own."""
    return sum(_advance(sign, size, *style) for sign in text)


@lru_cache(maxsize=4096)
def _advance(sign: str, size: int, *style: int) -> float:
    return float(_font(size, *style).getlength(sign))


@cache
def _font_file() -> Path | None:
    spec = find_spec(_FONT.partition("/")[0])
    return None if spec is None or spec.origin is None else Path(spec.origin).parents[1] / _FONT


@cache
def _font(size: int, weight: int, optical_size: int) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415 - see `_glyph`

    file = _font_file()
    assert file is not None
    font = ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight, optical_size])
    return font
