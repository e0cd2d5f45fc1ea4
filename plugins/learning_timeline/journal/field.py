"""Series of the world and a day in, sentences out: where the field stood then, and how far it has moved since."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from typing import TYPE_CHECKING

from ..core.language import gettext
from ..core.phrases import listed
from ..core.quantities import growth, quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .._seam import analytics
    from ..reading.predictions import Prediction

MOST_TOLD = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a series stood on a day, and how far it has moved since.

    Attributes:
        slug: of the series.
        then: a clause, such as "the largest known training run stood at 3.1 × 10²³ FLOP (GPT-3)".
        since: another, such as "it has grown 1,592-fold since"; empty while it has not moved.
        moved: how far, to compare by: in powers of ten, and of a percentage by its difference as a share.
    """

    slug: str
    then: str
    since: str
    moved: float


def standing(series: analytics.Series, on: date) -> Standing | None:
    """A series on a day and now; None before its first point."""
    then, now = series.best_on(on), series.frontier[-1]
    if then is None:
        return None
    return Standing(
        slug=series.slug,
        then=gettext("%(series)s stood at %(value)s", series=series.about, value=_told(series, then)),
        since="" if now is then else _since(series, then, now),
        moved=_moved(series, then, now),
    )


def standings(series: Iterable[analytics.Series], slugs: Sequence[str], on: date) -> tuple[Standing, ...]:
    """Some series on a day, in the order in which they are named."""
    by_slug = {one.slug: one for one in series}
    found = (standing(by_slug[slug], on) for slug in slugs if slug in by_slug)
    return tuple(one for one in found if one is not None)


def then_sentence(stood: Sequence[Standing]) -> str:
    """Where some series stood when a post was written."""
    told = [gettext("%(then)s (%(since)s)", then=one.then, since=one.since) if one.since else one.then for one in stood]
    clauses = reduce(lambda before, one: gettext("%(first)s, and %(second)s", first=before, second=one), told)
    return gettext("When I wrote this, %(stood)s.", stood=clauses)


@dataclass(frozen=True, slots=True)
class Move:
    """How far a series came in some time: its name, where it stood before (empty if nothing was known), and at the end."""

    name: str
    before: str
    after: str
    label: str


def moves(series: Iterable[analytics.Series], first: date, last: date) -> tuple[Move, ...]:
    """The series whose best was bettered between two days, those that moved furthest first."""
    found = []
    for one in series:
        before, after = one.best_on(first - timedelta(days=1)), one.best_on(last)
        if after is None or after is before:
            continue
        told = "" if before is None else quantity(before.value, one.unit)
        move = Move(one.name, told, quantity(after.value, one.unit), after.label)
        found.append((0.0 if before is None else _moved(one, before, after), move))
    return tuple(move for _, move in sorted(found, key=lambda pair: (-pair[0], pair[1].name)))


def journal_sentence(series: Iterable[analytics.Series], first_on: date | None) -> str:
    """How far the field has moved since the first post; where it stood then, while it has not.

    A series that has moved further is told before one that has moved less, and of those that have not the longest ones.
    """
    known = [one for one in series if one.frontier]
    if first_on is None or not known:
        return ""
    begun = [(one, one.best_on(first_on)) for one in known]
    moved = [(one, then, one.frontier[-1]) for one, then in begun if then is not None and one.frontier[-1] is not then]
    if moved:
        moved.sort(key=lambda entry: (-_moved(*entry), entry[0].slug))
        clauses = [_change(one, then, now) for one, then, now in moved[:MOST_TOLD]]
        return gettext("Since my first post %(changes)s.", changes=listed(clauses))
    stood = [
        gettext("%(series)s stood at %(value)s", series=one.about, value=_told(one, then))
        for one, then in begun
        if then is not None and one.scale == "log"
    ]
    return gettext("When I wrote my first post, %(stood)s.", stood=listed(stood[:MOST_TOLD])) if stood else ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a series says of a prediction: in words, whether it came true, and where that is said."""

    words: str
    came_true: bool
    url: str


def verdict(prediction: Prediction, series: Iterable[analytics.Series], today: date) -> Verdict | None:
    """What the world says of an open prediction; None while it is undecided, or no known series decides it."""
    one = next((one for one in series if one.slug == prediction.series), None)
    if one is None or prediction.threshold is None:
        return None
    goal, last = prediction.threshold, prediction.by.last_day
    reached = next(
        (
            point
            for point in one.points
            if (point.value <= goal if prediction.is_ceiling else point.value >= goal) and point.on.last_day <= last
        ),
        None,
    )
    if reached is not None:
        return Verdict(
            gettext("It seems to have come true: %(value)s on %(day)s.", value=_told(one, reached), day=reached.on),
            came_true=True,
            url=reached.url,
        )
    best = one.best_on(last)
    if today <= last or best is None:
        return None
    return Verdict(
        gettext("It seems not to have come true: the best by then was %(value)s.", value=_told(one, best)),
        came_true=False,
        url=best.url,
    )


def title(series: analytics.Series) -> str:
    """The whole of a series in a headline, or its name where it has not moved far."""
    first, last = series.frontier[0], series.frontier[-1]
    if first is last:
        return series.name
    if _is_told_by_ratio(series):
        growth_told = growth(last.value / first.value)
        return gettext(
            "%(series)s has grown %(growth)s since %(year)s", series=series.name, growth=growth_told, year=first.on.year
        )
    values = {"first": quantity(first.value, series.unit), "last": quantity(last.value, series.unit)}
    return gettext("%(series)s: from %(first)s to %(last)s", series=series.name, **values)


def _told(series: analytics.Series, point: analytics.WorldPoint) -> str:
    return f"{quantity(point.value, series.unit)} ({point.label})"


def _since(series: analytics.Series, then: analytics.WorldPoint, now: analytics.WorldPoint) -> str:
    if _is_told_by_ratio(series):
        return gettext("it has grown %(growth)s since", growth=growth(now.value / then.value))
    return gettext("today it is %(value)s", value=_told(series, now))


def _change(series: analytics.Series, then: analytics.WorldPoint, now: analytics.WorldPoint) -> str:
    if _is_told_by_ratio(series):
        return gettext("%(series)s grew %(growth)s", series=series.about, growth=growth(now.value / then.value))
    values = {"first": quantity(then.value, series.unit), "last": quantity(now.value, series.unit)}
    return gettext("%(series)s went from %(first)s to %(last)s", series=series.about, **values)


def _is_told_by_ratio(series: analytics.Series) -> bool:
    return series.scale == "log" and series.better == "higher" and series.unit != "minutes"


def _moved(series: analytics.Series, then: analytics.WorldPoint, now: analytics.WorldPoint) -> float:
    if series.scale == "log" or (series.unit != "percent" and min(now.value, then.value) > 0):
        return abs(math.log10(now.value / then.value))
    return abs(now.value - then.value) / 100
