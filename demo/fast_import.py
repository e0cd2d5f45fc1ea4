"""Values in, a git repository out: a whole history is written in one go by ``git fast-import``.

A journal of fifty years has thousands of commits, at authors' dates that are not today's; ``git commit`` would take
minutes for them. The same values give the same object ids on every machine: nothing is read from the user's
configuration, the clock or the environment.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

BRANCH = "refs/heads/main"
COMMITTER = "Simulated Committer <committer@example.org>"
_PLAIN = set(range(0x20, 0x7F)) - set(b'"\\')
_ESCAPED = [b"%c" % byte if byte in _PLAIN else b"\\%03o" % byte for byte in range(256)]


@dataclass(frozen=True, slots=True)
class Change:
    """What one revision does to one file.

    Attributes:
        path: the file, from the repository's root.
        text: what it holds from now on; None deletes it, or moves it as it is where `renamed_from` says so.
        renamed_from: the path at which it was before, else None.
    """

    path: str
    text: str | bytes | None = None
    renamed_from: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One commit.

    Attributes:
        author: name of the author.
        email: address of the author.
        authored: aware, not before 1970; its offset is the author's.
        message: what it says.
        changes: applied in order, to the files of its first parent.
        parents: positions of earlier revisions of the same call; None stands for the one before, () for a new root. A
            merge has the files of its first parent until its changes bring in the others'.
        committed: aware, where it differs from `authored`.
    """

    author: str
    email: str
    authored: datetime
    message: str
    changes: Sequence[Change] = ()
    parents: tuple[int, ...] | None = None
    committed: datetime | None = None


def write_history(
    folder: Path, revisions: Iterable[Revision], *, checkout: bool = True, object_format: str = "sha1"
) -> tuple[str, ...]:
    """Write revisions to the branch ``main`` of a repository, which is made if need be and continued if it has commits.

    Args:
        folder: the repository.
        revisions: parents before their children; the last becomes the branch's head.
        checkout: whether to write the files of the last revision as well.
        object_format: ``sha1`` or ``sha256``, for a new repository.

    Returns:
        The object id of each revision. A file that has to name one, such as a list of bulk commits, is written by a
        second call.

    Raises:
        RuntimeError: git does not accept the values, with its own words.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / ".git").exists():
        # Without a template, git copies no sample hooks.
        run_git(folder, "init", "--quiet", "--initial-branch=main", "--template=", f"--object-format={object_format}")
    with tempfile.TemporaryDirectory() as scratch:
        marks = Path(scratch, "marks")
        stream = b"".join(_stream(revisions, continued=_has_commits(folder)))
        run_git(folder, "fast-import", "--quiet", "--date-format=raw", f"--export-marks={marks}", stdin=stream)
        ids = dict(line.split() for line in marks.read_text(encoding="ascii").splitlines())
    if checkout:
        run_git(folder, "reset", "--quiet", "--hard")
    return tuple(ids[f":{number}"] for number in range(1, len(ids) + 1))


def run_git(folder: Path, *command: str, stdin: bytes = b"", **variables: str) -> bytes:
    """What a git command prints, run without the user's configuration and with these environment variables besides.

    Raises:
        RuntimeError: the command failed, with its own words.
    """
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
    done = subprocess.run(  # noqa: S603 - the commands are ours
        ["git", *command],  # noqa: S607 - the user's git, wherever it is
        cwd=folder,
        env=clean | alone | variables,
        input=stdin,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"git {command[0]} failed in {folder}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def raw_date(moment: datetime) -> str:
    """An aware datetime as git stores it: seconds since 1970 and an offset. Unlike ISO 8601, git reads it for any year.

    >>> from datetime import datetime
    >>> raw_date(datetime.fromisoformat("2076-03-01T22:00:00-08:00"))
    '3350354400 -0800'
    """
    return f"{int(moment.timestamp())} {moment:%z}"


def _has_commits(folder: Path) -> bool:
    return bool(run_git(folder, "for-each-ref", BRANCH))


def _stream(revisions: Iterable[Revision], *, continued: bool) -> Iterator[bytes]:
    for number, revision in enumerate(revisions, 1):
        parents = revision.parents
        if parents is None:
            parents = (number - 2,) if number > 1 else ()
            origin = f"{BRANCH}^0" if number == 1 and continued else ""
        else:
            origin = ""
        marks = [f":{parent + 1}" for parent in parents] or ([origin] if origin else [])
        if not marks:
            yield f"reset {BRANCH}\n".encode()
        committed = revision.committed or revision.authored
        yield f"commit {BRANCH}\nmark :{number}\n".encode()
        yield f"author {revision.author} <{revision.email}> {raw_date(revision.authored)}\n".encode()
        yield f"committer {COMMITTER} {raw_date(committed)}\n".encode()
        yield _data(revision.message)
        for word, mark in zip(["from", *["merge"] * len(marks)], marks, strict=False):
            yield f"{word} {mark}\n".encode()
        for change in revision.changes:
            yield from _apply(change)
        yield b"\n"


def _apply(change: Change) -> Iterator[bytes]:
    if change.renamed_from is not None:
        yield b"R %s %s\n" % (_quoted(change.renamed_from), _quoted(change.path))
    elif change.text is None:
        yield b"D %s\n" % _quoted(change.path)
    if change.text is not None:
        yield b"M 100644 inline %s\n" % _quoted(change.path)
        yield _data(change.text)


def _data(text: str | bytes) -> bytes:
    content = text.encode() if isinstance(text, str) else text
    return b"data %d\n%s\n" % (len(content), content)


def _quoted(path: str) -> bytes:
    """A path as fast-import wants it, whatever bytes it has."""
    return b'"' + b"".join(_ESCAPED[byte] for byte in os.fsencode(path)) + b'"'
