"""A Timeline in, the part of it that one page may tell out, and a digest of all that the part holds.

A page that is given a slice cannot depend on anything else, so that equal digests mean an equal page. The digests of all
slices are worked out at once; a slice itself only when its page has to be made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ._seam import analytics
from .fingerprints import digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from .yearbook import Span

# What later revisions of a post change: no part of a slice that ends with a year.
_MOVING = ["modified_at", "revisions"]
# So long the time of a topic is told in months.
YOUNG_YEARS = 4


@dataclass(frozen=True)
class Slices:
    """The slices of one Timeline.

    Attributes:
        timeline: the whole.
        sources: for each post, by path, the digest of what its file says.
    """

    timeline: analytics.Timeline
    sources: Mapping[str, bytes]

    def digest_of_span(self, span: Span) -> bytes:
        """The digest of a year or a decade, and of all that was published before."""
        years = [year for year in self._of_year if year <= span.last_year]
        made = [self._changes_of_year.get(year, b"") for year in range(span.first_year, span.last_year + 1)]
        return digest_of([self._of_year[years[-1]] if years else b"", *made, f"{self._today_of(span)}".encode()])

    def of_span(self, span: Span) -> analytics.Timeline:
        """What was published until the end of a year or a decade, and what was changed in it.

        Its today is at most the day after, and what later revisions change is missing, so that reading it is an error.
        """
        posts, changes = self.timeline.posts, self.timeline.changes
        posts = posts[self._year_of_post <= span.last_year].drop(columns=_MOVING)
        year = self._year_of_change
        return self._part(posts, changes[(year >= span.first_year) & (year <= span.last_year)], self._today_of(span))

    def digest_of_topic(self, slug: str) -> bytes:
        """The digest of a topic's posts and their changes."""
        posts, changes = self._places_of_topic[slug]
        return digest_of(
            [
                self._rows_of_posts[posts].tobytes(),
                self.timeline.posts["revisions"].to_numpy()[posts].tobytes(),
                self._rows_of_changes[changes].tobytes(),
                f"{self.timeline.summary.first_on} {self.end_of_topics}".encode(),
            ]
        )

    def of_topic(self, slug: str) -> analytics.Timeline:
        """A topic's posts and their changes, until the end of the present year (month, in a young journal)."""
        posts, changes = self._places_of_topic[slug]
        part = self._part(self.timeline.posts.iloc[posts], self.timeline.changes.iloc[changes], self.end_of_topics)
        # A topic is seen within the life of the whole journal.
        return replace(part, summary=replace(part.summary, first_on=self.timeline.summary.first_on))

    def _part(self, posts: pd.DataFrame, changes: pd.DataFrame, today: date) -> analytics.Timeline:
        named = set(posts["topic"])
        topics = tuple(topic for topic in self.timeline.topics if topic.slug in named)
        return replace(
            self.timeline,
            today=today,
            posts=posts.reset_index(drop=True),
            changes=changes.reset_index(drop=True),
            cadence=self.timeline.cadence.iloc[:0],
            topic_years=self.timeline.topic_years.iloc[:0],
            text_kept=self.timeline.text_kept.iloc[:0],
            topics=topics,
            colours={topic.slug: self.timeline.colours[topic.slug] for topic in topics},
            milestones=(),
            summary=analytics.summary_of(posts, len(topics), int((~changes["is_bulk"]).sum())),
        )

    def _today_of(self, span: Span) -> date:
        return min(self.timeline.today, span.last_day + timedelta(days=1))

    @cached_property
    def digest(self) -> bytes:
        """The digest of the whole."""
        whole = self.timeline
        values = (
            [(topic.slug, topic.name, topic.parent, whole.colours[topic.slug]) for topic in whole.topics],
            [(str(one.on), one.title, one.kind, one.url, one.topic) for one in whole.milestones],
            [notice.sentence for notice in whole.notices],
        )
        return digest_of(
            [
                self._rows_of_posts.tobytes(),
                _rows(whole.posts[_MOVING]).tobytes(),
                self._rows_of_changes.tobytes(),
                _rows(whole.text_kept).tobytes(),
                f"{whole.today} {values}".encode("utf-8", "surrogatepass"),
            ]
        )

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
    def _year_of_post(self) -> npt.NDArray[Any]:
        return np.asarray(self.timeline.posts["published_on"].dt.year)

    @cached_property
    def _year_of_change(self) -> npt.NDArray[Any]:
        changes = self.timeline.changes
        return analytics.local_time(changes["authored_at"], changes["utc_offset_minutes"]).dt.year.to_numpy()

    @cached_property
    def _rows_of_posts(self) -> npt.NDArray[np.uint64]:
        """A digest of each post's row, with what its file says."""
        posts = self.timeline.posts.drop(columns=_MOVING)
        return _rows(posts.assign(source=[self.sources.get(path, b"").hex() for path in posts["path"]]))

    @cached_property
    def _rows_of_changes(self) -> npt.NDArray[np.uint64]:
        return _rows(self.timeline.changes)

    @cached_property
    def _of_year(self) -> dict[int, bytes]:
        """For each year with posts the digest of what was published until its end, oldest first."""
        digests, before = {}, b""
        for year in np.unique(self._year_of_post):
            before = digest_of([before, self._rows_of_posts[self._year_of_post == year].tobytes()])
            digests[int(year)] = before
        return digests

    @cached_property
    def _changes_of_year(self) -> dict[int, bytes]:
        return {
            int(year): digest_of([self._rows_of_changes[self._year_of_change == year].tobytes()])
            for year in np.unique(self._year_of_change)
        }

    @cached_property
    def _places_of_topic(self) -> dict[str, tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
        """For each topic the positions of its posts and of their changes."""
        posts = self.timeline.posts
        topic_of_change = self.timeline.changes["post"].map(posts.set_index("path")["topic"])
        of_posts, of_changes = posts.groupby("topic").indices, topic_of_change.groupby(topic_of_change).indices
        none = np.empty(0, np.intp)
        return {
            str(slug): (np.asarray(places), np.asarray(of_changes.get(slug, none))) for slug, places in of_posts.items()
        }


def _rows(frame: pd.DataFrame) -> npt.NDArray[np.uint64]:
    return np.asarray(pd.util.hash_pandas_object(frame, index=False), np.uint64)
