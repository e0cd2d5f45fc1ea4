"""A folder in, its git history out: the only module that touches git.

One streamed ``git log`` through GitPython, with constant arguments and in an environment that the repository cannot
steer; what it said is kept in a cache by HEAD, so that a history is read once and then only what is new. Reading never
writes to the repository. What makes the history incomplete becomes a `Notice`; a date that git does not know stays
unknown.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from subprocess import PIPE
from threading import Thread
from typing import TYPE_CHECKING, Any

from .cache import LineCache, LogCache, WordCache
from .errors import ContentError, GitLogError, HistoryError
from .gitlog import LOG_OPTIONS, LOG_OPTIONS_WITHOUT_BLOBS, parse_log
from .lineage import Lineage, Touch, in_order, step_of, trace
from .lines import LineSteps, Step, count_words, line_steps
from .model import Commit, Notice, NoticeKind, instant

if TYPE_CHECKING:
    from datetime import datetime

    from git import Repo

Progress = Callable[[str, int, int | None], None]

MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")
IGNORE_REVS_FILE = ".git-blame-ignore-revs"
RENAME_LIMIT = 10_000
_CHUNK = 1 << 20
# No configuration, the user's or the repository's, may start a program, ask a question, write, or reach a network.
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_PAGER": "cat",
    "GIT_FLUSH": "0",
    "LC_ALL": "C",
    "LANGUAGE": "C",
}
_CONFIGURATION = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "core.sshCommand": "false",
    "core.deltaBaseCacheLimit": "16m",
    "diff.external": "",
    "diff.renameLimit": str(RENAME_LIMIT),
    "diff.renames": "true",
    "diff.ignoreSubmodules": "all",
    "diff.suppressBlankEmpty": "false",
    "log.showSignature": "false",
    "log.mailmap": "false",
    "mailmap.blob": "HEAD:.mailmap",
    "protocol.allow": "never",
}


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


@dataclass(frozen=True)
class History:
    """The history of the repository that a content folder lies in.

    Attributes:
        head: object id of HEAD, or None where there is none.
        prefix: the content folder, from the repository's root: ``""`` or ``"content/"``.
        commits: oldest first, parents before their children; authors as ``.mailmap`` has them.
        head_paths: the regular files at HEAD, from the repository's root.
        bulk: ids of commits that move no date: listed as bulk, or by an ignored author.
        boundary: ids of the commits at which a shallow history is cut off; what they seem to add is older.
        words: words of each known version of a Markdown file, by blob id.
        head_blobs: the version at HEAD of each of `head_paths`, by path.
        lines: which lines each change of a Markdown file at HEAD wrote or took away, from its first path on; nothing
            where the history is incomplete.
        traced: the lives of all files where they are known already; they follow from the rest.
        notices: in which ways the history is incomplete.
    """

    head: str | None
    prefix: str
    commits: tuple[Commit, ...]
    head_paths: frozenset[str]
    bulk: frozenset[str] = frozenset()
    boundary: frozenset[str] = frozenset()
    words: Mapping[str, int] = field(default_factory=dict)
    head_blobs: Mapping[str, str] = field(default_factory=dict)
    lines: LineSteps = field(default_factory=LineSteps, compare=False)
    traced: Lineage | None = field(default=None, repr=False, compare=False)
    notices: tuple[Notice, ...] = ()

    @cached_property
    def lineage(self) -> Lineage:
        """The lives of all files."""
        return self.traced or trace(self.commits, self.head_paths)

    @property
    def is_complete(self) -> bool:
        """Whether a post that git does not know is new, rather than older than what can be read."""
        partial = {NoticeKind.SHALLOW, NoticeKind.UNREADABLE}
        return not any(notice.kind in partial for notice in self.notices)

    def post(self, path: str) -> PostHistory | None:
        """What git knows of a post, or None where it is not committed.

        Args:
            path: from the content folder.
        """
        identity = self.lineage.live.get(self.prefix + path)
        return None if identity is None else self._lives.get(identity)

    @cached_property
    def changes(self) -> tuple[Touch, ...]:
        """The touches that changed a file's text or its path, in order; none of a merge, none at a shallow boundary."""
        is_seen = [not is_merge(commit) and commit.sha not in self.boundary for commit in self.commits]
        return tuple(touch for touch in self.lineage.touches if is_seen[touch.commit] and _is_change(touch))

    @cached_property
    def revisions(self) -> tuple[Touch, ...]:
        """The changes that count as revisions: those of no bulk commit and no ignored author."""
        is_counted = [commit.sha not in self.bulk for commit in self.commits]
        return tuple(change for change in self.changes if is_counted[change.commit])

    @cached_property
    def _lives(self) -> dict[int, PostHistory]:
        first: dict[int, int] = {}
        for touch in self.lineage.touches:
            first.setdefault(touch.identity, touch.commit)
        counted: dict[int, list[int]] = {}
        for touch in self.revisions:
            counted.setdefault(touch.identity, []).append(touch.commit)
        lives = {}
        for identity, birth in first.items():
            revisions = counted.get(identity, [])
            born_out_of_sight = self.commits[birth].sha in self.boundary
            # Born in a merge or known from a bulk commit alone: that commit is the earliest that is known.
            begin = birth if not revisions or is_merge(self.commits[birth]) else revisions[0]
            lives[identity] = PostHistory(
                created=None if born_out_of_sight else self._moment(begin),
                modified=self._moment(revisions[-1]) if revisions else None,
                revisions=len(revisions),
            )
        return lives

    def _moment(self, commit: int) -> datetime | None:
        made = self.commits[commit]
        return None if made.authored_at is None else instant(made.authored_at, made.utc_offset_minutes)


def is_merge(commit: Commit) -> bool:
    """Whether a commit joins branches."""
    return len(commit.parents) > 1


def _is_change(touch: Touch) -> bool:
    """Whether a touch changed what a file says or where it is; a change of mode does not, and a deletion ends it."""
    change = touch.change
    return change.status != "D" and (change.blob != change.old_blob or change.old_path is not None)


def read_history(
    folder: Path,
    *,
    ignore_revs: Sequence[Path] = (),
    ignore_authors: Sequence[str] = (),
    cache: Path | None = None,
    progress: Progress | None = None,
) -> History:
    """Read the history of the repository that `folder` lies in.

    Args:
        folder: the content folder.
        ignore_revs: files that list bulk commits, besides the repository's own ``.git-blame-ignore-revs``.
        ignore_authors: names or e-mail addresses that move no date; ``*`` stands for anything, case does not matter.
        cache: folder for what was read, or None to keep nothing.
        progress: told how many commits are read, as (stage, done, total or None).

    Raises:
        HistoryError: git is missing, or refuses the repository as not the user's own.
        ContentError: a file of `ignore_revs` is missing or names no commits.
    """
    with _clean_environment():
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
            repo.git.update_environment(**_ENVIRONMENT, **_as_environment(_CONFIGURATION))
            return _read(repo, folder, ignore_revs, ignore_authors, cache, progress)
        except git.GitCommandError as error:
            raise HistoryError(_hint(error)) from error
        finally:
            repo.close()


def read_position(folder: Path) -> str:
    """A text that changes whenever `read_history` could read something else from the repository; empty where none is."""
    command = ["git", "-C", str(folder), "rev-parse", "HEAD", "--is-shallow-repository", "--git-common-dir"]
    with _clean_environment():
        environment = os.environ | _ENVIRONMENT | _as_environment(_CONFIGURATION)
        try:
            asked = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)  # noqa: S603
        except OSError:
            return ""
    head, _, rest = asked.stdout.partition("\n")
    is_shallow, _, common = rest.strip().partition("\n")
    if is_shallow == "true":
        with suppress(OSError):
            return f"{head} {Path(folder, common, 'shallow').read_text(encoding='ascii')}"
    return head


def _read(  # noqa: PLR0913, PLR0917 - the arguments of read_history
    repo: Repo,
    folder: Path,
    ignore_revs: Sequence[Path],
    ignore_authors: Sequence[str],
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
    try:
        commits = _commits(repo, head, boundary, cache, progress, notices)
        head_blobs = _head_blobs(repo)
    except _git_error() as error:
        problem = f"The history could not be read to its end, so revisions are not known. git says: {_hint(error)}"
        return _nothing(Notice(NoticeKind.UNREADABLE, problem), prefix, head)
    unknown = sum(commit.authored_at is None for commit in commits)
    if unknown:
        have = "commits have" if unknown > 1 else "commit has"
        sentence = f"{unknown:,} {have} no possible date; nothing is dated by them."
        notices.append(Notice(NoticeKind.UNKNOWN_DATES, sentence))
    commits = _with_mailmap(repo, commits)
    listed = _listed_revisions(repo, ignore_revs)
    ignored = {commit.sha for commit in commits if commit.sha in listed or _is_ignored(commit, ignore_authors)}
    lineage = trace(commits, head_blobs)
    words, lines = _texts(repo, commits, lineage, prefix, head_blobs, notices, cache, progress)
    return History(
        head=head,
        prefix=prefix,
        commits=commits,
        head_paths=frozenset(head_blobs),
        bulk=frozenset(ignored),
        boundary=boundary,
        words=words,
        head_blobs=head_blobs,
        lines=lines,
        traced=lineage,
        notices=tuple(notices),
    )


def _nothing(notice: Notice, prefix: str = "", head: str | None = None) -> History:
    return History(head=head, prefix=prefix, commits=(), head_paths=frozenset(), notices=(notice,))


# --- git's surroundings ---------------------------------------------------------------------------------------------


@contextmanager
def _clean_environment() -> Iterator[None]:
    """Hide every ``GIT_*`` variable: in a hook they point to another repository than the one that was asked for.

    GitPython adds to the process's environment and cannot take away from it, so it is taken away here, and given back.
    """
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("GIT_")}
    # Without git on the path, importing GitPython raises unless told to be quiet; _import_git then says so itself.
    os.environ["GIT_PYTHON_REFRESH"] = "quiet"
    try:
        yield
    finally:
        del os.environ["GIT_PYTHON_REFRESH"]
        os.environ.update(hidden)


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


def _as_environment(configuration: Mapping[str, str]) -> dict[str, str]:
    """Configuration as environment variables, which come before what any file of the repository says."""
    variables = {"GIT_CONFIG_COUNT": str(len(configuration))}
    for number, (name, value) in enumerate(configuration.items()):
        variables |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    return variables


def _hint(error: Exception) -> str:
    """What git itself says went wrong, on one line."""
    stderr = str(getattr(error, "stderr", "") or error)
    stderr = re.sub(r"^\s*stderr: '|'\s*$", "", stderr.strip())
    return " ".join(stderr.split())


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
    if _quiet(repo, "config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$"):
        sentence = "This is a partial clone: renames with edits cannot be followed here, and lines are not counted."
        notices.append(Notice(NoticeKind.PARTIAL, sentence))
    if _quiet(repo, "rev-parse", "--is-shallow-repository").strip() != "true":
        return frozenset()
    boundary = frozenset(Path(repo.common_dir, "shallow").read_text(encoding="ascii").split())
    sentence = "The history is shallow: what is older than its first commit is not known. Run `git fetch --unshallow`."
    notices.append(Notice(NoticeKind.SHALLOW, sentence))
    return boundary


def _commits(  # noqa: PLR0913, PLR0917 - what a reading depends on
    repo: Repo,
    head: str,
    boundary: frozenset[str],
    cache: Path | None,
    progress: Progress | None,
    notices: list[Notice],
) -> tuple[Commit, ...]:
    """All commits up to HEAD: from the cache as far as it reaches, the rest from git."""
    is_partial = any(notice.kind is NoticeKind.PARTIAL for notice in notices)
    options = LOG_OPTIONS_WITHOUT_BLOBS if is_partial else LOG_OPTIONS
    # Where a shallow history begins is part of what was asked: deepening it changes commits, but not HEAD.
    store = LogCache(cache, key=str(repo.common_dir), options=(*options, *sorted(boundary)))
    last, known = store.load()
    if last == head:
        return known
    if last and _is_ancestor(repo, last, head):
        since = f"{last}..{head}"
    else:
        if last and _is_lost(repo, last):
            sentence = "The history was rewritten since the last build; all of it was read again."
            notices.append(Notice(NoticeKind.REWRITTEN, sentence))
        since, known = head, ()
    new = tuple(_log(repo, options, since, len(known), progress))
    commits = in_order(known, new)
    store.save(head, commits)
    return commits


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
    said: list[bytes] = []
    # A full pipe of warnings would stop git for ever, so it is emptied alongside.
    drain = Thread(target=lambda: said.append(process.stderr.read()), daemon=True)
    drain.start()
    chunks = iter(lambda: process.stdout.read(_CHUNK), b"")
    done, damage = known, None
    try:
        for done, commit in enumerate(parse_log(chunks), known + 1):
            if progress is not None and done % 500 == 0:
                progress("Reading history", done, None)
            yield commit
    except GitLogError as error:
        damage = error
    finally:
        process.stdout.close()  # first, or git would wait for ever for somebody to read on
        drain.join()
        process.stderr.close()
        status = process.proc.wait()
    if status > 0:  # git's own failure, which explains an end that is cut short; below zero, the pipe was closed here
        raise _git_error()(["git", "log"], status, b"".join(said)) from damage
    if damage is not None:
        raise damage
    if progress is not None:
        progress("Reading history", done, done)


def _head_blobs(repo: Repo) -> dict[str, str]:
    """The regular files at HEAD, each with its blob."""
    listing = repo.git.ls_tree("-r", "-z", "--full-tree", "HEAD", stdout_as_string=False, strip_newline_in_stdout=False)
    blobs = {}
    for entry in listing.split(b"\0"):
        mode, _, rest = entry.partition(b" ")
        if mode.startswith(b"100"):
            blob, _, path = rest.removeprefix(b"blob ").partition(b"\t")
            blobs[path.decode("utf-8", "surrogateescape")] = blob.decode("ascii")
    return blobs


def _with_mailmap(repo: Repo, commits: tuple[Commit, ...]) -> tuple[Commit, ...]:
    """Commits under the names that ``.mailmap`` gives their authors; git itself reads that file."""
    if not _quiet(repo, "cat-file", "-t", "HEAD:.mailmap"):
        return commits
    people = sorted({(commit.author, commit.email) for commit in commits if commit.email})
    asked = [f"{name} <{email}>".encode("utf-8", "surrogateescape") for name, email in people]
    process = repo.git.check_mailmap("--stdin", as_process=True, istream=PIPE)
    out, _ = process.proc.communicate(b"\n".join(asked) + b"\n")
    answers = out.decode("utf-8", "surrogateescape").splitlines()
    if len(answers) != len(people):
        return commits
    known = dict(zip(people, (_person(answer) for answer in answers), strict=True))
    return tuple(
        commit._replace(author=person[0], email=person[1])
        if (person := known.get((commit.author, commit.email))) is not None
        else commit
        for commit in commits
    )


def _person(contact: str) -> tuple[str, str]:
    name, _, email = contact.rpartition("<")
    return name.strip(), email.removesuffix(">")


def _listed_revisions(repo: Repo, files: Sequence[Path]) -> frozenset[str]:
    listed = _revisions(IGNORE_REVS_FILE, _quiet(repo, "cat-file", "blob", f"HEAD:{IGNORE_REVS_FILE}"))
    for file in files:
        try:
            listed |= _revisions(str(file), file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            problem, remedy = "this list of commits cannot be read", "mend the path in the settings"
            raise ContentError(str(file), None, problem, remedy) from error
    return frozenset(listed)


def _revisions(name: str, text: str) -> set[str]:
    """Object ids, one a line; what follows a ``#`` is a comment."""
    listed = set()
    for number, line in enumerate(text.splitlines(), 1):
        sha = line.partition("#")[0].strip().lower()
        if sha and not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", sha):
            raise ContentError(name, number, f"{sha!r} is not a full commit id", "write all of its 40 digits")
        if sha:
            listed.add(sha)
    return listed


def _is_ignored(commit: Commit, patterns: Sequence[str]) -> bool:
    """Whether an author is ignored. Only ``*`` is special: names of bots have brackets in them."""
    return any(
        fnmatchcase(who.lower(), pattern.lower().replace("[", "[[]").replace("?", "[?]"))
        for pattern in patterns
        for who in (commit.author, commit.email)
    )


def _texts(  # noqa: PLR0913, PLR0917 - what the texts depend on
    repo: Repo,
    commits: Sequence[Commit],
    lineage: Lineage,
    prefix: str,
    head_blobs: Mapping[str, str],
    notices: Sequence[Notice],
    cache: Path | None,
    progress: Progress | None,
) -> tuple[Mapping[str, int], LineSteps]:
    """Words of every version of every Markdown file in the content folder, and the lines of each of its steps.

    Both are worked out once, ever, in one pass over the versions that are new and those that they were made from.
    """
    missing = {notice.kind for notice in notices}
    if NoticeKind.PARTIAL in missing:
        return {}, LineSteps()
    word_store, line_store = WordCache(cache), LineCache(cache)
    words, lines = word_store.load(), line_store.load()
    uncounted = {
        blob
        for commit in commits
        for change in commit.changes
        if change.is_regular and _is_post(change.path, prefix)
        for blob in (change.old_blob, change.blob)
        if blob not in words and blob.strip("0")
    }
    needed: dict[Step, None] = {}
    if NoticeKind.SHALLOW not in missing:
        needed = dict.fromkeys(_steps(commits, lineage, prefix, head_blobs))
    steps = [step for step in needed if step not in lines.places]
    wanted = dict.fromkeys([blob for step in steps for blob in step if blob])
    wanted.update(dict.fromkeys(sorted(uncounted - wanted.keys())))
    counted: dict[str, int] = {}

    def versions() -> Iterator[tuple[str, bytes]]:
        for done, (blob, text) in enumerate(_contents(repo, list(wanted)), 1):
            if blob in uncounted:
                counted[blob] = count_words(text)
            if progress is not None and done % 500 == 0:
                progress("Counting words", done, len(wanted))
            yield blob, text

    if wanted:
        new = line_steps(steps, versions())
        if counted:
            words = {**words, **counted}
            word_store.save(words)
        if new.places:
            # A version that another took over from is not needed whole any more, or every build would add to the cache.
            lines = lines.without({("", old) for old, _ in steps} - needed.keys()).and_also(new)
            line_store.save(lines)
    return words, lines


def _steps(commits: Sequence[Commit], lineage: Lineage, prefix: str, head_blobs: Mapping[str, str]) -> Iterator[Step]:
    """Every step of each Markdown file that stands in the content folder at HEAD, and its whole version there."""
    live = {identity: head_blobs[path] for path, identity in lineage.live.items() if _is_post(path, prefix)}
    for touch in lineage.touches:
        if touch.identity in live and touch.change.status != "D":
            old, new = step_of(commits[touch.commit], touch.change)
            if old != new:
                yield old, new
    for blob in live.values():
        yield "", blob


def _is_post(path: str, prefix: str) -> bool:
    return path.startswith(prefix) and path.lower().endswith(MARKDOWN)


def _contents(repo: Repo, blobs: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The content of each blob, by one process; a missing blob is left out."""
    process = repo.git.cat_file("--batch", "--buffer", as_process=True, istream=PIPE)

    def ask() -> None:
        with suppress(BrokenPipeError):  # git stopped early: what it did not answer stays uncounted
            process.stdin.write("".join(f"{blob}\n" for blob in blobs).encode("ascii"))
            process.stdin.close()

    asking = Thread(target=ask, daemon=True)
    asking.start()
    for _ in blobs:
        header = process.stdout.readline().split()
        if len(header) != 3:  # noqa: PLR2004 - "<id> missing"; a found one is "<id> blob <size>"
            continue
        yield header[0].decode("ascii"), process.stdout.read(int(header[2]))
        process.stdout.read(1)
    asking.join()
    process.stdout.close()
    process.stderr.close()
    process.proc.wait()
