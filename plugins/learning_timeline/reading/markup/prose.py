"""Markdown in, the same with its prose changed out: code stays as it is, and each line in its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import NamedTuple

_FENCE = re.compile(r"(?P<before>[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?)(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)")
_SPAN = re.compile(r"(?<!`)`[^`\n]+`(?!`)|(?<!`)``(?!`)[^\n]+?(?<!`)``(?!`)")
# The line that begins a block of code, and code within a line: what comes first in patterns of tags, which are none there.
CODE = rf"(?P<fence>^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?:`{{3,}}|~{{3,}})[^\n]*$)|(?P<span>{_SPAN.pattern})"
_ATTRIBUTE = re.compile(
    r"""(?P<name>[\w:.@-]+)\s*=\s*(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'|`(?P<raw>[^`]*)`|(?P<bare>[^\s"'`<>]+))"""
    r"""|"(?P<double_alone>(?:[^"\\]|\\.)*)"|'(?P<single_alone>(?:[^'\\]|\\.)*)'|`(?P<raw_alone>[^`]*)`|(?P<bare_alone>[^\s"'`<>]+)""",
    flags=re.DOTALL,
)
_LINK = re.compile(r"\[([^\[\]\n]{0,500})\]\((?:[^()\n]|\([^()\n]{0,500}\)){0,500}\)")
_SHOWN = re.compile(
    r"(?P<sign>!?)\[(?P<words>[^\[\]\n]{0,500})\]\(<?(?P<address>[^\s<>()]{1,500})>?(?: \"(?P<title>[^\"\n]{0,500})\")?\)"
)
_BLOCK_BEGINS = re.compile(
    r"\s*</?(?:div|small|section|details|figure|table|center|p|article|aside)\b", flags=re.IGNORECASE
)
_TAG_BEGINS = re.compile(r"\n?[ \t]*</?[a-zA-Z]")
_ESCAPED = re.compile(r"\\(.)", flags=re.DOTALL)


# How deep tags and containers may be within others before they are left out: Liquid stops at a hundred, and nobody reads a dozen.
DEEPEST = 12


class Lines:
    """The lines of a text by places in it, once it is gone over."""

    def __init__(self, text: str) -> None:
        self._ends = [found.start() for found in re.finditer("\n", text)]

    def number(self, place: int) -> int:
        r"""The number of the line that a place is in, from 0.

        >>> Lines("a\nb").number(2)
        1
        """
        return bisect_left(self._ends, place)


class Part(NamedTuple):
    """Some lines of a text.

    Attributes:
        lines: without their ends.
        start: the number of the first of them, from 0.
        is_code: whether they are a fenced block of code, of which the first and the last line are its fences.
    """

    lines: list[str]
    start: int
    is_code: bool


def parts(text: str) -> Iterator[Part]:
    """The prose and the fenced blocks of a text, in their order; a fence without an end reaches to the end."""
    lines = text.split("\n")
    begin = at = 0
    while at < len(lines):
        opening = opening_of(lines[at])
        if opening is None:
            at += 1
            continue
        end = end_of_fence(lines, at, opening)
        if at > begin:
            yield Part(lines[begin:at], begin, is_code=False)
        yield Part(lines[at:end], at, is_code=True)
        begin = at = end
    if at > begin:
        yield Part(lines[begin:at], begin, is_code=False)


def opening_of(line: str) -> re.Match[str] | None:
    """The fence that a line begins a block of code with, as the groups ``before``, ``fence`` and ``info``."""
    if "```" not in line and "~~~" not in line:
        return None
    found = _FENCE.fullmatch(line)
    return None if found is None or (found["fence"][0] == "`" and "`" in found["info"]) else found


def end_of_fence(lines: list[str], start: int, opening: re.Match[str]) -> int:
    """The number of the line behind the block of code that a line begins."""
    closing = re.compile(rf"[ \t>]*{re.escape(opening['fence'])}{re.escape(opening['fence'][0])}*[ \t]*")
    return next((at + 1 for at in range(start + 1, len(lines)) if closing.fullmatch(lines[at])), len(lines))


def changed(text: str, change: Callable[[str], str]) -> str:
    """A text with its prose changed; `change` takes some lines of it and keeps their number."""
    found = ((part.is_code, "\n".join(part.lines)) for part in parts(text))
    return "\n".join(lines if is_code else change(lines) for is_code, lines in found)


def substituted(pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str] | str, prose: str) -> str:
    """`re.sub` outside of code spans.

    >>> substituted(re.compile("b"), "c", "a b `b` b")
    'a c `b` c'
    """
    if "`" not in prose:
        return pattern.sub(replace, prose)
    out, at = [], 0
    for span in _SPAN.finditer(prose):
        out += [pattern.sub(replace, prose[at : span.start()]), span[0]]
        at = span.end()
    return "".join([*out, pattern.sub(replace, prose[at:])])


def attributes(text: str) -> tuple[list[str], dict[str, str]]:
    r"""The words and the named values of a tag.

    >>> attributes('figure src="a.png" width=300 "a \\"b\\""')
    (['figure', 'a "b"'], {'src': 'a.png', 'width': '300'})
    """
    words, named = [], {}
    for match in _ATTRIBUTE.finditer(text):
        groups = match.groupdict()
        if match["name"] and match["bare_alone"] is None:
            named[match["name"].lower()] = _value(groups, "")
        else:
            words.append(_value(groups, "_alone"))
    return words, named


def without_braces(words: str) -> tuple[str, str]:
    """The words of a heading or a caption, and what it says of itself in braces behind them.

    >>> without_braces("The {first} part {#one .big} "), without_braces("The {first} part")
    (('The {first} part', '{#one .big}'), ('The {first} part', ''))
    """
    words = words.rstrip()
    at = words.rfind("{") if words.endswith("}") else -1
    return (words, "") if at < 0 or "}" in words[at:-1] else (words[:at].rstrip(), words[at:])


def _value(groups: dict[str, str | None], which: str) -> str:
    for kind in ("double", "single"):
        if (value := groups[f"{kind}{which}"]) is not None:
            return _ESCAPED.sub(r"\1", value)
    return groups[f"raw{which}"] or groups[f"bare{which}"] or ""


def picture(address: str, caption: str = "", alternative: str = "", width: str = "") -> str:
    """A picture with what it shows, and its width; one with a caption becomes a figure, where it stands alone."""
    says = re.sub(r"[\[\]]", "", " ".join((alternative or caption).split()))
    title = " ".join(re.sub(r"<[^<>]*>", "", caption).split()).replace('"', "”")
    titled = f' "{title}"' if title else ""
    return f"![{says}{width}]({destination(address)}{titled})"


def figure(address: str, caption: str, alternative: str, name: str, width: str = "") -> str:
    """A picture in a line of its own, to which links lead by a name."""
    wide = f' width="{width}"' if width else ""
    shown = f'<img src="{escape(address.strip())}" alt="{escape(alternative or caption)}"{wide}>'
    # Markdown stands in no HTML.
    caption = _LINK.sub(r"\1", caption)
    below = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
    return f'<figure id="{escape(name)}">{shown}{below}</figure>'


def stands_in_html(text: str, place: int) -> bool:
    """Whether a place lies in a block of HTML, in which Markdown is none: one that a tag began, with no empty line since."""
    begin = text.rfind("\n\n", 0, place)
    return _TAG_BEGINS.match(text, begin + 2 if begin >= 0 else 0, place) is not None


def with_html(prose: str) -> str:
    r"""Prose whose links and pictures in blocks of HTML are HTML, as Pandoc reads them.

    >>> with_html("<small>\n[a](b.md)\n</small>\n\n[a](b.md)")
    '<small>\n<a href="b.md">a</a>\n</small>\n\n[a](b.md)'
    """
    if "](" not in prose or "<" not in prose:
        return prose
    blocks = re.split(r"(\n[ \t]*\n)", prose)
    return "".join(as_html(one) if _BLOCK_BEGINS.match(one) else one for one in blocks)


def as_html(shown: str) -> str:
    """Pictures and links as they stand in HTML.

    >>> as_html('![A *b*](c.png "D")'), as_html("[words](d.md)")
    ('<img src="c.png" alt="A *b*" title="D">', '<a href="d.md">words</a>')
    """

    def written(found: re.Match[str]) -> str:
        address, words = escape(found["address"]), found["words"]
        if not found["sign"]:
            return f'<a href="{address}">{words}</a>'
        title = f' title="{escape(found["title"])}"' if found["title"] else ""
        return f'<img src="{address}" alt="{escape(words)}"{title}>'

    return _SHOWN.sub(written, shown)


def destination(address: str) -> str:
    """An address as a link of Markdown takes it."""
    address = address.strip()
    return f"<{address}>" if re.search(r"[\s()]", address) else address


def fence_for(code: Iterable[str]) -> str:
    """A fence that no line of some code ends."""
    longest = max((len(run[0]) for line in code for run in re.finditer("`+", line)), default=0)
    return "`" * max(3, longest + 1)


def behind_fence(text: str, line: re.Match[str]) -> int:
    """Where a text goes on behind the block of code that a line of it begins; behind the line, where it begins none."""
    opening = opening_of(line[0])
    if opening is None:
        return line.end()
    mark = re.escape(opening["fence"])
    end = re.compile(rf"^[ \t>]*{mark}{mark[-1]}*[ \t]*$", flags=re.MULTILINE).search(text, line.end())
    return end.end() if end else len(text)


def below(before: str) -> str:
    """What is before the further lines of a block, by what is before its first: an indent for the mark of a list.

    >>> below("> 1. ")
    '>    '
    """
    return re.sub(r"[^\s>]", " ", before)


def callout(kind: str, title: str, lines: Iterable[str], prefix: str = "", fold: str = "") -> list[str]:
    """Lines as a callout, whose first line is in that of the words that begin it.

    Args:
        kind: `note`, `warning` and the like.
        title: empty for that of its kind.
        lines: what it holds.
        prefix: what is before the first line, be it the mark of a list.
        fold: ``-`` for one that is closed at first, ``+`` for one that can be closed.
    """
    return [f"{prefix}> [!{kind}]{fold} {title}".rstrip(), *quoted(lines, below(prefix))]


def quoted(lines: Iterable[str], prefix: str = "") -> list[str]:
    """Lines as a quotation, behind what is before each of them."""
    return [f"{prefix}> {line}".rstrip() for line in lines]
