"""The series of the world and the network in, points that are new out; a file is changed only when a person says so.

A series tells in its file where newer points come from: the address of a CSV file and the names of four of its columns. So another
source needs no program. What the file has already is never changed, whatever the source says of it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from pathlib import Path

from invoke.exceptions import Exit

from .._seam import analytics
from ..core.amounts import amount
from ..core.quantities import quantity
from . import web_client
from .text_file import TextFile

SECONDS = 20.0
_MOST_BYTES = 50_000_000
_MOST_HOPS = 5
_LONGEST_LABEL = 80
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Found:
    """What a source has.

    Attributes:
        points: that could be read, by time.
        left_out: how many rows could not, by the reason.
    """

    points: tuple[analytics.WorldPoint, ...]
    left_out: dict[str, int]


def update(  # noqa: PLR0913 - what a person may ask for
    folder: Path,
    *,
    only: str,
    is_all: bool,
    is_writing: bool,
    today: date,
    say: Callable[[str], None],
    ask: Callable[[str, float], str] | None = None,
) -> None:
    """Show what the sources of the series in a folder have that the files have not, and add it if that is asked for.

    Args:
        folder: of the series.
        only: the slug of one series, or nothing for all.
        is_all: offer every new point, and not only those that would be the best of their day.
        is_writing: add what is offered to the files.
        today: points after this day are left out.
        say: tells a line.
        ask: gives the text of an address within so many seconds; by default the network is asked.

    Raises:
        Exit: there is no such series, or a file cannot be read.
    """
    files = sorted(file for file in folder.glob("*.yaml") if only in {"", file.stem})
    if not files:
        raise Exit(
            f"{folder}: there is no series{f' {only!r}' if only else ''}: `docs/world.md` tells how to write one",
            code=2,
        )
    is_changed = False
    for path in files:
        file = TextFile.read(path)
        try:
            series = analytics.parse_series(file.text, path.name)
        except analytics.ContentError as problem:
            raise Exit(str(problem), code=1) from None
        if series.upstream is None:
            continue
        try:
            found = read(series, (ask or fetch)(series.upstream.url, SECONDS), today)
        except SourceFailed as problem:
            say(f"{series.name}: {problem}. You have {_held(series)}.")
            continue
        new = new_points(series, found.points, is_all=is_all)
        for line in _told(series, found, new):
            say(line)
        if new and is_writing:
            file.replace(with_points(file.text, path.name, new))
            is_changed = True
    if not is_writing:
        say("Nothing was written; `--write` adds what is shown.")
    elif not is_changed:
        say("Nothing was written: there was nothing new.")


class SourceFailed(Exception):  # noqa: N818 - it reads as what happened
    """A source gave nothing that can be read; says why."""


def fetch(url: str, seconds: float, *, may_ask_inside: bool = False) -> str:
    """The text of a file of the web, through a few redirects.

    Args:
        url: of the file.
        seconds: for all of it.
        may_ask_inside: whether addresses that are not public are asked; for tests.

    Raises:
        SourceFailed: there is no network, no such file, or it is too large.
    """
    try:
        answer = web_client.follow(
            url, {}, seconds=seconds, most=_MOST_BYTES, hops=_MOST_HOPS, may_ask_inside=may_ask_inside
        )
    except Exception as error:  # noqa: BLE001 - whatever goes wrong between two machines, and its words are told
        raise SourceFailed(f"{url} could not be asked ({analytics.printable(str(error))})") from None
    if answer.status != HTTPStatus.OK:
        raise SourceFailed(f"{url} answered {answer.status} {analytics.printable(answer.reason)}".strip())
    if len(answer.data) >= _MOST_BYTES:
        raise SourceFailed(f"{url} is larger than {_MOST_BYTES // 1_000_000} MB")
    return answer.data.decode("utf-8-sig", "replace")


def read(series: analytics.Series, text: str, today: date) -> Found:
    """The points of a CSV file in the columns that a series names, whatever their order and whatever else there is.

    Raises:
        SourceFailed: a column is missing, or a cell is too long to be one.
    """
    assert series.upstream is not None
    try:
        return _read(series, series.upstream, text, today)
    except csv.Error as error:
        raise SourceFailed(f"{series.upstream.url} is not readable CSV ({error})") from None


def _read(series: analytics.Series, upstream: analytics.Upstream, text: str, today: date) -> Found:
    columns = upstream.columns
    rows = csv.DictReader(io.StringIO(text, newline=""))
    names = [name.strip() for name in rows.fieldnames or []]
    rows.fieldnames = names
    missing = [column for column in columns.values() if column not in names]
    if missing:
        raise SourceFailed(f"{upstream.url} has no column {missing[0]!r} any more: fix `columns` in {series.slug}.yaml")
    points: dict[tuple[str, str], analytics.WorldPoint] = {}
    left_out: dict[str, int] = {}
    for row in rows:
        point = _point(series, {name: (row.get(column) or "").strip() for name, column in columns.items()}, today)
        if isinstance(point, str):
            left_out[point] = left_out.get(point, 0) + 1
        else:
            points.setdefault((_same(point.label), str(point.on)), point)
    ordered = sorted(points.values(), key=lambda point: (point.on.first_day, point.value))
    return Found(tuple(ordered), {reason: many for reason, many in left_out.items() if reason})


def _point(series: analytics.Series, row: dict[str, str], today: date) -> analytics.WorldPoint | str:
    """A row as a point, or why it is none; nothing if it says nothing of this series."""
    if not row["value"]:
        return ""
    value = analytics.number(row["value"].replace(",", ""))
    label = analytics.printable(" ".join(row["label"].split()))[:_LONGEST_LABEL]
    url = row["url"].split()[0].rstrip(",") if row["url"] else ""
    try:
        on = analytics.PartialDate.parse(row["date"][:10])
    except ValueError:
        return "no date"
    reasons = {
        "no number": value is None,
        "a number that is not above zero": series.scale == "log" and value is not None and value <= 0,
        "a day after today": on.first_day > today,
        "no name or no source": not label or not url.startswith(("https://", "http://")),
    }
    reason = next((reason for reason, is_so in reasons.items() if is_so), None)
    return reason or analytics.WorldPoint(on, float(f"{value:.4g}"), label, url)


def new_points(
    series: analytics.Series, found: Iterable[analytics.WorldPoint], *, is_all: bool
) -> tuple[analytics.WorldPoint, ...]:
    """Those of the points that a series has not: by default those that would be the best of their day."""
    known = {_same(point.label) for point in series.points}
    new = [point for point in found if _same(point.label) not in known]
    if is_all:
        return tuple(new)
    offered: list[analytics.WorldPoint] = []
    for point in new:
        best = series.best_on(point.on.first_day)
        rival = offered[-1] if offered else None
        if (best is None or series.is_better(point.value, best.value)) and (
            rival is None or series.is_better(point.value, rival.value)
        ):
            offered.append(point)
    return tuple(offered)


def _same(label: str) -> str:
    return "".join(label.casefold().split())


def with_points(text: str, path: str, new: Sequence[analytics.WorldPoint]) -> str:
    """The text of a series' file with points in their places by time; all that is there stays as it is."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    entries = analytics.point_lines(text, path)
    for point in reversed(new):
        later = next((line for line, on in entries if on.first_day > point.on.first_day), None)
        at = len(lines) if later is None else later - 1
        while at and later is not None and lines[at - 1].lstrip().startswith("#"):
            at -= 1
        lines.insert(at, _line(point))
    return "".join(lines)


def _line(point: analytics.WorldPoint) -> str:
    # As JSON quotes a text, YAML reads it.
    label, url = (json.dumps(text, ensure_ascii=False) for text in (point.label, point.url))
    return f'  - {{date: "{point.on}", value: {point.value!r}, label: {label}, url: {url}}}\n'


def _told(series: analytics.Series, found: Found, new: Sequence[analytics.WorldPoint]) -> Iterator[str]:
    assert series.upstream is not None
    yield f"{series.name}: you have {_held(series)}; {len(new):,} new at {series.upstream.url}."
    for point in new[:_SHOWN]:
        yield f"  {point.on}  {quantity(point.value, series.unit)}  {point.label}  {point.url}"
    if len(new) > _SHOWN:
        yield f"  and {len(new) - _SHOWN:,} more"
    for point, theirs in _differing(series, found.points):
        mine, other = quantity(point.value, series.unit), quantity(theirs.value, series.unit)
        yield f"  {point.label}: you say {mine}, the source {other}; yours stays."
    if found.left_out:
        yield f"  Left out: {', '.join(f'{many:,} with {reason}' for reason, many in sorted(found.left_out.items()))}."


def _differing(
    series: analytics.Series, found: Iterable[analytics.WorldPoint]
) -> Iterator[tuple[analytics.WorldPoint, analytics.WorldPoint]]:
    """Points of which the source says something else, by more than rounding."""
    theirs = {_same(point.label): point for point in found}
    for point in series.points:
        other = theirs.get(_same(point.label))
        if other is not None and abs(other.value - point.value) > 0.02 * abs(point.value):
            yield point, other


def _held(series: analytics.Series) -> str:
    until = f" until {series.points[-1].on}" if series.points else ""
    return f"{amount(len(series.points), 'point')}{until}"
