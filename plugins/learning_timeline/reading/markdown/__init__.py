"""The text of a post in, its HTML out: CommonMark with what technical posts need, in one linear pass.

Tables, footnotes, task lists, strikethrough, alerts, formulas turned into MathML, code highlighted by Pygments. The
parser gives events and this package writes the HTML itself, because code, formulas, headings, links, images and
footnotes each need markup of their own; changing finished HTML by patterns would be wrong somewhere. Nothing here knows
Pelican, except that its link forms (``{filename}note.md``, ``|static|plot.png``) pass through as they were written, for
Pelican to resolve.

Raw HTML is passed through: a post's author may write what HTML they like. The same text always gives the same HTML.

A notebook is several such texts with code and finished HTML between them. Each text is parsed by itself, so that what one leaves
open ends with it; headings, footnotes, citations and equations are counted through all of them.
"""

from __future__ import annotations

from .formulas import FormulaError, Macro, macros_of
from .highlighting import LANGUAGE
from .links import image_tag
from .renderer import Renderer
from .texts import without_controls
from .values import PLAIN, Code, FindPicture, Insert, Part, Picture, Problem, Rendered, Syntax

__all__ = [
    "LANGUAGE",
    "PLAIN",
    "Code",
    "FindPicture",
    "FormulaError",
    "Insert",
    "Macro",
    "Part",
    "Picture",
    "Problem",
    "Rendered",
    "Renderer",
    "Syntax",
    "image_tag",
    "macros_of",
    "without_controls",
]
