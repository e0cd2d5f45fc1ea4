"""Bulk commits and bots move no date; people are known by the names that ``.mailmap`` gives them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from analytics.errors import ContentError
from analytics.history import PostHistory, read_history
from tests.builders.git_story import GitStory

if TYPE_CHECKING:
    from pathlib import Path

FIRST, SECOND, THIRD = (f"2026-03-0{day}T10:00:00+01:00" for day in (1, 2, 3))
AT = {text: datetime.fromisoformat(text) for text in (FIRST, SECOND, THIRD)}


@pytest.fixture
def story(tmp_path: Path) -> GitStory:
    return GitStory(tmp_path / "journal").write("a.md", "One.\n").commit(FIRST)


def test_a_commit_in_the_repositorys_list_moves_no_date(story: GitStory) -> None:
    story.write("a.md", "One. Two.\n").commit(SECOND)
    story.write(".git-blame-ignore-revs", f"# a reformat\n{story.head}  # of every post\n").commit(THIRD)
    assert read_history(story.path).post("a.md") == PostHistory(AT[FIRST], AT[FIRST], 0)


def test_a_commit_in_a_list_of_the_settings_moves_no_date(story: GitStory, tmp_path: Path) -> None:
    story.write("a.md", "One. Two.\n").commit(SECOND)
    listed = tmp_path / "ignored.txt"
    listed.write_text(f"{story.head.upper()}\n", encoding="utf-8")
    history = read_history(story.path, ignore_revs=[listed])
    assert history.post("a.md") == PostHistory(AT[FIRST], AT[FIRST], 0)
    assert history.log.sha[history.is_bulk].tolist() == [story.head.encode()]
    assert history.is_change.sum() == 2, "it stays in the frame of changes, marked as bulk"


def test_a_list_with_a_short_id_is_an_error_with_its_line(story: GitStory, tmp_path: Path) -> None:
    listed = tmp_path / "ignored.txt"
    listed.write_text(f"# one\n{story.head[:8]}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"ignored\.txt:2: '[0-9a-f]{8}' is not a full commit id: write all"):
        read_history(story.path, ignore_revs=[listed])


def test_a_list_that_is_missing_is_an_error(story: GitStory, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"nowhere\.txt: this list of commits cannot be read"):
        read_history(story.path, ignore_revs=[tmp_path / "nowhere.txt"])


def test_a_broken_list_in_the_repository_is_an_error_with_its_line(story: GitStory) -> None:
    story.write(".git-blame-ignore-revs", "HEAD~1\n").commit(THIRD)
    with pytest.raises(ContentError, match=r"\.git-blame-ignore-revs:1: 'head~1' is not a full commit id"):
        read_history(story.path)


def test_a_post_known_from_bulk_commits_alone_is_created_by_the_first(story: GitStory) -> None:
    story.write("a.md", "One. Two.\n").commit(SECOND)
    ids = story.git("rev-list", "HEAD")
    story.write(".git-blame-ignore-revs", ids).commit(THIRD)
    assert read_history(story.path).post("a.md") == PostHistory(AT[FIRST], None, 0)


@pytest.mark.parametrize(
    "pattern", ["renovate[bot]", "RENOVATE[bot]", "*[bot]", "*@bots.example", "29+renovate@bots.example"]
)
def test_a_bot_moves_no_date_by_name_address_or_pattern(story: GitStory, pattern: str) -> None:
    story.write("a.md", "One. Two.\n").commit(SECOND, author="renovate[bot]", email="29+renovate@bots.example")
    assert read_history(story.path, ignore_authors=[pattern]).post("a.md") == PostHistory(AT[FIRST], AT[FIRST], 0)


@pytest.mark.parametrize("pattern", ["*[bot]", "renovate", "bots.example"])
def test_a_person_is_no_bot(story: GitStory, pattern: str) -> None:
    story.write("a.md", "One. Two.\n").commit(SECOND, author="Ada Talbot", email="ada@robots.example.org")
    assert read_history(story.path, ignore_authors=[pattern]).post("a.md") == PostHistory(AT[FIRST], AT[SECOND], 1)


def test_people_have_the_names_of_the_mailmap(story: GitStory) -> None:
    story.write("b.md").commit(SECOND, author="ada", email="old@example.org")
    story.write(
        ".mailmap", "Ada Lovelace <ada@example.org> <old@example.org>\nAda Lovelace <ada@example.org>\n"
    ).commit(THIRD)
    history = read_history(story.path)
    assert set(history.names) == {"Ada Lovelace"}


def test_the_mailmap_counts_where_nothing_is_checked_out(story: GitStory, tmp_path: Path) -> None:
    story.write(".mailmap", "Ada Lovelace <ada@example.org>\n").commit(THIRD)
    bare = tmp_path / "bare.git"
    story.git("clone", "--quiet", "--bare", str(story.path), str(bare))
    history = read_history(bare)
    assert set(history.names) == {"Ada Lovelace"}
    assert history.post("a.md") == PostHistory(AT[FIRST], AT[FIRST], 0)


def test_a_mailmap_changes_names_though_the_history_is_cached(story: GitStory, tmp_path: Path) -> None:
    read_history(story.path, cache=tmp_path / "cache")
    story.write(".mailmap", "Ada Lovelace <ada@example.org>\n").commit(THIRD)
    assert set(read_history(story.path, cache=tmp_path / "cache").names) == {"Ada Lovelace"}


def test_an_author_that_no_mailmap_can_name_keeps_the_others_named(story: GitStory) -> None:
    tree = story.git("rev-parse", "HEAD^{tree}").strip()
    who = "a <b> c <odd@example.org> 1772356000 +0000"
    raw = f"tree {tree}\nparent {story.head}\nauthor {who}\ncommitter {who}\n\nOdd\n".encode()
    odd = story.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=raw).strip()
    story.git("reset", "--quiet", "--hard", odd)
    story.write(".mailmap", "Ada Lovelace <ada@example.org>\n").commit(THIRD)
    history = read_history(story.path)
    known = [history.names[person] for person in history.log.person[history.log.sha != odd.encode()]]
    assert known == ["Ada Lovelace"] * 2


def test_bots_are_ignored_by_the_name_that_the_mailmap_gives(story: GitStory) -> None:
    story.write(".mailmap", "format-bot <bot@example.org> <ci@example.org>\n").commit(
        SECOND, author="CI", email="ci@example.org"
    )
    story.write("a.md", "One. Two.\n").commit(THIRD, author="CI", email="ci@example.org")
    assert read_history(story.path, ignore_authors=["format-bot"]).post("a.md") == PostHistory(AT[FIRST], AT[FIRST], 0)


@pytest.mark.parametrize("separator", ["\u2028", "\u0085", "\x0c"])
def test_a_name_with_another_systems_line_end_keeps_the_others_named(story: GitStory, separator: str) -> None:
    story.write("b.md").commit(SECOND, author=f"Ada{separator}Example", email="ada@example.com")
    story.write(".mailmap", "Ada Lovelace <ada@example.org>\n").commit(THIRD)
    assert "Ada Lovelace" in read_history(story.path).names


def test_a_mailmap_counts_once_it_is_committed(story: GitStory) -> None:
    story.write(".mailmap", "Ada Lovelace <ada@example.org>\n").commit(SECOND)
    story.write(".mailmap", "Somebody Else <ada@example.org>\n")
    assert set(read_history(story.path).names) == {"Ada Lovelace"}


def test_the_names_that_a_users_own_git_gives_are_no_part_of_a_journal(
    story: GitStory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.write(".mailmap", "Ada Lovelace <ada@example.org>\n").commit(SECOND)
    (tmp_path / "names").write_text("Somebody Else <ada@example.org>\n", encoding="utf-8")
    (tmp_path / ".gitconfig").write_text(f"[mailmap]\n\tfile = {tmp_path / 'names'}\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert set(read_history(story.path).names) == {"Ada Lovelace"}
