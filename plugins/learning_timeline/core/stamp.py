"""What a file system says of a file without opening it, and whether that would tell that the file has changed since."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

# How far apart two changes of a file have to be for its times to tell them apart, on any file system.
RACY_NS = 2_000_000_000


class Stamp(NamedTuple):
    """What a file system says of a file without opening it."""

    size: int
    mtime_ns: int
    ctime_ns: int

    @classmethod
    def of(cls, file: Path | str) -> Stamp:
        """The stamp of a file that exists."""
        stat = os.stat(file)  # noqa: PTH116 - twenty thousand times a build, and a Path costs more than the call
        return cls(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)

    def tells(self, read_ns: int) -> bool:
        """Whether a change after a moment would show in a stamp like this one."""
        return max(self.mtime_ns, self.ctime_ns) < read_ns - RACY_NS
