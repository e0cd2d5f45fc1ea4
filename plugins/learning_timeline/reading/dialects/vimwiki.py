"""A page of Vimwiki in its own syntax in, its fields and its text out; pages in Markdown are notes like any other."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from ..frontmatter import split, with_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..field_values import FieldValue
    from ..frontmatter import FrontMatter

VIMWIKI = ".wiki"
_COMMENT = re.compile(r"^[ \t]*%%(?!\+).*$", flags=re.MULTILINE)
_SAID = re.compile(r"^%(?P<name>title|date|template|nohtml|toc)\b[ \t]*(?P<value>.*)$", flags=re.MULTILINE)
_TAGS = re.compile(r"^[ \t]*:(?P<tags>[^\s:]{1,60}(?::[^\s:]{1,60}){0,20}):[ \t]*$")
# Below its head a page has its own tags.
_HEAD = 3


def split_vimwiki(text: str) -> FrontMatter:
    r"""Take a page apart: without its comments, of which no page shows anything.

    >>> found = split_vimwiki("%title A bit\n%% not this\n= A =\n:one:two:\nText.")
    >>> found.fields["title"], found.fields["tags"], found.body
    ('A bit', ['one', 'two'], '\n\n= A =\n\nText.')
    """
    front = split(text)
    body = _without_long_comments(_COMMENT.sub("", front.body))
    said = [(one["name"], one["value"].strip(), front.body_line) for one in _SAID.finditer(body)]
    lines = _SAID.sub("", body).split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    tags: list[FieldValue] = []
    for number in range(first, min(first + _HEAD, len(lines))):
        if found := _TAGS.fullmatch(lines[number]):
            tags += found["tags"].split(":")
            lines[number] = ""
    fields = [(name, value, line) for name, value, line in said if name in {"title", "date"} and value]
    if tags:
        fields.append(("tags", tags, front.body_line))
    return with_fields(dataclasses.replace(front, body="\n".join(lines)), fields)


def _without_long_comments(text: str) -> str:
    """A text without what stands between `%%+` and `+%%`, each line in its place."""
    return "".join(_shown(text)) if "%%+" in text else text


def _shown(text: str) -> Iterator[str]:
    at = 0
    while (start := text.find("%%+", at)) >= 0:
        yield text[at:start]
        end = text.find("+%%", start + 3)
        at = end + 3 if end >= 0 else len(text)
        yield "\n" * text.count("\n", start, at)
    yield text[at:]
