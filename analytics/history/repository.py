"""A folder in, the repository that it is in out, and what git answers when it is asked: the only module that imports GitPython.

GitPython is imported late, because its import looks for the program.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from ..errors import GitLogError, HistoryError
from ..git_environment import ENVIRONMENT

if TYPE_CHECKING:
    from git import Repo

    # Under a name of its own, so that no other module imports GitPython, not for types either.
    Repository = Repo

# Told how far a reading is, as (stage, done, total or None).
Progress = Callable[[str, int, int | None], None]

CHUNK = 1 << 20


def _import_git() -> Any:  # noqa: ANN401 - a module, imported late because its import looks for the program
    import git  # noqa: PLC0415 - see above

    try:
        git.refresh()
    except (git.GitCommandNotFound, ImportError) as error:
        raise HistoryError("git was not found: install git, and see that it is on the PATH") from error
    return git


def open_repository(folder: Path) -> Repository | None:
    """The repository that a folder is in, None if it is in none; to be called in a `clean_environment`.

    Raises:
        HistoryError: git is missing.
    """
    git = _import_git()
    try:
        # Resolved, since the folder above a link is another one than the folder above its target.
        repo: Repository = git.Repo(folder.resolve(), search_parent_directories=True, expand_vars=False)
    except (git.InvalidGitRepositoryError, git.NoSuchPathError):
        return None
    repo.git.update_environment(**ENVIRONMENT)
    # The library takes a `$NAME` in the folder's name for a variable, and where that leads nowhere asks git in its own folder.
    repo.git._working_dir = repo.working_dir  # noqa: SLF001 - nothing else sets it
    return repo


def git_error() -> type[Exception]:
    """What is raised where git fails."""
    from git import GitCommandError  # noqa: PLC0415 - see _import_git

    return GitCommandError


def hint(error: Exception) -> str:
    """What git itself says went wrong, on one line."""
    stderr = str(getattr(error, "stderr", "") or error)
    stderr = re.sub(r"^\s*stderr: '|'\s*$", "", stderr.strip())
    return " ".join(stderr.split())


def quiet(repo: Repository, *command: str) -> str:
    """What a command prints, or nothing if it fails."""
    result = repo.git.execute(["git", *command], with_exceptions=False, with_extended_output=True)
    status, out, _ = result
    return str(out) if status == 0 else ""


def is_partial(repo: Repository) -> bool:
    """Whether it is a partial clone, which may have no contents of files."""
    return bool(quiet(repo, "config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$"))


def refuse_if_foreign(repo: Repository) -> None:
    """Where git refuses to open the repository at all, say so in its own words (another owner, say)."""
    repo.git.rev_parse("--git-dir")


def prefix_of(repo: Repository, folder: Path) -> str:
    """A folder from the repository's root: ``""`` or ``"content/"``."""
    root = repo.working_tree_dir
    if root is None:  # nothing is checked out
        return ""
    inside = folder.resolve().relative_to(Path(root).resolve()).as_posix()
    return "" if inside == "." else f"{inside}/"


def is_ancestor(repo: Repository, older: str, newer: str) -> bool:
    """Whether a commit is in the history of another."""
    command = ["git", "merge-base", "--is-ancestor", older, newer]
    status, _, _ = repo.git.execute(command, with_exceptions=False, with_extended_output=True)
    return bool(status == 0)


def is_lost(repo: Repository, commit: str) -> bool:
    """Whether no branch or tag leads to a commit any more; after a mere switch of branches one does."""
    return not quiet(repo, "for-each-ref", "--count=1", "--contains", commit)


@contextmanager
def output_of(process: Any, command: str) -> Iterator[io.BufferedReader]:  # noqa: ANN401 - GitPython's wrapper has no type
    """What a running git prints; raises git's error if it fails, also where what it printed made no sense."""
    said: list[bytes] = []
    # A full pipe of warnings would stop git for ever, so it is emptied alongside.
    drain = Thread(target=lambda: said.append(process.stderr.read()), daemon=True)
    drain.start()
    damage = None
    try:
        yield io.BufferedReader(process.stdout.raw, CHUNK)
    except GitLogError as error:
        damage = error
    finally:
        process.stdout.close()  # first, or git would wait for ever for somebody to read on
        drain.join()
        process.stderr.close()
        status = process.proc.wait()
    if status > 0:  # git's own failure, which explains an end that is cut short; below zero, the pipe was closed here
        raise git_error()(["git", command], status, b"".join(said)) from damage
    if damage is not None:
        raise damage
