"""HTML in, the same without what no browser shows of it out: comments, templates, and elements that are hidden.

Page, feeds and search would hold it all the same, and no script of a post runs that could show it. A hidden element of a page ends
where it does for a browser: a paragraph, where the next one begins. One of a source, which is no HTML yet, ends as its tags say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# What is begun and has no end reaches to the end, as for a browser.
COMMENT = re.compile(r"<!--[\s\S]*?(?:-->|\Z)")
_TAG = re.compile(
    r"<(?P<name>[a-z][\w-]{0,30})(?P<said>\s(?:[^<>=]|=\s{0,9}(?:\"[^\"<]*\"|'[^'<]*')|=)*+)?>", flags=re.IGNORECASE
)
_MAY_HIDE = re.compile(r"hidden|display|<(?:template|dialog|datalist|metadata)|v-(?:if|show)=", flags=re.IGNORECASE)
# Elements that no page shows as long as no script asks for them.
_NEVER_SHOWN = {"template", "dialog", "datalist", "metadata"}
# What Vue makes nothing of.
_IF_FALSE = {"v-if", "v-show"}
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_HIDDEN = re.compile(r"(?<![\w-])hidden(?![\w-])", flags=re.IGNORECASE)
_MAY_BE_HIDDEN = ", ".join(
    (*sorted(_NEVER_SHOWN), "[hidden]", "[style]", "input[type]", *(f"[{name}]" for name in sorted(_IF_FALSE)))
)
# Such a one is shown to who looks for its words.
_FOUND = "until-found"
_IS_FOUND = re.compile(rf"hidden\s*=\s*[\"']?{_FOUND}", flags=re.IGNORECASE)
_NOTHING = r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden)(?![\w-])"
_UNSEEN = re.compile(_NOTHING, flags=re.IGNORECASE)
_OF_INPUT = re.compile(r"\stype\s{0,9}=\s{0,9}[\"']?hidden", flags=re.IGNORECASE)
_OF_SCRIPT = re.compile(r"\sv-(?:if|show)=[\"']false|\bdisplay:\s{0,9}[\"']none", flags=re.IGNORECASE)
_STYLE = re.compile(rf"(?<![\w-])style\s*=\s*(?:\"[^\"]*?|'[^']*?|[^\s\"']{{0,200}}?){_NOTHING}", flags=re.IGNORECASE)
# What begins a block and is no element.
_LIKE_COMMENTS = (
    (re.compile(r"<\?"), "?>"),
    (re.compile(r"<!\[CDATA\["), "]]>"),
    (re.compile(r"<![A-Za-z]"), ">"),
)
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def is_comment(html: str) -> bool:
    """Whether a browser takes what begins so for a comment: one, an instruction or a declaration.

    >>> is_comment("<!-- a -->"), is_comment("<?php a ?>"), is_comment("<b>")
    (True, True, False)
    """
    return html.startswith(("<!", "<?"))


def without_whole_comments(html: str) -> str:
    r"""HTML without comments that end in it.

    >>> without_whole_comments("a<!-- b --> c <!-- d"), without_whole_comments("<?php b ?>\nc")
    ('a c <!-- d', '\nc')
    """
    for begins, ends in _LIKE_COMMENTS:
        if (found := begins.match(html)) and (end := html.find(ends, found.end())) >= 0:
            html = html[end + len(ends) :]
    kept: list[str] = []
    at = 0
    while (begin := html.find("<!--", at)) >= 0 and (end := html.find("-->", begin)) >= 0:
        kept.append(html[at:begin])
        at = end + len("-->")
    return "".join((*kept, html[at:]))


def without_hidden_html(html: str) -> str:
    """HTML without comments and hidden elements; if it has none of these, it is as it was.

    >>> without_hidden_html("<p hidden>a<p>b<!-- c --></p>")
    '<p>b</p>'
    """
    html = COMMENT.sub("", html) if "<!--" in html else html
    if not _MAY_HIDE.search(html):
        return html
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - most posts hold no HTML

    tree = LexborHTMLParser(html, is_fragment=True)
    hidden = [node for node in tree.css(_MAY_BE_HIDDEN) if _hides(node)]
    # What is in another one goes first.
    for node in reversed(hidden):
        node.decompose()
    return tree.html or "" if hidden else html


def _hides(node: LexborNode) -> bool:
    said = node.attributes
    is_hidden = "hidden" in said and (said["hidden"] or "").lower() != _FOUND
    is_hidden = is_hidden or (node.tag == "input" and (said.get("type") or "").lower() == "hidden")
    is_hidden = is_hidden or any(said.get(name) == "false" for name in _IF_FALSE)
    is_never = node.tag in _NEVER_SHOWN and not (node.tag == "dialog" and "open" in said)
    return is_never or is_hidden or _UNSEEN.search(said.get("style") or "") is not None


def without_hidden_source(text: str) -> str:
    """A source without hidden elements of HTML; all else is as it was.

    >>> without_hidden_source('<p>a</p><div hidden><div>c</div>d</div><p title="hidden">e</p>')
    '<p>a</p><p title="hidden">e</p>'
    """
    if not _MAY_HIDE.search(text):
        return text
    kept: list[str] = []
    at = 0
    for tag in _TAG.finditer(text):
        if tag.start() >= at and _is_hidden(tag["name"], tag["said"] or ""):
            kept.append(text[at : tag.start()])
            at = _end_of(text, tag)
    return "".join((*kept, text[at:]))


def _is_hidden(name: str, said: str) -> bool:
    if name.lower() in _NEVER_SHOWN and not (name.lower() == "dialog" and "open" in said):
        return True
    is_hidden = _HIDDEN.search(_QUOTED.sub("", said)) and not _IS_FOUND.search(said)
    is_of_input = name.lower() == "input" and _OF_INPUT.search(said)
    return bool(is_hidden or is_of_input or _STYLE.search(said) or _OF_SCRIPT.search(said))


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
