"""A site that lies below a path of its host, as `https://YOU.github.io/journal` does; and what `invoke check` sees there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from learning_timeline.commands import barriers
from learning_timeline.commands.check import _files_of, kinds
from tests.builders.share import some
from tests.builders.site import ROOT, Built, Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Visit

BROKEN = (
    "<!doctype html><title>A page</title><body><button></button><img alt='' src='gone.svg'><img alt='' src='named.svg'>"
    "<img alt='' src='https://elsewhere.example/i.png'><img alt='' src='there.svg'>"
)

# A link within a picture tells its address in another way than one of the page.
ADDRESSES = "all => all.map((link) => new URL(link.href.baseVal ?? link.href, document.baseURI).href.split('#')[0])"


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., str]) -> tuple[Built, str]:
    """This repository's own journal, built for an address with a path and served there."""
    folder = tmp_path_factory.mktemp("host")
    address = f"{serve(folder)}journal"
    site = Site(folder, content=ROOT / "content")
    site.output = folder / "journal"
    return site.build(SITEURL=address, FEED_DOMAIN=address, RELATIVE_URLS=False), address


def test_no_page_asks_for_anything_that_is_not_there(below: tuple[Built, str], visit: Callable[..., Visit]) -> None:
    built, address = below
    pages = kinds(built.folder, [file for file in _files_of(built.folder) if file.endswith(".html")], 40)
    assert {"index.html", "timeline/index.html", "2026/index.html", "topics/index.html"} <= set(pages)
    links: set[str] = set()
    for page in some(pages, 4):
        seen = visit(f"{address}/{page.removesuffix('index.html')}")
        seen.draw_all()
        seen.page.wait_for_load_state("networkidle")
        assert seen.problems == []
        assert [url for url in seen.requests if not url.startswith((f"{address}/", "data:", "blob:"))] == []
        links.update(seen.page.eval_on_selector_all("a[href]", ADDRESSES))
        seen.close()
    inside = {link for link in links if link.startswith(address.removesuffix("/journal"))}
    assert len(inside) > 30
    assert [link for link in sorted(inside) if not _is_there(link)] == []


def test_what_a_page_asks_for_in_vain_and_what_bars_people_is_found(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(BROKEN, encoding="utf-8")
    (tmp_path / "there.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    address = "https://example.org/journal"
    # The tests' own browser is at work in this thread.
    with ThreadPoolExecutor(1) as another:
        found = another.submit(
            barriers.check_barriers, tmp_path, address, ["index.html"], {("index.html", "named.svg")}, lambda _: None
        ).result()
    assert {(one.page, one.wrong.partition(":")[0]) for one in found} == {
        ("index.html", "asks for gone.svg, which is not there"),
        ("index.html", "asks another host for https"),
        ("index.html", "accessibility"),
    }
    assert {one.wrong.split(": ")[1] for one in found if one.wrong.startswith("acc")} == {
        "html-has-lang",
        "button-name",
    }
    assert len(found) == len(set(found))


def _is_there(url: str) -> bool:
    try:
        urlopen(url, timeout=10).close()
    except HTTPError:
        return False
    return True
