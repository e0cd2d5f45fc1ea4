"""The site is the same with the lighter plotly.js and with plotly.py's own, and both draw every chart of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from learning_timeline.building.manifest import NAME as RECORD
from learning_timeline.charts.plotly_js import find_plotly_js
from tests.builders.site import CARTESIAN, ROOT, Built, Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Visit

PAGES = ("timeline/", "2026/", "topics/reinforcement-learning/")


def built(folder: Path, bundle: Path | None) -> Built:
    return Site(folder, content=ROOT / "content").build(LEARNING_TIMELINE_PLOTLY_JS=bundle)


def assert_all_is_drawn(site: Built, visit: Callable[..., Visit], file_name: str) -> None:
    for url in PAGES:
        seen = visit(site.path(url).as_uri())
        seen.draw_all()
        assert seen.problems == [], url
        assert any(request.endswith(f"/{file_name}") for request in seen.requests), url


@pytest.mark.slow  # without the lighter one all other tests draw by it
def test_plotly_pys_own_file_draws_every_chart(tmp_path: Path, journal: Built, visit: Callable[..., Visit]) -> None:
    # Without the lighter one, it is what the tests' own journal has.
    site = built(tmp_path, None) if CARTESIAN.exists() else journal
    assert_all_is_drawn(site, visit, find_plotly_js().file_name)


@pytest.mark.skipif(not CARTESIAN.exists(), reason="NO CARTESIAN BUNDLE: run `invoke assets` first")
def test_the_cartesian_bundle_draws_every_chart_and_changes_no_page(
    tmp_path: Path, visit: Callable[..., Visit]
) -> None:
    whole, light = built(tmp_path / "whole", None).files(), built(tmp_path / "light", CARTESIAN)
    assert_all_is_drawn(light, visit, find_plotly_js(CARTESIAN).file_name)
    names = find_plotly_js().file_name, find_plotly_js(CARTESIAN).file_name
    files = light.files()
    # The record of what pages were made of names the bundle in its digests.
    assert whole.pop(RECORD) != files.pop(RECORD)
    # Each of the two brings the text of its licence, of its own year.
    for made in (whole, files):
        made["licences/index.html"] = re.sub(rb"\(c\) 2016-20\d\d Plotly", b"Plotly", made["licences/index.html"])
    scripts = [f"learning-timeline/{name}" for name in names]
    assert len(whole.pop(scripts[0])) > 2.5 * len(files.pop(scripts[1]))
    assert {path: data.replace(names[1].encode(), names[0].encode()) for path, data in files.items()} == whole
