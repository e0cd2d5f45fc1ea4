"""HTML in, the same out; its source, if it nests so deeply that a browser, or a parser here, would take the square of it.

A style that is left on, as `<b>` without an end, is begun again by a browser in each paragraph that follows, with all its
attributes. A few kilobytes become megabytes so, and each further parser has more of them. Therefore this is told from the tags
alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

# Browsers nest no deeper than 512; elements of the theme are around a post.
_DEEPEST = 300
# Bytes of styles that are begun again: so many in any post, and in proportion to it.
_MOST_AGAIN, _AGAIN_BY_LENGTH = 100_000, 4
# A tag with its attributes as a browser parts them; comments hold none, nor does what browsers take for one.
_TAG = re.compile(
    r"<!--(?:-?>|[\s\S]*?(?:--!?>|\Z))|<(?:[!?]|/(?![a-z>]))[^>]*+>?|<(?P<end>/?)(?P<name>[a-z][^\s/>]*+)"
    r"(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?P<bare>[^\s>\"'][^\s>]*+))?+)?+)*+>?",
    flags=re.IGNORECASE,
)
# What a browser begins again where it was left open.
_STYLES = frozenset({"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"})
# Elements whose tags are text up to their end, in HTML: `noscript` where scripts run, and `plaintext` has no end.
_TEXT = frozenset(
    {"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext"}
)
_SURELY_TEXT = _TEXT - {"noscript", "plaintext"}
# Elements in which those are read otherwise, or not at all.
_OTHERWISE = frozenset({"svg", "math", "select", "template", "frameset"})
# Elements within which a tag ends nothing that is open around them.
_WALLS = frozenset({"applet", "marquee", "object", "table", *_OTHERWISE})
_CELLS, _ROWS = frozenset({"td", "th", "caption"}), frozenset({"tr", "thead", "tbody", "tfoot", "table"})
_DRAWN = frozenset({"svg", "math"})
_END_DRAWINGS = frozenset({"p", "li", "dd", "dt", "br", "hr", "img", "embed", "meta"})
_DATA, _DATA_ENDS = "<![CDATA[", re.compile(r"\]\]>")
_SCRIPT = re.compile("<script", flags=re.IGNORECASE)
# Elements that a slash in the tag does not end: browsers read it over in HTML.
_OF_HTML = frozenset(
    {
        "abbr",
        "address",
        "applet",
        "article",
        "aside",
        "blockquote",
        "button",
        "center",
        "cite",
        "details",
        "dialog",
        "dir",
        "div",
    }
    | {"dl", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
    | {
        "hgroup",
        "listing",
        "main",
        "mark",
        "marquee",
        "menu",
        "nav",
        "object",
        "ol",
        "pre",
        "ruby",
        "search",
        "section",
        "span",
        "sub",
    }
    | {"frameset", "select", "summary", "sup", "table", "template", "ul", "var"}
)
_INLINE = frozenset({"abbr", "cite", "mark", "ruby", "span", "sub", "sup", "var"})
_BLOCKS = _OF_HTML - _INLINE
# Elements that have no end, and such as end where the next one begins.
_NOT_NESTED = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param"}
    | {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "caption", "rp", "rt"}
)


def as_source_if_too_deep(html: str) -> str:
    """The same, if a browser nests it as it stands and not much longer; else its source.

    >>> as_source_if_too_deep("<b>a</b>"), as_source_if_too_deep("<i>" * 301)[:12]
    ('<b>a</b>', '&lt;i&gt;&lt')
    """
    return escape(html, quote=False) if html.count("<") > 1 and _is_too_deep(html) else html


def may_be_deep(html: str) -> bool:
    """Whether HTML that Markdown made could nest so deeply, as that of a line of `> > >` or `+ + +` does."""
    return sum(map(html.count, ("<blockquote", "<ul", "<ol"))) > _DEEPEST


@dataclass(slots=True)
class _Within:
    """A wall, and what was begun within it and is open.

    Attributes:
        wall: its name.
        opened: by names the number of each element, and the length of its tag if it is a style.
        blocks: the numbers of those that the end of an inline element does not reach over.
        has_more: whether there is what is not counted, as paragraphs.
    """

    wall: str = ""
    opened: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    blocks: list[int] = field(default_factory=list)
    begun: int = 0
    open: int = 0
    has_more: bool = False


class _Open:
    """What is open, as far as browsers do not surely end it, and how many bytes of styles they begin again."""

    def __init__(self) -> None:
        self.depth = self.again = self._length = self._otherwise = 0
        self._within = [_Within()]

    @property
    def is_html(self) -> bool:
        """Whether nothing around is read otherwise."""
        return not self._otherwise

    def begin(self, name: str, tag: re.Match[str]) -> None:
        """Take the tag of a beginning."""
        if name in _CELLS or name in _ROWS:
            self._end_cell(name)
        within = self._within[-1]
        if name == "a":  # a link ends the one that is open
            self._close("a")
        if name in _STYLES:
            self._open(name, len(tag[0]))
        elif name in _NOT_NESTED and (within.wall not in _DRAWN or name in _END_DRAWINGS):
            self.again += self._length
            within.has_more = True
        elif name in _OF_HTML or name in _TEXT or not _ends_itself(tag):
            self.again += self._length
            self._open(name, 0)
        else:
            return
        if name in _WALLS or (name in _CELLS and within.wall == "table"):
            self._within.append(_Within(name))
            self._otherwise += name in _OTHERWISE

    def end(self, name: str) -> None:
        """Take the tag of an end."""
        if name in _CELLS or name in _ROWS:
            self._end_cell(name, is_end=True)
        within = self._within[-1]
        if name != within.wall:
            self._close(name)
        elif name not in _DRAWN or not (within.open or within.has_more):
            self._within.pop()
            self._otherwise -= name in _OTHERWISE
            self._close(name)

    def _end_cell(self, name: str, *, is_end: bool = False) -> None:
        """End the cell, if a tag of the table around it does; a table within it does not, nor the end of another kind of cell."""
        wall = self._within[-1].wall
        if wall in _CELLS and name != wall and (name != "table" if not is_end else name not in _CELLS):
            self._within.pop()
        elif wall == name and not is_end:
            self.end(name)

    def _open(self, name: str, length: int) -> None:
        within = self._within[-1]
        within.begun += 1
        within.open += 1
        within.opened.setdefault(name, []).append((within.begun, length))
        if name in _BLOCKS:
            within.blocks.append(within.begun)
        self.depth += 1
        self._length += length

    def _close(self, name: str) -> None:
        within = self._within[-1]
        opened = within.opened.get(name)
        is_inline = name not in _BLOCKS and name not in _STYLES and within.wall not in _DRAWN
        if not opened or (is_inline and within.blocks and within.blocks[-1] > opened[-1][0]):
            return
        number, length = opened.pop()
        if name in _BLOCKS:
            within.blocks.remove(number)
        within.open -= 1
        self.depth -= 1
        self._length -= length


def _is_too_deep(html: str) -> bool:
    open_, most = _Open(), _MOST_AGAIN + _AGAIN_BY_LENGTH * len(html)
    # Before `unsure` tags may be text: those of ends do not count then, and the others do.
    at = unsure = 0
    ends: dict[str, int] = {}
    while tag := _TAG.search(html, at):
        if tag.start() < unsure and any(tag.start() < end < tag.end() for end in ends.values()):
            return True  # it is a tag or a comment, or it is none and others are behind
        at, name = tag.end(), (tag["name"] or "").lower()
        if tag["end"]:
            if tag.start() >= unsure:
                open_.end(name)
            continue
        if name:
            open_.begin(name, tag)
            if open_.depth > _DEEPEST or open_.again > most:
                return True
        is_data = not open_.is_html and tag[0].startswith(_DATA)
        if name in _TEXT or is_data:
            end = ends[name] = _end_of_text(html, name, at, ends.get(name, 0))
            if at >= unsure and name in _SURELY_TEXT and open_.is_html and _is_surely_text(html, name, at, end):
                at = end
            else:
                unsure = max(unsure, end)
    return False


def _end_of_text(html: str, name: str, at: int, known: int) -> int:
    """Where what may be text ends: before its tag, or with the whole; `known` is one that was found from an earlier place."""
    if known >= at and known:
        return known
    found = _DATA_ENDS.search(html, at) if not name else re.compile(rf"</{name}[\s/>]", re.IGNORECASE).search(html, at)
    return found.start() if found and name != "plaintext" else len(html)


def _is_surely_text(html: str, name: str, at: int, end: int) -> bool:
    """Whether no other end is meant: that of a script which begins in a comment of the script is none."""
    comment = html.find("<!--", at, end) if name == "script" else -1
    return end < len(html) and (comment < 0 or not _SCRIPT.search(html, comment, end))


def _ends_itself(tag: re.Match[str]) -> bool:
    """Whether a tag has a slash at its end, which is not the end of a value without quotes."""
    return tag[0].endswith("/>") and tag.end("bare") != tag.end() - 1
