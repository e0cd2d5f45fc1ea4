"""A folder in, its `History` out: from the cache, and from git what the cache does not know."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..cache import HistoryCache, Mined
from ..errors import HistoryError
from ..git_environment import clean_environment
from ..gitlog import LOG_OPTIONS, LOG_OPTIONS_WITHOUT_BLOBS
from ..log import UNKNOWN
from ..model import Notice, NoticeKind
from ..texts import Texts
from .bulk import bulk_flags
from .dates import History
from .mining import mine
from .repository import git_error, hint, is_partial, open_repository, prefix_of, quiet, refuse_if_foreign
from .versions import words_and_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from .repository import Progress, Repository

_LOST = "A file of the past is missing or damaged in git, so renames with edits are not followed; `git fsck` names what is missing."


def read_history(  # noqa: PLR0913 - one question, and where its answer is kept
    folder: Path,
    *,
    ignore_revs: Sequence[Path] = (),
    ignore_authors: Sequence[str] = (),
    until: date | None = None,
    cache: Path | None = None,
    progress: Progress | None = None,
) -> History:
    """Read the history of the repository that `folder` is in.

    Args:
        folder: the content folder.
        ignore_revs: files that list bulk commits, besides the repository's own ``.git-blame-ignore-revs``.
        ignore_authors: names or e-mail addresses that move no date; ``*`` stands for anything, case does not matter.
        until: the last day, as a local day of the author, whose changes count for the text that is kept; None for all.
        cache: folder for what was read, or None to keep nothing.
        progress: told how many commits are read, as (stage, done, total or None).

    Raises:
        HistoryError: git is missing, or refuses the repository as not the user's own.
        ContentError: a file of `ignore_revs` is missing or names no commits.
    """
    with clean_environment():
        repo = open_repository(folder)
        if repo is None:
            sentence = (
                "There is no git repository here: dates come from the posts themselves, and revisions are not known."
            )
            return _nothing(Notice(NoticeKind.NO_REPOSITORY, sentence))
        try:
            return _read(repo, folder, ignore_revs, ignore_authors, until, cache, progress)
        except git_error() as error:
            raise HistoryError(hint(error)) from error
        finally:
            repo.close()


def _read(  # noqa: PLR0913, PLR0917 - the arguments of read_history
    repo: Repository,
    folder: Path,
    ignore_revs: Sequence[Path],
    ignore_authors: Sequence[str],
    until: date | None,
    cache: Path | None,
    progress: Progress | None,
) -> History:
    prefix = prefix_of(repo, folder)
    head = quiet(repo, "rev-parse", "--verify", "--quiet", "HEAD").strip()
    if not head:
        refuse_if_foreign(repo)
        sentence = "Nothing is committed yet, so dates come from the posts themselves and revisions are not known."
        return _nothing(Notice(NoticeKind.NO_COMMITS, sentence), prefix)
    notices: list[Notice] = []
    boundary = _boundary(repo, notices)
    has_no_blobs = any(notice.kind is NoticeKind.PARTIAL for notice in notices)
    options = LOG_OPTIONS_WITHOUT_BLOBS if has_no_blobs else LOG_OPTIONS
    program = f"git {repo.git.version_info}"
    # Where a shallow history begins is part of what was asked: deepening it changes commits, but not HEAD.
    store = HistoryCache(cache, key=(str(repo.common_dir), prefix, *options, *sorted(boundary)), program=program)
    known = store.load()
    try:
        reading = partial(mine, repo, head, known, prefix, notices=notices, progress=progress)
        mined = known if known.head == head else _mined(reading, options, known, notices)
        is_bulk = bulk_flags(mined, ignore_revs, ignore_authors)
        if has_no_blobs:
            mined = replace(mined, texts=Texts.unknown(len(mined.log.commit), is_bulk))
        elif mined is not known or not mined.texts.is_current(mined.log, is_bulk, until):
            mined = replace(mined, texts=words_and_lines(repo, mined, known, is_bulk, until, progress))
    except git_error() as error:
        said = f"git says: {hint(error)}"
        if not known.head:
            sentence = f"The history could not be read to its end, so revisions are not known. {said}"
            return _nothing(Notice(NoticeKind.UNREADABLE, sentence), prefix, head)
        sentence = (
            f"The history could not be read to its end; shown is what was known at commit {known.head[:10]}. {said}"
        )
        notices.append(Notice(NoticeKind.UNREADABLE, sentence))
        mined, is_bulk = known, bulk_flags(known, ignore_revs, ignore_authors)
    log = mined.log
    if unknown := int((log.authored_at == UNKNOWN).sum()):
        have = "commits have" if unknown > 1 else "commit has"
        sentence = f"{unknown:,} {have} no possible date; nothing is dated by them."
        notices.append(Notice(NoticeKind.UNKNOWN_DATES, sentence))
    if unread := len(mined.texts.unread):
        of, them = ("1 post is", "that post") if unread == 1 else (f"{unread:,} posts are", "those posts")
        sentence = (
            f"A version of {of} missing or damaged in git, so the text kept leaves out {them}; `git fsck` names it."
        )
        notices.append(Notice(NoticeKind.MISSING_VERSIONS, sentence))
    if mined is not known and not any(notice.sentence == _LOST for notice in notices):
        store.save(mined)
    return History(
        head=head,
        prefix=prefix,
        log=log,
        identity=mined.lineage.identity,
        head_path=mined.path,
        head_identity=mined.identity,
        names=tuple(person.partition("\n")[0] for person in mined.names),
        is_bulk=is_bulk,
        is_boundary=np.isin(log.sha, [sha.encode("ascii") for sha in boundary]),
        texts=mined.texts,
        notices=tuple(notices),
    )


def _mined(
    reading: Callable[[Sequence[str]], Mined], options: Sequence[str], known: Mined, notices: list[Notice]
) -> Mined:
    """What a reading finds by these options, or by those that need no contents where one of them is gone."""
    try:
        return reading(options)
    except git_error() as error:
        if options == LOG_OPTIONS_WITHOUT_BLOBS or known.head or "unable to read" not in str(error):
            raise
        # A content that renames with edits are looked for in is gone, which says nothing of all the others.
        mined = reading(LOG_OPTIONS_WITHOUT_BLOBS)
        notices.append(Notice(NoticeKind.MISSING_VERSIONS, _LOST))
        return mined


def _boundary(repo: Repository, notices: list[Notice]) -> frozenset[str]:
    if is_partial(repo):
        sentence = "This is a partial clone: renames with edits cannot be followed here, and lines are not counted."
        notices.append(Notice(NoticeKind.PARTIAL, sentence))
    if quiet(repo, "rev-parse", "--is-shallow-repository").strip() != "true":
        return frozenset()
    boundary = frozenset(Path(repo.common_dir, "shallow").read_text(encoding="ascii").split())
    sentence = "The history is shallow: what is older than its first commit is not known. Run `git fetch --unshallow`."
    notices.append(Notice(NoticeKind.SHALLOW, sentence))
    return boundary


def _nothing(notice: Notice, prefix: str = "", head: str | None = None) -> History:
    return History(head=head, prefix=prefix, notices=(notice,))
