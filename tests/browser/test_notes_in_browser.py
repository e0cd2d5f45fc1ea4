"""Notes and first citations stand beside the text where there is room, and else at its foot, as on paper and without scripts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from learning_timeline.commands import barriers
from tests.builders.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from tests.conftest import Visit

BIBLIOGRAPHY = "@book{sutton2018, author={Sutton, Richard S.}, title={Reinforcement Learning}, year={2018}}\n"
TEXT = f"""---
title: Notes
date: 2026-03-01
---
It learns, as @sutton2018 says[^a]; and @sutton2018 says it again.[^b]

{"Some words that fill the page. " * 40}

```python
wide = {"x" * 90!r}
```

After wide code there is a note.[^c] {"More words. " * 60}

```python
short = 1
```

[^a]: The first, which is long enough to push the next one down, as it stands in the same line.
[^b]: The second.
[^c]: The third.
"""


# A formula that is wider than the text, below all that is said about the post, and no note.
FORMULA = f"""---
title: A formula
date: 2026-03-02
---

{"Some words. " * 400}

$${" + ".join(f"x_{{{number}}}^2" for number in range(20))}$$

{"More words. " * 60}
"""


# Works that were studied and are not cited, notes, and code that is wider than the text.
STUDIED = TEXT.replace(
    "date: 2026-03-01", "date: 2026-03-03\nresources: [sutton2018, 'arxiv:1706.03762', 'https://example.org/talk']"
).replace("@sutton2018", "Sutton")


# A formula that is wider than the text and not far below what is said about the post; and words below it, or none.
EARLY = FORMULA.replace("date: 2026-03-02", "date: 2026-03-04\nresources: [sutton2018, 'arxiv:1706.03762']").replace(
    "Some words. " * 400, "Some words. " * 25
)
SHORT = EARLY.replace("2026-03-04", "2026-03-05").replace("More words. " * 60, "The end.")


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., str]) -> str:
    site = Site(tmp_path_factory.mktemp("notes")).post("a.md", TEXT).post("b.md", FORMULA).post("c.md", STUDIED)
    site.post("d.md", EARLY).post("e.md", SHORT)
    (site.content / "resources.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    return f"{serve(site.build().folder)}posts/2026/03/"


@pytest.fixture(scope="module")
def post(posts: str) -> str:
    return f"{posts}a/"


def box(of: Locator) -> dict[str, float]:
    found = of.bounding_box()
    assert found is not None
    return {**found, "right": found["x"] + found["width"], "bottom": found["y"] + found["height"]}


def test_notes_stand_beside_what_they_belong_to(post: str, visit: Callable[..., Visit]) -> None:
    seen = visit(post, width=1440)
    page = seen.page
    page.locator("li[data-beside]").nth(2).wait_for()
    beside = page.locator("[data-beside]")
    # The work that is cited twice stands beside its first citation alone.
    assert beside.evaluate_all("all => all.map((one) => one.className || one.id)") == ["cited", "fn:1", "fn:2", "fn:3"]
    prose, code = box(page.locator(".prose")), box(page.locator(".prose > .highlight").first)
    places = [box(one) for one in beside.all()]
    assert all(place["x"] >= prose["right"] for place in places)
    assert all(above["bottom"] < below["y"] for above, below in pairwise(places))
    assert abs(places[-1]["y"] - box(page.locator(".footnote-ref").nth(2))["y"]) < 40
    # Code that needs it is wider than the text, and no note lies over it.
    assert code["right"] > prose["right"] + 100
    assert box(page.locator(".prose > .highlight").nth(1))["right"] <= prose["right"] + 1
    assert all(place["bottom"] < code["y"] or place["y"] > code["bottom"] for place in places)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert list(barriers.violations(page)) == []
    assert seen.problems == []
    # Paper has them at the foot.
    page.emulate_media(media="print")
    assert page.locator("#fn\\:1").evaluate("note => getComputedStyle(note).position") == "static"


def test_a_formula_is_as_wide_as_it_needs_to_be_in_a_post_without_notes(
    posts: str, visit: Callable[..., Visit]
) -> None:
    seen = visit(f"{posts}b/", width=1440)
    formula = seen.page.locator(".prose > .math[data-below-facts]")
    formula.wait_for()
    assert box(formula)["right"] > box(seen.page.locator(".prose > p").first)["right"] + 100
    assert formula.evaluate("block => block.scrollWidth <= block.clientWidth")
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert seen.problems == []


@pytest.mark.parametrize("how", ["narrow", "no script"])
def test_notes_stay_at_the_foot_where_there_is_no_room(post: str, visit: Callable[..., Visit], how: str) -> None:
    page = (visit(post, width=1024) if how == "narrow" else visit(post, width=1440, java_script_enabled=False)).page
    notes = [box(page.locator(f"#fn\\:{number}")) for number in (1, 2, 3)]
    assert len({note["x"] for note in notes}) == 1
    assert notes[0]["y"] > box(page.locator(".prose > p").last)["bottom"]
    assert page.locator(".cited").first.is_hidden()


def test_what_was_studied_stands_beside_the_text_and_nothing_lies_over_it(
    posts: str, visit: Callable[..., Visit]
) -> None:
    seen = visit(f"{posts}c/", width=1440)
    page = seen.page
    page.locator("li[data-beside]").nth(2).wait_for()
    studied, facts, prose = (box(page.locator(one)) for one in (".beside", ".post-facts", ".prose"))
    assert studied["x"] == facts["x"] >= prose["right"]
    assert facts["bottom"] <= studied["y"]
    assert studied["bottom"] <= prose["bottom"]
    others = [*page.locator("li[data-beside]").all(), *page.locator(".prose > .highlight").all()]
    for other in map(box, others):
        assert other["right"] <= studied["x"] or other["y"] >= studied["bottom"], other
    # The foot follows the text.
    foot = box(page.locator(".post-foot > :not(.beside)").first)
    assert prose["bottom"] < foot["y"] < prose["bottom"] + 100
    assert list(barriers.violations(page)) == []
    page.emulate_media(media="print")
    assert box(page.locator(".beside"))["y"] > box(page.locator(".prose"))["bottom"] - 1


@pytest.mark.parametrize(("name", "is_beside"), [("d", True), ("e", False)])
def test_what_was_studied_leaves_room_for_what_is_wide(
    posts: str, visit: Callable[..., Visit], *, name: str, is_beside: bool
) -> None:
    page = visit(f"{posts}{name}/", width=1440).page
    formula = page.locator(".prose > .math[data-below-facts]")
    formula.wait_for()
    studied, prose, place = box(page.locator(".beside")), box(page.locator(".prose")), box(formula)
    assert place["right"] > prose["right"] + 100
    assert formula.evaluate("block => block.scrollWidth <= block.clientWidth")
    # Where no place beside the text is high enough, it stays at the foot.
    assert (studied["x"] >= prose["right"]) == is_beside
    assert studied["y"] >= place["bottom"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("options", [{"width": 1024}, {"width": 1440, "java_script_enabled": False}])
def test_what_was_studied_stays_at_the_foot_where_there_is_no_room(
    posts: str, visit: Callable[..., Visit], options: dict[str, Any]
) -> None:
    page = visit(f"{posts}c/", **options).page
    assert box(page.locator(".beside"))["y"] > box(page.locator(".prose"))["bottom"]
