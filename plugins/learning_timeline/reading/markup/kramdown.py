"""What kramdown and its relatives add to Markdown in, Markdown that says the same out: attributes, tables of contents, formulas."""

from __future__ import annotations

import re

from . import inner_markdown
from .divs import with_widths
from .prose import changed, substituted

_LISTS_CONTENTS = re.compile(r"[ \t]*(?:[*+-]|\d+\.)[ \t]+\S.*")
_CONTENTS = re.compile(r"[ \t]*(?:\{:(?P<said>[^{}]*)\}|\[\[?_?TOC_?\]?\]|<!-- *TOC.*-->)[ \t]*", flags=re.IGNORECASE)
_OF_BLOCK = re.compile(r"[ \t>]*\{:(?!/)[^{}\n]*\}[ \t]*")
# Behind a word, or behind code, which is no part of what is changed.
_OF_SPAN = re.compile(r"(?:\A|(?<=\S))\{:(?![/:])[^{}\n]*\}")
# Of quotations that a widespread theme shows as boxes.
_PROMPT = re.compile(r"\.prompt-(?P<kind>tip|info|warning|danger)\b")
_NAME = re.compile(r"#(?P<name>[\w:.-]+)")
_HEADING = re.compile(r"[ \t>]*#{1,6}[ \t]+.*[^}\s][ \t]*")
_COMMENT, _END_OF_COMMENT = "{::comment}", re.compile(r"\{:/(?:comment)?\}")
_EXTENSION = re.compile(r"\{::(?:nomarkdown|options|ignore)?[^{}\n]*/?\}|\{:/\w*\}")
_ABBREVIATION = re.compile(r"^\*\[[^\]\n]+\]:.*$", flags=re.MULTILINE)
# The line below the head of a table.
_BELOW_HEAD = re.compile(r"[ \t>]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+")
# What parts the rows of a table from its head, or from each other.
_PARTS_ROWS = re.compile(r"[ \t>]*+\|(?=[ \t|:+]*+[-=])[ \t|:+=-]*+")
_BAR = re.compile(r"(?<!\\)\|")
_AMID_TEXT = re.compile(r"(?<![\\$])\$\$(?!\$)(?P<latex>[^$\n]+?)(?<![\\$])\$\$(?!\$)")


def plain(text: str, *, reads_html: bool = False) -> str:
    r"""The same as Markdown.

    Args:
        text: as it was written.
        reads_html: whether blocks of HTML hold Markdown, by the program's settings.

    >>> plain("* TOC\n{:toc}\n\n## Part\n{: #one .big}\n\nSome *words*{: .red} and $$x$$.")
    '\n\n\n## Part {#one}\n\n\nSome *words* and $x$.'
    """
    return changed(inner_markdown.plain(text, is_everywhere=reads_html), _plain)


def _plain(prose: str) -> str:
    lines = _without_comments(prose).split("\n")
    for number, line in enumerate(lines):
        if _is_contents(line):
            lines[number] = ""
            # What a list of contents is put instead of.
            if number and line.lstrip().startswith("{") and _LISTS_CONTENTS.fullmatch(lines[number - 1]):
                lines[number - 1] = ""
        elif _OF_BLOCK.fullmatch(line):
            name = _NAME.search(line)
            if name and number and _HEADING.fullmatch(lines[number - 1]):
                lines[number - 1] = f"{lines[number - 1].rstrip()} {{#{name['name']}}}"
            if prompt := _PROMPT.search(line):
                _make_callout(lines, number, prompt["kind"])
            lines[number] = line[: len(line) - len(line.lstrip(" \t>"))].rstrip()
        elif "$$" in line:
            lines[number] = _with_formulas(line)
        if "width" in line:
            lines[number] = with_widths(lines[number])
    prose = "\n".join(_with_whole_heads(_with_heads(lines)))
    for pattern in (_OF_SPAN, _EXTENSION, _ABBREVIATION):
        prose = substituted(pattern, "", prose)
    return prose


def _with_heads(lines: list[str]) -> list[str]:
    """Lines with a head for each table that has none, and one line below it for all that part its rows.

    >>> _with_heads(["|a|b|", "|1|2|"]), _with_heads(["|a|b|", "|-+-|", "|1|2|", "|=+=|", "|3|4|"])
    (['| | |', '|---|---|', '|a|b|', '|1|2|'], ['|a|b|', '|-|-|', '|1|2|', '|3|4|'])
    """
    out: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        if lines[at].lstrip(" \t>").startswith("|") and (not at or not lines[at - 1].strip(" \t>")):
            while end < len(lines) and lines[end].lstrip(" \t>").startswith("|"):
                end += 1
        out += _table(lines[at:end]) if end > at + 1 else [lines[at]]
        at = max(end, at + 1)
    return out


def _table(lines: list[str]) -> list[str]:
    """The lines of a table as Markdown has them."""
    parting = [number for number, line in enumerate(lines) if _PARTS_ROWS.fullmatch(line)]
    parts = set(parting)
    rows = [line for number, line in enumerate(lines) if number not in parts]
    if (parting == [1] and "+" not in lines[1]) or not rows or (parting[:1] == [1] and lines[0].strip() == "|"):
        return lines
    # Where the first line parts rows, a later one ends the head.
    inner = parting[1:] if parting[:1] == [0] else parting
    before = rows[0][: len(rows[0]) - len(rows[0].lstrip(" \t>"))]
    cells = len(_BAR.split(rows[0].strip(" \t>").removesuffix("|"))) - 1
    has_head = bool(inner) and inner[0] == len([one for one in parting if one < inner[0]]) + 1
    below = lines[inner[0]].replace("+", "|").replace("=", "-") if has_head else f"{before}|{'---|' * cells}"
    head = rows[:1] if has_head else [f"{before}|{' |' * cells}"]
    return [*head, below, *(rows[1:] if has_head else rows)]


def _with_whole_heads(lines: list[str]) -> list[str]:
    for number in range(1, len(lines)):
        head, line = lines[number - 1 : number + 1]
        if "|" in line and "|" in head and _BELOW_HEAD.fullmatch(line):
            lines[number - 1 : number + 1] = _head(head, line)
    return lines


def _head(head: str, line: str) -> tuple[str, str]:
    """The head of a table and the line below it with as many cells as that has; kramdown does not mind, but others do.

    >>> _head("|a|b", "|---|---|---|"), _head("a | b | c", "---|---"), _head("|a|b|", "|:-|-:|")
    (('|a|b| |', '|---|---|---|'), ('a | b | c', '---|---|---'), ('|a|b|', '|:-|-:|'))
    """
    cells, below = (len(_BAR.split(one.strip(" \t>").removeprefix("|").removesuffix("|"))) for one in (head, line))
    if cells < below:
        head = f"{head.rstrip().removesuffix('|')}|{' |' * (below - cells)}"
    elif below < cells:
        line = f"{line.rstrip().removesuffix('|')}{'|---' * (cells - below)}{'|' * line.rstrip().endswith('|')}"
    return head, line


def _without_comments(prose: str) -> str:
    out, at = [], 0
    while (start := prose.find(_COMMENT, at)) >= 0 and (end := _END_OF_COMMENT.search(prose, start)):
        out += [prose[at:start], "\n" * prose.count("\n", start, end.end())]
        at = end.end()
    return "".join([*out, prose[at:]])


def _make_callout(lines: list[str], end: int, kind: str) -> None:
    """Begin the quotation before a line with the mark of a callout, in the empty line above it."""
    start = end
    while start and lines[start - 1].lstrip().startswith(">"):
        start -= 1
    if 0 < start < end and not lines[start - 1].strip():
        lines[start - 1] = f"> [!{kind}]"


def _is_contents(line: str) -> bool:
    """Whether a list of contents is asked for in a line."""
    found = _CONTENTS.fullmatch(line)
    return found is not None and (found["said"] is None or "toc" in found["said"].lower().split())


def _with_formulas(line: str) -> str:
    """A line in which what stands between two dollars amid other words is a formula of that line."""
    if _AMID_TEXT.fullmatch(line.strip(" \t>*-+")):
        return line
    return substituted(_AMID_TEXT, lambda found: f"${found['latex'].strip()}$", line)
