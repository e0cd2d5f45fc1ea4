"""Pieces of work in, their results out: done by as many processes as there are cores, each a copy of this one.

Copies may begin while this process still does something else. A copy knows all that this process knew when it began, so that
nothing has to be handed over but which piece is next; what it finds out comes back over a pipe. Where a process cannot be copied
safely, all is done in this one.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from ..core.errors import SiteNotWhole
from ..core.processes import FORKS
from ..core.stopping import leave_to_parent
from ..core.unexpected import remember_place

# With fewer pieces a copy costs more than it saves.
FEWEST = 100
# What a pipe holds without anybody reading, four bytes a token.
_MOST_TOKENS = 8_000
# Of objects made, of looks at the youngest of them, and of those at what outlived one, before all are looked at.
_GARBAGE_THRESHOLDS = 10_000, 10, 10


@contextmanager
def garbage_goes_soon() -> Iterator[None]:
    """Drop what pages leave behind as they are made, and take what is there already for what stays.

    Not to look at that is what makes it cheap to look often; it also leaves its memory shared with copies.
    """
    thresholds = gc.get_threshold()
    gc.freeze()
    # Python waits the longer for the next look at all, the more it found in the last one.
    gc.collect()
    gc.set_threshold(*_GARBAGE_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def processes(pieces: int) -> int:
    """How many processes are worth their while for so many pieces of work."""
    return len(os.sched_getaffinity(0)) if FORKS and pieces >= FEWEST else 1


class Shared:
    """Pieces of work that copies of this process do, each once; it does its share of them when it joins."""

    def __init__(self, pieces: list[Callable[[], None]], result: Callable[[], Any], copies: int) -> None:
        """Begin.

        Args:
            pieces: of work, each of which is let go of when it is done; the longest had better come first.
            result: what a process has found out when it is done with its share; a copy's is pickled.
            copies: how many of this process.
        """
        self._pieces = pieces
        self._size = max(1, min(8, len(pieces) // (8 * (copies + 1))), -(-len(pieces) // _MOST_TOKENS))
        self._tokens, given = os.pipe()
        units = range(0, len(pieces), self._size)
        os.write(given, b"".join(begin.to_bytes(4, "little") for begin in units))
        os.close(given)
        self._owner = os.getpid()
        self._copies: list[_Copy] = []
        try:
            for _ in range(copies):
                self._copies.append(_Copy(self._work, result, self._copies))
        except BaseException:
            self.stop()
            raise

    def join(self) -> list[Any]:
        """Do what the copies have not begun, and wait for them.

        Returns:
            The results of the copies; this process has its own.

        Raises:
            BaseException: whatever a piece raised, in whichever process.
        """
        try:
            self._work()
            return [copy.result() for copy in self._copies]
        finally:
            self.stop()

    def stop(self) -> None:
        """End the copies, whatever they are doing."""
        if self._owner:
            self._owner = 0
            os.close(self._tokens)
            for copy in self._copies:
                copy.stop()

    def _work(self) -> None:
        pieces = self._pieces
        # A copy whose build was killed has nobody to work for.
        while self._owner in {os.getpid(), os.getppid()} and (token := os.read(self._tokens, 4)):
            begin = int.from_bytes(token, "little")
            for place in range(begin, min(begin + self._size, len(pieces))):
                piece, pieces[place] = pieces[place], _nothing
                piece()


def _nothing() -> None:
    """What stands in the place of a piece that is done."""


class _Copy:
    """A copy of this process that does its share and tells what it has found out."""

    def __init__(self, work: Callable[[], None], result: Callable[[], Any], others: Sequence[_Copy]) -> None:
        self.pipe, its_end = os.pipe()
        self._process = os.fork()
        if self._process:
            os.close(its_end)
            return
        try:
            # With the ends that only the build reads: who writes to nobody has to notice.
            for copy in (self, *others):
                os.close(copy.pipe)
            leave_to_parent()
            with os.fdopen(its_end, "wb") as pipe:
                pipe.write(_pickled(_told_by(work, result)))
        finally:
            os._exit(0)  # whatever has happened: nothing of the build is gone on with, or ended, twice

    def result(self) -> Any:  # noqa: ANN401 - what the caller asked for
        """What it has found out.

        Raises:
            BaseException: what a piece of its work raised.
            SiteNotWhole: it was ended from outside.
        """
        with os.fdopen(os.dup(self.pipe), "rb") as pipe:
            data = pipe.read()
        if not data:
            raise SiteNotWhole(
                "A process that made pages was ended from outside; perhaps the memory was full: build again. The site is as it was."
            )
        found, error = pickle.loads(data)  # noqa: S301 - from a copy of this process
        if error is not None:
            raise error
        return found

    def stop(self) -> None:
        """End it, whatever it is doing."""
        if self._process:
            os.close(self.pipe)
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            self._process = 0


def _told_by(work: Callable[[], None], result: Callable[[], Any]) -> tuple[Any, BaseException | None]:
    try:
        work()
        return result(), None
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is raised where the build is
        remember_place(error)
        return None, error


def _pickled(told: tuple[Any, BaseException | None]) -> bytes:
    try:
        data = pickle.dumps(told)
        pickle.loads(data)  # noqa: S301 - its own; an exception may come apart only here
    except Exception:  # noqa: BLE001 - an exception of any kind, which need not be made for this
        said = "".join(traceback.format_exception(told[1])) if told[1] else "a result cannot be told"
        return pickle.dumps((None, RuntimeError(said)))
    return data
