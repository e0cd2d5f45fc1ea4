"""A content folder may stand anywhere: in a worktree, a submodule, behind a link, under any name."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from analytics.history import PostHistory, read_history
from analytics.model import NoticeKind
from tests.builders.git_story import GitStory

FIRST, SECOND = "2026-03-01T10:00:00+01:00", "2026-03-02T10:00:00+01:00"
ONCE = PostHistory(datetime.fromisoformat(FIRST), datetime.fromisoformat(FIRST), 0)


@pytest.fixture
def story(tmp_path: Path) -> GitStory:
    return GitStory(tmp_path / "journal").write("content/a.md").commit(FIRST)


def test_paths_of_posts_start_at_the_content_folder(story: GitStory) -> None:
    history = read_history(story.path / "content")
    assert (history.prefix, history.post("a.md")) == ("content/", ONCE)
    assert history.post("content/a.md") is None


def test_a_post_that_came_from_outside_the_folder_keeps_its_history(story: GitStory) -> None:
    story.write("elsewhere/b.md", "A text of its own.\n").commit(FIRST).rename("elsewhere/b.md", "content/b.md").commit(
        SECOND
    )
    assert read_history(story.path / "content").post("b.md") == ONCE


def test_a_folder_that_is_reached_through_a_link_is_found(story: GitStory, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(story.path / "content")
    assert read_history(tmp_path / "link").post("a.md") == ONCE


def test_a_detached_head_is_read(story: GitStory) -> None:
    story.write("content/b.md").commit(SECOND).git("checkout", "--quiet", "--detach", "HEAD~1")
    history = read_history(story.path / "content")
    assert (history.post("a.md"), history.post("b.md"), history.notices) == (ONCE, None, ())


def test_a_worktree_is_read(story: GitStory, tmp_path: Path) -> None:
    story.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"))
    history = read_history(tmp_path / "tree" / "content", cache=tmp_path / "cache")
    assert (history.prefix, history.post("a.md")) == ("content/", ONCE)


def test_a_content_folder_that_is_a_submodule_has_its_own_history(story: GitStory, tmp_path: Path) -> None:
    outer = GitStory(tmp_path / "outer").write("readme.txt").commit(SECOND)
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(story.path), "journal")
    outer.commit(SECOND)
    history = read_history(outer.path / "journal" / "content")
    assert (history.prefix, history.post("a.md"), history.head) == ("content/", ONCE, story.head)


def test_a_submodule_inside_the_content_folder_is_no_post(story: GitStory, tmp_path: Path) -> None:
    outer = GitStory(tmp_path / "outer").write("content/b.md").commit(FIRST)
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(story.path), "content/theirs")
    outer.commit(SECOND)
    history = read_history(outer.path / "content")
    assert history.post("theirs") is None
    assert history.post("theirs/content/a.md") is None
    assert history.post("b.md") == ONCE


def test_a_symbolic_link_is_no_post(story: GitStory) -> None:
    story.link("content/link.md", "a.md").commit(SECOND)
    assert read_history(story.path / "content").post("link.md") is None


def test_a_post_that_was_a_link_begins_when_it_becomes_a_file(story: GitStory) -> None:
    story.link("content/link.md", "a.md").commit(FIRST).delete("content/link.md").write("content/link.md", "Text.\n")
    story.commit(SECOND)
    assert read_history(story.path / "content").post("link.md") == PostHistory(*[datetime.fromisoformat(SECOND)] * 2, 0)


ODD = [
    "with space.md",
    'quo"te.md',
    "new\nline.md",
    "tab\tname.md",
    " lead.md",
    "arrow => b.md",
    "{brace}.md",
    "été/日本語.md",
]
ODD += ["-dash.md", "back\\slash.md", "\x01one.md", ":colon.md", os.fsdecode(b"latin-\xe9.md")]


@pytest.mark.parametrize("name", ODD, ids=ascii)
def test_a_post_may_have_any_name(story: GitStory, tmp_path: Path, name: str) -> None:
    story.write(f"content/{name}", "A text of its own.\n").commit(FIRST)
    for _ in ("read", "cached"):
        assert read_history(story.path / "content", cache=tmp_path / "cache").post(name) == ONCE
    story.rename(f"content/{name}", f"content/moved {name.replace('/', '-')}").commit(SECOND)
    moved = read_history(story.path / "content", cache=tmp_path / "cache").post(f"moved {name.replace('/', '-')}")
    assert moved is not None
    assert moved == ONCE  # a move alone is no revision


@pytest.mark.parametrize(
    "name", ["with space", "$HOME", "new\nline", "trailing\n", os.fsdecode(b"latin-\xe9")], ids=ascii
)
def test_the_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    story = GitStory(tmp_path / name).write(f"{name}/a.md").commit(FIRST)
    assert read_history(story.path / name, cache=tmp_path / "cache").post("a.md") == ONCE


def test_git_variables_of_the_environment_lead_nowhere_else(
    story: GitStory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = GitStory(tmp_path / "other").write("content/other.md").commit(SECOND)
    monkeypatch.setenv("GIT_DIR", str(other.path / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.path))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other.path / ".git" / "objects"))
    monkeypatch.setenv("GIT_PYTHON_REFRESH", "raise")
    before = dict(os.environ)
    history = read_history(story.path / "content")
    assert (history.head, history.post("a.md")) == (run_without(story), ONCE)
    assert dict(os.environ) == before, "the environment is given back as it was"


def run_without(story: GitStory) -> str:
    return (story.path / ".git" / "refs" / "heads" / "main").read_text(encoding="ascii").strip()


def test_a_repository_with_longer_ids_is_read(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "journal", object_format="sha256").write("a.md", "One two.\n").commit(FIRST)
    story.rename("a.md", "b.md").commit(SECOND)
    for _ in ("read", "cached"):
        history = read_history(story.path, cache=tmp_path / "cache")
        assert history.post("b.md") == ONCE
        assert history.texts.words_added.tolist() == [2, 0]


def test_a_folder_that_is_not_there_has_no_repository(tmp_path: Path) -> None:
    assert [notice.kind for notice in read_history(tmp_path / "nowhere").notices] == [NoticeKind.NO_REPOSITORY]


def test_a_relative_folder_is_found(story: GitStory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(story.path)
    assert read_history(Path("content")).post("a.md") == ONCE
