"""Texts from right to left: a post in Arabic within a site in English, and a site in Arabic. And the picture of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders.site import Built, Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Visit

ARABIC = """---
title: الانتباه
date: 2026-03-02
category: llm
lang: ar
---

نص قصير عن `attention` والانتباه.

> اقتباس واحد.

    x = 1
"""
ENGLISH = "---\ntitle: Entropy\ndate: 2026-03-03\ncategory: theory\n---\n\n> A quotation in English.\n"


@pytest.fixture(scope="module")
def of_two_directions(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = Site(tmp_path_factory.mktemp("directions")).post("arabic.md", ARABIC).post("english.md", ENGLISH)
    return site.build()


def directions(seen: Visit, *selectors: str) -> list[str]:
    return [
        str(seen.page.locator(selector).first.evaluate("one => getComputedStyle(one).direction"))
        for selector in selectors
    ]


RULES = "one => { const s = getComputedStyle(one); return [s.borderLeftWidth, s.borderRightWidth]; }"


def test_a_post_from_right_to_left_mirrors_its_page_and_no_other(
    of_two_directions: Built, visit: Callable[..., Visit]
) -> None:
    seen = visit((of_two_directions.folder / "posts/2026/03/arabic/index.html").as_uri(), width=1440)
    assert directions(seen, "html", ".prose", ".site-head", ".post-facts", ".prose pre", ".prose p code") == [
        *("rtl", "rtl", "ltr", "ltr", "ltr", "ltr")
    ]
    # The rule of a quotation is where its lines begin.
    left, right = seen.page.locator(".prose blockquote").evaluate(RULES)
    assert (left, right) == ("0px", "2px")
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 1440
    other = visit((of_two_directions.folder / "posts/2026/03/english/index.html").as_uri(), width=1440)
    assert directions(other, "html", ".prose") == ["ltr", "ltr"]
    assert other.page.locator(".prose blockquote").evaluate(RULES) == ["2px", "0px"]


def test_a_title_from_right_to_left_is_marked_in_lists(of_two_directions: Built, visit: Callable[..., Visit]) -> None:
    seen = visit((of_two_directions.folder / "2026/index.html").as_uri(), width=390)
    title = seen.page.locator('.lt-posts a[lang="ar"]')
    assert (title.inner_text(), title.get_attribute("dir")) == ("الانتباه", "rtl")
    assert directions(seen, "html", "article.lt-year", ".lt-year-picture > svg") == ["ltr"] * 3


def test_a_site_from_right_to_left_has_words_of_its_own_direction(
    tmp_path_factory: pytest.TempPathFactory, visit: Callable[..., Visit]
) -> None:
    site = Site(tmp_path_factory.mktemp("arabic")).post("arabic.md", ARABIC.replace("lang: ar\n", ""))
    built = site.build(DEFAULT_LANG="ar")
    for url in ("index.html", "posts/2026/03/arabic/index.html", "2026/index.html", "timeline/index.html"):
        seen = visit((built.folder / url).as_uri(), width=390)
        assert directions(seen, "html")[0] == "rtl", url
        # There is no catalogue of Arabic: the words of the site are English, and run as such.
        assert directions(seen, ".site-foot")[0] == "ltr", url
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390, url


def test_a_mark_of_a_year_leads_to_its_post(of_two_directions: Built, visit: Callable[..., Visit]) -> None:
    seen = visit((of_two_directions.folder / "2026/index.html").as_uri(), width=1440)
    marks = seen.page.locator(".lt-year-picture a")
    assert marks.count() == 2
    assert [mark.locator("title").inner_html() for mark in marks.all()] == [
        "الانتباه · Llm, 2 March 2026",
        "Entropy · Theory, 3 March 2026",
    ]
    # No key has to pass the marks: the list has the same posts as links.
    assert {mark.get_attribute("tabindex") for mark in marks.all()} == {"-1"}
    marks.first.click()
    seen.page.wait_for_url("**/posts/2026/03/arabic/**")
