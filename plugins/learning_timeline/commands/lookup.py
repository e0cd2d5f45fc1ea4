"""An identifier in, what a service knows of its work out; the network is asked only when a person does.

Each answer is a `Resource` with what was found; what was not, or is not of the form it should have, is left out. Whatever
goes wrong on the way is a `LookupFailed` with the reason for that person.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from .._seam import analytics
from ..core.typed import install
from . import services
from .answers import LookupFailed, date_of, family_first, identifiers_of, plain, texts_of, venue_of
from .services import Services
from .web_client import within

_NOT_FOUND = 404
_KINDS = {
    **dict.fromkeys(("book", "monograph", "edited-book", "reference-book", "book-set", "book-series"), "book"),
    "dataset": "dataset",
}
# Of BibTeX, by Crossref's.
_TYPES = {
    "journal-article": "article",
    "proceedings-article": "inproceedings",
    "book-chapter": "incollection",
    "posted-content": "misc",
    "dissertation": "phdthesis",
    "report": "techreport",
    "dataset": "dataset",
}
_ANYWHERE = Services()


def look_up(resource: analytics.Resource, where: Services = _ANYWHERE) -> analytics.Resource:
    """The resource with what is known of it elsewhere: title, authors, day of publication, where it appeared.

    Args:
        resource: as its identifier alone tells it.
        where: the services that are asked.

    Raises:
        LookupFailed: there is no network, the service does not know the identifier, or no service is asked for its kind.
    """
    found = _found(resource.identifiers[0], where)
    more = tuple(one for one in found.pop("identifiers", ()) if one not in resource.identifiers)
    names = resource.identifiers + more
    if resource.identifiers[0].scheme in {"url", "s2"}:
        # A page is one more place of a paper; its number leads to the paper.
        names = more + resource.identifiers
    dated = {} if names[0].published_on is None else {"published_on": names[0].published_on}
    return replace(resource, identifiers=names, **({field: value for field, value in found.items() if value} | dated))


def _found(name: analytics.Identifier, where: Services) -> dict[str, Any]:
    match name.scheme:
        case "arxiv":
            return _told("arXiv", lambda: _of_arxiv(name, where.arxiv), where.seconds)
        case "doi":
            return _of_doi(name, where)
        case "openreview":
            return services.of_openreview(name, where)
        case "s2":
            return services.of_semantic_scholar(name, where)
        case "url":
            return _of_page(name, where)
        case _:
            raise LookupFailed("no service is asked for a book")


def _of_doi(name: analytics.Identifier, where: Services) -> dict[str, Any]:
    """By Crossref; other agencies give DOIs as well, DataCite those of most data sets and preprints."""
    try:
        return _told("Crossref", lambda: _of_crossref(name, where.crossref, where.seconds), where.seconds)
    except LookupFailed as failure:
        if "does not know it" not in str(failure):
            raise
    try:
        return services.of_datacite(name, where)
    except LookupFailed as failure:
        raise LookupFailed(f"Crossref does not know it, and {failure}") from None


def _of_page(name: analytics.Identifier, where: Services) -> dict[str, Any]:
    """By the page itself, and by the service that knows the paper which it names."""
    found = services.of_page(name, where)
    names = found.get("identifiers", ())
    for one in names:
        try:
            return {**found, "kind": "paper", **{key: value for key, value in _found(one, where).items() if value}} | {
                "identifiers": tuple(dict.fromkeys(names))
            }
        except LookupFailed:
            continue
    return found


def _told(service: str, ask: Callable[[], dict[str, Any]], seconds: float) -> dict[str, Any]:
    """The answer to a question, if it comes in time: `arxiv` sets no limit, and that of `habanero` begins anew with each byte."""
    try:
        return within(seconds, ask)
    except LookupFailed:
        raise
    except TimeoutError:
        raise LookupFailed(f"{service} did not answer within {seconds:g} seconds") from None
    except Exception as error:
        # Whatever the libraries raise for what came from elsewhere.
        raise LookupFailed(_reason(service, error)) from error


def _reason(service: str, error: Exception) -> str:
    # As `arxiv` has it, then as `habanero` does.
    code = getattr(error, "status", None) or getattr(getattr(error, "response", None), "status_code", None)
    if isinstance(error, ImportError):
        return f"{service} was not asked, {error.name} is not installed: run {install('journal')}"
    if code == _NOT_FOUND:
        return f"{service} does not know it"
    if code:
        return f"{service} answered with error {code}"
    return f"{service} could not be reached, or its answer could not be read: {type(error).__name__}"


def _of_arxiv(name: analytics.Identifier, address: str) -> dict[str, Any]:
    import arxiv  # noqa: PLC0415 - only where a person asks the network

    # What it logs is told by `LookupFailed`.
    logging.getLogger("arxiv").setLevel(logging.CRITICAL)
    # One question, never a second one: arXiv asks for three seconds between two.
    client = arxiv.Client(page_size=1, num_retries=0)
    client.query_url_format = address
    paper = next(client.results(arxiv.Search(id_list=[name.value], max_results=1)), None)
    # It tells of an error as of a paper, with another address.
    if paper is None or name not in identifiers_of(paper.entry_id):
        raise LookupFailed("arXiv returned nothing about it")
    return {
        "title": plain(paper.title),
        "authors": tuple(filter(None, (family_first(plain(author.name)) for author in paper.authors))),
        "venue": venue_of(plain(paper.journal_ref or "")),
        "identifiers": tuple(one for one in identifiers_of(f"doi:{paper.doi or ''}") if one.scheme == "doi"),
    }


def _of_crossref(name: analytics.Identifier, address: str, seconds: float) -> dict[str, Any]:
    from habanero import Crossref  # noqa: PLC0415 - only where a person asks the network

    # It puts the DOI into the address as it is, where `#` and `?` mean something else. Its own limit comes after ours.
    answer = Crossref(base_url=address, timeout=seconds + 1).works(ids=quote(name.value, safe="/:;()._-+"))
    work = answer.get("message") if isinstance(answer, dict) else None
    if not isinstance(work, dict):
        raise LookupFailed("Crossref returned nothing about it")
    titles, venues = texts_of(work.get("title")), texts_of(work.get("container-title"))
    authors, issued, kind = work.get("author"), work.get("issued"), str(work.get("type"))
    entry = analytics.Entry("", _TYPES[kind], tuple(_fields(work))) if kind in _TYPES else None
    return {
        "kind": _KINDS.get(kind, ""),
        "title": " ".join(titles[:1]),
        "authors": tuple(filter(None, map(_author, authors if isinstance(authors, list) else []))),
        "published_on": date_of(issued.get("date-parts")) if isinstance(issued, dict) else None,
        "venue": venue_of(" ".join((venues or texts_of(work.get("publisher")))[:1])),
        "entries": (entry,) if entry else (),
    }


def _fields(work: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What an entry says besides: volume, number, pages and publisher, as BibTeX."""
    for field, name in (("volume", "volume"), ("number", "issue"), ("pages", "page"), ("publisher", "publisher")):
        if said := " ".join(texts_of(work.get(name))[:1]):
            yield field, analytics.tex(said).replace("-{}-", "--")


def _author(author: object) -> str:
    """One of Crossref's authors; a comma stands between family and given name and nowhere else."""
    if not isinstance(author, dict):
        return ""
    family, given, name = (
        " ".join(" ".join(texts_of(author.get(part))).replace(",", " ").split()) for part in ("family", "given", "name")
    )
    return ", ".join(filter(None, (family, given))) if family else name or given
