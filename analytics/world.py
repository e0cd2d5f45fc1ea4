"""The files of `content/world/` in, series of the world out: numbers that tell how far the field has come. Pure.

A series is one number over time: the compute of training runs, the error on a test, the price of an ability. Each of its
points is a fact with a source. `docs/world.md` tells the form of the files.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final, Literal

from .model import PartialDate
from .yamlfile import Value, read_yaml

_FIELDS = (
    "name",
    "about",
    "unit",
    "scale",
    "better",
    "human",
    "source",
    "source_url",
    "licence",
    "note",
    "upstream",
    "points",
)
_POINT_FIELDS = ("date", "value", "label", "url", "low", "high", "estimate", "weight")
_HUMAN_FIELDS = ("value", "label", "url")
_UPSTREAM_FIELDS = ("url", "columns")
COLUMNS: Final = ("label", "date", "value", "url")
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,3})?", flags=re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WorldPoint:
    """A fact of the world.

    Attributes:
        on: when, as precisely as it is known.
        value: in the unit of its series.
        label: what reached it, plain text.
        url: where that is said.
        low, high: the ends of the interval that its source gives, or None.
        is_estimate: whether its source guesses it from little.
        weight: of its name among those that have room; 1 is that of most.
    """

    on: PartialDate
    value: float
    label: str
    url: str
    low: float | None = None
    high: float | None = None
    is_estimate: bool = False
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Level:
    """What people reach: a value in the unit of the series, who they are, and where that is said."""

    value: float
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Upstream:
    """Where newer points come from: the address of a CSV file, and which of its columns hold a point's parts."""

    url: str
    columns: Mapping[str, str]


@dataclass(frozen=True)
class Series:
    """One number of the world over time.

    Attributes:
        slug: its name in addresses and data, from its file's name.
        name: its name for people, such as "Training compute".
        about: what its best value is, to be in a sentence: "the largest known training run".
        unit: of all its values, such as "FLOP", "percent" or "minutes".
        scale: how it is drawn.
        better: in which direction it progresses.
        human: what people reach, or None.
        source, source_url: who is to be credited.
        licence: of the data.
        note: what a reader should know of its numbers; may be empty.
        upstream: where newer points come from, or None.
        points: by time.
    """

    slug: str
    name: str
    about: str
    unit: str
    scale: Literal["linear", "log"]
    better: Literal["higher", "lower"]
    source: str
    points: tuple[WorldPoint, ...]
    human: Level | None = None
    source_url: str = ""
    licence: str = ""
    note: str = ""
    upstream: Upstream | None = field(default=None, repr=False)

    def is_better(self, value: float, than: float) -> bool:
        """Whether a value is further in the direction of progress than another."""
        return value > than if self.better == "higher" else value < than

    @cached_property
    def frontier(self) -> tuple[WorldPoint, ...]:
        """The points that were better than all before them, by time; of a day the best alone."""
        best: list[WorldPoint] = []
        for point in self.points:
            if best and not self.is_better(point.value, best[-1].value):
                continue
            if best and best[-1].on.first_day == point.on.first_day:
                best.pop()
            best.append(point)
        return tuple(best)

    def best_on(self, day: date) -> WorldPoint | None:
        """The best point that was known on a day; None before the first."""
        place = bisect_right(self.frontier, day, key=lambda point: point.on.first_day)
        return self.frontier[place - 1] if place else None

    def until(self, day: date) -> Series:
        """The series as it was on a day."""
        known = tuple(point for point in self.points if point.on.first_day <= day)
        return self if len(known) == len(self.points) else replace(self, points=known)


def parse_series(text: str, path: str) -> Series:
    """Read a file of `content/world/`.

    Raises:
        ContentError: with file, line and remedy.
    """
    root = read_yaml(text, path)
    if root is None:
        return _nothing_in(path)
    fields = root.mapping("this series", _FIELDS, needed=("name", "about", "unit", "source", "points"))
    scale = _one_of(fields.get("scale"), "scale", "linear", "log")
    points = _points(fields["points"], is_log=scale == "log")
    return Series(
        slug=slug_of(path),
        name=fields["name"].text("name"),
        about=fields["about"].text("about"),
        unit=fields["unit"].text("unit"),
        scale="log" if scale == "log" else "linear",
        better="lower" if _one_of(fields.get("better"), "better", "higher", "lower") == "lower" else "higher",
        source=fields["source"].text("source"),
        points=points,
        human=_human(fields["human"], is_log=scale == "log") if "human" in fields else None,
        source_url=fields["source_url"].web_address("source_url") if "source_url" in fields else "",
        licence=fields["licence"].text("licence") if "licence" in fields else "",
        note=fields["note"].text("note") if "note" in fields else "",
        upstream=_upstream(fields["upstream"]) if "upstream" in fields else None,
    )


def point_lines(text: str, path: str) -> tuple[tuple[int, PartialDate], ...]:
    """The line on which each point of a file stands, with its date, in the file's order.

    Raises:
        ContentError: the file is no series.
    """
    root = read_yaml(text, path)
    points = None if root is None else root.mapping("this series", _FIELDS).get("points")
    if points is None or not isinstance(points.value, list):
        return ()
    return tuple((entry.line, _point_fields(entry)["date"].date("date")) for entry in points.value)


def slug_of(path: str) -> str:
    """The slug of the series in a file.

    >>> slug_of("world/metr-horizon.yaml")
    'metr-horizon'
    """
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def number(text: str) -> float | None:
    """A number as people and programs write it; None if it is not one, or is not finite.

    >>> number("3.14e23"), number("about 5"), number("1e999")
    (3.14e+23, None, None)
    """
    value = float(text) if _NUMBER.fullmatch(text.strip()) else math.nan
    return value if math.isfinite(value) else None


def _nothing_in(path: str) -> Series:
    return Series(slug_of(path), slug_of(path), "", "", "linear", "higher", "", ())


def _points(value: Value, *, is_log: bool) -> tuple[WorldPoint, ...]:
    if not isinstance(value.value, list):
        raise value.wrong("the points are not a list", "begin each with `- {date:`")
    points = [_point(entry, is_log=is_log) for entry in value.value]
    return tuple(sorted(points, key=lambda point: (point.on.first_day, point.value, point.label)))


def _point_fields(entry: Value) -> dict[str, Value]:
    return entry.mapping("this point", _POINT_FIELDS, needed=("date", "value", "label", "url"))


def _point(entry: Value, *, is_log: bool) -> WorldPoint:
    fields = _point_fields(entry)
    value = _placed(fields["value"], is_log=is_log)
    low = _number(fields["low"], "low") if "low" in fields else None
    high = _number(fields["high"], "high") if "high" in fields else None
    if (low is not None and low > value) or (high is not None and high < value):
        raise entry.wrong("the value is outside of `low` and `high`", "fix one of the three")
    return WorldPoint(
        on=fields["date"].date("date"),
        value=value,
        label=fields["label"].text("label"),
        url=fields["url"].web_address("url"),
        low=low,
        high=high,
        is_estimate=_one_of(fields.get("estimate"), "estimate", "false", "true") == "true",
        weight=fields["weight"].weight() if "weight" in fields else 1,
    )


def _number(value: Value, what: str) -> float:
    text = value.text(what)
    found = number(text)
    if found is None:
        raise value.wrong(f"`{what}` is {text!r}, which is not a number", "write it as 12.5 or 3.1e23")
    return found


def _placed(value: Value, *, is_log: bool) -> float:
    """A value that has a place on the scale."""
    found = _number(value, "value")
    if is_log and found <= 0:
        raise value.wrong(f"{found:g} has no place on a log scale", "fix it, or write `scale: linear`")
    return found


def _human(value: Value, *, is_log: bool) -> Level:
    fields = value.mapping("the human level", _HUMAN_FIELDS, needed=_HUMAN_FIELDS)
    level = _placed(fields["value"], is_log=is_log)
    return Level(level, fields["label"].text("label"), fields["url"].web_address("url"))


def _upstream(value: Value) -> Upstream:
    fields = value.mapping("`upstream`", _UPSTREAM_FIELDS, needed=_UPSTREAM_FIELDS)
    columns = fields["columns"].mapping("`columns`", COLUMNS, needed=COLUMNS)
    return Upstream(fields["url"].web_address("url"), {name: columns[name].text(name) for name in COLUMNS})


def _one_of(value: Value | None, what: str, *choices: str) -> str:
    """A field that is one of a few words; the first of them where it is missing."""
    if value is None:
        return choices[0]
    text = value.text(what)
    if text not in choices:
        raise value.wrong(f"`{what}` is {text!r}", f"use {' or '.join(choices)}")
    return text


def known_until(series: Iterable[Series], day: date) -> tuple[Series, ...]:
    """Those of the series that have a point until a day, as they were then."""
    return tuple(one for one in (one.until(day) for one in series) if one.points)
