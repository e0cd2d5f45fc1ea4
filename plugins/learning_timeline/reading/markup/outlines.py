"""One page of Logseq in, Markdown that says the same out: an outline without drawers, macros and names that only Logseq reads."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import unquote

from ..field_values import FieldValue
from ..frontmatter import FrontMatter
from .embeds import SITES, embedded
from .prose import parts, substituted

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
PROPERTY = re.compile(
    r"(?P<before>[ \t]*(?:-[ \t]+)?)(?P<name>[\w./?+*!-]+)::(?:[ \t]+(?P<value>.*)|[ \t]*)", flags=re.DOTALL
)
BULLET = re.compile(r"[ \t]*[-*+](?:[ \t]|$)")
BLOCK = re.compile(rf"\(\((?P<id>{UUID})\)\)")
_WITHOUT_SIGN = re.compile(r"\A(?P<before>\n*)(?P<line>(?![ \t\n-]|[\w-]+::)[^\n]*\n[ \t]+- )")
_DRAWER_BEGINS, _DRAWER_ENDS = re.compile(r"[ \t]*:(?:LOGBOOK|PROPERTIES):[ \t]*"), re.compile(r"[ \t]*:END:[ \t]*")
_PLANNED = re.compile(r"\b(?P<what>SCHEDULED|DEADLINE): <(?P<day>\d{4}-\d\d-\d\d)[^<>\n]*>")
_BLOCK_BEGINS = re.compile(
    r"(?P<before>[ \t]*(?:-[ \t]+)?)#\+BEGIN_(?P<kind>\w+)[ \t]*(?P<more>.*)", flags=re.IGNORECASE
)
# Behind it may stand tags of the block; those that begin with a dot say how it is drawn.
_BLOCK_ENDS = re.compile(r"[ \t]*#\+END_(?P<kind>\w+)[ \t]*(?:#\..*|(?P<more>.*))", flags=re.IGNORECASE)
_CALLOUTS = {"note", "tip", "important", "caution", "warning", "pinned"}
_EMBED_BLOCK = re.compile(rf"\{{\{{\s*embed\s+\(\((?P<id>{UUID})\)\)\s*\}}\}}", flags=re.IGNORECASE)
_EMBED_PAGE = re.compile(r"\{\{\s*embed\s+\[\[(?P<name>[^\[\]]+)\]\]\s*\}\}", flags=re.IGNORECASE)
_LABELLED_BLOCK = re.compile(rf"\[(?P<words>[^\[\]\n]+)\]\(\(\((?P<id>{UUID})\)\)\)")
_LABELLED_PAGE = re.compile(r"\[(?P<words>[^\[\]\n]+)\]\(\[\[(?P<name>[^\[\]\n]+)\]\]\)")
_TAG_OF_WORDS = re.compile(r"(?<!\w)#\[\[(?P<name>[^\[\]\n]+)\]\]")
_MACRO = re.compile(r"\{\{[ \t]{0,9}(?P<name>[\w-]{1,40}+):?(?P<value>[^{}\n]{0,2000}+)\}\}")
_PICTURE_SIZE = re.compile(
    r"!\[(?P<words>[^\[\]\n]*)\]\((?P<address>(?:[^()\n]|\([^()\n]*\))+)\)\{:?(?P<said>[^{}\n]*)\}"
)
# A link to a file in whose path are spaces; no title stands behind it.
_SPACED_LINK = re.compile(r"(?P<words>!?\[[^\[\]\n]*\])\((?P<address>[^()<>\n\" ]+ (?!'[^()\n]*'\))[^()<>\n\"]*)\)")
_WIDTH = re.compile(r":width\s+(?P<width>\d+)")
# How far above its name the first line of a block is looked for.
_MOST_LINES = 500
# What macros show is what they are given, or the address in it.
_SHOWN = {"cloze"}
_ADDRESSED = {"video", "youtube", "youtube-timestamp", "tweet", "twitter", "vimeo", "bilibili"}
_NUMBERED = "logseq.order-list-type"
_ITEM, _ITEM_OUTERMOST = re.compile(r"(?P<indent>[ \t]*)[-*+][ \t]+"), re.compile(r"[-*+](?:[ \t]|$)")
# Properties that say how a block is drawn.
_DRAWN = re.compile(
    r".*\..*|collapsed|heading|icon|background-color|template(?:-including-parent)?|(?:ls|hl|card|file|logseq)-.*|id|query-.*"
)
_ROW = re.compile(r"[ \t]*(?:[-*][ \t]+)?\|")
_BEFORE_WORDS = re.compile(r"(?P<link>\[\[[^\[\]|\\]{1,300})\|")
# Those that say something of the page.
_FIELDS = {
    "title",
    "tags",
    "alias",
    "date",
    "created",
    "public",
    "published",
    "draft",
    "private",
    "status",
    "type",
    "category",
    "description",
}


class Graph(Protocol):
    """The pages beside one."""

    def find(self, name: str, path: str) -> str:
        """The file of a block or a page; empty if there is none."""
        ...

    def said(self, file: str) -> FrontMatter | None:
        """A page as others may speak of it; None if there is none, or its author holds it back."""
        ...


class OutlinePage:
    """The text of one page, line by line; each stays in its line."""

    def __init__(self, path: str, beside: Graph) -> None:
        self._path, self._beside = path, beside
        self.fields: list[tuple[str, FieldValue, int]] = []
        # The last block of the outermost ones that is numbered: its line, and its number.
        self._numbered = (-1, 0)

    def plain(self, body: str) -> str:
        """The page in Markdown; what it says of itself is in `fields` then."""
        out: list[str] = []
        # A first block may stand without its sign, before blocks that are below it.
        body = _WITHOUT_SIGN.sub(r"\g<before>- \g<line>", body, count=1)
        for part in parts(body):
            if part.is_code:
                out += part.lines
            else:
                self._prose(part.lines, part.start, out)
        return "\n".join(out)

    def _prose(self, lines: list[str], start: int, out: list[str]) -> None:
        in_drawer = in_query = False
        callout = ""
        # The end of the block of code that a line is in, as deep as its begin: further out it would begin another.
        fence = ""
        for number, line in enumerate(lines, start + 1):
            begins, ends = _BLOCK_BEGINS.fullmatch(line), _BLOCK_ENDS.fullmatch(line)
            if in_drawer or _DRAWER_BEGINS.fullmatch(line):
                in_drawer = not _DRAWER_ENDS.fullmatch(line)
                out.append("")
            elif in_query:
                in_query = not ends
                out.append("")
            elif fence:
                out.append(fence if ends else line)
                fence = "" if ends else fence
            elif begins:
                kind = begins["kind"].lower()
                in_query = kind in {"query", "comment"}
                indent = re.sub(r"[^\s]", " ", begins["before"])
                if kind in _CALLOUTS or kind == "quote":
                    callout = f"{indent}> "
                    first = f"> [!{kind}]" if kind in _CALLOUTS else ">"
                    out.append(f"{begins['before']}{first}")
                elif in_query or kind == "center":
                    out.append("" if in_query else begins["before"].rstrip("- "))
                else:
                    fence = f"{indent}```"
                    out.append(f"{begins['before']}```{begins['more'].split(' ')[0]}")
            elif ends:
                out.append(f"{callout}{self._inline(ends['more'] or '')}".rstrip())
                callout = ""
            elif callout and not _is_further_out(line, callout):
                out.append(f"{callout}{self._inline(line.strip())}")
            else:
                callout = ""
                self._line(line, number, out)

    def _line(self, line: str, number: int, out: list[str]) -> None:
        match = PROPERTY.fullmatch(line)
        if match is None:
            out.append("" if line.strip() in {"-", "*"} else self._inline(line))
            return
        name, value = match["name"].lower(), (match["value"] or "").strip()
        out.append("")
        if name == "id" and re.fullmatch(UUID, value):
            _name_block(out, value)
        elif name == _NUMBERED and value == "number":
            self._number_block(out)
        elif name in _FIELDS:
            self.fields.append((name, value, number))
        elif value and not _DRAWN.fullmatch(name):
            out[-1] = f"{match['before']}**{name}**: {self._inline(value)}  "

    def _number_block(self, out: list[str]) -> None:
        """Number the block that the last line is in, the outermost as items in a block, since the outline is taken apart there."""
        at = _first_line(out)
        match = _ITEM.match(out[at]) if at >= 0 else None
        if match is None:
            return
        if match["indent"]:
            out[at] = f"{match['indent']}1. {out[at][match.end() :]}"
            return
        before, number = self._numbered
        number = 1 if any(map(_ITEM_OUTERMOST.match, out[before + 1 : at])) else number + 1
        self._numbered = at, number
        out[at] = f"- {number}. {out[at][match.end() :]}"

    def _inline(self, line: str) -> str:
        for pattern, shown in (
            (_EMBED_BLOCK, lambda one: self._block(one["id"], "", "!")),
            (_EMBED_PAGE, lambda one: f"![[{one['name']}]]"),
            (_LABELLED_BLOCK, lambda one: self._block(one["id"], one["words"])),
            (BLOCK, lambda one: self._block(one["id"], "")),
            (_LABELLED_PAGE, lambda one: f"[[{one['name']}|{one['words']}]]"),
            (_TAG_OF_WORDS, lambda one: f"[[{one['name']}]]"),
            (_PLANNED, lambda one: f"{one['what'].capitalize()}: {one['day']}"),
            (_PICTURE_SIZE, _picture),
            (_SPACED_LINK, r"\g<words>(<\g<address>>)"),
            (_MACRO, _macro),
        ):
            line = substituted(pattern, shown, line)
        # In a table the sign before a link's words would end the cell.
        return _BEFORE_WORDS.sub(r"\g<link>\\|", line) if _ROW.match(line) else line

    def _block(self, name: str, words: str, sign: str = "") -> str:
        """A link to a block, with the words that it begins with."""
        file = self._beside.find(f"(({name}))", self._path)
        if not file:
            return words or "(a block that is not there)"
        if not words and not sign:
            # What its author holds back says nothing elsewhere.
            page = self._beside.said(file)
            words = _words_of(page.body, name) if page else "a block"
        if sign:
            words = page_name(PurePosixPath(file).stem)
        shown = f"|{words}" if words else ""
        return f"{sign}[[{file}#^{name}{shown}]]"


def page_name(stem: str) -> str:
    """The name of a page by that of its file: folders of names are written with three dashes or in percent.

    >>> page_name("maths___group theory"), page_name("a%2Fb")
    ('maths/group theory', 'a/b')
    """
    return unquote(stem).replace("___", "/")


def _is_further_out(line: str, callout: str) -> bool:
    """Whether a line begins a block that is none of a callout which nothing has ended."""
    bullet = BULLET.match(line)
    return bullet is not None and len(bullet[0].expandtabs(4)) <= len(callout.expandtabs(4)) - len("> ")


def _name_block(out: list[str], name: str) -> None:
    """Name the block that the last line is in."""
    if (at := _first_line(out)) >= 0:
        out[at] = f"{out[at].rstrip()} ^{name}"


def _first_line(out: list[str]) -> int:
    """The first line of the block that the last line is in; less than zero if it is too far above."""
    for at in range(len(out) - 2, max(len(out) - 2 - _MOST_LINES, -1), -1):
        if out[at].strip() and (BULLET.match(out[at]) or at == 0 or not out[at - 1].strip()):
            return at
    return -1


def _words_of(text: str, name: str) -> str:
    """The first line of a block, for a link to it."""
    lines = text.split("\n")
    at = next((number for number, line in enumerate(lines) if f"id:: {name}" in line), 0)
    first = next((line for line in reversed(lines[:at]) if line.strip() and not PROPERTY.fullmatch(line)), "")
    words = re.sub(r"[\[\]|]|^\s*[-*+]\s+(?:#+ )?|\(\([^()]*\)\)|\{\{[^{}]*\}\}", "", first).strip()
    return words[:80] or "a block"


def _picture(match: re.Match[str]) -> str:
    found = _WIDTH.search(match["said"])
    width = f"|{found['width']}" if found else ""
    return f"![{match['words']}{width}]({match['address']})"


def _macro(match: re.Match[str]) -> str:
    name, value = match["name"].lower(), match["value"].strip()
    if name in _SHOWN:
        return value
    if name in _ADDRESSED and "://" in value:
        return f"<{value}>"
    if name in SITES and value:
        return embedded(name, [value.split(" ")[0]], {})
    return ""
