"""A Timeline in, the life as plain values out: what the page's template draws as a still, and what its script begins with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import pi, sqrt
from typing import TYPE_CHECKING

import numpy as np

from ...core.language import ngettext
from ...core.phrases import cut
from ..figures import Box, overlap
from .axis import WIDTH, axis_of
from .eras import era_names
from .ribbon import NARROW, WIDE, dots, names
from .still import HEIGHT, RIBBON, Frame, Shape, bands, dots_path, layers, marks, met_lines
from .stream import COLUMNS, blurred, stream_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..._seam import analytics
    from .axis import Axis
    from .eras import EraName
    from .ribbon import Name
    from .stream import Stream

# What a letter of a topic's name takes, how low a band may be to hold one, and how many names are enough.
_LETTER, _LINE, _MOST_NAMES = 7.2, 17, {WIDE: 16, NARROW: 6}
# In a picture of so few marks names cover none.
_FEW_MARKS = 100
# A life of fewer days is not counted by months, of which the longest has so many.
_MONTH_DAYS, _LONGEST_MONTH, _YOUNG_DAYS = 30.44, 31, 90
# The picture's height in CSS pixels at the widths for which names are placed.
_TALL = {WIDE: 420, NARROW: 310}


@dataclass(frozen=True, slots=True)
class BandName:
    """A topic's name in its band; places in per cent of the picture."""

    left: float
    top: float
    text: str


@dataclass(frozen=True, slots=True)
class LifePicture:
    """The whole life as a template draws it.

    Attributes:
        begin, first, end, before: see `axis.Axis`.
        today: where today ends, in the picture's units; `middle` is the height of the line of the life.
        ribbon: the share of the height that the milestones have.
        bands: the topics as a stream; `layers` and `outline`: the same for a page, see `still.layers`.
        marks: a mark for each post, by topic.
        met: lines from milestones to the posts that met them, by topic.
        world, met_dots, own: the dots of milestones, as path data for a stroke with round ends.
        size, narrow_size: of a mark, in CSS pixels.
        wide_names, narrow_names: of milestones.
        wide_topics, narrow_topics: of topics.
        ticks: (label, place in per cent).
        eras: the topics that led its times, by name.
        posts_a_month: where the stream is widest; 0 in a life that is too young to count so.
        grouped_days: days that one mark of a topic may stand for; 0 where each post has its own.
    """

    begin: date
    first: date
    end: date
    before: float
    today: int
    middle: int
    ribbon: float
    bands: tuple[Shape, ...]
    layers: tuple[Shape, ...]
    outline: str
    marks: tuple[Shape, ...]
    met: tuple[Shape, ...]
    world: str
    met_dots: str
    own: str
    size: float
    narrow_size: float
    wide_names: tuple[Name, ...]
    narrow_names: tuple[Name, ...]
    wide_topics: tuple[BandName, ...]
    narrow_topics: tuple[BandName, ...]
    ticks: tuple[tuple[str, float], ...]
    eras: tuple[EraName, ...]
    posts_a_month: int
    grouped_days: int


def life_picture(timeline: analytics.Timeline, eras: Sequence[analytics.lifetime.Era] = ()) -> LifePicture | None:
    """The life, with the topics that led its times, or None before the first post."""
    first = timeline.summary.first_on
    if first is None:
        return None
    posts = timeline.posts
    axis = axis_of(first, timeline.today, [one.on.first_day for one in timeline.milestones])
    place = timeline.places
    topic_of = [place[slug] for slug in posts["topic"].tolist()]
    days = (posts["published_on"] - posts["published_on"].iloc[0]).dt.days.tolist()
    stream = stream_of(days, topic_of, len(place), axis.days)
    colours = [timeline.colours[topic.slug] for topic in timeline.topics]
    frame = Frame(axis, stream, RIBBON if timeline.milestones else 0, topic_of, colours)
    placed = dots(timeline.milestones, timeline.met, axis)
    shown, grouped_days = marks(frame, days)
    layered, outline = layers(frame)
    size = mark_size(len(posts))
    narrow_size = round(max(1.6, size * 0.6), 2)
    labels = [topic.name for topic in timeline.topics]
    return LifePicture(
        begin=axis.begin,
        first=first,
        end=axis.end,
        before=axis.before,
        today=round(axis.x(min(timeline.today + timedelta(days=1), axis.end))),
        middle=frame.middle,
        ribbon=frame.ribbon / HEIGHT,
        bands=bands(frame),
        layers=layered,
        outline=outline,
        marks=shown,
        met=met_lines(frame, placed, {path: index for index, path in enumerate(posts["path"].tolist())}),
        world=dots_path(dot for dot in placed if dot.milestone.kind == "world" and not dot.post),
        met_dots=dots_path(dot for dot in placed if dot.milestone.kind == "world" and dot.post),
        own=dots_path(dot for dot in placed if dot.milestone.kind == "own"),
        size=size,
        narrow_size=narrow_size,
        wide_names=names(placed, WIDE),
        narrow_names=names(placed, NARROW),
        wide_topics=_topic_names(frame, labels, WIDE, size),
        narrow_topics=_topic_names(frame, labels, NARROW, narrow_size),
        ticks=axis.ticks(),
        eras=era_names(eras, timeline, axis),
        posts_a_month=_posts_a_month(stream, days, axis) if axis.days > _YOUNG_DAYS else 0,
        grouped_days=grouped_days,
    )


def mark_size(posts: int) -> float:
    """The diameter of a mark in CSS pixels, so that marks cover about a fifth of the stream and a few stay marks.

    >>> mark_size(1), mark_size(14), mark_size(3000), mark_size(20_000)
    (22.0, 13.0, 5.05, 2.0)
    """
    return round(min(max(2 * sqrt(1000 * 300 * 0.2 / pi / posts), 2.0), max(24.0 - 2 * posts, 13.0)), 2)


def _posts_a_month(stream: Stream, days: Sequence[int], axis: Axis) -> int:
    """How many posts a month the stream is where it is widest, and no more than there were in any month."""
    on = np.sort(days)
    fullest = int((np.searchsorted(on, on + _LONGEST_MONTH) - np.arange(len(on))).max())
    return min(round(stream.most * COLUMNS / axis.days * _MONTH_DAYS), fullest)


def _topic_names(frame: Frame, labels: Sequence[str], width: int, mark: float) -> tuple[BandName, ...]:
    """The names that have room in their bands, the thickest bands first."""
    edges, axis, tall = frame.stream.edges, frame.axis, _TALL[width]
    thick = (edges[1:] - edges[:-1]) * (frame.down(1) - frame.down(0)) / HEIGHT * tall
    marks_at, reach = [], mark / 2 + 3
    if len(frame.topic_of) <= _FEW_MARKS:
        x, y = frame.marks_at
        marks_at = sorted(zip((x * width / WIDTH).tolist(), (y * tall / HEIGHT).tolist(), strict=True))
    boxes: list[Box] = []
    found: list[BandName] = []
    for band in np.argsort(-thick.max(axis=1), kind="stable"):
        members = frame.stream.bands[band]
        text = cut(
            labels[members[0]]
            if len(members) == 1
            else ngettext("%(num)s other topic", "%(num)s other topics", len(members)),
            26,
        )
        if thick[band].max() < _LINE or len(found) == _MOST_NAMES[width]:
            break
        wide = len(text) * _LETTER
        # Where the band is thick for the whole length of its name.
        radius = round(wide / 2 / width / (1 - axis.before) * COLUMNS)
        column = int(np.where(thick[band] < _LINE, -1, blurred(thick[[band]], radius)[0]).argmax())
        top = frame.down(float(edges[band, column] + edges[band + 1, column]) / 2) / HEIGHT
        at = width * axis.x_of(axis.days * (column + 0.5) / COLUMNS) / WIDTH
        left = min(max(at - wide / 2, 2), width - wide - 2)
        level = [x for x, y in marks_at if abs(y - top * tall) < _LINE / 2 + reach]
        left = _beside_marks(left, wide, level, reach, width)
        box = (left, left + wide + 6, top * tall - 9, top * tall + 9)
        if any(overlap(box, other) for other in boxes):
            continue
        boxes.append(box)
        found.append(BandName(round(100 * left / width, 2), round(100 * top, 2), text))
    return tuple(found)


def _beside_marks(left: float, wide: float, level: Sequence[float], reach: float, width: int) -> float:
    """Where a name begins so that it covers no mark: beside those in its way, on the side that is nearer.

    Args:
        left: where it would begin.
        wide: its own width.
        level: where the marks at its height stand, in their order.
        reach: how far it keeps from the middle of a mark.
        width: of the picture.

    >>> _beside_marks(100, 50, [110, 165, 300], 5, 400)
    55
    """
    after = before = left
    for x in level:
        after = x + reach if after - reach < x < after + wide + reach else after
    for x in reversed(level):
        before = x - reach - wide if before - reach < x < before + wide + reach else before
    has_room = after + wide <= width - 2
    if before >= 2 and (left - before < after - left or not has_room):  # noqa: PLR2004 - the picture's edge
        return before
    return after if has_room else left
