"""Work that may not take for ever: a limit in seconds, where the system has alarms."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator


class TookTooLong(Exception):  # noqa: N818 - it reads as what happened
    """The time was up."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Stop what is within after so many seconds; patterns that take exponential time are stopped as well.

    On Windows and outside of the main thread there is no limit.

    Raises:
        TookTooLong: the time was up.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stop(_number: int, _frame: object) -> NoReturn:
    raise TookTooLong
