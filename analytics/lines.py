"""The bytes of a post's versions in, its words and the lines that changed between two versions out. Pure.

What is kept of a line is a 64-bit hash, the same in every process, so that the steps of a long history fit into a few
arrays and a step that was worked out once is never read again.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

Step = tuple[str, str]
Copies = dict[bytes, int]

_FRONT_MATTER = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", flags=re.DOTALL)
_WIDEST = np.iinfo(np.uint32).max


def count_words(text: bytes) -> int:
    """Words of a Markdown file: what stands between white space, without YAML front matter.

    An approximation that is fast over a whole history: code and formulas count as they stand.
    """
    return len(_FRONT_MATTER.sub(b"", text).split())


def lines_of(text: bytes) -> Copies:
    r"""How often each line stands in a Markdown file, in the order of their first places.

    White space counts as one space, empty lines and YAML front matter not at all, so that the words of these lines are
    those that `count_words` counts.

    >>> lines_of(b"---\ntitle: A\n---\nOne  two.\n\nThree.\r\nOne two. \n")
    {b'One two.': 2, b'Three.': 1}
    """
    copies: Copies = {}
    for raw in _FRONT_MATTER.sub(b"", text).splitlines():
        words = raw.split()
        if words:
            line = b" ".join(words)
            copies[line] = copies.get(line, 0) + 1
    return copies


def hash_of(line: bytes) -> int:
    """A line as 64 bits, the same in every process."""
    return int.from_bytes(blake2b(line, digest_size=8).digest(), "little")


@dataclass(frozen=True)
class LineSteps:
    """The lines whose number of copies differs between two versions of a file, for many pairs of versions.

    Attributes:
        places: the position of each step, given as (old blob, new blob); the old blob is ``""`` where the whole new
            version is meant.
        ends: int64, for each step where its lines end in the arrays below; they begin where those of the one before it
            end. First come the lines that became fewer or more, in the old version's order, then those that are new, in
            the new version's.
        line: uint64, the hash of each line.
        words: uint32, words of one copy.
        before: uint32, copies in the old version.
        after: uint32, copies in the new one.
    """

    places: Mapping[Step, int] = field(default_factory=dict)
    ends: npt.NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    line: npt.NDArray[np.uint64] = field(default_factory=lambda: np.empty(0, np.uint64))
    words: npt.NDArray[np.uint32] = field(default_factory=lambda: np.empty(0, np.uint32))
    before: npt.NDArray[np.uint32] = field(default_factory=lambda: np.empty(0, np.uint32))
    after: npt.NDArray[np.uint32] = field(default_factory=lambda: np.empty(0, np.uint32))

    @property
    def is_sound(self) -> bool:
        """Whether the arrays fit together, as those do that nothing has damaged."""
        size = self.ends[-1] if len(self.ends) else 0
        columns = {"line": np.uint64, "words": np.uint32, "before": np.uint32, "after": np.uint32}
        return (
            self.ends.shape == (len(self.places),)
            and self.ends.dtype == np.int64
            and bool((np.diff(self.ends, prepend=0) >= 0).all())
            and all(
                getattr(self, name).dtype == dtype and getattr(self, name).shape == (size,)
                for name, dtype in columns.items()
            )
        )

    def and_also(self, others: LineSteps) -> LineSteps:
        """These steps and other ones, none of which is among these."""
        at, begin = len(self.places), self.ends[-1] if len(self.ends) else 0
        return LineSteps(
            places={**self.places, **{step: at + place for step, place in others.places.items()}},
            ends=np.concatenate([self.ends, others.ends + begin]),
            line=np.concatenate([self.line, others.line]),
            words=np.concatenate([self.words, others.words]),
            before=np.concatenate([self.before, others.before]),
            after=np.concatenate([self.after, others.after]),
        )

    def without(self, steps: Collection[Step]) -> LineSteps:
        """These steps but for some."""
        stay = [step for step in self.places if step not in steps]
        which, at = self.of(np.array([self.places[step] for step in stay], np.int64))
        return LineSteps(
            places={step: place for place, step in enumerate(stay)},
            ends=np.cumsum(np.bincount(which, minlength=len(stay))).astype(np.int64),
            line=self.line[at],
            words=self.words[at],
            before=self.before[at],
            after=self.after[at],
        )

    def of(self, places: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The lines of some steps, one step after the other.

        Returns:
            For each line, the position of its step in `places`, and its own position in the arrays.
        """
        ends = self.ends[places]
        sizes = ends - np.concatenate([np.zeros(1, np.int64), self.ends])[places]
        which = np.repeat(np.arange(len(places)), sizes)
        return which, np.arange(len(which)) + np.repeat(ends - np.cumsum(sizes), sizes)


def line_steps(steps: Iterable[Step], versions: Iterable[tuple[str, bytes]]) -> LineSteps:
    """Compare versions while they are read; a step one of whose versions never comes is left out.

    Args:
        steps: pairs of (old blob or ``""``, new blob).
        versions: each blob's text, in any order. One is held only as long as a step waits for it, so that the memory
            stays that of one version a post where they come in the order of the history.
    """
    waiting: dict[str, list[Step]] = {}
    for step in dict.fromkeys(steps):
        for blob in {*step} - {""}:
            waiting.setdefault(blob, []).append(step)
    left = {blob: len(its) for blob, its in waiting.items()}
    held: dict[str, Copies] = {"": {}}
    places: dict[Step, int] = {}
    ends, line, words, before, after = array("q"), array("Q"), array("I"), array("I"), array("I")
    for blob, text in versions:
        if blob not in waiting:
            continue
        held[blob] = lines_of(text)
        for old, new in waiting[blob]:
            if old not in held or new not in held:
                continue
            for changed, was, now in _differences(held[old], held[new]):
                line.append(hash_of(changed))
                words.append(min(changed.count(b" ") + 1, _WIDEST))
                before.append(was)
                after.append(now)
            places[old, new] = len(ends)
            ends.append(len(line))
            for one in {old, new} - {""}:
                left[one] -= 1
                if not left[one]:
                    del held[one]
    return LineSteps(
        places,
        np.array(ends, np.int64),
        np.array(line, np.uint64),
        np.array(words, np.uint32),
        np.array(before, np.uint32),
        np.array(after, np.uint32),
    )


def _differences(old: Copies, new: Copies) -> Iterator[tuple[bytes, int, int]]:
    """The lines whose number differs, with the copies before and after."""
    for line, was in old.items():
        if (now := new.get(line, 0)) != was:
            yield line, was, now
    for line, now in new.items():
        if line not in old:
            yield line, 0, now
