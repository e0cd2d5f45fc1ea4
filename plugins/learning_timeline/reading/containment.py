"""HTML that may leave elements open in, the same with all of them ended out: a post reaches no further than itself."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# What a theme may put a post into; a stray end of one of them would end it.
_AROUND = (
    "main",
    "article",
    "section",
    "aside",
    "header",
    "footer",
    "nav",
    "figure",
    "blockquote",
    "details",
    "ul",
    "div",
)
# A browser takes all that follows it for text, whatever it is.
_NEVER_ENDS = re.compile(r"<(?=plaintext\b)", flags=re.IGNORECASE)
# An inline element behind it tells whether a style is left on.
_BEFORE = "".join(f"<{name}>" for name in _AROUND)
_BEHIND = "</div><span></span>" + "".join(f"</{name}>" for name in reversed(_AROUND[:-1]))


def contained(html: str) -> str:
    """The same if it leaves nothing open and ends nothing it has not begun; else as a browser takes it, or as its source.

    >>> contained("<p>a <b>b</b>"), contained("</div><textarea>a</p>")
    ('<p>a <b>b</b>', '<textarea>a&lt;/p&gt;</textarea>')
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - most posts hold no HTML

    html = _NEVER_ENDS.sub("&lt;", html)
    if _stays_within(html):
        return html
    # A script can be begun so that no end of it is one: what a browser would write of it then runs on as well.
    mended = LexborHTMLParser(html, is_fragment=True).html or ""
    return mended if _stays_within(mended) else escape(html, quote=False)


def _stays_within(html: str) -> bool:
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - as above

    node: LexborNode | None = LexborHTMLParser(f"{_BEFORE}{html}{_BEHIND}", is_fragment=True).root
    for name in _AROUND[:-1]:
        if node is None or node.tag != name or node.next is not None:
            return False
        node = node.child
    return (
        node is not None
        and node.tag == "div"
        and node.next is not None
        and node.next.tag == "span"
        and not node.next.next
    )
