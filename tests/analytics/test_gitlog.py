"""The parser of the one ``git log`` reads what git writes, however it is cut, and refuses everything else."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import GitLogError
from analytics.gitlog import parse_log
from analytics.model import Commit, FileChange
from tests.builders.share import share

ZERO = "0" * 40

shas = st.text("0123456789abcdef", min_size=40, max_size=40)
texts = st.binary(max_size=20).map(lambda raw: raw.replace(b"\0", b"").decode("utf-8", "surrogateescape"))
paths = texts.filter(bool)


@st.composite
def changes(draw: st.DrawFn, *, merged: bool) -> FileChange:
    status = draw(st.sampled_from("AMDR" if merged else "AMDRT"))
    old_path = draw(paths) if status == "R" else None
    path = draw(paths.filter(lambda path: path != old_path))
    score = draw(st.integers(0, 100)) if status == "R" and not merged else None
    blob = ZERO if status == "D" else draw(shas)
    old_blob = ZERO if status == "A" else draw(shas)
    is_regular = draw(st.booleans()) or (merged and status == "D")
    return FileChange(status, path, old_path, score, is_regular, blob, old_blob)


@st.composite
def commits(draw: st.DrawFn) -> Commit:
    parents = tuple(draw(st.lists(shas, max_size=3)))
    merged = len(parents) > 1
    files = draw(st.lists(changes(merged=merged), max_size=4, unique_by=lambda change: change.path))
    at = draw(st.none() | st.integers(1, 250_000_000_000))
    offset = 0 if at is None else draw(st.integers(-14 * 60, 14 * 60))
    return Commit(draw(shas), parents, at, offset, draw(texts), draw(texts), tuple(files))


def written(commit: Commit) -> bytes:
    """A commit as git's options make it print it."""
    sign, minutes = "-" if commit.utc_offset_minutes < 0 else "+", abs(commit.utc_offset_minutes)
    date = "" if commit.authored_at is None else f"{commit.authored_at} {sign}{minutes // 60:02d}{minutes % 60:02d}"
    header = [f"\x01{commit.sha}", " ".join(commit.parents), date, commit.author, commit.email]
    merged = len(commit.parents) > 1
    rows = [_raw(change, len(commit.parents)) for change in commit.changes]
    body = ["", *rows] if merged else rows
    if body and not merged:
        body[0] = f"\n{body[0]}"
    return "".join(f"{part}\0" for part in [*header, *body]).encode("utf-8", "surrogateescape")


def _raw(change: FileChange, parents: int) -> str:
    kind = "100644" if change.is_regular else "120000"
    old_mode = "000000" if change.status == "A" else kind
    mode = "000000" if change.status == "D" else kind
    old_path = change.path if change.old_path is None else change.old_path
    if parents < 2:
        score = "" if change.score is None else f"{change.score:03d}"
        shown = [change.path] if change.old_path is None else [old_path, change.path]
        return "\0".join([f":{old_mode} {mode} {change.old_blob} {change.blob} {change.status}{score}", *shown])
    colons, modes, blobs = ":" * parents, f"{old_mode} " * parents, f"{change.old_blob} " * parents
    row = f"{colons}{modes}{mode} {blobs}{change.blob} {change.status * parents}"
    return "\0".join([row, *[old_path] * parents, change.path])


def cut(data: bytes, places: list[int]) -> list[bytes]:
    ends = sorted({place % (len(data) + 1) for place in places})
    return [data[start:end] for start, end in zip([0, *ends], [*ends, len(data)], strict=True)]


@given(st.lists(commits(), max_size=4), st.lists(st.integers(0, 10**6), max_size=8))
def test_reading_undoes_writing_however_the_bytes_are_cut(history: list[Commit], places: list[int]) -> None:
    data = b"".join(written(commit) for commit in history)
    assert list(parse_log(cut(data, places))) == history


@pytest.mark.torture
@settings(max_examples=share("EXAMPLES", 100), deadline=None)
@given(st.lists(commits(), min_size=1, max_size=3), st.data())
def test_an_end_that_is_cut_short_is_never_another_exception(history: list[Commit], data: st.DataObject) -> None:
    whole = b"".join(written(commit) for commit in history)
    short = whole[: data.draw(st.integers(0, len(whole)))]
    with contextlib.suppress(GitLogError):
        list(parse_log([short]))


@pytest.mark.torture
@settings(max_examples=share("EXAMPLES", 300), deadline=None)
@given(st.binary(max_size=200).map(lambda raw: raw.replace(b"|", b"\0")))
def test_other_bytes_are_refused_by_name(raw: bytes) -> None:
    with contextlib.suppress(GitLogError):
        list(parse_log([b"\x01" + b"a" * 40 + b"\0\0\0\0\0", raw]))


def test_what_is_not_a_commit_is_refused() -> None:
    with pytest.raises(GitLogError, match="expected a commit"):
        list(parse_log([b"fatal: not a git repository\0"]))


def dated(date: bytes) -> tuple[int | None, int]:
    (commit,) = parse_log([b"\x01" + b"a" * 40 + b"\0\0" + date + b"\0Ada\0ada@example.org\0"])
    return commit.authored_at, commit.utc_offset_minutes


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"%ad",
        b"yesterday",
        b"1700000000",
        b"-5 +0000",
        b"0 +0000",  # what git prints for a number that it cannot hold
        b"253402300800 +0000",  # the first second of the year 10000
        b"99999999999999999999 +0000",
        b"1700000000 +9999",
        b"1700000000 -1500",
        b"1700000000 +0160",
    ],
)
def test_a_junk_date_is_unknown(junk: bytes) -> None:
    assert dated(junk) == (None, 0)


def test_the_authors_own_offset_is_kept() -> None:
    at = int(datetime(2026, 1, 1, 7, 30, tzinfo=UTC).timestamp())
    assert dated(b"%d -0800" % at) == (at, -480)
    assert dated(b"%d +0545" % at) == (at, 345)
