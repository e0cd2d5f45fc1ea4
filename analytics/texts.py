"""Versions of posts in, words and lines of each change out, and of what each year wrote, what still stands. Pure.

Whole posts are computed at a time, from all versions that they ever had; so all that is known of a post comes from one
place, and a post that did not change is not read again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from .lines import WORDS, Lines, LineSteps, line_steps
from .log import UNKNOWN, Column, Flags, Log
from .text_kept import Writing, words_by_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from .lineage import Lineage

# So many posts are computed at once, and so many steps of theirs: enough that counting them by columns pays, few enough to fit
# into the memory.
BATCH: Final = 2_000
BATCH_STEPS: Final = 30_000
NO_LIMIT: Final = 0


def _none() -> npt.NDArray[Any]:
    return np.empty(0, np.int32)


@dataclass(frozen=True, eq=False)
class Texts:
    """Words and lines. Lines are those of the text: neither front matter nor empty ones, and moving one changes nothing.

    Attributes:
        words_added: for each touched file of the log by how many words it became longer, if a post at HEAD came of it; below
            zero where it became shorter.
        lines_added: lines of which there were more afterwards.
        lines_deleted: lines of which there were fewer.
        post: identities of posts, each once for each year in which it was written; the columns below belong to these.
        year: the author's local one.
        written: words that were written.
        kept: those of them that still stand.
        unread: identities of posts of which a version cannot be read; nothing is said of their years.
        is_bulk: for each commit whether it was counted as bulk.
        limit: the last day of which changes were counted, as an ordinal; `NO_LIMIT` if none is later.
    """

    words_added: Column = field(default_factory=_none)
    lines_added: Column = field(default_factory=_none)
    lines_deleted: Column = field(default_factory=_none)
    post: Column = field(default_factory=_none)
    year: Column = field(default_factory=_none)
    written: Column = field(default_factory=_none)
    kept: Column = field(default_factory=_none)
    unread: Column = field(default_factory=_none)
    is_bulk: Flags = field(default_factory=lambda: np.empty(0, np.bool_))
    limit: int = NO_LIMIT

    @classmethod
    def unknown(cls, files: int, is_bulk: Flags) -> Texts:
        """Those of a history whose versions cannot be read."""
        nothing = np.zeros(files, np.int32)
        return cls(nothing, nothing, nothing, is_bulk=is_bulk)

    def is_current(self, log: Log, is_bulk: Flags, until: date | None) -> bool:
        """Whether they were computed for this log, with the same bulk commits, until the same day, and wholly."""
        return not len(self.unread) and np.array_equal(self.is_bulk, is_bulk) and self.limit == _limit(log, until)


OF_FILES = ("words_added", "lines_added", "lines_deleted")
OF_POSTS = ("post", "year", "written", "kept")
assert {*OF_FILES, *OF_POSTS, "unread", "is_bulk", "limit"} == {one.name for one in fields(Texts)}


def read_texts(  # noqa: PLR0913 - what texts depend on
    log: Log,
    lineage: Lineage,
    heads: tuple[Column, Column],
    *,
    is_bulk: Flags,
    until: date | None,
    known: Texts,
    changed: Column,
    versions: Callable[[Sequence[bytes]], Iterable[tuple[bytes, bytes]]],
) -> Texts:
    """Compute the texts of the posts that are not known yet.

    Args:
        log: the history.
        lineage: the lives of all its files.
        heads: identity of each post at HEAD, and its blob.
        is_bulk: for each commit whether it moves no date.
        until: the last day, as a local day of the author, of which changes count.
        known: what was computed for the beginning of the log.
        changed: identities of the posts that stand otherwise at HEAD than when `known` was computed.
        versions: reads blobs; gives the text of each, and nothing of one that cannot be read.
    """
    limit = _limit(log, until)
    posts, blobs = heads
    identities = max(lineage.identities, int(posts.max(initial=-1)) + 1)
    is_wanted = np.zeros(identities, np.bool_)
    if limit == known.limit:
        files = len(known.words_added)
        is_wanted[changed] = True
        is_wanted[known.unread] = True
        is_wanted[_present(lineage.identity[files:])] = True
        regarded_otherwise = np.flatnonzero(known.is_bulk != is_bulk[: len(known.is_bulk)])
        is_wanted[_present(lineage.identity[:files][np.isin(log.commit[:files], regarded_otherwise)])] = True
    else:
        is_wanted[:] = True
    is_live = np.zeros(identities, np.bool_)
    is_live[posts] = True
    is_wanted &= is_live

    is_of_live = (lineage.identity >= 0) & is_live[lineage.identity]
    columns: dict[str, Column] = {}
    for name in OF_FILES:
        before = getattr(known, name)
        columns[name] = np.concatenate([before, np.zeros(len(lineage.identity) - len(before), np.int32)])
        columns[name][~is_of_live] = 0
    stays = is_live[known.post] & ~is_wanted[known.post]
    counts = [[getattr(known, name)[stays] for name in OF_POSTS]]
    unread = [known.unread[is_live[known.unread] & ~is_wanted[known.unread]]]

    rows = np.flatnonzero((lineage.identity >= 0) & is_wanted[lineage.identity] & ~log.is_deletion)
    old, new = log.old_blob[rows], log.blob[rows]
    old[lineage.is_begun[rows] | (old == np.bytes_(b"0" * old.dtype.itemsize))] = b""
    order = np.flatnonzero(old != new)
    order = order[np.argsort(lineage.identity[rows[order]], kind="stable")]
    rows, old, new = rows[order], old[order], new[order]
    heads_order = np.argsort(posts, kind="stable")
    heads_order = heads_order[is_wanted[posts[heads_order]]]
    wanted, post_of_step, lines = np.flatnonzero(is_wanted), lineage.identity[rows], Lines()
    for batch in _batches(wanted, post_of_step):
        bounds = [batch[0], batch[-1] + 1]
        part = slice(*np.searchsorted(post_of_step, bounds))
        here = rows[part]
        standing = heads_order[slice(*np.searchsorted(posts[heads_order], bounds))]
        steps = list(zip(old[part].tolist(), new[part].tolist(), strict=True))
        wholes = [(b"", blob) for blob in blobs[standing].tolist()]
        read = line_steps([*steps, *wholes], versions(_in_turn(steps, wholes)), lines)
        _count_rows(columns, here, steps, read)
        writing, identity, lost = _writing(log, lineage, here, steps, posts[standing], wholes, read, is_bulk, limit)
        counted = words_by_year(writing)
        unread.append(lost)
        counts.append([identity[counted.post], counted.year, counted.written, counted.kept])
    merged = [np.concatenate(column) for column in zip(*counts, strict=True)]
    order = np.lexsort((merged[1], merged[0]))
    return Texts(
        **columns,
        **{name: column[order] for name, column in zip(OF_POSTS, merged, strict=True)},
        unread=np.sort(np.concatenate(unread)),
        is_bulk=is_bulk,
        limit=limit,
    )


def _batches(posts: Column, post_of_step: Column) -> Iterator[Column]:
    """Posts, in order, so many at a time that neither they nor their steps are too many; a post is never torn."""
    ends = np.searchsorted(post_of_step, posts, side="right")
    begin = done = 0
    while begin < len(posts):
        fitting = int(np.searchsorted(ends, done + BATCH_STEPS, side="right"))
        end = max(begin + 1, min(begin + BATCH, fitting))
        yield posts[begin:end]
        begin, done = end, int(ends[end - 1])


def _limit(log: Log, until: date | None) -> int:
    if until is None:
        return NO_LIMIT
    end = (np.datetime64(until, "s") + np.timedelta64(1, "D")).astype(np.int64)
    local = log.authored_at + 60 * log.utc_offset_minutes.astype(np.int64)
    return until.toordinal() if bool((local >= end).any()) else NO_LIMIT


def _present(identities: Column) -> Column:
    return identities[identities >= 0]


def _in_turn(steps: Sequence[tuple[bytes, bytes]], wholes: Sequence[tuple[bytes, bytes]]) -> list[bytes]:
    """Each version once, in the order in which steps need them."""
    return [blob for blob in dict.fromkeys(blob for step in (*steps, *wholes) for blob in step) if blob]


def _count_rows(
    columns: dict[str, Column], rows: Column, steps: Sequence[tuple[bytes, bytes]], read: LineSteps
) -> None:
    """Set words and lines of some touched files."""
    places = np.array([read.places.get(step, -1) for step in steps], np.int64)
    is_read = places >= 0
    which, at = read.of(places[is_read])
    more = read.after[at].astype(np.int64) - read.before[at]
    words = more * (read.line[at] & np.uint64(WORDS)).astype(np.int64)
    for name, number in (("words_added", words), ("lines_added", more.clip(0)), ("lines_deleted", (-more).clip(0))):
        columns[name][rows[is_read]] = np.bincount(which, number, int(is_read.sum())).astype(np.int32)


def _writing(  # noqa: PLR0913, PLR0917 - a batch, as columns
    log: Log,
    lineage: Lineage,
    rows: Column,
    steps: Sequence[tuple[bytes, bytes]],
    posts: Column,
    wholes: Sequence[tuple[bytes, bytes]],
    read: LineSteps,
    is_bulk: Flags,
    limit: int,
) -> tuple[Writing, Column, Column]:
    """What is written in some posts, numbered from zero; their identities by number; and those that cannot be read.

    A post of which a version cannot be read is left out, since all of its lines would seem to have come later.
    """
    identity, number = np.unique(np.concatenate([lineage.identity[rows], posts]), return_inverse=True)
    of_row, of_whole = number[: len(rows)], number[len(rows) :]
    places = np.array([read.places.get(step, -1) for step in (*steps, *wholes)], np.int64)
    is_readable = np.ones(len(identity), np.bool_)
    is_readable[number[places < 0]] = False
    commit = log.commit[rows]
    local = log.authored_at[commit] + 60 * log.utc_offset_minutes[commit].astype(np.int64)
    day = local.astype("datetime64[s]").astype("datetime64[D]")
    is_counted = is_readable[of_row] & (log.authored_at[commit] != UNKNOWN)
    if limit != NO_LIMIT:
        is_counted &= day.astype(np.int64) + _EPOCH <= limit
    change, at = read.of(places[: len(rows)][is_counted])
    stands = is_readable[of_whole]
    which, at_head = read.of(places[len(rows) :][stands])
    return (
        Writing(
            post=of_row[is_counted],
            moment=log.authored_at[commit][is_counted],
            year=(day.astype("datetime64[Y]").astype(np.int64) + 1970)[is_counted],
            is_bulk=is_bulk[commit][is_counted],
            change=change,
            line=read.line[at],
            before=read.before[at],
            after=read.after[at],
            standing_post=of_whole[stands][which],
            standing_line=read.line[at_head],
            copies=read.after[at_head],
        ),
        identity,
        identity[~is_readable],
    )


_EPOCH: Final = 719_163  # the ordinal of 1 January 1970
