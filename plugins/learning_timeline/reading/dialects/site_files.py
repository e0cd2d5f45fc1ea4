"""The files of a site in, out what they say: settings, front matter, languages told by names, and where the site is."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, TypedDict
from urllib.parse import urlsplit

import yaml

from ..._seam import analytics
from ..field_values import FieldValue
from ..frontmatter import FrontMatter
from .documents import split_document
from .org import fields_of_org

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MOST_BYTES = 1_000_000
# Of a setting within others.
_MOST_NAMES = 2
# What is beside posts in a repository, and says nothing of what its owner learned.
_OF_REPOSITORY = re.compile(
    r"(?:readme|license|licence|changelog|contributing|code_of_conduct|security|authors|todo|agents|claude|copilot-instructions)(?:\..*)?",
    flags=re.IGNORECASE,
)
NOT_WALKED = {"node_modules", "vendor", "__pycache__", "venv"}
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
MARKDOWN = analytics.POST_SUFFIXES


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
        folders[:] = sorted(one for one in folders if not one.startswith(".") and one not in NOT_WALKED)
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
