"""Two folders change places in one step, so that whoever looks sees one or the other and never neither.

Linux and macOS have a call for it that Python does not offer. On systems and file systems without it there are three
renames; `recover` puts in order what a crash left between them.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

# The call of each system, and what is before each path in it: AT_FDCWD.
_CALLS: dict[str, tuple[str, tuple[int, ...]]] = {"linux": ("renameat2", (-100,)), "darwin": ("renamex_np", ())}
_EXCHANGE = 2  # RENAME_EXCHANGE and RENAME_SWAP
_NOT_HERE = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EXDEV}


def exchange(one: Path, other: Path) -> None:
    """Let two folders of the same parent change places.

    Raises:
        OSError: the system refuses; both are where they were.
    """
    if _in_one_step(one, other):
        return
    aside = _aside(one)
    try:
        one.rename(aside)
        other.rename(one)
    except BaseException:
        _bring_back(one)
        raise
    aside.rename(other)


def staging_prefix(site: Path) -> str:
    """How the names of a site's staging folders begin; each is beside the site."""
    return f".{site.name}.new-"


def recover(site: Path) -> None:
    """Leave a whole site and nothing beside it, whatever a build that was stopped has left; for when no other is at work."""
    aside = _aside(site)
    _bring_back(site)
    if aside.exists():
        # What is aside is whole, so that it may be brought back; what is being removed is not.
        aside.rename(Path(tempfile.mkdtemp(prefix=staging_prefix(site), dir=site.parent)) / "site")
    sweep(site)


def sweep(site: Path) -> None:
    """Remove the staging folders of a site, and what builds of before December 2026 kept: the site before, empty folders."""
    prefix = staging_prefix(site)
    with suppress(OSError):
        # No glob: the site's name may hold its special characters.
        left = [name for name in os.listdir(site.parent) if name.startswith(prefix)]  # noqa: PTH208 - names, not paths
        for name in (*left, f".{site.name}.previous", f".{site.name}.folders"):
            shutil.rmtree(site.with_name(name), ignore_errors=True)


def left_aside(site: Path) -> Path | None:
    """Where the old site is, if it was set aside and none has come in its place."""
    aside = _aside(site)
    return aside if aside.exists() and not site.exists() else None


def _bring_back(site: Path) -> None:
    """Where the old site was set aside and no new one came, the old one is the site again."""
    aside = _aside(site)
    if aside.exists():
        with suppress(OSError):
            site.rmdir()  # an empty folder, which somebody made for the site that was missing
        if not site.exists():
            aside.rename(site)


def _aside(one: Path) -> Path:
    return one.with_name(f".{one.name}.aside")


def _in_one_step(one: Path, other: Path) -> bool:
    if sys.platform not in _CALLS:
        return False
    name, place = _CALLS[sys.platform]
    call = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if call is None:  # an older system
        return False
    if not call(*place, os.fsencode(one), *place, os.fsencode(other), _EXCHANGE):
        return True
    number = ctypes.get_errno()
    if number in _NOT_HERE:
        return False
    raise OSError(number, os.strerror(number), str(one))
