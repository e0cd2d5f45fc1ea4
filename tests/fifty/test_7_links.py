"""Links outlive their targets: each link of this journal to another site can be followed to what was there on its day."""

from __future__ import annotations

from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.builders.site import ROOT, Built, Site

pytestmark = pytest.mark.fifty
# Their addresses are names of licences, which stand for themselves.
EXCEPT = "a[href^=http]:not([rel=license])"


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Site(tmp_path_factory.mktemp("links"), content=ROOT / "content").build()


def test_each_link_to_another_site_is_a_robust_one(journal: Built) -> None:
    links = [
        (file.name, link.attributes)
        for file in sorted(journal.folder.rglob("*.html"))
        for link in LexborHTMLParser(file.read_bytes()).css(EXCEPT)
    ]
    assert links
    without = [(name, link["href"]) for name, link in links if link.get("data-originalurl") != link["href"]]
    assert without == []
    days = [date.fromisoformat(link["data-versiondate"] or "") for _, link in links]
    print(f"7. Links: {len(links):,} links to other sites, all with their day, from {min(days)} to {max(days)}.")
