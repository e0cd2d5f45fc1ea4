r"""Operators, their limits, and delimiters: ``\operatorname*{\mathbb{E}}_x``, ``\mathop``, ``\left<``, ``\not``."""

from __future__ import annotations

from collections.abc import Callable

from .expansion import Expansion
from .tokens import FormulaError, group, stripped

# What the converter takes in the name of an operator.
_IN_NAMES = {"\\,", "\\ ", "\\:", "\\;", "\\!", "\\-", "\\_", "~"}
# What is struck out instead of what has room around it, or is no relation.
_NEGATED = {
    "\\implies": "\\Longrightarrow",
    "\\impliedby": "\\Longleftarrow",
    "\\iff": "\\Longleftrightarrow",
    "\\exists": "\\nexists",
    "\\mid": "\\nmid",
    "\\parallel": "\\nparallel",
}
_OPENING = {
    "(",
    "[",
    "\\{",
    "\\left",
    "\\bigl",
    "\\Bigl",
    "\\biggl",
    "\\Biggl",
    "\\big",
    "\\Big",
    "\\bigg",
    "\\langle",
    "\\lvert",
    "\\lVert",
    "\\bigm",
}
SIZES = (
    "\\left",
    "\\right",
    "\\middle",
    *(f"\\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")),
)
_DELIMITERS = {
    "<": "\\langle",
    ">": "\\rangle",
    "⟨": "\\langle",
    "⟩": "\\rangle",
    "\\lt": "\\langle",
    "\\gt": "\\rangle",
}


def operator_name(formula: Expansion) -> list[str]:
    r"""``\operatorname{name}`` and ``\operatorname*{name}``, whose name may be any formula."""
    is_starred = formula.takes("*")
    name = stripped(formula.argument("\\operatorname"))
    if all((len(token) == 1 and (token.isalnum() or token in "-+./ ")) or token in _IN_NAMES for token in name):
        return ["\\operatorname", *["*"] * is_starred, "{", *name, "}"]
    shown = ["\\mathrm", *group(formula.expand(name))]
    return _with_limits(formula, ["\\mathop", *group(shown)]) if is_starred else _with_room(formula, group(shown))


def operator_with_limits(formula: Expansion) -> list[str]:
    r"""``\operatornamewithlimits{name}``, as ``\operatorname*`` was called."""
    formula.put_back(["*"])
    return operator_name(formula)


def operator(formula: Expansion) -> list[str]:
    r"""``\mathop{...}``, with limits below and above it in a block."""
    return _with_limits(formula, ["\\mathop", *group(formula.nested("\\mathop"))])


def _with_limits(formula: Expansion, shown: list[str]) -> list[str]:
    """An operator with the limits that follow it."""
    has_limits = formula.is_display
    while formula.peek() in {"\\limits", "\\nolimits", "\\displaylimits"}:
        has_limits = {"\\limits": True, "\\nolimits": False}.get(formula.next(), formula.is_display)
    scripts = {}
    while formula.peek() in {"_", "^"} and formula.peek() not in scripts:
        sign = formula.next()
        scripts[sign] = formula.nested(sign)
    if not scripts:
        return shown
    if not has_limits:
        return [*shown, *(token for sign, script in scripts.items() for token in [sign, *group(script)])]
    for sign, command in (("_", "\\underset"), ("^", "\\overset")):
        if sign in scripts:
            shown = [command, *group(scripts[sign]), *group(shown)]
    return _with_room(formula, shown)


def _with_room(formula: Expansion, shown: list[str]) -> list[str]:
    """An operator with the room behind it, if it has not indices or brackets there."""
    return shown if formula.peek() in {*_OPENING, "_", "^", ""} else [*shown, "\\,"]


def limits(formula: Expansion) -> list[str]:
    r"""``\limits`` behind something that has them anyway, such as a brace below."""
    return [] if formula.out and formula.out[-1] == "}" else ["\\limits"]


def negated(formula: Expansion) -> list[str]:
    r"""``\not``, with room before what it strikes out."""
    while formula.peek() in {"\\!", "\\,", "\\mkern"}:
        if formula.next() == "\\mkern":
            formula.dimension()
    if instead := _NEGATED.get(formula.peek()):
        formula.next()
        return [instead] if instead.startswith("\\n") else ["\\not", instead]
    return ["\\not"]


def _delimiter(size: str) -> Callable[[Expansion], list[str]]:
    """The function of a command that makes the next delimiter large."""

    def write(formula: Expansion) -> list[str]:
        token = formula.peek()
        if token == "{":
            inside = formula.argument(size)
            formula.put_back(inside)
        elif token in _DELIMITERS:
            formula.next()
            return [size, _DELIMITERS[token]]
        return [size]

    return write


def _infix(formula: Expansion) -> list[str]:
    """What is in the group before, which then is no longer written there."""
    depth = 0
    start = 0
    for index in range(len(formula.out) - 1, -1, -1):
        token = formula.out[index]
        depth += (token in {"}", "\\end", "\\right"}) - (token in {"{", "\\begin", "\\left"})
        if depth < 0 or (not depth and token in {"&", "\\\\"}):
            start = index + 1
            break
    before = formula.out[start:]
    del formula.out[start:]
    return before


def above(formula: Expansion) -> list[str]:
    r"""``{a \above 1pt b}``."""
    return _fraction(formula, "", "", formula.dimension())


def with_delimiters(line: str) -> Callable[[Expansion], list[str]]:
    r"""The function of ``\overwithdelims`` and ``\atopwithdelims``."""

    def write(formula: Expansion) -> list[str]:
        left, right = formula.next(), formula.next()
        if not left or not right:
            raise FormulaError("a fraction lacks its delimiters")
        return _fraction(formula, left, right, line)

    return write


def _fraction(formula: Expansion, left: str, right: str, line: str) -> list[str]:
    over = _infix(formula)
    under = formula.expand(formula.rest_of_group("&", "\\\\"))
    delimiters = ["{", *[left] * (left not in {"", "."}), "}", "{", *[right] * (right not in {"", "."}), "}"]
    return ["\\genfrac", *delimiters, "{", *line, "}", "{", "}", *group(over), *group(under)]


def root(formula: Expansion) -> list[str]:
    r"""``\root 3 \of x``."""
    degree = formula.expand(formula.until("\\of"))
    return ["\\sqrt", "[", "{", *degree, "}", "]", *group(formula.nested("\\root"))]


def build(formula: Expansion) -> list[str]:
    r"""``\buildrel d \over =``."""
    over = formula.expand(formula.until("\\over"))
    return ["\\stackrel", *group(over), *group(formula.nested("\\buildrel"))]


def plain_root(formula: Expansion) -> list[str]:
    """A root sign in front of what is below it."""
    return ["\\sqrt", *group(formula.nested("√"))]


COMMANDS: dict[str, Callable[[Expansion], list[str]]] = {
    "\\operatorname": operator_name,
    "\\operatornamewithlimits": operator_with_limits,
    "\\mathop": operator,
    "\\limits": limits,
    "\\not": negated,
    "\\above": above,
    "\\overwithdelims": with_delimiters(""),
    "\\atopwithdelims": with_delimiters("0pt"),
    "\\root": root,
    "\\buildrel": build,
    "√": plain_root,
    **{size: _delimiter(size) for size in SIZES},
}
