"""LaTeX in, MathML out; a formula that cannot be shown is reported, and stands in the page as it was written."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from math_core import LatexToMathML

from .texts import shortened

if TYPE_CHECKING:
    from collections.abc import Callable

# Commands of common LaTeX packages that the converter does not know by itself.
_MACROS = {
    "mathbbm": r"\mathbb{#1}",
    "mathds": r"\mathbb{#1}",
    "substack": r"\begin{subarray}{c}#1\end{subarray}",
}

# The converter is recursive and ends the whole process when its stack is full; with this many commands and groups that
# cannot happen, if none of them multiplies the others. The smallest number seen to fill a stack of 1 MB was 536.
_MAX_COMMANDS = 500
_COMMAND_OR_GROUP = re.compile(r"[\\{^_]")
_DEFINITION = re.compile(r"\\(?:[a-z]*def|(?:re|provide)?(?:new)?command|let)(?![a-zA-Z])")
# With each bracket that nothing closes the converter takes twice as long: 18 take a hundredth of a second, 40 for ever.
_MAX_UNCLOSED = 12
_PAIRS = "brace|brack|angle|floor|ceil|vert|Vert|group|moustache|paren|Brace|Angle"
_BRACKET = re.compile(
    rf"(?P<open>[(\[]|\\\{{|\\(?:l(?:{_PAIRS})|[ul]lcorner)(?![a-zA-Z]))|[)\]]|\\\}}|\\(?:r(?:{_PAIRS})|[ul]rcorner)(?![a-zA-Z])"
)
# The converter begins its message with the offset of the mistake.
_OFFSET = re.compile(r"\d+: ")


class Formulas:
    """Turns formulas into MathML, and numbers the equations of a page."""

    def __init__(self) -> None:
        self._converter = LatexToMathML(fancy_error=False, allow_unreliable_rendering=True, macros=_MACROS)

    def restart_numbering(self) -> None:
        """Number equations from one again, as each page does."""
        self._converter.reset_global_state()

    def inline(self, latex: str, report: Callable[[str], None]) -> str:
        """A formula in a line of text; backquotes inside its dollar signs are no part of it."""
        return self._mathml(latex.removeprefix("`").removesuffix("`"), report, is_display=False)

    def display(self, latex: str, report: Callable[[str], None]) -> str:
        """A formula that is shown as a block of its own."""
        return self._mathml(latex, report, is_display=True)

    def _mathml(self, latex: str, report: Callable[[str], None], *, is_display: bool) -> str:
        try:
            _refuse_what_exhausts(latex)
            known = latex.replace("{split}", "{aligned}")
            return self._converter.convert_with_global_state(known, displaystyle=is_display)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001 - what the converter raises when it fails in itself is no Exception
            reason = _OFFSET.sub("", str(error), count=1) or type(error).__name__
            report(f"the formula {shortened(latex)} cannot be shown: {reason}")
            return f'<code class="formula" title="{escape(reason)}">{escape(latex, quote=False)}</code>'


def is_money(latex: str, next_character: str) -> bool:
    """Whether two dollar signs before this character only look like a formula's.

    >>> is_money("5-", "1"), is_money("HOME/", "U"), is_money("x + y", " ")
    (True, True, False)
    """
    return next_character.isdigit() or (next_character.isalpha() and latex.endswith(tuple("/:;,.-=|([")))


def _refuse_what_exhausts(latex: str) -> None:
    """Let only those formulas pass that the converter can take.

    Raises:
        ValueError: it could exhaust the converter.
    """
    if len(_COMMAND_OR_GROUP.findall(latex)) > _MAX_COMMANDS:
        msg = f"it has more than {_MAX_COMMANDS} commands and groups, write it as several"
        raise ValueError(msg)
    if (unclosed := _count_unclosed(latex)) > _MAX_UNCLOSED:
        msg = f"it opens {unclosed} brackets that it does not close"
        raise ValueError(msg)
    if _DEFINITION.search(latex):
        msg = "a formula may not define commands, write them out"
        raise ValueError(msg)


def _count_unclosed(latex: str) -> int:
    r"""How many brackets are opened and not closed; each closes the last that is open, as in ``[0, 1)``.

    >>> _count_unclosed(r"[0, 1) \cup (2 \{"), _count_unclosed(r"\lambda \left( x \right)")
    (2, 0)
    """
    depth = 0
    for bracket in _BRACKET.finditer(latex):
        depth = depth + 1 if bracket["open"] else max(0, depth - 1)
    return depth
