"""The times of a life by the topic that led each in, their names below its picture out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .axis import WIDTH, Axis

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..._seam import analytics


@dataclass(frozen=True, slots=True)
class EraName:
    """A topic under the years that it led: `begin` and `end` as shares of the picture's width, `years` in words."""

    slug: str
    name: str
    colour: str
    years: str
    begin: float
    end: float


def era_names(eras: Iterable[analytics.lifetime.Era], timeline: analytics.Timeline, axis: Axis) -> tuple[EraName, ...]:
    """The names, from left to right; none where one topic led all along, since its band says so."""
    found = []
    for era in eras:
        begin = max(date(era.first_year, 1, 1), axis.first)
        end = min(date(era.last_year + 1, 1, 1), axis.end)
        years = str(era.first_year) if era.first_year == era.last_year else f"{era.first_year}\u2013{era.last_year}"
        at = (round(axis.x(on) / WIDTH, 4) for on in (begin, end))
        found.append(EraName(era.topic, timeline.names[era.topic], timeline.colours[era.topic], years, *at))
    return tuple(found) if len(found) > 1 else ()
