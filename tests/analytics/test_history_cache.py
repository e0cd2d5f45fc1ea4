"""A history is read once, then only what is new; a cache that is of no use is never an error."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

from analytics.history import PostHistory, read_history, reading
from analytics.model import NoticeKind
from tests.builders.git_story import GitStory
from tests.builders.share import examples
from tests.builders.values import said

if TYPE_CHECKING:
    from pathlib import Path

FIRST, SECOND, THIRD, FOURTH = (f"2026-03-0{day}T10:00:00+01:00" for day in (1, 2, 3, 4))
AT = {text: datetime.fromisoformat(text) for text in (FIRST, SECOND, THIRD, FOURTH)}


@pytest.fixture
def story(tmp_path: Path) -> GitStory:
    return (
        GitStory(tmp_path / "journal")
        .write("a.md", "One two three.\n")
        .commit(FIRST)
        .write("b.md", "Four.\n")
        .commit(SECOND)
    )


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


class Spy:
    """A git on the path that notes how it is called before it does its work."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.notes = folder, folder / "notes"
        folder.mkdir()
        program = folder / "git"
        program.write_text(
            f'#!/bin/sh\necho "$*" >>"{self.notes}"\n'
            f'[ "$*" = version ] && [ -e "{folder}/version" ] && exec cat "{folder}/version"\n'
            f'exec {shutil.which("git")} "$@"\n',
            encoding="utf-8",
        )
        program.chmod(0o755)

    def logs(self) -> list[str]:
        """The revisions that each ``git log`` since the last question was asked for."""
        said = self.notes.read_text(encoding="utf-8").splitlines() if self.notes.exists() else []
        self.notes.unlink(missing_ok=True)
        return [line.split()[-2] for line in said if line.startswith("log ")]


@pytest.fixture
def spy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Spy:
    spy = Spy(tmp_path / "bin")
    monkeypatch.setenv("PATH", str(spy.folder), prepend=":")
    return spy


def test_a_second_reading_of_the_same_head_runs_no_git_log(story: GitStory, cache: Path, spy: Spy) -> None:
    first = read_history(story.path, cache=cache)
    assert spy.logs() == [story.head]
    second = read_history(story.path, cache=cache)
    assert spy.logs() == []
    assert said(second) == said(first)


def test_another_git_reads_for_itself(story: GitStory, cache: Path, spy: Spy) -> None:
    read_history(story.path, cache=cache)
    spy.logs()
    (spy.folder / "version").write_text("git version 2.99.1\n", encoding="utf-8")
    read_history(story.path, cache=cache)
    read_history(story.path, cache=cache)
    assert spy.logs() == [story.head]


def test_without_a_cache_every_reading_asks_git(story: GitStory, spy: Spy) -> None:
    read_history(story.path)
    read_history(story.path)
    assert len(spy.logs()) == 2


def test_after_a_new_commit_only_that_is_read(story: GitStory, cache: Path, spy: Spy) -> None:
    read_history(story.path, cache=cache)
    before = story.head
    story.write("a.md", "One two three four five.\n").commit(THIRD)
    spy.logs()
    history = read_history(story.path, cache=cache)
    assert spy.logs() == [f"{before}..{story.head}"]
    assert said(history) == said(read_history(story.path))
    assert history.post("a.md") == PostHistory(AT[FIRST], AT[THIRD], 1)


def test_a_branch_older_than_the_cache_gives_what_a_reading_from_nothing_gives(story: GitStory, cache: Path) -> None:
    story.branch("side").write("a.md", "One two three on the side.\n").write("z.md", "Z.\n").commit(THIRD)
    story.switch("main").write("b.md", "Four five.\n").write("c.md", "C.\n").commit(FOURTH)
    read_history(story.path, cache=cache)
    story.merge("side").commit("2026-03-05T10:00:00+01:00")
    history = read_history(story.path, cache=cache)
    assert said(history) == said(read_history(story.path))
    assert [history.log.paths[place] for place in history.head_path] == ["a.md", "b.md", "c.md", "z.md"]


def test_commits_after_the_first_are_in_order_though_their_days_are_not(tmp_path: Path, cache: Path) -> None:
    story = GitStory(tmp_path / "journal").write("a.md", "One.\n").commit(FIRST)
    read_history(story.path, cache=cache)
    story.branch("side").write("b.md", "Two.\n").commit(SECOND).switch("main")
    story.write("a.md", "One two.\n").commit(FOURTH).merge("side").commit(THIRD)
    history = read_history(story.path, cache=cache)
    assert said(history) == said(read_history(story.path))
    assert history.log.authored_at.tolist() == [AT[day].timestamp() for day in (FIRST, SECOND, FOURTH, THIRD)]


def test_another_root_merged_in_gives_what_a_reading_from_nothing_gives(story: GitStory, cache: Path) -> None:
    read_history(story.path, cache=cache)
    story.git("switch", "--quiet", "--orphan", "other")
    story.write("c.md", "Older.\n").commit("2020-01-01T00:00:00+00:00").switch("main")
    story.git(
        "-c",
        "user.name=x",
        "-c",
        "user.email=x",
        "merge",
        "--quiet",
        "--no-commit",
        "--allow-unrelated-histories",
        "other",
    )
    story.commit(THIRD)
    assert said(read_history(story.path, cache=cache)) == said(read_history(story.path))


def test_a_rewritten_history_is_noticed_and_read_anew(story: GitStory, cache: Path) -> None:
    read_history(story.path, cache=cache)
    story.git("reset", "--quiet", "--hard", "HEAD~1")
    story.write("c.md").commit(THIRD)
    history = read_history(story.path, cache=cache)
    assert [notice.kind for notice in history.notices] == [NoticeKind.REWRITTEN]
    assert history.notices[0].sentence == (
        "The history was rewritten since the last build; all of it was read again. Of the commits that were there 1 is gone; "
        "not there any more: b.md."
    )
    assert history.post("b.md") is None
    assert history.post("c.md") == PostHistory(AT[THIRD], AT[THIRD], 0)
    assert read_history(story.path, cache=cache).notices == (), "it is said once"


def test_a_switch_to_another_branch_is_no_rewriting(story: GitStory, cache: Path) -> None:
    story.git("branch", "old", "HEAD~1")
    read_history(story.path, cache=cache)
    story.switch("old")
    history = read_history(story.path, cache=cache)
    assert history.notices == ()
    assert history.post("b.md") is None
    assert history.log.sha.tolist() == [story.head.encode()]


@pytest.mark.parametrize(
    "damage", ["empty", "garbage", "cut", "one byte", "not an array", "other version", "arrays gone"]
)
def test_a_damaged_cache_is_ignored_and_mended(story: GitStory, cache: Path, spy: Spy, damage: str) -> None:
    whole = read_history(story.path, cache=cache)
    for file in cache.glob("*.npz"):
        content = file.read_bytes()
        with np.load(file) as archive:
            arrays = dict(archive)
        if damage == "other version":
            np.savez(file, **{**arrays, "version": np.array(0)})  # type: ignore[arg-type]
        elif damage == "arrays gone":
            np.savez(file, version=arrays["version"])
        else:
            middle = len(content) // 2
            file.write_bytes(
                {
                    "empty": b"",
                    "garbage": b"garbage",
                    "cut": content[:middle],
                    "one byte": content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :],
                    "not an array": b"\x93NUMPY",
                }[damage]
            )
    spy.logs()
    assert said(read_history(story.path, cache=cache)) == said(whole)
    if damage != "one byte":  # which may have hit a part that says nothing
        assert spy.logs() == [story.head]
        read_history(story.path, cache=cache)
        assert spy.logs() == []


def test_every_single_damaged_byte_is_harmless(story: GitStory, cache: Path) -> None:
    whole = read_history(story.path, cache=cache)
    (file,) = cache.glob("history-*.npz")
    content = file.read_bytes()
    for place in range(0, len(content), 9700 // examples(100)):
        file.write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
        assert said(read_history(story.path, cache=cache)) == said(whole), place


def test_a_cache_made_with_other_options_is_ignored(
    story: GitStory, cache: Path, spy: Spy, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_history(story.path, cache=cache)
    spy.logs()
    monkeypatch.setattr(reading, "LOG_OPTIONS", (*reading.LOG_OPTIONS, "--no-merges"))
    read_history(story.path, cache=cache)
    assert spy.logs() == [story.head]


def test_two_repositories_share_a_cache_folder_without_meeting(story: GitStory, cache: Path, tmp_path: Path) -> None:
    other = GitStory(tmp_path / "other").write("other.md").commit(THIRD)
    for _ in range(2):
        assert read_history(story.path, cache=cache).post("other.md") is None
        assert read_history(other.path, cache=cache).post("other.md") == PostHistory(AT[THIRD], AT[THIRD], 0)


def test_a_history_without_commits_or_words_is_cached_too(tmp_path: Path, cache: Path) -> None:
    story = GitStory(tmp_path / "journal").commit(FIRST)
    for _ in range(2):
        history = read_history(story.path, cache=cache)
        assert (len(history.log), len(history.log.commit)) == (1, 0)


def test_git_leaves_the_cache_folder_alone(story: GitStory) -> None:
    read_history(story.path, cache=story.path / ".cache")
    assert story.git("status", "--porcelain") == ""


def test_a_cache_that_cannot_be_written_is_done_without(story: GitStory, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="ascii")
    assert read_history(story.path, cache=tmp_path / "file").post("a.md") == PostHistory(AT[FIRST], AT[FIRST], 0)


def test_progress_is_told_up_to_the_last_commit(story: GitStory) -> None:
    told: list[tuple[str, int, int | None]] = []
    read_history(story.path, progress=lambda stage, done, total: told.append((stage, done, total)))
    assert ("Reading history", 2, 2) in told


def test_what_killed_builds_left_of_a_cache_is_removed(story: GitStory, cache: Path) -> None:
    cache.mkdir()
    old, young = cache / "history-1-killed.tmp", cache / "history-1-at-work.tmp"
    for file in (old, young):
        file.write_bytes(b"half")
    os.utime(old, (10**9, 10**9))
    read_history(story.path, cache=cache)
    assert sorted(file.name for file in cache.glob("history-*.tmp")) == [young.name]
    assert len(list(cache.glob("history-*.npz"))) == 1
