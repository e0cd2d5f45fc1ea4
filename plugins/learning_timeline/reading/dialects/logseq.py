"""A graph of Logseq."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from .dialect import Dialect

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self


@dataclass(frozen=True)
class Logseq(Dialect):
    """Outlines: a journal of days, and notes in the folder `pages`."""

    name: ClassVar[str] = "logseq"
    title: ClassVar[str] = "A Logseq graph"
    page_folders: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its file of settings."""
        del content
        return cls() if (folder / "logseq" / "config.edn").is_file() else None
