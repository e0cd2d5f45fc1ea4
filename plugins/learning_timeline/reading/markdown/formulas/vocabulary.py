r"""All that is rewritten before the converter sees it, and how to tell in a moment that nothing of a formula is."""

from __future__ import annotations

import re
from collections.abc import Collection

from . import boxes, chemistry, definitions, environments, operators, physics, shorthand, tags, text, units
from .expansion import MARKS, Vocabulary

_ONE = (
    "sqrt hat check tilde acute grave dot ddot dddot ddddot breve bar vec mathring widehat widetilde widecheck "
    "overline underline overbrace underbrace overbracket underbracket overparen underparen overrightarrow "
    "overleftarrow overleftrightarrow underrightarrow underleftarrow underleftrightarrow mathbb mathcal mathfrak "
    "mathscr mathsf mathtt mathit mathbf mathrm boldsymbol bm bold Bbb frak phantom hphantom vphantom boxed cancel "
    "bcancel xcancel mathbin mathrel mathord mathopen mathclose mathpunct mathinner bra ket Bra Ket Braket set Set "
    "pmod pod mod xrightarrow xleftarrow xleftrightarrow xRightarrow xLeftarrow xmapsto xhookrightarrow"
)
_TWO = "frac dfrac tfrac cfrac binom dbinom tbinom overset underset stackrel"
_MACROS = {**physics.MACROS, **shorthand.MACROS}
_COMMANDS = {
    name: command
    for module in (boxes, chemistry, definitions, environments, operators, physics, tags, text, units)
    for name, command in module.COMMANDS.items()
}
VOCABULARY = Vocabulary(
    macros=_MACROS,
    commands=_COMMANDS,
    takes={f"\\{name}": count for count, names in ((1, _ONE), (2, _TWO)) for name in names.split()},
    special=frozenset([*_MACROS, *_COMMANDS]),
)
# Commands that are rewritten only where `_REWRITTEN` finds something else beside them.
_SOMETIMES = frozenset(
    {"\\text", "\\textbf", "\\textit", "\\textrm", "\\textsf", "\\operatorname", "\\limits", "\\not", *operators.SIZES}
)
_ALWAYS = VOCABULARY.special - _SOMETIMES
_COMMAND = re.compile(r"\\[a-zA-Z]+")
_REWRITTEN = re.compile(
    r"\\text[a-z]*\s*(?!\s*\{(?:[^\W_]|[\s.,;:()])*\})"
    r"|\\operatorname\*?\s*(?!\s*\{(?:[a-zA-Z0-9 -]|\\,)*\})"
    r"|(?:left|right|middle|[bB]igg?[lrm]?)\s*[<>⟨⟩{]"
    r"|\}\s*\\limits|\\not\s*\\(?:[!,mie]|parallel)"
)
# An environment that the converter knows, whose rows it can read: the rest of the formula is looked at without its frame.
_ROWS = re.compile(
    r"(?<!\\)\\begin\{(?P<name>aligned|gathered|[dr]?cases|[pbBvV]?matrix)\}(?!\s*\[)"
    r"(?>[^\\]+|\\(?!begin|end|\\)[\s\S]|\\\\(?!\s*(?:[\[*]|\\end)))*+"
    r"\\end\{(?P=name)\}"
)
_IN_ROWS = _ALWAYS - {"\\begin"} | {"\\hline", "\\hdashline"}
_UNUSUAL = re.compile(rf"√|{MARKS.pattern}")


def is_plain(latex: str, macros: Collection[str]) -> bool:
    r"""Whether the converter can take a formula as it is.

    >>> is_plain(r"\frac{a}{b}", ()), is_plain(r"\text{for $x$}", ()), is_plain(r"\R", ["\\R"])
    (True, False, False)
    """
    if "$" in latex or "%" in latex or "#" in latex or not (latex.isascii() or _UNUSUAL.search(latex) is None):
        return False
    if "\\" not in latex:
        return True
    rest = _ROWS.sub("", latex) if "\\begin" in latex else latex
    if "\\\\" in rest or "\\(" in latex or not _ALWAYS.isdisjoint(_COMMAND.findall(rest)):
        return False
    commands = _COMMAND.findall(latex)
    if not _IN_ROWS.isdisjoint(commands) or (macros and not set(macros).isdisjoint(commands)):
        return False
    return _SOMETIMES.isdisjoint(commands) or not _REWRITTEN.search(latex)
