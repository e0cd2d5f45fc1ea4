"""Markdown in, the same without comments out, of one line or many: Obsidian's ``%% not shown %%`` and editors' ``{>> so <<}``.

Comments of HTML are in `html_comments`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"[ \t]*(?:>[ \t]*)*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)")
# A line to which text belongs that is indented below it: of a list, a footnote, a definition or a callout of MkDocs.
_HOLDS_MORE = re.compile(r" {0,3}(?:(?:[-*+:]|\d{1,9}[.)])(?=\s)|\[\^[^\]\n]+\]:|!!!|\?\?\?|===)")
# What begins code, a formula, an address or a comment within a text, or hides a sign that would.
_MARK = re.compile(
    r"\\begin\{comment\}|\\iffalse(?![a-zA-Z])|\\.|`+|\$\$"
    r"|(?:\]\(<?|https?://)(?:(?!-->)[^\s()<>])++|%%|\{>>|<!--|-->|\{# |\{%-? #|\{\{-? ?/\*",
    flags=re.DOTALL,
)
_TICKS = re.compile("`+")
_BEGINS_HTML = re.compile(r"[ \t]*</?[a-zA-Z]")
OBSIDIAN, EDITORS = ("%%", "%%"), ("{>>", "<<}")
_OF_LATEX = ("\\begin{comment}", "\\end{comment}"), ("\\iffalse", "\\fi")
# Of Nunjucks and Jinja, of Liquid, and of Hugo.
_OF_TEMPLATES = (
    *(("{# ", "#}"), ("{% #", "%}"), ("{%- #", "%}")),
    *(("{{/*", "*/}}"), ("{{ /*", "*/ }}"), ("{{- /*", "*/ -}}")),
)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


class Places:
    """Where a pattern is next, asked for from the beginning of a text on, so that none of it is looked through twice."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._found = pattern.finditer(text)
        self._next = 0

    def after(self, at: int) -> int:
        """The first place from here on; -1 if there is none."""
        while 0 <= self._next < at:
            self._next = found.start() if (found := next(self._found, None)) else -1
        return self._next


class Scan:
    """A text being looked through for what begins and ends comments in it, but not in code, formulas and addresses.

    Attributes:
        at: where to go on; whoever has taken out a comment says so.
        line: where its line begins.
        is_html: whether that is in a block that begins with a tag.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.at, self.line, self.is_html = 0, 0, False

    def marks(self) -> Iterator[re.Match[str]]:
        """Each sign that may begin or end a comment."""
        text = self._text
        # Indented code stands below an empty line. What is indented or goes on below an item of a list belongs to that.
        may_be_code, holds_more = True, False
        empty_lines = Places(_EMPTY_LINE, text)
        while (at := self.at) < len(text):
            is_at_line = at == 0 or text[at - 1] == "\n"
            if is_at_line and (end := _end_of_fence(text, at)) > at:
                self.at = end
                continue
            line_end = text.find("\n", at) + 1 or len(text)
            if is_at_line:
                self.line = at
                is_indented, is_empty = text.startswith(("    ", "\t"), at), text[at:line_end].isspace()
                if is_indented and may_be_code and not holds_more:
                    self.at = line_end
                    continue
                begins_anew = may_be_code and not text.startswith((" ", "\t", "\n", "%%"), at)
                holds_more = _HOLDS_MORE.match(text, at) is not None or (holds_more and not begins_anew)
                self.is_html = not is_empty and (
                    _BEGINS_HTML.match(text, at) is not None if may_be_code else self.is_html
                )
                may_be_code = is_empty
            mark = _MARK.search(text, at, line_end)
            if mark is None:
                self.at = line_end
            elif mark[0].startswith(("`", "$")):
                paragraph = empty_lines.after(mark.end())
                self.at = _end_of(mark[0], text, mark.end(), len(text) if paragraph < 0 else paragraph)
            else:
                self.at = mark.end()
                yield mark


def without_comments(
    text: str, signs: tuple[str, str] = OBSIDIAN, *, needs_end: bool = False
) -> tuple[str, int | None]:
    r"""A text without its comments, each line at its place, and the line of a comment that nothing ends.

    Code and formulas stay as they are. What follows a comment without an end is part of it.

    Args:
        text: of a note.
        signs: that begin and end a comment.
        needs_end: whether one without an end is none.

    >>> without_comments("One %%two\nthree%% four `%%`")
    ('One \n four `%%`', None)
    >>> without_comments("One\n%% two")
    ('One\n', 2)
    >>> without_comments("One [b](c%%d)\n\n    %% two")
    ('One [b](c%%d)\n\n    %% two', None)
    """
    begins, ends = signs
    if begins not in text:
        return text, None
    kept: list[str] = []
    done, scan = 0, Scan(text)
    for mark in scan.marks():
        if mark[0] != begins:
            continue
        kept.append(text[done : mark.start()])
        end = text.find(ends, mark.end())
        if end < 0 and needs_end:
            done = mark.start()
            break
        if end < 0:
            return "".join(kept), text.count("\n", 0, mark.start()) + 1
        kept.append("\n" * text.count("\n", mark.start(), end))
        done = scan.at = end + len(ends)
    return "".join((*kept, text[done:])), None


def without_all_comments(text: str) -> tuple[str, int | None]:
    r"""A text without comments that no program for texts shows; those of editors and of LaTeX only if they have an end.

    >>> without_all_comments("One %%two%% {>>three<<} \\iffalse four\\fi five `{>>six<<}` {>> seven")
    ('One    five `{>>six<<}` {>> seven', None)
    """
    for signs in (EDITORS, *_OF_LATEX):
        if signs[0] in text:
            text, _ = without_comments(text, signs, needs_end=True)
    return without_comments(text)


def without_comments_of_templates(text: str) -> str:
    """A text of a program whose texts are templates, without the comments of such.

    >>> without_comments_of_templates("a {# b #} {% # c %} {{/* d */}} `{# e #}`")
    'a    `{# e #}`'
    """
    for signs in _OF_TEMPLATES:
        text, _ = without_comments(text, signs, needs_end=True)
    return text


def _end_of_fence(text: str, at: int) -> int:
    """Where the block of code ends whose fence begins the line; `at` where it begins none."""
    opening = _FENCE.match(text, at)
    if opening is None or (opening["fence"][0] == "`" and "`" in opening["info"]):
        return at
    mark, least = opening["fence"][0], len(opening["fence"])
    closing = re.compile(rf"^[ \t]*(?:>[ \t]*)*{mark}{{{least},}}[ \t]*$", flags=re.MULTILINE)
    end = closing.search(text, opening.end())
    return len(text) if end is None else end.end()


def _end_of(mark: str, text: str, start: int, most: int) -> int:
    """Where the code or the formula ends that such a mark begins in a paragraph; right behind the mark where it begins none."""
    if mark == "$$":
        end = text.find("$$", start, most)
        return start if end < 0 else end + 2
    found = next((one for one in _TICKS.finditer(text, start, most) if len(one[0]) == len(mark)), None)
    return start if found is None else found.end()
