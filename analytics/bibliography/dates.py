"""The dates of an entry in, a `Span` out: BibTeX's year and month, and BibLaTeX's dates (EDTF, levels 0 and 1). Pure.

https://www.loc.gov/standards/datetime/: `2021~`, `2021-05/2022`, `202X`, `2021-21` (spring), `2021-05-06T10:00:00Z`, `../2021`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..model import PartialDate
from .latex import readable

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Where these differ from the first three English letters.
_OTHER_MONTHS = {
    "mär": 3,
    "mai": 5,
    "mag": 5,
    "okt": 10,
    "ott": 10,
    "dez": 12,
    "dic": 12,
    "déc": 12,
    "fév": 2,
    "avr": 4,
    "août": 8,
    "ago": 8,
}
_MONTH_NAME = re.compile(rf"(?<![^\W\d_])(?:{'|'.join((*MONTHS, *_OTHER_MONTHS))})")
_LAST_SEASON = 41
_SEASONS = {21: 1, 22: 2, 23: 3, 24: 4}
# By the northern year, as most journals count it.
_MONTH_OF_SEASON = {1: 3, 2: 6, 3: 9, 4: 12}
_EDTF = re.compile(
    r"(?P<sign>-?)(?P<year>\d{4}|\d{3}[Xxu]|\d\d[Xxu]{2})"
    r"(?:-(?P<month>\d\d|[01Xxu][Xxu])(?:-(?P<day>\d\d|[0-3Xxu][Xxu]))?)?"
    r"(?:[T ]\d\d:?\d\d\S*)?(?P<doubt>[~?%]*)",
    flags=re.ASCII,
)
_YEAR = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d|21\d\d)(?!\d)", flags=re.ASCII)
_YEARS = re.compile(r"\s*(\d{4})\s*(?:--?|\u2013|/)\s*(\d{4})\s*", flags=re.ASCII)
_CIRCA = re.compile(r"\b(?:c|ca|circa)\b", flags=re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)", flags=re.ASCII)
# The last year and the day in a month that no calendar has.
_DAYS = 31
_NO_BRACES = str.maketrans("", "", "{}")


@dataclass(frozen=True, slots=True)
class Span:
    """When a work appeared.

    Attributes:
        first: as precisely as it is known; None of a date before our era, or without a beginning.
        last: of a range; None of one day, month or year.
        season: 1 (spring) to 4, or None.
        is_circa: whether it is a guess.
        literal: what is there instead of a date, such as ``forthcoming``.
    """

    first: PartialDate | None = None
    last: PartialDate | None = None
    season: int | None = None
    is_circa: bool = False
    literal: str = ""


def span_of(fields: Mapping[str, str]) -> Span | None:
    """When an entry says that its work appeared; None if it says nothing of it."""
    # A tilde says that it is a guess, and is no space as elsewhere.
    said = fields.get("date", "").translate(_NO_BRACES).strip()
    if said and (found := parse_edtf(said)):
        return found
    year = (fields.get("year", "") or said).translate(_NO_BRACES).strip()
    if not year:
        return None
    if match := _YEARS.fullmatch(year):
        return Span(PartialDate(int(match[1])), PartialDate(int(match[2])))
    if (match := _YEAR.search(year)) is None:
        return parse_edtf(year) or Span(literal=readable(year))
    month = month_of(fields.get("month", ""))
    return Span(_dated(int(match[1]), month, _day_of(fields, month)), is_circa=bool(_CIRCA.search(year)))


def parse_edtf(text: str) -> Span | None:
    """A date of EDTF, or None if it is not one.

    >>> [str(parse_edtf(date).first) for date in ("2021~", "202X", "2021-21", "2021-05-06T10:00:00Z", "2020-05/2020-06")]
    ['2021', '2020', '2021-03', '2021-05-06', '2020-05']
    """
    text = text.replace("--", "/").strip()
    if "/" in text:
        first, *_, last = (part.strip().strip(".") for part in text.split("/"))
        return _range(first, last)
    match = _EDTF.fullmatch(text)
    if match is None:
        return None
    is_circa, is_year = bool(match["doubt"]), match["year"].isdecimal()
    if match["sign"]:
        # ISO 8601 counts a year 0, which is 1 before our era.
        return Span(literal=f"{int(match['year']) + 1} BCE", is_circa=is_circa) if is_year else None
    begin, end = (int(re.sub("[Xxu]", digit, match["year"])) for digit in "09")
    if not begin:
        return None
    if not is_year:
        return Span(PartialDate(begin), PartialDate(end), is_circa=True)
    return _within_year(begin, _number(match["month"]), _number(match["day"]), is_circa=is_circa)


def _range(first: str, last: str) -> Span | None:
    begin, end = parse_edtf(first) if first else Span(), parse_edtf(last) if last else Span()
    if begin is None or end is None or not (begin.first or end.first):
        return None
    if begin.first is None:
        return Span(end.first, is_circa=True)
    return Span(begin.first, end.last or end.first, begin.season, begin.is_circa or end.is_circa)


def _within_year(year: int, month: int | None, day: int | None, *, is_circa: bool) -> Span | None:
    if month and len(MONTHS) < month <= _LAST_SEASON:
        season = _SEASONS.get(month)
        return Span(PartialDate(year, _MONTH_OF_SEASON.get(season or 0)), season=season, is_circa=is_circa)
    found = _dated(year, month, day)
    is_whole = found.month == month and found.day == day
    return Span(found, is_circa=is_circa) if is_whole else None


def month_of(text: str) -> int | None:
    """The month that a field names: ``jan``, ``{March}``, ``7``, ``"15~" # jan``, ``nov # "--" # dec``; None if it names none.

    >>> [month_of(text) for text in ("mar", "{March}", "7", '"15~" # jan', 'nov # "--" # dec', "x")]
    [3, 3, 7, 1, 11, None]
    """
    name = readable(text).lower().strip(". ")
    if name.isdecimal():
        return int(name) if 1 <= int(name) <= len(MONTHS) else None
    found = _MONTH_NAME.search(name)
    if found is None:
        return None
    return _OTHER_MONTHS.get(found[0]) or MONTHS.index(found[0]) + 1


def _day_of(fields: Mapping[str, str], month: int | None) -> int | None:
    """The day beside a month, in a field of its own or with the month."""
    said = fields.get("day") or readable(fields.get("month", ""))
    found = _DAY.search(said)
    if month is None or found is None or said.strip(' {}"').isdecimal() != bool(fields.get("day")):
        return None
    return int(found[1]) if "--" not in fields.get("month", "") and len(_DAY.findall(said)) == 1 else None


def _dated(year: int, month: int | None, day: int | None) -> PartialDate:
    """As precise as the calendar allows."""
    for parts in ((year, month, day), (year, month)):
        try:
            return PartialDate.parse(
                "-".join(f"{part:02d}" if part < _DAYS + 1 else f"{part:04d}" for part in parts if part)
            )
        except ValueError:
            continue
    return PartialDate(year)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
