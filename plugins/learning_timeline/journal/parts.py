"""What the page of a year, a decade or a topic may tell: it is given a part of the Timeline, and cannot depend on anything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from ..core.grains import Grain
    from .posts import Notes
    from .spans import Due, PostFact, Span


@dataclass(frozen=True, slots=True)
class SpanPart:
    """What the page of a year or a decade may tell: nothing that is published or changed later.

    Attributes:
        span: the year or decade.
        today: the last day that counts, at most the day after the span.
        first_on: the day of the journal's first post, or None if there is none.
        before: the last span of the same length that has posts, and None for the first.
        posts: of the span, by time, without what later revisions change.
        posts_before: of the span before.
        met: the first posts of the topics that were met in the span, by time.
        changes: made in the span; `place` is the post's row in `known`, and beyond its end if it was published later.
        known: all posts until the end of the span.
        notes: what the front matter of its posts says, by time.
        due: predictions that are to be judged in the span, of posts of any time until its end.
        resources: rows of the frame of resources of its posts, each resource once, with `topic` beside.
        names, colours: of topics, by slug.
    """

    span: Span
    today: date
    first_on: date | None
    before: Span | None
    posts: pd.DataFrame
    posts_before: pd.DataFrame
    met: pd.DataFrame
    changes: pd.DataFrame
    known: pd.DataFrame
    notes: tuple[Notes, ...]
    due: tuple[Due, ...]
    resources: pd.DataFrame
    names: Mapping[str, str]
    colours: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TopicPart:
    """What the page of a topic may tell of its posts.

    Attributes:
        slug, name, colour: the topic's.
        posts, words, revisions: of all its posts.
        first_on, last_on: days of its first and last post.
        longest: the post with the most words, which are its `number`.
        last_day: the last local day on which something of it was published or changed.
        grain: of the periods.
        starts: the first day of each period, from the journal's first to the present one.
        counts: posts, words and revisions in each of them: int64 of the shape (periods, measures).
        resources: rows of the frame of resources of its posts, each resource once, with `topic` beside.
    """

    slug: str
    name: str
    colour: str
    posts: int
    words: int
    revisions: int
    first_on: date
    last_on: date
    longest: PostFact
    last_day: date
    grain: Grain
    starts: pd.DatetimeIndex
    counts: npt.NDArray[np.int64]
    resources: pd.DataFrame
