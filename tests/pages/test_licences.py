"""Each file that a site hands on has a licence, and the site says which."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from learning_timeline.charts.plotly_js import find_plotly_js
from learning_timeline.pages.licences import own_licence, work_of, works
from tests.builders.site import ROOT, Built, Site

if TYPE_CHECKING:
    from pathlib import Path

PROGRAMS = (".js", ".css", ".wasm", ".pagefind", ".woff", ".woff2", ".ttf", ".otf", ".map")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("licences"), content=ROOT / "content")


@pytest.fixture(scope="module")
def built(site: Site) -> Built:
    """With all that a site on the web has, the search among it."""
    return site.build(SITEURL="https://example.org", RELATIVE_URLS=False)


def test_each_file_of_the_site_belongs_to_a_work_with_a_licence(site: Site, built: Built) -> None:
    settings = site.settings()
    assert built.has("search/")
    known = works(settings, "CC-BY-4.0", find_plotly_js(settings["LEARNING_TIMELINE_PLOTLY_JS"]))
    belongs = {name: work_of(name, known) for name in built.files() if not name.startswith(".")}
    assert [name for name, work in belongs.items() if work is None] == []
    own = known[0]
    facts = ("timeline/",)
    assert [
        name for name, work in belongs.items() if name.endswith(PROGRAMS) and work is own and not name.startswith(facts)
    ] == []
    for work in known:
        assert work.licence, work.name
        assert work.text or work.url, work.name
    assert work_of("learning-timeline/new-font.woff2", known) is None


def test_the_site_says_under_which_licence_each_thing_is(built: Built) -> None:
    page = built.text("licences/")
    assert 'rel="license">CC-BY-4.0</a>' in page
    assert "plotly.js" in page
    assert "Copyright (c) 2016-" in page
    assert "Permission is hereby granted" in page
    package = json.loads(built.text("data/datapackage.json"))
    assert package["licenses"] == [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}]
    assert 'href="https://example.org/licences/"' in built.text("data/")


def test_a_site_whose_author_says_nothing_gives_nothing_away(tmp_path: Path) -> None:
    site = Site(tmp_path).post("posts/a.md", "---\ntitle: A\ndate: 2026-03-01\n---\nText.\n")
    built = site.build(LEARNING_TIMELINE_LICENCE="")
    assert "All rights remain with the authors." in built.text("licences/")
    assert "licenses" not in json.loads(built.text("data/datapackage.json"))
    named = json.loads(site.build(LEARNING_TIMELINE_LICENCE="as you <like>").text("data/datapackage.json"))
    assert named["licenses"] == [{"title": "as you <like>"}]
    assert "as you &lt;like&gt;" in site.build(LEARNING_TIMELINE_LICENCE="as you <like>").text("licences/")


def test_the_theme_and_the_program_are_under_the_licence_of_this_repository() -> None:
    assert (ROOT / "theme/LICENSE").read_text(encoding="utf-8") == own_licence()
