"""A notebook of Zim, whose pages are not read: they are counted, and Zim can export them as Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from .dialect import Dialect

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self


@dataclass(frozen=True)
class Zim(Dialect):
    """Any notes in Markdown that are beside the pages."""

    name: ClassVar[str] = "zim"
    title: ClassVar[str] = "A notebook of Zim"

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By the file with its settings."""
        return cls() if folder == content.resolve() and (folder / "notebook.zim").is_file() else None

    def left_out(self, path: str) -> str:
        """The pages, beside what nothing can read."""
        return "page of Zim" if path.lower().endswith(".txt") else super().left_out(path)
