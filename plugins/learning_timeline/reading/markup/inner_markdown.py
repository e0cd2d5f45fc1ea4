"""HTML with Markdown in it in, the same with empty lines around that Markdown out: in all of it, or where it says ``markdown``."""

from __future__ import annotations

import re
import textwrap
from html import escape

from .prose import CODE, DEEPEST, as_html, behind_fence, parts, stands_in_html

_TOKEN = re.compile(
    CODE + r"|(?P<comment><!--)"
    r"|<(?P<name>[a-z][\w-]{0,30}+)(?P<said>(?:[^<>\"']|\"[^\"<>]{0,500}\"|'[^'<>]{0,500}'){0,300}+)>",
    flags=re.IGNORECASE | re.MULTILINE,
)
_HOW = re.compile(r"\smarkdown(?:\s*+=\s*+[\"']?(?P<how>\w++)[\"']?|(?=[\s/]|\Z))", flags=re.IGNORECASE)
# What may stand in a paragraph, where Markdown is read anyhow; what holds nothing; and what holds words of one line.
_INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
    )
) | {"small", "span", "strong", "sub", "sup", "u"}
_EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_OF_WORDS = frozenset(("address", "button", "caption", "dt", "figcaption", "legend", "p", "summary", "th")) | {
    f"h{level}" for level in range(1, 7)
}
_VERBATIM = {"math", "option", "pre", "script", "style", "svg", "textarea"}
# Of these kramdown reads the text, where its settings ask for that.
_OF_KRAMDOWN = _OF_WORDS | {
    *("article", "aside", "blockquote", "dd", "details", "div", "fieldset", "figure", "footer", "form", "header", "li"),
    *("main", "nav", "section", "td"),
}
_EMPHASIS = re.compile(
    r"`(?P<code>[^`\n]{1,300})`|(?P<sign>\*\*|__)(?=\S)(?P<strong>[^*_\n]{1,300})(?<=\S)(?P=sign)"
    r"|(?<![\w*])\*(?=\S)(?P<em>[^*\n]{1,300})(?<=\S)\*(?!\*)|(?<!\w)_(?=\S)(?P<line>[^_\n]{1,300})(?<=\S)_(?!\w)"
)
# Elements in whose text Pandoc reads Markdown, begun by a line that holds no text of theirs.
_BLOCK = re.compile(
    r"[ \t]{0,3}<(?:div|details|section|article|aside|center|blockquote|figure)\b[^<>]*>[ \t]*|.*</summary>[ \t]*",
    flags=re.IGNORECASE,
)
_TEXT = re.compile(r"[ \t]{0,3}[^\s<]")
_ENDS_HTML = re.compile(
    r"</(?:article|aside|center|details|div|figure|p|section|summary|table|ul|ol)>\Z", flags=re.IGNORECASE
)


def plain(text: str, *, is_everywhere: bool = False) -> str:
    r"""The same; only where such HTML stands, lines are added.

    Args:
        text: Markdown.
        is_everywhere: whether all HTML holds Markdown that does not say otherwise.

    >>> plain("<div markdown>\n  *a*\n</div>"), plain("<p class=b markdown=1>*a*</p>")
    ('<div>\n\n*a*\n\n</div>', '\n\n*a*\n\n')
    """
    if "<" not in text or not (is_everywhere or "markdown" in text):
        return text
    return _Reading(is_everywhere).translated(text, 0)


class _Reading:
    """One text being read.

    Args:
        is_everywhere: as of `plain`.
    """

    def __init__(self, is_everywhere: bool) -> None:  # noqa: FBT001 - as of `plain`
        self._is_everywhere = is_everywhere
        # Elements that nothing ends any more.
        self._endless: set[str] = set()

    def translated(self, text: str, depth: int) -> str:
        """A part of it, which is so deep in elements that hold Markdown."""
        out: list[str] = []
        at = place = 0
        while found := _TOKEN.search(text, place):
            place = found.end()
            if found["fence"] is not None:
                place = behind_fence(text, found)
            elif found["comment"]:
                end = text.find("-->", found.end())
                place = len(text) if end < 0 else end + 3
            elif found["name"]:
                written = self._element(text, found, depth)
                if written is not None:
                    html, place = written
                    out += [text[at : found.start()], html]
                    at = place
        return "".join([*out, text[at:]])

    def _element(self, text: str, found: re.Match[str], depth: int) -> tuple[str, int] | None:
        """What becomes of an element, and where the text goes on behind that; None if it stays as it is."""
        name = found["name"].lower()
        said = _HOW.search(found["said"])
        if said is None and not (self._is_everywhere and name in _OF_KRAMDOWN):
            return None
        tag = f"<{found['name']}{_HOW.sub('', found['said']).rstrip()}>"
        how = (said["how"] or "1").lower() if said else "1"
        end = None
        is_held = how == "0" or name in _EMPTY or name in _VERBATIM or found["said"].endswith("/")
        if not is_held and name not in self._endless and depth < DEEPEST:
            end = _end(text, found.end(), name)
            if end is None:
                self._endless.add(name)
        if end is None:
            is_open = not is_held and name not in _INLINE
            return f"{tag}\n\n" if is_open else tag, found.end()
        inner, behind = text[found.end() : end[0]], text[end[0] : end[1]]
        if name in _INLINE:
            is_in_html = stands_in_html(text, found.start())
            return (f"{tag}{_as_html(inner) if is_in_html else inner}{behind}"), end[1]
        if how == "span" or (how == "1" and name in _OF_WORDS) or (name == "td" and "\n" not in inner):
            return self._words(name, tag, self.translated(inner, depth + 1), behind), end[1]
        inner = textwrap.dedent(self.translated(textwrap.dedent(inner), depth + 1)).strip()
        return "\n".join([tag, "", *_parted(inner), "", behind]), end[1]

    @staticmethod
    def _words(name: str, tag: str, inner: str, behind: str) -> str:
        """An element that holds words: a paragraph or a heading of Markdown, or one of HTML."""
        words = inner.strip()
        if name == "p":
            return f"\n\n{words}\n\n"
        if name[0] == "h" and name[1:].isdigit():
            return f"\n\n{'#' * int(name[1])} {' '.join(words.split())}\n\n"
        return f"{tag}{_as_html(inner)}{behind}"


def _as_html(words: str) -> str:
    """Words of Markdown as they stand in HTML.

    >>> _as_html("*a* **b** `c_d_e` snake_case_name [f](g)")
    '<em>a</em> <strong>b</strong> <code>c_d_e</code> snake_case_name <a href="g">f</a>'
    """

    def written(found: re.Match[str]) -> str:
        if found["code"]:
            return f"<code>{escape(found['code'], quote=False)}</code>"
        if found["strong"]:
            return f"<strong>{found['strong']}</strong>"
        return f"<em>{found['em'] or found['line']}</em>"

    return _EMPHASIS.sub(written, as_html(words))


def _end(text: str, start: int, name: str) -> tuple[int, int] | None:
    """Where the tag begins and ends that ends an element, past those in it that have its name, and past code."""
    depth = 1
    tags = re.compile(CODE + rf"|<(?P<slash>/?){name}\b[^<>]{{0,1000}}>", flags=re.IGNORECASE | re.MULTILINE)
    place = start
    while found := tags.search(text, place):
        place = found.end()
        if found["fence"] is not None:
            place = behind_fence(text, found)
        elif found["span"] is None:
            depth += -1 if found["slash"] else 1
            if not depth:
                return found.start(), found.end()
    return None


def everywhere(text: str) -> str:
    r"""The same for a text that Pandoc reads, to which all blocks of HTML hold Markdown; lines stay in their places where they can.

    >>> everywhere("A.\n\n<details>\n```r\n1\n```\n</details>\n<div>\n<b>")
    'A.\n<details>\n\n```r\n1\n```\n</details>\n<div>\n<b>'
    """
    if "<" not in text:
        return text
    out: list[str] = []
    for part in parts(text):
        for number, line in enumerate(part.lines):
            is_first_of_code = part.is_code and number == 0
            if out and (is_first_of_code or not part.is_code) and _TEXT.match(line) and _BLOCK.fullmatch(out[-1]):
                # The empty line above the HTML, which needs none, comes below it.
                if len(out) > 1 and not out[-2].strip():
                    out[-2:] = [out[-1], ""]
                else:
                    out.append("")
            out.append(line)
    return "\n".join(out)


def _parted(text: str) -> list[str]:
    """The lines of what an element holds, with one that is empty before each caption and behind what ends a block of HTML."""
    out: list[str] = []
    for part in parts(text):
        for number, line in enumerate(part.lines):
            is_code = part.is_code and number > 0
            is_caption = not is_code and line.lstrip().startswith("<figcaption")
            is_text = not is_code and line.strip() and not line.lstrip().startswith("<")
            if is_caption or (is_text and out and _ENDS_HTML.search(out[-1])):
                out.append("")
            out.append(line if is_code else line.rstrip())
    return out
