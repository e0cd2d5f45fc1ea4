"""The bytes of a Jupyter notebook in, its front matter and what its page shows out. Nothing of it is run.

A notebook is a post like any other: its Markdown cells are rendered by the journal's own engine, its code as code blocks, and what
it printed when its author ran it as it was printed (see `outputs`). Front matter is a first cell that holds nothing else, or begins
with it, as Quarto has it; what the notebook's own metadata says counts where the front matter says nothing.
"""

from __future__ import annotations

import json
import re
import warnings
from base64 import b64decode
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .._seam import analytics
from ..core.phrases import cut
from . import drafts
from .comments import without_comments
from .frontmatter import FrontMatter, FrontMatterError, from_metadata, split
from .images import size_of
from .markdown import LANGUAGE, Code, Insert, Picture
from .notebook_pictures import KINDS, Pictures
from .outputs import Options, Outputs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .markdown import Part

# As version 4 has been since 2015; those before it are brought up to it.
_FORMAT = 4
_KINDS = {"code", "markdown", "raw"}
_CONFLICT = re.compile(r"^<{7} ", flags=re.MULTILINE)
# Options as Quarto writes them and as formatters of code leave them, and lines of nbdev.
_OPTION = re.compile(r"\s*(?:#|//|--|%%?) ?\|\s*(?P<name>[\w.-]+)\s*:\s*+(?P<value>(?:\S++(?:\s++\S++)*+)?)\s*+")
_OTHER_OPTION = re.compile(r"\s*(?:#|//|--|%%?) ?\|.*")
_LINE_OF_NBDEV = re.compile(r"\s*+#\s*+(?:\|\s*+)?(?P<word>hide[\w-]*|remove[\w-]+)\s*+", flags=re.IGNORECASE)
_HIDDEN_LINE = re.compile(r".*#\s*\|\s*hide_line\s*")
# Front matter as nbdev and fastpages have it: a heading, a quotation, and a list in which one of these fields stands.
_LISTED_FIELD = re.compile(r"[-*] (?P<name>[A-Za-z][\w-]*+)[ \t]*+:[ \t]++(?P<value>\S.*)")
_OF_NBDEV = frozenset(
    {
        *("toc", "badges", "comments", "branch", "hide", "search_exclude", "skip_exec", "skip_showdoc", "draft"),
        *("published", "permalink", "layout", "sticky_rank", "use_math", "categories", "redirect_from"),
    }
)
# What may be above options: nothing, magics, and comments.
_ABOVE = re.compile(r"\s*(?:[#%!].*|//.*)?")
# What some programs write where they mean nothing.
_NULL = re.compile(r'"(?:metadata|outputs|attachments|source|data|text)"\s*:\s*null')
_EMPTY: dict[str, Callable[[], Any]] = {"outputs": list, "source": str, "text": str}
_ATTACHED = "attachment:"


class NotebookError(ValueError):
    """A notebook that cannot be read.

    Args:
        problem: what is wrong.
        remedy: how to fix it.
        line: 1-based line of the file, or of the cell if one is given; None if it has none.
        cell: 1-based; None if the whole file is meant.
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
        problem = "contains values nested hundreds of levels deep"
        raise NotebookError(problem, "clear the outputs of the cell that printed them") from None


def _parsed(data: bytes) -> Any:  # noqa: ANN401 - nbformat has no types for what it reads
    # What it needs takes a third of a second to load, which a journal without notebooks need not wait for.
    import nbformat  # noqa: PLC0415

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotebookError("is not UTF-8", "save the file as UTF-8", line) from None
    with warnings.catch_warnings(), _quiet():
        # That old notebooks have no names for their cells hurts nobody.
        warnings.simplefilter("ignore")
        try:
            # JSON has no infinity and no NaN; Python writes them all the same.
            notebook = nbformat.reader.reads(_without_nulls(text), parse_constant=lambda _: None)  # type: ignore[no-untyped-call]
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
            problem = f"is not a valid notebook ({cut(reason, 100)})"
            raise NotebookError(problem, "open it in Jupyter, and save it again", cell=cell) from None
        except (AssertionError, AttributeError, KeyError, NameError, TypeError, ValueError) as error:
            # Whatever it is that is brought up to the present, it is not a notebook; nbformat stumbles over it in many ways.
            problem = f"is not a notebook ({cut(str(error) or 'not of any known version', 100)})"
            raise NotebookError(problem, "save it from Jupyter again, or change its extension") from None
    return notebook


@contextmanager
def _quiet() -> Iterator[None]:
    """Let nbformat say nothing of small flaws, which it fixes: Pelican would take what another library logs for its own."""
    from traitlets.log import get_logger  # noqa: PLC0415 - loaded with nbformat

    logger = get_logger()

    def refuse(_: object) -> bool:
        return False

    # Pelican's loggers raise for what they log, unless a filter refuses it.
    logger.addFilter(refuse)  # type: ignore[union-attr]
    try:
        yield
    finally:
        logger.removeFilter(refuse)  # type: ignore[union-attr]


def _without_nulls(text: str) -> str:
    """The same with nothing instead of each null that stands where a notebook has something."""
    if not _NULL.search(text):
        return text

    def mended(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return {
            name: _EMPTY.get(name, dict)() if value is None and _NULL.match(f'"{name}":null') else value
            for name, value in pairs
        }

    try:
        return json.dumps(json.loads(text, object_pairs_hook=mended, parse_constant=lambda _: None))
    except ValueError:
        return text


def _no_json(text: str, error: ValueError) -> NotebookError:
    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        return NotebookError("contains both sides of a git merge", "choose one of them", line)
    cause = error.__cause__
    reason = getattr(cause, "msg", "it ends too early")
    return NotebookError(f"is not JSON ({reason})", "save it from Jupyter again", getattr(cause, "lineno", None))


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
        self._pictures = Pictures()
        self._undescribed: list[int] = []
        self._has_figures = False
        self._unclosed: list[tuple[int, int]] = []
        # What the notebook says of all its cells.
        self._defaults: dict[str, Any] = {}

    def read(self, cells: Iterable[Any], about: Mapping[str, Any]) -> Notebook:
        said = from_metadata(about)
        front, front_cell, reason = FrontMatter({}, "", 1, {}), 1, ""
        for number, cell in enumerate(cells, 1):
            # The kinds of later versions of the format are not checked: they may lack anything.
            if cell.cell_type not in _KINDS:
                continue
            source = _whole(cell.source)
            hidden = analytics.hidden_by_metadata(cell.metadata)
            if number == front_cell:
                # Whether or not the cell is shown; behind code of which nobody is to know.
                front_cell += cell.cell_type == "code" and hidden.cell
                front = _front_of_cell(cell.cell_type, source)
                self._defaults = defaults_of(about, front)
            reason = reason or _reason_in(cell.cell_type, source)
            if hidden.cell:
                continue
            if cell.cell_type == "markdown" and not hidden.code:
                self._add_text(number, source, cell, front if number == front_cell else None)
            elif cell.cell_type == "code":
                self._add_code(number, source, cell, hidden)
        return Notebook(
            front=_joined(replace(front, held_back=front.held_back or reason), said),
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
        text, unclosed = without_comments(text)
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


def front_of(notebook: str) -> FrontMatter | None:
    """What a notebook of any version says of itself, without the cost of all else in it; None if it cannot be read."""
    try:
        found = json.loads(notebook.removeprefix("\ufeff"))
        about = found.get("metadata")
        cells = [cell for sheet in found.get("worksheets") or [found] for cell in sheet.get("cells") or ()]
        # Behind code of which nobody is to know, as a page is read.
        seen = (one for one in cells if one["cell_type"] != "code" or not _hides(one))
        first: dict[str, Any] = next(seen, {})
        front = _front_of_cell(first.get("cell_type", ""), _whole("".join(map(str, first.get("source") or ""))))
        texts = ((one["cell_type"], _whole("".join(map(str, one.get("source") or "")))) for one in cells)
        reasons = (_reason_in(kind, text) for kind, text in texts)
        front = replace(front, held_back=front.held_back or next(filter(None, reasons), ""))
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError):
        return None
    return _joined(front, from_metadata(about if isinstance(about, dict) else {}))


def _front_of_cell(kind: str, source: str) -> FrontMatter:
    """What a first cell of a kind says of the notebook; nothing if it is code."""
    front = split(source if kind in {"raw", "markdown"} else "")
    return front if front.fields or kind != "markdown" else _listed_front(source) or front


def _listed_front(source: str) -> FrontMatter | None:
    r"""Front matter as nbdev and fastpages have it; None if a cell does not begin with it.

    >>> _listed_front("# A: b\n> In short.\n- hide: true\n- x\n").fields
    {'title': 'A: b', 'description': 'In short.', 'unlisted': 'true', 'summary': 'In short.'}
    >>> _listed_front("# Aims\n- accuracy: 0.9\n")
    """
    made: list[str] = []
    names: set[str] = set()
    lines = source.strip("\n").split("\n")
    for line in lines:
        bare = line.strip()
        if not names and bare.startswith("# "):
            made.append(f"title: {_as_yaml(bare[2:].strip())}")
            names.add("title")
        elif names == {"title"} and bare.startswith("> "):
            made.append(f"description: {_as_yaml(bare[2:].strip())}")
            names.add("description")
        elif names and (found := _LISTED_FIELD.fullmatch(bare)):
            # What its site has in no list is on none of its pages that lead anywhere.
            name = "unlisted" if found["name"] == "hide" else found["name"]
            made.append(f"{name}: {found['value']}")
            names.add(found["name"])
        elif bare:
            break
        else:
            made.append("")
    if not names & _OF_NBDEV:
        return None
    front = split("\n".join(["---", *made, "---", *lines[len(made) :]]))
    above = source[: len(source) - len(source.lstrip("\n"))].count("\n") - 1
    return replace(
        front,
        body_line=front.body_line + above - 1,
        lines={name: line + above for name, line in front.lines.items()},
        remarks=tuple(FrontMatterError(one.line + above, one.problem, one.remedy) for one in front.remarks),
    )


def _as_yaml(text: str) -> str:
    return text if text[:1] in {'"', "'"} else json.dumps(text, ensure_ascii=False)


def _reason_in(kind: str, source: str) -> str:
    """Why front matter in a cell holds the notebook back, whichever cell that is; empty if none does."""
    if kind == "raw":
        return split(source).held_back
    return drafts.reason_in_blocks(source) if kind == "markdown" else ""


def _hides(cell: Mapping[str, Any]) -> bool:
    return analytics.hidden_by_metadata(cell.get("metadata")).cell


def _joined(front: FrontMatter, said: FrontMatter) -> FrontMatter:
    """What the first cell of a notebook says and its metadata; either holds it back."""
    return replace(
        front,
        fields={**said.fields, **front.fields},
        body="",
        held_back=front.held_back or said.held_back,
        remarks=(*front.remarks, *said.remarks),
    )


def defaults_of(about: Mapping[str, Any], front: FrontMatter) -> dict[str, Any]:
    """The options that front matter gives to all cells, as Quarto has it, and the notebook's metadata, as extensions do."""
    found: dict[str, Any] = {}
    if about.get("hide_input") is True or about.get("hide_code_all") is True:
        found["echo"] = False

    def gather(fields: Mapping[str, Any]) -> None:
        for name, value in fields.items():
            if name in {"echo", "include", "output", "warning", "message", "results"} and isinstance(value, str | bool):
                found[name] = value
            elif isinstance(value, dict) and name in {"execute", "format", "html", "knitr", "opts_chunk"}:
                gather(value)

    for fields in (about, front.fields):
        # A title or a summary may be called like an option; only `execute` and `format` hold them.
        gather({name: value for name, value in fields.items() if isinstance(value, dict)})
    return found


def code_of(source: str, defaults: Mapping[str, Any]) -> tuple[str, dict[str, str], analytics.Hidden]:
    """The code of a cell without the lines that say how it is shown; the options in them, and what is hidden.

    Args:
        source: of the cell.
        defaults: the options of all cells.
    """
    code, said, words = _parted(source)
    own = dict(said)
    hidden = analytics.hidden_by_options({**defaults, **own}) | analytics.hidden_by_words(words)
    for name, value in said:  # of two with one name either hides
        hidden |= analytics.hidden_by_options({name: value})
    return code, own, hidden


def _parted(source: str) -> tuple[str, list[tuple[str, str]], list[str]]:
    r"""The code of a cell without the lines that say how it is shown; the options in them, and the words of nbdev.

    >>> _parted("# | fig-alt: A line\n#hide_input\nplot()")
    ('plot()', [('fig-alt', 'A line')], ['hide_input'])
    """
    kept: list[str] = []
    said: list[tuple[str, str]] = []
    words: list[str] = []
    is_above = True
    for line in source.split("\n"):
        is_above = is_above and _ABOVE.fullmatch(line) is not None
        if match := _OPTION.fullmatch(line):
            said.append((match["name"], _unquoted(match["value"])))
        elif is_above and (match := _LINE_OF_NBDEV.fullmatch(line)) and any(analytics.hidden_by_words([match["word"]])):
            words.append(match["word"])
        elif not (_HIDDEN_LINE.fullmatch(line) or (is_above and _OTHER_OPTION.fullmatch(line))):
            kept.append(line)
    return "\n".join(kept), said, words


def _unquoted(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if is_quoted else value


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


def _whole(text: str) -> str:
    """A text without the halves of characters that JSON may hold, and no page can."""
    return text.encode("utf-8", "replace").decode()
