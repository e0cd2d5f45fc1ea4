"""How much of a long test runs: a share with the others, all of it by `invoke test --torture`."""

from __future__ import annotations

import os


def share(name: str, number: int) -> int:
    """So many, if the environment does not say otherwise."""
    return int(os.environ.get(name, number))
