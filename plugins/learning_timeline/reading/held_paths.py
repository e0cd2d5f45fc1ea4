"""A path or an expression of a program's settings in, the patterns of paths that it stands for out, each with the reason.

A pattern is of `fnmatch`, for a path that begins with a slash; an empty one is for all that lies below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from glob import escape
from pathlib import Path
from typing import TypeAlias

Held: TypeAlias = Iterator[tuple[str, str]]

# Letters of an expression, and what stands between braces in a pattern.
_LONGEST, _MOST_OF_EITHER = 200, 20
# An expression that finds what a pattern of paths would.
_SIMPLE = re.compile(r"\^?(?P<words>(?:[\w/ -]|\\\W|\.\*){1,200})(?P<end>\$?)")
_ESCAPED = re.compile(r"\\(\W)")


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
