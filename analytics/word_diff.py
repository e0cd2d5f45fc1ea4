"""Versions of a text in, their differences in words out, as one weave: each piece stands once, with the versions it was in. Pure.

A weave (after Rochkind, "The Source Code Control System", 1975, doi:10.1109/TSE.1975.6312866) holds all versions in the
room of little more than one, and the difference of any two of them is read off it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

FEWEST_IN_COMMON = 3
# A word with the space after it, or the break between paragraphs, list items and lines of code.
_TOKEN = re.compile(r"\n+|[^\s]+[^\S\n]*")
_SENTENCE_END = re.compile(r"(?<=[.!?:…])[\"'\u201d\u2019)\]]*\s+|\n\n+")
_OWN_LINE = re.compile(r"\s*(?:[-*+#>|]|\d+[.)]\s|```|~~~|\$\$)| {4}|\t")
_FENCE = re.compile(r"\s*(```|~~~|\$\$)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is in the versions from `begin` until before `end`."""

    text: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Weave:
    """All versions of a text.

    Attributes:
        pieces: in an order in which those of each version are that version.
        versions: how many there are.
    """

    pieces: tuple[Piece, ...]
    versions: int

    def text(self, version: int) -> str:
        """One version, counted from zero, as it was given but for the white space within a paragraph."""
        return "".join(piece.text for piece in self.pieces if piece.begin <= version < piece.end)


@dataclass(frozen=True, slots=True)
class SentenceCounts:
    """How many sentences of an older text are in a newer one, and how many each has for itself."""

    kept: int
    added: int
    removed: int


def weave(versions: Sequence[str]) -> Weave:
    r"""The weave of some versions, oldest first; there has to be one at least.

    A version ends with a break, whether its file does or not.

    >>> woven = weave(["A cat sat.", "A black cat sat."])
    >>> [(piece.text, piece.begin, piece.end) for piece in woven.pieces]
    [('A ', 0, 2), ('black ', 1, 2), ('cat sat.\n\n', 0, 2)]
    """
    last = len(versions)
    lines = _lines(versions[0])
    woven: list[tuple[str, int, int]] = [(token, 0, last) for line in lines for token in line]
    for number, version in enumerate(versions[1:], start=1):
        alive = [place for place, (_, _, end) in enumerate(woven) if end == last]
        new_lines = _lines(version)
        made: list[tuple[str, int, int]] = []
        done = 0
        for (old_begin, old_end), tokens in _changes(lines, new_lines):
            at = alive[old_begin] if old_begin < len(alive) else len(woven)
            made += woven[done:at]
            stop = alive[old_end] if old_end < len(alive) else len(woven)
            made += [(text, begin, number if end == last else end) for text, begin, end in woven[at:stop]]
            made += [(token, number, last) for token in tokens]
            done = stop
        woven = made + woven[done:]
        lines = new_lines
    grouped = groupby(woven, key=lambda token: token[1:])
    return Weave(tuple(Piece("".join(text for text, *_ in run), *place) for place, run in grouped), last)


def count_sentences(old: str, new: str) -> SentenceCounts:
    """What became of the sentences of a text; one that was moved is kept.

    >>> count_sentences("One. Two. Three.", "Two. One. Four.")
    SentenceCounts(kept=2, added=1, removed=1)
    """
    before, after = Counter(sentences(old)), Counter(sentences(new))
    kept = (before & after).total()
    return SentenceCounts(kept, after.total() - kept, before.total() - kept)


def sentences(text: str) -> list[str]:
    r"""The sentences of a text, without the white space that a line's width decides; a heading or a list item is one.

    >>> sentences("It is so. Is it?\n\n- Yes\n- No")
    ['It is so.', 'Is it?', '- Yes', '- No']
    """
    lines = ("".join(line).strip() for line in _lines(text))
    return [" ".join(one.split()) for line in lines for one in _SENTENCE_END.split(line) if one.strip()]


def _lines(text: str) -> list[tuple[str, ...]]:
    """The paragraphs of a text, and within code, lists and tables its lines, as words with what follows them.

    The break is at the end of what it ends, so that a line that was added is an addition alone.
    """
    return [tuple(_TOKEN.findall(line)) for line in _unwrapped(text)]


def _unwrapped(text: str) -> Iterator[str]:
    fence = own = ""
    paragraph: list[str] = []
    for line in [*text.strip("\n").split("\n"), ""]:
        found = _FENCE.match(line)
        is_own = bool(fence) or bool(found) or _OWN_LINE.match(line) is not None
        if found and (not fence or found[1] == fence):
            fence = "" if fence else found[1]
        if is_own or not line.strip():
            if own:
                yield own + ("\n" if is_own else "\n\n")
            elif paragraph:
                yield " ".join(" ".join(paragraph).split()) + ("\n" if is_own else "\n\n")
            own, paragraph = line.rstrip() if is_own else "", []
        elif own and line[:1].isspace():
            own += f" {line.strip()}"  # an item of a list goes on
        else:
            if own:
                yield own + "\n"
                own = ""
            paragraph.append(line)


def _changes(
    old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]
) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    """What to do to the tokens of the older lines to get the newer: the part of them that goes, and what comes for it.

    First whole lines are compared and then the words of those that differ, so that a small change of a long text is found soon.
    """
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        before = [token for line in old[i1:i2] for token in line]
        after = [token for line in new[j1:j2] for token in line]
        for k1, k2, l1, l2 in _differing(before, after):
            yield (starts[i1] + k1, starts[i1] + k2), tuple(after[l1:l2])


def _differing(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where two sequences of words differ; a word or two that two other sentences have in common do not part them."""
    begun: tuple[int, int] | None = None
    ended = (0, 0)
    for kind, k1, k2, l1, l2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            begun = begun or (k1, l1)
            ended = (k2, l2)
        elif begun and k2 - k1 >= FEWEST_IN_COMMON:
            yield begun[0], ended[0], begun[1], ended[1]
            begun = None
    if begun:
        yield begun[0], ended[0], begun[1], ended[1]
