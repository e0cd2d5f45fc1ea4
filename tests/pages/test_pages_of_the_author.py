"""The author's own pages: each page links to some, and the archive to all, so that a site grows in proportion to its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.site import Site

if TYPE_CHECKING:
    from pathlib import Path


def test_a_page_names_no_more_pages_than_a_menu_has_room_for_and_the_archive_names_all(tmp_path: Path) -> None:
    site = Site(tmp_path).post("a.md", "---\ntitle: A\ndate: 2026-03-01\n---\nText.\n")
    site.post("pages/about.md", "---\ntitle: About me\n---\nText.\n")
    few = site.post("pages/p0.md", "---\ntitle: Page 0\n---\nText.\n").build()
    assert "Page 0" not in few.text("archives/").partition("<main")[2].partition("</main>")[0]
    assert ">Page 0</a>" in few.text("timeline/")
    for number in range(40):
        site.post(f"pages/p{number}.md", f"---\ntitle: Page {number}\n---\nText.\n")
    built = site.build()
    assert built.text("timeline/").count(">Page ") == 20
    assert "About me</a>" in built.text("timeline/")
    archive = built.text("archives/")
    assert all(f">Page {number}</a>" in archive for number in range(40))
