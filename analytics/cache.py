"""What git said, kept between builds: plain arrays in `.npz` files, beside nothing of the journal.

A cache may be deleted at any time and is never an error: one that is damaged, of another version, or made with other
options reads as empty. Files appear by a temporary name and a rename. Nothing is unpickled.
"""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
import zlib
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from .lines import LineSteps
from .model import Commit, FileChange

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VERSION = 1
_COLUMNS = ("ends", "line", "words", "before", "after")
_UNKNOWN = np.iinfo(np.int64).min
# What reading a damaged archive can raise.
_DAMAGED = (
    OSError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    RuntimeError,
    MemoryError,
    OverflowError,
    StopIteration,
    zipfile.BadZipFile,
    zlib.error,
)

Arrays = dict[str, npt.NDArray[Any]]


class LogCache:
    """The commits of one repository, as git reported them under certain options."""

    def __init__(self, folder: Path | None, *, key: str, options: Sequence[str]) -> None:
        name = sha256(json.dumps([key, list(options)]).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self._file = None if folder is None else folder / f"history-{name}.npz"

    def load(self) -> tuple[str, tuple[Commit, ...]]:
        """HEAD at the time and the commits up to it; an empty text and none where nothing usable is kept."""
        arrays = _load(self._file)
        if arrays is None:
            return "", ()
        try:
            return _text(arrays["head"]), _commits(arrays)
        except _DAMAGED:
            return "", ()

    def save(self, head: str, commits: Sequence[Commit]) -> None:
        """Keep the commits up to a HEAD; call it only with a history that was read to its end."""
        _save(self._file, {"head": _bytes([head]), **_arrays(commits)})


class WordCache:
    """The number of words of each blob, for all repositories: a blob's id is its content."""

    def __init__(self, folder: Path | None) -> None:
        self._file = None if folder is None else folder / "words.npz"

    def load(self) -> dict[str, int]:
        """Words by blob id."""
        arrays = _load(self._file)
        if arrays is None:
            return {}
        try:
            return dict(zip(_texts(arrays["blobs"]), arrays["words"].tolist(), strict=True))
        except _DAMAGED:
            return {}

    def save(self, words: Mapping[str, int]) -> None:
        """Keep the counts."""
        _save(self._file, {"blobs": _bytes(list(words)), "words": np.array(list(words.values()), dtype=np.int64)})


class LineCache:
    """The lines that changed between two versions of a file, for all repositories: a blob's id is its content."""

    def __init__(self, folder: Path | None) -> None:
        self._file = None if folder is None else folder / "lines.npz"

    def load(self) -> LineSteps:
        """The steps that are known."""
        arrays = _load(self._file)
        if arrays is None:
            return LineSteps()
        try:
            steps = zip(_texts(arrays["old"]), _texts(arrays["new"]), strict=True)
            places = {step: place for place, step in enumerate(steps)}
            known = LineSteps(places, *(arrays[name] for name in _COLUMNS))
        except _DAMAGED:
            return LineSteps()
        return known if known.is_sound else LineSteps()

    def save(self, known: LineSteps) -> None:
        """Keep the steps."""
        old, new = ([step[which] for step in known.places] for which in (0, 1))
        arrays = {name: getattr(known, name) for name in _COLUMNS}
        _save(self._file, {"old": _bytes(old), "new": _bytes(new), **arrays})


def _arrays(commits: Sequence[Commit]) -> Arrays:
    changes = [change for commit in commits for change in commit.changes]
    moments = [_UNKNOWN if commit.authored_at is None else commit.authored_at for commit in commits]
    return {
        "sha": _bytes([commit.sha for commit in commits]),
        "parents": _bytes([" ".join(commit.parents) for commit in commits]),
        "authored_at": np.array(moments, dtype=np.int64),
        "utc_offset_minutes": np.array([commit.utc_offset_minutes for commit in commits], dtype=np.int16),
        "author": _bytes([commit.author for commit in commits]),
        "email": _bytes([commit.email for commit in commits]),
        "subject": _bytes([commit.subject for commit in commits]),
        "changes": np.array([len(commit.changes) for commit in commits], dtype=np.int32),
        "status": _bytes([change.status for change in changes]),
        "path": _bytes([change.path for change in changes]),
        "old_path": _bytes([change.old_path or "" for change in changes]),
        "score": np.array([-1 if change.score is None else change.score for change in changes], dtype=np.int8),
        "is_regular": np.array([change.is_regular for change in changes], dtype=np.bool_),
        "lines_added": np.array([change.lines_added for change in changes], dtype=np.int64),
        "lines_deleted": np.array([change.lines_deleted for change in changes], dtype=np.int64),
        "blob": _bytes([change.blob for change in changes]),
        "old_blob": _bytes([change.old_blob for change in changes]),
    }


def _commits(arrays: Arrays) -> tuple[Commit, ...]:
    changes = iter(
        [
            FileChange(
                status, path, old_path or None, None if score < 0 else score, is_regular, added, deleted, blob, old_blob
            )
            for status, path, old_path, score, is_regular, added, deleted, blob, old_blob in zip(
                _texts(arrays["status"]),
                _texts(arrays["path"]),
                _texts(arrays["old_path"]),
                arrays["score"].tolist(),
                arrays["is_regular"].tolist(),
                arrays["lines_added"].tolist(),
                arrays["lines_deleted"].tolist(),
                _texts(arrays["blob"]),
                _texts(arrays["old_blob"]),
                strict=True,
            )
        ]
    )
    return tuple(
        Commit(
            sha,
            tuple(parents.split()),
            None if moment == _UNKNOWN else moment,
            offset,
            author,
            email,
            subject,
            tuple(next(changes) for _ in range(count)),
        )
        for sha, parents, moment, offset, author, email, subject, count in zip(
            _texts(arrays["sha"]),
            _texts(arrays["parents"]),
            arrays["authored_at"].tolist(),
            arrays["utc_offset_minutes"].tolist(),
            _texts(arrays["author"]),
            _texts(arrays["email"]),
            _texts(arrays["subject"]),
            arrays["changes"].tolist(),
            strict=True,
        )
    )


def _bytes(texts: Sequence[str]) -> npt.NDArray[np.uint8]:
    """Texts without NUL as one array of bytes, each ended by a NUL."""
    joined = "".join(f"{text}\0" for text in texts).encode("utf-8", "surrogateescape")
    return np.frombuffer(joined, dtype=np.uint8)


def _texts(array: npt.NDArray[Any]) -> list[str]:
    return array.tobytes().decode("utf-8", "surrogateescape").split("\0")[:-1]


def _text(array: npt.NDArray[Any]) -> str:
    return _texts(array)[0]


def _load(file: Path | None) -> Arrays | None:
    if file is None or not file.exists():
        return None
    try:
        # Opened here, since numpy leaves a file that is no archive open.
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
    except _DAMAGED:
        return None
    return arrays if arrays.get("version", np.array(0)).tolist() == VERSION else None


def _save(file: Path | None, arrays: Arrays) -> None:
    """Write the arrays where a folder is given; if they cannot be written, the next build is slower and that is all."""
    if file is not None:
        with suppress(OSError):
            _write(file, arrays)


def _write(file: Path, arrays: Arrays) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    # So that git leaves the folder alone wherever it stands.
    (file.parent / ".gitignore").write_text("*\n", encoding="ascii")
    descriptor, name = tempfile.mkstemp(prefix=f"{file.stem}-", suffix=".tmp", dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            np.savez(stream, version=np.array(VERSION), **arrays)  # type: ignore[arg-type] # its stub takes no named arrays
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
