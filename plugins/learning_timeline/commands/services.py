"""An identifier in, what DataCite, OpenReview, Semantic Scholar or its own page tell of its work out.

Each is asked once, by the client for the open web; an answer of another form is used as far as it goes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin

from selectolax.lexbor import LexborHTMLParser

from .._seam import analytics
from .answers import LookupFailed, date_of, family_first, identifiers_of, plain, texts_of, venue_of
from .web_client import Response, fetch

_MOST_BYTES = 4_000_000
_MOST_REDIRECTS = 5
_NOT_FOUND, _FINE = 404, 200
_AGENT = "learning-timeline (adds a reference to its author's journal)"
_S2_FIELDS = "title,authors,year,venue,publicationDate,externalIds"
_KINDS = {"Dataset": "dataset", "Software": "software", "Audiovisual": "video", "Book": "book"}
_HOSTS = (("youtube.com", "video"), ("youtu.be", "video"), ("vimeo.com", "video"), ("github.com", "software"))


@dataclass(frozen=True, slots=True)
class Services:
    """Where services are asked; others than these only in tests, on this machine.

    Attributes:
        arxiv: its service, with a place for the question.
        crossref, datacite, semantic_scholar: theirs.
        openreview: its two, the newer one first; each knows papers that the other does not.
        seconds: after so many no answer is waited for.
        may_ask_inside: whether addresses that are not public are asked.
    """

    arxiv: str = "https://export.arxiv.org/api/query?{}"
    crossref: str = "https://api.crossref.org"
    datacite: str = "https://api.datacite.org"
    openreview: tuple[str, ...] = ("https://api2.openreview.net", "https://api.openreview.net")
    semantic_scholar: str = "https://api.semanticscholar.org"
    seconds: float = 10.0
    may_ask_inside: bool = False


def of_datacite(name: analytics.Identifier, services: Services) -> dict[str, Any]:
    """What DataCite knows of a DOI, of data sets and preprints most of all."""
    answer = _json("DataCite", f"{services.datacite}/dois/{quote(name.value, safe='/:;()._-+')}", services)
    work = _part(answer, "data", "attributes")
    if not work:
        raise LookupFailed("DataCite returned nothing about it")
    creators = work.get("creators")
    kind = str(_part(work, "types").get("resourceTypeGeneral"))
    return {
        "kind": _KINDS.get(kind, ""),
        "title": " ".join(texts_of([_part(one).get("title") for one in _list(work.get("titles"))])[:1]),
        "authors": tuple(filter(None, map(_creator, creators if isinstance(creators, list) else []))),
        "published_on": _year(work.get("publicationYear")),
        "venue": venue_of(" ".join(texts_of(_publisher(work.get("publisher")))[:1])),
    }


def of_openreview(name: analytics.Identifier, services: Services) -> dict[str, Any]:
    """What OpenReview knows of a paper."""
    for address in services.openreview:
        answer = _json("OpenReview", f"{address}/notes?id={quote(name.value)}", services)
        notes = _list(_part(answer).get("notes"))
        if notes and (content := _part(notes[0], "content")):
            return _of_note(content)
    raise LookupFailed("OpenReview returned nothing about it")


def _of_note(content: Mapping[str, Any]) -> dict[str, Any]:
    # The newer service puts each value into an object of its own.
    said = {key: one.get("value") if isinstance(one, dict) else one for key, one in content.items()}
    listed = analytics.parse_bibliography(str(said.get("_bibtex") or ""), "OpenReview").resources
    entry = listed[0] if listed else None
    authors = tuple(filter(None, (family_first(name) for name in texts_of(said.get("authors")))))
    return {
        "title": " ".join(texts_of(said.get("title"))[:1]),
        "authors": authors or (entry.authors if entry else ()),
        "published_on": entry.published_on if entry else None,
        "venue": venue_of(entry.venue if entry else " ".join(texts_of(said.get("venue"))[:1])),
    }


def of_semantic_scholar(name: analytics.Identifier, services: Services) -> dict[str, Any]:
    """What Semantic Scholar knows of a paper, its arXiv number and DOI above all."""
    paper = f"CorpusID:{name.value}" if name.value.isdigit() else name.value
    address = f"{services.semantic_scholar}/graph/v1/paper/{paper}?fields={_S2_FIELDS}"
    work = _part(_json("Semantic Scholar", address, services))
    if not work.get("title"):
        raise LookupFailed("Semantic Scholar returned nothing about it")
    others = _part(work, "externalIds")
    names = (f"{scheme}:{others[key]}" for scheme, key in (("arxiv", "ArXiv"), ("doi", "DOI")) if others.get(key))
    authors = [_part(one).get("name") for one in _list(work.get("authors"))]
    return {
        "title": " ".join(texts_of(work.get("title"))[:1]),
        "authors": tuple(filter(None, (family_first(one) for one in texts_of(authors)))),
        "published_on": _day(work.get("publicationDate")) or _year(work.get("year")),
        "venue": venue_of(" ".join(texts_of(work.get("venue"))[:1])),
        "identifiers": tuple(one for text in names for one in identifiers_of(text)),
    }


def of_page(name: analytics.Identifier, services: Services) -> dict[str, Any]:
    """What a page says of itself, to search engines of papers (`citation_title`) or to other sites (`og:title`)."""
    response = _page(name.value, services)
    tree = LexborHTMLParser(response.data)
    said: dict[str, list[str]] = {}
    for tag in tree.css("meta[content]"):
        key = (tag.attributes.get("name") or tag.attributes.get("property") or "").lower()
        said.setdefault(key, []).append(plain(tag.attributes.get("content") or ""))

    def first(*keys: str) -> str:
        return next((value for key in keys for value in said.get(key, ()) if value), "")

    title = tree.css_first("title")
    is_paper = "citation_title" in said
    authors = said.get("citation_author") or said.get("author") or []
    names = (("doi", first("citation_doi", "prism.doi", "dc.identifier.doi")), ("arxiv", first("citation_arxiv_id")))
    kind = next((kind for host, kind in _HOSTS if re.search(rf"//(?:www\.)?{re.escape(host)}/", name.value)), "")
    found = {
        "kind": "paper" if is_paper else kind,
        "title": first("citation_title", "dc.title", "og:title") or (plain(title.text()) if title else ""),
        "authors": tuple(filter(None, (one if "," in one else family_first(one) for one in authors))),
        "published_on": _day(first("citation_publication_date", "citation_date", "article:published_time", "dc.date")),
        "venue": venue_of(first("citation_journal_title", "citation_conference_title", "og:site_name")),
        "identifiers": tuple(
            one
            for scheme, text in names
            if text
            for one in identifiers_of(f"{scheme}:{re.sub(r'^(?:doi:|https?://(?:dx[.])?doi[.]org/)', '', text)}")
        ),
    }
    if not found["title"]:
        raise LookupFailed("the page has no metadata")
    return found


def _page(address: str, services: Services) -> Response:
    for _ in range(_MOST_REDIRECTS):
        response = _asked("the page", address, "text/html, */*;q=0.5", services)
        if not response.location:
            return response
        address = urljoin(address, response.location)
    raise LookupFailed("the page redirects too often")


def _json(service: str, address: str, services: Services) -> object:
    response = _asked(service, address, "application/json", services)
    try:
        return json.loads(response.data)
    except ValueError:
        raise LookupFailed(f"{service} could not be reached, or its answer could not be read") from None


def _asked(service: str, address: str, accept: str, services: Services) -> Response:
    headers = {"User-Agent": _AGENT, "Accept": accept}
    try:
        response = fetch(
            address, headers, seconds=services.seconds, most=_MOST_BYTES, may_ask_inside=services.may_ask_inside
        )
    except TimeoutError:
        raise LookupFailed(f"{service} did not answer within {services.seconds:g} seconds") from None
    except Exception as error:
        raise LookupFailed(f"{service} could not be reached: {type(error).__name__}") from error
    if response.status == _NOT_FOUND:
        raise LookupFailed(f"{service} does not know it")
    if response.status != _FINE and not response.location:
        raise LookupFailed(f"{service} answered with error {response.status}")
    return response


def _part(value: object, *keys: str) -> Mapping[str, Any]:
    """An object within an answer; an empty one if there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _publisher(value: object) -> object:
    return value.get("name") if isinstance(value, dict) else value


def _creator(creator: object) -> str:
    said = _part(creator)
    family, given, name = (
        " ".join(" ".join(texts_of(said.get(part))).split()) for part in ("familyName", "givenName", "name")
    )
    if family:
        return ", ".join(filter(None, (family.replace(",", " "), given.replace(",", " "))))
    return name.replace(",", " ") if said.get("nameType") == "Organizational" else name


def _year(value: object) -> analytics.PartialDate | None:
    try:
        return date_of([[int(str(value))]])
    except ValueError:
        return None


def _day(value: object) -> analytics.PartialDate | None:
    """A day as pages write it, ``2015-02-25`` or ``2015/02/25``, with a time or without."""
    found = re.match(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?!\d)", str(value or "").strip(), flags=re.ASCII)
    return date_of([[int(part) for part in found.groups() if part]]) if found else None
