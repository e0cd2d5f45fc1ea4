"""A few written-down posts in, a Timeline out, without git and without Pelican."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

import analytics
from analytics.lineage import trace
from analytics.log import Log
from analytics.model import Commit, FileChange
from analytics.texts import Texts, read_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def timeline(  # noqa: PLR0913 - what a journal may have, each by its name
    posts: Iterable[tuple[str, str, int]],
    *,
    today: str,
    names: Mapping[str, str] | None = None,
    versions: Sequence[str] = (),
    milestones: Sequence[analytics.Milestone] = (),
    series: Sequence[analytics.Series] = (),
    resources: Iterable[tuple[int, int]] = (),
) -> analytics.Timeline:
    """A Timeline of posts given as (day, topic's slug, words); `versions` are days of commits of the first post.

    `resources` are positions of posts, in the order of their days, that name one, each with the year in which it was published.
    """
    known = names or {}
    written = [post(day, topic, words=words, number=number) for number, (day, topic, words) in enumerate(sorted(posts))]
    slugs = dict.fromkeys(one.topic for one in written)
    topics = analytics.Topics({}, {}).including(
        analytics.Topic(slug=slug, name=known.get(slug, slug.title())) for slug in slugs
    )
    made = history({written[0].path: versions}) if written else history({})
    studied = [(written[at].path, resource(number, year)) for number, (at, year) in enumerate(resources)]
    return analytics.analyse(
        written,
        made,
        topics=topics,
        milestones=milestones,
        today=date.fromisoformat(today),
        series=series,
        studied=studied,
    )


def resource(number: int, year: int) -> analytics.Resource:
    """A paper that appeared in a year."""
    names = (analytics.Identifier("url", f"https://example.org/{number}"),)
    return analytics.Resource(
        f"paper-{number}", names, "paper", f"Paper {number}", published_on=analytics.PartialDate(year)
    )


def post(when: str, topic: str = "rl", *, words: int = 100, number: int = 0, path: str = "") -> analytics.Post:
    """A post published on a day (then at noon in UTC) or at an instant with an offset."""
    moment = datetime.fromisoformat(when)
    return analytics.Post(
        path=path or f"posts/{number:05d}.md",
        slug=f"post-{number}",
        url=f"posts/{number}/",
        title=f"Post {number}",
        topic=topic,
        kind="note",
        published_at=moment if moment.tzinfo else moment.replace(hour=12, tzinfo=UTC),
        modified_at=None,
        words=words,
        date_source="front matter",
    )


def history(versions: Mapping[str, Sequence[str]], *, bulk: Iterable[int] = ()) -> analytics.History:
    """A history of one-file commits, given for each path as days or instants with an offset, oldest first.

    `bulk` are the positions of bulk commits, counted over all paths.
    """
    commits = []
    for path, moments in versions.items():
        for nth, when in enumerate(moments):
            moment = datetime.fromisoformat(when)
            moment = moment if moment.tzinfo else moment.replace(hour=12, tzinfo=UTC)
            offset = moment.utcoffset()
            assert offset is not None
            old, new = (f"{hash_of(path, at):040x}" for at in (nth - 1, nth))
            change = FileChange(
                "M" if nth else "A",
                path,
                None,
                None,
                is_regular=True,
                blob=new,
                old_blob=old if nth else "0" * 40,
            )
            minutes = int(offset.total_seconds() // 60)
            commits.append(
                Commit(f"{len(commits):040x}", (), int(moment.timestamp()), minutes, "Author", "", (change,))
            )
    texts = {
        f"{hash_of(path, nth):040x}".encode(): text_of(nth)
        for path, moments in versions.items()
        for nth in range(len(moments))
    }
    log = Log.of(commits)
    lineage = trace(log)
    paths = np.array([log.paths.place[path] for path, moments in versions.items() if moments], np.int32)
    identities = lineage.at_head(paths)
    heads = [f"{hash_of(path, len(moments) - 1):040x}" for path, moments in versions.items() if moments]
    is_bulk = np.isin(np.arange(len(log)), list(bulk))
    return analytics.History(
        head=commits[-1].sha if commits else None,
        log=log,
        identity=lineage.identity,
        head_path=paths,
        head_identity=identities,
        names=tuple(person.partition("\n")[0] for person in log.people),
        is_bulk=is_bulk,
        is_boundary=np.zeros(len(log), np.bool_),
        texts=read_texts(
            log,
            lineage,
            (identities, np.array(heads, "S40")),
            is_bulk=is_bulk,
            until=None,
            known=Texts(),
            changed=identities,
            versions=lambda blobs: [(blob, texts[blob]) for blob in blobs],
        ),
    )


def text_of(nth: int) -> bytes:
    """The nth version of a file, of five words more than the one before it, five of whose words it rewrites."""
    return "\n".join([f"The version of number {nth}", *(f"A line of number {line}" for line in range(nth))]).encode()


def hash_of(path: str, nth: int) -> int:
    """A number that stands for a version of a file, the same in every run."""
    return int.from_bytes(f"{path}:{nth}".encode(), "big") % 16**40


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
    return every(7, first, weeks, topic, words)


def every(days: int, first: str, times: int, topic: str, words: int = 100) -> list[tuple[str, str, int]]:
    """So many posts on one topic, each so many days after the one before."""
    start = date.fromisoformat(first)
    return [(str(start + timedelta(days=days * nth)), topic, words) for nth in range(times)]
