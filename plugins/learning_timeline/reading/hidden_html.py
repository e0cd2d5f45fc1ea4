"""HTML in, the same without what no browser shows of it out: comments, templates, and elements that are hidden.

Page, feeds and search would hold it all the same, and no script of a post runs that could show it.
"""

from __future__ import annotations

import re

# What is begun and has no end reaches to the end, as for a browser.
_COMMENT = re.compile(r"<!--[\s\S]*?(?:-->|\Z)")
_TAG = re.compile(r"<(?P<name>[a-z][\w-]{0,30})(?P<said>\s[^<>]{0,1000})?>", flags=re.IGNORECASE)
_MAY_HIDE = re.compile(r"hidden|display|<template", flags=re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_HIDDEN = re.compile(r"(?<![\w-])hidden(?![\w-])", flags=re.IGNORECASE)
# Such a one is shown to who looks for its words.
_FOUND = re.compile(r"hidden\s*=\s*[\"']?until-found", flags=re.IGNORECASE)
_STYLE = re.compile(
    r"(?<![\w-])style\s*=\s*[\"'][^\"']*?(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden)(?![\w-])",
    flags=re.IGNORECASE,
)
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def without_whole_comments(html: str) -> str:
    """HTML without comments that end in it.

    >>> without_whole_comments("a<!-- b --> c <!-- d")
    'a c <!-- d'
    """
    kept: list[str] = []
    at = 0
    while (begin := html.find("<!--", at)) >= 0 and (end := html.find("-->", begin)) >= 0:
        kept.append(html[at:begin])
        at = end + len("-->")
    return "".join((*kept, html[at:]))


def without_hidden_html(html: str) -> str:
    """HTML without comments and hidden elements; all else is as it was.

    >>> without_hidden_html('<p>a<!-- b --></p><div hidden><div>c</div>d</div><p title="hidden">e</p>')
    '<p>a</p><p title="hidden">e</p>'
    """
    if "<!--" in html:
        html = _COMMENT.sub("", html)
    if not _MAY_HIDE.search(html):
        return html
    kept: list[str] = []
    at = 0
    for tag in _TAG.finditer(html):
        if tag.start() >= at and _is_hidden(tag["name"], tag["said"] or ""):
            kept.append(html[at : tag.start()])
            at = _end_of(html, tag)
    return "".join((*kept, html[at:]))


def _is_hidden(name: str, said: str) -> bool:
    if name.lower() == "template":
        return True
    is_hidden = _HIDDEN.search(_QUOTED.sub("", said)) and not _FOUND.search(said)
    return bool(is_hidden or _STYLE.search(said))


def _end_of(html: str, tag: re.Match[str]) -> int:
    """Where the element of a tag ends."""
    if tag["name"].lower() in _VOID or (tag["said"] or "").endswith("/"):
        return tag.end()
    depth = 1
    for one in re.compile(rf"<(?P<end>/?){re.escape(tag['name'])}(?![\w-])", flags=re.IGNORECASE).finditer(
        html, tag.end()
    ):
        depth += -1 if one["end"] else 1
        if not depth:
            end = html.find(">", one.end())
            return len(html) if end < 0 else end + 1
    return len(html)
