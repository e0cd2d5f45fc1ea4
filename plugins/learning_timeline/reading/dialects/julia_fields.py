"""Fields that a page of Franklin defines in Julia in, front matter out."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from ..frontmatter import FrontMatter, with_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..field_values import FieldValue

_FIELD = re.compile(r"^(?:@def[ \t]+)?(?P<name>[A-Za-z_]\w{0,60})[ \t]*=[ \t]*(?P<value>\S.*)$", flags=re.MULTILINE)
_DEFINED = re.compile(r"^@def[ \t]+(?P<said>.*)$", flags=re.MULTILINE)
_BLOCK = re.compile(r"\A\s*\+\+\+[ \t]*\n(?P<said>.*?)^\+\+\+[ \t]*$", flags=re.DOTALL | re.MULTILINE)
_DAY = re.compile(
    r"(?:Dates\.)?Date(?:Time)?\([ \t]*(?P<year>\d{4})[ \t]*,[ \t]*(?P<month>\d{1,2})[ \t]*,[ \t]*(?P<day>\d{1,2})[^()]*\)"
)
_TEXT = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"')
_NAMES = {
    "published": "date",
    "pubdate": "date",
    "rss_pubdate": "date",
    "rss_description": "summary",
    "descr": "summary",
    "rss": "summary",
    "post_title": "title",
}


def split_julia(text: str) -> FrontMatter | None:
    r"""A file whose front matter is Julia and no TOML; None if that defines nothing.

    >>> found = split_julia('+++\ntitle = "A"\ndate = Date(2024, 3, 5)\ntags = ["b", "c"]\n+++\nText.')
    >>> found.fields, found.body, found.body_line
    ({'title': 'A', 'date': '2024-03-05', 'tags': ['b', 'c']}, 'Text.', 6)
    """
    block = _BLOCK.match(text.replace("\r\n", "\n"))
    fields = [*_fields(block["said"], 2)] if block else []
    if block is None or not fields:
        return None
    body = block.string[block.end() :].removeprefix("\n")
    return with_fields(FrontMatter({}, body, block[0].count("\n") + 2, {}), fields)


def with_definitions(front: FrontMatter) -> FrontMatter:
    """A file with the fields that lines of its text define."""
    if "@def" not in front.body:
        return front
    found = [one for said in _DEFINED.finditer(front.body) for one in _fields(said["said"], front.body_line)]
    return with_fields(dataclasses.replace(front, body=_DEFINED.sub("", front.body)), found)


def _fields(text: str, line: int) -> Iterator[tuple[str, FieldValue, int]]:
    """The fields that lines in Julia define, if they are plain values."""
    for one in _FIELD.finditer(text):
        name, value = _NAMES.get(one["name"], one["name"]), one["value"].rstrip()
        if day := _DAY.match(value):
            yield name, f"{day['year']}-{int(day['month']):02}-{int(day['day']):02}", line
        elif value.startswith("["):
            yield name, [found["text"] for found in _TEXT.finditer(value)], line
        elif found := _TEXT.match(value):
            yield name, found["text"].replace('\\"', '"'), line
        elif value in {"true", "false"}:
            # `published` may be a day, or say whether it is.
            yield one["name"], value, line
