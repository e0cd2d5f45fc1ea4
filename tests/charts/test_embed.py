from __future__ import annotations

import gzip
import json
import re
from html.parser import HTMLParser
from typing import Any

import pandas as pd
import pytest
from markupsafe import Markup

from learning_timeline.charts import embed, of_pages
from learning_timeline.core.speaking import speaking
from learning_timeline.journal.slices import Slices
from learning_timeline.journal.spans import Span
from learning_timeline.pages.assets import assets
from tests.builders.templates import environment
from tests.builders.timelines import milestone, timeline, weekly

HOSTILE = '</script><script>alert(1)</script> & <b onclick="x">"R&D"</b> \u2028 \udc80'
PAGE = '{% from "learning_timeline/_figure.html" import figure %}{{ figure(chart, "..") }}'
# The name of a language, which nobody asks for.
SVG = b"http://www.w3.org/2000/svg"


class Table(HTMLParser):
    """The cells of the page's one table, and every start tag."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: list[str] = []
        self.scopes: list[str | None] = []
        self._is_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"th", "td"}:
            self._is_cell = True
            self.rows[-1].append("")
        if tag == "th":
            self.scopes.append(dict(attrs).get("scope"))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"th", "td"}:
            self._is_cell = False

    def handle_data(self, data: str) -> None:
        if self._is_cell:
            self.rows[-1][-1] += data


def rendered(view: embed.ChartView, *, autoescape: bool, page: str = PAGE) -> str:
    return environment(autoescape=autoescape).from_string(page).render(chart=view)


def view_of(chart: of_pages.Chart) -> embed.ChartView:
    return embed.chart_view(chart, f"data/charts/timeline/{chart.slug}.csv")


def test_the_island_cannot_end_its_script() -> None:
    text = embed.island({"title": HOSTILE})
    assert isinstance(text, Markup)
    assert not set("<>&\u2028\udc80") & set(text)
    assert json.loads(text) == {"title": HOSTILE}


def test_an_island_holds_no_number_that_json_lacks() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        embed.island({"y": [float("nan")]})


def test_the_figure_arrives_as_it_was_drawn() -> None:
    journal = timeline(weekly("llm", "2020-01-06", 200), today="2026-11-23")
    chart = of_pages.calendar(Slices(journal, {}).of_span(Span(2023, 2023)))
    assert chart.figure is not None
    data = json.loads(view_of(chart).json)
    assert data["data"] == json.loads(json.dumps(chart.figure["data"]))
    assert set(data["measures"]) == {"posts", "words", "revisions"}
    assert set(data["tokens"].values()) >= {"ink", "ink-soft", "rule", "paper", "accent", "density-0", "density-5"}


def test_a_computed_figure_arrives_without_its_values() -> None:
    journal = timeline(weekly("llm", "2020-01-06", 200), today="2026-11-23")
    data = json.loads(view_of(of_pages.lifelines(journal)).json)
    assert set(data["looks"]) == {"silence", "life", "mark"}
    assert data["looks"]["life"]["orientation"] == "h"
    assert data["looks"]["mark"]["marker"]["size"] == "@size"
    assert data["looks"]["mark"]["customdata"] == ["@posts", "@period"]
    heat = json.loads(
        view_of(
            of_pages.rhythm(
                timeline(weekly("llm", "2020-01-06", 9), today="2026-11-23", versions=["2020-01-06", "2020-01-07"])
            )
        ).json
    )
    assert heat["looks"]["cells"]["colorscale"]


def test_a_selection_finds_the_look_of_traces_that_the_whole_journal_lacks() -> None:
    posts = [post for number in range(6) for post in weekly(f"t{number}", "2020-01-06", 300)]
    for life in (posts, posts[:3]):
        journal = timeline(life, today="2026-11-23")
        assert set(json.loads(view_of(of_pages.every_post(journal)).json)["looks"]) == {"mark", "density"}
        assert set(json.loads(view_of(of_pages.topics_over_time(journal)).json)["looks"]) == {"bar", "area"}
        assert set(json.loads(view_of(of_pages.lifelines(journal)).json)["looks"]) == {"silence", "life", "mark"}


def test_the_same_timeline_gives_the_same_bytes() -> None:
    first, second = (
        [rendered(view_of(chart), autoescape=True) for chart in of_pages.timeline_charts(journal)]
        for journal in [timeline(weekly("llm", "2020-01-06", 99), today="2026-11-23") for _ in range(2)]
    )
    assert first == second


def test_columns_are_in_the_pages_language_and_names_of_topics_as_their_author_wrote_them() -> None:
    journal = timeline([("2026-11-02", "rl", 10)], today="2026-11-23", names={"rl": "Words"})
    with speaking("de"):
        view = view_of(of_pages.topics_over_time(journal))
        posts = view_of(of_pages.every_post(journal))
    assert view.table_columns == ("Monat", "Words")
    assert posts.table_columns == ("Thema", "Beiträge")


def test_cells_are_written_for_people() -> None:
    table = pd.DataFrame(
        {
            "Year": [2026, 2027],
            "Until": pd.to_datetime(["2026-11-23", None]),
            "Words": [1234567, 5],
            "Gap": pd.array([None, 4], dtype="Int64"),
        }
    )
    chart = of_pages.Chart("x", "X", "One.", None, table, "So.", pd.Timestamp("2026-11-23").date())
    view = view_of(chart)
    assert view.table_rows == (("2026", "2026-11-23", "1,234,567", ""), ("2027", "", "5", "4"))
    assert view.numeric == (False, False, True, True)
    assert view.data_day == "23 November 2026"


@pytest.mark.parametrize("autoescape", [True, False])
def test_every_text_is_escaped_whether_the_site_escapes_or_not(*, autoescape: bool) -> None:
    name = HOSTILE.replace("\udc80", "")
    journal = timeline(
        [("2026-11-23", "llm", 10), ("2026-11-24", "rl", 10)],
        today="2026-11-24",
        names={"llm": name},
        milestones=[milestone("2026-11-23", name)],
    )
    for chart in of_pages.timeline_charts(journal):
        page = rendered(view_of(chart), autoescape=autoescape)
        assert "<script>alert" not in page
        assert "<b onclick" not in page
        # Escaped once and not twice.
        assert "&amp;lt;" not in page
        assert "<figure" in page


def test_a_template_that_escapes_by_itself_gets_markup_from_the_macro() -> None:
    view = view_of(of_pages.weeks(timeline([("2026-11-23", "llm", 10)], today="2026-11-24")))
    page = "{% autoescape true %}" + PAGE + "{% endautoescape %}"
    assert "<figure" in rendered(view, autoescape=False, page=page)


def test_without_javascript_title_sentence_table_and_csv_are_there() -> None:
    chart = of_pages.lifelines(
        timeline(weekly("llm", "2026-01-05", 30) + weekly("rl", "2026-02-02", 9), today="2026-11-23")
    )
    page = rendered(view_of(chart), autoescape=True)
    parser = Table()
    parser.feed(page)
    assert f'<a class="chart-link" href="#{chart.slug}"' in page
    assert chart.sentence in page
    assert 'href="../data/charts/timeline/lifelines.csv"' in page
    assert "Data up to 23 November 2026" in page
    assert parser.rows[0] == list(chart.table.columns)
    assert parser.rows[1:] == [
        ["Llm", "2026-01-05", "2026-07-27", "30", "7"],
        ["Rl", "2026-02-02", "2026-03-30", "9", "7"],
    ]
    assert parser.scopes == ["col"] * 5 + ["row"] * 2
    assert "caption" in parser.tags
    # Controls mean nothing before the script is there.
    assert 'class="chart-controls"' not in page or 'class="chart-controls" hidden' in page


def test_a_chart_without_a_figure_is_its_sentence() -> None:
    page = rendered(view_of(of_pages.weeks(timeline([], today="2026-11-23"))), autoescape=True)
    assert "No posts yet." in page
    assert "chart-plot" not in page
    assert "<script" not in page
    assert "<table" not in page


def test_the_scripts_stay_small_and_ask_no_other_host() -> None:
    scripts = {name: data for name, data in assets() if name.endswith(".js")}
    search = scripts.pop("search.js")  # of a page of its own, which loads Pagefind from the site as a module
    assert len(gzip.compress(search)) < 4_096
    asked = r"https?:|\beval\b|new Function|import\([^)]*\)|innerHTML"
    assert re.findall(asked, search.replace(SVG, b"").decode()) == ["import(`${root}${first}pagefind.js`)"]
    sizes = {name: len(gzip.compress(script)) for name, script in scripts.items()}
    # Those of the timeline, for a first look and with the views of all charts; and those of all pages.
    first_look = sum(sizes[name] for name in ("charts.js", "facts.js", "life.js", "timeline.js"))
    assert first_look < 31_744
    assert first_look + sizes["views.js"] < 47_104
    # What writes files is loaded only when it is asked for, what draws cells only with the basic bundle, which saves a hundred
    # times as much, and what finds a resource only on its own pages.
    apart = [sizes.pop(name) for name in ("cells.js", "export.js", "resources.js", "selection_card.js")]
    assert max(apart) < 4_096
    assert sum(sizes.values()) < 62_464
    script: Any = b"".join(scripts.values()).replace(SVG, b"").decode()
    assert not re.search(r"https?:|\beval\b|new Function|import\(|innerHTML\s*=[^=]", script)
