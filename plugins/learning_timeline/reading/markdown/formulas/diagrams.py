r"""Commutative diagrams of amscd, ``\begin{CD} A @>f>> B \\ @VVgV @VVhV \\ C @>>k> D \end{CD}``, as arrays with arrows."""

from __future__ import annotations

from .expansion import Expansion
from .tokens import FormulaError, split_at, stripped

_ACROSS = {">": "\\xrightarrow", "<": "\\xleftarrow", ")": "\\xrightarrow", "(": "\\xleftarrow"}
_DOWN = {"V": "\\downarrow", "A": "\\uparrow"}
_WITHOUT_LABEL = {"=": ["\\xlongequal", "{", "\\quad", "}"], "|": ["\\Big", "\\Vert"], ".": []}


def diagram(formula: Expansion, body: list[str]) -> list[str]:
    """The body of a diagram as an array."""
    rows = [_cells(formula, row) for row, _ in split_at(body, frozenset({"\\\\"})) if stripped(row)]
    width = max((len(row) for row in rows), default=1)
    out = ["\\begin", "{", "array", "}", "{", *("c" * width), "}"]
    for index, row in enumerate(rows):
        out += ["\\\\"] * bool(index)
        for number, tokens in enumerate(row):
            out += ["&"] * bool(number)
            out += tokens
    return [*out, "\\end", "{", "array", "}"]


def _cells(formula: Expansion, row: list[str]) -> list[list[str]]:
    """The cells of a row: objects with arrows across between them, or arrows down with nothing between them."""
    pieces = [piece for piece, _ in split_at(row, frozenset({"@"}))]
    first = stripped(pieces[0])
    cells = [formula.expand(first)] if first else []
    is_of_arrows = not first
    for piece in pieces[1:]:
        arrow, rest, is_down = _arrow(formula, piece)
        rest = stripped(rest)
        if is_of_arrows:
            cells += [[]] * bool(cells) + [arrow]
        else:
            cells += [arrow, formula.expand(rest)]
        if is_down and rest:
            raise FormulaError("an object stands beside an arrow that leads down")
    return cells


def _arrow(formula: Expansion, piece: list[str]) -> tuple[list[str], list[str], bool]:
    """The arrow that a piece begins with, what is behind it, and whether it leads down or up."""
    kind = piece[0] if piece else ""
    if kind in _WITHOUT_LABEL:
        return _WITHOUT_LABEL[kind], piece[1:], False
    if kind not in _ACROSS and kind not in _DOWN:
        raise FormulaError(f"a diagram has no arrow of the kind @{kind}")
    labels = [label for label, _ in split_at(piece[1:], frozenset({kind}))]
    if len(labels) < 3:  # noqa: PLR2004 - a label, a label, and what follows
        raise FormulaError(f"an arrow that begins with @{kind} has three {kind}")
    before, after = formula.expand(stripped(labels[0])), formula.expand(stripped(labels[1]))
    rest = [token for index, label in enumerate(labels[2:]) for token in ([kind] * bool(index) + label)]
    if kind in _ACROSS:
        return [_ACROSS[kind], "[", "{", *after, "}", "]", "{", *before, "}"], rest, False
    small = ["\\scriptstyle"]
    left = ["{", *small, *before, "}"] if before else []
    right = ["{", *small, *after, "}"] if after else []
    return [*left, "\\Big", _DOWN[kind], *right], rest, True
