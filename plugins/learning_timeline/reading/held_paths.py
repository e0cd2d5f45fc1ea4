"""A path or an expression of a program's settings in, the patterns of paths that it stands for out, each with the reason.

A pattern is of `fnmatch`, for a path that begins with a slash; an empty one is for all that lies below.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from glob import escape
from pathlib import Path
from typing import TypeAlias

Held: TypeAlias = Iterator[tuple[str, str]]

# Letters of an expression, and what stands between braces in a pattern.
_LONGEST, _MOST_OF_EITHER = 200, 20
# An expression that finds what a pattern of paths would.
_SIMPLE = re.compile(r"\^?(?P<words>(?:[\w/ -]|\\\W|\.\*){1,200})(?P<end>\$?)")
_ESCAPED = re.compile(r"\\(\W)")
_NOT_WALKED = {".git", "node_modules"}


def each(path: str, reason: str) -> Held:
    """The patterns of a file or a folder."""
    bare = path.strip().removeprefix("./").strip("/").removesuffix("/**").removesuffix("/*")
    if bare in {"", ".", "*", "**"}:
        yield "", reason
        return
    if "{" in bare and "}" in bare.partition("{")[2]:
        # What is either or: each of them.
        for one in alternatives(bare):
            yield from each(one, reason)
        return
    for one in dict.fromkeys((bare, bare.replace("**/", ""))):
        yield f"/{one}", reason
        yield f"/{one}/*", reason


def anywhere(path: str, home: str = "", reason: str = "") -> Held:
    """The patterns of a file or a folder that may lie in any folder."""
    yield from each(f"{home}/{path.lstrip('/')}", reason)
    yield from each(f"{home}/*/{path.lstrip('/')}", reason)


def alternatives(path: str) -> list[str]:
    """The patterns that one with braces stands for.

    >>> alternatives("a/**{.ipynb,.md}"), alternatives("a.md")
    (['a/**.ipynb', 'a/**.md'], ['a.md'])
    """
    before, begins, rest = path.partition("{")
    inner, ends, after = rest.partition("}")
    return [f"{before}{one}{after}" for one in inner.split(",")[:_MOST_OF_EITHER]] if begins and ends else [path]


def matching(home: Path, inside: str, expression: str, reason: str) -> Held:
    """The files whose paths an expression finds, by a pattern where it can be one, else those that are there."""
    if simple := _SIMPLE.fullmatch(expression):
        words = _ESCAPED.sub(r"\1", simple["words"].replace(".*", "*")).removeprefix(f"{inside}/").lstrip("/")
        yield f"/{inside}/{words}{'' if simple['end'] else '*'}", reason
        yield f"/{inside}/*{words}{'' if simple['end'] else '*'}", reason
        return
    yield from found_by(home, f"/{inside}/", expression, reason)


def found_by(home: Path, before: str, expression: str, reason: str) -> Held:
    """The files that are there whose paths an expression finds."""
    # One that may take too long is none of these.
    if len(expression) > _LONGEST or re.search(r"[+*}][)\]]*[+*{]", expression):
        return
    try:
        pattern = re.compile(expression)
    except (re.error, RecursionError, OverflowError):
        return
    for file in home.rglob("*"):
        path = f"{before}{file.relative_to(home).as_posix()}"
        if pattern.search(path):
            yield f"/{escape(path.lstrip('/'))}", reason


def as_git_reads(folder: Path, home: str, lines: list[str], reason: str) -> Held:
    """What lines hold back as git reads them: a name without a slash before its end is of any folder, ``!`` takes back.

    Where something is taken back, the files that are there are asked for, since no pattern says it.
    """
    rules: list[tuple[list[str], bool]] = []
    for line in lines:
        path = line.strip()
        if path and not path.startswith("#"):
            bare = path.removeprefix("!")
            is_placed = "/" in bare.rstrip("/")
            patterns = each(f"{home}/{bare.lstrip('/')}", reason) if is_placed else anywhere(bare, home, reason)
            rules.append(([pattern for pattern, _ in patterns], path.startswith("!")))
    if all(not is_back for _, is_back in rules):
        yield from ((pattern, reason) for patterns, _ in rules for pattern in patterns)
        return
    for path in files_in(folder, home):
        last = next((back for patterns, back in reversed(rules) if any(fits(path, one) for one in patterns)), True)
        if not last:
            yield f"/{escape(path)}", reason


def fits(path: str, pattern: str) -> bool:
    """Whether a pattern is for a path; an empty one is for any."""
    return not pattern or fnmatch(f"/{path}", pattern)


def files_in(folder: Path, home: str) -> Iterator[str]:
    """The files of a folder by their paths in the one of the settings."""
    for place, folders, names in os.walk(folder / home):
        folders[:] = sorted(one for one in folders if one not in _NOT_WALKED)
        inside = Path(place).relative_to(folder)
        yield from ((inside / name).as_posix() for name in sorted(names))
