"""A formula of a line, and what is written right beside it: no line ends between them.

A browser may end a line before and behind a formula, as it may beside a picture, whatever the sign there is. A full stop or the
``-gram`` of an *n*-gram would begin the next line.
"""

from __future__ import annotations

import re
from html import escape

_BEFORE = "([\u201c\u2018\u00ab\u2013\u2014-"
_BEHIND = re.compile(r"[.,;:!?)\]'\"\u201d\u2019\u00bb%\u2026\u2013\u2014-]{1,4}|(?:st|nd|rd|th|s)\b")


def unbroken(formula: str, written: list[str], following: str) -> tuple[str, str]:
    """A formula with the signs beside it, and those of the following text that it has taken.

    Args:
        formula: its HTML.
        written: the HTML before it, whose last sign it takes if that belongs to it.
        following: the text behind it.

    Examples:
        >>> unbroken("<math/>", written := ["see ("], "), so")
        ('<span class="unbroken">(<math/>),</span>', '),')
        >>> written
        ['see ']
        >>> unbroken("<math/>", ["of "], " and")
        ('<math/>', '')
    """
    if not formula.startswith("<math"):  # a reference to an equation is text
        return formula, ""
    before = written[-1][-1:] if written else ""
    before = before if before and before in _BEFORE else ""
    found = _BEHIND.match(following)
    behind = found[0] if found else ""
    if not before and not behind:
        return formula, ""
    if before:
        written[-1] = written[-1][:-1]
    return f'<span class="unbroken">{before}{formula}{escape(behind, quote=False)}</span>', behind
