"""A file of the journal in, its text out; a new text takes its place in one step, and never over another's change."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from invoke.exceptions import Exit


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file as it was read: a bibliography, a series of the world.

    Attributes:
        path: where it is.
        data: its bytes; empty if there is none yet.
        text: what they say.
    """

    path: Path
    data: bytes
    text: str

    @classmethod
    def read(cls, path: Path) -> TextFile:
        """Read the file; the command ends where that is not possible."""
        if not path.parent.is_dir():
            raise Exit(f"{path.parent}: there is no such folder", code=2)
        try:
            data = _bytes_of(path)
        except OSError as error:
            raise Exit(f"{path}: {error.strerror}: name a file that can be read", code=2) from None
        try:
            return cls(path, data, data.decode("utf-8"))
        except UnicodeDecodeError:
            raise Exit(f"{path}: is not UTF-8: save it as UTF-8. Nothing was written.", code=1) from None

    def replace(self, text: str) -> None:
        """Put a text into the place of the file, if it is still the one that was read; the command ends if not."""
        aside = ""
        try:
            descriptor, aside = tempfile.mkstemp(prefix=f".{self.path.name}-", dir=self.path.parent)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(text.encode())
                stream.flush()
                os.fsync(stream.fileno())
            self._let_be_read(Path(aside))
            # A service may have taken seconds to answer, and an editor is open.
            if _bytes_of(self.path) != self.data:
                raise Exit(f"{self.path}: has changed meanwhile: run the command again. Nothing was written.", code=1)
            Path(aside).replace(self.path)
        except OSError as error:
            raise Exit(f"{self.path}: {error.strerror}: nothing was written", code=1) from None
        finally:
            if aside:
                Path(aside).unlink(missing_ok=True)

    def _let_be_read(self, new: Path) -> None:
        """Let those read a new file who may read the old one; all, if there is none yet."""
        if self.path.exists():
            shutil.copymode(self.path, new)
        else:
            new.chmod(0o644)


def _bytes_of(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""
