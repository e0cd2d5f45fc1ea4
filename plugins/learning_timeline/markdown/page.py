"""The text of a post in, its HTML out: CommonMark with what technical posts need, in one linear pass.

Tables, footnotes, task lists, strikethrough, alerts, formulas turned into MathML, code highlighted by Pygments. The
parser gives events and this module writes the HTML itself, because code, formulas, headings, links, images and
footnotes each need markup of their own; changing finished HTML by patterns would be wrong somewhere. Nothing here knows
Pelican, except that its link forms (``{filename}note.md``, ``|static|plot.png``) pass through as they were written, for
Pelican to resolve.

Raw HTML is passed through: a post's author may write what HTML they like. The same text always gives the same HTML.

A notebook is several such texts with code and finished HTML between them. Each text is parsed by itself, so that what one leaves
open ends with it; headings, footnotes, citations and equations are counted through all of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote, unquote

from math_core import LatexToMathML
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, Whitespace
from pygments.util import ClassNotFound
from pyromark import Markdown, Options

from .._seam import analytics
from ..attributes import with_addresses
from ..containment import contained

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pygments.lexer import Lexer

    from ..images import Size

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_MATH
    | Options.ENABLE_GFM
)

# Commands of common LaTeX packages that the converter does not know by itself.
_MACROS = {
    "mathbbm": r"\mathbb{#1}",
    "mathds": r"\mathbb{#1}",
    "substack": r"\begin{subarray}{c}#1\end{subarray}",
}

# The converter is recursive and ends the whole process when its stack is full; with this many commands and groups that
# cannot happen, if none of them multiplies the others. The smallest number seen to fill a stack of 1 MB was 536.
_MOST_COMMANDS = 500
_COMMAND_OR_GROUP = re.compile(r"[\\{^_]")
_DEFINITION = re.compile(r"\\(?:[a-z]*def|(?:re|provide)?(?:new)?command|let)(?![a-zA-Z])")
# With each bracket that nothing closes the converter takes twice as long: 18 take a hundredth of a second, 40 for ever.
_MOST_OPEN = 12
_PAIRS = "brace|brack|angle|floor|ceil|vert|Vert|group|moustache|paren|Brace|Angle"
_BRACKET = re.compile(
    rf"(?P<open>[(\[]|\\\{{|\\(?:l(?:{_PAIRS})|[ul]lcorner)(?![a-zA-Z]))|[)\]]|\\\}}|\\(?:r(?:{_PAIRS})|[ul]rcorner)(?![a-zA-Z])"
)
_OFFSET = re.compile(r"\d+: ")

# Some lexers take time quadratic in the length of a line, or of a run of empty lines; nobody reads such code coloured.
_MOST_CODE, _LONGEST_LINE, _MOST_EMPTY_LINES = 20_000, 2_000, 100
_REMEMBERED_CODE = 1_000

_SIMPLE_START = {
    "Paragraph": "<p>",
    "Emphasis": "<em>",
    "Strong": "<strong>",
    "Strikethrough": "<del>",
    "Item": "<li>",
    "TableRow": "<tr>",
}
_SIMPLE_END = {
    "Paragraph": "</p>\n",
    "Emphasis": "</em>",
    "Strong": "</strong>",
    "Strikethrough": "</del>",
    "Item": "</li>\n",
    "Table": "</tbody>\n</table></div>\n",
}

_INLINE = {"Emphasis", "Strong", "Strikethrough", "Link", "Image"}

# Neither a scheme, nor a place on this or another host, nor one of Pelican's own forms.
_RELATIVE = re.compile(r"(?![a-zA-Z][a-zA-Z0-9+.-]*:)[^/#?{|]")
# An address that ends like a file's name; other pages of a site have none of these.
_NAME_OF_FILE = re.compile(r"\.(?!html?\b)\w{1,5}(?:[?#]|$)")
_PELICAN_LINK = re.compile(r"(?:\{|\|)(?:filename|static|attach|author|category|tag|index)(?:\}|\|)")
# What may stand in an address as it is; everything else is percent-encoded.
_ADDRESS_CHARACTERS = "-_.~!*'();:@&=+$,/?#%"
LANGUAGE = re.compile(r"[\w+#-][\w+#.-]*")
_BARE_ADDRESS = re.compile(r"\bhttps?://(?:[^\s<>()\"]|\([^\s<>()\"]*\))+")
# As Pandoc and Quarto write them: [@vaswani2017attention], [@a; @b, p. 3].
_CITATION = re.compile(r"\[(@[^\[\]\n]{1,300})\]")
_CITED = re.compile(r"@(?P<key>[^\s,;{}\"#%'()=~\\\[\]]+)(?P<locator>,[^;]*)?")
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")
_TAG = re.compile(r"<[^<>]*>")
_UNREAD_HTML = ("<script", "<style", "<pre", "<!--")
# A run that begins with a letter or digit; Chinese and Japanese have no spaces, so each character counts, as in word
# processors.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_][^\s\u3040-\u30ff\u3400-\u9fff]*")
# Neither HTML nor XML (the feeds) can hold these, in whatever way they were written.
# A line that may be a heading of the first level, in a quotation or a list as well; also lines of code, to be on the safe side.
_MAY_BE_H1 = re.compile(r"^[\s>*+\-0-9.)]*(?:#(?:\s|$)|=)|<h1", flags=re.MULTILINE | re.IGNORECASE)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a post that its author should mend.

    Attributes:
        line: 1-based line of the rendered text.
        message: what is wrong, for a person.
        remedy: how to mend it.
        part: which of several texts it stands in, from zero.
    """

    line: int
    message: str
    remedy: str = "mend the formula"
    part: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of an image that a text shows.

    Attributes:
        size: its size; None where it has none.
        source: its address in the page, if it is another one than the text says.
        missing: how the author would call the place where a file should lie and does not.
    """

    size: Size | None = None
    source: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code between texts."""

    code: str
    language: str


@dataclass(frozen=True, slots=True)
class Insert:
    """Finished HTML between texts, and the names of its places, which no heading may have then."""

    html: str
    names: tuple[str, ...] = ()


Part: TypeAlias = "str | Code | Insert"
# What is known of an image, by its address in a text and the number of the part that it stands in.
FindPicture: TypeAlias = "Callable[[str, int], Picture]"


def _knows_nothing(_: str, __: int) -> Picture:
    return Picture()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as HTML, and what was learned on the way.

    Attributes:
        html: headings begin at h2, since the page prints the title as its only h1.
        title: plain text of the h1 that opens the text, else None.
        words: words of prose, as a reader counts them: of headings, paragraphs, lists, tables, footnotes, captions
            and inline code. Code blocks, formulas, texts in place of images, and a title taken out count nothing.
        problems: what could not be rendered, in the order of the text.
        cited: keys of the bibliography, in the order of their numbers.
        uncited: what stands like a citation, ``[@nobody]``, and is no key of the bibliography; it stays text.
        has_html: whether its author wrote HTML in it.
    """

    html: str
    title: str | None
    words: int
    problems: tuple[Problem, ...]
    cited: tuple[str, ...] = ()
    uncited: tuple[str, ...] = ()
    has_html: bool = False


class Renderer:
    """Turns texts into HTML, one after the other; one instance serves a whole run."""

    def __init__(self, keys: frozenset[str] = frozenset(), clean: Callable[[str], str] = str) -> None:
        """A renderer for texts that may cite by these keys; `clean` is what all HTML goes through that a text makes."""
        self._keys, self._clean = keys, clean
        self._markdown = Markdown(options=_OPTIONS)
        self._latex = LatexToMathML(fancy_error=False, allow_unreliable_rendering=True, macros=_MACROS)

    def render_line(self, text: str) -> str:
        """Render a text that other pages show as well: what looks like HTML in it is text."""
        return self._render([text], None, _knows_nothing, is_html_text=True).html

    def render(self, text: str, *, title: str | None = None, find: FindPicture = _knows_nothing) -> Rendered:
        """Render one text; whatever it holds, it renders.

        Args:
            text: Markdown without front matter, as decoded from a file.
            title: the title if it is already known. An h1 that opens the text is then taken out only if it says the
                same; without it, such an h1 is the title and always taken out, since the page prints it.
            find: tells what is known of its images.
        """
        return self.render_parts([text], title=title, find=find)

    def render_parts(
        self, parts: Sequence[Part], *, title: str | None = None, find: FindPicture = _knows_nothing
    ) -> Rendered:
        """Render texts and what stands between them as one page."""
        return self._render(parts, title, find)

    def _render(
        self, parts: Sequence[Part], title: str | None, find: FindPicture, *, is_html_text: bool = False
    ) -> Rendered:
        parts = [_with_line_feeds(part) if isinstance(part, str) else part for part in parts]
        # Equations are numbered from one in each post.
        self._latex.reset_global_state()
        page = _Page(self._latex, self._keys, self._clean, find, is_html_text)
        for part in parts:
            page.starts.append(len(page.events))
            page.events += self._markdown.events(part) if isinstance(part, str) else [{"Part": part}]
            if isinstance(part, Insert):
                page.slugs.update(dict.fromkeys(part.names, 0))
        found = page.write(
            title, may_have_h1=any(isinstance(part, str) and _MAY_BE_H1.search(part) is not None for part in parts)
        )
        return Rendered(
            html="".join(page.sealed),
            title=None if found is None else without_controls(found),
            words=len(_WORD.findall("".join(page.prose))),
            problems=tuple(self._problems(parts, page)),
            cited=tuple(page.cited),
            uncited=tuple(page.uncited),
            has_html=page.has_html,
        )

    def _problems(self, parts: Sequence[Part], page: _Page) -> Iterator[Problem]:
        # Parsing once more for the places is paid only by texts that have a problem.
        for number, found in groupby(page.problems, lambda problem: page.part_of(problem[0])):
            text = parts[number]
            assert isinstance(text, str)
            source = text.encode()
            starts = [place["start"] for _, place in self._markdown.events_with_range(text, merge_text=True)]
            for index, message, remedy in found:
                line = source.count(b"\n", 0, starts[index - page.starts[number]]) + 1
                yield Problem(line, message, remedy, number)


@dataclass(slots=True)
class _Footnote:
    number: int = 0
    references: int = 0
    html: str = ""


@dataclass(slots=True)
class _Page:
    """One text being written: the parser's events, where in them we are, and what has been written so far.

    An event is a word (``"SoftBreak"``) or a dict of one entry (``{"Text": "..."}``, ``{"Start": {"Link": {...}}}``).
    """

    latex: LatexToMathML
    keys: frozenset[str]
    clean: Callable[[str], str]
    find: FindPicture
    # Whether HTML in the text is shown as it is written.
    is_html_text: bool = False
    # Whether it has any, and whether the part at hand has.
    has_html: bool = False
    is_open: bool = False
    events: list[Any] = field(default_factory=list)
    # Where in the events each part begins.
    starts: list[int] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    # What is written and cleaned, up to the last part that is no text.
    sealed: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    # The event, what is wrong, and how to mend it.
    problems: list[tuple[int, str, str]] = field(default_factory=list)
    at: int = 0
    links: int = 0
    shift: int = 0
    cell: int = 0
    references: int = 0
    cell_tag: str = "td"
    alignments: tuple[str, ...] = ()
    slugs: dict[str, int] = field(default_factory=dict)
    footnotes: dict[str, _Footnote] = field(default_factory=dict)
    # The label of each footnote that is being written, and what was being written when it began.
    outer: list[tuple[str, list[str]]] = field(default_factory=list)
    has_open_dollars: bool = False
    # By key: its number, and in the other only that it was met.
    cited: dict[str, int] = field(default_factory=dict)
    uncited: dict[str, None] = field(default_factory=dict)

    def write(self, known_title: str | None, *, may_have_h1: bool) -> str | None:
        """Write the whole page; gives the title that its first heading holds."""
        title = self._take_title(known_title)
        self.shift = int(may_have_h1 and any(_level(event) == 1 for event in self.events[self.at :]))
        while self.at < len(self.events):
            event = self.events[self.at]
            if isinstance(event, str):
                self.on_word(event)
            else:
                ((kind, value),) = event.items()
                _WRITERS[kind](self, value)
            self.at += 1
        self._write_footnotes()
        self._seal()
        return title

    def part_of(self, index: int) -> int:
        """The part that an event belongs to."""
        # Of parts without an event the last begins where the next one does.
        return bisect_right(self.starts, index) - 1

    def on_part(self, part: Code | Insert) -> None:
        """Write what stands between texts; only texts are cleaned."""
        self.prose.append("\n")
        self._seal()
        html = without_controls(_code_html(part.code, part.language)) if isinstance(part, Code) else part.html
        self.sealed.append(html)

    def _seal(self) -> None:
        html = self.clean(without_controls("".join(self.out)))
        self.sealed.append(contained(html) if self.is_open else html)
        self.out.clear()
        self.is_open = False

    def _report(self, message: str, remedy: str = "mend the formula") -> None:
        self.problems.append((self.at, message, remedy))

    # -- headings

    def _take_title(self, known: str | None) -> str | None:
        if not self.events or _level(self.events[0]) != 1:
            return None
        title = self._plain(1, "Heading").partition("{#")[0].strip()
        if not title or (known is not None and known.strip().casefold() != title.casefold()):
            return title or None
        self.at = self._end_of(1, "Heading") + 1
        return title

    def open_heading(self, tag: dict[str, Any]) -> None:
        end = self._end_of(self.at + 1, "Heading")
        name = self._explicit_name(end) or _slug(self._plain(self.at + 1, "Heading")) or "section"
        level = min(int(tag["level"][1]) + self.shift, 6)
        self.out.append(f'<h{level} id="{escape(self._unique(name))}">')

    def close_heading(self, level: str) -> None:
        self.out.append(f"</h{min(int(level[1]) + self.shift, 6)}>\n")

    def _explicit_name(self, end: int) -> str:
        """The name in ``## Heading {#name}``, which is then no longer part of its text."""
        event = self.events[end - 1]
        text = event.get("Text", "").rstrip() if isinstance(event, dict) else ""
        start = text.rfind("{#")
        name = text[start + 2 : -1]
        if start < 0 or not text.endswith("}") or not name or any(character in name for character in " \t{}"):
            return ""
        self.events[end - 1] = {"Text": text[:start].rstrip()}
        return str(name)

    def _unique(self, name: str) -> str:
        unique = name
        while unique in self.slugs:
            number = self.slugs[name] = self.slugs[name] + 1
            unique = f"{name}-{number}"
        self.slugs[unique] = 0
        return unique

    # -- words, tags and text

    def on_word(self, event: str) -> None:
        self.prose.append(" ")
        self.out.append({"SoftBreak": "\n", "HardBreak": "<br>\n"}.get(event, "<hr>\n"))

    def on_text(self, text: str) -> None:
        self.prose.append(text)
        if text == "$$":
            self._lonely_dollars()
        if self.links:
            self.out.append(escape(text, quote=False))
            return
        done = 0
        if "[@" in text:
            for match in _CITATION.finditer(text):
                if citation := self._citation(match[1]):
                    self._text_with_addresses(text[done : match.start()])
                    self.out.append(citation)
                    done = match.end()
        self._text_with_addresses(text[done:])

    def _citation(self, inside: str) -> str:
        """``@a; @b, p. 3`` as numbers that lead to the references; nothing if one of them is no key of the bibliography."""
        parts = [_CITED.fullmatch(part.strip()) for part in inside.split(";")]
        names = [part["key"] for part in parts if part]
        unknown = [name for name in names if name not in self.keys]
        self.uncited.update(dict.fromkeys(unknown))
        if unknown or len(names) < len(parts):
            return ""
        shown = []
        for part in parts:
            assert part is not None
            number = self.cited.setdefault(part["key"], len(self.cited) + 1)
            place = escape(f"ref-{part['key']}")
            locator = escape(part["locator"] or "", quote=False)
            shown.append(f'<a class="citation" href="#{place}">{number}</a>{locator}')
        return f"[{'; '.join(shown)}]"

    def _lonely_dollars(self) -> None:
        """Report the first of two lines of ``$$`` that the parser did not join to a formula."""
        self.has_open_dollars = not self.has_open_dollars
        if self.has_open_dollars:
            reason = "a formula may hold no empty line, and no line that begins like a list"
            self._report(f"this $$ begins no formula: {reason}")

    def _text_with_addresses(self, text: str) -> None:
        if "://" not in text:
            self.out.append(escape(text, quote=False))
            return
        done = 0
        for match in _BARE_ADDRESS.finditer(text):
            address = match[0].rstrip(".,;:!?'*_~]")
            self.out.append(escape(text[done : match.start()], quote=False))
            self.out.append(f'<a href="{_address(address)}">{escape(address, quote=False)}</a>')
            done = match.start() + len(address)
        self.out.append(escape(text[done:], quote=False))

    def on_code(self, code: str) -> None:
        self.prose.append(code)
        self.out.append(f"<code>{escape(code, quote=False)}</code>")

    def on_inline_html(self, html: str) -> None:
        if self.is_html_text:
            self.on_text(html)
            return
        self.has_html = self.is_open = True
        opening = html[:3].lower()
        if opening in ("<a ", "<a\n", "<a>"):
            self.links += 1
        elif opening == "</a":
            self.links = max(self.links - 1, 0)
        self.out.append(self._with_files(html))

    def on_start(self, tag: str | dict[str, Any]) -> None:
        if isinstance(tag, str):
            if tag not in _INLINE:
                self.prose.append("\n")
            if tag in _SIMPLE_START:
                if tag != "Paragraph" or not self._stands_alone():
                    self.out.append(_SIMPLE_START[tag])
            else:
                _STARTS[tag](self, None)
        else:
            ((kind, value),) = tag.items()
            if kind not in _INLINE:
                self.prose.append("\n")
            _STARTS[kind](self, value)

    def on_end(self, tag: str | dict[str, Any]) -> None:
        if isinstance(tag, str):
            if tag not in _INLINE:
                self.prose.append("\n")
            if tag in _SIMPLE_END:
                self.out.append(_SIMPLE_END[tag])
            else:
                _ENDS[tag](self, None)
        else:
            ((kind, value),) = tag.items()
            self.prose.append("\n")
            _ENDS[kind](self, value)

    def _stands_alone(self) -> bool:
        """Write the paragraph at hand if it is one display formula or one captioned image, which need no ``<p>``."""
        inner = self.events[self.at + 1]
        if not isinstance(inner, dict):
            return False
        if "DisplayMath" in inner and self.events[self.at + 2] == {"End": "Paragraph"}:
            self.at += 1
            self.out.append(f'<div class="math">{self._mathml(inner["DisplayMath"], display=True)}</div>\n')
            self.at += 1
            return True
        tag = inner.get("Start")
        if isinstance(tag, dict) and "Image" in tag and tag["Image"]["title"]:
            end = self._end_of(self.at + 2, "Image")
            if self.events[end + 1] == {"End": "Paragraph"}:
                self.at += 1
                image = self._image_tag(tag["Image"]["dest_url"], self._plain(self.at + 1, "Image"), "")
                caption = tag["Image"]["title"]
                self.prose.append(f"{caption}\n")
                self.out.append(f"<figure>{image}<figcaption>{escape(caption, quote=False)}</figcaption></figure>\n")
                self.at = end + 1
                return True
        return False

    # -- blocks

    def open_block_quote(self, kind: str | None) -> None:
        if kind is None:
            self.out.append("<blockquote>\n")
        else:
            self.out.append(f'<div class="admonition {kind.lower()}">\n<p class="admonition-title">{kind}</p>\n')

    def close_block_quote(self, kind: str | None) -> None:
        self.out.append("</blockquote>\n" if kind is None else "</div>\n")

    def open_list(self, start: int | None) -> None:
        opening = "<ul>" if start is None else "<ol>" if start == 1 else f'<ol start="{start}">'
        self.out.append(f"{opening}\n")

    def close_list(self, is_ordered: bool) -> None:  # noqa: FBT001 - the event's own value
        self.out.append("</ol>\n" if is_ordered else "</ul>\n")

    def on_task(self, done: bool) -> None:  # noqa: FBT001 - the event's own value
        state = ' checked aria-label="done"' if done else ' aria-label="to do"'
        self.out.append(f'<input type="checkbox" disabled{state}> ')

    def open_code_block(self, kind: str | dict[str, str]) -> None:
        match = LANGUAGE.search(kind["Fenced"]) if isinstance(kind, dict) else None
        language = match[0].lower() if match else ""
        start, self.at = self.at + 1, self._end_of(self.at + 1, "CodeBlock")
        code = "".join(event["Text"] for event in self.events[start : self.at])
        if language == "math":
            self.out.append(f'<div class="math">{self._mathml(code, display=True)}</div>\n')
        else:
            self.out.append(_code_html(code, language))

    def open_html_block(self, _: None) -> None:
        start, self.at = self.at + 1, self._end_of(self.at + 1, "HtmlBlock")
        html = "".join(part for event in self.events[start : self.at] for part in event.values())
        if self.is_html_text:
            self.out.append("<p>")
            self.on_text(html.strip())
            self.out.append("</p>\n")
            return
        self.has_html = self.is_open = True
        self.out.append(self._with_files(html))
        if not html.lstrip().lower().startswith(_UNREAD_HTML):
            self.prose.append(f"{_TAG.sub(' ', html)}\n")

    def open_table(self, alignments: tuple[str, ...]) -> None:
        self.alignments = alignments
        self.out.append('<div class="table"><table>\n')

    def open_table_head(self, _: None) -> None:
        self.cell_tag = "th"
        self.out.append("<thead><tr>")

    def close_table_head(self, _: None) -> None:
        self.cell_tag, self.cell = "td", 0
        self.out.append("</tr></thead>\n<tbody>\n")

    def close_table_row(self, _: None) -> None:
        self.cell = 0
        self.out.append("</tr>\n")

    def open_table_cell(self, _: None) -> None:
        alignment = self.alignments[self.cell] if self.cell < len(self.alignments) else "None"
        style = "" if alignment == "None" else f' style="text-align: {alignment.lower()}"'
        self.out.append(f"<{self.cell_tag}{style}>")

    def close_table_cell(self, _: None) -> None:
        self.out.append(f"</{self.cell_tag}>")
        self.cell += 1

    # -- links and images

    def open_link(self, link: dict[str, str]) -> None:
        self.links += 1
        address = link["dest_url"]
        address = f"mailto:{address}" if link["link_type"] == "Email" else self._link_to(address)
        title = f' title="{escape(link["title"])}"' if link["title"] else ""
        self.out.append(f'<a href="{_address(address)}"{title}>')

    def _link_to(self, address: str) -> str:
        if not _is_file_beside(address):
            return _beside(address, is_image=False)
        file = self.find(address, self.part_of(self.at))
        if file.missing and _NAME_OF_FILE.search(address):
            self._report(f"the file {_short(address)} is not there", f"put it at {file.missing}, or mend its address")
        return address if file.missing else file.source or address

    def _with_files(self, html: str) -> str:
        """HTML of the author's with the files that it names, which then are published with the post."""

        def change(tag: str, _: str, address: str) -> str | None:
            if tag in {"a", "area"}:
                return self._link_to(address)
            if not _RELATIVE.match(address) and not address.startswith("/"):
                return None
            picture = self.find(address, self.part_of(self.at))
            if picture.missing:
                remedy = f"put it at {picture.missing}, or mend its address"
                self._report(f"the file {_short(address)} is not there", remedy)
                return None
            return picture.source or None

        return with_addresses(html, change)

    def close_link(self, _: None) -> None:
        self.links -= 1
        self.out.append("</a>")

    def open_image(self, image: dict[str, str]) -> None:
        alternative = self._plain(self.at + 1, "Image")
        self.out.append(self._image_tag(image["dest_url"], alternative, image["title"]))
        self.at = self._end_of(self.at + 1, "Image")

    def _image_tag(self, address: str, alternative: str, title: str) -> str:
        picture = self.find(address, self.part_of(self.at))
        if picture.missing:
            remedy = f"put it at {picture.missing}, or mend its address"
            self._report(f"the image {_short(address)} is not there", remedy)
        if not alternative.strip():
            remedy = f"say what it shows: ![...]({_short(address)})"
            self._report(f"the image {_short(address)} has no text for who cannot see it", remedy)
        return image_tag(picture.source or _beside(address, is_image=True), alternative, picture.size, title)

    # -- footnotes

    def on_footnote_reference(self, label: str) -> None:
        note = self.footnotes.setdefault(label.casefold(), _Footnote())
        if not note.number:
            self.references += 1
            note.number = self.references
        note.references += 1
        number, place = note.number, _reference_id(note.number, note.references)
        self.out.append(f'<sup class="footnote-ref" id="{place}"><a href="#fn:{number}">{number}</a></sup>')

    def open_footnote(self, label: str) -> None:
        self.outer.append((label, self.out))
        self.out = []

    def close_footnote(self, _: None) -> None:
        html = "".join(self.out)
        label, self.out = self.outer.pop()
        note = self.footnotes.setdefault(label.casefold(), _Footnote())
        # Of two notes with one label the first counts, as for links.
        note.html = note.html or html

    def _write_footnotes(self) -> None:
        if not self.footnotes:
            return
        self.out.append('<section class="footnotes">\n<ol>\n')
        for note in sorted(self.footnotes.values(), key=lambda note: note.number or len(self.footnotes) + 1):
            back = "".join(_back_link(note.number, count) for count in range(1, note.references + 1))
            html, end, _ = note.html.rpartition("</p>\n")
            inside = f"{html}{back}{end}" if end and note.html.endswith(end) else f"{note.html}{back}"
            place = f' id="fn:{note.number}"' if note.number else ""
            self.out.append(f"<li{place}>{inside}</li>\n")
        self.out.append("</ol>\n</section>\n")

    # -- formulas

    def on_inline_math(self, latex: str) -> None:
        if self._is_money(latex):
            self.on_text(f"${latex}$")
        else:
            self.out.append(self._mathml(latex.removeprefix("`").removesuffix("`"), display=False))

    def on_display_math(self, latex: str) -> None:
        if self._is_money(latex):
            self.on_text(f"$${latex}$$")
        else:
            # A span, since a formula amid text stands where a div may not; the theme makes it a block of its own.
            self.out.append(f'<span class="math">{self._mathml(latex, display=True)}</span>')

    def _is_money(self, latex: str) -> bool:
        """Whether two dollar signs only look like a formula's: ``$5-$10``, ``$HOME/$USER``."""
        follower = self.events[self.at + 1]
        first = follower.get("Text", "")[:1] if isinstance(follower, dict) else ""
        return first.isdigit() or (first.isalpha() and latex.endswith(tuple("/:;,.-=|([")))

    def _mathml(self, latex: str, *, display: bool) -> str:
        try:
            return _converted(self.latex, latex, display=display)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001 - what the converter raises when it fails in itself is no Exception
            # The converter begins its message with the offset of the mistake.
            reason = _OFFSET.sub("", str(error), count=1) or type(error).__name__
            self._report(f"the formula {_short(latex)} cannot be shown: {reason}")
            return f'<code class="formula" title="{escape(reason)}">{escape(latex, quote=False)}</code>'

    # -- looking ahead

    def _end_of(self, start: int, name: str) -> int:
        """Index of the event that ends the tag whose inside begins at ``start``."""
        depth = 1
        for index in range(start, len(self.events)):
            event = self.events[index]
            if isinstance(event, dict):
                if _named(event.get("Start"), name):
                    depth += 1
                elif _named(event.get("End"), name):
                    depth -= 1
                    if not depth:
                        return index
        raise AssertionError(name)  # the parser ends all that it starts

    def _plain(self, start: int, name: str) -> str:
        """The text inside the tag whose inside begins at ``start``, without its markup."""
        parts = []
        for event in self.events[start : self._end_of(start, name)]:
            if isinstance(event, str):
                parts.append(" ")
            else:
                ((kind, value),) = event.items()
                if kind in ("Text", "Code"):
                    parts.append(value)
                elif kind in ("InlineMath", "DisplayMath"):
                    parts.append(f"${value}$")
        return "".join(parts).strip()


_WRITERS: dict[str, Callable[[_Page, Any], None]] = {
    "Part": _Page.on_part,
    "Text": _Page.on_text,
    "Start": _Page.on_start,
    "End": _Page.on_end,
    "Code": _Page.on_code,
    "InlineMath": _Page.on_inline_math,
    "DisplayMath": _Page.on_display_math,
    "InlineHtml": _Page.on_inline_html,
    "FootnoteReference": _Page.on_footnote_reference,
    "TaskListMarker": _Page.on_task,
}
_STARTS: dict[str, Callable[[_Page, Any], None]] = {
    "Heading": _Page.open_heading,
    "BlockQuote": _Page.open_block_quote,
    "CodeBlock": _Page.open_code_block,
    "HtmlBlock": _Page.open_html_block,
    "List": _Page.open_list,
    "FootnoteDefinition": _Page.open_footnote,
    "Table": _Page.open_table,
    "TableHead": _Page.open_table_head,
    "TableCell": _Page.open_table_cell,
    "Link": _Page.open_link,
    "Image": _Page.open_image,
}
_ENDS: dict[str, Callable[[_Page, Any], None]] = {
    "Heading": _Page.close_heading,
    "BlockQuote": _Page.close_block_quote,
    "List": _Page.close_list,
    "FootnoteDefinition": _Page.close_footnote,
    "TableHead": _Page.close_table_head,
    "TableRow": _Page.close_table_row,
    "TableCell": _Page.close_table_cell,
    "Link": _Page.close_link,
}


def _level(event: Any) -> int:  # noqa: ANN401 - the engine's events, see _Page
    """The level of the heading that an event starts, else 0."""
    tag = event.get("Start") if isinstance(event, dict) else None
    return int(tag["Heading"]["level"][1]) if isinstance(tag, dict) and "Heading" in tag else 0


def _named(tag: object, name: str) -> bool:
    return tag == name or (isinstance(tag, dict) and name in tag)


def _slug(text: str) -> str:
    """A heading's text as its name in addresses, the way code hosts do it.

    >>> _slug("Why does KL(p, q) ≠ KL(q, p)?")
    'why-does-klp-q--klq-p'
    """
    return _NOT_IN_SLUG.sub("", text.lower()).strip().replace(" ", "-")


def _address(address: str) -> str:
    """An address for ``href`` or ``src``; Pelican's own forms stay as written, since it looks files up by them."""
    return escape(address if _PELICAN_LINK.match(address) else quote(address, safe=_ADDRESS_CHARACTERS))


def image_tag(address: str, alternative: str, size: Size | None, title: str = "") -> str:
    """An image that is loaded when it is needed, with its room left free where its size is known."""
    sized = f' width="{size.width}" height="{size.height}"' if size else ""
    titled = f' title="{escape(title)}"' if title else ""
    # Without its quotes an empty one says the same, and Pelican does not complain of it without the line.
    says = f' alt="{escape(alternative)}"' if alternative.strip() else " alt"
    return f'<img src="{_address(address)}"{says}{titled}{sized} loading="lazy" decoding="async">'


def _beside(address: str, *, is_image: bool) -> str:
    """The form by which Pelican looks up a file beside the note; elsewhere notes link to it by its plain path."""
    if not _RELATIVE.match(address):
        return address
    if is_image:
        return f"{{static}}{unquote(address)}"
    path, hash_sign, fragment = address.partition("#")
    # A name may hold what would end it in an address: `C%23.md` is a file called `C#.md`.
    name = unquote(path).replace("%", "%25").replace("#", "%23").replace("?", "%3F")
    return f"{{filename}}{name}{hash_sign}{fragment}" if path.lower().endswith(analytics.POST_SUFFIXES) else address


def _is_file_beside(address: str) -> bool:
    """Whether an address may mean a file to be published with the post: no post, no settings, and nothing hidden."""
    path = unquote(address.partition("#")[0].partition("?")[0])
    is_hidden = any(part.startswith(".") and part not in {".", ".."} for part in path.split("/"))
    is_source = path.lower().endswith((*analytics.POST_SUFFIXES, ".bib", ".yaml", ".yml", ".toml"))
    return bool(_RELATIVE.match(address)) and not is_hidden and not is_source


def _reference_id(number: int, count: int) -> str:
    """The place of a footnote's mark; the colon keeps it apart from the names of headings."""
    return f"fnref:{number}" if count == 1 else f"fnref:{number}-{count}"


def _back_link(number: int, count: int) -> str:
    place = _reference_id(number, count)
    # The selector keeps the arrow from being drawn as an emoji.
    return f' <a class="footnote-back" href="#{place}" aria-label="Back to the text">\u21a9\ufe0e</a>'


def _converted(converter: LatexToMathML, latex: str, *, display: bool) -> str:
    """LaTeX as MathML.

    Raises:
        LatexError: it is not LaTeX that the converter knows.
        ValueError: it could exhaust the converter.
    """
    if len(_COMMAND_OR_GROUP.findall(latex)) > _MOST_COMMANDS:
        msg = f"it has more than {_MOST_COMMANDS} commands and groups, write it as several"
        raise ValueError(msg)
    if (unclosed := _unclosed(latex)) > _MOST_OPEN:
        msg = f"it opens {unclosed} brackets that it does not close"
        raise ValueError(msg)
    if _DEFINITION.search(latex):
        msg = "a formula may not define commands, write them out"
        raise ValueError(msg)
    known = latex.replace("{split}", "{aligned}")
    return converter.convert_with_global_state(known, displaystyle=display)


def _unclosed(latex: str) -> int:
    r"""How many brackets are opened and not closed; each closes the last that is open, as in ``[0, 1)``.

    >>> _unclosed(r"[0, 1) \cup (2 \{"), _unclosed(r"\lambda \left( x \right)")
    (2, 0)
    """
    depth = 0
    for bracket in _BRACKET.finditer(latex):
        depth = depth + 1 if bracket["open"] else max(0, depth - 1)
    return depth


def _short(latex: str, most: int = 60) -> str:
    """The beginning of a formula, on one line, for a message."""
    line = " ".join(latex.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _code_html(code: str, language: str) -> str:
    is_modest = (
        len(code) <= _MOST_CODE
        and "\n" * _MOST_EMPTY_LINES not in code
        and max(map(len, code.split("\n"))) <= _LONGEST_LINE
    )
    if not is_modest or not language:
        inner = escape(code, quote=False)
    else:
        inner = _remembered(code, language) if len(code) <= _REMEMBERED_CODE else _highlighted(code, language)
    name = f' class="language-{language}"' if language else ""
    return f'<div class="highlight"><pre><code{name}>{inner}</code></pre></div>\n'


def _highlighted(code: str, language: str) -> str:
    lexer = _lexer(language)
    if lexer is None:
        return escape(code, quote=False)
    # Pygments' own formatter parts its spans at each line, for numbers that are not wanted here, and takes twice as long.
    parts: list[str] = []
    for name, run in groupby(lexer.get_tokens(code), lambda token: _class_of(token[0])):
        text = escape("".join([value for _, value in run]), quote=False)
        parts.append(f'<span class="{name}">{text}</span>' if name else text)
    return "".join(parts)


# A rebuild meets the same blocks again; a long one is not worth its memory.
_remembered = lru_cache(maxsize=4096)(_highlighted)


@cache
def _class_of(kind: Any) -> str:  # noqa: ANN401 - Pygments' kinds of token are made by reading attributes
    """The class by which a style sheet knows a kind of token; nothing for what needs no colour."""
    while kind not in STANDARD_TYPES:
        kind = kind.parent
    return "" if kind is Whitespace else STANDARD_TYPES[kind]


@lru_cache(maxsize=256)
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def without_controls(text: str) -> str:
    """A text without the characters that no page may hold."""
    return text.encode().translate(None, _CONTROLS).decode()
