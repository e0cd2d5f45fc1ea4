"""Numbers, days and lists in, phrases out; the same on every machine, whatever its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .._seam import analytics


_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


def counted(number: int, noun: str, several: str = "") -> str:
    """A number and its noun, with thousands separated; the noun for several of them takes an s if nothing else is said.

    >>> counted(1, "post"), counted(19204, "post"), counted(2, "entry", "entries")
    ('1 post', '19,204 posts', '2 entries')
    """
    return f"{number:,} {noun if number == 1 else several or f'{noun}s'}"


def day(on: date) -> str:
    """A day as a reader writes it, whatever the machine's language.

    >>> from datetime import date
    >>> day(date(2026, 11, 3))
    '3 November 2026'
    """
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def partial_day(on: analytics.PartialDate) -> str:
    """A date of which perhaps only the month or the year is known.

    >>> from analytics import PartialDate
    >>> partial_day(PartialDate(2027, 5)), partial_day(PartialDate(2027))
    ('May 2027', '2027')
    """
    if on.day is not None:
        return day(on.first_day)
    return f"{on.year}" if on.month is None else f"{_MONTHS[on.month - 1]} {on.year}"


def listed(names: Sequence[str], most: int = 12) -> str:
    """Names in a sentence, the last joined by "and"; past `most` of them the rest are counted.

    >>> listed(["graphs", "diffusion", "agents"])
    'graphs, diffusion and agents'
    >>> listed(["a", "b", "c", "d"], most=2)
    'a, b and 2 more'
    """
    if len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
