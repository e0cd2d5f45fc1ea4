"""Which lines each change wrote in, of the words written in each year how many still stand out. Pure.

The unit is the line of a post: with white space as one space, without empty lines and front matter, and with as many
words as `words.count_words` counts in it. A text's age so survives renames, and lines that move within their post.

- A line is **written** in the author's local year of the earliest change of its post that added it. It counts as often
  as the version with most copies of it has it; taking it out and putting it back writes nothing.
- It is **kept** as often as it is in the post at HEAD, and at most as often as it was written.
- A bulk change writes nothing if it puts lines in the place of others: those it puts are as old as those it takes,
  by their place in the text, and those it takes count no more, as if they had been written the new way. What it adds
  without taking anything, and what is known from bulk changes alone, counts in the year of the earliest of them.
- A merge writes only what is in none of the versions that it joins.

So an edited line is the old line lost and a new one written; in a text of one line a paragraph, the paragraph is.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from .lines import WORDS

Integers = npt.NDArray[Any]

_NEVER = np.iinfo(np.int64).max
_YEARS = 10_000  # moments are seconds * _YEARS + the author's local year, so that the earliest names its year
_NO_POST = -1
_SPREAD = np.uint64(0x9E37_79B9_7F4A_7C15)


class Writing(NamedTuple):
    """What was written in some posts, and what stands, as columns.

    Attributes:
        post: for each dated change of a post, parents before their children, the post's number.
        moment: seconds since 1970.
        year: the author's local one.
        is_bulk: whether it is of a bulk commit.
        change: for each change and line whose copies it made more or fewer, in the order of the changes and, those taken
            and those put apart, of the text: the position of the change. The next columns belong to these lines.
        line: its number, as `lines.Lines` gives it.
        before: copies before the change.
        after: copies after it.
        standing_post: for each post and line at HEAD, the post. The next columns belong to these lines.
        standing_line: its number.
        copies: at HEAD.
    """

    post: Integers
    moment: Integers
    year: Integers
    is_bulk: Integers
    change: Integers
    line: Integers
    before: Integers
    after: Integers
    standing_post: Integers
    standing_line: Integers
    copies: Integers


class WordsByYear(NamedTuple):
    """For each post and year in which it was written, the words that were, and those of them that still stand."""

    post: Integers
    year: Integers
    written: Integers
    kept: Integers


def words_by_year(texts: Writing) -> WordsByYear:
    """Count by post and year, in this order.

    Two lines of seven words and of three, the second taken out two years later:

    >>> LONG, SHORT = np.array([(11 << 20) + 7, (22 << 20) + 3], np.uint64)
    >>> lines = ([0, 0, 1], [LONG, SHORT, SHORT], [0, 0, 1], [1, 1, 0])
    >>> texts = ([0, 0], [0, 63072000], [1970, 1972], [False] * 2, *lines, [0], [LONG], [1])
    >>> counted = words_by_year(Writing(*(np.array(column) for column in texts)))
    >>> [column.tolist() for column in counted]
    [[0], [1970], [10], [7]]
    """
    change, before, after = texts.change, texts.before, texts.after
    post = texts.post[change]
    keys = np.concatenate([_key(post, texts.line), _key(texts.standing_post, texts.standing_line)])
    names, text = np.unique(keys, return_inverse=True)
    text, stands = text[: len(change)], text[len(change) :]
    moment = (texts.moment * _YEARS + texts.year)[change]
    is_bulk = texts.is_bulk[change]
    is_more = after > before

    first, first_of_any = np.full(len(names), _NEVER), np.full(len(names), _NEVER)
    np.minimum.at(first_of_any, text[is_more], moment[is_more])
    np.minimum.at(first, text[is_more & ~is_bulk], moment[is_more & ~is_bulk])
    is_replaced = _hand_down(first, first_of_any, text, texts)
    year = np.where(first == _NEVER, first_of_any, first) % _YEARS

    words, post_of = np.zeros(len(names), np.int64), np.zeros(len(names), np.int64)
    written, standing_copies = np.zeros(len(names), np.int64), np.zeros(len(names), np.int64)
    words[text], post_of[text] = _words(texts.line), post
    np.maximum.at(written, text[is_more], after[is_more].astype(np.int64))
    standing_copies[stands] = texts.copies
    is_counted = (written > 0) & (words > 0) & ~(is_replaced & (standing_copies == 0))
    kept = np.minimum(written, standing_copies)
    years, at = np.unique(post_of[is_counted] * _YEARS + year[is_counted], return_inverse=True)
    counts = [np.bincount(at, (words * copies)[is_counted], len(years)).astype(np.int64) for copies in (written, kept)]
    return WordsByYear(years // _YEARS, years % _YEARS, *counts)


def _key(post: Integers, line: Integers) -> npt.NDArray[np.uint64]:
    """A line of a post as 64 bits."""
    key: npt.NDArray[np.uint64] = line.astype(np.uint64) ^ ((post.astype(np.uint64) + np.uint64(1)) * _SPREAD)
    return key


def _hand_down(first: Integers, first_of_any: Integers, text: Integers, texts: Writing) -> npt.NDArray[np.bool_]:
    """Make the lines that bulk changes put as old as those that they took, in `first`; say which texts were taken.

    A put line answers to the taken one that lies where its middle lies, measured in words of each; a line of signs alone
    is as long as one word.
    """
    is_taken = np.zeros(len(first), np.bool_)
    rows = np.flatnonzero(texts.is_bulk[texts.change])
    change, before, after = (column[rows].astype(np.int64) for column in (texts.change, texts.before, texts.after))
    words = _words(texts.line[rows]).clip(1)
    text = text[rows]
    takes, puts = after == 0, before == 0
    every = np.arange(len(texts.post))
    does_both = np.isin(every, change[takes]) & np.isin(every, change[puts])
    takes, puts = takes & does_both[change], puts & does_both[change]
    if not puts.any():
        return is_taken
    is_taken[text[takes]] = True
    taken_end, _ = _places(change[takes], (words * before)[takes])
    _, put_middle = _places(change[puts], (words * after)[puts])
    heirs, ancestors = text[puts], text[takes][np.searchsorted(taken_end, put_middle)]
    # A post's bulk changes one after the other, since what one puts, the next may take.
    bulk = np.flatnonzero(texts.is_bulk)
    turn = np.zeros(len(texts.post), np.int64)
    turn[bulk] = _count_before(texts.post[bulk])
    turns = turn[change[puts]]
    order = np.argsort(turns, kind="stable")
    for now in np.split(order, np.flatnonzero(np.diff(turns[order])) + 1):
        ancestor = ancestors[now]
        age = np.where(first[ancestor] == _NEVER, first_of_any[ancestor], first[ancestor])
        np.minimum.at(first, heirs[now], age)
    return is_taken


def _words(line: Integers) -> Integers:
    return (line & np.uint64(WORDS)).astype(np.int64)


def _count_before(values: Integers) -> Integers:
    """How often each value is before its place."""
    order = np.argsort(values, kind="stable")
    begins = np.flatnonzero(np.diff(values[order], prepend=_NO_POST))
    count = np.empty(len(values), np.int64)
    count[order] = np.arange(len(values)) - np.repeat(begins, np.diff(begins, append=len(values)))
    return count


def _places(change: Integers, words: Integers) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Where each line ends, and where its middle is, as its change's position plus a part of that change's words."""
    total = np.bincount(change, words)
    ends = np.cumsum(words) - (np.cumsum(total) - total)[change]
    return change + ends / total[change], change + (ends - words / 2) / total[change]
