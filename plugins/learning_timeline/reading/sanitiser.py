"""HTML that may hold anything in, HTML that only shows something out: for journals that take posts from others.

What our own renderer writes passes as it is; what a post's author wrote as raw HTML keeps its text and its plain
elements, and loses scripts, handlers, styles, frames, forms and addresses of other kinds than web and mail. What a program printed
into a notebook is nobody's typing, and is cleaned in every journal.
"""

from __future__ import annotations

import re
from copy import deepcopy

import nh3

from .nesting import as_source_if_too_deep

# The elements and attributes of MathML Core that show something.
_MATHML = frozenset(
    {
        "math",
        "menclose",
        "merror",
        "mfrac",
        "mi",
        "mmultiscripts",
        "mn",
        "mo",
        "mover",
        "mpadded",
        "mphantom",
        "mprescripts",
    }
    | {"mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr"}
    | {"munder", "munderover", "none", "semantics"}
)
_OF_MATHML = frozenset(
    {"accent", "accentunder", "class", "columnalign", "columnlines", "columnspacing", "columnspan", "depth", "display"}
    | {"displaystyle", "fence", "form", "framespacing", "height", "largeop", "linethickness", "lspace", "mathvariant"}
    | {"maxsize", "minsize", "movablelimits", "notation", "rowlines", "rowspacing", "rowspan", "rspace", "scriptlevel"}
    | {"separator", "stretchy", "style", "symmetric", "voffset", "width"}
)
_STYLES = {
    "text-align",
    "color",
    "background-color",
    "font-size",
    "justify-items",
    "width",
    "math-depth",
    "math-shift",
    "math-style",
} | {f"{what}-{side}" for what in ("border", "padding") for side in ("bottom", "left", "right", "top")}


def _attributes() -> dict[str, set[str]]:
    allowed = deepcopy(nh3.ALLOWED_ATTRIBUTES)
    for tag, more in {
        "*": {"aria-label", "class", "dir", "id", "lang", "title"},
        "a": {"title"},
        "details": {"open"},
        "img": {"title", "loading", "decoding"},
        "input": {"checked", "disabled", "type"},
        "li": {"value"},
        "td": {"style"},
        "th": {"style"},
        "time": {"datetime"},
        **{tag: set(_OF_MATHML) for tag in _MATHML},
    }.items():
        allowed[tag] = allowed.get(tag, set()) | more
    return allowed


_CLEANER = nh3.Cleaner(
    tags=nh3.ALLOWED_TAGS | _MATHML | {"input", "section"},
    attributes=_attributes(),
    filter_style_properties=_STYLES,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


def sanitised(html: str) -> str:
    """The same without what could do more than be shown."""
    return _CLEANER.clean(html)


# What a program printed as HTML: nothing of the page's own names or looks, no other place but by a link that is clicked, and no
# picture but one that it brings along.
_KEPT_STYLES = _STYLES - {"width", "color", "background-color", "font-size"} | {
    "text-align",
    "font-weight",
    "font-style",
}
_OF_OUTPUTS: dict[str, set[str]] = {
    **{tag: names - {"id"} for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": {"dir", "lang", "style", "title"},
    **{tag: set(_OF_MATHML - {"class"}) for tag in _MATHML},
}
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,]")
_EMPTY_PICTURE = re.compile(r'<img(?:\s+(?!src=)[\w-]+="[^"]*")*>')


def _brought_along(tag: str, name: str, value: str) -> str | None:
    if name == "style":
        return value if any(kept in value for kept in _KEPT_STYLES) else None
    if tag == "img":
        return value if name != "src" or _PICTURE.match(value) else None
    return None if value.startswith("data:") else value


_CLEANER_OF_OUTPUTS = nh3.Cleaner(
    tags=(nh3.ALLOWED_TAGS | _MATHML) - {"area", "figure", "footer", "header", "map", "nav"},
    attributes=_OF_OUTPUTS,
    attribute_filter=_brought_along,
    filter_style_properties=_KEPT_STYLES,
    url_schemes={"http", "https", "mailto", "data"},
    url_relative="deny",
    link_rel="noopener noreferrer",
)


def sanitised_output(html: str) -> str:
    """What a program printed as HTML, without what could do more than be shown, and without anything of another place.

    >>> sanitised_output('<table id="content" class="dataframe"><td onclick="x()">1<img src="//evil.example/x"></table>')
    '<table><tbody><tr><td>1</td></tr></tbody></table>'
    """
    return _EMPTY_PICTURE.sub("", _CLEANER_OF_OUTPUTS.clean(as_source_if_too_deep(html)))
