"""A notebook in a real browser: the site's own plotly.js draws its figure, and nothing that a program printed does anything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_hostile_text import PAYLOADS, nothing_ran
from tests.builders.notebook import FRONT, PNG, code, displayed, failed, notebook, plotly, printed, raw, text
from tests.builders.site import Built, Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Visit

URL = "posts/2026/03/a-notebook/"
BEACON = "https://evil.example/x.png"
LINE = {"type": "scatter", "name": "losses", "x": [1, 2, 3], "y": [3, 1, 2]}


def hostile_outputs(payload: str) -> list[dict[str, Any]]:
    figure = [
        {"type": "scatter", "mode": "markers+text", "name": payload, "x": [1, 2], "y": [3, 4], "text": [payload] * 2}
    ]
    figure += [{"type": "bar", "x": [payload], "y": [1], "hovertemplate": payload}]
    layout: dict[str, Any] = {
        "title": {"text": payload},
        "annotations": [{"text": payload, "x": 1, "y": 3}],
        "images": [{"source": BEACON, "x": 0, "y": 1, "sizex": 1, "sizey": 1}],
        "xaxis": {"title": {"text": payload}},
    }
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{payload}<image href="{BEACON}"/></svg>'
    return [
        printed(payload),
        failed(payload),
        displayed({"text/html": payload}),
        displayed({"text/markdown": f"{payload}\n\n![x]({BEACON})"}),
        displayed({"text/latex": f"$\\text{{{payload}}}$"}),
        displayed({"image/svg+xml": drawing}),
        displayed({"image/png": PNG}),
        displayed({payload: payload}),
        displayed({"application/json": {payload: payload}}),
        plotly(figure, **layout),
    ]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., str]) -> str:
    site = Site(tmp_path_factory.mktemp("notebooks"))
    both = displayed({"application/vnd.plotly.v1+json": {"data": [LINE], "layout": {}}, "image/png": PNG})
    cells = [raw(FRONT), text("# A notebook\n\nText."), code("#| fig-alt: Losses\nfit()", both)]
    site.post("a-notebook.ipynb", notebook(cells))
    # What a notebook's author typed is its author's right; all else is a program's.
    cells = [cell for payload in PAYLOADS for cell in (code(payload, *hostile_outputs(payload)),)]
    site.post("hostile.ipynb", notebook([raw(FRONT.replace("A notebook", "Hostile")), *cells]))
    built: Built = site.build()
    return serve(built.folder)


def test_a_plotly_output_is_drawn_in_the_colours_of_the_page(address: str, visit: Callable[..., Visit]) -> None:
    seen = visit(address + URL, scheme="dark")
    seen.draw_all()
    page = seen.page
    assert page.locator(".main-svg .scatterlayer path.js-line").count() == 1
    ink = page.evaluate("getComputedStyle(document.querySelector('.xtick text')).fill")
    assert min(map(int, re.findall(r"\d+", ink))) > 200, "light ink on dark paper"
    page.locator("summary", has_text="Numbers").click()
    # A browser tells of the opening a moment after the click.
    page.locator(".chart-table tbody tr").nth(2).wait_for()
    assert page.locator(".chart-table tbody tr").count() == 3
    assert not page.locator(".output img").count()
    assert seen.problems == seen.foreign == []


def test_without_scripts_its_picture_and_its_numbers_are_there(address: str, visit: Callable[..., Visit]) -> None:
    page = visit(address + URL, java_script_enabled=False).page
    assert page.get_by_role("img", name="Losses").is_visible()
    page.locator("summary", has_text="Numbers").click()
    assert page.locator(".chart-table tbody tr").count() == 3
    assert not page.locator(".copy").count()


def test_code_is_copied_by_the_keyboard_and_it_is_said(address: str, visit: Callable[..., Visit]) -> None:
    page = visit(address + URL, permissions=["clipboard-read", "clipboard-write"]).page
    button = page.locator(".highlight .copy")
    button.focus()
    page.wait_for_function("button => getComputedStyle(button).opacity === '1'", arg=button.element_handle())
    page.keyboard.press("Enter")
    page.locator("[role=status]", has_text="Copied").wait_for(state="attached")
    assert button.inner_text() == "Copied"
    assert page.evaluate("navigator.clipboard.readText()") == "fit()\n"


def test_nothing_that_a_program_printed_runs_or_is_asked_for(address: str, visit: Callable[..., Visit]) -> None:
    seen = visit(address + "posts/2026/03/hostile/")
    assert seen.page.locator(".output").count() == len(PAYLOADS)
    for figure in seen.page.locator("figure.chart").all()[:: len(PAYLOADS) // 8]:
        figure.scroll_into_view_if_needed()
        seen.page.locator(f"#{figure.get_attribute('id')}[data-drawn]").wait_for()
        figure.locator(".chart-plot").hover(force=True)
    nothing_ran(seen)
    # Not even stopped by the page's policy: it is not in the page.
    assert seen.foreign == []
    assert not [problem for problem in seen.problems if "Content Security Policy" in problem]
    kept = ".output :is(script:not(.chart-data), iframe, object, embed, form, style, link, meta, base, video, [onclick], [onload])"
    assert seen.page.locator(kept).count() == 0
