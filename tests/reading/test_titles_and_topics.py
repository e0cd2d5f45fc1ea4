"""Titles and topics that say something: first headings behind what shows no words, folders, and tags."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from learning_timeline.reading.folders import folders_of
from learning_timeline.reading.markdown import Code, Renderer
from tests.builders.git_story import GitStory
from tests.builders.site import Site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "before",
    [
        "",
        "<!-- SPDX-License-Identifier: MIT -->\n",
        '<a id="top"></a>\n\n',
        "[![badge](https://a.example/b.svg)](https://a.example)\n\n",
        "[TOC]\n\n---\n\n",
        '<p align="center">\n<img src="https://a.example/a.svg">\n</p>\n\n',
    ],
)
def test_the_first_heading_is_the_title_behind_what_shows_no_words(before: str) -> None:
    rendered = Renderer().render(f"{before}# The title\n\nWords.\n")
    assert rendered.title == "The title"
    assert "The title" not in rendered.html
    assert "Words." in rendered.html


def test_a_heading_of_html_is_a_title_as_well_and_words_before_one_make_it_none() -> None:
    rendered = Renderer().render('<h1 align="center">A <b>title</b></h1>\n\nWords.\n')
    assert (rendered.title, rendered.html) == ("A title", "<p>Words.</p>\n")
    assert Renderer().render("Words.\n\n# Later\n").title is None
    assert Renderer().render("## Second\n\n# Later\n").title is None


def test_a_notebook_may_load_what_it_needs_before_its_title() -> None:
    assert Renderer().render_parts([Code("import a", "python"), "# The title\n"]).title == "The title"


@pytest.mark.parametrize(
    ("path", "folders"),
    [
        ("notes/01-maths/resources/x.md", ["maths"]),
        ("C++/Day 07 classification/x.md", ["C++"]),
        ("10 days of Rust/x.md", ["10 days of Rust"]),
        ("a/b/x/index.md", ["a", "b"]),
        ("Daily notes/2024/03/x.md", []),
        ("x.md", []),
        ("src/site/posts/x.md", []),
        ("public/graphs/x/index.md", ["graphs"]),
    ],
)
def test_folders_that_say_only_when_or_how_are_no_topics(path: str, folders: list[str]) -> None:
    assert folders_of(path) == folders


def rows(site: Site) -> dict[str, dict[str, str]]:
    return {row["path"]: row for row in csv.DictReader(io.StringIO(site.build().text("data/posts.csv")))}


def test_posts_without_a_topic_get_that_of_their_folder_or_their_most_telling_tag(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "content").write(
        "topics.yaml", "deep-learning: {name: Deep learning, aliases: [nets]}\n"
    )
    for number in range(4):
        story.write(f"rl/a{number}/x{number}.md", f"# Paper\n\n{number}\n")
        story.write(f"t{number}.md", f"---\ntags: [note, {'codes' if number < 3 else 'rare'}]\n---\n{number}\n")
    story.write("ml/nets/y.md", "# Own\n").write("z.md", "---\ncategory: said\n---\n")
    story.commit("2026-01-05T10:00:00+00:00")
    found = rows(Site(tmp_path))
    topics = {path: row["topic"] for path, row in found.items()}
    assert {topics[f"rl/a{number}/x{number}.md"] for number in range(4)} == {"rl"}
    assert [topics[f"t{number}.md"] for number in range(4)] == ["codes", "codes", "codes", "unsorted"]
    assert (topics["ml/nets/y.md"], topics["z.md"]) == ("deep-learning", "said")
    # A heading that many share is that of a template.
    assert (found["rl/a0/x0.md"]["title"], found["ml/nets/y.md"]["title"]) == ("x0", "Own")


def test_folders_in_that_of_a_topic_are_topics_below_it(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "content")
    for number in range(3):
        for folder in ("maths/proofs", "physics/proofs", "maths/logic", "biology/cells"):
            story.write(f"notes/{folder}/{number}.md", f"# {folder} {number}\n")
    story.write("notes/maths/sums.md", "# Sums\n").write("notes/maths/rare/one.md", "# Rare\n")
    story.write("notes/physics/a.md", "# Of physics\n").write("said.md", "---\ncategory: Logic\n---\n")
    story.commit("2026-01-05T10:00:00+00:00")
    site = Site(tmp_path)
    topics = {path: row["topic"] for path, row in rows(site).items()}
    # Twins of a name stay apart, those of a topic that an author named as well; of one folder alone nothing is told apart.
    assert topics == {
        **{f"notes/maths/proofs/{number}.md": "proofs-maths" for number in range(3)},
        **{f"notes/physics/proofs/{number}.md": "proofs-physics" for number in range(3)},
        **{f"notes/maths/logic/{number}.md": "logic-maths" for number in range(3)},
        **{f"notes/biology/cells/{number}.md": "biology" for number in range(3)},
        "notes/maths/sums.md": "maths",
        "notes/maths/rare/one.md": "maths",
        "notes/physics/a.md": "physics",
        "said.md": "logic",
    }
    built = site.build()
    assert "Proofs (maths)" in built.text("topics/maths/")
    assert ">Maths</a>" in built.text("topics/proofs-maths/")


def test_a_post_is_written_from_the_side_that_its_language_begins_at(tmp_path: Path) -> None:
    site = Site(tmp_path).post("2026-01-01-a.md", "---\nlang: ar\n---\nA\n").post("2026-01-02-b.md", "B\n")
    built = site.build()
    assert '<div class="prose" dir="rtl">' in built.text("posts/2026/01/a/")
    assert '<div class="prose" dir="auto">' in built.text("posts/2026/01/b/")
