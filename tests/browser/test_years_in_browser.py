"""A year against a year: `?vs=` in the address of a year's page, over HTTP under a strict policy, and from a disk."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from learning_timeline.commands import barriers
from tests.builders.site import Built, Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Visit

# Scripts of the site alone, none of them inline. Attributes of style place what Python worked out, and plotly.js writes its own.
POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:"
HOSTILE = '<img src=x onerror="document.title=1">'


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = Site(tmp_path_factory.mktemp("years"))
    for year in (2023, 2025, 2026):
        for number in range(12):
            day = date(year, 1, 5) + timedelta(days=17 * number)
            topic = ("rl", "graphs", "diffusion")[(number * number + year) % 3]
            text = f"---\ntitle: 'Post {number} {HOSTILE}'\ndate: {day}\ncategory: {topic}\n---\n\nWords.\n"
            site.post(f"posts/{year}/{number}.md", text)
    return site.build()


@pytest.fixture(scope="module")
def served(years: Built, serve: Callable[..., str]) -> str:
    return serve(years.folder, POLICY)


def columns(seen: Visit) -> str:
    return seen.page.locator("article.lt-year .lt-numeral").inner_text()


def compared(seen: Visit) -> Visit:
    seen.page.locator(".compare").wait_for()
    return seen


def test_a_year_in_the_address_is_compared_with_that_of_the_page(served: str, visit: Callable[..., Visit]) -> None:
    seen = compared(visit(f"{served}2026/?vs=2025", width=1440))
    page = seen.page
    assert page.locator(".lt-numeral").inner_text().split() == ["2026", "and", "2025"]
    assert page.get_by_label("Compare with").input_value() == "2025"
    assert page.title().startswith("2026 and 2025 · ")
    rows = page.locator(".compare-numbers tbody tr").all_inner_texts()
    assert [row.split("\t") for row in rows[:2]] == [["Posts", "12", "12", "0"], ["Words", "12", "12", "0"]]
    assert page.locator("#compare-topics h3").all_inner_texts() == [
        "Came: in 2026 so far, not in 2025 (1)",
        "Left: in 2025, not in 2026 so far (1)",
        "Stayed (1)",
    ]
    told = page.locator("#compare-topics").inner_text()
    assert "Only in 2026 so far: 1 topic; only in 2025: 1; in both: 1." in told
    # What tells of one year alone is not shown, and what stands in both columns begins at one height.
    assert not page.locator("figure#calendar-2026").is_visible()
    tops = page.locator(".lt-column > .lt-section:last-child").evaluate_all("all => all.map((one) => one.offsetTop)")
    assert len(set(tops)) == 1
    ids = page.locator("main [id]:not(.chart-plot *)").evaluate_all("all => all.map((one) => one.id)")
    assert len(ids) == len(set(ids))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert list(barriers.violations(page)) == []
    assert (seen.problems, seen.foreign) == ([], [])


def test_both_years_are_drawn_on_one_scale_and_told_by_the_keys(served: str, visit: Callable[..., Visit]) -> None:
    page = compared(visit(f"{served}2026/?vs=2025")).page
    chart = page.locator("#compare-posts .compare-plot")
    # Charts are drawn once the browser tells how wide they are.
    for drawn in (chart, page.locator("#compare-words .compare-plot")):
        drawn.locator(".compare-line").nth(1).wait_for(state="attached")
    assert chart.locator(".compare-line").count() == 2
    says = page.locator("#compare-posts .compare-says")
    chart.focus()
    page.keyboard.press("Home")
    assert says.inner_text() == "until 1 January 2026: 0 posts; until 1 January 2025: 0 posts"
    page.keyboard.press("End")
    assert says.inner_text() == "31 December 2026 is still to come; until 31 December 2025: 12 posts"
    page.locator("#compare-words .compare-plot").focus()
    page.keyboard.press("Home")
    assert "from 1 January 2026: 1 word; from 1 January 2025: 1 word" in page.locator("#compare-words").inner_text()
    assert page.locator("#compare-calendars .chart-key").count() == 1
    assert page.locator("#compare-calendars svg").count() == 2
    page.locator("#compare-words summary").click()
    # The table is made once it is open, which the browser tells later.
    page.locator("#compare-words tbody tr").nth(51).wait_for()
    assert page.locator("#compare-words tbody tr").count() == 52


@pytest.mark.parametrize(("address", "width"), [("2026/?vs=2025", 1440), ("2025/?vs=2026", 390)])
def test_posts_by_topic_stand_in_a_column_of_each_year_the_earlier_first(
    served: str, visit: Callable[..., Visit], address: str, width: int
) -> None:
    page = compared(visit(f"{served}{address}", width=width)).page
    rows = page.locator(".compare-topics ol").first.locator("li").all()
    cells = [row.locator(".compare-change") for row in rows]
    assert cells[0].all_inner_texts() == ["2025", "2026 so far"]
    # What came in the later year had no post in the earlier one.
    assert [re.sub(r"^.*: ", "", text) for text in cells[1].all_text_contents()] == ["0", "8"]
    for column in range(2):
        boxes = [row.nth(column).bounding_box() for row in cells]
        assert len({round(box["x"] + box["width"]) for box in boxes if box}) == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_links_of_the_other_year_lead_where_they_led(served: str, years: Built, visit: Callable[..., Visit]) -> None:
    page = compared(visit(f"{served}2026/?vs=2025")).page
    links = page.locator(".lt-column >> nth=1").locator("a[href]")
    for href in links.evaluate_all("all => all.map((one) => one.href)"):
        target = href.removeprefix(served).partition("#")[0].partition("?")[0]
        assert href.startswith(served), href
        assert years.path(target).exists(), href


def test_on_a_phone_the_two_alternate_by_tab(served: str, visit: Callable[..., Visit]) -> None:
    page = compared(visit(f"{served}2026/?vs=2025", width=390)).page
    panels = page.get_by_role("tabpanel")
    shown = page.locator(".lt-column:visible")
    assert (panels.count(), shown.count()) == (1, 1)
    assert shown.get_attribute("id") == "compare-panel-0"
    page.get_by_role("tab", name="2026").focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("tab", name="2025", selected=True).evaluate("tab => tab === document.activeElement")
    assert shown.get_attribute("id") == "compare-panel-1"
    page.get_by_role("tab", name="2026").click()
    assert shown.get_attribute("id") == "compare-panel-0"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_choice_is_in_the_address_and_back_undoes_it(served: str, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{served}2026/")
    page = seen.page
    choice = page.get_by_label("Compare with")
    assert choice.locator("option").all_inner_texts() == ["no other year", "2025", "2023"]
    for year in ("2025", "2023"):
        choice.select_option(year)
        page.locator(".lt-vs-other", has_text=year).wait_for()
        assert page.url == f"{served}2026/?vs={year}"
    page.go_back()
    page.locator(".lt-vs-other", has_text="2025").wait_for()
    assert choice.input_value() == "2025"
    page.go_back()
    page.locator(".compare").wait_for(state="detached")
    assert (page.url, columns(seen), choice.input_value()) == (f"{served}2026/", "2026", "")
    order = page.locator("article.lt-year > *").evaluate_all("all => all.map((one) => one.tagName)")
    page.go_forward()
    page.locator(".lt-vs-other", has_text="2025").wait_for()
    choice.select_option("")
    assert (page.url, columns(seen)) == (f"{served}2026/", "2026")
    # What was moved into columns is back where it was.
    assert page.locator("article.lt-year > *").evaluate_all("all => all.map((one) => one.tagName)") == order


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param(
            *("1890", "There is no year “1890” with posts in this journal. Compare with 2025, 2023."),
            marks=pytest.mark.slow,
        ),
        pytest.param(
            *("2024", "There is no year “2024” with posts in this journal. Compare with 2025, 2023."),
            marks=pytest.mark.slow,
        ),
        ("2026", "2026 is the year of this page. Compare with 2025, 2023."),
        pytest.param(
            *("%3Cb%3Ex", "There is no year “<b>x” with posts in this journal. Compare with 2025, 2023."),
            marks=pytest.mark.slow,
        ),
        ("..%2Ftimeline", "There is no year “../timeline” with posts in this journal. Compare with 2025, 2023."),
    ],
)
def test_an_impossible_year_is_told_in_words_and_links(
    served: str, visit: Callable[..., Visit], asked: str, said: str
) -> None:
    seen = visit(f"{served}2026/?vs={asked}")
    note = seen.page.locator(".lt-vs-note")
    assert note.inner_text() == said
    assert columns(seen) == "2026"
    note.get_by_role("link", name="2023").click()
    seen.page.locator(".lt-vs-other", has_text="2023").wait_for()


def test_a_page_that_cannot_be_fetched_is_linked(served: str, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{served}2026/")
    seen.page.route("**/2025/index.html", lambda route: route.fulfill(status=503, body="busy"))
    seen.page.get_by_label("Compare with").select_option("2025")
    link = seen.page.locator(".lt-vs-note a")
    assert (link.inner_text(), link.get_attribute("href")) == ("2025", f"{served}2025/index.html")


def test_from_a_disk_the_other_year_is_linked(years: Built, visit: Callable[..., Visit]) -> None:
    seen = visit(years.path("2026/").as_uri())
    seen.page.get_by_label("Compare with").select_option("2025")
    link = seen.page.locator(".lt-vs-note a")
    assert link.inner_text() == "2025"
    assert columns(seen) == "2026"
    assert seen.problems == []
