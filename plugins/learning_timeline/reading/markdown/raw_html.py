"""HTML that an author wrote in a text: the files that it names, the links that it opens, and its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...core.html import with_addresses
from .links import RELATIVE, link_target, report_missing

if TYPE_CHECKING:
    from .values import FindFile, Report

_TAG = re.compile(r"<[^<>]*>")
_UNREAD_HTML = ("<script", "<style", "<pre", "<!--")


def with_files(html: str, find: FindFile, report: Report) -> str:
    """HTML of the author's with the files that it names, which then are published with the post."""

    def change(tag: str, _: str, address: str) -> str | None:
        if tag in {"a", "area"}:
            return link_target(address, find, report)
        if not RELATIVE.match(address) and not address.startswith("/"):
            return None
        file = find(address)
        if file.missing:
            report_missing("file", address, file.missing, report)
            return None
        return file.source or None

    return with_addresses(html, change)


def links_open_after(tag: str, links: int) -> int:
    """How many links are open behind a tag, if before it so many are.

    >>> links_open_after('<a href="x">', 0), links_open_after("</a>", 0), links_open_after("<abbr>", 1)
    (1, 0, 1)
    """
    opening = tag[:3].lower()
    if opening in ("<a ", "<a\n", "<a>"):
        return links + 1
    return max(links - 1, 0) if opening == "</a" else links


def prose_of(html: str) -> str:
    """What a reader reads of a block of HTML."""
    return "" if html.lstrip().lower().startswith(_UNREAD_HTML) else f"{_TAG.sub(' ', html)}\n"
