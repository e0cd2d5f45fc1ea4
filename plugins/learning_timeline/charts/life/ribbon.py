"""Milestones in, their dots above the stream out: where each stands, which have room for their names, and what met them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core.phrases import cut
from .axis import WIDTH, Axis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..._seam import analytics

# The widths in CSS pixels for which names are placed, and what a letter of their size takes of them.
WIDE, NARROW = 1000, 350
LANES = {WIDE: 3, NARROW: 1}
_LETTER, _GAP, _DOT = 6.4, 12, 5
MOST_LEVELS = 8


@dataclass(frozen=True, slots=True)
class Dot:
    """A milestone on the axis: `x` from 0 to `WIDTH`, `level` in its stack, and the path of the post that met it or marks it."""

    milestone: analytics.Milestone
    x: float
    level: int
    post: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name over its dot or in its band: `left` in per cent of the width, `lane` from zero upwards."""

    left: float
    lane: int
    text: str
    kind: str


def dots(milestones: Sequence[analytics.Milestone], met: Mapping[str, analytics.Met], axis: Axis) -> list[Dot]:
    """Milestones, given by time, as dots; those nearer to one another than a dot is wide are stacked."""
    width, latest, found = WIDTH * _DOT / WIDE, [float("-inf")] * MOST_LEVELS, []
    for one in milestones:
        x = axis.x(one.on.first_day)
        level = next((level for level, busy in enumerate(latest) if x - busy >= width), MOST_LEVELS - 1)
        latest[level] = x
        known = met.get(one.url or "")
        found.append(Dot(one, x, level, one.post or (known.post if known else "")))
    return found


def names(placed: Sequence[Dot], width: int) -> tuple[Name, ...]:
    """Names that do not overlap: the journal's own milestones first, then by weight, then those that it met, then the others."""
    boxes: list[tuple[float, float, int]] = []
    found = []
    by_worth = sorted(
        placed, key=lambda dot: (dot.milestone.kind != "own", -dot.milestone.weight, not dot.post, -dot.x)
    )
    for dot in by_worth:
        text = cut(dot.milestone.title, 34 if width == WIDE else 22)
        begin = dot.x / WIDTH * width
        end = begin + _LETTER * len(text) + _GAP
        if end > width:
            begin, end = begin - _LETTER * len(text) - _GAP, begin
        if begin < 0:
            continue
        lane = next(
            (lane for lane in range(LANES[width]) if all(end <= x or begin >= y for x, y, it in boxes if it == lane)),
            None,
        )
        if lane is not None:
            boxes.append((begin, end, lane))
            kind = "own" if dot.milestone.kind == "own" else "met" if dot.post else "world"
            found.append(Name(round(100 * begin / width, 2), lane, text, kind))
    return tuple(found)
