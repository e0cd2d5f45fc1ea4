"""A folder in, a bag as RFC 8493 has it (BagIt 1.0) out: names that a list can hold, checksums, and all of it as one file."""

from __future__ import annotations

import os
import re
import shutil
import tarfile
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path

_OLDEST = 315_532_800  # seconds: a zip knows no day before 1980


@dataclass(frozen=True, slots=True)
class Packed:
    """An archive that was written: how many files it has, and their size in bytes."""

    files: int
    size: int


def without_links(folder: Path) -> None:
    """Put a text of where each link leads into its place: a bag holds files alone."""
    for file in sorted(folder.rglob("*")):
        if file.is_symlink():
            target = file.readlink()
            file.unlink()
            file.write_text(f"A link to {target}\n", encoding="utf-8", errors="surrogateescape")


def with_readable_names(folder: Path) -> list[str]:
    """Give files whose names are not UTF-8 such as are, as a manifest and other systems need.

    Returns:
        The new paths, from the folder above.
    """
    renamed = []
    # What is in a folder before the folder itself.
    for file in sorted(folder.rglob("*"), key=lambda file: len(file.parts), reverse=True):
        name = _readable(file.name)
        while name != file.name and os.path.lexists(file.with_name(name)):
            name += "_"
        if name != file.name:
            file.rename(file.with_name(name))
            renamed.append(_readable(file.with_name(name).relative_to(folder.parent).as_posix()))
    return sorted(renamed)


def _readable(name: str) -> str:
    r"""A name with each byte that is no UTF-8 as `=` and two digits.

    >>> _readable("a\udcff.txt")
    'a=FF.txt'
    """
    return "".join(f"={ord(one) - 0xDC00:02X}" if "\udc80" <= one <= "\udcff" else one for one in name)


def write_tags(bag: Path, info: dict[str, str]) -> Packed:
    """Write what makes a folder with `data` a bag of BagIt 1.0 (RFC 8493): what it is, and checksums of all files."""
    payload = {file.relative_to(bag).as_posix(): file for file in sorted((bag / "data").rglob("*")) if file.is_file()}
    size = sum(file.stat().st_size for file in payload.values())
    (bag / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", encoding="ascii")
    told = info | {"Payload-Oxum": f"{size}.{len(payload)}"}
    (bag / "bag-info.txt").write_text(
        "".join(f"{label}: {value}\n" for label, value in sorted(told.items())), encoding="utf-8"
    )
    _write_manifest(bag / "manifest-sha512.txt", payload)
    tags = {file.name: file for file in sorted(bag.iterdir()) if file.is_file()}
    _write_manifest(bag / "tagmanifest-sha512.txt", tags)
    return Packed(len(payload), size)


def _write_manifest(manifest: Path, files: dict[str, Path]) -> None:
    lines = []
    for name, file in files.items():
        with file.open("rb") as data:
            lines.append(f"{file_digest(data, 'sha512').hexdigest()}  {manifest_name(name)}\n")
    manifest.write_text("".join(lines), encoding="utf-8", newline="\n")


def manifest_name(path: str) -> str:
    r"""A path as a manifest has it: ends of lines, and the sign that escapes them, are escaped.

    >>> manifest_name("data/50%\n.txt")
    'data/50%25%0A.txt'
    """
    return re.sub(r"[%\r\n]", lambda found: f"%{ord(found[0]):02X}", path)


def one_file(bag: Path, file: Path, at: int) -> Path:
    """The bag as one file, whose bytes are decided by those of its files and a moment."""
    found = sorted(path for path in bag.rglob("*") if path.is_file())
    file.parent.mkdir()
    if file.suffix == ".tar":
        with tarfile.open(file, "w", format=tarfile.PAX_FORMAT) as tar:
            for path in found:
                entry = tarfile.TarInfo(path.relative_to(bag.parent).as_posix())
                entry.size, entry.mtime, entry.mode = path.stat().st_size, at, 0o644
                with path.open("rb") as data:
                    tar.addfile(entry, data)
        return file
    moment = datetime.fromtimestamp(max(at, _OLDEST), UTC).timetuple()[:6]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in found:
            known = zipfile.ZipInfo(path.relative_to(bag.parent).as_posix(), moment)
            known.compress_type, known.external_attr = zipfile.ZIP_DEFLATED, 0o100644 << 16
            with path.open("rb") as data, packed.open(known, "w", force_zip64=True) as place:
                shutil.copyfileobj(data, place)
    return file
