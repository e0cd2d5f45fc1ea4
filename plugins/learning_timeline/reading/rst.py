"""A file of reStructuredText in, Pelican's metadata and HTML out, with fields as Nikola writes them.

Nikola writes fields as comments, ``.. title: Words``, which docutils passes over. What a file does not say of its title and day,
its name and git do, as for Markdown.
"""

from __future__ import annotations

import logging
import os
import re
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote, unquote

from pelican.readers import RstReader

from . import drafts
from .days import day_in
from .images import is_there
from .linking import is_for_all
from .moments import Ambiguous, moment_of

if TYPE_CHECKING:
    from ..core.run import Run

_FIELD = re.compile(r"\.\. (?P<name>[A-Za-z_]{1,40}):(?!:)[ \t]*(?P<value>.*)")
_SOURCE = re.compile(r'(?P<name>src|data)="(?P<address>[^":{|]{1,500})"')
_MOST_LINES = 40
# Beside the date, which is read as in Markdown.
_TAKEN = {"title", "slug", "tags", "category", "author", "authors", "status", "lang"}


def fields_of(text: str) -> dict[str, str]:
    r"""The fields that comments at the beginning of a text say; those without a value are none.

    >>> fields_of(".. title: A\n.. tags: \n\n.. image:: a.png\n")
    {'title': 'A'}
    """
    found: dict[str, str] = {}
    for line in text.lstrip("\ufeff\n").split("\n")[:_MOST_LINES]:
        field = _FIELD.fullmatch(line.rstrip())
        if field is None and line.strip():
            break
        if field and field["value"]:
            found.setdefault(field["name"].lower(), field["value"].strip())
    return found


class JournalRstReader(RstReader):  # type: ignore[misc] # Pelican carries no types
    """Reads reStructuredText in a journal; offered in place of Pelican's own by a receiver."""

    file_extensions: ClassVar[list[str]] = []
    run: Run | None = None

    def _parse_metadata(self, document: Any, source_path: str) -> dict[str, Any]:  # noqa: ANN401 - of docutils
        """What a file says of itself; that it has no title is no matter where its name is one."""
        said = logging.getLogger("pelican.readers")
        said.disabled = True
        try:
            found: dict[str, Any] = super()._parse_metadata(document, source_path)
        finally:
            said.disabled = False
        return found

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Read one file."""
        content, metadata = super().read(source_path)
        path = Path(source_path)
        said = fields_of(path.read_text(encoding="utf-8", errors="replace"))
        for name, value in said.items():
            if name in _TAKEN and not metadata.get(name):
                metadata[name] = self.process_metadata(name, value)
        if drafts.reason_in(said.items()) or {"draft", "private"} & set(re.split(r"[\s,]+", said.get("tags", ""))):
            metadata["status"] = "draft"
        if self.run is not None:
            content = _SOURCE.sub(lambda found: self._picture(found, path), content)
            inside = path.relative_to(self.run.settings.content).as_posix()
            named = day_in(inside, self.run.settings.date_order)
            metadata["title"] = metadata.get("title") or named.title or named.name.replace("-", " ").replace("_", " ")
            if "date" not in metadata and (day := self._day(said.get("date", ""), inside)):
                metadata["date"], metadata["date_source"] = day
        return content, metadata

    def _picture(self, found: re.Match[str], path: Path) -> str:
        """The source of a picture in Pelican's form, if the file is there: beside the text, or from the root of the content."""
        assert self.run is not None
        root = self.run.settings.content
        address = unquote(found["address"])
        file = os.path.relpath(root / address.lstrip("/") if address.startswith("/") else path.parent / address, root)
        return f'{found["name"]}="{{static}}/{quote(file)}"' if is_for_all(file) and is_there(root / file) else found[0]

    def _day(self, said: str, path: str) -> tuple[datetime, str] | None:
        """The moment of a file, and what tells it; None where nothing does."""
        assert self.run is not None
        zone, order = self.run.settings.zone, self.run.settings.date_order
        try:
            moment = moment_of(said, order) if said else None
        except Ambiguous:
            moment = None
        if moment is not None:
            return moment if moment.tzinfo else moment.replace(tzinfo=zone), "front matter"
        if day := day_in(path, order).day:
            return datetime.combine(day, time(), zone), "file name"
        known = self.run.history.post(path) if self.run.history else None
        return (known.created, "git") if known and known.created else None
