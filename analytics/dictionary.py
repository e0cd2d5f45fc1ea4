"""What each column of the open data means, for people and programs: the one data dictionary.

The page of data, the Frictionless package and the reader of published data (`data_versions`) all take it from here; the
types are those of the schemas in `frames`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from . import frames
from .bibliography import RESOURCE_KINDS, STATUSES

# Raised whenever a program that reads the data as it was would misread it, with a migration in `data_versions`.
DATA_VERSION: Final = 3
# With what a spreadsheet takes a text for a formula, by the advice of OWASP on CSV injection; a number with its sign is none.
# Apostrophes before it count, so that one that was put there can be told from those of the text.
FORMULA: Final = re.compile(r"'*(?:[=@\t\r]|[+-](?![\d.,]+%?$))")

_TYPES = {
    frames.INSTANT: "datetime",
    frames.DAY: "date",
    frames.COUNT: "integer",
    frames.MAYBE_COUNT: "integer",
    frames.NUMBER: "number",
    frames.TEXT: "string",
    frames.FLAG: "boolean",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column means.

    Attributes:
        title: its name for people.
        description: one or two sentences.
        unit: of a number; empty if it has none.
        constraints: as the Table Schema standard names them: ``required``, ``minimum``, ``enum`` and the like.
    """

    title: str
    description: str
    unit: str = ""
    constraints: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a published table: its name in the files, its type by the Table Schema standard, and its meaning."""

    name: str
    type: str
    meaning: Meaning

    @property
    def rules(self) -> str:
        """Type, unit and constraints in a few words.

        >>> Column("words", "integer", Meaning("Words", "…", "words", {"required": True, "minimum": 0})).rules
        'integer, words, at least 0'
        >>> Column("lag_days", "integer", Meaning("Lag", "…", "days")).rules
        'integer, days, may be unknown'
        """
        told = self.meaning.constraints
        parts = [self.type, self.meaning.unit]
        parts += [f"at least {told['minimum']}"] if "minimum" in told else []
        parts += [f"one of {', '.join(told['enum'])}"] if "enum" in told else []
        # An empty text is a text; anything else that is empty is not known.
        parts += ["may be empty" if self.type == "string" else "may be unknown"] if not told.get("required") else []
        return ", ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Table:
    """A published table.

    Attributes:
        title: its name for people.
        description: what one row is.
        schema: its columns and their types, as `frames` declares them.
        meanings: of each column.
        primary_key: the columns that tell its rows apart; none if no choice of them does.
        posts_by: the column that holds a post's path; empty where none does.
    """

    title: str
    description: str
    schema: frames.Schema
    meanings: Mapping[str, Meaning]
    primary_key: tuple[str, ...] = ()
    posts_by: str = ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in their order."""
        return tuple(Column(name, _TYPES[dtype], self.meanings[name]) for name, dtype in self.schema.items())


_REQUIRED = {"required": True}
_COUNTED = {"required": True, "minimum": 0}
_POST = Meaning(
    "Post", "The post's file, from the content folder; a path of the table of posts.", constraints=_REQUIRED
)
_OFFSET = Meaning(
    "Offset",
    "How far the author's clock was ahead of UTC; the instant plus this is what that clock showed.",
    "minutes east of UTC",
    _REQUIRED,
)
_TOPIC = Meaning("Topic", "The post's present topic, as in addresses.", constraints=_REQUIRED)
_YEAR = Meaning("Year", "The year, by the author's local days.", constraints=_REQUIRED)


def _counted(title: str, description: str, unit: str) -> Meaning:
    return Meaning(title, description, unit, _COUNTED)


TABLES: Mapping[str, Table] = {
    "posts": Table(
        "Posts",
        "One row for each published post, with its dates, its words and how often it was revised.",
        frames.POSTS,
        {
            "path": Meaning(
                "File", "The post's file, from the content folder.", constraints={"required": True, "unique": True}
            ),
            "slug": Meaning("Slug", "Its name in addresses.", constraints=_REQUIRED),
            "url": Meaning("Address", "Its address, from the site's root."),
            "title": Meaning("Title", "Its title, as plain text."),
            "topic": Meaning("Topic", "Its topic, as in addresses.", constraints=_REQUIRED),
            "kind": Meaning(
                "Kind", "What kind of writing it is, such as note, paper or review.", constraints=_REQUIRED
            ),
            "published_at": Meaning("Published at", "The instant of its date, in UTC.", constraints=_REQUIRED),
            "utc_offset_minutes": _OFFSET,
            "published_on": Meaning("Published on", "The author's local day of its date.", constraints=_REQUIRED),
            "created_on": Meaning(
                "Created on",
                "The author's local day of its first commit, whatever the post says; unknown if git does not know it.",
            ),
            "modified_at": Meaning(
                "Modified at",
                "The instant of its last change, in UTC: as the post says, otherwise that of its last version in git.",
            ),
            "revisions": _counted(
                "Revisions",
                "Commits that changed its text after its first version; moves, merges and bulk commits do not count.",
                "commits",
            ),
            "words": _counted("Words", "Words of its prose today, without code and formulas.", "words"),
            "reading_minutes": Meaning(
                "Reading time",
                f"How long it takes to read at {frames.WORDS_A_MINUTE} words a minute.",
                "minutes",
                {"required": True, "minimum": 1},
            ),
            "date_source": Meaning(
                "Source of the date",
                "Where its date comes from.",
                constraints={"required": True, "enum": ["front matter", "file name", "git"]},
            ),
        },
        primary_key=("path",),
    ),
    "changes": Table(
        "Changes",
        "One row for each commit and post that it touched, oldest first; merges are left out.",
        frames.CHANGES,
        {
            "sha": Meaning(
                "Commit", "The commit's id.", constraints={"required": True, "pattern": "[0-9a-f]{40}([0-9a-f]{24})?"}
            ),
            "path": Meaning(
                "File then", "The post's file at the time, from the repository's root.", constraints=_REQUIRED
            ),
            "post": _POST,
            "author": Meaning("Author", "The author's name, according to .mailmap."),
            "authored_at": Meaning(
                "Authored at", "The instant at which the author made it, in UTC.", constraints=_REQUIRED
            ),
            "utc_offset_minutes": _OFFSET,
            "lines_added": _counted("Lines added", "Lines of text, without front matter, that it added.", "lines"),
            "lines_deleted": _counted("Lines deleted", "Lines of text that it deleted.", "lines"),
            "is_bulk": Meaning(
                "Bulk",
                "Whether it is a bulk commit or by an ignored author, so that it moves no date and is not a revision.",
                constraints=_REQUIRED,
            ),
            "is_revision": Meaning(
                "Revision",
                "Whether it is a revision: neither bulk nor the first version of its post.",
                constraints=_REQUIRED,
            ),
            "words_added": _counted("Words added", "Words by which it made the post longer, if it did.", "words"),
        },
        posts_by="post",
    ),
    "cadence": Table(
        "Cadence",
        "One row for each ISO week, in the author's local time; weeks without a post have zeros.",
        frames.CADENCE,
        {
            "week_start": Meaning("Week", "The week's Monday.", constraints={"required": True, "unique": True}),
            "posts": _counted("Posts", "Posts published in it.", "posts"),
            "words": _counted("Words", "Words of these posts today.", "words"),
            "revisions": _counted("Revisions", "Revisions made in it, of any post.", "commits"),
            "words_added": _counted("Words added", "Words that these revisions added.", "words"),
        },
        primary_key=("week_start",),
    ),
    "topic_years": Table(
        "Topics by year",
        "One row for each topic and year in which it was written about or revised.",
        frames.TOPIC_YEARS,
        {
            "topic": _TOPIC,
            "year": _YEAR,
            "posts": _counted("Posts", "Posts published in it.", "posts"),
            "words": _counted("Words", "Words of these posts today.", "words"),
            "revisions": _counted("Revisions", "Revisions made in it, of posts of any year.", "commits"),
            "first_post_on": Meaning("First post", "The day of its first post; unknown in a year with only revisions."),
            "is_new": Meaning("New", "Whether it is the first year with a post of this topic.", constraints=_REQUIRED),
        },
        primary_key=("topic", "year"),
    ),
    "resources": Table(
        "Resources",
        "One row for each post and resource that it names, with the days on which it was published and learned.",
        frames.RESOURCES,
        {
            "post": _POST,
            "resource": Meaning("Resource", "Its key in the bibliography, or its identifier.", constraints=_REQUIRED),
            "kind": Meaning(
                "Kind", "What kind of work it is.", constraints={"required": True, "enum": [*RESOURCE_KINDS]}
            ),
            "title": Meaning("Title", "Its title, or its identifier if nothing more is known."),
            "published_on": Meaning(
                "Published on", "Its date of publication; a year or a month counts from its first day."
            ),
            "learned_on": Meaning(
                "Learned on",
                "The day it was finished, if that is not after today, otherwise that of the post.",
                constraints=_REQUIRED,
            ),
            "lag_days": Meaning(
                "Lag",
                "From its publication until it was learned; negative if it was read before its publication.",
                "days",
            ),
            "status": Meaning(
                "Status",
                "Its status according to the reader; finished if none is given, since a post was written about it.",
                constraints={"required": True, "enum": [*STATUSES]},
            ),
        },
        primary_key=("post", "resource"),
        posts_by="post",
    ),
    "text_kept": Table(
        "Text kept",
        "One row for each topic and year: the words written in it, and how many of them still stand.",
        frames.TEXT_KEPT,
        {
            "topic": _TOPIC,
            "year": _YEAR,
            "words_written": _counted("Words written", "Words that were written in that year.", "words"),
            "words_kept": _counted("Words kept", "How many of them still stand.", "words"),
        },
        primary_key=("topic", "year"),
    ),
    "world": Table(
        "The field in numbers",
        "One row for each fact of a series of the world: a training run, a score, a price.",
        frames.WORLD,
        {
            "series": Meaning("Series", "Its name, as that of its file in `content/world/`.", constraints=_REQUIRED),
            "on": Meaning("On", "The day, month or year, as precisely as it is known.", constraints=_REQUIRED),
            "value": Meaning("Value", "The number, in the row's unit.", constraints=_REQUIRED),
            "unit": Meaning("Unit", "What the number counts.", constraints=_REQUIRED),
            "label": Meaning("What", "The model, program or method that reached it.", constraints=_REQUIRED),
            "low": Meaning("Low", "The lower end of the interval that the source gives."),
            "high": Meaning("High", "The upper end of it."),
            "is_estimate": Meaning(
                "Estimate", "Whether the source estimates it from little data.", constraints=_REQUIRED
            ),
            "is_frontier": Meaning(
                "Frontier", "Whether it was better than all before it in its series.", constraints=_REQUIRED
            ),
            "url": Meaning("Source", "The source of this fact.", constraints=_REQUIRED),
        },
    ),
}
