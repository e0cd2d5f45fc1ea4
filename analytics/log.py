"""Commits in, a `Log` out: the commits of a history and the files that they touched, as columns. Pure.

A long history has hundreds of thousands of both. As columns they take a tenth of the memory that a value for each takes,
are counted without a loop, and are kept between builds as they are.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .model import Commit

Column = npt.NDArray[Any]
Flags = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.intp]

UNKNOWN: Final = np.iinfo(np.int64).min
NONE: Final = -1


class Names:
    """Names by their positions, of which more can be added; read from bytes when they are first asked for.

    Bytes that are not UTF-8 are surrogate-escaped, and no name holds a NUL.
    """

    def __init__(self, joined: bytes = b"") -> None:
        """The names, each ended by a NUL."""
        self._joined = joined

    @cached_property
    def place(self) -> dict[str, int]:
        """The position of each name, in their order."""
        names = self._joined.decode("utf-8", "surrogateescape").split("\0")[:-1]
        return dict(zip(names, range(len(names)), strict=True))

    @cached_property
    def all(self) -> list[str]:
        """The names."""
        return list(self.place)

    def __getitem__(self, place: int) -> str:
        """The name at a position."""
        return self.all[place]

    def including(self, names: Iterable[str]) -> Names:
        """These and more names, which come after them."""
        place = dict(self.place)
        for name in names:
            place.setdefault(name, len(place))
        new = islice(place, len(self.place), None)
        made = Names(self._joined + "".join(f"{name}\0" for name in new).encode("utf-8", "surrogateescape"))
        made.place = place
        return made

    def __bytes__(self) -> bytes:
        """The names, each ended by a NUL."""
        return self._joined


@dataclass(frozen=True, eq=False)
class Log:
    """The commits of a history, oldest first, and the files that each touched, in git's order.

    Attributes:
        sha: object id of each commit, as bytes.
        parents: the parents' ids of all commits, one commit's after the other's.
        parent_ends: where those of each commit end.
        authored_at: seconds since 1970 in UTC; `UNKNOWN` where git's author date is junk.
        utc_offset_minutes: the author's offset east of UTC.
        person: position of the author in `people`.
        people: ``name LF address`` of each author.
        commit: for each touched file the position of its commit; the columns below belong to files, too.
        status: ``A``, ``M``, ``D``, ``R`` or ``T``, as bytes.
        path: position of the path after the commit in `paths`.
        old_path: the same before a rename, else `NONE`.
        score: similarity in percent of a rename, else `NONE`.
        is_regular: whether it is a regular file.
        blob: object id of the content after the commit, as bytes; zeros when deleted.
        old_blob: the same before the commit; zeros when added.
        paths: all paths, from the repository's root.
    """

    sha: Column
    parents: Column
    parent_ends: Column
    authored_at: Column
    utc_offset_minutes: Column
    person: Column
    people: tuple[str, ...]
    commit: Column
    status: Column
    path: Column
    old_path: Column
    score: Column
    is_regular: Flags
    blob: Column
    old_blob: Column
    paths: Names

    def __len__(self) -> int:
        """The number of commits."""
        return len(self.sha)

    @property
    def is_merge(self) -> Flags:
        """For each commit whether it joins branches."""
        return np.diff(self.parent_ends, prepend=0) > 1

    @property
    def is_deletion(self) -> Flags:
        """For each touched file whether the commit deleted it."""
        return np.asarray(self.status == b"D")

    @classmethod
    def of(cls, commits: Iterable[Commit], known: Log | None = None) -> Log:
        """The commits as columns, after those that are known already."""
        builder = _Builder(known)
        for commit in commits:
            builder.add(commit)
        return builder.log()

    def in_order(self, known: int = 0) -> Log:
        """The same commits in an order that does not depend on how they were read.

        Parents come before their children, and what happened on parallel branches comes by its authors' clocks, so that
        the last change of a post is the last one in time.

        Args:
            known: so many commits at the beginning are in this order already; they stay where they are if all others
                came after them, which is told by `is_continued`.
        """
        begin = known if self.is_continued(known) else 0
        if self._is_line(begin):
            return self
        order = np.concatenate([np.arange(begin), np.array(self._sorted(begin), np.intp)])
        place = np.empty(len(order), np.intp)
        place[order] = np.arange(len(order))
        commit = place[self.commit]
        files = np.argsort(commit, kind="stable")
        parents, parent_ends = _gathered(self.parents, self.parent_ends, order)
        columns = ("sha", "authored_at", "utc_offset_minutes", "person")
        file_columns = ("status", "path", "old_path", "score", "is_regular", "blob", "old_blob")
        return replace(
            self,
            parents=parents,
            parent_ends=parent_ends,
            commit=commit[files].astype(self.commit.dtype),
            **{name: getattr(self, name)[order] for name in columns},
            **{name: getattr(self, name)[files] for name in file_columns},
        )

    def is_continued(self, known: int) -> bool:
        """Whether all commits from a position on came after those before it."""
        if not known:
            return True
        new = {*self.sha[known:].tolist(), self.sha[known - 1].item()}
        begin = int(self.parent_ends[known - 1])
        counts = np.diff(self.parent_ends[known - 1 :])
        return bool((counts > 0).all()) and all(parent in new for parent in self.parents[begin:].tolist())

    def _is_line(self, begin: int) -> bool:
        """Whether each commit from a position on, but for the first, has the one before it as its only parent."""
        ends = self.parent_ends[begin + 1 :]
        is_single = (np.diff(self.parent_ends[begin:]) == 1).all()
        return bool(is_single and (self.parents[ends - 1] == self.sha[begin:-1]).all())

    def _sorted(self, begin: int) -> list[int]:
        shas, moments = self.sha[begin:].tolist(), self.authored_at[begin:].tolist()
        turns = [
            (0 if at == UNKNOWN else at, sha, place) for place, (sha, at) in enumerate(zip(shas, moments, strict=True))
        ]
        position = {sha: place for place, sha in enumerate(shas)}
        children: list[list[int]] = [[] for _ in shas]
        waiting = [0] * len(shas)
        start = int(self.parent_ends[begin - 1]) if begin else 0
        parents, ends = self.parents[start:].tolist(), (self.parent_ends[begin:] - start).tolist()
        done = 0
        for place, end in enumerate(ends):
            for parent in parents[done:end]:
                if (at := position.get(parent)) is not None:  # else it is known, or beyond the end of a shallow history
                    children[at].append(place)
                    waiting[place] += 1
            done = end
        ready = [turn for turn in turns if not waiting[turn[2]]]
        heapify(ready)
        ordered = []
        while ready:
            place = heappop(ready)[2]
            ordered.append(begin + place)
            for child in children[place]:
                waiting[child] -= 1
                if not waiting[child]:
                    heappush(ready, turns[child])
        return ordered


class _Builder:
    """Collects commits one by one in little memory; ends as a `Log`."""

    def __init__(self, known: Log | None) -> None:
        self.known = known
        self.people = {} if known is None else {who: place for place, who in enumerate(known.people)}
        self.known_paths = Names() if known is None else known.paths
        self.paths = dict(self.known_paths.place)
        self.commits = 0 if known is None else len(known)
        self.parents = 0 if known is None else len(known.parents)
        self.ids = {name: bytearray() for name in ("sha", "parents", "blob", "old_blob")}
        self.width = {"sha": 1, "blob": 1}
        self.numbers = {
            name: array(code)
            for name, code in {
                "parent_ends": "q",
                "authored_at": "q",
                "utc_offset_minutes": "h",
                "person": "i",
                "commit": "i",
                "status": "b",
                "path": "i",
                "old_path": "i",
                "score": "b",
                "is_regular": "b",
            }.items()
        }

    def add(self, commit: Commit) -> None:
        """Append one commit."""
        ids, numbers = self.ids, self.numbers
        self.width["sha"] = len(commit.sha)
        ids["sha"] += commit.sha.encode("ascii")
        ids["parents"] += "".join(commit.parents).encode("ascii")
        self.parents += len(commit.parents)
        numbers["parent_ends"].append(self.parents)
        numbers["authored_at"].append(UNKNOWN if commit.authored_at is None else commit.authored_at)
        numbers["utc_offset_minutes"].append(commit.utc_offset_minutes)
        who = f"{commit.author}\n{commit.email}"
        numbers["person"].append(self.people.setdefault(who, len(self.people)))
        for change in commit.changes:
            self.width["blob"] = len(change.blob)
            ids["blob"] += change.blob.encode("ascii")
            ids["old_blob"] += change.old_blob.encode("ascii")
            numbers["commit"].append(self.commits)
            numbers["status"].append(ord(change.status))
            numbers["path"].append(self._path(change.path))
            numbers["old_path"].append(NONE if change.old_path is None else self._path(change.old_path))
            numbers["score"].append(NONE if change.score is None else change.score)
            numbers["is_regular"].append(change.is_regular)
        self.commits += 1

    def _path(self, path: str) -> int:
        return self.paths.setdefault(path, len(self.paths))

    def log(self) -> Log:
        """All that was added, after what was known."""
        width = {
            **dict.fromkeys(("sha", "parents"), self.width["sha"]),
            **dict.fromkeys(("blob", "old_blob"), self.width["blob"]),
        }
        made: dict[str, Column] = {name: np.frombuffer(ids, f"S{width[name]}") for name, ids in self.ids.items()}
        made |= {name: np.array(values) for name, values in self.numbers.items()}
        made["status"] = made["status"].view("S1")
        made["is_regular"] = made["is_regular"].astype(np.bool_)
        if self.known is not None:
            made = {name: np.concatenate([getattr(self.known, name), new]) for name, new in made.items()}
        return Log(people=tuple(self.people), paths=self.known_paths.including(self.paths), **made)


def _gathered(values: Column, ends: Column, order: Positions) -> tuple[Column, Column]:
    """Runs of values, given by where each ends, in another order; and their ends."""
    sizes = np.diff(ends, prepend=0)[order]
    new_ends = np.cumsum(sizes)
    at = np.arange(len(values)) + np.repeat(ends[order] - new_ends, sizes)
    return values[at], new_ends
