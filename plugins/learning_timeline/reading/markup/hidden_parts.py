"""Markdown in, the same without the parts that their attributes hide out, each line in its place.

Attributes stand where Pandoc, kramdown, Python-Markdown, Goldmark, MyST or markdown-it has them: at a div, at code, behind words
in brackets, a link or a picture, behind a heading, or in a line of their own below or above a block. What is written for another
format alone is hidden as well, be it a block or amid a line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from ..conditions import PAGE, Conditions
from ..stand_ins import CIPHERTEXT, OF_CIPHERTEXT
from .directive_lines import without_hidden_directives
from .prose import attributes, opening_of, parts

# Without one of these nothing is hidden.
_MAY_HIDE = re.compile(
    r"hid(?:e|den)\b|d-none|invisible|content-visible|display|visibility|\{=[a-z]|\{::"
    r"|🔐|-----BEGIN |ENC\[|\$ANSIBLE|encrypt",
    flags=re.IGNORECASE,
)
_BRACES = re.compile(r"\{(?P<colon>:(?![:/]))?(?P<said>[^{}\n]{1,400})\}")
# What attributes are made of; behind a colon, also of words.
_ONE = r"""(?:[.#][\w:./-]+|[\w:-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"']+)|-)"""
_ATTRIBUTES = re.compile(rf"(?:{_ONE}(?:[ \t,]++|\Z))++")
_WORDS = re.compile(rf"(?:(?:{_ONE}|[\w-]++)(?:[ \t,]++|\Z))++")
_DIV = re.compile(r"[ \t>]*+(?:[-*+][ \t]++)?:{3,}+[ \t]*+(?P<said>[^\s:].*|)")
_RAW = re.compile(r"[ \t]*\{[ \t]*=(?P<form>[\w-]{1,40})[^{}]*\}[ \t]*")
_HTML = re.compile(r"html\d?", flags=re.IGNORECASE)
_HEADING = re.compile(r"[ \t>]*(?P<signs>#{1,6})[ \t]")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_BARE = re.compile(r"[ \t>]*")
_TICKS = re.compile("`+")
_EMPTY = re.compile(r"\n[ \t]*(?=\n)")
_EMPHASIS = "*_~=^"
# So far, words with signs around them may go.
_LONGEST = 2_000
# Attributes that others are called by.
_NAMED = re.compile(r"^ {0,3}\{:(?P<name>[\w-]{1,40}):[ \t]+(?P<said>[^{}\n]{1,400})\}[ \t]*$", flags=re.MULTILINE)
# What kramdown gives as it is to one format, and its comments.
_EXTENSION = re.compile(
    r"\{::(?:nomarkdown[ \t]+type=[\"']?(?P<form>\w{1,40})[^{}\n]{0,200}|comment(?:[ \t][^{}\n/]{0,200})?)\}"
    r"[\s\S]*?(?:\{:/(?:nomarkdown|comment)?\}|\Z)",
    flags=re.IGNORECASE,
)


class HiddenParts:
    """The texts of one document, one after the other: a div may go on from one into the next.

    Args:
        conditions: that decide what is shown.

    Attributes:
        is_open: whether a div is open that is hidden.
    """

    def __init__(self, conditions: Conditions = PAGE) -> None:
        self._conditions = conditions
        self._divs: list[bool] = []

    @property
    def is_open(self) -> bool:
        """Whether a div is open that is hidden."""
        return bool(self._divs) and self._divs[-1]

    def taken_out(self, text: str) -> str:
        r"""A text without its hidden parts.

        >>> HiddenParts().taken_out("One [two]{.hidden} `three`{=latex} four.\n\n::: {.content-hidden}\nfive\n:::\nsix")
        'One   four.\n\n\n\n\nsix'
        """
        text = without_hidden_directives(text)
        if not self._divs and not _MAY_HIDE.search(text):
            return text
        lines = self._without_blocks(text)
        return _Text("\n".join(lines), self._conditions).shown()

    def _without_blocks(self, text: str) -> list[str]:
        """The lines of a text without divs and blocks of code that are hidden."""
        out: list[str] = []
        for part in parts(text):
            if part.is_code:
                out += self._code(part.lines)
                continue
            for line in part.lines:
                fence = _DIV.fullmatch(line) if ":::" in line else None
                if fence and fence["said"]:
                    self._divs.append(self.is_open or self._is_hidden(fence["said"].rstrip(" \t:")))
                out.append("" if self.is_open else line)
                if fence and not fence["said"] and self._divs:
                    self._divs.pop()
        return out

    def _is_hidden(self, said: str) -> bool:
        """Whether a div is hidden by what stands behind its colons: attributes, or a class alone."""
        begun = said.startswith("{")
        words, named = attributes(said.strip("{}") if begun else f".{said}")
        return self._conditions.hide(words, named)

    def _code(self, lines: list[str]) -> list[str]:
        opening = opening_of(lines[0])
        info = opening["info"] if opening else ""
        nothing = [""] * len(lines)
        if self.is_open:
            return nothing
        if raw := _RAW.fullmatch(info):
            return ["", *lines[1:-1], *nothing[-1:]] if _HTML.fullmatch(raw["form"]) else nothing
        if info.strip().lower() in OF_CIPHERTEXT:
            return nothing
        begin, end = info.find("{"), info.rfind("}")
        if 0 <= begin < end:
            words, named = attributes(info[begin + 1 : end])
            # A bare word is a label there, or a language.
            if self._conditions.hide([word for word in words if word.startswith(".")], named):
                return nothing
        return lines


def without_hidden_parts(text: str, conditions: Conditions = PAGE) -> str:
    """A text by itself without its hidden parts."""
    return HiddenParts(conditions).taken_out(text)


class _Text:
    """A text whose hidden divs and blocks are gone already."""

    def __init__(self, text: str, conditions: Conditions) -> None:
        self._text, self._conditions = text, conditions
        self._lines = text.split("\n")
        # Where each line begins, and which lines are code.
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._is_code = [part.is_code for part in parts(text) for _ in part.lines]
        # Up to where it is written already.
        self._done = 0
        self._named = {one["name"]: one["said"] for one in _NAMED.finditer(text)}

    def shown(self) -> str:
        """The text without what is hidden."""
        out: list[str] = []
        self._done = 0
        for found in sorted([*self._hiding(), *self._of_other_formats()], key=lambda one: one.start()):
            span = None
            if found.start() >= self._done:
                span = self._span_of(found) if found.re is _BRACES else found.span()
            if span is not None:
                begin, end = max(span[0], self._done), max(span[1], self._done)
                out += [self._text[self._done : begin], "\n" * self._text.count("\n", begin, end)]
                self._done = end
        return "".join([*out, self._text[self._done :]])

    def _of_other_formats(self) -> Iterator[re.Match[str]]:
        """What kramdown gives to other formats alone, and what is encrypted."""
        for found in _EXTENSION.finditer(self._text) if "{::" in self._text else ():
            if found["form"] != "html" and not self._is_of_code(found.start()):
                yield found
        yield from (one for one in CIPHERTEXT.finditer(self._text) if not self._is_of_code(one.start()))

    def _is_of_code(self, at: int) -> bool:
        return self._is_code[self._line_of(at)] or self._is_in_span(at)

    def _hiding(self) -> Iterator[re.Match[str]]:
        """The attributes that hide something."""
        for braces in _BRACES.finditer(self._text):
            if self._is_of_code(braces.start()):
                continue
            said = braces["said"]
            if said.startswith("="):
                if not _HTML.fullmatch(said[1:].strip()) and self._text[braces.start() - 1 : braces.start()] == "`":
                    yield braces
                continue
            bare = said.strip()
            if not (_WORDS.fullmatch(bare) if braces["colon"] else _ATTRIBUTES.fullmatch(bare)):
                continue
            words, named = attributes(said)
            for word in words if braces["colon"] and self._named else ():
                more = attributes(self._named.get(word, ""))
                words, named = [*words, *more[0]], {**more[1], **named}
            if self._conditions.hide(words, named):
                yield braces

    # -- where things are

    def _line_of(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1

    @cached_property
    def _spans(self) -> dict[int, int]:
        """By the place behind each span of code, that where it begins."""
        found: dict[int, int] = {}
        waiting: dict[int, list[tuple[int, int]]] = {}
        for one in _TICKS.finditer(self._text):
            if not self._is_code[self._line_of(one.start())]:
                waiting.setdefault(len(one[0]), []).append(one.span())
        breaks = [one.start() for one in _EMPTY.finditer(self._text)]
        for of_length in waiting.values():
            taken = -1
            for number, (first, second) in enumerate(pairwise(of_length)):
                # Both are in one paragraph, and the first is not the end of another.
                if number > taken and bisect_right(breaks, first[0]) == bisect_right(breaks, second[0]):
                    found[second[1]], taken = first[0], number + 1
        return found

    @cached_property
    def _sorted_spans(self) -> list[tuple[int, int]]:
        """Spans of code in their order, without those within others."""
        out: list[tuple[int, int]] = []
        for begin, end in sorted((begin, end) for end, begin in self._spans.items()):
            if not out or begin >= out[-1][1]:
                out.append((begin, end))
        return out

    def _is_in_span(self, at: int) -> bool:
        number = bisect_right(self._sorted_spans, (at, len(self._text))) - 1
        return number >= 0 and at < self._sorted_spans[number][1]

    @cached_property
    def _brackets(self) -> dict[int, int]:
        """By the place of each bracket that closes, that of the one which it closes in its paragraph."""
        found: dict[int, int] = {}
        opened: dict[str, list[int]] = {"[": [], "(": []}
        for one in re.finditer(r"\\.|[\[\]()]|\n[ \t]*(?=\n)", self._text):
            sign = one[0]
            if sign.startswith("\n"):
                opened = {"[": [], "(": []}
            elif sign in opened:
                opened[sign].append(one.start())
            elif sign in "])" and opened["[" if sign == "]" else "("]:
                found[one.start()] = opened["[" if sign == "]" else "("].pop()
        return found

    # -- what attributes stand at

    def _span_of(self, braces: re.Match[str]) -> tuple[int, int] | None:
        """The part of the text that attributes stand at, with them; None if they stand at nothing."""
        line = self._line_of(braces.start())
        begin, end = self._starts[line], self._starts[line + 1] - 1
        before, behind = self._text[begin : braces.start()], self._text[braces.end() : end]
        if _BARE.fullmatch(before) and not behind.strip():
            return self._block_at(line)
        if not behind.strip(" \t#") and (heading := _HEADING.match(before)):
            # In kramdown, only the heading is hidden; Pandoc puts attributes of headings at their sections.
            return begin, end if braces["colon"] else self._end_of_section(line, len(heading["signs"]))
        if _ITEM.fullmatch(before):
            return begin, self._end_of_item(line)
        if (start := self._element_before(braces.start())) is not None:
            return start, braces.end()
        return self._block_that_ends(line, before, behind)

    def _block_that_ends(self, line: int, before: str, behind: str) -> tuple[int, int] | None:
        """The item or the block at whose end attributes stand, behind a space."""
        begin, end = self._starts[line], self._starts[line + 1] - 1
        if behind.strip() or before[-1:] not in " \t":
            return None
        is_last = not self._is_text(line + 1)
        if _ITEM.match(before) and (is_last or _ITEM.match(self._lines[line + 1])):
            return begin, self._end_of_item(line)
        return (self._begin_of_block(line), end) if is_last else None

    def _element_before(self, at: int) -> int | None:
        """Where the element begins that ends here: code, a link, a picture, words in brackets or with signs around them."""
        text, sign = self._text, self._text[at - 1 : at]
        if sign == "`":
            return self._spans.get(at)
        if sign and sign in "])":
            begin = self._brackets.get(at - 1)
            if begin and text[begin - 1] == "]" and begin - 1 in self._brackets:
                begin = self._brackets[begin - 1]
            elif sign == ")":
                return None
            return begin if begin is None else begin - (text[begin - 1 : begin] == "!")
        if sign == ">":
            begin = text.rfind("<", max(at - 500, 0), at)
            return begin if begin >= 0 else None
        if sign and sign in _EMPHASIS:
            behind = text[max(at - 4, 0) : at]
            signs = behind[len(behind.rstrip(sign)) :]
            paragraph = self._starts[self._first_lines[self._line_of(at)]]
            begin = text.rfind(signs, max(paragraph, at - _LONGEST), at - len(signs))
            return begin if begin >= 0 else None
        return None

    def _is_text(self, line: int) -> bool:
        return 0 <= line < len(self._lines) and bool(self._lines[line].strip(" \t>"))

    def _block_at(self, line: int) -> tuple[int, int]:
        """The block above a line of attributes; below it, if there is none right above."""
        if self._is_text(line - 1):
            return self._begin_of_block(line - 1), self._starts[line + 1] - 1
        last = line + 1
        if not self._is_text(last):
            return self._starts[line], self._starts[line + 1] - 1
        if self._is_code[last]:
            while last + 1 < len(self._lines) and self._is_code[last + 1]:
                last += 1
        elif _ITEM.match(self._lines[last]):
            return self._starts[line], self._end_of_list(last)
        elif not _HEADING.match(self._lines[last]):
            while self._is_text(last + 1) and not _HEADING.match(self._lines[last + 1]):
                last += 1
        return self._starts[line], self._starts[last + 1] - 1

    @cached_property
    def _first_lines(self) -> list[int]:
        """For each line the first one of its block."""
        firsts: list[int] = []
        for line, is_code in enumerate(self._is_code):
            goes_on = line > 0 and is_code == self._is_code[line - 1]
            if not is_code and goes_on:
                around = self._lines[line - 1], self._lines[line]
                goes_on = self._is_text(line - 1) and not any(map(_HEADING.match, around))
            firsts.append(firsts[-1] if goes_on else line)
        return firsts

    def _begin_of_block(self, line: int) -> int:
        """Where the block begins that a line is in; of a list, all of its items."""
        first = self._first_lines[line]
        while self._starts[first] > self._done and (
            _ITEM.match(self._lines[first]) or self._lines[first].startswith(("  ", "\t"))
        ):
            above = first - 1
            while above >= 0 and not self._is_text(above):
                above -= 1
            if above < 0 or self._is_code[above] or not _ITEM.match(self._lines[self._first_lines[above]]):
                break
            first = self._first_lines[above]
        return self._starts[first]

    def _end_of_item(self, line: int) -> int:
        """Where the item of a list ends: before what is indented no further."""
        width = len(self._lines[line]) - len(self._lines[line].lstrip())
        last = at = line
        while at + 1 < len(self._lines):
            at += 1
            text = self._lines[at]
            if self._is_text(at):
                is_lazy = last == at - 1 and not _ITEM.match(text) and not _HEADING.match(text)
                if len(text) - len(text.lstrip()) <= width and not is_lazy:
                    break
                last = at
        return self._starts[last + 1] - 1

    def _end_of_list(self, line: int) -> int:
        last = line
        while True:
            end = self._line_of(self._end_of_item(last))
            following = end + 1
            while following < len(self._lines) and not self._is_text(following):
                following += 1
            if following >= len(self._lines) or not _ITEM.match(self._lines[following]):
                return self._starts[end + 1] - 1
            last = following

    def _end_of_section(self, line: int, level: int) -> int:
        """Where the section ends that a heading begins."""
        for at in range(line + 1, len(self._lines)):
            heading = None if self._is_code[at] else _HEADING.match(self._lines[at])
            if heading and len(heading["signs"]) <= level:
                return self._starts[at] - 1
        return len(self._text)
