"""A picture in, what it says of who took it out: the place, and by which camera or whose. Nothing of the picture is decoded.

Exif is in a segment of a JPEG, in a chunk of a PNG or a WebP, and anywhere in a HEIC or an AVIF; XMP is XML wherever it is.
"""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PICTURES = (".jpg", ".jpeg", ".jpe", ".png", ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff")
_IFDS_OF = {0x8825: "gps", 0x8769: "exif"}
_LATITUDE, _LONGITUDE = 2, 4
# The serial numbers of a camera and its lens, and whose it is.
_WHOSE = {0xA430, 0xA431, 0xA435}
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
_MOST_TAGS, _MOST_BYTES = 500, 64_000_000
_PLACE = re.compile(rb"GPSLatitude\s*(?:=\s*[\"'][^\"'\s]|>\s*[^<\s])")
_OWNER = re.compile(rb"(?:SerialNumber|OwnerName|LensSerialNumber|BodySerialNumber)\s*(?:=\s*[\"'][^\"'\s]|>\s*[^<\s])")
_EXIF = re.compile(rb"Exif\0\0(?=II\*\0|MM\0\*)|eXIf(?=II\*\0|MM\0\*)|EXIF.{4}(?=II\*\0|MM\0\*)", flags=re.DOTALL)


def told_by(file: Path) -> tuple[bool, bool]:
    """Whether a picture says where it was taken, and by which camera or whose that is; nothing if it cannot be read."""
    with suppress(OSError, ValueError), file.open("rb") as opened:
        if file.stat().st_size > _MOST_BYTES:
            return False, False
        with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
            tags = [tag for at in _places(data) for tag in _tags(data, at)]
            has_place = {("gps", _LATITUDE), ("gps", _LONGITUDE)} <= {*tags} or _says(data, _PLACE, b"GPSLatitude")
            is_owned = any(("exif", tag) in tags for tag in _WHOSE)
            return has_place, is_owned or _says(data, _OWNER, b"SerialNumber", b"OwnerName")
    return False, False


def _says(data: mmap.mmap, pattern: re.Pattern[bytes], *words: bytes) -> bool:
    # Most pictures have none of the words, which is known sooner than that a pattern is nowhere.
    return any(data.find(word) >= 0 for word in words) and pattern.search(data) is not None


def _places(data: mmap.mmap) -> Iterator[int]:
    """Where Exif begins."""
    if data[:4] in {b"II*\0", b"MM\0*"}:
        yield 0
    if any(data.find(word) >= 0 for word in (b"Exif\0\0", b"eXIf", b"EXIF")):
        yield from (one.end() for one in _EXIF.finditer(data))


def _tags(data: mmap.mmap, start: int) -> set[tuple[str, int]]:
    """The tags that Exif gives values to, each by the list that it is in."""
    order = "<" if data[start : start + 1] == b"I" else ">"
    found: set[tuple[str, int]] = set()
    lists = [("main", 4)]
    for name, place in lists:
        if len(lists) > len(_IFDS_OF) + 1:
            break
        with suppress(struct.error):
            (offset,) = struct.unpack_from(f"{order}I", data, start + place)
            (count,) = struct.unpack_from(f"{order}H", data, start + offset)
            for number in range(min(count, _MOST_TAGS)):
                at = start + offset + 2 + 12 * number
                tag, kind, length = struct.unpack_from(f"{order}HHI", data, at)
                if name == "main" and tag in _IFDS_OF:
                    lists.append((_IFDS_OF[tag], at + 8 - start))
                elif _has_value(data, (order, start, at), kind, length):
                    found.add((name, tag))
    return found


def _has_value(data: mmap.mmap, place: tuple[str, int, int], kind: int, length: int) -> bool:
    """Whether the value of a tag is more than zeros and spaces."""
    order, start, at = place
    size = min(_SIZES.get(kind, 1) * length, 1_000)
    offset = at + 8
    if size > 4:  # noqa: PLR2004 - so many bytes stand in place of where they are
        (inside,) = struct.unpack_from(f"{order}I", data, at + 8)
        offset = start + inside
    value = data[offset : offset + size]
    if kind in {5, 10}:
        # Of fractions, those above the line.
        value = b"".join(value[one : one + 4] for one in range(0, len(value), 8))
    return bool(value.strip(b"\0 "))
