"""A pattern of addresses as Jekyll and Hugo write it in, the address of one post out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from unicodedata import normalize

from ..moments import Ambiguous, moment_of

_TOKEN = re.compile(r":(?P<name>[a-z_]+)(?:\[[^\]]*\])?")
_DAY = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """An address; empty if the pattern asks for something that is not known.

    >>> filled("/:categories/:year/:title/", {"categories": "", "year": "2024", "title": "a"})
    '/2024/a/'
    """
    names = [found["name"] for found in _TOKEN.finditer(pattern)]
    if any(name not in values for name in names):
        return ""
    address = _TOKEN.sub(lambda found: values[found["name"]], pattern)
    return re.sub(r"/{2,}", "/", "/" + re.sub(r"[`\s]", "", address))


def of_day(written: str, order: str = "") -> dict[str, str]:
    """What an address may say of a day; nothing if a text is no day.

    >>> of_day("2024-3-05 10:00")["i_day"], of_day("March 5, 2024")["i_day"]
    ('5', '5')
    """
    found = _DAY.match(written.strip())
    if found is None:
        with suppress(Ambiguous):
            moment = moment_of(written, order)
            return of_day(f"{moment.date()}") if moment else {}
        return {}
    year, month, day = found["year"], int(found["month"]), int(found["day"])
    named = _MONTHS[month - 1] if 1 <= month <= len(_MONTHS) else ""
    return {
        "year": year,
        "short_year": year[2:],
        "month": f"{month:02}",
        "day": f"{day:02}",
        "i_month": str(month),
        "i_day": str(day),
        "monthname": named.lower(),
        "long_month": named,
        "short_month": named[:3],
    }


def urlized(name: str) -> str:
    """A name as Hugo writes it in an address.

    >>> urlized("What's New in C++?")
    'whats-new-in-c++'
    """
    name = re.sub(r"[^\w\s./+~-]", "", normalize("NFC", name).lower())
    return re.sub(r"-{2,}", "-", re.sub(r"\s+", "-", name.strip()))


def spelt_out(name: str) -> str:
    """A name as Jekyll writes it in an address that is to be read: in its own letters.

    >>> spelt_out("It's Caps & a.b")
    "It's-Caps-&-a.b"
    """
    return re.sub(r"[^\w.~!$&'()+,;=@]+", "-", name).strip("-")


def slugged(name: str) -> str:
    """A name as Jekyll writes it in an address."""
    return re.sub(r"[^\w.]+", "-", name.strip().lower()).strip("-")
