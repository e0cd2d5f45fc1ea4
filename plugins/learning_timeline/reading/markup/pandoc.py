"""What Pandoc adds to Markdown in, Markdown that says the same out: tables, numbered examples, lines of a poem, raw parts."""

from __future__ import annotations

import re
from itertools import pairwise

from . import simple_tables
from .prose import changed

_BORDER = re.compile(r"\+(?:[-=:]+\+)+[ \t]*")
_EXAMPLE = re.compile(r"(?P<before>[ \t>]*)\(@(?P<label>[\w-]*)\)(?=[ \t])")
_OF_EXAMPLE = re.compile(r"\(@(?P<label>[\w-]+)\)")
_UNNUMBERED = re.compile(r"(?P<before>[ \t>]*)#\.(?=[ \t])")
_OF_POEM = re.compile(r"\|(?:[ ](?P<space>[ ]*)(?P<words>[^|\n]*))?")
_RAW = re.compile(r"(?<!`)`(?P<inner>[^`\n]+)`\{=(?P<form>[\w-]+)\}")
# A line that only tells a printer where pages end and how far things are apart.
_OF_PRINT = re.compile(
    r"[ \t]*\\(?:(?:new|clear|cleardouble)page|pagebreak|noindent|(?:big|med|small)skip|[vh]fill|[vh]space\*?\{[^{}\n]*\}|appendix"
    r"|maketitle|tableofcontents|listof(?:figures|tables)|(?:front|main|back)matter|centering|printbibliography)[ \t]*"
)


def plain(text: str) -> str:
    r"""The same as Markdown, each line in its place.

    >>> print(plain("+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+").rstrip())
    | a | b |
    |---|---|
    | 1 | 2 |
    >>> plain("(@one) First\n\nSee (@one) and `<b>`{=html}.\n\\newpage")
    '1. First\n\nSee (1) and <b>.\n'
    """
    labels = [one["label"] for one in map(_EXAMPLE.match, text.split("\n")) if one]
    numbers = {label: number for number, label in enumerate(labels, 1) if label}
    return changed(text, _Prose(numbers).plain)


class _Prose:
    """The prose of one text.

    Args:
        numbers: of its examples, by their labels.
    """

    def __init__(self, numbers: dict[str, int]) -> None:
        self._numbers, self._examples = numbers, 0

    def plain(self, prose: str) -> str:
        """Some lines of it as Markdown."""
        tables = _with_tables(simple_tables.with_tables(prose.split("\n")))
        lines = _with_poems(simple_tables.with_captions(tables))
        return "\n".join(self._line(line) for line in lines)

    def _line(self, line: str) -> str:
        if "\\" in line and _OF_PRINT.fullmatch(line):
            return ""
        if found := _EXAMPLE.match(line):
            self._examples += 1
            line = f"{found['before']}{self._examples}.{line[found.end() :]}"
        elif found := _UNNUMBERED.match(line):
            line = f"{found['before']}1.{line[found.end() :]}"
        if "(@" in line:
            line = _OF_EXAMPLE.sub(lambda one: f"({self._numbers.get(one['label'], one[0].strip('()'))})", line)
        return _RAW.sub(lambda one: one["inner"] * (one["form"].startswith("html")), line) if "{=" in line else line


def _with_poems(lines: list[str]) -> list[str]:
    """Lines of which each of a poem ends where it is written to end."""
    out = []
    for number, line in enumerate(lines):
        found = _OF_POEM.fullmatch(line) if line.startswith("|") else None
        # A table with one column has a line of dashes.
        is_table = any(re.fullmatch(r"\|[ :|-]+", one) for one in lines[number + 1 : number + 2])
        if found is None or is_table or not (found["words"] or "").strip():
            out.append("" if found and not is_table else line)
            continue
        goes_on = number + 1 < len(lines) and lines[number + 1].startswith("|")
        out.append("&nbsp;" * len(found["space"]) + found["words"].rstrip() + "\\" * goes_on)
    return out


def _with_tables(lines: list[str]) -> list[str]:
    """Lines with tables of Markdown for those in grids; one that has cells across others is shown as it is written."""
    out: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        if lines[at].startswith("+") and _BORDER.fullmatch(lines[at]):
            while end < len(lines) and lines[end].startswith(("+", "|")):
                end += 1
        if end > at + 2:
            grid = lines[at:end]
            made = _table(grid) or [f"    {line}" for line in grid]
            out += [*made, *[""] * (len(grid) - len(made))]
            at = end
        else:
            out.append(lines[at])
            at += 1
    return out


def _table(grid: list[str]) -> list[str]:
    """A table in a grid as one of Markdown; nothing if not all of its rows have the same columns."""
    width = len(grid[0].rstrip())
    ends = [place for place, sign in enumerate(grid[0].rstrip()) if sign == "+"]
    rows: list[list[str]] = []
    head = False
    cells: list[list[str]] = [[] for _ in ends[1:]]
    for line in grid[1:]:
        signs = {line[place : place + 1] for place in ends}
        if len(line.rstrip()) != width or not (_BORDER.fullmatch(line) or signs == {"|"}):
            return []
        if _BORDER.fullmatch(line):
            rows.append([_cell(cell) for cell in cells])
            cells = [[] for _ in ends[1:]]
            head = head or ("=" in line and len(rows) == 1)
        else:
            for cell, (start, end) in zip(cells, pairwise(ends), strict=True):
                cell.append(line[start + 1 : end].strip())
    if not head:
        rows.insert(0, ["" for _ in ends[1:]])
    made = [f"| {' | '.join(row)} |" for row in rows]
    return [made[0], f"|{'---|' * (len(ends) - 1)}", *made[1:]]


def _cell(lines: list[str]) -> str:
    """What stands in a cell, in one line: items of lists and paragraphs in lines of their own."""
    text = ""
    for before, line in pairwise(["", *lines]):
        is_apart = text and line and (not before or re.match(r"[-*+] |\d+\. ", line))
        text += f"{'<br>' if is_apart else ' '}{line}" if line else ""
    return text.strip().replace("|", "\\|")
