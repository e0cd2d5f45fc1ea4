"""The converter's MathML in, that of the page out: marks and tags in place, delimiters that stay large, and the LaTeX kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from .boxes import border
from .expansion import FIRST_MARK, MARKS, CellMark, Expansion
from .tags import NAME
from .tokens import FormulaError, spelt

_MARKED = re.compile(rf"<mtext>({MARKS.pattern})</mtext>")
_MARKED_CELL = re.compile(
    rf"<mtd(?: style=\"(?P<style>[^\"<>]*)\")?(?P<others>[^<>]*)><mtext>(?P<mark>{MARKS.pattern})</mtext>"
)
_ELEMENT = re.compile(r"<(?P<end>/?)(?P<tag>[a-z]++)[^<>]*?(?P<empty>/?)>")
_TAG = re.compile(
    r'(?P<cell><mtd style="[^"]*text-align: right;justify-items: end;")(?: id="[^"]*")?>'
    rf"<mtext>\({NAME}(?P<number>\d+)\)</mtext>"
)
# Chromium draws a delimiter that is the base of an index or a power at its plain size, unless it is in a row.
_SIZED_BASE = re.compile(r"(<ms(?:ub|up|ubsup)>)(<mo [^>]*minsize[^>]*>[^<]*</mo>)")
# Text counts as room, and a row of one sign and room for the sign alone, which then loses the room around it; a name does not.
_TEXT_BEFORE_SIGN = re.compile(r"<mtext>([^<]*)</mtext>(?=<mo[ >])")
# No browser but Firefox draws boxes and strokes; the converter leaves empty rows for a style of its own.
_ENCLOSED = re.compile(r'<menclose notation="(?P<notation>[^"]*)">|<mrow class="menclose-[a-z]*"></mrow>')
_NOTATIONS = {
    "updiagonalstrike": "struck-up",
    "downdiagonalstrike": "struck-down",
    "updiagonalstrike downdiagonalstrike": "struck-out",
}
_SIDES = {"actuarial": ("top", "right"), "phasorangle": ("bottom", "left")}
# What keeps Markdown from taking a line of a formula for the end of it or for a list.
_LINES_WE_WROTE = re.compile(r"^(?:%\n|\{\}(?=[-+*=<>#|\d]))", flags=re.MULTILINE)


def with_marks(mathml: str, formula: Expansion, convert: Callable[[str], str]) -> str:
    """Put what marks and the names of tags stand for in their places.

    Args:
        mathml: of the converter.
        formula: that it was made of.
        convert: makes MathML of the LaTeX of a tag.

    Raises:
        FormulaError: a command took the mark behind it, since nothing else was there, so that an element would have no end.
    """
    marks = formula.marks
    if marks:
        if any(isinstance(mark, CellMark) for mark in marks):
            mathml = _MARKED_CELL.sub(lambda match: _cell(match, marks), mathml)
        mathml = _MARKED.sub(lambda match: _shown(marks[ord(match[1]) - FIRST_MARK]), mathml)
        mathml = MARKS.sub("", mathml)
        if not is_balanced(mathml):
            raise FormulaError("a command lacks what it is about")
    if formula.tags:

        def tag(match: re.Match[str]) -> str:
            written = formula.tags[int(match["number"])]
            place = f' id="{escape(written.place)}"' if written.place else ""
            return f"{match['cell']}{place}>{convert(spelt(written.tokens))}"

        mathml = _TAG.sub(tag, mathml)
    return mathml


def is_balanced(mathml: str) -> bool:
    """Whether each element ends where it should.

    >>> is_balanced("<mrow><mi>x</mi><mspace/></mrow>"), is_balanced("<mrow><mi></mrow></mi>")
    (True, False)
    """
    open_tags: list[str] = []
    for match in _ELEMENT.finditer(mathml):
        if match["end"]:
            if not open_tags or open_tags.pop() != match["tag"]:
                return False
        elif not match["empty"]:
            open_tags.append(match["tag"])
    return not open_tags


def _shown(mark: str | CellMark) -> str:
    return "" if isinstance(mark, CellMark) else mark


def _cell(match: re.Match[str], marks: list[str | CellMark]) -> str:
    mark = marks[ord(match["mark"]) - FIRST_MARK]
    if not isinstance(mark, CellMark):
        return match[0]
    style = (match["style"] or "") + mark.style
    said = f' style="{style}"' if style else ""
    return f"<mtd{said}{match['others']}{mark.attributes}>"


def _enclosed(match: re.Match[str]) -> str:
    if match["notation"] is None:
        return ""
    if name := _NOTATIONS.get(match["notation"]):
        return f'<mrow class="{name}">'
    sides = _SIDES.get(match["notation"], ("top", "right", "bottom", "left"))
    return f'<mrow style="{border("currentcolor", sides)}padding:.3em">'


def finished(mathml: str, latex: str) -> str:
    """MathML with what holds for any formula: delimiters keep their size, and whoever copies it gets its LaTeX."""
    if "minsize" in mathml:
        mathml = _SIZED_BASE.sub(r"\1<mrow>\2</mrow>", mathml)
    if "</mtext><mo" in mathml:
        mathml = _TEXT_BEFORE_SIGN.sub(r'<mi mathvariant="normal">\1</mi>', mathml)
    if "<menclose" in mathml:
        mathml = _ENCLOSED.sub(_enclosed, mathml).replace("</menclose>", "</mrow>")
    start = mathml.index(">") + 1
    # The numbers of equations are at the edge of all that a formula has room in.
    wide = ' style="width:100%"' if "width: 100%" in mathml else ""
    source = latex.strip()
    if "\n" in source:
        source = _LINES_WE_WROTE.sub("", source)
    return (
        f"{mathml[:start]}<semantics{wide}><mrow{wide}>{mathml[start:-7]}</mrow>"
        f'<annotation encoding="application/x-tex">{escape(source, quote=False)}</annotation></semantics></math>'
    )


def inside(mathml: str) -> str:
    """What is in a ``math`` element."""
    return mathml[mathml.index(">") + 1 : -7]
