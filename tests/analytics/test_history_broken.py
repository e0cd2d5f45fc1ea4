"""What is missing or broken becomes a typed fact with a sentence, never a guessed date."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from analytics.errors import GitLogError, HistoryError
from analytics.history import PostHistory, VersionReader, read_history
from analytics.model import NoticeKind
from tests.builders.git_story import GitStory

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.history import History

FIRST, SECOND, THIRD = (f"2026-03-0{day}T10:00:00+01:00" for day in (1, 2, 3))
AT = {text: datetime.fromisoformat(text) for text in (FIRST, SECOND, THIRD)}


def kinds(history: History) -> list[NoticeKind]:
    return [notice.kind for notice in history.notices]


@pytest.fixture
def story(tmp_path: Path) -> GitStory:
    story = GitStory(tmp_path / "journal").write("a.md", "One.\n").commit(FIRST)
    return story.write("b.md", "Two.\n").commit(SECOND).write("a.md", "One. Three.\n").commit(THIRD)


def test_a_folder_without_a_repository_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("One.\n", encoding="utf-8")
    history = read_history(tmp_path)
    assert kinds(history) == [NoticeKind.NO_REPOSITORY]
    assert (history.head, len(history.log), history.post("a.md")) == (None, 0, None)
    assert history.is_complete, "a post without a date is a draft of today"


def test_a_repository_without_commits_is_said_so(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "journal").write("a.md")
    history = read_history(story.path)
    assert kinds(history) == [NoticeKind.NO_COMMITS]
    assert history.post("a.md") is None


def test_an_uncommitted_post_has_no_history(story: GitStory) -> None:
    story.write("new.md")
    assert read_history(story.path).post("new.md") is None
    assert kinds(read_history(story.path)) == []


def test_a_change_that_is_not_committed_moves_no_date(story: GitStory) -> None:
    story.write("b.md", "Two. Four.\n")
    assert read_history(story.path).post("b.md") == PostHistory(AT[SECOND], AT[SECOND], 0)


def test_a_shallow_clone_says_so_and_dates_nothing_by_its_first_commit(story: GitStory, tmp_path: Path) -> None:
    clone = tmp_path / "shallow"
    story.git("clone", "--quiet", "--depth=1", f"file://{story.path}", str(clone))
    history = read_history(clone)
    assert kinds(history) == [NoticeKind.SHALLOW]
    assert "git fetch --unshallow" in history.notices[0].sentence
    assert history.post("a.md") == PostHistory(None, None, 0)
    assert not history.is_change.any(), "what the first commit seems to add never reaches a curve"
    assert not history.is_complete


def test_a_deepened_clone_is_read_again(story: GitStory, tmp_path: Path) -> None:
    clone, cache = tmp_path / "shallow", tmp_path / "cache"
    story.git("clone", "--quiet", "--depth=1", f"file://{story.path}", str(clone))
    read_history(clone, cache=cache)
    story.git("-C", str(clone), "fetch", "--quiet", "--deepen=1")
    history = read_history(clone, cache=cache)
    assert history.post("a.md") == PostHistory(None, AT[THIRD], 1)
    story.git("-C", str(clone), "fetch", "--quiet", "--unshallow")
    history = read_history(clone, cache=cache)
    assert history.post("a.md") == PostHistory(AT[FIRST], AT[THIRD], 1)
    assert kinds(history) == []


def test_a_partial_clone_is_read_without_its_contents(story: GitStory, tmp_path: Path) -> None:
    story.rename("b.md", "c.md").commit("2026-03-04T10:00:00+01:00")
    story.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    story.git("clone", "--quiet", "--filter=blob:none", "--bare", f"file://{story.path}", str(clone))
    history = read_history(clone)
    assert kinds(history) == [NoticeKind.PARTIAL]
    assert history.post("a.md") == PostHistory(AT[FIRST], AT[THIRD], 1)
    assert history.post("c.md") == PostHistory(AT[SECOND], AT[SECOND], 0)  # moved, and not changed


@pytest.mark.parametrize("is_remote_there", [True, False])
def test_of_a_partial_clone_the_versions_that_it_has_are_read(
    story: GitStory,
    tmp_path: Path,
    is_remote_there: bool,  # noqa: FBT001 - a case
) -> None:
    story.write("a.md", "Another text.\n").commit("2026-03-04T10:00:00+01:00")
    old, new = (story.git("rev-parse", f"{commit}:a.md").strip() for commit in ("HEAD~1", "HEAD"))
    story.git("config", "uploadpack.allowFilter", "true")
    story.git("config", "uploadpack.allowAnySHA1InWant", "true")
    clone = tmp_path / "partial"
    story.git("clone", "--quiet", "--filter=blob:none", f"file://{story.path}", str(clone))
    if not is_remote_there:
        story.path.rename(tmp_path / "gone")
    reader = VersionReader(clone)
    assert reader.texts([old, new, old]) == [None, "Another text.\n", None]
    reader.close()


@pytest.mark.parametrize("lost", ["HEAD~1^{tree}", "HEAD~1"])
@pytest.mark.parametrize("damage", ["removed", "garbled"])
def test_a_corrupt_object_is_said_so_in_gits_own_words(story: GitStory, lost: str, damage: str) -> None:
    sha = story.git("rev-parse", lost).strip()
    file = story.path / ".git" / "objects" / sha[:2] / sha[2:]
    file.chmod(0o644)
    if damage == "removed":
        file.unlink()
    else:
        file.write_bytes(b"garbage")
    history = read_history(story.path)
    assert kinds(history) == [NoticeKind.UNREADABLE]
    assert sha in history.notices[0].sentence
    assert not history.is_complete
    assert len(history.log) == 0


def test_a_post_of_which_a_version_is_missing_has_its_dates_but_no_text_that_is_kept(
    story: GitStory, tmp_path: Path
) -> None:
    sha = story.git("rev-parse", "HEAD~1:a.md").strip()
    file = story.path / ".git" / "objects" / sha[:2] / sha[2:]
    kept = file.read_bytes()
    file.unlink()
    history = read_history(story.path, cache=tmp_path / "cache")
    assert kinds(history) == [NoticeKind.MISSING_VERSIONS]
    assert history.post("a.md") == PostHistory(AT[FIRST], AT[THIRD], 1)
    assert history.texts.written.tolist() == [1], "of b.md"
    file.write_bytes(kept)
    assert kinds(read_history(story.path, cache=tmp_path / "cache")) == [], "it is looked for again"


def test_a_content_that_renames_are_looked_for_in_may_be_missing(story: GitStory, tmp_path: Path) -> None:
    story.write("big.txt", "one\ntwo\nthree\n").commit(THIRD)
    sha = story.git("rev-parse", "HEAD:big.txt").strip()
    story.git("rm", "--quiet", "big.txt")
    story.write("other.txt", "one\ntwo\nfour\n").commit("2026-03-05T10:00:00+01:00")
    whole = read_history(story.path)
    (story.path / ".git" / "objects" / sha[:2] / sha[2:]).unlink()
    history = read_history(story.path, cache=tmp_path / "cache")
    assert kinds(history) == [NoticeKind.MISSING_VERSIONS]
    assert "hint:" not in history.notices[0].sentence
    assert history.is_complete
    assert history.post("a.md") == whole.post("a.md")
    assert history.texts.written.tolist() == whole.texts.written.tolist()


def test_what_was_known_before_a_damage_is_shown_and_said_so(story: GitStory, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    known = read_history(story.path, cache=cache)
    story.write("c.md").commit(THIRD).write("d.md").commit(THIRD)
    lost = story.git("rev-parse", "HEAD~1^{tree}").strip()
    file = story.path / ".git" / "objects" / lost[:2] / lost[2:]
    kept = file.read_bytes()
    file.unlink()
    history = read_history(story.path, cache=cache)
    assert kinds(history) == [NoticeKind.UNREADABLE]
    assert f"shown is what was known at commit {str(known.head)[:10]}. git says: " in history.notices[0].sentence
    assert history.post("a.md") == known.post("a.md")
    assert history.post("c.md") is None
    assert not history.is_complete
    file.write_bytes(kept)
    assert read_history(story.path, cache=cache).post("c.md") == PostHistory(AT[THIRD], AT[THIRD], 0)


def test_a_corrupt_head_is_said_so(story: GitStory) -> None:
    sha = story.head
    (story.path / ".git" / "objects" / sha[:2] / sha[2:]).unlink()
    history = read_history(story.path)
    assert kinds(history) == [NoticeKind.UNREADABLE]
    assert not history.is_complete


def test_nothing_is_cached_of_a_history_that_could_not_be_read(story: GitStory, tmp_path: Path) -> None:
    sha = story.git("rev-parse", "HEAD~1:a.md").strip()
    file = story.path / ".git" / "objects" / sha[:2] / sha[2:]
    kept = file.read_bytes()
    file.unlink()
    read_history(story.path, cache=tmp_path / "cache")
    file.write_bytes(kept)
    history = read_history(story.path, cache=tmp_path / "cache")
    assert len(history.log) == 3
    assert history.post("a.md") == PostHistory(AT[FIRST], AT[THIRD], 1)


@pytest.mark.parametrize(
    "date",
    [
        "",
        "tomorrow",
        "99999999999999999999999 +0000",
        "253402300800 +0000",
        "1772356000 +9999",
        "1772356000 -9999",
        "-1 +0000",
    ],
)
def test_a_junk_author_date_is_unknown_and_said_so(story: GitStory, date: str) -> None:
    for number in (1, 2):
        story.write(f"junk-{number}.md").git("add", "--all")
        tree = story.git("write-tree").strip()
        raw = f"tree {tree}\nparent {story.head}\nauthor Ada <ada@example.org> {date}\n"
        raw += "committer Ada <ada@example.org> 1772356000 +0000\n\nJunk\n"
        sha = story.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=raw.encode()).strip()
        story.git("reset", "--quiet", "--hard", sha)
        history = read_history(story.path)
        assert kinds(history) == [NoticeKind.UNKNOWN_DATES]
        have = "1 commit has" if number == 1 else "2 commits have"
        assert history.notices[0].sentence == f"{have} no possible date; nothing is dated by them."
        assert history.post(f"junk-{number}.md") == PostHistory(None, None, 0)
        assert history.post("b.md") == PostHistory(AT[SECOND], AT[SECOND], 0)


def test_a_git_that_says_something_else_is_an_error_and_no_hang(
    story: GitStory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    git = tmp_path / "bin" / "git"
    git.parent.mkdir()
    git.write_text(
        f'#!/bin/sh\n[ "$1" = log ] && exec cat /dev/zero\nexec {shutil.which("git")} "$@"\n', encoding="utf-8"
    )
    git.chmod(0o755)
    monkeypatch.setenv("PATH", str(git.parent), prepend=":")
    with pytest.raises(GitLogError, match="expected a commit, found b''"):
        read_history(story.path)


def test_a_missing_git_is_an_error_with_a_remedy(
    story: GitStory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(HistoryError, match="git was not found: install git"):
        read_history(story.path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another user")
def test_a_repository_of_another_user_is_refused_in_gits_own_words(story: GitStory) -> None:
    for path in [story.path, story.path / ".git"]:
        os.chown(path, 65534, 65534)
    with pytest.raises(HistoryError, match=r"dubious ownership.*safe\.directory"):
        read_history(story.path)
