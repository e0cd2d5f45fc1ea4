"""What of a formula the converter can take: it is recursive, and looks for the end of each bracket again and again."""

from __future__ import annotations

import re

from .tokens import FormulaError

# The converter ends the whole process when its stack is full. With this many commands and groups that are not yet complete that
# cannot happen, if none of them multiplies the others. The smallest number seen to fill a stack of 1 MB was 536.
MOST_OPEN = 500
MOST_CHARACTERS = 50_000
# With each bracket that nothing closes it takes twice as long: 18 take a hundredth of a second, 40 for ever.
MOST_UNCLOSED = 12

_PIECE = re.compile(r"\\(?:[a-zA-Z]+|.)|[{}^_&]", flags=re.DOTALL)
_PAIRS = "brace|brack|angle|floor|ceil|vert|Vert|group|moustache|paren|Brace|Angle"
_BRACKET = re.compile(
    rf"(?P<open>[(\[]|\\\{{|\\(?:l(?:{_PAIRS})|[ul]lcorner)(?![a-zA-Z]))|[)\]]|\\\}}|\\(?:r(?:{_PAIRS})|[ul]rcorner)(?![a-zA-Z])"
)
_MAY_OPEN = ("(", "[", "\\{", "\\l", "\\u")


def refuse_what_exhausts(latex: str) -> None:
    """Let only those formulas pass that the converter can take.

    Raises:
        FormulaError: it could exhaust the converter.
    """
    if len(latex) <= MOST_UNCLOSED:
        return
    refuse_what_is_long(latex)
    # Most are so short that nothing need be counted.
    if len(latex) > MOST_OPEN and most_open(latex) > MOST_OPEN:
        raise FormulaError(f"it has more than {MOST_OPEN} commands and groups, write it as several")
    if sum(map(latex.count, _MAY_OPEN)) > MOST_UNCLOSED and (unclosed := count_unclosed(latex)) > MOST_UNCLOSED:
        raise FormulaError(f"it opens {unclosed} brackets that it does not close")


def refuse_what_is_long(latex: str) -> None:
    """Let no formula pass that is longer than any page.

    Raises:
        FormulaError: it is.
    """
    if len(latex) > MOST_CHARACTERS:
        raise FormulaError(f"it has more than {MOST_CHARACTERS:,} characters, write it as several")


def most_open(latex: str) -> int:
    r"""How many commands and groups are not known to be complete, at the place where most of them are.

    What a group or an environment held is complete behind it, and what a cell held behind the cell.

    >>> most_open(r"\frac{a}{b}"), most_open(r"\sqrt\sqrt\sqrt x"), most_open(r"\begin{a}\x & \x & \x \\ \x\end{a}")
    (3, 3, 3)
    """
    open_groups = [0]
    total = most = 0
    for match in _PIECE.finditer(latex):
        piece = match[0]
        if piece in {"}", "\\end"}:
            if len(open_groups) > 1:
                total -= open_groups.pop()
            continue
        if piece in {"&", "\\\\"}:
            total -= open_groups[-1]
            open_groups[-1] = 0
            continue
        open_groups[-1] += 1
        total += 1
        if piece in {"{", "\\begin"}:
            open_groups.append(0)
        most = max(most, total)
    return most


def count_unclosed(latex: str) -> int:
    r"""How many brackets are opened and not closed; each closes the last that is open, as in ``[0, 1)``.

    >>> count_unclosed(r"[0, 1) \cup (2 \{"), count_unclosed(r"\lambda \left( x \right)")
    (2, 0)
    """
    depth = 0
    for bracket in _BRACKET.finditer(latex):
        depth = depth + 1 if bracket["open"] else max(0, depth - 1)
    return depth
