"""A few written-down posts in, a Timeline out, without git and without Pelican."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pandas as pd

import analytics
from analytics import frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def timeline(
    posts: Iterable[tuple[str, str, int]],
    *,
    today: str,
    names: Mapping[str, str] | None = None,
    revisions: Sequence[str] = (),
    milestones: Sequence[analytics.Milestone] = (),
) -> analytics.Timeline:
    """A Timeline of posts given as (day, topic's slug, words); `revisions` are days of changes to the first post."""
    names = names or {}
    ordered = sorted(posts)
    instants = [_noon(day) for day, _, _ in ordered]
    paths = [f"posts/{number:05d}.md" for number in range(len(ordered))]
    table = frames.frame(
        {
            "path": paths,
            "slug": [f"post-{number}" for number in range(len(ordered))],
            "url": [f"posts/{number}/" for number in range(len(ordered))],
            "title": [f"Post {number}" for number in range(len(ordered))],
            "topic": [topic for _, topic, _ in ordered],
            "kind": ["note"] * len(ordered),
            "published_at": instants,
            "utc_offset_minutes": [0] * len(ordered),
            "published_on": [datetime.combine(day.date(), time()) for day in instants],
            "created_on": [None] * len(ordered),
            "modified_at": [None] * len(ordered),
            "revisions": [len(revisions) if number == 0 else 0 for number in range(len(ordered))],
            "words": [words for _, _, words in ordered],
            "reading_minutes": [1] * len(ordered),
            "date_source": ["front matter"] * len(ordered),
        },
        frames.POSTS,
    )
    changes = frames.frame(
        {
            "sha": [f"{number:040x}" for number in range(len(revisions))],
            "path": [paths[0]] * len(revisions) if revisions else [],
            "post": [paths[0]] * len(revisions) if revisions else [],
            "author": ["Author"] * len(revisions),
            "authored_at": [_noon(day) for day in revisions],
            "utc_offset_minutes": [0] * len(revisions),
            "lines_added": [1] * len(revisions),
            "lines_deleted": [0] * len(revisions),
            "is_bulk": [False] * len(revisions),
            "words_added": [5] * len(revisions),
        },
        frames.CHANGES,
    )
    until = date.fromisoformat(today)
    order = list(dict.fromkeys(topic for _, topic, _ in ordered))
    topics = tuple(analytics.Topic(slug=slug, name=names.get(slug, slug.title())) for slug in order)
    gap, gap_from = analytics.measures.longest_gap(table)
    return analytics.Timeline(
        today=until,
        posts=table,
        changes=changes,
        cadence=analytics.measures.cadence(table, changes, until=until),
        topic_years=analytics.measures.topic_years(table, changes),
        topics=topics,
        colours=analytics.Topics({}, {}).colours(topics),
        milestones=tuple(milestones),
        notices=(),
        summary=analytics.Summary(
            posts=len(table),
            years=int(table["published_on"].dt.year.nunique()),
            topics=len(topics),
            words=int(table["words"].sum()),
            revisions=len(revisions),
            first_on=None if table.empty else table["published_on"].min().date(),
            last_on=None if table.empty else table["published_on"].max().date(),
            longest_gap_days=gap,
            longest_gap_from=gap_from,
        ),
    )


def milestone(on: str, title: str, kind: str = "world") -> analytics.Milestone:
    """A milestone of the world (or `own`)."""
    assert kind in {"world", "own"}
    return analytics.Milestone(
        on=analytics.PartialDate.parse(on),
        title=title,
        kind="own" if kind == "own" else "world",
        url="https://example.org/",
    )


def weekly(topic: str, first: str, weeks: int, words: int = 100) -> list[tuple[str, str, int]]:
    """A post a week on one topic."""
    start = date.fromisoformat(first)
    return [(str(start + timedelta(days=7 * week)), topic, words) for week in range(weeks)]


def _noon(day: str) -> pd.Timestamp:
    return pd.Timestamp(f"{day}T12:00:00Z")
