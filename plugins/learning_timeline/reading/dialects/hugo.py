"""A site of Hugo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from .dialect import Dialect

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self


_SETTINGS = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml")


@dataclass(frozen=True)
class Hugo(Dialect):
    """Posts in the sections of `content`."""

    name: ClassVar[str] = "hugo"
    title: ClassVar[str] = "A Hugo site"

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its settings."""
        del content
        return cls() if (folder / "content").is_dir() and any((folder / name).is_file() for name in _SETTINGS) else None
