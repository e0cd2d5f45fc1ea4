"""A content folder in, the paths of its files by their names out: what a link means that says only a name."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from unicodedata import normalize

from .._seam import analytics

_LONGEST_PATH = 500
_ID = re.compile(r"^[ \t]*:ID:[ \t]*(?P<id>\S+)", flags=re.MULTILINE | re.IGNORECASE)


class Names:
    """The files of a content folder, looked up by name; its folders are walked when the first name is asked for.

    Args:
        content: the folder.
    """

    def __init__(self, content: Path) -> None:
        self._content = content
        self._listed: dict[str, dict[str, str]] = {}

    @cached_property
    def files(self) -> dict[str, str]:
        """The paths of all files that are not hidden, by these paths as names are compared."""
        found: dict[str, str] = {}
        for place, folders, names in os.walk(self._content):
            folders[:] = sorted(folder for folder in folders if not folder.startswith("."))
            inside = os.path.relpath(place, self._content).replace(os.sep, "/")
            before = "" if inside == "." else f"{inside}/"
            for name in sorted(names):
                if not name.startswith("."):
                    found.setdefault(compared(f"{before}{name}"), f"{before}{name}")
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self.files:
            found.setdefault(posixpath.basename(path), []).append(path)
        for paths in found.values():
            paths.sort(key=lambda path: (path.count("/"), len(path), path))
        return found

    @cached_property
    def by_id(self) -> dict[str, str]:
        """The Org files by the ids that are in them."""
        found: dict[str, str] = {}
        for path in self.files.values():
            if path.lower().endswith(".org"):
                try:
                    text = (self._content / path).read_text(encoding="utf-8", errors="replace")
                except OSError:
                    continue
                for match in _ID.finditer(text):
                    found.setdefault(match["id"], path)
        return found

    def listed(self, kind: str, names_in: Callable[[str, str], Iterable[str]]) -> dict[str, str]:
        """The notes by names that are in them; all are opened when the first of a kind is asked for.

        Args:
            kind: of the names.
            names_in: those in a file, by its path and text.
        """
        if kind not in self._listed:
            found = self._listed[kind] = {}
            for path in self.files.values():
                if path.lower().endswith(analytics.POST_SUFFIXES):
                    with suppress(OSError):
                        text = (self._content / path).read_text(encoding="utf-8", errors="replace")
                        for name in names_in(path, text):
                            found.setdefault(name, path)
        return self._listed[kind]

    def exact(self, path: str) -> str:
        """The file of a path from the content folder, written in any case; empty if there is none."""
        return self.files.get(compared(posixpath.normpath(path)), "")

    def nearest(self, name: str, path: str, suffixes: Iterable[str]) -> str:
        """The file that a name or the end of a path means in another file; empty if there is none.

        As Obsidian does it: that path from the content folder, else the one of this name in the folder of the file that
        asks or below, else the one with the fewest folders around it.

        Args:
            name: as it was written, with or without its suffix, in any case.
            path: of the file that asks.
            suffixes: what may be left out at the name's end, the most likely first.
        """
        folder = posixpath.dirname(path)
        if name.startswith(("./", "../")):
            name = posixpath.normpath(posixpath.join(folder, name))
        name = name.strip("/")
        if not name or "\0" in name:
            return ""
        here = f"{compared(folder)}/" if folder else ""
        for suffix in suffixes:
            wanted = compared(f"{name}{suffix}")
            if wanted in self.files:
                return self.files[wanted]
            like = self._by_name.get(posixpath.basename(wanted), [])
            found = [one for one in like if one.endswith(f"/{wanted}")]
            if found:
                return self.files[next((one for one in found if one.startswith(here)), found[0])]
        # A path from a folder around the content folder.
        _, _, inside = name.partition("/")
        return self.nearest(inside, path, suffixes) if "/" in inside and len(name) < _LONGEST_PATH else ""


def path_from(path: str, file: str) -> str:
    """How a file is named from the folder of another.

    >>> path_from("posts/2026/a.md", "pictures/b.png"), path_from("a.md", "b.md")
    ('../../pictures/b.png', 'b.md')
    """
    return posixpath.relpath(file, posixpath.dirname(path) or ".")


def compared(name: str) -> str:
    """A name in the form in which names are the same that people take for the same."""
    return normalize("NFC", name).casefold()
