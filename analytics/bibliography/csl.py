"""Resources in, CSL-JSON out: the right type for each, and all that citation styles ask for. Pure.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types, and how pandoc and Zotero read BibTeX.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .dates import Span, parse_edtf, span_of
from .identifying import address
from .latex import readable, rich
from .names import OTHERS, Name, parse_names
from .resource import Entry, Resource
from .work_types import TYPES_OF_KINDS, csl_type, is_preprint

_WITHIN = {"paper-conference", "chapter", "entry-encyclopedia"}
_GENRES = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master's thesis",
    "mastersthesis": "Master's thesis",
    "bachelorsthesis": "Bachelor's thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
}
_MORE_PEOPLE = {
    "editor": "editor",
    "translator": "translator",
    "bookauthor": "container-author",
    "director": "director",
}
# Each by the fields that may hold it, the best first.
_TEXTS = {
    "collection-title": ("series",),
    "volume": ("volume",),
    "edition": ("edition",),
    "publisher-place": ("address", "location"),
    "event-title": ("eventtitle",),
    "event-place": ("venue",),
    "version": ("version",),
    "ISSN": ("issn",),
    "chapter-number": ("chapter",),
    "number-of-pages": ("pagetotal", "numpages"),
    "number-of-volumes": ("volumes",),
    "language": ("langid", "language"),
    "PMID": ("pmid",),
    "PMCID": ("pmcid", "pmc"),
    "keyword": ("keywords",),
    "abstract": ("abstract",),
    "status": ("pubstate",),
    "annote": (),
}
_OF_PUBLICATION = {
    "journal",
    "journaltitle",
    "booktitle",
    "editor",
    "volume",
    "number",
    "pages",
    "publisher",
    "doi",
    "isbn",
}
_PAGES = re.compile(r"(?:(?<!\s)\s+)?(?:-{1,3}|\u2013)\s*")
# As BibLaTeX calls them, and as CSL does.
_LANGUAGES = {
    "english": "en",
    "american": "en-US",
    "usenglish": "en-US",
    "british": "en-GB",
    "ukenglish": "en-GB",
    "german": "de",
    "ngerman": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "dutch": "nl",
    "russian": "ru",
    "japanese": "ja",
    "chinese": "zh",
    "polish": "pl",
}
_NO_DATE = re.compile(r"n\.?\s*d\.?|no date|undated|unknown", flags=re.IGNORECASE)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.\S+", flags=re.IGNORECASE)
# Without "della", which is "del" and "la": what can be read in two ways takes twice as long with each further one.
_PARTICLES = re.compile(r"(?:de|di|da|du|van|von|der|den|la|le|ter|ten|zu|zur|af|av|dos|das|del)+")
_ACCESSED = re.compile(r"accessed:?\s*(?:on\s+)?(?P<day>\d{4}-\d\d-\d\d)", flags=re.IGNORECASE)
_ORDINALS = {
    "first": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
    "fifth": "5",
    "sixth": "6",
    "seventh": "7",
    "eighth": "8",
}


def csl_json(resources: Iterable[Resource]) -> bytes:
    """The resources in the format that citation styles read."""
    items = [csl_item(resource) for resource in resources]
    return (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def csl_item(resource: Resource) -> dict[str, Any]:
    """One resource; of its versions the one that was published, in a journal, in proceedings or as a book."""
    if not resource.entries:
        return _of_resource(resource)
    best = max(resource.entries, key=_rank)
    item = {"id": resource.key, **_of_entry(best, resource)}
    for entry in resource.entries:
        if entry is not best:
            other = _of_entry(entry, resource)
            for name in ("author", "issued", "abstract", "language", "keyword"):
                if name in other:
                    item.setdefault(name, other[name])
    _add_known(item, resource)
    return item


def venue_of(entry: Entry) -> str:
    """Where a work appeared, as a reader calls it: the journal, the proceedings, the publisher; plain text."""
    fields, kind = entry.fields, csl_type(entry)
    if kind == "article" and (fields.get("journal") or fields.get("journaltitle")):
        return _repository(fields)
    names = [_container(fields, kind, readable), _publisher(fields)]
    if kind == "book":
        names.reverse()
    return next(filter(None, names), "")


def place_of(entry: Entry) -> str:
    """Where and when an entry says that its work appeared, ``NeurIPS, 2017``; for a reader."""
    venue = venue_of(entry) or (_repository(entry.fields) if is_preprint(entry) else "")
    span = span_of(entry.fields)
    return ", ".join(filter(None, (venue, str(span.first.year) if span and span.first else "")))


def _rank(entry: Entry) -> tuple[bool, int]:
    """What was published comes before what was not, and what says more of that before what says less."""
    is_published = csl_type(entry) not in {"article", "webpage", "document", "manuscript"}
    return is_published, len(_OF_PUBLICATION & set(entry.fields))


def _of_entry(entry: Entry, resource: Resource) -> dict[str, Any]:
    fields, kind = entry.fields, csl_type(entry)
    item: dict[str, Any] = {"type": kind, "title": title_of(fields, rich) or resource.title}
    item |= dict(_people(fields))
    if (span := span_of(fields)) and (issued := csl_date(span)):
        item["issued"] = issued
    container = "" if kind == "article" else _container(fields, kind, rich)
    publisher = _publisher(fields)
    if kind == "article":
        publisher = publisher or _repository(fields)
    item |= {"container-title": container, "publisher": publisher}
    item |= {name: _first(fields, names) for name, names in _TEXTS.items()}
    item["language"] = _LANGUAGES.get(item["language"].lower(), item["language"])
    item["DOI"] = _doi(fields, resource)
    if "address" in fields and kind == "paper-conference":
        # ACM says where it was printed, and where people met.
        item["event-place"] = item["event-place"] or _first(fields, ("location",))
    if kind in {"book", *_WITHIN}:
        item["ISBN"] = re.split(r"[\s,;]+", _first(fields, ("isbn",)))[0].replace("-", "")
    item["page"] = _PAGES.sub("-", _first(fields, ("pages",))) or _first(fields, ("eid", "articleno", "article-number"))
    item["genre"] = _genre(entry)
    item["title-short"] = rich(fields.get("shorttitle", ""))
    item["note"] = _note(fields)
    item |= dict(_numbers(entry, kind, resource))
    item["edition"] = _ORDINALS.get(re.sub(r"(?<!\s)\s+ed.*", "", item["edition"].lower()), item["edition"])
    if accessed := _accessed(fields):
        item["accessed"] = accessed
    if (original := fields.get("origdate")) and (first := parse_edtf(original)):
        item["original-date"] = csl_date(first)
    return {name: value for name, value in item.items() if value}


def _people(fields: Mapping[str, str]) -> Iterator[tuple[str, list[dict[str, str]]]]:
    authors = parse_names(fields.get("author", ""))
    if authors:
        yield "author", [csl_name(name) for name in authors]
    for field, role in _MORE_PEOPLE.items():
        if names := parse_names(fields.get(field, "")):
            yield role, [csl_name(name) for name in names]


def csl_name(name: Name) -> dict[str, str]:
    """A name as CSL-JSON has it; that of a group, and ``others``, as they are."""
    if not name.given:
        return {"literal": str(name)} if name.family != OTHERS else {"literal": OTHERS}
    # "Oord, Aäron van den" says that the particle is behind the given names in lists.
    words = name.given.split()
    at = len(words)
    while at > 1 and _PARTICLES.fullmatch(words[at - 1]):
        at -= 1
    parts = {"family": name.family, "given": " ".join(words[:at]), "dropping-particle": " ".join(words[at:])}
    parts |= {"non-dropping-particle": name.particle, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value}


def csl_date(span: Span) -> dict[str, Any]:
    """A date as CSL-JSON has it; nothing if none is known."""
    days = [[int(part) for part in str(day).split("-")] for day in (span.first, span.last) if day]
    if not days:
        # Styles say in their own words that there is none.
        return {"literal": span.literal} if span.literal and not _NO_DATE.fullmatch(span.literal) else {}
    if span.season and len(days) == 1:
        return {"date-parts": [days[0][:1]], "season": span.season}
    return {"date-parts": days, **({"circa": True} if span.is_circa and span.last is None else {})}


def title_of(fields: Mapping[str, str], read: Any = readable) -> str:  # noqa: ANN401 - `readable` or `rich`
    """The title of an entry with its subtitle; empty if it has none."""
    title, subtitle, addon = (read(fields.get(name, "")) for name in ("title", "subtitle", "titleaddon"))
    title = _joined(title, subtitle)
    return f"{title}. {addon}" if title and addon else title


def _joined(title: str, subtitle: str) -> str:
    if not title or not subtitle:
        return title
    return f"{title} {subtitle}" if title[-1] in ":?!.\u2013\u2014" else f"{title}: {subtitle}"


def _container(fields: Mapping[str, str], kind: str, read: Any) -> str:  # noqa: ANN401 - see title_of
    if kind in _WITHIN:
        title = _joined(read(fields.get("booktitle", "")), read(fields.get("booksubtitle", "")))
        return title or read(fields.get("journal") or fields.get("journaltitle") or fields.get("maintitle") or "")
    journal = read(fields.get("journal") or fields.get("journaltitle") or "")
    return _joined(journal, read(fields.get("journalsubtitle", ""))) or (
        read(fields.get("booktitle", "")) if kind != "book" else ""
    )


def _publisher(fields: Mapping[str, str]) -> str:
    said = _first(fields, ("publisher", "institution", "school", "organization"))
    if said:
        return said
    printed = fields.get("howpublished", "")
    return "" if "http" in printed.lower() or "\\url" in printed else readable(printed)


def _repository(fields: Mapping[str, str]) -> str:
    """Where a preprint lies, where no field says it by this name."""
    journal = readable(fields.get("journal") or fields.get("journaltitle") or "")
    named = " ".join(
        (
            journal,
            *(
                fields.get(name, "")
                for name in ("eprint", "archiveprefix", "eprinttype", "url", "note", "doi", "arxivid")
            ),
        )
    ).lower()
    if journal and not re.match(r"corr|arxiv", journal, flags=re.IGNORECASE):
        return journal
    if "openreview" in named and "arxiv" not in named:
        return "OpenReview"
    other = readable(fields.get("archiveprefix") or fields.get("eprinttype") or "")
    return other if other and other.lower() != "arxiv" else "arXiv"


def _numbers(entry: Entry, kind: str, resource: Resource) -> Iterator[tuple[str, str]]:
    """The number of an issue, a report or a preprint, which differ in CSL and not in BibTeX."""
    fields = entry.fields
    number, issue = _first(fields, ("number",)), _first(fields, ("issue",))
    if kind == "article":
        # A volume of `abs/1706.03762` is the same number once more.
        yield "number", next((name.label for name in resource.identifiers if name.scheme == "arxiv"), number)
        yield from (("volume", ""), ("page", ""), ("issue", ""))
    elif kind in {"report", "patent", "standard", "thesis", "manuscript"}:
        yield "number", number
    elif kind in {"book", "chapter", "paper-conference"} and fields.get("series"):
        yield "collection-number", number
        yield "issue", issue
    elif not number.lower().startswith("arxiv:"):
        yield "issue", number or issue


def _genre(entry: Entry) -> str:
    said = entry.fields.get("type", "")
    name = re.sub(r"[^a-z]", "", said.lower())
    if said:
        return _GENRES.get(name) or readable(said)
    return _GENRES.get(entry.type, "") if entry.type != "techreport" else ""


def _accessed(fields: Mapping[str, str]) -> dict[str, Any]:
    said = _first(fields, ("urldate", "lastchecked", "lastvisited", "lastaccessed"))
    match = _ACCESSED.search(readable(fields.get("note", "")) + " " + readable(fields.get("howpublished", "")))
    found = parse_edtf(match["day"] if match else said)
    return csl_date(found) if found else {}


def _note(fields: Mapping[str, str]) -> str:
    """A remark, unless other fields say the same; the group for which the authors of INSPIRE's papers stand."""
    said, group = readable(fields.get("note", "")), readable(fields.get("collaboration", ""))
    if _ACCESSED.fullmatch(said.strip("[]. ")) or re.match(r"arxiv:", said, flags=re.IGNORECASE):
        said = ""
    return said or (f"{group} Collaboration" if group and "ollaboration" not in group else group)


def _doi(fields: Mapping[str, str], resource: Resource) -> str:
    """The DOI in the letters in which its entry has it."""
    said = address(fields.get("doi", ""))
    if preprint := _ARXIV_DOI.search(said):
        return preprint[0]
    known = next((name.value for name in resource.identifiers if name.scheme == "doi"), "")
    at = said.lower().find(known) if known else -1
    return said[at : at + len(known)] if at >= 0 else known


def _first(fields: Mapping[str, str], names: Iterable[str]) -> str:
    return next((text for name in names if (text := readable(fields.get(name, "")))), "")


def _of_resource(resource: Resource) -> dict[str, Any]:
    """A resource of which no file tells."""
    kind = (
        "article"
        if resource.identifiers[:1] and resource.identifiers[0].scheme == "arxiv"
        else TYPES_OF_KINDS[resource.kind]
    )
    item: dict[str, Any] = {"id": resource.key, "type": kind, "title": resource.title}
    if resource.authors:
        item["author"] = [csl_name(_spoken(author)) for author in resource.authors]
    if resource.venue:
        item["publisher" if kind in {"book", "article"} else "container-title"] = resource.venue
    if kind == "article":
        item.setdefault("publisher", "arXiv")
        item["number"] = resource.identifiers[0].label
    _add_known(item, resource)
    return item


def _spoken(author: str) -> Name:
    family, _, given = author.partition(", ")
    return Name(family, given)


def _add_known(item: dict[str, Any], resource: Resource) -> None:
    """Add what its identifiers tell of a work and its entry did not."""
    if (on := resource.published_on) is not None:
        # The number of a preprint tells the month beside the year that its entry says.
        is_less = item["type"] == "article" and item.get("issued") == {"date-parts": [[on.year]]}
        if is_less or "issued" not in item:
            item["issued"] = csl_date(Span(on))
    names = {name.scheme: name for name in reversed(resource.identifiers)}
    if "doi" in names:
        item.setdefault("DOI", names["doi"].value)
    if "isbn" in names:
        item["ISBN"] = names["isbn"].value
    # Its own page, then the publisher's; a preprint is on arXiv.
    first = ("arxiv",) if item["type"] == "article" else ("url", "doi")
    if url := next((names[scheme].url for scheme in first if scheme in names), resource.url):
        item["URL"] = url
