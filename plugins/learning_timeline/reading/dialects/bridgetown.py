"""A site of Bridgetown, which has what Jekyll has in `src`, and templates in Ruby as well."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..frontmatter import rewritten
from ..markup.prose import changed, substituted
from .jekyll import Jekyll

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from ..frontmatter import FrontMatter
    from .dialect import Beside

_RUBY = re.compile(r"<%(?:[^%\n]|%(?!>)|\n(?![ \t]*\n)){0,1000}%>")


@dataclass(frozen=True)
class Bridgetown(Jekyll):
    """Posts in `src/_posts`."""

    name: ClassVar[str] = "bridgetown"
    title: ClassVar[str] = "A Bridgetown site"
    files: ClassVar[tuple[str, ...]] = ("bridgetown.config.yml", "bridgetown.config.yaml")
    roots: ClassVar[tuple[str, ...]] = ("src/", *Jekyll.roots)

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its settings, or those in Ruby."""
        names = (*cls.files, "config/initializers.rb")
        is_one = any((folder / name).is_file() for name in names) and next(folder.glob("src/_posts"), None)
        return cls._of_site(folder, content) if is_one else None

    def translated(self, path: str, front: FrontMatter, beside: Beside) -> FrontMatter:
        """Without what Ruby shows."""
        left_out: list[tuple[int, str]] = []

        def leave_out(found: re.Match[str]) -> str:
            left_out.append((front.body.count("\n", 0, max(front.body.find(found[0]), 0)) + 1, f"`{found[0][:60]}`"))
            return "\n" * found[0].count("\n")

        if "<%" in front.body:
            body = changed(front.body, lambda prose: substituted(_RUBY, leave_out, prose))
            front = rewritten(front, body, left_out)
        return super().translated(path, front, beside)
