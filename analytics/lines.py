"""Versions of a Markdown file in, its words and the lines that changed between two versions out. Pure.

Most lines of a version are in the one before it, so that a line is split into words when it is first seen, and later only
looked up.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .front_matter import FLAT_FIELDS, take_apart
from .words import count_words

Step = tuple[bytes, bytes]
Copies = dict[int, int]

# So many lines are remembered at most, lest a long history fill the memory.
REMEMBERED = 100_000
# The bits of a line's number that hold how many words it has, and those of its hash.
WORDS = (1 << 20) - 1
_HASH = (1 << 64) - 1 - WORDS
_EMPTY = 0  # stands for a line of white space
_UTF_16 = b"\xff\xfe", b"\xfe\xff"
# What says at the beginning of a text what front matter does: comments, keywords and properties of Org, and fields of
# reStructuredText, which may also stand below the title.
_FIELD = rf":(?:{'|'.join(sorted(FLAT_FIELDS))}):(?:[ \t][^\n]*)?"
_FIELDS = re.compile(
    rf"\s*(?:<!--.*?-->|#\+\w+:[^\n]*|:PROPERTIES:.*?:END:|\.\. [a-z_]+:(?!:)[^\n]*|{_FIELD})[ \t]*(?:\n|\Z)",
    flags=re.DOTALL | re.IGNORECASE,
)
_TITLE = re.compile(r"\S[^\n]*\n([=*#~^-])\1\1+[ \t]*\n[ \t]*\n(?=:)")


class Lines(dict[bytes, int]):
    r"""A number for each line, by the line as it was written, of the versions that were read.

    White space counts as one space, empty lines and what a text says of itself at its beginning not at all. The numbers are
    hashes of 44 bits, the same in one process, above 20 bits with the number of the line's words.

    >>> copies = Lines().of(b"---\ntitle: A\n---\nOne  two.\n\nThree.\r\nOne two. \n")
    >>> [(line & WORDS, number) for line, number in copies.items()]
    [(2, 2), (1, 1)]
    """

    def __missing__(self, line: bytes) -> int:
        """Split and number a line that was not met yet."""
        text = b" ".join(line.split())
        words = count_words(text.decode("utf-8", "replace"))
        known = self[line] = hash(text) & _HASH | min(words, WORDS) if text else _EMPTY
        return known

    def of(self, text: bytes) -> Copies:
        """How often each line is in a file, in the order of their first places."""
        text = _body(text).encode("utf-8", "surrogateescape")
        if len(self) > REMEMBERED:
            self.clear()
        numbers = list(map(self.__getitem__, text.splitlines()))
        copies = dict.fromkeys(numbers, 1)
        if len(copies) < len(numbers):
            copies = dict(Counter(numbers))
        copies.pop(_EMPTY, None)
        return copies


def _body(data: bytes) -> str:
    """The text of a file without what it says of itself at its beginning."""
    encoding, errors = ("utf-16", "replace") if data.startswith(_UTF_16) else ("utf-8", "surrogateescape")
    text = take_apart(data.decode(encoding, errors)).body
    title = at = found.end() if (found := _TITLE.match(text)) else 0
    while found := _FIELDS.match(text, at):
        at = found.end()
    return text[:title] + text[at:]


@dataclass(frozen=True)
class LineSteps:
    """The lines whose number of copies differs between two versions of a file, for many pairs of versions.

    Attributes:
        places: the position of each step, given as (old blob, new blob); the old blob is empty if the whole new
            version is meant.
        ends: int64, for each step where its lines end in the arrays below; they begin where those of the one before it
            end. First come the lines that became fewer or more, in the old version's order, then those that are new, in
            the new version's.
        line: uint64, the number of each line, as `Lines` gives it.
        before: uint32, copies in the old version.
        after: uint32, copies in the new one.
    """

    places: Mapping[Step, int]
    ends: npt.NDArray[np.int64]
    line: npt.NDArray[np.uint64]
    before: npt.NDArray[np.uint32]
    after: npt.NDArray[np.uint32]

    def of(self, places: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The lines of some steps, one step after the other.

        Returns:
            For each line, the position of its step in `places`, and its own position in the arrays.
        """
        ends = self.ends[places]
        sizes = ends - np.concatenate([np.zeros(1, np.int64), self.ends])[places]
        which = np.repeat(np.arange(len(places)), sizes)
        return which, np.arange(len(which)) + np.repeat(ends - np.cumsum(sizes), sizes)


def line_steps(steps: Iterable[Step], versions: Iterable[tuple[bytes, bytes]], lines: Lines) -> LineSteps:
    """Compare versions while they are read; a step one of whose versions never comes is left out.

    Args:
        steps: pairs of (old blob or nothing, new blob).
        versions: each blob's text, in any order. One is held only as long as a step waits for it, so that the memory
            stays that of one version a post where they come in the order of the history.
        lines: those that are known.
    """
    waiting: dict[bytes, list[Step]] = {}
    for step in dict.fromkeys(steps):
        for blob in {*step} - {b""}:
            waiting.setdefault(blob, []).append(step)
    left = {blob: len(its) for blob, its in waiting.items()}
    held: dict[bytes, Copies] = {b"": {}}
    places: dict[Step, int] = {}
    ends, line, before, after = array("q"), array("Q"), array("I"), array("I")
    for blob, text in versions:
        if blob not in waiting:
            continue
        held[blob] = lines.of(text)
        for old, new in waiting[blob]:
            if old not in held or new not in held:
                continue
            changed, was, now = _changed(held[old], held[new])
            line.extend(changed)
            before.extend(was)
            after.extend(now)
            places[old, new] = len(ends)
            ends.append(len(line))
            for one in {old, new} - {b""}:
                left[one] -= 1
                if not left[one]:
                    del held[one]
    return LineSteps(
        places,
        np.array(ends, np.int64),
        np.array(line, np.uint64),
        np.array(before, np.uint32),
        np.array(after, np.uint32),
    )


def _changed(old: Copies, new: Copies) -> tuple[list[int], list[int], list[int]]:
    """The lines whose number of copies differs, and their copies before and after.

    First those of the old version in its order, then the new ones in the new one's.
    """
    if not old:
        return list(new), [0] * len(new), list(new.values())
    differing = {line for line, _ in old.items() ^ new.items()}
    changed = [line for line in old if line in differing]
    was, now = [old[line] for line in changed], [new.get(line, 0) for line in changed]
    come = [line for line in new if line in differing and line not in old]
    return changed + come, was + [0] * len(come), now + [new[line] for line in come]
