"""A lexer of Pygments in, the same lexer out, which tries only rules that can match where it stands.

A lexer tries up to fifty patterns at each place of a text, one after the other. By the first character that a pattern can match,
most of them are left out: a block of Python takes a quarter of the time.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from pygments.lexer import Lexer, RegexLexer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    # What matches, the kind of its token, and the state after it, as Pygments has them.
    _Rule = tuple[Any, Any, Any]

try:
    # Python's own parser of patterns, of which it promises nothing: without it all rules are tried.
    from re import _compiler, _parser  # type: ignore[attr-defined]
    from re import _constants as ops  # type: ignore[attr-defined]
except ImportError:
    ops = None

ANY = frozenset(range(128))
# Of these a pattern, or a part of one, has one.
_ALPHABETS = re.ASCII | re.UNICODE
# So many are tried as soon as it is looked which of them can match.
_FEW = 12


def quickened(lexer: Lexer) -> Lexer:
    """The same lexer, which gives the same tokens sooner."""
    states = getattr(lexer, "_tokens", None)  # the library has no other place for it
    if isinstance(lexer, RegexLexer) and states and ops is not None:
        quick = {state: _Rules(rules) if len(rules) > _FEW else rules for state, rules in states.items()}
        setattr(lexer, "_tokens", quick)  # noqa: B010 - likewise
    return lexer


class _Rules:
    """The rules of a state, to be gone through in the loop of a lexer: where the text can match none but some, those alone.

    The first rule never matches. It sees the place at which the loop tries it, and thereby which rules come next.
    """

    def __init__(self, rules: Sequence[_Rule]) -> None:
        self._all = tuple(rules)
        self._by_character: list[tuple[_Rule, ...]] = []
        self._look: _Rule = (self._note, None, None)
        self._next: tuple[_Rule, ...] = ()

    def __iter__(self) -> Iterator[_Rule]:
        yield self._look
        yield from self._next

    def _note(self, text: str, place: int, *_end: int) -> None:
        character = ord(text[place]) if place < len(text) else len(ANY)
        if character >= len(ANY):
            self._next = self._all
            return
        if not self._by_character:
            begins = [(rule, beginnings(getattr(rule[0], "__self__", None))) for rule in self._all]
            self._by_character = [tuple(rule for rule, its in begins if one in its) for one in sorted(ANY)]
        self._next = self._by_character[character]


def beginnings(pattern: object) -> frozenset[int]:
    """The ASCII characters at which a pattern may match; all of them if it may match nothing, or if that cannot be told.

    >>> "".join(map(chr, sorted(beginnings(re.compile(r"(?:un)?do|[x-z]+")))))
    'duxyz'
    """
    if not isinstance(pattern, re.Pattern):
        return ANY
    found, may_be_empty = _beginnings(_parser.parse(pattern.pattern, pattern.flags), pattern.flags)
    return ANY if may_be_empty else found & ANY


def _beginnings(items: Iterable[tuple[Any, Any]], flags: int) -> tuple[frozenset[int], bool]:
    """The characters with which a part of a pattern may begin, and whether it may match nothing."""
    found: frozenset[int] = frozenset()
    for kind, value in items:
        its, may_be_empty = _beginning(kind, value, flags)
        found |= its
        if not may_be_empty:
            return found, False
    return found, True


def _beginning(kind: Any, value: Any, flags: int) -> tuple[frozenset[int], bool]:  # noqa: ANN401 - Python keeps the kinds to itself
    if kind in {ops.LITERAL, ops.NOT_LITERAL, ops.IN, ops.ANY}:
        return _beginning_of_one(kind, tuple(value) if isinstance(value, list) else value, flags), False
    if kind is ops.BRANCH:
        branches = [_beginnings(branch, flags) for branch in value[1]]
        return frozenset().union(*(its for its, _ in branches)), any(may_be_empty for _, may_be_empty in branches)
    if kind is ops.SUBPATTERN:
        _, added, removed, inner = value
        if added & _ALPHABETS:
            flags &= ~_ALPHABETS
        return _beginnings(inner, (flags | added) & ~removed)
    if kind in {ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT}:
        least, _, inner = value
        its, may_be_empty = _beginnings(inner, flags)
        return its, may_be_empty or least == 0
    if kind in {ops.AT, ops.ASSERT, ops.ASSERT_NOT}:
        return frozenset(), True
    return ANY, True  # of what else there is, or may come, nothing is known


@cache
def _beginning_of_one(kind: Any, value: Any, flags: int) -> frozenset[int]:  # noqa: ANN401 - likewise
    """The characters that a part of a pattern matches which is one character long, as Python says itself."""
    one = _parser.SubPattern(_parser.State(), [(kind, value)])
    matches = _compiler.compile(one, flags & (re.IGNORECASE | re.DOTALL | _ALPHABETS)).match
    return frozenset(character for character in ANY if matches(chr(character)))
