"""The index of the search: what is in it, what never is, and what is made again when."""

from __future__ import annotations

import gzip
import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from learning_timeline.core import programs
from learning_timeline.pages import search_index
from learning_timeline.web import pagefind
from tests.builders.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builders.site import Built

OLD_NS = 1_000_000_000 * 1_600_000_000


def post(title: str, day: str, text: str = "Some words.", more: str = "") -> str:
    return f"---\ntitle: {title}\ndate: {day}\ncategory: rl\n{more}---\n\n{text}\n"


def indexed(built: Built) -> dict[str, dict[str, Any]]:
    """What is known of each post in the index, by its address."""
    found = {}
    for file in built.folder.glob("search/*/fragment/*"):
        one = json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[one["url"]] = one
    return found


@pytest.fixture
def three_years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A journal in which each year fills a chapter."""
    monkeypatch.setattr(search_index, "FULL", 1)
    site = Site(tmp_path, LEARNING_TIMELINE_SEARCH=True)
    for year in (2024, 2025, 2026):
        site.post(f"{year}.md", post(f"Of {year}", f"{year}-02-03"))
    return site


def test_published_posts_are_indexed_with_what_a_result_shows(tmp_path: Path) -> None:
    site = Site(tmp_path, LEARNING_TIMELINE_SEARCH=True).post(
        "a.md", post("A & b", "2026-02-03", "Some *words*.", "kind: paper\n")
    )
    site.post("topics.yaml", "rl: {name: Learning by reward}\n")
    (one,) = indexed(site.build()).values()
    assert one["url"] == "posts/2026/02/a/"
    assert one["content"] == "Some words."
    assert one["meta"] == {"title": "A & b", "topic": "Learning by reward", "kind": "paper", "date": "2026-02-03"}
    assert one["filters"] == {"topic": ["rl"], "kind": ["paper"], "year": ["2026"], "chapter": ["search/2026/"]}


def test_drafts_hidden_and_future_posts_and_pages_are_in_no_file_of_the_index(tmp_path: Path) -> None:
    site = Site(tmp_path, LEARNING_TIMELINE_SEARCH=True).post("a.md", post("Shown", "2026-02-03"))
    site.post("b.md", post("Secret", "2026-02-03", "secret", "status: draft\n"))
    site.post("c.md", post("Secret", "2026-02-03", "secret", "status: hidden\n"))
    site.post("d.md", post("Secret", "2027-02-03", "secret"))
    site.post("pages/e.md", "---\ntitle: Secret\n---\nsecret\n")
    built = site.build()
    assert [one["meta"]["title"] for one in indexed(built).values()] == ["Shown"]
    for file in built.folder.glob("search/**/*.pf_*"):
        assert b"secret" not in gzip.decompress(file.read_bytes()).lower(), file


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One\n\nTwo\n\n- three\n- four", "One Two three four"),
        ("in*side* a word", "inside a word"),
        ("```python\nx = f(1)\n```", "x = f(1)"),
        ("Before $\\log N$ after", "Before log N after"),
        ("Before $a < b_1$ after", "Before a < b1 after"),
        (
            "Before $\\sum_{i=1}^{N} x_i y_i z_i + \\sum_{j=1}^{N} x_j y_j + \\alpha_1 + \\beta_2$ after",
            "Before … after",
        ),
        ("`<b>` is a tag & `&lt;` is not", "<b> is a tag & &lt; is not"),
        ("", "A"),
        ("!!!\n\n<!-- no end", "A"),
        ("<script>let a</script><style>a{}</style>b", "b"),
        ('<p title=">">c</p><!-- d -->', "c"),
    ],
)
def test_the_words_of_a_post_are_those_that_are_read(tmp_path: Path, text: str, words: str) -> None:
    (one,) = indexed(
        Site(tmp_path, LEARNING_TIMELINE_SEARCH=True).post("a.md", post("A", "2026-02-03", text)).build()
    ).values()
    assert one["content"] == words


def test_only_the_chapter_of_a_changed_post_is_indexed_again(
    three_years: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_years.build()
    asked: list[list[str]] = []
    index = pagefind.Pagefind.index

    def counted(self: pagefind.Pagefind, entries: list[pagefind.Entry]) -> Any:
        asked.append([entry["url"] for entry in entries])
        return index(self, entries)

    monkeypatch.setattr(pagefind.Pagefind, "index", counted)
    three_years.post("2025.md", post("Of 2025", "2025-02-03", "Other words."))
    built = three_years.build()
    assert asked == [["posts/2025/02/2025/"]]
    assert indexed(built)["posts/2025/02/2025/"]["content"] == "Other words."
    assert len(indexed(built)) == 3
    # What it does not hold is no reason to make it again.
    three_years.post("pages/about.md", "---\ntitle: About\n---\nWords.\n").build()
    assert len(asked) == 1


def test_a_year_of_very_many_posts_has_several_chapters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "FULL", 2)
    site = Site(tmp_path, LEARNING_TIMELINE_SEARCH=True).post("old.md", post("Old", "2024-01-01"))
    for day in range(1, 7):
        site.post(f"{day}.md", post(f"Day {day}", f"2025-01-0{day}"))
    built = site.build()
    of_chapter = {
        chapter: sorted(
            one["meta"]["title"] for one in indexed(built).values() if one["filters"]["chapter"] == [chapter]
        )
        for chapter in ("search/2024/", "search/2025/", "search/2025-2/")
    }
    assert list(of_chapter.values()) == [["Day 1", "Day 2", "Old"], ["Day 3", "Day 4"], ["Day 5", "Day 6"]]


def test_the_files_of_an_index_that_come_out_the_same_stay_as_they_are(tmp_path: Path) -> None:
    site = (
        Site(tmp_path, LEARNING_TIMELINE_SEARCH=True)
        .post("a.md", post("A", "2026-02-03"))
        .post("b.md", post("B", "2026-02-04"))
    )
    built = site.build()
    before = {file.name: file for file in built.folder.glob("search/*/fragment/*")}
    inodes = {name: file.stat().st_ino for name, file in before.items()}
    site.post("b.md", post("B", "2026-02-04", "Other words.")).build()
    after = {file.name: file for file in built.folder.glob("search/*/fragment/*")}
    (same,) = before.keys() & after.keys()
    assert after[same].stat().st_ino == inodes[same]


def test_a_damaged_file_of_the_index_is_made_again(three_years: Site) -> None:
    built = three_years.build()
    whole = built.files()
    file = next(built.folder.glob("search/2025/index/*"))
    file.write_bytes(b"damaged")
    os.utime(file, ns=(OLD_NS, OLD_NS))
    assert three_years.build().files() == whole


def test_a_topic_with_another_name_changes_what_results_say(three_years: Site) -> None:
    three_years.build()
    built = three_years.post("topics.yaml", "rl: {name: Learning by reward}\n").build()
    assert {one["meta"]["topic"] for one in indexed(built).values()} == {"Learning by reward"}


def test_without_pagefind_the_site_is_built_and_the_page_leads_to_all_posts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    site = Site(tmp_path, LEARNING_TIMELINE_SEARCH=True).post("a.md", post("A", "2026-02-03"))
    monkeypatch.setattr(programs, "PAGEFIND", ())
    built = site.build()
    assert "built without a search index" in built.text("search/")
    assert 'href="../archives/index.html"' in built.text("search/").partition("<main")[2]
    assert "<form" not in built.text("search/")
    assert "[journal]'`, or set LEARNING_TIMELINE_SEARCH = False" in caplog.text
    assert [file.name for file in (built.folder / "search").iterdir()] == ["index.html"]
    # Once it is installed the next build has an index, though no file of the content is another one.
    monkeypatch.undo()
    assert list(indexed(site.build())) == ["posts/2026/02/a/"]


def test_a_site_may_do_without_a_search(tmp_path: Path) -> None:
    site = Site(tmp_path).post("a.md", post("A", "2026-02-03"))
    # A disk cannot be searched.
    for settings in ({}, {"SITEURL": "https://ada.example", "LEARNING_TIMELINE_SEARCH": False}):
        built = site.build(**settings)
        assert not (built.folder / "search").exists()
        assert "search/" not in built.text("")
    assert list(indexed(site.build(SITEURL="https://ada.example"))) == ["posts/2026/02/a/"]


def test_a_journal_without_posts_has_nothing_to_search_in(tmp_path: Path) -> None:
    built = Site(tmp_path, LEARNING_TIMELINE_SEARCH=True).build()
    assert "Nothing is written yet." in built.text("search/")
    assert "<form" not in built.text("search/")


def test_a_failing_pagefind_leaves_the_site_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(tmp_path, LEARNING_TIMELINE_SEARCH=True).post("a.md", post("A", "2026-02-03"))
    built = site.build()
    before = built.files()
    monkeypatch.setattr(pagefind, "_program", lambda: "false")
    site.post("a.md", post("A", "2026-02-03", "Other words."))
    with pytest.raises(pagefind.SearchNotMade, match="The site is as it was"):
        site.build()
    assert built.files() == before
