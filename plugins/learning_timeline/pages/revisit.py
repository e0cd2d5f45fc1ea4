"""The journal and a day in, what to read again out: this day in other years, the longest untouched, what asked for it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from .._seam import analytics
from ..building.page import Page
from ..core.deferred import Deferred
from ..core.html import plain_title
from ..core.language import gettext
from ..journal.field import standings
from .links import REVISIT_URL, PageLink, TopicLink

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from pelican.contents import Article

    from .journal import Journal

MOST = 12


@dataclass(frozen=True, slots=True)
class Visit:
    """A page to come back to, and a day that belongs to it."""

    link: PageLink
    on: date


@dataclass(frozen=True, slots=True)
class TopicVisit:
    """A topic to come back to, and when anything of it was last written or revised."""

    topic: TopicLink
    on: date


@dataclass(frozen=True, slots=True)
class WorldVisit:
    """A post whose world has changed, the day it was written, and what has changed, as clauses."""

    link: PageLink
    on: date
    then: str
    since: str


@dataclass(frozen=True, slots=True)
class RevisitView:
    """The page of what to read again.

    Attributes:
        this_day: posts of this day in earlier years, the last year first.
        asked_for: posts whose `review_after` has come and that were not revised since, the longest ago first.
        posts: those untouched for longest.
        topics: likewise.
        world: posts whose world has changed most since they were written; of each series the first one.
    """

    this_day: tuple[Visit, ...]
    asked_for: tuple[Visit, ...]
    posts: tuple[Visit, ...]
    topics: tuple[TopicVisit, ...]
    world: tuple[WorldVisit, ...]


def revisit_view(
    timeline: analytics.Timeline, articles: Sequence[Article], topics: Mapping[str, TopicLink]
) -> RevisitView:
    """What to read again today."""
    today = timeline.today
    posts = timeline.posts
    rows = posts.assign(touched=_touched_on(timeline))
    oldest = rows.sort_values(["touched", "path"]).head(MOST)
    by_topic = rows.groupby("topic")["touched"].max().sort_values(kind="stable")
    # A loop over all posts of a long life takes longer than all else here.
    of_month = rows[(rows["published_on"].dt.month == today.month) & (rows["published_on"].dt.year < today.year)]
    return RevisitView(
        this_day=tuple(
            Visit(PageLink(row.title, row.url), row.published_on.date())
            for row in analytics.rows(of_month.iloc[::-1])
            if _is_anniversary(row.published_on.date(), today)
        ),
        asked_for=tuple(_asked_for(articles, dict(zip(rows["path"], rows["touched"].dt.date, strict=True)), today)),
        posts=tuple(
            Visit(PageLink(row.title, row.url), row.touched.date())
            for row in analytics.rows(oldest)
            if row.touched < pd.Timestamp(today)
        ),
        topics=tuple(
            TopicVisit(topics[str(slug)], on.date())
            for slug, on in zip(by_topic.index[:MOST], by_topic.iloc[:MOST], strict=True)
            if on < pd.Timestamp(today)
        ),
        world=_changed_world(timeline),
    )


def _changed_world(timeline: analytics.Timeline) -> tuple[WorldVisit, ...]:
    """Posts whose world has changed most, the largest change first; of several on one stand of a series the first."""
    series_of = {topic.slug: topic.series for topic in timeline.topics}
    found: dict[tuple[str, str], tuple[float, str, WorldVisit]] = {}
    with_series = [slug for slug, series in series_of.items() if series]
    for row in analytics.rows(timeline.posts[timeline.posts["topic"].isin(with_series)]):
        for one in standings(timeline.series, series_of[row.topic], row.published_on.date()):
            if one.since:
                visit = WorldVisit(PageLink(row.title, row.url), row.published_on.date(), one.then, one.since)
                found.setdefault((one.slug, one.then), (-one.moved, row.path, visit))
    return tuple(visit for _, _, visit in sorted(found.values(), key=lambda entry: entry[:2])[:MOST])


def _touched_on(timeline: analytics.Timeline) -> pd.Series:
    """The day on which each post's text was last written or revised, shape (posts,); a move alone leaves a text alone."""
    posts, changes = timeline.posts, timeline.changes
    made = changes[~changes["is_bulk"] & (changes["lines_added"] + changes["lines_deleted"] > 0)]
    made_on = analytics.made_on(made)
    last = made_on.groupby(made["post"]).max().reindex(posts["path"]).set_axis(posts.index)
    return posts["published_on"].where(~(last > posts["published_on"]), last)


def _is_anniversary(on: date, today: date) -> bool:
    """Whether it is the day; what was written on 29 February comes on the 28th where there is no 29th."""
    if (on.month, on.day) == (2, 29) and not calendar.isleap(today.year):
        return (today.month, today.day) == (2, 28)
    return (on.month, on.day) == (today.month, today.day)


def _asked_for(articles: Sequence[Article], touched_on: Mapping[str, date], today: date) -> list[Visit]:
    """Posts whose `review_after` has come, and that were not revised since."""
    found = []
    for article in articles:
        try:
            due = analytics.PartialDate.parse(str(getattr(article, "review_after", "")))
        except ValueError:
            continue
        if touched_on.get(article.relative_source_path, due.first_day) < due.first_day <= today:
            found.append(Visit(PageLink(plain_title(article), article.url), due.first_day))
    return sorted(found, key=lambda visit: (visit.on, visit.link.url))


def pages(journal: Journal) -> Iterator[Page]:
    """`/revisit/`."""
    asked = [article for article in journal.articles if getattr(article, "review_after", "")]
    inputs = journal.slices.digests.whole, sorted(f"{article.url} {article.review_after}" for article in asked)
    view = Deferred(inputs, lambda: revisit_view(journal.timeline, asked, journal.topics))
    yield Page(REVISIT_URL, "revisit", gettext("Read again"), {"revisit": view})
