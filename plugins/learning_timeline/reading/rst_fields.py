"""A file of reStructuredText in, the fields that it says out, as Nikola and the blog of Sphinx write them; without docutils."""

from __future__ import annotations

import re

from . import drafts
from .frontmatter import FrontMatter
from .held_names import reason_in_tags
from .stand_ins import stand_in

_FIELD = re.compile(r"\.\. (?P<name>[A-Za-z_]{1,40}):(?!:)[ \t]*(?P<value>.*)")
# As docutils reads it, at the beginning or below the title.
_OF_DOCUMENT = re.compile(r"^:(?P<name>[A-Za-z_]{1,40}):(?:[ \t]*\n)?[ \t]+(?P<value>\S.*)$", flags=re.MULTILINE)
# The directive by which the blog of Sphinx dates a post, and whose options are fields.
_OF_ABLOG = re.compile(
    r"^\.\. post::(?P<date>[^\n]*)\n(?P<options>(?:[ \t]+:[A-Za-z_]+:[^\n]*(?:\n|\Z))*)", flags=re.MULTILINE
)
_OPTION = re.compile(r"^[ \t]+:(?P<name>[A-Za-z_]+):[ \t]*(?P<value>\S.*)$", flags=re.MULTILINE)
_MOST_LINES = 40


def front_of(text: str) -> FrontMatter:
    """What a file of reStructuredText says of itself, and whether that holds it back on any day."""
    if instead := stand_in(text):
        return FrontMatter({}, "", 1, {}, instead)
    said = fields_of(text) | {one["name"].lower(): one["value"].strip() for one in _OF_DOCUMENT.finditer(_head(text))}
    reason = drafts.reason_in(said.items()) or reason_in_tags(said.get("tags", ""))
    return FrontMatter(said, text, 1, {}, reason)


def fields_of(text: str) -> dict[str, str]:
    r"""The fields that comments at the beginning of a text say, or the directive of a post; those without a value are none.

    >>> fields_of(".. title: A\n.. tags: \n\n.. image:: a.png\n")
    {'title': 'A'}
    >>> fields_of("A\n=\n\n.. post:: June 27, 2019\n   :tags: b, c\n"), fields_of(".. post::\n")
    ({'date': 'June 27, 2019', 'tags': 'b, c'}, {'draft': 'true'})
    """
    found: dict[str, str] = {}
    for line in text.lstrip("\ufeff\n").split("\n")[:_MOST_LINES]:
        field = _FIELD.fullmatch(line.rstrip())
        if field is None and line.strip():
            break
        if field and field["value"]:
            found.setdefault(field["name"].lower(), field["value"].strip())
    if post := _OF_ABLOG.search(_head(text)):
        # One without a day is a draft.
        day = post["date"].strip()
        found |= {"date": day} if day else {"draft": "true"}
        found |= {option["name"].lower(): option["value"].strip() for option in _OPTION.finditer(post["options"])}
    return found


def _head(text: str) -> str:
    return "\n".join(text.split("\n", _MOST_LINES)[:_MOST_LINES])
