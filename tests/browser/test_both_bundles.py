"""The site is the same with the lighter plotly.js and with plotly.py's own, and both draw every chart of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from learning_timeline.building.manifest import NAME as RECORD
from learning_timeline.charts.plotly_js import find_plotly_js
from tests.builders.site import LIGHTER, ROOT, Built, Site
from tests.builders.waiting import drawn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Visit

PAGES = ("timeline/", "2026/", "topics/reinforcement-learning/")


def built(folder: Path, bundle: Path | None) -> Built:
    return Site(folder, content=ROOT / "content").build(LEARNING_TIMELINE_PLOTLY_JS=bundle)


def told_of_cells(site: Built, visit: Callable[..., Visit]) -> list[str]:
    """What the pointer is told in the middle of some days of a calendar."""
    page = visit(site.path("2026/").as_uri()).page
    plot = drawn(page, "calendar-2026").locator(".nsewdrag").first.bounding_box()
    found = []
    for column in (47, 48):
        for row in (0, 2, 6):
            # The first move ends what was told before.
            page.mouse.move(0, 0)
            page.mouse.move(
                plot["x"] + plot["width"] * (column + 0.5) / 53, plot["y"] + plot["height"] * (row + 0.5) / 7
            )
            page.wait_for_timeout(150)
            found.append("".join(page.locator("#calendar-2026 .hovertext").all_text_contents()))
    return found


def assert_all_is_drawn(site: Built, visit: Callable[..., Visit], file_name: str) -> None:
    for url in PAGES:
        seen = visit(site.path(url).as_uri())
        seen.draw_all()
        assert seen.problems == [], url
        assert any(request.endswith(f"/{file_name}") for request in seen.requests), url


@pytest.mark.slow  # without the lighter one all other tests draw by it
def test_plotly_pys_own_file_draws_every_chart(tmp_path: Path, journal: Built, visit: Callable[..., Visit]) -> None:
    # Without the lighter one, it is what the tests' own journal has.
    site = built(tmp_path, None) if LIGHTER.exists() else journal
    assert_all_is_drawn(site, visit, find_plotly_js().file_name)


@pytest.mark.skipif(not LIGHTER.exists(), reason="NO LIGHTER BUNDLE: run `invoke assets` first")
def test_the_basic_bundle_draws_every_chart_and_changes_no_page(tmp_path: Path, visit: Callable[..., Visit]) -> None:
    heavy, light = built(tmp_path / "whole", None), built(tmp_path / "light", LIGHTER)
    whole = heavy.files()
    assert_all_is_drawn(light, visit, find_plotly_js(LIGHTER).file_name)
    told = told_of_cells(light, visit)
    assert told == told_of_cells(heavy, visit)
    assert any("posts: " in one for one in told)
    names = find_plotly_js().file_name, find_plotly_js(LIGHTER).file_name
    files = light.files()
    # The record of what pages were made of names the bundle in its digests.
    assert whole.pop(RECORD) != files.pop(RECORD)
    # Each of the two brings the text of its licence, of its own year.
    for made in (whole, files):
        made["licences/index.html"] = re.sub(rb"\(c\) 2016-20\d\d Plotly", b"Plotly", made["licences/index.html"])
    scripts = [f"learning-timeline/{name}" for name in names]
    assert len(whole.pop(scripts[0])) > 3 * len(files.pop(scripts[1]))
    assert {path: data.replace(names[1].encode(), names[0].encode()) for path, data in files.items()} == whole
