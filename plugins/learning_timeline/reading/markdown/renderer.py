"""Texts in, `Rendered` out: sets the parser up, has the page written, and finds the lines of its problems."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from pyromark import Markdown, Options

from ..._seam import analytics
from ..citing import Citing
from ..html_comments import without_html_comments
from ..markup.prose import changed
from . import callouts
from .citations import Citations, without_places
from .delimiters import labels_in, with_dollars
from .events import Events
from .formulas import REFERS, Formulas, Macro
from .headings import may_have_h1
from .page import Page
from .short_names import show_emoji
from .syntax import rewritten, unfolded
from .texts import with_line_feeds, without_controls
from .values import PLAIN, FindNote, FindPicture, Insert, Part, Picture, Problem, Rendered, Syntax
from .wide_letters import with_wide_emphasis, without_signs
from .wiki import with_words_in_tables, without_bracketed_links

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_MATH
    | Options.ENABLE_GFM
)

# A term in a line of its own and what it means, as most programs have it; the parser takes lines such as `:smile:` for that, too.
_BEGINS_AS_DEFINITION = re.compile(r"\n[ \t>]*:[ \t]")
_DEFINITION = re.compile(r"(?:\A|\n[ \t>]*\n)[ \t>]*[^\s:|#>-][^\n]*\n(?:[ \t>]*\n)?[ \t>]*:[ \t]+\S")
_NO_DEFINITION = re.compile(r"^(?P<before>[ \t>]*):(?=\S)", flags=re.MULTILINE)


def _has_definitions(text: str) -> bool:
    return _BEGINS_AS_DEFINITION.search(text) is not None and _DEFINITION.search(text) is not None


def _with_definitions(text: str) -> str:
    """A text in which no line but that of a definition can be taken for one."""
    if not _has_definitions(text):
        return text
    return changed(text, lambda prose: _NO_DEFINITION.sub(r"\g<before>\:", prose))


def _unknown_note(_: str) -> str:
    return ""


def _unknown_picture(_: str, __: int) -> Picture:
    return Picture()


class Renderer:
    """Turns texts into HTML, one after the other; one instance serves a whole run."""

    def __init__(
        self,
        citing: Citing | None = None,
        clean: Callable[[str], str] = str,
        macros: Mapping[str, Macro] | None = None,
        syntax: Syntax = PLAIN,
    ) -> None:
        """A renderer for the texts of a journal.

        Args:
            citing: what they may cite.
            clean: takes HTML that a text makes.
            macros: commands that formulas may use, besides those of LaTeX.
            syntax: what the texts may hold beside Markdown.
        """
        self._citing, self._clean, self._syntax = citing, clean, syntax
        added = (Options.ENABLE_WIKILINKS, Options.ENABLE_DEFINITION_LIST)
        choices = (_OPTIONS, *(_OPTIONS | one for one in added), _OPTIONS | added[0] | added[1])
        self._parsers = {options: Markdown(options=options) for options in choices}
        self._formulas = Formulas(macros)

    def begin_post(self, macros: Mapping[str, Macro]) -> None:
        """Have the formulas that follow use commands of a post of its own."""
        self._formulas.begin_post(macros)

    def plain(self, text: str) -> str:
        """A line of text, such as a title, with its formulas as plain text."""
        return self._formulas.text_with_formulas(text)

    def render_line(self, text: str) -> str:
        """Render a text that other pages show as well: what looks like HTML in it is text."""
        return self._render([text], None, _unknown_picture, is_html_text=True).html

    def render(
        self,
        text: str,
        *,
        title: str | None = None,
        find: FindPicture = _unknown_picture,
        find_note: FindNote = _unknown_note,
    ) -> Rendered:
        """Render one text; whatever it holds, it renders.

        Args:
            text: Markdown without front matter, as decoded from a file.
            title: the title if it is already known. An h1 that opens the text is then taken out only if it says the
                same; without it, such an h1 is the title and always taken out, since the page prints it.
            find: tells what is known of its images.
            find_note: tells which file is meant by a name.
        """
        return self.render_parts([text], title=title, find=find, find_note=find_note)

    def render_parts(
        self,
        parts: Sequence[Part],
        *,
        title: str | None = None,
        find: FindPicture = _unknown_picture,
        find_note: FindNote = _unknown_note,
    ) -> Rendered:
        """Render texts and what stands between them as one page."""
        return self._render(parts, title, find, find_note)

    def _render(
        self,
        parts: Sequence[Part],
        title: str | None,
        find: FindPicture,
        find_note: FindNote = _unknown_note,
        *,
        is_html_text: bool = False,
    ) -> Rendered:
        parts = [with_line_feeds(without_places(part)) if isinstance(part, str) else part for part in parts]
        remarks: list[Problem] = []
        for number, part in enumerate(parts):
            if isinstance(part, str):
                parts[number], said = without_html_comments(part)
                remarks += [Problem(*one, number) for one in said]
        labels = labels_in([part for part in parts if isinstance(part, str)])
        parts = [with_dollars(part, labels) if isinstance(part, str) else part for part in parts]
        if self._syntax.wikilinks:
            parts = [
                with_words_in_tables(without_bracketed_links(part)) if isinstance(part, str) else part for part in parts
            ]
        parts = [with_wide_emphasis(_with_definitions(part)) if isinstance(part, str) else part for part in parts]
        self._formulas.begin_page()
        page = Page(
            Events(), self._formulas, Citations(self._citing), self._clean, find, find_note, self._syntax, is_html_text
        )
        for part in parts:
            self._add(part, page)
            if isinstance(part, Insert):
                page.anchors.reserve(part.names)
        if any(isinstance(part, str) and REFERS.search(part) for part in parts):
            self._formulas.note_labels(page.events.formulas())
        found = page.write(title, may_have_h1=any(isinstance(part, str) and may_have_h1(part) for part in parts))
        return Rendered(
            html=page.citations.written("".join(page.finished)),
            title=None if found is None else self.plain(without_controls(found)),
            words=analytics.count_words("".join(page.prose)),
            problems=(*remarks, *self._problems(parts, page)),
            cited=page.citations.cited,
            uncited=tuple(page.citations.uncited),
            references=tuple(page.citations.references),
            has_html=page.has_html,
            tags=tuple(dict.fromkeys(page.tags)),
            embeds=page.embeds,
            links=(page.links_found, page.links_lost),
        )

    def _add(self, part: Part, page: Page) -> None:
        """Add the events of a part to a page, with what its text holds beside Markdown."""
        if not isinstance(part, str):
            page.events.add_part([{"Part": part}])
            return
        page.events.add_part(without_signs(self._parser_of(part).events(part), part))
        first = page.events.starts[-1]
        if "[!" in part:
            callouts.mark(page.events, first)
        events = page.events.all[first:]
        if self._syntax.emoji and ":" in part:
            show_emoji(events)
        page.tags += rewritten(events, part, self._syntax)
        if self._syntax.is_outline:
            page.before |= {first + at: html for at, html in unfolded(events).items()}
        page.events.all[first:] = events

    def _parser_of(self, text: str) -> Markdown:
        options = _OPTIONS
        if self._syntax.wikilinks and "[[" in text:
            options |= Options.ENABLE_WIKILINKS
        if _has_definitions(text):
            options |= Options.ENABLE_DEFINITION_LIST
        return self._parsers[options]

    def _problems(self, parts: Sequence[Part], page: Page) -> Iterator[Problem]:
        # Parsing once more for the places is paid only by texts that have a problem.
        for number, found in groupby(page.problems, lambda problem: page.events.part_of(problem.event)):
            text = parts[number]
            assert isinstance(text, str)
            source = text.encode()
            places = [place["start"] for _, place in self._parser_of(text).events_with_range(text, merge_text=True)]
            for problem in found:
                place = places[problem.event - page.events.starts[number]]
                line = source.count(b"\n", 0, place) + 1
                yield Problem(line, problem.message, problem.remedy, number)
