"""What a site was made of: its pages with the digests of all they depend on, and its files.

The `Manifest` is kept within the site, written as the last of it, so that it comes and goes with the site that it tells
of; the same content gives the same record. What the file system said when the site was last looked at, `Seen`, is kept in the
cache: it says for which record it was true. Either one that is of another version, or cannot be read, is as good as
none: the next build then makes everything, or looks into every file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

NAME = ".learning-timeline.json"
VERSION = 1


class FileFact(NamedTuple):
    """A file of the site: its size in bytes, and the digest of its content in hexadecimal."""

    size: int
    digest: str

    @classmethod
    def of(cls, data: bytes) -> FileFact:
        """What is noted of a file that holds this."""
        return cls(len(data), blake2b(data, digest_size=16).hexdigest())


class PageFact(NamedTuple):
    """A page: the digest of all that it depends on, and the files that were written with it, itself among them."""

    key: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    """What is known of a site.

    Attributes:
        pages: by the file that they are asked for under.
        files: by path from the site's root.
    """

    pages: dict[str, PageFact] = field(default_factory=dict)
    files: dict[str, FileFact] = field(default_factory=dict)

    @cached_property
    def folders(self) -> set[str]:
        """All folders that its files are in, the site's own among them."""
        return folders_of(self.files)

    @classmethod
    def of(cls, site: Path) -> tuple[Manifest, str]:
        """The record of a site, and the digest by which `Seen` names it; an empty one if there is none that can be used."""
        try:
            data = (site / NAME).read_bytes()
            if (read := _read(data)) is not None:
                return cls._from(read), digest_of_manifest(data)
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            pass
        return cls(), ""

    @classmethod
    def _from(cls, read: dict[str, Any]) -> Manifest:
        return cls(
            pages={name: PageFact(key, tuple(files) or (name,)) for name, (key, *files) in read["pages"].items()},
            files={path: FileFact(*fact) for path, fact in read["files"].items()},
        )

    def to_json(self) -> bytes:
        """The record as it is written; a page that is its only file names it once."""
        pages = {
            name: [page.key, *(page.files if page.files != (name,) else ())]
            for name, page in sorted(self.pages.items())
        }
        return _json({"version": VERSION, "pages": pages, "files": dict(sorted(self.files.items()))})


@dataclass(frozen=True)
class Seen:
    """How things stood when a site was last made.

    Attributes:
        manifest: digest of the manifest for which this is true.
        inputs: digest of everything that the whole site depends on, empty if that was not known.
        notices: what was said of posts that were left out on purpose.
        times: nanoseconds since 1970 of the last change of each of the site's files.
        looked_ns: the moment, in the same, until which the site's folders were looked through for what no build made.
        foreign: those of the site's folders in which such things were.
        changed: folders in which files came or went, and of whose twins the disk need not have kept that yet.
    """

    manifest: str = ""
    inputs: str = ""
    notices: tuple[str, ...] = ()
    times: dict[str, int] = field(default_factory=dict)
    looked_ns: int = 0
    foreign: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @classmethod
    def of(cls, file: Path) -> Seen:
        """What a file of the cache says; nothing if it says nothing that can be used."""
        try:
            read = _read(file.read_bytes())
            return cls() if read is None else cls(**{one.name: _value(read[one.name]) for one in fields(cls)})
        except (OSError, LookupError, TypeError):
            return cls()

    def to_json(self) -> bytes:
        """As it is written."""
        return _json({"version": VERSION, **vars(self)})


def _value(read: Any) -> Any:  # noqa: ANN401 - of JSON
    return tuple(read) if isinstance(read, list) else read


def folders_of(paths: Iterable[str]) -> set[str]:
    """All folders that files of a site are in, the site's own among them."""
    found = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def digest_of_manifest(data: bytes) -> str:
    """The digest by which `Seen` names a record."""
    return blake2b(data, digest_size=16).hexdigest()


def write(file: Path, data: bytes) -> None:
    """Write a file so that it is there whole or as it was."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.new")
    new.write_bytes(data)
    new.replace(file)


def _read(data: bytes) -> dict[str, Any] | None:
    try:
        read = json.loads(data)
    except ValueError:
        return None
    return read if isinstance(read, dict) and read.get("version") == VERSION else None


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")
