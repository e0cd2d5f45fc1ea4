"""A site of Jekyll."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from .dialect import Dialect

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self


@dataclass(frozen=True)
class Jekyll(Dialect):
    """Posts in `_posts`, named by their days."""

    name: ClassVar[str] = "jekyll"
    title: ClassVar[str] = "A Jekyll site"

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its settings."""
        del content
        return cls() if (folder / "_config.yml").is_file() and any(folder.glob("**/_posts")) else None
