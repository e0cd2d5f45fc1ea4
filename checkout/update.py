"""A newer version of the software in, a repository that has it out: by one merge, which never touches `content/`.

The merge is made in a work tree of its own, and the person's files change in one step at the end or not at all.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from invoke.exceptions import Exit

from learning_timeline.commands.repository import GitFailed, Repository
from learning_timeline.core import typed
from learning_timeline.core.amounts import amount

from .start import SOFTWARE, refuse_changes

if TYPE_CHECKING:
    from collections.abc import Callable

CONTENT = "content"
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Update:
    """What an update brought.

    Attributes:
        commits: how many.
        needs_install: whether what it needs has changed.
        kept: files of the software that the author had changed too, whose lines won over the software's.
    """

    commits: int
    needs_install: bool
    kept: tuple[str, ...]


def update(root: Path, source: str, branch: str, say: Callable[[str], None]) -> None:
    """Bring the newest version of the software into a journal.

    Args:
        root: the folder of the repository.
        source: address or folder of the software's repository; remembered for the next time. Empty for the remembered one.
        branch: of that repository.
        say: is told what was done.

    Raises:
        Exit: it is not known where the software comes from, something is not committed, or git failed.
    """
    repository = Repository(root)
    refuse_changes(repository)
    try:
        address = _address(repository, source)
        repository.git("fetch", "--quiet", "--no-tags", "--", address or SOFTWARE, branch)
        done = merge(repository)
        if address:
            known = repository.asks("remote", "get-url", SOFTWARE)
            repository.git("remote", *(("set-url", SOFTWARE) if known else ("add", SOFTWARE)), address)
    except GitFailed as failure:
        raise Exit(f"{str(failure).rstrip('.')}. Nothing was changed.", code=1) from None
    if not done.commits:
        say("The software is up to date.")
        return
    say(f"{amount(done.commits, 'commit')} of the software came in by one merge; {CONTENT}/ is as it was.")
    say("`git reset --hard ORIG_HEAD` takes it back.")
    if done.kept:
        more = len(done.kept) - _MOST_NAMED
        named = ", ".join(done.kept[:_MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
        say(f"You had changed these files too; where both changed a line, yours stayed: {named}")
    if done.needs_install:
        install(root, say)


def _address(repository: Repository, source: str) -> str:
    """The address that is meant; empty for the remembered one."""
    if source.startswith("-") or not source.isprintable():
        raise Exit(f"--source {source!r}: that is not the address of a repository", code=2)
    if not source and not repository.asks("remote", "get-url", SOFTWARE):
        raise Exit(
            "Where does the software come from? Name the address of its repository once: --source ADDRESS", code=2
        )
    # A folder is named from where the person stands.
    return str(Path(source).resolve()) if source and Path(source).exists() else source


def merge(repository: Repository) -> Update:
    """Merge what was fetched, but for the content.

    Raises:
        GitFailed: it could not be merged, and nothing was changed.
    """
    base = repository.asks("merge-base", "HEAD", "FETCH_HEAD")
    if not base:
        raise GitFailed("this repository has no commit in common with that of the software: clone it with its history")
    commits = int(repository.git("rev-list", "--count", "HEAD..FETCH_HEAD"))
    if not commits:
        return Update(0, needs_install=False, kept=())
    theirs, mine = (_changed(repository, base, side) for side in ("FETCH_HEAD", "HEAD"))
    new, head = repository.git("rev-parse", "FETCH_HEAD").strip(), repository.git("rev-parse", "HEAD").strip()
    with tempfile.TemporaryDirectory(prefix="learning-timeline-") as made:
        place = Path(made, "tree")
        repository.git("worktree", "add", "--quiet", "--detach", str(place), head)
        try:
            merged, back = _merged(Repository(place), base, head, new)
        finally:
            repository.asks("worktree", "remove", "--force", str(place))
    repository.git("merge", "--quiet", "--ff-only", "--no-overwrite-ignore", merged)
    return Update(commits, "pyproject.toml" in theirs, tuple(sorted(theirs & mine | back)))


def _changed(repository: Repository, base: str, side: str, *options: str) -> set[str]:
    """The files of the software that one side has changed."""
    paths = ("--", ".", f":(exclude){CONTENT}")
    return {
        path for path in repository.git("diff", "--name-only", "-z", *options, base, side, *paths).split("\0") if path
    }


def _merged(tree: Repository, base: str, head: str, new: str) -> tuple[str, set[str]]:
    """The commit of a merge, made in a work tree; and files of the author's that it would have left out."""
    # What it says of conflicts is settled below: lines by the author's side, the rest file by file.
    # A folder that the software has renamed takes no file of the author's with it.
    directories = ("-c", "merge.directoryRenames=false")
    tree.asks(*directories, "merge", "--quiet", "--no-commit", "--no-ff", "-X", "ours", new)
    tree.git("rm", "-r", "--quiet", "--force", "--ignore-unmatch", "--", CONTENT)
    if tree.asks("ls-tree", "--name-only", head, CONTENT):
        tree.git("checkout", "--quiet", head, "--", CONTENT)
    conflicts = {path for path in tree.git("diff", "--name-only", "-z", "--diff-filter=U").split("\0") if path}
    for path in conflicts:
        if tree.asks("ls-tree", "--name-only", head, "--", path):
            tree.git("checkout", "--quiet", head, "--", path)
        else:
            tree.git("rm", "--quiet", "--force", "--ignore-unmatch", "--", path)
    written = _changed(tree, base, head, "--no-renames", "--diff-filter=AMT")
    back = written - {*tree.git("ls-files", "-z").split("\0")} - _carried(tree, base, new, conflicts | written)
    if back:
        tree.git("--literal-pathspecs", "checkout", "--quiet", head, "--", *back)
    tree.git("commit", "--quiet", "--no-verify", "--message", "Update the software")
    return tree.git("rev-parse", "HEAD").strip(), back


def _carried(tree: Repository, base: str, new: str, taken: set[str]) -> set[str]:
    """The files that the software has renamed, where the lines of the author went with them."""
    fields = tree.git("diff", "--name-status", "-z", "--find-renames", "--diff-filter=R", base, new).split("\0")
    moves = zip(fields[1::3], fields[2::3], strict=False)
    return {old for old, place in moves if place not in taken and not place.startswith(f"{CONTENT}/")}


def install(root: Path, say: Callable[[str], None]) -> None:
    """Install what the new version needs, by the Python that runs this; say how where that is not possible."""
    wanted = ["install", "--quiet", "--editable", ".[journal]"]
    ended = subprocess.run(
        [sys.executable, "-m", "pip", *wanted], cwd=root, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        say(f"What it needs has changed, and pip could not install it: run {typed.install('journal')}")
    else:
        say("What it needs is installed.")
