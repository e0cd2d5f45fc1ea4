"""What a page depends on where its facts are dear to work out: plain values that stand for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Deferred(Generic[T]):
    """A fact of a page that is made only when the page is.

    Attributes:
        inputs: all that the fact depends on, as plain values.
        make: works the fact out; it must read nothing that `inputs` does not stand for.
    """

    inputs: object
    make: Callable[[], T] = field(repr=False, compare=False)
