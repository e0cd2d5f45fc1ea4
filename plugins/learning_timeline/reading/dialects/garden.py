"""A digital garden: the published notes of an Obsidian vault, as its plugin for gardens puts them into a site of Eleventy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from .obsidian import Obsidian
from .scripted import Eleventy

if TYPE_CHECKING:
    from ..frontmatter import FrontMatter
    from ..markdown import Syntax
    from .dialect import Beside


@dataclass(frozen=True)
class Garden(Eleventy):
    """Notes of Obsidian at addresses of a site."""

    name: ClassVar[str] = "garden"
    title: ClassVar[str] = "A digital garden of Obsidian"
    signs: ClassVar[tuple[str, ...]] = ("src/site/notes",)
    homes: ClassVar[tuple[str, ...]] = ("src/site/notes/", *Eleventy.homes)
    syntax: ClassVar[Syntax] = Obsidian.syntax

    @property
    def roots(self) -> tuple[str, ...]:  # type: ignore[override] # as in its base
        """Where a file may lie that is named from the site's root."""
        return ("src/site/", *super().roots)

    def prepared(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """A note without what only Obsidian and its plugins show, and with links by addresses of the site."""
        return super().prepared(path, Obsidian().prepared(path, front, beside), beside)

    def left_out(self, path: str) -> str:
        """A drawing, or what the site is made of beside the notes."""
        kind = Obsidian().left_out(path)
        return kind or super().left_out(path)
