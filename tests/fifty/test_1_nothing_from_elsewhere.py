"""Nothing from elsewhere: a page whose neighbour on the web is gone is whole, if it never asked it for anything."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders.share import share

from .conftest import page_of_each_kind, pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tests.builders.site import Built

pytestmark = pytest.mark.fifty

# What a browser fetches by itself; links that a person follows are none.
FETCHED = {"src", "srcset", "poster", "data", "background", "action", "formaction", "ping", "manifest", "xlink:href"}
FETCHED_LINKS = {
    "stylesheet", "icon", "preload", "prefetch", "modulepreload", "preconnect", "dns-prefetch", "manifest", "prerender",
}  # fmt: skip
FOREIGN = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
IN_CSS = re.compile(r"url\(\s*['\"]?([^'\")]*)|@import\s+(?!url)['\"]([^'\"]*)", re.IGNORECASE)
IN_SCRIPT = re.compile(r"(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+[\w./-]*", re.IGNORECASE)
# Names of XML's vocabularies look like addresses, and nobody asks for them.
VOCABULARIES = ("http://www.w3.org/",)
# What is drawn with plotly.js, which names hosts of maps beside, and one that its button sends charts to.
DRAWN = {"bar", "scatter", "heatmap"}


class Fetches(HTMLParser):
    """The addresses that a page makes a browser fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self._is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._is_style = tag == "style"
        for name, value in given.items():
            if name == "srcset":
                self.addresses += [part.split()[0] for part in value.split(",") if part.split()]
            elif name in FETCHED or (name == "href" and tag in {"image", "use", "feimage", "base"}):
                self.addresses.append(value)
            elif name == "style":
                self.addresses += in_css(value)
        if tag == "link" and FETCHED_LINKS & set(given.get("rel", "").lower().split()):
            self.addresses.append(given.get("href", ""))
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.addresses.append(given.get("content", "").partition("=")[2])

    def handle_data(self, data: str) -> None:
        if self._is_style:
            self.addresses += in_css(data)


def in_css(text: str) -> list[str]:
    return [one or other for one, other in IN_CSS.findall(text)]


def in_script(text: str) -> Iterator[str]:
    """The hosts that a script's strings name; comments are for people."""
    code = re.sub(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", "", text, flags=re.DOTALL)
    # As a string of its own, not as an example within a sentence.
    for string in re.findall(r"[\"'`]([^\"'`\n]{4,300})[\"'`]", code):
        yield from (address for address in IN_SCRIPT.findall(string) if string.startswith(address))


def fetched_by(file: Path) -> list[str]:
    """The addresses of other hosts in places of a file from which a browser would fetch them."""
    # The sources of milestones are data, which a person follows.
    if file.suffix not in {".html", ".css", ".svg", ".js"} or file.match("timeline/milestones.js"):
        return []
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".css":
        found = in_css(text)
    elif file.suffix == ".js":
        found = [one for one in in_script(text) if not one.startswith(VOCABULARIES)]
    else:
        parser = Fetches()
        parser.feed(text)
        found = parser.addresses
    return [address for address in found if FOREIGN.match(address)]


@pytest.mark.parametrize(
    "page",
    [
        '<img src="//a.example/x">',
        '<img srcset="x.png 1x, https://a.example/y.png 2x">',
        '<link rel="preload stylesheet" href="https://a.example/x.css">',
        '<p style="background: url(https://a.example/x)">',
        "<style>@import 'https://a.example/x.css'</style>",
        '<svg><image href="https://a.example/x"/></svg>',
        '<meta http-equiv="refresh" content="0; url=https://a.example/">',
        '<script src="HTTPS://a.example/x.js"></script>',
    ],
)
def test_the_reader_finds_what_is_fetched(page: str, tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text(page)
    assert fetched_by(tmp_path / "x.html")
    (tmp_path / "x.html").write_text('<a href="https://a.example/">a</a><img src="x.png" style="color: red">')
    assert not fetched_by(tmp_path / "x.html")


def test_the_reader_finds_hosts_in_scripts_and_styles(tmp_path: Path) -> None:
    (tmp_path / "x.js").write_text(
        '// see https://a.example/\nfetch("https://a.example/x"); const b = "//b.example/y";'
    )
    assert fetched_by(tmp_path / "x.js") == ["https://a.example/x", "//b.example/y"]
    (tmp_path / "x.css").write_text("a { background: url('//a.example/x.png') } b { background: url(data:image/png,) }")
    assert fetched_by(tmp_path / "x.css") == ["//a.example/x.png"]


def test_no_built_file_makes_a_browser_ask_another_host(sites: Mapping[str, Built]) -> None:
    read = 0
    for site in sites.values():
        for file in sorted(path for path in site.folder.rglob("*") if path.is_file()):
            if file.name.startswith("plotly-"):
                continue
            read += 1
            assert not fetched_by(file), file
    print(
        f"1. Nothing from elsewhere: {read:,} built files read, 0 addresses of other hosts in a place that is fetched."
    )


def test_what_plotly_could_ask_for_is_never_drawn(sites: Mapping[str, Built]) -> None:
    kinds = set()
    for site in sites.values():
        for page in pages(site):
            text = (site.folder / page).read_text(encoding="utf-8")
            for island in re.findall(r'<script type="application/json" class="chart-data">(.*?)</script>', text):
                figure = json.loads(island)
                traces = [*figure.get("data", ()), *figure.get("templates", {}).values()]
                kinds |= {trace["type"] for trace in traces}
    assert kinds == DRAWN
    scripts = [(site.folder / "learning-timeline" / "charts.js").read_text(encoding="utf-8") for site in sites.values()]
    assert all("showSendToCloud: false" in script for script in scripts)


def test_no_page_asks_another_host(
    sites: Mapping[str, Built], visit: Callable[..., Any], serve: Callable[..., str]
) -> None:
    seen_pages = asked = 0
    addresses = {site.folder: serve(site.folder) for site in sites.values()}
    every = [(site, page) for site in sites.values() for page in pages(site)]
    for site, page in every if share("FIFTY_YEARS", 0) else page_of_each_kind(sites):
        seen = visit(f"{addresses[site.folder]}{page}")
        seen.draw_all()
        assert seen.foreign == [], page
        assert seen.problems == [], page
        seen_pages, asked = seen_pages + 1, asked + len(seen.requests)
        seen.close()
    print(f"1. Nothing from elsewhere: {asked:,} requests of {seen_pages:,} pages in a browser, 0 to other hosts.")
