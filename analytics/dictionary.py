"""What each column of the open data is and means, for people and programs: the one data dictionary.

The frames, the page of data, the Frictionless package and the reader of published data (`data_versions`) all take it from here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from .model import RESOURCE_KINDS, STATUSES

# Raised whenever a program that reads the data as it was would misread it, with a migration in `data_versions`.
DATA_VERSION: Final = 3
# With what a spreadsheet takes a text for a formula, by the advice of OWASP on CSV injection; a number with its sign is none.
# Apostrophes before it count, so that one that was put there can be told from those of the text.
FORMULA: Final = re.compile(r"'*(?:[=@\t\r]|[+-](?![\d.,]+%?$))")

# As pandas names them.
INSTANT: Final = "datetime64[s, UTC]"
DAY: Final = "datetime64[s]"
COUNT: Final = "int64"
MAYBE_COUNT: Final = "Int64"
NUMBER: Final = "float64"
TEXT: Final = "str"
FLAG: Final = "bool"

WORDS_A_MINUTE = 230

_TYPES = {
    INSTANT: "datetime",
    DAY: "date",
    COUNT: "integer",
    MAYBE_COUNT: "integer",
    NUMBER: "number",
    TEXT: "string",
    FLAG: "boolean",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a published table.

    Attributes:
        name: its name in the files.
        dtype: its type in a frame.
        title: its name for people.
        description: one or two sentences.
        unit: of a number; empty if it has none.
        constraints: as the Table Schema standard names them: ``required``, ``minimum``, ``enum`` and the like.
    """

    name: str
    dtype: str
    title: str
    description: str
    unit: str = ""
    constraints: Mapping[str, Any] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """Its type by the Table Schema standard."""
        return _TYPES[self.dtype]

    @property
    def may_be_unknown(self) -> bool:
        """Whether a row may have no value; an empty text is one."""
        return self.dtype != TEXT and not self.constraints.get("required")

    @property
    def rules(self) -> str:
        """Type, unit and constraints in a few words.

        >>> Column("words", COUNT, "Words", "…", "words", {"required": True, "minimum": 0}).rules
        'integer, words, at least 0'
        >>> Column("lag_days", MAYBE_COUNT, "Lag", "…", "days").rules
        'integer, days, may be unknown'
        """
        told = self.constraints
        parts = [self.type, self.unit]
        parts += [f"at least {told['minimum']}"] if "minimum" in told else []
        parts += [f"one of {', '.join(told['enum'])}"] if "enum" in told else []
        # An empty text is a text; anything else that is empty is not known.
        parts += ["may be empty" if self.type == "string" else "may be unknown"] if not told.get("required") else []
        return ", ".join(filter(None, parts))


@dataclass(frozen=True)
class Table:
    """A published table.

    Attributes:
        title: its name for people.
        description: what one row is.
        columns: in their order.
        primary_key: the columns that tell its rows apart; none if no choice of them does.
        posts_by: the column that holds a post's path; empty where none does.
    """

    title: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()
    posts_by: str = ""

    @cached_property
    def schema(self) -> dict[str, str]:
        """The names of its columns and their types, in their order."""
        return {column.name: column.dtype for column in self.columns}


def _known(name: str, dtype: str, title: str, description: str, unit: str = "", **constraints: object) -> Column:
    """A column with a value in each row."""
    return Column(name, dtype, title, description, unit, {"required": True, **constraints})


def _counted(name: str, title: str, description: str, unit: str) -> Column:
    return _known(name, COUNT, title, description, unit, minimum=0)


_POST = _known("post", TEXT, "Post", "The post's file, from the content folder; a path of the table of posts.")
_OFFSET = _known(
    "utc_offset_minutes",
    COUNT,
    "Offset",
    "How far the author's clock was ahead of UTC; the instant plus this is what that clock showed.",
    "minutes east of UTC",
)
_TOPIC = _known("topic", TEXT, "Topic", "The post's present topic, as in addresses.")
_YEAR = _known("year", COUNT, "Year", "The year, by the author's local days.")

TABLES: Mapping[str, Table] = {
    "posts": Table(
        "Posts",
        "One row for each published post, with its dates, its words and how often it was revised.",
        (
            _known("path", TEXT, "File", "The post's file, from the content folder.", unique=True),
            _known("slug", TEXT, "Slug", "Its name in addresses."),
            Column("url", TEXT, "Address", "Its address, from the site's root."),
            Column("title", TEXT, "Title", "Its title, as plain text."),
            _known("topic", TEXT, "Topic", "Its topic, as in addresses."),
            _known("kind", TEXT, "Kind", "What kind of writing it is, such as note, paper or review."),
            _known("published_at", INSTANT, "Published at", "The instant of its date, in UTC."),
            _OFFSET,
            _known("published_on", DAY, "Published on", "The author's local day of its date."),
            Column(
                "created_on",
                DAY,
                "Created on",
                "The author's local day of its first commit, whatever the post says; unknown if git does not know it.",
            ),
            Column(
                "modified_at",
                INSTANT,
                "Modified at",
                "The instant of its last change, in UTC: as the post says, otherwise that of its last version in git.",
            ),
            _counted(
                "revisions",
                "Revisions",
                "Commits that changed its text after its first version; moves, merges and bulk commits do not count.",
                "commits",
            ),
            _counted("words", "Words", "Words of its prose today, without code and formulas.", "words"),
            _known(
                "reading_minutes",
                COUNT,
                "Reading time",
                f"How long it takes to read at {WORDS_A_MINUTE} words a minute.",
                "minutes",
                minimum=1,
            ),
            _known(
                "date_source",
                TEXT,
                "Source of the date",
                "Where its date comes from.",
                enum=["front matter", "file name", "git"],
            ),
        ),
        primary_key=("path",),
    ),
    "changes": Table(
        "Changes",
        "One row for each commit and post that it touched, oldest first; merges are left out.",
        (
            _known("sha", TEXT, "Commit", "The commit's id.", pattern="[0-9a-f]{40}([0-9a-f]{24})?"),
            _known("path", TEXT, "File then", "The post's file at the time, from the repository's root."),
            _POST,
            Column("author", TEXT, "Author", "The author's name, according to .mailmap."),
            _known("authored_at", INSTANT, "Authored at", "The instant at which the author made it, in UTC."),
            _OFFSET,
            _counted("lines_added", "Lines added", "Lines of text, without front matter, that it added.", "lines"),
            _counted("lines_deleted", "Lines deleted", "Lines of text that it deleted.", "lines"),
            _known(
                "is_bulk",
                FLAG,
                "Bulk",
                "Whether it is a bulk commit or by an ignored author, so that it moves no date and is not a revision.",
            ),
            _known(
                "is_revision",
                FLAG,
                "Revision",
                "Whether it is a revision: neither bulk nor the first version of its post.",
            ),
            _counted("words_added", "Words added", "Words by which it made the post longer, if it did.", "words"),
        ),
        posts_by="post",
    ),
    "cadence": Table(
        "Cadence",
        "One row for each ISO week, in the author's local time; weeks without a post have zeros.",
        (
            _known("week_start", DAY, "Week", "The week's Monday.", unique=True),
            _counted("posts", "Posts", "Posts published in it.", "posts"),
            _counted("words", "Words", "Words of these posts today.", "words"),
            _counted("revisions", "Revisions", "Revisions made in it, of any post.", "commits"),
            _counted("words_added", "Words added", "Words that these revisions added.", "words"),
        ),
        primary_key=("week_start",),
    ),
    "topic_years": Table(
        "Topics by year",
        "One row for each topic and year in which it was written about or revised.",
        (
            _TOPIC,
            _YEAR,
            _counted("posts", "Posts", "Posts published in it.", "posts"),
            _counted("words", "Words", "Words of these posts today.", "words"),
            _counted("revisions", "Revisions", "Revisions made in it, of posts of any year.", "commits"),
            Column(
                "first_post_on", DAY, "First post", "The day of its first post; unknown in a year with only revisions."
            ),
            _known("is_new", FLAG, "New", "Whether it is the first year with a post of this topic."),
        ),
        primary_key=("topic", "year"),
    ),
    "resources": Table(
        "Resources",
        "One row for each post and resource that it names, with the days on which it was published and learned.",
        (
            _POST,
            _known("resource", TEXT, "Resource", "Its key in the bibliography, or its identifier."),
            _known("kind", TEXT, "Kind", "What kind of work it is.", enum=[*RESOURCE_KINDS]),
            Column("title", TEXT, "Title", "Its title, or its identifier if nothing more is known."),
            Column(
                "published_on",
                DAY,
                "Published on",
                "Its date of publication; a year or a month counts from its first day.",
            ),
            _known(
                "learned_on",
                DAY,
                "Learned on",
                "The day it was finished, if that is not after today, otherwise that of the post.",
            ),
            Column(
                "lag_days",
                MAYBE_COUNT,
                "Lag",
                "From its publication until it was learned; negative if it was read before its publication.",
                "days",
            ),
            _known(
                "status",
                TEXT,
                "Status",
                "Its status according to the reader; finished if none is given, since a post was written about it.",
                enum=[*STATUSES],
            ),
        ),
        primary_key=("post", "resource"),
        posts_by="post",
    ),
    "text_kept": Table(
        "Text kept",
        "One row for each topic and year: the words written in it, and how many of them still stand.",
        (
            _TOPIC,
            _YEAR,
            _counted("words_written", "Words written", "Words that were written in that year.", "words"),
            _counted("words_kept", "Words kept", "How many of them still stand.", "words"),
        ),
        primary_key=("topic", "year"),
    ),
    "world": Table(
        "The field in numbers",
        "One row for each fact of a series of the world: a training run, a score, a price.",
        (
            _known("series", TEXT, "Series", "Its name, as that of its file in `content/world/`."),
            _known("on", TEXT, "On", "The day, month or year, as precisely as it is known."),
            _known("value", NUMBER, "Value", "The number, in the row's unit."),
            _known("unit", TEXT, "Unit", "What the number counts."),
            _known("label", TEXT, "What", "The model, program or method that reached it."),
            Column("low", NUMBER, "Low", "The lower end of the interval that the source gives."),
            Column("high", NUMBER, "High", "The upper end of it."),
            _known("is_estimate", FLAG, "Estimate", "Whether the source estimates it from little data."),
            _known("is_frontier", FLAG, "Frontier", "Whether it was better than all before it in its series."),
            _known("url", TEXT, "Source", "The source of this fact."),
        ),
    ),
}
