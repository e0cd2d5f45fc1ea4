"""What the file system does for a site: links or copies of its files, and that the disk keeps them.

In: the folder of a site, and paths from it with ``/``. Each loop here goes over all files of a site, thousands of times a build.
"""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from stat import S_ISDIR
from typing import Final

from ..core.errors import SiteNotWhole
from .checksums import DIGEST_BYTES
from .manifest import FileFact, Manifest

READ_AT_ONCE = 1 << 20
# What is a link becomes one again, which systems do that are asked for it.
_AS_IT_IS: Final = {"follow_symlinks": False} if os.link in os.supports_follow_symlinks else {}
# From so many files and folders on, all of the machine's are made durable together.
MANY = 50


def others(
    site: str, files: Collection[str], folders: Collection[str], since: int = 0, always: Collection[str] = ()
) -> Iterator[tuple[str, bool]]:
    """What a site has but these files and folders, each with whether it is a folder; folders before what they hold.

    Args:
        site: its folder.
        files: those that are known.
        folders: those that are known, the site's own among them.
        since: a known folder is looked through if something came into it or left it from this moment on, in nanoseconds
            since 1970.
        always: known folders that are looked through in any case.
    """
    may_be_as_it_was = set(folders).difference(always, [""]) if since else set()
    unread = [f"{one}/" if one else "" for one in folders if one not in may_be_as_it_was or _may_have(site, one, since)]
    for below in unread:  # which grows by the folders that are not known
        folder = f"{site}{os.sep}{below[:-1]}"
        with suppress(FileNotFoundError, NotADirectoryError):
            if not S_ISDIR(os.lstat(folder).st_mode):
                continue
            with os.scandir(folder) as entries:
                for entry in entries:
                    path, is_folder = f"{below}{entry.name}", entry.is_dir(follow_symlinks=False)
                    if path not in (folders if is_folder else files):
                        yield path, is_folder
                        if is_folder:
                            unread.append(f"{path}/")


def _may_have(site: str, folder: str, since: int) -> bool:
    """Whether something may have come into a folder or left it from a moment on."""
    try:
        # Not by the time of its last change, which programs that copy set as they like.
        return os.lstat(f"{site}{os.sep}{folder}").st_ctime_ns >= since
    except OSError:
        return True  # which is asked again


def make_folders(site: Path, folders: Iterable[str]) -> None:
    """Make those folders of a site that are not there."""
    for folder in sorted(folders):
        with suppress(FileExistsError):
            os.mkdir(f"{site}{os.sep}{folder}")  # noqa: PTH102 - see is_intact


def turn(site: Path, old: Manifest, new: Manifest) -> None:
    """Make a folder that has the files of one site ready for those of another: what goes is removed, folders are made.

    Raises:
        OSError: that could not be done.
    """
    remove(site, old.files.keys() - new.files.keys(), old.folders - new.folders)
    make_folders(site, new.folders - old.folders)


def remove(site: Path, files: Iterable[str], folders: Iterable[str]) -> None:
    """Remove files, and folders with nothing else in them.

    Raises:
        OSError: that could not be done.
    """
    for path in files:
        os.unlink(f"{site}{os.sep}{path}")  # noqa: PTH108 - see is_intact
    for path in sorted(folders, reverse=True):  # what a folder holds comes after it
        os.rmdir(f"{site}{os.sep}{path}")  # noqa: PTH106 - see is_intact


def link(old: Path, new: Path, path: str) -> bool:
    """Give the new site a file of the old one, copied where no link can be made; whether it is a link.

    Raises:
        SiteNotWhole: the copy is not the same.
    """
    source, target = f"{old}{os.sep}{path}", f"{new}{os.sep}{path}"
    with suppress(OSError):  # the file system has no links, or no more of this file
        link_again(old, new, path)
        return True
    if os.path.islink(source):  # noqa: PTH114 - see is_intact
        Path(target).symlink_to(Path(source).readlink())
        return True
    shutil.copy2(source, target)
    if not filecmp.cmp(source, target, shallow=False):
        raise not_as_written(path)
    return False


def link_again(old: Path, new: Path, path: str) -> None:
    """Give a file of one site a second name in another.

    Raises:
        OSError: it cannot be given, as to what is a link itself on some systems.
    """
    source, target = f"{old}{os.sep}{path}", f"{new}{os.sep}{path}"
    if not _AS_IT_IS and os.path.islink(source):  # noqa: PTH114 - see is_intact
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), source)
    os.link(source, target, **_AS_IT_IS)


def check(site: Path, files: Mapping[str, FileFact]) -> dict[str, int]:
    """Make sure that files of a site are there and as long as they should be, before it replaces another.

    Returns:
        The time of each file's last change, in nanoseconds since 1970.

    Raises:
        SiteNotWhole: one is not.
    """
    root, times = f"{site}{os.sep}", {}
    for path, fact in files.items():
        try:
            stat = os.stat(root + path)  # noqa: PTH116 - see is_intact
        except OSError:
            raise not_as_written(path) from None
        if stat.st_size != fact.size:
            raise not_as_written(path)
        times[path] = stat.st_mtime_ns
    return times


def not_as_written(path: str) -> SiteNotWhole:
    """What ends a build of which a file is another than was meant."""
    return SiteNotWhole(f"{path}: is not as it was written: the site is left as it was; build again")


def make_durable(site: Path, places: Collection[str]) -> None:
    """Have the disk keep new files and folders of a site, before anything points to it."""
    if len(places) > MANY and hasattr(os, "sync"):
        os.sync()  # the whole machine's at once takes less than each by itself
        return
    for place in places:
        sync(site / place)


def sync(place: Path) -> None:
    """Have the disk keep a file, or the names in a folder."""
    if os.name != "posix" and place.is_dir():  # there a folder cannot be opened, and needs not be
        return
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def files_below(folder: Path) -> Iterator[str]:
    """All files below a folder, as paths from it."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        # Twice for each page of a site, so without a `Path` for each.
        with os.scandir(f"{folder}/{below}") as entries:
            for entry in entries:
                if not entry.is_dir():
                    yield f"{below}{entry.name}"
                elif not entry.is_symlink():
                    waiting.append(f"{below}{entry.name}/")


def fact_of(file: Path | str) -> FileFact:
    """A file as the disk holds it."""
    digest = blake2b(digest_size=DIGEST_BYTES)
    size = 0
    with open(file, "rb", buffering=0) as source:  # noqa: PTH123 - once a file, and a Path costs more than the call
        # Not as a whole: the data of a long life is large.
        while part := source.read(READ_AT_ONCE):
            digest.update(part)
            size += len(part)
    return FileFact(size, digest.hexdigest())
