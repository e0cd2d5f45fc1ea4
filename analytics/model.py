"""The values that flow between the rooms: what git said, what a post is, what is worth telling the reader.

In: nothing. Out: frozen values without behaviour of their own, shared by ``gitlog``, ``lineage``, ``frames``,
``measures`` and ``timeline``. Instants are aware ``datetime`` objects in the author's own offset, because days, weeks
and years are counted where the author was.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from typing import Literal, NamedTuple

KINDS = ("note", "paper", "book", "course", "talk", "project", "idea", "review")
RESOURCE_KINDS = ("paper", "book", "course", "talk", "video", "podcast", "software", "dataset", "article", "other")
Status = Literal["queued", "reading", "finished", "abandoned"]
STATUSES: tuple[Status, ...] = ("queued", "reading", "finished", "abandoned")
# What the name of a post's file ends in.
NOTEBOOK = ".ipynb"
POST_SUFFIXES = (
    *(".md", ".markdown", ".mkd", ".mdown", ".mdx", ".qmd", ".rmd", ".rmarkdown", ".org", ".tid", ".wiki", ".lr"),
    NOTEBOOK,
)

DateSource = Literal["front matter", "file name", "git"]


class FileChange(NamedTuple):
    """One file in one commit, as git reported it.

    A NamedTuple rather than a frozen dataclass: a long history has hundreds of thousands, and it is built three times
    faster.

    Attributes:
        status: ``A`` added, ``M`` modified, ``D`` deleted, ``R`` renamed, ``T`` type changed.
        path: path after the commit, from the repository's root; bytes that are not UTF-8 are surrogate-escaped.
        old_path: path before a rename, else None.
        score: similarity in percent of a rename, else None.
        is_regular: whether the file is a regular file after the commit (no symlink, no submodule).
        blob: object id of the file's content after the commit; all zeros when deleted.
        old_blob: object id before the commit; all zeros when added.
    """

    status: str
    path: str
    old_path: str | None
    score: int | None
    is_regular: bool
    blob: str
    old_blob: str


class Commit(NamedTuple):
    """One commit with the files that it touched.

    Attributes:
        sha: object id, 40 (or 64) hexadecimal digits.
        parents: object ids of its parents; more than one makes it a merge.
        authored_at: seconds since 1970 in UTC, or None if git's author date is junk or impossible.
        utc_offset_minutes: the author's offset east of UTC (0 where unknown).
        author: the author's name.
        email: the author's address; used for matching only and never published.
        changes: the files, in git's order. For a merge only what differs from every parent.
    """

    sha: str
    parents: tuple[str, ...]
    authored_at: int | None
    utc_offset_minutes: int
    author: str
    email: str
    changes: tuple[FileChange, ...]


class NoticeKind(Enum):
    """Conditions under which the history is incomplete, yet an honest page can be made."""

    NO_REPOSITORY = "no repository"
    NO_COMMITS = "no commits"
    SHALLOW = "shallow"
    PARTIAL = "partial clone"
    UNREADABLE = "unreadable"
    MISSING_VERSIONS = "missing versions"
    UNKNOWN_DATES = "unknown dates"
    REWRITTEN = "rewritten"


@dataclass(frozen=True, slots=True)
class Notice:
    """A typed fact about the history that reaches the page as a plain sentence.

    Attributes:
        kind: which condition.
        sentence: one sentence for a reader, with what to do about it where something can be done. Plain text, not HTML.
    """

    kind: NoticeKind
    sentence: str


@dataclass(frozen=True, slots=True)
class Post:
    """One published post as the site knows it, before its history is joined.

    Attributes:
        path: source file, from the content folder, ``/``-separated.
        slug: its name in addresses.
        url: address from the site's root, without a leading slash.
        title: plain text.
        topic: slug of its topic.
        kind: one of `KINDS`.
        published_at: aware; its offset is the author's.
        modified_at: what the front matter says of the last change, else None (then git is asked).
        words: words of prose, without code and formulas.
        date_source: where ``published_at`` comes from.
    """

    path: str
    slug: str
    url: str
    title: str
    topic: str
    kind: str
    published_at: datetime
    modified_at: datetime | None
    words: int
    date_source: DateSource


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic for life.

    Attributes:
        slug: its name in addresses and data.
        name: its name for people.
        parent: slug of the topic it belongs under, or None.
        aliases: other names and slugs that old posts use for it.
        colour: ``#rrggbb`` where its owner chose one, else None (the palette decides).
        since: first year of its life where its owner says so, else None.
        until: last year, else None.
        series: slugs of the series of the world that tell how its field stands.
    """

    slug: str
    name: str
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    colour: str | None = None
    since: int | None = None
    until: int | None = None
    series: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month or only the year, as milestones and publications have it.

    >>> PartialDate.parse("1950-10").first_day
    datetime.date(1950, 10, 1)
    >>> str(PartialDate.parse("1950-10"))
    '1950-10'
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

        Raises:
            ValueError: the text has another form, or names a day that does not exist.
        """
        match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text.strip(), flags=re.ASCII)
        if match is None:
            raise ValueError(f"{text!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        date(year, month or 1, day or 1)  # raises ValueError for a day that does not exist
        return cls(year, month, day)

    @property
    def first_day(self) -> date:
        """The first day that the date may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day that the date may mean."""
        if self.day is not None:
            return self.first_day
        month = self.month or 12
        return date(self.year, month, monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Milestone:
    """An event worth a flag on the timeline.

    Attributes:
        on: when, as precisely as it is known.
        title: plain text.
        kind: ``world`` for an event of AI, ``own`` for one of the journal.
        url: its source, or None for one of the journal's own.
        topic: slug of the topic it belongs to, or None.
        post: path of the post that marks it, or None.
        weight: of its title among those that have room; 1 is that of most.
    """

    on: PartialDate
    title: str
    kind: Literal["world", "own"]
    url: str | None = None
    topic: str | None = None
    post: str | None = None
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Met:
    """A milestone that the journal came to: the work behind it was learned.

    Attributes:
        post: path of the first post that names the work.
        on: the day it was learned.
    """

    post: str
    on: date


def instant(timestamp: int, utc_offset_minutes: int) -> datetime:
    """Seconds since 1970 and an offset, as an aware datetime in that offset."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=timestamp)
    return moment.astimezone(timezone(timedelta(minutes=utc_offset_minutes)))
