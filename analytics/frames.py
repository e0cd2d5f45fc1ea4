"""Posts and history in, frames out: the tables on which every measure and chart stands.

Each is of a kind that `dictionary` declares, and is checked where data enters. Instants are in UTC, with the author's offset in
minutes beside them; days are the author's local ones and have no zone. (A library for this was measured: importing it takes
three times as long as pandas itself.)
"""

from __future__ import annotations

from collections import namedtuple
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .dictionary import DAY, INSTANT, MAYBE_COUNT, TABLES, WORDS_A_MINUTE, Table
from .errors import SchemaError
from .log import NONE, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from .bibliography import Resource
    from .history import History
    from .model import Post
    from .world import Series

CHANGES, POSTS, CADENCE = TABLES["changes"], TABLES["posts"], TABLES["cadence"]
TOPIC_YEARS, RESOURCES = TABLES["topic_years"], TABLES["resources"]
TEXT_KEPT, WORLD = TABLES["text_kept"], TABLES["world"]


def frame(columns: Mapping[str, Any], kind: Table) -> pd.DataFrame:
    """Columns of values as a frame of a table.

    Raises:
        SchemaError: a value does not fit its column.
    """
    try:
        made = pd.DataFrame({name: _series(columns[name], dtype) for name, dtype in kind.schema.items()})
    except (KeyError, TypeError, ValueError) as error:
        raise SchemaError(f"these values do not fit the schema {', '.join(kind.schema)}: {error}") from error
    return check(made, kind)


def check(table: pd.DataFrame, kind: Table) -> pd.DataFrame:
    """The frame itself, if it has exactly the columns and types of its kind and knows every value that must be known.

    Raises:
        SchemaError: says what differs.
    """
    schema = kind.schema
    found = {str(name): str(dtype) for name, dtype in table.dtypes.items()}
    if found != schema or list(found) != list(schema):
        differing = sorted(set(found.items()) ^ set(schema.items()))
        raise SchemaError(f"the frame differs from its schema in {differing or 'the order of its columns'}")
    unknown = [one.name for one in kind.columns if not one.may_be_unknown and bool(table[one.name].isna().any())]
    if unknown:
        raise SchemaError(f"values are missing in {', '.join(unknown)}")
    return table


def _series(values: Any, dtype: str) -> pd.Series[Any]:  # noqa: ANN401 - any of the schema's types
    if dtype == INSTANT:
        return pd.Series(pd.to_datetime(values, utc=True)).astype(INSTANT)
    if dtype == DAY:
        return pd.Series(pd.to_datetime(values)).astype(DAY)
    return pd.Series(values, dtype=dtype)


def rows(table: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame, one after the other, with its columns as attributes; for tables of a page's size."""
    # Pandas makes a class of rows anew for each table.
    columns = (values.tolist() for _, values in table.items())
    return map(_kind_of_row(tuple(table.columns))._make, zip(table.index, *columns, strict=True))


@lru_cache
def _kind_of_row(columns: tuple[str, ...]) -> Any:  # noqa: ANN401 - a type of named tuples
    return namedtuple("Row", ["Index", *columns], rename=True)  # noqa: PYI024 - its fields are known by then


def local_day(instants: pd.Series[pd.Timestamp], utc_offset_minutes: pd.Series[int]) -> pd.Series[pd.Timestamp]:
    """The author's local day of each instant.

    >>> at = pd.Series(pd.to_datetime(["2027-01-01T07:30:00Z"]))
    >>> str(local_day(at, pd.Series([-480])).iloc[0].date())
    '2026-12-31'
    """
    return local_time(instants, utc_offset_minutes).dt.normalize().astype(DAY)


def made_at(changes: pd.DataFrame) -> pd.Series[pd.Timestamp]:
    """When each change was made, by the clock of its author."""
    return local_time(changes["authored_at"], changes["utc_offset_minutes"])


def made_on(changes: pd.DataFrame) -> pd.Series[pd.Timestamp]:
    """The author's local day of each change."""
    return local_day(changes["authored_at"], changes["utc_offset_minutes"])


def local_time(instants: pd.Series[pd.Timestamp], utc_offset_minutes: pd.Series[int]) -> pd.Series[pd.Timestamp]:
    """What the author's clock showed at each instant, without a zone."""
    return instants.dt.tz_localize(None) + pd.to_timedelta(utc_offset_minutes, unit="min")


def changes_frame(history: History, paths: Collection[str]) -> pd.DataFrame:
    """One row for each non-merge commit and post that it touched, oldest first.

    Commits without a possible date are left out, as are files that are not posts.

    Args:
        history: where the changes are.
        paths: the posts, from the content folder; `post` in the frame is one of them, `path` the file's path at the
        time.
    """
    log, texts = history.log, history.texts
    names = np.array([*dict.fromkeys(paths)], object)
    posts = np.full(int(history.identity.max(initial=-1)) + 2, NONE)  # the last place is that of what is no file
    for number, path in enumerate(names.tolist()):
        identity = history.live.get(history.prefix + path, NONE)
        if identity < len(posts) - 1:
            posts[identity] = number
    posts[-1] = NONE
    post = posts[history.identity]
    is_row = history.is_change & (post != NONE) & (log.authored_at != UNKNOWN)[log.commit]
    commit, post = log.commit[is_row], post[is_row]
    return frame(
        {
            "sha": log.sha.astype("U").astype(object)[commit],
            "path": np.array(log.paths.all, object)[log.path[is_row]],
            "post": names[post],
            "author": np.array(history.names, object)[log.person[commit]],
            "authored_at": log.authored_at[commit].astype("datetime64[s]"),
            "utc_offset_minutes": log.utc_offset_minutes[commit],
            "lines_added": texts.lines_added[is_row],
            "lines_deleted": texts.lines_deleted[is_row],
            "is_bulk": history.is_bulk[commit],
            "is_revision": history.is_revision[is_row],
            "words_added": texts.words_added[is_row].clip(0),
        },
        CHANGES,
    )


def resources_frame(studied: Iterable[tuple[str, Resource]], posts: pd.DataFrame, today: date) -> pd.DataFrame:
    """One row for each post and resource that it names, by the day it was learned, then by post.

    A resource is learned on the day on which its reader finished it, if that is known and not after today, else on the
    day of the post; so its first row tells when it was first learned.
    `lag_days` is from the first day that its date of publication may mean until then; `status` is what its reader says,
    and ``finished`` where they say nothing, since a post was written about it.

    Args:
        studied: pairs of a post's path and a resource.
        posts: the frame of published posts.
        today: the last day that counts.
    """
    day_of = dict(zip(posts["path"].tolist(), posts["published_on"].dt.date, strict=True))
    pairs = [(path, resource) for path, resource in studied if path in day_of]
    made = pd.DataFrame(
        {
            "post": [path for path, _ in pairs],
            "resource": [resource.key for _, resource in pairs],
            "kind": [resource.kind for _, resource in pairs],
            "title": [resource.title for _, resource in pairs],
            "published_on": [resource.published_on and resource.published_on.first_day for _, resource in pairs],
            "learned_on": [resource.finished_by(today) or day_of[path] for path, resource in pairs],
            "status": [resource.status or "finished" for _, resource in pairs],
        }
    )
    for name in ("published_on", "learned_on"):
        made[name] = _series(made[name], DAY)
    made["lag_days"] = (made["learned_on"] - made["published_on"]).dt.days.astype(MAYBE_COUNT)
    ordered = made.sort_values(["learned_on", "post", "resource"], ignore_index=True)
    return frame({name: ordered[name] for name in RESOURCES.schema}, RESOURCES)


def text_kept_frame(posts: pd.DataFrame, history: History) -> pd.DataFrame:
    """One row for each topic and year in which words were written: `words_written` and how many stand, `words_kept`.

    A post counts under the topic that it has today, with all its text since its first commit. Uncommitted posts are
    left out, as are those of which a version cannot be read; where the history is incomplete nothing is known, and the
    frame is empty.

    Args:
        posts: the frame of published posts.
        history: of the repository that they are in.
    """
    texts = history.texts
    identities = [history.live.get(history.prefix + path, NONE) for path in posts["path"].tolist()]
    topics = pd.Series(posts["topic"].to_numpy(), index=identities).drop(NONE, errors="ignore")
    topic = topics.reindex(texts.post)
    rows = pd.DataFrame(
        {"topic": topic.to_numpy(), "year": texts.year, "words_written": texts.written, "words_kept": texts.kept}
    )
    if not history.is_complete:
        rows = rows.iloc[:0]
    counts = rows.dropna().groupby(["topic", "year"], as_index=False)[["words_written", "words_kept"]].sum()
    return frame({name: counts[name] for name in TEXT_KEPT.schema}, TEXT_KEPT)


def world_frame(series: Iterable[Series]) -> pd.DataFrame:
    """One row for each point of each series of the world, by series and time."""
    points = [(one, point, point in one.frontier) for one in series for point in one.points]
    return frame(
        {
            "series": [one.slug for one, _, _ in points],
            "on": [str(point.on) for _, point, _ in points],
            "value": [point.value for _, point, _ in points],
            "unit": [one.unit for one, _, _ in points],
            "label": [point.label for _, point, _ in points],
            "low": [point.low for _, point, _ in points],
            "high": [point.high for _, point, _ in points],
            "is_estimate": [point.is_estimate for _, point, _ in points],
            "is_frontier": [is_frontier for _, _, is_frontier in points],
            "url": [point.url for _, point, _ in points],
        },
        WORLD,
    )


def posts_frame(posts: Sequence[Post], history: History, changes: pd.DataFrame) -> pd.DataFrame:
    """One row for each published post, by its author's local day, then by time and by path.

    `revisions` counts those among the post's rows in `changes`; `modified_at` is what the post itself says, else its last
    row that is not bulk, and unknown if there is none.
    """
    made = frame(
        {
            "path": [post.path for post in posts],
            "slug": [post.slug for post in posts],
            "url": [post.url for post in posts],
            "title": [post.title for post in posts],
            "topic": [post.topic for post in posts],
            "kind": [post.kind for post in posts],
            "published_at": [post.published_at for post in posts],
            "utc_offset_minutes": [_offset(post.published_at) for post in posts],
            "published_on": [_day(post.published_at) for post in posts],
            "created_on": _created_on(history, [post.path for post in posts]),
            "modified_at": [post.modified_at for post in posts],
            "revisions": [0] * len(posts),
            "words": [post.words for post in posts],
            "reading_minutes": [max(1, round(post.words / WORDS_A_MINUTE)) for post in posts],
            "date_source": [post.date_source for post in posts],
        },
        POSTS,
    )
    revisions = changes["post"][changes["is_revision"]].value_counts()
    made["revisions"] = revisions.reindex(made["path"], fill_value=0).to_numpy()
    last = changes[~changes["is_bulk"]].drop_duplicates("post", keep="last").set_index("post")["authored_at"]
    last = last.reindex(made["path"]).set_axis(made.index).astype(INSTANT)
    made["modified_at"] = made["modified_at"].where(made["modified_at"].notna(), last)
    return check(made.sort_values(["published_on", "published_at", "path"], ignore_index=True), POSTS)


def _created_on(history: History, paths: Sequence[str]) -> Any:  # noqa: ANN401 - a column of days, NaT where unknown
    log = history.log
    begins = np.append(history.lives.begin, NONE)  # the last place is that of a post that git does not know
    identities = np.array([history.live.get(history.prefix + path, NONE) for path in paths], np.int64)
    begin = begins[np.where(identities < len(begins) - 1, identities, NONE)]
    moments = np.append(log.authored_at, UNKNOWN)[begin]
    local = moments + 60 * np.append(log.utc_offset_minutes, 0)[begin].astype(np.int64)
    days = np.where(moments == UNKNOWN, UNKNOWN, local).astype("datetime64[s]").astype("datetime64[D]")
    return days.astype("datetime64[s]")


def _offset(moment: datetime) -> int:
    offset = moment.utcoffset()
    return 0 if offset is None else int(offset.total_seconds() // 60)


def _day(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
