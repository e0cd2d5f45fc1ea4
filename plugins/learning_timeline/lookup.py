"""An identifier in, what arXiv or Crossref knows of it out: the one module that asks the network, and only when a person does.

Each answer is a `Resource` with what was found; what was not is left out. Whatever goes wrong on the way is a `LookupFailed`
with a sentence for that person.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ._seam import analytics

if TYPE_CHECKING:
    from collections.abc import Callable

ARXIV = "https://export.arxiv.org/api/query?{}"
CROSSREF = "https://api.crossref.org"
SECONDS = 15
_MARKUP = re.compile(r"<[^<>]*>")


class LookupFailed(Exception):  # noqa: N818 - it reads as what happened
    """Nothing was found out; says why."""


def look_up(
    resource: analytics.Resource, *, arxiv_address: str = ARXIV, crossref_address: str = CROSSREF
) -> analytics.Resource:
    """The resource with what is known of it elsewhere: title, authors, day of publication, where it appeared.

    Args:
        resource: as its identifier alone tells it.
        arxiv_address: of arXiv's service, with a place for the question.
        crossref_address: of Crossref's.

    Raises:
        LookupFailed: there is no network, the service does not know the identifier, or no service is asked for its kind.
    """
    name = resource.identifiers[0]
    ask: Callable[[str, str], dict[str, Any]]
    match name.scheme:
        case "arxiv":
            ask, address, service = _of_arxiv, arxiv_address, "arXiv"
        case "doi":
            ask, address, service = _of_crossref, crossref_address, "Crossref"
        case _:
            raise LookupFailed("no service is asked for its kind")
    try:
        found = ask(name.value, address)
    except LookupFailed:
        raise
    except Exception as error:
        raise LookupFailed(f"{service} did not answer ({type(error).__name__})") from error
    return replace(resource, **{field: value for field, value in found.items() if value})


def _of_arxiv(value: str, address: str) -> dict[str, Any]:
    import arxiv  # noqa: PLC0415 - only where a person asks the network

    client = arxiv.Client(page_size=1, delay_seconds=0, num_retries=1)
    client.query_url_format = address
    results = [*client.results(arxiv.Search(id_list=[value], max_results=1))]
    if not results:
        raise LookupFailed("arXiv does not know it")
    (paper,) = results
    return {
        "title": _plain(paper.title),
        "authors": tuple(_family_first(_plain(author.name)) for author in paper.authors),
        "published_on": analytics.PartialDate.parse(paper.published.date().isoformat()),
        "venue": _plain(paper.journal_ref or ""),
    }


def _of_crossref(value: str, address: str) -> dict[str, Any]:
    from habanero import Crossref  # noqa: PLC0415 - only where a person asks the network

    answer = Crossref(base_url=address, timeout=SECONDS).works(ids=value)
    work = answer.get("message") if isinstance(answer, dict) else None
    if not isinstance(work, dict):
        raise LookupFailed("Crossref does not know it")
    issued = (work.get("issued", {}).get("date-parts") or [[]])[0]
    return {
        "title": _plain(" ".join(work.get("title") or [])),
        "authors": tuple(_author(one) for one in work.get("author") or []),
        "published_on": analytics.PartialDate(*map(int, issued[:3])) if issued and issued[0] else None,
        "venue": _plain(" ".join(work.get("container-title") or []) or str(work.get("publisher") or "")),
    }


def _author(author: dict[str, str]) -> str:
    if author.get("family"):
        return ", ".join(_plain(author[part]) for part in ("family", "given") if author.get(part))
    return _plain(author.get("name", ""))


def _family_first(name: str) -> str:
    """As BibTeX has it; arXiv gives names in their usual order.

    >>> _family_first("Diederik P. Kingma")
    'Kingma, Diederik P.'
    """
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}" if given else name


def _plain(text: str) -> str:
    """A text from elsewhere without markup, entities and control characters."""
    text = html.unescape(_MARKUP.sub("", text))
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
