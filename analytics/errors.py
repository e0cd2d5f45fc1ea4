"""What can go wrong in mining and measuring, as exceptions a person can act on.

Every message says what happened, where, and what to do. A condition that still allows an honest page (a shallow clone,
no repository) is not an error: it is a ``Notice`` (see ``model``).
"""

from __future__ import annotations

import re

# What neither XML nor HTML can hold, and what turns the direction of all text after it.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e\ud800-\udfff\ufffe\uffff]")


class AnalyticsError(Exception):
    """Base of every error that ``analytics`` raises on purpose."""


class HistoryError(AnalyticsError):
    """The git history cannot be read at all; the message passes on git's own hint."""


class GitLogError(AnalyticsError):
    """Bytes that are not the output of the one ``git log`` command; says at which field."""


class SchemaError(AnalyticsError):
    """A frame does not have the columns or types that its schema declares."""


class DataError(AnalyticsError):
    """Published data that cannot be read; says where, why, and what to do."""


class ContentError(AnalyticsError):
    """Something in a content file is wrong; reads as ``path:line: what is wrong: how to fix it``.

    Args:
        path: the file, as the author would name it.
        line: 1-based line, or None if the whole file is meant; in a notebook a line of the cell.
        problem: what is wrong.
        remedy: how to fix it.
        cell: 1-based cell of a notebook; reads as ``path:cell 3, line 2: ...``, since nobody sees the file's own lines.
    """

    def __init__(self, path: str, line: int | None, problem: str, remedy: str, cell: int | None = None) -> None:
        self.path, self.line, self.problem, self.remedy, self.cell = path, line, problem, remedy, cell
        within = [f"cell {cell}"] * (cell is not None) + [f"{'' if cell is None else 'line '}{line}"] * (
            line is not None
        )
        place = ":".join([path, *filter(None, [", ".join(within)])])
        super().__init__(printable(f"{place}: {problem}: {remedy}"))

    def __reduce__(self) -> tuple[type[ContentError], tuple[str, int | None, str, str, int | None]]:
        """As what it was made of, so that it can come from another process."""
        return ContentError, (self.path, self.line, self.problem, self.remedy, self.cell)


def printable(text: str) -> str:
    r"""A text for a terminal, which no name of a file and no title can colour, clear or rename.

    >>> printable("a\x1b[2J\u202eb.md")
    'a\\x1b[2J\\u202eb.md'
    """
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)
