r"""The rows and cells of what is set in rows: ``\\[4pt]``, ``\\*``, ``\hline``, ``&``, in braces and environments or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .expansion import CellMark, Expansion
from .lengths import length
from .tokens import FormulaError, split_at, stripped

_ENDS = frozenset({"\\\\", "\\cr", "\\tabularnewline", "\\newline"})
_CELL_END = frozenset({"&"})
_LINES = {
    "\\hline": "\\hline",
    "\\hdashline": "\\hdashline",
    "\\toprule": "\\hline",
    "\\midrule": "\\hline",
    "\\bottomrule": "\\hline",
}


@dataclass(slots=True)
class Row:
    """One row, not yet rewritten.

    Attributes:
        cells: their tokens.
        lines: what is drawn above it.
        partial: of lines above some of its cells the first and the last, counted from one.
        room: what is left free below it, as CSS; empty if nothing is.
    """

    cells: list[list[str]]
    lines: list[str] = field(default_factory=list)
    partial: list[tuple[int, int]] = field(default_factory=list)
    room: str = ""

    def look(self, number: int, style: str = "", attributes: str = "") -> CellMark:
        """How a cell of this row looks.

        Args:
            number: of the cell, from one.
            style: of its own, as CSS.
            attributes: of its own.
        """
        if number == 1 and self.room:
            style += f"padding-bottom:calc(.5ex + {self.room});"
        if any(first <= number <= last for first, last in self.partial):
            style += "border-top:.05em solid;"
        return CellMark(style, attributes)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return not any(stripped(cell) for cell in self.cells)


def rows_of(body: Sequence[str]) -> list[Row]:
    """The rows of an environment; the last one, if nothing is in it, holds the lines below the others."""
    pieces = split_at(body, _ENDS)
    rows: list[Row] = []
    for index, (piece, _) in enumerate(pieces):
        tokens = piece
        if index:
            tokens, rows[-1].room = _without_room(tokens)
        rows.append(_row(tokens))
    return rows


def _without_room(tokens: list[str]) -> tuple[list[str], str]:
    r"""What follows a ``\\`` without its star, and the length in brackets behind it."""
    rest = stripped(tokens)
    if rest[:1] == ["*"]:
        rest = stripped(rest[1:])
    if rest[:1] != ["["] or "]" not in rest:
        return rest, ""
    end = rest.index("]")
    try:
        return rest[end + 1 :], length("".join(rest[1:end]))
    except FormulaError:
        return rest, ""  # an interval begins the row


def _row(tokens: list[str]) -> Row:
    lines: list[str] = []
    partial: list[tuple[int, int]] = []
    rest = stripped(tokens)
    while rest:
        if line := _LINES.get(rest[0]):
            lines.append(line)
            rest = stripped(rest[1:])
        elif rest[0] in {"\\cline", "\\cmidrule"} and "}" in rest:
            end = rest.index("}")
            first, _, last = "".join(rest[2:end]).partition("-")
            if first.strip().isdecimal() and last.strip().isdecimal():
                partial.append((int(first), int(last)))
            rest = stripped(rest[end + 1 :])
        else:
            break
    return Row([cell for cell, _ in split_at(rest, _CELL_END)], lines, partial)


def cell(formula: Expansion, tokens: Sequence[str], look: CellMark) -> list[str]:
    """One cell, rewritten; how it looks is before its tokens as a mark."""
    return [*marked(formula, look), *formula.expand(tokens)]


def marked(formula: Expansion, look: CellMark) -> list[str]:
    """The mark of how a cell looks, if it looks like no other."""
    return formula.mark(look) if look.style or look.attributes else []


def border_below(rows: list[Row]) -> str:
    """What draws the lines that are behind all rows, as CSS of the last one; the row that holds them is taken away."""
    if len(rows) < 2 or not rows[-1].is_empty:  # noqa: PLR2004 - one to take away, and one to stay
        return ""
    return "border-bottom:.05em solid;" if rows.pop().lines else ""


def joined(rows: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    """Cells that are rewritten, as rows again."""
    out: list[str] = []
    for index, cells in enumerate(rows):
        if index:
            out.append("\\\\")
        for at, tokens in enumerate(cells):
            if at:
                out.append("&")
            out += tokens
    return out
