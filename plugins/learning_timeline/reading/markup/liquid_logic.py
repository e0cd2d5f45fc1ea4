"""What Liquid decides in, the branch that a reader of the page saw out, where the page and its site's settings tell it."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import NamedTuple

# A value: a text, nothing (``""`` is a text), or what nobody here can know.
Value = str | bool | float | None


class Unknown(Exception):  # noqa: N818 - it reads as what is so
    """What only the program that makes the site knows."""


BLOCKS = ("if", "unless", "case", "for", "tablerow", "capture", "ifchanged")
_TAG = re.compile(
    rf"\{{%-?\s{{0,9}}(?P<name>(?:end)?(?:{'|'.join(BLOCKS)}|raw)|else|elsif|elseif|elif|when)\b"
    r"(?P<rest>(?:[^%]|%(?!\})){0,500}?)-?%\}"
)
# What joins two conditions; within quotes it is a word.
_JOINED = re.compile(r""""[^"]*"|'[^']*'|\s(?P<sign>and|or)\s""")
_COMPARED = re.compile(r"\s(?P<sign>==|!=|<>|>=|<=|>|<|contains)\s")
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}


class Block(NamedTuple):
    """What stands between a tag and its end.

    Attributes:
        branches: each with the tag that begins it, what the tag says, and where its text begins and ends.
        end: the place behind the end of it all.
    """

    branches: list[tuple[str, str, int, int]]
    end: int


class _Open:
    """A block that has no end yet."""

    def __init__(self, name: str, said: str, start: int) -> None:
        self.name, self.start = name, start
        self._branches: list[tuple[str, str, int, int]] = []
        self._begun = (name, said, start)

    def branch(self, tag: str, said: str, end: int, start: int) -> None:
        """Begin another branch behind a tag, before which the last one ends."""
        self._branches.append((*self._begun, end))
        self._begun = (tag, said, start)

    def closed(self, end: int, behind: int) -> Block:
        """The block with the place before its end, and that behind it."""
        return Block([*self._branches, (*self._begun, end)], behind)


class Blocks:
    """The blocks of one text, each part of which is gone over once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[int, Block | None] = {}

    def begun_by(self, name: str, said: str, start: int) -> Block | None:
        """The block that a tag begins; None if it has no end.

        Args:
            name: of the tag.
            said: what the tag says.
            start: the place behind the tag.
        """
        if start not in self._found:
            self._find(_Open(name, said, start))
        return self._found[start]

    def _find(self, first: _Open) -> None:
        """Find the end of a block, and those of all that are in it."""
        opened = [first]
        for found in _TAG.finditer(self._text, first.start):
            name, last = found["name"], opened[-1]
            if last.name == "raw" and name != "endraw":
                continue
            if name.startswith("end"):
                if name.removeprefix("end") == last.name:
                    self._found[last.start] = last.closed(found.start(), found.end())
                    opened.pop()
                if not opened:
                    return
            elif name in {*BLOCKS, "raw"}:
                opened.append(_Open(name, found["rest"], found.end()))
            else:
                last.branch(name, found["rest"], found.start(), found.end())
        self._found |= dict.fromkeys(one.start for one in opened)


def chosen(block: Block, value: Callable[[str], Value]) -> tuple[int, int] | None:
    """Where the branch begins and ends that is shown; None if none is.

    Args:
        block: that begins with `if`, `unless` or `case`.
        value: of a name; raises `Unknown`.

    Raises:
        Unknown: it depends on what is not known here.
    """
    asked = block.branches[0][1]
    for tag, said, begin, end in block.branches:
        match tag:
            case "if" | "elsif" | "elseif" | "elif":
                is_shown = _holds(said, value)
            case "unless":
                is_shown = not _holds(said, value)
            case "when":
                wanted = [value(one.strip()) for one in re.split(r",|\bor\b", said)]
                is_shown = value(asked.strip()) in wanted
            case "else":
                is_shown = True
            case _:
                is_shown = False
        if is_shown:
            return begin, end
    return None


def _holds(said: str, value: Callable[[str], Value]) -> bool:
    """Whether a condition holds; what is last binds first, as in Liquid.

    >>> _holds('a == "b" and a', {"a": "b", '"b"': "b"}.get), _holds('a == "b and c"', {"a": "b and c", '"b and c"': "b and c"}.get)
    (True, True)
    """
    at = 0
    for found in _JOINED.finditer(said):
        if found["sign"]:
            holds = _is_so(said[at : found.start()], value)
            if holds == (found["sign"] == "or"):
                return holds
            at = found.end()
    return _is_so(said[at:], value)


def _is_so(said: str, value: Callable[[str], Value]) -> bool:
    """Whether a condition holds that is not one of several."""
    compared = _COMPARED.search(said)
    if compared is None:
        return value(said.strip()) not in {None, False}
    return _compares(value(said[: compared.start()].strip()), compared["sign"], value(said[compared.end() :].strip()))


def _compares(left: Value, sign: str, right: Value) -> bool:
    if sign in {"==", "!=", "<>"}:
        if isinstance(left, float) or isinstance(right, float):
            left, right = _number(left), _number(right)
        return (left == right) == (sign == "==")
    if sign == "contains":
        return isinstance(left, str) and str(right) in left
    try:
        return _COMPARISONS[sign](float(left or 0), float(right or 0))
    except ValueError:
        return False


def _number(value: Value) -> Value:
    """The number that a text is, as which front matter comes; any other value as it is."""
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return value
