"""HTML that says that Markdown is in it (``<div markdown>``) in, the same with empty lines around that Markdown out."""

from __future__ import annotations

import re
import textwrap

from .prose import parts

_OPENING = re.compile(
    r"(?P<before>[ \t]*+)<(?P<name>[a-z][\w-]*+)(?P<left>[^<>]*?)\smarkdown\b(?:\s*+=\s*+[\"']?(?P<how>\w++)[\"']?)?"
    r"(?P<right>[^<>]*+)>(?P<rest>.*)",
    flags=re.IGNORECASE,
)


def plain(text: str) -> str:
    r"""The same; only where such HTML stands, lines are added.

    >>> plain("<div markdown>\n  *a*\n</div>")
    '<div>\n\n*a*\n\n</div>'
    """
    if "markdown" not in text:
        return text
    return "\n".join(line for part in parts(text) for line in (part.lines if part.is_code else _lines(part.lines)))


def _lines(lines: list[str]) -> list[str]:
    out: list[str] = []
    at = 0
    while at < len(lines):
        found = _OPENING.fullmatch(lines[at])
        at += 1
        if found is None:
            out.append(lines[at - 1])
            continue
        out.append(f"{found['before']}<{found['name']}{found['left']}{found['right'].rstrip()}>{found['rest']}")
        end = None if found["how"] == "0" or found["rest"] else _end(lines, at, found["name"])
        if end is not None:
            place, last, behind = end
            inner = textwrap.dedent("\n".join([*lines[at:place], last])).strip("\n").split("\n")
            out += ["", *_parted(inner), "", f"</{found['name']}>{behind}"]
            at = place + 1
    return out


def _end(lines: list[str], start: int, name: str) -> tuple[int, str, str] | None:
    """The line in which an element ends, with what is in it before and behind that."""
    ends = re.compile(rf"(?P<last>.*?)[ \t]*</{name}>(?P<behind>.*)", flags=re.IGNORECASE)
    for at in range(start, len(lines)):
        if found := ends.fullmatch(lines[at]):
            return at, found["last"], found["behind"]
    return None


def _parted(lines: list[str]) -> list[str]:
    """Lines with one that is empty before each caption, which would be part of the paragraph above it."""
    return [
        one for line in lines for one in ([""] if line.lstrip().startswith("<figcaption") else []) + [line.rstrip()]
    ]
