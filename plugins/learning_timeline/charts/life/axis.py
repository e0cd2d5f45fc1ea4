"""Days in, places out: the axis of a life, before which the world's own past stands close together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ...core.language import spoken

# The picture's width in its own units: ten for each column of the stream.
WIDTH = 1600
# A life is drawn at least so long, lest one day fill the picture.
SHORTEST_DAYS = 7
# So many years of the world take the room of one of the journal's.
_WORLD_YEARS = 20
_LEAST, _MOST = 0.14, 0.42


@dataclass(frozen=True, slots=True)
class Axis:
    """The picture's time.

    Attributes:
        begin: the first day of the world's part; `first` if there is none.
        first: the day of the first post, where the life begins.
        end: the day after the last that is shown.
        before: the share of the width that the world's part has.
    """

    begin: date
    first: date
    end: date
    before: float

    @property
    def days(self) -> int:
        """How long the life is drawn."""
        return (self.end - self.first).days

    def x(self, on: date) -> float:
        """Where a day begins, from 0 to `WIDTH`."""
        if on < self.first:
            return WIDTH * self.before * (on - self.begin).days / (self.first - self.begin).days
        return self.x_of((on - self.first).days)

    def x_of(self, days: float) -> float:
        """Where so many days after the first post stand, from 0 to `WIDTH`."""
        return WIDTH * (self.before + (1 - self.before) * days / self.days)

    def ticks(self) -> tuple[tuple[str, float], ...]:
        """(label, place in per cent): years of the life, or its days while it is short, and some of the world's past."""
        found = [(str(year), self._percent(date(year, 1, 1))) for year in self._years()]
        if self.days <= 400:  # noqa: PLR2004 - a year and a little
            step = 7 if self.days > 60 else 1 if self.days <= 20 else 2  # noqa: PLR2004 - so many have room
            first = self.first + timedelta(days=0 if step < 7 else -self.first.weekday() % 7)  # noqa: PLR2004
            step = step * max(1, round(self.days / step / 8))
            found += [
                (spoken().short_day(on), self._percent(on))
                for on in (first + timedelta(days=nth * step) for nth in range(self.days))
                if on < self.end
            ]
        return tuple(sorted(found, key=lambda tick: tick[1]))

    def _years(self) -> list[int]:
        if self.days > 400:  # noqa: PLR2004 - see `ticks`
            years = self.days / 365.25
            step = next(step for step in (1, 2, 5, 10, 20, 50) if years / step <= 12 or step == 50)  # noqa: PLR2004
            own = [
                year
                for year in range(self.first.year + 1, self.end.year + 1)
                if year % step == 0 and date(year, 1, 1) < self.end - timedelta(days=self.days * 0.03)
            ]
        else:
            own = []
        if not self.before:
            return own
        span = self.first.year - self.begin.year
        step = next(step for step in (5, 10, 20, 50) if span / step * 90 <= self.before * WIDTH or step == 50)  # noqa: PLR2004
        return [*(year for year in range(self.begin.year + 1, self.first.year - step // 2) if year % step == 0), *own]

    def _percent(self, on: date) -> float:
        return round(100 * self.x(on) / WIDTH, 2)


def axis_of(first: date, today: date, milestones: list[date]) -> Axis:
    """The axis from the first post to today, with room before it for milestones that are older."""
    end = max(today + timedelta(days=1), first + timedelta(days=SHORTEST_DAYS))
    begin = min(milestones, default=first)
    if begin >= first:
        return Axis(first, first, end, 0)
    begin = date(begin.year, 1, 1)
    world, own = (first - begin).days, (end - first).days
    share = world / (world + _WORLD_YEARS * own)
    return Axis(begin, first, end, round(min(max(share, _LEAST), _MOST), 4))
