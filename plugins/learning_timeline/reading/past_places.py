"""The history of a site's settings in, what they held back on a day out: what nobody saw is in no version of a post.

The settings of that day are put into a folder of their own and read there as those of today are.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections import Counter
from contextlib import suppress
from pathlib import Path, PurePosixPath
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any
from weakref import finalize

from .drafts import HeldPlaces
from .frontmatter import fields_of
from .quarto_project import Projects
from .settings_files import is_of_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from .._seam import analytics

    ReadBlobs = Callable[[Sequence[str]], list[str | None]]

_AT_ONCE = 20
# Settings that hold back what is there and not listed, or what an expression finds.
_LISTING_OF = {
    "myst.yml": ("toc",),
    "_quarto.yml": ("render",),
    "_quarto.yaml": ("render",),
    "pelicanconf.py": ("ARTICLE_PATHS",),
    **dict.fromkeys(
        ("mkdocs.yml", "mkdocs.yaml", ".eleventyignore", ".bookignore", ".gitattributes"), ("!", "-filter")
    ),
}
_LISTING = ("only_build_toc_files", "siteHierarchies", "ignoreFiles", "ignorefiles", "userIgnoreFilters", "regex")


class PastPlaces:
    """Which files were held back on a day for where they were.

    Args:
        history: of the repository.
        read: gives the files of some versions.
        paths: the files that will be asked for. Settings that hold back what they do not list are compared with all of them at
            once: with one after another it took the square of their number.
    """

    def __init__(self, history: analytics.History, read: ReadBlobs, paths: Iterable[str] = ()) -> None:
        self._prefix, self._read, self._paths = history.prefix, read, tuple(paths)
        found = history.versions_of_all(is_of_settings)
        # What never changed is as it is today.
        changed = {path for path, times in Counter(one.path for one in found).items() if times > 1}
        self._versions = sorted(found, key=lambda one: one.on) if changed else []
        self._texts: dict[str, str] = {}
        # By what settings said, and by how many of their versions there were: many change nothing.
        self._rules: dict[tuple[tuple[str, str], ...], _Settings] = {}
        self._after: dict[int, _Settings] = {}

    def reason(self, path: str, on: date) -> str:
        """Why a file was held back on a day by the settings of that day; empty if it was not, or if they never changed."""
        if not self._versions or on >= self._versions[-1].on:
            return ""
        return self._on(on).reason(path)

    def settings(self, path: str, on: date) -> dict[str, Any] | None:
        """What the project of a document said of it on a day; None if that was what is said today, or nobody knows."""
        if not self._versions or on >= self._versions[-1].on:
            return None
        return self._on(on).projects.settings_for(path)

    def _on(self, on: date) -> _Settings:
        count = bisect_right(self._versions, on, key=lambda one: one.on)
        if count not in self._after:
            self._after[count] = self._settings_after(count)
        return self._after[count]

    def _settings_after(self, count: int) -> _Settings:
        """The settings after so many of their versions."""
        then = {one.path: one.blob for one in self._versions[:count]}
        known = tuple(sorted((file, blob) for file, blob in then.items() if blob))
        texts = self._told(known)
        said = tuple(one for one in known if one[0] in texts)
        if said not in self._rules:
            self._rules[said] = _Settings(texts, self._prefix, self._paths)
        return self._rules[said]

    def _told(self, known: tuple[tuple[str, str], ...]) -> dict[str, str]:
        """The texts of settings, by their paths; an index of a section only if it speaks for the section."""
        missing = [blob for _, blob in known if blob not in self._texts]
        for at in range(0, len(missing), _AT_ONCE):
            some = missing[at : at + _AT_ONCE]
            self._texts |= {blob: text or "" for blob, text in zip(some, self._read(some), strict=True)}
        texts = {path: self._texts[blob] for path, blob in known}
        return {path: text for path, text in texts.items() if "_index." not in path or "cascade" in text}


class _Settings:
    """The settings of one time, in a folder that is removed with this."""

    def __init__(self, texts: dict[str, str], prefix: str, paths: Sequence[str]) -> None:
        root = Path(mkdtemp(prefix="settings-"))
        finalize(self, _remove, root, os.getpid())
        # What is around a repository is another's.
        (root / ".git").mkdir()
        self._content = root / prefix
        self._content.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", errors="replace")
        self._is_listing = any(_lists(path, text) for path, text in texts.items())
        if self._is_listing:
            for path in paths:
                self._put(path)
        self._held = HeldPlaces(self._content, fields_of)
        self._reasons: dict[str, str] = {}
        self.projects = Projects(self._content, len(PurePosixPath(prefix).parts))

    def reason(self, path: str) -> str:
        if path not in self._reasons:
            is_there = not self._is_listing or os.path.lexists(self._content / path)
            self._reasons[path] = self._held.reason(path) if is_there else self._reason_where_it_is(path)
        return self._reasons[path]

    def _put(self, path: str) -> None:
        """Put a file where it is asked for; not where another has a folder's name, or a name that the disk does not take."""
        file = self._content / path
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()

    def _reason_where_it_is(self, path: str) -> str:
        """That of a file that nobody named before."""
        self._put(path)
        return HeldPlaces(self._content, fields_of).reason(path)


def _lists(path: str, text: str) -> bool:
    """Whether settings may hold back what is there: a table of contents is one in settings of MyST, and an extension in others."""
    name = path.rpartition("/")[2]
    is_listing = any(one in text for one in _LISTING_OF.get(name, ()))
    return is_listing or any(word in text for word in _LISTING)


def _remove(folder: Path, owner: int) -> None:
    # A copy of the process ends while the one that made the folder still reads it.
    if os.getpid() == owner:
        rmtree(folder, ignore_errors=True)
