"""When the simulated author writes, where, and about what: a seeded generator in, days, moments and weights out.

A real journal has years that differ, bursts and silent weeks, one long silence, travels, late nights, and topics that
rise, fade and come back. Days are counted from the first day of the journal; instants carry the author's own offset.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

YEAR = 365.2425
_HOME, _FIRST_SUMMER_MONTH, _LAST_SUMMER_MONTH = 60, 4, 10
_ABROAD = (-480, -300, -210, 0, 330, 345, 480, 540, 600)
_LONGEST_SILENCE = 425  # days, about 14 months
_WEST = timezone(timedelta(hours=-8))


class Calendar:
    """The days of the journal, with the author's silences and travels.

    Attributes:
        start: its first day.
        days: how many days it has.
        silence: the days of the one long silence.
    """

    def __init__(self, rng: Random, start: date, years: int) -> None:
        self.start = start
        self.days = (_anniversary(start, years) - start).days
        length = min(_LONGEST_SILENCE, int(self.days * 0.12))
        first = int(self.days * rng.uniform(0.42, 0.62))
        self.silence = range(first, first + length)
        self._rng = rng
        self._abroad: dict[int, int] = {}
        day = 20
        while day < self.days:
            stay, offset = rng.randint(5, 60), rng.choice(_ABROAD)
            self._abroad |= dict.fromkeys(range(day, day + stay), offset)
            day += stay + int(rng.expovariate(1 / 150))

    def writing_days(self, count: int) -> list[int]:
        """``count`` days on which posts appear, in order; the first day is one of them."""
        rng, weights = self._rng, []
        level, streak, strength = 1.0, 0, 1.0
        for day in range(self.days):
            if day % 365 == 0:  # every year has its own pace
                level = level**0.6 * math.exp(rng.gauss(0, 0.5))
            if streak == 0:  # a few weeks of zeal, of silence, or of nothing special
                strength = rng.choices((0.0, 0.35, 1.0, 4.5), (22, 20, 46, 12))[0]
                streak = rng.randint(4, 30)
            streak -= 1
            weekend = 1.5 if self.date(day).weekday() > 4 else 1.0  # noqa: PLR2004 - Saturday and Sunday
            weights.append(0.0 if day in self.silence else level * strength * weekend)
        weights[0] = weights[0] or 1.0
        chosen = rng.choices(range(self.days), cum_weights=list(accumulate(weights)), k=max(0, count - 1))
        return sorted([0, *chosen])

    def date(self, day: int) -> date:
        """The date of a day."""
        return self.start + timedelta(days=day)

    def day(self, moment: datetime) -> int:
        """The day of a moment, on the author's own calendar."""
        return (moment.date() - self.start).days

    def is_silent(self, moment: datetime) -> bool:
        """Whether nothing is written then: in the long silence, before the first day, or after the last."""
        day = self.day(moment)
        return day in self.silence or not 0 <= day < self.days

    def moment(self, day: int) -> datetime:
        """A time on a day at which the author writes: early, at noon, in the evening, and sometimes after midnight."""
        rng = self._rng
        hour = rng.choices(
            (rng.gauss(21, 1.3), rng.gauss(7.2, 0.8), rng.gauss(13, 2), rng.uniform(0, 2)), (55, 20, 17, 8)
        )[0]
        seconds = int(min(max(hour, 0), 23.99) * 3600) + rng.randrange(30)
        midnight = datetime.combine(self.date(day), time(), timezone(timedelta(minutes=self._offset(day))))
        return midnight + timedelta(seconds=seconds)

    def new_years_eve(self, year: int) -> datetime:
        """31 December, half past eleven at night, eight hours west of Greenwich: another year already in UTC."""
        return datetime(year, 12, 31, 23, 30, tzinfo=_WEST)

    def _offset(self, day: int) -> int:
        """Minutes east of UTC where the author is on a day."""
        summer = _FIRST_SUMMER_MONTH <= self.date(day).month <= _LAST_SUMMER_MONTH
        return self._abroad.get(day, _HOME + 60 * summer)


@dataclass(frozen=True)
class Life:
    """How much a topic is on the author's mind over the years.

    Attributes:
        stretches: years of interest, as (beginning, length, height); each rises quickly and fades slowly.
        floor: what remains of it between them, 0 for most topics.
    """

    stretches: tuple[tuple[float, float, float], ...]
    floor: float = 0.0

    def weight(self, year: float) -> float:
        """Interest in a year (counted from the journal's first day, with fractions)."""
        if year < self.stretches[0][0]:
            return 0.0
        return self.floor + sum(
            _rise_and_fade((year - begin) / length) * height for begin, length, height in self.stretches
        )


def chance(rng: Random, share: float) -> bool:
    """Whether something happens that happens in this share of cases."""
    return rng.random() < share


def life(rng: Random, born: float, years: float, *, lifelong: bool) -> Life:
    """A life that begins in the year ``born``, with returns after gaps."""
    stretches, begin = [], born
    while begin < years:
        length = rng.uniform(2, 11)
        stretches.append((begin, length, rng.uniform(0.6, 3.0) if begin == born else rng.uniform(0.3, 1.6)))
        begin += length + 1.5 + rng.expovariate(1 / 9)
    return Life(tuple(stretches), 0.4 if lifelong else 0.0)


def _rise_and_fade(share: float) -> float:
    """0 outside of 0..1, highest at a quarter.

    >>> [round(_rise_and_fade(share), 2) for share in (0, 0.25, 0.5, 1)]
    [0.0, 1.0, 0.74, 0.2]
    """
    return 4 * share * math.exp(1 - 4 * share) if 0 <= share <= 1 else 0.0


def _anniversary(start: date, years: int) -> date:
    """The day on which a journal of so many years ends, not counted in."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:  # 29 February
        return start.replace(year=start.year + years, month=3, day=1)
