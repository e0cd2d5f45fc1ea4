"""A Timeline in, the navigator over its whole life out: how much there was when, on which two thumbs choose a window of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from .._seam import analytics
from .multiples import HEIGHT, WIDTH

SHORTEST = 180
PRESETS = (10, 5, 1)


@dataclass(frozen=True, slots=True)
class Navigator:
    """What the navigator shows before any script runs.

    Attributes:
        first, last: the first post's day and today, between which a window can be chosen.
        begin, end: the first day that the picture shows and the one after its last.
        path: posts by day in the first year, by month, or by quarter after forty years, in a picture of 1,000 by 100 units.
        ticks: (year, left in per cent).
        presets: so many last years that can be chosen at once; those that are shorter than the journal's life.
    """

    first: date
    last: date
    begin: date
    end: date
    path: str
    ticks: tuple[tuple[int, float], ...]
    presets: tuple[int, ...]


def navigator(timeline: analytics.Timeline) -> Navigator | None:
    """The navigator, or None before the first post."""
    first, today = timeline.summary.first_on, timeline.today
    if first is None:
        return None
    begin = first.replace(day=1)
    end = max(today + timedelta(days=1), begin + timedelta(days=SHORTEST))
    days = (end - begin).days
    years = days / 365.25
    step = next(step for step in (1, 2, 5, 10, 20) if years / step <= 12 or step == 20)  # noqa: PLR2004 - so many have room
    return Navigator(
        first=first,
        last=today,
        begin=begin,
        end=end,
        path=_path(timeline.posts["published_on"], begin, end, "D" if years <= 1 else "M" if years <= 40 else "Q"),  # noqa: PLR2004
        ticks=tuple(
            (year, round(100 * (date(year, 1, 1) - begin).days / days, 2))
            for year in range(begin.year + 1, end.year + 1)
            if year % step == 0 and (end - date(year, 1, 1)).days > 0.06 * days
        ),
        presets=tuple(preset for preset in PRESETS if (today - first).days > preset * 366),
    )


def _path(days: pd.Series[pd.Timestamp], begin: date, end: date, grain: str) -> str:
    """A column a period, as wide as its days."""
    counts = days.dt.to_period(grain).value_counts().sort_index()
    most = int(counts.max())
    scale = WIDTH / (end - begin).days

    def x(on: pd.Timestamp) -> float:
        return round((on.date() - begin).days * scale, 1)

    starts: Sequence[pd.Period] = list(counts.index)
    return "".join(
        f"M{max(x(period.start_time), 0):g} {HEIGHT}V{round(HEIGHT - HEIGHT * int(count) / most)}"
        f"H{x((period + 1).start_time):g}V{HEIGHT}z"
        for period, count in zip(starts, counts, strict=True)
    )
