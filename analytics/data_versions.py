"""The published data of a site in, its frames out, whichever version of this program published it.

Data outlives programs. Each version of it has a migration to the next one, and for each a site is kept in
``tests/golden`` on which that is tested for ever. Data that is newer than this program is refused: guessing what it means
would be worse.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import dropwhile
from pathlib import Path
from typing import Any

import pandas as pd

from .dictionary import DATA_VERSION, DAY, FLAG, FORMULA, INSTANT, NUMBER, TABLES, TEXT, Table
from .errors import DataError
from .frames import frame

Package = dict[str, Any]
# The rows of each table, as texts; `None` where a value is not known.
Row = dict[str, str | None]
Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class PublishedData:
    """The data of a site.

    Attributes:
        title: of the journal.
        today: the day of which it tells.
        published_as: the version in which it was published.
        tables: its frames by their names, with the columns and types that `frames` declares.
    """

    title: str
    today: date
    published_as: int
    tables: Mapping[str, pd.DataFrame]


def read_data(site: Path) -> PublishedData:
    """Read what a site published under ``data/``.

    Args:
        site: the folder of the site, or a copy of its ``data`` folder.

    Raises:
        DataError: there is no such data, it is damaged, or newer than this program.
    """
    folder = site / "data" if (site / "data" / "datapackage.json").exists() else site
    place = folder / "datapackage.json"
    package: Package = _json(place)
    published_as = package.get("schema_version")
    rows = {str(one["name"]): _rows(folder / str(one["path"])) for one in package.get("resources", ())}
    try:
        package, rows = migrate(package, rows, str(place))
        tables = {name: _frame(rows.get(name, []), table) for name, table in TABLES.items()}
        return PublishedData(package["title"], date.fromisoformat(package["version"]), int(published_as or 0), tables)
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{folder}: the data is not what its version says: {error}: take a whole copy of it") from error


def migrate(package: Package, rows: Rows, place: str = "datapackage.json") -> tuple[Package, Rows]:
    """Bring data of any earlier version to this one.

    Args:
        package: what ``datapackage.json`` says.
        rows: of each table that it names.
        place: of the package, for messages.

    Raises:
        DataError: its version is none, or newer than this program.
    """
    version = package.get("schema_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        msg = f"{place}: `schema_version` is {version!r}: it is not this program's data, or damaged: take another copy"
        raise DataError(msg)
    if version > DATA_VERSION:
        msg = (
            f"{place}: the data is of version {version}, and this program knows those until {DATA_VERSION}: "
            "install a newer pelican-learning-timeline"
        )
        raise DataError(msg)
    while version < DATA_VERSION:
        package, rows = _MIGRATIONS[version](package, rows)
        version += 1
    return package, rows


def _from_1(package: Package, rows: Rows) -> tuple[Package, Rows]:
    """Tables are named as their files are, all are there, and an apostrophe before a formula is told from one of the text.

    Version 1 grew while it was young: `resources` and `text_kept` came later, and so did the apostrophes, which its
    description tells of. A text that began with one itself cannot be told from them, and in its earliest days the lines of
    front matter counted among `lines_added` and `lines_deleted`.
    """
    is_escaped = "apostrophe" in str(package.get("description", ""))
    rows = {
        name.replace("-", "_"): [
            {column: _escaped(value, is_escaped=is_escaped) for column, value in row.items()} for row in table
        ]
        for name, table in rows.items()
    }
    return package | {"schema_version": 2}, {name: rows.get(name, []) for name in _TABLES_OF_2}


_TABLES_OF_2 = ("posts", "changes", "cadence", "topic_years", "resources", "text_kept")


def _escaped(value: str | None, *, is_escaped: bool) -> str | None:
    if value is None or not FORMULA.match(value):
        return value
    return value if is_escaped and value.startswith("'") else f"'{value}"


def _from_2(package: Package, rows: Rows) -> tuple[Package, Rows]:
    """First versions count as revisions no longer, and each change says whether it is one.

    The first change of a post is its first version. Of a history that was cut off it may be a revision already, which that
    data does not tell.
    """
    changes, first_versions, seen = [], [], set()
    for row in rows["changes"]:
        is_first, is_bulk = row["post"] not in seen, row["is_bulk"] == "true"
        seen.add(row["post"])
        changes.append(row | {"is_revision": str(not is_first and not is_bulk).lower()})
        first_versions += [row] if is_first and not is_bulk else []
    topic_of = {row["path"]: row["topic"] for row in rows["posts"]}
    days = [_local_day(row) for row in first_versions]
    weeks = [str(day - timedelta(days=day.weekday())) for day in days]
    topics = [(topic_of[row["post"]], str(day.year)) for row, day in zip(first_versions, days, strict=True)]
    added: Counter[str | None] = Counter()
    for week, row in zip(weeks, first_versions, strict=True):
        added[week] += int(row["words_added"] or 0)
    posts = _less(rows["posts"], "revisions", Counter(row["post"] for row in first_versions), lambda row: row["path"])
    cadence = _less(rows["cadence"], "revisions", Counter(weeks), lambda row: row["week_start"])
    cadence = _less(cadence, "words_added", added, lambda row: row["week_start"])
    topic_years = _less(rows["topic_years"], "revisions", Counter(topics), lambda row: (row["topic"], row["year"]))
    return package | {"schema_version": 3}, rows | {
        "posts": posts,
        "changes": changes,
        # It begins with the first week in which anything happened.
        "cadence": [*dropwhile(lambda row: row["posts"] == row["revisions"] == "0", cadence)],
        "topic_years": [row for row in topic_years if not row["posts"] == row["revisions"] == "0"],
    }


def _local_day(row: Row) -> date:
    """The author's local day of a change."""
    moment = datetime.fromisoformat(str(row["authored_at"]))
    return (moment + timedelta(minutes=int(row["utc_offset_minutes"] or 0))).date()


def _less(rows: list[Row], column: str, by: Counter[Any], key: Callable[[Row], Any]) -> list[Row]:
    """The rows, with as much less in a column as is counted for the key of each."""
    return [row | {column: str(int(row[column] or 0) - by[key(row)])} for row in rows]


# From each version to the next one.
_MIGRATIONS: Mapping[int, Callable[[Package, Rows], tuple[Package, Rows]]] = {1: _from_1, 2: _from_2}


def _json(place: Path) -> Package:
    try:
        read = json.loads(place.read_bytes())
    except OSError as error:
        raise DataError(f"{place}: {error.strerror}: name the folder of a site, or its data") from error
    except ValueError as error:
        raise DataError(f"{place}: is not JSON: {error}: take another copy") from error
    if not isinstance(read, dict):
        raise DataError(f"{place}: describes no data: take another copy")
    return read


def _rows(place: Path) -> list[Row]:
    try:
        text = place.read_bytes().decode("utf-8")
    except OSError as error:
        raise DataError(f"{place}: {error.strerror}: the package names it: take a whole copy of the data") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{place}: is not UTF-8: take another copy") from error
    names, *rows = csv.reader(io.StringIO(text, newline=""))
    try:
        return [dict(zip(names, row, strict=True)) for row in rows]
    except ValueError as error:
        raise DataError(f"{place}: a row has more or fewer cells than there are columns: take another copy") from error


def _frame(rows: list[Row], table: Table) -> pd.DataFrame:
    columns = {name: [_value(row[name], dtype) for row in rows] for name, dtype in table.schema.items()}
    return frame(columns, table)


def _value(text: str | None, dtype: str) -> Any:  # noqa: ANN401 - any of the schema's types
    if dtype == TEXT:
        return text[1:] if text and text.startswith("'") and FORMULA.match(text[1:]) else text
    if not text:
        return None
    if dtype == FLAG:
        return {"true": True, "false": False}[text]
    if dtype == DAY:
        return datetime.fromisoformat(text)
    if dtype == INSTANT:
        return datetime.fromisoformat(text).astimezone(UTC)
    return float(text) if dtype == NUMBER else int(text)
