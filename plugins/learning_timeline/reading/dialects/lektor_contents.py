"""The file of a page of Lektor in, its fields and its text out."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from ..frontmatter import FrontMatter, with_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..field_values import FieldValue

CONTENTS = ".lr"
_FIELD = re.compile(r"(?P<name>[A-Za-z_][\w-]{0,60}):[ \t]*(?P<value>.*)")
# Lines of dashes in a value have one more than is meant.
_DASHES = re.compile(r"^-(?=-{3,}[ \t]*$)", flags=re.MULTILINE)
_BLOCK = re.compile(r"#### (?P<kind>[\w-]{1,60}) ####[ \t]*")
# What models call the field with the text, the likeliest first.
_TEXTS = ("body", "content", "contents", "text", "main", "article", "markdown", "description")
_NAMES = {"pub_date": "date", "_slug": "slug", "last_modified": "modified", "author_name": "author"}
# Which pages are not built, and which no list has.
_HIDES = {"_hidden": {"yes", "true", "1"}, "_discoverable": {"no", "false", "0"}}
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")


def split_contents(text: str) -> FrontMatter:
    r"""Take a file apart.

    >>> found = split_contents("title: A\n---\npub_date: 2024-03-05\n---\nbody:\n\nOne.\n\n----\n")
    >>> found.fields, found.body, found.body_line
    ({'title': 'A', 'date': '2024-03-05'}, 'One.\n\n---', 7)
    """
    found = {name: (value, line) for name, value, line in _parts(text.lstrip("\ufeff").replace("\r\n", "\n"), "---")}
    name = next((one for one in _TEXTS if one in found), "")
    body, line = found.pop(name, ("", 1))
    fields = [(_NAMES.get(one, one), _value(one, value), at) for one, (value, at) in found.items() if value]
    said = [(one, value, at) for one, value, at in fields if not one.startswith("_")]
    front = with_fields(FrontMatter({}, _with_blocks(_DASHES.sub("", body)), line, {}), said)
    reason = next(
        (f"`{one}: {found[one][0]}`" for one, means in _HIDES.items() if found.get(one, ("",))[0].lower() in means), ""
    )
    return dataclasses.replace(front, held_back=front.held_back or reason)


def _parts(text: str, between: str) -> Iterator[tuple[str, str, int]]:
    """The fields of a file or of a block: the name, the value and the line of each."""
    lines = text.split("\n")
    ends = [*(number for number, line in enumerate(lines) if line.rstrip() == between), len(lines)]
    begin = 0
    for end in ends:
        first = next((number for number in range(begin, end) if lines[number].strip()), None)
        begin = end + 1
        if first is None or (said := _FIELD.fullmatch(lines[first])) is None:
            continue
        start = next((number for number in range(first + 1, end) if lines[number].strip()), end)
        more = "\n".join(lines[start:end]).rstrip()
        value = said["value"].strip()
        yield said["name"].lower(), f"{value}\n{more}".strip("\n"), (first if value else start) + 1


def _value(name: str, value: str) -> FieldValue:
    if name in {"tags", "categories"}:
        return [one for part in value.split("\n") for one in map(str.strip, part.split(",")) if one]
    return value


def _with_blocks(text: str) -> str:
    """A text, or the blocks that a field is made of, one below the other."""
    if not any(_BLOCK.fullmatch(line) for line in text.split("\n")):
        return text
    out: list[str] = []
    block: list[str] = []
    for line in [*text.split("\n"), "#### end ####"]:
        if not _BLOCK.fullmatch(line):
            block.append(line)
            continue
        # Of blocks in blocks, the dashes between fields are still as many.
        out += _shown(_parts("\n".join(block), "---"))
        block = []
    return "\n\n".join(out)


def _shown(fields: Iterable[tuple[str, str, int]]) -> Iterator[str]:
    for name, value, _ in fields:
        if value.lower().endswith(_PICTURES) and "\n" not in value:
            yield f"![](<{value}>)"
        elif name in {*_TEXTS, "code", "quote"} or "\n" in value:
            yield f"```\n{value}\n```" if name == "code" else value
