"""Commits in, the life of every file out: which of its many paths and commits belong to one and the same post. Pure.

Identity goes forward in time: an addition begins one, a rename moves it, a deletion leaves a tombstone, and a
modification of a path that was moved meanwhile (on a parallel branch) reaches the moved file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .model import Commit, FileChange

# From this similarity on a rename is believed as git reports it. Below it the names have to be related as well.
TRUSTED_SCORE = 50
# A draft that is published under another name is believed from here on: publishing is when a text gets rewritten.
DRAFT_SCORE = 30
_WORD = re.compile(r"[^\W\d_]+")


class Touch(NamedTuple):
    """One file in one commit, with the identity it belongs to.

    Attributes:
        commit: position of the commit in the history.
        identity: number of the file's identity, the same under all of its paths.
        change: what git reported.
    """

    commit: int
    identity: int
    change: FileChange


@dataclass(frozen=True, slots=True)
class Lineage:
    """The lives of all files.

    Attributes:
        touches: in the order of the history.
        live: the identity of each path that exists at its end.
    """

    touches: tuple[Touch, ...]
    live: Mapping[str, int]


def trace(commits: Sequence[Commit], head_paths: Collection[str] | None = None) -> Lineage:
    """Follow every regular file through the history.

    Args:
        commits: oldest first, parents before their children.
        head_paths: the regular files that exist at the end, as git lists them. Merges can settle conflicts in ways that
            no single commit shows; where the walk and git differ, git is right.
    """
    walk = _Walk()
    for position, commit in enumerate(commits):
        walk.step(position, commit)
    live = walk.alive if head_paths is None else {path: walk.at_head(path) for path in sorted(head_paths)}
    return Lineage(tuple(walk.touches), live)


def in_order(known: Sequence[Commit], new: Sequence[Commit]) -> tuple[Commit, ...]:
    """Known commits and new ones as one history, in an order that does not depend on how they were read.

    Parents come before their children, and what happened on parallel branches comes by its authors' clocks, so that the
    last change of a post is the last one in time. Both sequences are in an order of git's, `known` in this one already.
    """
    last = known[-1].sha if known else ""
    shas = {commit.sha for commit in new}
    if known and all(parent in shas or parent == last for commit in new for parent in commit.parents or ("",)):
        return (*known, *_sorted(new))  # all of it came after what is known
    return _sorted((*known, *new))


def _sorted(commits: Sequence[Commit]) -> tuple[Commit, ...]:
    if all(commit.parents == (before.sha,) for before, commit in pairwise(commits)):
        return tuple(commits)
    positions = {commit.sha: position for position, commit in enumerate(commits)}
    children: list[list[int]] = [[] for _ in commits]
    waiting = [0] * len(commits)
    for position, commit in enumerate(commits):
        for parent in commit.parents:
            if parent in positions:  # else it is known already, or beyond the end of a shallow history
                children[positions[parent]].append(position)
                waiting[position] += 1
    ready = [_turn(commit, position) for position, commit in enumerate(commits) if not waiting[position]]
    heapify(ready)
    ordered = []
    while ready:
        _, _, position = heappop(ready)
        ordered.append(commits[position])
        for child in children[position]:
            waiting[child] -= 1
            if not waiting[child]:
                heappush(ready, _turn(commits[child], child))
    return tuple(ordered)


def _turn(commit: Commit, position: int) -> tuple[int, str, int]:
    return commit.authored_at or 0, commit.sha, position


class _Walk:
    """Where every identity is while the history is walked; ends as a `Lineage`."""

    def __init__(self) -> None:
        self.alive: dict[str, int] = {}
        self.gone: dict[str, int] = {}  # the last identity that lived at a path and left it
        self.buried: dict[tuple[str, str], int] = {}  # the identity deleted at a path with this content
        self.touches: list[Touch] = []
        self.identities = 0

    def step(self, position: int, commit: Commit) -> None:
        """Apply one commit: first find who is meant, in the state before it, then move: files may swap places."""
        found = [
            (self._meant(change, is_merge=len(commit.parents) > 1), change)
            for change in commit.changes
            if change.is_regular
        ]
        for identity, change in found:
            if change.status == "D":
                self._leave(change.path, identity)
                self.buried[change.path, change.old_blob] = identity
            elif change.old_path is not None:
                self._leave(change.old_path, identity)
        for identity, change in found:
            if change.status != "D" and (change.status in "AR" or change.path not in self.gone):
                self.alive[change.path] = identity
            self.touches.append(Touch(position, identity, change))

    def at_head(self, path: str) -> int:
        """The identity of a path that git says exists at the end."""
        identity = self.alive.get(path, self.gone.get(path))
        return self._new() if identity is None else identity

    def _meant(self, change: FileChange, *, is_merge: bool) -> int:
        path, old_path = change.path, change.old_path
        if change.status == "A":
            if path in self.alive:  # added on two branches
                return self.alive[path]
            # The same content at the same path again is a deletion taken back; anything else is another post.
            revived = self.buried.get((path, change.blob))
            return self._new() if revived is None else revived
        if old_path is not None and not is_merge and not is_rename(change):
            return self._new()
        source = path if old_path is None else old_path
        identity = self.alive.get(source, self.gone.get(source))
        if identity is None:
            identity = self.alive.get(path)
        return self._new() if identity is None else identity

    def _leave(self, path: str, identity: int) -> None:
        if self.alive.get(path) is not None:
            self.gone[path] = self.alive.pop(path)
        else:
            self.gone.setdefault(path, identity)

    def _new(self) -> int:
        self.identities += 1
        return self.identities - 1


def is_rename(change: FileChange) -> bool:
    """Whether a rename that git reports is believed: similar enough, under a related name, or a published draft."""
    if change.old_path is None:
        return False
    if change.score is None or change.score >= TRUSTED_SCORE:
        return True
    is_published = _is_draft(change.old_path) and not _is_draft(change.path)
    return (is_published and change.score >= DRAFT_SCORE) or _are_related(_name(change.old_path), _name(change.path))


def step_of(commit: Commit, change: FileChange) -> tuple[str, str]:
    """The blobs that a touch leads from and to; from ``""`` where it begins a file, as a rename does that is none."""
    is_begun = change.old_path is not None and len(commit.parents) < 2 and not is_rename(change)  # noqa: PLR2004 - a merge
    return "" if is_begun or not change.old_blob.strip("0") else change.old_blob, change.blob


def _name(path: str) -> str:
    """The name that a post goes by: its file's, or its folder's where the file only stands for its folder."""
    pure = PurePosixPath(path)
    return pure.parent.name if pure.stem.lower() in {"index", "_index", "readme"} else pure.stem


def _are_related(one: str, other: str) -> bool:
    """Whether two names are the same, or one holds the other's words, or they share most; numbers are no words."""
    if one == other:
        return True
    words, others = (set(_WORD.findall(name.lower())) for name in (one, other))
    shared = len(words & others)
    return shared > 0 and (shared == min(len(words), len(others)) or 2 * shared > max(len(words), len(others)))


def _is_draft(path: str) -> bool:
    return any(part in {"drafts", "_drafts"} for part in PurePosixPath(path).parts)
