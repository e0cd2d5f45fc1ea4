"""Files of another repository and where they go in, one merge out that brings them here with their history.

As `git subtree add` does it, no commit of the other repository is rewritten, so that what names one still does. Two more
commits stand between its last one and the merge: the first moves the files, the second changes them. Git then finds every
move, since a moved file is the same to the last byte; and `.git-blame-ignore-revs` lists both, so that neither is a revision.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .._seam import analytics

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from .repository import Repository

IGNORE_REVS_FILE = ".git-blame-ignore-revs"
_REGULAR = "100644"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that comes in.

    Attributes:
        source: its path in the other repository.
        path: where it goes, from the root of the journal's repository.
        data: what it holds there; None if that is what it held before.
    """

    source: str
    path: str
    data: bytes | None = None


def merge_with_history(journal: Repository, source: Repository, files: Sequence[Incoming], message: str) -> str:
    """Bring files in by one merge, with the history that they have.

    Args:
        journal: of which the branch that is checked out goes on by the merge; it has to be clean.
        source: where they come from; its last commit is what counts.
        files: those that come in.
        message: of the merge.

    Returns:
        The merge.

    Raises:
        GitFailed: git refuses a step; the branch and the files are then as they were.
    """
    tip = source.git("rev-parse", "HEAD").strip()
    # By its path on this computer, whose own git reads it; that of its root, since git looks in no folder above.
    root = source.git("rev-parse", "--show-toplevel").strip()
    journal.git("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", root, tip)
    blobs = _blobs(journal, tip)
    moved = {file.path: blobs[file.source] for file in files}
    move = _commit(journal, _tree(journal, moved), [tip], f"{message}: the files at their new places")
    changed = moved | _written(journal, files, moved)
    change = _commit(journal, _tree(journal, changed), [move], f"{message}: as this journal writes them")
    listed = {IGNORE_REVS_FILE: (_REGULAR, _with_revisions(journal, (move, change), message))}
    tree = _tree(journal, changed | listed, onto="HEAD")
    merge = _commit(journal, tree, ["HEAD", change], message)
    journal.git("merge", "--quiet", "--ff-only", merge)
    return merge


def commit_without_history(journal: Repository, files: Mapping[str, bytes], message: str) -> str:
    """Bring files in by one commit.

    Args:
        journal: as for `merge_with_history`.
        files: what they hold, by where they go.
        message: of the commit.

    Returns:
        The commit.

    Raises:
        GitFailed: git refuses a step; the branch and the files are then as they were.
    """
    blobs = zip(files, _hashed(journal, list(files.values())), strict=True)
    tree = _tree(journal, {path: (_REGULAR, blob) for path, blob in blobs}, onto="HEAD")
    commit = _commit(journal, tree, ["HEAD"], message)
    journal.git("merge", "--quiet", "--ff-only", commit)
    return commit


def in_both(journal: Repository, source: Repository, others: Container[str]) -> list[str]:
    """The paths of posts that both histories have had: what happened at one of them is told of the post of the other.

    Args:
        journal: that they come into.
        source: that they come from.
        others: files of the source that are no posts.
    """
    ever = [
        {path for path in one.git("log", "--format=", "--name-only", "-z", "HEAD").split("\0") if path}
        for one in (journal, source)
    ]
    posts = (path for path in ever[0] & ever[1] if path.lower().endswith(analytics.POST_SUFFIXES))
    return sorted(path for path in posts if path not in others)


_Entry = tuple[str, str]  # a file's mode, and the id of what it holds


def _blobs(repository: Repository, revision: str) -> dict[str, _Entry]:
    rows = repository.git("ls-tree", "-r", "-z", "--full-tree", revision).split("\0")
    facts = (row.partition("\t") for row in rows if row)
    return {path: (said.split()[0], said.split()[2]) for said, _, path in facts}


def _written(journal: Repository, files: Iterable[Incoming], moved: Mapping[str, _Entry]) -> dict[str, _Entry]:
    changed = [(file.path, file.data) for file in files if file.data is not None]
    hashed = _hashed(journal, [data for _, data in changed])
    return {path: (moved[path][0], blob) for (path, _), blob in zip(changed, hashed, strict=True)}


def _hashed(journal: Repository, contents: Sequence[bytes]) -> list[str]:
    """The ids of some contents, which the repository has then."""
    if not contents:
        return []
    with tempfile.TemporaryDirectory(prefix="learning-timeline-") as folder:
        places = [Path(folder, str(number)) for number in range(len(contents))]
        for place, data in zip(places, contents, strict=True):
            place.write_bytes(data)
        listed = "\n".join(map(str, places)).encode()
        return journal.git("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=listed).split()


def _tree(journal: Repository, files: Mapping[str, _Entry], *, onto: str = "") -> str:
    """A tree of some files, together with all of another one."""
    with tempfile.TemporaryDirectory(prefix="learning-timeline-") as folder:
        index = str(Path(folder, "index"))
        if onto:
            journal.git("read-tree", onto, GIT_INDEX_FILE=index)
        rows = (f"{mode} {blob}\t{path}\0" for path, (mode, blob) in files.items())
        journal.git(
            "update-index",
            "-z",
            "--index-info",
            stdin="".join(rows).encode("utf-8", "surrogateescape"),
            GIT_INDEX_FILE=index,
        )
        return journal.git("write-tree", GIT_INDEX_FILE=index).strip()


def _commit(journal: Repository, tree: str, parents: Iterable[str], message: str) -> str:
    above = [word for parent in parents for word in ("-p", parent)]
    return journal.git("commit-tree", tree, *above, "-m", message).strip()


def _with_revisions(journal: Repository, revisions: Iterable[str], message: str) -> str:
    """The journal's list of commits that move no date, with some more."""
    known = journal.asks("show", f"HEAD:{IGNORE_REVS_FILE}")
    lines = [*([known] if known else []), f"# {message}", *revisions, ""]
    return _hashed(journal, ["\n".join(lines).encode()])[0]
