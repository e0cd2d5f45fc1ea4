"""HTML in, the same with other addresses, or its text, out; values in, what may be in any page out."""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape, unescape
from html.parser import HTMLParser
from itertools import accumulate
from typing import TYPE_CHECKING

import nh3
from markupsafe import Markup

from .._seam import analytics

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pelican.contents import Article

    _Change = Callable[[str, str, str], str | None]

# https://html.spec.whatwg.org/#attributes-3: those that hold an address, or several, on the elements on which they do.
_HOLDS = {
    "href": {"a", "area", "link", "image", "use"},
    "src": {"img", "video", "audio", "source", "track", "iframe", "embed", "script", "input"},
    "poster": {"video"},
    "data": {"object"},
    "cite": {"blockquote", "q", "ins", "del"},
    "action": {"form"},
    "formaction": {"button", "input"},
    "srcset": {"img", "source"},
}
# The names of those attributes.
HOLDING = tuple(_HOLDS)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
# Text in which a pattern finds the same tags as a parser: written as programs write them, and none that ends how tags are read.
_NAME = r"[a-zA-Z][a-zA-Z0-9-]*+"
_NOT_PLAIN = r"(?i:script|style|textarea|title|iframe|xmp|noembed|noframes|noscript|plaintext)\b"
_PLAIN = re.compile(
    rf"""(?:[^<]++|</{_NAME}\s*+>|<(?!{_NOT_PLAIN}){_NAME}(?:\s++[^\s"'<>/=]++(?:="[^"<]*+"|='[^'<]*+')?+)*+\s*+/?>)*+"""
)
# A tag of such a text that may hold an address, and what is behind its name.
_ADDRESSED = re.compile(
    rf"""<({"|".join(sorted(set().union(*_HOLDS.values())))})(?![\w-])((?:[^"'<>]|"[^"<]*"|'[^'<]*')*>)""",
    flags=re.IGNORECASE,
)
# What XML 1.0 cannot hold.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CANDIDATE = re.compile(r"\s*(?P<address>[^\s,]\S*[^\s,]|[^\s,])(?P<descriptor>[^,]*)(?P<comma>,?)")


def with_addresses(html: str, change: _Change) -> str:
    """The same with each address as `change` has it, which is asked with the element, the attribute and the address.

    Of a ``srcset`` each candidate is asked for by itself. None leaves it as it is, and so does the same address.

    >>> with_addresses('<img alt="src=a" src=a.png><p title="href=x">', lambda _, __, address: f"/{address}")
    '<img alt="src=a" src="/a.png"><p title="href=x">'
    """
    if "<" not in html:
        return html
    if _PLAIN.fullmatch(html):
        return _ADDRESSED.sub(lambda match: f"<{match[1]}{_changed(match[1].lower(), match[2], change)}", html)
    read = _ended(html)
    parser = _Parser(read, change)
    parser.feed(read)
    parser.close()
    made, at = [], 0
    for start, end, tag in parser.changed:
        made += [html[at:start], tag]
        at = end
    return "".join([*made, html[at:]])


def _ended(html: str) -> str:
    """A text without what is begun at its end and not ended: the parser would look for the end from each place in it."""
    for begins, ends in (("<!--", "-->"), ("<![", "]]>")):
        if (unended := html.find(begins, html.rfind(ends) + 1)) >= 0:
            html = html[:unended]
    return html[: html.rfind(">") + 1]


class _Parser(HTMLParser):
    """Finds the tags that change."""

    def __init__(self, html: str, change: _Change) -> None:
        super().__init__(convert_charrefs=False)
        self._change = change
        # The parser ends lines at line feeds alone.
        self._lines = [0, *accumulate(len(line) + 1 for line in html.split("\n"))]
        self.changed: list[tuple[int, int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not any(name.removeprefix("xlink:") in _HOLDS for name, _ in attrs):
            return
        text = self.get_starttag_text() or ""
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        name_end = 1 + len(tag)
        changed = text[:name_end] + _changed(tag, text[name_end:], self._change)
        if changed != text:
            self.changed.append((start, start + len(text), changed))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)


def _changed(tag: str, rest: str, change: _Change) -> str:
    """What is behind a tag's name, with its addresses changed."""

    def attribute(match: re.Match[str]) -> str:
        name, equals, quoted = match[1].lower().removeprefix("xlink:"), match[2], match[3]
        if equals is None or tag not in _HOLDS.get(name, ()):
            return match[0]
        value = unescape(quoted[1:-1] if quoted[0] in "\"'" else quoted)
        if name == "srcset":
            made = _CANDIDATE.sub(candidate, value)
        else:
            # Browsers pass over the spaces around it.
            address = value.strip()
            new = change(tag, name, address)
            made = value if new is None or new == address else new
        return match[0] if made == value else f'{match[1]}{equals}"{escape(made)}"'

    def candidate(match: re.Match[str]) -> str:
        new = change(tag, "srcset", match["address"])
        return match[0] if new is None else match[0].replace(match["address"], new, 1)

    return _ATTRIBUTE.sub(attribute, rest)


def with_elements(
    html: str, names: Sequence[str], change: Callable[[str, str], str], wants: Callable[[str], bool] = lambda _: True
) -> str:
    """The same with elements as `change` has them, from the start tag to the first end tag of its name; one without an end stays.

    In time that grows with the text, where a pattern such as ``<a.*?</a>`` looks from each of many open tags to the end of it.

    Args:
        html: the text.
        names: of the elements.
        change: gives what stands for an element, by its start tag and what is in it.
        wants: whether an element of this start tag is asked for.

    >>> with_elements("<p>a <A x>b</a> <a>c", ("a",), lambda tag, words: f"[{tag}|{words}]")
    '<p>a [<A x>|b] <a>c'
    """
    starts, made, at = _starts(tuple(names)), [], 0
    # Of most texts no element is asked for, so that none is looked for the end of.
    ends: dict[str, _Ends] = {}
    for start in starts.finditer(html):
        if start.start() < at or not wants(start[0]):
            continue
        name = start[1].lower()
        if name not in ends:
            ends[name] = _Ends(html, name, start.end())
        end = ends[name].after(start.end())
        if end is not None:
            made += [html[at : start.start()], change(start[0], html[start.end() : end.start()])]
            at = end.end()
    return "".join([*made, html[at:]]) if made else html


class _Ends:
    """The end tags of a name in a text from some place on, asked for one after another."""

    def __init__(self, html: str, name: str, place: int) -> None:
        self._found = _end(name).finditer(html, place)
        self._next = next(self._found, None)

    def after(self, place: int) -> re.Match[str] | None:
        while self._next is not None and self._next.start() < place:
            self._next = next(self._found, None)
        return self._next


@cache
def _starts(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"<({'|'.join(names)})(?![\w-])[^<>]*>", flags=re.IGNORECASE)


@cache
def _end(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\s*>", flags=re.IGNORECASE)


def island(value: object) -> Markup:
    r"""A value as JSON that can stand inside a `<script type="application/json">` of any page.

    >>> island({"b": "</script>", "a": 1})
    Markup('{"a":1,"b":"\\u003c/script\\u003e"}')
    """
    # ASCII alone, so that lone surrogates and U+2028 are escapes as well; NaN is not JSON and must not get here.
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


def plain_title(article: Article) -> str:
    """What a reader of the post's own page sees as its title, as plain text.

    A journal's titles are plain texts already. Pelican's readers leave HTML: docutils escapes what it reads, and Pelican's
    templates and feeds take the title of any format for HTML. Only Markdown's title is text, where templates escape by themselves.
    """
    title = str(article.title)
    if getattr(article, "has_plain_title", False):
        return title
    is_escaped = bool(article.settings["JINJA_ENVIRONMENT"].get("autoescape"))
    return (
        title
        if is_escaped and str(article.source_path).lower().endswith(analytics.POST_SUFFIXES)
        else text_of_html(title)
    )


def printable(text: str) -> str:
    """The same without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def text_of_html(html: str) -> str:
    """The text that a browser shows of a line of HTML.

    >>> text_of_html("Q&amp;A: is <em>a</em> < b?")
    'Q&A: is a < b?'
    """
    return unescape(nh3.clean(html, tags=set()))
