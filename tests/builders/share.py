"""How much of a long test runs: some of it by `invoke test`, more by `invoke test --all`, all of it by `--torture`."""

from __future__ import annotations

import os

from hypothesis import settings


def share(name: str, number: int) -> int:
    """So many, if the environment does not say otherwise."""
    return int(os.environ.get(name, number))


def examples(number: int) -> int:
    """So many of Hypothesis' own hundred, of which its profile `fast` has a part."""
    return max(number * settings().max_examples // 100, 5)
