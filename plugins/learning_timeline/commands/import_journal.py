"""`invoke import`: what of another journal would come into this one is told, and brought in by one commit if that is asked for."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..core.phrases import counted
from ..core.typed import command as typed
from ..reading.dialects.detection import dialect_of
from ..reading.dialects.summary import left_out
from ..reading.folder import Folder
from .histories import Incoming, commit_without_history, in_both, merge_with_history
from .import_plan import Plan, blobs_of
from .repository import GitFailed, Repository
from .unpacking import NotAJournal, unpack

_TOLD = 5
_IS_ADDRESS = re.compile(r"[a-z+]+://|[\w.-]+@[\w.-]+:")


class CannotImport(Exception):  # noqa: N818 - it reads as what happened
    """Something is not as it has to be; the text says what, and what to do, without the source's name. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for.

    Attributes:
        source: a folder, a file that holds a whole journal, or the address of a repository.
        name: of the folder that it gets here; empty for the name of the source.
        dialect: of the program; empty to find out.
        is_meant: whether it is to be done, rather than told.
    """

    source: str
    name: str = ""
    dialect: str = ""
    is_meant: bool = False


def bring_in(order: Order, content: Path, say: Callable[[str], object]) -> None:
    """Bring a journal into another one, or say what would come.

    Args:
        order: what is asked for.
        content: the content folder of the journal that it comes into.
        say: takes one line.

    Raises:
        CannotImport: something is not as it has to be.
    """
    journal = Repository(content)
    try:
        _refuse_if_unready(journal)
        with _folder_of(order.source) as source:
            _bring_in(order, source, journal, content, say)
    except GitFailed as failure:
        raise CannotImport(f"git says: {failure}") from None


def _bring_in(order: Order, source: Path, journal: Repository, content: Path, say: Callable[[str], object]) -> None:
    theirs = Repository(source)
    has_history = theirs.is_there
    if has_history:
        _refuse_source(theirs, journal)
    tracked = _tracked(theirs, source) if has_history else _all_in(source)
    name = order.name or _name_of(order.source)
    taken = frozenset(file.relative_to(content).as_posix() for file in content.rglob("*") if file.is_file())
    if any(path.startswith(f"posts/{name}/") for path in taken):
        raise CannotImport(f"{content.name}/posts/{name} already exists: give the journal another name with --into")
    plan = Plan(Folder(source, dialect_of(source, order.dialect)), tracked, name, taken)
    plan.make()
    if not plan.notes:
        raise CannotImport("nothing in it is a post that can be read: name its folder, or its program by --as")
    for line in _told(plan, order, content.name):
        say(line)
    for line in _told_of_history(plan, theirs if has_history else None, journal):
        say(line)
    if not order.is_meant:
        say("Nothing is changed yet. The same with --yes does it, by one commit.")
        return
    message = f"Import {counted(len(plan.notes), 'post')} of {name}"
    root = Path(journal.git("rev-parse", "--show-toplevel").strip())
    inside = content.resolve().relative_to(root.resolve()).as_posix()
    if has_history:
        before = _prefix(theirs, source)
        files = [
            Incoming(f"{before}{path}", f"{inside}/{place}", plan.contents.get(path))
            for path, place in plan.places.items()
        ]
        commit = merge_with_history(Repository(root), theirs, files, message)
    else:
        files_here = {f"{inside}/{place}": data for place, data in blobs_of(plan).items()}
        commit = commit_without_history(Repository(root), files_here, message)
    say(f"Done: commit {commit[:10]}. `git reset --keep HEAD^` takes it back.")


# -- what has to be so


def _refuse_if_unready(journal: Repository) -> None:
    if not journal.is_there:
        raise CannotImport("this journal is in no git repository, or nothing is committed in it: commit it first")
    if changed := journal.uncommitted():
        raise CannotImport(f"this journal has changes that are not committed ({_some(changed)}): commit them first")


def _refuse_source(source: Repository, journal: Repository) -> None:
    if source.is_shallow:
        raise CannotImport("its history was cut off when it was cloned: run `git fetch --unshallow` in it")
    if _store_of(source) == _store_of(journal):
        raise CannotImport("it is already in this journal's own repository: move its files with `git mv`")
    changed = [
        line[3:] for line in source.git("status", "--porcelain", "-z", "--untracked-files=no").split("\0") if line
    ]
    if changed:
        raise CannotImport(f"it has changes that are not committed ({_some(changed)}): commit them first")


def _store_of(repository: Repository) -> Path:
    """Where a repository keeps its history, of which git gives the way from the folder that asks."""
    return Path(repository.folder, repository.git("rev-parse", "--git-common-dir").strip()).resolve()


def _some(paths: list[str]) -> str:
    return f"{paths[0]} and {len(paths) - 1:,} more" if len(paths) > 1 else paths[0]


@contextmanager
def _folder_of(source: str) -> Iterator[Path]:
    """The folder of a journal, which is fetched if an address is given, and unpacked if it is one file."""
    if _IS_ADDRESS.match(source):
        with tempfile.TemporaryDirectory(prefix="learning-timeline-") as made:
            Repository(Path(made)).git("clone", "--quiet", "--no-tags", "--", source, "journal")
            yield Path(made, "journal")
        return
    folder = Path(source).expanduser()
    if folder.is_file():
        with tempfile.TemporaryDirectory(prefix="learning-timeline-") as made:
            try:
                unpack(folder.resolve(), Path(made, "journal"))
            except NotAJournal as problem:
                raise CannotImport(str(problem)) from None
            yield Path(made, "journal")
        return
    if not folder.is_dir():
        raise CannotImport("there is no such folder")
    yield folder.resolve()


def _name_of(source: str) -> str:
    """The name of a journal as a folder's: that of its own, in plain letters."""
    last = re.sub(r"\.(?:git|html?|json)$", "", re.split(r"[/\\:]", source.rstrip("/\\"))[-1])
    name = (
        re.sub(r"[^\w-]+", "-", Path(last).expanduser().resolve().name if last in {".", "..", "~"} else last)
        .strip("-")
        .lower()
    )
    return name or "imported"


def _prefix(repository: Repository, folder: Path) -> str:
    inside = os.path.relpath(folder.resolve(), Path(repository.git("rev-parse", "--show-toplevel").strip()).resolve())
    return "" if inside == "." else f"{Path(inside).as_posix()}/"


def _tracked(repository: Repository, folder: Path) -> frozenset[str]:
    before = _prefix(repository, folder)
    rows = repository.git("ls-tree", "-r", "-z", "--full-tree", "HEAD").split("\0")
    regular = (row.partition("\t")[2] for row in rows if row.startswith("100"))
    return frozenset(path.removeprefix(before) for path in regular if path.startswith(before))


def _all_in(folder: Path) -> frozenset[str]:
    return frozenset(
        file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file() and not file.is_symlink()
    )


# -- what is said


def _told(plan: Plan, order: Order, content: str) -> Iterator[str]:
    yield f"{plan.folder.dialect.title}: {counted(len(plan.notes), 'post or page', 'posts and pages')} of {order.source}."
    yield f"  They go to {content}/posts/{plan.name}/, pages to {content}/pages/."
    if plan.others:
        one, several = "picture or other file that they name comes", "pictures and other files that they name come"
        yield f"  {counted(len(plan.others), one, several)} with them."
    if plan.addresses:
        yield f"  {counted(plan.addresses, 'former address leads', 'former addresses lead')} on to where the posts are now."
    if said := left_out(plan.folder.left_out):
        yield f"  {said}"
    if plan.uncommitted:
        yield f"  Not committed there, and left out: {', '.join(plan.uncommitted[:_TOLD])}."
    for remark in plan.remarks[:_TOLD]:
        yield f"  {remark}"
    if len(plan.remarks) > _TOLD:
        told = f"; `{typed(f'build --content {order.source}')}` names them" if Path(order.source).is_dir() else ""
        yield f"  {len(plan.remarks) - _TOLD:,} more of these{told}."


def _told_of_history(plan: Plan, source: Repository | None, journal: Repository) -> Iterator[str]:
    if source is None:
        yield "  It is in no git repository: no history comes with it."
        if plan.undated:
            yield f"  {counted(plan.undated, 'post has', 'posts have')} no date, and will be dated by this import."
        return
    commits = int(source.git("rev-list", "--count", "HEAD"))
    yield f"  Its whole history comes in, {counted(commits, 'commit')}: what was deleted in it, and its drafts, can be read there."
    before = _prefix(source, plan.folder.content)
    others = {f"{before}{path}" for path in plan.tracked.difference(plan.notes)}
    for path in in_both(journal, source, others)[:_TOLD]:
        yield f"  {path} is a name in both histories: give the post a date in its front matter, here or there, before."
