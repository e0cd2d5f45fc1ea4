"""What each page links to: the pages that have something to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builders.site import Built

PLAIN = "---\ntitle: A\ndate: 2026-03-01\n---\nText.\n"
PREDICTION = "predictions:\n  - {claim: It rains, probability: 60 %, by: 2027-01-01}\n"
LINKS = {"resources": ">Resources</a>", "predictions": ">Predictions</a>"}


def linked(built: Built) -> set[str]:
    page = built.text("posts/2026/03/a/")
    return {name for name, link in LINKS.items() if link in page}


def test_a_page_that_has_nothing_to_show_yet_is_linked_from_none(tmp_path: Path) -> None:
    site = Site(tmp_path).post("a.md", PLAIN)
    built = site.build()
    assert linked(built) == set()
    # It has its address before, so that nothing is lost by having asked for it.
    assert "There are no resources yet." in built.text("resources/")
    (site.content / "resources.bib").write_text("@book{a, title={A book}, status={queued}}\n", encoding="utf-8")
    assert linked(site.build()) == {"resources"}
    site.post("b.md", f"---\ntitle: B\ndate: 2026-03-02\n{PREDICTION}---\nText.\n")
    assert linked(site.build()) == {"resources", "predictions"}
