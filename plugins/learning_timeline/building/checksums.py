"""What was meant to be in a file: noted as it is handed over, so that what the disk holds can be compared with it.

To read a file back tells what is in it; only who wrote it knows what should be. In: bytes, on their way to a file. Out: the
size and digest of all of them, when the file is closed.
"""

from __future__ import annotations

import io
from hashlib import blake2b
from typing import TYPE_CHECKING

from .manifest import FileFact

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import ReadableBuffer

DIGEST_BYTES = 16


class HashedFile(io.BufferedWriter):
    """A file that is open for writing, and tells what was written to it once it is closed."""

    def __init__(self, file: io.RawIOBase, note: Callable[[FileFact], None]) -> None:
        super().__init__(file)
        self._note = note
        self._size = 0
        self._digest = blake2b(digest_size=DIGEST_BYTES)

    def write(self, data: ReadableBuffer, /) -> int:
        """Write bytes, and note them."""
        self._digest.update(data)
        size = super().write(data)
        self._size += size
        return size

    def close(self) -> None:
        """Close the file; what could not be written is an error here at the latest."""
        if self.closed:
            return
        super().close()
        self._note(FileFact(self._size, self._digest.hexdigest()))


class HashedText(io.StringIO):
    """A text file that is open for writing: kept in memory until it is closed, and then written at once.

    A page is one text, for which a buffer and an encoder of its own cost more than to write it. It is one of Python's text
    files, since whoever writes XML asks: to what is none it hands bytes.
    """

    def __init__(self, path: str, encoding: str, note: Callable[[FileFact], None]) -> None:
        super().__init__()
        self._path, self._text_encoding, self._note = path, encoding, note

    def close(self) -> None:
        """Write the file, and note what was to be in it."""
        if self.closed:
            return
        text = self.getvalue()
        # First, so that what fails here is not tried once more when Python lets go of the file.
        super().close()
        data = text.encode(self._text_encoding)
        with io.FileIO(self._path, "w") as file:
            # All of it but where a disk is nearly full, which the next part then says.
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
        self._note(FileFact.of(data))
