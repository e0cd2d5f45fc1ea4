"""Files that go into the site as they are: none from outside the content folder, and each one whole.

Pelican follows links wherever they lead, and where a copy fails it says so in passing and goes on.
"""

from __future__ import annotations

import filecmp
import os
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._seam import analytics
from .site_folder import SiteNotWhole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def links_out_of(content: Path, paths: Iterable[str]) -> Iterator[analytics.ContentError]:
    """What is wrong with files that a link leads out of the content folder for, or round in a circle.

    Args:
        content: the content folder.
        paths: files in it, from there.
    """
    root = content.resolve()
    for path in sorted(paths):
        if not (content / path).resolve().is_relative_to(root):
            yield analytics.ContentError(
                path, None, "is a link to a file outside of the content folder", "copy the file to where the link is"
            )
        elif circle := _circle(content, path):
            yield analytics.ContentError(
                circle, None, "is a link to a folder that it lies in itself", "remove the link"
            )


def _circle(content: Path, path: str) -> str | None:
    for folder in Path(path).parents[:-1]:
        here = content / folder
        if here.is_symlink() and here.parent.resolve().is_relative_to(here.resolve()):
            return folder.as_posix()
    return None


def copies_of_theme(settings: Mapping[str, Any], staging: Path) -> Iterator[tuple[Path, Path]]:
    """The theme's own files, each with its place in the site."""
    target = staging / settings["THEME_STATIC_DIR"]
    for path in settings["THEME_STATIC_PATHS"]:
        source = Path(settings["THEME"], path)
        if source.is_file():
            yield source, target / source.name
        for place, folders, names in os.walk(source, followlinks=True):
            folders[:] = [name for name in folders if not _is_ignored(name, settings)]
            for name in names:
                if not _is_ignored(name, settings):
                    file = Path(place, name)
                    yield file, target / file.relative_to(source)


def _is_ignored(name: str, settings: Mapping[str, Any]) -> bool:
    return any(fnmatch(name, pattern) for pattern in settings["IGNORE_FILES"])


def check_copies(copies: Iterable[tuple[Path, Path]]) -> None:
    """Make sure that each copy is what it was made of.

    Raises:
        SiteNotWhole: one is not.
    """
    for source, copy in copies:
        if not copy.is_file() or not filecmp.cmp(source, copy, shallow=False):
            msg = (
                f"{source}: could not be copied into the site: free some space on the disk, or make it readable, and "
                "build again. The site is as it was."
            )
            raise SiteNotWhole(msg)
