"""The life as a picture in, a poster out: one SVG of A3 that is printed up to A1 without loss, with its title, sentence and source.

It needs no script, no style of a page and no font of a site, so that it can be sent, kept and printed by itself. The same facts
give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from ...core.colours import ACCENT, INK, INK_SOFT, PAPER, RULE
from ...core.html import printable
from ...core.phrases import cut
from .axis import WIDTH
from .picture import LifePicture
from .still import HEIGHT, OTHERS

# A3, lying, in quarters of a millimetre; and where the picture is on it.
PAGE_WIDTH, PAGE_HEIGHT = 1680, 1188
_LEFT, _TOP, _WIDE, _TALL = 80, 340, 1520, 650
_LETTERS_A_LINE = 68
# What a letter of a name below the picture takes, how far its lines are apart, and letters that tell nothing.
_LETTER, _LINE, _TOO_FEW = 10.5, 22, 3
_SERIF, _SANS = "Charter, Cambria, Georgia, serif", "system-ui, Helvetica, Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class PosterTexts:
    """What a poster says: the journal's name, the life in a sentence, its numbers, and where it is from."""

    name: str
    opening: str
    numbers: str
    source: str


def poster(picture: LifePicture, texts: PosterTexts) -> str:
    """The poster as an SVG document."""
    head = 'xmlns="http://www.w3.org/2000/svg" width="420mm" height="297mm" role="img"'
    drawn = "\n".join(
        [
            f'<svg {head} viewBox="0 0 {PAGE_WIDTH} {PAGE_HEIGHT}" aria-label="{escape(texts.opening)}">',
            f"<title>{escape(texts.name)}</title>",
            f'<rect width="{PAGE_WIDTH}" height="{PAGE_HEIGHT}" fill="{PAPER}"/>',
            *_words(texts),
            *_drawing(picture),
            *_labels(picture),
            "</svg>\n",
        ]
    )
    return printable(drawn)


def _text(x: float, y: float, text: str, size: int, colour: str = INK, **more: str) -> str:
    given = "".join(f' {name.replace("_", "-")}="{escape(value)}"' for name, value in more.items())
    family = "" if "font_family" in more else f' font-family="{_SANS}"'
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}"{family}{given}>{escape(text)}</text>'


def _words(texts: PosterTexts) -> Iterator[str]:
    yield _text(_LEFT, 110, texts.name, 26, INK_SOFT)
    for nth, line in enumerate(wrap(texts.opening, _LETTERS_A_LINE, max_lines=3, placeholder=" …")):
        yield _text(_LEFT, 172 + 56 * nth, line, 44, font_family=_SERIF)
    yield _text(_LEFT, PAGE_HEIGHT - 52, texts.numbers, 22)
    yield _text(PAGE_WIDTH - _LEFT, PAGE_HEIGHT - 52, texts.source, 18, INK_SOFT, text_anchor="end")


def _drawing(picture: LifePicture) -> Iterator[str]:
    """The picture's own paths, which stretch while their lines do not."""
    place = f"translate({_LEFT} {_TOP}) scale({_WIDE / WIDTH:g} {_TALL / HEIGHT:g})"
    yield f'<g transform="{place}" fill="none" stroke-linecap="round">'
    line = f"M{round(WIDTH * picture.before)} {picture.middle}H{picture.today}"
    yield f'<path d="{line}" stroke="{RULE}" vector-effect="non-scaling-stroke"/>'
    for shape in picture.bands:
        yield f'<path d="{shape.path}" fill="{shape.colour}" fill-opacity="0.3"/>'
    for shape in picture.met:
        yield _stroke(shape.path, shape.colour, 1.2, 0.55)
    for shape in picture.marks:
        yield _stroke(shape.path, shape.colour, picture.size * 1.45, 0.9)
    for path, colour, size, opacity in (
        (picture.world, OTHERS, 5, 0.6),
        (picture.met_dots, INK, 8, 1),
        (picture.own, ACCENT, 8, 1),
    ):
        if path:
            yield _stroke(path, colour, size, opacity)
    yield "</g>"
    yield f'<path d="M{_LEFT} {_TOP + _TALL}h{_WIDE}" stroke="{RULE}" fill="none"/>'


def _stroke(path: str, colour: str, width: float, opacity: float) -> str:
    return (
        f'<path d="{path}" stroke="{colour}" stroke-width="{width:g}" stroke-opacity="{opacity:g}" '
        'vector-effect="non-scaling-stroke"/>'
    )


def _labels(picture: LifePicture) -> Iterator[str]:
    for name in picture.wide_names:
        colour = {"own": ACCENT, "met": INK}.get(name.kind, INK_SOFT)
        yield _text(_LEFT + _WIDE * name.left / 100 + 4, _TOP + 18 + (2 - name.lane) * 22, name.text, 16, colour)
    halo = {"paint_order": "stroke", "stroke": PAPER, "stroke_width": "5", "font_weight": "600"}
    for topic in picture.wide_topics:
        yield _text(_LEFT + _WIDE * topic.left / 100, _TOP + _TALL * topic.top / 100 + 6, topic.text, 18, **halo)
    for label, left in picture.ticks:
        yield _text(_LEFT + _WIDE * left / 100 + 4, _TOP + _TALL + 26, label, 18, INK_SOFT)
    for era in picture.eras:
        left, wide = _LEFT + _WIDE * era.begin, _WIDE * (era.end - era.begin) - 4
        yield f'<path d="M{left:g} {_TOP + _TALL + 40}h{wide:g}" stroke="{era.colour}" stroke-width="4" fill="none"/>'
        letters = int(wide / _LETTER)
        lines = wrap(cut(era.name, 2 * letters), letters, max_lines=2, placeholder="…") if letters > _TOO_FEW else []
        for nth, text in enumerate(lines):
            yield _text(left, _TOP + _TALL + 62 + _LINE * nth, text, 18, font_weight="600")
        if len(era.years) <= letters:
            yield _text(left, _TOP + _TALL + 62 + _LINE * len(lines), era.years, 18, INK_SOFT)
