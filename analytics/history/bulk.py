"""Lists of commits and of authors in, which commits move no date out."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import numpy as np

from ..errors import ContentError
from .repository import quiet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..cache import Mined
    from ..log import Flags
    from .repository import Repository

IGNORE_REVS_FILE = ".git-blame-ignore-revs"


def bulk_flags(mined: Mined, ignore_revs: Sequence[Path], ignore_authors: Sequence[str]) -> Flags:
    """For each commit whether it is listed as bulk, or of an ignored author."""
    listed = set(mined.listed.tolist())
    for file in ignore_revs:
        try:
            listed |= _revisions(str(file), file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            problem, remedy = "this list of commits cannot be read", "fix the path in the settings"
            raise ContentError(str(file), None, problem, remedy) from error
    is_ignored = np.array([_is_ignored(person, ignore_authors) for person in mined.names], np.bool_)
    is_bulk = is_ignored[mined.log.person] if len(is_ignored) else np.zeros(len(mined.log), np.bool_)
    return is_bulk | np.isin(mined.log.sha, sorted(listed))


def listed_revisions(repo: Repository) -> set[bytes]:
    """The commits that the repository's own list at HEAD names."""
    return _revisions(IGNORE_REVS_FILE, quiet(repo, "cat-file", "blob", f"HEAD:{IGNORE_REVS_FILE}"))


def _revisions(name: str, text: str) -> set[bytes]:
    """Object ids, one a line; what follows a ``#`` is a comment."""
    listed = set()
    for number, line in enumerate(text.splitlines(), 1):
        sha = line.partition("#")[0].strip().lower()
        if sha and not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", sha):
            raise ContentError(name, number, f"{sha!r} is not a full commit id", "write all of its 40 digits")
        if sha:
            listed.add(sha.encode("ascii"))
    return listed


def _is_ignored(person: str, patterns: Sequence[str]) -> bool:
    """Whether an author is ignored. Only ``*`` is special: names of bots have brackets in them."""
    return any(
        fnmatchcase(who.lower(), pattern.lower().replace("[", "[[]").replace("?", "[?]"))
        for pattern in patterns
        for who in person.split("\n")
    )
