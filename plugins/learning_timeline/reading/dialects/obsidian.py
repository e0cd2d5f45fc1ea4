"""A vault of Obsidian."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from .dialect import Dialect

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self


@dataclass(frozen=True)
class Obsidian(Dialect):
    """Notes that link to each other by name."""

    name: ClassVar[str] = "obsidian"
    title: ClassVar[str] = "An Obsidian vault"
    page_folders: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its folder of settings, which may also lie in a folder of the content folder."""
        del content
        return cls() if (folder / ".obsidian").is_dir() else None
