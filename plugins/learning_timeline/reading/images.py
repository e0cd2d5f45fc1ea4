"""An image's bytes in, its width and height out, so that a page knows how much room to leave before the image is there.

Only the beginning of a file is read; what cannot be measured has no size, which is no error: the page then makes room later.
"""

from __future__ import annotations

import os
import posixpath
import re
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple
from unicodedata import normalize
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

import imagesize

# Where the root of a drawing begins, behind licences and definitions of types, and where each raster format says its size.
_FIRST, _HEAD = 64, 1 << 16
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*+(px|pt|pc|in|cm|mm|)\s*+")
_PIXELS = {"": 1, "px": 1, "pt": 96 / 72, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4}
# Pelican's own form of a file of the content folder.
_STATIC = re.compile(r"[{|](?:static|attach|filename)[}|](?P<path>.*)")
# A scheme, or a place on this host or another one.
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/#?{|]")
_LARGEST = 100_000

# By the path of an image from the content folder its width and height: zeros where it tells none, nothing if there is no file.
Sizes = dict[str, list[int]]


class Size(NamedTuple):
    """Width and height in CSS pixels."""

    width: int
    height: int


def size_of(data: bytes) -> Size | None:
    """The size of an image, if it tells one.

    >>> size_of(b'<svg viewBox="0 0 720 400" width="100%"></svg>'), size_of(b"GIF89a")
    (Size(width=720, height=400), None)
    """
    return _size_in(BytesIO(data))


def size_of_file(file: Path) -> Size | None:
    """The size of an image file, if it tells one.

    Raises:
        OSError: it cannot be read.
    """
    with file.open("rb") as opened:
        return _size_in(opened)


def size_in(content: Path, file: str) -> list[int]:
    """The size of an image of the content folder, as `Sizes` has it."""
    if file.startswith("../"):
        return []
    try:
        return list(size_of_file(content / file) or (0, 0))
    except (OSError, ValueError):  # there is none, or its name could be none
        return []


def spelt(content: Path, file: str) -> str:
    """The path of a file of the content folder as it is there: one letter may be composed or of several characters."""
    spellings = (file, normalize("NFC", file), normalize("NFD", file))
    return next((one for one in spellings if is_there(content / one)), file)


def is_there(file: Path) -> bool:
    """Whether there is a file; a name too long for any, with which a path fails when it is asked, is that of none."""
    return os.path.isfile(file)  # noqa: PTH113 - see above


def data_address(kind: str, image: bytes) -> str:
    """An address that holds an image of a media type itself."""
    return f"data:{kind};base64,{b64encode(image).decode()}"


def path_of(address: str, post: str) -> str | None:
    """The file of the content folder that an image's address means; None for a place elsewhere.

    Args:
        address: as it is in the Markdown.
        post: the path of the file in which it stands.

    >>> path_of("a%20b.png", "posts/2026/x.md"), path_of("{static}/images/c.svg", "posts/x.md"), path_of("https://x/a.png", "")
    ('posts/2026/a b.png', 'images/c.svg', None)
    """
    if match := _STATIC.fullmatch(address):
        address = match["path"]
    elif _ELSEWHERE.match(address):
        return None
    # What is quoted is part of the name: `q%3Fm.png` is a file called `q?m.png`.
    path = unquote(address.partition("#")[0].partition("?")[0])
    folder = "" if path.startswith("/") else posixpath.dirname(post)
    return posixpath.normpath(posixpath.join(folder, path.lstrip("/")))


def _size_in(file: BinaryIO) -> Size | None:
    first = file.read(_FIRST)
    if first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return _size_of_drawing(first + file.read(_HEAD))
    file.seek(0)
    try:
        width, height = imagesize.get(file)
    except Exception:  # noqa: BLE001 - whatever the library makes of a file that is no image
        return None
    return _size(width, height)


def _size_of_drawing(head: bytes) -> Size | None:
    """By its width and height, and by its view box where one of them is missing or a share of the page."""
    parser = XMLPullParser(["start"])  # type: ignore[var-annotated] # its stub knows no type for this
    try:
        parser.feed(head)
        begun = next(iter(parser.read_events()), None)
    except ParseError:
        return None
    if begun is None:
        return None
    root: Element = begun[1]  # type: ignore[assignment,misc] # of a start it is always an element
    box = re.findall(r"[-+.\deE]+", root.get("viewBox", ""))
    try:
        across, down = (float(part) for part in box[2:])
    except ValueError:
        across = down = 0.0
    width, height = _pixels(root.get("width", "")), _pixels(root.get("height", ""))
    if across > 0 < down:
        if width and not height:
            height = width * down / across
        elif height and not width:
            width = height * across / down
        elif not width:
            width, height = across, down
    return _size(width, height)


def _pixels(length: str) -> float:
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _PIXELS[match[2]] if match else 0.0


def _size(width: float, height: float) -> Size | None:
    is_one = 1 <= width <= _LARGEST and 1 <= height <= _LARGEST
    return Size(round(width), round(height)) if is_one else None
