"""Resources in, BibTeX out: what came in as it was written, with what is known besides; new entries in this journal's form. Pure.

Whatever a resource holds, its entry is one entry, and `parse_bibliography` gives back what was put in.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from .dates import MONTHS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from .resource import Entry, Resource

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
# Where files lie on somebody's disk, and notes that are nobody else's.
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
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(resource) if value)
    return f"@{_entry_type(resource)}{{{resource.key},\n{fields}}}"


def bibtex(resources: Iterable[Resource]) -> str:
    """A file of entries: all that came in, each version of a work by itself, and what is known of it besides."""
    return "".join(f"{entry}\n\n" for resource in resources for entry in _entries(resource))


def _entries(resource: Resource) -> Iterator[str]:
    if not resource.entries:
        yield bibtex_entry(resource)
    for number, entry in enumerate(resource.entries):
        fields = dict(_written(entry))
        if number == 0:
            for name, value in _known(resource, entry):
                fields.setdefault(name, value)
        lines = "".join(f"  {name} = {_enclosed(name, value)},\n" for name, value in fields.items())
        yield f"@{entry.type}{{{entry.key},\n{lines}}}"


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
    return value.lower() if name.lower() == "month" and value.lower() in MONTHS else f"{{{value}}}"


def with_entry(text: str, resource: Resource) -> str:
    r"""A bibliography and one entry more, after an empty line and with the file's own line ends; what stood there stands.

    >>> from .resource import Resource
    >>> with_entry("% Mine.", Resource("dune", (), "book", "Dune"))
    '% Mine.\n\n@book{dune,\n  title = {Dune},\n  kind = {book},\n}\n'
    """
    end = "\r\n" if "\r\n" in text else "\n"
    ends = 2 - (text.endswith("\n") + text.endswith(("\n\n", "\n\r\n"))) if text else 0
    entry = f"{bibtex_entry(resource)}\n".replace("\n", end)
    return f"{text}{end * ends}{entry}"


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
    yield "publisher" if resource.kind == "book" else "journal", tex(resource.venue)
    yield "eprint", names.get("arxiv", "")
    yield "archivePrefix", "arXiv" if "arxiv" in names else ""
    # The address has the same, quoted.
    yield "doi", "" if _NOT_AS_IT_IS.search(names.get("doi", "")) else names.get("doi", "")
    yield "isbn", names.get("isbn", "")
    yield "url", resource.url or ""
    yield from _own(resource)


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
