"""Python draws each chart for the whole journal; the page's script draws it for a selection. For the whole they agree."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from analytics import parse_series
from learning_timeline.charts import embed, of_pages
from learning_timeline.charts.weeks import WeeksPicture
from learning_timeline.pages import selection_data
from learning_timeline.pages.assets import assets
from learning_timeline.pages.timeline import headline_numbers
from tests.builders.templates import environment
from tests.builders.timelines import milestone, timeline, weekly

if TYPE_CHECKING:
    from collections.abc import Callable

    from learning_timeline._seam import analytics
    from tests.conftest import Visit

PLUGIN = Path(embed.__file__).parents[1]
WORLD = Path(__file__).parents[2] / "content" / "world"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Views</title><body>
{% from "learning_timeline/_figure.html" import figure %}
{% for chart in charts %}{{ figure(chart, ".") }}{% endfor %}
<script src="{{ file }}"></script><script src="facts.js" data-root=""></script><script src="views.js"></script>"""
COMPUTED = (
    "topics-over-time",
    "lifelines",
    "every-post",
    "cumulative",
    "text-kept",
    "rhythm",
    "most-revised",
    "waiting",
    "field-measured",
    "frontier",
    "lag-by-year",
    "lag-by-topic",
)
# The whole journal, as the timeline page asks for it before anything is chosen.
WHOLE = """async (id) => {
    const site = window.learningTimeline;
    const facts = site.facts();
    const selection = { from: 0, to: facts.today, topics: [], measure: "posts", share: false };
    const posts = Array.from(facts.days, (_, post) => post);
    const text = document.querySelector(`#${id} script`)?.textContent;
    const data = text ? JSON.parse(text) : null;
    const context = { facts, selection, posts, hasTopic: () => true, isWhole: true, isNarrow: false, chosen: "", data };
    for (const name of Object.keys(facts.later)) await site.load(name);
    const drawing = site.views[id].draw(context);
    return { ...drawing, traces: drawing.traces.map((trace) => site.filled(data.looks[trace.role], trace)) };
}"""
YOUNG = [("2026-11-23", "llm", 400), ("2026-11-23", "rl", 300), ("2026-11-25", "graphs", 800)]
GROWN = weekly("llm", "2022-01-03", 150, words=200) + weekly("rl", "2023-06-05", 90, words=50) + YOUNG
OLD = (
    weekly("llm", "2026-03-02", 700, words=321)
    + weekly("rl", "2031-06-05", 400, words=50)
    + [
        day
        for number in range(14)
        for day in weekly(f"topic-{number:02d}", f"{2028 + 2 * number}-02-29"[:8] + "01", 30)
    ]
)
# More topics than lags have bars for.
BROAD = [post for number in range(27) for post in weekly(f"topic-{number:02d}", f"20{30 + number}-01-07", 4)]
LIVES = {
    "young": (YOUNG, "2026-11-27"),
    "grown": (GROWN, "2027-02-10"),
    "old": (OLD, "2062-01-01"),
    "broad": (BROAD, "2060-01-01"),
}


# Of each kind one that the journal ships: on a log scale, with a human level, and where less is better.
SERIES = {
    life: parse_series((WORLD / f"{name}.yaml").read_text(encoding="utf-8"), f"world/{name}.yaml")
    for life, name in {"young": "compute", "grown": "chess", "old": "imagenet-error", "broad": "chess"}.items()
}


# Of a few, of a life, and of more than can be told apart.
RESOURCES = {
    "young": [(0, 2017)],
    "grown": [(7 * at, 2020 - at % 9) for at in range(30)],
    "old": [(at, 2026 + at // 60 - at % 7) for at in range(1_300)],
    "broad": [(at, 2027 + at // 9) for at in range(108) if at not in {0, 107}],
}


@pytest.fixture(params=LIVES)
def journal(request: pytest.FixtureRequest) -> analytics.Timeline:
    posts, today = LIVES[request.param]
    return timeline(
        posts,
        today=today,
        versions=["2022-05-01T23:30-08:00", "2022-05-02", "2024-05-05", "2026-11-24"],
        milestones=[milestone("1943", "A logical calculus"), milestone("2026-12", "Begun", "own")],
        series=[SERIES[request.param]],
        resources=RESOURCES[request.param],
    )


@pytest.fixture
def page(journal: analytics.Timeline, tmp_path: Path, visit: Callable[..., Visit]) -> Any:
    for name, data in assets():
        (tmp_path / name).write_bytes(data)
    later = selection_data.later_files(journal)
    first = selection_data.first_file(journal, {}, later)
    for file in (first, *later):
        path = tmp_path / file.url
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(file.data)
    drawn = [embed.chart_view(chart, "x.csv") for chart in of_pages.timeline_charts(journal) if chart.figure]
    (tmp_path / "index.html").write_text(
        environment().from_string(PAGE).render(charts=drawn, file=first.versioned), encoding="utf-8"
    )
    seen = visit((tmp_path / "index.html").as_uri())
    yield seen.page
    assert seen.problems == []


def at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def test_the_script_and_python_draw_the_same(page: Any, journal: analytics.Timeline) -> None:
    by_slug = {chart.slug: chart for chart in of_pages.timeline_charts(journal)}
    for slug in COMPUTED:
        chart = by_slug[slug]
        if chart.figure is None:
            continue
        figure = json.loads(json.dumps(chart.figure))
        drawing = page.evaluate(WHOLE, slug)
        assert drawing["traces"] == figure["data"], slug
        for name, value in drawing["layout"].items():
            if name not in {"barnorm", "showlegend"}:
                # Plotly leaves an empty list out.
                assert (value or None) == (at(figure["layout"], name) or None), f"{slug}: layout.{name}"
        assert [tuple(step) for step in drawing.get("key", [])] == list(chart.key), slug
        assert drawing.get("keyOf", "") == chart.key_of, slug
        if drawing.get("height"):
            assert drawing["height"] == chart.height, slug


def test_the_tables_of_the_script_are_those_of_python(page: Any, journal: analytics.Timeline) -> None:
    for chart in of_pages.timeline_charts(journal):
        if chart.slug not in COMPUTED or chart.figure is None:
            continue
        # A table that is too long for a page stands in its file alone.
        is_long = chart.shown_table is not None and chart.shown_table.empty
        view = embed.chart_view(replace(chart, shown_table=None) if is_long else chart, "x.csv")
        drawing = page.evaluate(WHOLE, chart.slug)
        # Those that are not named are the same whatever is selected, and the page has them from Python.
        assert (*drawing.get("columns", view.table_columns), *drawing.get("names", ())) == view.table_columns, (
            chart.slug
        )
        rows = [
            tuple(f"{cell:,}" if isinstance(cell, int | float) else cell for cell in row) for row in drawing["rows"]
        ]
        assert rows[: embed.MOST_ROWS] == list(view.table_rows), chart.slug


def test_the_script_says_of_lags_by_topic_what_python_says(page: Any, journal: analytics.Timeline) -> None:
    chart = next(one for one in of_pages.timeline_charts(journal) if one.slug == "lag-by-topic")
    told = chart.sentence.replace("has that many yet", "has that many in this selection")
    assert page.evaluate(WHOLE, "lag-by-topic")["sentence"] == told


def test_the_numbers_of_the_head_are_those_of_python(page: Any, journal: analytics.Timeline) -> None:
    found = page.evaluate(
        """async () => {
        const site = window.learningTimeline;
        const facts = site.facts();
        const selection = { from: 0, to: facts.today };
        const context = { facts, selection, posts: [...facts.days.keys()], hasTopic: () => true, isWhole: true };
        for (const name of site.numbers.needs(context)) await site.load(name);
        return site.numbers.of(context);
    }"""
    )
    assert {name: number for name, number in found.items() if number} == {
        one.name: one.number for one in headline_numbers(journal)
    }


def corners(path: str) -> list[list[tuple[int, int]]]:
    """The corners of each part of a path; Python tells a part by its distance from the one before, the script by its place."""
    parts: list[list[tuple[int, int]]] = []
    x = y = 0
    for command, told in re.findall(r"([MmHhVvz])((?:-?\d+(?: -?\d+)?)?)", path):
        if command == "z":
            x, y = parts[-1][0]
            continue
        step = [int(number) for number in told.split()]
        across, down = {"m": step, "h": [*step, 0], "v": [0, *step]}[command.lower()]
        if command.islower():
            x, y = x + across, y + down
        else:
            x, y = x if command == "V" else across, y if command == "H" else down
        if command in "Mm":
            parts.append([])
        parts[-1].append((x, y))
    return [part for part in parts if len(part) > 1]


def test_the_weeks_and_the_small_pictures_are_those_of_python(page: Any, journal: analytics.Timeline) -> None:
    picture = of_pages.weeks(journal).picture
    assert isinstance(picture, WeeksPicture)
    script = """(count) => {
        const site = window.learningTimeline;
        const figure = document.createElement("figure");
        figure.innerHTML = '<div class="weeks-grid">' + "<svg><path/></svg>".repeat(7) + '</div><ol class="multiples"></ol>';
        const facts = site.facts();
        const selection = { from: 0, to: facts.today, topics: [], measure: "posts", share: false };
        const posts = Array.from(facts.days, (_, post) => post);
        const context = { facts, selection, posts, hasTopic: () => true, isWhole: true, isNarrow: false, data: null };
        const weeks = site.pictures.weeks(context, figure);
        const multiples = site.pictures.multiples(context, figure);
        return {
            paths: [...figure.querySelectorAll(".weeks-grid path")].map((path) => path.getAttribute("d")),
            small: [...figure.querySelectorAll(".multiples path")].map((path) => path.getAttribute("d")),
            key: weeks.key, weeks: weeks.rows, multiples: multiples.rows,
        };
    }"""
    drawn = page.evaluate(script, 7)
    assert list(map(corners, drawn["paths"])) == [corners(dict(picture.paths).get(level, "")) for level in range(7)]
    assert [tuple(step) for step in drawn["key"]] == list(of_pages.weeks(journal).key)
    small: Any = of_pages.multiples(journal).picture
    assert list(map(corners, drawn["small"])) == [corners(one.path) for one in small.pictures]
    for chart, rows in ((of_pages.weeks(journal), drawn["weeks"]), (of_pages.multiples(journal), drawn["multiples"])):
        table = embed.chart_view(chart, "x.csv").table_rows
        assert [tuple(f"{cell:,}" if isinstance(cell, int) else cell for cell in row) for row in rows] == list(table)
