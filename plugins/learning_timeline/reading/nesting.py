"""HTML in, the same out; its source, if it nests so deeply that a browser, or a parser here, would take the square of it.

A style that is left on, as `<b>` without an end, is begun again by a browser in each paragraph that follows, with all its
attributes. A few kilobytes become megabytes so, and each further parser has more of them. Therefore this is told from the tags
alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
# Elements in which `a<b` is no tag, and where they end. In others they are none, or those end within them.
_ENDS = {name: re.compile(rf"</{name}[\s/>]", flags=re.IGNORECASE) for name in ("script", "style")}
_NO_SCRIPTS = frozenset(
    {"svg", "math", "select", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", "frameset"}
    | {"plaintext", "template"}
)
# Elements that a slash in the tag does not end: browsers read it over in HTML.
_OF_HTML = frozenset(
    {"abbr", "address", "article", "aside", "blockquote", "button", "center", "cite", "details", "dialog", "dir", "div"}
    | {"dl", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
    | {"hgroup", "listing", "main", "mark", "menu", "nav", "ol", "pre", "ruby", "search", "section", "span", "sub"}
    | {"summary", "sup", "table", "ul", "var"}
)
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
    for tag in _tags_in(html):
        name = (tag["name"] or "br").lower()
        opened = styles.get(name)
        # A link ends the one that is open.
        if name not in _NOT_NESTED and (tag["end"] or (name == "a" and opened)):
            depth = max(depth - 1, 0)
            length -= opened.pop() if opened else 0
        if not tag["end"] and name in _STYLES:
            depth += 1
            styles.setdefault(name, []).append(len(tag[0]))
            length += len(tag[0])
        elif not tag["end"] and (name in _NOT_NESTED or name in _OF_HTML or not _ends_itself(tag)):
            depth += name not in _NOT_NESTED
            again += length
        if depth > _DEEPEST or again > most:
            return True
    return False


def _ends_itself(tag: re.Match[str]) -> bool:
    """Whether a tag has a slash at its end, which is not the end of a value without quotes."""
    return tag[0].endswith("/>") and tag.end("bare") != tag.end() - 1


def _tags_in(html: str) -> Iterator[re.Match[str]]:
    """The tags, and comments; none of those in programs and styles, as far as a browser surely takes them for such."""
    at, has_scripts = 0, True
    while tag := _TAG.search(html, at):
        yield tag
        at = tag.end()
        name = "" if tag["end"] else (tag["name"] or "").lower()
        has_scripts = has_scripts and name not in _NO_SCRIPTS
        if has_scripts and name in _ENDS:
            end = _ENDS[name].search(html, at)
            has_scripts = end is not None
            at = end.start() if end else at
