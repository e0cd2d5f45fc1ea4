"""Series of the world: what their files say, what is refused, and that what this journal ships is whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import ContentError, Series, WorldPoint, parse_series
from analytics.model import PartialDate
from analytics.world import number

if TYPE_CHECKING:
    from collections.abc import Sequence

WORLD = Path(__file__).parents[2] / "content" / "world"
SHIPPED = sorted(WORLD.glob("*.yaml"))
GOOD = """
name: Training compute
about: the largest known training run
unit: FLOP
scale: log
source: A table
human: {value: 7, label: people, url: "https://example.org/people"}
points:
  - {date: "2020-05-28", value: 3.14e+23, label: GPT-3, url: "https://arxiv.org/abs/2005.14165", weight: 3}
  - {date: "1950", value: 40, label: Theseus, url: "https://example.org/", low: 30, high: 50, estimate: true}
"""


def test_a_series_is_read_with_its_points_by_time() -> None:
    series = parse_series(GOOD, "world/compute.yaml")
    assert (series.slug, series.unit, series.scale, series.better) == ("compute", "FLOP", "log", "higher")
    assert [(str(point.on), point.value, point.label) for point in series.points] == [
        ("1950", 40, "Theseus"),
        ("2020-05-28", 3.14e23, "GPT-3"),
    ]
    assert (series.points[0].low, series.points[0].high, series.points[0].is_estimate) == (30, 50, True)
    assert series.points[1].weight == 3
    assert series.human is not None
    assert series.human.label == "people"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("unit: FLOP\n", "", "w.yaml:2: this series has no unit: add `unit:`"),
        ("scale: log", "scale: cubic", "w.yaml:5: `scale` is 'cubic': use linear or log"),
        ("value: 40", "value: many", "w.yaml:10: `value` is 'many', which is not a number: write it as 12.5 or 3.1e23"),
        ("value: 40", "value: 0", "w.yaml:10: 0 has no place on a log scale: fix it, or write `scale: linear`"),
        ("low: 30", "low: 41", "w.yaml:10: the value is outside of `low` and `high`: fix one of the three"),
        (
            'date: "1950"',
            'date: "50s"',
            "w.yaml:10: `date` is '50s', which is not a date: write it as 1956, 1956-08 or 1956-08-31",
        ),
        ("label: Theseus, ", "", "w.yaml:10: this point has no label: add `label:`"),
        (
            '"https://example.org/",',
            '"javascript:1",',
            "w.yaml:10: 'javascript:1' is not a web address: write it with https://",
        ),
        (
            "weight: 3",
            "weight: 12",
            "w.yaml:9: the weight '12' is not a number from 1 to 9: leave it out, or write 1 to 9",
        ),
        ("points:", "points: none\nnote:", "w.yaml:8: the points are not a list: begin each with `- {date:`"),
        (", label: people", "", "w.yaml:7: the human level has no label: add `label:`"),
        ("{value: 7", "{value: 0", "w.yaml:7: 0 has no place on a log scale: fix it, or write `scale: linear`"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, complaint: str) -> None:
    assert old in GOOD
    with pytest.raises(ContentError) as raised:
        parse_series(GOOD.replace(old, new), "w.yaml")
    assert str(raised.value) == complaint


def test_a_file_of_nothing_is_a_series_without_points() -> None:
    assert parse_series("", "world/x.yaml").points == ()


def made(values: Sequence[tuple[int, float]], better: str = "higher") -> Series:
    points = [WorldPoint(PartialDate(year), value, f"{year}", "https://example.org/") for year, value in values]
    ordered = tuple(sorted(points, key=lambda point: (point.on.first_day, point.value)))
    return Series("x", "X", "the best x", "x", "linear", "lower" if better == "lower" else "higher", "A", ordered)


def test_the_frontier_is_what_was_better_than_all_before() -> None:
    values = [(2001, 5.0), (2003, 4.0), (2003, 7.0), (2004, 7.0), (2009, 8.0)]
    assert [point.value for point in made(values).frontier] == [5, 7, 8]
    assert [point.value for point in made(values, "lower").frontier] == [5, 4]
    assert made(values).best_on(date(2000, 12, 31)) is None
    best = made(values).best_on(date(2008, 1, 1))
    assert best is not None
    assert best.value == 7


@given(st.lists(st.tuples(st.integers(1950, 2076), st.integers(1, 1_000)), max_size=20), st.integers(1950, 2076))
def test_no_point_known_on_a_day_is_better_than_the_best(values: list[tuple[int, int]], year: int) -> None:
    for better in ("higher", "lower"):
        series = made(values, better)
        best = series.best_on(date(year, 1, 1))
        known = [value for when, value in values if when <= year]
        assert (best is None) == (not known)
        if best is not None:
            assert best.value == (max(known) if better == "higher" else min(known))
            # As it was known then, the series says the same.
            assert series.until(date(year, 1, 1)).frontier[-1].value == best.value


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_plain_words(text: str) -> None:
    said = "w.yaml"
    try:
        parse_series(text, "w.yaml")
    except ContentError as error:
        said = str(error)
    assert said.startswith("w.yaml")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_back_as_programs_write_it(value: float) -> None:
    assert number(repr(value)) == value


@pytest.mark.parametrize("file", SHIPPED, ids=[file.stem for file in SHIPPED])
def test_what_this_journal_ships_is_whole(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    series = parse_series(text, f"world/{file.name}")
    assert len(series.frontier) >= 3
    # In the file, too, points stand by time, and no fact stands there twice.
    listed = [line for line in text.splitlines() if line.startswith("  - {date:")]
    days = [line.split('"')[1] for line in listed]
    assert days == sorted(days)
    assert len({(point.on, point.label) for point in series.points}) == len(series.points)
    assert all(point.on.year <= 2026 for point in series.points)
    assert series.licence
    if series.unit == "percent":
        assert all(0 < point.value < 100 for point in series.points)
    assert all(point.url.startswith("https://") for point in series.points)


def test_the_series_reach_from_1950_to_this_year_and_cover_the_field() -> None:
    series = {file.stem: parse_series(file.read_text(encoding="utf-8"), file.name) for file in SHIPPED}
    assert len(series["compute"].points) + len(series["parameters"].points) >= 250
    assert series["compute"].points[0].on.year == 1950
    assert {
        "imagenet-error",
        "mnist-error",
        "chess",
        "go",
        "speech-error",
        "translation",
        "mmlu",
        "gpqa-diamond",
    } <= series.keys()
    assert {"arc-agi", "swe-bench-verified", "metr-horizon", "price", "context-length"} <= series.keys()
