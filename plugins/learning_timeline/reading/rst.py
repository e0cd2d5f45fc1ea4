"""A file of reStructuredText in, Pelican's metadata and HTML out, with fields as Nikola writes them.

Nikola writes fields as comments, ``.. title: Words``, which docutils passes over. What a file does not say of its title and day,
its name and git do, as for Markdown. What docutils cannot read, such as a directive of a plugin, is shown as its source.
"""

from __future__ import annotations

import logging
import os
import re
from datetime import datetime, time
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote, unquote

from docutils import nodes
from docutils.core import Publisher
from docutils.io import StringOutput
from docutils.readers.standalone import Reader
from docutils.transforms import Transform
from pelican.readers import RstReader

from .._seam import analytics
from .days import day_in
from .fields import Fields
from .folders import folders_of
from .frontmatter import FrontMatter
from .held_names import reason_in_names
from .hidden_html import without_hidden_html
from .images import is_there
from .linking import is_for_all
from .markup import sphinx
from .nesting import as_source_if_too_deep
from .reader import PLAIN, STATUSES
from .rst_fields import fields_of, front_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..core.run import Run

_SOURCE = re.compile(r'(?P<name>src|data)="(?P<address>[^":{|]{1,500})"')
# Beside the dates, which are read as in Markdown.
_TAKEN = {"title", "slug", "tags", "category", "author", "authors", "status", "lang"}
_DATES = ("date", "modified")
# From which on docutils says something, as it numbers what is amiss.
_WARNING = 2
_MEND = "mend it, or write it as Markdown"


class _ShowSource(Transform):  # type: ignore[misc] # docutils carries no types
    """What is amiss becomes the source that it was found in; what is said of it is kept for the reader."""

    # Behind those of docutils that number, sort and leave out its own messages.
    default_priority = 880

    def apply(self) -> None:
        """Replace each message by the source that it holds."""
        told: list[tuple[int | None, str]] = []
        for message in list(self.document.findall(nodes.system_message)):
            blocks = [one for one in message.children if isinstance(one, nodes.literal_block)]
            told.append((message.get("line"), next((one.astext() for one in message.children), "")))
            message.parent.replace(message, blocks)
        # Words that were marked would lead to the messages.
        for marked in list(self.document.findall(nodes.problematic)):
            marked.parent.replace(marked, nodes.Text(marked.astext()))
        for section in list(self.document.findall(nodes.section)):
            if "system-messages" in section["classes"]:
                section.parent.remove(section)
        self.document.told = told


class _Reader(Reader):  # type: ignore[misc] # docutils carries no types
    def get_transforms(self) -> list[type[Transform]]:
        return [*super().get_transforms(), _ShowSource]


class JournalRstReader(RstReader):  # type: ignore[misc] # Pelican carries no types
    """Reads reStructuredText in a journal; offered instead of Pelican's own by a receiver."""

    file_extensions: ClassVar[list[str]] = []
    run: Run | None = None

    def _get_publisher(self, source_path: str) -> Publisher:
        """A document that is read to its end, whatever it holds."""
        if self.run is None:
            return super()._get_publisher(source_path)
        content = self.run.settings.content
        sphinx.register(content, Path(source_path).relative_to(content).as_posix())
        said = {
            "initial_header_level": "2",
            "syntax_highlight": "short",
            "input_encoding": "utf-8",
            "language_code": self._language_code,
            "embed_stylesheet": False,
            **self.settings.get("DOCUTILS_SETTINGS", {}),
            # Nobody is to read them, in the source of a page or a feed either.
            "strip_comments": True,
            # Messages stay in the document, and are printed nowhere.
            "report_level": _WARNING,
            "halt_level": 5,
            "warning_stream": StringIO(),
        }
        publisher = Publisher(
            reader=_Reader(), parser="restructuredtext", writer=self.writer_class(), destination_class=StringOutput
        )
        publisher.process_programmatic_settings(None, said, None)
        publisher.set_source(source_path=source_path)
        publisher.publish()
        return publisher

    def _parse_metadata(self, document: Any, source_path: str) -> dict[str, Any]:  # noqa: ANN401 - of docutils
        """What a file says of itself; that it has no title is no matter where its name is one."""
        self._told = list(getattr(document, "told", ()))
        said = logging.getLogger("pelican.readers")
        said.disabled = True
        try:
            found: dict[str, Any] = super()._parse_metadata(document, source_path)
        finally:
            said.disabled = False
        return found

    def process_metadata(self, name: str, value: Any) -> Any:  # noqa: ANN401 - as Pelican has it
        """The value of a field; dates are read later, since Pelican raises where one is none."""
        return value if self.run is not None and name in _DATES else super().process_metadata(name, value)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Read one file."""
        content, metadata = super().read(source_path)
        content = without_hidden_html(as_source_if_too_deep(content))
        path = Path(source_path)
        text = path.read_text(encoding="utf-8", errors="replace")
        said = fields_of(text)
        for name, value in said.items():
            if name in _TAKEN and not metadata.get(name):
                metadata[name] = self.process_metadata(name, value)
        front = front_of(text)
        if front.held_back:
            metadata["status"] = "draft"
        if self.run is not None:
            content = _SOURCE.sub(lambda found: self._picture(found, path), content)
            inside = path.relative_to(self.run.settings.content).as_posix()
            reason = front.held_back or reason_in_names(inside, front.fields.items())
            if reason and reason not in PLAIN:
                self.run.note_held_back(inside, reason)
            named = day_in(inside, self.run.settings.date_order)
            metadata["title"] = metadata.get("title") or named.title or named.name.replace("-", " ").replace("_", " ")
            fields = Fields(inside, _front_matter(metadata, said, text))
            metadata["status"] = "draft" if reason else fields.choice("status", STATUSES) or "published"
            self._date(metadata, fields)
            # A topic that nobody named is a guess, as in Markdown.
            metadata["topic_is_said"] = bool(metadata.get("category"))
            if not metadata["topic_is_said"]:
                guess = next(iter(folders_of(inside)), str(self.settings["DEFAULT_CATEGORY"]))
                metadata["category"] = self.process_metadata("category", guess)
            remarks = [*fields.remarks, *self._remarks(inside)]
            metadata["remarks"] = [[one.line, one.problem, one.remedy, one.cell] for one in remarks]
        return content, metadata

    def _remarks(self, path: str) -> Iterator[analytics.ContentError]:
        """What docutils said of the file that was read last, each thing once."""
        for line, words in dict.fromkeys(self._told):
            yield analytics.ContentError(path, line, " ".join(words.split())[:200].rstrip("."), _MEND)

    def _picture(self, found: re.Match[str], path: Path) -> str:
        """The source of a picture in Pelican's form, if the file is there: beside the text, or from the root of the content."""
        assert self.run is not None
        root = self.run.settings.content
        address = unquote(found["address"])
        file = os.path.relpath(root / address.lstrip("/") if address.startswith("/") else path.parent / address, root)
        return f'{found["name"]}="{{static}}/{quote(file)}"' if is_for_all(file) and is_there(root / file) else found[0]

    def _date(self, metadata: dict[str, Any], fields: Fields) -> None:
        """Date the post by what it says, its name or git; where nothing does, Pelican says so."""
        assert self.run is not None
        zone, order = self.run.settings.zone, self.run.settings.date_order
        moments = {name: fields.moment(name, order) for name in _DATES}
        for name, moment in moments.items():
            metadata.pop(name, None)
            if moment is not None:
                metadata[name] = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        known = self.run.history.post(fields.path) if self.run.history else None
        if "date" in metadata:
            metadata["date_source"] = "front matter"
        elif day := day_in(fields.path, order).day:
            metadata["date"], metadata["date_source"] = datetime.combine(day, time(), zone), "file name"
        elif known and known.created:
            metadata["date"], metadata["date_source"] = known.created, "git"


def _front_matter(metadata: dict[str, Any], said: dict[str, str], text: str) -> FrontMatter:
    """The dates and the status that a file says of itself, with their lines."""
    values = {name: str(metadata.get(name) or said.get(name, "")) for name in (*_DATES, "status")}
    values = {name: value for name, value in values.items() if value}
    lines = text.split("\n")
    begins = {name: re.compile(rf"(?:\.\. |:){name}:", flags=re.IGNORECASE) for name in values}
    places = {
        name: next((number for number, line in enumerate(lines, 1) if begin.match(line)), 1)
        for name, begin in begins.items()
    }
    return FrontMatter(values, "", 1, places)
