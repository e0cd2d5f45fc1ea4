"""The front matter of one file, read field by field, each remark with its line.

A value that is not ours may be right where the post lives now: it is remarked upon and left out, and the post stays.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any, TypeVar

from .._seam import analytics
from ..web.redirects import LONGEST_NAME, file_of, is_address
from .days import FIRST_YEAR, LAST_YEAR, day_in
from .moments import Ambiguous, in_range, is_known_by_git, moment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from .field_values import FieldValue
    from .frontmatter import FrontMatter

T = TypeVar("T")

# Of the name of a topic, whose feed is a file with a longer one.
LONGEST_TOPIC = 200
# What programs call the day of a post, and that of its last change, without dashes and underscores.
_CALLED = {
    "date": (
        *("created", "createdat", "createdon", "createdtime", "datecreated", "creationdate", "creation", "publishdate"),
        *(
            "pubdate",
            "datepublished",
            "publishedat",
            "publishedon",
            "published",
            "publishon",
            "posted",
            "datetime",
            "pubdatetime",
            "publicationdate",
            "publisheddate",
            "publishedtime",
            "dateposted",
            "createddate",
            "createtime",
            "usercreatedtime",
        ),
    ),
    "modified": (
        *(
            "lastmod",
            "lastmodifiedat",
            "lastmodified",
            "updated",
            "updatedat",
            "updatedon",
            "dateupdated",
            "datemodified",
        ),
        *(
            "modifiedat",
            "lasteditedtime",
            "lastedited",
            "edited",
            "modificationdate",
            "updateddate",
            "moddatetime",
            "lastupdated",
            "updatedtime",
            "userupdatedtime",
            "modifieddate",
            "lastmodifieddate",
        ),
    ),
}
# A page, in folders whose names are none of a page or of something hidden.
_PAGE = re.compile(r"(?:[^./\\]+/)*[^./\\][^/\\]*\.html?")


class Fields:
    """The front matter of one file, read field by field.

    Attributes:
        path: the file, from the content folder.
        front: what it begins with.
        cell: of a notebook, in which its lines are counted; None for other files.
        remarks: what of it is wrong, each with its line; a field that is reads as if it were not there.
        problems: what would make the site write where it should not, which stops the build.
    """

    def __init__(self, path: str, front: FrontMatter, cell: int | None = None) -> None:
        self.path, self.cell = path, cell
        self.remarks = [analytics.ContentError(path, one.line, one.problem, one.remedy, cell) for one in front.remarks]
        self.problems: list[analytics.ContentError] = []
        # What remarks say of lines is looked up in it.
        self.front = front
        printable = {name: _printable(value) for name, value in front.fields.items()}
        for name, value in front.fields.items():
            if printable[name] != value and (found := analytics.UNPRINTABLE.search("".join(_texts_in(value)))):
                self.remark(
                    name,
                    f"`{name}` contains the character U+{ord(found[0]):04X}, which is not allowed on a page",
                    "delete it",
                )
        self.front = dataclasses.replace(front, fields=printable, remarks=())

    def remark(self, name: str, problem: str, remedy: str) -> None:
        """Note what is wrong in one field; only the first of each line."""
        self._note(self.remarks, name, problem, remedy)

    def wrong(self, name: str, problem: str, remedy: str) -> None:
        """Note what stops the build in one field."""
        self._note(self.problems, name, problem, remedy)

    def _note(self, noted: list[analytics.ContentError], name: str, problem: str, remedy: str) -> None:
        if (line := self.front.lines.get(name)) not in {known.line for known in noted} or line is None:
            noted.append(analytics.ContentError(self.path, line, problem, remedy, self.cell))

    def text(self, name: str) -> str:
        """One text; empty if there is none."""
        value = self.front.fields.get(name, "")
        # A link to another note without quotes is a list in a list for YAML.
        while isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(value, str):
            return value.strip()
        self.remark(name, f"`{name}` has more than one value", "write one text")
        return ""

    def texts(self, name: str) -> list[str]:
        """A list of texts, or texts with commas between them; each once."""
        value = self.front.fields.get(name, "")
        items = value.split(",") if isinstance(value, str) else value
        texts = [item.strip() for item in items if isinstance(item, str)]
        if not isinstance(items, list):
            texts = []
        if not isinstance(items, list) or len(texts) < len(items):
            self.remark(name, f"`{name}` is not a list of texts", f"write `{name}: [one, two]`")
        return [text for text in dict.fromkeys(texts) if text]

    def people(self, *names: str) -> list[str]:
        """The people whom the first of some fields names, be it by text or, as Quarto and Jupyter write them, by ``name:``."""
        for name in names:
            value = self.front.fields.get(name)
            if not value:
                continue
            if isinstance(value, str):
                return self.texts(name)
            found = [_person(one) for one in (value if isinstance(value, list) else [value])]
            if not all(found):
                self.remark(name, f"`{name}` names no one", f"write `{name}: [one, two]`")
            return [one for one in dict.fromkeys(found) if one]
        return []

    def identifiers(self, name: str) -> list[str]:
        """A list of resources; whether the bibliography has those that are keys of it is not known here."""
        value = self.front.fields.get(name)
        if isinstance(value, list) and value and all(isinstance(one, dict) and "src" in one for one in value):
            return []  # the files of a page's bundle, as Hugo writes them
        found = []
        for text in self.texts(name):
            try:
                analytics.parse_identifier(text)
            except ValueError as error:
                if text.isdigit():  # a key of the bibliography, as some programs count them
                    found.append(text)
                    continue
                problem, _, remedy = str(error).rpartition(": ")
                self.remark(name, problem, remedy)
            else:
                found.append(text)
        return found

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        """One of a few words, in lower case; empty if there is none."""
        value = self.text(name).lower()
        if value and value not in allowed:
            self.remark(name, f"`{name}` is {value!r}", f"use one of {', '.join(allowed)}")
            return ""
        return value

    def choices(self, name: str, allowed: tuple[str, ...]) -> list[str]:
        """Some of a few words, in lower case."""
        found = [text.lower() for text in self.texts(name)]
        for value in found:
            if value not in allowed:
                self.remark(name, f"`{name}` is {value!r}", f"use {' or '.join(allowed)}")
        return [value for value in found if value in allowed]

    def parsed(self, name: str, parse: Callable[[str], T]) -> T | None:
        """What a parser makes of one text, which raises a ValueError of the form ``what is wrong: how to fix it``."""
        value = self.text(name)
        if not value:
            return None
        try:
            return parse(value)
        except ValueError as error:
            problem, _, remedy = str(error).partition(": ")
            self.remark(name, problem if name in problem else f"`{name}`: {problem}", remedy or "fix it")
            return None

    def moment(self, name: str, order: str = "") -> datetime | None:
        """A date, with or without a time and an offset; Pelican adds the site's zone to one without.

        Of the fields by which programs call it the first counts that says one; what the others say is named.

        Args:
            name: of the field.
            order: in which numbers of a day stand; see `moments`.
        """
        for key in self._called(name):
            value = self.text(key)
            if not value or is_known_by_git(value):
                continue
            try:
                moment = moment_of(value, order)
            except Ambiguous:
                problem = f"`{key}` is {value!r}, which could start with the day or the month"
                self.remark(key, problem, "set LEARNING_TIMELINE_DATE_ORDER to 'dmy' or 'mdy', or write the year first")
                continue
            if moment is None:
                # Such a field may also say whether a post is published.
                if analytics.front_matter.name_of(key) not in analytics.front_matter.HOLDS_IF_NO:
                    remedy = "write it as 2026-11-23 or 2026-11-23 18:30"
                    self.remark(key, f"`{key}` is {value!r}, which is not a date", remedy)
            elif in_range(moment):
                return moment
            else:
                problem = f"`{key}` is {value!r}, which is not between {FIRST_YEAR} and {LAST_YEAR}"
                self.remark(key, problem, "fix the year")
        return None

    def _called(self, name: str) -> list[str]:
        """The fields that the file has of those by which programs call one, the most telling first."""
        known = {analytics.front_matter.name_of(key): key for key in self.front.fields}
        called = [known[one] for one in _CALLED.get(name, ()) if one in known]
        lines = self.front.lines
        # Under the name itself stands what the file calls otherwise, too.
        is_written = name in known and lines.get(name) not in {lines.get(key) for key in called}
        return [name, *called] if is_written else called

    def slug(self, name: str) -> str:
        """A name that is one part of an address and of a path."""
        value = self.text(name)
        if value in {".", ".."} or set(value) & set("/\\"):
            self.remark(name, f"`{name}` is {value!r}, which is not a single name", "write a name without slashes")
            return ""
        if len(value.encode()) > LONGEST_NAME:
            problem = f"`{name}` has {len(value.encode())} bytes, and a file's name can have at most {LONGEST_NAME}"
            self.remark(name, problem, "shorten it")
            return ""
        return value

    def topic(self, name: str) -> str:
        """The name of a topic, of several the first, since a post has one; empty if there is none."""
        value = next((text.strip() for text in _texts_in(self.front.fields.get(name, "")) if text.strip()), "")
        if isinstance(self.front.fields.get(name), dict):
            self.remark(name, f"`{name}` is not the name of a topic", "write one text")
            return ""
        if len(value.encode()) > LONGEST_TOPIC:
            problem = f"`{name}` has {len(value.encode())} bytes, and a topic's name can have at most {LONGEST_TOPIC}"
            self.remark(name, problem, "shorten it")
            return ""
        return value

    def page(self, name: str) -> None:
        """The file of a page in the site, for Pelican to use as it was written."""
        value = self.text(name)
        if _leads_out(value):
            self.wrong(name, f"`{name}` is {value!r}, which leads out of the site", _WITHIN)
        elif value and not _PAGE.fullmatch(value):
            self.wrong(name, f"`{name}` is {value!r}, which is not a page", "write it as a path such as notes/a.html")

    def address(self, name: str) -> str:
        """An address in the site; empty if there is none."""
        value = self.text(name)
        if _leads_out(value):
            self.remark(name, f"`{name}` is {value!r}, which leads out of the site", _WITHIN)
            return ""
        return value

    def former(self, name: str) -> dict[str, Any]:
        """The addresses that a page had before: the line that names them, and the files that would answer there."""
        files = []
        for alias in filter(is_address, self.texts(name)):
            try:
                files.append(file_of(alias))
            except ValueError as error:
                self.remark(name, *str(error).rsplit(": ", 1))
        return {"line": self.front.lines.get(name), "files": list(dict.fromkeys(files))}

    def language(self, name: str) -> str:
        """A language tag, by the form of RFC 5646; empty if there is none."""
        value = self.text(name)
        if value and not re.fullmatch(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", value):
            self.remark(name, f"`{name}` is {value!r}, which is not a language", "write it as en or pt-BR")
            return ""
        return value


def day_of(path: str, front: FrontMatter, order: str) -> date | None:
    """The day that a file says in its front matter, else in its name; None if it says none."""
    moment = Fields(path, front).moment("date", order)
    return moment.date() if moment else day_in(path, order).day


_WITHIN = "write a path within it, such as notes/a.html"


def _leads_out(address: str) -> bool:
    parts = address.replace("\\", "/").split("/")
    return ".." in parts or address.startswith(("/", "\\")) or ":" in parts[0]


def _person(one: FieldValue) -> str:
    """One person's name."""
    named = one.get("name", "") if isinstance(one, dict) else one
    if isinstance(named, dict):  # Quarto's parts of a name
        named = named.get("literal") or " ".join(str(named[part]) for part in ("given", "family") if part in named)
    return named.strip() if isinstance(named, str) else ""


def _printable(value: FieldValue) -> FieldValue:
    """The same without the characters that no page may hold."""
    match value:
        case str():
            return analytics.UNPRINTABLE.sub("", value)
        case dict():
            return {analytics.UNPRINTABLE.sub("", name): _printable(inner) for name, inner in value.items()}
        case _:
            return [_printable(inner) for inner in value]


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
