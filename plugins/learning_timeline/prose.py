"""A Timeline in, sentences out: what a page says in words, with the numbers that its charts show.

Plain text, not HTML; templates escape it. The same facts always give the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ._seam import analytics

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd


NAMED_TOPICS = 3


@dataclass(frozen=True, slots=True)
class YearFacts:
    """What a year's page says; `topics` holds (slug, posts, whether new that year), most posts first."""

    sentence: str
    topics: tuple[tuple[str, int, bool], ...]
    words: int
    days_written: int


def journal_sentence(timeline: analytics.Timeline) -> str:
    """What happened in the whole life of the journal, in a few sentences."""
    summary = timeline.summary
    if summary.first_on is None or summary.last_on is None:
        return "No post has been published yet. The first one starts the timeline."
    names = [topic.name for topic in _by_posts(timeline)]
    if summary.first_on == summary.last_on:
        return (
            f"The journal began on {day(summary.first_on)}, with {counted(summary.posts, 'post')} on {listed(names)}."
        )
    span = f"From {day(summary.first_on)} to {day(summary.last_on)}"
    sentence = f"{span}, {counted(summary.posts, 'post')} of {counted(summary.words, 'word')} in all"
    sentence += f" on {counted(summary.topics, 'topic')}" if len(names) > NAMED_TOPICS else f" on {listed(names)}"
    if len(names) > NAMED_TOPICS:
        sentence += f", most often {listed(names[:NAMED_TOPICS])}"
    if summary.longest_gap_days and summary.longest_gap_days > 1:
        sentence += f". The longest silence was {counted(summary.longest_gap_days, 'day')}"
    return sentence + "."


def year_facts(timeline: analytics.Timeline, year: int) -> YearFacts:
    """The facts of one year, counted in the author's local days."""
    posts = timeline.posts[timeline.posts["published_on"].dt.year == year]
    rows = timeline.topic_years[(timeline.topic_years["year"] == year) & (timeline.topic_years["posts"] > 0)]
    rows = rows.sort_values(["posts", "topic"], ascending=[False, True])
    names = {topic.slug: topic.name for topic in timeline.topics}
    new = [names[slug] for slug in rows.loc[rows["is_new"], "topic"]]
    words, days_written = int(posts["words"].sum()), int(posts["published_on"].nunique())
    foremost = [f"{names[row.topic]} ({row.posts:,})" for row in analytics.rows(rows.head(NAMED_TOPICS))]
    most = " foremost" if len(rows) > NAMED_TOPICS else ""
    counts = f"{counted(len(posts), 'post')} with {counted(words, 'word')} in all"
    spread = f"published on {counted(days_written, 'day')}, about {counted(len(rows), 'topic')}"
    sentences = [f"{counts}, {spread}: {listed(foremost)}{most}."]
    if new:
        sentences.append(f"Met for the first time: {listed(new, most=8)}.")
    sentences.append(f"The longest post is {_longest(posts)}.")
    if (before := _posts_in(timeline, year - 1)) and year < timeline.today.year:
        sentences.append(f"The year before had {counted(before, 'post')}.")
    return YearFacts(
        sentence=" ".join(sentences),
        topics=tuple((str(row.topic), int(row.posts), bool(row.is_new)) for row in analytics.rows(rows)),
        words=words,
        days_written=days_written,
    )


def topic_sentence(timeline: analytics.Timeline, slug: str) -> str:
    """The life of one topic: how much, from when to when, and how often it was revised."""
    posts = timeline.posts[timeline.posts["topic"] == slug]
    first, last = posts["published_on"].min().date(), posts["published_on"].max().date()
    words, revisions = int(posts["words"].sum()), int(posts["revisions"].sum())
    when = f"on {day(first)}" if first == last else f"from {day(first)} to {day(last)}"
    sentence = f"{counted(len(posts), 'post')} with {counted(words, 'word')} in all, published {when}"
    if revisions:
        sentence += f", in {counted(revisions, 'revision')}"
    return f"{sentence}. The longest is {_longest(posts)}."


def counted(number: int, noun: str) -> str:
    """A number and its noun, with thousands separated.

    >>> counted(1, "post"), counted(19204, "post")
    ('1 post', '19,204 posts')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def day(on: date) -> str:
    """A day as a reader writes it, whatever the machine's language.

    >>> from datetime import date
    >>> day(date(2026, 11, 3))
    '3 November 2026'
    """
    months = "January February March April May June July August September October November December".split()  # noqa: SIM905
    return f"{on.day} {months[on.month - 1]} {on.year}"


def listed(names: Sequence[str], most: int = 12) -> str:
    """Names in a sentence, the last joined by "and"; past `most` of them the rest are counted.

    >>> listed(["graphs", "diffusion", "agents"])
    'graphs, diffusion and agents'
    >>> listed(["a", "b", "c", "d"], most=2)
    'a, b and 2 more'
    """
    if len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _by_posts(timeline: analytics.Timeline) -> list[analytics.Topic]:
    counts = timeline.posts["topic"].value_counts()
    return sorted(timeline.topics, key=lambda topic: (-counts[topic.slug], topic.slug))


def _posts_in(timeline: analytics.Timeline, year: int) -> int:
    return int((timeline.posts["published_on"].dt.year == year).sum())


def _longest(posts: pd.DataFrame) -> str:
    (longest,) = analytics.rows(posts.nlargest(1, "words"))
    return f"“{longest.title}” ({counted(longest.words, 'word')})"
