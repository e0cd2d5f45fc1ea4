"""Object ids of files in, what stood in these versions out: as text for a page, or as words and lines, counted."""

from __future__ import annotations

import os
from contextlib import suppress
from subprocess import PIPE
from threading import Thread
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import HistoryError
from ..git_environment import clean_environment
from ..log import NONE, Flags
from ..notebooks import written
from ..texts import Texts, read_texts
from .repository import git_error, is_partial, open_repository, output_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from ..cache import Mined
    from .repository import Progress, Repository


class VersionReader:
    """Reads versions of files, those of a post at a time, by one process of git that begins with the first of them.

    Args:
        folder: any folder of the repository.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: Any = None
        self._owner = 0
        # Of a partial clone the objects that it has; asked for another, git goes to the network, or dies.
        self._here: frozenset[str] | None = None

    def texts(self, blobs: Sequence[str]) -> list[str | None]:
        """Some versions by their object ids, few enough for a pipe to hold these; None if git does not have one as text."""
        # A copy of the process that began it cannot share its pipes.
        if self._process is None or self._owner != os.getpid():
            self._start()
            self._owner = os.getpid()
        asked = [blob for blob in blobs if self._here is None or blob in self._here]
        # All at once, so that git looks for the next one while this one is read.
        self._process.stdin.write("".join(f"{blob}\n" for blob in asked).encode("ascii"))
        self._process.stdin.flush()
        found = {blob: self._next() for blob in asked}
        return [found.get(blob) for blob in blobs]

    def _next(self) -> str | None:
        header = self._process.stdout.readline().split()
        if len(header) != 3:  # noqa: PLR2004 - "<id> blob <size>", not "<id> missing"
            return None
        data = self._process.stdout.read(int(header[2]))
        self._process.stdout.read(1)
        with suppress(UnicodeDecodeError):
            return str(data.decode("utf-8"))
        return None

    def _start(self) -> None:
        with clean_environment():
            repo = open_repository(self._folder)
            if repo is None:
                raise HistoryError("There is no git repository here any more, so no version of a post can be read.")
            if is_partial(repo):
                names = "--batch-check=%(objectname)"
                self._here = frozenset(repo.git.cat_file("--batch-all-objects", "--unordered", names).split())
            self._process = repo.git.cat_file("--batch", as_process=True, istream=PIPE)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.stdin.close()
            # An object that is damaged ends it; its text was told as missing.
            with suppress(git_error()):
                self._process.wait()
            self._process = None


def words_and_lines(  # noqa: PLR0913, PLR0917 - what texts depend on
    repo: Repository,
    mined: Mined,
    known: Mined,
    is_bulk: Flags,
    until: date | None,
    progress: Progress | None,
) -> Texts:
    """Words and lines of each change of every post's file in the content folder, read where they are not known."""
    posts, blobs = mined.identity[mined.is_post], mined.blob[mined.is_post]
    is_changed = mined.is_post
    if mined.texts is known.texts:
        paths = len(mined.log.paths.place)
        blob, identity = np.zeros(paths, mined.blob.dtype), np.full(paths, NONE)
        blob[known.path], identity[known.path] = known.blob, known.identity
        is_changed = is_changed & ((blob[mined.path] != mined.blob) | (identity[mined.path] != mined.identity))
    done = 0

    def versions(blobs: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        nonlocal done
        for blob, text in _contents(repo, blobs):
            done += 1
            if progress is not None and done % 500 == 0:
                progress("Counting words", done, None)
            yield blob, written(text)

    return read_texts(
        mined.log,
        mined.lineage,
        (posts, blobs),
        is_bulk=is_bulk,
        until=until,
        known=mined.texts,
        changed=mined.identity[is_changed],
        versions=versions,
    )


def _contents(repo: Repository, blobs: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The content of each blob, by one process; a missing blob is left out."""
    process = repo.git.cat_file("--batch", "--buffer", as_process=True, istream=PIPE)

    def ask() -> None:
        with suppress(BrokenPipeError):  # git stopped early: what it did not answer stays uncounted
            process.stdin.write(b"".join(blob + b"\n" for blob in blobs))
            process.stdin.close()

    asking = Thread(target=ask, daemon=True)
    asking.start()
    with output_of(process, "cat-file") as answers:
        for _ in blobs:
            header = answers.readline().split()
            if not header:  # git gave up
                break
            if len(header) == 3:  # noqa: PLR2004 - "<id> blob <size>", not "<id> missing"
                yield header[0], answers.read(int(header[2]))
                answers.read(1)
    asking.join()
