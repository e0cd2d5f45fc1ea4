"""Numbers, days and lists in, phrases out, in the language that is spoken."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from .language import gettext, marked, marked_counted, ngettext, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .._seam import analytics


# What pages count by a noun alone.
NOUNS = (
    marked_counted("%(num)s bundle", "%(num)s bundles"),
    marked_counted("%(num)s day", "%(num)s days"),
    marked_counted("%(num)s decade", "%(num)s decades"),
    marked_counted("%(num)s link", "%(num)s links"),
    marked_counted("%(num)s milestone", "%(num)s milestones"),
    marked_counted("%(num)s minute", "%(num)s minutes"),
    marked_counted("%(num)s month", "%(num)s months"),
    marked_counted("%(num)s more post", "%(num)s more posts"),
    marked_counted("%(num)s post", "%(num)s posts"),
    marked_counted("%(num)s prediction", "%(num)s predictions"),
    marked_counted("%(num)s quarter", "%(num)s quarters"),
    marked_counted("%(num)s resource", "%(num)s resources"),
    marked_counted("%(num)s revision", "%(num)s revisions"),
    marked_counted("%(num)s row", "%(num)s rows"),
    marked_counted("%(num)s silence", "%(num)s silences"),
    marked_counted("%(num)s topic", "%(num)s topics"),
    marked_counted("%(num)s week", "%(num)s weeks"),
    marked_counted("%(num)s word", "%(num)s words"),
    marked_counted("%(num)s year", "%(num)s years"),
)

# What the columns of tables are called. Files have them in English, as data; pages in their own language.
COLUMNS = (
    marked("Day"),
    marked("Week"),
    marked("Month"),
    marked("Quarter"),
    marked("Year"),
    marked("Monday"),
    marked("Weekday"),
    marked("Posts"),
    marked("Words"),
    marked("Revisions"),
    marked("Topic"),
    marked("Title"),
    marked("Post"),
    marked("Date"),
    marked("First revision"),
    marked("Last revision"),
    marked("Last written about or revised"),
    marked("Days ago"),
    marked("First post"),
    marked("Last post"),
    marked("Longest gap in days"),
    marked("Until"),
    marked("Change"),
    marked("Weeks"),
    marked("Weeks with a post"),
    marked("Most in a week"),
    marked("What"),
    marked("Series"),
    marked("Words written"),
    marked("Words that stand"),
    marked("Resource"),
    marked("Resources"),
    marked("Learned"),
    marked("Published"),
    marked("Days between"),
    marked("Median lag in days"),
    marked("Milestone"),
    marked("Source"),
    marked("Given"),
    marked("Predictions"),
    marked("Mean given"),
    marked("Came true"),
    marked("Of"),
    marked("Met"),
    marked("posts"),
    marked("words"),
    marked("revisions"),
)

# What a number stands for that is written apart from it, by the name of the number.
UNITS = {
    "posts": marked_counted("post", "posts"),
    "years": marked_counted("year", "years"),
    "topics": marked_counted("topic", "topics"),
    "resources": marked_counted("resource", "resources"),
    "words": marked_counted("word", "words"),
    "revisions": marked_counted("revision", "revisions"),
    "days": marked_counted("day with a post", "days with a post"),
    "new-topics": marked_counted("new topic", "new topics"),
}


def counted(number: int, noun: str, several: str = "") -> str:
    """A number and its noun, with thousands separated; the noun for several of them takes an s if nothing else is said.

    >>> counted(1, "post"), counted(19204, "post"), counted(2, "entry", "entries")
    ('1 post', '19,204 posts', '2 entries')
    """
    one, more = f"%(num)s {noun}", f"%(num)s {several or f'{noun}s'}"
    return ngettext(one, more, number)


def upper_first(text: str) -> str:
    """A phrase as a sentence begins; its other letters stay, as some languages write nouns with capitals.

    >>> upper_first("zwei Jahre")
    'Zwei Jahre'
    """
    return text[:1].upper() + text[1:]


def cut(text: str, most: int) -> str:
    r"""A text on one line, of so many letters at most.

    >>> cut("The bitter\n lesson", 12)
    'The bitter…'
    """
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def sentences(*told: str) -> str:
    """Sentences one after the other; those that are empty are left out.

    >>> sentences("One.", "", "Two.")
    'One. Two.'
    """
    return " ".join(filter(None, told))


def day(on: date) -> str:
    """A day as a reader writes it, whatever the machine's language.

    >>> from datetime import date
    >>> day(date(2026, 11, 3))
    '3 November 2026'
    """
    return spoken().day(on)


def number(value: int) -> str:
    """A whole number with its thousands separated.

    >>> number(19204)
    '19,204'
    """
    return spoken().number(value)


def probability(share: float) -> str:
    """How likely something is, as its author gave it: to a tenth of a per cent.

    >>> probability(0.9), probability(0.995)
    ('90 %', '99.5 %')
    """
    return spoken().decimal(f"{round(100 * share, 1):g} %")


def partial_day(on: analytics.PartialDate) -> str:
    """A date of which perhaps only the month or the year is known.

    >>> from analytics import PartialDate
    >>> partial_day(PartialDate(2027, 5)), partial_day(PartialDate(2027))
    ('May 2027', '2027')
    """
    if on.day is not None:
        return day(on.first_day)
    return f"{on.year}" if on.month is None else spoken().month(on.first_day)


def listed(names: Sequence[str], most: int = 12) -> str:
    """Names in a sentence, the last joined by "and"; past `most` of them the rest are counted.

    >>> listed(["graphs", "diffusion", "agents"])
    'graphs, diffusion and agents'
    >>> listed(["a", "b", "c", "d"], most=2)
    'a, b and 2 more'
    """
    if len(names) > most:
        names = [*names[:most], ngettext("%(num)s more", "%(num)s more", len(names) - most)]
    if len(names) == 1:
        return names[0]
    before = reduce(lambda names, name: gettext("%(names)s, %(name)s", names=names, name=name), names[:-1])
    return gettext("%(names)s and %(last)s", names=before, last=names[-1])
