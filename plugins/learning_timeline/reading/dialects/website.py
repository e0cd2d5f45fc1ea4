"""What the generators of websites have in common: addresses that posts had, links by them, and files that are no posts."""

from __future__ import annotations

import dataclasses
import json
import os
import posixpath
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict
from urllib.parse import quote, unquote, urlsplit

import yaml

from ..._seam import analytics
from ..drafts import OF_SHARE
from ..frontmatter import FrontMatter
from ..markdown import Syntax
from ..markup.prose import changed, substituted
from ..names import path_from
from .dialect import Dialect
from .documents import EXECUTED, split_document
from .org import fields_of_org

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ..drafts import FieldValue
    from ..names import Names
    from .dialect import Beside

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MOST_BYTES = 1_000_000
# Of a setting within others.
_MOST_NAMES = 2
# Where an address is in a text: behind a link's words, behind a name of one, in an attribute of HTML.
ADDRESS = re.compile(
    r"""(?P<before>\]\([ \t]*<?|^[ ]{0,3}\[[^\]\n^]+\]:[ \t]+<?|\b(?:href|src|poster)[ \t]*=[ \t]*["'])"""
    r"""(?P<address>[^\s<>()"']+(?:\([^\s<>()"']*\))?[^\s<>()"']*)""",
    flags=re.MULTILINE,
)
# What browsers take for an `img`.
_IMAGE = re.compile(r"<image(?=\s+src\b)", flags=re.IGNORECASE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|#|//|[{|]\w+[}|]")
_PAGE = re.compile(r"/?(?:index)?\.(?:html?|md)$|/index$|/$")
# What is beside posts in a repository, and says nothing of what its owner learned.
_OF_REPOSITORY = re.compile(
    r"(?:readme|license|licence|changelog|contributing|code_of_conduct|security|authors|todo|agents|claude|copilot-instructions)(?:\..*)?",
    flags=re.IGNORECASE,
)
_NOT_WALKED = {"node_modules", "vendor", "__pycache__", "venv"}
# Of these names a site of the journal has pages of its own.
_TAKEN = {
    "index",
    "404",
    "500",
    "archive",
    "archives",
    "search",
    "tags",
    "categories",
    "category",
    "blog",
    "posts",
    "timeline",
    "topics",
    "sitemap",
    "feed",
    "data",
    "resources",
}
MARKDOWN = (".md", ".markdown", ".mkd", ".mdown", ".mdx", ".qmd", ".rmd", ".rmarkdown", ".org", analytics.NOTEBOOK)
_OF_DOCUMENT = (".md", ".markdown")
_LISTS = {"list of posts", "page of a section"}
_MORE = re.compile(r"^[ \t]*<!--[ \t]*(?:more|truncate|excerpt)[ \t]*-->[ \t]*$", flags=re.MULTILINE | re.IGNORECASE)
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
        front = with_former(self.translated(path, front, beside), [was] if was else [])
        links = self._links(path, was, beside)
        return with_summary(dataclasses.replace(front, body=links.relative(front.body)))

    def prepared_text(self, path: str, text: str, beside: Beside) -> str:
        """A text of a notebook as the journal writes it."""
        front = self.translated(path, FrontMatter({}, text, 1, {}), beside)
        return self._links(path, "", beside).relative(front.body)

    def _links(self, path: str, was: str, beside: Beside) -> _Links:
        return _Links(path, was, self.host, self.base, beside, lambda file: self.left_out(file) in _LISTS)

    def find(self, name: str, path: str, names: Names) -> str:
        """The file that a name means, or an address of the site if it begins with a slash."""
        if not name.startswith("/"):
            return super().find(name, path, names)
        address = unquote(name)
        if self.base and f"{address}/".startswith(f"{self.base}/"):
            address = address.removeprefix(self.base) or "/"
        if found := self._addresses(names).get(_key(address)):
            return found
        places = (names.exact(f"{root}{address.strip('/')}") for root in self.roots)
        return next(filter(None, places), "")

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
                            found.setdefault(_key(address), path)
            self._known["files"] = found
        return self._known["files"]

    def left_out(self, path: str) -> str:
        """What a note is that is not one of the site's."""
        if not path.lower().endswith((*MARKDOWN, ".rst", ".txt")):
            return super().left_out(path)
        if is_of_repository(path) and "/" not in path.removeprefix(self.home).strip("/"):
            return "file of the repository"
        folders = PurePosixPath(path).parts[:-1]
        if set(folders) & _NOT_WALKED or (folders and not self.inside and folders[0] in self.made):
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
            self._known["held"] = {
                made: path
                for path in notes_in(self.content, analytics.NOTEBOOK)
                if path.lower().endswith(self.run)
                for made in (str(PurePosixPath(path).with_suffix(one)) for one in _OF_DOCUMENT)
                if (self.content / made).is_file() and _is_held(self.content, path)
            }
        return self._known["held"]


# -- settings of a site


def read(file: Path, most: int = _MOST_BYTES) -> str:
    """The text of a file; empty if it cannot be read, or is none: the reader of a pipe would wait."""
    if not file.is_file():
        return ""
    try:
        with file.open("rb") as opened:
            return opened.read(most).decode("utf-8", "replace")
    except OSError:
        return ""


def front_of(content: Path, path: str) -> FrontMatter:
    """What a file says of itself; its body, as it was written, if it is no Org file."""
    text = read(content / path)
    return fields_of_org(text) if path.lower().endswith(".org") else split_document(path, text)


def _is_held(content: Path, path: str) -> bool:
    """Whether the author of a document keeps it back."""
    if not path.lower().endswith(analytics.NOTEBOOK):
        return bool(front_of(content, path).held_back)
    from ..notebooks import front_of as front_of_notebook  # noqa: PLC0415 - few sites have one beside its Markdown

    # All of it, since what its cells printed may be long.
    front = front_of_notebook(read(content / path, most=-1))
    return front is not None and bool(front.held_back)


def read_settings(files: Iterable[Path]) -> dict[str, Any]:
    """What the first of some files says that is there, with its scalars as they were written; nothing if it cannot be read."""
    file = next((one for one in files if one.is_file()), None)
    if file is None:
        return {}
    text = read(file)
    try:
        match file.suffix:
            case ".toml":
                found = tomllib.loads(text, parse_float=str)
            case ".json":
                found = json.loads(text)
            case _:
                found = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a loader that makes nothing but texts
    except (ValueError, RecursionError, yaml.YAMLError):
        return {}
    return found if isinstance(found, dict) else {}


def text_of(value: Any) -> str:  # noqa: ANN401 - what settings and front matter hold
    """A value that is one text, without the spaces around it; empty for any other."""
    return value.strip() if isinstance(value, str) else ""


def texts_of(values: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """The single values of a mapping, by their names with a dot between."""
    for name, value in values.items():
        if isinstance(value, dict) and before.count(".") < _MOST_NAMES:
            yield from texts_of(value, f"{before}{name}.")
        elif isinstance(value, str | int | float):
            yield f"{before}{name}", str(value)


def notes_in(content: Path, *others: str) -> Iterator[str]:
    """The notes of a folder, by their paths in it, and files that end otherwise."""
    for place, folders, names in os.walk(content):
        folders[:] = sorted(one for one in folders if not one.startswith(".") and one not in _NOT_WALKED)
        inside = Path(place).relative_to(content).as_posix()
        for name in sorted(names):
            if name.lower().endswith((*MARKDOWN[:-1], *others)) and not name.startswith("."):
                yield name if inside == "." else f"{inside}/{name}"


def is_of_repository(path: str) -> bool:
    """Whether a file tells of a repository rather than of what its owner learned."""
    return _OF_REPOSITORY.fullmatch(PurePosixPath(path).name) is not None


def may_be_page(name: str) -> bool:
    """Whether a page of this name would not be in the place of one of the journal's own."""
    return name.lower() not in _TAKEN


def inside_of(folder: Path, content: Path) -> str:
    """Where a content folder is in the site's own, as `Website.inside`."""
    path = os.path.relpath(content.resolve(), folder.resolve()).replace(os.sep, "/")
    return "" if path == "." else f"{path}/"


def may_hold(folder: Path, content: Path, home: str) -> bool:
    """Whether a content folder is that of a site, or lies among its posts."""
    inside = inside_of(folder, content)
    return not inside or not home or f"{inside}/".startswith(f"{home}/")


def host_and_base(address: str) -> tuple[str, str]:
    """A site's host and the path there.

    >>> host_and_base("https://example.org/blog/"), host_and_base("/")
    (('https://example.org', '/blog'), ('', ''))
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else "", parts.path.rstrip("/")


class Standing(TypedDict):
    """Where a site is, and what its settings say, by the names that `Website` has for it."""

    inside: str
    host: str
    base: str
    settings: tuple[tuple[str, str], ...]
    content: Path


def standing(folder: Path, content: Path, address: object, said: Mapping[str, Any]) -> Standing:
    """What each site is made with.

    Args:
        folder: the site's own.
        content: the content folder.
        address: of the site on the web, as its settings have it.
        said: the settings.
    """
    host, base = host_and_base(str(address or ""))
    return {
        "inside": inside_of(folder, content),
        "host": host,
        "base": base,
        "settings": tuple(sorted(texts_of(said))),
        "content": content,
    }


# -- languages


def parted_language(path: str, languages: Sequence[str]) -> tuple[str, str]:
    """A path without the language that the end of its name or a folder tells, and that language; empty where none does.

    >>> parted_language("docs/about.de.md", ["en", "de"]), parted_language("_posts/pt-br/a.md", ["pt-BR"])
    (('docs/about.md', 'de'), ('_posts/a.md', 'pt-BR'))
    """
    if not languages:
        return path, ""
    codes = {one.casefold(): one for one in languages}
    *folders, name = path.split("/")
    stem, dot, suffix = name.rpartition(".")
    base, _, last = stem.rpartition(".")
    if base and (language := codes.get(last.casefold())):
        return "/".join([*folders, f"{base}{dot}{suffix}"]), language
    for place, folder in enumerate(folders):
        if language := codes.get(folder.casefold()):
            return "/".join([*folders[:place], *folders[place + 1 :], name]), language
    return path, ""


def with_language(fields: Mapping[str, FieldValue], language: str) -> dict[str, FieldValue]:
    """Fields that say the language which a path tells, unless they say one."""
    return {**fields} if not language or "lang" in fields else {**fields, "lang": language}


# -- addresses


def former(front: FrontMatter) -> list[str]:
    """The addresses that a file says it had."""
    found: list[str] = []
    for name in ("aliases", "redirect_from"):
        value = front.fields.get(name, ())
        found += [one for one in ([value] if isinstance(value, str) else value) if isinstance(one, str)]
    return list(dict.fromkeys(found))


def with_former(front: FrontMatter, addresses: Iterable[str]) -> FrontMatter:
    """Front matter whose page leads on from some more addresses; what it says of its own is theirs as well."""
    fields = {name: value for name, value in front.fields.items() if name not in {"url", "permalink"}}
    asked = [one for one in addresses if one.strip("/")]
    known = former(front)
    if asked:
        keys = {_key(one) for one in known}
        fields["aliases"] = [*known, *(one for one in asked if _key(one) not in keys)]
    return dataclasses.replace(front, fields=fields)


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


def _key(address: str) -> str:
    """An address in a form that is the same for all ways of writing it."""
    return _PAGE.sub("", address.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]).strip("/").casefold()


@dataclass
class _Links:
    """The links of one file that are written by addresses of the site.

    Attributes:
        path: of the file.
        was: its own address.
        host: of the site.
        base: the path of the site there.
        beside: what is beside it.
        is_list: whether a file is a list of posts, which this site makes itself.
    """

    path: str
    was: str
    host: str
    base: str
    beside: Beside
    is_list: Callable[[str], bool]

    def relative(self, text: str) -> str:
        """A text with paths of files instead of addresses that mean one."""
        return changed(text, lambda prose: substituted(ADDRESS, self._replaced, _IMAGE.sub("<img", prose)))

    def _replaced(self, found: re.Match[str]) -> str:
        address = found["address"]
        if self.host and re.match(rf"(?:https?:)?//{re.escape(self.host.partition('://')[2])}(?:/|$)", address):
            address = f"/{address.partition('//')[2].partition('/')[2]}"
        if _SCHEME.match(address):
            return found[0]
        path = re.split("[?#]", address, maxsplit=1)[0]
        tail = address[len(path) :]
        if not path.startswith("/"):
            # A file beside this one, or an address from where this one stood.
            beside = self.beside.names.exact(posixpath.join(posixpath.dirname(self.path), unquote(path)))
            if beside and self.is_list(beside):
                return f"{found['before']}{{index}}"
            if not self.was or not path or beside:
                return found[0]
            folder = self.was if self.was.endswith("/") else posixpath.dirname(self.was)
            path = posixpath.normpath(posixpath.join(folder, path)) + ("/" if path.endswith("/") else "")
        if path in {"/", self.base, f"{self.base}/"} and not found["before"].lower().startswith(("src", "poster")):
            return f"{found['before']}{{index}}"
        file = self.beside.find(path, self.path)
        if not file:
            return found[0]
        return f"{found['before']}{quote(path_from(self.path, file))}{tail}"
