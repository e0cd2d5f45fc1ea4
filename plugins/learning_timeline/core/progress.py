"""How far a build is, shown on a terminal while it takes longer than a moment; silent elsewhere.

In: counts from the readers, the history and the writer. Out: one live line on Pelican's own console, so that log
messages and the line do not overwrite each other.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import IO, cast

from pelican import console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Display

READING, WRITING = "Reading posts", "Writing pages"


def say(sentence: str) -> None:
    """One line, however narrow the terminal is."""
    console.print(sentence, markup=False, highlight=False, soft_wrap=True)


def say_last(sentence: str) -> None:
    """Say how a build ended whose site is in place: it has not failed if that cannot be written, as to a log on a full disk."""
    # Nor if what Pelican says behind it, the end of its spinner, cannot.
    console.file = cast("IO[str]", _NeverFails())
    say(sentence)


class _NeverFails:
    """Standard output, to which nothing more is written once something could not be."""

    def write(self, text: str) -> int:
        with _or_nowhere():
            sys.stdout.write(text)
        return len(text)

    def flush(self) -> None:
        with _or_nowhere():
            sys.stdout.flush()

    def __getattr__(self, name: str) -> object:
        return getattr(sys.stdout, name)


@contextmanager
def _or_nowhere() -> Iterator[None]:
    try:
        yield
    except OSError:
        # What is left to be written would be tried again at the end of the program, and fail it.
        sys.stdout = StringIO()


class Progress:
    """A live line for each stage of a build: reading history, reading posts, writing pages.

    Attributes:
        meanwhile: done at each report, for another process that waits while this one is busy.
    """

    def __init__(self) -> None:
        self.meanwhile: Callable[[], None] = lambda: None
        self._display = Display(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._stages: dict[str, TaskID] = {}

    def report(self, stage: str, done: int, total: int | None = None) -> None:
        """Say that `done` of `total` things of a stage are done; None if the total is not known."""
        self.meanwhile()
        if self._display.disable:
            return
        self._display.start()
        if stage not in self._stages:
            self._stages[stage] = self._display.add_task(stage, total=total)
        self._display.update(self._stages[stage], completed=done, total=total)

    def advance(self, stage: str) -> None:
        """Say that one more thing of a stage is done."""
        if self._display.disable:
            return
        if stage not in self._stages:
            self.report(stage, 0)
        self._display.advance(self._stages[stage])

    def end(self) -> None:
        """Take the line away."""
        self._display.stop()
