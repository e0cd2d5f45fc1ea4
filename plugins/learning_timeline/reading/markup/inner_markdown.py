"""HTML with Markdown in it in, the same with empty lines around that Markdown out: in all of it, or where it says ``markdown``."""

from __future__ import annotations

import re
import textwrap

from .prose import parts

_OPENING = re.compile(
    r"(?P<before>[ \t]*+)<(?P<name>[a-z][\w-]*+)(?P<left>[^<>]*?)\smarkdown\b(?:\s*+=\s*+[\"']?(?P<how>\w++)[\"']?)?"
    r"(?P<right>[^<>]*+)>(?P<rest>.*)",
    flags=re.IGNORECASE,
)
# Elements in whose text Pandoc reads Markdown, begun by a line that holds no text of theirs.
_BLOCK = re.compile(
    r"[ \t]{0,3}<(?:div|details|section|article|aside|center|blockquote|figure)\b[^<>]*>[ \t]*|.*</summary>[ \t]*",
    flags=re.IGNORECASE,
)
_TEXT = re.compile(r"[ \t]{0,3}[^\s<]")


def plain(text: str) -> str:
    r"""The same; only where such HTML stands, lines are added.

    >>> plain("<div markdown>\n  *a*\n</div>")
    '<div>\n\n*a*\n\n</div>'
    """
    if "markdown" not in text:
        return text
    return "\n".join(line for part in parts(text) for line in (part.lines if part.is_code else _lines(part.lines)))


def everywhere(text: str) -> str:
    r"""The same for a text that Pandoc reads, to which all blocks of HTML hold Markdown; lines stay in their places where they can.

    >>> everywhere("A.\n\n<details>\n```r\n1\n```\n</details>\n<div>\n<b>")
    'A.\n<details>\n\n```r\n1\n```\n</details>\n<div>\n<b>'
    """
    if "<" not in text:
        return text
    out: list[str] = []
    for part in parts(text):
        for number, line in enumerate(part.lines):
            is_first_of_code = part.is_code and number == 0
            if out and (is_first_of_code or not part.is_code) and _TEXT.match(line) and _BLOCK.fullmatch(out[-1]):
                # The empty line above the HTML, which needs none, comes below it.
                if len(out) > 1 and not out[-2].strip():
                    out[-2:] = [out[-1], ""]
                else:
                    out.append("")
            out.append(line)
    return "\n".join(out)


def _lines(lines: list[str]) -> list[str]:
    out: list[str] = []
    # Elements that nothing ends any more.
    endless: set[str] = set()
    at = 0
    while at < len(lines):
        found = _OPENING.fullmatch(lines[at])
        at += 1
        if found is None:
            out.append(lines[at - 1])
            continue
        out.append(f"{found['before']}<{found['name']}{found['left']}{found['right'].rstrip()}>{found['rest']}")
        name = found["name"].lower()
        if found["how"] == "0" or found["rest"] or name in endless:
            continue
        end = _end(lines, at, name)
        if end is None:
            endless.add(name)
        else:
            place, last, behind = end
            inner = textwrap.dedent("\n".join([*lines[at:place], last])).strip("\n").split("\n")
            out += ["", *_parted(inner), "", f"</{found['name']}>{behind}"]
            at = place + 1
    return out


def _end(lines: list[str], start: int, name: str) -> tuple[int, str, str] | None:
    """The line in which an element ends, with what is in it before and behind that."""
    ends = re.compile(rf"</{name}>", flags=re.IGNORECASE)
    for at in range(start, len(lines)):
        if found := ends.search(lines[at]):
            return at, lines[at][: found.start()].rstrip(" \t"), lines[at][found.end() :]
    return None


def _parted(lines: list[str]) -> list[str]:
    """Lines with one that is empty before each caption, which would be part of the paragraph above it."""
    return [
        one for line in lines for one in ([""] if line.lstrip().startswith("<figcaption") else []) + [line.rstrip()]
    ]
