"""A history's commits and the life of every file in, what git knows of each post out: dates, revisions and versions. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ..log import NONE, UNKNOWN, Column, Flags, Log
from ..model import Notice, NoticeKind, instant
from ..texts import Texts


@dataclass(frozen=True, slots=True)
class PostHistory:
    """What git knows of one post.

    Attributes:
        created: author's local time of its first commit, or None if git does not know.
        modified: the same of its last version.
        revisions: commits that changed its text after its first version; merges, bulk commits and ignored authors do not
            count.
    """

    created: datetime | None
    modified: datetime | None
    revisions: int


class Version(NamedTuple):
    """A post as one commit left it: the author's local day, the file's object id, and its path from the content folder then."""

    on: date
    blob: str
    path: str


@dataclass(frozen=True)
class Lives:
    """For each identity what its post's dates and revisions are, as columns.

    Attributes:
        begin: position of the commit that began it; `NONE` where it began out of sight, or never.
        last: position of the commit of its last version; `NONE` if there is none.
        revisions: how many came after its first version.
    """

    begin: Column
    last: Column
    revisions: Column


@dataclass(frozen=True, eq=False)
class History:
    """The history of the repository that a content folder is in.

    Attributes:
        head: object id of HEAD, or None if there is none.
        prefix: the content folder, from the repository's root: ``""`` or ``"content/"``.
        log: the commits and the files that they touched, in order.
        identity: for each of those files the number of its identity, `NONE` where it is no regular file.
        head_path: of each regular file at HEAD, as its position in the log's paths.
        head_identity: the same file's.
        names: the name of each of the log's people, as ``.mailmap`` has it.
        is_bulk: for each commit whether it moves no date: listed as bulk, or by an ignored author.
        is_boundary: for each commit whether a shallow history is cut off there; what it seems to add is older.
        texts: words and lines; nothing where versions cannot be read.
        notices: in which ways the history is incomplete.
    """

    head: str | None = None
    prefix: str = ""
    log: Log = field(default_factory=lambda: Log.of(()))
    identity: Column = field(default_factory=lambda: np.empty(0, np.int32))
    head_path: Column = field(default_factory=lambda: np.empty(0, np.int32))
    head_identity: Column = field(default_factory=lambda: np.empty(0, np.int32))
    names: tuple[str, ...] = ()
    is_bulk: Flags = field(default_factory=lambda: np.empty(0, np.bool_))
    is_boundary: Flags = field(default_factory=lambda: np.empty(0, np.bool_))
    texts: Texts = field(default_factory=Texts)
    notices: tuple[Notice, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether a post that git does not know is new, rather than older than what can be read."""
        partial = {NoticeKind.SHALLOW, NoticeKind.UNREADABLE}
        return not any(notice.kind in partial for notice in self.notices)

    @cached_property
    def live(self) -> Mapping[str, int]:
        """The identity of each regular file at HEAD, by its path from the repository's root."""
        paths = self.log.paths
        found = zip(self.head_path.tolist(), self.head_identity.tolist(), strict=True)
        return {paths[path]: identity for path, identity in found}

    def post(self, path: str) -> PostHistory | None:
        """What git knows of a post, or None if it is not committed.

        Args:
            path: from the content folder.
        """
        identity = self.live.get(self.prefix + path)
        if identity is None or identity >= len(self.lives.begin):
            return None
        begin, last = int(self.lives.begin[identity]), int(self.lives.last[identity])
        return PostHistory(self._moment(begin), self._moment(last), int(self.lives.revisions[identity]))

    @cached_property
    def first_versions(self) -> Mapping[str, str]:
        """The object id of the first version of each file of the content folder, by its path from there.

        It stays the same through edits and renames, and in a history that was rewritten without changing that text. Files
        of which a shallow history does not show the beginning are left out.
        """
        identities = np.flatnonzero(self._first_row != NONE)
        rows = self._first_row[identities]
        is_seen = ~self.is_boundary[self.log.commit[rows]]
        blobs = np.char.decode(self.log.blob[rows[is_seen]], "ascii").tolist()
        of = dict(zip(identities[is_seen].tolist(), blobs, strict=True))
        return {
            path.removeprefix(self.prefix): of[identity]
            for path, identity in self.live.items()
            if identity in of and path.startswith(self.prefix)
        }

    @property
    def last_commit_on(self) -> date | None:
        """The author's local day of the last commit; None if there is none, or git does not know."""
        moment = self._moment(len(self.log) - 1) if len(self.log) else None
        return None if moment is None else moment.date()

    def versions(self, path: str) -> tuple[Version, ...]:
        """The versions of a post, oldest first; without those of merges and of commits whose date git does not know.

        Args:
            path: from the content folder.
        """
        identity = self.live.get(self.prefix + path)
        if identity is None or identity >= len(self._begins) - 1:
            return ()
        log = self.log
        paths = log.paths
        found = []
        for row in self._changes_by_identity[self._begins[identity] : self._begins[identity + 1]].tolist():
            moment = self._moment(int(log.commit[row]))
            if moment is not None:
                then = paths[int(log.path[row])].removeprefix(self.prefix)
                found.append(Version(moment.date(), log.blob[row].decode("ascii"), then))
        return tuple(found)

    def versions_of_all(self, is_asked: Callable[[str], bool]) -> tuple[Version, ...]:
        """The versions of all files of some paths, oldest first, also of those that are gone; without an object, one is deleted.

        Args:
            is_asked: whether a path, from the repository's root, is one of them.
        """
        log, names = self.log, self.log.paths.all
        asked = np.array([is_asked(name) for name in names], np.bool_)
        if not asked.any():
            return ()
        was_there = (log.old_path != NONE) & asked[log.old_path]
        found = []
        for row in np.flatnonzero(asked[log.path] | was_there).tolist():
            moment = self._moment(int(log.commit[row]))
            if moment is None:
                continue
            blob = log.blob[row].decode("ascii")
            if was_there[row]:
                found.append(Version(moment.date(), "", names[int(log.old_path[row])]))
            if asked[log.path[row]]:
                found.append(Version(moment.date(), blob if blob.strip("0") else "", names[int(log.path[row])]))
        return tuple(found)

    def touched(self, path: str) -> int:
        """How often a post was changed, which is at least the number of its versions.

        Args:
            path: from the content folder.
        """
        identity = self.live.get(self.prefix + path, NONE)
        is_changed = 0 <= identity < len(self._begins) - 1
        return self._begins[identity + 1] - self._begins[identity] if is_changed else 0

    @cached_property
    def _changes_by_identity(self) -> Column:
        """The touched files that are changes, by identity and in time."""
        rows = np.flatnonzero(self.is_change)
        return rows[np.argsort(self.identity[rows], kind="stable")]

    @cached_property
    def _begins(self) -> list[int]:
        """Where the changes of each identity begin in `_changes_by_identity`, and where the last of them end."""
        identities = self.identity[self._changes_by_identity]
        most = int(identities[-1]) if len(identities) else NONE
        return list(map(int, np.searchsorted(identities, np.arange(most + 2))))

    @cached_property
    def is_change(self) -> Flags:
        """For each touched file whether its text changed; not in a merge, not at a shallow boundary, not by a move alone."""
        log = self.log
        is_seen = ~(log.is_merge | self.is_boundary)[log.commit]
        return np.asarray(is_seen & (log.blob != log.old_blob) & ~log.is_deletion & (self.identity != NONE), np.bool_)

    @cached_property
    def _is_dated(self) -> Flags:
        """For each touched file whether its change moves the dates of a post: in no bulk commit, by no ignored author."""
        return self.is_change & ~self.is_bulk[self.log.commit]

    @cached_property
    def _first_row(self) -> Column:
        """The touched file that began each identity, `NONE` where no commit touched it."""
        rows = np.flatnonzero(self.identity != NONE)
        first = np.full(int(self.identity.max(initial=-1)) + 1, NONE)
        first[self.identity[rows][::-1]] = rows[::-1]
        return first

    @cached_property
    def is_revision(self) -> Flags:
        """For each touched file whether its change is a revision: it moves dates and is not the first version of its post."""
        is_revision = self._is_dated.copy()
        is_revision[self._first_row[self._first_row != NONE]] = False
        return is_revision

    @cached_property
    def lives(self) -> Lives:
        """The dates and revisions of all identities that any commit touched."""
        log, identity = self.log, self.identity
        size = len(self._first_row)
        birth, first, last = (np.full(size, NONE) for _ in range(3))
        is_touched = self._first_row != NONE
        birth[is_touched] = log.commit[self._first_row[is_touched]]
        dated, at = identity[self._is_dated], log.commit[self._is_dated]
        first[dated[::-1]] = at[::-1]
        last[dated] = at
        # Born in a merge or known from a bulk commit alone: that commit is the earliest that is known.
        begin = np.where((first == NONE) | log.is_merge[birth], birth, first)
        return Lives(
            begin=np.where(self.is_boundary[birth], NONE, begin),
            last=last,
            revisions=np.bincount(identity[self.is_revision], minlength=size),
        )

    def _moment(self, commit: int) -> datetime | None:
        if commit == NONE or self.log.authored_at[commit] == UNKNOWN:
            return None
        return instant(int(self.log.authored_at[commit]), int(self.log.utc_offset_minutes[commit]))
