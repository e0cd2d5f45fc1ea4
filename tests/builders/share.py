"""How much of a long test runs: some of it by `invoke test`, more by `invoke test --all`, all of it by `--torture`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


def share(name: str, number: int) -> int:
    """So many, if the environment does not say otherwise."""
    return int(os.environ.get(name, number))


def examples(number: int) -> int:
    """So many of Hypothesis' own hundred, of which its profile `fast` has a part."""
    return max(number * settings().max_examples // 100, 5)


def some(everything: Sequence[T], each: int, first: int = 0) -> Sequence[T]:
    """All of it, but by `invoke test` one in so many, from the first on."""
    return (
        everything
        if settings().max_examples >= settings.get_profile("default").max_examples
        else everything[first::each]
    )
