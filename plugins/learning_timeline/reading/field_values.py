"""A value of front matter in, its words out, whatever it holds: a text, a list or a mapping of such."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

FieldValue: TypeAlias = "str | list[FieldValue] | dict[str, FieldValue]"
Pairs: TypeAlias = "Iterable[tuple[str, FieldValue]]"


def words_of(value: FieldValue) -> Iterator[str]:
    """Its texts, without quotes, the brackets of wikilinks and the sign of a tag."""
    match value:
        case str():
            yield value.strip().strip("\"'[]#").strip().lower()
        case list():
            for item in value:
                yield from words_of(item)
        case _:
            yield from map(str.lower, value)
