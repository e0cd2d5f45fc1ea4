"""What MkDocs and its themes add to Markdown in, Markdown that says the same out: admonitions, tabs, snippets, icons, keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ..comments import EDITORS, without_comments
from . import inner_markdown
from .divs import without_attributes
from .prose import DEEPEST, below, callout, end_of_fence, opening_of, substituted

_OPENING = re.compile(
    r"(?P<before>[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?)"
    r"(?:(?P<mark>!!!|\?\?\?\+?)[ \t]*[\"“]?(?P<kind>[\w-]+)[\"”]?(?:[ \t]+(?P<title>.*))?"
    r"|===[!+]?[ \t]+\"(?P<tab>.*)\"[ \t]*)"
)
_BLOCK = re.compile(r"(?P<before>[ \t]*)/{3,}[ \t]*(?P<said>[^|\s]*)[ \t]*(?:\|[ \t]*(?P<title>.*))?")
_SNIPPET = re.compile(r"(?P<before>[ \t]*);?-+8<-+[ \t]*+(?:(?:\"(?P<file>[^\"]+)\"|'(?P<single>[^']+)')[ \t]*)?")
# Of mkdocstrings, which reads it out of code.
_MODULE = re.compile(r"(?P<before>[ \t]*):::[ \t]+(?P<name>\w+(?:\.\w+)+)[ \t]*")
_ICON = re.compile(r"(?<![\w:]):(?:material|fontawesome|octicons|simple)-[\w-]+:(?:\{[^{}]*\})?")
# Without it, the spaces behind it would make code of what the item holds.
_ICON_OF_ITEM = re.compile(rf"^(?P<before>[ \t]*(?:[-*+]|\d+\.)[ \t]+){_ICON.pattern}[ \t]+")
_KEYS = re.compile(r"\+\+(?P<keys>[\w-]+(?:\+[\w-]+)*)\+\+")
_ANNOTATION = re.compile(r"(?<=\S)[ \t]*\((?P<number>\d+)\)!")
_MARKED = re.compile(r"==(?=\S)(?P<words>[^=\n]+?)(?<=\S)==")
_INSERTED = re.compile(r"\^\^(?=\S)(?P<words>[^^\n]+?)(?<=\S)\^\^")
# What editors mark for each other.
_EDITED = (
    re.compile(r"\{\+\+(?P<words>[^{}\n]+?)\+\+\}"),
    re.compile(r"\{--(?P<words>[^{}\n]+?)--\}"),
    re.compile(r"\{==(?P<words>[^{}\n]+?)==\}"),
    re.compile(r"\{~~(?P<old>[^{}~\n]*)~>(?P<new>[^{}~\n]*)~~\}"),
)
_OF_EDITED = (
    r"<ins>\g<words></ins>",
    r"<del>\g<words></del>",
    r"<mark>\g<words></mark>",
    r"<del>\g<old></del><ins>\g<new></ins>",
)
_DEFINED = re.compile(r"[ \t]*\[TOC\][ \t]*|\*\[[^\]]+\]:.*")
# How deep snippets may be within snippets.
_DEEPEST = 5
_FOLDS = {"???": "-", "???+": "+"}


@dataclass
class Admonitions:
    """The text of one page.

    Attributes:
        include: the text of a file that is put in; None if there is none.
        left_out: the lines, from 1, with what is left out of them.
    """

    include: Callable[[str], str | None]
    left_out: list[tuple[int, str]] = field(default_factory=list)
    _depth: int = 0
    _blocks: int = 0

    def plain(self, text: str) -> str:
        """The text as Markdown, each line in its place but for what snippets bring."""
        # What editors say to each other is for nobody else; what nothing ends is none of it.
        shown, _ = without_comments(text, EDITORS, needs_end=True)
        return "\n".join(self._lines(inner_markdown.plain(shown).split("\n"), 1))

    def _lines(self, lines: list[str], first: int) -> list[str]:
        out: list[str] = []
        at = 0
        while at < len(lines):
            line = lines[at]
            if fence := opening_of(line):
                end = end_of_fence(lines, at, fence)
                out += self._code(lines[at:end], first + at)
                at = end
            elif found := _OPENING.fullmatch(line):
                end = _end_of_block(lines, at + 1, _width(found["before"]) + 4)
                inner = _dedented(lines[at + 1 : end], _width(found["before"]) + 4)
                out += _shown(found, self._nested(inner, first + at + 1))
                at = end
            elif snippet := _SNIPPET.fullmatch(line):
                if line.lstrip().startswith(";"):
                    # It is to be shown.
                    out.append(line.replace(";", "", 1))
                    at += 1
                    continue
                end = self._end_of_snippets(lines, at, snippet)
                out += self._snippets(lines[at:end], snippet, first + at)
                at = end
            elif module := _MODULE.fullmatch(line):
                end = _end_of_block(lines, at + 1, _width(module["before"]) + 4)
                self.left_out.append((first + at, f"the documentation of `{module['name']}`"))
                out += [""] * (end - at)
                at = end
            else:
                out.append(_inline(line))
                at += 1
        return out

    def _nested(self, lines: list[str], first: int) -> list[str]:
        """What the lines show that a block holds."""
        if self._blocks == DEEPEST:
            self.left_out.append((first, "what is in a dozen blocks"))
            return [""] * len(lines)
        self._blocks += 1
        shown = self._lines(lines, first)
        self._blocks -= 1
        return shown

    def _code(self, lines: list[str], first: int) -> list[str]:
        """A block of code, whose text may come from a file."""
        out: list[str] = []
        for number, line in enumerate(lines):
            snippet = _SNIPPET.fullmatch(line) if "8<" in line and not line.lstrip().startswith(";") else None
            out += self._snippets([line], snippet, first + number) if snippet else [line]
        opening = opening_of(out[0])
        assert opening is not None
        # `py title="a.py" hl_lines="1"`, and `{ .py .annotate }`
        language = re.match(r"\s*\{?\s*\.?(?P<name>[\w+#-]*)(?![\w=])", opening["info"])
        out[0] = f"{opening['before']}{opening['fence']}{language['name'] if language else ''}"
        return out

    def _end_of_snippets(self, lines: list[str], at: int, snippet: re.Match[str]) -> int:
        if snippet["file"] or snippet["single"]:
            return at + 1
        closing = (n for n in range(at + 1, len(lines)) if _SNIPPET.fullmatch(lines[n]))
        return next(closing, at) + 1

    def _snippets(self, lines: list[str], snippet: re.Match[str], number: int) -> list[str]:
        single = snippet["file"] or snippet["single"]
        names = [single] if single else [line.strip(" \t\"'") for line in lines[1:-1] if line.strip()]
        if not single and len(lines) == 1:
            return [""]
        out: list[str] = []
        for name in names:
            file, _, section = name.partition(":")
            text = self.include(file) if self._depth < _DEEPEST else None
            if text is None:
                self.left_out.append((number, f"the snippet `{name}`, which is not there or is held back,"))
                continue
            nested = Admonitions(self.include, [], self._depth + 1)
            found = nested._lines(_section(text.rstrip("\n").split("\n"), section), 1)
            self.left_out += [(number, what) for _, what in nested.left_out]
            out += [f"{snippet['before']}{line}" if line else line for line in found]
        return out or [""]


def _shown(found: re.Match[str], inner: list[str]) -> list[str]:
    before = found["before"]
    if found["tab"] is not None:
        empty = [] if inner and not inner[0].strip() else [""]
        return [f"{before}**{found['tab']}**", *(f"{below(before)}{line}".rstrip() for line in [*empty, *inner])]
    return callout(found["kind"], _title((found["title"] or "").rstrip()), inner, before, _FOLDS.get(found["mark"], ""))


def _title(said: str) -> str:
    """What stands between quotes behind the kinds; without quotes further kinds, or a title that was meant."""
    quoted = re.search(r"[\"“](?P<title>.*)[\"”]", said)
    return quoted["title"] if quoted else said if re.search(r"[^\w\s-]|[A-Z]", said) else ""


def _inline(line: str) -> str:
    if block := _BLOCK.fullmatch(line):
        said = block["said"]
        return f"{block['before']}**{block['title']}**" if said and block["title"] else ""
    if _DEFINED.fullmatch(line):
        return ""
    if ":" in line:
        line = substituted(_ICON, "", _ICON_OF_ITEM.sub(r"\g<before>", line))
    for pattern, shown in (
        *(zip(_EDITED, _OF_EDITED, strict=True) if "{" in line else ()),
        (_MARKED, r"<mark>\g<words></mark>"),
        (_INSERTED, r"<ins>\g<words></ins>"),
    ):
        line = substituted(pattern, shown, line)
    line = substituted(
        _KEYS, lambda one: "+".join(f"<kbd>{key.capitalize()}</kbd>" for key in one["keys"].split("+")), line
    )
    line = substituted(_ANNOTATION, r" (\g<number>)", line)
    return without_attributes(line)


def _end_of_block(lines: list[str], start: int, width: int) -> int:
    """The number of the line behind those that are indented so far; empty ones at its end are not part of it."""
    end = start
    for at in range(start, len(lines)):
        if not lines[at].strip():
            continue
        if _width(re.match(r"[ \t>]*", lines[at])[0]) < width:  # type: ignore[index] # it matches nothing as well
            break
        end = at + 1
    return end


def _dedented(lines: list[str], width: int) -> list[str]:
    return [line.expandtabs(4)[width:] if line.strip() else "" for line in lines]


def _width(before: str) -> int:
    return len(before.expandtabs(4))


def _section(lines: list[str], section: str) -> list[str]:
    """Of a file's lines those that a snippet names, by their numbers or by marks around them."""
    if not section:
        return lines
    if re.fullmatch(r"[\d:,-]+", section):
        first, _, last = section.partition(":")
        return (
            lines[max(int(first or 1) - 1, 0) : int(last) if last.isdigit() else None]
            if (first or "1").isdigit()
            else lines
        )
    marks = [at for at, line in enumerate(lines) if re.search(rf"\[(?:start|end):\s*{re.escape(section)}\]", line)]
    return lines[marks[0] + 1 : marks[1]] if len(marks) > 1 else lines
