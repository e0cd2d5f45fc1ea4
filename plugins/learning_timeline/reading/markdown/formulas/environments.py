r"""Environments: as those that the converter knows, with rows that it can read, and their equations numbered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from . import columns, diagrams
from .equations import Equation
from .expansion import CellMark, Expansion
from .rows import Row, border_below, cell, joined, marked, rows_of
from .tags import tag_of
from .text import written

# Each with what of the converter's it becomes.
_ALIGNED = {"aligned": "aligned", "split": "aligned", "alignedat": "aligned", "gathered": "gathered"}
_NUMBERED = {
    "equation": "equation",
    "align": "align",
    "alignat": "align",
    "flalign": "align",
    "xalignat": "align",
    "xxalignat": "align",
    "eqnarray": "align",
    "gather": "gather",
    "multline": "multline",
}
_WITH_COUNT = {"alignat", "alignedat", "xalignat", "xxalignat"}
# Cells in pairs with no room between the pairs.
_WITHOUT_ROOM = {"alignat", "alignedat"}
_MATRICES = {"matrix": "", "pmatrix": "()", "bmatrix": "[]", "Bmatrix": "{}", "vmatrix": "||", "Vmatrix": "‖‖"}
_FENCES = {"(": "(", ")": ")", "[": "[", "]": "]", "{": "\\{", "}": "\\}", "|": "|", "‖": "\\|"}
_CASES = {"cases": "cases", "dcases": "dcases", "rcases": "rcases", "drcases": "drcases"}
_SMALL = "font-size:70%"


def begin(formula: Expansion) -> list[str]:
    r"""``\begin``, to its ``\end``."""
    name = formula.text("\\begin")
    body = formula.environment(name)
    plain = name.removesuffix("*")
    if plain in _NUMBERED:
        return _numbered(formula, plain, body, is_starred=plain != name)
    if name in _ALIGNED:
        return _aligned(formula, name, body)
    if plain in _CASES:
        return _cases(formula, plain, body, is_text=plain != name)
    if plain.replace("small", "") in _MATRICES:
        return _matrix(formula, plain, body, is_starred=plain != name)
    if other := _OTHERS.get(name):
        return other(formula, body)
    # Known to the converter, or to nobody.
    return ["\\begin", "{", *name, "}", *formula.expand(body), "\\end", "{", *name, "}"]


def lines(formula: Expansion, tokens: list[str]) -> list[str]:
    r"""A formula with a ``\\`` that is in no environment."""
    written_tokens = formula.expand(tokens)
    rows = rows_of(written_tokens)
    if len(rows) == 1:
        return written_tokens
    border_below(rows)
    name = "aligned" if any(len(row.cells) > 1 for row in rows) else "gathered"
    cells = [[[*marked(formula, row.look(1)), *row.cells[0]], *row.cells[1:]] for row in rows]
    return _rows(name, [], cells)


def _rows(name: str, options: Sequence[str], rows: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    return ["\\begin", "{", name, "}", *options, *joined(rows), "\\end", "{", name, "}"]


def _without_option(body: list[str]) -> list[str]:
    """A body without the ``[t]`` that says how it is in its line."""
    at = next((index for index, token in enumerate(body) if not token.isspace()), len(body))
    return (
        body[at + 3 :]
        if body[at : at + 1] == ["["] and body[at + 2 : at + 3] == ["]"] and body[at + 1] in "tbc"
        else body
    )


def _without_count(body: list[str]) -> list[str]:
    """A body without the ``{2}`` that says how many pairs there are."""
    start = body.index("{") if "{" in body else 0
    return body[body.index("}", start) + 1 :] if "}" in body[start:] else body


def _plain_rows(formula: Expansion, rows: Sequence[Row], *, has_room: bool = True) -> list[list[list[str]]]:
    """The rows of an environment that knows no lines: those above a row become borders of its cells."""
    shown = list(rows)
    below = border_below(shown)
    written_rows = []
    for index, row in enumerate(shown):
        cells = []
        for number, tokens in enumerate(row.cells, 1):
            style = "border-top:.05em solid;" if row.lines else ""
            style += below * (index == len(shown) - 1)
            if not has_room and number > 1:
                style += "padding-left:0;" if number % 2 else ""
            if not has_room and number < len(row.cells):
                style += "" if number % 2 else "padding-right:0;"
            cells.append(cell(formula, tokens, row.look(number, style)))
        written_rows.append(cells)
    return written_rows


def _aligned(formula: Expansion, name: str, body: list[str]) -> list[str]:
    body = _without_option(body)
    body = _without_count(body) if name in _WITH_COUNT else body
    return _rows(_ALIGNED[name], [], _plain_rows(formula, rows_of(body), has_room=name not in _WITHOUT_ROOM))


def _numbered(formula: Expansion, name: str, body: list[str], *, is_starred: bool) -> list[str]:
    """An environment whose rows have numbers; each row is an equation of its own."""
    body = _without_count(body) if name in _WITH_COUNT else body
    rows = [Row([body])] if name == "equation" else rows_of(body)
    if len(rows) > 1 and rows[-1].is_empty:
        rows.pop()
    outer = formula.equation
    written_rows: list[list[list[str]]] = []
    width = max(len(row.cells) for row in rows)
    for index, row in enumerate(rows):
        _take_text_between(formula, row, written_rows, width)
        if name == "eqnarray" and len(row.cells) > 1:
            row.cells[1:] = [[token for tokens in row.cells[1:] for token in ["{", "}", *tokens]]]
        if name not in {"gather", "multline", "equation"}:
            # The number is behind the last cell, which all rows then must have.
            row.cells += [[] for _ in range(width - len(row.cells))]
        is_numbered = not is_starred and (name != "multline" or index == len(rows) - 1)
        formula.equation = Equation(is_numbered)
        (cells,) = _plain_rows(formula, [row], has_room=name not in _WITHOUT_ROOM)
        cells[-1] = [*cells[-1], *tag_of(formula, formula.equation)]
        written_rows.append(cells)
    formula.equation = outer
    return _rows(_NUMBERED[name], [], written_rows)


def _take_text_between(formula: Expansion, row: Row, written_rows: list[list[list[str]]], width: int) -> None:
    r"""Write the ``\intertext`` that begins a row as a row of its own."""
    first = row.cells[0]
    if not first or first[0] not in {"\\intertext", "\\shortintertext"}:
        return
    with formula.reading(first[1:]):
        text = formula.argument(first[0])
        row.cells[0] = formula.rest()
    mark = formula.mark(CellMark("text-align:left;justify-items:start;", f' columnspan="{width}"'))
    written_rows.append([[*mark, *written(formula, "\\text", text), "\\notag"]])


def _cases(formula: Expansion, name: str, body: list[str], *, is_text: bool) -> list[str]:
    rows = rows_of(body)
    if is_text:
        for row in rows:
            row.cells[1:] = [["\\text", "{", *tokens, "}"] for tokens in row.cells[1:]]
    return _rows(name, [], _plain_rows(formula, rows))


def _number_cases(formula: Expansion, body: list[str]) -> list[str]:
    with formula.reading(body):
        before, rest = formula.argument("numcases"), formula.rest()
    return [*formula.expand(before), *_cases(formula, "cases", rest, is_text=True)]


def _matrix(formula: Expansion, name: str, body: list[str], *, is_starred: bool) -> list[str]:
    r"""A matrix, whose columns may be aligned, ``\begin{pmatrix*}[r]``, and which may be small."""
    large = name.replace("small", "")
    alignment = "c"
    if is_starred:
        alignment = next((token for token in body[:4] if token in {"l", "r"}), "c")
        body = body[body.index("]") + 1 :] if "[" in body[:2] and "]" in body else body
    if alignment == "c" and large == name:
        return _rows(large, [], columns.rows(formula, rows_of(body), []))
    rows = rows_of(body)
    width = max(len(row.cells) for row in rows)
    inside = _rows("array", ["{", *(alignment * width), "}"], columns.rows(formula, rows, []))
    if fences := _MATRICES[large]:
        inside = ["\\left", _FENCES[fences[0]], *inside, "\\right", _FENCES[fences[1]]]
    return formula.enclosed(inside, "mrow", f'style="{_SMALL}"') if large != name else inside


def _array(formula: Expansion, body: list[str]) -> list[str]:
    with formula.reading(_without_option(body)):
        spec, rest = columns.columns_of(formula.argument("array")), formula.rest()
    rows = columns.rows(formula, rows_of(rest), spec.columns)
    return _rows("array", ["{", *spec.written, "}"], rows)


def _subarray(formula: Expansion, body: list[str]) -> list[str]:
    with formula.reading(body):
        alignment, rest = formula.argument("subarray"), formula.rest()
    return _rows("subarray", ["{", *alignment, "}"], _plain_rows(formula, rows_of(rest)))


def _subequations(formula: Expansion, body: list[str]) -> list[str]:
    formula.equations.begin_group()
    written_body = formula.expand(body)
    formula.equations.end_group()
    return written_body


def _gathered_at(side: str) -> Callable[[Expansion, list[str]], list[str]]:
    """The function of an environment of one column."""

    def write(formula: Expansion, body: list[str]) -> list[str]:
        return _rows("darray", ["{", side, "}"], _plain_rows(formula, rows_of(_without_option(body))))

    return write


def _nothing_but(formula: Expansion, body: list[str]) -> list[str]:
    return formula.expand(body)


_OTHERS: dict[str, Callable[[Expansion, list[str]], list[str]]] = {
    "array": _array,
    "darray": _array,
    "tabular": _array,
    "subarray": _subarray,
    "numcases": _number_cases,
    "subequations": _subequations,
    "math": _nothing_but,
    "displaymath": lines,
    "CD": diagrams.diagram,
    "lgathered": _gathered_at("l"),
    "rgathered": _gathered_at("r"),
}
COMMANDS: dict[str, Callable[[Expansion], list[str]]] = {"\\begin": begin}
