"""Tables and parts of files that directives of MyST hold in, tables of Markdown and lines of code out."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence

_CELL = re.compile(r"[-*](?:[ \t]+(?P<text>.*))?")


def list_table(lines: Sequence[str], options: Mapping[str, str]) -> list[str]:
    """A table that is written as a list of lists; nothing if it is none.

    >>> list_table(["* - a", "  - b", "* - c", "  - d"], {"header-rows": "1"})
    ['| a | b |', '|---|---|', '| c | d |']
    """
    rows: list[list[str]] = []
    for line in lines:
        text = line.strip()
        cell = _CELL.fullmatch(text)
        if line[:1] in {"*", "-"} and cell and (inner := _CELL.fullmatch((cell["text"] or "").strip())):
            rows.append([inner["text"] or ""])
        elif rows and cell:
            rows[-1].append(cell["text"] or "")
        elif rows and text:
            rows[-1][-1] += f" {text}"
        elif text:
            return []
    return _table(rows, has_head=options.get("header-rows", "0") != "0")


def csv_table(lines: Sequence[str], options: Mapping[str, str]) -> list[str]:
    """A table whose cells have commas between."""
    rows = [*csv.reader([line for line in lines if line.strip()], skipinitialspace=True)]
    if header := options.get("header"):
        rows = [*csv.reader([header], skipinitialspace=True), *rows]
    return _table(rows, has_head=bool(header) or options.get("header-rows", "0") != "0")


def _table(rows: list[list[str]], *, has_head: bool) -> list[str]:
    width = max(map(len, rows), default=0)
    if not width:
        return []
    if not has_head:
        rows = [[""] * width, *rows]
    cells = [[cell.strip().replace("|", "\\|") for cell in [*row, *[""] * (width - len(row))]] for row in rows]
    made = [f"| {' | '.join(row)} |" for row in cells]
    return [made[0], f"|{'---|' * width}", *made[1:]]


def part_of(text: str, options: Mapping[str, str]) -> list[str]:
    """The lines of a file that the options of a directive ask for."""
    lines = text.rstrip("\n").split("\n")
    if said := options.get("lines"):
        chosen: list[str] = []
        for one in said.split(","):
            first, dash, last = (part.strip() for part in one.partition("-"))
            if not (first or "1").isdigit() or not (last or "1").isdigit():
                return lines
            begin = int(first or 1) - 1
            chosen += lines[begin : int(last) if last else None if dash else begin + 1]
        return chosen
    if after := options.get("start-after"):
        lines = lines[next((at + 1 for at, line in enumerate(lines) if after in line), 0) :]
    if before := options.get("end-before"):
        lines = lines[: next((at for at, line in enumerate(lines) if before in line), len(lines))]
    return lines
