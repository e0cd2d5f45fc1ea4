"""Two years side by side: `?vs=` in the address of a year's page, over HTTP under a strict policy, and from a disk."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

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


def columns(seen: Visit) -> list[str]:
    return [text or "" for text in seen.page.locator("article.lt-year .lt-numeral").all_inner_texts()]


def test_a_year_in_the_address_stands_beside_that_of_the_page(served: str, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{served}2026/?vs=2025", width=1440)
    seen.page.locator(".lt-pair article").nth(1).wait_for()
    assert columns(seen) == ["2026", "2025"]
    left, right = (seen.page.locator(".lt-pair > article").nth(index).bounding_box() for index in (0, 1))
    assert left is not None
    assert right is not None
    assert left["x"] + left["width"] < right["x"]
    assert left["y"] == right["y"]
    assert seen.page.get_by_label("Compare with").input_value() == "2025"
    assert seen.page.title().startswith("2026 and 2025 · ")
    # No id stands twice.
    ids = seen.page.locator("main [id]:not(.chart-plot *)").evaluate_all("all => all.map((one) => one.id)")
    assert len(ids) == len(set(ids))
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert (seen.problems, seen.foreign) == ([], [])


def test_both_years_draw_their_charts(served: str, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{served}2026/?vs=2025")
    seen.page.locator(".lt-pair article").nth(1).wait_for()
    seen.draw_all()
    assert seen.page.locator("#calendar-2025 .plot-container, #calendar-2026 .plot-container").count() == 2
    assert (seen.problems, seen.foreign) == ([], [])


def test_the_table_of_a_fetched_chart_opens(served: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{served}2026/?vs=2025").page
    figure = page.locator("#calendar-2025")
    figure.wait_for()
    figure.locator("summary").click()
    # A browser tells of the opening a moment after the click.
    figure.locator("tbody tr").nth(11).wait_for()
    assert figure.locator("tbody tr").count() == 12


def test_links_of_the_other_year_lead_where_they_led(served: str, years: Built, visit: Callable[..., Visit]) -> None:
    page = visit(f"{served}2026/?vs=2025").page
    links = page.locator(".lt-pair article >> nth=1").locator("a[href]")
    links.first.wait_for()
    for href in links.evaluate_all("all => all.map((one) => one.href)"):
        target = href.removeprefix(served).partition("#")[0].partition("?")[0]
        assert href.startswith(served), href
        assert years.path(target).exists(), href


def test_below_900_pixels_the_years_stand_below_each_other(served: str, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{served}2026/?vs=2025", width=390)
    seen.page.locator(".lt-pair article").nth(1).wait_for()
    top, below = (seen.page.locator(".lt-pair > article").nth(index).bounding_box() for index in (0, 1))
    assert top is not None
    assert below is not None
    assert top["y"] + top["height"] <= below["y"]
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_choice_is_in_the_address_and_back_undoes_it(served: str, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{served}2026/")
    page = seen.page
    choice = page.get_by_label("Compare with")
    assert choice.locator("option").all_inner_texts() == ["no other year", "2025", "2023"]
    for year in ("2025", "2023"):
        choice.select_option(year)
        page.locator(f"article[data-year='{year}']").wait_for()
        assert page.url == f"{served}2026/?vs={year}"
    assert columns(seen) == ["2026", "2023"]
    page.go_back()
    page.locator("article[data-year='2025']").wait_for()
    assert columns(seen) == ["2026", "2025"]
    assert choice.input_value() == "2025"
    page.go_back()
    page.locator(".lt-pair").wait_for(state="detached")
    assert (page.url, columns(seen), choice.input_value()) == (f"{served}2026/", ["2026"], "")
    page.go_forward()
    page.locator("article[data-year='2025']").wait_for()
    choice.select_option("")
    assert (page.url, columns(seen)) == (f"{served}2026/", ["2026"])


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
    assert columns(seen) == ["2026"]
    note.get_by_role("link", name="2023").click()
    seen.page.locator("article[data-year='2023']").wait_for()


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
    assert columns(seen) == ["2026"]
    assert seen.problems == []
