"""The pictures that a notebook brings along in, their addresses out: small ones are in its page, larger ones become files.

A page, and each feed that shows it, would carry all of them otherwise. Such a file is beside the page and is called by what it
holds, so that it stays as long as the picture does.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from ..drawings import picture_alone
from ..images import data_address

# The form of an address in a text whose file is beside the page of that text.
BESIDE = "{beside}"
# What a page holds itself; another file would be asked for as slowly as this much more of the page.
MOST_INLINE_BYTES = 8_000
_DRAWING = "image/svg+xml"
# One without an end, with which no drawing is read, goes on to that of the text.
_COMMENT = re.compile(rb"<!--[\s\S]*?(?:-->|\Z)")
_ENDINGS = {_DRAWING: "svg", "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif"}
KINDS = tuple(_ENDINGS)


class Pictures:
    """The pictures of one notebook.

    Attributes:
        files: the bytes of those that are too large for the page, by their names.
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def address(self, kind: str, image: bytes) -> str:
        """The address of a picture of a media type, which is one of `KINDS`."""
        image = _COMMENT.sub(b"", image) if kind == _DRAWING else image
        # A drawing runs nothing if a page shows it; opened at an address of its own it would.
        file = image if kind != _DRAWING or len(image) <= MOST_INLINE_BYTES else picture_alone(image)
        if file is None or len(image) <= MOST_INLINE_BYTES:
            return data_address(kind, image)
        name = f"{blake2b(file, digest_size=16).hexdigest()}.{_ENDINGS[kind]}"
        self.files[name] = file
        return f"{BESIDE}{name}"

    def shown_in(self, html: str) -> list[str]:
        """The names of the files that a text shows; what is attached to a cell and not shown is nobody's business."""
        return [name for name in self.files if f"{BESIDE}{name}" in html]
