"""A stream on its axis in, path data of the still picture out: bands, marks, dots, and lines from milestones to posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .axis import WIDTH, Axis
from .ribbon import MOST_LEVELS, Dot
from .stream import COLUMNS, Stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]

# The picture's height in its own units, and that of the ribbon of milestones, which is left out if there are none.
HEIGHT, RIBBON, DOT, GAP = 500, 112, 6, 10
# A still holds at most so many marks; past them one mark stands for the posts of a topic in a longer time.
MOST_MARKS = 3000
OTHERS = "#8a8f98"


@dataclass(frozen=True, slots=True)
class Shape:
    """Path data in a colour."""

    colour: str
    path: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The stream as it is in the picture.

    Attributes:
        axis: of time.
        stream: on it.
        ribbon: the height of the milestones' part; 0 if there are none.
        topic_of: the place of each post's topic.
        colours: of topics.
    """

    axis: Axis
    stream: Stream
    ribbon: int
    topic_of: Sequence[int]
    colours: Sequence[str]

    def down(self, share: Any) -> Any:  # noqa: ANN401 - a number or an array of them
        """Where a share of the stream's height is in the picture."""
        top = self.ribbon + GAP
        return top + (HEIGHT - top - GAP) * share

    @property
    def middle(self) -> int:
        """Of the stream: the line of the life."""
        return int(self.down(0.5))

    @property
    def grain(self) -> int:
        """What heights are rounded to: where a mark stands for several posts, a pixel down or up says nothing."""
        return 2 if len(self.topic_of) > MOST_MARKS else 1

    @property
    def marks_at(self) -> tuple[Whole, Whole]:
        """Where each post stands across and down."""
        before = self.axis.before
        x = WIDTH * (before + (1 - before) * self.stream.at / COLUMNS)
        return np.rint(x).astype(np.int64), np.rint(self.down(self.stream.height)).astype(np.int64)


def bands(frame: Frame) -> tuple[Shape, ...]:
    """The topics, each from where it begins to flow until it ends."""
    return _shapes(frame, *_edges(frame), _outline)


def layers(frame: Frame) -> tuple[tuple[Shape, ...], str]:
    """The same for half the bytes: each topic down to the foot, to be painted one over the other; and the stream's outline.

    Only what lies within the outline is the stream. All of it is made transparent together, since the layers overlap.
    """
    edges = frame.stream.edges
    x, y = _edges(frame)
    y = y // frame.grain * frame.grain
    outline = "".join(
        _outline(x[begin:end], y[0, begin:end], y[-1, begin:end]) for begin, end in _stretches(edges[-1] - edges[0])
    )
    return _shapes(frame, x, y, lambda x, top, _: f"M{x[0]} {top[0]}l{_steps(x, top)}V{HEIGHT}H{x[0]}z"), outline


def _shapes(frame: Frame, x: Whole, y: Whole, path_of: Callable[[Whole, Whole, Whole], str]) -> tuple[Shape, ...]:
    """A shape for each topic that flows: of each stretch a path along its upper and lower edge, which are given."""
    edges = frame.stream.edges
    shapes = []
    for band, members in enumerate(frame.stream.bands):
        path = "".join(
            path_of(x[begin:end], y[band, begin:end], y[band + 1, begin:end])
            for begin, end in _stretches(edges[band + 1] - edges[band])
        )
        if path:
            shapes.append(Shape(frame.colours[members[0]] if len(members) == 1 else OTHERS, path))
    return tuple(shapes)


def _edges(frame: Frame) -> tuple[Whole, Whole]:
    """Where the columns of the stream stand across, and the edges of its bands down, from the top."""
    step = (1 - frame.axis.before) * WIDTH / COLUMNS
    x = np.rint(frame.axis.before * WIDTH + (np.arange(COLUMNS) + 0.5) * step).astype(np.int64)
    return x, np.rint(frame.down(frame.stream.edges)).astype(np.int64)


def _stretches(thickness: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
    """Where a band is, with a column of nothing at both ends so that it begins and ends in a point."""
    is_there = thickness > 1e-9  # noqa: PLR2004 - a rounded zero
    steps = np.flatnonzero(np.diff(np.concatenate([[False], is_there, [False]]).astype(int)))
    return [(max(int(begin) - 1, 0), min(int(end) + 1, len(is_there))) for begin, end in steps.reshape(-1, 2)]


def _outline(x: Whole, low: Whole, high: Whole) -> str:
    """Along one edge and back along the other, each step from the one before."""
    steps = _steps(np.concatenate([x, x[::-1]]), np.concatenate([low, high[::-1]]))
    return f"M{x[0]} {low[0]}l{steps}z"


def _steps(x: Whole, y: Whole) -> str:
    steps = (f"{_signed(dx)}{_signed(dy)}" for dx, dy in zip(np.diff(x), np.diff(y), strict=True))
    return "".join(steps).lstrip()


def _signed(number: int) -> str:
    return f"{number}" if number < 0 else f" {number}"


def marks(frame: Frame, days: Sequence[int]) -> tuple[tuple[Shape, ...], int]:
    """A mark for each post, by topic; and the days that one mark may stand for, 0 where each post has its own."""
    shown, grouped_days = _grouped(days, frame.topic_of)
    x, y = frame.marks_at
    rows: dict[int, set[tuple[int, int]]] = {}
    for at in shown:
        rows.setdefault(frame.topic_of[at], set()).add((int(x[at]), int(y[at]) // frame.grain * frame.grain))
    shapes = []
    for topic, points in sorted(rows.items()):
        path, before = [], (0, 0)
        for point in sorted(points):
            path.append(f"m{point[0] - before[0]}{_signed(point[1] - before[1])}h0")
            before = point
        shapes.append(Shape(frame.colours[topic], "".join(path)))
    return tuple(shapes), grouped_days


def _grouped(days: Sequence[int], topic_of: Sequence[int]) -> tuple[list[int], int]:
    """The posts that have a mark, and the days that one mark may stand for."""
    if len(days) <= MOST_MARKS:
        return list(range(len(days))), 0
    kept: list[int] = []
    for step in (7, 30, 91, 365):
        of_time = {(topic, day // step): at for at, (day, topic) in enumerate(zip(days, topic_of, strict=True))}
        kept = list(of_time.values())
        if len(kept) <= MOST_MARKS:
            break
    return kept[:: -(-len(kept) // MOST_MARKS)], step


def dots_path(placed: Iterable[Dot]) -> str:
    """The dots of milestones, for a stroke with round ends."""
    return "".join(f"M{round(dot.x)} {_dot_height(dot)}h0" for dot in placed)


def _dot_height(dot: Dot) -> int:
    return RIBBON - DOT * min(dot.level, MOST_LEVELS - 1)


def met_lines(frame: Frame, placed: Sequence[Dot], index_of: Mapping[str, int]) -> tuple[Shape, ...]:
    """From each milestone a line down to the post that met it, in the colour of its topic."""
    lines: dict[int, list[str]] = {}
    xs, ys = frame.marks_at
    for dot in placed:
        at = index_of.get(dot.post)
        if at is None:
            continue
        begin, top, x, y = round(dot.x), _dot_height(dot), xs[at], ys[at]
        bend = max((y - top) // 2, 20)
        path = f"M{begin} {top}C{begin} {top + bend} {x} {y - bend} {x} {y}"
        lines.setdefault(frame.topic_of[at], []).append(path)
    return tuple(Shape(frame.colours[topic], "".join(paths)) for topic, paths in sorted(lines.items()))
