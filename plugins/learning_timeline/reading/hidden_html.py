"""HTML in, the same without what no browser shows of it out: comments, templates, and elements that are hidden.

Page, feeds and search would hold it all the same, and no script of a post runs that could show it. A hidden element of a page ends
where it does for a browser: a paragraph, where the next one begins. One of a source, which is no HTML yet, ends as its tags say.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from .unseen import hidden_by_sheets, is_hidden_class, is_unseen

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# What is begun and has no end reaches to the end, as for a browser.
COMMENT = re.compile(r"<!--[\s\S]*?(?:-->|\Z)")
_TAG = re.compile(
    r"<(?P<name>[a-z][\w-]{0,30})(?P<said>\s(?:[^<>=]|=\s{0,9}(?:\"[^\"<]*\"|'[^'<]*')|=)*+)?>", flags=re.IGNORECASE
)
_MAY_HIDE = re.compile(
    r"hid(?:e|den)|display|d-none|invisible|visibility|opacity|font-size|<(?:template|dialog|datalist|metadata|noframes|noembed)"
    r"|-(?:if|show)=|ngif=",
    flags=re.IGNORECASE,
)
# Elements that no page shows as long as no script asks for them.
_NEVER_SHOWN = {"template", "dialog", "datalist", "metadata", "noframes", "noembed"}
# What Vue and its like make nothing of, and a word for that.
_IF_FALSE = ("v-if", "v-show", "x-if", "x-show", "ng-if", "ng-show", "*ngif")
_FALSE = re.compile(r"\s*(?:false|0|null|undefined)\s*(?:&&.*)?", flags=re.DOTALL)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_HIDDEN = re.compile(r"(?<![\w-])hidden(?![\w-])", flags=re.IGNORECASE)
_MAY_BE_HIDDEN = ", ".join(
    (
        *(
            *sorted(_NEVER_SHOWN),
            "[hidden]",
            "[style]",
            "[class]",
            "[display]",
            "[visibility]",
            "input[type]",
            "[ng-hide]",
        ),
        *(f"[{name}]" for name in _IF_FALSE if name.isidentifier() or "-" in name),
    )
)
# Such a one is shown to who looks for its words.
_FOUND = "until-found"
_IS_FOUND = re.compile(rf"hidden\s*=\s*[\"']?{_FOUND}", flags=re.IGNORECASE)
_STYLE = re.compile(
    r"(?<![\w-])style\s*=\s*(?:\"(?P<double>[^\"]*)|'(?P<single>[^']*)|(?P<bare>[^\s\"'<>]{1,200}))", re.IGNORECASE
)
_OF_NAME = re.compile(
    r"(?<![\w-])(?P<kind>class|id)\s*=\s*(?:\"(?P<double>[^\"]*)|'(?P<single>[^']*)|(?P<bare>[^\s\"'<>]{1,200}))",
    re.IGNORECASE,
)
_OF_INPUT = re.compile(r"\stype\s{0,9}=\s{0,9}[\"']?hidden", flags=re.IGNORECASE)
_OF_SCRIPT = re.compile(
    r"\s(?:[vx]-(?:if|show)|ng-(?:if|show)|\*ngif)=[\"'](?:false|0|null|undefined)\s*(?:&&[^\"']*)?[\"']|\sng-hide=[\"']true"
    r"|\bdisplay:\s{0,9}[\"']none|\s(?:display=[\"']?none|visibility=[\"']?hidden)\b",
    flags=re.IGNORECASE,
)
# What browsers take for a comment as well, if no script holds it.
_MAY_BE_COMMENT = re.compile(r"<(?:\?|!(?!\[CDATA\[)|/[^a-z>])", flags=re.IGNORECASE)
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
    may_be_comment = _MAY_BE_COMMENT.search(html)
    if not may_be_comment and not _MAY_HIDE.search(html):
        return html
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - most posts hold no HTML

    tree = LexborHTMLParser(html, is_fragment=True)
    names = hidden_by_sheets(html)
    hidden = [node for node in tree.css(f"{_MAY_BE_HIDDEN}, [id]" if names else _MAY_BE_HIDDEN) if _hides(node, names)]
    if may_be_comment and tree.root is not None:
        # An instruction has no name.
        hidden += [node for node in tree.root.traverse(include_text=True) if node.is_comment_node or node.tag is None]
    # What is in another one goes first.
    for node in reversed(hidden):
        node.decompose()
    return tree.html or "" if hidden else html


def _hides(node: LexborNode, names: frozenset[str]) -> bool:
    said = node.attributes
    is_hidden = "hidden" in said and (said["hidden"] or "").lower() != _FOUND
    is_hidden = is_hidden or (node.tag == "input" and (said.get("type") or "").lower() == "hidden")
    is_hidden = (
        is_hidden or any(_FALSE.fullmatch(said.get(name) or "-") for name in _IF_FALSE) or said.get("ng-hide") == "true"
    )
    is_hidden = is_hidden or said.get("display") == "none" or said.get("visibility") == "hidden"
    is_never = node.tag in _NEVER_SHOWN and not (node.tag == "dialog" and "open" in said)
    classes = [f".{one}" for one in (said.get("class") or "").split()]
    is_named = not names.isdisjoint((*classes, f"#{said.get('id')}"))
    return is_never or is_hidden or is_unseen(said.get("style") or "") or is_hidden_class(classes) or is_named


def without_hidden_source(text: str) -> str:
    """A source without hidden elements of HTML; all else is as it was.

    >>> without_hidden_source('<p>a</p><div hidden><div>c</div>d</div><p title="hidden">e</p>')
    '<p>a</p><p title="hidden">e</p>'
    """
    if not _MAY_HIDE.search(text):
        return text
    kept: list[str] = []
    at = 0
    names = hidden_by_sheets(text)
    for tag in _TAG.finditer(text):
        if tag.start() >= at and _is_hidden(tag["name"], tag["said"] or "", names):
            kept.append(text[at : tag.start()])
            at = _end_of(text, tag)
    return "".join((*kept, text[at:]))


def _is_hidden(name: str, said: str, names: frozenset[str]) -> bool:
    if name.lower() in _NEVER_SHOWN and not (name.lower() == "dialog" and "open" in said):
        return True
    is_hidden = _HIDDEN.search(_QUOTED.sub("", said)) and not _IS_FOUND.search(said)
    is_of_input = name.lower() == "input" and _OF_INPUT.search(said)
    named = {
        f"{'#' if one['kind'].lower() == 'id' else '.'}{word}"
        for one in _OF_NAME.finditer(said)
        for word in (one["double"] or one["single"] or one["bare"] or "").split()
    }
    style = "".join(one["double"] or one["single"] or one["bare"] or "" for one in _STYLE.finditer(said))
    return bool(
        is_hidden
        or is_of_input
        or is_unseen(unescape(style))
        or _OF_SCRIPT.search(said)
        or is_hidden_class(named)
        or not names.isdisjoint(named)
    )


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
