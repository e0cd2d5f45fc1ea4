"""The pages of resources: a library of thousands is several of them, and none is lost between two."""

from __future__ import annotations

import json
import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from analytics.bibliography import Resource
from learning_timeline.pages.shelves import MOST, Placed, Shelf, label_of, pages_of, shelves
from tests.builders.site import Site

if TYPE_CHECKING:
    from pathlib import Path


def shelf(name: str, number: int) -> Shelf:
    return Shelf(name, name, tuple(placed(f"Work {one}") for one in range(number)))


def placed(title: str, status: str = "queued", learned_on: date | None = None) -> Placed:
    return Placed(Resource(title, (), "book", title), status, learned_on)


@given(st.lists(st.integers(1, 3 * MOST), max_size=12))
def test_each_resource_is_on_one_page_and_no_page_has_too_many(sizes: list[int]) -> None:
    every = [shelf(f"shelf {number}", size) for number, size in enumerate(sizes)]
    pages = pages_of(every)
    assert all(0 < sum(len(part.placed) for part in page) <= MOST for page in pages)
    parts = [part for page in pages for part in page]
    for one in every:
        its = [part for part in parts if part.name == one.name]
        assert sum(len(part.placed) for part in its) == len(one.placed)
        assert len(its) == 1 or len(one.placed) > MOST
    assert [one for part in parts for one in part.placed] == [one for shelf in every for one in shelf.placed]
    # No page ends before it has to.
    for before, after in pairwise(pages):
        room = MOST - sum(len(part.placed) for part in before)
        assert room < (1 if after[0].is_part else len(after[0].placed))


def test_a_page_is_called_by_where_it_begins_and_ends() -> None:
    learned = [placed("A", "finished", on) for on in (date(2026, 11, 1), date(2026, 2, 3)) for _ in range(300)]
    waiting = [placed(f"Work {number:03}, which has a long title") for number in range(600)]
    pages = pages_of(shelves([*waiting, *learned, placed("R", "reading")]))
    assert [label_of(page) for page in pages] == [
        "Being read \N{EN DASH} Learned in 2026",
        "Learned in 2026 \N{EN DASH} To be read",
        "To be read: Work 399, which has a long… \N{EN DASH} Work 599, which has a long…",
    ]
    assert label_of(pages_of(shelves(learned))[0]) == "Learned in 2026: 1 November 2026 \N{EN DASH} 3 February 2026"
    assert label_of(pages_of(shelves(learned[:2]))[0]) == "Learned in 2026"


def test_a_library_of_many_has_pages_and_every_anchor_of_it_is_found(tmp_path: Path) -> None:
    entries = (f"@book{{k{number}, title = {{Work {number:03}}}, year = {{1999}}}}" for number in range(MOST + 3))
    site = Site(tmp_path).post(
        "a.md", "---\ntitle: A\ndate: 2026-02-01\ncategory: rl\nresources: [k502]\n---\n\nWhat I read.\n"
    )
    (site.content / "resources.bib").write_text("\n".join(entries), encoding="utf-8")
    built = site.build()
    first, second = built.text("resources/"), built.text("resources/2/")
    anchors = [re.findall(r'<li id="([^"]+)" data-kind', page) for page in (first, second)]
    # The one that a post is about, then those that wait.
    assert anchors[0] + anchors[1] == ["k502", *(f"k{number}" for number in range(MOST + 2))]
    told = re.fullmatch(r"\(window\.learningTimeline\?\?=\{\}\)\.places=(.*);\n", built.text("resources/places.js"))
    assert told is not None
    assert json.loads(told[1]) == anchors
    (listed,) = re.findall(r'<ol class="lt-library-pages".*?</ol>', second, flags=re.DOTALL)
    assert re.findall(r'<a href="([^"]+)"( aria-current="page")?>([^<]+)</a>', listed) == [
        ("../../resources/index.html", "", "Learned in 2026 \N{EN DASH} To be read"),
        ("../../resources/2/index.html", ' aria-current="page"', "To be read: Work 499 \N{EN DASH} Work 501"),
    ]
    assert "503 resources" in second
    assert built.path("resources/resources.bib").read_bytes().count(b"@book") == MOST + 3


def test_a_year_leads_to_the_page_that_has_the_resource(tmp_path: Path) -> None:
    keys = [f"k{number:03}" for number in range(MOST + 3)]
    entries = (f"@book{{{key}, title = {{Work {key}}}, year = {{1999}}}}" for key in keys)
    site = Site(tmp_path).post(
        "a.md", f"---\ntitle: A\ndate: 2026-02-01\ncategory: rl\nresources: [{', '.join(keys)}]\n---\n\nWhat I read.\n"
    )
    (site.content / "resources.bib").write_text("\n".join(entries), encoding="utf-8")
    built = site.build()
    for page in ("2026/", "2020s/"):
        links = re.findall(r'href="\.\./(resources/(?:\d+/)?)(?:index\.html)?#([^"]+)"', built.text(page))
        assert sorted(key for _, key in links) == keys, page
        assert {url for url, _ in links} == {"resources/", "resources/2/"}
        for url, key in links:
            assert f'<li id="{key}" data-kind' in built.text(url)


def test_a_resource_that_is_being_read_has_the_day_of_its_post(tmp_path: Path) -> None:
    site = Site(tmp_path).post(
        "a.md", "---\ntitle: A\ndate: 2026-02-01\ncategory: rl\nresources: [k]\n---\n\nWhat I read.\n"
    )
    bib = "@book{k, title = {Work}, year = {1999}, status = {reading}}"
    (site.content / "resources.bib").write_text(bib, encoding="utf-8")
    # "Written about 1 February" would be said of a day that is not known.
    said = (
        '<span>written about on <time datetime="2026-02-01">1 February 2026</time>, 27 years after it appeared</span>'
    )
    assert said in site.build().text("resources/")
