"""The bytes of the one ``git log`` in, commits out. Pure: no git, no files.

The options stand here, beside the parser, because the two have to agree. The output is NUL-separated and is walked by
position, so that a path or a name may hold any byte but NUL. Lines are not asked for (``--numstat`` takes git twice as long):
they are counted when the versions are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from .errors import GitLogError
from .model import Commit, FileChange

_COMMON_OPTIONS = (
    "--reverse",
    "--topo-order",
    "-z",
    "--raw",
    "-c",
    "--combined-all-paths",
    "--no-abbrev",
    "--no-relative",
    "--date=raw",
    "--no-show-signature",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--encoding=UTF-8",
    "-O/dev/null",
    # A commit starts with \x01, which no other line of the output can start with.
    "--format=%x01%H%x00%P%x00%ad%x00%an%x00%ae",
)
# Renames are reported from 5 % of similarity on; `lineage` decides which of them it believes.
LOG_OPTIONS = (*_COMMON_OPTIONS, "-M5%")
# Without file contents (a partial clone) only exact renames can be found.
LOG_OPTIONS_WITHOUT_BLOBS = (*_COMMON_OPTIONS, "-M100%")

_DATE = re.compile(rb"(\d{1,12}) ([+-])(\d\d)(\d\d)")
_LAST_SECOND = 253_402_300_799 - 86_400  # of the year 9999, a day early so that no offset leads past it
_WIDEST_OFFSET = 14 * 60  # Kiribati's; a wider one is a broken clock
_REGULAR_FILE = b"100"  # the mode of a symbolic link starts with 120, that of a submodule with 160


def parse_log(chunks: Iterable[bytes]) -> Iterator[Commit]:
    """Read the output of ``git log`` with `LOG_OPTIONS`, however it is cut into chunks.

    A date is None if git's is junk: not a number, past the year 9999, at an offset of more than 14 hours or with 60
    minutes or more, or the first second of 1970, which is what git says for numbers that it cannot hold.

    Raises:
        GitLogError: the bytes are something else, or end in the middle of a commit.
    """
    fields = _fields(chunks)
    field = next(fields, None)
    try:
        while field is not None:
            if not field.startswith(b"\x01"):
                raise GitLogError(f"expected a commit, found {field[:40]!r}")
            sha = field[1:].decode("ascii")
            parents, moment, author, email = (next(fields) for _ in range(4))
            changes, field = _changes(fields)
            authored_at, offset = _moment(moment)
            yield Commit(
                sha,
                tuple(parents.decode("ascii").split()),
                authored_at,
                offset,
                _text(author),
                _text(email),
                changes,
            )
    except (RuntimeError, StopIteration, IndexError, ValueError) as error:
        raise GitLogError(f"git's output is cut short or damaged near {(field or b'')[:60]!r}") from error


def _fields(chunks: Iterable[bytes]) -> Iterator[bytes]:
    return chain.from_iterable(_split(chunks))


def _split(chunks: Iterable[bytes]) -> Iterator[list[bytes]]:
    rest = b""
    for chunk in chunks:
        parts = (rest + chunk).split(b"\0")
        rest = parts.pop()
        yield parts
    if rest:
        yield [rest]


def _changes(fields: Iterator[bytes]) -> tuple[tuple[FileChange, ...], bytes | None]:
    """The files of one commit, and the first field after them: the next commit's, or None at the end.

    The first file's field starts with a newline; in a merge an empty field is there instead.
    """
    changes: list[FileChange] = []
    field = next(fields, None)
    while field is not None and not field.startswith(b"\x01"):
        if field.startswith(b"\n"):
            field = field[1:]
        if field.startswith(b"::"):
            changes.append(_merged(field, fields))
        elif field.startswith(b":"):
            changes.append(_changed(field, fields))
        elif field:
            raise GitLogError(f"expected a file, found {field[:40]!r}")
        field = next(fields, None)
    return tuple(changes), field


def _changed(field: bytes, fields: Iterator[bytes]) -> FileChange:
    """``:old-mode new-mode old-blob new-blob status``, then one path, or two for a rename."""
    old_mode, mode, old_blob, blob, status = field[1:].split(b" ")
    old_path = _text(next(fields)) if status[:1] in b"RC" else None
    return FileChange(
        chr(status[0]),
        _text(next(fields)),
        old_path,
        int(status[1:]) if len(status) > 1 else None,
        (old_mode if status == b"D" else mode).startswith(_REGULAR_FILE),
        blob.decode("ascii"),
        old_blob.decode("ascii"),
    )


def _merged(field: bytes, fields: Iterator[bytes]) -> FileChange:
    """A file that differs from all parents of a merge: modes, blobs and paths of each parent, then its own."""
    parents = len(field) - len(field.lstrip(b":"))
    parts = field[parents:].split(b" ")
    mode, old_blob, blob, letters = parts[parents], parts[parents + 1], parts[2 * parents + 1], parts[-1]
    old_paths = [next(fields) for _ in range(parents)]
    path = next(fields)
    moved = next((old for old in old_paths if old != path), None)
    if set(letters) == set(b"A"):
        status, moved = "A", None
    elif set(letters) == set(b"D"):
        status, moved = "D", None
    else:
        status = "M" if moved is None else "R"
    return FileChange(
        status,
        _text(path),
        _text(moved) if moved is not None else None,
        None,
        mode.startswith(_REGULAR_FILE) or status == "D",
        blob.decode("ascii"),
        old_blob.decode("ascii"),
    )


def _moment(field: bytes) -> tuple[int | None, int]:
    match = _DATE.fullmatch(field)
    if match is None:
        return None, 0
    seconds, offset = int(match[1]), int(match[3]) * 60 + int(match[4])
    if not 0 < seconds <= _LAST_SECOND or offset > _WIDEST_OFFSET or int(match[4]) >= 60:  # noqa: PLR2004 - minutes
        return None, 0
    return seconds, -offset if match[2] == b"-" else offset


def _text(field: bytes) -> str:
    return field.decode("utf-8", "surrogateescape")
