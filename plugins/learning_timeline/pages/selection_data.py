"""A Timeline in, the facts out that the timeline page's charts share: small files of JSON that a script tag can load.

A page that is opened from a disk may not fetch, but may load scripts; so each file is one assignment. What a first look
needs (the day and topic of each post) is apart from what a chart asks for later (words and revisions, titles).

Whole numbers are written as letters, a number a letter, which is half the weight of digits once it is compressed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
import pandas as pd

from .._seam import analytics
from ..charts import field
from ..core.phrases import partial_day
from ..core.quantities import quantity

FOLDER = "timeline/"
_FIRST, _BACKSLASH, _LIMIT = ord("#"), ord("\\") - ord("#"), 50_000


@dataclass(frozen=True, slots=True)
class FactFile:
    """A file of facts.

    Attributes:
        url: from the site's root, without the version.
        data: what it holds.
    """

    url: str
    data: bytes

    @property
    def versioned(self) -> str:
        """The address with the content's hash, so that a page never meets an older file in a cache."""
        return f"{self.url}?{sha256(self.data).hexdigest()[:8]}"


def first_file(timeline: analytics.Timeline, aliases: Mapping[str, str], later: Iterable[FactFile]) -> FactFile:
    """What a first look needs: the days and topics of all posts, and where the rest is.

    Args:
        timeline: what happened.
        aliases: earlier names of topics, with the slug that each has today.
        later: the files that are loaded when they are asked for.
    """
    posts = timeline.posts
    first = posts["published_on"].min()
    position = timeline.places
    days = (posts["published_on"] - first).dt.days
    value = {
        "first": f"{first:%Y-%m-%d}",
        "today": (pd.Timestamp(timeline.today) - first).days,
        "topics": [[topic.slug, topic.name, timeline.colours[topic.slug]] for topic in timeline.topics],
        "aliases": {name: slug for name, slug in sorted(aliases.items()) if slug in position and name != slug},
        "days": letters(_steps(days)),
        "topicOf": letters(posts["topic"].map(position)),
        "later": {file.url.rsplit("/", 1)[1].removesuffix(".js"): file.versioned for file in later},
    }
    return _file("facts", value)


def later_files(timeline: analytics.Timeline) -> list[FactFile]:
    """What charts ask for when they are looked at: words and revisions of all posts, titles, milestones, and the world."""
    posts = timeline.posts
    position = {path: index for index, path in enumerate(posts["path"].tolist())}
    changes = timeline.changes[timeline.changes["is_revision"]]
    made_at = analytics.made_at(changes)
    order = made_at.sort_values(kind="stable").index
    made_at, changes = made_at[order], changes.loc[order]
    days = (made_at.dt.normalize() - posts["published_on"].min()).dt.days
    files = [
        _file(
            "amounts",
            {
                "words": letters(posts["words"]),
                # A text can be older than the post's own date.
                "begin": int(days.iloc[0]) if len(days) else 0,
                "days": letters(_steps(days - days.iloc[0]) if len(days) else []),
                "hours": letters(made_at.dt.hour),
                "posts": letters(changes["post"].map(position)),
                "kept": letters(_kept(timeline)),
            },
        )
    ]
    decade = posts["published_on"].dt.year // 10 * 10
    for begin, group in posts.groupby(decade):
        files.append(_file(f"titles-{begin}", [*zip(group["title"].tolist(), group["url"].tolist(), strict=True)]))
    files.append(_file("milestones", _milestones(timeline, position)))
    if len(timeline.resources):
        files.append(_file("resources", _resources(timeline)))
    if timeline.series:
        files.append(_file("world", [_series(one) for one in field.in_order(timeline.series)]))
    return files


def _milestones(timeline: analytics.Timeline, position: Mapping[str, int]) -> list[list[int | str]]:
    """A row for each milestone: its day, date, title, source, whether it is the journal's own, topic, the post that met it, weight.

    -1 stands for no topic and for no post.
    """
    first = timeline.posts["published_on"].min().date()
    topics = timeline.places
    rows: list[list[int | str]] = []
    for one in timeline.milestones:
        met = timeline.met.get(one.url or "")
        post = position.get(one.post or (met.post if met else ""), -1)
        day, topic = (one.on.first_day - first).days, topics.get(one.topic or "", -1)
        rows.append(
            [day, partial_day(one.on), one.title, one.url or "", int(one.kind == "own"), topic, post, one.weight]
        )
    return rows


def _resources(timeline: analytics.Timeline) -> list[list[int | str | None]]:
    """A row for each resource: the day it was first learned, days since it was published, topic of the post, title."""
    first = timeline.posts["published_on"].min()
    position = timeline.places
    topic_of = timeline.topic_of
    return [
        [
            (row.learned_on - first).days,
            None if pd.isna(row.lag_days) else int(row.lag_days),
            position[topic_of[row.post]],
            row.title,
        ]
        for row in analytics.rows(timeline.resources.drop_duplicates("resource"))
    ]


def _series(series: analytics.Series) -> dict[str, Any]:
    """A series as the view of the field draws it; values are places on its axis, with their words beside."""
    human = series.human
    points = [
        (
            str(point.on),
            field.level(series, point.value),
            point.label,
            quantity(point.value, series.unit),
            int(point in series.frontier),
            point.weight,
            field.caution(series, point),
        )
        for point in series.points
    ]
    return {
        "slug": series.slug,
        "name": series.name,
        "about": series.about,
        "better": series.better,
        "human": human and [field.level(series, human.value), field.human_words(series)],
        "axis": field.value_axis(series),
        "points": points,
    }


def _kept(timeline: analytics.Timeline) -> list[int]:
    """Topic, year, words written and words kept, one row after the other."""
    position = timeline.places
    return [
        number
        for row in analytics.rows(timeline.text_kept)
        for number in (position[row.topic], row.year, row.words_written, row.words_kept)
    ]


def letters(numbers: Iterable[int]) -> str:
    """Whole numbers from zero on as text: each is the letter so many places after "#", without the backslash.

    A number from `_LIMIT` on is written as the letter of `_LIMIT`, then how often that goes into it, then what is left.

    >>> letters([0, 1, 56, 57]), [ord(letter) for letter in letters([50_001])]
    ('#$[]', [50036, 36, 36])
    """
    values = np.fromiter(numbers, np.int64)
    if not len(values) or values.max() >= _LIMIT:
        return "".join(map(_letter, values.tolist()))
    return (values + _FIRST + (values >= _BACKSLASH)).astype("<u4").tobytes().decode("utf-32-le")


def _letter(number: int) -> str:
    if number >= _LIMIT:
        return chr(_LIMIT + _FIRST + 1) + _letter(int(number) // _LIMIT) + _letter(int(number) % _LIMIT)
    return chr(number + _FIRST + (number >= _BACKSLASH))


def _steps(days: pd.Series[int]) -> list[int]:
    """Sorted days as the first one and the distances between neighbours."""
    return [int(days.iloc[0]), *np.diff(days.to_numpy(np.int64)).tolist()]


def _file(name: str, value: object) -> FactFile:
    # JSON is JavaScript as well; as a file of its own it needs none of the escapes of a script within a page.
    known = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text = f'((window.learningTimeline ??= {{}}).files ??= {{}})["{name}"] = {known};\n'
    return FactFile(f"{FOLDER}{name}.js", text.encode("utf-8", "backslashreplace"))
