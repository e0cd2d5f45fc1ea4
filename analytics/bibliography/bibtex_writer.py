"""Resources in, BibTeX out: what came in as it was written, with what is known besides; new entries in this journal's form. Pure.

Whatever a resource holds, its entry is one entry, and `parse_bibliography` gives back what was put in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from .dates import MONTHS
from .latex import readable
from .resource import Entry, Resource

_FIELD = re.compile(
    r"^(?P<indent>[ \t]*)(?P<name>[A-Za-z][\w-]*)(?P<before>[ \t]*)=(?P<after>[ \t]*)(?=[{\"\w])", flags=re.MULTILINE
)
_OWN_FIELD = re.compile(r"^  (?P<name>[^\s={}]+) = (?=[{\w])", flags=re.MULTILINE)
_TYPE = re.compile(r"^@(\w+)\s*[{(]\s*(?P<key>[^\s,{}()]*)", flags=re.MULTILINE)
_MOST_FIELDS = 24
_FEWEST_IN_ORDER = 4
_ENTRY_TYPES = {"paper": "article", "book": "book", "article": "online", "software": "software", "dataset": "dataset"}
# What means something to BibTeX, as TeX that gives the character back.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "#": r"\#",
        "&": r"\&",
        "$": r"\$",
        "_": r"\_",
        "~": r"\textasciitilde{}",
    }
)
# Two of these beside each other are one other character.
_LIGATURE = re.compile(r"([-'`<>,!?])(?=[-'`<>,])")
_AND = re.compile(r"\band\b", flags=re.IGNORECASE)
# What ends a field, or begins TeX, where no TeX is read.
_NOT_AS_IT_IS = re.compile(r"[\\{}]")
_ESCAPED_BRACE = re.compile(r"\\[{}]")
# Where files are on somebody's disk, and notes that are nobody else's.
_PRIVATE = re.compile(
    r"file|local-url|localfile|pdf|ps|bdsk-file-\d+|annote|annotation|review|comment(?:-.*)?|owner|timestamp|__markedentry|groups|"
    r"readstatus|priority|ranking|printed|qualityassured|relevance|mendeley-.*",
    flags=re.IGNORECASE,
)
# What these stood for is written out.
_REFERENCES = {"crossref", "xdata", "xref", "ids"}
_SMALL_WORDS = {"a", "an", "the", "on", "of", "in", "and", "for", "to", "with", "is", "are", "at", "by", "from"}
# Letters that do not come apart into one of ASCII and an accent.
_PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_LONGEST_KEY = 80


def bibtex_entry(resource: Resource) -> str:
    """One entry, a field a line, without those of which nothing is known.

    >>> from .resource import Bibliography
    >>> from ..identifiers import parse_identifier
    >>> print(bibtex_entry(Bibliography().resolve(parse_identifier("arxiv:1706.03762"))))
    @misc{arxiv-1706-03762,
      year = {2017},
      month = {6},
      eprint = {1706.03762},
      archivePrefix = {arXiv},
      url = {https://arxiv.org/abs/1706.03762},
      kind = {paper},
    }
    """
    if resource.entries and resource.entries[0].key:  # as another file has it
        (entry, *_) = resource.entries
        inherited = [one for one in entry.inherited if one[0] in entry.fields]
        said = [one for one in (*entry.written, *inherited) if one[1] and one[0].lower() not in _REFERENCES]
        return _entry_of(entry.type, resource.key, said)
    fields = dict.fromkeys(name for name, value in _fields(resource) if value)
    known = dict(reversed([one for one in _fields(resource) if one[1]]))
    return _entry_of(_entry_type(resource), resource.key, [(name, known[name]) for name in fields])


def bibtex(resources: Iterable[Resource]) -> str:
    """A file of entries: all that came in, each version of a work by itself, and what is known of it besides."""
    return "".join(f"{entry}\n\n" for resource in resources for entry in _entries(resource))


def _entries(resource: Resource) -> Iterator[str]:
    if not resource.entries or not resource.entries[0].key:  # no file has it yet
        yield bibtex_entry(resource)
        return
    for number, entry in enumerate(resource.entries):
        fields = dict(_written(entry))
        if number == 0:
            for name, value in _known(resource, entry):
                fields.setdefault(name, value)
        yield _entry_of(entry.type, entry.key, fields.items())


def _entry_of(kind: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    lines = "".join(f"  {name} = {_enclosed(name, value)},\n" for name, value in fields)
    return f"@{kind}{{{key},\n{lines}}}"


def _written(entry: Entry) -> Iterator[tuple[str, str]]:
    """The fields of an entry, with what it has from others and without what is private."""
    inherited = [one for one in entry.inherited if one[0] in entry.fields]
    for name, value in (*entry.written, *inherited):
        if not _PRIVATE.fullmatch(name) and name.lower() not in _REFERENCES and value:
            yield name, value


def _known(resource: Resource, entry: Entry) -> Iterator[tuple[str, str]]:
    """What is known of a work that its first entry does not say."""
    names = {name.scheme: name for name in reversed(resource.identifiers)}
    said = entry.fields
    if "arxiv" in names and not {"eprint", "arxivid"} & set(said):
        yield "eprint", names["arxiv"].value
        yield "archivePrefix", "arXiv"
    if "doi" in names and "doi" not in said and not _NOT_AS_IT_IS.search(names["doi"].value):
        yield "doi", names["doi"].value
    if resource.published_on and not {"year", "date"} & set(said):
        yield "year", str(resource.published_on.year)
    if resource.url and not {"url", "howpublished"} & set(said):
        yield "url", resource.url
    for name, value in _own(resource):
        if value and name not in said:
            yield name, value


def _enclosed(name: str, value: str) -> str:
    """A value in braces; one whose own do not match, as text."""
    depth, lowest = 0, 0
    for letter in _ESCAPED_BRACE.sub("", value) if "{" in value or "}" in value else "":
        depth += (letter == "{") - (letter == "}")
        lowest = min(lowest, depth)
    if depth or lowest:
        value = tex(readable(value))
    return value.lower() if name.lower() == "month" and value.lower() in MONTHS else f"{{{value}}}"


def with_entry(text: str, resource: Resource) -> str:
    r"""A bibliography and one entry more, in the form of the others, after an empty line and with the file's own line ends.

    It comes last, or where its key belongs if all keys are in their order. What was there stays.

    >>> from .resource import Resource
    >>> with_entry("% Mine.", Resource("dune", (), "book", "Dune"))
    '% Mine.\n\n@book{dune,\n  title = {Dune},\n  kind = {book},\n}\n'
    """
    end = "\r\n" if "\r\n" in text else "\n"
    entry = f"{_in_form_of(text, bibtex_entry(resource))}\n".replace("\n", end)
    if (place := _place_of(resource.key, text)) is not None:
        return f"{text[:place]}{entry}{end}{text[place:]}"
    ends = 2 - (text.endswith("\n") + text.endswith(("\n\n", "\n\r\n"))) if text else 0
    return f"{text}{end * ends}{entry}"


def _in_form_of(text: str, entry: str) -> str:
    """An entry with the indentation, the equals signs and the capitals of a file's own."""
    fields = list(islice(_FIELD.finditer(text), _MOST_FIELDS))
    if not fields:
        return entry
    first, *_ = fields
    columns = {match.end("before") - match.start() for match in fields}
    is_aligned = len(columns) == 1 and len({match["name"] for match in fields}) > 1

    def formed(match: re.Match[str]) -> str:
        name = f"{first['indent']}{match['name']}"
        before = " " * max(columns.copy().pop() - len(name), 1) if is_aligned else first["before"]
        return f"{name}{before}={first['after']}"

    head, line, rest = entry.partition("\n")
    if kind := _TYPE.search(text):
        # As it is written there: `@article`, `@Article` or `@ARTICLE`.
        case = str.upper if kind[1].isupper() else str.capitalize if kind[1][0].isupper() else str
        head = re.sub(r"@(\w+)", lambda match: f"@{case(match[1])}", head, count=1)
    return head + line + _OWN_FIELD.sub(formed, rest)


def _place_of(key: str, text: str) -> int | None:
    """Where an entry of a key belongs among entries that are in the order of their keys; None if they do not."""
    found = [match for match in _TYPE.finditer(text) if match[1].lower() not in {"comment", "string", "preamble"}]
    keys = [match["key"].lower() for match in found]
    after = next((match for match in found if match["key"].lower() > key.lower()), None)
    if len(keys) < _FEWEST_IN_ORDER or keys != sorted(keys) or after is None:
        return None
    place = after.start()
    # Remarks right above an entry are its own.
    while (line := text.rfind("\n", 0, max(place - 1, 0)) + 1) < place and text[line:place].lstrip().startswith("%"):
        place = line
    return place


def citation_key(resource: Resource, taken: Collection[str]) -> str:
    """A key that people can remember, ``vaswani2017attention``, and that is not taken; its own where no author is known.

    >>> from .resource import Resource
    >>> from ..model import PartialDate
    >>> paper = Resource("x", (), "paper", "On Attention", ("Vaswani, Ashish",), PartialDate(2017))
    >>> citation_key(paper, ()), citation_key(paper, {"vaswani2017attention"})
    ('vaswani2017attention', 'vaswani2017attentionb')
    """
    title = _ascii(resource.title) if resource.has_title else ""
    words = [word for word in re.findall(r"[a-z0-9]+", title) if word not in _SMALL_WORDS]
    family = re.sub(r"[^a-z0-9]", "", _ascii(resource.authors[0].partition(",")[0])) if resource.authors else ""
    key = f"{family}{resource.year or ''}{words[0] if words else ''}" if family else resource.key
    key = key[:_LONGEST_KEY].rstrip("-")
    # Letters of either case are the same to BibTeX.
    known = {one.lower() for one in taken}
    if key not in known:
        return key
    return next(name for number in range(98, 1 << 20) if (name := f"{key}{_suffix(number)}") not in known)


def _suffix(number: int) -> str:
    return chr(number) if number <= ord("z") else str(number)


def _ascii(text: str) -> str:
    text = text.lower().translate(_PLAIN)
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()


def _entry_type(resource: Resource) -> str:
    if resource.entries:
        return resource.entries[0].type
    names = {name.scheme for name in resource.identifiers}
    if "isbn" in names:
        return "book"  # in any other an ISBN is that of the volume around it
    if resource.kind == "paper" and "arxiv" in names and not resource.venue:
        return "misc"
    return _ENTRY_TYPES.get(resource.kind, "misc")


def _fields(resource: Resource) -> Iterable[tuple[str, str]]:
    on = resource.published_on
    names = {name.scheme: name.value for name in reversed(resource.identifiers)}
    yield "author", " and ".join(map(_author, resource.authors))
    yield "title", tex(resource.title) if resource.has_title else ""
    # A day says more than BibTeX's own fields have room for.
    yield "date", str(on) if on and on.day and "arxiv" not in names else ""
    yield "year", f"{on.year}" if on else ""
    yield "month", f"{on.month}" if on and on.month else ""
    yield _venue(resource), tex(resource.venue)
    yield from (one for entry in resource.entries for one in entry.written)
    yield "eprint", names.get("arxiv", "")
    yield "archivePrefix", "arXiv" if "arxiv" in names else ""
    # The address has the same, quoted.
    yield "doi", "" if _NOT_AS_IT_IS.search(names.get("doi", "")) else names.get("doi", "")
    yield "isbn", names.get("isbn", "")
    yield "url", names.get("url") or resource.url or ""
    yield from _own(resource)


def _venue(resource: Resource) -> str:
    """The field that says where a work appeared."""
    if resource.entries and resource.entries[0].type in {"inproceedings", "incollection"}:
        return "booktitle"
    return "publisher" if resource.kind in {"book", "dataset", "software"} else "journal"


def _own(resource: Resource) -> Iterator[tuple[str, str]]:
    yield "kind", resource.kind
    yield "status", resource.status or ""
    yield "started", str(resource.started or "")
    yield "finished", str(resource.finished or "")
    yield "rating", str(resource.rating or "")
    yield "time_spent", f"{resource.minutes_spent}m" if resource.minutes_spent else ""


def _author(name: str) -> str:
    """A name whose parts BibTeX tells apart, with the word between names held fast; that of a group as one."""
    if name == "others":
        return name
    return _AND.sub(r"{\g<0>}", tex(name)) if ", " in name else f"{{{tex(name)}}}"


def tex(text: str) -> str:
    r"""A text as a field that gives it back.

    >>> print(tex("100% of {x} -- and \\y"))
    100\% of \{x\} -{}- and \textbackslash{}y
    """
    return _LIGATURE.sub(r"\1{}", " ".join(text.split()).translate(_TEX))
