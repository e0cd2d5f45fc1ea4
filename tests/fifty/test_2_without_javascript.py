"""Without JavaScript, without plotly.js, from a disk, in a text browser: all words are there, and each chart is."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest

from tests.builders.share import share

from .conftest import page_of_each_kind, pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from tests.builders.site import Built

pytestmark = pytest.mark.fifty

MOST_ELEMENTS = 1_500
TEXT_BROWSERS = {
    "lynx": ["-dump", "-nolist", "-width=1000", "-display_charset=utf-8", "-assume_charset=utf-8", "-force_html"],
    "w3m": ["-dump", "-cols", "1000", "-O", "UTF-8", "-I", "UTF-8", "-T", "text/html"],
}
# What a page shows beside words that only a script understands: controls, and pictures, whose labels are not sentences.
AWAY = (
    ".needs-script, .chart-controls, .chart-box, .chart-picture, .chart-key, .lt-vs, .selection, [role=status], button, select, "
    "p:has(input)"
)
OPEN = "document.querySelectorAll('details').forEach((details) => { details.open = true; })"
WORDS = """(away) =>
  [...document.querySelectorAll("h1, h2, h3, h4, p, li, th, td, dt, dd, pre, caption, blockquote, summary")]
    .filter((one) => !one.closest(away) && one.checkVisibility())
    .map((one) => {
      const copy = one.cloneNode(true);
      copy.querySelectorAll(`${away}, script, noscript, svg`).forEach((part) => part.remove());
      return copy.textContent.replace(/\\s+/g, " ").trim();
    })
    .filter((words) => words)
"""
CELLS = """() => [...document.querySelectorAll(".chart-table :is(caption, th, td)")]
    .map((cell) => cell.textContent.replace(/\\s+/g, " ").trim()).filter((words) => words)"""


class Page(HTMLParser):
    """What a page links to, and its figures: each with its sentence, its cells and its still picture."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.figures: list[Figure] = []
        self._class = ""
        self._is_svg = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.links += [given[name] for name in ("href", "src") if name in given]
        self._class = tag if tag in {"th", "td"} else given.get("class", "")
        if tag == "figure" and self._class == "chart":
            self.figures.append(Figure(given["id"]))
        if self._class == "chart-data":
            self.figures[-1].is_drawn = True
        if self._class in {"th", "td"} and self.figures:
            self.figures[-1].cells.append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser's own signature
        self._class = ""

    def handle_data(self, data: str) -> None:
        if not self.figures:
            return
        if self._class == "chart-sentence":
            self.figures[-1].sentence += data
        if self._class in {"th", "td"}:
            self.figures[-1].cells[-1] += data


class Figure:
    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.sentence = ""
        self.cells: list[str] = []
        self.is_drawn = False


def read(file: Path) -> Page:
    page = Page()
    page.feed(file.read_text(encoding="utf-8"))
    return page


def stills(text: str) -> Iterator[str]:
    """The still pictures in a page."""
    yield from re.findall(r'<div class="chart-still"[^>]*>(<svg.*?\n</svg>)</div>', text, re.DOTALL)


def missing(words: Sequence[str], among: Sequence[str]) -> list[str]:
    """Those words that are not among others in the same order."""
    lost, at = [], 0
    for one in words:
        try:
            at = among.index(one, at) + 1
        except ValueError:
            lost.append(one)
    return lost


def squeezed(text: str) -> str:
    """A text without its blanks, since lines are broken anywhere."""
    return re.sub(r"\s+", "", text)


def test_words_that_are_missing_or_in_another_order_are_found() -> None:
    assert missing(["a", "c"], ["a", "b", "c"]) == []
    assert missing(["a", "x"], ["a", "b"]) == ["x"]
    assert missing(["b", "a", "c"], ["a", "b", "c"]) == ["a"]


def test_all_words_are_there_in_order_without_javascript(sites: Mapping[str, Built], visit: Callable[..., Any]) -> None:
    counted = seen_pages = 0
    for site, page in page_of_each_kind(sites):
        address = (site.folder / page).as_uri()
        with_scripts, without = visit(address), visit(address, java_script_enabled=False)
        for seen in (with_scripts, without):
            seen.page.evaluate(OPEN)
            seen.page.wait_for_timeout(50)  # tables are made when they are looked at
        shown, plain = (seen.page.evaluate(WORDS, f"{AWAY}, .chart-table") for seen in (with_scripts, without))
        assert shown, page
        assert missing(shown, plain) == [], page
        # The tables of the timeline have a page of their own.
        tables = visit((site.folder / "timeline/tables/index.html").as_uri(), java_script_enabled=False)
        cells = with_scripts.page.evaluate(CELLS)
        beside = tables if page == "timeline/index.html" else without
        assert missing(cells, beside.page.evaluate(WORDS, AWAY)) == [], page
        tables.close()
        counted += sum(len(words.split()) for words in [*shown, *cells])
        seen_pages += 1
        for seen in (with_scripts, without):
            assert seen.problems == [], page
            seen.close()
    print(f"2. Without JavaScript: 100 % of {counted:,} words of {seen_pages:,} pages, in order, from file://.")


def test_every_link_leads_to_a_file(sites: Mapping[str, Built]) -> None:
    followed = 0
    for site in sites.values():
        for page in pages(site):
            for link in read(site.folder / page).links:
                parts = urlsplit(link)
                if parts.scheme or parts.netloc or not parts.path:
                    continue
                assert not link.startswith("/"), f"{page}: {link} is lost on a disk"
                target = (site.folder / page).parent / unquote(parts.path)
                assert target.is_file(), f"{page}: {link}"
                followed += 1
    print(f"2. From a disk: {followed:,} links between pages and files, each leads to a file.")


def test_every_chart_has_a_still_picture(sites: Mapping[str, Built]) -> None:
    drawn = 0
    for site in sites.values():
        for page in pages(site):
            text = (site.folder / page).read_text(encoding="utf-8")
            pictures = list(stills(text))
            assert len(pictures) == sum(figure.is_drawn for figure in read(site.folder / page).figures), page
            for picture in pictures:
                elements = sum(1 for _ in ET.fromstring(picture).iter())
                assert 5 < elements <= MOST_ELEMENTS, page
                assert not re.search(r"\b(?:nan|inf|None)\b", picture), page
            drawn += len(pictures)
    assert drawn > 20
    print(f"2. Still pictures: {drawn:,}, one for each chart that plotly.js would draw.")


@pytest.mark.parametrize("browser_name", TEXT_BROWSERS)
def test_a_text_browser_tells_every_sentence_and_number(sites: Mapping[str, Built], browser_name: str) -> None:
    if shutil.which(browser_name) is None:
        pytest.skip(f"no {browser_name} on PATH")
    told = charts = 0
    every = [(site, page) for site in sites.values() for page in pages(site)]
    for site, name in every if share("FIFTY_YEARS", 0) else page_of_each_kind(sites):
        page = read(site.folder / name)
        command = [browser_name, *TEXT_BROWSERS[browser_name], site.folder / name]
        dump = squeezed(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode())
        at = 0
        for figure in page.figures:
            for words in (figure.sentence, *figure.cells):
                found = dump.find(squeezed(words), at)
                assert found >= 0, f"{name}, {figure.slug}: {words}"
                at = found
                told += 1
        charts += len(page.figures)
    assert charts > 12
    print(f"2. In {browser_name}: {told:,} sentences and numbers of {charts:,} charts, all there and in order.")
