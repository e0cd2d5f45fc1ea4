"""A graph of Logseq: outlines of a journal's days and of pages, whose blocks have names by which others show them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar, Self

from ..._seam import analytics
from ..answers import Answers
from ..days import day_in
from ..drafts import reason_in
from ..field_values import FieldValue
from ..frontmatter import FrontMatter, FrontMatterError, with_fields
from ..held_names import reason_in_inline_tags
from ..markdown import Syntax
from ..markup.outlines import BLOCK, BULLET, PROPERTY, UUID, OutlinePage, page_name
from ..names import Names, compared
from .dialect import Beside, Dialect

# Of front matter, which it reads as well.
_IN_YAML = re.compile(r"(?P<name>title|alias|aliases):[ \t]+\[?(?P<value>[^\[\]]*)\]?")
# What Logseq keeps for itself.
_KEPT = "logseq/"
# A page of what is marked in a document.
_HIGHLIGHTS = "hls__"
# What its export shows: pages that say so, or all.
_PUBLIC = re.compile(r"^(?:-[ \t]+)?public::[ \t]+true[ \t]*$", flags=re.MULTILINE | re.IGNORECASE)
_ALL_PUBLIC = re.compile(r":publishing/all-pages-public\?[ \t]+true")
_PRIVATE = ("a block that is marked as private is left out", "take its mark out to publish it")


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
        del content
        if (folder / "logseq" / "config.edn").is_file():
            return cls()
        has_days = (folder / "pages").is_dir() and any(
            (folder / "journals").glob("[12][0-9][0-9][0-9]_[01][0-9]_[0-3][0-9].md")
        )
        return cls() if has_days else None

    def asking(self, folder: Path, content: Path, answers: Answers) -> Self:
        """As its own export takes pages: those that say so, if any does and its settings do not take all."""
        settings = folder / "logseq" / "config.edn"
        is_all = not settings.is_file() or _ALL_PUBLIC.search(_text_of(settings))
        files = () if is_all else content.glob("*/*.md")
        is_asked = any(answers.of("public", file, _is_public) for file in files)
        return dataclasses.replace(self, opt_in="public" if is_asked else "")

    def is_asked_for(self, front: FrontMatter) -> bool:
        """As its own export takes pages: those that say so, if any does."""
        return super().is_asked_for(front) or _PUBLIC.search(front.body) is not None

    def left_out(self, path: str) -> str:
        """What Logseq keeps for itself, beside all that nothing can read."""
        is_kept = path.startswith(_KEPT) and path.lower().endswith(analytics.POST_SUFFIXES)
        return "backup of Logseq" if is_kept else super().left_out(path)

    def prepared(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """A page without what only Logseq reads, its blocks named as the journal names blocks."""
        page = OutlinePage(path, beside)
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
        if block := BLOCK.fullmatch(name):
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
    begins = [number for number, line in enumerate(lines) if BULLET.match(line)]
    # How deep the block is that is left out.
    within: int | None = None
    for number, end in zip(begins, [*begins, len(lines)][1:], strict=True):
        own = lines[number:end]
        width = len(own[0].expandtabs(4)) - len(own[0].expandtabs(4).lstrip())
        if within is not None and width > within:
            lines[number:end] = [""] * len(own)
            continue
        within = None
        is_of_page = number == begins[0] and all(PROPERTY.fullmatch(line) or not line.strip() for line in own)
        if not is_of_page and _is_private(own):
            within = width
            private.append(number + 1)
            lines[number:end] = [""] * len(own)
    return "\n".join(lines), private


def _is_private(block: list[str]) -> bool:
    said = filter(None, map(PROPERTY.fullmatch, block))
    marks = [(one["name"].lower(), (one["value"] or "").strip()) for one in said]
    return bool(reason_in(marks) or reason_in_inline_tags("\n".join(block)))


def _blocks_in(path: str, text: str) -> Iterator[str]:
    """The names of blocks in a file that is no backup."""
    if "id:: " in text and not path.startswith(_KEPT):
        yield from re.findall(rf"^[ \t]*(?:- )?id:: ({UUID})[ \t]*$", text, flags=re.MULTILINE)


def _names_in(path: str, text: str) -> Iterator[str]:
    """The names of a page beside that of its file; a backup has none, as nothing of it is shown."""
    if path.startswith(_KEPT):
        return
    yield compared(page_name(PurePosixPath(path).stem))
    for line in text.split("\n", 20)[:20]:
        match = PROPERTY.fullmatch(line) or _IN_YAML.fullmatch(line)
        if match and match["name"].lower() in {"title", "alias", "aliases"} and match["value"]:
            yield from (compared(_unlinked(one.strip().strip("\"'"))) for one in match["value"].split(","))


def _plain(name: str, value: FieldValue) -> FieldValue:
    if not isinstance(value, str):
        return value
    if name in {"tags", "tag"}:
        found = re.findall(r"#?\[\[([^\[\]]+)\]\]|#?([^,#\[\]]+)", value)
        return [tag for linked, plain in found if (tag := (linked or plain).strip())]
    return _unlinked(value)


def _unlinked(text: str) -> str:
    return re.sub(r"\[\[([^\[\]]+)\]\]", r"\1", text)
