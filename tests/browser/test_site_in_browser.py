"""The journal's own site, as it is published, in a real browser: every kind of page, in every way in which people come."""

from __future__ import annotations

import html
import itertools
import re
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import unquote
from urllib.request import urlopen

import pytest

from tests.builders.git_story import GitStory
from tests.builders.share import some
from tests.builders.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.builders.site import Built
    from tests.conftest import Visit

PAGES = (
    "",
    "timeline/",
    "2026/",
    "2020s/",
    "topics/",
    "topics/reinforcement-learning/",
    "resources/",
    "predictions/",
    "revisit/",
    "search/",
    "archives/",
    "about/",
    "data/",
    "404.html",
)


@pytest.mark.parametrize(
    "width", [pytest.param(1440, marks=pytest.mark.slow), pytest.param(390, marks=pytest.mark.slow), 320]
)
def test_every_page_fits_is_whole_and_asks_nobody_else(
    journal: Built, address: str, visit: Callable[..., Visit], width: int
) -> None:
    for url in some((*PAGES, journal.longest_post()), 2, 1):
        seen = visit(address + url, width=width)
        seen.draw_all()
        assert seen.problems == [], url
        assert seen.foreign == [], url
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url
        assert seen.page.locator("h1").count() == 1, url
        assert seen.page.locator("main h1").inner_text().strip(), url
        levels = [
            int(name[1]) for name in seen.page.locator("h1,h2,h3,h4").evaluate_all("all => all.map(h => h.tagName)")
        ]
        assert all(deeper - level <= 1 for level, deeper in itertools.pairwise(levels)), f"{url}: {levels}"
        seen.close()


def test_a_page_opened_as_a_file_draws_its_charts(journal: Built, visit: Callable[..., Visit]) -> None:
    seen = visit(journal.path("timeline/").as_uri())
    seen.draw_all()
    assert seen.problems == []
    assert seen.foreign == []


def test_without_javascript_every_page_says_what_it_says(
    journal: Built, address: str, visit: Callable[..., Visit]
) -> None:
    for url in some((*PAGES, journal.longest_post()), 2):
        seen = visit(address + url, java_script_enabled=False)
        assert seen.page.locator("main").inner_text().strip(), url
        controls = seen.page.locator("button, select, input").locator("visible=true")
        assert controls.count() == 0, f"{url}: a control that does nothing"
        seen.close()
    # The milestones have no table in their figure, since they stand as a list in their page.
    page = visit(f"{address}milestones/", java_script_enabled=False).page
    days = page.locator(".lt-milestones time").all_inner_texts()
    assert len(days) > 60
    assert {"1943", "July 1948", "31 August 1955"} <= set(days)
    page = visit(f"{address}timeline/", java_script_enabled=False).page
    for figure in page.locator("figure.chart:has(.chart-table)").all():
        figure.locator("summary").click()
        assert figure.get_by_role("link", name="The table").is_visible()


def test_the_switch_of_colours_holds_on_the_next_page(address: str, visit: Callable[..., Visit]) -> None:
    page = visit(address, scheme="light").page
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    switch = page.get_by_role("button", name="Colours")
    switch.click()
    assert page.evaluate(paper) == light
    switch.click()
    dark = page.evaluate(paper)
    assert dark != light
    page.goto(f"{address}topics/")
    assert page.evaluate(paper) == dark
    page.get_by_role("button", name="Colours: dark").click()
    page.reload()
    assert page.evaluate(paper) == light


def test_the_keyboard_reaches_the_content_and_every_link_of_the_head(address: str, visit: Callable[..., Visit]) -> None:
    page = visit(address).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
    stops = []
    for _ in range(7):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("(document.activeElement.ariaLabel ?? document.activeElement.textContent).trim()"))
    assert stops == ["A Test Journal", "Timeline", "Topics", "Resources", "Archive", "About", "Colours: as the system"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/about/index.html")


def test_links_within_the_site_lead_somewhere(journal: Built) -> None:
    links = {
        (page, link)
        for page in journal.folder.rglob("*.html")
        for link in re.findall(r'(?:href|src)="([^"#?:]+)["#?]', page.read_text(encoding="utf-8"))
    }
    assert len(links) > 100
    for page, link in links:
        target = page.parent / unquote(html.unescape(link))
        assert target.is_file() or (target / "index.html").is_file(), f"{page}: {link}"


def test_a_served_page_shows_a_change_by_itself(visit: Callable[..., Visit], tmp_path: Path) -> None:
    GitStory(tmp_path).write("a.md", "---\ntitle: Before\ndate: 2026-02-03\n---\n\nText.\n").commit(
        "2026-02-03T10:00:00+00:00"
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "invoke", "serve", "--content", str(tmp_path), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(300):  # it answers before the first build is done, and a browser complains of that
                with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                    break
                time.sleep(0.1)
            seen = visit(f"http://127.0.0.1:{port}/")
            seen.page.get_by_text("Before").first.wait_for()
            (tmp_path / "a.md").write_text("---\ntitle: Afterwards\ndate: 2026-02-03\n---\n\nText.\n", encoding="utf-8")
            seen.page.get_by_text("Afterwards").first.wait_for(timeout=30_000)
            assert seen.problems == []
        finally:
            process.terminate()
