r"""All that is rewritten before the converter sees it, and how to tell in a moment that nothing of a formula is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import boxes, chemistry, definitions, environments, operators, physics, shorthand, tags, text, units
from .expansion import MARKS, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection

_ONE = (
    "sqrt hat check tilde acute grave dot ddot dddot ddddot breve bar vec mathring widehat widetilde widecheck "
    "overline underline overbrace underbrace overbracket underbracket overparen underparen overrightarrow "
    "overleftarrow overleftrightarrow underrightarrow underleftarrow underleftrightarrow mathbb mathcal mathfrak "
    "mathscr mathsf mathtt mathit mathbf mathrm boldsymbol bm bold Bbb frak phantom hphantom vphantom boxed cancel "
    "bcancel xcancel mathbin mathrel mathord mathopen mathclose mathpunct mathinner bra ket Bra Ket Braket set Set "
    "pmod pod mod xrightarrow xleftarrow xleftrightarrow xRightarrow xLeftarrow xmapsto xhookrightarrow"
)
_TWO = "frac dfrac tfrac cfrac binom dbinom tbinom overset underset stackrel"
VOCABULARY = Vocabulary(
    macros={**physics.MACROS, **shorthand.MACROS},
    commands={
        **boxes.COMMANDS,
        **chemistry.COMMANDS,
        **definitions.COMMANDS,
        **environments.COMMANDS,
        **operators.COMMANDS,
        **physics.COMMANDS,
        **tags.COMMANDS,
        **text.COMMANDS,
        **units.COMMANDS,
    },
    takes={f"\\{name}": count for count, names in ((1, _ONE), (2, _TWO)) for name in names.split()},
)
# Commands that are rewritten only where `_REWRITTEN` finds something else beside them.
_MOSTLY_PLAIN = {
    "\\text",
    "\\textbf",
    "\\textit",
    "\\textrm",
    "\\textsf",
    "\\operatorname",
    "\\limits",
    "\\not",
    *operators.SIZES,
}
_ALWAYS = frozenset([*VOCABULARY.macros, *VOCABULARY.commands]) - _MOSTLY_PLAIN
_COMMAND = re.compile(r"\\[a-zA-Z]+")
_REWRITTEN = re.compile(
    r"[$%#√]|\\[(\\]"
    r"|\\text[a-z]*\s*(?!\s*\{[\w\s.,;:()]*\})"
    r"|\\operatorname\*?\s*(?!\s*\{(?:[a-zA-Z0-9 -]|\\,)*\})"
    r"|(?:left|right|middle|[bB]igg?[lrm]?)\s*[<>⟨⟩{]"
    r"|\}\s*\\limits|\\not\s*\\(?:[!,mie]|parallel)"
    rf"|{MARKS.pattern}"
)


def is_plain(latex: str, macros: Collection[str]) -> bool:
    r"""Whether the converter can take a formula as it is.

    >>> is_plain(r"\frac{a}{b}", ()), is_plain(r"\text{for $x$}", ()), is_plain(r"\R", ["\\R"])
    (True, False, False)
    """
    commands = _COMMAND.findall(latex)
    return (
        _ALWAYS.isdisjoint(commands)
        and (not macros or set(macros).isdisjoint(commands))
        and not _REWRITTEN.search(latex)
    )
