"""One more process, which reads posts ahead of the build that waits for them: it can be stopped, and it may crash.

A post may hold text on which a parser takes for ever or fills its stack, and nothing within a process stops either for
certain. On a machine of several cores the build is also sooner done. One worker and no more: what the build does with
each post takes about as long as reading it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from .._seam import analytics

if TYPE_CHECKING:
    from collections.abc import Iterable
    from multiprocessing.connection import Connection

    from .sources import Source, SourceReader

# For one post, on a machine that is busy with other things.
SECONDS = 20
# Few enough that their paths always fit into the pipe: two that wait for each other's pipe wait for ever.
AHEAD = 8
# Elsewhere a fork may hang, and a worker is started from nothing.
_FORKS = sys.platform == "linux"


class Worker:
    """A process that reads files; it begins with the first of them, and begins anew after one that ended it.

    Args:
        reader: what reads them.
    """

    def __init__(self, reader: SourceReader) -> None:
        self._reader = reader
        self._expected: deque[str] = deque()
        self._asked: deque[str] = deque()
        self._process: multiprocessing.process.BaseProcess | None = None

    def expect(self, paths: Iterable[str]) -> None:
        """Say which files will be asked for, in this order, so that they can be read ahead."""
        self._expected.extend(paths)

    def read(self, path: str) -> Source:
        """Read one file.

        Raises:
            ContentError: it cannot be read at all, takes too long, or has ended the process that read it.
        """
        if path not in self._asked and path not in self._expected:
            self._expected.appendleft(path)
        answered, answer = self._answer()
        while answered != path:  # asked for in vain: the build wanted another one first
            answered, answer = self._answer()
        if isinstance(answer, analytics.ContentError):
            raise answer
        return answer

    def close(self) -> None:
        """Stop the process, whatever it is doing."""
        if self._process is not None:
            self._connection.close()
            self._process.kill()
            self._process.join()
            self._process = None

    def _start(self) -> None:
        context = multiprocessing.get_context("fork") if _FORKS else multiprocessing.get_context("spawn")
        self._connection, its_end = context.Pipe()
        self._process = context.Process(target=_serve, args=(its_end, self._reader), daemon=True)
        # What is there already is never garbage in the worker, and not looking at it leaves its memory shared.
        gc.freeze()
        self._process.start()
        gc.unfreeze()
        its_end.close()

    def _answer(self) -> tuple[str, Source | analytics.ContentError]:
        """The next file, with what it says."""
        if self._process is None:
            self._start()
        while self._expected and len(self._asked) < AHEAD:
            self._asked.append(self._expected.popleft())
            with suppress(BrokenPipeError):  # told with the answer that does not come
                self._connection.send(self._asked[-1])
        path = self._asked[0]
        try:
            # All that was asked before it has been answered, so that all of this time was its own.
            if self._connection.poll(SECONDS):
                answer: Source = self._connection.recv()
                return self._asked.popleft(), answer
            problem = f"takes longer than {SECONDS} seconds to render"
        except (EOFError, ConnectionError):
            problem = "ended the process that reads it"
        self.close()
        self._expected.extendleft(reversed(self._asked))
        self._asked.clear()
        self._expected.popleft()
        return path, analytics.ContentError(path, None, problem, "shorten or simplify what it holds")


def _serve(connection: Connection, reader: SourceReader) -> None:
    """Answer each path with what its file says, until the build has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build hears it, and stops its worker
    if _FORKS:
        # The site's lock and the caches are the build's alone: a worker that outlives it by a moment may not hold them.
        mine = connection.fileno()
        os.closerange(3, mine)
        os.closerange(mine + 1, os.sysconf("SC_OPEN_MAX"))
    while True:
        try:
            path = connection.recv()
        except (EOFError, ConnectionError):
            return
        try:
            answer: Source | analytics.ContentError = reader.read(path)
        except analytics.ContentError as problem:
            answer = problem
        except Exception as error:  # noqa: BLE001 - whatever a library raises for what one file holds
            said = f"cannot be read ({type(error).__name__}: {error})".replace("\n", " ")
            answer = analytics.ContentError(path, None, said, "simplify what it holds, or take it out of the folder")
        try:
            connection.send(answer)
        except ConnectionError:
            return
