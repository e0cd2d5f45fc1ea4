"""The journal's own site breaks none of the rules of WCAG 2.2, levels A and AA, that a program can check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from learning_timeline.commands import barriers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.builders.site import Built
    from tests.conftest import Visit

PAGES = {
    "home": "",
    "timeline": "timeline/",
    "year": "2026/",
    "decade": "2020s/",
    "topics": "topics/",
    "topic": "topics/reinforcement-learning/",
    "resources": "resources/",
    "predictions": "predictions/",
    "licences": "licences/",
    "revisit": "revisit/",
    "search": "search/",
    "archive": "archives/",
    "about": "about/",
    "data": "data/",
    "story": "story/",
    "milestones": "milestones/",
    "poster": "poster/",
}
NAMES = [*PAGES, "post"]
SCREENS = [(scheme, width) for scheme in ("light", "dark") for width in ("1440", "390")]
# Made of the same parts as another one: a year, an index, a text.
ALIKE = ("decade", "archive", "about")
# Each page is looked at on one screen, and each screen shows some pages; the others take minutes.
LOOKS = [
    pytest.param(name, screen, marks=[] if (page - nth) % len(SCREENS) == 0 and name not in ALIKE else pytest.mark.slow)
    for page, name in enumerate(NAMES)
    for nth, screen in enumerate(SCREENS)
]


def violations(page: Page) -> list[str]:
    """What is wrong, one line a place: the rule, the element, and what to do."""
    return [f"{place}: {wrong} ({mend})" for place, wrong, mend in barriers.violations(page)]


@pytest.mark.parametrize(
    ("name", "screen"), LOOKS, ids=lambda given: given if isinstance(given, str) else " ".join(given)
)
def test_a_page_has_no_barrier_that_a_program_finds(
    journal: Built, address: str, visit: Callable[..., Visit], name: str, screen: tuple[str, str]
) -> None:
    seen = visit(address + PAGES.get(name, journal.longest_post()), scheme=screen[0], width=int(screen[1]))
    seen.draw_all()
    seen.page.locator("details").evaluate_all("all => all.forEach((details) => (details.open = true))")
    # What stays on top of a page covers parts of others while they pass below it.
    seen.page.evaluate("scrollTo(0, 0)")
    found = violations(seen.page)
    assert not found, "\n".join(found)


def test_the_rules_find_what_is_wrong(tmp_path: Path, visit: Callable[..., Visit]) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><title>A page</title><body style='color: #999; background: #fff'>"
        "<p>Grey</p><button></button><a href='#a' style='font-size: 6px'>a</a><a href='#b' style='font-size: 6px'>b</a>",
        encoding="utf-8",
    )
    found = {line.partition(":")[0] for line in violations(visit(page.as_uri()).page)}
    assert found == {"html-has-lang", "color-contrast", "button-name", "target-size"}
