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

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .formulas import FormulaError, Macro, macros_of
    from .highlighting import LANGUAGE
    from .links import image_tag
    from .renderer import Renderer
    from .texts import without_controls
    from .values import PLAIN, Code, FindPicture, Insert, Part, Picture, Problem, Rendered, Syntax

# Where each name comes from, so that a build with nothing to read loads no formulas and no highlighter.
_MODULE = {
    **dict.fromkeys(("FormulaError", "Macro", "macros_of"), "formulas"),
    "LANGUAGE": "highlighting",
    "image_tag": "links",
    "Renderer": "renderer",
    "without_controls": "texts",
    **dict.fromkeys(("PLAIN", "Code", "FindPicture", "Insert", "Part", "Picture", "Problem"), "values"),
    **dict.fromkeys(("Rendered", "Syntax"), "values"),
}


def __getattr__(name: str) -> object:
    """Import a name when it is first asked for (PEP 562)."""
    if name not in _MODULE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f".{_MODULE[name]}", __name__), name)
    return value
