"""What hides by CSS: declarations of a style, classes that many style sheets have, and rules of a post's own style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_COMMENT = re.compile(r"/\*[\s\S]*?(?:\*/|\Z)")
_UNSEEN = re.compile(
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden"
    r"|(?:opacity|font-size)\s*:\s*0(?:\.0+|px|r?em|%)?(?![\w.%]))(?![\w-])",
    flags=re.IGNORECASE,
)
_DISPLAYED = re.compile(r"(?<![\w-])display\s*:\s*(?!none)[a-z]", flags=re.IGNORECASE)
# Classes of Quarto and of style sheets that many use; one beside them may show it again, on wide screens or in some states.
_HIDDEN = {".hidden", ".hide", ".d-none", ".invisible", ".is-hidden"}
_SHOWN_AGAIN = re.compile(r"\.(?:[\w-]{1,30}:(?!hidden)[\w-]{1,30}|d-\w{2,3}-(?!none)\w{1,30})")
_SHEET = re.compile(r"<style\b[^<>]{0,500}>(?P<css>[\s\S]*?)(?:</style|\Z)", flags=re.IGNORECASE)
_BRACE = re.compile(r"[{}]")
_NAME = re.compile(r"[\w-]*(?P<name>[.#][\w-]+)")


def is_unseen(style: str) -> bool:
    """Whether a style leaves nothing to see.

    >>> [*map(is_unseen, ("color: red; DISPLAY :none", "opacity: 0.5", "display:/* x */none", "x-display:none"))]
    [True, False, True, False]
    """
    return _UNSEEN.search(_COMMENT.sub("", style) if "/*" in style else style) is not None


def is_hidden_class(words: Iterable[str]) -> bool:
    """Whether classes, each behind a full stop, hide what they are of on screens of any width.

    >>> is_hidden_class([".hidden", ".big"]), is_hidden_class([".hidden", ".md:block"]), is_hidden_class([".hidden-print"])
    (True, False, False)
    """
    words = [*words]
    return bool(_HIDDEN.intersection(words)) and not any(map(_SHOWN_AGAIN.fullmatch, words))


def hidden_by_sheets(html: str) -> frozenset[str]:
    """The classes and names that style sheets in a text hide, with their signs; none if a script or a rule may show them again.

    >>> sorted(hidden_by_sheets("<style>.a, p#b {display: none} .c{color: red} @media print {.d {display: none}}</style>"))
    ['#b', '.a']
    """
    if "<style" not in html.lower() or "<script" in html.lower():
        return frozenset()
    hidden: set[str] = set()
    shown: set[str] = set()
    for sheet in _SHEET.finditer(html):
        for selectors, declarations in _rules(_COMMENT.sub("", sheet["css"])):
            if is_unseen(declarations):
                hidden |= {name["name"] for one in selectors.split(",") if (name := _NAME.fullmatch(one.strip()))}
            elif _DISPLAYED.search(declarations):
                shown |= {*re.findall(r"[.#][\w-]+", selectors)}
    return frozenset(hidden - shown)


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """The rules of a sheet that are for all media: selectors and declarations."""
    depth, begin, selectors = 0, 0, ""
    for brace in _BRACE.finditer(css):
        if brace[0] == "{":
            if not depth:
                selectors, begin = css[begin : brace.start()], brace.end()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                if "@" not in selectors:
                    yield selectors, css[begin : brace.start()]
                begin = brace.end()
