from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from learning_timeline.charts import of_pages, stills
from learning_timeline.charts.figures import Chart, base_axis, base_layout, heatmap, scatter
from learning_timeline.charts.stills.scales import Scale, number_text
from learning_timeline.core.colours import TOKENS
from learning_timeline.journal.slices import Slices
from learning_timeline.journal.spans import Span
from tests.builders.timelines import milestone, timeline, weekly

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from learning_timeline._seam import analytics

HOSTILE = '</text><script>alert(1)</script> "R&D" <b style="x">'

# All that figures say. What is drawn of them, and what is for the live picture alone or says what a still is without being told.
DRAWN = {
    "trace": {
        "base", "cliponaxis", "colorscale", "fillcolor", "line", "line.color", "line.dash", "line.shape", "line.width", "marker",
        "marker.color", "marker.line", "marker.line.color", "marker.line.width", "marker.opacity", "marker.size", "mode", "name",
        "offset", "orientation", "stackgroup", "text", "textposition", "type", "width", "x", "xgap", "y", "yaxis", "z", "zmax",
        "zmin",
    },
    "layout": {"annotations", "barmode", "height", "margin", "meta", "shapes", "showlegend", "xaxis", "yaxis", "yaxis2"},
    "axis": {
        "domain", "dtick", "nticks", "range", "showgrid", "side", "tick0", "tickformat", "ticklabelmode", "ticklabelstandoff",
        "ticksuffix", "ticktext", "tickvals", "title", "type",
    },
    "annotation": {"font", "text", "x", "xanchor", "xref", "xshift", "y", "yanchor", "yref", "yshift"},
    "shape": {"fillcolor", "layer", "line", "opacity", "path", "type", "x0", "x1", "y0", "y1", "yref"},
}  # fmt: skip
NOT_DRAWN = {
    # Only a selection has shares.
    "trace": {
        "customdata", "groupnorm", "hoverinfo", "hoverongaps", "hovertemplate", "meta", "showscale", "textangle", "ygap",
    },
    "layout": {
        "dragmode", "font", "hoverlabel", "hovermode", "legend", "modebar", "paper_bgcolor", "plot_bgcolor", "separators",
    },
    "axis": {
        "anchor", "fixedrange", "gridcolor", "hoverformat", "showline", "spikecolor", "spikedash", "spikethickness", "tickangle",
        "tickfont", "ticklabeloverflow", "ticks", "zeroline",
    },
    "annotation": {"hovertext", "showarrow"},
    "shape": set(),
}  # fmt: skip


def journals() -> Iterator[analytics.Timeline]:
    """A week, a year, some years and a life, with many topics and few."""
    names = {"llm": HOSTILE}
    yield timeline([("2026-11-23", "llm", 100)], today="2026-11-24", names=names, versions=["2026-11-23"])
    yield timeline(weekly("llm", "2025-11-03", 50), today="2026-11-23", names=names)
    posts = [post for number in range(14) for post in weekly(f"t{number}", f"{2004 + number}-01-05", 500 - 30 * number)]
    own = [milestone("2014-02", HOSTILE, "own"), milestone("1943", "A logical calculus")]
    yield timeline(posts, today="2026-11-23", versions=["2023-01-01", "2024-05-05"], milestones=own)
    yield timeline(posts[::9], today="2026-11-23", names={"t0": HOSTILE}, milestones=own)


def all_charts(journal: analytics.Timeline) -> Iterator[Chart]:
    yield from of_pages.timeline_charts(journal)
    slices = Slices(journal, {})
    yield from of_pages.year_charts(slices.of_span(Span(2026, 2026)))
    yield from of_pages.decade_charts(slices.of_span(Span(2020, 2029)))
    for topic in journal.topics:
        yield from of_pages.topic_charts(slices.of_topic(topic.slug))


@pytest.fixture(scope="module")
def drawn_charts() -> list[Chart]:
    return [chart for journal in journals() for chart in all_charts(journal) if chart.figure]


def chart_of(traces: list[dict[str, Any]], **layout: Any) -> Chart:
    axes = {"xaxis": base_axis(range=[0, 10], tickvals=[], ticktext=[]), "yaxis": base_axis(range=[0, 10], dtick=5)}
    figure = {
        "data": traces,
        "layout": base_layout(120, margin={"l": 10, "r": 10, "t": 10, "b": 10}, **{**axes, **layout}),
    }
    return Chart("x", "X", "One.", figure, pd.DataFrame(), "So.", date(2026, 11, 23))


def svg(chart: Chart) -> ET.Element:
    found = re.search(r"<svg.*</svg>", stills.still(chart), re.DOTALL)
    assert found
    return ET.fromstring(found[0])


def said(attributes: Mapping[str, Any], inner: Iterable[str] = ()) -> set[str]:
    """The names of attributes, and of those within some of them."""
    found = set(attributes)
    for path in inner:
        value = attributes
        for name in path.split("."):
            value = value.get(name, {})
        found |= {f"{path}.{one}" for one in value}
    return found


def test_a_still_is_a_small_picture_of_numbers(drawn_charts: list[Chart]) -> None:
    for chart in drawn_charts:
        text, drawn = stills.still(chart), svg(chart)
        assert 3 < sum(1 for _ in drawn.iter()) <= 1_500, chart.slug
        assert not re.search(r"\b(?:nan|inf|None)\b|\d\.\d{3}", text), chart.slug
        assert drawn.find(".//path") is not None, chart.slug
        assert stills.still(chart) == text, chart.slug


def test_all_that_a_figure_says_is_drawn_or_known_to_be_no_ink(drawn_charts: list[Chart]) -> None:
    for chart in drawn_charts:
        assert chart.figure
        layout = chart.figure["layout"]
        of = {
            "trace": [said(trace, ("line", "marker", "marker.line")) for trace in chart.figure["data"]],
            "layout": [set(layout)],
            "axis": [said(layout[name]) for name in layout if "axis" in name],
            "annotation": [said(one) for one in layout.get("annotations", ())],
            "shape": [said(one) for one in layout.get("shapes", ())],
        }
        assert not any(trace.get("groupnorm") for trace in chart.figure["data"])
        for kind, all_said in of.items():
            for one in all_said:
                assert one <= DRAWN[kind] | NOT_DRAWN[kind], f"{chart.slug}: teach the stills of this {kind}"


def test_text_of_posts_is_text_and_colours_are_the_themes(drawn_charts: list[Chart]) -> None:
    names = {f"--chart-{name}" for name in ("ink", "ink-soft", "rule", "paper", "accent", "density")}
    for chart in drawn_charts:
        text = stills.still(chart)
        assert "<script" not in text
        assert "&amp;lt;" not in text
        # A colour of the theme is never written out, since it would be wrong in the dark.
        assert not any(colour in text for colour in TOKENS)
        assert set(re.findall(r"var\((--[a-z-]+?)(?:-\d)?\)", text)) <= names


def test_a_bar_stands_where_its_numbers_say() -> None:
    trace = {"type": "bar", "x": [2, 5], "y": [5, 10], "width": 1, "marker": {"color": "#123456"}}
    (path,) = [one for one in svg(chart_of([trace])).iter("path") if one.get("fill") == "#123456"]
    # The plot's own area is 1,000 units wide and 100 pixels high.
    assert path.get("d") == "M150 50h100v50h-100zM450 0h100v100h-100z"


def test_a_gap_in_a_line_is_a_gap() -> None:
    line = {"color": "#123456", "width": 2}
    (path,) = [
        one
        for one in svg(
            chart_of([scatter(x=[0, 1, None, 3, 4], y=[0, 10, None, 10, 10], mode="lines", line=line)])
        ).iter("path")
        if one.get("stroke") == "#123456"
    ]
    assert path.get("d") == "M0 100l100-100M300 0h100"


def test_steps_go_along_and_then_up() -> None:
    line = {"color": "#123456", "width": 2, "shape": "hv"}
    text = stills.still(chart_of([scatter(x=[0, 5, 10], y=[0, 5, 5], mode="lines", line=line)]))
    assert 'd="M0 100h500v-50h500"' in text


def test_bands_lie_on_one_another() -> None:
    line = {"color": "#ffffff", "width": 1}
    bands = [
        scatter(x=[0, 10], y=[height, height], mode="lines", stackgroup="a", fillcolor=colour, line=line)
        for height, colour in ((2, "#000001"), (3, "#000002"))
    ]
    first, second = (
        one.get("d") for one in svg(chart_of(bands)).iter("path") if (one.get("fill") or "").startswith("#")
    )
    assert first == "M0 80h1000L1000 100h-1000z"
    assert second == "M0 50h1000L1000 80h-1000z"


def test_cells_of_one_colour_that_touch_are_one() -> None:
    cells = {"x": [0, 1, 2], "y": [0, 1], "z": [[0, 0, 1], [None, 1, 1]], "zmin": -0.5, "zmax": 1.5}
    scale = [[0, "#000001"], [0.5, "#000001"], [0.5, "#000002"], [1, "#000002"]]
    drawn = svg(chart_of([heatmap(**cells, colorscale=scale, xgap=0, ygap=0)]))
    paths = {one.get("stroke"): one.get("d") for one in drawn.iter("path")}
    assert paths["#000001"] == "M0 0h2"
    assert paths["#000002"] == "M2 0h1M1 1h2"


def test_what_is_not_known_is_an_error() -> None:
    with pytest.raises(ValueError, match="teach it to stills"):
        stills.still(chart_of([{"type": "pie"}]))
    with pytest.raises(ValueError, match="teach it to number_text"):
        number_text(1, ".3e")


def test_a_chart_without_a_figure_has_no_still() -> None:
    assert not stills.still(of_pages.weeks(timeline([], today="2026-11-23")))


@pytest.mark.parametrize(
    ("axis", "labels"),
    [
        ({"range": [0, 103], "nticks": 5, "tickformat": ",d"}, ["0", "50", "100"]),
        ({"range": [0, 2.4], "nticks": 5}, ["0", "0.5", "1", "1.5", "2"]),
        ({"range": [10.5, -0.5], "tickvals": [0, 3], "ticktext": ["a", "b"]}, ["a", "b"]),
        ({"range": [0, 1], "dtick": 0.5, "tickformat": ".0%"}, ["0%", "50%", "100%"]),
        ({"range": [0, 30_000], "nticks": 3, "tickformat": "~s"}, ["0", "10k", "20k", "30k"]),
    ],
)
def test_ticks_of_numbers(axis: dict[str, Any], labels: list[str]) -> None:
    assert [tick.lines[0] for tick in Scale.of(axis).ticks(400)] == labels


def test_ticks_of_days_name_the_year_once() -> None:
    axis = {"type": "date", "range": ["2025-11-03", "2026-05-01"], "dtick": "M2", "tickformat": "%b\n%Y"}
    ticks = Scale.of(axis).ticks(400)
    assert [tick.lines for tick in ticks] == [("Jan", "2026"), ("Mar",), ("May",)]
    years = {"type": "date", "range": ["1999-01-01", "2031-01-01"], "dtick": "M120", "tickformat": "%Y"}
    assert [tick.lines for tick in Scale.of(years).ticks(400)] == [("2000",), ("2010",), ("2020",), ("2030",)]


@pytest.mark.parametrize("days", [1, 7_300])
def test_many_posts_on_one_topic_have_a_still_of_one_row(days: int) -> None:
    today = date(2026, 11, 23)
    posts = [(str(today - timedelta(days=number % days)), "llm", 100) for number in range(1_500)]
    density = of_pages.every_post(timeline(posts, today=str(today)))
    assert density.figure is not None
    assert density.figure["data"][0]["y"] == [0]
    picture = ET.fromstring(str(stills.still(density)))
    (grid,) = (one for one in picture.iter("svg") if one.get("viewBox", "").endswith(" 1"))
    assert float(grid.attrib["y"]) == 0
    assert float(grid.attrib["height"]) == density.height - 52
    assert float(grid.attrib["width"]) > 0
