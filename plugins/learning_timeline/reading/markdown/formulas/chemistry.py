r"""Chemistry as `mhchem` writes it: ``\ce{2H2 + O2 -> 2H2O}``, ``\ce{SO4^2-}``, ``\ce{^{227}_{90}Th+}``, ``\ce{A <=>[k] B}``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .expansion import Expansion
from .tokens import FormulaError, group, spelt, tokenise

_ARROWS = {
    "<=>>": "\\xrightleftharpoons",
    "<<=>": "\\xrightleftharpoons",
    "<=>": "\\xrightleftharpoons",
    "<-->": "\\xleftrightarrow",
    "<->": "\\xleftrightarrow",
    "->": "\\xrightarrow",
    "<-": "\\xleftarrow",
}
_PIECE = re.compile(
    r"""(?P<arrow><<?=>>?|<-->|<->|->|<-)(?:\[(?P<above>[^\[\]]*)\])?(?:\[(?P<below>[^\[\]]*)\])?
    |(?P<space>\s+)
    |(?P<formula>\$[^$]*\$)
    |(?P<state>\((?:aq|s|l|g|cr|am|sln|ads)\))
    |(?P<power>\^(?:\{[^{}]*\}|\d*[+\-.]|\d+|\w))
    |(?P<index>_(?:\{[^{}]*\}|\d+|\w))
    |(?<=[A-Za-z)\]}])(?P<count>\d+)
    |(?P<elements>(?:[A-Z][a-z]?)+)
    |(?P<amount>\d+/\d+|\d+(?:\.\d+)?)
    |(?P<charge>[+\-]{1,9})(?=[\s)\]}^]|$)
    |(?P<bond>[\-=#]|\\bond\{[^{}]*\})
    |(?P<letters>[a-z]+)
    |(?P<command>\\[a-zA-Z]+|\\.)
    |(?P<sign>.)""",
    flags=re.VERBOSE | re.DOTALL,
)
_BONDS = {
    **dict.fromkeys(("-", "1"), "{-}"),
    **dict.fromkeys(("=", "2"), "{=}"),
    **dict.fromkeys(("#", "3"), "{\\equiv}"),
    **dict.fromkeys(("...", "...."), "{\\cdots}"),
    "~": "{\\sim}",
    "->": "{\\rightarrow}",
    "<-": "{\\leftarrow}",
}
_SIGNS = {".": "\\cdot ", "*": "\\cdot ", "·": "\\cdot ", "~": "{\\sim}"}
# A gas that rises, and what falls to the ground.
_ALONE = {"^": "\\uparrow ", "(^)": "\\uparrow ", "v": "\\downarrow ", "(v)": "\\downarrow "}
_MOST = 4_000


def equation(formula: Expansion) -> list[str]:
    r"""``\ce{...}``."""
    written = spelt(formula.argument("\\ce"))
    return group(formula.expand(tokenise(latex_of(written))))


def latex_of(written: str) -> str:
    r"""A formula of chemistry as one of LaTeX.

    Raises:
        FormulaError: it is too long.

    >>> latex_of("H2O"), latex_of("SO4^2-"), latex_of("2H2 + O2 -> 2H2O")[:30]
    ('\\mathrm{H}_{2}\\mathrm{O}', '\\mathrm{SO}_{4}^{2-}', '2\\,\\mathrm{H}_{2}+\\mathrm{O}_{')
    """
    if len(written) > _MOST:
        raise FormulaError("a formula of chemistry is too long")
    return "".join(_pieces(written.strip()))


def _pieces(written: str) -> Iterator[str]:
    # Whether something stands to the left that a number or a charge belongs to.
    is_bound = False
    # The signs of the scripts that what stands to the left has: a second one of a kind is behind it.
    scripts = ""
    for match in _PIECE.finditer(written):
        if match["arrow"]:
            shown, is_bound = _arrow(match), False
        elif match[0] in _ALONE and _is_alone(written, match):
            shown, is_bound = _ALONE[match[0]], False
        else:
            shown, is_bound = _WRITERS[match.lastgroup or "sign"](match[0], is_bound)
        sign = shown.removeprefix("{}")[:1]
        if sign in {"^", "_"}:
            yield "{}" * (sign in scripts) + shown
            scripts = sign if sign in scripts else scripts + sign
        else:
            yield shown
            scripts = "" if shown else scripts


def _is_alone(written: str, match: re.Match[str]) -> bool:
    return written[match.start() - 1 : match.start()].isspace() and not written[match.end() : match.end() + 1].strip()


def _power_or_index(said: str, is_bound: bool) -> tuple[str, bool]:  # noqa: FBT001 - as all of `_WRITERS`
    return f"{'' if is_bound else '{}'}{said[0]}{_braced(said[1:])}", True


def _amount(said: str, _: bool) -> tuple[str, bool]:  # noqa: FBT001
    above, slash, below = said.partition("/")
    return (rf"\tfrac{{{above}}}{{{below}}}\," if slash else rf"{said}\,"), False


def _bond(said: str, is_bound: bool) -> tuple[str, bool]:  # noqa: FBT001
    if said.startswith("\\bond"):
        return _BONDS.get(said[len("\\bond{") : -1], "{-}"), False
    return _BONDS[said] if is_bound else said, False


def _letters(said: str, _: bool) -> tuple[str, bool]:  # noqa: FBT001
    return (said if len(said) == 1 else rf"\mathrm{{{said}}}"), True


def _braced(said: str) -> str:
    inside = said[1:-1] if said[0] == "{" else said
    return f"{{{inside}}}"


# For each kind of piece: what it is in LaTeX, and whether something to its right may belong to it.
_WRITERS: dict[str, Callable[[str, bool], tuple[str, bool]]] = {
    "space": lambda _, __: ("", False),
    "power": _power_or_index,
    "index": _power_or_index,
    "elements": lambda said, _: (rf"\mathrm{{{said}}}", True),
    "count": lambda said, _: (f"_{{{said}}}", True),
    "amount": _amount,
    "charge": lambda said, is_bound: (f"^{{{said}}}" if is_bound else said, is_bound),
    "state": lambda said, is_bound: (rf"\mathrm{{{said}}}", is_bound),
    "bond": _bond,
    "letters": _letters,
    "formula": lambda said, _: (f"{{{said[1:-1]}}}", True),
    "command": lambda said, is_bound: (f"{said} " if said[-1].isalpha() else said, is_bound),
    "sign": lambda said, _: (_SIGNS.get(said, said), said in ")]}"),
}


def _arrow(match: re.Match[str]) -> str:
    kind = next(arrow for arrow in _ARROWS if match["arrow"] == arrow)
    below, above = (latex_of(match[name] or "") for name in ("below", "above"))
    return f"{_ARROWS[kind]}[{{{below}}}]{{{above}}}" if below or above else f"{_ARROWS[kind]}{{\\quad}}"


COMMANDS: dict[str, Callable[[Expansion], list[str]]] = {"\\ce": equation, "\\cee": equation, "\\cf": equation}
