"""A folder of Markdown notes builds as it stands: front matter or none, titles from headings, topics from folders,
dates from git."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import quote

import pandas as pd
import pytest

from learning_timeline.core.errors import ProblemsFound
from tests.builders.git_story import GitStory
from tests.builders.site import Built, Site

if TYPE_CHECKING:
    from pathlib import Path


def posts(built: Built) -> pd.DataFrame:
    return pd.read_csv(built.path("data/posts.csv"), index_col="path", keep_default_na=False)


def test_a_note_without_front_matter_has_title_topic_and_date_all_the_same(tmp_path: Path) -> None:
    GitStory(tmp_path / "notes").write("git/undo-a-commit.md", "# Undo A Commit\n\nReset softly.\n").commit(
        "2026-01-31T23:30:00-08:00"
    )
    built = Site(tmp_path, tmp_path / "notes").build()
    note = posts(built).loc["git/undo-a-commit.md"]
    assert (note["title"], note["topic"], note["published_on"], note["date_source"]) == (
        "Undo A Commit",
        "git",
        "2026-01-31",
        "git",
    )
    page = built.text("posts/2026/01/undo-a-commit/")
    assert page.count("Undo A Commit</h1>") == 1


def test_names_that_are_not_utf_8_are_read_as_older_systems_wrote_them(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "notes").write(os.fsdecode(b"m\xe9thodes/caf\xe9.md"), "Some text.\n")
    story.commit("2026-01-31T23:30:00-08:00")
    site = Site(tmp_path, story.path)
    for _ in ("read", "read again"):
        built = site.build()
        assert ">café</h1>" in built.text("posts/2026/01/cafe/")
        assert "Méthodes" in built.text("topics/méthodes/")
        story.write("b.md", "# Another\n").commit("2026-02-01T10:00:00+01:00")


@pytest.mark.parametrize(
    ("path", "text", "title", "topic", "day", "source", "url"),
    [
        ("_posts/2026-02-03-a-b.md", "Text.", "a b", "unsorted", "2026-02-03", "file name", "posts/2026/02/a-b/"),
        ("ml/2026-02-03-a-b.md", "# Heading\n", "Heading", "ml", "2026-02-03", "file name", "posts/2026/02/a-b/"),
        ("ml/x/index.md", "# X\n", "X", "ml", "2026-01-05", "git", "posts/2026/01/x/"),
        (
            "2025/ml/x.md",
            "---\ntitle: T\ndate: 2025-12-31\n---\n",
            "T",
            "ml",
            "2025-12-31",
            "front matter",
            "posts/2025/12/x/",
        ),
        (
            "x.md",
            "Title: T\nDate: 2025-12-31\nCategory: RL\n\nText.\n",
            "T",
            "rl",
            "2025-12-31",
            "front matter",
            "posts/2025/12/x/",
        ),
        ("x.md", "---\ntitle: no\nslug: y\n---\n", "no", "unsorted", "2026-01-05", "git", "posts/2026/01/y/"),
        ("ml/a note.md", "", "a note", "ml", "2026-01-05", "git", "posts/2026/01/a-note/"),
    ],
)
def test_what_is_missing_is_found_elsewhere(  # noqa: PLR0913, PLR0917 - one column each
    tmp_path: Path, path: str, text: str, title: str, topic: str, day: str, source: str, url: str
) -> None:
    GitStory(tmp_path / "notes").write(path, text).commit("2026-01-05T10:00:00+00:00")
    built = Site(tmp_path, tmp_path / "notes").build()
    note = posts(built).loc[path]
    assert (note["title"], note["topic"], note["published_on"], note["date_source"], note["url"]) == (
        title,
        topic,
        day,
        source,
        url,
    )
    assert built.has(url)


def test_a_note_that_is_not_committed_yet_is_a_draft_of_today(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    GitStory(tmp_path / "notes").write("ml/old.md", "# Old\n").commit("2026-01-05T10:00:00+00:00")
    site = Site(tmp_path, tmp_path / "notes").post("ml/new.md", "# New\n")
    caplog.set_level("INFO")
    built = site.build()
    assert list(posts(built).index) == ["ml/old.md"]
    assert "ml/new.md: treated as a draft: it has no date and is not committed yet" in caplog.text


@pytest.mark.parametrize(
    ("has_repository", "why"),
    [
        (False, "there is no git repository here: run `git init` and commit them"),
        (True, "nothing is committed yet: commit them"),
    ],
)
def test_notes_that_no_git_dates_are_drafts_which_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, *, has_repository: bool, why: str
) -> None:
    if has_repository:
        GitStory(tmp_path / "notes")
    site = Site(tmp_path, tmp_path / "notes")
    for number in range(30):
        site.post(f"{number:02d}.md", "# A note\n")
    caplog.set_level("INFO")
    built = site.build()
    assert len(posts(built)) == 0
    said = f"Held back for a missing date, as {why}, or write `date:` at their top: 00.md, "
    assert [line.startswith(said) for line in caplog.messages if ".md" in line] == [True]


def test_undated_notes_of_a_submodule_are_not_called_uncommitted(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    GitStory(tmp_path / "notes").write("old.md", "# Old\n").commit("2026-01-05T10:00:00+00:00")
    site = Site(tmp_path, tmp_path / "notes").post("other/ml/new.md", "# New\n").post("other/.git", "gitdir: elsewhere")
    caplog.set_level("INFO")
    assert list(posts(site.build()).index) == ["old.md"]
    assert "as other is a repository of its own, such as a submodule, whose history is not read" in caplog.text
    assert "not committed yet" not in caplog.text


def test_a_note_keeps_its_date_through_a_rename_and_its_address_is_of_the_new_name(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "notes").write("ml/a.md", "# A\n\n" + "words " * 50)
    story.commit("2025-01-05T10:00:00+00:00")
    story.rename("ml/a.md", "rl/b.md").commit("2026-02-01T10:00:00+00:00")
    note = posts(Site(tmp_path, tmp_path / "notes").build()).loc["rl/b.md"]
    assert (note["published_on"], note["url"]) == ("2025-01-05", "posts/2025/01/b/")


def test_two_notes_of_one_name_have_two_addresses_and_the_older_keeps_the_plain_one(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "notes").write("vim/search.md", "# S\n")
    story.commit("2026-01-05T10:00:00+00:00")
    story.write("git/search.md", "# S\n").commit("2026-01-06T10:00:00+00:00")
    urls = posts(Site(tmp_path, tmp_path / "notes").build())["url"]
    assert urls.to_dict() == {"vim/search.md": "posts/2026/01/search/", "git/search.md": "posts/2026/01/search-git/"}


def test_two_posts_that_ask_for_one_slug_get_two_addresses_and_are_named(tmp_path: Path) -> None:
    site = Site(tmp_path)
    for name in ("a", "b"):
        site.post(f"{name}.md", f"---\ntitle: {name}\ndate: 2026-01-0{'ab'.index(name) + 1}\nslug: same\n---\n")
    built = site.build()
    assert built.has("posts/2026/01/same/")
    assert built.has("posts/2026/01/same-unsorted/")
    with pytest.raises(
        ProblemsFound, match=r"b\.md: asks for the address posts/2026/01/same/, which a\.md has already"
    ):
        site.build(LEARNING_TIMELINE_STRICT=True)


def test_in_a_shallow_clone_a_note_without_a_date_is_an_error_and_never_today(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "origin").write("ml/a.md", "# A\n")
    story.commit("2025-01-05T10:00:00+00:00")
    story.write("ml/b.md", "# B\n").commit("2026-01-05T10:00:00+00:00")
    story.git("clone", "--quiet", "--depth", "1", f"file://{story.path}", str(tmp_path / "notes"))
    with pytest.raises(ProblemsFound, match="git fetch --unshallow"):
        Site(tmp_path, tmp_path / "notes").build()


def test_links_between_notes_lead_to_their_pages(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "notes").write(
        "ml/a.md", "# A\n\nSee [b](../rl/b.md), [c](c.md#part) and [out](https://example.org/x.md).\n"
    )
    story.write("rl/b.md", "# B\n").write("ml/c.md", "# C\n").commit("2026-01-05T10:00:00+00:00")
    page = Site(tmp_path, tmp_path / "notes").build().text("posts/2026/01/a/")
    assert 'posts/2026/01/b/index.html"' in page
    assert 'posts/2026/01/c/index.html#part"' in page
    assert 'href="https://example.org/x.md"' in page


def test_pictures_and_files_beside_a_post_are_carried_whatever_their_names_are(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    links = {
        "Bayes' rule.png": "![a](Bayes%27%20rule.png) ![a](<Bayes' rule.png>)",
        "R&D.png": "![a](R&D.png) ![a](R%26D.png)",
        "100%.png": "![a](100%.png) ![a](100%25.png)",
        "q?m.png": "![a](q%3Fm.png)",
        "h#h.png": "![a](h%23h.png)",
        "a+b.png": "![a](a+b.png)",
        "u\u0308ber.png": "![a](\u00fcber.png) ![a](%C3%BCber.png)",
        "my slides.pdf": "[slides](my%20slides.pdf)",
    }
    story = GitStory(notes).write("ml/a.md", "# A\n\n" + "\n\n".join(links.values()) + "\n\n[to](<Q & A's #2.md>)\n")
    story.write("ml/Q & A's #2.md", "# Q\n").write("ml/.secret.txt", "no\n")
    for name in links:
        story.write(f"ml/{name}", "x\n")
    story.commit("2026-01-05T10:00:00+00:00")
    built = Site(tmp_path, notes).build()
    page = built.text("posts/2026/01/a/")
    for name in links:
        assert built.path(f"ml/{name}").read_text(encoding="utf-8") == "x\n"
        assert f'ml/{quote(name, safe="+")}"' in page, name
    assert "{static}" not in page
    assert "{filename}" not in page


SIGNS = {
    "C": "c",
    "C++": "cpp",
    "C#": "c-sharp",
    "F#": "f-sharp",
    "\N{PARTY POPPER}": "party-popper",
    "\N{ROCKET}": "rocket",
}


def test_folders_named_by_signs_are_topics_with_pages_and_feeds_of_their_own(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site = Site(tmp_path).post("x.md", "---\ndate: 2026-01-09\ncategory: .NET\n---\nText.\n")
    for day, name in enumerate(SIGNS, start=1):
        site.post(f"{name}/2026-01-0{day}-on.md", f"# On {day}\n\nText.\n")
    site.post("topics.yaml", 'cpp: {name: "C++"}\n')
    expected = {**SIGNS, ".NET": "dot-net"}
    for _ in range(2):  # the second one from what the first one kept
        built = site.build()
        assert not [record for record in caplog.records if record.levelname == "WARNING"]
        assert set(posts(built)["topic"]) == set(expected.values())
        feeds = {file.name for file in built.path("feeds/all.atom.xml").parent.glob("*.atom.xml")}
        for name, slug in expected.items():
            page, feed = built.text(f"topics/{slug}/"), built.text(f"feeds/{slug}.atom.xml")
            assert f"{name}</h1>" in page
            assert "posts/2026/01/" in page
            assert feed.count("<entry>") == 1
            assert f"/topics/{slug}/" in feed
            assert f"{slug}.atom.xml" in feeds


def test_a_file_named_by_signs_alone_has_an_address_of_words(tmp_path: Path) -> None:
    built = (
        Site(tmp_path)
        .post("notes/2026-01-01-\N{PARTY POPPER}.md", "A.\n")
        .post("notes/2026-01-02-???.md", "B.\n")
        .build()
    )
    assert built.has("posts/2026/01/party-popper/")
    assert built.has("posts/2026/01/question-mark-question-mark-question-mark/")


def test_pages_that_name_the_same_place_stop_the_build_with_a_word(tmp_path: Path) -> None:
    site = Site(tmp_path).post("2026-01-01-a.md", "A\n")
    for name in ("a", "b"):
        site.post(f"pages/{name}.md", f"---\ntitle: {name}\nsave_as: same.html\n---\n{name}\n")
    with pytest.raises(ProblemsFound) as found:
        site.build()
    assert "pages/b.md: asks for the place same.html, which pages/a.md has already: give one of them" in str(
        found.value
    )


def test_pictures_in_the_hidden_folders_of_programs_are_published(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "notes")
    text = "# A\n\n![a](.gitbook/assets/a.png) ![b](/.attachments/b.png) ![c](.trash/c.png)\n\n[data](.gitbook/assets/d.csv)\n"
    for name in (".gitbook/assets/a.png", ".attachments/b.png", ".trash/c.png", ".gitbook/assets/d.csv", ".env"):
        story.write(name, name)
    story.write("a.md", f"{text}\n[env](.env)\n").commit("2026-01-05T10:00:00+01:00")
    built = Site(tmp_path, story.path).build()
    page = built.text("posts/2026/01/a/")
    for name in ("gitbook/assets/a.png", "attachments/b.png", "gitbook/assets/d.csv"):
        assert built.path(name).read_text() == f".{name}"
        assert f'/{name}"' in page
    assert not [*built.path(".").rglob("c.png"), *built.path(".").rglob(".env")]
