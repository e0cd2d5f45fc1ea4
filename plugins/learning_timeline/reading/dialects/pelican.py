"""A site of Pelican, or a journal of this project: the reader's own dialect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from .dialect import Dialect

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self


@dataclass(frozen=True)
class Pelican(Dialect):
    """Posts with Pelican's fields."""

    name: ClassVar[str] = "pelican"
    title: ClassVar[str] = "A Pelican site"

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its settings."""
        del content
        return cls() if (folder / "pelicanconf.py").is_file() else None
