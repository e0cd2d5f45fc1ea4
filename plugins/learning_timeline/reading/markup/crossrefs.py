"""The labels and references of Quarto and R Markdown in, anchors and links with a number out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from .chunks import Chunk, chunk_of
from .prose import parts, substituted, without_braces

NAMES = {
    "fig": "Figure",
    "tbl": "Table",
    "tab": "Table",
    "eq": "Equation",
    "sec": "Section",
    "lst": "Listing",
    "thm": "Theorem",
    "lem": "Lemma",
    "cor": "Corollary",
    "prp": "Proposition",
    "cnj": "Conjecture",
    "def": "Definition",
    "exm": "Example",
    "exr": "Exercise",
    "rem": "Remark",
    "alg": "Algorithm",
    "hyp": "Hypothesis",
}
_KIND = "|".join(NAMES)
_BRACES = re.compile(r"\{[^{}\n]*\}")
_LABEL = re.compile(rf"#(?P<label>(?:{_KIND})-[\w-]+)")
_FENCE_OF_DIV = re.compile(r"[ \t>]*+:{3,}+(?P<said>.*)")
# What Quarto numbers within another of its kind, by letters.
_HAVE_PARTS, _MOST_LETTERS = {"fig-", "tbl-"}, 26
_LABEL_OF_HEADING = re.compile(r"#(?P<label>sec-[\w-]+)")
_HEADING = re.compile(r"#{1,6}\s+(?P<words>.*)")
_GROUP = re.compile(rf"\[(?P<inner>-?@(?:{_KIND})-[\w-]+(?:\s*[;,]\s*-?@(?:{_KIND})-[\w-]+)*)\]")
_REFERENCE = re.compile(rf"(?<![\w@\[/])(?P<bare>-?)@(?P<label>(?:{_KIND})-[\w-]*\w)")
_OF_BOOKDOWN = re.compile(rf"\\@ref\((?P<kind>{_KIND}):(?P<name>[\w-]+)\)")


class CrossReferences:
    """The numbers of what a text labels.

    Args:
        text: as it was written.
    """

    def __init__(self, text: str) -> None:
        self._words: dict[str, str] = {}
        self._tables = {one["name"] for one in _OF_BOOKDOWN.finditer(text) if one["kind"] == "tab"}
        counts: Counter[str] = Counter()
        for label, words in self._labels(text):
            kind = label.partition("-")[0]
            if label not in self._words:
                counts[kind] += not words
                self._words[label] = words or f"{NAMES[kind]} {counts[kind]}"

    def words(self, label: str) -> str:
        """What a reference to a label says; empty if nothing has it."""
        return self._words.get(label, "")

    def linked(self, prose: str) -> str:
        """Prose with its references as links."""
        if "@" not in prose:
            return prose
        prose = substituted(_OF_BOOKDOWN, lambda one: self._link(f"{one['kind']}-{one['name']}", is_bare=True), prose)
        prose = substituted(_GROUP, lambda one: self._group(one["inner"]), prose)
        return substituted(_REFERENCE, lambda one: self._link(one["label"], is_bare=bool(one["bare"])), prose)

    def _group(self, inner: str) -> str:
        labels = [one.strip() for one in re.split("[;,]", inner)]
        return ", ".join(self._link(one.lstrip("-@"), is_bare=one.startswith("-")) for one in labels)

    def _link(self, label: str, *, is_bare: bool) -> str:
        words = self.words(label)
        if not words:
            return f"`@{label}`"
        return f"[{words.rpartition(' ')[2] if is_bare else words}](#{label})"

    def label_of(self, chunk: Chunk) -> str:
        """The label by which references know what a block of code shows; empty if it has none."""
        label = chunk.options.get("label", chunk.label)
        kind, dash, _ = label.partition("-")
        if kind in NAMES and dash:
            return label
        if label in self._tables:
            return f"tab-{label}"
        # As bookdown names it.
        return f"fig-{label}" if label and any(name.endswith("cap") for name in chunk.options) else ""

    def _labels(self, text: str) -> Iterator[tuple[str, str]]:
        """Each label with the words that stand for it, if it is that of a heading or of a part of a figure."""
        divs = _LabelledDivs()
        for part in parts(text):
            if part.is_code:
                chunk = chunk_of(part.lines)
                if chunk and (label := self.label_of(chunk)):
                    yield label, divs.part(label, self._words)
                continue
            for line in part.lines:
                heading = _HEADING.fullmatch(line) if "{" in line else None
                words, said = without_braces(heading["words"]) if heading else ("", "")
                if found := _LABEL_OF_HEADING.search(said):
                    yield found["label"], words
                else:
                    labels = (_LABEL.search(one) for one in _BRACES.findall(line))
                    fence = _FENCE_OF_DIV.fullmatch(line)
                    for one in filter(None, labels):
                        yield one["label"], divs.part(one["label"], self._words)
                    if fence:
                        divs.fence(fence["said"])


class _LabelledDivs:
    """The divs that are open, of which one with the label of a figure or a table holds those of its parts."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._parts: Counter[str] = Counter()

    def fence(self, said: str) -> None:
        """Begin a div, or end one."""
        if said.strip(": \t"):
            label = _LABEL.search(said)
            above = self._open[-1] if self._open else ""
            self._open.append(label["label"] if label and not above and label["label"][:4] in _HAVE_PARTS else above)
        elif self._open:
            self._open.pop()

    def part(self, label: str, words: Mapping[str, str]) -> str:
        """What stands for a label that is of a part: `Figure 1 (b)`; empty for one that has a number of its own."""
        whole = self._open[-1] if self._open else ""
        if whole not in words or label[:4] != whole[:4] or label == whole:
            return ""
        self._parts[whole] += 1
        number = self._parts[whole]
        return f"{words[whole]}\N{NO-BREAK SPACE}({chr(ord('a') + number - 1) if number <= _MOST_LETTERS else number})"
