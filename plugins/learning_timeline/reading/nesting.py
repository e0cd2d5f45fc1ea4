"""HTML in, the same out; its source, if it nests so deeply that a browser, or a parser here, would take the square of it.

A style that is left on, as `<b>` without an end, is begun again by a browser in each paragraph that follows, with all its
attributes. A few kilobytes become megabytes so, and each further parser has more of them. Therefore this is told from the tags
alone.
"""

from __future__ import annotations

import re
from html import escape

# Browsers nest no deeper than 512; elements of the theme are around a post.
_DEEPEST = 300
# Bytes of styles that are begun again: so many in any post, and in proportion to it.
_MOST_AGAIN, _AGAIN_BY_LENGTH = 100_000, 4
# A tag with its attributes as a browser parts them; comments hold none.
_TAG = re.compile(
    r"<!--(?:-?>|[\s\S]*?(?:--!?>|\Z))|<(?P<end>/?)(?P<name>[a-z][^\s/>]*+)"
    r"(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+)*+>?",
    flags=re.IGNORECASE,
)
# What a browser begins again where it was left open.
_STYLES = frozenset({"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"})
# Elements that have no end, and such as end where the next one begins.
_NOT_NESTED = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param"}
    | {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup", "rp", "rt"}
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


def _is_too_deep(html: str) -> bool:
    depth = again = 0
    # The lengths of the tags of styles that are open, by their names, and of all of them.
    styles: dict[str, list[int]] = {}
    length = 0
    most = _MOST_AGAIN + _AGAIN_BY_LENGTH * len(html)
    for tag in _TAG.finditer(html):
        name = (tag["name"] or "br").lower()
        if name in _NOT_NESTED:
            again += length if not tag["end"] else 0
        elif tag["end"]:
            depth = max(depth - 1, 0)
            if opened := styles.get(name):
                length -= opened.pop()
        elif not tag[0].endswith("/>"):
            depth += 1
            again += length if name not in _STYLES else 0
            if name in _STYLES:
                styles.setdefault(name, []).append(len(tag[0]))
                length += len(tag[0])
        if depth > _DEEPEST or again > most:
            return True
    return False
