"""One more process, which reads posts ahead of the build that waits for them: it can be stopped, and it may crash.

A post may hold text on which a parser takes for ever or fills its stack, and nothing within a process stops either for
certain. On a machine of several cores the build is also sooner done. One worker and no more: what the build does with
each post takes about as long as reading it.
"""

from __future__ import annotations

import gc
import os
import time
from collections import deque
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from .._seam import analytics
from ..core import processes
from ..core.language import speak, spoken
from ..core.speaking import language_of
from ..core.stopping import leave_to_parent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from .sources import Source, SourceReader

# Of the processor, for one post; what takes longer with others is read again by itself.
SECONDS = 20
# So many times as long a post may take that only waits, or on a machine that is busy with other things.
_WAITING = 15
# Posts that are asked for and answered together: a message costs as much as a short post.
BATCH = 24
# Two that wait for each other's pipe wait for ever, so that what is asked for always fits into one.
_MOST_ASKED = 32_000
# What fits into the pipe of answers: the worker goes on while the build is busy with something else.
_PIPE_BYTES = 1 << 20


class Worker:
    """A process that reads files; it begins when it is told which, and begins anew after one that ended it.

    Args:
        reader: what reads them.
    """

    def __init__(self, reader: SourceReader) -> None:
        self._reader = reader
        # Batches that are to be asked for, those that were, and the answers that nobody wanted yet.
        self._expected: deque[list[str]] = deque()
        self._asked: deque[list[str]] = deque()
        self._answers: dict[str, Source | analytics.ContentError] = {}
        self._coming: set[str] = set()
        self._process: BaseProcess | None = None

    def expect(self, paths: Iterable[str]) -> None:
        """Say which files will be asked for, in this order; they are read ahead from now on."""
        waiting = iter(paths)
        while batch := list(islice(waiting, BATCH)):
            self._expected.append(batch)
            self._coming.update(batch)
        self.catch_up()

    def catch_up(self) -> None:
        """Take what has been read by now, for the worker stops when its pipe is full."""
        if self._expected or self._asked:
            self._ask()
        while self._asked and self._process is not None and self._of_worker.poll():
            self._receive()
            self._ask()

    def read(self, path: str) -> Source:
        """Read one file.

        Raises:
            ContentError: it cannot be read at all, takes too long, or has ended the process that read it.
        """
        if path not in self._coming:
            self._expected.appendleft([path])
            self._coming.add(path)
        while path not in self._answers:
            self._ask()
            self._receive()
        self._coming.discard(path)
        answer = self._answers.pop(path)
        if isinstance(answer, analytics.ContentError):
            raise answer
        return answer

    def close(self) -> None:
        """Stop the process, whatever it is doing."""
        if self._process is not None:
            self._to_worker.close()
            self._of_worker.close()
            self._process.kill()
            self._process.join()
            self._process = None

    def _start(self) -> None:
        context = processes.context()
        asked, self._to_worker = context.Pipe(duplex=False)
        self._of_worker, answers = context.Pipe(duplex=False)
        if processes.FORKS:
            _widen(answers)
        self._process = context.Process(target=_serve, args=(asked, answers, self._reader, spoken().code), daemon=True)
        # What is there already is never garbage in the worker, and not looking at it leaves its memory shared.
        gc.freeze()
        self._process.start()
        gc.unfreeze()
        asked.close()
        answers.close()

    def _ask(self) -> None:
        """Ask for as much as may be on its way at once."""
        if self._process is None:
            self._start()
        sizes = [_size(batch) for batch in self._asked]
        while self._expected and (not sizes or sum(sizes) + _size(self._expected[0]) <= _MOST_ASKED):
            batch = self._expected.popleft()
            self._asked.append(batch)
            sizes.append(_size(batch))
            with suppress(BrokenPipeError):  # told with the answer that does not come
                self._to_worker.send(batch)

    def _answers_in_time(self) -> bool:
        """Wait for the next batch while its time of the processor lasts, of which a machine that is busy takes none."""
        assert self._process is not None
        began, before = time.monotonic(), _processor_seconds(self._process.pid)
        left = float(SECONDS)
        while left > 0:
            if self._of_worker.poll(left):
                return True
            waited, now = time.monotonic() - began, _processor_seconds(self._process.pid)
            if before is None or now is None or waited > _WAITING * SECONDS:
                return False
            # It takes at least as long as it has left, so that this is asked a few times.
            left = SECONDS - (now - before)
        return False

    def _receive(self) -> None:
        """Wait for the next batch; where it does not come, each of its files is asked for by itself."""
        try:
            # All that was asked before it has been answered, so that all of this time was its own.
            if self._answers_in_time():
                self._answers.update(self._of_worker.recv())
                self._asked.popleft()
                return
            problem = f"takes longer than {SECONDS} seconds to render"
        except (EOFError, ConnectionError):
            problem = "crashed the process that reads it"
        self.close()
        failed = self._asked.popleft()
        self._expected.extendleft(reversed(self._asked))
        self._asked.clear()
        if len(failed) > 1:
            self._expected.extendleft([path] for path in reversed(failed))
        else:
            (path,) = failed
            self._answers[path] = analytics.ContentError(path, None, problem, "shorten or simplify it")


def _processor_seconds(pid: int | None) -> float | None:
    """The time of the processor that a process has taken; None if the system does not say."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        # Of user and of system, the twelfth and thirteenth behind its name.
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return None


def _size(batch: Iterable[str]) -> int:
    """How many bytes a pipe holds for a batch that is asked for, at most."""
    return sum(4 * len(path) + 8 for path in batch)


def _widen(pipe: Connection) -> None:
    """Let a pipe hold more, as far as the system allows."""
    from fcntl import F_SETPIPE_SZ, fcntl  # noqa: PLC0415 - of Linux alone

    with suppress(OSError):
        fcntl(pipe.fileno(), F_SETPIPE_SZ, _PIPE_BYTES)


def _serve(asked: Connection, answers: Connection, reader: SourceReader, language: str) -> None:
    """Answer each batch of paths with what their files say, until the build has ended."""
    leave_to_parent()
    processes.close_all_but(asked.fileno(), answers.fileno())
    if spoken().code != language:
        speak(language_of(language))
    while True:
        try:
            paths = asked.recv()
            answers.send({path: _read(reader, path) for path in paths})
        except (EOFError, ConnectionError):
            return


def _read(reader: SourceReader, path: str) -> Source | analytics.ContentError:
    try:
        return reader.read(path)
    except analytics.ContentError as problem:
        return problem
    except Exception as error:  # noqa: BLE001 - whatever a library raises for what one file holds
        said = f"cannot be read ({type(error).__name__}: {error})".replace("\n", " ")
        return analytics.ContentError(path, None, said, "simplify it, or remove it from the folder")
