"""The text of `resources.bib` in, what is studied out: each entry as a `Resource`, or named with its line and the reason. Pure.

BibTeX as Zotero, publishers and people write it: macros, braces, accents, months by name, fields nobody asked for. What
the world says of a work may be missing or odd, and is then left out and told; what the journal's author says of it
(``status``, ``started``, ``finished``, ``rating``, ``kind``, ``time_spent``) is held to its form.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, TypeVar

from .durations import parse_minutes
from .errors import UNPRINTABLE, ContentError
from .identifiers import Identifier, parse_identifier
from .model import PartialDate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bibtexparser.model import Block, Entry

T = TypeVar("T")
Status = Literal["queued", "reading", "finished", "abandoned"]
STATUSES: tuple[Status, ...] = ("queued", "reading", "finished", "abandoned")
RESOURCE_KINDS = ("paper", "book", "course", "talk", "video", "podcast", "software", "dataset", "article", "other")
MOST_STARS = 5

_KIND_OF_ENTRY = {
    **dict.fromkeys(
        ("article", "inproceedings", "conference", "proceedings", "techreport", "report", "unpublished"), "paper"
    ),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), "paper"),
    **dict.fromkeys(("book", "inbook", "incollection", "booklet", "manual", "collection", "mvbook"), "book"),
    **dict.fromkeys(("online", "electronic", "www"), "article"),
    **{kind: kind for kind in ("software", "dataset", "video")},
}
_WHOLE_BOOKS = {"book", "booklet", "manual", "collection", "mvbook", "proceedings"}
# Two entries with one of these are the same work; an address or an ISBN may be that of a whole volume.
_OF_ONE_WORK = {"arxiv", "doi"}
_KIND_OF_SCHEME = {"arxiv": "paper", "doi": "paper", "isbn": "book", "url": "article", "key": "other"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_IN = ("journal", "journaltitle", "booktitle", "publisher", "school", "institution", "howpublished")
_TEX = re.compile(r"[\\{}$~]|--|``|''")
_NO_BRACES = str.maketrans("", "", "{}")
_NO_MARKS = str.maketrans("~", " ", "{}$\\")
_COMMAND = re.compile(r"\\[A-Za-z]+\*?")
# Of a link its text stays, in braces; the decoder takes it for a command without arguments.
_LINK = re.compile(r"\\href\s*\{(?:[^{}]|\{[^{}]*\})*\}\s*(?=\{)")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d|21\d\d)(?!\d)", flags=re.ASCII)
_MACRO = re.compile(r"[^\W\d][\w.:+/-]*")
_NUMBERS = re.compile(r"[\d\s.,:/+-]*")
_FIELD_WITHIN = re.compile(r"""[}"]\s*\w+\s*=""")
_PART_OF_AN_ENTRY = re.compile(r"""^\s*@|\b\w+\s*=\s*[{"\d]|\b\w+\{[^\s,{}]+,""", flags=re.MULTILINE)
_REMARK = re.compile(r"^[ \t]*%.*", flags=re.MULTILINE)
_ARXIV_NOTE = re.compile(r"arxiv:\s*(?P<name>[\w.\-/]+)", flags=re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Resource:
    """Something that is studied: a paper, a book, a course.

    Attributes:
        key: its name in the bibliography, in addresses and in citations.
        identifiers: all names by which it is known, in normal form; the first leads to it.
        kind: one of `RESOURCE_KINDS`.
        title: plain text; the label of its identifier where nothing more is known.
        authors: as they are cited, ``Vaswani, Ashish``; names of groups as they are, and ``others`` last where some are left
            out.
        published_on: as precisely as it is known, or None.
        venue: the journal, the proceedings or the publisher; empty where none is known.
        status: where its reader is with it, or None where the author does not say.
        started, finished: days, where the author says so.
        rating: from 1 to 5, or None.
        minutes_spent: or None.
        is_listed: whether it stands in the bibliography, and is not known from posts alone.
    """

    key: str
    identifiers: tuple[Identifier, ...]
    kind: str
    title: str
    authors: tuple[str, ...] = ()
    published_on: PartialDate | None = None
    venue: str = ""
    status: Status | None = None
    started: date | None = None
    finished: date | None = None
    rating: int | None = None
    minutes_spent: int | None = None
    is_listed: bool = True

    @property
    def url(self) -> str | None:
        """Where it leads, if anywhere."""
        return next((one.url for one in self.identifiers if one.url), None)

    def finished_by(self, today: date) -> date | None:
        """The day on which its reader finished it, if that is known and not after a day."""
        return self.finished if self.finished and self.finished <= today else None

    @property
    def has_title(self) -> bool:
        """Whether its title is known, and does not merely repeat the name under which it is known."""
        return all(self.title != first.label for first in self.identifiers[:1])

    @property
    def year(self) -> int | None:
        """The year of its publication."""
        return None if self.published_on is None else self.published_on.year

    @property
    def short_authors(self) -> str:
        """Its authors as a sentence cites them: ``Vaswani et al.``, ``Ho and Salimans``, ``Shannon``."""
        families = [author.partition(",")[0] for author in self.authors]
        match families:
            case []:
                return ""
            case [one]:
                return one
            case [one, "others"]:
                return f"{one} et al."
            case [one, other]:
                return f"{one} and {other}"
            case _:
                return f"{families[0]} et al."


@dataclass(frozen=True)
class Bibliography:
    """All that is known of what is studied.

    Attributes:
        resources: of the file, in its order; later ones are merged into an earlier one that is the same work.
        problems: what has to be mended, with its line.
        remarks: what was left out, with its line and the reason; the rest of the entry was read.
    """

    resources: tuple[Resource, ...] = ()
    problems: tuple[ContentError, ...] = ()
    remarks: tuple[ContentError, ...] = ()
    _by_name: Mapping[Identifier, Resource] = field(default_factory=dict, repr=False)
    _lines: Mapping[str, int] = field(default_factory=dict, repr=False)

    @property
    def keys(self) -> frozenset[str]:
        """The keys of its resources; of a work that has two entries that of the first."""
        return frozenset(resource.key for resource in self.resources)

    def find(self, name: Identifier) -> Resource | None:
        """The resource that is known by a name."""
        return self._by_name.get(name)

    def line_of(self, resource: Resource) -> int | None:
        """The line in which its entry begins; None for one that the file does not list."""
        return self._lines.get(resource.key)

    def resolve(self, name: Identifier) -> Resource:
        """The resource that is known by a name; one that the file does not list is made from the name alone."""
        return self._by_name.get(name) or Resource(
            key=_slug(str(name)),
            identifiers=(name,),
            kind=_KIND_OF_SCHEME[name.scheme],
            title=name.label,
            published_on=name.published_on,
            is_listed=False,
        )


def parse_bibliography(text: str, path: str) -> Bibliography:
    """Read a bibliography; whatever it holds, it is read as far as that goes.

    Args:
        text: BibTeX.
        path: the file, as messages name it.
    """
    if not text.strip():
        return Bibliography()
    from bibtexparser.entrypoint import parse_string  # noqa: PLC0415 - a build with nothing to do needs it not

    # What they log is told below, with the file's name.
    for name in ("bibtexparser", "pylatexenc"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    reading = _Reading(path)
    if found := UNPRINTABLE.search(text):
        # Those of other lines go as silently as they came: nobody typed them.
        reading.line = text.count("\n", 0, found.start()) + 1
        reading.odd(f"the character U+{ord(found[0]):04X} stands here, which no page may hold", "delete it")
        text = UNPRINTABLE.sub("", text)
    for block in parse_string(text).blocks:
        reading.read(block)
    return reading.bibliography()


class _Reading:
    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[ContentError] = []
        self.remarks: list[ContentError] = []
        self.resources: dict[str, Resource] = {}
        self.works: dict[Identifier, str] = {}
        self.lines: dict[str, int] = {}
        self.line = 1
        self.is_broken = False

    def read(self, block: Block) -> None:
        from bibtexparser import model  # noqa: PLC0415 - see parse_bibliography

        self.line = (block.start_line or 0) + 1
        match block:
            case model.DuplicateBlockKeyBlock():
                at = self.lines.get(str(block.key))
                stands = f"stands in line {at} already" if at else "stands here twice"
                self.wrong(f"the key {block.key!r} {stands}", "keep one of them, or give this one another key")
            case model.DuplicateFieldKeyBlock():
                names = ", ".join(sorted(block.duplicate_keys))
                self.wrong(f"this entry says {names} twice", "keep one of them")
            case model.ParsingFailedBlock():
                first = (block.raw or "").strip().partition("\n")[0][:60]
                self.wrong(f"this cannot be read: {first!r}", "look for a brace, a quote or a comma that is missing")
            case model.Entry():
                self.entry(block)
            case model.MiddlewareErrorBlock():
                self.wrong(f"this cannot be read ({block.error})", "mend the entry")
            case model.ImplicitComment():
                self.between(block.comment)
            case _:  # a comment, a string, a preamble
                pass
        self.is_broken = isinstance(block, model.ParsingFailedBlock)

    def between(self, comment: str) -> None:
        """Text between entries: a remark, or part of an entry that has come apart."""
        text = _REMARK.sub("", comment)
        # After an entry that cannot be read its rest follows, which is told with it.
        if self.is_broken or (found := _PART_OF_AN_ENTRY.search(text)) is None:
            return
        self.line += text.count("\n", 0, found.end())
        what = text[found.start() :].strip().partition("\n")[0][:60]
        remedy = "look for a brace that is missing or too much, or begin a remark with %"
        self.wrong(f"{what!r} stands outside of the entries", remedy)

    def wrong(self, problem: str, remedy: str) -> None:
        self.problems.append(ContentError(self.path, self.line, problem, remedy))

    def odd(self, problem: str, remedy: str) -> None:
        self.remarks.append(ContentError(self.path, self.line, problem, remedy))

    def entry(self, entry: Entry) -> None:
        key = entry.key.strip()
        try:
            named = parse_identifier(key)
        except ValueError:
            named = None
        if not key or not key.isprintable():
            self.odd(f"the key {key!r} will not do", "give the entry a key such as vaswani2017attention")
            return
        self.lines[key] = self.line
        fields = self.fields(key, entry)
        kind_of_entry = entry.entry_type.lower()
        identifiers = tuple(dict.fromkeys(self.identifiers(key, kind_of_entry, fields)))
        # Publishers give an entry the identifier of its work for a key.
        if named is not None and named.scheme != "key" and named not in identifiers:
            identifiers = (*identifiers, named)
        title = self.plain(fields.get("title", ""))
        if not title:
            self.odd(f"{key!r} has no title", "add `title`")
            title = identifiers[0].label if identifiers else key
        started, finished = self.own(fields, "started", _day), self.own(fields, "finished", _day)
        if started and finished and finished < started:
            self.wrong(f"{key!r} was finished before it was started", "mend one of the days")
        resource = Resource(
            key=key,
            identifiers=(*identifiers, Identifier("key", key)),
            kind=self.kind(kind_of_entry, fields, identifiers),
            title=title,
            authors=self.authors(fields.get("author") or fields.get("editor") or ""),
            published_on=self.published_on(key, fields, identifiers),
            venue=next((self.plain(fields[name]) for name in _NAMED_IN if fields.get(name)), ""),
            status=self.status(fields),
            started=started,
            finished=finished,
            rating=self.own(fields, "rating", _stars),
            minutes_spent=self.own(fields, "time_spent", parse_minutes),
        )
        works = [one for one in identifiers if one.scheme in _OF_ONE_WORK]
        same = next((self.works[one] for one in works if one in self.works), key)
        self.works.update(dict.fromkeys(works, same))
        if same == key:
            self.resources[key] = resource
        else:
            self.odd(f"{key!r} is the same work as {same!r} in line {self.lines[same]}", "both are read as one")
            self.resources[same] = _merged(self.resources[same], resource)

    def fields(self, key: str, entry: Entry) -> dict[str, str]:
        """Each field of an entry by its name in small letters; what is not written as BibTeX has it is named."""
        enclosing = entry.parser_metadata.get("removed_enclosing", {})
        fields: dict[str, str] = {}
        for one in entry.fields:
            name, value = one.key.lower(), str(one.value).strip()
            if not name:
                self.odd(f"{key!r} holds {value[:60]!r} without the name of a field", "write it as `name = {value},`")
            elif name in fields:
                self.wrong(f"{key!r} says {name} twice", "keep one of them")
            fields.setdefault(name, value)
            if enclosing.get(one.key) != "no-enclosing" or name == "month" or _NUMBERS.fullmatch(value):
                continue
            if _FIELD_WITHIN.search(value):
                self.wrong(f"{key!r}: a comma is missing in `{name}`", "end each field with a comma")
            elif "#" in value:
                self.odd(f"{key!r}: `{name}` is put together from pieces, which is not read", "write it in one piece")
            elif _MACRO.fullmatch(value):
                self.odd(f"{key!r}: `{name}` is {value}, which no @string tells", "write it in braces, or add @string")
            else:
                self.wrong(f"{key!r}: `{name}` is in no braces", f"write it as `{name} = {{...}},`")
        return fields

    def identifiers(self, key: str, entry_type: str, fields: Mapping[str, str]) -> Iterator[Identifier]:
        for text in _names_in(fields, has_isbn=entry_type in _WHOLE_BOOKS):
            try:
                found = parse_identifier(text)
            except ValueError as error:
                what, _, remedy = str(error).partition(": ")
                self.odd(f"{key!r}: {what}", remedy)
                continue
            if found.scheme != "key":
                yield found

    def kind(self, entry_type: str, fields: Mapping[str, str], identifiers: tuple[Identifier, ...]) -> str:
        if said := fields.get("kind", "").lower():
            if said in RESOURCE_KINDS:
                return said
            self.wrong(f"`kind` is {said!r}", f"use one of {', '.join(RESOURCE_KINDS)}")
        if known := _KIND_OF_ENTRY.get(entry_type):
            return known
        return _KIND_OF_SCHEME[identifiers[0].scheme] if identifiers else "other"

    def authors(self, text: str) -> tuple[str, ...]:
        if not text:
            return ()
        from bibtexparser.middlewares.names import split_multiple_persons_names  # noqa: PLC0415 - see parse_bibliography

        # First, since it would be taken for a part of a name.
        return tuple(map(self.author, split_multiple_persons_names(_LINK.sub("", text))))

    def author(self, name: str) -> str:
        from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts  # noqa: PLC0415

        if name.startswith("{") and name.endswith("}"):
            return self.plain(name)  # a group
        try:
            parts = parse_single_name_into_parts(name, strict=False)
        except InvalidNameError:
            return self.plain(name)
        family = self.plain(" ".join([*parts.von, *parts.last, *parts.jr]))
        given = self.plain(" ".join(parts.first))
        return f"{family}, {given}" if given else family

    def published_on(
        self, key: str, fields: Mapping[str, str], identifiers: tuple[Identifier, ...]
    ) -> PartialDate | None:
        """By its identifier, else by its fields: a preprint is there before the journal has it."""
        for one in identifiers:
            if one.published_on is not None:
                return one.published_on
        if said := fields.get("date"):
            try:
                return PartialDate.parse(said.partition("/")[0])
            except ValueError:
                self.odd(f"{key!r}: `date` is {said!r}", "write it as 2026, 2026-11 or 2026-11-23")
        year = _YEAR.search(fields.get("year", ""))
        if year is None:
            self.odd(f"{key!r} says no year of publication", "add `year`")
            return None
        month = self.month(key, fields.get("month", ""))
        return PartialDate(int(year[0]), month)

    def month(self, key: str, text: str) -> int | None:
        name = self.plain(text).lower().strip(". ")
        if not name:
            return None
        if name.isdecimal() and 1 <= int(name) <= len(_MONTHS):
            return int(name)
        # `jan # "~15"`, "Jan.", "January", "jan-feb", "15 January"
        found = re.search("|".join(_MONTHS), name)
        if found is None:
            self.odd(f"{key!r}: `month` is {text!r}, which is none", "write it as `month = jan`")
            return None
        return _MONTHS.index(found[0]) + 1

    def status(self, fields: Mapping[str, str]) -> Status | None:
        said = fields.get("status", "").lower()
        for status in STATUSES:
            if said == status:
                return status
        if said:
            self.wrong(f"`status` is {said!r}", f"use one of {', '.join(STATUSES)}")
        return None

    def own(self, fields: Mapping[str, str], name: str, parse: Callable[[str], T]) -> T | None:
        """What the journal's author says in a field; a problem where it cannot be read."""
        if not (text := fields.get(name, "")):
            return None
        try:
            return parse(text)
        except ValueError as error:
            what, _, remedy = str(error).partition(": ")
            self.wrong(f"`{name}`: {what}", remedy)
            return None

    def plain(self, text: str) -> str:
        """A field of BibTeX as text."""
        if _TEX.search(text):
            try:
                text = _latex_to_text(text)
            except Exception:  # noqa: BLE001 - the decoder raises whatever its tables hold for commands it half knows
                self.odd(f"{text[:60]!r} holds a command that is not known here", "write it as plain text")
                text = _COMMAND.sub("", text).translate(_NO_MARKS)
        return " ".join(text.split())

    def bibliography(self) -> Bibliography:
        resources = tuple(self.resources.values())
        names = {name: resource for resource in resources for name in resource.identifiers}
        return Bibliography(resources, tuple(self.problems), tuple(self.remarks), names, self.lines)


def _names_in(fields: Mapping[str, str], *, has_isbn: bool) -> Iterator[str]:
    """Each identifier that an entry holds, as one would write it in front matter; a chapter has not the ISBN of its book."""
    eprint = fields.get("eprint", "")
    if eprint and fields.get("archiveprefix", fields.get("eprinttype", "arxiv")).lower() == "arxiv":
        yield eprint if eprint.lower().startswith("http") else f"arxiv:{eprint.removeprefix('arXiv:')}"
    for name in ("journal", "journaltitle", "note", "howpublished"):
        if match := _ARXIV_NOTE.search(fields.get(name, "")):
            yield f"arxiv:{match['name'].rstrip('.')}"
    if doi := fields.get("doi", "").replace("\\_", "_"):
        yield doi if doi.lower().startswith(("http", "doi:")) else f"doi:{doi}"
    for one in re.split(r"[\s,;]+", fields.get("isbn", "") if has_isbn else ""):
        if one:
            yield f"isbn:{one}"
    url = (fields.get("url") or fields.get("howpublished", "")).removeprefix("\\url{").rstrip("}")
    if url.lower().startswith(("http://", "https://")):
        yield url.replace("\\_", "_").replace("\\%", "%").replace("\\&", "&").replace("\\#", "#")


@cache
def _decoder() -> Callable[[str], str]:
    from pylatexenc.latex2text import LatexNodes2Text  # noqa: PLC0415 - see parse_bibliography

    decode: Callable[[str], str] = LatexNodes2Text(math_mode="text", keep_comments=True).latex_to_text
    return decode


@lru_cache(maxsize=4_096)
def _latex_to_text(text: str) -> str:
    """LaTeX as text; the same names and journals come again and again."""
    text = _LINK.sub("", text)
    bare = text.translate(_NO_BRACES)
    # Braces alone keep capitals, and mean nothing to a reader.
    return _decoder()(text) if _TEX.search(bare) else bare


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no day: write it as 2026-11-23") from None


def _stars(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= MOST_STARS:
        return int(text)
    raise ValueError(f"{text!r} is no rating: write a number from 1 to {MOST_STARS}")


def _merged(one: Resource, other: Resource) -> Resource:
    """Two entries of one work: what the first does not say, the other may."""
    names = dict.fromkeys((*one.identifiers, *other.identifiers))
    given = {name: getattr(one, name) or getattr(other, name) for name in _MERGED}
    return replace(one, identifiers=tuple(names), **given)


_MERGED = ("authors", "published_on", "venue", "status", "started", "finished", "rating", "minutes_spent")


def _slug(text: str) -> str:
    """A name for an address: letters, digits and hyphens, different for different identifiers of one scheme.

    >>> _slug("arxiv:hep-th/9901001")
    'arxiv-hep-th-9901001'
    """
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-")
