"""A folder in, what settings in it say out: the fields of files, or their texts."""

from __future__ import annotations

import json
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MOST = 1_000_000


class FolderSettings:
    """What lies in a folder, which is listed once: most folders have none of the files that are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self.names = sorted(one.name for one in folder.iterdir())
        except OSError:
            self.names = []

    def text(self, name: str) -> str:
        """The text of a file in it, or in a folder of it; empty if there is none."""
        if name.partition("/")[0] not in self.names:
            return ""
        try:
            with (self.folder / name).open(encoding="utf-8", errors="replace") as opened:
                return opened.read(_MOST)
        except OSError:
            return ""

    def read(self, name: str) -> dict[str, Any]:
        """The fields of a file, with texts for scalars; none if it cannot be read."""
        return parsed(self.text(name), name)

    def matching(self, pattern: str) -> list[str]:
        """The names of its files, or of those in a folder of it, that a pattern fits."""
        home, _, name = pattern.rpartition("/")
        if not home:
            return [one for one in self.names if fnmatch(one, name)]
        if home.partition("/")[0] not in self.names:
            return []
        return [f"{home}/{one}" for one in FolderSettings(self.folder / home).names if fnmatch(one, name)]


def parsed(text: str, name: str = "") -> dict[str, Any]:
    """The fields of settings, with texts for scalars; none if they cannot be read.

    Args:
        text: of the file.
        name: of the file, whose ending says how it is written; YAML if it says nothing.
    """
    try:
        if text and name.endswith((".toml", ".json")):
            said = tomllib.loads(text) if name.endswith(".toml") else json.loads(text)
            text = json.dumps(said, default=str, ensure_ascii=False)
        found = yaml.load(text, Loader=_LOADER) if text else {}  # noqa: S506 - a loader that makes nothing but texts
    except (ValueError, RecursionError, yaml.YAMLError):
        return {}
    return found if isinstance(found, dict) else {}


def mapping(value: Any) -> dict[str, Any]:  # noqa: ANN401 - what settings hold
    """A value that is a mapping; an empty one for any other."""
    return value if isinstance(value, dict) else {}


def texts(value: Any) -> list[str]:  # noqa: ANN401 - what settings hold
    """The texts of a list, or the one text that a value is."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
