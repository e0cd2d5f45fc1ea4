"""The HTML of a post in which others are embedded in, the same with their HTML in its place out.

It is done when a page is written: by then it is known which posts have a page, so that nothing shows of one that is held back. A
part is found by the name of its heading or block.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

# The form of an address in whose place a post is put.
EMBED = "{embed}"
# How deep posts may be embedded in each other, and how much HTML they may bring into one page: each may embed many.
DEEPEST = 4
MOST_EMBEDDED = 1_000_000
_LINK = re.compile(
    rf'<a class="embed" href="{re.escape(EMBED)}(?P<path>[^"#]*)(?:#(?P<part>[^"]*))?"[^<>]*>(?P<words>[^<]*+)</a>'
)
_BLOCKS = frozenset({"p", "li", "blockquote", "pre", "table", "h2", "h3", "h4", "h5", "h6", "figure"})
# The names that Logseq gives to blocks; the outermost are paragraphs here, and what is below one is the list behind it.
_OF_LOGSEQ = re.compile(r"\^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_NOTES, _END_OF_NOTES = '<section class="footnotes">', "</section>"
_OWN_PLACE = re.compile(r'(?<=href=")#')
_BEGUN, _ENDED = re.compile(r"<(?!br|img|input|/)[a-z]"), re.compile("</[a-z]")
_EMPTY = re.compile(r"<p>\s*</p>\n?")
_TAG, _ID = re.compile("<[a-zA-Z][^<>]*+>"), re.compile(r"""\sid=(?:"[^"]*"|'[^']*')""")


class Embeds(Protocol):
    """A content of Pelican's that may embed others."""

    relative_source_path: str
    _content: str

    def linked(self, path: str) -> Any:  # noqa: ANN401 - Pelican's own objects
        """The post or page of a file."""
        ...

    def shown_without_its_embeds(self, html: str, siteurl: str) -> str:
        """A part of its HTML, its links pointing where they lead."""
        ...


@dataclass
class _Room:
    """How much HTML may yet be put into a page."""

    left: int = MOST_EMBEDDED

    def takes(self, html: str) -> bool:
        """Whether there is room for a part, which then is taken."""
        is_there = len(html) <= self.left
        self.left -= len(html) * is_there
        return is_there


def with_embedded(
    html: str, content: Embeds, siteurl: str, within: tuple[str, ...] = (), room: _Room | None = None
) -> str:
    """Put the posts that a text embeds into it; what cannot be put in is a link to it.

    Args:
        html: of the content, or a part of it.
        content: whose text it is.
        siteurl: the way to the site's root.
        within: the posts that it is embedded in itself.
        room: what the page around them all has; all of it by default.
    """
    around = (*within, content.relative_source_path)
    room = room or _Room()

    def put(match: re.Match[str]) -> str:
        path, part = unquote(unescape(match["path"])).lstrip("/"), unquote(unescape(match["part"] or ""))
        behind = f"#{match['part']}" if part else ""
        link = f'<a href="{{filename}}{match["path"]}{behind}">{match["words"]}</a>'
        target = content.linked(posixpath.normpath(path))
        if target is None or not target.save_as or getattr(target, "is_left_out", False):
            return link
        if target.relative_source_path in around or len(around) > DEEPEST:
            return link
        inner = part_of(_without_notes(target._content or ""), part)  # noqa: SLF001 - a part of it, before its links are resolved
        if not room.takes(inner):
            return link
        inner = with_embedded(inner, target, siteurl, around, room)
        own = f"{siteurl.rstrip('/')}/{target.url}"
        inner = _TAG.sub(lambda tag: _ID.sub("", tag[0]), _OWN_PLACE.sub(lambda _: f"{escape(own)}#", inner))
        inner = target.shown_without_its_embeds(inner, siteurl)
        return f'<div class="embedded">\n<p class="embedded-from">{link}</p>\n{inner}</div>\n'

    made, at = "", 0
    for match in _LINK.finditer(html):
        before = html[at : match.start()]
        made, at = f"{made}{before}", match.end()
        shown = put(match)
        # A block ends the paragraph that it is in, unless that has begun what it has not ended yet.
        paragraph = made[made.rfind("<p>") :] if made.rfind("<p>") > made.rfind("</p>") else ""
        if paragraph and shown.startswith("<div"):
            is_open = len(_BEGUN.findall(paragraph)) > len(_ENDED.findall(paragraph)) + 1
            shown = f'<a href="{{filename}}{match["path"]}">{match["words"]}</a>' if is_open else f"</p>\n{shown}<p>"
        made += shown
    return _EMPTY.sub("", f"{made}{html[at:]}") if made else html


def _without_notes(html: str) -> str:
    """A page without its footnotes, to which its marks lead all the same."""
    before, begun, rest = html.partition(_NOTES)
    return f"{before}{rest.partition(_END_OF_NOTES)[2]}" if begun else html


def part_of(html: str, name: str) -> str:
    """The part of a page under a heading, or one block of it; all of it if there is not one of this name.

    >>> part_of('<h2 id="a">A</h2><p>1</p><h3 id="b">B</h3><p>2</p><h2 id="c">C</h2>', "a")
    '<h2 id="a">A</h2><p>1</p><h3 id="b">B</h3><p>2</p>'
    """
    if not name:
        return html
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - most posts embed nothing

    tree = LexborHTMLParser(html, is_fragment=True)
    found = next((node for node in tree.css("[id]") if node.attributes.get("id") == name), None)
    if found is None:
        return html
    if name.startswith("^"):
        return _block_around(found, name)
    level = found.tag
    return "".join([found.html or "", *_until(found.next, level or "h6")])


def _block_around(node: LexborNode, name: str) -> str:
    """The block that a name at its end is in; of a name alone, the block before it."""
    block = node
    while block.parent is not None and block.tag not in _BLOCKS:
        block = block.parent
    if not block.text(strip=True):
        before = block.prev
        while before is not None and before.tag == "-text":
            before = before.prev
        block = before or block
    html = block.html or ""
    if _OF_LOGSEQ.fullmatch(name) and block.tag != "li":
        below = _element_after(block)
        return f"{html}\n{below.html if below is not None and below.tag == 'ul' else ''}\n"
    return f"<ul>{html}</ul>\n" if block.tag == "li" else f"{html}\n"


def _element_after(node: LexborNode) -> LexborNode | None:
    after = node.next
    while after is not None and after.tag == "-text":
        after = after.next
    return after


def _until(node: LexborNode | None, level: str) -> Iterator[str]:
    """What follows up to the next heading of a level."""
    while node is not None and not (re.fullmatch("h[1-6]", node.tag or "") and (node.tag or "") <= level):
        yield node.html or ""
        node = node.next
