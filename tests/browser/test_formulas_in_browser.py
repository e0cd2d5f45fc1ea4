"""Formulas as a browser sets them: sizes, room, numbers, and what is copied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from learning_timeline.reading.markdown import Renderer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

THEME = Path(__file__).parents[2] / "theme" / "static"
TEXT = r"""
Let $x_1^2$ hold.

$$\Bigg) + \Bigg)^2 + \Bigg|_{x=0}$$

$$\begin{cases} a \\ b \\[40pt] c \end{cases}$$

$$\frac{\text{a}+\text{b}}{\text{a}\,\text{b}}$$

$$\sum_{\mathclap{1\le i\le n,\,j\ne i}} x_i$$

$$E = mc^2 \tag{7}$$

$$\mathrm{softmax}(x) + \mathrm{softmax}(x) + \mathrm{softmax}(x) + \mathrm{softmax}(x) + \mathrm{softmax}(x)$$
"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    css = (THEME / "css" / "site.css").read_text(encoding="utf-8")
    rendered = Renderer().render(TEXT)
    assert rendered.problems == ()
    page.set_content(f'<!doctype html><html lang="en"><style>{css}</style><main class="prose">{rendered.html}</main>')
    page.add_script_tag(content=(THEME / "js" / "site.js").read_text(encoding="utf-8"))
    yield page
    context.close()


def box(page: Page, formula: int, selector: str, which: int = 0) -> dict[str, float]:
    """Where an element of a block stands."""
    found = page.locator(".math").nth(formula).locator(selector).nth(which).bounding_box()
    assert found is not None
    return dict(found)


def test_a_large_delimiter_is_as_large_with_an_index_or_a_power(page: Page) -> None:
    alone, raised, lowered = (box(page, 0, "mo[minsize]", which)["height"] for which in range(3))
    assert alone > 40
    assert alone == pytest.approx(raised, abs=2)
    assert alone == pytest.approx(lowered, abs=2)


def test_room_between_rows_is_there(page: Page) -> None:
    first, second, third = (box(page, 1, "mtr > mtd:first-child", which)["y"] for which in range(3))
    assert third - second > second - first + 40


def test_a_sign_between_texts_has_room_on_both_sides(page: Page) -> None:
    left, right = (box(page, 2, "mfrac > mrow:first-child > :is(mi, mtext)", which) for which in range(2))
    sign = box(page, 2, "mfrac > mrow:first-child > mo")
    assert right["x"] - (left["x"] + left["width"]) > 8 + sign["width"] / 2


def test_what_takes_no_room_stands_in_the_middle(page: Page) -> None:
    sign, below = box(page, 3, "munder > mo"), box(page, 3, ".clap")
    assert below["width"] > sign["width"]
    assert below["x"] + below["width"] / 2 == pytest.approx(sign["x"] + sign["width"] / 2, abs=2)


def test_a_number_stands_at_the_edge_and_a_long_formula_scrolls_in_itself(page: Page) -> None:
    block, number = box(page, 4, "math"), box(page, 4, "mtd:last-child mtext, mtd:last-child mi")
    assert number["x"] > block["x"] + 0.85 * block["width"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    wide = page.locator(".math").nth(5)
    assert wide.evaluate("box => box.scrollWidth > box.clientWidth")
    # The keyboard reaches what scrolls, and stops at nothing else.
    assert wide.get_attribute("tabindex") == "0"
    assert page.locator(".math").nth(1).get_attribute("tabindex") is None


@pytest.mark.parametrize(
    ("selector", "copied"), [("p", "Let $x_1^2$ hold."), (".math:nth-of-type(5)", r"$$E = mc^2 \tag{7}$$")]
)
def test_a_formula_is_copied_as_its_latex(page: Page, selector: str, copied: str) -> None:
    found = page.evaluate(
        """(selector) => {
          const range = document.createRange();
          range.selectNodeContents(document.querySelector(selector));
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          const data = new DataTransfer();
          document.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, cancelable: true }));
          return data.getData("text/plain");
        }""",
        selector,
    )
    assert found.strip() == copied


def test_no_line_begins_with_the_sign_after_a_formula(browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 300})
    page = context.new_page()
    page.set_content(Renderer().render("It passes the others when $n > 6d$. So it is.").html)
    page.add_style_tag(path=THEME / "css" / "site.css")
    for width in range(120, 260, 2):
        page.evaluate("width => { document.querySelector('p').style.width = `${width}px`; }", width)
        formula, sign = page.evaluate("""() => {
            const math = document.querySelector('math');
            const range = document.createRange();
            range.setStart(math.nextSibling, 0);
            range.setEnd(math.nextSibling, 1);
            return [math.getBoundingClientRect().left, range.getBoundingClientRect().left];
        }""")
        assert sign > formula, width
    context.close()
