"""Footnotes: their marks in the text, and the section at the end of the page that holds them."""

from __future__ import annotations

from dataclasses import dataclass

from ...core.language import gettext


@dataclass(slots=True)
class _Footnote:
    # Zero until something refers to it.
    number: int = 0
    references: int = 0
    html: str = ""


class Footnotes:
    """The footnotes of a page, numbered in the order in which its text refers to them."""

    def __init__(self) -> None:
        self._notes: dict[str, _Footnote] = {}
        self._numbered = 0

    def reference(self, label: str) -> str:
        """The mark in the text that leads to a footnote."""
        note = self._note(label)
        if not note.number:
            self._numbered += 1
            note.number = self._numbered
        note.references += 1
        number, place = note.number, _reference_id(note.number, note.references)
        return f'<sup class="footnote-ref" id="{place}"><a href="#fn:{number}">{number}</a></sup>'

    def define(self, label: str, html: str) -> None:
        """Keep the text of a footnote."""
        note = self._note(label)
        # Of two notes with one label the first counts, as for links.
        note.html = note.html or html

    def section(self) -> str:
        """All footnotes, each with arrows back to its marks; nothing if there are none."""
        if not self._notes:
            return ""
        items = []
        for note in sorted(self._notes.values(), key=lambda note: note.number or len(self._notes) + 1):
            back = "".join(_back_link(note.number, count) for count in range(1, note.references + 1))
            html, end, _ = note.html.rpartition("</p>\n")
            inside = f"{html}{back}{end}" if end and note.html.endswith(end) else f"{note.html}{back}"
            place = f' id="fn:{note.number}"' if note.number else ""
            items.append(f"<li{place}>{inside}</li>\n")
        return f'<section class="footnotes">\n<ol>\n{"".join(items)}</ol>\n</section>\n'

    def _note(self, label: str) -> _Footnote:
        return self._notes.setdefault(label.casefold(), _Footnote())


def _reference_id(number: int, count: int) -> str:
    """The place of a footnote's mark; the colon keeps it apart from the names of headings."""
    return f"fnref:{number}" if count == 1 else f"fnref:{number}-{count}"


def _back_link(number: int, count: int) -> str:
    place = _reference_id(number, count)
    # The selector keeps the arrow from being drawn as an emoji.
    says = gettext("Back to the text")
    return f' <a class="footnote-back" href="#{place}" aria-label="{says}">\u21a9\ufe0e</a>'
