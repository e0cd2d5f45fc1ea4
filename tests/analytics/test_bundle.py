"""A repository as git bundles: whole, in parts that later commits leave alone, and the same bytes however it is kept."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from analytics import HistoryError, bundle, read_source
from tests.builders.git_story import GitStory

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitStory:
    monkeypatch.setattr(bundle, "PART", 2)
    story = GitStory(tmp_path / "journal")
    for number in range(1, 6):
        story.write("content/a.md", "A line.\n" * number).commit(f"2026-03-0{number}T10:00:00+00:00")
    return story


def bundles(story: GitStory) -> list[bytes]:
    source = read_source(story.path / "content", story.path)
    assert source is not None
    return [b"".join(source.bundle(part)) for part in source.parts]


def test_git_alone_puts_the_parts_together(story: GitStory, tmp_path: Path) -> None:
    parts = bundles(story)
    assert len(parts) == 3
    for number, part in enumerate(parts):
        (tmp_path / f"{number}.bundle").write_bytes(part)
    git = ["git", "-c", "protocol.file.allow=always"]
    subprocess.run([*git, "clone", "--quiet", "0.bundle", "again"], cwd=tmp_path, check=True, capture_output=True)
    for number in (1, 2):
        pull = ["pull", "--quiet", "--ff-only", f"../{number}.bundle", "main"]
        subprocess.run([*git, *pull], cwd=tmp_path / "again", check=True, capture_output=True)
    again = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=tmp_path / "again", check=True, capture_output=True, text=True
    )
    assert again.stdout.strip() == story.head


def test_a_new_commit_changes_the_last_part_alone(story: GitStory) -> None:
    before = bundles(story)
    story.write("content/b.md", "B.\n").commit("2026-03-06T10:00:00+00:00")
    after = bundles(story)
    assert after[:2] == before[:2]
    assert after[2] != before[2]


def test_what_was_merged_is_in_the_part_of_its_merge(story: GitStory, tmp_path: Path) -> None:
    story.branch("side").write("content/side.md", "S.\n").commit("2026-03-06T10:00:00+00:00").switch("main")
    story.write("content/c.md", "C.\n").commit("2026-03-07T10:00:00+00:00").merge("side").commit(
        "2026-03-08T10:00:00+00:00"
    )
    for number, part in enumerate(bundles(story)):
        (tmp_path / f"{number}.bundle").write_bytes(part)
    again = GitStory(tmp_path / "again")
    for number in range(len(bundles(story))):
        again.git("bundle", "unbundle", str(tmp_path / f"{number}.bundle"))
    again.git("update-ref", "refs/heads/main", story.head)
    assert again.git("fsck", "--connectivity-only", "--no-dangling").strip() == ""
    assert again.git("rev-list", "--count", "HEAD").strip() == "8"


def test_the_bytes_are_the_same_however_the_repository_is_kept_and_set_up(story: GitStory) -> None:
    before = bundles(story)
    story.git("repack", "-a", "-d", "-f", "--window=1", "--write-bitmap-index")
    for name, value in {
        "pack.compression": "0",
        "pack.window": "0",
        "pack.threads": "7",
        "core.compression": "9",
    }.items():
        story.git("config", name, value)
    assert bundles(story) == before


def test_a_repository_of_longer_ids_is_packed_as_well(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "journal", object_format="sha256").write("a.md").commit()
    source = read_source(story.path, story.path)
    assert source is not None
    (tmp_path / "all.bundle").write_bytes(b"".join(source.bundle(source.parts[0])))
    assert story.head in story.git("bundle", "verify", str(tmp_path / "all.bundle"))


def test_a_folder_in_another_repository_is_not_carried(story: GitStory, tmp_path: Path) -> None:
    other = GitStory(story.path / "other").write("a.md").commit()
    assert read_source(other.path, story.path) is None
    assert read_source(tmp_path, tmp_path) is None
    assert read_source(GitStory(tmp_path / "empty").path, tmp_path / "empty") is None


def test_what_cannot_be_whole_says_so(story: GitStory, tmp_path: Path) -> None:
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", f"file://{story.path}", "shallow"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    with pytest.raises(HistoryError, match="shallow clone"):
        read_source(tmp_path / "shallow", tmp_path / "shallow")
    blob = story.git("rev-parse", "HEAD:content/a.md").strip()
    (story.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(HistoryError, match="could not be packed"):
        bundles(story)
