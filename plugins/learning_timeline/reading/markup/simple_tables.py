"""Tables of Pandoc whose columns are told by dashes in, tables of Markdown out, in as many lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

_DASHES = re.compile(r"[ ]{0,3}-{2,}(?:[ ]{1,99}-{2,})*[ ]*")
_COLUMNS = re.compile(r"[ ]{0,3}-{2,}(?:[ ]{1,99}-{2,})+[ ]*")
_BAR = re.compile(r"(?<!\\)\|")
_SIGNS = {(True, True): "---", (True, False): ":---", (False, True): "---:", (False, False): ":---:"}
_CAPTION = re.compile(r"(?:[Tt]able)?:[ \t]{1,9}(?P<words>\S.*)")
# What has so many lines without an end is no table.
_MOST_LINES = 500


class _Column(NamedTuple):
    """Where the dashes of a column begin and end, by the room that a text takes."""

    start: int
    end: int


def with_tables(lines: list[str]) -> list[str]:
    r"""Lines of prose with the tables among them as Markdown has them.

    >>> with_tables(["   a    b", "----  ---", "  12  c|d", "", "-- --"])
    ['| a | b |', '|---:|---:|', '| 12 | c\\|d |', '', '-- --']
    >>> with_tables(["------", "a   b", "    c", "--- --", "1   2", "1   2", "", "3   4", "------"])
    ['| a | b c |', '|:---|:---|', '| 1 1 | 2 2 |', '| 3 | 4 |', '', '', '', '', '']
    """
    out: list[str] = []
    at = 0
    while at < len(lines):
        made, taken = _table(lines, at) if not at or not lines[at - 1].strip() else ([], 0)
        out += [*made, *[""] * (taken - len(made))] if made else [lines[at]]
        at += taken if made else 1
    return out


def with_captions(lines: list[str]) -> list[str]:
    """Lines in which captions of tables are such, be they above or below: in one line, without what makes them one.

    >>> with_captions(["|a|", "|-|", "", "Table: One", "two", "", ": Not"])
    ['|a|', '|-|', '', '*One two*', '', '', ': Not']
    >>> with_captions([": One {#tbl-a}", "", "|a|", "|-|", "", ": *Two*"])
    [': One {#tbl-a}', '', '|a|', '|-|', '', '*Two*']
    """
    out = [*lines]
    above = ""
    for number, line in enumerate(lines):
        found = _CAPTION.fullmatch(line)
        is_apart = not number or not lines[number - 1].strip() or above.startswith("|")
        is_below, above = above.startswith("|"), line if line.strip() else above
        if found is None or not is_apart:
            continue
        more = list(_until_empty(lines, number + 1))
        behind = lines[number + len(more) + 2 : number + len(more) + 3]
        if is_below or (behind and behind[0].startswith("|")):
            words = " ".join([found["words"], *(lines[at].strip() for at in more)]).strip()
            is_labelled = words.endswith("}")
            out[number] = f": {words}" if is_labelled else f"*{words}*" if "*" not in words else words
            for at in more:
                out[at] = ""
    return out


def _table(lines: list[str], start: int) -> tuple[list[str], int]:
    """The table that begins in a line, and how many lines it takes; nothing if none does."""
    if _COLUMNS.fullmatch(lines[start]):
        below, is_framed = start, True
    elif _DASHES.fullmatch(lines[start]):
        below = next((at for at in _until_empty(lines, start + 1) if _DASHES.fullmatch(lines[at])), len(lines))
        is_framed = True
    else:
        below, is_framed = start + 1, False
    if below >= len(lines) or not _COLUMNS.fullmatch(lines[below]):
        return [], 0
    head = lines[start + is_framed : below] if below > start else []
    end = _end(lines, below + 1, is_framed=is_framed)
    body = lines[below + 1 : end]
    if end == 0 or not any(line.strip() for line in body):
        return [], 0
    columns = [_Column(found.start(), found.end()) for found in re.finditer("-+", lines[below])]
    are_long = is_framed and any(not line.strip() for line in body)
    rows = [_row(one, columns) for one in (_groups(body) if are_long else ([line] for line in body if line.strip()))]
    shown = [_row(head, columns) if head else [""] * len(columns), *rows]
    aligned = _aligned(head or body[:1], columns)
    made = [f"| {' | '.join(row)} |" for row in shown]
    is_closed = end < len(lines) and _DASHES.fullmatch(lines[end]) is not None
    return [made[0], f"|{'|'.join(aligned)}|", *made[1:]], end + is_closed - start


def _until_empty(lines: list[str], start: int) -> Iterator[int]:
    """The numbers of lines up to one that is empty."""
    for at in range(start, min(len(lines), start + _MOST_LINES)):
        if not lines[at].strip():
            return
        yield at


def _end(lines: list[str], start: int, *, is_framed: bool) -> int:
    """The number of the line behind the rows: dashes in a frame, else what ends a paragraph; 0 if there is none."""
    for at in range(start, min(len(lines), start + _MOST_LINES)):
        is_last = at + 1 == len(lines) or not lines[at + 1].strip()
        if is_last and _DASHES.fullmatch(lines[at]):
            return at
        if not is_framed and not lines[at].strip():
            return at
    return 0 if is_framed else min(len(lines), start + _MOST_LINES)


def _groups(lines: list[str]) -> Iterator[list[str]]:
    """Lines by the empty ones between them."""
    group: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            group.append(line)
        elif group:
            yield group
            group = []


def _row(lines: list[str], columns: list[_Column]) -> list[str]:
    """What some lines have below each column, in one line."""
    cells = zip(*(_cut(line, columns) for line in lines), strict=True)
    return [_BAR.sub(r"\|", " ".join(filter(None, map(str.strip, cell)))) for cell in cells]


def _cut(line: str, columns: list[_Column]) -> list[str]:
    """A line in as many parts as there are columns; the first one begins with the line, the last one ends with it."""
    places = [_place(line, column.start) for column in columns[1:]]
    return [line[begin:end] for begin, end in pairwise([0, *places, len(line)])]


def _place(line: str, room: int) -> int:
    """How many characters of a line take some room: those of Chinese, Japanese and Korean twice that of others."""
    if line.isascii():
        return min(room, len(line))
    taken = 0
    for place, character in enumerate(line):
        if taken >= room:
            return place
        taken += 2 if east_asian_width(character) in {"W", "F"} else 1
    return len(line)


def _aligned(lines: list[str], columns: list[_Column]) -> list[str]:
    """How each column is aligned: by where words begin and end above its dashes."""
    signs = []
    for number, column in enumerate(columns):
        begins, ends = set(), set()
        for line in lines:
            before = "".join(_cut(line, columns)[:number])
            cell = _cut(line, columns)[number]
            if cell.strip():
                begins.add(len(before) + len(cell) - len(cell.lstrip()) <= column.start)
                ends.add(len(before) + len(cell.rstrip()) >= column.end)
        signs.append(_SIGNS[begins == {True}, ends == {True}] if begins else "---")
    return signs
