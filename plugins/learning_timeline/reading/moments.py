"""A date as people and programs write it in, a moment out: ISO 8601 and its relatives, RFC 2822, months in words, ticks of a clock.

Nothing is guessed: a day that may be two days, or a part of a date, is none.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .days import FIRST_YEAR, LAST_YEAR, day_in, year_last
from .month_names import in_english

if TYPE_CHECKING:
    from collections.abc import Callable

# One digit may do, and any of three separators, as YAML, Jekyll and Hexo read it; Hugo and Ruby name the zone once more.
_NUMBERS = re.compile(
    r"(?P<y>\d{4})(?P<between>[-/.])(?P<m>\d{1,2})(?P=between)(?P<d>\d{1,2})"
    r"(?:(?:[Tt]|,?[ \t]+)(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2}))?(?:[.,](?P<part>\d{1,9}))?"
    r"[ \t]*(?P<half>[AaPp]\.?[Mm]\.?)?[ \t]*(?:(?:UTC|GMT)[ ]?)?(?P<zone>Z|z|[+-]\d\d:?\d\d|[+-]\d\d?)?(?:[ \t]*[A-Z]{3,4})?)?",
    flags=re.ASCII,
)
_CLOCK = re.compile(
    r"[ \t]?(?:(?:,|at\b)[ \t]?)?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?[ \t]?(?P<half>[AaPp]\.?[Mm]\.?)?",
    flags=re.ASCII,
)
_TICKS = re.compile(r"(?P<seconds>1?\d{9})(?:\d{3}|\.\d{1,9})?", flags=re.ASCII)
_COMPACT = re.compile(
    r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"
    r"(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?:[.,](?P<part>\d{1,9}))?(?P<half>))?(?P<zone>Z)?",
    flags=re.ASCII,
)
# Half past nine, or eighteen minutes past: what follows an hour may be its minutes or a part of it.
_HOUR_AND_PART = re.compile(r"[T ]\d\d[.,]\d", flags=re.ASCII)
# A note's number of the moment, as some templates make it.
_NUMBER = re.compile(r"(?P<day>[12]\d{3}[01]\d[0-3]\d)(?P<clock>[0-2]\d[0-5]\d(?:[0-5]\d(?:\d{3})?)?)", flags=re.ASCII)
_YEAR_LAST = re.compile(r"(?P<day>\d{1,2}([-/.])\d{1,2}\2\d{4})(?P<clock>.*)", flags=re.ASCII | re.DOTALL)
_HAS_MONTH = re.compile(
    r"(?=.{8,100}$)(?=.*\d{4})(?=.*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)", flags=re.IGNORECASE
)
# Of RFC 822, whose years have two digits, and of its followers with zones that have names, such as EST.
_MAIL = re.compile(
    r"(?:[A-Za-z]{3,9},[ ])?\d{1,2}[ -][A-Za-z]{3}[ -](?:\d\d[ ]\d\d:\d\d(?::\d\d)?[ ](?:[A-Z]{1,4}|[+-]\d{4})"
    r"|\d{4}[ ]\d\d:\d\d(?::\d\d)?[ ][A-Z]{1,4})",
    flags=re.ASCII,
)
_SHORT_YEAR = re.compile(r"(?<![\d/])(?P<day>\d{1,2}/\d{1,2}/)(?P<year>\d\d)(?!\d)", flags=re.ASCII)
# With a dot behind a number, as in "the second": the day stands first.
_APART = re.compile(r"^(?P<d>\d{1,2})\. (?P<m>\d{1,2})\. (?P<y>\d{4})(?!\d)", flags=re.ASCII)
# As clippers of web pages and Notion write it.
_ZONE_IN_BRACKETS = re.compile(r" ?\((?P<zone>(?:UTC|GMT) ?[+-]\d{1,2}(?::?\d\d)?)\)$")
# What browsers and Notion say beside an offset, or in its place.
_WORDS_OF_ZONE = re.compile(r" ?\([^()\d]{1,60}\)$")
_NAMED_ZONE = re.compile(r"(?<=\d)[ \[]+(?P<name>[A-Z][a-z]+(?:/[A-Z][\w+-]{1,30}){1,2})$", flags=re.ASCII)
# As Org writes a day, between brackets.
_WEEKDAY = re.compile(r"(?<=^\d{4}-\d\d-\d\d) [^\W\d_]{2,12}\.?(?= \d|$)")
_OF_TWENTY_FOUR = re.compile(r"\b(?P<clock>(?:1[3-9]|2[0-3]|0?0):\d\d(?::\d\d)?) ?[AaPp]\.?[Mm]\b\.?", flags=re.ASCII)
_NOON = 12
_MINUTE = 60
_DAY = timedelta(days=1)
# As people mean it; the library takes it for POSIX's, which counts the other way.
_ZONE_BY_UTC = re.compile(r"\b(?:GMT|UTC) ?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?\b", flags=re.ASCII)
# What says that the file's own history knows it.
_KNOWN_BY_GIT = frozenset({"last-modified", "today", "now"})
# As R Markdown writes the day on which it is run.
_OF_R = re.compile(r"`r\s[^`]{0,200}\bSys\.(?:Date|time)\(\)[^`]{0,200}`")


class Ambiguous(ValueError):  # noqa: N818 - it reads as what is so
    """A day of which the day or the month may come first."""


def moment_of(text: str, order: str = "") -> datetime | None:
    """The moment that a text says, without an offset where it says none; None if it says no moment, or only a part of one.

    Args:
        text: as it was written.
        order: `dmy` where days stand before months, `mdy` where they stand behind; empty if nobody has said it.

    Raises:
        Ambiguous: the day or the month may come first, and nobody has said which does.

    >>> str(moment_of("5. März 2024")), str(moment_of("5. 3. 2024"))
    ('2024-03-05 00:00:00', '2024-03-05 00:00:00')
    >>> str(moment_of("Saturday, June 03, 2023 13:10 pm")), str(moment_of("2023-06-03 00:10 am"))
    ('2023-06-03 13:10:00', '2023-06-03 00:10:00')
    >>> str(moment_of("03/07/05", "mdy")), str(moment_of("March 5, 2024 3:04 PM (GMT+1)"))
    ('2005-03-07 00:00:00', '2024-03-05 15:04:00+01:00')
    >>> str(moment_of("Tue, 05 Mar 2024 10:00:00 EST")), str(moment_of("05 Mar 2024 10:00 CET"))
    ('2024-03-05 10:00:00-05:00', '2024-03-05 10:00:00')
    >>> str(moment_of("2024/03/05", "dmy"))
    '2024-03-05 00:00:00'
    >>> str(moment_of("20210614112135691")), str(moment_of("2022-06-03T00:37:09 (UTC +05:30)"))
    ('2021-06-14 11:21:35', '2022-06-03 00:37:09+05:30')
    >>> str(moment_of("2019-4-5 9:00:00 +0200")), str(moment_of("January 31, 2024 3:04 PM")), moment_of("soon")
    ('2019-04-05 09:00:00+02:00', '2024-01-31 15:04:00', None)
    """
    # A link to the note of a day, or a time of Org.
    text = " ".join(text.strip().strip("[]<>@\"'").split())
    if named := _NAMED_ZONE.search(text):
        moment = moment_of(text[: named.start()], order)
        return _in_zone(moment, named["name"]) if moment else None
    if text.endswith(")"):
        text = _WORDS_OF_ZONE.sub("", _ZONE_IN_BRACKETS.sub(r" \g<zone>", text))
    # Of a span of days as Notion writes it, the first.
    text = _WEEKDAY.sub("", _APART.sub(r"\g<y>-\g<m>-\g<d>", text.partition(" → ")[0])).replace(" at ", " ")
    if order:
        # Where nobody has said the order, one more reading of it is that the year stands first.
        text = _SHORT_YEAR.sub(r"\g<day>20\g<year>", text, count=1)
    elif _SHORT_YEAR.match(text):
        raise Ambiguous(text)
    for form, read in _FORMS:
        if match := form.fullmatch(text):
            return read(match, order)
    return (_HAS_MONTH.match(text) and _in_words(text)) or _in_another_language(text) or _otherwise(text, order)


def is_known_by_git(text: str) -> bool:
    """Whether a text names the day of the last change or of the build, which git knows better.

    >>> is_known_by_git("Last-Modified"), is_known_by_git("`r format(Sys.time(), '%d %B')`"), is_known_by_git("soon")
    (True, True, False)
    """
    return text.lower() in _KNOWN_BY_GIT or _OF_R.fullmatch(text.strip()) is not None


def in_range(moment: datetime) -> bool:
    """Whether a journal may be of this time."""
    return FIRST_YEAR <= moment.year <= LAST_YEAR


def _of_numbers(match: re.Match[str], _: str) -> datetime | None:
    zone = match["zone"] or ""
    if re.fullmatch(r"[+-]\d", zone):
        zone = f"{zone[0]}0{zone[1]}"
    try:
        day = datetime.fromisoformat(f"{match['y']}-{match['m']:0>2}-{match['d']:0>2}T00:00{zone.upper()}")
        moment = day + (_since_midnight(match) if match["hour"] else timedelta())
    except (ValueError, OverflowError):
        return None
    names_utc = match[0].endswith(("UTC", "GMT"))
    return moment.replace(tzinfo=UTC) if names_utc and moment.tzinfo is None else moment


def _since_midnight(match: re.Match[str]) -> timedelta:
    """How long after the beginning of its day a clock is.

    By ISO 8601, 24:00 is the end of a day, a minute may have a second more, and a fraction is one of the last part that is given.
    """
    minutes, seconds = int(match["minute"]), int(match["second"] or 0)
    part = int((match["part"] or "").ljust(6, "0")[:6]) * (1 if match["second"] else _MINUTE)
    since = timedelta(hours=_hour(match), minutes=minutes, seconds=seconds, microseconds=part)
    if minutes >= _MINUTE or seconds > _MINUTE or since > _DAY:
        msg = f"no time of a day: {match[0]}"
        raise ValueError(msg)
    return since


def _of_number(match: re.Match[str], _: str) -> datetime | None:
    try:
        return datetime.fromisoformat(f"{match['day']}T{match['clock'][:6]}")
    except ValueError:
        return None


def _of_ticks(match: re.Match[str], _: str) -> datetime | None:
    return datetime.fromtimestamp(int(match["seconds"]), UTC)


def _hour(match: re.Match[str]) -> int:
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    # Behind an hour of twenty-four, as templates write it, the half of the day says nothing new.
    return hour % 12 + (12 if half.startswith("p") else 0) if half and hour <= _NOON else hour


def _with_year_last(match: re.Match[str], order: str) -> datetime | None:
    day = year_last(match["day"], order)
    if day is None:
        if not order and year_last(match["day"], "dmy") and year_last(match["day"], "mdy"):
            raise Ambiguous(match["day"])
        return None
    if not match["clock"].strip():
        return datetime.combine(day, time())
    clock = _CLOCK.fullmatch(match["clock"].rstrip())
    if clock is None:
        return None
    try:
        return datetime.combine(day, time(_hour(clock), int(clock["minute"]), int(clock["second"] or 0)))
    except ValueError:
        return None


def _of_mail(match: re.Match[str], _: str) -> datetime | None:
    try:
        return parsedate_to_datetime(match[0])
    except ValueError:
        return None


def _in_zone(moment: datetime, name: str) -> datetime | None:
    """A moment with the offset of a zone, if it has none; None if there is no such zone."""
    if moment.tzinfo is not None:
        return moment
    try:
        offset = moment.replace(tzinfo=ZoneInfo(name)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        offset = None
    return moment.replace(tzinfo=timezone(offset)) if offset is not None else None


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], datetime | None]], ...] = (
    (_NUMBERS, _of_numbers),
    (_NUMBER, _of_number),
    (_COMPACT, _of_numbers),
    (_TICKS, _of_ticks),
    (_YEAR_LAST, _with_year_last),
    (_MAIL, _of_mail),
)


def _otherwise(text: str, order: str) -> datetime | None:
    """As ISO 8601 has it, or as a note of a day, a week or a month is named."""
    if not text.isdigit() and not _HOUR_AND_PART.search(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    named = day_in(f"{text.replace('/', '-')}.md", order) if text else None
    return datetime.combine(named.day, time()) if named and named.day and named.title else None


def _in_another_language(text: str) -> datetime | None:
    said = in_english(text)
    return _in_words(said) if said else None


def _in_words(text: str) -> datetime | None:
    """By a library that knows more forms than anyone writes down; twice, since it fills in what is not said."""
    from dateutil import parser  # noqa: PLC0415 - most journals have numbers alone

    text = _ZONE_BY_UTC.sub(lambda one: f"{one['sign']}{one['hours']:0>2}{one['minutes'] or '00'}", text)
    text = _OF_TWENTY_FOUR.sub(r"\g<clock>", text)
    found: list[datetime] = []
    for filled in (datetime(2001, 1, 1), datetime(2003, 3, 3)):  # noqa: DTZ001 - whose zone is that of the text
        try:
            found.append(parser.parse(text, default=filled, tzinfos=_zone))
        except (ValueError, OverflowError):
            return None
    return found[0] if found[0] == found[1] else None


def _zone(name: str | None, offset: int | None) -> int | None:
    """The offset of a zone in seconds; of one that is only named nothing is known, but of the one that all are counted from."""
    return offset if offset is not None else 0 if name in {"UTC", "GMT", "Z"} else None
