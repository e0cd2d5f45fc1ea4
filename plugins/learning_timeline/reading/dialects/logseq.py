"""A graph of Logseq: outlines of a journal's days and of pages, whose blocks have names by which others show them."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import unquote

from ..._seam import analytics
from ..days import day_in
from ..drafts import reason_in
from ..frontmatter import FrontMatterError, with_fields
from ..held_names import reason_in_inline_tags
from ..markdown import Syntax
from ..markup.prose import parts, substituted
from ..names import compared
from .dialect import Dialect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Self

    from ..field_values import FieldValue
    from ..frontmatter import FrontMatter
    from ..names import Names
    from .dialect import Beside

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_PROPERTY = re.compile(
    r"(?P<before>[ \t]*(?:-[ \t]+)?)(?P<name>[\w./?+*!-]+)::(?:[ \t]+(?P<value>.*)|[ \t]*)", flags=re.DOTALL
)
_WITHOUT_SIGN = re.compile(r"\A(?P<before>\n*)(?P<line>(?![ \t\n-]|[\w-]+::)[^\n]*\n[ \t]+- )")
_BULLET = re.compile(r"[ \t]*[-*+](?:[ \t]|$)")
_DRAWER_BEGINS, _DRAWER_ENDS = re.compile(r"[ \t]*:(?:LOGBOOK|PROPERTIES):[ \t]*"), re.compile(r"[ \t]*:END:[ \t]*")
_PLANNED = re.compile(r"\b(?P<what>SCHEDULED|DEADLINE): <(?P<day>\d{4}-\d\d-\d\d)[^<>\n]*>")
_BLOCK_BEGINS = re.compile(
    r"(?P<before>[ \t]*(?:-[ \t]+)?)#\+BEGIN_(?P<kind>\w+)[ \t]*(?P<more>.*)", flags=re.IGNORECASE
)
# Behind it may stand tags of the block; those that begin with a dot say how it is drawn.
_BLOCK_ENDS = re.compile(r"[ \t]*#\+END_(?P<kind>\w+)[ \t]*(?:#\..*|(?P<more>.*))", flags=re.IGNORECASE)
_CALLOUTS = {"note", "tip", "important", "caution", "warning", "pinned"}
_EMBED_BLOCK = re.compile(rf"\{{\{{\s*embed\s+\(\((?P<id>{_UUID})\)\)\s*\}}\}}", flags=re.IGNORECASE)
_EMBED_PAGE = re.compile(r"\{\{\s*embed\s+\[\[(?P<name>[^\[\]]+)\]\]\s*\}\}", flags=re.IGNORECASE)
_LABELLED_BLOCK = re.compile(rf"\[(?P<words>[^\[\]\n]+)\]\(\(\((?P<id>{_UUID})\)\)\)")
_BLOCK = re.compile(rf"\(\((?P<id>{_UUID})\)\)")
_LABELLED_PAGE = re.compile(r"\[(?P<words>[^\[\]\n]+)\]\(\[\[(?P<name>[^\[\]\n]+)\]\]\)")
_TAG_OF_WORDS = re.compile(r"(?<!\w)#\[\[(?P<name>[^\[\]\n]+)\]\]")
_MACRO = re.compile(r"\{\{[ \t]{0,9}(?P<name>[\w-]{1,40}+):?(?P<value>[^{}\n]{0,2000}+)\}\}")
_PICTURE_SIZE = re.compile(
    r"!\[(?P<words>[^\[\]\n]*)\]\((?P<address>(?:[^()\n]|\([^()\n]*\))+)\)\{:?(?P<said>[^{}\n]*)\}"
)
# A link to a file in whose path are spaces; no title stands behind it.
_SPACED_LINK = re.compile(r"(?P<words>!?\[[^\[\]\n]*\])\((?P<address>[^()<>\n\" ]+ (?!'[^()\n]*'\))[^()<>\n\"]*)\)")
# What Logseq keeps for itself.
_KEPT = "logseq/"
# A page of what is marked in a document.
_HIGHLIGHTS = "hls__"
_WIDTH = re.compile(r":width\s+(?P<width>\d+)")
# How far above its name the first line of a block is looked for.
_MOST_LINES = 500
# What macros show is what they are given, or the address in it.
_SHOWN = {"cloze"}
_ADDRESSED = {"video", "youtube", "youtube-timestamp", "tweet", "twitter", "vimeo", "bilibili"}
# What its export shows: pages that say so, or all.
_PUBLIC = re.compile(r"^(?:-[ \t]+)?public::[ \t]+true[ \t]*$", flags=re.MULTILINE | re.IGNORECASE)
_ALL_PUBLIC = re.compile(r":publishing/all-pages-public\?[ \t]+true")
_PRIVATE = ("a block that is marked as private is left out", "take its mark out to publish it")
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


@dataclass(frozen=True)
class Logseq(Dialect):
    """Outlines: a journal of days, and notes in the folder `pages`."""

    name: ClassVar[str] = "logseq"
    title: ClassVar[str] = "A Logseq graph"
    page_folders: ClassVar[tuple[str, ...]] = ()
    syntax: ClassVar[Syntax] = Syntax(
        wikilinks=True,
        keeps_unknown=False,
        marks=("==", "^^"),
        block_ids=True,
        tags=True,
        words=True,
        is_outline=True,
        picture_sizes=True,
    )

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its file of settings, or by its two folders with days in its own form."""
        if (folder / "logseq" / "config.edn").is_file():
            is_all = _ALL_PUBLIC.search(_text_of(folder / "logseq" / "config.edn"))
            is_asked = not is_all and any(map(_is_public, content.glob("*/*.md")))
            return cls(opt_in="public" if is_asked else "")
        has_days = (folder / "pages").is_dir() and any(
            (folder / "journals").glob("[12][0-9][0-9][0-9]_[01][0-9]_[0-3][0-9].md")
        )
        return cls() if has_days else None

    def is_asked_for(self, front: FrontMatter) -> bool:
        """As its own export takes pages: those that say so, if any does."""
        return super().is_asked_for(front) or _PUBLIC.search(front.body) is not None

    def left_out(self, path: str) -> str:
        """What Logseq keeps for itself, beside all that nothing can read."""
        is_kept = path.startswith(_KEPT) and path.lower().endswith(analytics.POST_SUFFIXES)
        return "backup of Logseq" if is_kept else super().left_out(path)

    def prepared(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """A page without what only Logseq reads, its blocks named as the journal names blocks."""
        page = _Page(path, beside)
        shown, private = without_private_blocks(front.body)
        front = dataclasses.replace(
            front,
            remarks=(
                *front.remarks,
                *(FrontMatterError(front.body_line - 1 + line, *_PRIVATE) for line in private),
            ),
        )
        body = page.plain(shown)
        found = list(page.fields)
        if not any(name == "title" for name, _, _ in found) and "title" not in front.fields:
            stem = PurePosixPath(path).stem
            name = page_name(stem)
            if name.startswith(_HIGHLIGHTS):
                name = name.removeprefix(_HIGHLIGHTS).replace("_", " ").strip()
            if name != stem:
                found.append(("title", name, 1))
        fields = {name: _plain(name, value) for name, value in front.fields.items()}
        front = dataclasses.replace(front, body=body, fields=fields)
        return with_fields(
            front, [(name, _plain(name, value), front.body_line - 1 + line) for name, value, line in found]
        )

    def find(self, name: str, path: str, names: Names) -> str:
        """The page of a name or an alias, of a day in words, or the file of a block."""
        if block := _BLOCK.fullmatch(name):
            return names.listed("block", _blocks_in).get(block["id"], "")
        if found := names.listed("name", _names_in).get(compared(name)):
            return found
        if day := day_in(f"{name}.md").day:
            return names.exact(f"journals/{day:%Y_%m_%d}.md") or names.exact(f"journals/{day}.md")
        found = super().find(name, path, names)
        return "" if found.startswith(_KEPT) else found


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
    except OSError:
        return ""


def _is_public(file: Path) -> bool:
    return _PUBLIC.search(_text_of(file)) is not None


class _Page:
    """The text of one page, line by line; each stays in its line."""

    def __init__(self, path: str, beside: Beside) -> None:
        self._path, self._beside = path, beside
        self.fields: list[tuple[str, FieldValue, int]] = []

    def plain(self, body: str) -> str:
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
                elif in_query:
                    out.append("")
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
        match = _PROPERTY.fullmatch(line)
        if match is None:
            out.append("" if line.strip() in {"-", "*"} else self._inline(line))
            return
        name, value = match["name"].lower(), (match["value"] or "").strip()
        out.append("")
        if name == "id" and re.fullmatch(_UUID, value):
            _name_block(out, value)
        elif name in _FIELDS:
            self.fields.append((name, value, number))
        elif value and not _DRAWN.fullmatch(name):
            out[-1] = f"{match['before']}**{name}**: {self._inline(value)}  "

    def _inline(self, line: str) -> str:
        for pattern, shown in (
            (_EMBED_BLOCK, lambda one: self._block(one["id"], "", "!")),
            (_EMBED_PAGE, lambda one: f"![[{one['name']}]]"),
            (_LABELLED_BLOCK, lambda one: self._block(one["id"], one["words"])),
            (_BLOCK, lambda one: self._block(one["id"], "")),
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


def without_private_blocks(text: str) -> tuple[str, list[int]]:
    r"""A page without the blocks that are marked as private and what is below them, each line in its place, and their lines.

    What the page itself is marked by is before its first block, or all that this says.

    >>> without_private_blocks("- a\n- b\n  private:: true\n\t- c\n- d #private\n- e")
    ('- a\n\n\n\n\n- e', [2, 5])
    >>> without_private_blocks("- public:: false\n- a")
    ('- public:: false\n- a', [])
    >>> without_private_blocks("title:: A page without blocks")
    ('title:: A page without blocks', [])
    """
    if "::" not in text and "#" not in text:
        return text, []
    lines, private = text.split("\n"), []
    begins = [number for number, line in enumerate(lines) if _BULLET.match(line)]
    # How deep the block is that is left out.
    within: int | None = None
    for number, end in zip(begins, [*begins, len(lines)][1:], strict=True):
        own = lines[number:end]
        width = len(own[0].expandtabs(4)) - len(own[0].expandtabs(4).lstrip())
        if within is not None and width > within:
            lines[number:end] = [""] * len(own)
            continue
        within = None
        is_of_page = number == begins[0] and all(_PROPERTY.fullmatch(line) or not line.strip() for line in own)
        if not is_of_page and _is_private(own):
            within = width
            private.append(number + 1)
            lines[number:end] = [""] * len(own)
    return "\n".join(lines), private


def _is_private(block: list[str]) -> bool:
    said = filter(None, map(_PROPERTY.fullmatch, block))
    marks = [(one["name"].lower(), (one["value"] or "").strip()) for one in said]
    return bool(reason_in(marks) or reason_in_inline_tags("\n".join(block)))


def _is_further_out(line: str, callout: str) -> bool:
    """Whether a line begins a block that is none of a callout which nothing has ended."""
    bullet = _BULLET.match(line)
    return bullet is not None and len(bullet[0].expandtabs(4)) <= len(callout.expandtabs(4)) - len("> ")


def _blocks_in(path: str, text: str) -> Iterator[str]:
    """The names of blocks in a file that is no backup."""
    if "id:: " in text and not path.startswith(_KEPT):
        yield from re.findall(rf"^[ \t]*(?:- )?id:: ({_UUID})[ \t]*$", text, flags=re.MULTILINE)


def _names_in(path: str, text: str) -> Iterator[str]:
    """The names of a page beside that of its file; a backup has none, as nothing of it is shown."""
    if path.startswith(_KEPT):
        return
    yield compared(page_name(PurePosixPath(path).stem))
    for line in text.split("\n", 20)[:20]:
        match = _PROPERTY.fullmatch(line)
        if match and match["name"].lower() in {"title", "alias"} and match["value"]:
            yield from (compared(_unlinked(one.strip())) for one in match["value"].split(","))


def page_name(stem: str) -> str:
    """The name of a page by that of its file: folders of names are written with three dashes or in percent.

    >>> page_name("maths___group theory"), page_name("a%2Fb")
    ('maths/group theory', 'a/b')
    """
    return unquote(stem).replace("___", "/")


def _name_block(out: list[str], name: str) -> None:
    """Name the block that the last line is in."""
    for at in range(len(out) - 2, max(len(out) - 2 - _MOST_LINES, -1), -1):
        if not out[at].strip():
            continue
        if _BULLET.match(out[at]) or at == 0 or not out[at - 1].strip():
            out[at] = f"{out[at].rstrip()} ^{name}"
            return


def _words_of(text: str, name: str) -> str:
    """The first line of a block, for a link to it."""
    lines = text.split("\n")
    at = next((number for number, line in enumerate(lines) if f"id:: {name}" in line), 0)
    first = next((line for line in reversed(lines[:at]) if line.strip() and not _PROPERTY.fullmatch(line)), "")
    words = re.sub(r"[\[\]|]|^\s*[-*+]\s+(?:#+ )?|\(\([^()]*\)\)|\{\{[^{}]*\}\}", "", first).strip()
    return words[:80] or "a block"


def _plain(name: str, value: FieldValue) -> FieldValue:
    if not isinstance(value, str):
        return value
    if name in {"tags", "tag"}:
        found = re.findall(r"#?\[\[([^\[\]]+)\]\]|#?([^,#\[\]]+)", value)
        return [tag for linked, plain in found if (tag := (linked or plain).strip())]
    return _unlinked(value)


def _unlinked(text: str) -> str:
    return re.sub(r"\[\[([^\[\]]+)\]\]", r"\1", text)


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
    return ""
