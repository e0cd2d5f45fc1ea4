"""What a page depends on where its facts are expensive: plain values that stand for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Generic, TypeVar

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


def made(value: Any) -> Any:  # noqa: ANN401 - any fact of a page
    """A fact of a page with all that is deferred in it computed: itself, or fields of it.

    >>> made(Deferred(1, lambda: "dear"))
    'dear'
    """
    if isinstance(value, Deferred):
        return value.make()
    if not is_dataclass(value) or isinstance(value, type):
        return value
    named = {one.name: getattr(value, one.name) for one in fields(value)}
    later = {name: its.make() for name, its in named.items() if isinstance(its, Deferred)}
    return replace(value, **later) if later else value
