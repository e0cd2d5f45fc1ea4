r"""The files of a site in, the commands out that its formulas may use: `macros` of MathJax and KaTeX, and ``\newcommand``.

They stand in settings, in parts of themes and in scripts, none of which is run: what is written there as plain text counts.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from ..markdown import FormulaError, macros_of
from .site_files import NOT_WALKED

# By its name, as each command is: its body, and how many arguments it takes.
Macros = tuple[tuple[str, str, int], ...]

_NAMES = re.compile(
    r".{0,60}(?:math|katex|macro|latex|preamble|head|conf|myst|quarto|script|custom|layout|default|base|plugin).{0,60}"
    r"\.(?:[cm]?[jt]sx?|html?|liquid|njk|astro|tex|sty|ya?ml|toml|py)|config\.md",
    flags=re.IGNORECASE,
)
_TEX = (".tex", ".sty")
# Folders whose files are parts of pages, one of which may be that of the pages with formulas.
_OF_THEME = {"_layouts", "_includes", "layouts", "partials", "templates"}
_MOST_FILES, _MOST_BYTES, _MOST_BODY, _MOST_MACROS = 200, 200_000, 500, 500
# Without these as they are, there are no formulas.
_KEPT = {"left", "right", "middle", "begin", "end", "def", "newcommand", "text"}
_NOT_SEEN = NOT_WALKED | {"_site", "_book", "_build", "dist", "resources", "public"}

_TABLE = re.compile(
    r"(?:\b\w{0,20}macros|\b(?P<is_other>math))[\"']?\s{0,9}(?::[^={}\n]{1,80}=|[:=])\s{0,9}\{", flags=re.IGNORECASE
)
_ENTRY = re.compile(
    r"(?:(?P<quote>[\"'])(?P<quoted>\\{0,2}[A-Za-z]{1,40})(?P=quote)|(?P<bare>\b[A-Za-z]{1,40}))\s{0,9}:\s{0,9}(?:\[\s{0,9})?"
    r"(?P<raw>r(?=[\"'])|String\.raw(?=`))?(?P<body>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)"
    r"(?:\s{0,9},\s{0,9}(?P<count>[1-9])\b)?"
)
# In YAML, where a value needs no quotes, below a name.
_BELOW = re.compile(
    r"^(?P<indent>[ ]*)(?:(?P<is_other>math)|\w{0,20}[mM]acros):[ ]*$\n(?P<lines>(?:(?P=indent)[ ]+\S.*\n?|[ ]*\n)+)",
    flags=re.MULTILINE,
)
_LINE = re.compile(
    r"^[ ]+(?P<quote>[\"']?)(?P<name>\\{0,2}[A-Za-z]{1,40})(?P=quote):[ ]+(?P<value>\S.*)$", flags=re.MULTILINE
)
_LIST = re.compile(r"\[(?P<body>.*?)(?:,[ ]*(?P<count>[1-9])[ ]*)?\]")
_COMMAND = re.compile(
    r"\\(?:(?:re|provide)?newcommand|providecommand|(?P<operator>DeclareMathOperator))\*?[ \t]{0,9}\{?[ \t]{0,9}"
    r"\\(?P<name>[A-Za-z]{1,40})[ \t]{0,9}\}?[ \t]{0,9}(?:\[(?P<count>[1-9])\])?[ \t]{0,9}\{"
    r"|\\def[ \t]{0,9}\\(?P<defined>[A-Za-z]{1,40})(?P<arguments>(?:#[1-9]){0,9})\{"
)


def macros_of_site(folder: Path) -> Macros:
    """The commands that the files of a site define; of two with one name the first."""
    found: dict[str, tuple[str, int]] = {}
    for path in islice(_files(folder), _MOST_FILES):
        with suppress(OSError):
            text = path.read_bytes()[:_MOST_BYTES].decode("utf-8", "replace")
            for name, body, count in _in_text(path.suffix.lower(), text):
                is_one = body and len(body) <= _MOST_BODY and name not in _KEPT
                if is_one and name not in found and len(found) < _MOST_MACROS:
                    with suppress(FormulaError):
                        macros_of({name: [body, count]})
                        found[name] = body, count
    return tuple((name, *said) for name, said in sorted(found.items()))


def _files(folder: Path) -> Iterator[Path]:
    """The files whose names say that they may define some, those of the site's own folder first; then other parts of its theme."""
    parts: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith(".") and one.lower() not in _NOT_SEEN)
        files = [Path(place, name) for name in sorted(names)]
        yield from (file for file in files if _NAMES.fullmatch(file.name) and file.is_file())
        if Path(place).name in _OF_THEME:
            parts += [file for file in files if file.suffix == ".html" and not _NAMES.fullmatch(file.name)]
    yield from (file for file in parts if file.is_file())


def _in_text(suffix: str, text: str) -> Iterator[tuple[str, str, int]]:
    """What a text defines, by its name, its body and how many arguments it takes."""
    if "\\" not in text:
        return
    if suffix in {".yml", ".yaml"}:
        yield from _in_yaml(text)
    if suffix in _TEX:
        text = re.sub(r"^[ \t]*%.*$", "", text, flags=re.MULTILINE)
    braces = _Braces(text)
    if suffix not in _TEX:
        yield from _in_tables(text, braces)
    if "newcommand" in text or "\\def" in text or "\\Declare" in text:
        for one in _COMMAND.finditer(text):
            body = _body(text[one.end() : braces.closing(one.end())])
            count = int(one["count"] or 0) if one["name"] else len(one["arguments"]) // 2
            yield one["name"] or one["defined"], f"\\operatorname{{{body}}}" if one["operator"] else body, count


def _in_tables(text: str, braces: _Braces) -> Iterator[tuple[str, str, int]]:
    behind = 0
    for table in _TABLE.finditer(text):
        if table.end() < behind:
            continue
        behind = braces.closing(table.end())
        for one in _ENTRY.finditer(text, table.end(), behind):
            body = one["body"][1:-1] if one["raw"] else _unescaped(one["body"])
            name = one["quoted"] or one["bare"]
            if name.startswith("\\") or not table["is_other"]:
                yield name.lstrip("\\"), body, int(one["count"] or 0)


def _in_yaml(text: str) -> Iterator[tuple[str, str, int]]:
    for table in _BELOW.finditer(text):
        for one in _LINE.finditer(table["lines"]):
            value, count = one["value"].strip(), 0
            if listed := _LIST.fullmatch(value):
                value, count = listed["body"].strip(), int(listed["count"] or 0)
            if value[:1] in {"'", '"'} and value[-1:] == value[:1]:
                value = value[1:-1].replace("''", "'") if value[0] == "'" else _unescaped(value)
            if one["name"].startswith("\\") or not table["is_other"]:
                yield one["name"].lstrip("\\"), value, count


class _Braces:
    """Where the braces of a text are closed; found once for all of them."""

    def __init__(self, text: str) -> None:
        self._ends: dict[int, int] = {}
        opened: list[int] = []
        for one in re.finditer(r"[{}]", text):
            if one[0] == "{":
                opened.append(one.end())
            elif opened:
                self._ends[opened.pop()] = one.start()

    def closing(self, start: int) -> int:
        """The place of the brace that closes the one which ends at a place; that place itself if none does."""
        return self._ends.get(start, start)


def _body(written: str) -> str:
    r"""What a command stands for, without the room around it, but for that which is one: ``\ `` at its end.

    >>> _body(" a \\ "), _body("a \n")
    ('a \\ ', 'a')
    """
    body = written.strip()
    is_room = (len(body) - len(body.rstrip("\\"))) % 2 and not written.endswith("\\")
    return f"{body} " if is_room else body


def _unescaped(written: str) -> str:
    """The text that one in quotes is in JavaScript, Python and YAML alike."""
    return written[1:-1].replace("\\\\", "\\")
