"""The path of a post in, the day that its name says out: in any of the forms in which programs and people name notes by days."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from .folders import ID_OF_NOTION, legible
from .month_names import MONTHS, in_english

# What the journal is made for: the first years of AI, and as long as anyone may write in it.
FIRST_YEAR, LAST_YEAR = 1950, 2199
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = rf"(?P<month>{'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in MONTHS)}|sept)"
_WEEKDAY = rf"(?:(?:{'|'.join(f'{day[:3]}(?:{day[3:]})?' for day in _DAYS)}),?[ ]+)?"
_REST = r"(?:(?=[^0-9A-Za-z])(?P<rest>.*))?"
_BEGINNINGS = tuple(
    re.compile(form, flags=re.ASCII | re.IGNORECASE | re.DOTALL)
    for form in (
        rf"(?P<y>\d{{4}})(?P<between>[-_.])(?P<m>\d{{1,2}})(?P=between)(?P<d>\d{{1,2}})(?:T[\d:.-]+)?{_REST}",
        # A day, or a moment to the minute or to the second, by which slips of paper are numbered.
        rf"(?P<y>\d{{4}})(?P<m>\d\d)(?P<d>\d\d)(?:[-_T]?\d{{4}}(?:\d\d)?)?{_REST}",
        r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?P<rest>.*)",
        rf"{_WEEKDAY}{_MONTH}[. ]+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[, ]+(?P<y>\d{{4}}){_REST}",
        rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[. -]+{_MONTH}[.,]?[ -]+(?P<y>\d{{4}}){_REST}",
        rf"(?P<y>\d{{4}})-?W(?P<w>\d\d?)(?:-(?P<of_week>[1-7])(?!\d))?{_REST}",
        rf"{_MONTH}[., ]+(?P<y>\d{{4}})",
        r"(?P<y>\d{4})-?Q(?P<q>[1-4])",
        rf"(?P<y>\d{{4}})[-_.](?P<m>\d\d)(?:[-_. ]+{_MONTH.replace('month', 'named')})?",
    )
)
# As Jekyll takes it.
_SHORT_YEAR = re.compile(r"(?P<y>\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})-(?P<rest>.*)", flags=re.ASCII | re.DOTALL)
_WITHIN = re.compile(
    r"(?<!\d)(?P<y>\d{4})(?P<between>[-_.])(?P<m>\d{1,2})(?P=between)(?P<d>\d{1,2})(?!\d)", flags=re.ASCII
)
# Without signs between only at the end, behind words.
_AT_END = re.compile(
    r"(?<=[^\W\d][_ -])(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])$", flags=re.ASCII
)
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-_./])(\d{1,2})\2(\d{4})(?!\d)", flags=re.ASCII)
_MAY_BE = re.compile(r"\d\d([-_.])\d\d\1\d\d(?!\d)", flags=re.ASCII)
# A day and a month's name in another language than English.
_IN_WORDS = re.compile(
    r"(?:[^\W\d_]{1,20},? )?\d{1,2}\.?[ -](?:de )?[^\W\d_]{3,20}\.?[ -](?:de )?[12]\d{3}(?:[ -].*)?", flags=re.DOTALL
)
_OF_YEAR, _OF_MONTH = re.compile(r"\d{4}", flags=re.ASCII), re.compile(r"(\d{1,2})(?:[-_. ].*)?", flags=re.ASCII)
_OF_DAY = re.compile(r"(?:(?P<m>\d\d)[-_])?(?P<d>\d{1,2})(?:[-_. ]+(?P<rest>.*))?", flags=re.ASCII | re.DOTALL)
_OF_FOLDERS = re.compile(r"(?:^|/)(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})$", flags=re.ASCII)
_OF_MONTHS = re.compile(r"(?P<y>\d{4})[-_.](?P<m>\d\d)(?:[-_. ]\D.*)?", flags=re.ASCII)
# Said beside a day, they say nothing more of the note.
_WORDS = ("daily", "day", "weekly", "monthly", "journals?", "notes?", "log", "diary", "entry", "dn")
_NO_NAME = re.compile("|".join([*_WORDS, *(f"{day[:3]}(?:{day[3:]})?" for day in _DAYS)]), flags=re.IGNORECASE)
# A folder that is one note, with its files.
_BUNDLE = ".textbundle"
_SEPARATORS = " -_.,()[]#"


class Named(NamedTuple):
    """What the name of a file says.

    Attributes:
        name: the post's name: without a day at its beginning; of a note of a day alone, the whole of it.
        day: the day, or the first of a week, a month or a quarter.
        title: the day, the week or the like in words, if the note has no other name.
        wrong: what is wrong with what looks like a day.
    """

    name: str
    day: date | None = None
    title: str = ""
    wrong: str = ""


def day_in(path: str, order: str = "") -> Named:
    """What the name of a post says of its day.

    Args:
        path: of the file.
        order: `dmy` where days stand before months, `mdy` where they stand behind; empty if nobody has said it.

    >>> day_in("posts/2026-11-23-on-entropy.md")
    Named(name='on-entropy', day=datetime.date(2026, 11, 23), title='', wrong='')
    >>> day_in("puzzles/fizz-buzz/README.md").name, day_in("README.md").name
    ('fizz-buzz', 'README')
    >>> day_in("journals/2024_03_05.md").title, day_in("2024/03/05-lists.md").day, day_in("posts/on-entropy/index.md").name
    ('5 March 2024', datetime.date(2024, 3, 5), 'on-entropy')
    >>> day_in("meetings/talk_20131209.md").day, day_in("meetings/talk_20131309.md").day
    (datetime.date(2013, 12, 9), None)
    >>> day_in("2024-13-45-x.md").wrong
    'its name starts with 2024-13-45, which is not a day'
    """
    parts = list(PurePosixPath(legible(path)).parts)
    parts[-1] = PurePosixPath(parts[-1]).stem
    if (parts[-1].lower() in {"index", "readme"} or path.endswith("/contents.lr")) and len(parts) > 1:
        parts.pop()  # the page of its folder
    elif parts[-1] == "text" and len(parts) > 1 and parts[-2].lower().endswith(_BUNDLE):
        parts = [*parts[:-2], parts[-2][: -len(_BUNDLE)]]
    name = parts[-1] = ID_OF_NOTION.sub("", parts[-1])
    forms = (*_BEGINNINGS, _SHORT_YEAR) if "_posts" in parts else _BEGINNINGS
    for form in forms:
        if match := form.fullmatch(name):
            return _named(name, match)
    if found := _WITHIN.search(name) or _AT_END.search(name):
        return _within(name, found)
    if found := _YEAR_LAST.search(name):
        return _with_year_last(name, found, order)
    if (told := _in_folders(parts) or _in_another_language(name)) is not None:
        return told
    if _MAY_BE.match(name):
        return Named(name, wrong=f"its name starts with {name[:8]}, which may be a day; git tells when it was written")
    return Named(name)


def _within(name: str, found: re.Match[str]) -> Named:
    """What a name says that has a day amid other words; many notes of one series have the same words around their days."""
    named, before, behind = _named(name, found), name[: found.start()], name[found.end() :]
    if not _says_no_more(before):
        return named._replace(name=name, title="")
    return named if _says_no_more(behind) else named._replace(name=behind.strip(_SEPARATORS), title="")


def in_words(day: date) -> str:
    """A day as the title of its note.

    >>> in_words(date(2024, 3, 5))
    '5 March 2024'
    """
    return f"{day.day} {MONTHS[day.month - 1].title()} {day.year}"


def year_last(text: str, order: str) -> date | None:
    """The day in numbers that end with the year; None where day and month may be either, or it is no day.

    Day and month are told apart by a number above 12, by full stops, as which only days come first, or by the order.

    >>> year_last("31/1/2024", ""), year_last("5.3.2024", ""), year_last("3/5/2024", "")
    (datetime.date(2024, 1, 31), datetime.date(2024, 3, 5), None)
    """
    match = _YEAR_LAST.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if first > len(MONTHS) or match[2] == "." or first == second:
        order = "dmy"
    elif second > len(MONTHS):
        order = "mdy"
    if not order or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    day, month = (first, second) if order == "dmy" else (second, first)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_year_last(name: str, match: re.Match[str], order: str) -> Named:
    day = year_last(match[0], order)
    if day is None:
        problem = f"its name contains {match[0]}, which could start with the day or the month"
        return Named(name, wrong=problem if FIRST_YEAR <= int(match[4]) <= LAST_YEAR else "")
    rest = name.replace(match[0], " ")
    return Named(name, day, in_words(day) if _says_no_more(rest) else "")


def _says_no_more(words: str) -> bool:
    """Whether words beside a day name nothing but a note of that day."""
    return all(_NO_NAME.fullmatch(word) for word in re.split(r"[-_.,()\[\]# ]+", words) if word)


def _named(name: str, match: re.Match[str]) -> Named:
    found = match.groupdict()
    rest = (found.get("rest") or "").strip(_SEPARATORS)
    year = int(found["y"]) + (0 if len(found["y"]) == len("2024") else 2000)
    written = name[match.start() : match.end()].removesuffix(found.get("rest") or "").strip(_SEPARATORS)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        if len(written) == len(found["y"]) or written.isdigit():
            return Named(name)  # a number of something else
        return Named(name, wrong=f"its name starts with {written}, which is not between {FIRST_YEAR} and {LAST_YEAR}")
    try:
        day, words = _day(year, found)
    except ValueError:
        is_number = written.isdigit() or found.get("d") is None
        return Named(name, wrong="" if is_number else f"its name starts with {written}, which is not a day")
    if _says_no_more(rest):
        return Named(name, day, words)
    # The second note of a day, or one with its hour.
    return Named(name, day, f"{words}, {rest}") if re.fullmatch(r"[\d:-]+", rest) else Named(rest, day)


def _day(year: int, found: dict[str, str | None]) -> tuple[date, str]:
    """The day that parts of a name say, and how it is called.

    Raises:
        ValueError: there is no such day.
    """
    if (week := found.get("w")) and (weekday := found.get("of_week")):
        day = date.fromisocalendar(year, int(week), int(weekday))
        return day, in_words(day)
    if week:
        return date.fromisocalendar(year, int(week), 1), f"Week {int(week)} of {year}"
    if quarter := found.get("q"):
        return date(year, 3 * int(quarter) - 2, 1), f"Quarter {quarter} of {year}"
    if named := found.get("month"):
        month = next(place for place, name in enumerate(MONTHS, 1) if name.startswith(named[:3].lower()))
    else:
        month = int(found["m"] or 0)
    if found.get("d") is None:
        first = date(year, month, 1)
        return first, f"{MONTHS[month - 1].title()} {year}"
    day = date(year, month, int(found["d"] or 0))
    return day, in_words(day)


def _valid(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _in_another_language(name: str) -> Named | None:
    """The day that a name says whose month has no English name; None if it says none."""
    if not _IN_WORDS.fullmatch(name):
        return None
    said = in_english(name)
    match = next(filter(None, (one.fullmatch(said) for one in _BEGINNINGS)), None)
    if match is None:
        return None
    named = _named(said, match)
    return named._replace(name=name, title=name) if named.title else named


def _in_folders(parts: list[str]) -> Named | None:
    """The day that a name says with the folders of a year and a month around it; None if they say none."""
    *folders, name = parts
    if told := _OF_FOLDERS.search("/".join(folders)):
        day = _valid(told["y"], told["m"], told["d"])
        return Named(name, day) if day else None
    match = _OF_DAY.fullmatch(name)
    if match is None or not folders:
        return None
    month = match["m"]
    if month is None and (told := _OF_MONTHS.fullmatch(folders[-1])):
        # A month with its year, and the day.
        folders, month = [told["y"]], told["m"]
    if month is None:
        found = _OF_MONTH.fullmatch(folders.pop())
        month = found[1] if found else None
    if month is None or not folders or not _OF_YEAR.fullmatch(folders[-1]):
        return None
    day = _valid(folders[-1], month, match["d"])
    if day is None:
        return None
    rest = (match["rest"] or "").strip(_SEPARATORS)
    return Named(f"{day}", day, in_words(day)) if _says_no_more(rest) else Named(rest, day)
