"""One Markdown file in, what it says out: its fields, its text as HTML, and which of it is wrong.

Nothing here depends on the site or on other files, so that it can be done by another process (see `worker`).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ._seam import analytics
from .article_store import source_digest
from .fields import Fields
from .frontmatter import FrontMatterError, split
from .markdown import Renderer

if TYPE_CHECKING:
    from pathlib import Path

    from .markdown import Rendered

# A post of a long life's longest book; what is larger is no text.
MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was read.

    Attributes:
        digest: of its bytes.
        fields: its front matter, and what is wrong in the file.
        rendered: its text.
        summary: its summary as HTML; empty where it has none.
    """

    digest: bytes
    fields: Fields
    rendered: Rendered
    summary: str


class SourceReader:
    """Reads files, one after the other; one instance serves a whole run.

    Args:
        content: the folder that paths are from.
        trust: whether raw HTML in posts is the author's right, or taken out as far as it could do harm.
        keys: of the bibliography.
    """

    def __init__(self, content: Path, trust: Literal["html", "text"], keys: frozenset[str] = frozenset()) -> None:
        self._content, self._trust = content, trust
        self._renderer = Renderer(keys)

    def read(self, path: str) -> Source:
        """Read one file.

        Raises:
            ContentError: the file cannot be read at all; what is wrong within it is kept with its fields.
        """
        try:
            data = (self._content / path).read_bytes()
        except OSError as error:
            raise analytics.ContentError(path, None, error.strerror or "cannot be read", "let it be read") from error
        if len(data) > MOST_BYTES:
            size = f"has {len(data) / 1e6:,.0f} MB, and a post may have {MOST_BYTES / 1e6:,.0f}"
            raise analytics.ContentError(path, None, size, "split it, or move data to files of its own")
        try:
            front = split(data.decode("utf-8"))
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise analytics.ContentError(path, line, "is not UTF-8", "save the file as UTF-8") from error
        except FrontMatterError as error:
            raise analytics.ContentError(path, error.line, error.problem, error.remedy) from error
        # Its text goes no further: what comes from another process is copied.
        fields = Fields(path, dataclasses.replace(front, body=""))
        # What no feed can hold is in no post; NUL, a renderer would take out as well.
        rendered = self._renderer.render(analytics.UNPRINTABLE.sub("", front.body), title=fields.text("title") or None)
        for formula in rendered.problems:
            line = front.body_line + formula.line - 1
            fields.problems.append(analytics.ContentError(path, line, formula.message, "mend the formula"))
        summary = fields.text("summary")
        return Source(
            digest=source_digest(data),
            fields=fields,
            rendered=dataclasses.replace(rendered, html=self._trusted(rendered.html)),
            summary=self._trusted(self._renderer.render(summary).html) if summary else "",
        )

    def _trusted(self, html: str) -> str:
        if self._trust == "html":
            return html
        from .sanitiser import sanitised  # noqa: PLC0415 - most journals have one author, and need it not

        return sanitised(html)
