"""Files that a page of VitePress puts in, as code or as a part of it: the text with what they hold out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from ..frontmatter import split
from .prose import fence_for, parts

_CODE = re.compile(
    r"<<<[ \t]*(?P<file>[^\s{}\[\]#]{1,300})(?:#(?P<region>[\w*-]+))?(?:\{[^{}\n]*\})?(?:[ \t]*\[[^\]\n]*\])?[ \t]*"
)
_PART = re.compile(
    r"[ \t]*<!--[ \t]*@include:[ \t]*(?P<file>[^\s{}#]{1,300})(?:#(?P<region>[\w-]+))?(?P<lines>\{[\d,]{0,40}\})?[ \t]*-->[ \t]*"
)
_LINES = re.compile(r"\{(?P<first>\d{0,9})(?P<comma>,?)(?P<last>\d{0,9})\}")


def plain(text: str, include: Callable[[str, bool], str | None], left_out: list[tuple[int, str]]) -> str:
    r"""The text with the files in it.

    Args:
        text: as it was written.
        include: the text of a file by the path that names it, and whether it is code; None where there is none.
        left_out: gets the lines, from 1, that name a file or lines of it which are not there.

    >>> plain("<<< ./a.js\n", lambda file, is_code: "1;\n", [])
    '```js\n1;\n```\n'
    """
    if "<<<" not in text and "@include" not in text:
        return text
    out: list[str] = []
    for part in parts(text):
        for number, line in enumerate(part.lines, part.start + 1):
            code = None if part.is_code else _CODE.fullmatch(line)
            found = code or (None if part.is_code else _PART.fullmatch(line))
            if found is None:
                out.append(line)
                continue
            chosen = _LINES.fullmatch("{,}" if code else found["lines"] or "{,}")
            said = include(found["file"], code is not None) if chosen else None
            if said is None or chosen is None:
                left_out.append((number, f"the file `{found['file']}`, which is not there or is held back,"))
                continue
            text_of_file = said.rstrip("\n") if code else split(said).body.strip("\n")
            lines = _region(text_of_file.split("\n"), found["region"] or "")
            if code:
                mark = fence_for(lines)
                out += [f"{mark}{posixpath.splitext(code['file'])[1][1:]}", *lines, mark]
            else:
                out += _lines_of(lines, chosen)
    return "\n".join(out)


def _region(lines: list[str], name: str) -> list[str]:
    """Of a file's lines those between the comments that name a region; all of them where none is named, or it is not there."""
    if not name:
        return lines
    marks = [at for at, line in enumerate(lines) if re.search(rf"#?(?:end)?region\b.*\b{re.escape(name)}\b", line)]
    end = next((at for at in range(marks[0] + 1, len(lines)) if "endregion" in lines[at]), None) if marks else None
    return lines[marks[0] + 1 : end] if marks else lines


def _lines_of(lines: list[str], chosen: re.Match[str]) -> list[str]:
    """Of a file's lines those from one to another, as `{3,5}` or `{3,}` says."""
    first, comma, last = chosen.groups()
    end = int(last) if last else None if comma or not first else int(first)
    return lines[max(int(first or 1) - 1, 0) : end]
