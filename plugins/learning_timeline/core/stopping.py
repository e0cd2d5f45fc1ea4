"""A request to end stops a program as Ctrl-C does, so that it takes away what it made and says what stands.

A service manager, a cancelled workflow and `kill` send SIGTERM, by which Python ends at once.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

INTERRUPTED = 130  # as shells have it: 128 and the number of the signal


class Terminated(KeyboardInterrupt):  # it is one for whoever does not ask
    """The program was asked to end; unlike Ctrl-C in a terminal, nobody has asked the programs that it started."""


@contextmanager
def asked_to_end() -> Iterator[None]:
    """Where nobody else has seen to it, SIGTERM raises `Terminated`.

    Raises:
        Terminated: as soon as it comes.
    """
    # Only the main thread may say what a signal does.
    if current_thread() is not main_thread() or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _terminated)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def leave_to_parent() -> None:
    """For a process that the program started to work for it: who hears Ctrl-C is the program, which then ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _terminated(_number: int, _frame: FrameType | None) -> None:
    raise Terminated
