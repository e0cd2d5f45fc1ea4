"""WikiText of TiddlyWiki in, Markdown that says the same out, each line in its place as far as that can be.

Nothing is run: what a macro, a filter or a widget would show is left out, and remarked upon.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .prose import destination, opening_of, parts, substituted

_HEADING = re.compile(r"(?P<level>!{1,6})(?:\.[\w-]{1,40})*[ \t]*(?P<words>[^!].*)?")
_ITEM = re.compile(r"(?P<marks>[*#>]{1,12}|[;:])(?:\.[\w-]{1,40})*[ \t]*(?P<words>.*)")
_QUOTE = re.compile(r"<<<(?:\.[\w-]{1,40})*[ \t]*(?P<says>.*)")
_ROW = re.compile(r"\|(?P<cells>.*)\|(?P<kind>[kchf]?)[ \t]*")
_CELL = re.compile(r"\[\[[^\[\]\n]{0,500}\]\]|\[img[^\[\]\n]{0,300}\[[^\[\]\n]{0,500}\]\]|`[^`\n]{0,500}`|(?P<bar>\|)")
_PRAGMA = re.compile(r"\\(?:define|procedure|function|widget|import|rules|whitespace|parameters|parsermode)\b.*")
_LONG_PRAGMA = re.compile(r"\\(?:define|procedure|function|widget)\b[^\n]*\)[ \t]*")
_END = re.compile(r"\\end\b.*")
_TYPED = re.compile(r"\$\$\$(?P<kind>.*)")

_EXTERNAL = re.compile(r"(?:https?|ftp|mailto|file):", flags=re.IGNORECASE)
_LINK = re.compile(r"\[\[(?P<first>[^\[\]|\n]{1,300})(?:\|(?P<second>[^\[\]|\n]{1,500}))?\]\]")
_EXT = re.compile(r"\[ext\[(?:(?P<words>[^\[\]|\n]{1,300})\|)?(?P<address>[^\[\]\n]{1,500})\]\]")
_IMAGE = re.compile(
    r"\[img(?P<said>[^\[\]\n]{0,200})\[(?:(?P<words>[^\[\]|\n]{0,300})\|)?(?P<file>[^\[\]|\n]{1,500})\]\]"
)
_WIDTH = re.compile(r"width[ \t]{0,9}=[ \t]{0,9}[\"']?(?P<width>\d{1,4})")
_FILTERED = re.compile(r"\{\{\{[^{}\n]{0,1000}\}\}\}(?:\.\w{1,40})?")
_TRANSCLUDED = re.compile(r"\{\{(?P<name>[^{}|!\n]{0,300})(?:!!(?P<field>[\w.-]{1,60}))?(?:\|{1,2}[^{}\n]{0,300})?\}\}")
_MACRO = re.compile(r"<<(?P<name>[^\s<>]{1,80})(?:[ \t]{1,9}[^<>\n]{0,1000})?>>")
_WIDGET = re.compile(r"</?\$(?P<name>[\w.-]{1,60})(?P<said>(?:[^<>\"]|\"[^\"\n]{0,500}\"|<<[^<>\n]{0,200}>>){0,60})>")
_LINKED = re.compile(
    r"<\$link[ \t]{1,9}to=\"(?P<to>[^\"\n]{1,300})\"[ \t]{0,9}(?:/>|>(?P<words>[^<\n]{0,300})</\$link>)"
)
_PICTURED = re.compile(r"<\$image[^<>\n]{0,200}?\bsource=\"(?P<file>[^\"\n]{1,300})\"[^<>\n]{0,200}/?>")
# What is around words, with the signs of Markdown or the tags of HTML that mean the same.
_AROUND = (
    (re.compile(r"''(?P<words>[^'\n](?:[^'\n]|'(?!')){0,500}?)''"), "**", "**"),
    (re.compile(r"(?<![:/\w])//(?P<words>[^/\s\n](?:[^/\n]|/(?!/)){0,500}?)//(?!\w)"), "*", "*"),
    (re.compile(r"(?<!_)__(?P<words>[^_\s\n](?:[^_\n]|_(?!_)){0,500}?)__(?!_)"), "<u>", "</u>"),
    (re.compile(r"\^\^(?P<words>[^^\n]{1,200})\^\^"), "<sup>", "</sup>"),
    (re.compile(r",,(?P<words>[^,\n]{1,200}),,"), "<sub>", "</sub>"),
)
_NO_LINK = re.compile(r"(?<![\w~])~(?=[A-Z][a-z]+[A-Z])")


@dataclass
class WikiText:
    """One text.

    Attributes:
        fields: what the tiddler says of itself, by name.
        left_out: the lines, from 1, with what is left out of them.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    _quoted: bool = False
    _typed: bool = False
    _hard: bool = False
    _definition: bool = False
    _in_table: bool = False

    def plain(self, text: str) -> str:
        r"""The text as Markdown.

        >>> print(WikiText().plain("! Of ''bits''\n* one\n** [[two|Two bits]]\n|!a|b|"))
        # Of **bits**
        - one
            - [[Two bits|two]]
        | a | b |
        |---|---|
        """
        out: list[str] = []
        for part in parts(text):
            for at, line in enumerate(part.lines):
                if part.is_code:
                    out.append(line)
                else:
                    out.append(self._line(line, part.start + at))
            if part.is_code and opening_of(part.lines[0]):
                self._in_table = False
        return "\n".join(out)

    def _line(self, line: str, number: int) -> str:
        if self._typed or (typed := _TYPED.fullmatch(line)):
            if self._typed:
                self._typed = line.strip() != "$$$"
                return line if self._typed else "```"
            assert typed is not None
            self._typed = True
            return f"```{typed['kind'].strip().lstrip('.')}" if "/" not in typed["kind"] else "```"
        if self._definition or _PRAGMA.fullmatch(line):
            self._definition = (
                not _END.fullmatch(line.strip()) if self._definition else bool(_LONG_PRAGMA.fullmatch(line))
            )
            return ""
        if line.strip() == '"""':
            self._hard = not self._hard
            return ""
        prefix = "> " if self._quoted else ""
        if quote := _QUOTE.fullmatch(line):
            self._quoted = not self._quoted
            says = self._inline(quote["says"], number)
            return f"> {says}".rstrip() if says else ""
        row = _ROW.fullmatch(line)
        if row is None:
            self._in_table = False
        return f"{prefix}{self._row(row, number) if row else self._block(line, number)}" + "  " * (
            self._hard and bool(line)
        )

    def _block(self, line: str, number: int) -> str:
        if heading := _HEADING.fullmatch(line):
            return f"{'#' * len(heading['level'])} {self._inline(heading['words'] or '', number)}".rstrip()
        if (item := _ITEM.fullmatch(line)) and (item["words"] or item["marks"][-1] == ">"):
            words, marks = self._inline(item["words"], number), item["marks"]
            match marks[-1]:
                case "*" | "#":
                    sign = "- " if marks[-1] == "*" else "1. "
                    quotes = "> " * marks[:-1].count(">")
                    return f"{quotes}{'    ' * (len(marks) - 1 - marks[:-1].count('>'))}{sign}{words}"
                case ">":
                    before = len(marks) - marks.count(">")
                    return f"{'    ' * before}{'> ' * marks.count('>')}{words}".rstrip()
                case ";":
                    return f"\n**{words}**  "
                case _:
                    return words
        return self._inline(line, number)

    def _row(self, row: re.Match[str], number: int) -> str:
        """A row of a table; the first one is its head, since in Markdown each has one."""
        cells = self._inline(row["cells"], number)
        if row["kind"] == "k":
            return ""
        if row["kind"] == "c":
            return f"*{cells.strip()}*\n"
        listed = [cell.strip(" !") for cell in _cells(cells)]
        shown = f"| {' | '.join(listed)} |"
        is_first, self._in_table = not self._in_table, True
        return f"{shown}\n|{'---|' * len(listed)}" if is_first else shown

    def _inline(self, line: str, number: int) -> str:
        """A line's words, with what is in it as Markdown has it; what stands in code stays."""

        def leave_out(found: re.Match[str]) -> str:
            self.left_out.append((number + 1, f"`{found[0][:60]}`"))
            return ""

        if "{{" in line:
            line = substituted(_FILTERED, leave_out, line)
            line = substituted(_TRANSCLUDED, lambda one: self._transcluded(one) or leave_out(one), line)
        if "<" in line:
            line = substituted(_LINKED, lambda one: f"[[{one['words'] or one['to']}|{one['to']}]]", line)
            line = substituted(_PICTURED, lambda one: f"![]({destination(one['file'])})", line)
            line = substituted(_MACRO, leave_out, line)
            line = substituted(_WIDGET, lambda one: leave_out(one) if one[0][1] != "/" else "", line)
        if "[" in line:
            line = substituted(_IMAGE, _pictured, line)
            line = substituted(
                _EXT, lambda one: f"[{one['words'] or one['address']}]({destination(one['address'])})", line
            )
            line = substituted(_LINK, _linked, line)
        for form, before, behind in _AROUND:
            line = substituted(form, rf"{before}\g<words>{behind}", line)
        return substituted(_NO_LINK, "", line)

    def _transcluded(self, found: re.Match[str]) -> str:
        """What another tiddler or a field of this one shows in its place; empty if that is not known."""
        name = found["name"].strip()
        if not name:
            return self.fields.get((found["field"] or "").lower(), "")
        return "" if found["field"] or name.startswith("$:/") else f"![[{name}]]"


def _cells(row: str) -> list[str]:
    """The cells of a row, of which links may hold the sign that is between them."""
    places = [one.start() for one in _CELL.finditer(row) if one["bar"]]
    return [
        row[begin:end] for begin, end in zip([0, *(place + 1 for place in places)], [*places, len(row)], strict=True)
    ]


def _linked(found: re.Match[str]) -> str:
    words, target = found["first"].strip(), (found["second"] or found["first"]).strip()
    if _EXTERNAL.match(target):
        return f"[{words}]({destination(target)})"
    return f"[[{target}]]" if words == target else f"[[{target}|{words}]]"


def _pictured(found: re.Match[str]) -> str:
    width = _WIDTH.search(found["said"])
    file, words = found["file"].strip(), (found["words"] or "").strip()
    if _EXTERNAL.match(file):
        return f"![{words}]({destination(file)})"
    said = "|".join(one for one in (words, width["width"] if width else "") if one)
    return f"![[{file}{f'|{said}' if said else ''}]]"
