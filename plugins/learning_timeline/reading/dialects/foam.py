"""A workspace of Foam: Markdown whose notes name each other, as in a vault of Obsidian, and nothing of Obsidian's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

from ..markdown import Syntax
from .dialect import Dialect
from .site_files import read


@dataclass(frozen=True)
class Foam(Dialect):
    """Notes that link to each other by name; a link to a note that is still to be written is shown as its words."""

    name: ClassVar[str] = "foam"
    title: ClassVar[str] = "A Foam workspace"
    syntax: ClassVar[Syntax] = Syntax(
        wikilinks=True, keeps_unknown=False, marks=("==",), block_ids=True, tags=True, tasks=True
    )

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its folder, or by the extension that its editor is told to have."""
        del content
        return (
            cls()
            if (folder / ".foam").is_dir() or "foam.foam-vscode" in read(folder / ".vscode" / "extensions.json")
            else None
        )
