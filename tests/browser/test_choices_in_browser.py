"""What a reader may choose on a page: which resources are listed, which versions are compared, until which year a map goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from learning_timeline.commands import barriers
from learning_timeline.pages.shelves import MOST
from tests.builders.connected import journal, post
from tests.builders.git_story import GitStory
from tests.builders.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Visit


@pytest.fixture(scope="module")
def connected(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., str]) -> str:
    """A journal whose posts hang together, served."""
    folder = tmp_path_factory.mktemp("connected")
    site = journal(folder)
    once_more = (site.content / "other.md").read_text(encoding="utf-8") + "\nAt last a third version of it all.\n"
    GitStory(folder).write("content/other.md", once_more).commit("2026-05-01T10:00:00+00:00")
    # Two topics in one week, so that there is a map.
    for number in (1, 2, 3):
        site.post(f"rl{number}.md", post(f"RL {number}", f"2024-02-0{number}").replace("llm", "rl"))
        site.post(f"it{number}.md", post(f"IT {number}", f"2024-02-0{number}").replace("llm", "entropy"))
    site.post("both.md", post("Both", "2026-02-01").replace("llm", "rl"))
    return serve(site.build().folder)


def test_resources_are_chosen_by_what_they_are_and_the_address_keeps_the_choice(
    connected: str, visit: Callable[..., Visit]
) -> None:
    seen = visit(f"{connected}resources/")
    page = seen.page
    shown = "all => all.filter(e => e.offsetParent).map(e => e.id)"
    entries = page.locator(".lt-entries > li")
    assert entries.evaluate_all(shown) == ["vaswani2017attention", "cover2006elements"]
    page.get_by_label("Kind").select_option("book")
    assert entries.evaluate_all(shown) == ["cover2006elements"]
    assert page.locator(".lt-choices output").inner_text() == "1 of 2"
    assert page.url.endswith("?kind=book")
    assert not page.get_by_role("heading", name="Learned in 2026").is_visible()
    page.reload()
    assert entries.evaluate_all(shown) == ["cover2006elements"]
    page.locator("select[name=year]").select_option("2026")
    assert entries.evaluate_all(shown) == []
    page.get_by_role("button", name="Reset").click()
    # A form is emptied after its event.
    page.wait_for_url(f"{connected}resources/")
    assert len(entries.evaluate_all(shown)) == 2
    assert page.url == f"{connected}resources/"
    page.goto(f"{connected}resources/?kind=nonsense&status=finished")
    assert entries.evaluate_all(shown) == ["vaswani2017attention"]
    assert seen.problems == []


def test_a_choice_among_several_pages_of_resources_is_one_among_all(
    tmp_path: Path, serve: Callable[..., str], visit: Callable[..., Visit]
) -> None:
    front = "title: A\ndate: 2026-02-01\ncategory: rl\nresources: [k1]"
    site = Site(tmp_path).post("a.md", f"---\n{front}\n---\n\nWhat I read.\n")
    entries = (
        f"@{'book' if number % 2 else 'article'}{{k{number}, title = {{Work {number}}}, year = 1999}}"
        for number in range(MOST + 8)
    )
    (site.content / "resources.bib").write_text("\n".join(entries), encoding="utf-8")
    built = site.build()
    home = serve(built.folder)
    seen = visit(f"{home}resources/2/?kind=book")
    page, output = seen.page, seen.page.locator(".lt-choices output")
    output.filter(has_text=f"{(MOST + 8) // 2} of {MOST + 8}").wait_for()
    page.get_by_label("Topic").select_option("rl")
    assert output.inner_text() == f"1 of {MOST + 8}"
    shown = page.locator(".lt-entries > li:visible")
    assert shown.get_attribute("id") == "k1"
    assert shown.get_by_role("link", name="A", exact=True).get_attribute("href").startswith(f"{home}posts/")
    page.get_by_role("button", name="Reset").click()
    page.wait_for_url(f"{home}resources/2/")
    assert page.locator(".lt-entries > li:visible").count() < MOST, "the page is what it was"
    assert seen.problems == []
    page = visit(f"{built.path('resources/2/').as_uri()}?kind=book").page
    assert page.locator(".lt-choices output").inner_text().endswith("on this page")


def test_a_slider_goes_through_the_versions_of_a_text(connected: str, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{connected}posts/2026/02/other/")
    page = seen.page
    page.locator(".changes summary").click()
    weave, slider, says = page.locator(".weave"), page.get_by_role("slider"), page.locator(".changes output")
    # As the page is written: the last version, compared with the first.
    assert weave.locator("ins:visible").count() > 0
    assert says.inner_text().startswith("3 of 3, 1 May 2026: ")
    slider.press("Home")
    assert weave.locator("ins:visible, del:visible").count() == 0
    assert "several heads" not in weave.inner_text()
    assert says.inner_text() == "1 of 3, 2 February 2026"
    slider.press("ArrowRight")
    assert "several heads" in " ".join(weave.locator("ins:visible").all_inner_texts())
    assert slider.get_attribute("aria-valuetext") == "2 of 3, 1 April 2026"
    # Any other two, and backwards: what came is what goes.
    slider.press("Home")
    page.get_by_label("Compared with").select_option("1")
    assert "several heads" in " ".join(weave.locator("del:visible").all_inner_texts())
    slider.press("End")
    assert page.get_by_label("Compared with").input_value() == "1"
    assert list(barriers.violations(page)) == []
    assert seen.problems == []


def test_without_a_script_the_versions_are_a_list_of_what_each_changed(
    connected: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{connected}posts/2026/02/other/", java_script_enabled=False).page
    page.locator(".changes summary").click()
    assert not page.get_by_role("slider").is_visible()
    steps = page.locator(".version-list > li")
    assert steps.locator("p").all_inner_texts() == ["1 April 2026", "1 May 2026"]
    assert "several heads" in " ".join(steps.first.locator("ins").all_inner_texts())


def test_the_map_of_topics_goes_until_a_year(connected: str, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{connected}topics/")
    page = seen.page
    slider = page.locator(".lt-map input[type=range]")
    later = page.locator(".lt-map .lt-later")
    assert later.count() == 0
    slider.focus()
    page.keyboard.press("Home")
    assert page.locator(".lt-map output").inner_text() == "2024"
    assert later.count() > 0
    page.keyboard.press("End")
    assert later.count() == 0
    assert seen.problems == []


def test_names_on_the_map_of_topics_are_whole_and_legible_on_each_screen(
    connected: str, visit: Callable[..., Visit]
) -> None:
    for width in (1440, 768, 390, 320):
        page = visit(f"{connected}topics/", width=width).page
        boxes = page.locator(".lt-map text:visible").evaluate_all(
            "all => all.map(t => [t.getBoundingClientRect(), t.getScreenCTM()])"
            ".map(([{ left, right }, { a, b }]) => [left, right, 15 * Math.hypot(a, b)])"
        )
        assert len(boxes) > 1
        assert all(left >= 0 and right <= width and size > 10 for left, right, size in boxes), (width, boxes)
