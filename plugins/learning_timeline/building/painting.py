"""Cards in, their files out: by as many processes as the machine has cores, while the build writes pages.

Twenty thousand cards take as long as all other work of a first build together. Processes that paint write straight into the
staging folder, so that nothing goes through a pipe; each goes through its share and ends.
"""

from __future__ import annotations

import errno
import gc
import os
from typing import TYPE_CHECKING

from ..core import processes
from ..core.errors import SiteNotWhole
from ..core.stopping import leave_to_parent
from ..web.cards import FOLDER, Painted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.process import BaseProcess
    from pathlib import Path


# To begin a process takes as long as so many cards.
FEW = 40


class Painting:
    """The painting of some cards into a folder; few are painted when they are waited for.

    Args:
        cards: each once.
        folder: that their addresses are from.
    """

    def __init__(self, cards: Sequence[Painted], folder: Path) -> None:
        self._cards, self._folder = cards, folder
        self._processes: list[BaseProcess] = []
        if len(cards) <= FEW:
            return
        number = os.cpu_count() or 1
        context = processes.context()
        gc.freeze()
        for first in range(number):
            share = cards[first::number]
            process = context.Process(target=_serve, args=(share, folder, os.getpid()), daemon=True)
            process.start()
            self._processes.append(process)
        gc.unfreeze()

    def wait(self) -> None:
        """Wait until all cards are there.

        Raises:
            SiteNotWhole: one of them is not.
        """
        if not self._processes:
            _paint(self._cards, self._folder)
        for process in self._processes:
            process.join()
            if process.exitcode:
                msg = (
                    f"{FOLDER}: could not be painted whole ({process.exitcode}): free some space on the disk, and build "
                    "again. The site is as it was."
                )
                raise SiteNotWhole(msg)

    def stop(self) -> None:
        """End all processes, whatever they are doing."""
        for process in self._processes:
            process.kill()
            process.join()


def _serve(cards: Sequence[Painted], folder: Path, parent: int) -> None:
    leave_to_parent()
    processes.close_all_but()
    _paint(cards, folder, parent)


def _paint(cards: Sequence[Painted], folder: Path, parent: int | None = None) -> None:
    for card in cards:
        if parent is not None and os.getppid() != parent:
            return  # nobody waits any more
        file = folder / card.url
        file.parent.mkdir(parents=True, exist_ok=True)
        data = card.png()
        file.write_bytes(data)
        if file.read_bytes() != data:
            raise OSError(errno.EIO, "is not as it was written", str(file))
