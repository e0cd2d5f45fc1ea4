"""A site of Hexo, which has posts and tags as Jekyll has them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

from ..markup import containers
from .jekyll import POSTS, Jekyll
from .site_files import MARKDOWN, read, read_settings

_SOURCE, _TEMPLATES = "source", "scaffolds"
# A setting that of all programs with `_posts` only Hexo has, and the name in the list of what a site is built with.
_NAMES_POSTS, _PACKAGE = "new_post_name", '"hexo"'


@dataclass(frozen=True)
class Hexo(Jekyll):
    """Posts in `source/_posts`, whose addresses are by day."""

    name: ClassVar[str] = "hexo"
    title: ClassVar[str] = "A Hexo site"
    pattern: ClassVar[str] = "/:year/:month/:day/:title/"
    below: ClassVar[str] = "root"
    has_zone: ClassVar[bool] = False

    @classmethod
    def at(cls, folder: Path, content: Path) -> Self | None:
        """By its posts, and its settings, its templates or what it is built with: many keep their settings to themselves."""
        if not (folder / _SOURCE / POSTS).is_dir():
            return None
        is_one = _NAMES_POSTS in read_settings([folder / "_config.yml"]) or (folder / _TEMPLATES).is_dir()
        return cls._of_site(folder, content) if is_one or _PACKAGE in read(folder / "package.json") else None

    def left_out(self, path: str) -> str:
        """What a note is that is no document of the site."""
        is_template = path.startswith(f"{_TEMPLATES}/") and path.lower().endswith(MARKDOWN)
        return "template" if is_template else super().left_out(path)

    def plain(self, text: str) -> str:
        """With callouts for containers, which its plugins read."""
        return containers.plain(super().plain(text))
