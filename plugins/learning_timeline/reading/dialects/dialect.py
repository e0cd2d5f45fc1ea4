"""What the reader asks of a dialect; the answers of this class are those for any folder of Markdown."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, fields
from os.path import splitext
from typing import TYPE_CHECKING, ClassVar, Protocol

from ..._seam import analytics
from ..answers import Answers
from ..held_names import says_yes
from ..markdown import Syntax

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from ..frontmatter import FrontMatter
    from ..names import Names

# Notes that nothing here can read.
_UNREAD = {
    ".adoc": "AsciiDoc file",
    ".base": "base of Obsidian",
    ".canvas": "canvas of Obsidian",
    ".excalidraw": "drawing of Excalidraw",
    ".bear2bk": "backup of Bear, which exports Markdown as well",
    ".textile": "Textile file",
    ".mediawiki": "page of MediaWiki",
    ".textpack": "packed note, to be unzipped",
}

# What is seldom meant otherwise in any text: a link to a note that is there, words between two pairs of signs, a width behind a
# picture's words.
_SYNTAX = Syntax(wikilinks=True, marks=("==",), picture_sizes=True)


class Beside(Protocol):
    """What is beside a post (see `folder`); each answer is noted with the post, and asked for again before it is kept."""

    names: Names

    @property
    def above(self) -> int:
        """How many folders around the content folder may have settings of its program."""
        ...

    def setting(self, file: str) -> str | None:
        """The text of settings, which may be above the content folder; None if there are none."""
        ...

    def find(self, name: str, path: str) -> str:
        """The file that a wikilink in `path` means by a name; empty if there is none."""
        ...

    def said(self, file: str) -> FrontMatter | None:
        """A document as other posts may speak of it; None where there is none, or its author holds it back today."""
        ...

    def include(self, file: str, *, is_code: bool = False) -> str | None:
        """The text of a file of the content folder that becomes part of a post, without comments; None if there is none."""
        ...


@dataclass(frozen=True)
class Dialect:
    """How one program's journals are read.

    A subclass says only what differs. What it takes from the program's own settings are fields of it: but for those without
    a `repr` they are part of the key by which posts are kept between builds, so that a change of them has all posts read again.

    Attributes:
        name: by which `--as` asks for it.
        title: what such a journal is called in a sentence.
        page_folders: folders of the content folder whose files are pages without a date, beside the posts.
        pages: files of other folders that are pages as well.
        languages: of the site, as its settings name them.
        opt_in: the field that a file has to say yes to, as its program publishes no others; empty where it publishes all.
        syntax: what texts hold beside Markdown.
        roots: where a file may lie that is named from the site's root, from the content folder.
        has_macros: whether files of its site may define commands for formulas.
        has_emoji: whether its program shows emoji by their names.
        macros: these commands, each with its body and how many arguments it takes.
        date_order: `dmy` or `mdy` where the program knows which of the two `03/04/2024` begins with; else empty.
    """

    name: ClassVar[str] = "plain"
    title: ClassVar[str] = "A folder of notes"
    page_folders: ClassVar[tuple[str, ...]] = ("pages",)
    has_macros: ClassVar[bool] = True
    has_emoji: bool = False
    macros: tuple[tuple[str, str, int], ...] = ()
    pages: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    opt_in: str = ""
    syntax: ClassVar[Syntax] = _SYNTAX
    roots: ClassVar[tuple[str, ...]] = ("", "static/", "public/", "source/", "assets/")
    date_order: ClassVar[str] = ""

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """The dialect of a content folder if a sure sign of its program is in `folder`, which is it or one around it."""
        del folder, content
        return None

    def asking(self, folder: Path, content: Path, answers: Answers) -> Self:
        """The same with what its notes say of all of them, such as whether they have to ask to be published.

        Args:
            folder: in which its sign is.
            content: the content folder.
            answers: what files said before.
        """
        del folder, content, answers
        return self

    @classmethod
    def of(cls, content: Path) -> Self:
        """The dialect of a content folder in which no sign was found, but which a person says to be of this program."""
        del content
        return cls()

    @property
    def has_statuses(self) -> bool:
        """Whether `status` says if a post is published; in other programs it says as a rule how ripe a note is."""
        return self.name in {"plain", "pelican", "nikola"}

    @property
    def decides(self) -> dict[str, object]:
        """All that decides how files are read: which dialect it is, and what it has from settings."""
        return {"dialect": self.name, **{one.name: getattr(self, one.name) for one in fields(self) if one.repr}}

    def left_out(self, path: str) -> str:
        """What a file of any kind is, in a noun, if it looks like a note and is none; empty for all others."""
        return _UNREAD.get(splitext(path)[1].lower(), "")  # noqa: PTH122 - once a file, and a path costs more than all else here

    def described(self, front: FrontMatter) -> FrontMatter:
        """A file with the fields that its text says as well, of which one may hold it back or date it."""
        return front

    def is_asked_for(self, front: FrontMatter) -> bool:
        """Whether a file is one of those that its program publishes, where it publishes only some."""
        return not self.opt_in or says_yes(self.opt_in, front.fields.items())

    def may_have_held(self, path: str, front: FrontMatter | None) -> bool:
        """Whether an earlier version of a file may have been held back by what lay beside it, which nobody knows any more.

        Args:
            path: of the version, from the content folder.
            front: its front matter, if that was read already.
        """
        del path
        return front is not None and not self.is_asked_for(front)

    def prepared(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """A file of this program as the journal writes it.

        Each line of the body stays in its line, so that remarks name the right one. Whoever finds fields in the body adds
        them by `with_fields`, which sees whether one of them holds the post back.

        Args:
            path: of the file, from the content folder.
            front: its front matter and its text as they were written.
            beside: what is beside it.
        """
        del path, beside
        return front

    def prepared_text(self, path: str, text: str, beside: Beside) -> str:
        """A text of a notebook of this program as the journal writes it, each line in its line."""
        del path, beside
        return text

    def find(self, name: str, path: str, names: Names) -> str:
        """The file of the content folder that a wikilink in `path` means by a name; empty if there is none."""
        if name.startswith("id:"):
            return names.by_id.get(name.removeprefix("id:"), "")
        # An address that ends as that of a folder names no file: `/about/` is the site's page, wherever that is.
        found = "" if name.endswith("/") else names.nearest(name, path, ("", *analytics.POST_SUFFIXES))
        # Of a folder, the page that its host shows.
        places = (posixpath.join(posixpath.dirname(path), name), name) if "/" in name and not found else ()
        pages = (
            names.exact(f"{place}/{page}{suffix}")
            for place in places
            for page in ("README", "index")
            for suffix in analytics.POST_SUFFIXES
        )
        return found or next((one for one in pages if one and not self.left_out(one)), "")
