"""Which lines each change wrote in, of the words written in each year how many still stand out. Pure.

The unit is the line of a post: with white space as one space, without empty lines and front matter, and with as many
words as `lines.count_words` counts in it. A text's age so survives renames, and lines that move within their post.

- A line is **written** in the author's local year of the earliest change of its post that added it. It counts as often
  as the version with most copies of it has it; taking it out and putting it back writes nothing.
- It is **kept** as often as it stands in the post at HEAD, and at most as often as it was written.
- A bulk change writes nothing where it puts lines in the place of others: those it puts are as old as those it takes,
  by their place in the text, and those it takes count no more, as if they had been written the new way. What it adds
  without taking anything, and what is known from bulk changes alone, counts in the year of the earliest of them.
- A merge writes only what stands in none of the versions that it joins.

So an edited line is the old line lost and a new one written; in a text of one line a paragraph, the paragraph is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from .frames import TEXT_KEPT, frame
from .lineage import step_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .history import History

Integers = npt.NDArray[Any]

_NEVER = np.iinfo(np.int64).max
_YEARS = 10_000  # moments are seconds * _YEARS + the author's local year, so that the earliest names its year
_SPREAD = np.uint64(0x9E37_79B9_7F4A_7C15)


class Writing(NamedTuple):
    """What was written in some posts, and what stands.

    Attributes:
        changes: one row for each dated change of a post, parents before their children: `post` (its number), `moment`
            (seconds since 1970), `year` (the author's local one), `is_bulk`.
        lines: one row for each change and line whose copies it made more or fewer, in the order of `changes` and, those
            taken and those put apart, of the text: `change` (position in `changes`), `line` (64-bit hash), `words` (of
            one copy), `before` and `after` (copies).
        standing: one row for each post and line at HEAD: `post`, `line`, `copies`.
    """

    changes: pd.DataFrame
    lines: pd.DataFrame
    standing: pd.DataFrame


def text_kept(posts: pd.DataFrame, history: History, *, today: date) -> pd.DataFrame:
    """One row for each topic and year in which words were written: `words_written` and how many stand, `words_kept`.

    A post counts under the topic that it has today, with all its text since its first commit. Uncommitted posts are
    left out, as are those of which a version cannot be read; where the history is incomplete nothing is known, and the
    frame is empty.

    Args:
        posts: the frame of published posts.
        history: of the repository that they lie in.
        today: the last day, as a local day of the author, of which changes count; what stands, stands at HEAD.
    """
    years = words_by_year(writing(history, posts["path"].tolist(), today=today))
    years["topic"] = posts["topic"].to_numpy()[years["post"]]
    counts = years.groupby(["topic", "year"], as_index=False)[["words_written", "words_kept"]].sum()
    return frame({name: counts[name] for name in TEXT_KEPT}, TEXT_KEPT)


def writing(history: History, paths: Sequence[str], *, today: date) -> Writing:
    """What the history says of the text of posts, given by path from the content folder; `post` is the position."""
    live, lines = history.lineage.live, history.lines
    paths_of = [history.prefix + path for path in paths] if history.is_complete else []
    post_of = {live[path]: post for post, path in enumerate(paths_of) if path in live}
    unread: set[int] = set()
    rows: list[tuple[int, int, int, bool, int]] = []
    for touch in history.lineage.touches:
        post = post_of.get(touch.identity)
        if post is None or touch.change.status == "D":
            continue
        commit = history.commits[touch.commit]
        old, new = step = step_of(commit, touch.change)
        if old == new:
            continue
        if step not in lines.places:
            unread.add(post)
        elif commit.authored_at is not None:
            moment, minutes = commit.authored_at, commit.utc_offset_minutes
            rows.append((post, moment, minutes, commit.sha in history.bulk, lines.places[step]))
    table = pd.DataFrame(rows, columns=["post", "moment", "minutes", "is_bulk", "place"]).astype(
        {"post": "int64", "moment": "int64", "minutes": "int64", "is_bulk": "bool", "place": "int64"}
    )
    local = pd.to_datetime(table["moment"] + 60 * table.pop("minutes"), unit="s")
    table["year"] = local.dt.year.astype("int64")
    is_counted = (local < pd.Timestamp(today) + pd.Timedelta(days=1)) & ~table["post"].isin(unread)
    table = table[is_counted].reset_index(drop=True)
    change, at = lines.of(table.pop("place").to_numpy())
    heads = [
        (post, lines.places[step])
        for identity, post in post_of.items()
        if post not in unread and (step := ("", history.head_blobs.get(paths_of[post], ""))) in lines.places
    ]
    which, stands = lines.of(np.array([place for _, place in heads], np.int64))
    return Writing(
        changes=table,
        lines=pd.DataFrame(
            {
                "change": change,
                "line": lines.line[at],
                "words": lines.words[at],
                "before": lines.before[at],
                "after": lines.after[at],
            }
        ),
        standing=pd.DataFrame(
            {
                "post": np.array([post for post, _ in heads], np.int64)[which],
                "line": lines.line[stands],
                "copies": lines.after[stands],
            }
        ),
    )


def words_by_year(texts: Writing) -> pd.DataFrame:
    """One row for each post and year in which it was written: `post`, `year`, `words_written`, `words_kept`.

    Two lines of seven words and of three, the second taken out two years later:

    >>> changes = pd.DataFrame({"post": [0, 0], "moment": [0, 63072000], "year": [1970, 1972], "is_bulk": [False] * 2})
    >>> lines = pd.DataFrame({"change": [0, 0, 1], "line": [11, 22, 22], "words": [7, 3, 3]})
    >>> lines = lines.assign(before=[0, 0, 1], after=[1, 1, 0])
    >>> standing = pd.DataFrame({"post": [0], "line": [11], "copies": [1]})
    >>> words_by_year(Writing(changes, lines, standing)).to_dict("records")
    [{'post': 0, 'year': 1970, 'words_written': 10, 'words_kept': 7}]
    """
    changes, lines, standing = texts
    change, before, after = (lines[name].to_numpy() for name in ("change", "before", "after"))
    post = changes["post"].to_numpy()[change]
    keys = np.concatenate([_key(post, lines["line"]), _key(standing["post"].to_numpy(), standing["line"])])
    text, names = pd.factorize(keys)
    text, stands = text[: len(lines)], text[len(lines) :]
    moment = (changes["moment"] * _YEARS + changes["year"]).to_numpy()[change]
    is_bulk = changes["is_bulk"].to_numpy()[change]
    is_more = after > before

    first, first_of_any = np.full(len(names), _NEVER), np.full(len(names), _NEVER)
    np.minimum.at(first_of_any, text[is_more], moment[is_more])
    np.minimum.at(first, text[is_more & ~is_bulk], moment[is_more & ~is_bulk])
    is_replaced = _hand_down(first, first_of_any, text, texts)
    year = np.where(first == _NEVER, first_of_any, first) % _YEARS

    words, post_of = np.zeros(len(names), np.int64), np.zeros(len(names), np.int64)
    written, standing_copies = np.zeros(len(names), np.int64), np.zeros(len(names), np.int64)
    words[text], post_of[text] = lines["words"], post
    np.maximum.at(written, text[is_more], after[is_more].astype(np.int64))
    standing_copies[stands] = standing["copies"]
    counts = pd.DataFrame(
        {
            "post": post_of,
            "year": year,
            "words_written": words * written,
            "words_kept": words * np.minimum(written, standing_copies),
        }
    )
    is_counted = (written > 0) & ~(is_replaced & (standing_copies == 0))
    by_year: pd.DataFrame = counts[is_counted].groupby(["post", "year"], as_index=False).sum()
    return by_year


def _key(post: Integers, line: pd.Series[Any]) -> npt.NDArray[np.uint64]:
    """A line of a post as 64 bits."""
    key: npt.NDArray[np.uint64] = line.to_numpy().astype(np.uint64) ^ (
        (post.astype(np.uint64) + np.uint64(1)) * _SPREAD
    )
    return key


def _hand_down(first: Integers, first_of_any: Integers, text: Integers, texts: Writing) -> npt.NDArray[np.bool_]:
    """Make the lines that bulk changes put as old as those that they took, in `first`; say which texts were taken.

    A put line answers to the taken one that lies where its middle lies, measured in words of each.
    """
    is_taken = np.zeros(len(first), np.bool_)
    changes, lines, _ = texts
    is_bulk = changes["is_bulk"].to_numpy()
    rows = np.flatnonzero(is_bulk[lines["change"]])
    change, words, before, after = (
        lines[name].to_numpy()[rows].astype(np.int64) for name in lines.columns.drop("line")
    )
    text = text[rows]
    takes, puts = after == 0, before == 0
    does_both = np.isin(np.arange(len(changes)), change[takes]) & np.isin(np.arange(len(changes)), change[puts])
    takes, puts = takes & does_both[change], puts & does_both[change]
    if not puts.any():
        return is_taken
    is_taken[text[takes]] = True
    taken_end, _ = _places(change[takes], (words * before)[takes])
    _, put_middle = _places(change[puts], (words * after)[puts])
    heirs, ancestors = text[puts], text[takes][np.searchsorted(taken_end, put_middle)]
    # A post's bulk changes one after the other, since what one puts, the next may take.
    turn = np.zeros(len(changes), np.int64)
    turn[is_bulk] = changes[is_bulk].groupby("post").cumcount()
    turns = turn[change[puts]]
    order = np.argsort(turns, kind="stable")
    for now in np.split(order, np.flatnonzero(np.diff(turns[order])) + 1):
        ancestor = ancestors[now]
        age = np.where(first[ancestor] == _NEVER, first_of_any[ancestor], first[ancestor])
        np.minimum.at(first, heirs[now], age)
    return is_taken


def _places(change: Integers, words: Integers) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Where each line ends, and where its middle is, as its change's position plus a part of that change's words."""
    total = np.bincount(change, words)
    ends = np.cumsum(words) - (np.cumsum(total) - total)[change]
    return change + ends / total[change], change + (ends - words / 2) / total[change]
