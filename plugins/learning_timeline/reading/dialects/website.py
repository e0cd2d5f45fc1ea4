"""What the generators of websites have in common: addresses that posts had, links by them, and files that are no posts."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import ClassVar, Self
from urllib.parse import unquote

from ..._seam import analytics
from ..drafts import OF_SHARE
from ..field_values import FieldValue
from ..frontmatter import FrontMatter, with_fields
from ..markdown import Syntax
from ..names import Names
from .dialect import Beside, Dialect
from .documents import EXECUTED
from .site_files import MARKDOWN, NOT_WALKED, front_of, is_of_repository, notes_in, read
from .site_links import Links, address_key, former, with_former

_OF_DOCUMENT = (".md", ".markdown")
_LISTS = {"list of posts", "page of a section", "page without text"}
# The files of which a list of posts is made.
_OF_LISTS = ("_index.md", "index.md", "index.qmd", "contents.lr")
_MORE = re.compile(r"^[ \t]*<!--[ \t]*(?:more|truncate|excerpt)[ \t]*-->[ \t]*$", flags=re.MULTILINE | re.IGNORECASE)
# Beside those by which a document is held back at once.
_MAY_HOLD = {"date", "status", "tags", "categories", "category"}
_LONGEST_SUMMARY = 1_500


@dataclass(frozen=True)
class Website(Dialect):
    """A site whose posts have addresses of their own.

    Attributes:
        made: folders beside the site's settings that it is made in.
        run: how documents end of which another program makes Markdown beside them, which is the post.
        inside: where the content folder is in the site's own, with a slash at its end; empty if it is that.
        home: the folder of its posts, from the site's own; empty if that is it.
        host: where the site is on the web, with its scheme; a link to it is one within.
        base: the path there.
        settings: what the site's settings say in single words, by name.
    """

    syntax: ClassVar[Syntax] = Syntax(wikilinks=True, marks=("==",), picture_sizes=True)
    made: ClassVar[frozenset[str]] = frozenset({"_site", "site", "public"})
    run: ClassVar[tuple[str, ...]] = EXECUTED

    inside: str = ""
    home: str = ""
    host: str = ""
    base: str = ""
    settings: tuple[tuple[str, str], ...] = ()
    content: Path = field(default=Path(), repr=False, compare=False)
    _known: dict[str, dict[str, str]] = field(default_factory=dict, repr=False, compare=False)

    # -- what a program says of itself

    @classmethod
    def of(cls, content: Path) -> Self:
        """With what is the program's own where no settings say anything."""
        return cls._of_site(content, content)

    @classmethod
    def _of_site(cls, folder: Path, content: Path) -> Self:
        """By what the settings of a folder say."""
        raise NotImplementedError

    def address(self, path: str, front: FrontMatter) -> str:
        """Where a file of the content folder stood on the site, from its root; empty if that cannot be told."""
        raise NotImplementedError

    def translated(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """A file as the journal writes it, but for addresses."""
        raise NotImplementedError

    def is_post(self, path: str) -> bool:
        """Whether a note lies where the program has its posts."""
        return not self.home or f"{self.inside}{path}".startswith(f"{self.home}/")

    # -- what is asked of it

    def prepared(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """A file as the journal writes it."""
        was = self.address(path, front)
        if source := self._sources().get(path):
            # What it is made of is a part of it, whatever it says.
            beside.include(source)
            front = with_fields(front, _about_showing(_front_of(self.content, source)))
        front = with_former(self.translated(path, front, beside), [was] if was else [])
        links = self._links(path, was, beside)
        return with_summary(dataclasses.replace(front, body=links.relative(front.body)))

    def prepared_text(self, path: str, text: str, beside: Beside) -> str:
        """A text of a notebook as the journal writes it."""
        front = self.translated(path, FrontMatter({}, text, 1, {}), beside)
        return self._links(path, "", beside).relative(front.body)

    def _links(self, path: str, was: str, beside: Beside) -> Links:
        return Links(
            path,
            was,
            self.host,
            self.base,
            beside,
            is_list=lambda file: self.left_out(file) in _LISTS,
            has_page=lambda file: not self.left_out(file),
        )

    def find(self, name: str, path: str, names: Names) -> str:
        """The file that a name means, or an address of the site if it begins with a slash."""
        if not name.startswith("/"):
            return super().find(name, path, names)
        address = unquote(name)
        if self.base and f"{address}/".startswith(f"{self.base}/"):
            address = address.removeprefix(self.base) or "/"
        if found := self._addresses(names).get(address_key(address)):
            return found
        places = (names.exact(f"{root}{address.strip('/')}") for root in self.roots)
        return next(filter(None, places), "") or self._beside_a_post(address, names) or self._list(address, names)

    def _list(self, address: str, names: Names) -> str:
        """The file of a list of posts that has an address; empty if there is none."""
        inside = f"{self.home}/{address.strip('/')}".strip("/")
        files = (names.exact(f"{inside}/{name}") for name in _OF_LISTS) if address.strip("/") else ()
        return next((file for file in files if file and self.left_out(file) in _LISTS), "")

    def _beside_a_post(self, address: str, names: Names) -> str:
        """The file beside a post that has an address below the post's own; empty if there is none."""
        above, _, name = address.rpartition("/")
        post = self._addresses(names).get(address_key(above)) if "." in name else None
        return names.exact(posixpath.join(posixpath.dirname(post), name)) if post else ""

    def _addresses(self, names: Names) -> dict[str, str]:
        """The files by their addresses; found when the first one is asked for."""
        if "files" not in self._known:
            found: dict[str, str] = {}
            for path in names.files.values():
                if path.lower().endswith(MARKDOWN) and not self.left_out(path):
                    is_notebook = path.lower().endswith(analytics.NOTEBOOK)
                    front = FrontMatter({}, "", 1, {}) if is_notebook else front_of(self.content, path)
                    for address in (self.address(path, front), *former(front)):
                        if address:
                            found.setdefault(address_key(unquote(address)), path)
            self._known["files"] = found
        return self._known["files"]

    def left_out(self, path: str) -> str:
        """What a note is that is not one of the site's."""
        if not path.lower().endswith((*MARKDOWN, ".rst", ".txt")):
            return super().left_out(path)
        if is_of_repository(path) and "/" not in path.removeprefix(self.home).strip("/"):
            return "file of the repository"
        folders = PurePosixPath(path).parts[:-1]
        if set(folders) & NOT_WALKED or (folders and not self.inside and folders[0] in self.made):
            return "" if path.endswith(".txt") else "file of a folder that no site is made of"
        if path.lower().endswith(self.run) and any(
            (self.content / path).with_suffix(one).is_file() for one in _OF_DOCUMENT
        ):
            return "document beside the Markdown made of it"
        if path in self._held_outputs():
            return "output of a document that is held back"
        return "" if self.is_post(path) or path in self.pages else "file of the site itself"

    def _held_outputs(self) -> dict[str, str]:
        """The Markdown that a program made of documents whose authors keep them back, and where it may not say so itself."""
        if "held" not in self._known:
            sources = self._sources().items()
            self._known["held"] = {made: path for made, path in sources if _front_of(self.content, path).held_back}
        return self._known["held"]

    def _sources(self) -> dict[str, str]:
        """By the Markdown that a program made of documents beside it, these documents."""
        if "sources" not in self._known:
            self._known["sources"] = {
                made: path
                for path in notes_in(self.content, analytics.NOTEBOOK)
                if path.lower().endswith(self.run)
                for made in (str(PurePosixPath(path).with_suffix(one)) for one in _OF_DOCUMENT)
                if (self.content / made).is_file()
            }
        return self._known["sources"]


def without_buttons(front: FrontMatter) -> FrontMatter:
    """Front matter whose `share: false` says that a page has no buttons to share it, and holds nothing back."""
    return dataclasses.replace(front, held_back="") if front.held_back.startswith(OF_SHARE) else front


def with_summary(front: FrontMatter) -> FrontMatter:
    """Front matter with what is before ``<!--more-->`` as a summary, if it has none."""
    found = _MORE.search(front.body)
    if found is None:
        return front
    body = _MORE.sub("", front.body)
    before = re.sub(r"^#{1,6} .*$", "", front.body[: found.start()], flags=re.MULTILINE).strip()
    is_plain = (
        before and len(before) <= _LONGEST_SUMMARY and not re.search(r"<\w|!\[|```|\]\[|\[\^|^>", before, re.MULTILINE)
    )
    fields = front.fields if front.fields.get("summary") or not is_plain else {**front.fields, "summary": before}
    return dataclasses.replace(front, body=body, fields=fields)


def _front_of(content: Path, path: str) -> FrontMatter:
    """What a document or a notebook says of itself."""
    if not path.lower().endswith(analytics.NOTEBOOK):
        return front_of(content, path)
    from ..notebooks.fronts import front_of as front_of_notebook  # noqa: PLC0415 - few sites have one beside its Markdown

    # All of it, since what its cells printed may be long.
    return front_of_notebook(read(content / path, most=-1)) or FrontMatter({}, "", 1, {})


def _about_showing(front: FrontMatter) -> Iterator[tuple[str, FieldValue, int]]:
    """The fields of a document by which what is made of it may be held back, on some day or on any."""
    for name, value in front.fields.items():
        if name in _MAY_HOLD or analytics.front_matter.may_hold_back(name):
            yield name, value, 1
