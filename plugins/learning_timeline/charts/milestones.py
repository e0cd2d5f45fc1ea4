"""A Timeline in, its place in the history of AI out: a ribbon of milestones, drawn by the page itself and not by Plotly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from ..core.language import gettext, ngettext
from ..core.phrases import counted, cut, day, number, partial_day, sentences
from .figures import Chart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .._seam import analytics

# The widths in CSS pixels for which titles are placed, and what a title of this size takes of them.
WIDE, NARROW = 1040, 340
_LETTER, _GAP, _DOT = 6.7, 16, 8


@dataclass(frozen=True, slots=True)
class Flag:
    """A title over its dot: `left` in per cent of the width, `lane` from zero on upwards, `level` of the dot in its stack.

    `is_before` where it is before its leader, since behind it there is no room.
    """

    left: float
    lane: int
    level: int
    text: str
    is_before: bool = False


@dataclass(frozen=True, slots=True)
class RibbonDot:
    """A milestone's dot: `x` in thousandths of the width, `y` in CSS pixels from the top of the dots' part; its source, if any.

    `day` is the first that its date may mean.
    """

    x: int
    y: int
    text: str
    url: str
    day: date
    kind: str


@dataclass(frozen=True, slots=True)
class RibbonPicture:
    """Dots on the line of time.

    Attributes:
        dots: of all milestones, oldest first.
        dots_height: of the dots' part.
        wide, narrow: the titles that have room in a wide and in a narrow picture.
        wide_lanes, narrow_lanes: how many lanes of titles each has.
        decades: (label, left in per cent).
        life: (left, width) of the journal's own life in per cent, or None before its first post.
    """

    dots: tuple[RibbonDot, ...]
    dots_height: int
    wide: tuple[Flag, ...]
    narrow: tuple[Flag, ...]
    wide_lanes: int
    narrow_lanes: int
    decades: tuple[tuple[str, float], ...]
    life: tuple[float, float] | None


def ai_milestones(timeline: analytics.Timeline) -> Chart:
    """The milestones of AI on one line from the first on, a dot each, with the journal's own life beneath."""
    subject = gettext("Where this journal stands in the history of AI")
    milestones = timeline.milestones
    table = pd.DataFrame(
        [
            (
                str(one.on),
                one.title,
                "world" if one.kind == "world" else "this journal",
                one.url or "",
                str(timeline.met[one.url].on) if one.url and one.url in timeline.met else "",
            )
            for one in milestones
        ],
        columns=["Date", "Milestone", "Of", "Source", "Met"],
    )
    begun = timeline.summary.first_on
    own = sum(one.kind == "own" for one in milestones)
    return Chart(
        slug="ai-milestones",
        subject=subject,
        sentence=_sentence(milestones, begun, own, len(timeline.met))
        if milestones
        else gettext("No milestones are listed yet."),
        figure=None,
        picture=_picture(milestones, begun, timeline.today) if milestones else None,
        table=table,
        # Each is in the page's own list, by decade.
        shown_table=table.iloc[:0],
        how_counted=gettext(
            "The author chose these milestones. They are listed with their sources below, each with the first post "
            "that names the work behind it. A year or a month is placed at its first day. Dots of the same time are "
            "stacked. The journal's life runs from its first post to the day of the data."
        ),
        data_day=timeline.today,
    )


def _picture(milestones: Sequence[analytics.Milestone], begun: date | None, today: date) -> RibbonPicture:
    start, end = date(milestones[0].on.year // 10 * 10, 1, 1), date(today.year // 10 * 10 + 10, 1, 1)
    days = (end - start).days

    def left(on: date) -> float:
        return round(100 * (on - start).days / days, 2)

    levels = _stacks(milestones, timedelta(days=days * _DOT / WIDE))
    height = (max(levels) + 1) * _DOT
    dots = tuple(
        RibbonDot(
            round(left(one.on.first_day) * 10),
            height - level * _DOT - _DOT // 2,
            f"{partial_day(one.on)}: {one.title}",
            one.url or "",
            one.on.first_day,
            one.kind,
        )
        for one, level in zip(milestones, levels, strict=True)
    )
    wide, narrow = (_flags(milestones, levels, left, width, lanes) for width, lanes in ((WIDE, 7), (NARROW, 5)))
    return RibbonPicture(
        dots=dots,
        dots_height=height,
        wide=wide,
        narrow=narrow,
        wide_lanes=max((flag.lane for flag in wide), default=-1) + 1,
        narrow_lanes=max((flag.lane for flag in narrow), default=-1) + 1,
        decades=tuple((f"{year}", left(date(year, 1, 1))) for year in range(start.year, end.year, 10)),
        life=None if begun is None else (left(begun), max(round(left(today) - left(begun), 2), 0.15)),
    )


def _stacks(milestones: Sequence[analytics.Milestone], width: timedelta) -> list[int]:
    """For each milestone, oldest first, the level of its dot: dots nearer to one another than `width` are stacked."""
    levels: list[int] = []
    latest: list[date] = []
    for one in milestones:
        on = one.on.first_day
        level = next((level for level, busy in enumerate(latest) if on - busy >= width), len(latest))
        latest[level : level + 1] = [on]
        levels.append(level)
    return levels


def _flags(
    milestones: Sequence[analytics.Milestone],
    levels: Sequence[int],
    left: Callable[[date], float],
    width: int,
    lanes: int,
) -> tuple[Flag, ...]:
    """Titles that do not overlap: by weight, then the newest first, each behind its leader or before it.

    A title keeps leaders from the lanes above its own. Behind its leader it meets those of newer ones, which stand already,
    so that it takes the lowest lane; before it those of older ones, so that it takes the highest.
    """
    flags: list[tuple[int, Flag]] = []
    boxes: list[_Box] = []
    for index in sorted(range(len(milestones)), key=lambda index: (-milestones[index].weight, -index)):
        at, text = left(milestones[index].on.first_day), cut(milestones[index].title, 38 if width == WIDE else 22)
        leader, long = at * width / 100, _LETTER * len(text) + _GAP
        behind = [_Box(leader, leader + long, leader, lane) for lane in range(lanes) if leader + long <= width]
        before = [_Box(leader - long, leader, leader, lane) for lane in reversed(range(lanes)) if leader >= long]
        box = next((box for box in (*behind, *before) if all(box.is_clear_of(other) for other in boxes)), None)
        if box is not None:
            flags.append((index, Flag(at, box.lane, levels[index], text, is_before=box in before)))
            boxes.append(box)
    return tuple(flag for _, flag in sorted(flags, key=lambda pair: pair[0]))


@dataclass(frozen=True, slots=True)
class _Box:
    """A title from its begin to its end in a lane, with a leader, which passes all lower lanes."""

    begin: float
    end: float
    leader: float
    lane: int

    def is_clear_of(self, other: _Box) -> bool:
        """Whether neither title meets the other, nor a leader."""
        if self.lane == other.lane:
            return self.end <= other.begin or other.end <= self.begin
        low, high = (self, other) if self.lane < other.lane else (other, self)
        return not low.begin <= high.leader <= low.end


def _sentence(milestones: Sequence[analytics.Milestone], begun: date | None, own: int, met: int) -> str:
    world = [one for one in milestones if one.kind == "world"]
    if not world:
        return gettext("%(milestones)s of this journal.", milestones=counted(own, "milestone"))
    told = {"milestones": counted(len(world), "milestone"), "year": world[0].on.year}
    sentence = gettext("%(milestones)s of AI since %(year)s", **told)
    if begun is not None:
        years = begun.year - world[0].on.year
        since = {"sentence": sentence, "years": counted(years, "year"), "day": day(begun)}
        sentence = gettext("%(sentence)s; this journal began %(years)s after the first of them, on %(day)s", **since)
        later = sum(one.on.first_day >= begun for one in world)
        if later:
            sentence = gettext("%(sentence)s, and has seen %(number)s of them", sentence=sentence, number=number(later))
    return sentences(
        f"{sentence}.",
        gettext("I have studied the work behind %(number)s of them.", number=number(met)) if met else "",
        ngettext(
            "%(num)s milestone is the journal's own, in another colour.",
            "%(num)s milestones are the journal's own, in another colour.",
            own,
        )
        if own
        else "",
    )
