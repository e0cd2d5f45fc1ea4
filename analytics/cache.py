"""What was mined, kept between builds: plain arrays in an `.npz` file, beside nothing of the journal.

A cache may be deleted at any time and is never an error: one that is damaged, of another version, or made with other
options reads as empty. Files appear by a temporary name and a rename. Nothing is unpickled.
"""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .lineage import Lineage
from .log import Column, Flags, Log, Names
from .texts import Texts

VERSION = 6
# Nothing is written for so long.
ABANDONED_SECONDS = 3600
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


def _no_ids() -> npt.NDArray[Any]:
    return np.empty(0, "S1")


@dataclass(frozen=True, eq=False)
class Mined:
    """What is known of a repository up to one HEAD.

    Attributes:
        head: its object id; empty if nothing is known.
        log: all commits, in order.
        lineage: of all files.
        path: of each regular file at HEAD, as its position in the log's paths.
        identity: the same file's.
        blob: its object id.
        is_post: whether it is a post's file in the content folder.
        names: of each of the log's people, as ``.mailmap`` has it: ``name LF address``.
        listed: ids of the commits that HEAD's list of bulk commits names.
        texts: of all posts.
    """

    head: str = ""
    log: Log = field(default_factory=lambda: Log.of(()))
    lineage: Lineage = field(default_factory=Lineage)
    path: Column = field(default_factory=lambda: np.empty(0, np.int32))
    identity: Column = field(default_factory=lambda: np.empty(0, np.int32))
    blob: Column = field(default_factory=_no_ids)
    is_post: Flags = field(default_factory=lambda: np.empty(0, np.bool_))
    names: tuple[str, ...] = ()
    listed: Column = field(default_factory=_no_ids)
    texts: Texts = field(default_factory=Texts)


_COLUMNS_OF_LOG = tuple(one.name for one in fields(Log) if one.name not in {"people", "paths"})
_COLUMNS_OF_LINEAGE = tuple(one.name for one in fields(Lineage) if one.name != "identities")
_COLUMNS_OF_TEXTS = tuple(one.name for one in fields(Texts) if one.name != "limit")


class HistoryCache:
    """What was mined of one repository under certain options."""

    def __init__(self, folder: Path | None, *, key: Sequence[str], program: str) -> None:
        """A file for each key, in a folder that all repositories may share; without a folder nothing is kept.

        What another `program` has mined is nothing: git does not find the same renames in each of its versions.
        """
        self._program = program
        name = sha256(json.dumps(list(key)).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self._file = None if folder is None else folder / f"history-{name}.npz"

    def load(self) -> Mined:
        """What is kept, and nothing if that is not usable."""
        try:
            arrays = _load(self._file)
            return Mined() if arrays is None or _texts(arrays["program"]) != (self._program,) else _mined(arrays)
        except _DAMAGED:
            return Mined()

    def save(self, mined: Mined) -> None:
        """Keep what was mined; if it cannot be written, the next build is slower and that is all."""
        if self._file is not None:
            with suppress(OSError):
                _write(self._file, {**_arrays(mined), "program": _bytes([self._program])})


def _arrays(mined: Mined) -> Arrays:
    log, lineage, texts = mined.log, mined.lineage, mined.texts
    return {
        "head": _bytes([mined.head]),
        **{f"log_{name}": getattr(log, name) for name in _COLUMNS_OF_LOG},
        "people": _bytes(log.people),
        "paths": np.frombuffer(bytes(log.paths), np.uint8),
        **{f"lineage_{name}": getattr(lineage, name) for name in _COLUMNS_OF_LINEAGE},
        "identities": np.array(lineage.identities),
        "head_path": mined.path,
        "head_identity": mined.identity,
        "head_blob": mined.blob,
        "is_post": mined.is_post,
        "names": _bytes(mined.names),
        "listed": mined.listed,
        **{f"texts_{name}": getattr(texts, name) for name in _COLUMNS_OF_TEXTS},
        "limit": np.array(texts.limit),
    }


def _mined(arrays: Arrays) -> Mined:
    return Mined(
        head=_texts(arrays["head"])[0],
        log=Log(
            people=_texts(arrays["people"]),
            paths=Names(arrays["paths"].tobytes()),
            **{name: arrays[f"log_{name}"] for name in _COLUMNS_OF_LOG},
        ),
        lineage=Lineage(
            identities=int(arrays["identities"]), **{name: arrays[f"lineage_{name}"] for name in _COLUMNS_OF_LINEAGE}
        ),
        path=arrays["head_path"],
        identity=arrays["head_identity"],
        blob=arrays["head_blob"],
        is_post=arrays["is_post"],
        names=_texts(arrays["names"]),
        listed=arrays["listed"],
        texts=Texts(**{name: arrays[f"texts_{name}"] for name in _COLUMNS_OF_TEXTS}, limit=int(arrays["limit"])),
    )


def _bytes(texts: Sequence[str]) -> npt.NDArray[np.uint8]:
    """Texts as one array of bytes, each ended by a NUL, which none of them has."""
    joined = "".join(f"{text}\0" for text in texts).encode("utf-8", "surrogateescape")
    return np.frombuffer(joined, dtype=np.uint8)


def _texts(array: npt.NDArray[Any]) -> tuple[str, ...]:
    return tuple(array.tobytes().decode("utf-8", "surrogateescape").split("\0")[:-1])


def _load(file: Path | None) -> Arrays | None:
    if file is None or not file.exists():
        return None
    # Opened here, since numpy leaves a file that is no archive open.
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files}
    return arrays if arrays.get("version", np.array(0)).tolist() == VERSION else None


def _write(file: Path, arrays: Arrays) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    # So that git leaves the folder alone wherever it stands.
    (file.parent / ".gitignore").write_text("*\n", encoding="ascii")
    descriptor, name = tempfile.mkstemp(prefix=f"{file.stem}-", suffix=".tmp", dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            np.savez(stream, version=np.array(VERSION), **arrays)  # type: ignore[arg-type] # its stub takes no named arrays
        _sweep(Path(name))
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _sweep(mine: Path) -> None:
    """Remove what processes that were killed left of such files; one that is not much older may still be written to."""
    now = mine.stat().st_mtime
    for left in mine.parent.glob("history-*.tmp"):
        with suppress(OSError):
            if now - left.stat().st_mtime > ABANDONED_SECONDS:
                left.unlink()
