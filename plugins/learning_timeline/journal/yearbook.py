"""The Timeline and what front matter says of posts in, the facts of years, decades and topics out. Pure.

A chapter is a year or ten of them. What it says depends on its own time and what came before, and not on the day of the
build: once a year is over, its facts stand. The life of a topic, on the other hand, goes on until today.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nsmallest
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._seam import analytics
from .spans import Due, PostFact, Span, post_fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from .parts import SpanPart
    from .posts import Notes

# A silence longer than this is a gap in a topic's life.
GAP_DAYS = 365
NEIGHBOURS = 12
# Of what two topics share.
SHARED_NAMES = 4
# A life is drawn at least so long, lest the first weeks of a journal fill the picture.
SHORTEST_AXIS_DAYS = 180
MOST_TICKS = 8
# More topics than this that have a week, a resource or a tag in common are no neighbours for it.
_MOST_JOINED = 1_000


@dataclass(frozen=True, slots=True)
class TopicCount:
    """How often a topic was written about in a chapter, and whether its first post is there."""

    topic: str
    posts: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class TopicChange:
    """How often a topic was written about in a chapter, and in the one before."""

    topic: str
    before: int
    posts: int

    @property
    def change(self) -> int:
        """By how many posts it grew."""
        return self.posts - self.before


@dataclass(frozen=True, slots=True)
class Chapter:
    """The facts of a year or a decade, counted in the author's local days.

    Attributes:
        span: which years.
        is_finished: whether all of its days have passed.
        posts, words, days_written: of what was published in it.
        revisions: made in it, to posts of any time.
        topics: most posts first.
        met: the first post of each topic that was met in it, in the order of time.
        first, last: its posts at the ends.
        longest: the post of it with the most words, which are its `number`.
        most_revised: the post with the most revisions made in it, which are its `number`.
        resources: what its posts name, each once, in the order of time.
        due: predictions to be judged in it, by their day.
        years: (year, posts) of each of its years until today's, zeros included.
        before: the last span of the same length that has posts, and None for the first.
        posts_before: of that one.
    """

    span: Span
    is_finished: bool
    posts: int
    words: int
    days_written: int
    revisions: int
    topics: tuple[TopicCount, ...]
    met: tuple[PostFact, ...]
    first: PostFact
    last: PostFact
    longest: PostFact
    most_revised: PostFact | None
    resources: tuple[analytics.Resource, ...]
    due: tuple[Due, ...]
    years: tuple[tuple[int, int], ...]
    before: Span | None
    posts_before: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A topic that was met together with another.

    Attributes:
        topic: its slug.
        weeks: ISO weeks in which posts of both were published.
        shared: resources and tags that posts of both name, as many as a line has room for.
        more: how many others there are.
    """

    topic: str
    weeks: int
    shared: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Life:
    """A topic from its first post to its last; places are per cent of the journal's time.

    Attributes:
        first, last: its posts at the ends.
        stretches: (begin, end) of each time without a gap.
        gaps: (begin, end) of each silence of more than a year.
        longest_gap: its first and last day without a post, or None.
        marks: places of its posts.
        ticks: (year, place).
        neighbours: most weeks first.
    """

    first: PostFact
    last: PostFact
    stretches: tuple[tuple[float, float], ...]
    gaps: tuple[tuple[float, float], ...]
    longest_gap: tuple[date, date] | None
    marks: tuple[float, ...]
    ticks: tuple[tuple[int, float], ...]
    neighbours: tuple[Neighbour, ...]


# ── Years and decades ────────────────────────────────────────────────────────────────────────────────────────


def years(timeline: analytics.Timeline) -> tuple[Span, ...]:
    """The years with posts, oldest first."""
    return tuple(Span(year, year) for year in sorted({int(year) for year in timeline.posts["published_on"].dt.year}))


def decades(timeline: analytics.Timeline) -> tuple[Span, ...]:
    """The decades with posts, oldest first."""
    return tuple(sorted({Span.decade_of(span.first_year) for span in years(timeline)}))


def chapter(part: SpanPart) -> Chapter:
    """The facts of a span, which has to have a post."""
    span, posts = part.span, part.posts
    counts = posts["published_on"].dt.year.value_counts()
    return Chapter(
        span=span,
        is_finished=part.today > span.last_day,
        posts=len(posts),
        words=int(posts["words"].sum()),
        days_written=int(posts["published_on"].nunique()),
        revisions=int(part.changes["is_revision"].sum()),
        topics=_topic_counts(posts, set(part.met["topic"])),
        met=tuple(post_fact(row) for row in analytics.rows(part.met)),
        first=post_fact(posts.iloc[0]),
        last=post_fact(posts.iloc[-1]),
        longest=_longest(posts),
        most_revised=_most_revised(part),
        resources=_resources(part.notes),
        due=tuple(
            sorted(
                part.due,
                key=lambda one: (one.prediction.by.first_day, str(one.prediction.by), one.post.on, one.post.url),
            )
        ),
        years=tuple(
            (year, int(counts.get(year, 0)))
            for year in range(span.first_year, min(span.last_year, part.today.year) + 1)
        ),
        before=part.before,
        posts_before=len(part.posts_before),
    )


def against(part: SpanPart) -> list[TopicChange]:
    """Each topic with a post in the span or the one before, most posts first."""
    before, posts = (Counter(frame["topic"].tolist()) for frame in (part.posts_before, part.posts))
    order = sorted(before.keys() | posts.keys(), key=lambda slug: (-posts[slug], -before[slug], slug))
    return [TopicChange(slug, before[slug], posts[slug]) for slug in order]


def _topic_counts(posts: pd.DataFrame, met: set[str]) -> tuple[TopicCount, ...]:
    counts = Counter(posts["topic"].tolist())
    ordered = sorted(counts, key=lambda slug: (-counts[slug], slug))
    return tuple(TopicCount(slug, counts[slug], slug in met) for slug in ordered)


def _longest(posts: pd.DataFrame) -> PostFact:
    place = int(posts["words"].argmax())
    return post_fact(posts.iloc[place], int(posts["words"].iloc[place]))


def _most_revised(part: SpanPart) -> PostFact | None:
    """Of several with as many the post that was written last, since its revisions tell more."""
    places = part.changes["place"].to_numpy()[part.changes["is_revision"].to_numpy()]
    made = np.bincount(places[places < len(part.known)], minlength=1)
    if not made.max():
        return None
    most = part.known.iloc[np.flatnonzero(made == made.max())]
    return post_fact(most.iloc[-1], int(made.max()))


def _resources(notes: Iterable[Notes]) -> tuple[analytics.Resource, ...]:
    return tuple({resource.key: resource for note in notes for resource in note.resources}.values())


# ── Topics ───────────────────────────────────────────────────────────────────────────────────────────────────


def lives(timeline: analytics.Timeline, notes: Sequence[Notes], end: date) -> dict[str, Life]:
    """The life of each topic, by slug, on the time from the first post to `end`."""
    if timeline.posts.empty:
        return {}
    posts = timeline.posts
    # As plain values: a frame for each of hundreds of topics costs more than all that is found out from it.
    days = _days(posts)
    titles, urls, topics = (posts[name].tolist() for name in ("title", "url", "topic"))
    of_topic: dict[str, list[int]] = {}
    for place, slug in enumerate(topics):
        of_topic.setdefault(slug, []).append(place)

    def fact(place: int) -> PostFact:
        return PostFact(titles[place], urls[place], topics[place], days[place])

    begin = min(days)
    end = max(end, begin + timedelta(days=SHORTEST_AXIS_DAYS))
    ticks = _ticks(begin, end)
    neighbours = _neighbours(timeline, notes)
    return {
        slug: _life(fact(its[0]), fact(its[-1]), {days[place] for place in its}, (begin, end), ticks, neighbours[slug])
        for slug, its in of_topic.items()
    }


def _days(posts: pd.DataFrame) -> list[date]:
    days: list[date] = posts["published_on"].to_numpy("datetime64[D]").tolist()
    return days


def _life(  # noqa: PLR0913, PLR0917 - all that a life is made of
    first: PostFact,
    last: PostFact,
    posted_on: Iterable[date],
    axis: tuple[date, date],
    ticks: tuple[tuple[int, float], ...],
    neighbours: tuple[Neighbour, ...],
) -> Life:
    days = sorted(posted_on)
    silences = [(last, back) for last, back in pairwise(days) if (back - last).days > GAP_DAYS]
    # A stretch begins with the first post and after each gap, and ends with the last and before each gap.
    begins = [days[0], *(back for _, back in silences)]
    ends = [*(last for last, _ in silences), days[-1]]
    longest = max(silences, key=lambda silence: (silence[1] - silence[0], silence[0]), default=None)
    return Life(
        first=first,
        last=last,
        stretches=tuple((_place(start, axis), _place(stop, axis)) for start, stop in zip(begins, ends, strict=True)),
        gaps=tuple((_place(last, axis), _place(back, axis)) for last, back in silences),
        longest_gap=longest and (longest[0] + timedelta(days=1), longest[1] - timedelta(days=1)),
        # Half a per cent is finer than a mark is wide.
        marks=tuple(dict.fromkeys(round(2 * _place(on, axis)) / 2 for on in days)),
        ticks=ticks,
        neighbours=neighbours,
    )


def _place(on: date, axis: tuple[date, date]) -> float:
    begin, end = axis
    return round(100 * (on - begin).days / (end - begin).days, 2)


def _ticks(begin: date, end: date) -> tuple[tuple[int, float], ...]:
    """Years at their first days; where the journal began in the middle of one, that is at the beginning, if it has room.

    >>> _ticks(date(2026, 11, 23), date(2027, 5, 22))
    ((2026, 0.0), (2027, 21.67))
    >>> _ticks(date(2026, 12, 7), date(2076, 11, 22))[:2]
    ((2030, 6.14), (2040, 26.16))
    """
    span = end.year - begin.year + 1
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if span / step <= MOST_TICKS or step == 1000)  # noqa: PLR2004
    starts = [year for year in range(begin.year + 1, end.year + 1) if year % step == 0]
    ticks = [(year, _place(date(year, 1, 1), (begin, end))) for year in starts]
    # Two labels need a tenth of the picture, lest they touch on a phone; years that are even are worth more than the first.
    has_room = not ticks or ticks[0][1] >= 10  # noqa: PLR2004
    return ((begin.year, 0.0), *ticks) if has_room else tuple(ticks)


def _neighbours(timeline: analytics.Timeline, notes: Sequence[Notes]) -> dict[str, tuple[Neighbour, ...]]:
    posts = timeline.posts
    topic_of = dict(zip(posts["path"].tolist(), posts["topic"].tolist(), strict=True))
    slugs = list(dict.fromkeys(posts["topic"]))
    named: dict[str, dict[str, str]] = {slug: {} for slug in slugs}
    for note in notes:
        if note.path in topic_of:
            names = named[topic_of[note.path]]
            for resource in note.resources:
                # Not taken for a tag of the same name.
                names.setdefault(f"resource {resource.key}", resource.title)
            for text in note.tags:
                names.setdefault(text.lower(), text)
    # Days since 1 January 1970, which was a Thursday.
    days = posts["published_on"].to_numpy("datetime64[D]").astype(np.int64)
    topics = pd.Index(slugs).get_indexer(pd.Index(posts["topic"]))
    weeks = _together(len(slugs), topics, (days + 3) // 7)
    # What one topic alone has joins nothing.
    times = Counter(key for slug in slugs for key in named[slug])
    number = {key: place for place, key in enumerate(key for key in times if times[key] > 1)}
    pairs = [(place, number[key]) for place, slug in enumerate(slugs) for key in named[slug] if key in number]
    shared = _together(len(slugs), *np.array(pairs, np.int64).reshape(-1, 2).T)
    found = {}
    for place, slug in enumerate(slugs):
        its_weeks, its_shared, its_names = weeks[place], shared[place], named[slug]
        met = [(-its_weeks[one], -its_shared[one], slugs[one], one) for one in its_weeks.keys() | its_shared.keys()]
        neighbours = []
        for *_, other in nsmallest(NEIGHBOURS, met):
            both = its_names.keys() & named[slugs[other]].keys()
            shown = tuple(its_names[key] for key in nsmallest(SHARED_NAMES, both))
            neighbours.append(Neighbour(slugs[other], its_weeks[other], shown, len(both) - len(shown)))
        found[slug] = tuple(neighbours)
    return found


def _together(topics: int, topic: npt.NDArray[np.int64], thing: npt.NDArray[np.int64]) -> list[Counter[int]]:
    """For each of so many topics how many things it has with each other; `topic` has the `thing` of the same place."""
    # As one number each, which takes a tenth of the time that pairs do.
    things, those_of = np.divmod(np.unique(thing * topics + topic), topics)
    having: list[list[npt.NDArray[np.int64]]] = [[] for _ in range(topics)]
    for those in np.split(those_of, np.flatnonzero(np.diff(things)) + 1):
        # A thing of a thousand topics joins none of them in particular, and to count it takes time with their square.
        for one in those.tolist() if 1 < len(those) <= _MOST_JOINED else ():
            having[one].append(those)
    found = []
    for place, its in enumerate(having):
        others, counts = np.unique(np.concatenate(its), return_counts=True) if its else (np.empty(0), np.empty(0))
        together = Counter(dict(zip(others.tolist(), counts.tolist(), strict=True)))
        del together[place]
        found.append(together)
    return found
