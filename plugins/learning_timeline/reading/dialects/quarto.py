"""A site of Quarto."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from .dialect import Dialect

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self


@dataclass(frozen=True)
class Quarto(Dialect):
    """Documents in Markdown with code that is run."""

    name: ClassVar[str] = "quarto"
    title: ClassVar[str] = "A Quarto site"

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its settings."""
        del content
        return cls() if (folder / "_quarto.yml").is_file() else None
