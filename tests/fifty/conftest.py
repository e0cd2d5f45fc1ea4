"""The sites that have to last: this journal's own, a small one of all kinds of pages, and a simulated one if it is asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from demo.journal import write_demo
from tests.builders.share import share
from tests.builders.site import ROOT, Site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.builders.site import Built

POST = """---
title: "{topic} & what it is <good> for, {year}"
date: {year}-0{month}-11
category: {topic}
resources: [arxiv:{paper}]
predictions:
  - {{claim: It holds, probability: 0.{month}, by: {year}, outcome: {came}}}
---
Of {topic} in {year}. See [the first]({{filename}}/posts/2024-3-rl.md).
"""


@pytest.fixture(scope="session")
def decades(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A small journal that has a page of every kind, decades included, and every chart but those of git's history."""
    site = Site(tmp_path_factory.mktemp("decades"))
    for year in range(2024, 2036):
        for month, topic in enumerate(("rl", "graphs", "rl"), start=3):
            paper, came = f"{year - 2000 - month}0{month}.0{year}", "yes" if year % 3 else "no"
            text = POST.format(topic=topic, year=year, month=month, paper=paper, came=came)
            site.post(f"posts/{year}-{month}-{topic}.md", text)
    return site.build(LEARNING_TIMELINE_TODAY="2035-12-30")


@pytest.fixture(scope="session")
def sites(journal: Built, decades: Built, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Built]:
    """The sites by their names."""
    found = {"this journal": journal, "a small journal": decades}
    if years := share("FIFTY_YEARS", 0):
        folder: Path = tmp_path_factory.mktemp("fifty")
        simulated = write_demo(folder / "journal", years=years, seed=1, milestones=ROOT / "content" / "milestones.yaml")
        site = Site(folder, content=folder / "journal" / "content")
        today = simulated.until.isoformat()
        found[f"{years} simulated years"] = site.build(LEARNING_TIMELINE_TODAY=today)
    return found


def pages(site: Built) -> list[str]:
    """The addresses of all pages as files, `404.html` among them."""
    return sorted(file.relative_to(site.folder).as_posix() for file in site.folder.rglob("*.html"))


def page_of_each_kind(sites: Mapping[str, Built]) -> list[tuple[Built, str]]:
    """One page of each kind from all sites, with its site: the heaviest, which shows the most."""
    kinds: dict[str, tuple[int, Built, str]] = {}
    for site in sites.values():
        for page in pages(site):
            kind = re.sub(r"^(posts|topics)/.+/index", r"\1/one/index", re.sub(r"^\d{4}(s?)/", r"year\1/", page))
            size = (site.folder / page).stat().st_size
            if kind not in kinds or size > kinds[kind][0]:
                kinds[kind] = size, site, page
    return [(site, page) for _, site, page in kinds.values()]
