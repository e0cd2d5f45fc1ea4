"""A TiddlyWiki whose tiddlers are files, or such files in any folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, ClassVar, Self

from ..frontmatter import FrontMatter, rewritten, with_fields
from ..markdown import Syntax
from ..markup import inner_markdown
from ..markup.wikitext import WikiText
from .dialect import Dialect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..field_values import FieldValue
    from ..names import Names

TIDDLER = ".tid"
_INFO = "tiddlywiki.info"
# Where the wiki keeps what it is made of, and how it writes that into names of files.
_SYSTEM, _SYSTEM_FILES = "$:/", ("$__", "$ ")
_TITLE = re.compile(r"^title:[ \t]*(?P<title>.+)$", flags=re.MULTILINE)
_FIELD = re.compile(r"(?P<name>[^:\n]{1,100}):(?P<value>.*)")
_TAG = re.compile(r"\[\[(?P<long>[^\[\]\n]{1,300})\]\]|(?P<short>\S+)")
# The moment of a change, in UTC.
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?\d{0,3}")
_WIKITEXT, _MARKDOWN = {"", "text/vnd.tiddlywiki"}, {"text/markdown", "text/x-markdown"}


@dataclass(frozen=True)
class TiddlyWiki(Dialect):
    """Tiddlers, each in a file."""

    name: ClassVar[str] = "tiddlywiki"
    title: ClassVar[str] = "A TiddlyWiki"
    page_folders: ClassVar[tuple[str, ...]] = ()
    syntax: ClassVar[Syntax] = Syntax(wikilinks=True, keeps_unknown=False, marks=("==",))
    roots: ClassVar[tuple[str, ...]] = ("", "files/", "tiddlers/", "images/")

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By the file that names its parts, or by tiddlers that were exported."""
        places = (folder, folder / "tiddlers") if folder == content.resolve() else ()
        is_export = any(next(place.glob(f"*{TIDDLER}"), None) for place in places)
        return cls() if is_export or (folder / _INFO).is_file() else None

    def left_out(self, path: str) -> str:
        """What the wiki itself is made of, and the repository around it."""
        file = PurePosixPath(path)
        if file.name.startswith(_SYSTEM_FILES) and file.suffix == TIDDLER:
            return "system tiddler"
        is_readme = file.stem.lower() == "readme" and len(file.parts) == 1
        return "file of the repository" if is_readme else super().left_out(path)

    def find(self, name: str, path: str, names: Names) -> str:
        """The tiddler of a title, or the file of a name."""
        found = names.listed(TIDDLER, _titles_in).get(name, "") or super().find(name, path, names)
        # One without a text has no page, and is often meant as a tag.
        return "" if found and found in names.listed("empty", _empty) else found


def _titles_in(path: str, text: str) -> Iterator[str]:
    if path.lower().endswith(TIDDLER) and (found := _TITLE.search(text.partition("\n\n")[0])):
        yield found["title"].strip()


def _empty(path: str, text: str) -> tuple[str, ...]:
    """The path of a tiddler without a text."""
    return (path,) if path.lower().endswith(TIDDLER) and not split_tiddler(text).body.strip() else ()


def split_tiddler(text: str) -> FrontMatter:
    r"""Take a tiddler apart.

    >>> split_tiddler("title: A bit\ntags: [[two words]] one\ncreated: 20240305090500123\n\nText.").fields["tags"]
    ['two words', 'one']
    """
    head, _, body = text.replace("\r\n", "\n").partition("\n\n")
    found: list[tuple[str, FieldValue, int]] = []
    for number, line in enumerate(head.split("\n"), 1):
        if said := _FIELD.fullmatch(line):
            name, value = said["name"].strip().lower(), said["value"].strip()
            found += _fields(name, value, number)
    front = with_fields(FrontMatter({}, body, head.count("\n") + 3, {}), found)
    kind = _kind_of(front)
    return front if not kind else FrontMatter(front.fields, "", front.body_line, front.lines, front.held_back, (), kind)


def _fields(name: str, value: str, line: int) -> Iterator[tuple[str, FieldValue, int]]:
    if name == "tags":
        yield name, [one["long"] or one["short"] for one in _TAG.finditer(value)], line
    elif name in {"created", "modified"} and (moment := _MOMENT.fullmatch(value)):
        year, month, day, hour, minute, second = moment.groups(default="00")
        yield name, f"{year}-{month}-{day} {hour}:{minute}:{second}+00:00", line
    elif name == "draft.of":
        yield "draft", "true", line
    elif name == "creator":
        yield "author", value, line
    elif name != "modifier":
        yield name, value, line


def _kind_of(front: FrontMatter) -> str:
    """What a tiddler is that is no note; empty for one."""
    title, kind = (str(front.fields.get(name, "")) for name in ("title", "type"))
    tags = front.fields.get("tags")
    is_system = isinstance(tags, list) and any(str(one).startswith(f"{_SYSTEM}tags/") for one in tags)
    if title.startswith(_SYSTEM) or is_system:
        return "system tiddler"
    if kind not in _WIKITEXT | _MARKDOWN:
        return "tiddler of a type that is not read"
    return "" if front.body.strip() else "empty tiddler"


def with_markdown(front: FrontMatter) -> FrontMatter:
    """A tiddler as the journal writes it."""
    if front.fields.get("type", "") in _MARKDOWN:
        return front
    page = WikiText({name: value for name, value in front.fields.items() if isinstance(value, str)})
    body = inner_markdown.everywhere(page.plain(front.body))
    return rewritten(front, body, page.left_out)
