"""One file of a post in, what it says out: its fields, its text as HTML, and which of it is wrong.

Markdown, or a notebook that holds such texts.

Nothing here depends on the site, so that it can be done by another process (see `worker`); what other files say is asked of the
`folder`, which notes it.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from .._seam import analytics
from ..core.formula_text import with_plain_formulas
from .article_store import source_digest
from .comments import without_all_comments
from .dialects.documents import prepared_document, split_document
from .fields import Fields
from .hidden_html import without_whole_comments
from .markdown import FormulaError, Part, Renderer, macros_of
from .markup.hidden_parts import HiddenParts
from .quarto_project import settings_for
from .sanitiser import sanitised

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .citing import Citing
    from .dialects.dialect import Dialect
    from .folder import Asked, Folder
    from .frontmatter import FrontMatter
    from .markdown import FindPicture, Macro, Picture, Problem, Rendered


# Encodings that people still have files in; of any, a short text may be taken for the strangest.
_LIKELY = ["cp1252", "cp1251", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"]
# A post of a long life's longest book; what is larger is not text.
MOST_BYTES = 5_000_000
# Of which pictures are the most.
MOST_NOTEBOOK_BYTES = 50_000_000
_UNCLOSED = (
    "a comment that starts with %% has no end, so everything after it is held back",
    "close it with %%, or write \\%%",
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was read.

    Attributes:
        digest: of its bytes.
        fields: its front matter, and what is wrong in the file.
        title: that its author gave it, or its first heading; empty if it has neither.
        rendered: its text.
        summary: its summary as HTML; empty if it has none.
        asked: what it is made of beside this file.
        remarks: what is wrong in it, and does not hold up the site.
        has_figures: whether a script has something to draw in it.
        pictures: the names of the files that it brings along, and that are beside its page (see `notebooks/pictures.py`).
    """

    digest: bytes
    fields: Fields
    title: str
    rendered: Rendered
    summary: str
    asked: Asked
    remarks: list[analytics.ContentError]
    has_figures: bool = False
    pictures: Sequence[str] = ()


class SourceReader:
    """Reads files, one after the other; one instance serves a whole run.

    Args:
        folder: that paths are from, and how its files are read.
        trust: whether raw HTML in posts is the author's right, or taken out as far as it could do harm.
        citing: what posts may cite.
        macros: commands that formulas may use, as the setting gives them.
    """

    def __init__(
        self,
        folder: Folder,
        trust: Literal["html", "text"],
        citing: Citing | None = None,
        macros: Mapping[str, Any] | None = None,
    ) -> None:
        self._folder = folder
        clean = sanitised if trust == "text" else str
        of_site = {name: [body, count] for name, body, count in folder.dialect.macros}
        syntax = replace(folder.dialect.syntax, emoji=folder.dialect.has_emoji)
        self._renderer = Renderer(citing, clean, macros_of(of_site | dict(macros or {})), syntax)

    def read(self, path: str) -> Source:
        """Read one file.

        Raises:
            ContentError: the file cannot be read at all; what is wrong within it is kept with its fields.
        """
        try:
            data = (self._folder.content / path).read_bytes()
        except OSError as error:
            raise analytics.ContentError(path, None, error.strerror or "cannot be read", "let it be read") from error
        is_notebook = path.lower().endswith(analytics.NOTEBOOK)
        most = MOST_NOTEBOOK_BYTES if is_notebook else MOST_BYTES
        if len(data) > most:
            kind = "notebook" if is_notebook else "post"
            size = f"has {len(data) / 1e6:,.0f} MB, and a {kind} can have at most {most / 1e6:,.0f}"
            remedy = "clear outputs" if is_notebook else "split it"
            raise analytics.ContentError(path, None, size, f"{remedy}, or move data to separate files")
        return self._read_notebook(path, data) if is_notebook else self._read_text(path, data)

    def _read_text(self, path: str, data: bytes) -> Source:
        text, encoding = _decoded(data)
        asked = self._folder.begin()
        front = split_document(path, text)
        # What no feed can hold is in no post; NUL, a renderer would take out as well. Comments go first: nothing is read in them.
        text, unclosed = without_all_comments(analytics.UNPRINTABLE.sub("", front.body))
        dialect = self._folder.dialect
        text = self._folder.without_hidden_parts(text, path, front.fields)
        front = prepared_document(path, dataclasses.replace(front, body=text), self._folder, dialect.name)
        front = asked_for(front if front.left_out else dialect.prepared(path, front, self._folder), dialect)
        # Its text goes no further: what comes from another process is copied.
        fields = Fields(path, dataclasses.replace(front, body=""))
        if encoding:
            problem = f"is not UTF-8; it was read as {encoding}"
            fields.remarks.append(analytics.ContentError(path, None, problem, "save the file as UTF-8"))
        self._begin_post(fields)
        rendered = self._renderer.render(
            front.body,
            title=fields.text("title") or None,
            find=self._finder(path),
            find_note=lambda name: self._folder.find(name, path),
        )
        remarks = _told(fields, rendered.problems, [(None, front.body_line - 1)])
        if unclosed is not None:
            remarks.append(analytics.ContentError(path, front.body_line - 1 + unclosed, *_UNCLOSED))
        return Source(
            digest=source_digest(data),
            fields=fields,
            title=self._title(fields) or rendered.title or "",
            rendered=rendered,
            summary=self._summary(fields),
            asked=asked,
            remarks=remarks,
        )

    def _read_notebook(self, path: str, data: bytes) -> Source:
        from .notebooks.file import NotebookError  # noqa: PLC0415 - most journals have none
        from .notebooks.notebook import read_notebook  # noqa: PLC0415 - likewise

        # What programs printed knows no commands of the author's, and none of another post.
        self._renderer.begin_post({})
        asked = self._folder.begin()
        of_all = settings_for(path, self._folder.above, self._folder.setting)
        try:
            notebook = read_notebook(data, lambda text: self._renderer.render(text).html, of_all)
        except NotebookError as error:
            raise analytics.ContentError(path, error.line, error.problem, error.remedy, error.cell) from error
        dialect = self._folder.dialect
        front = asked_for(dialect.prepared(path, notebook.front, self._folder), dialect)
        fields = Fields(path, front, notebook.front_cell)
        find = self._finder(path, notebook.attachments)
        self._begin_post(fields)
        texts = "".join(part for part in notebook.parts if isinstance(part, str))
        hidden = HiddenParts(self._folder.conditions_in(texts, path, front.fields))
        parts: list[Part] = []
        for part in notebook.parts:
            # A div may go on behind code.
            shown = hidden.taken_out(part) if isinstance(part, str) else "" if hidden.is_open else part
            parts.append(dialect.prepared_text(path, shown, self._folder) if isinstance(shown, str) else shown)
        rendered = self._renderer.render_parts(parts, title=fields.text("title") or None, find=find)
        # Here JSON may have hidden it from whoever looked at the file's text.
        rendered = dataclasses.replace(rendered, html=analytics.UNPRINTABLE.sub("", rendered.html))
        remarks = _told(fields, rendered.problems, notebook.cells)
        remarks += [
            analytics.ContentError(
                path,
                None,
                "a picture has no alt text",
                "start the cell with #| fig-alt: and a description",
                cell,
            )
            for cell in notebook.undescribed
        ]
        remarks += [analytics.ContentError(path, line, *_UNCLOSED, cell) for cell, line in notebook.unclosed]
        # Pelican would take the first words of the page, of which many are code and numbers here.
        first = with_plain_formulas(_first_paragraph(rendered.html)) or "<p>A notebook.</p>"
        return Source(
            digest=source_digest(data),
            fields=fields,
            title=self._title(fields) or rendered.title or "",
            rendered=rendered,
            summary=self._summary(fields) or (sanitised(first) if rendered.has_html else first),
            asked=asked,
            remarks=remarks,
            has_figures=notebook.has_figures,
            pictures=notebook.pictures.shown_in(rendered.html),
        )

    def _begin_post(self, fields: Fields) -> None:
        """Have formulas use the commands that the post defines in its front matter."""
        said = fields.front.fields.get("macros")
        macros: dict[str, Macro] = {}
        if said is not None:
            try:
                macros = macros_of(said if isinstance(said, dict) else {})
            except FormulaError as error:
                fields.remark("macros", f"`macros`: {error}", r"write each as name: \mathbb{R}")
            if not isinstance(said, dict):
                fields.remark("macros", "`macros` names no commands", r"write each below it, as R: \mathbb{R}")
        self._renderer.begin_post(macros)

    def _title(self, fields: Fields) -> str:
        """The title that the author gave, as text."""
        title, _ = without_all_comments(without_whole_comments(fields.text("title")))
        return self._renderer.plain(title.strip())

    def _summary(self, fields: Fields) -> str:
        """The summary that the author gave, as HTML; places that show it have no room for more than text in its formulas."""
        summary, _ = without_all_comments(fields.text("summary"))
        return with_plain_formulas(self._renderer.render_line(summary)) if summary else ""

    def _finder(self, path: str, attachments: Sequence[dict[str, Picture]] = ()) -> FindPicture:
        """What is known of each image of a file."""
        return lambda address, part: self._folder.picture(address, path, attachments, part)


def asked_for(front: FrontMatter, dialect: Dialect) -> FrontMatter:
    """A file, held back where its program publishes only files that ask for it."""
    if front.held_back or dialect.is_asked_for(front):
        return front
    return dataclasses.replace(
        front, held_back=f"no `{dialect.opt_in}: true`, by which this journal says what is published"
    )


def _first_paragraph(html: str) -> str:
    """The first paragraph of a page; empty if it has none."""
    begin = html.find("<p>")
    end = html.find("</p>", begin)
    return html[begin : end + len("</p>")] if 0 <= begin < end else ""


def _decoded(data: bytes) -> tuple[str, str]:
    """The text of a file, and the encoding that it is in if that is not UTF-8."""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # noqa: PLC0415 - most journals have no such file

        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16", "replace"), "UTF-16"
        guess = from_bytes(data, cp_isolation=_LIKELY).best()
        encoding = guess.encoding if guess else "cp1252"
        return data.decode(encoding, "replace"), encoding


def _told(
    fields: Fields, problems: Iterable[Problem], places: Sequence[tuple[int | None, int]]
) -> list[analytics.ContentError]:
    """What is wrong in the texts of a file.

    Args:
        fields: of the file.
        problems: of its texts.
        places: for each text its cell, and how many lines of the cell or file stand before it.
    """
    remarks: list[analytics.ContentError] = []
    for problem in problems:
        cell, before = places[problem.part]
        error = analytics.ContentError(fields.path, before + problem.line, problem.message, problem.remedy, cell)
        remarks.append(error)
    return remarks
