"""What holds for each place where a site is shown: a record at its root names all files that were brought there.

Only a place that is new or has this record is written to, and what is not in the record is neither deleted nor overwritten.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..building.manifest import NAME as RECORD

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .repository import Changes

_MOST_NAMED = 3


class CannotPublish(Exception):  # noqa: N818 - it reads as what happened
    """The site was not published, or not whole; the text says what stands and how to go on."""


class Stopped(Exception):  # noqa: N818 - it reads as what happened
    """The publication was stopped while the site was brought to its place; the text says what stands there."""


def record_of(files: Iterable[str]) -> bytes:
    r"""The record of a published site: the paths of its files.

    >>> record_of(["b/index.html", "a.css"])
    b'{"files": ["a.css", "b/index.html"]}\n'
    """
    return json.dumps({"files": sorted(files)}).encode() + b"\n"


def files_of(record: str) -> frozenset[str] | None:
    """The files that a record names; None if the text is no record."""
    try:
        return frozenset(json.loads(record)["files"])
    except (ValueError, LookupError, TypeError, RecursionError):
        return None


def refuse_to_lose(place: object, changes: Changes, brought: frozenset[str]) -> Changes:
    """The changes themselves, unless they would delete or overwrite what was never brought there.

    Args:
        place: where the site is shown.
        changes: what publishing changes.
        brought: the files that the place's record names.

    Raises:
        CannotPublish: they would.
    """
    if foreign := [path for path in (*changes.removed, *changes.changed) if path not in brought]:
        more = f" and {len(foreign) - _MOST_NAMED:,} more" if len(foreign) > _MOST_NAMED else ""
        named = ", ".join(foreign[:_MOST_NAMED]) + more
        raise CannotPublish(
            f"{place} holds what publish did not bring there, and would delete or overwrite: {named}: "
            "move it into the journal, or away"
        )
    return changes


def files_in(site: Path) -> list[tuple[str, Path]]:
    """The files of a built site that are published, by path."""
    files = (path for path in site.rglob("*") if path.is_file() and path.name != RECORD)
    return sorted((path.relative_to(site).as_posix(), path) for path in files)
