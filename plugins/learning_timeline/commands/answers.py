"""What services answer in, texts, names, days and identifiers as a bibliography has them out. Pure."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from .._seam import analytics

# What Crossref lets be in a title (https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/face-markup/).
_MARKUP = re.compile(
    r"</?(?:(?:mml|jats):\w+|i|b|u|em|strong|sub|sup|sc|scp|tt|ovl|strike|br|p)\b[^<>]*>", flags=re.IGNORECASE
)
_GROUPS = ("collaboration", "consortium", "team", "group")
_AFTER_A_FAMILY = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"}
_FIRST_YEAR, _LAST_YEAR = 1500, 2199


class LookupFailed(Exception):  # noqa: N818 - it reads as what happened
    """Nothing was found out; says why."""


def texts_of(value: object) -> list[str]:
    """The texts of a list, or one alone; what is none is left out."""
    values = value if isinstance(value, list) else [value]
    return [text for one in values if isinstance(one, str) and (text := plain(html.unescape(_MARKUP.sub("", one))))]


def identifiers_of(text: str) -> Iterator[analytics.Identifier]:
    """The identifier that a service names, if it is one."""
    try:
        yield analytics.parse_identifier(text)
    except ValueError:
        return


def date_of(parts: object) -> analytics.PartialDate | None:
    """A date as Crossref has it, the first of a list of years, months and days.

    >>> str(date_of([[2015, 2]])), date_of([[None]]), date_of({})
    ('2015-02', None, None)
    """
    try:
        year, *rest = parts[0][:3]  # type: ignore[index] # what is of another form is caught
        date = analytics.PartialDate.parse("-".join([f"{year:04d}", *(f"{part:02d}" for part in rest)]))
    except (LookupError, TypeError, ValueError):
        return None
    return date if _FIRST_YEAR <= date.year <= _LAST_YEAR else None


def family_first(name: str) -> str:
    """As BibTeX has it; arXiv gives names in their usual order.

    >>> family_first("Diederik P. Kingma"), family_first("Aaron van den Oord"), family_first("Sammy Davis Jr.")
    ('Kingma, Diederik P.', 'van den Oord, Aaron', 'Davis Jr., Sammy')
    >>> family_first("The ATLAS Collaboration")
    'The ATLAS Collaboration'
    """
    words = name.replace(",", " ").split()
    if not words or words[0] == "The" or words[-1].lower() in _GROUPS:
        return " ".join(words)
    last = len(words) - (2 if words[-1].lower() in _AFTER_A_FAMILY else 1)
    first = next((place for place in range(1, last) if words[place].islower()), max(last, 0))
    family, given = " ".join(words[first:]), " ".join(words[:first])
    return f"{family}, {given}" if given else family


def venue_of(text: str) -> str:
    """Where it appeared; a preprint's own number is no such place, and would be read as another name of it."""
    return "" if "arxiv:" in text.lower() else text


def plain(text: str) -> str:
    """A text from elsewhere on one line, without what a terminal or a reader's eye would take for something else."""
    return " ".join("".join(map(_seen, text)).split())


def _seen(letter: str) -> str:
    if letter.isspace() or unicodedata.category(letter) == "Cc":
        return " "
    return letter if letter.isprintable() else ""
