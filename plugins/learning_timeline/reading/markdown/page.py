"""The parser's events in, the HTML of one page out: where in the events we are, and what has been written so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..containment import contained
from ..hidden_html import is_comment, without_hidden_html, without_whole_comments
from ..nesting import as_source_if_too_deep, may_be_deep
from . import blocks, callouts, headings, links, raw_html, wiki
from .citations import without_places
from .events import language_of
from .footnotes import Footnotes
from .formulas import is_money
from .headings import Anchors
from .highlighting import code_block
from .tables import Table
from .texts import without_controls
from .unbroken import unbroken
from .values import Code, EventProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .citations import Citations
    from .events import Events
    from .formulas import Formulas
    from .values import FindNote, FindPicture, Insert, Picture, Syntax

# So many links by name are no accident.
_ENOUGH_NAMES = 2
# As one that code has in two brackets is not.
_SEVERAL_WORDS = re.compile(r"[^\W\d_][\w'\u2019&/.-]*(?: [\w'\u2019&()/.-]+)+")


@dataclass(slots=True)
class Page:
    """One page being written.

    Each method that begins with ``on_``, ``open_`` or ``close_`` takes what an event holds and gives the HTML that it makes.
    """

    events: Events
    formulas: Formulas
    citations: Citations
    clean: Callable[[str], str]
    find_picture: FindPicture
    find_note: FindNote
    syntax: Syntax
    # Whether HTML in the text is shown as it is written.
    is_html_text: bool = False
    # Whether it has any, and whether what is written since the last part that is not text has.
    has_html: bool = False
    has_html_unfinished: bool = False
    at: int = 0
    out: list[str] = field(default_factory=list)
    # What is written and cleaned, up to the last part that is not text.
    finished: list[str] = field(default_factory=list)
    # The words that a reader reads.
    prose: list[str] = field(default_factory=list)
    problems: list[EventProblem] = field(default_factory=list)
    # How many links are open, in which no other one may begin.
    open_links: int = 0
    places: headings.Places = field(init=False)
    # By how many levels headings are lowered, so that none is beside the page's title.
    lowered_by: int = 0
    has_open_dollars: bool = False
    anchors: Anchors = field(default_factory=Anchors)
    footnotes: Footnotes = field(default_factory=Footnotes)
    table: Table = field(default_factory=Table)
    # What is to be written before some of the events.
    before: dict[int, str] = field(default_factory=dict)
    # Tags in the text; what it shows, and the links to notes and files that lead to one and that do not.
    tags: list[str] = field(default_factory=list)
    embeds: int = 0
    links_found: int = 0
    links_lost: int = 0
    # Whether a link by name that leads nowhere stays as it was written; None until that is asked.
    keeps_unknown: bool | None = None
    # The label of each footnote that is being written, and what was being written when it began.
    open_footnotes: list[tuple[str, list[str]]] = field(default_factory=list)

    def write(self, known_title: str | None, *, may_have_h1: bool) -> str | None:
        """Write the whole page; gives the title that its first heading holds."""
        events = self.events.all
        title = headings.take_title(self.events, known_title)
        self.places = headings.Places(self.events, title)
        self.lowered_by = int(may_have_h1 and any(headings.level_of(event) == 1 for event in events))
        while self.at < len(events):
            if self.before:
                self.out.append(self.before.get(self.at, ""))
            html = self.written(events[self.at])
            # Not before the event is written: a footnote changes what is being written to.
            self.out.append(html)
            self.at += 1
        self.out.append(self.footnotes.section())
        self._finish()
        return title

    def written(self, event: Any) -> str:  # noqa: ANN401 - the engine's events, see `events`
        """The HTML that an event makes, which may be written to a later one."""
        if isinstance(event, str):
            self.prose.append(" ")
            return blocks.BREAKS[event]
        ((kind, value),) = event.items()
        return _WRITERS[kind](self, value)

    def on_part(self, part: Code | Insert) -> str:
        """Write what stands between texts; only texts are cleaned."""
        self.prose.append("\n")
        self._finish()
        html = without_controls(code_block(part.code, part.language)) if isinstance(part, Code) else part.html
        self.finished.append(without_places(html))
        return ""

    def _finish(self) -> None:
        """Clean what is written so far."""
        html = without_controls("".join(self.out))
        if self.has_html_unfinished or may_be_deep(html):
            html = as_source_if_too_deep(html)
        if self.has_html_unfinished:
            html = without_hidden_html(html)
        html = self.clean(html)
        self.finished.append(contained(html) if self.has_html_unfinished else html)
        self.out.clear()
        self.has_html_unfinished = False

    def _report(self, message: str, remedy: str = "fix the formula") -> None:
        self.problems.append(EventProblem(self.at, message, remedy))

    def _find(self, address: str) -> Picture:
        return self.find_picture(address, self.events.part_of(self.at))

    # -- starts and ends of tags

    def on_start(self, tag: str | dict[str, Any]) -> str:
        """The start of a tag."""
        kind, value = self._parted(tag)
        simple = blocks.SIMPLE_START.get(kind)
        return _STARTS[kind](self, value) if simple is None else simple

    def on_end(self, tag: str | dict[str, Any]) -> str:
        """The end of a tag."""
        kind, value = self._parted(tag)
        simple = blocks.SIMPLE_END.get(kind)
        return _ENDS[kind](self, value) if simple is None else simple

    def _parted(self, tag: str | dict[str, Any]) -> tuple[str, Any]:
        """The kind of a tag, which is a word if it tells no more than that, and what it tells; words end at most of them."""
        ((kind, value),) = ((tag, None),) if isinstance(tag, str) else tag.items()
        if kind not in blocks.INLINE:
            self.prose.append("\n")
        return kind, value

    # -- text

    def on_text(self, text: str) -> str:
        """Text, in which citations and addresses become links unless it is in one."""
        self.prose.append(text)
        if text == "$$":
            self._report_unpaired_dollars()
        if self.open_links:
            return escape(text, quote=False)
        if "[" in text:
            text = self._to_end_of_bracket(text)
        if "@" not in text and "://" not in text:
            return escape(text, quote=False)
        parts = self.citations.split(text, self._report)
        return "".join(links.text_with_links(before) + place for before, place in parts)

    def _to_end_of_bracket(self, text: str) -> str:
        """A text with the lines after it up to the bracket that closes a citation."""
        events = self.events.all
        while text.rfind("[") > text.rfind("]") and self.at + 2 < len(events) and events[self.at + 1] == "SoftBreak":
            following = events[self.at + 2]
            if not isinstance(following, dict) or "Text" not in following or "@" not in text + following["Text"]:
                break
            text += f"\n{following['Text']}"
            self.prose.append(f" {following['Text']}")
            self.at += 2
        return text

    def _report_unpaired_dollars(self) -> None:
        """Report the first of two lines of ``$$`` that the parser did not join to a formula."""
        self.has_open_dollars = not self.has_open_dollars
        if self.has_open_dollars:
            self._report("this $$ starts no formula: it needs a closing $$ on a line of its own")

    def on_code(self, code: str) -> str:
        """Code in a line of text."""
        self.prose.append(code)
        return f"<code>{escape(code, quote=False)}</code>"

    # -- formulas

    def on_inline_math(self, latex: str) -> str:
        """A formula in a line of text, or two amounts of money."""
        if is_money(latex, self.events.text_at(self.at + 1)[:1]):
            return self.on_text(f"${latex}$")
        following = self.events.text_at(self.at + 1)
        html, taken = unbroken(self.formulas.inline(latex, self._report), self.out, following)
        if not taken:
            return html
        self.at += 1
        self.prose.append(taken)
        return html + self.on_text(following[len(taken) :])

    def on_display_math(self, latex: str) -> str:
        """A formula that is shown as a block, amid other text."""
        if is_money(latex, self.events.text_at(self.at + 1)[:1]):
            return self.on_text(f"$${latex}$$")
        # A span, since a formula amid text stands where a div may not; the theme makes it a block of its own.
        return f'<span class="math">{self.formulas.display(latex, self._report)}</span>'

    def _formula_block(self, latex: str) -> str:
        # One that only defines commands shows nothing.
        html = self.formulas.display(latex, self._report)
        return f'<div class="math">{html}</div>\n' if html else "\n"

    # -- raw HTML

    def on_inline_html(self, html: str) -> str:
        """A tag that is in a line of text, or a comment."""
        if is_comment(html):
            return ""
        if self.is_html_text:
            return self.on_text(html)
        self.has_html = self.has_html_unfinished = True
        self.open_links = raw_html.links_open_after(html, self.open_links)
        return raw_html.with_files(html, self._find, self._report)

    def open_html_block(self, _: None) -> str:
        """A block of HTML, to its end."""
        start, self.at = self.at + 1, self.events.end_of(self.at + 1, "HtmlBlock")
        html = "".join(part for event in self.events.all[start : self.at] for part in event.values())
        html = without_whole_comments(html)
        if not html.strip():
            return ""
        if self.is_html_text:
            return f"<p>{self.on_text(html.strip())}</p>\n"
        self.has_html = self.has_html_unfinished = True
        self.prose.append(raw_html.prose_of(html))
        return raw_html.with_files(html, self._find, self._report)

    # -- blocks

    def open_paragraph(self, _: None) -> str:
        """A paragraph; one display formula or one captioned image by itself needs no ``<p>`` and is written to its end."""
        inner = self.events.all[self.at + 1]
        if isinstance(inner, dict):
            if "DisplayMath" in inner:
                return self._lone_formula(inner["DisplayMath"]) or "<p>"
            tag = inner.get("Start")
            if isinstance(tag, dict) and "Image" in tag and tag["Image"]["title"]:
                return self._lone_figure(tag["Image"]) or "<p>"
        return "<p>"

    def _lone_formula(self, latex: str) -> str:
        if self.events.all[self.at + 2] != {"End": "Paragraph"}:
            return ""
        self.at += 1
        html = self._formula_block(latex)
        self.at += 1
        return html

    def _lone_figure(self, image: dict[str, str]) -> str:
        end = self.events.end_of(self.at + 2, "Image")
        if self.events.all[end + 1] != {"End": "Paragraph"}:
            return ""
        self.at += 1
        caption = image["title"]
        html = self._image(image["dest_url"], self.events.plain_text(self.at + 1, end, self.formulas.text), "")
        self.prose.append(f"{caption}\n")
        self.at = end + 1
        return f"<figure>{html}<figcaption>{escape(caption, quote=False)}</figcaption></figure>\n"

    def open_heading(self, tag: dict[str, Any]) -> str:
        """A heading, named for addresses by its author or by its text."""
        end = self.events.end_of(self.at + 1, "Heading")
        explicit = headings.take_explicit_name(self.events, end)
        name = explicit or headings.slug(self.events.plain_text(self.at + 1, end)) or "section"
        return f'<h{self._level(tag["level"])} id="{escape(self.anchors.unique(name))}">'

    def close_heading(self, level: str) -> str:
        """The end of a heading."""
        return f"</h{self._level(level)}>\n"

    def _level(self, level: str) -> int:
        return min(int(level[1]) + self.lowered_by, 6)

    def open_code_block(self, kind: str | dict[str, str]) -> str:
        """A block of code, to its end; one whose language is ``math`` is a formula."""
        language = language_of(kind)
        start, self.at = self.at + 1, self.events.end_of(self.at + 1, "CodeBlock")
        code = "".join(event["Text"] for event in self.events.all[start : self.at])
        return self._formula_block(code) if language == "math" else code_block(code, language)

    # -- links and images

    def open_link(self, link: dict[str, str]) -> str:
        """The start of a link; all of it, if it leads nowhere or has no words of its own."""
        if wiki.is_wiki(link):
            return self._wikilink(link)
        self.open_links += 1
        address = self._known(link["dest_url"])
        return links.link_start({**link, "dest_url": address}, self._find, self._report)

    def close_link(self, _: None) -> str:
        """The end of a link."""
        self.open_links -= 1
        return "</a>"

    def _known(self, address: str) -> str:
        """An address, by the file that it means if that is a note; beside this one, at its place in the folder, or of its name."""
        if address.startswith("#"):
            return self.places.of(address)
        named = links.note_named(address)
        if named is None or (links.is_page(address) and self.find_note(f"./{named.name}.html")):
            return address
        beside = "" if address.startswith("/") else self.find_note(f"./{named.name}")
        file = beside or self.find_note(named.name)
        if not wiki.is_note(file):
            self.links_lost += named.is_certain
            return address
        self.links_found += 1
        return wiki.address_of(file, named.fragment)

    def _wikilink(self, link: dict[str, Any]) -> str:
        target = wiki.target_of(link["dest_url"])
        end = self.events.end_of(self.at + 1, "Link")
        inner = self.events.all[self.at + 1 : end]
        file = self.find_note(target.name) if target.name else ""
        is_known = bool(file) or not target.name
        self.links_found += is_known
        self.links_lost += not is_known
        self.at = end
        if not is_known and self._keeps_unknown():
            words = f"|{''.join(map(self.written, inner))}" if wiki.has_words(link) else ""
            return f"[[{self.on_text(link['dest_url'])}{words}]]"
        self.open_links += 1
        words = (
            "".join(map(self.written, inner)) if wiki.has_words(link) else self.on_text(wiki.words_of(link["dest_url"]))
        )
        self.open_links -= 1
        if not is_known or self.open_links:
            return words
        own = f"#{quote(target.fragment)}"
        address = wiki.address_of(file, target.fragment_in(file)) if file else self.places.of(own)
        return f'<a href="{escape(address)}">{words}</a>'

    def _keeps_unknown(self) -> bool:
        """Whether links by name that lead nowhere stay as they were written: not in a text that has others, as notes have."""
        if self.keeps_unknown is None:
            names = set(self._names()) if self.syntax.keeps_unknown else set()
            told = [name for name in names if name.lstrip("@")[:1].isalpha()]
            is_note = (
                len(told) >= _ENOUGH_NAMES
                or any(map(_SEVERAL_WORDS.fullmatch, told))
                or any(map(self.find_note, names))
            )
            self.keeps_unknown = self.syntax.keeps_unknown and not is_note
        return self.keeps_unknown

    def _names(self) -> Iterator[str]:
        """The names in all links by name."""
        for event in self.events.all:
            if isinstance(event, dict) and isinstance(tag := event.get("Start"), dict):
                link = tag.get("Link") or tag.get("Image")
                if link and wiki.is_wiki(link) and (name := wiki.target_of(link["dest_url"]).name):
                    yield name

    def open_image(self, image: dict[str, str]) -> str:
        """An image, to its end."""
        end = self.events.end_of(self.at + 1, "Image")
        words = self.events.plain_text(self.at + 1, end, self.formulas.text)
        html = (
            self._embed(image, words) if wiki.is_wiki(image) else self._image(image["dest_url"], words, image["title"])
        )
        self.at = end
        return html

    def _image(self, address: str, alternative: str, title: str) -> str:
        self.embeds += 1
        alternative, wanted = wiki.parted_size(alternative) if self.syntax.picture_sizes else (alternative, (0, 0))
        if not_image := wiki.shown_as_image(address, alternative, self._find, self._report):
            return not_image
        return links.image(address, alternative, title, self._find, self._report, wanted)

    def _embed(self, image: dict[str, Any], words: str) -> str:
        """A file or a note that is shown by its name."""
        target, written = wiki.target_of(image["dest_url"]), image["dest_url"]
        words = words if wiki.has_words(image) else ""
        file = self.find_note(target.name) if target.name else ""
        if not file:
            if self._keeps_unknown():
                return self.on_text(f"![[{written}{f'|{words}' if words else ''}]]")
            if target.name:
                self.links_lost += 1
                links.report_missing("file", target.name, target.name, self._report)
            return self.on_text(words or wiki.words_of(written))
        self.embeds += 1
        if not wiki.is_note(file):
            return wiki.shown_file(file, target.inside, words, self._find(f"{{static}}/{quote(file)}"))
        name = escape(words or wiki.words_of(written), quote=False)
        return f'<a class="embed" href="{escape(wiki.address_of(file, target.fragment, "embed"))}">{name}</a>'

    # -- footnotes

    def open_footnote(self, label: str) -> str:
        """The start of a footnote, which is written apart from the text around it."""
        self.open_footnotes.append((label, self.out))
        self.out = []
        return ""

    def close_footnote(self, _: None) -> str:
        """The end of a footnote: back to the text around it."""
        html = "".join(self.out)
        label, self.out = self.open_footnotes.pop()
        self.footnotes.define(label, html)
        return ""


_WRITERS: dict[str, Callable[[Page, Any], str]] = {
    "Several": lambda page, events: "".join(map(page.written, events)),
    "Markup": lambda _, html: html,
    "Part": Page.on_part,
    "Text": Page.on_text,
    "Start": Page.on_start,
    "End": Page.on_end,
    "Code": Page.on_code,
    "InlineMath": Page.on_inline_math,
    "DisplayMath": Page.on_display_math,
    "InlineHtml": Page.on_inline_html,
    "FootnoteReference": lambda page, label: page.footnotes.reference(label),
    "TaskListMarker": lambda _, is_done: blocks.task_box(is_done),
}
_STARTS: dict[str, Callable[[Page, Any], str]] = {
    "Paragraph": Page.open_paragraph,
    "Heading": Page.open_heading,
    "BlockQuote": lambda _, alert: blocks.quote_start(alert),
    "CodeBlock": Page.open_code_block,
    "HtmlBlock": Page.open_html_block,
    "List": lambda _, first_number: blocks.list_start(first_number),
    "FootnoteDefinition": Page.open_footnote,
    "Table": lambda page, alignments: page.table.start(alignments),
    "TableHead": lambda page, _: page.table.head_start(),
    "TableCell": lambda page, _: page.table.cell_start(),
    "Link": Page.open_link,
    "Image": Page.open_image,
    "Callout": lambda _, callout: callouts.start(callout),
    "CalloutTitle": lambda _, callout: callouts.title_start(callout),
    "CalloutText": lambda _, callout: callouts.text_start(callout),
}
_ENDS: dict[str, Callable[[Page, Any], str]] = {
    "Heading": Page.close_heading,
    "BlockQuote": lambda _, alert: blocks.quote_end(alert),
    "List": lambda _, is_ordered: blocks.list_end(is_ordered),
    "FootnoteDefinition": Page.close_footnote,
    "TableHead": lambda page, _: page.table.head_end(),
    "TableRow": lambda page, _: page.table.row_end(),
    "TableCell": lambda page, _: page.table.cell_end(),
    "Link": Page.close_link,
    "Callout": lambda _, callout: callouts.end(callout),
    "CalloutTitle": lambda _, callout: callouts.title_end(callout),
}
