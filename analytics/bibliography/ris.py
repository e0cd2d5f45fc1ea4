"""Resources in, RIS out, which reference managers read; and RIS in, BibTeX out. Pure.

https://en.wikipedia.org/wiki/RIS_(file_format): a tag of two letters, two spaces, a hyphen and a value in each line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from .bibtex_writer import tex
from .csl import csl_item
from .resource import Resource

_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "article": "UNPB",
    "paper-conference": "CPAPER",
    "chapter": "CHAP",
    "entry-encyclopedia": "ENCYC",
    "book": "BOOK",
    "thesis": "THES",
    "report": "RPRT",
    "manuscript": "UNPB",
    "pamphlet": "PAMP",
    "webpage": "ELEC",
    "software": "COMP",
    "dataset": "DATA",
    "patent": "PAT",
    "motion_picture": "VIDEO",
    "song": "SOUND",
    "graphic": "ART",
    "standard": "STAND",
}
_TEXTS = {
    "title": "TI",
    "container-title": "T2",
    "collection-title": "T3",
    "publisher": "PB",
    "publisher-place": "CY",
    "volume": "VL",
    "issue": "IS",
    "edition": "ET",
    "DOI": "DO",
    "URL": "UR",
    "language": "LA",
    "abstract": "AB",
    "genre": "M3",
    "note": "N1",
    "number": "M1",
    "title-short": "ST",
}
_ENTRY_TYPES = {
    "JOUR": "article",
    "EJOUR": "article",
    "MGZN": "article",
    "NEWS": "article",
    "JFULL": "article",
    "ABST": "article",
    "CONF": "proceedings",
    "CPAPER": "inproceedings",
    "CHAP": "incollection",
    "ECHAP": "incollection",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "collection",
    "THES": "thesis",
    "RPRT": "techreport",
    "UNPB": "unpublished",
    "ELEC": "online",
    "COMP": "software",
    "DATA": "dataset",
    "VIDEO": "video",
    "MPCT": "video",
    "PAT": "patent",
    "INPR": "article",
}
_LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9]) {1,2}- ?(?P<value>.*)")
_ADDRESS = re.compile(r"<[^<>]+>")


def ris(resources: Iterable[Resource]) -> bytes:
    """The resources as RIS, in UTF-8 with the line ends that it asks for."""
    lines = (f"{tag}  - {value}" for resource in resources for tag, value in _lines(csl_item(resource)))
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "backslashreplace")


def _lines(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(item["type"], "GEN")
    for role, tag in (("author", "AU"), ("editor", "ED"), ("translator", "A4")):
        for name in item.get(role, ()):
            yield tag, _name(name)
    for variable, tag in _TEXTS.items():
        if value := item.get(variable):
            yield tag, " ".join(_ADDRESS.sub("", value).split())
    if days := item.get("issued", {}).get("date-parts"):
        yield "PY", f"{days[0][0]:04d}"
        yield "DA", "/".join(f"{part:02d}" for part in days[0])
    first, _, last = item.get("page", "").partition("-")
    yield from ((tag, value) for tag, value in (("SP", first), ("EP", last)) if value)
    yield from (("SN", item[name]) for name in ("ISBN", "ISSN") if name in item)
    yield from (("KW", word) for word in re.split(r"(?:(?<!\s)\s+)?[,;]\s*", item.get("keyword", "")) if word)
    yield "ID", item["id"]
    yield "ER", ""


def _name(name: dict[str, str]) -> str:
    if literal := name.get("literal"):
        return "et al." if literal == "others" else literal
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name["family"])))
    given = " ".join(filter(None, (name.get("given"), name.get("dropping-particle"))))
    return ", ".join(filter(None, (family, given, name.get("suffix"))))


def bibtex_of_ris(text: str) -> str:
    r"""A file of RIS as BibTeX, an entry for each of its records; keys are ``ris1``, ``ris2`` where a record names none.

    >>> print(bibtex_of_ris("TY  - JOUR\nAU  - Ho, J.\nTI  - On 100%\nPY  - 2020\nER  - "))
    @article{ris1,
      author = {Ho, J.},
      title = {On 100\%},
      year = {2020},
    }
    """
    records: list[dict[str, list[str]]] = []
    tag = ""
    for line in text.replace("\ufeff", "").splitlines():
        if match := _LINE.fullmatch(line.rstrip()):
            tag = match["tag"]
            if tag == "TY":
                records.append({})
            if records and tag != "ER":
                records[-1].setdefault(tag, []).append(match["value"].strip())
        elif records and line.strip() and records[-1].get(tag):
            records[-1][tag][-1] += f" {line.strip()}"
    return "\n\n".join(_entry(record, number) for number, record in enumerate(records, 1))


def _entry(record: dict[str, list[str]], number: int) -> str:
    def first(*tags: str) -> str:
        return next((value for tag in tags for value in record.get(tag, ()) if value), "")

    kind = _ENTRY_TYPES.get(first("TY"), "misc")
    if kind == "proceedings" and first("T2", "BT"):
        kind = "inproceedings"
    authors = [*record.get("AU", ()), *record.get("A1", ())]
    year = re.match(r"\d{4}", first("PY", "Y1", "DA"))
    container = first("T2", "JF", "JO", "BT", "JA")
    pages = "--".join(filter(None, (first("SP"), first("EP"))))
    day = re.match(r"\d{4}/(\d\d?)", first("DA", "Y1"))
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in authors),
        "editor": " and ".join(_bibtex_name(name) for name in [*record.get("ED", ()), *record.get("A2", ())]),
        "title": tex(first("TI", "T1", "CT")),
        "journal" if kind == "article" else "booktitle": tex(container)
        if kind in {"article", "inproceedings", "incollection"}
        else "",
        "year": year[0] if year else "",
        "month": str(int(day[1])) if day and year else "",
        "volume": tex(first("VL")),
        "number": tex(first("IS")),
        "pages": tex(pages).replace("-{}-", "--"),
        "publisher": tex(first("PB")),
        "address": tex(first("CY")),
        "edition": tex(first("ET")),
        "doi": _as_it_is(re.sub(r"^https?://(?:dx\.)?doi\.org/", "", first("DO"))),
        "isbn" if kind in {"book", "collection", "incollection"} else "issn": tex(first("SN")),
        "url": _as_it_is(first("UR", "L1", "L2")),
        "language": tex(first("LA")),
        "abstract": tex(first("AB", "N2")),
        "keywords": tex(", ".join(record.get("KW", ()))),
        "note": tex(first("N1")),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    key = re.sub(r"[^\w.:/-]", "", first("ID")) or f"ris{number}"
    return f"@{kind}{{{key},\n{lines}}}"


def _as_it_is(text: str) -> str:
    """An address or a DOI, in which no TeX is read; nothing of one that would end its field."""
    return "" if re.search(r"[\\{}\s]", text) else text


def _bibtex_name(name: str) -> str:
    if name.lower().rstrip(".") in {"et al", "others"}:
        return "others"
    family, *rest = (part.strip() for part in name.split(","))
    if len(rest) > 1:  # the suffix is last in RIS
        return ", ".join(map(tex, (family, rest[1], rest[0])))
    return tex(name) if "," in name else f"{{{tex(name)}}}"
