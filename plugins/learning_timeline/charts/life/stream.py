"""Days and topics of posts in, the stream out: how thick each topic is when, and where each post is in its topic.

The script of the page computes the same (`static/life.js/_stream.js`); a test holds the two to one another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]
    Positions = npt.NDArray[np.int64]

COLUMNS = 160
# Topics with fewer posts than these many flow as one, the outermost band.
MOST_BANDS = 40
# So many posts at once fill the height; where there are never so many, the stream is thinner.
_FULL = 2
# What a mark keeps clear of its band's edges, as a share of the band.
_MARGIN = 0.06
# What flows reaches so many days twice to both sides of a post, where columns are that fine: an empty day breaks the stream.
_SPREAD = 0.2
_GOLDEN = (5**0.5 - 1) / 2


@dataclass(frozen=True, slots=True)
class Stream:
    """Topics one upon the other around a middle line, as shares of the stream's height.

    Attributes:
        bands: the topics of each band, by their places; the last may hold several.
        edges: `len(bands) + 1` rows of `COLUMNS`: where each band begins, and where the last one ends.
        at: where each post lies across, as a column with its fraction.
        height: where each post is in the height.
        most: posts a column where it is widest.
    """

    bands: tuple[tuple[int, ...], ...]
    edges: Numbers
    at: Numbers
    height: Numbers
    most: float


def stream_of(days: Sequence[int], topic_of: Sequence[int], topics: int, length: int) -> Stream:
    """The stream of posts, given by time.

    Args:
        days: of each post, from the first one's on.
        topic_of: the place of each post's topic.
        topics: how many there are.
        length: days that the stream shows.
    """
    on, topic = np.asarray(days, np.int64), np.asarray(topic_of, np.int64)
    at = within_days(on) * COLUMNS / length
    counts = np.zeros((topics, COLUMNS))
    # Where a day has several columns, a post is of all of them.
    parts = max(-(-COLUMNS // length), 1)
    for part in range(parts):
        within = (on + (part + 0.5) / parts) * COLUMNS / length if parts > 1 else at
        np.add.at(counts, (topic, np.minimum(within.astype(np.int64), COLUMNS - 1)), 1 / parts)
    bands = _bands(np.bincount(topic, minlength=topics))
    band_of = np.zeros(topics, np.int64)
    for place, members in enumerate(bands):
        band_of[list(members)] = place
    rows = np.zeros((len(bands), COLUMNS))
    np.add.at(rows, band_of, counts)
    radius = max(1, round(_SPREAD * COLUMNS / length))
    sizes = blurred(blurred(rows, radius), radius)
    # Where nothing was written, nothing flows.
    sizes *= blurred(rows.sum(axis=0, keepdims=True), 2 * radius - 1) > 0
    totals = sizes.sum(axis=0)
    widest = float(totals.max(initial=0))
    # What one post is where it is alone: where it is thickest, or on its day if that has several columns.
    alone = min(1 / (2 * radius + 1), length / COLUMNS)
    most = max(widest, _FULL * alone)
    edges = np.vstack([np.zeros(COLUMNS), sizes.cumsum(axis=0)]) / most
    edges += 0.5 - totals / most / 2
    return Stream(bands, edges, at, _heights(at, band_of[topic], topic, edges), widest)


def within_days(days: Positions) -> Numbers:
    """Each post's place on the axis of days: those of one day stand side by side within it.

    >>> within_days(np.array([0, 0, 3])).tolist()
    [0.25, 0.75, 3.5]
    """
    _, first, counts = np.unique(days, return_index=True, return_counts=True)
    nth = np.arange(len(days)) - np.repeat(first, counts)
    return np.asarray(days + (nth + 0.5) / np.repeat(counts, counts), np.float64)


def blurred(rows: Numbers, radius: int) -> Numbers:
    """The mean of each value and its neighbours to both sides; beyond the ends lie zeros."""
    padded = np.pad(rows, ((0, 0), (radius + 1, radius)))
    sums = padded.cumsum(axis=1)
    return np.asarray((sums[:, 2 * radius + 1 :] - sums[:, : -2 * radius - 1]).round(9) / (2 * radius + 1), np.float64)


def _bands(posts: Positions) -> tuple[tuple[int, ...], ...]:
    """A band for each topic in the order of first posts, or for the largest ones and the rest together."""
    if len(posts) <= MOST_BANDS:
        return tuple((topic,) for topic in range(len(posts)))
    largest = sorted(np.argsort(-posts, kind="stable")[: MOST_BANDS - 1].tolist())
    rest = [topic for topic in range(len(posts)) if topic not in set(largest)]
    return (*((topic,) for topic in largest), tuple(rest))


def _heights(at: Numbers, band: Positions, topic: Positions, edges: Numbers) -> Numbers:
    """Each post's place in its band: those of one topic are spread by the golden ratio, which never repeats itself."""
    order = np.argsort(topic, kind="stable")
    _, first, counts = np.unique(topic[order], return_index=True, return_counts=True)
    nth = np.empty(len(topic), np.int64)
    nth[order] = np.arange(len(topic)) - np.repeat(first, counts)
    share = _MARGIN + (1 - 2 * _MARGIN) * ((nth + 1) * _GOLDEN % 1)
    # The stream is known at the columns' middles.
    place = np.clip(at - 0.5, 0, COLUMNS - 1)
    left = place.astype(np.int64)
    right = np.minimum(left + 1, COLUMNS - 1)
    part = place - left
    low = edges[band, left] * (1 - part) + edges[band, right] * part
    high = edges[band + 1, left] * (1 - part) + edges[band + 1, right] * part
    return np.asarray(low + (high - low) * share, np.float64)
