"""A reader searches: by keys alone, from any page, under a sub-path, with and without what a search needs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from learning_timeline.pages import search_index
from tests.browser.test_accessibility import violations
from tests.builders.site import Built, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import Visit

YEARS = range(2020, 2026)


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Posts about gradients in three chapters of two years, each year with four, and one about zebras."""
    folder = tmp_path_factory.mktemp("searched")
    site = Site(folder, LEARNING_TIMELINE_SEARCH=True)
    for year in YEARS:
        for month in range(1, 5):
            topic, kind = ("llm", "paper") if month == 2 else ("rl", "note")
            front = f"title: Gradients {month} of {year}\ndate: {year}-0{month}-11\ncategory: {topic}\nkind: {kind}\n"
            # The more often, the better it fits.
            site.post(f"{year}-{month}.md", f"---\n{front}---\n\nOn gradients{', gradients' * month}.\n")
    zebra = "Stripes of a zebra; a `<zebra>` & `&lt;i&gt;zebra` too."
    site.post("zebra.md", f"---\ntitle: Of <b>stripes</b>\ndate: 2021-06-01\ncategory: rl\n---\n\n{zebra}\n")
    site.post("pages/about.md", "---\ntitle: About\n---\nWords.\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index, "FULL", 8)
        site.output = folder / "host" / "journal"
        yield site.build()


@pytest.fixture(scope="module")
def start(searched: Built, serve: Callable[..., str]) -> str:
    """The address of the journal, below that of its host."""
    return serve(searched.folder.parent) + "journal/"


def found(page: Page, number: int | str) -> list[str]:
    """The titles that are found, once so many posts are said to be."""
    page.wait_for_function(
        "said => document.querySelector('.lt-found-count').textContent.startsWith(said)", arg=f"{number}"
    )
    return page.locator(".lt-found h2").all_inner_texts()


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_post_is_found_and_opened_by_keys_alone_and_the_way_back_leads_to_what_was_found(
    start: str, visit: Callable[..., Visit]
) -> None:
    seen = visit(start + "about/")
    page = seen.page
    page.keyboard.press("/")
    page.wait_for_url(start + "search/index.html")
    page.wait_for_function("() => document.activeElement.name === 'q'")
    page.keyboard.type("zebra")
    assert found(page, 1) == ["Of <b>stripes</b>"]
    assert page.locator(".lt-found-count").get_attribute("role") == "status"
    assert page.locator(".lt-found mark").all_inner_texts()[:2] == ["zebra", "zebra"]
    assert page.locator(".lt-found-facts").inner_text().split("\n") == ["1 June 2021", "Rl"]
    # A topic has its colour wherever it is named.
    colours = "getComputedStyle(document.querySelector('.lt-found-topic'), '::before').backgroundColor"
    assert page.evaluate(colours) == page.evaluate(
        """() => {
            const dot = document.createElement("i");
            dot.style.background = document.querySelector("option[value=rl]").dataset.colour;
            return document.body.appendChild(dot) && getComputedStyle(dot).backgroundColor;
        }"""
    )
    assert page.evaluate("document.querySelector('option[value=rl]').dataset.colour").startswith("#")
    assert page.locator(".lt-found li > p").last.inner_text() == "Stripes of a zebra; a <zebra> & &lt;i&gt;zebra too."
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(start + "posts/2021/06/zebra/")
    page.go_back()
    assert asked(page) == {"q": ["zebra"]}
    assert found(page, 1) == ["Of <b>stripes</b>"]
    assert page.locator("input[name=q]").input_value() == "zebra"
    assert seen.problems == []
    assert seen.foreign == []


def test_escape_leads_back_to_the_words_then_empties_them_then_lets_go(start: str, visit: Callable[..., Visit]) -> None:
    page = visit(start + "search/?q=zebra").page
    found(page, 1)
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "Of <b>stripes</b>"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.querySelector('.lt-found li')")
    assert asked(page) == {}
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.body")


def test_a_slash_is_a_slash_where_it_is_written(start: str, visit: Callable[..., Visit]) -> None:
    page = visit(start + "search/").page
    page.keyboard.type("and/or")
    assert page.locator("input[name=q]").input_value() == "and/or"
    page.goto(start + "resources/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<div contenteditable id=w></div>')")
    page.locator("#w").focus()
    page.keyboard.type("a/b")
    assert page.locator("#w").inner_text() == "a/b"
    assert page.url == start + "resources/"


def test_what_narrows_a_search_stands_in_the_address_and_each_choice_is_a_step_back(
    start: str, visit: Callable[..., Visit]
) -> None:
    page = visit(start + "search/?q=gradients").page
    found(page, 24)
    page.locator("select[name=topic]").select_option("llm")
    found(page, 6)
    page.locator("select[name=year]").select_option("2022")
    assert found(page, 1) == ["Gradients 2 of 2022"]
    assert asked(page) == {"q": ["gradients"], "topic": ["llm"], "year": ["2022"]}
    page.go_back()
    found(page, 6)
    assert page.locator("select[name=year]").input_value() == ""
    page.goto(start + "search/?kind=paper&year=2023")
    assert found(page, 1) == ["Gradients 2 of 2023"]
    page.goto(start + "search/?q=zebra&topic=llm&year=1999")
    assert found(page, "No posts for “zebra” match this choice") == []
    assert page.locator("select[name=year]").input_value() == ""


# What Pagefind answers in a large journal: of a word that no post has, posts with its first letters.
NEAREST = """
const meta = { title: "Keys", date: "2021-06-01", topic: "rl" };
const post = { raw_url: "zebra/", meta, content: "Press zz to run it", locations: [1] };
const results = [{ data: async () => post }];
export const createInstance = () => ({ init: async () => {}, mergeIndex: async () => {}, search: async () => ({ results }) });
"""


def test_of_a_word_that_no_post_has_the_search_says_so(start: str, visit: Callable[..., Visit]) -> None:
    page = visit(start + "search/").page
    page.route("**/pagefind.js", lambda route: route.fulfill(body=NEAREST, content_type="text/javascript"))
    page.goto(start + "search/?q=zzzzqq")
    assert found(page, "No post has “zzzzqq”. These come nearest:") == ["Keys"]
    for near in ("press", "running"):
        page.goto(start + f"search/?q={near}")
        assert found(page, "1 post") == ["Keys"]


def test_the_newest_come_first_through_all_chapters_ten_at_a_time(start: str, visit: Callable[..., Visit]) -> None:
    seen = visit(start + "search/?q=gradients")
    page = seen.page
    assert found(page, 24)[0].startswith("Gradients 4 of")
    page.locator("select[name=order]").select_option("newest")
    page.wait_for_function("() => document.querySelector('.lt-found h2').textContent === 'Gradients 4 of 2025'")
    for shown in (20, 24):
        page.locator(".lt-more").click()
        page.wait_for_function("n => document.querySelectorAll('.lt-found li').length === n", arg=shown)
    assert page.locator(".lt-more").is_hidden()
    in_time = [f"Gradients {month} of {year}" for year in reversed(YEARS) for month in (4, 3, 2, 1)]
    assert page.locator(".lt-found h2").all_inner_texts() == in_time
    assert seen.problems == []


def test_nothing_is_fetched_before_the_first_question_and_a_chapter_in_pieces_after_it(
    start: str, visit: Callable[..., Visit]
) -> None:
    seen = visit(start + "search/")
    seen.page.wait_for_timeout(200)
    assert not [url for url in seen.requests if ".pf_" in url or "pagefind" in url]
    seen.page.keyboard.type("zebra")
    found(seen.page, 1)
    of_index = [url.removeprefix(start) for url in seen.requests if ".pf_" in url]
    assert {url.split("/")[1] for url in of_index if url.endswith(".pf_meta")} == {"2020", "2022", "2024"}
    assert len([url for url in of_index if url.endswith(".pf_fragment")]) == 1


def test_without_a_worker_the_search_works_in_the_page(start: str, visit: Callable[..., Visit]) -> None:
    seen = visit(start + "about/", own=True)
    seen.page.context.add_init_script("delete window.Worker")
    seen.page.goto(start + "search/?q=zebra")
    assert found(seen.page, 1) == ["Of <b>stripes</b>"]
    assert seen.problems == []


def test_without_scripts_the_page_says_so_and_leads_to_all_posts(start: str, visit: Callable[..., Visit]) -> None:
    page = visit(start + "search/", java_script_enabled=False).page
    assert "needs JavaScript" in page.locator("main .lt-lead").inner_text()
    assert page.locator("form").is_hidden()
    page.locator("main").get_by_role("link", name="all posts").click()
    assert page.locator("h1").inner_text() == "Archive"


def test_a_page_opened_from_a_disk_says_why_it_finds_nothing(searched: Built, visit: Callable[..., Visit]) -> None:
    seen = visit((searched.folder / "search/index.html").as_uri())
    assert "opened from a disk" in seen.page.locator(".lt-found-count").inner_text()
    assert seen.page.locator("form").is_hidden()
    assert seen.problems == []


def test_an_index_that_cannot_be_read_is_told(start: str, visit: Callable[..., Visit]) -> None:
    page = visit(start + "search/").page
    page.context.route("**/pagefind.js", lambda route: route.abort())
    page.keyboard.type("zebra")
    found(page, "The search index could not be loaded")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_found_has_no_barrier_that_a_program_finds(
    start: str, visit: Callable[..., Visit], scheme: str
) -> None:
    page = visit(start + "search/?q=gradients", scheme=scheme, width=390).page
    found(page, 24)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
