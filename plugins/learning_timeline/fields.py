"""The front matter of one file, read field by field, each problem with its line."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from ._seam import analytics
from .redirects import LONGEST_NAME, file_of, is_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .frontmatter import FieldValue, FrontMatter

T = TypeVar("T")

# What the journal is made for: the first years of AI, and as long as anyone may write in it.
FIRST_YEAR, LAST_YEAR = 1950, 2199
# Of the name of a topic, whose feed is a file with a longer one.
LONGEST_TOPIC = 200
# A page, in folders whose names are none of a page or of something hidden.
_PAGE = re.compile(r"(?:[^./\\]+/)*[^./\\][^/\\]*\.html?")


class Fields:
    """The front matter of one file, read field by field.

    Attributes:
        path: the file, from the content folder.
        front: what it begins with.
        cell: of a notebook, in which its lines are counted; None for other files.
        problems: all that is wrong in it, each with its line; a field with a problem reads as if it were not there.
    """

    def __init__(self, path: str, front: FrontMatter, cell: int | None = None) -> None:
        self.path, self.front, self.cell = path, front, cell
        self.problems: list[analytics.ContentError] = []
        for name, value in front.fields.items():
            if found := analytics.UNPRINTABLE.search("".join(_texts_in(value))):
                problem = f"`{name}` holds the character U+{ord(found[0]):04X}, which no page may hold"
                self.wrong(name, problem, "delete it")

    def wrong(self, name: str, problem: str, remedy: str) -> None:
        """Keep a problem of one field; only the first of each line."""
        if (line := self.front.lines.get(name)) not in {known.line for known in self.problems}:
            self.problems.append(analytics.ContentError(self.path, line, problem, remedy, self.cell))

    def text(self, name: str) -> str:
        """One text; empty where there is none."""
        value = self.front.fields.get(name, "")
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(value, str):
            return value.strip()
        self.wrong(name, f"`{name}` holds more than one value", "give one text")
        return ""

    def texts(self, name: str) -> list[str]:
        """A list of texts, or texts with commas between them; each once."""
        value = self.front.fields.get(name, "")
        items = value.split(",") if isinstance(value, str) else value
        texts = [item.strip() for item in items if isinstance(item, str)]
        if not isinstance(items, list) or len(texts) < len(items):
            self.wrong(name, f"`{name}` is not a list of texts", f"write `{name}: [one, two]`")
            return []
        return [text for text in dict.fromkeys(texts) if text]

    def identifiers(self, name: str) -> list[str]:
        """A list of resources; whether the bibliography has those that are keys of it is not known here."""
        texts = self.texts(name)
        for text in texts:
            try:
                analytics.parse_identifier(text)
            except ValueError as error:
                problem, _, remedy = str(error).rpartition(": ")
                self.wrong(name, problem, remedy)
        return texts

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        """One of a few words, in lower case; empty where there is none."""
        value = self.text(name).lower()
        if value and value not in allowed:
            self.wrong(name, f"`{name}` is {value!r}", f"use one of {', '.join(allowed)}")
            return ""
        return value

    def choices(self, name: str, allowed: tuple[str, ...]) -> list[str]:
        """Some of a few words, in lower case."""
        found = [text.lower() for text in self.texts(name)]
        for value in found:
            if value not in allowed:
                self.wrong(name, f"`{name}` is {value!r}", f"use {' or '.join(allowed)}")
        return found

    def parsed(self, name: str, parse: Callable[[str], T]) -> T | None:
        """What a parser makes of one text, which raises a ValueError of the form ``what is wrong: how to mend it``."""
        value = self.text(name)
        if not value:
            return None
        try:
            return parse(value)
        except ValueError as error:
            problem, _, remedy = str(error).partition(": ")
            self.wrong(name, problem if name in problem else f"`{name}`: {problem}", remedy or "mend it")
            return None

    def moment(self, name: str) -> datetime | None:
        """A date, with or without a time and an offset; Pelican adds the site's zone to one without."""
        value = self.text(name)
        if not value:
            return None
        # Jekyll writes a space before the offset.
        compact = re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", value)
        try:
            moment = datetime.fromisoformat(compact)
        except ValueError:
            self.wrong(
                name, f"`{name}` is {value!r}, which is not a date", "write it as 2026-11-23 or 2026-11-23 18:30"
            )
            return None
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            problem = f"`{name}` is {value!r}, which is not between {FIRST_YEAR} and {LAST_YEAR}"
            self.wrong(name, problem, "mend the year")
            return None
        return moment

    def slug(self, name: str) -> str:
        """A name that is one part of an address and of a path."""
        value = self.text(name)
        if value in {".", ".."} or set(value) & set("/\\"):
            self.wrong(
                name, f"`{name}` is {value!r}, which leads out of the post's folder", "write a name without slashes"
            )
        elif len(value.encode()) > LONGEST_NAME:
            problem = f"`{name}` has {len(value.encode())} bytes, and a file's name may have {LONGEST_NAME}"
            self.wrong(name, problem, "shorten it")
        return value

    def topic(self, name: str) -> str:
        """The name of a topic; empty where there is none."""
        value = self.text(name)
        if len(value.encode()) > LONGEST_TOPIC:
            problem = f"`{name}` has {len(value.encode())} bytes, and a topic's name may have {LONGEST_TOPIC}"
            self.wrong(name, problem, "shorten it")
        return value

    def page(self, name: str) -> None:
        """The file of a page in the site, for Pelican to use as it was written."""
        self.address(name)
        if (value := self.text(name)) and not _PAGE.fullmatch(value):
            self.wrong(name, f"`{name}` is {value!r}, which is no page", "write it as a path such as notes/a.html")

    def address(self, name: str) -> None:
        """A place in the site, for Pelican to use as it was written."""
        value = self.text(name)
        parts = value.replace("\\", "/").split("/")
        if ".." in parts or value.startswith(("/", "\\")) or ":" in parts[0]:
            self.wrong(
                name,
                f"`{name}` is {value!r}, which leads out of the site",
                "write a path within it, such as notes/a.html",
            )

    def former(self, name: str) -> dict[str, Any]:
        """The addresses that a page had before: the line that names them, and the files that would answer there."""
        files = []
        for alias in filter(is_address, self.texts(name)):
            try:
                files.append(file_of(alias))
            except ValueError as error:
                self.wrong(name, *str(error).rsplit(": ", 1))
        return {"line": self.front.lines.get(name), "files": list(dict.fromkeys(files))}

    def language(self, name: str) -> str:
        """A language tag, by the form of RFC 5646."""
        value = self.text(name)
        if not re.fullmatch(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", value):
            self.wrong(name, f"`{name}` is {value!r}, which is no language", "write it as en or pt-BR")
        return value


def _texts_in(value: FieldValue) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for name, inner in value.items():
                yield name
                yield from _texts_in(inner)
        case _:
            for inner in value:
                yield from _texts_in(inner)
