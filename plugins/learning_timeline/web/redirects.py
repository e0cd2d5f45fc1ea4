"""Addresses that posts and pages had before in, where each leads now out; of two that want one address the first has it.

Only published posts and pages lead anywhere: an address that led to a draft would tell of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import unquote

from .._seam import analytics

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pelican.contents import Content

# Of most file systems, less what is added to a slug that is not the only one.
LONGEST_NAME = 240
_PAGES = (".html", ".htm", ".xhtml")
# Files that hosts and programs look for at the root of a site.
_FOR_HOSTS = ("CNAME", "ads.txt", "favicon.ico", "humans.txt", "robots.txt", "security.txt", "sitemap.xml")
# Folders of the site's own files, and such in which these are beside pages; what is no page there has a dot in its name.
_OWN_FOLDERS, _SHARED_FOLDERS = (
    ("cards", "learning-timeline", "source"),
    ("data", "feeds", "resources", "search", "timeline"),
)
TAKEN = dict.fromkeys(_FOR_HOSTS, "a file for the host") | dict.fromkeys(_OWN_FOLDERS, "a file of the site itself")


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address of earlier.

    Attributes:
        save_as: its file, from the site's root.
        url: where it leads, from the root.
        title: of what is there.
        source: the file that names it, from the content folder.
    """

    save_as: str
    url: str
    title: str
    source: str


def is_address(alias: str) -> bool:
    """Whether an alias means an address; Obsidian calls other names of a note by the same word.

    >>> [is_address(one) for one in ("/old/", "2019/05/x.html", "x.html", "Attention", "TCP / IP", "old name")]
    [True, True, True, False, False, False]
    """
    return alias.startswith("/") or (" " not in alias and ("/" in alias or alias.endswith(_PAGES)))


def file_of(alias: str) -> str:
    """The file that answers at an address.

    >>> file_of("/2019/05/x.html"), file_of("/old/address"), file_of("/caf%C3%A9/")
    ('2019/05/x.html', 'old/address/index.html', 'café/index.html')

    Raises:
        ValueError: it is outside of the site, or cannot be a file; ``what is wrong: how to fix it``.
    """
    path = unquote(alias)
    parts = path.strip("/").split("/")
    if "//" in path or ":" in parts[0]:
        raise ValueError(f"{alias!r} is an address on a host: write a path within the site, such as /old/address/")
    if ".." in parts or "\\" in path:
        raise ValueError(f"{alias!r} leads out of the site: write a path within it, such as /old/address/")
    if {"?", "#"} & set(alias) or not path.isprintable() or not path.strip("/") or "." in parts:
        raise ValueError(f"{alias!r} is not the address of a page: write a path within the site, such as /old/address/")
    if any(part.startswith(".") for part in parts):
        raise ValueError(f"{alias!r} has a name that begins with a dot, which hosts keep for themselves: leave it out")
    if any(len(part.encode()) > LONGEST_NAME for part in parts):
        raise ValueError(f"{alias[:20]!r}… has a part that no file's name has room for: leave it out")
    return "/".join(parts) if path.endswith(_PAGES) else "/".join([*parts, "index.html"])


def redirects(
    contents: Iterable[Content], taken: Mapping[str, str], *, are_told_apart: bool = True
) -> tuple[list[Redirect], list[analytics.ContentError]]:
    """The redirects of posts and pages, and what is wrong with them.

    Args:
        contents: published posts and pages, in one order for ever.
        taken: the files that the site has already, each with what it is.
        are_told_apart: whether the disk of the site tells names apart that differ by capitals alone; if not, a redirect would be
            written over the page whose address differs so.
    """
    made: dict[str, Redirect] = {}
    problems = []
    files = dict(taken)
    folders = {str(folder): what for file, what in taken.items() for folder in PurePosixPath(file).parents}
    alike, alike_folders = ({as_elsewhere(path): path for path in reversed(paths)} for paths in (files, folders))
    for content in contents:
        asked = getattr(content, "former", None) or {"line": None, "files": []}
        for file in asked["files"]:
            above = [str(folder) for folder in PurePosixPath(file).parents]
            owner = files.get(file) or folders.get(file) or next(filter(None, map(files.get, above)), None)
            owner = owner or ("a file of the site itself" if _is_below_a_file(file) else None)
            source = content.relative_source_path
            if files.get(file) == source:
                continue  # it is there already
            remedy = "leave it out of `aliases`"
            if owner is not None:
                problem = f"asks for the address {_shown(file)}, which {owner} has already"
                problems.append(analytics.ContentError(source, asked["line"], problem, remedy))
                continue
            places = [
                alike.get(as_elsewhere(file)),
                alike_folders.get(as_elsewhere(file)),
                *map(alike.get, map(as_elsewhere, above)),
            ]
            if (near := next(filter(None, places), None)) is not None:
                problem = f"asks for the address {_shown(file)}, which macOS, Windows and some hosts do not tell from "
                problem += _shown(near)
                remedy += ", unless the site is only ever built and shown where they are told apart"
                problems.append(analytics.ContentError(source, asked["line"], problem, remedy))
                if not are_told_apart:
                    continue
            made[file] = Redirect(file, content.url, content.title, source)
            files[file] = source
            folders |= dict.fromkeys(above, source)
            alike.setdefault(as_elsewhere(file), file)
            for folder in above:
                alike_folders.setdefault(as_elsewhere(folder), folder)
    return list(made.values()), problems


def tells_apart(folder: Path) -> bool:
    """Whether a disk tells names apart that differ by capitals alone, as far as a folder's own path shows it."""
    folder = folder.absolute()
    there = next((one for one in (folder, *folder.parents) if one.exists() and one.name.swapcase() != one.name), None)
    if there is None:
        return True
    other = there.with_name(there.name.swapcase())
    return not (other.exists() and other.samefile(there))


def as_elsewhere(path: str) -> str:
    """A path as systems see it that tell neither capitals nor forms of a letter apart, and cut dots and spaces off."""
    return "/".join(part.rstrip(". ") for part in normalize("NFC", path).casefold().split("/"))


def _shown(file: str) -> str:
    return f"/{file.removesuffix('index.html')}"


def _is_below_a_file(path: str) -> bool:
    """Whether a path leads through what the site has for a file, as `data/posts.csv/index.html` does."""
    first, *between = PurePosixPath(path).parts[:-1] or ("",)
    return first in _SHARED_FOLDERS and any("." in part for part in between)
