r"""Formulas that stand between other signs than dollars, or whose lines Markdown would take for something else.

Text in, the same text with dollars out, each line at its place. ``\(x\)`` and ``\[x\]`` become ``$x$`` and ``$$x$$``, also with the
second backslash that notebooks and some programs ask for; ``$ x $`` loses its spaces; an environment of equations that stands by
itself gets dollars around it; a reference to an equation of the page becomes a formula. In a block an empty line becomes a comment
of LaTeX, and a line that would begin a list, a heading or a quotation gets ``{}`` before it, which changes nothing that is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

_MAY_HOLD = re.compile(r"\\[(\[]|\$\$|\\begin\{|\\(?:eq)?ref\{|\$[ \t]")
_PREFIX = r"[ ]{0,3}(?:>[ \t]?)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?"
# It is first asked how each begins, since Python tries all of them at every letter: most of a text is read in a fifth of the time.
_MARK = re.compile(
    r"(?=[`$\\<]|^)(?:"
    rf"^(?P<lead>{_PREFIX})(?:(?P<fence>`{{3,}}|~{{3,}})|(?P<environment>\\begin\{{(?P<name>[a-zA-Z]+\*?)\}}))"
    r"|(?P<ticks>`+)"
    r"|(?P<block>\$\$)"
    r"|(?P<dollar>\$)(?=\S)"
    r"|(?P<spaced>\$)(?=[ \t]+[^\s$])"
    r"|(?P<round>\\?\\\()"
    r"|(?P<square>\\?\\\[)"
    r"|(?P<reference>\\(?:eq)?ref\{(?P<label>[^{}\n]*)\})"
    r"|(?P<html><!--|<(?P<raw>pre|script|style|textarea)\b)"
    r"|(?P<escaped>\\.))",
    flags=re.MULTILINE,
)
_ENVIRONMENTS = frozenset(
    f"{name}{star}"
    for name in ("align", "alignat", "displaymath", "eqnarray", "equation", "flalign", "gather", "multline")
    for star in ("", "*")
) | {"aligned", "alignedat", "array", "cases", "gathered", "split", *(f"{kind}matrix" for kind in ("", *"pbBvV"))}
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_EMPTY_LINE = re.compile(r"\n[ \t>]*\n")
# What begins a block, or makes a heading or a table of the line before.
_BEGINS_BLOCK = re.compile(
    r"[-+*](?:[ \t]|$)|\d{1,9}[.)](?:[ \t]|$)|#{1,6}(?:[ \t]|$)|>|`{3}|~{3}|<[a-zA-Z/!?]"
    r"|(?:=+[ \t]*|(?:[-*_][ \t]*){2,}|[-|: \t]+)$"
)
# Words that follow each other are text, unless something among them is a sign of a formula.
_SIGN = re.compile(r"[\\^_=<>+/|∈≤≥→]|(?<![a-zA-Z])-(?![a-zA-Z])")
_WORDS = re.compile(r"\b[a-zA-Z]{2,}[\s,]+[a-zA-Z]{2}")
# A box to tick, or the number of a reference.
_NO_FORMULA = re.compile(r"[\d\s,;-]*|[xX ]")
_LONGEST_INLINE, _LONGEST_BLOCK = 2_000, 20_000


def labels_in(texts: Collection[str]) -> frozenset[str]:
    """The labels of all equations of a page."""
    return frozenset(label.strip() for text in texts if "\\label" in text for label in _LABEL.findall(text))


def with_dollars(text: str, labels: Collection[str] = ()) -> str:
    r"""The same text with dollars around all formulas.

    Args:
        text: Markdown; lines end with a line feed.
        labels: of the equations that may be referred to.

    >>> with_dollars(r"Let \(x\) be.")
    'Let $x$ be.'
    >>> with_dollars(r"With $ x_1 $ for $ 5 and $ 6.")
    'With $x_1$ for $ 5 and $ 6.'
    >>> with_dollars("$$\na\n\n- b\n$$")
    '$$\na\n%\n{}- b\n$$'
    """
    may_hold = ("\\" in text or "$" in text) and _MAY_HOLD.search(text) is not None
    return _Reading(text, labels).read() if may_hold else text


class _Reading:
    """One text being read from mark to mark."""

    def __init__(self, text: str, labels: Collection[str]) -> None:
        self._text, self._labels = text, labels
        self._out: list[str] = []
        # What is looked for once, when it is needed.
        self._lone_dollars: int | None = None
        self._first_list: int | None = None
        # The paragraph that was asked for last, and for each pattern up to where it is known not to stand.
        self._paragraph = (0, -1)
        self._absent: dict[str, int] = {}

    def read(self) -> str:
        text, at = self._text, 0
        while match := _MARK.search(text, at):
            kind = match.lastgroup if match.lastgroup in _READERS else _kind(match)
            start = match.end("lead") if kind in {"fence", "environment"} else match.start()
            self._out.append(text[at:start])
            written, at = _READERS[kind](self, match, start)
            self._out.append(written)
        self._out.append(text[at:])
        return "".join(self._out)

    def _as_it_is(self, start: int, end: int) -> tuple[str, int]:
        return self._text[start:end], end

    def fence(self, match: re.Match[str], start: int) -> tuple[str, int]:
        """Code between fences, to the one that closes it or to the end."""
        mark = match["fence"]
        closing = re.compile(rf"^[ \t]*(?:>[ \t]?)*[ \t]*{mark[0]}{{{len(mark)},}}[ \t]*$", flags=re.MULTILINE)
        end = closing.search(self._text, match.end())
        return self._as_it_is(start, end.end() if end else len(self._text))

    def code(self, match: re.Match[str], start: int) -> tuple[str, int]:
        """Code in a line of text, or backquotes that begin none."""
        end = self._end_of_paragraph(match.end())
        closing = self._search(re.compile(rf"(?<!`){match[0]}(?!`)"), match.end(), end)
        return self._as_it_is(start, closing.end() if closing else match.end())

    def raw_html(self, match: re.Match[str], start: int) -> tuple[str, int]:
        """What HTML holds that is not text."""
        closing = "-->" if match["raw"] is None else f"</{match['raw']}"
        end = self._text.find(closing, match.end())
        return self._as_it_is(start, len(self._text) if end < 0 else end + len(closing))

    def skipped(self, match: re.Match[str], start: int) -> tuple[str, int]:
        """A sign with a backslash before it."""
        return self._as_it_is(start, match.end())

    def dollar(self, match: re.Match[str], start: int) -> tuple[str, int]:
        """A formula in a line of text, or a sign of money."""
        closing = self._search(_CLOSING_DOLLAR, match.end(), self._end_of_paragraph(match.end()))
        return self._as_it_is(start, closing.end() if closing else match.end())

    def spaced(self, match: re.Match[str], start: int) -> tuple[str, int]:
        """A formula with spaces beside its dollars, as most programs take it, or a sign of money."""
        found = _SPACED.match(self._text, start)
        if found is None or not _SURE_SIGN.search(found["inside"]):
            return self._as_it_is(start, match.end())
        return f"${found['inside']}$", found.end()

    def block(self, match: re.Match[str], start: int) -> tuple[str, int]:
        """A block between two dollars each."""
        begin = match.end()
        end = self._text.find("$$", begin)
        inside = self._text[begin : max(end, begin)]
        if end < 0 or (_EMPTY_LINE.search(inside) and not self._stands_alone(start, end)):
            return self._as_it_is(start, begin)
        return f"$${self._with_safe_lines(inside, start)}$$", end + 2

    def _stands_alone(self, start: int, end: int) -> bool:
        """Whether both marks of a block are on lines of their own, and those of the text come in pairs."""
        if self._lone_dollars is None:
            self._lone_dollars = sum(1 for _ in _LONE_DOLLARS.finditer(self._text))
        line = self._text.rfind("\n", 0, start) + 1
        return (
            self._lone_dollars % 2 == 0
            and _LONE_DOLLARS.match(self._text, line) is not None
            and _LONE_DOLLARS.match(self._text, self._text.rfind("\n", 0, end) + 1) is not None
        )

    def round_brackets(self, match: re.Match[str], start: int) -> tuple[str, int]:
        r"""``\(x\)``."""
        most = min(self._end_of_paragraph(match.end()), match.end() + _LONGEST_INLINE)
        end = self._end_of(match, match[0].replace("(", ")"), most)
        inside = self._text[match.end() : max(end, match.end())].strip()
        if not inside or _has_bare_dollar(inside) or _is_prose(inside):
            return self._as_it_is(start, match.end())
        return f"${self._with_safe_lines(inside, start)}$", end + len(match[0])

    def square_brackets(self, match: re.Match[str], start: int) -> tuple[str, int]:
        r"""``\[x\]``, unless it is text in brackets or the text of a link."""
        end = self._end_of(match, match[0].replace("[", "]"), match.end() + _LONGEST_BLOCK)
        inside = self._text[match.end() : max(end, match.end())]
        behind = self._text[end + len(match[0]) : end + len(match[0]) + 1]
        is_text = _NO_FORMULA.fullmatch(inside) or "$$" in inside or behind in {"(", "[", ":"}
        if is_text or _is_prose(inside) or (_EMPTY_LINE.search(inside) and not _SIGN.search(inside)):
            return self._as_it_is(start, match.end())
        return f"$${self._with_safe_lines(inside, start)}$$", end + len(match[0])

    def environment(self, match: re.Match[str], start: int) -> tuple[str, int]:
        """An environment of equations by itself."""
        name = match["name"]
        is_one = name in _ENVIRONMENTS and not self._is_code(match["lead"], start)
        end = self._end_of(match, f"\\end{{{name}}}", match.end() + _LONGEST_BLOCK) if is_one else -1
        after = end + len(f"\\end{{{name}}}")
        if end < 0 or not _REST_OF_LINE.match(self._text, after):
            return self._as_it_is(start, match.end())
        # Where formulas are not known to the program that it was written for, each backslash had to be written twice.
        body = _TWICE.sub(r"\\\\", self._text[start:after])
        return f"$${self._with_safe_lines(body, start)}$$", after

    def reference(self, match: re.Match[str], start: int) -> tuple[str, int]:
        r"""``\eqref{label}`` in a text, if there is an equation of this label."""
        if match["label"].strip() in self._labels:
            return f"${match[0]}$", match.end()
        return self._as_it_is(start, match.end())

    def _end_of(self, match: re.Match[str], closing: str, most: int) -> int:
        """Where what a mark began is closed, -1 if it is not, or if the same mark is before."""
        opening = match["environment"] or match[0]
        again = self._text.find(opening, match.end(), most)
        return self._text.find(closing, match.end(), most if again < 0 else again)

    def _search(self, pattern: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        """Search a paragraph, but not again for what it does not hold."""
        if self._absent.get(pattern.pattern, -1) >= end:
            return None
        found = pattern.search(self._text, start, end)
        if found is None:
            self._absent[pattern.pattern] = end
        return found

    def _with_safe_lines(self, inside: str, start: int) -> str:
        """The inside of a formula, without dollars and lines that would end it or begin something else."""
        if _has_bare_dollar(inside):
            inside = _BARE_FORMULA.sub(r"\\(\1\\)", inside)
        if "\n" not in inside:
            return inside
        # Within a quotation each line begins with its signs.
        before = self._text[self._text.rfind("\n", 0, start) + 1 : start]
        prefix = re.compile(rf"[ \t]*(?:>[ \t]?){{0,{before.count('>')}}}[ \t]*")
        first, *middle, last = inside.split("\n")
        safe = [_safe(line, prefix) for line in middle]
        # What is before the mark that ends the formula may be nothing but the sign of a quotation.
        return "\n".join([first, *safe, _safe(last, prefix) if last.strip(" \t>") else last])

    def _is_code(self, lead: str, start: int) -> bool:
        """Whether a line is indented as code is, unless it may belong to an item of a list."""
        if len(lead.expandtabs(4)) < _INDENTED or ">" in lead:
            return False
        if self._first_list is None:
            found = _LIST.search(self._text)
            self._first_list = found.start() if found else len(self._text)
        return start < self._first_list

    def _end_of_paragraph(self, start: int) -> int:
        begin, end = self._paragraph
        if not begin <= start <= end:
            found = _EMPTY_LINE.search(self._text, start)
            end = found.start() if found else len(self._text)
            self._paragraph = start, end
        return end


def _kind(match: re.Match[str]) -> str:
    return next(name for name in _READERS if match[name] is not None)


def _has_bare_dollar(inside: str) -> bool:
    """Whether a dollar is in no group, where it would end a formula."""
    depth = 0
    for character in inside if "$" in inside else "":
        depth += (character == "{") - (character == "}")
        if character == "$" and depth <= 0:
            return True
    return False


def _is_prose(inside: str) -> bool:
    return _WORDS.search(inside.strip()) is not None and _SIGN.search(inside) is None


def _safe(line: str, prefix: re.Pattern[str]) -> str:
    match = prefix.match(line)
    rest = line[match.end() :] if match else line
    before = line[: len(line) - len(rest)]
    if not rest.strip():
        return f"{before}%"
    return f"{before}{{}}{rest}" if _BEGINS_BLOCK.match(rest) else line


# A formula amid the text of a row, as cases* have them.
_BARE_FORMULA = re.compile(r"(?<![\\$])\$([^$\n]{1,500})\$(?!\$)")
_INDENTED = 4
_LIST = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]", flags=re.MULTILINE)
_CLOSING_DOLLAR = re.compile(r"(?<![\s\\])\$(?!\d)")
_SPACED = re.compile(r"\$[ \t]+(?P<inside>[^$\n]{1,500}(?<![\s\\]))[ \t]+\$(?![\w$])")
# What no sum of money has: a command, a letter with an index or an equation; or nothing but a letter and what it is of.
_SURE_SIGN = re.compile(
    r"\\[a-zA-Z,;:!|{]|[a-zA-Z})\]][_^][\w{\\(*]|[a-zA-Z})\]] ?=|^[a-zA-Z]'?(?:\([a-zA-Z, ]{1,20}\))?$"
)
_REST_OF_LINE = re.compile(r"[ \t.,;]*$", flags=re.MULTILINE)
_TWICE = re.compile(r"\\{4}(?=[ \t]*$)", flags=re.MULTILINE)
_LONE_DOLLARS = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?\$\$[ \t]*$", flags=re.MULTILINE)
_READERS: dict[str, Callable[[_Reading, re.Match[str], int], tuple[str, int]]] = {
    "fence": _Reading.fence,
    "environment": _Reading.environment,
    "ticks": _Reading.code,
    "block": _Reading.block,
    "dollar": _Reading.dollar,
    "spaced": _Reading.spaced,
    "round": _Reading.round_brackets,
    "square": _Reading.square_brackets,
    "reference": _Reading.reference,
    "html": _Reading.raw_html,
    "escaped": _Reading.skipped,
}
