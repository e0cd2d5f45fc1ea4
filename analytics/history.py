"""A folder in, its git history out: the only module that touches git.

One streamed ``git log`` through GitPython, with constant arguments and in an environment that the repository cannot
steer; what it said is kept in a cache by HEAD, so that a history is read once and then only what is new. Reading never
writes to the repository. What makes the history incomplete becomes a `Notice`; a date that git does not know stays
unknown.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from subprocess import PIPE
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from .cache import HistoryCache, Mined
from .errors import ContentError, GitLogError, HistoryError
from .gitlog import LOG_OPTIONS, LOG_OPTIONS_WITHOUT_BLOBS, parse_log
from .lineage import Lineage, trace
from .log import NONE, UNKNOWN, Log
from .model import POST_SUFFIXES, Commit, Notice, NoticeKind, instant
from .notebooks import written
from .surroundings import ENVIRONMENT, clean_environment
from .texts import Texts, read_texts

if TYPE_CHECKING:
    from datetime import date, datetime

    from git import Repo

    from .log import Column, Flags

Progress = Callable[[str, int, int | None], None]

# So many lost files are named; more of them are counted.
NAMED = 3
IGNORE_REVS_FILE = ".git-blame-ignore-revs"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class PostHistory:
    """What git knows of one post.

    Attributes:
        created: author's local time of its first commit, or None where git does not know.
        modified: the same of its last revision.
        revisions: commits that changed its text or its path, the first included; merges, bulk commits and ignored
            authors do not count.
    """

    created: datetime | None
    modified: datetime | None
    revisions: int


class Version(NamedTuple):
    """A post as one commit left it: the author's local day, and the object id of the file."""

    on: date
    blob: str


@dataclass(frozen=True)
class Lives:
    """For each identity what its post's dates and revisions are, as columns.

    Attributes:
        begin: position of the commit that began it; `NONE` where it began out of sight, or never.
        last: position of the commit of its last revision; `NONE` where there is none.
        revisions: how many there are.
    """

    begin: Column
    last: Column
    revisions: Column


@dataclass(frozen=True, eq=False)
class History:
    """The history of the repository that a content folder lies in.

    Attributes:
        head: object id of HEAD, or None where there is none.
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
        """What git knows of a post, or None where it is not committed.

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
        rows = np.flatnonzero(self.identity != NONE)
        identities, first = np.unique(self.identity[rows], return_index=True)
        rows = rows[first]
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
        """The author's local day of the last commit; None where there is none, or git does not know."""
        moment = self._moment(len(self.log) - 1) if len(self.log) else None
        return None if moment is None else moment.date()

    def versions(self, path: str) -> tuple[Version, ...]:
        """The versions of a post, oldest first; without those of merges and of commits whose date git does not know.

        Args:
            path: from the content folder.
        """
        identity = self.live.get(self.prefix + path)
        if identity is None:
            return ()
        rows, identities = self._changes_by_identity
        begin, end = np.searchsorted(identities, [identity, identity + 1])
        log = self.log
        found = []
        for row in rows[begin:end].tolist():
            moment = self._moment(int(log.commit[row]))
            if moment is not None:
                found.append(Version(moment.date(), log.blob[row].decode("ascii")))
        return tuple(found)

    @cached_property
    def _changes_by_identity(self) -> tuple[Column, Column]:
        """The touched files that are changes, by identity and in time, and the identity of each."""
        rows = np.flatnonzero(self.is_change)
        rows = rows[np.argsort(self.identity[rows], kind="stable")]
        return rows, self.identity[rows]

    @cached_property
    def is_change(self) -> Flags:
        """For each touched file whether it changed its text or its path; not in a merge, not at a shallow boundary."""
        log = self.log
        is_seen = ~(log.is_merge | self.is_boundary)[log.commit]
        is_other = (log.blob != log.old_blob) | (log.old_path != NONE)
        return np.asarray(is_seen & is_other & ~log.is_deletion & (self.identity != NONE), np.bool_)

    @cached_property
    def is_revision(self) -> Flags:
        """For each touched file whether its change counts as a revision: in no bulk commit, by no ignored author."""
        return self.is_change & ~self.is_bulk[self.log.commit]

    @cached_property
    def lives(self) -> Lives:
        """The dates and revisions of all identities that any commit touched."""
        log, identity = self.log, self.identity
        is_known = identity != NONE
        size = int(identity.max(initial=-1)) + 1
        birth, first, last = (np.full(size, NONE) for _ in range(3))
        birth[identity[is_known][::-1]] = log.commit[is_known][::-1]
        revised, at = identity[self.is_revision], log.commit[self.is_revision]
        first[revised[::-1]] = at[::-1]
        last[revised] = at
        # Born in a merge or known from a bulk commit alone: that commit is the earliest that is known.
        begin = np.where((first == NONE) | log.is_merge[birth], birth, first)
        return Lives(
            begin=np.where(self.is_boundary[birth], NONE, begin),
            last=last,
            revisions=np.bincount(revised, minlength=size),
        )

    def _moment(self, commit: int) -> datetime | None:
        if commit == NONE or self.log.authored_at[commit] == UNKNOWN:
            return None
        return instant(int(self.log.authored_at[commit]), int(self.log.utc_offset_minutes[commit]))


class VersionReader:
    """Reads versions of files, those of a post at a time, by one process of git that begins with the first of them.

    Args:
        folder: any folder of the repository.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: Any = None
        # Of a partial clone the objects that it has; asked for another, git goes to the network, or dies.
        self._here: frozenset[str] | None = None

    def texts(self, blobs: Sequence[str]) -> list[str | None]:
        """Some versions by their object ids, few enough for a pipe to hold these; None where git does not have one as text."""
        if self._process is None:
            self._start()
        asked = [blob for blob in blobs if self._here is None or blob in self._here]
        # All at once, so that git looks for the next one while this one is read.
        self._process.stdin.write("".join(f"{blob}\n" for blob in asked).encode("ascii"))
        self._process.stdin.flush()
        found = {blob: self._next() for blob in asked}
        return [found.get(blob) for blob in blobs]

    def _next(self) -> str | None:
        header = self._process.stdout.readline().split()
        if len(header) != 3:  # noqa: PLR2004 - "<id> blob <size>", not "<id> missing"
            return None
        data = self._process.stdout.read(int(header[2]))
        self._process.stdout.read(1)
        with suppress(UnicodeDecodeError):
            return str(data.decode("utf-8"))
        return None

    def _start(self) -> None:
        with clean_environment():
            repo = _import_git().Repo(self._folder.resolve(), search_parent_directories=True, expand_vars=False)
            repo.git.update_environment(**ENVIRONMENT)
            if _is_partial(repo):
                names = "--batch-check=%(objectname)"
                self._here = frozenset(repo.git.cat_file("--batch-all-objects", "--unordered", names).split())
            self._process = repo.git.cat_file("--batch", as_process=True, istream=PIPE)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.stdin.close()
            # An object that is damaged ends it; its text was told as missing.
            with suppress(_import_git().GitCommandError):
                self._process.wait()
            self._process = None


def read_history(  # noqa: PLR0913 - one question, and where its answer is kept
    folder: Path,
    *,
    ignore_revs: Sequence[Path] = (),
    ignore_authors: Sequence[str] = (),
    until: date | None = None,
    cache: Path | None = None,
    progress: Progress | None = None,
) -> History:
    """Read the history of the repository that `folder` lies in.

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
        git = _import_git()
        try:
            # Resolved, since the folder above a link is another one than the folder above its target.
            repo = git.Repo(folder.resolve(), search_parent_directories=True, expand_vars=False)
        except (git.InvalidGitRepositoryError, git.NoSuchPathError):
            sentence = (
                "There is no git repository here: dates come from the posts themselves, and revisions are not known."
            )
            return _nothing(Notice(NoticeKind.NO_REPOSITORY, sentence))
        try:
            repo.git.update_environment(**ENVIRONMENT)
            return _read(repo, folder, ignore_revs, ignore_authors, until, cache, progress)
        except git.GitCommandError as error:
            raise HistoryError(_hint(error)) from error
        finally:
            repo.close()


def _read(  # noqa: PLR0913, PLR0917 - the arguments of read_history
    repo: Repo,
    folder: Path,
    ignore_revs: Sequence[Path],
    ignore_authors: Sequence[str],
    until: date | None,
    cache: Path | None,
    progress: Progress | None,
) -> History:
    prefix = _prefix(repo, folder)
    head = _quiet(repo, "rev-parse", "--verify", "--quiet", "HEAD").strip()
    if not head:
        _refuse_if_foreign(repo)
        sentence = "Nothing is committed yet, so dates come from the posts themselves and revisions are not known."
        return _nothing(Notice(NoticeKind.NO_COMMITS, sentence), prefix)
    notices: list[Notice] = []
    boundary = _boundary(repo, notices)
    is_partial = any(notice.kind is NoticeKind.PARTIAL for notice in notices)
    options = LOG_OPTIONS_WITHOUT_BLOBS if is_partial else LOG_OPTIONS
    # Where a shallow history begins is part of what was asked: deepening it changes commits, but not HEAD.
    store = HistoryCache(cache, key=(str(repo.common_dir), prefix, *options, *sorted(boundary)))
    known = store.load()
    try:
        mined = known if known.head == head else _mine(repo, head, known, prefix, options, notices, progress)
        is_bulk = _is_bulk(mined, ignore_revs, ignore_authors)
        if is_partial:
            mined = replace(mined, texts=Texts.unknown(len(mined.log.commit), is_bulk))
        elif mined is not known or not mined.texts.is_current(mined.log, is_bulk, until):
            mined = replace(mined, texts=_texts(repo, mined, known, is_bulk, until, progress))
    except _git_error() as error:
        said = f"git says: {_hint(error)}"
        if not known.head:
            sentence = f"The history could not be read to its end, so revisions are not known. {said}"
            return _nothing(Notice(NoticeKind.UNREADABLE, sentence), prefix, head)
        sentence = (
            f"The history could not be read to its end; shown is what was known at commit {known.head[:10]}. {said}"
        )
        notices.append(Notice(NoticeKind.UNREADABLE, sentence))
        mined, is_bulk = known, _is_bulk(known, ignore_revs, ignore_authors)
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
    if mined is not known:
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


def _nothing(notice: Notice, prefix: str = "", head: str | None = None) -> History:
    return History(head=head, prefix=prefix, notices=(notice,))


# --- git's surroundings ---------------------------------------------------------------------------------------------


def _import_git() -> Any:  # noqa: ANN401 - a module, imported late because its import looks for the program
    import git  # noqa: PLC0415 - see above

    try:
        git.refresh()
    except (git.GitCommandNotFound, ImportError) as error:
        msg = "git was not found: install git, and see that it is on the PATH"
        raise HistoryError(msg) from error
    return git


def _git_error() -> type[Exception]:
    from git import GitCommandError  # noqa: PLC0415 - see _import_git

    return GitCommandError


def _hint(error: Exception) -> str:
    """What git itself says went wrong, on one line."""
    stderr = str(getattr(error, "stderr", "") or error)
    stderr = re.sub(r"^\s*stderr: '|'\s*$", "", stderr.strip())
    return " ".join(stderr.split())


def _is_partial(repo: Any) -> bool:  # noqa: ANN401 - GitPython is loaded when a repository is read
    return bool(_quiet(repo, "config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$"))


def _quiet(repo: Repo, *command: str) -> str:
    """What a command prints, or nothing where it fails."""
    result = repo.git.execute(["git", *command], with_exceptions=False, with_extended_output=True)
    status, out, _ = result
    return str(out) if status == 0 else ""


def _refuse_if_foreign(repo: Repo) -> None:
    """Where git refuses to open the repository at all, say so in its own words (another owner, say)."""
    repo.git.rev_parse("--git-dir")


def _prefix(repo: Repo, folder: Path) -> str:
    root = repo.working_tree_dir
    if root is None:  # nothing is checked out
        return ""
    inside = folder.resolve().relative_to(Path(root).resolve()).as_posix()
    return "" if inside == "." else f"{inside}/"


# --- what git is asked ----------------------------------------------------------------------------------------------


def _boundary(repo: Repo, notices: list[Notice]) -> frozenset[str]:
    if _is_partial(repo):
        sentence = "This is a partial clone: renames with edits cannot be followed here, and lines are not counted."
        notices.append(Notice(NoticeKind.PARTIAL, sentence))
    if _quiet(repo, "rev-parse", "--is-shallow-repository").strip() != "true":
        return frozenset()
    boundary = frozenset(Path(repo.common_dir, "shallow").read_text(encoding="ascii").split())
    sentence = "The history is shallow: what is older than its first commit is not known. Run `git fetch --unshallow`."
    notices.append(Notice(NoticeKind.SHALLOW, sentence))
    return boundary


def _mine(  # noqa: PLR0913, PLR0917 - what a reading depends on
    repo: Repo,
    head: str,
    known: Mined,
    prefix: str,
    options: Sequence[str],
    notices: list[Notice],
    progress: Progress | None,
) -> Mined:
    """All commits up to HEAD and the lives of all files: from what is known as far as it reaches, the rest from git."""
    before = Mined()
    if known.head and _is_ancestor(repo, known.head, head):
        since = f"{known.head}..{head}"
    else:
        if known.head and _is_lost(repo, known.head):
            before = known
        since, known = head, Mined()
    commits = len(known.log)
    log = Log.of(_log(repo, options, since, commits, progress), known.log)
    lineage, texts = known.lineage, known.texts
    if not log.is_continued(commits):  # something older came in by another branch
        lineage, texts = Lineage(), Texts()
    log = log.in_order(commits)
    lineage = trace(log, lineage)
    heads, log = _heads(repo, known, head, log, prefix)
    path, blob, is_post = heads
    if before.head:
        posts = {log.paths[place] for place in path[is_post].tolist()}
        notices.append(Notice(NoticeKind.REWRITTEN, _what_is_gone(before, log, posts)))
    return Mined(
        head=head,
        log=log,
        lineage=lineage,
        path=path,
        identity=lineage.at_head(path),
        blob=blob,
        is_post=is_post,
        names=_with_mailmap(repo, log.people),
        listed=np.array(sorted(_listed_revisions(repo)), log.sha.dtype) if len(log) else Mined().listed,
        texts=texts,
    )


def _what_is_gone(before: Mined, log: Log, posts: Collection[str]) -> str:
    """What a rewritten history does not have any more, in plain words."""
    commits = int((~np.isin(before.log.sha, log.sha)).sum())
    gone = sorted({before.log.paths[place] for place in before.path[before.is_post].tolist()}.difference(posts))
    more = f" and {len(gone) - NAMED:,} more" if len(gone) > NAMED else ""
    files = f"; not there any more: {', '.join(gone[:NAMED])}{more}" if gone else ""
    return (
        "The history was rewritten since the last build; all of it was read again. Of the commits that were there "
        f"{commits:,} {'is' if commits == 1 else 'are'} gone{files}."
    )


def _heads(repo: Repo, known: Mined, head: str, log: Log, prefix: str) -> tuple[tuple[Column, Column, Flags], Log]:
    """The regular files at HEAD by path: position of the path, blob, and whether it is a post; and the log with their paths."""
    blobs = dict(zip(known.path.tolist(), known.blob.tolist(), strict=True))
    is_post = dict(zip(known.path.tolist(), known.is_post.tolist(), strict=True))
    found = _head_files(repo, known.head, head)
    paths = log.paths.including(found)
    for path, blob in found.items():
        place = paths.place[path]
        if blob is None:
            blobs.pop(place, None)
        else:
            blobs[place] = blob
            is_post[place] = _is_post(path, prefix)
    order = sorted(blobs, key=paths.all.__getitem__) if blobs.keys() - set(known.path.tolist()) else list(blobs)
    columns = (
        np.array(order, np.int32),
        np.array([blobs[place] for place in order], f"S{len(head)}"),
        np.array([is_post[place] for place in order], np.bool_),
    )
    return columns, replace(log, paths=paths)


def _is_ancestor(repo: Repo, older: str, newer: str) -> bool:
    command = ["git", "merge-base", "--is-ancestor", older, newer]
    status, _, _ = repo.git.execute(command, with_exceptions=False, with_extended_output=True)
    return bool(status == 0)


def _is_lost(repo: Repo, commit: str) -> bool:
    """Whether no branch or tag leads to a commit any more; after a mere switch of branches one does."""
    return not _quiet(repo, "for-each-ref", "--count=1", "--contains", commit)


def _log(repo: Repo, options: Sequence[str], revisions: str, known: int, progress: Progress | None) -> Iterator[Commit]:
    """Stream the one ``git log``; raises git's error if it does not reach its end."""
    process = repo.git.log(*options, revisions, "--", as_process=True)
    done = known
    with _answers(process, "log") as answers:
        chunks = iter(lambda: answers.read(_CHUNK), b"")
        for done, commit in enumerate(parse_log(chunks), known + 1):
            if progress is not None and done % 500 == 0:
                progress("Reading history", done, None)
            yield commit
    if progress is not None:
        progress("Reading history", done, done)


@contextmanager
def _answers(process: Any, command: str) -> Iterator[io.BufferedReader]:  # noqa: ANN401 - GitPython's wrapper has no type
    """What a running git prints; raises git's error if it fails, also where what it printed made no sense."""
    said: list[bytes] = []
    # A full pipe of warnings would stop git for ever, so it is emptied alongside.
    drain = Thread(target=lambda: said.append(process.stderr.read()), daemon=True)
    drain.start()
    damage = None
    try:
        yield io.BufferedReader(process.stdout.raw, _CHUNK)
    except GitLogError as error:
        damage = error
    finally:
        process.stdout.close()  # first, or git would wait for ever for somebody to read on
        drain.join()
        process.stderr.close()
        status = process.proc.wait()
    if status > 0:  # git's own failure, which explains an end that is cut short; below zero, the pipe was closed here
        raise _git_error()(["git", command], status, b"".join(said)) from damage
    if damage is not None:
        raise damage


def _head_files(repo: Repo, known: str, head: str) -> dict[str, bytes | None]:
    """The regular files at HEAD by path, each with its blob; of those that were known, what changed, None for what is gone."""
    command, options = repo.git.ls_tree, ["-r", "-z", "--full-tree", head]
    if known:
        command, options = repo.git.diff_tree, ["-r", "-z", "--raw", "--no-renames", "--no-abbrev", known, head]
    fields = command(*options, stdout_as_string=False, strip_newline_in_stdout=False).split(b"\0")[:-1]
    if known:  # ``:old-mode mode old-blob blob status``, then the path
        facts = [row.split(b" ") for row in fields[::2]]
        files = [(fact[1], fact[3], path) for fact, path in zip(facts, fields[1::2], strict=True)]
    else:  # ``mode type blob TAB path``
        facts = [row.partition(b"\t")[0].split(b" ") for row in fields]
        files = [(fact[0], fact[2], row.partition(b"\t")[2]) for fact, row in zip(facts, fields, strict=True)]
    return {
        path.decode("utf-8", "surrogateescape"): blob if mode.startswith(b"100") else None for mode, blob, path in files
    }


def _with_mailmap(repo: Repo, people: tuple[str, ...]) -> tuple[str, ...]:
    """People under the names that ``.mailmap`` gives them; git itself reads that file."""
    asked = [person for person in people if not person.endswith("\n")]
    if not asked or not _quiet(repo, "cat-file", "-t", "HEAD:.mailmap"):
        return people
    process = repo.git.check_mailmap("--stdin", as_process=True, istream=PIPE)
    contacts = "".join("{} <{}>\n".format(*person.split("\n")) for person in asked)
    out, _ = process.proc.communicate(contacts.encode("utf-8", "surrogateescape"))
    answers = out.decode("utf-8", "surrogateescape").splitlines()
    if len(answers) != len(asked):
        return people
    known = dict(zip(asked, map(_person, answers), strict=True))
    return tuple(known.get(person, person) for person in people)


def _person(contact: str) -> str:
    name, _, email = contact.rpartition("<")
    return f"{name.strip()}\n{email.removesuffix('>')}"


def _is_bulk(mined: Mined, ignore_revs: Sequence[Path], ignore_authors: Sequence[str]) -> Flags:
    """For each commit whether it is listed as bulk, or of an ignored author."""
    listed = set(mined.listed.tolist())
    for file in ignore_revs:
        try:
            listed |= _revisions(str(file), file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            problem, remedy = "this list of commits cannot be read", "mend the path in the settings"
            raise ContentError(str(file), None, problem, remedy) from error
    is_ignored = np.array([_is_ignored(person, ignore_authors) for person in mined.names], np.bool_)
    is_bulk = is_ignored[mined.log.person] if len(is_ignored) else np.zeros(len(mined.log), np.bool_)
    return is_bulk | np.isin(mined.log.sha, sorted(listed))


def _listed_revisions(repo: Repo) -> set[bytes]:
    return _revisions(IGNORE_REVS_FILE, _quiet(repo, "cat-file", "blob", f"HEAD:{IGNORE_REVS_FILE}"))


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


def _texts(  # noqa: PLR0913, PLR0917 - what texts depend on
    repo: Repo,
    mined: Mined,
    known: Mined,
    is_bulk: Flags,
    until: date | None,
    progress: Progress | None,
) -> Texts:
    """Words and lines of each change of every post's file in the content folder, read where they are not known."""
    posts, blobs = mined.identity[mined.is_post], mined.blob[mined.is_post]
    is_changed = mined.is_post
    if mined.texts is known.texts:
        paths = len(mined.log.paths.place)
        blob, identity = np.zeros(paths, mined.blob.dtype), np.full(paths, NONE)
        blob[known.path], identity[known.path] = known.blob, known.identity
        is_changed = is_changed & ((blob[mined.path] != mined.blob) | (identity[mined.path] != mined.identity))
    done = 0

    def versions(blobs: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        nonlocal done
        for blob, text in _contents(repo, blobs):
            done += 1
            if progress is not None and done % 500 == 0:
                progress("Counting words", done, None)
            yield blob, written(text)

    return read_texts(
        mined.log,
        mined.lineage,
        (posts, blobs),
        is_bulk=is_bulk,
        until=until,
        known=mined.texts,
        changed=mined.identity[is_changed],
        versions=versions,
    )


def _is_post(path: str, prefix: str) -> bool:
    return path.startswith(prefix) and path.lower().endswith(POST_SUFFIXES)


def _contents(repo: Repo, blobs: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The content of each blob, by one process; a missing blob is left out."""
    process = repo.git.cat_file("--batch", "--buffer", as_process=True, istream=PIPE)

    def ask() -> None:
        with suppress(BrokenPipeError):  # git stopped early: what it did not answer stays uncounted
            process.stdin.write(b"".join(blob + b"\n" for blob in blobs))
            process.stdin.close()

    asking = Thread(target=ask, daemon=True)
    asking.start()
    with _answers(process, "cat-file") as answers:
        for _ in blobs:
            header = answers.readline().split()
            if not header:  # git gave up
                break
            if len(header) == 3:  # noqa: PLR2004 - "<id> blob <size>", not "<id> missing"
                yield header[0], answers.read(int(header[2]))
                answers.read(1)
    asking.join()
