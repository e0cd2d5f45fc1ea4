"""An identifier in, what arXiv or Crossref knows of it out: the one module that asks the network, and only when a person does.

Each answer is a `Resource` with what was found; what was not, or is not of the form it should have, is left out. Whatever
goes wrong on the way is a `LookupFailed` with the reason for that person.
"""

from __future__ import annotations

import html
import logging
import re
import unicodedata
from dataclasses import replace
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from .._seam import analytics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ARXIV = "https://export.arxiv.org/api/query?{}"
CROSSREF = "https://api.crossref.org"
SECONDS = 10.0
_NOT_FOUND = 404
# What Crossref lets stand in a title (https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/face-markup/).
_MARKUP = re.compile(
    r"</?(?:(?:mml|jats):\w+|i|b|u|em|strong|sub|sup|sc|scp|tt|ovl|strike|br|p)\b[^<>]*>", flags=re.IGNORECASE
)
_KINDS = {
    **dict.fromkeys(("book", "monograph", "edited-book", "reference-book", "book-set", "book-series"), "book"),
    "dataset": "dataset",
}
_GROUPS = ("collaboration", "consortium", "team", "group")
_AFTER_A_FAMILY = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"}
_FIRST_YEAR, _LAST_YEAR = 1500, 2199


class LookupFailed(Exception):  # noqa: N818 - it reads as what happened
    """Nothing was found out; says why."""


def look_up(
    resource: analytics.Resource,
    *,
    arxiv_address: str = ARXIV,
    crossref_address: str = CROSSREF,
    seconds: float = SECONDS,
) -> analytics.Resource:
    """The resource with what is known of it elsewhere: title, authors, day of publication, where it appeared.

    Args:
        resource: as its identifier alone tells it.
        arxiv_address: of arXiv's service, with a place for the question.
        crossref_address: of Crossref's.
        seconds: after so many no answer is waited for.

    Raises:
        LookupFailed: there is no network, the service does not know the identifier, or no service is asked for its kind.
    """
    name = resource.identifiers[0]
    match name.scheme:
        case "arxiv":
            found = _told("arXiv", lambda: _of_arxiv(name, arxiv_address), seconds)
        case "doi":
            found = _told("Crossref", lambda: _of_crossref(name, crossref_address, seconds), seconds)
        case "isbn":
            raise LookupFailed("no service is asked for a book")
        case _:
            raise LookupFailed("no service is asked for a web address")
    more = tuple(one for one in found.pop("identifiers", ()) if one not in resource.identifiers)
    return replace(
        resource,
        identifiers=resource.identifiers + more,
        **{field: value for field, value in found.items() if value},
    )


def _told(service: str, ask: Callable[[], dict[str, Any]], seconds: float) -> dict[str, Any]:
    """The answer to a question, if it comes in time.

    Asked in a thread of its own: `arxiv` sets no limit, and the limits of others begin anew with each byte. One that is
    still waiting ends with the program.
    """
    answers: SimpleQueue[dict[str, Any] | Exception] = SimpleQueue()

    def answer() -> None:
        try:
            answers.put(ask())
        except Exception as error:  # noqa: BLE001 - whatever the libraries raise for what came from elsewhere
            answers.put(error)

    Thread(target=answer, daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except Empty:
        raise LookupFailed(f"{service} did not answer within {seconds:g} seconds") from None
    if isinstance(found, LookupFailed):
        raise found
    if isinstance(found, Exception):
        raise LookupFailed(_reason(service, found)) from found
    return found


def _reason(service: str, error: Exception) -> str:
    # As `arxiv` has it, then as `habanero` does.
    code = getattr(error, "status", None) or getattr(getattr(error, "response", None), "status_code", None)
    if isinstance(error, ImportError):
        return f"{service} was not asked, {error.name} is not installed: pip install --editable '.[journal]'"
    if code == _NOT_FOUND:
        # Other agencies give DOIs as well; DataCite those of most data sets and preprints.
        return f"{service} does not know it{'; it may be of DataCite, which is not asked' * (service == 'Crossref')}"
    if code:
        return f"{service} answered with error {code}"
    return f"{service} could not be reached, or its answer not be read: {type(error).__name__}"


def _of_arxiv(name: analytics.Identifier, address: str) -> dict[str, Any]:
    import arxiv  # noqa: PLC0415 - only where a person asks the network

    # What it logs is told by `LookupFailed`.
    logging.getLogger("arxiv").setLevel(logging.CRITICAL)
    # One question, never a second one: arXiv asks for three seconds between two.
    client = arxiv.Client(page_size=1, num_retries=0)
    client.query_url_format = address
    paper = next(client.results(arxiv.Search(id_list=[name.value], max_results=1)), None)
    # It tells of an error as of a paper, with another address.
    if paper is None or name not in _identifiers(paper.entry_id):
        raise LookupFailed("arXiv told nothing of it")
    return {
        "title": _plain(paper.title),
        "authors": tuple(filter(None, (_family_first(_plain(author.name)) for author in paper.authors))),
        "venue": _venue(_plain(paper.journal_ref or "")),
        "identifiers": tuple(one for one in _identifiers(f"doi:{paper.doi or ''}") if one.scheme == "doi"),
    }


def _identifiers(text: str) -> Iterator[analytics.Identifier]:
    """The identifier that a service names, if it is one."""
    try:
        yield analytics.parse_identifier(text)
    except ValueError:
        return


def _of_crossref(name: analytics.Identifier, address: str, seconds: float) -> dict[str, Any]:
    from habanero import Crossref  # noqa: PLC0415 - only where a person asks the network

    # It puts the DOI into the address as it is, where `#` and `?` mean something else. Its own limit comes after ours.
    answer = Crossref(base_url=address, timeout=seconds + 1).works(ids=quote(name.value, safe="/:;()._-+"))
    work = answer.get("message") if isinstance(answer, dict) else None
    if not isinstance(work, dict):
        raise LookupFailed("Crossref told nothing of it")
    titles, venues = _texts(work.get("title")), _texts(work.get("container-title"))
    authors = work.get("author")
    return {
        "kind": _KINDS.get(str(work.get("type")), ""),
        "title": " ".join(titles[:1]),
        "authors": tuple(filter(None, map(_author, authors if isinstance(authors, list) else []))),
        "published_on": _date(work.get("issued")),
        "venue": _venue(" ".join((venues or _texts(work.get("publisher")))[:1])),
    }


def _texts(value: object) -> list[str]:
    """The texts of a list, or one alone; what is none is left out."""
    values = value if isinstance(value, list) else [value]
    return [text for one in values if isinstance(one, str) and (text := _plain(html.unescape(_MARKUP.sub("", one))))]


def _date(value: object) -> analytics.PartialDate | None:
    """A date as Crossref has it, ``{"date-parts": [[2015, 2, 25]]}``.

    >>> str(_date({"date-parts": [[2015, 2]]})), _date({"date-parts": [[None]]}), _date([])
    ('2015-02', None, None)
    """
    try:
        year, *rest = value["date-parts"][0][:3]  # type: ignore[index] # what is of another form is caught
        date = analytics.PartialDate.parse("-".join([f"{year:04d}", *(f"{part:02d}" for part in rest)]))
    except (LookupError, TypeError, ValueError):
        return None
    return date if _FIRST_YEAR <= date.year <= _LAST_YEAR else None


def _author(author: object) -> str:
    """One of Crossref's authors; a comma stands between family and given name and nowhere else."""
    if not isinstance(author, dict):
        return ""
    family, given, name = (
        " ".join(" ".join(_texts(author.get(part))).replace(",", " ").split()) for part in ("family", "given", "name")
    )
    return ", ".join(filter(None, (family, given))) if family else name or given


def _family_first(name: str) -> str:
    """As BibTeX has it; arXiv gives names in their usual order.

    >>> _family_first("Diederik P. Kingma"), _family_first("Aaron van den Oord"), _family_first("Sammy Davis Jr.")
    ('Kingma, Diederik P.', 'van den Oord, Aaron', 'Davis Jr., Sammy')
    >>> _family_first("The ATLAS Collaboration")
    'The ATLAS Collaboration'
    """
    words = name.replace(",", " ").split()
    if not words or words[0] == "The" or words[-1].lower() in _GROUPS:
        return " ".join(words)
    last = len(words) - (2 if words[-1].lower() in _AFTER_A_FAMILY else 1)
    first = next((place for place in range(1, last) if words[place].islower()), max(last, 0))
    family, given = " ".join(words[first:]), " ".join(words[:first])
    return f"{family}, {given}" if given else family


def _venue(text: str) -> str:
    """Where it appeared; a preprint's own number is no such place, and would be read as another name of it."""
    return "" if "arxiv:" in text.lower() else text


def _plain(text: str) -> str:
    """A text from elsewhere on one line, without what a terminal or a reader's eye would take for something else."""
    return " ".join("".join(map(_seen, text)).split())


def _seen(letter: str) -> str:
    if letter.isspace() or unicodedata.category(letter) == "Cc":
        return " "
    return letter if letter.isprintable() else ""
