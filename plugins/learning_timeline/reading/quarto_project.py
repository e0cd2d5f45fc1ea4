"""The path of a document in, what its project and its folders say of it out, as Quarto has them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from .folder_settings import mapping, parsed, texts
from .settings_files import folders_above

# The text of a file by its path, which may be above the content folder; None if there is none.
ReadSettings: TypeAlias = Callable[[str], str | None]
# What Quarto makes pages of.
DOCUMENTS = (".qmd", ".rmd", ".rmarkdown", ".ipynb", ".md")
_PROJECT, _FOLDER = "_quarto", "_metadata"
_HIDES_CODE = {"execute": {"echo": "false"}}
_ENDINGS = (".yml", ".yaml")


def settings_of(folder: str, read: ReadSettings) -> dict[str, Any]:
    """What the settings of a project say that are in a folder: its own, those of its profiles, those that it names."""
    found: dict[str, Any] = {}
    for ending in _ENDINGS:
        said = _said(folder, f"{_PROJECT}{ending}", read)
        found = _joined(found, said)
        for profile in sorted(profiles_of(said)):
            found = _joined(found, _said(folder, f"{_PROJECT}-{profile}{ending}", read))
        if said:
            found = _joined(found, _said(folder, f"{_PROJECT}{ending}.local", read))
    return _with_more(found, folder, read)


def settings_for(path: str, above: int, read: ReadSettings) -> dict[str, Any]:
    """What holds for a document: of the nearest project, and of the folders below it.

    Args:
        path: from the content folder.
        above: how many folders around the content folder belong to the journal.
        read: gives the text of settings.
    """
    parts = posixpath.dirname(path).split("/") if "/" in path else []
    found: dict[str, Any] = {}
    for folder in (*("/".join([".."] * depth) for depth in range(above, 0, -1)), *_down(parts)):
        found = settings_of(folder, read) or found
        for ending in _ENDINGS:
            said = _said(folder, f"{_FOLDER}{ending}", read)
            found = _joined(found, _with_more(said, folder, read))
    return found


class Projects:
    """What holds for the documents of a content folder, read once for each of its folders.

    Args:
        content: the content folder.
        above: how many folders around it belong to the journal.
    """

    def __init__(self, content: Path, above: int | None = None) -> None:
        self._content = content
        self._above = len(list(folders_above(content.resolve()))) if above is None else above
        self._known: dict[str, dict[str, Any]] = {}

    def settings_for(self, path: str) -> dict[str, Any]:
        """What holds for a document; nothing if it is of no kind that Quarto reads."""
        if not path.lower().endswith(DOCUMENTS):
            return {}
        folder = posixpath.dirname(path)
        if folder not in self._known:
            self._known[folder] = settings_for(path, self._above, self._text)
        return self._known[folder]

    def _text(self, file: str) -> str | None:
        try:
            return (self._content / file).read_text(encoding="utf-8", errors="replace")
        except (OSError, ValueError):
            return None


def profiles_of(said: Mapping[str, Any]) -> set[str]:
    """Those that are used if none is asked for: the default ones, and the first of each group."""
    profile = mapping(said.get("profile"))
    groups = profile.get("group")
    first = groups if isinstance(groups, list) else []
    each = [one for one in first if isinstance(one, list)] or [first]
    return {*texts(profile.get("default")), *(one[0] for one in each if one and isinstance(one[0], str))}


def _down(parts: list[str]) -> list[str]:
    return ["/".join(parts[:depth]) for depth in range(len(parts) + 1)]


def _with_more(said: dict[str, Any], folder: str, read: ReadSettings) -> dict[str, Any]:
    """Settings with those of the files that they name, which count less. What is in one that nobody has is not known."""
    for file in texts(said.get("metadata-files")):
        text = read(posixpath.normpath(posixpath.join(folder, file)))
        said = _joined(_parsed(text) if text is not None else _HIDES_CODE, said)
    return said


def _said(folder: str, name: str, read: ReadSettings) -> dict[str, Any]:
    text = read(posixpath.join(folder, name))
    return _parsed(text) if text else {}


@lru_cache(maxsize=64)
def _parsed(text: str) -> dict[str, Any]:
    """The same for each document of a folder."""
    return parsed(text)


def _joined(one: dict[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Settings with others that count more: of lists, both count."""
    found = dict(one)
    for name, value in other.items():
        before = found.get(name)
        if isinstance(before, dict) and isinstance(value, dict):
            found[name] = _joined(before, value)
        elif isinstance(before, list) and isinstance(value, list):
            found[name] = [*before, *value]
        else:
            found[name] = value
    return found
