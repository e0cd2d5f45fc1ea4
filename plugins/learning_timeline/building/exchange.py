"""Two folders change places in one step, so that whoever looks sees one or the other and never neither.

Linux and macOS have a call for it that Python does not offer. On systems and file systems without it there are three
renames; `recover` finishes what a crash left between them.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# The call of each system, and what stands before each path in it: AT_FDCWD.
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
    notice = _aside(one)
    one.rename(notice)
    other.rename(one)
    notice.rename(other)


def recover(one: Path) -> None:
    """Bring back the folder that an exchange in steps was about to replace, if a crash left none in its place."""
    notice = _aside(one)
    if not one.exists() and notice.exists():
        notice.rename(one)


def _aside(one: Path) -> Path:
    return one.with_name(f".{one.name}.notice")


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
