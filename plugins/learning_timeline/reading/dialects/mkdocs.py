"""A site of MkDocs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from .dialect import Dialect

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self


@dataclass(frozen=True)
class MkDocs(Dialect):
    """Pages in `docs`, with the extensions of Python-Markdown."""

    name: ClassVar[str] = "mkdocs"
    title: ClassVar[str] = "A MkDocs site"

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its settings."""
        del content
        return cls() if any((folder / name).is_file() for name in ("mkdocs.yml", "mkdocs.yaml")) else None
