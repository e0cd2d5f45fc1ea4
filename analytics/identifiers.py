"""The name of a work in, one normal form out: arXiv, DOI, ISBN, OpenReview, Semantic Scholar, a web address, or a key. Pure.

The same paper goes by several names; two that mean the same identifier are equal here. An arXiv identifier tells the
month in which it was given, so that it needs no network to be placed in time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit

from stdnum import isbn
from stdnum.exceptions import ValidationError

from .model import PartialDate

Scheme = Literal["arxiv", "doi", "isbn", "openreview", "s2", "url", "key"]

# https://info.arxiv.org/help/arxiv_identifier.html: 1501.00001 on five digits, from 0704.0001 four, before that the archive.
_NEW_ARXIV = re.compile(r"(?P<year>\d\d)(?P<month>0[1-9]|1[0-2])\.(?P<number>\d{4,5})(?:v\d{1,4})?", flags=re.ASCII)
_OLD_ARXIV = re.compile(
    r"(?P<archive>[a-z]+(?:-[a-z]+)?)(?:\.[A-Za-z-]{2,20})?/(?P<year>\d\d)(?P<month>0[1-9]|1[0-2])(?P<number>\d{3})(?:v\d{1,4})?",
    flags=re.ASCII | re.IGNORECASE,
)
_FIRST_ARXIV_YEAR = 91
# The first month of the new form, and that from which its numbers have five digits.
_NEW_SINCE, _FIVE_DIGITS_SINCE = "0704", "1501"
# https://www.doi.org/doi-handbook: a prefix of numbers and any suffix; letters of either case are the same.
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d{1,9}){0,9}/\S+", flags=re.ASCII)
_ARXIV_DOI = "10.48550/arxiv."
_KEY = re.compile(r"[^\s,{}\"#%'()=~\\]{1,200}")
_HOSTS = {
    "arxiv.org": "arxiv",
    "www.arxiv.org": "arxiv",
    "export.arxiv.org": "arxiv",
    "doi.org": "doi",
    "dx.doi.org": "doi",
    "www.doi.org": "doi",
    "openreview.net": "openreview",
    "www.openreview.net": "openreview",
    "www.semanticscholar.org": "s2",
    "semanticscholar.org": "s2",
    "api.semanticscholar.org": "s2",
}
_ARXIV_PATH = re.compile(r"/(?:abs|pdf|html|ps|format)/(?P<name>.+?)(?:\.pdf)?/?")
_URLS = {"arxiv": "https://arxiv.org/abs/", "openreview": "https://openreview.net/forum?id="}
_S2_NUMBER, _S2_PAPER = "https://api.semanticscholar.org/CorpusID:", "https://www.semanticscholar.org/paper/"
# What an address may not hold as it is (RFC 3986), and what would end a field of BibTeX.
_QUOTED = {ord(letter): quote(letter) for letter in "{}\\^|`"}
_OPENREVIEW = re.compile(r"[\w-]{5,40}", flags=re.ASCII)
_S2 = re.compile(r"(?:corpusid:)?(?P<corpus>\d{1,12})|(?P<paper>[0-9a-f]{40})", flags=re.ASCII | re.IGNORECASE)
_S2_PATH = re.compile(
    r"/(?:paper/(?:[^/]+/)?(?P<paper>[0-9a-f]{40})(?:/.*)?|CorpusID:(?P<corpus>\d{1,12}))/?",
    flags=re.ASCII | re.IGNORECASE,
)
_SCHEME = re.compile(r"(?P<scheme>arxiv|doi|isbn|openreview|s2)\s*:\s*(?P<rest>.*)", flags=re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """The normal form of a name.

    Attributes:
        scheme: what kind of a name it is.
        value: without a prefix, a version, hyphens, or capitals where these mean nothing.
    """

    scheme: Scheme
    value: str

    def __str__(self) -> str:
        """As front matter writes it."""
        return self.value if self.scheme in {"url", "key"} else f"{self.scheme}:{self.value}"

    @property
    def label(self) -> str:
        """As a reader knows it.

        >>> Identifier("arxiv", "1706.03762").label
        'arXiv:1706.03762'
        """
        match self.scheme:
            case "arxiv":
                return f"arXiv:{self.value}"
            case "isbn":
                return f"ISBN {isbn.format(self.value)}"
            case "openreview":
                return f"OpenReview {self.value}"
            case "s2":
                return f"Semantic Scholar {self.value}"
            case _:
                return str(self)

    @property
    def url(self) -> str | None:
        """Where it leads; None for a key and for a book."""
        match self.scheme:
            case "doi":
                return f"https://doi.org/{quote(self.value, safe='/:;()._-+')}"
            case "url":
                return self.value
            case "s2":
                is_number = self.value.isdigit()
                return (_S2_NUMBER if is_number else _S2_PAPER) + self.value
            case _:
                return _URLS[self.scheme] + self.value if self.scheme in _URLS else None

    @property
    def published_on(self) -> PartialDate | None:
        """The month that an arXiv identifier tells; None for all others.

        >>> str(Identifier("arxiv", "1706.03762").published_on), str(Identifier("arxiv", "hep-th/9901001").published_on)
        ('2017-06', '1999-01')
        """
        match = (
            (_NEW_ARXIV.fullmatch(self.value) or _OLD_ARXIV.fullmatch(self.value)) if self.scheme == "arxiv" else None
        )
        if match is None:
            return None
        year = int(match["year"])
        return PartialDate((1900 if year >= _FIRST_ARXIV_YEAR else 2000) + year, int(match["month"]))


def parse_identifier(text: str) -> Identifier:
    """The identifier that a text names.

    >>> parse_identifier("https://arxiv.org/pdf/1706.03762v7") == parse_identifier("doi:10.48550/arXiv.1706.03762")
    True
    >>> parse_identifier("isbn:0-262-03384-4").value
    '9780262033848'
    >>> parse_identifier("https://example.org/{a}#b").value
    'https://example.org/%7Ba%7D'

    Raises:
        ValueError: it begins like one and is none, or could be neither an address nor a key; says which and why.
    """
    text = text.strip()
    if not text.isprintable():
        raise ValueError(f"{text!r} is not a resource: delete the control character in it")
    if match := _SCHEME.fullmatch(text):
        return _of_scheme(match["scheme"].lower(), match["rest"].strip())
    if text.lower().startswith(("http://", "https://")):
        return _of_address(text)
    if _DOI.fullmatch(text):
        return _of_scheme("doi", text)
    if _KEY.fullmatch(text):
        return Identifier("key", text)
    raise ValueError(
        f"{text!r} is not a resource: write arxiv:, doi:, isbn:, a web address, or a key of the bibliography"
    )


def _of_scheme(scheme: str, rest: str) -> Identifier:
    match scheme:
        case "arxiv":
            return Identifier("arxiv", _arxiv(rest))
        case "doi":
            return _doi(rest)
        case "openreview":
            if _OPENREVIEW.fullmatch(rest):
                return Identifier("openreview", rest)
            raise ValueError(f"{rest!r} is not a paper of OpenReview: write it as openreview:YicbFdNTTy")
        case "s2":
            return _s2(rest)
        case _:
            return Identifier("isbn", _isbn(rest))


def _s2(text: str) -> Identifier:
    if match := _S2.fullmatch(text):
        # A number without leading zeros, or the digest of a paper.
        return Identifier("s2", str(int(match["corpus"])) if match["corpus"] else match["paper"].lower())
    raise ValueError(f"{text!r} is not a paper of Semantic Scholar: write it as s2:13756489, or its address")


def _arxiv(text: str) -> str:
    if (match := _NEW_ARXIV.fullmatch(text)) and int(match["year"]) < _FIRST_ARXIV_YEAR:
        month = match["year"] + match["month"]
        if month >= _NEW_SINCE and len(match["number"]) == (5 if month >= _FIVE_DIGITS_SINCE else 4):
            return text.partition("v")[0]
    if (match := _OLD_ARXIV.fullmatch(text)) and (
        int(match["year"]) >= _FIRST_ARXIV_YEAR or match["year"] + match["month"] < _NEW_SINCE
    ):
        return f"{match['archive'].lower()}/{match['year']}{match['month']}{match['number']}"
    raise ValueError(f"{text!r} is not an arXiv identifier: write it as arxiv:1706.03762 or arxiv:hep-th/9901001")


def _doi(text: str) -> Identifier:
    if not _DOI.fullmatch(text) or not text.isprintable():
        raise ValueError(f"{text!r} is not a DOI: write it as doi:10.1038/nature14236")
    value = text.lower()
    if value.startswith(_ARXIV_DOI):
        return Identifier("arxiv", _arxiv(value.removeprefix(_ARXIV_DOI)))
    return Identifier("doi", value)


def _isbn(text: str) -> str:
    try:
        return str(isbn.to_isbn13(isbn.validate(text)))
    except ValidationError:
        raise ValueError(
            f"{text!r} is not an ISBN, or one of its digits is wrong: write it as isbn:9780262035613"
        ) from None


def _of_address(text: str) -> Identifier:
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if not host or any(character in text for character in ' <>"\t\n'):
        raise ValueError(f"{text!r} is not a web address: fix it")
    match _HOSTS.get(host):
        case "arxiv" if match := _ARXIV_PATH.fullmatch(parts.path):
            return Identifier("arxiv", _arxiv(match["name"]))
        case "doi" if _DOI.fullmatch(unquote(parts.path[1:])) and unquote(parts.path[1:]).isprintable():
            return _doi(unquote(parts.path[1:]))
        case "openreview" if (found := dict(parse_qsl(parts.query)).get("id")) and _OPENREVIEW.fullmatch(found):
            return Identifier("openreview", found)
        case "s2" if match := _S2_PATH.fullmatch(parts.path):
            return _s2(match["paper"] or match["corpus"])
    place = f"[{host}]" if ":" in host else host
    if port is not None and port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        place += f":{port}"
    query = "&".join(part for part in parts.query.split("&") if not part.lower().startswith("utm_"))
    address = urlunsplit((parts.scheme.lower(), place, parts.path or "/", query, ""))
    return Identifier("url", address.translate(_QUOTED))
