"""The bytes of a Jupyter notebook in, its front matter and what its page shows out. Nothing of it is run.

A notebook is a post like any other: its Markdown cells are rendered by the journal's own engine, its code as code blocks, and what
it printed when its author ran it as it was printed (see `outputs`). Front matter is a first cell that holds nothing else, or begins
with it, as Quarto has it; what the notebook's own metadata says counts where the front matter says nothing.
"""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..._seam import analytics
from ..comments import without_all_comments
from ..conditions import defaults_of
from ..frontmatter import FrontMatter, from_metadata
from ..images import size_of
from ..markdown import LANGUAGE, Code, Insert, Picture
from .cell_options import code_of
from .file import NotebookError, cells_and_metadata
from .fronts import front_of_cell, joined, reason_in, whole
from .outputs import Options, Outputs
from .pictures import KINDS, Pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..markdown import Part

_KINDS = {"code", "markdown", "raw"}
_ATTACHED = "attachment:"
NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook, ready to be rendered.

    Attributes:
        front: what its first cell and its metadata say of it; the body is empty.
        front_cell: the cell that `front.lines` count in.
        parts: of its page.
        cells: for each part the number of its cell, and by how many lines its text begins below the cell's first.
        attachments: for each part the pictures that its cell brings along, by their name.
        pictures: those that are too large for the page.
        has_figures: whether a script has something to draw.
        undescribed: the cells with pictures that say nothing to who cannot see them.
        unclosed: the cell and the line of each comment that nothing ends.
    """

    front: FrontMatter
    front_cell: int
    parts: list[Part]
    cells: list[tuple[int, int]]
    attachments: list[dict[str, Picture]]
    pictures: Pictures
    has_figures: bool
    undescribed: list[int]
    unclosed: list[tuple[int, int]]


def read_notebook(data: bytes, render: Callable[[str], str], of_all: Mapping[str, Any] = NOTHING) -> Notebook:
    """Read a notebook of any version.

    Args:
        data: the file.
        render: makes HTML of what a program printed as Markdown.
        of_all: what its project says of all documents.

    Raises:
        NotebookError: it cannot be read.
    """
    try:
        notebook = cells_and_metadata(data)
        about = notebook.metadata if isinstance(notebook.get("metadata"), dict) else {}
        return _Reading(render, _language(about), of_all).read(notebook.cells, about)
    except RecursionError:
        problem = "contains values nested hundreds of levels deep"
        raise NotebookError(problem, "clear the outputs of the cell that printed them") from None


def _language(about: Mapping[str, Any]) -> str:
    for holder, name in (("language_info", "name"), ("kernelspec", "language")):
        known = about.get(holder)
        # It becomes the name of a class of the page.
        if isinstance(known, dict) and LANGUAGE.fullmatch(str(known.get(name, ""))):
            return str(known[name]).lower()
    return "python"


class _Reading:
    """One notebook being read, cell by cell."""

    def __init__(self, render: Callable[[str], str], language: str, of_all: Mapping[str, Any]) -> None:
        self._render, self._language, self._of_all = render, language, of_all
        self._parts: list[Part] = []
        self._cells: list[tuple[int, int]] = []
        self._attachments: list[dict[str, Picture]] = []
        self._pictures = Pictures()
        self._undescribed: list[int] = []
        self._has_figures = False
        self._unclosed: list[tuple[int, int]] = []
        # What the notebook says of all its cells.
        self._defaults: dict[str, Any] = defaults_of(of_all)

    def read(self, cells: Iterable[Any], about: Mapping[str, Any]) -> Notebook:
        said = from_metadata(about)
        front, front_cell, reason = FrontMatter({}, "", 1, {}), 1, ""
        for number, cell in enumerate(cells, 1):
            # The kinds of later versions of the format are not checked: they may lack anything.
            if cell.cell_type not in _KINDS:
                continue
            source = whole(cell.source)
            hidden = analytics.hidden_by_metadata(cell.metadata)
            if number == front_cell:
                # Whether or not the cell is shown; behind code of which nobody is to know.
                front_cell += cell.cell_type == "code" and hidden.cell
                front = front_of_cell(cell.cell_type, source)
                self._defaults = defaults_of(self._of_all, about, front.fields)
            reason = reason or reason_in(cell.cell_type, source)
            if hidden.cell:
                continue
            if cell.cell_type == "markdown" and not hidden.code:
                self._add_text(number, source, cell, front if number == front_cell else None)
            elif cell.cell_type == "code":
                self._add_code(number, source, cell, hidden)
        return Notebook(
            front=joined(replace(front, held_back=front.held_back or reason), said),
            front_cell=front_cell,
            parts=self._parts,
            cells=self._cells,
            attachments=self._attachments,
            pictures=self._pictures,
            has_figures=self._has_figures,
            undescribed=self._undescribed,
            unclosed=self._unclosed,
        )

    def _add(self, part: Part, number: int, lines: int = 0, attached: dict[str, Picture] | None = None) -> None:
        self._parts.append(part)
        self._cells.append((number, lines))
        self._attachments.append(attached or {})

    def _add_text(self, number: int, source: str, cell: Any, front: FrontMatter | None) -> None:  # noqa: ANN401
        text, lines = (front.body, front.body_line - 1) if front else (source, 0)
        text, unclosed = without_all_comments(text)
        if unclosed is not None:
            self._unclosed.append((number, lines + unclosed))
        self._add(text, number, lines, _attached(cell, self._pictures))

    def _add_code(self, number: int, source: str, cell: Any, hidden: analytics.Hidden) -> None:  # noqa: ANN401
        code, own, by_lines = code_of(source, self._defaults)
        hidden |= by_lines
        if hidden.cell:
            return
        if not hidden.code and code.strip():
            self._add(Code(code, self._language), number)
        if hidden.output:
            return
        outputs = [one for one in cell.outputs if not (hidden.errors and one.get("name") == "stderr")]
        options = Options(own.get("fig-alt", ""), own.get("fig-cap", ""))
        shown = Outputs(number, options, self._render, self._pictures).shown(outputs)
        if shown.html:
            self._add(Insert(shown.html, shown.names), number)
        self._has_figures |= shown.has_figure
        if shown.undescribed:
            self._undescribed.append(number)


def _attached(cell: Any, pictures: Pictures) -> dict[str, Picture]:  # noqa: ANN401
    """The pictures that were pasted into a cell."""
    found = {}
    for name, bundle in (cell.get("attachments") or {}).items():
        for kind, value in bundle.items() if isinstance(bundle, dict) else ():
            if kind in KINDS and isinstance(value, str):
                image = _decoded(value)
                found[_ATTACHED + name] = Picture(size_of(image), pictures.address(kind, image))
    return found


def _decoded(value: str) -> bytes:
    try:
        return b64decode(value)
    except ValueError:
        return b""
