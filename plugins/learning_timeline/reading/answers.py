"""Questions to files in, answers out: kept between builds by the stamps of the files, so that only changed ones are opened again.

What is kept is plain JSON in the cache folder, which may be deleted at any time.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import time_ns

from ..core.stamp import Stamp

# Reads a file, and says whether something is so.
Ask = Callable[[Path], bool]
# The stamp of a file, when it was read, and the answer.
_Row = list[int]
_PARTS = 5


class Answers:
    """What files said when they were asked whether something is so.

    Args:
        file: where answers are kept; None if they are kept nowhere.
        key: of all that decides how files are read.
    """

    def __init__(self, file: Path | None = None, key: str = "") -> None:
        self._file, self._key = file, key
        self._known = self._read()
        self._given: dict[str, dict[str, _Row]] = {}

    def of(self, question: str, file: Path, ask: Ask) -> bool:
        """Whether something is so in a file; `ask` is called if that is not known of it as it is now.

        Args:
            question: a name of what is asked.
            file: that is asked.
            ask: reads the file.
        """
        read_ns = time_ns()
        try:
            stamp = Stamp.of(file)
        except OSError:
            return ask(file)
        row = self._known.get(question, {}).get(str(file))
        if row is None or tuple(row[:3]) != stamp or not stamp.tells(row[3]):
            row = [*stamp, read_ns, int(ask(file))]
        self._given.setdefault(question, {})[str(file)] = row
        return bool(row[4])

    def keep(self) -> None:
        """Keep the answers that were given; those to questions that were not asked are forgotten."""
        if self._file is None or self._given == self._known or not (self._given or self._known):
            return
        made = self._file.with_name(f"{self._file.name}.new")
        # A cache that cannot be written costs time alone.
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            made.write_text(json.dumps({"key": self._key, "answers": self._given}), encoding="utf-8")
            made.replace(self._file)

    def _read(self) -> dict[str, dict[str, _Row]]:
        if self._file is None:
            return {}
        try:
            found = json.loads(self._file.read_bytes())
            if found["key"] != self._key:
                return {}
            return {
                question: {file: [*map(int, row)] for file, row in rows.items() if len(row) == _PARTS}
                for question, rows in found["answers"].items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}
