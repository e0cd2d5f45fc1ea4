from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jinja2
import pytest

from learning_timeline.charts import embed, of_pages
from learning_timeline.charts.plotly_js import find_plotly_js
from learning_timeline.journal.slices import Slices
from learning_timeline.journal.spans import Span
from learning_timeline.pages.assets import assets
from tests.builders.templates import environment
from tests.builders.timelines import milestone, timeline, weekly
from tests.builders.waiting import drawn, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from learning_timeline._seam import analytics

PLOTLY = find_plotly_js()
# The strictest policy under which Plotly draws: no inline script, no eval, no other host.
POLICY = "default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'; img-src data: blob:"
THEME = """
:root { --paper: #fffdf8; --ink: #112233; --density-5: #0a4f4a; --density-0: #eeeae2; }
:root[data-theme=dark] { --paper: #17202c; --ink: #ddeeff; }
@media (prefers-color-scheme: dark) { :root { --paper: #17202c; --ink: #ddeeff; } }
body { background: var(--paper); color: var(--ink); margin: 0 auto; max-width: 1100px; padding: 16px; }
"""
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}"><title>Charts</title>
<style>{{ theme }}</style><link rel="stylesheet" href="figures.css"><body>
{% from "learning_timeline/_figure.html" import figure %}
{% for chart in charts %}{{ figure(chart, ".") }}{% endfor %}
<script defer src="charts.js" data-plotly="{{ plotly }}"></script>"""
NAMES = {
    "llm": "Language models",
    "rl": '<a href="https://evil.example/x">RL</a> <b style="background:url(//evil.example/i)">b</b>',
}


@pytest.fixture(scope="session")
def journal() -> analytics.Timeline:
    posts = weekly("llm", "2022-01-03", 150, words=200) + weekly("rl", "2023-06-05", 90, words=50)
    return timeline(
        posts,
        today="2026-02-10",
        names=NAMES,
        versions=["2023-01-01", "2024-05-05"],
        milestones=[
            milestone("1943", "A logical calculus"),
            milestone("2024-02", "<img src=https://evil.example/y>", "own"),
        ],
    )


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., str]:
    """Writes a page with charts, and answers its file:// address."""

    def write(charts: list[of_pages.Chart], *, theme: str = THEME, plotly: bool = True) -> str:
        for name, data in assets():
            (tmp_path / name).write_bytes(data)
        if plotly:
            (tmp_path / PLOTLY.file_name).write_bytes(PLOTLY.read())
        views = [embed.chart_view(chart, f"data/{chart.slug}.csv") for chart in charts]
        page = (
            environment()
            .from_string(PAGE)
            .render(charts=views, policy=POLICY, theme=jinja2.filters.Markup(theme), plotly=PLOTLY.file_name)
        )
        (tmp_path / "index.html").write_text(page, encoding="utf-8")
        return (tmp_path / "index.html").as_uri()

    return write


def all_charts(journal: analytics.Timeline) -> list[of_pages.Chart]:
    """Those that stand for themselves; what is computed for a selection is tested on the timeline's own page."""
    slices, span = Slices(journal, {}), Span(2024, 2024)
    return [*of_pages.year_charts(slices.of_span(span)), posts_by_year(journal)]


def posts_by_year(journal: analytics.Timeline) -> of_pages.Chart:
    return of_pages.topic_years_bar(Slices(journal, {}).of_topic("rl"))


@pytest.mark.parametrize(
    ("scheme", "width"),
    [
        ("light", 1280),
        ("dark", 390),
        pytest.param("light", 390, marks=pytest.mark.slow),
        pytest.param("dark", 1280, marks=pytest.mark.slow),
    ],
)
def test_every_chart_draws_from_a_file_under_a_strict_policy(
    site: Any, visit: Any, journal: analytics.Timeline, scheme: str, width: int
) -> None:
    charts = all_charts(journal)
    seen = visit(site(charts), scheme=scheme, width=width)
    for chart in charts:
        figure = drawn(seen.page, chart.slug)
        assert figure.locator(".main-svg").count() > 0
        assert figure.locator(".chart-plot").bounding_box()["height"] == (
            chart.narrow_height or chart.height if width < 640 else chart.height
        )
    assert seen.problems == []
    assert seen.foreign == []
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_plotly_is_loaded_once_and_only_near_a_chart(site: Any, visit: Any, journal: analytics.Timeline) -> None:
    url = site(all_charts(journal), theme=THEME + "body { padding-top: 6000px }")
    seen = visit(url)
    seen.page.wait_for_timeout(300)
    assert not any(PLOTLY.file_name in request for request in seen.requests)
    drawn(seen.page, "calendar-2024")
    drawn(seen.page, "posts-by-year")
    assert sum(PLOTLY.file_name in request for request in seen.requests) == 1


def test_the_key_follows_the_measure(site: Any, visit: Any, journal: analytics.Timeline) -> None:
    page = visit(site([of_pages.calendar(Slices(journal, {}).of_span(Span(2024, 2024)))])).page
    figure = drawn(page, "calendar-2024")
    assert figure.locator(".chart-key li").all_text_contents() == ["0", "1", "2"]
    figure.get_by_label("Measure").select_option("words")
    assert figure.locator(".chart-key li").all_text_contents() == ["0", "50", "250"]


def test_colours_follow_the_switch_of_the_theme(site: Any, visit: Any, journal: analytics.Timeline) -> None:
    page = visit(site([posts_by_year(journal)])).page
    drawn(page, "posts-by-year")
    colour = "document.querySelector('.chart-plot').layout.font.color"
    assert page.evaluate(colour) == "rgba(17, 34, 51, 1)"
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    until(page, colour, "rgba(221, 238, 255, 1)")


def test_colours_follow_the_system(site: Any, visit: Any, journal: analytics.Timeline) -> None:
    page = visit(site([posts_by_year(journal)])).page
    drawn(page, "posts-by-year")
    page.emulate_media(color_scheme="dark")
    until(page, "document.querySelector('.chart-plot').layout.font.color", "rgba(221, 238, 255, 1)")


def test_a_theme_without_our_colours_gets_those_of_its_text(site: Any, visit: Any, journal: analytics.Timeline) -> None:
    page = visit(site([posts_by_year(journal)], theme="body { background: #101010; color: #abcdef }")).page
    drawn(page, "posts-by-year")
    assert page.evaluate("document.querySelector('.chart-plot').layout.font.color") == "rgba(171, 205, 239, 1)"


def test_without_javascript_the_still_picture_and_the_numbers_are_there(
    site: Any, visit: Any, journal: analytics.Timeline
) -> None:
    page = visit(site(all_charts(journal)), java_script_enabled=False).page
    for chart in all_charts(journal):
        figure = page.locator(f"#{chart.slug}")
        assert figure.locator(".chart-sentence").inner_text() == chart.sentence
        assert figure.get_by_role("img", name=chart.title).locator(".chart-still").is_visible()
        assert figure.locator(".chart-still").bounding_box()["height"] == chart.height
        assert not figure.locator(".chart-controls").is_visible()
        figure.locator("summary").click()
        assert figure.locator("table").is_visible()
        assert figure.get_by_role("link", name="CSV").is_visible()


# Each tick's label with the middle of its first line, from the picture's own corner.
LABELS = """([figure, selector]) => {
  const plot = document.querySelector(`#${figure} .chart-plot`).getBoundingClientRect();
  return [...document.querySelectorAll(`#${figure} ${selector}`)].filter((text) => text.checkVisibility()).map((text) => {
    const line = text.querySelector("tspan.line") ?? text;
    const box = line.getBoundingClientRect();
    return [line.textContent, box.x + box.width / 2 - plot.x, box.y + box.height / 2 - plot.y];
  });
}"""


@pytest.mark.parametrize("width", [1280, 390])
def test_the_still_has_its_labels_where_plotly_draws_them(
    site: Any, visit: Any, journal: analytics.Timeline, width: int
) -> None:
    charts = all_charts(journal)
    url = site(charts)
    plain, live = visit(url, width=width, java_script_enabled=False).page, visit(url, width=width).page
    for chart in charts:
        drawn(live, chart.slug)
        expected = live.evaluate(LABELS, [chart.slug, ":is(.xtick, .ytick) text"])
        labels = plain.evaluate(LABELS, [chart.slug, ".still-ticks text"])
        assert len(expected) > 4
        for text, x, y in expected:
            near = [(name, abs(at - x), abs(down - y)) for name, at, down in labels if name == text]
            assert any(across < 6 and up < 6 for _, across, up in near), (chart.slug, text, x, y, near)


def test_what_is_drawn_takes_the_place_of_the_still_and_the_still_that_of_a_print(
    site: Any, visit: Any, journal: analytics.Timeline
) -> None:
    page = visit(site([of_pages.calendar(Slices(journal, {}).of_span(Span(2024, 2024)))])).page
    figure = drawn(page, "calendar-2024")
    still, live = figure.locator(".chart-still"), figure.locator(".plot-container")
    assert (still.is_visible(), live.is_visible()) == (False, True)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert (still.is_visible(), live.is_visible()) == (True, False)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    figure.get_by_label("Measure").select_option("words")
    # The still knows posts alone.
    until(page, "document.querySelector('.chart-plot').hasAttribute('data-differs')", expected=True)
    page.emulate_media(media="print")
    assert (still.is_visible(), live.is_visible()) == (False, True)


def test_what_was_chosen_in_a_chart_that_is_far_away_is_drawn_for_a_print(
    site: Any, visit: Any, journal: analytics.Timeline
) -> None:
    page = visit(site([of_pages.calendar(Slices(journal, {}).of_span(Span(2024, 2024)))])).page
    figure = drawn(page, "calendar-2024")
    figure.get_by_label("Measure").select_option("words")
    until(page, "document.querySelector('.chart-plot').hasAttribute('data-differs')", expected=True)
    page.evaluate("document.body.style.paddingBottom = '9000px'; scrollTo(0, 9000)")
    live = figure.locator(".plot-container")
    until(page, "document.querySelectorAll('.plot-container').length", 0)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    live.wait_for(state="attached")
    page.emulate_media(media="print")
    assert (figure.locator(".chart-still").is_visible(), live.is_visible()) == (False, True)


def test_nothing_jumps_when_a_picture_is_drawn(site: Any, visit: Any, journal: analytics.Timeline) -> None:
    page = visit(site(all_charts(journal))).page
    height = "document.documentElement.scrollHeight"
    before = page.evaluate(height)
    for chart in all_charts(journal):
        drawn(page, chart.slug)
    assert page.evaluate(height) == before


def test_a_narrower_window_redraws_for_a_phone(site: Any, visit: Any, journal: analytics.Timeline) -> None:
    page = visit(site([posts_by_year(journal)])).page
    drawn(page, "posts-by-year")
    margin = "document.querySelector('.chart-plot').layout.margin.l"
    assert page.evaluate(margin) == 40
    page.set_viewport_size({"width": 390, "height": 800})
    until(page, margin, 30)
    until(page, "document.documentElement.scrollWidth <= innerWidth", expected=True)


def test_the_calendar_on_a_phone_begins_at_its_last_days(site: Any, visit: Any) -> None:
    young = timeline([("2026-11-23", "llm", 100)], today="2026-11-24")
    page = visit(site([of_pages.calendar(Slices(young, {}).of_span(Span(2026, 2026)))]), width=390).page
    figure = drawn(page, "calendar-2026")
    assert figure.locator(".chart-box").evaluate("(box) => box.scrollLeft") > 100
