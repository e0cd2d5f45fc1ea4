"""One build at a time writes a site; a second one ends and says who is at work."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

TRY_AGAIN_LATER = 75  # EX_TEMPFAIL of sysexits.h
TRIES = 5
NAMELESS = "an unknown process"


class SiteInUse(Exception):  # noqa: N818 - it reads as what happened
    """Another build is writing the site.

    Attributes:
        exitcode: with which Pelican ends.
    """

    exitcode = TRY_AGAIN_LATER


@contextmanager
def only_build(site: Path) -> Iterator[None]:
    """Keep other builds of a site away; the system lets go of the lock even where a process is killed.

    Raises:
        SiteInUse: another build holds the lock.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - takes as long to import as the rest of a small build

    site.parent.mkdir(parents=True, exist_ok=True)
    file = site.with_name(f".{site.name}.lock")
    lock = FileLock(file, timeout=0)
    for tries_left in reversed(range(TRIES)):
        try:
            lock.acquire()
        except Timeout:
            try:
                who = file.read_text(encoding="utf-8").strip() or NAMELESS
            except FileNotFoundError:
                # The other has just ended, so that the next try succeeds; or no file can be made here.
                if tries_left:
                    continue
                raise
            except OSError:  # Windows keeps others from reading it
                who = NAMELESS
            msg = f"{site}: another build is writing this site: wait until it has ended. It is {who}."
            raise SiteInUse(msg) from None
        break
    try:
        since = datetime.now().astimezone().isoformat(" ", "seconds")
        file.write_text(f"process {os.getpid()} on {platform.node()}, since {since}\n", encoding="utf-8")
        yield
    finally:
        # While it is still held: who comes now makes a file of their own, and nothing is left to do here.
        with suppress(OSError):
            file.unlink()
        lock.release()
