"""Files that go into the site as they are: none from outside the content folder, and each one whole.

Pelican follows links wherever they lead, and where a copy fails it says so in passing and goes on.
"""

from __future__ import annotations

import filecmp
import functools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from .._seam import analytics
from ..core.errors import SiteNotWhole
from ..reading.answers import Answers
from ..reading.picture_metadata import PICTURES, told_by
from ..reading.stand_ins import LFS

# In the order of `told_by`.
_TOLD = ("where it was taken", "whose camera took it")
# What is wrong with a link that leads back.
CIRCLE = "is a link to a folder that contains it"
# How a file begins that git-lfs left in the place of another, and how large it may be, as its specification has it.
_POINTER, _LARGEST_POINTER = LFS.encode(), 1024


def links_out_of(content: Path, ignored: Sequence[str]) -> Iterator[tuple[analytics.ContentError, bool]]:
    """What is wrong with entries of the content folder, and whether it ends a build.

    Links lead out of it, nowhere, or in a circle; what is neither file nor folder, such as a pipe, would have its reader wait.

    It does not where what a link leads to is in the site all the same, or nothing is there: a picture that git-annex keeps
    elsewhere is lost to its post alone, which says so; a note of a submodule that is not checked out has no text to lose.
    Addresses that were published are held by their record.

    Args:
        content: the content folder.
        ignored: patterns of names that Pelican does not look at.
    """
    root = os.path.realpath(content)
    places = [root]
    for place in places:  # which grows by the folders that are found
        for entry in _entries(place):
            # What git keeps for itself is nobody's to remove, such as the socket of its file watcher.
            if entry.is_file(follow_symlinks=False) or entry.name == ".git" or _is_ignored(entry.name, ignored):
                continue
            link = entry.path
            if entry.is_dir(follow_symlinks=False):
                places.append(link)
                continue
            if not entry.is_symlink():
                problem = "is neither a file nor a folder"
                yield analytics.ContentError(os.path.relpath(link, root), None, problem, "remove it"), True
                continue
            # Not `Path.resolve`, which fails on a link that leads to itself.
            path, target = Path(link).relative_to(root).as_posix(), Path(os.path.realpath(link))
            if not target.is_relative_to(root):
                problem, remedy = (
                    "is a link to a place outside of the content folder",
                    "copy the file or folder into it",
                )
                yield analytics.ContentError(path, None, problem, remedy), target.exists()
            elif not target.exists():
                problem, remedy = "is a link to nothing", "remove it, or fix its target"
                yield analytics.ContentError(path, None, problem, remedy), False
            elif Path(place).is_relative_to(target):
                problem, remedy = CIRCLE, "remove the link"
                yield analytics.ContentError(path, None, problem, remedy), False


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What is in a folder, by name; nothing if it cannot be read, as `os.walk` has it."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def pointers_of_lfs(files: Iterable[tuple[str, Path]]) -> Iterator[analytics.ContentError]:
    """What is wrong with files in whose place git-lfs left a pointer.

    Args:
        files: each by its path from the content folder, and where it lies.
    """
    for path, file in files:
        try:
            if file.stat().st_size >= _LARGEST_POINTER:
                continue
            with file.open("rb") as opened:
                is_pointer = opened.read(len(_POINTER)) == _POINTER
        except OSError:  # told where it is copied
            continue
        if is_pointer:
            remedy = "install git-lfs and run `git lfs pull`"
            yield analytics.ContentError(path, None, "is a pointer of git-lfs in place of the file itself", remedy)


def pictures_that_tell(files: Iterable[tuple[str, Path]], answers: Answers) -> Iterator[analytics.ContentError]:
    """Which pictures say where they were taken, or by whose camera: they are published as they are.

    Args:
        files: each by its path from the content folder, and where it lies.
        answers: those that were given before.
    """
    for path, file in files:
        if not path.lower().endswith(PICTURES):
            continue
        if told := _told_by(file, answers):
            problem = f"is a picture whose metadata tells {' and '.join(told)}"
            yield analytics.ContentError(
                path, None, problem, "remove that with exiftool, or when you export the picture"
            )
    answers.keep()


def _told_by(file: Path, answers: Answers) -> list[str]:
    """What a picture tells, in words; it is read once at most."""
    read = functools.cache(told_by)

    def says(number: int) -> Callable[[Path], bool]:
        return lambda picture: read(picture)[number]

    return [what for number, what in enumerate(_TOLD) if answers.of(what, file, says(number))]


def place_openly(files: Iterable[Any]) -> None:
    """Give files of hidden folders places in folders that are not hidden, as hosts leave those out.

    Args:
        files: Pelican's objects.
    """
    for file in files:
        path = str(file.relative_source_path)
        if path.startswith(".") or "/." in path:
            file.override_save_as = file.override_url = "/".join(part.lstrip(".") for part in path.split("/"))


def copies_of_theme(settings: Mapping[str, Any], staging: Path) -> Iterator[tuple[Path, Path]]:
    """The theme's own files, each with its place in the site."""
    target, ignored = staging / settings["THEME_STATIC_DIR"], settings["IGNORE_FILES"]
    for path in settings["THEME_STATIC_PATHS"]:
        source = Path(settings["THEME"], path)
        if source.is_file():
            yield source, target / source.name
        for place, folders, names in os.walk(source, followlinks=True):
            folders[:] = [name for name in folders if not _is_ignored(name, ignored)]
            for name in names:
                if not _is_ignored(name, ignored):
                    file = Path(place, name)
                    yield file, target / file.relative_to(source)


def _is_ignored(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def check_copies(copies: Iterable[tuple[Path, Path]]) -> None:
    """Make sure that each copy is what it was made of; of two at one place the later.

    Raises:
        SiteNotWhole: one is not.
    """
    for copy, source in {copy: source for source, copy in copies}.items():
        if not copy.is_file() or not filecmp.cmp(source, copy, shallow=False):
            msg = (
                f"{source}: could not be copied into the site: free some space on the disk, or make it readable, and "
                "build again. The site is as it was."
            )
            raise SiteNotWhole(msg)
