"""Records of Pelican's log in, a line each out, without time, level and place, for builds that a command started.

Pelican breaks lines at the width of the terminal and puts the name of a source file beside them, so that a `file:line`
can be neither clicked nor searched for. Who runs Pelican themselves sees what Pelican shows.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

from pelican import console
from rich.logging import RichHandler
from rich.text import Text

from .errors import SAID

_STYLES = ((logging.ERROR, "red"), (logging.WARNING, "yellow"))


def install(said: str | None = None) -> None:
    """Replace Pelican's own way to show its log, if a command started this build.

    Args:
        said: file of what the command has said already, or nothing; by default what the environment tells.
    """
    if said is None and (said := os.environ.get(SAID)) is None:
        return
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, RichHandler)]:
        root.removeHandler(handler)
        root.addHandler(PlainHandler(handler, Path(said) if said else None))


class PlainHandler(logging.Handler):
    """Shows a record as one line, however narrow the terminal is.

    Args:
        other: shows what comes with a traceback.
        said: file of the records that were shown before, which are not shown again; each is a line of it, in ASCII.
    """

    def __init__(self, other: logging.Handler, said: Path | None = None) -> None:
        super().__init__()
        self._other = other
        self._file = said
        self._said = set(said.read_text(encoding="ascii").splitlines()) if said and said.exists() else set()

    def emit(self, record: logging.LogRecord) -> None:
        """Show a record."""
        line = record.getMessage()
        if record.exc_info:
            self._other.handle(record)
        elif ascii(line) not in self._said:
            style = next((style for level, style in _STYLES if record.levelno >= level), "")
            console.print(Text(line, style), soft_wrap=True)
            self._keep(line)

    def _keep(self, line: str) -> None:
        if self._file is not None:
            self._said.add(ascii(line))
            with self._file.open("a", encoding="ascii") as stream:
                stream.write(f"{line!a}\n")
