"""Markdown in, the same without comments of HTML out, and what is to be said of those that end nowhere or late.

A comment is what CommonMark takes for one: one that begins a line is a block, and ends anywhere; one amid a line ends in its
paragraph. Those that the parser sees for what they are stay here. One amid a line whose author closed it paragraphs later is left
out as well, and named: it was not meant for readers. It ends in no code, though, and not behind the beginning of another one. It
is text then.
"""

from __future__ import annotations

import re

from .comments import Places, Scan

_END = re.compile("-->")
# Where the parser ends a block, or begins another.
_ANOTHER_BLOCK = re.compile(r"\n[ \t]*(?:\n|[*+>|-]|\d{1,9}[.)]|#{1,6}[ \t]|`{3}|~{3}|={3}|_{3}|<(?!!--))")
# What a comment that is a block has before it in its line.
_BEFORE_BLOCK = re.compile(r"[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t][ \t>]*+)?")
_WITHOUT_END = (
    "a comment that starts with <!-- has no end here",
    r"close it with -->, or write \<!-- if it is text",
)
_OVER_PARAGRAPHS = (
    "a comment that starts amid a line goes on over paragraphs, which are left out",
    r"start it on a line of its own, or write \<!-- if it is text",
)
_MOST_REMARKS = 10
# The line of a comment, what is wrong with it, and how to fix it.
Remark = tuple[int, str, str]


def without_html_comments(text: str, *, is_parsed: bool = True) -> tuple[str, list[Remark]]:
    r"""A text without comments of HTML, each line at its place, and remarks on comments.

    Args:
        text: as Markdown.
        is_parsed: whether it goes to the parser, which takes out those that it knows for comments.

    >>> without_html_comments("One <!-- two\n\nthree --> four <!-- five -->")[0]
    'One \n\n four <!-- five -->'
    >>> without_html_comments("One <!-- two\n\n```\nthree -->\n```", is_parsed=False)[0]
    'One <!-- two\n\n```\nthree -->\n```'
    """
    if "<!--" not in text:
        return text, []
    comments = _Comments(text, is_parsed=is_parsed)
    return comments.left(), comments.remarks


class _Comments:
    """The comments of a text, taken out one after the other."""

    def __init__(self, text: str, *, is_parsed: bool) -> None:
        self._text, self._is_parsed = text, is_parsed
        self._kept: list[str] = []
        self._done = 0
        self._scan = Scan(text)
        self._ends, self._blocks = Places(_END, text), Places(_ANOTHER_BLOCK, text)
        self.remarks: list[Remark] = []

    def left(self) -> str:
        """The text without them."""
        # Where one begins amid a line that goes on over paragraphs, if it ends.
        begun = -1
        for mark in self._scan.marks():
            if mark[0] == "-->" and begun >= 0:
                self._remark(begun, _OVER_PARAGRAPHS)
                self._take_out(begun, mark.end())
                begun = -1
            if mark[0] != "<!--":
                continue
            if begun >= 0:
                self._remark(begun, _WITHOUT_END)
            begun = mark.start()
            # `<!-->` is a whole one.
            end = self._ends.after(begun + 2)
            if self._is_block(begun) and end < 0:
                self._remark(begun, _WITHOUT_END)
                return "".join((*self._kept, self._text[self._done : None if self._is_parsed else begun]))
            if end >= 0 and (self._is_block(begun) or end < self._end_of_block(begun)):
                self._scan.at = end + len("-->")
                is_known = self._is_parsed and end < self._end_of_block(begun) and "|" not in self._text[begun:end]
                if not is_known:
                    self._take_out(begun, self._scan.at)
                begun = -1
        if begun >= 0:
            self._remark(begun, _WITHOUT_END)
        return "".join((*self._kept, self._text[self._done :]))

    def _is_block(self, at: int) -> bool:
        return self._scan.is_html or _BEFORE_BLOCK.fullmatch(self._text, self._scan.line, at) is not None

    def _end_of_block(self, at: int) -> int:
        end = self._blocks.after(at)
        return len(self._text) if end < 0 else end

    def _take_out(self, begin: int, end: int) -> None:
        self._kept += [self._text[self._done : begin], "\n" * self._text.count("\n", begin, end)]
        self._done = end

    def _remark(self, at: int, said: tuple[str, str]) -> None:
        if len(self.remarks) < _MOST_REMARKS:
            self.remarks.append((self._text.count("\n", 0, at) + 1, *said))
