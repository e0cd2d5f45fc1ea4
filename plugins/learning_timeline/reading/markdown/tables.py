"""The parts of a table in, their HTML out: each cell takes its alignment from its column."""

from __future__ import annotations


class Table:
    """The table that is being written; Markdown has none inside another, so that one serves a page."""

    def __init__(self) -> None:
        self._alignments: tuple[str, ...] = ()
        self._column = 0
        self._cell_tag = "td"

    def start(self, alignments: tuple[str, ...]) -> str:
        """Begin a table with the alignments of its columns."""
        self._alignments = alignments
        return '<div class="table"><table>\n'

    def head_start(self) -> str:
        """Begin the row of headings."""
        self._cell_tag = "th"
        return "<thead><tr>"

    def head_end(self) -> str:
        """End the row of headings."""
        self._cell_tag, self._column = "td", 0
        return "</tr></thead>\n<tbody>\n"

    def row_end(self) -> str:
        """End a row."""
        self._column = 0
        return "</tr>\n"

    def cell_start(self) -> str:
        """Begin the next cell of the row."""
        alignment = self._alignments[self._column] if self._column < len(self._alignments) else "None"
        style = "" if alignment == "None" else f' style="text-align: {alignment.lower()}"'
        return f"<{self._cell_tag}{style}>"

    def cell_end(self) -> str:
        """End a cell."""
        self._column += 1
        return f"</{self._cell_tag}>"
