"""How this machine makes processes: copies of this one where that is safe, else new ones."""

from __future__ import annotations

import multiprocessing
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

# Elsewhere a copy may hang, or there is none.
FORKS = sys.platform == "linux"


def context() -> ForkContext | SpawnContext:
    """By which processes are made."""
    return multiprocessing.get_context("fork") if FORKS else multiprocessing.get_context("spawn")


def close_all_but(*kept: int) -> None:
    """Close what a copy has open: locks and caches are the parent's alone, and a copy may outlive it by a moment.

    Args:
        kept: numbers of open files that stay; standard input, output and error do, too.
    """
    if FORKS:
        mine = sorted(kept)
        for last, following in zip((2, *mine), (*mine, os.sysconf("SC_OPEN_MAX")), strict=True):
            os.closerange(last + 1, following)
