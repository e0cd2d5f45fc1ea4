"""The bytes of a Jupyter notebook in, its front matter and what its page shows out. Nothing of it is run.

A notebook is a post like any other: its Markdown cells are rendered by the journal's own engine, its code as code blocks, and what
it printed when its author ran it as it was printed (see `outputs`). Front matter is a first cell that holds nothing else, or begins
with it, as Quarto has it; what the notebook's own metadata says counts where the front matter says nothing.
"""

from __future__ import annotations

import re
import warnings
from base64 import b64decode
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from .frontmatter import FrontMatter, FrontMatterError, from_metadata, split
from .images import data_address, size_of
from .markdown import LANGUAGE, Code, Insert, Picture
from .outputs import PICTURES, Options, Outputs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .markdown import Part

# As version 4 has been since 2015; those before it are brought up to it.
_FORMAT = 4
_CONFLICT = re.compile(r"^<{7} ", flags=re.MULTILINE)
_OPTION = re.compile(r"#\|\s*(?P<name>[\w-]+):\s*(?P<value>.*?)\s*")
_ATTACHED = "attachment:"


class NotebookError(ValueError):
    """A notebook that cannot be read.

    Args:
        problem: what is wrong.
        remedy: how to mend it.
        line: 1-based line of the file, or of the cell if one is given; None where it has none.
        cell: 1-based; None where the whole file is meant.
    """

    def __init__(self, problem: str, remedy: str, line: int | None = None, cell: int | None = None) -> None:
        self.problem, self.remedy, self.line, self.cell = problem, remedy, line, cell
        super().__init__(f"{problem}: {remedy}")


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook, ready to be rendered.

    Attributes:
        front: what its first cell and its metadata say of it; the body is empty.
        front_cell: the cell that `front.lines` count in.
        parts: of its page.
        cells: for each part the number of its cell, and by how many lines its text begins below the cell's first.
        attachments: for each part the pictures that its cell brings along, by their name.
        has_figures: whether a script has something to draw.
        undescribed: the cells with pictures that say nothing to who cannot see them.
    """

    front: FrontMatter
    front_cell: int
    parts: list[Part]
    cells: list[tuple[int, int]]
    attachments: list[dict[str, Picture]]
    has_figures: bool
    undescribed: list[int]


def read_notebook(data: bytes, render: Callable[[str], str]) -> Notebook:
    """Read a notebook of any version.

    Args:
        data: the file.
        render: makes HTML of what a program printed as Markdown.

    Raises:
        NotebookError: it cannot be read.
    """
    try:
        notebook = _parsed(data)
        about = notebook.metadata if isinstance(notebook.get("metadata"), dict) else {}
        return _Reading(render, _language(about)).read(notebook.cells, about)
    except RecursionError:
        problem = "holds values that are nested hundreds deep"
        raise NotebookError(problem, "clear the outputs of the cell that printed them") from None


def _parsed(data: bytes) -> Any:  # noqa: ANN401 - nbformat has no types for what it reads
    # What it needs takes a third of a second to load, which a journal without notebooks need not wait for.
    import nbformat  # noqa: PLC0415

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotebookError("is not UTF-8", "save the file as UTF-8", line) from None
    with warnings.catch_warnings():
        # That old notebooks have no names for their cells hurts nobody.
        warnings.simplefilter("ignore")
        try:
            # JSON has no infinity and no NaN; Python writes them all the same.
            notebook = nbformat.reader.reads(text, parse_constant=lambda _: None)  # type: ignore[no-untyped-call]
            if notebook.get("nbformat", 1) != _FORMAT:
                notebook = nbformat.convert(notebook, _FORMAT)  # type: ignore[no-untyped-call]
            # Its cells count; what it says of its programs may be of another time.
            nbformat.validate({**notebook, "metadata": {}}, relax_add_props=True)
        except nbformat.reader.NotJSONError as error:
            raise _no_json(text, error) from None
        except nbformat.ValidationError as error:
            path = list(getattr(error, "absolute_path", ()) or getattr(error, "path", ()))
            cell = path[1] + 1 if len(path) > 1 and path[0] == "cells" and isinstance(path[1], int) else None
            reason = str(getattr(error, "message", error)).partition("\n")[0]
            problem = f"is no valid notebook ({_shortened(reason)})"
            raise NotebookError(problem, "open it in Jupyter, and save it again", cell=cell) from None
        except (AssertionError, AttributeError, KeyError, NameError, TypeError, ValueError) as error:
            # Whatever it is that is brought up to the present, it is no notebook; nbformat stumbles over it in many ways.
            problem = f"is no notebook ({_shortened(str(error) or 'not of any known version')})"
            raise NotebookError(problem, "save it from Jupyter again, or give the file another ending") from None
    return notebook


def _no_json(text: str, error: ValueError) -> NotebookError:
    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        return NotebookError("holds both sides of a merge of git", "decide for one of them", line)
    cause = error.__cause__
    reason = getattr(cause, "msg", "it ends too early")
    return NotebookError(f"is no JSON ({reason})", "save it from Jupyter again", getattr(cause, "lineno", None))


def _shortened(reason: str, most: int = 100) -> str:
    return reason if len(reason) <= most else f"{reason[: most - 1]}…"


def _language(about: Mapping[str, Any]) -> str:
    for holder, name in (("language_info", "name"), ("kernelspec", "language")):
        known = about.get(holder)
        # It becomes the name of a class of the page.
        if isinstance(known, dict) and LANGUAGE.fullmatch(str(known.get(name, ""))):
            return str(known[name]).lower()
    return "python"


class _Reading:
    """One notebook being read, cell by cell."""

    def __init__(self, render: Callable[[str], str], language: str) -> None:
        self._render, self._language = render, language
        self._parts: list[Part] = []
        self._cells: list[tuple[int, int]] = []
        self._attachments: list[dict[str, Picture]] = []
        self._undescribed: list[int] = []
        self._has_figures = False

    def read(self, cells: Iterable[Any], about: Mapping[str, Any]) -> Notebook:
        try:
            said = from_metadata(about)
        except FrontMatterError as error:
            raise NotebookError(f"its metadata cannot be read: {error.problem}", error.remedy) from None
        front, front_cell = FrontMatter({}, "", 1, {}), 1
        for number, cell in enumerate(cells, 1):
            source = _whole(cell.source)
            if number == 1 and cell.cell_type in {"raw", "markdown"}:
                front = _front(source)
            if cell.cell_type == "markdown":
                self._add_text(number, source, cell, front if number == front_cell else None)
            elif cell.cell_type == "code":
                self._add_code(number, source, cell)
        return Notebook(
            front=replace(front, fields={**said.fields, **front.fields}, body=""),
            front_cell=front_cell,
            parts=self._parts,
            cells=self._cells,
            attachments=self._attachments,
            has_figures=self._has_figures,
            undescribed=self._undescribed,
        )

    def _add(self, part: Part, number: int, lines: int = 0, attached: dict[str, Picture] | None = None) -> None:
        self._parts.append(part)
        self._cells.append((number, lines))
        self._attachments.append(attached or {})

    def _add_text(self, number: int, source: str, cell: Any, front: FrontMatter | None) -> None:  # noqa: ANN401
        text, lines = (front.body, front.body_line - 1) if front else (source, 0)
        self._add(text, number, lines, _attached(cell))

    def _add_code(self, number: int, source: str, cell: Any) -> None:  # noqa: ANN401
        code, options = _options(source)
        if options.is_code_shown and code.strip():
            self._add(Code(code, self._language), number)
        shown = Outputs(number, options, self._render).shown(cell.outputs)
        if shown.html:
            self._add(Insert(shown.html, shown.names), number)
        self._has_figures |= shown.has_figure
        if shown.undescribed:
            self._undescribed.append(number)


def _front(source: str) -> FrontMatter:
    try:
        return split(source)
    except FrontMatterError as error:
        raise NotebookError(error.problem, error.remedy, error.line, 1) from None


def _options(source: str) -> tuple[str, Options]:
    r"""The code of a cell without the lines at its top that say how it is shown, and what they say.

    >>> _options("#| fig-alt: A line\nplot()")
    ('plot()', Options(alternative='A line', caption='', is_code_shown=True))
    """
    lines = source.split("\n")
    said = list(takewhile(lambda line: line.startswith("#|"), lines))
    found = [match for line in said if (match := _OPTION.fullmatch(line))]
    values = {match["name"]: _unquoted(match["value"]) for match in found}
    options = Options(values.get("fig-alt", ""), values.get("fig-cap", ""), values.get("echo", "").lower() != "false")
    return "\n".join(lines[len(said) :]), options


def _unquoted(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if is_quoted else value


def _attached(cell: Any) -> dict[str, Picture]:  # noqa: ANN401
    """The pictures that were pasted into a cell."""
    found = {}
    for name, bundle in (cell.get("attachments") or {}).items():
        for kind, value in bundle.items() if isinstance(bundle, dict) else ():
            if kind in PICTURES and isinstance(value, str):
                image = _decoded(value)
                found[_ATTACHED + name] = Picture(size_of(image), data_address(kind, image))
    return found


def _decoded(value: str) -> bytes:
    try:
        return b64decode(value)
    except ValueError:
        return b""


def _whole(text: str) -> str:
    """A text without the halves of characters that JSON may hold, and no page can."""
    return text.encode("utf-8", "replace").decode()
