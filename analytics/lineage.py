"""Commits in, the life of every file out: which of its many paths and commits belong to one and the same post. Pure.

Identity goes forward in time: an addition begins one, a rename moves it, a deletion leaves a tombstone, and a
modification of a path that was moved meanwhile (on a parallel branch) reaches the moved file.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import itemgetter
from pathlib import PurePosixPath

import numpy as np

from .log import NONE, Column, Flags, Log

# From this similarity on a rename is believed as git reports it. Below it the names have to be related as well.
TRUSTED_SCORE = 50
# A draft that is published under another name is believed from here on: publishing is when a text gets rewritten.
DRAFT_SCORE = 30
# So many files are walked at a time, so that the values of a whole history never fill the memory.
_SLICE = 10_000
_WORD = re.compile(r"[^\W\d_]+")


# A touched file as it is walked: status, path, old path, score, regular or not, blob, old blob.
_File = tuple[int, bytes, int, int, int, bool, bytes, bytes]


@dataclass(frozen=True, eq=False)
class Lineage:
    """The lives of all files. Paths are positions in the log's `paths`.

    Attributes:
        identity: for each touched file of the log the number of the file's identity, the same under all of its paths;
            `NONE` for what is no regular file.
        is_begun: for each of them whether the commit begins a file, though git tells what it was made from: a rename
            that is not believed.
        alive: for each path the identity that is there at the end, or `NONE`.
        gone: for each path the last identity that lived there and left it, or `NONE`.
        buried: rows of a path and the identity that was deleted there.
        buried_blob: its content, as an object id.
        identities: how many there are.
    """

    identity: Column = field(default_factory=lambda: np.empty(0, np.int32))
    is_begun: Flags = field(default_factory=lambda: np.empty(0, np.bool_))
    alive: Column = field(default_factory=lambda: np.empty(0, np.int32))
    gone: Column = field(default_factory=lambda: np.empty(0, np.int32))
    buried: Column = field(default_factory=lambda: np.empty((0, 2), np.int32))
    buried_blob: Column = field(default_factory=lambda: np.empty(0, "S1"))
    identities: int = 0

    def at_head(self, paths: Column) -> Column:
        """The identities of the paths that git says exist at the end.

        Merges can settle conflicts in ways that no single commit shows; where the walk and git differ, git is right. No
        two files have one identity: it is that of the path where it lives rather than of one that it left, and of the
        first of several. Any other file is one of its own.
        """
        found = np.full(len(paths), NONE, np.int32)
        is_known = paths < len(self.alive)
        known = paths[is_known]
        found[is_known] = np.where(self.alive[known] == NONE, self.gone[known], self.alive[known])
        is_left = np.zeros(len(paths), np.bool_)
        is_left[is_known] = self.alive[known] == NONE
        claims = np.argsort(is_left, kind="stable")
        _, first = np.unique(found[claims], return_index=True)
        is_first = np.zeros(len(paths), np.bool_)
        is_first[claims[first]] = True
        new = (found == NONE) | ~is_first
        found[new] = self.identities + np.arange(new.sum())
        return found


def trace(log: Log, known: Lineage | None = None) -> Lineage:
    """Follow every regular file through a history in order, on from what is known of its beginning."""
    known = known or Lineage()
    walk = _Walk(log, known)
    names = ("commit", "status", "path", "old_path", "score", "is_regular", "blob", "old_blob")
    is_merge = log.is_merge
    files = chain.from_iterable(
        zip(*(getattr(log, name)[begin : begin + _SLICE].tolist() for name in names), strict=True)
        for begin in range(len(known.identity), len(log.commit), _SLICE)
    )
    for commit, touched in groupby(files, itemgetter(0)):
        walk.step(list(touched), is_merge=bool(is_merge[commit]))
    return Lineage(
        identity=np.concatenate([known.identity, np.array(walk.identity, np.int32)]),
        is_begun=np.concatenate([known.is_begun, np.array(walk.is_begun, np.bool_)]),
        alive=np.array(walk.alive, np.int32),
        gone=np.array(walk.gone, np.int32),
        buried=np.array([(path, identity) for (path, _), identity in walk.buried.items()], np.int32).reshape(-1, 2),
        buried_blob=np.array([blob for _, blob in walk.buried], log.blob.dtype),
        identities=walk.identities,
    )


class _Walk:
    """Where every identity is while the history is walked; ends as a `Lineage`."""

    def __init__(self, log: Log, known: Lineage) -> None:
        self.paths = log.paths
        new = [NONE] * (len(log.paths.place) - len(known.alive))
        self.alive: list[int] = known.alive.tolist() + new
        self.gone: list[int] = known.gone.tolist() + new
        self.homes = Counter(self.alive)
        self.restored: set[int] = set()
        buried = zip(known.buried.tolist(), known.buried_blob.tolist(), strict=True)
        self.buried: dict[tuple[int, bytes], int] = {(path, blob): identity for (path, identity), blob in buried}
        self.identity, self.is_begun = array("i"), array("b")
        self.identities = known.identities

    def step(self, touched: list[_File], *, is_merge: bool) -> None:
        """Apply one commit: first find who is meant, in the state before it, then move: files may swap places."""
        self.restored.clear()
        if len(touched) > 1 and not is_merge:
            touched = _with_exchanges(touched)
        found = [self._meant(file, is_merge=is_merge) for file in touched]
        self.identity.extend(found)
        for identity, (_, status, path, old_path, _, _, _, old_blob) in zip(found, touched, strict=True):
            if identity == NONE:
                continue
            if status == b"D":
                self._leave(path, identity)
                self.buried[path, old_blob] = identity
            elif old_path != NONE:
                self._leave(old_path, identity)
        for identity, (_, status, path, _, _, _, _, _) in zip(found, touched, strict=True):
            if identity != NONE and status != b"D" and (status in b"AR" or self.gone[path] == NONE):
                self._settle(path, identity)

    def _meant(self, file: _File, *, is_merge: bool) -> int:
        _, status, path, old_path, score, is_regular, blob, _ = file
        is_begun = False
        if not is_regular:
            self.is_begun.append(False)
            return NONE
        identity = NONE
        if status == b"A":
            # Alive: added on two branches. The same content at the same path again is a deletion taken back, unless that
            # was done before and what came back lives elsewhere now; anything else is another post.
            identity = self.alive[path]
            if identity == NONE and not self._lives(before := self.buried.get((path, blob), NONE)):
                identity = before
                self.restored.add(identity)
        elif old_path != NONE and not is_merge and not is_rename(self.paths[old_path], self.paths[path], score):
            is_begun = True
        else:
            source = path if old_path == NONE else old_path
            for identity in (self.alive[source], self.gone[source], self.alive[path]):
                if identity != NONE:
                    break
        self.is_begun.append(is_begun)
        return self._new() if identity == NONE else identity

    def _lives(self, identity: int) -> bool:
        return identity != NONE and (identity in self.restored or self.homes[identity] > 0)

    def _settle(self, path: int, identity: int) -> None:
        self.homes[self.alive[path]] -= 1
        self.homes[identity] += 1
        self.alive[path] = identity

    def _leave(self, path: int, identity: int) -> None:
        if self.alive[path] != NONE:
            self.gone[path] = self.alive[path]
            self._settle(path, NONE)
        elif self.gone[path] == NONE:
            self.gone[path] = identity

    def _new(self) -> int:
        self.identities += 1
        return self.identities - 1


def _with_exchanges(touched: list[_File]) -> list[_File]:
    """The files of a commit, those that took each other's content as the renames that they are.

    Git tells of no rename to a path that was there before.
    """
    holder = {
        old_blob: path for _, status, path, _, _, is_regular, _, old_blob in touched if status == b"M" and is_regular
    }
    source = {
        path: holder[blob]
        for _, status, path, _, _, _, blob, old_blob in touched
        if status == b"M" and blob != old_blob and blob in holder
    }
    # What nobody else gave up its place for was copied.
    while loose := [path for path, old_path in source.items() if old_path not in source]:
        for path in loose:
            del source[path]
    if len(set(source.values())) < len(source):
        return touched
    return [
        file if file[2] not in source else (file[0], b"R", file[2], source[file[2]], 100, *file[5:]) for file in touched
    ]


def is_rename(old_path: str, path: str, score: int) -> bool:
    """Whether a rename that git reports is believed: similar enough, under a related name, or a published draft.

    Args:
        old_path: before it.
        path: after it.
        score: the similarity in percent; `NONE` where a merge tells none.
    """
    if score == NONE or score >= TRUSTED_SCORE:
        return True
    is_published = _is_draft(old_path) and not _is_draft(path)
    return (is_published and score >= DRAFT_SCORE) or _are_related(_name(old_path), _name(path))


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
