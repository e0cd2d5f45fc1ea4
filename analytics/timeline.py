"""Posts, history, topics and milestones in, one `Timeline` out: everything that pages and data say, at one moment.

The clock and the zone are passed in. What lies after `today` is left out, so that a page can be made as it was on any
day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from . import measures
from .frames import changes_frame, made_on, posts_frame, resources_frame, text_kept_frame, world_frame
from .identifiers import parse_identifier
from .model import Met, Milestone, Notice, NoticeKind, Post, Topic
from .world import Series, known_until

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from .bibliography import Resource
    from .history import History
    from .topics import Topics


@dataclass(frozen=True, slots=True)
class Summary:
    """The headline numbers.

    Attributes:
        posts: published posts.
        years: years with a post.
        topics: topics with a post.
        words: words of all posts, as they are.
        revisions: commits that changed a post after its first version; merges and bulk commits are none.
        first_on: day of the first post, or None if there is none.
        last_on: day of the last one.
        longest_gap_days: days of the longest silence, between two posts or since the last one.
        longest_gap_from: the day of the post before it, or None.
    """

    posts: int
    years: int
    topics: int
    words: int
    revisions: int
    first_on: date | None
    last_on: date | None
    longest_gap_days: int
    longest_gap_from: date | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """What was learned until `today`.

    Attributes:
        today: the last day that counts.
        posts, changes, cadence, topic_years, text_kept, resources, world: frames, as `frames` declares them.
        topics: those with a post, by their first post.
        colours: ``#rrggbb`` of each of them, by slug.
        milestones: by time.
        met: for each milestone whose source is something that was studied, by its address, when and where.
        notices: in which ways the history is incomplete.
        summary: the headline numbers.
        series: of the world, as they were known on `today`.
    """

    today: date
    posts: pd.DataFrame
    changes: pd.DataFrame
    cadence: pd.DataFrame
    topic_years: pd.DataFrame
    text_kept: pd.DataFrame
    resources: pd.DataFrame
    topics: tuple[Topic, ...]
    colours: Mapping[str, str]
    milestones: tuple[Milestone, ...]
    met: Mapping[str, Met]
    notices: tuple[Notice, ...]
    summary: Summary
    series: tuple[Series, ...]
    world: pd.DataFrame

    @property
    def names(self) -> dict[str, str]:
        """The name of each topic, by slug."""
        return {topic.slug: topic.name for topic in self.topics}

    @property
    def places(self) -> dict[str, int]:
        """The place of each topic among `topics`, by slug."""
        return {topic.slug: place for place, topic in enumerate(self.topics)}

    @property
    def topic_of(self) -> dict[str, str]:
        """The slug of each post's topic, by the post's path."""
        return dict(zip(self.posts["path"].tolist(), self.posts["topic"].tolist(), strict=True))


def analyse(  # noqa: PLR0913 - all that a journal consists of
    posts: Sequence[Post],
    history: History,
    *,
    topics: Topics,
    milestones: Sequence[Milestone],
    today: date,
    studied: Iterable[tuple[str, Resource]] = (),
    series: Iterable[Series] = (),
) -> Timeline:
    """Compute the Timeline.

    Args:
        posts: published posts, their topics given by slug.
        history: of the repository that they are in.
        topics: the declared topics; others are made from their slugs.
        milestones: of the world and the journal.
        today: the last day that counts, as a local day of the author.
        studied: pairs of a post's path and a resource that it names.
        series: of the world.
    """
    posts = [post for post in posts if post.published_at.date() <= today]
    changes = changes_frame(history, {post.path for post in posts})
    changes = changes[made_on(changes) <= pd.Timestamp(today)].reset_index(drop=True)
    table = posts_frame(posts, history, changes)
    first_posts = table.drop_duplicates("topic").sort_values(["published_on", "published_at", "topic"])
    ordered = tuple(map(topics.resolve, first_posts["topic"].tolist()))
    days_of_topics: dict[str, list[date]] = {}
    for slug, on in zip(table["topic"].tolist(), table["published_on"].to_numpy("datetime64[D]").tolist(), strict=True):
        days_of_topics.setdefault(slug, []).append(on)
    studied = tuple(studied)
    learned = resources_frame(studied, table, today)
    known_series = known_until(series, today)
    past = sorted((m for m in milestones if m.on.first_day <= today), key=lambda m: (m.on.first_day, m.title))
    return Timeline(
        today=today,
        posts=table,
        changes=changes,
        cadence=measures.cadence(table, changes, until=today),
        topic_years=measures.topic_years(table, changes),
        text_kept=text_kept_frame(table, history),
        resources=learned,
        topics=ordered,
        colours=topics.colours(ordered, days_of_topics),
        milestones=tuple(past),
        met=_met(past, studied, learned),
        # What was rewritten is for whoever keeps the journal: its readers never see which names are gone.
        notices=tuple(one for one in history.notices if one.kind is not NoticeKind.REWRITTEN),
        summary=summary_of(table, len(ordered), int(table["revisions"].sum()), today),
        series=known_series,
        world=world_frame(known_series),
    )


def _met(
    milestones: Iterable[Milestone], studied: Iterable[tuple[str, Resource]], learned: pd.DataFrame
) -> dict[str, Met]:
    """For each address that is the source of a milestone and a name of something studied, where that was first learned."""
    key_of = {name: resource.key for _, resource in studied for name in resource.identifiers}
    first = learned.drop_duplicates("resource")
    learned_of = {
        key: Met(post, on)
        for key, post, on in zip(first["resource"], first["post"], first["learned_on"].dt.date, strict=True)
    }
    met = {}
    for milestone in milestones:
        try:
            found = learned_of.get(key_of.get(parse_identifier(milestone.url), "")) if milestone.url else None
        except ValueError:
            continue
        if found is not None:
            met[str(milestone.url)] = found
    return met


def summary_of(posts: pd.DataFrame, topics: int, revisions: int, until: date) -> Summary:
    """The headline numbers of a frame of posts; a silence that goes on lasts until the day that is given."""
    gap, gap_from = measures.longest_gap(posts, until)
    return Summary(
        posts=len(posts),
        years=int(posts["published_on"].dt.year.nunique()),
        topics=topics,
        words=int(posts["words"].sum()),
        revisions=revisions,
        first_on=None if posts.empty else posts["published_on"].min().date(),
        last_on=None if posts.empty else posts["published_on"].max().date(),
        longest_gap_days=gap,
        longest_gap_from=gap_from,
    )
