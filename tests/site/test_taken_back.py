"""A post that was public and is not any more: nothing of the next site, or of what is kept beside it, tells of it."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from learning_timeline.core import stamp
from tests.builders.git_story import GitStory
from tests.builders.site import Site
from tests.site.test_a_secret_in_each_dialect import words_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_WORD = "xyzqbbczq"
_SAID = f"slug: {_WORD}\ntitle: {_WORD}\nsummary: {_WORD}\ntags: [{_WORD}]\naliases: [/old/{_WORD}/]\nresources: ['https://example.org/{_WORD}']"
_MORE = f"milestone: {_WORD}\npredictions: [{{claim: {_WORD}, probability: 0.5, by: 2027-01-01}}]\ncategory: {_WORD}"
_TEXT = f"{_WORD} ![{_WORD}]({_WORD}.svg) [{_WORD}](seen.md) [x](https://example.org/{_WORD})"
_POST = f"---\n{_SAID}\n{_MORE}\ndate: 2026-02-01\n---\n{_TEXT}\n"
_FILE = "notes/gone.md"


def _with(field: str) -> Callable[[GitStory], object]:
    return lambda story: story.write(_FILE, _POST.replace("date: 2026-02-01", f"date: 2026-02-01\n{field}"))


def _moved(to: str) -> Callable[[GitStory], object]:
    return lambda story: story.rename(_FILE, to)


def _settings(name: str, text: str) -> Callable[[GitStory], object]:
    return lambda story: story.write(name, text)


# By which an author takes a post back, and the day of the second build.
_WAYS: dict[str, Callable[[GitStory], object]] = {
    **{field: _with(field) for field in ("draft: true", "status: hidden", "password: x", "labels: [private]")},
    "a later day": lambda story: story.write(_FILE, _POST.replace("2026-02-01", "2031-02-01")),
    "published later": _with("publishDate: 2031-01-01"),
    "expired": _with("expiryDate: 2026-03-01"),
    "deleted": lambda story: story.git("rm", "--quiet", _FILE),
    "a folder of drafts": _moved("drafts/a.md"),
    "the folder is renamed": lambda story: story.rename("notes", "my-private-notes"),
    "a name": _moved("notes/draft-a.md"),
    "settings of Eleventy": _settings(".eleventyignore", "notes/gone.md\n"),
    "settings of a vault": _settings(".obsidian/app.json", '{"userIgnoreFilters": ["notes/"]}'),
    "encrypted": _settings(".gitattributes", "notes/** filter=git-crypt\n"),
    "a section": _settings("notes/_index.md", "---\ntitle: N\ncascade: {draft: true}\n---\n"),
    "unread front matter": lambda story: story.write(_FILE, _POST.replace("date:", "draft: [\ndate:")),
    "a file that no reader reads": _moved("notes/gone.adoc"),
}  # fmt: skip


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal in which the post is public, with two versions, and others that link to it."""
    folder = tmp_path_factory.mktemp("public")
    story = GitStory(folder / "journal")
    picture = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{_WORD}</title></svg>'
    story.write(f"notes/{_WORD}.svg", picture).write(_FILE, _POST)
    story.write("notes/seen.md", "---\ntitle: Seen\ndate: 2026-02-02\n---\nSeen [words](gone.md).\n")
    story.write("other/more.md", "---\ntitle: More\ndate: 2026-02-03\n---\nMore words.\n")
    story.commit("2026-02-02T10:00:00+00:00")
    story.write(
        _FILE, _POST + f"\nAnd {_WORD} once more, with so many other words that there is a version to compare with.\n"
    )
    story.commit("2026-02-20T10:00:00+00:00")
    return folder


def _told(folder: Path) -> dict[str, set[str]]:
    """Where the word is but in the journal itself, and in what only the next build reads."""
    return {
        name: inside
        for part in sorted(folder.iterdir())
        if part.name not in {"journal", "cache"}
        for name, inside in words_in(part).items()
    }


@pytest.mark.parametrize("source", ["notes.qmd", "notes.Rmd"])
@pytest.mark.parametrize("field", ["draft: true", "publishDate: 2031-01-01", "tags: [private]", "expires: 2026-03-01"])
def test_what_was_made_of_a_document_goes_with_it(tmp_path: Path, source: str, field: str) -> None:
    story = GitStory(tmp_path / "journal")
    front = "---\ntitle: Seen\ndate: 2026-02-01\n{}---\n"
    story.write(
        "_quarto.yml" if source.endswith("qmd") else "_site.yml",
        "name: A\noutput_dir: docs\nproject: {type: website}\n",
    )
    story.write("posts/other.qmd" if source.endswith("qmd") else "posts/other.Rmd", front.format("") + "Other.\n")
    story.write(f"posts/{source}", front.format("") + "Seen.\n").write(
        "posts/notes.md", front.format("") + f"{_WORD}\n"
    )
    story.commit("2026-02-02T10:00:00+00:00")
    site = Site(tmp_path, content=story.path)
    assert _WORD in site.build().text("posts/2026/02/notes/")
    story.write(f"posts/{source}", front.format(f"{field}\n") + "Seen.\n").commit("2026-02-03T10:00:00+00:00")
    site.build()
    assert _told(tmp_path) == {}


@pytest.mark.parametrize("way", _WAYS)
def test_a_post_that_is_taken_back_leaves_nothing(public: Path, tmp_path: Path, way: str) -> None:
    copytree(public, tmp_path, dirs_exist_ok=True)
    story = GitStory(tmp_path / "journal")
    site = Site(tmp_path, content=story.path, SITEURL="https://ada.example", RELATIVE_URLS=False)
    site.always |= {"LEARNING_TIMELINE_SEARCH": True, "LEARNING_TIMELINE_SOURCE": str(story.path)}
    before = site.build()
    assert _WORD in before.text("data/posts.csv")
    _WAYS[way](story)
    story.commit("2026-03-10T10:00:00+00:00")
    built = site.build()
    assert _told(tmp_path) == {}
    assert "other/more.md" in built.text("data/posts.csv")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mkdocs.yml", "exclude_docs: gone.md\n"),
        (".eleventyignore", "docs/gone.md\n"),
        ("_quarto.yml", "project: {render: ['*.md', '!docs/gone.md']}\n"),
        (".gitattributes", "docs/* filter=git-crypt\n"),
        (".obsidian/app.json", '{"userIgnoreFilters": ["docs/gone"]}'),
    ],
)
def test_settings_around_the_content_folder_that_nobody_has_committed_are_seen(
    name: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if no file had been changed lately.
    monkeypatch.setattr(stamp, "RACY_NS", -(10**12))
    story = GitStory(tmp_path / "journal").write("docs/gone.md", _POST).write("docs/seen.md", "# Seen\n\nSeen.\n")
    story.commit("2026-02-02T10:00:00+00:00")
    site = Site(tmp_path, content=story.path / "docs")
    assert _WORD in site.build().text("data/posts.csv")
    story.write(name, text)
    site.build()
    assert _told(tmp_path) == {}
