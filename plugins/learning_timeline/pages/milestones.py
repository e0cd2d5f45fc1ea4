"""Milestones as lists show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from .._seam import analytics
from ..core.phrases import partial_day
from ..journal.spans import Span
from ..web.snapshots import SavedLink
from .links import PageLink, TopicName, topic_names


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A milestone as a list shows it: `on` as data have its day, month or year, `said` as pages do."""

    on: str
    said: str
    title: str
    url: str | None
    kind: str
    topic: TopicName | None
    post: PageLink | None
    met: PageLink | None
    met_on: date | None
    saved: SavedLink | None

    @property
    def day(self) -> str:
        """Its day, or the first of its month or year."""
        return f"{self.on}-01-01"[:10] if self.on.count("-") < 2 else self.on  # noqa: PLR2004 - year, month, day


@dataclass(frozen=True, slots=True)
class Decade:
    """The milestones of ten years; `label` as addresses have it, `title` for readers."""

    label: str
    title: str
    milestones: tuple[MilestoneView, ...]


def milestones_of(milestones: Sequence[MilestoneView], span: Span) -> tuple[MilestoneView, ...]:
    """The milestones of a year or a decade."""
    return tuple(one for one in milestones if span.has(int(one.on[:4])))


def milestone_views(
    timeline: analytics.Timeline, link_of: Mapping[str, PageLink], gone: Mapping[str, SavedLink]
) -> tuple[MilestoneView, ...]:
    """Milestones in the order of time, with their topics, the posts that came to them, and saved texts of what is gone."""
    topics = topic_names(timeline)
    met = {url: (link_of[one.post], one.on) for url, one in timeline.met.items()}
    return tuple(
        MilestoneView(
            on=str(milestone.on),
            said=partial_day(milestone.on),
            title=milestone.title,
            url=milestone.url,
            kind=milestone.kind,
            topic=topics.get(milestone.topic or ""),
            post=link_of.get(milestone.post or ""),
            met=met[milestone.url][0] if milestone.url in met else None,
            met_on=met[milestone.url][1] if milestone.url in met else None,
            saved=gone.get(milestone.url or ""),
        )
        for milestone in timeline.milestones
    )


def decades(milestones: Sequence[MilestoneView]) -> tuple[Decade, ...]:
    """Milestones by ten years, oldest first; expects them in the order of time."""
    return tuple(
        Decade(span.label, span.title, tuple(group))
        for span, group in groupby(milestones, key=lambda milestone: Span.decade_of(int(milestone.on[:4])))
    )
