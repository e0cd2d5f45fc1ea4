"""Markdown in, the same without comments out, of one line or many: Obsidian's ``%% not shown %%`` and editors' ``{>> so <<}``.

Comments of HTML are what the parser says they are, but for those with an empty line in them, which it takes for several texts.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"[ \t]*(?:>[ \t]*)*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)")
# A line to which text belongs that is indented below it: of a list, a footnote, a definition or a callout of MkDocs.
_HOLDS_MORE = re.compile(r" {0,3}(?:(?:[-*+:]|\d{1,9}[.)])(?=\s)|\[\^[^\]\n]+\]:|!!!|\?\?\?|===)")
# What begins code, a formula, an address or a comment within a text, or hides a sign that would.
_MARK = re.compile(
    r"\\.|`+|\$\$|(?:\]\(<?|https?://)[^\s()<>]++|%%|\{>>|<!--|\{# |\{%-? #|\{\{-? ?/\*", flags=re.DOTALL
)
OBSIDIAN, EDITORS, HTML = ("%%", "%%"), ("{>>", "<<}"), ("<!--", "-->")
# Of Nunjucks and Jinja, of Liquid, and of Hugo.
_OF_TEMPLATES = (
    *(("{# ", "#}"), ("{% #", "%}"), ("{%- #", "%}")),
    *(("{{/*", "*/}}"), ("{{ /*", "*/ }}"), ("{{- /*", "*/ -}}")),
)
# Which are text without an end.
_ENDED = {HTML, *_OF_TEMPLATES}
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


def without_comments(text: str, signs: tuple[str, str] = OBSIDIAN) -> tuple[str, int | None]:
    r"""A text without its comments, each line at its place, and the line of a comment that nothing ends.

    Code and formulas stay as they are. What follows a comment without an end is part of it.

    Args:
        text: of a note.
        signs: that begin and end a comment.

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
    at = 0
    may_be_code, holds_more = True, False
    while at < len(text):
        is_at_line = at == 0 or text[at - 1] == "\n"
        if is_at_line and (end := _end_of_fence(text, at)) > at:
            kept.append(text[at:end])
            at = end
            continue
        line_end = text.find("\n", at) + 1 or len(text)
        if is_at_line:
            # Indented code stands below an empty line. What is indented or goes on below an item of a list belongs to that.
            is_indented, is_empty = text.startswith(("    ", "\t"), at), text[at:line_end].isspace()
            if is_indented and may_be_code and not holds_more:
                kept.append(text[at:line_end])
                at = line_end
                continue
            begins_anew = may_be_code and not text.startswith((" ", "\t", "\n", "%%"), at)
            holds_more = _HOLDS_MORE.match(text, at) is not None or (holds_more and not begins_anew)
            may_be_code = is_empty
        mark = _MARK.search(text, at, line_end)
        if mark is None:
            kept.append(text[at:line_end])
            at = line_end
        elif mark[0] == begins:
            kept.append(text[at : mark.start()])
            end = text.find(ends, mark.end())
            if end < 0 and signs in _ENDED:
                return "".join((*kept, text[mark.start() :])), None
            if end < 0:
                return "".join(kept), text.count("\n", 0, mark.start()) + 1
            is_kept = signs == HTML and not _EMPTY_LINE.search(text, mark.end(), end)
            kept.append(text[mark.start() : end] if is_kept else "\n" * text.count("\n", mark.start(), end))
            at = end if is_kept else end + len(ends)
        else:
            end = mark.end() if mark[0].startswith(("\\", "%", "{", "<")) else _end_of(mark[0], text, mark.end())
            kept.append(text[at:end])
            at = end
    return "".join(kept), None


def without_comments_of_templates(text: str) -> str:
    """A text of a program whose texts are templates, without the comments of such.

    >>> without_comments_of_templates("a {# b #} {% # c %} {{/* d */}} `{# e #}`")
    'a    `{# e #}`'
    """
    for signs in _OF_TEMPLATES:
        text, _ = without_comments(text, signs)
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


def _end_of(mark: str, text: str, start: int) -> int:
    """Where the code or the formula ends that such a mark begins; right behind the mark where it begins none."""
    paragraph = _EMPTY_LINE.search(text, start)
    most = paragraph.start() if paragraph else len(text)
    if mark == "$$":
        end = text.find("$$", start, most)
        return start if end < 0 else end + 2
    found = next((one for one in re.finditer("`+", text[start:most]) if len(one[0]) == len(mark)), None)
    return start if found is None else start + found.end()
