"""A Timeline in, the part of it that one page may tell out, and a digest of all that the part holds.

A page that is given a part cannot depend on anything else, so that equal digests mean an equal page. The digests of all
parts are computed at once; a part itself only when its page has to be made, and then from tables that are made once
for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .._seam import analytics
from ..core.fingerprints import digest_of
from ..core.grains import MEASURES, Grain, grain_between
from .parts import SpanPart, TopicPart
from .row_digests import MOVING, RowDigests
from .spans import Due, Span, post_fact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from .posts import Notes

    Positions = npt.NDArray[np.intp]

_NONE = np.empty(0, np.intp)
# So long the time of a topic is told in months.
YOUNG_YEARS = 4


@dataclass(frozen=True)
class Slices:
    """The parts of one Timeline.

    Attributes:
        timeline: the whole.
        sources: for each post, by path, the digest of what its file says.
        notes: what front matter says.
    """

    timeline: analytics.Timeline
    sources: Mapping[str, bytes]
    notes: Sequence[Notes] = ()

    @cached_property
    def digests(self) -> RowDigests:
        """Those of the Timeline's rows, and of the whole."""
        return RowDigests(self.timeline, self.sources)

    # ── Years and decades ────────────────────────────────────────────────────────────────────────────────────

    def digest_of_span(self, span: Span) -> bytes:
        """The digest of a year or a decade, and of all that was published before."""
        years = [year for year in self.digests.of_year if year <= span.last_year]
        made = [self.digests.changes_of_year.get(year, b"") for year in range(span.first_year, span.last_year + 1)]
        topics = [(topic.name, self.timeline.colours[topic.slug]) for topic in self._topics_until(span)]
        told = f"{self._today_of(span)} {topics}".encode("utf-8", "surrogatepass")
        return digest_of([self.digests.of_year[years[-1]] if years else b"", *made, told])

    def _topics_until(self, span: Span) -> list[analytics.Topic]:
        """The topics that had a post by the end of a year or a decade."""
        _, end = _within(self.digests.year_of_post, span)
        return [topic for topic in self.timeline.topics if self._first_of_topic[topic.slug] < end]

    def of_span(self, span: Span) -> SpanPart:
        """What was published until the end of a year or a decade, and what was changed in it."""
        begin, end = _within(self.digests.year_of_post, span)
        before = self._span_before(span)
        earlier = (0, 0) if before is None else _within(self.digests.year_of_post, before)
        changed = _within(self._years_of_changes, span)
        known = self._posts.iloc[:end]
        topics = self._topics_until(span)
        return SpanPart(
            span=span,
            today=self._today_of(span),
            first_on=self.timeline.summary.first_on,
            before=before,
            posts=known.iloc[begin:],
            posts_before=known.iloc[slice(*earlier)],
            met=known.iloc[[place for place in self._first_of_topic.values() if begin <= place < end]],
            changes=self._changes.iloc[slice(*changed)],
            known=known,
            notes=tuple(note for note in self._notes[begin:end] if note is not None),
            due=tuple(due for place, due in self._due if place < end and span.has(due.prediction.by.year)),
            resources=self._of_posts(known["path"].iloc[begin:]),
            names={topic.slug: topic.name for topic in topics},
            colours={topic.slug: self.timeline.colours[topic.slug] for topic in topics},
        )

    def _of_posts(self, paths: pd.Series[str]) -> pd.DataFrame:
        rows = self.resources
        return rows if rows.empty else rows[rows["post"].isin(paths)].drop_duplicates("resource")

    @cached_property
    def resources(self) -> pd.DataFrame:
        """The frame of resources with the `topic` of each row's post beside."""
        return self.timeline.resources.assign(topic=self.timeline.resources["post"].map(self.timeline.topic_of))

    @cached_property
    def _resources_of_topic(self) -> dict[str, Positions]:
        return {str(slug): np.asarray(places) for slug, places in self.resources.groupby("topic").indices.items()}

    def _span_before(self, span: Span) -> Span | None:
        place = int(np.searchsorted(self.digests.year_of_post, span.first_year))
        if place == 0:
            return None
        year = int(self.digests.year_of_post[place - 1])
        return Span(year, year) if span.is_year else Span.decade_of(year)

    def _today_of(self, span: Span) -> date:
        return min(self.timeline.today, span.last_day + timedelta(days=1))

    @cached_property
    def _posts(self) -> pd.DataFrame:
        return self.timeline.posts.drop(columns=MOVING)

    @cached_property
    def _first_of_topic(self) -> dict[str, int]:
        """For each topic the place of its first post in `_posts`, in the order of time."""
        first = self._posts["topic"].drop_duplicates()
        return {str(slug): int(place) for place, slug in first.items()}  # type: ignore[call-overload]

    @cached_property
    def _notes(self) -> list[Notes | None]:
        """What front matter says of each post, in the order of `_posts`."""
        of = {note.path: note for note in self.notes}
        return [of.get(path) for path in self._posts["path"].tolist()]

    @cached_property
    def _due(self) -> list[tuple[int, Due]]:
        """The predictions of all posts with their places in `_posts`."""
        return [
            (place, Due(prediction, post_fact(self._posts.iloc[place])))
            for place, note in enumerate(self._notes)
            if note is not None
            for prediction in note.predictions
        ]

    @property
    def all_due(self) -> list[Due]:
        """The predictions of all posts."""
        return [due for _, due in self._due]

    @cached_property
    def _order_of_changes(self) -> Positions:
        return np.argsort(self.digests.year_of_change, kind="stable")

    @cached_property
    def _years_of_changes(self) -> npt.NDArray[Any]:
        return self.digests.year_of_change[self._order_of_changes]

    @cached_property
    def _changes(self) -> pd.DataFrame:
        """The changes by their local year, each with its post's place in `_posts`."""
        changes = self.timeline.changes.iloc[self._order_of_changes].reset_index(drop=True)
        return changes.assign(place=pd.Index(self._posts["path"]).get_indexer(pd.Index(changes["post"])))

    # ── Topics ───────────────────────────────────────────────────────────────────────────────────────────────

    def digest_of_topic(self, slug: str) -> bytes:
        """The digest of a topic's posts and their changes."""
        posts, changes = self._places_of_topic[slug]
        return digest_of(
            [
                self.digests.posts[posts].tobytes(),
                self.timeline.posts["revisions"].to_numpy()[posts].tobytes(),
                self.digests.changes[changes].tobytes(),
                f"{self.timeline.summary.first_on} {self.end_of_topics}".encode(),
                f"{self._names[slug]} {self.timeline.colours[slug]}".encode("utf-8", "surrogatepass"),
            ]
        )

    def of_topic(self, slug: str) -> TopicPart:
        """A topic's posts and their changes, until the end of the present year (month, in a young journal)."""
        if slug not in self._parts_of_topics:
            self._parts_of_topics[slug] = self._part_of_topic(slug)
        return self._parts_of_topics[slug]

    @cached_property
    def _parts_of_topics(self) -> dict[str, TopicPart]:
        """Those that were asked for: after a new post few are."""
        return {}

    def _part_of_topic(self, slug: str) -> TopicPart:
        posts, row = self.timeline.posts, self._totals[slug]
        starts, counts = self._periods
        named = self._resources_of_topic.get(slug)
        return TopicPart(
            slug=slug,
            name=self._names[slug],
            colour=self.timeline.colours[slug],
            posts=int(row.posts),
            words=int(row.words),
            revisions=int(row.revisions),
            first_on=row.first_on.date(),
            last_on=row.last_on.date(),
            longest=post_fact(posts.loc[row.longest], int(posts["words"][row.longest])),
            last_day=row.last_day.date(),
            grain=self._grain,
            starts=starts,
            counts=counts[:, row.place],
            resources=self._no_resources if named is None else self.resources.iloc[named].drop_duplicates("resource"),
        )

    @cached_property
    def _no_resources(self) -> pd.DataFrame:
        return self.resources.iloc[:0]

    @cached_property
    def _totals(self) -> dict[str, Any]:
        """What is counted of each topic, by slug, with its `place` in `_periods`."""
        posts, changes = self.timeline.posts, self.timeline.changes
        totals = posts.groupby("topic").agg(
            posts=("path", "size"),
            words=("words", "sum"),
            revisions=("revisions", "sum"),
            first_on=("published_on", "min"),
            last_on=("published_on", "max"),
            longest=("words", "idxmax"),
        )
        changed_at = analytics.made_at(changes)
        changed_at = changed_at.groupby(self._topic_of_change).max().reindex(totals.index)
        last_on = totals["last_on"]
        last_day = last_on.where(~(changed_at > last_on), changed_at)
        totals = totals.assign(last_day=last_day, place=np.arange(len(totals)))
        return {str(row.Index): row for row in analytics.rows(totals)}

    @cached_property
    def _names(self) -> dict[str, str]:
        """The name of each topic, by slug."""
        return self.timeline.names

    @cached_property
    def _grain(self) -> Grain:
        is_young = grain_between(self.timeline.summary.first_on, self.end_of_topics) == "month"
        return "month" if is_young else "year"

    @cached_property
    def _periods(self) -> tuple[pd.DatetimeIndex, npt.NDArray[np.int64]]:
        """The first day of each period of the journal's life, and for each of them and each topic the measures."""
        grain = self._grain
        rows = analytics.measures.topic_time(self.timeline.posts, self.timeline.changes, grain)
        starts = pd.date_range(
            rows["period_start"].iloc[0], self.end_of_topics, freq="MS" if grain == "month" else "YS"
        )
        topics = int(rows["topic"].nunique())
        known = rows[list(MEASURES)].to_numpy().reshape(-1, topics, len(MEASURES))
        counts = np.zeros((len(starts), topics, len(MEASURES)), np.int64)
        counts[: len(known)] = known
        return starts, counts

    @cached_property
    def end_of_topics(self) -> date:
        """The end of the time that topics are drawn in, which does not move each day."""
        today = self.timeline.today
        first_on = self.timeline.summary.first_on or today
        end = date(today.year, 12, 31)
        if today.year - first_on.year > YOUNG_YEARS:
            return end
        return (date(today.year, today.month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)

    @cached_property
    def _topic_of_change(self) -> pd.Series[str]:
        return self.timeline.changes["post"].map(self.timeline.posts.set_index("path")["topic"])

    @cached_property
    def _places_of_topic(self) -> dict[str, tuple[Positions, Positions]]:
        """For each topic the positions of its posts and of their changes."""
        of_posts = self.timeline.posts.groupby("topic").indices
        of_changes = self._topic_of_change.groupby(self._topic_of_change).indices
        return {
            str(slug): (np.asarray(places), np.asarray(of_changes.get(slug, _NONE)))
            for slug, places in of_posts.items()
        }


def _within(years: npt.NDArray[Any], span: Span) -> tuple[int, int]:
    """Where the rows of a span begin and end among those that are ordered by year."""
    begin, end = np.searchsorted(years, [span.first_year, span.last_year + 1])
    return int(begin), int(end)
