r"""The columns of an array: ``{@{}l|*{3}{c}>{\bf}r@{}}`` as the letters and lines that the converter reads, and marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .expansion import Expansion
from .rows import Row, border_below, cell
from .tokens import FormulaError, end_of_group

_ALIGNMENTS = {
    "l": "l",
    "c": "c",
    "r": "r",
    "p": "l",
    "m": "l",
    "b": "l",
    "X": "l",
    "L": "l",
    "C": "c",
    "R": "r",
    "S": "r",
}
_WITH_WIDTH = {"p", "m", "b"}
_MOST_COLUMNS = 100
_MOST_REPETITIONS = 1_000


@dataclass(slots=True)
class Column:
    """What a column has besides its alignment: what is before and behind each of its cells, and CSS."""

    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    style: str = ""


@dataclass(slots=True)
class Columns:
    """The columns of an array, and their letters and lines."""

    columns: list[Column] = field(default_factory=list)
    written: list[str] = field(default_factory=list)


def columns_of(spec: Sequence[str]) -> Columns:
    """Read the columns of an array.

    Raises:
        FormulaError: a letter means nothing.
    """
    reading = _Reading(list(spec)[::-1])
    while reading.tokens:
        token = reading.tokens.pop()
        if token in _ALIGNMENTS:
            reading.column(token)
        elif kind := _KINDS.get(token):
            kind(reading, token)
        elif not token.isspace():
            raise FormulaError(f"an array has no column of the kind {token}")
    return reading.found


@dataclass(slots=True)
class _Reading:
    """The columns that are read so far, what is left to read, in reverse, and what holds for the next column.

    Attributes:
        repetitions: how many there were so far.
    """

    tokens: list[str]
    found: Columns = field(default_factory=Columns)
    before: list[str] = field(default_factory=list)
    style: str = ""
    repetitions: int = 0

    def column(self, letter: str) -> None:
        self.found.columns.append(Column(self.before, [], self.style))
        self.found.written.append(_ALIGNMENTS[letter])
        self.before, self.style = [], ""
        if letter in _WITH_WIDTH:
            _taken(self.tokens)
        if len(self.found.columns) > _MOST_COLUMNS:
            raise FormulaError(f"an array has more than {_MOST_COLUMNS} columns")

    def line(self, kind: str) -> None:
        # The converter draws one line between two columns.
        if self.found.written[-1:] != [kind]:
            self.found.written.append(kind)

    def repeated(self, _: str) -> None:
        number, repeated = "".join(_taken(self.tokens)).strip(), _taken(self.tokens)
        times = min(int(number) if number.isdecimal() else 0, _MOST_COLUMNS)
        # Repetitions within each other multiply, also where they hold no column.
        self.repetitions += times
        if self.repetitions > _MOST_REPETITIONS:
            raise FormulaError(f"the columns of an array are repeated more than {_MOST_REPETITIONS:,} times")
        self.tokens += repeated[::-1] * times

    def before_cells(self, _: str) -> None:
        self.before = _taken(self.tokens)

    def behind_cells(self, _: str) -> None:
        after = _taken(self.tokens)
        if self.found.columns:
            self.found.columns[-1].after = after

    def between(self, kind: str) -> None:
        self.before = [*_taken(self.tokens), *self.before]
        if kind == "@":
            self.style = "padding-left:0;"
            if self.found.columns:
                self.found.columns[-1].style += "padding-right:0;"


_KINDS: dict[str, Callable[[_Reading, str], None]] = {
    "|": _Reading.line,
    ":": _Reading.line,
    "*": _Reading.repeated,
    ">": _Reading.before_cells,
    "<": _Reading.behind_cells,
    "@": _Reading.between,
    "!": _Reading.between,
}


def _taken(tokens: list[str]) -> list[str]:
    """The next group of tokens in reverse, without its braces."""
    while tokens and tokens[-1].isspace():
        tokens.pop()
    if not tokens or tokens[-1] != "{":
        return [tokens.pop()] if tokens else []
    forward = tokens[::-1]
    end = end_of_group(forward, 1)
    del tokens[len(tokens) - end - 1 :]
    return forward[1:end]


def rows(formula: Expansion, body: Sequence[Row], columns: Sequence[Column]) -> list[list[list[str]]]:
    """The rows of an array or a matrix, which knows lines by itself, but for those behind all rows."""
    body = list(body)
    below = border_below(body)
    return [_row(formula, row, columns, below if row is body[-1] else "") for row in body]


def _row(formula: Expansion, row: Row, columns: Sequence[Column], below: str) -> list[list[str]]:
    written: list[list[str]] = []
    number = 1
    for tokens in row.cells:
        spanned, alignment, inside = _spanned(formula, tokens)
        column = columns[number - 1] if number <= len(columns) and not spanned else Column()
        attributes = f' columnspan="{spanned}"' if spanned else ""
        style = column.style + alignment + below
        around = [*column.before, *inside, *column.after] if not row.is_empty else inside
        written.append(cell(formula, around, row.look(number, style, attributes)))
        number += max(spanned, 1)
    written[0] = [*row.lines, *written[0]]
    return written


_STYLES = {
    "l": "text-align:left;justify-items:start;",
    "r": "text-align:right;justify-items:end;",
    "c": "text-align:center;justify-items:center;",
}


def _spanned(formula: Expansion, tokens: list[str]) -> tuple[int, str, list[str]]:
    r"""How many columns a cell spans by ``\multicolumn``, else none, its alignment, and what is in it."""
    at = next((index for index, token in enumerate(tokens) if not token.isspace()), 0)
    if tokens[at : at + 1] != ["\\multicolumn"]:
        return 0, "", tokens
    with formula.reading(tokens[at + 1 :]):
        number = formula.text("\\multicolumn")
        letters = formula.argument("\\multicolumn")
        inside = formula.argument("\\multicolumn") + formula.rest()
    alignment = next((_STYLES[letter] for letter in letters if letter in _STYLES), "")
    return min(int(number), _MOST_COLUMNS) if number.isdecimal() else 1, alignment, inside
