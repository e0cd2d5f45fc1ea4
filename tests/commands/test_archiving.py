"""`invoke archive` packs a journal as a bag that any checker of bags takes, the same bytes each time."""

from __future__ import annotations

import tarfile
import zipfile
from importlib.metadata import distribution
from typing import TYPE_CHECKING

import bagit
import pytest

from learning_timeline.commands.archive import EXTRA, OWN, CannotArchive, archive, closure, write_tags
from learning_timeline.commands.repository import Repository
from learning_timeline.commands.restore import restore
from learning_timeline.pages.licences import name_of, texts_of
from tests.builders.git_story import GitStory

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def story(tmp_path: Path) -> GitStory:
    story = (
        GitStory(tmp_path / "journal")
        .write("LICENSE", "All of it is free.\n\nMore.\n")
        .write("content/posts/ä.md", "Text.\n")
    )
    return story.link("latest", "content/posts/ä.md").commit("2026-03-01T10:00:00+00:00").write("not-committed.txt")


def pack(story: GitStory, target: Path) -> list[str]:
    said: list[str] = []

    def build(clone: Path, site: Path, day: str) -> None:
        assert (clone / "content/posts/ä.md").exists()
        (site / "data").mkdir(parents=True)
        (site / "index.html").write_text(f"As of {day}", encoding="utf-8")
        (site / "data/posts.csv").write_text("path\n", encoding="utf-8")

    archive(Repository(story.path), target, name="A Test Journal", build=build, wheels=False, say=said.append)
    return said


def test_a_bag_is_valid_and_holds_all_of_the_journal(story: GitStory, tmp_path: Path) -> None:
    pack(story, tmp_path / "bag")
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert bag.version_info == (1, 0)
    assert bag.algorithms == ["sha512"]
    files = {str(name) for name in bag.payload_files()}
    assert {"data/site/index.html", "data/tables/posts.csv", "data/journal/content/posts/ä.md"} <= files
    assert not [name for name in files if "not-committed" in name or ".git/" in name]
    assert (tmp_path / "bag/data/journal/latest").read_text(encoding="utf-8") == "A link to content/posts/ä.md\n"
    assert restore(tmp_path / "bag/data", tmp_path / "again").head == story.head
    handover = (tmp_path / "bag/HANDOVER.md").read_text(encoding="utf-8")
    assert "> All of it is free." in handover
    assert "saved once between 2026-03-01 and 2026-03-01" in handover
    assert "{" not in handover


@pytest.mark.parametrize("damage", ["data/site/index.html", "HANDOVER.md"])
def test_a_damaged_bag_is_found_out(story: GitStory, tmp_path: Path, damage: str) -> None:
    pack(story, tmp_path / "bag")
    (tmp_path / "bag" / damage).write_bytes(b"X" * (tmp_path / "bag" / damage).stat().st_size)
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(tmp_path / "bag")).validate()


@pytest.mark.parametrize("suffix", [".tar", ".zip"])
def test_one_file_holds_the_same_bytes_each_time(story: GitStory, tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / f"one/a{suffix}", tmp_path / f"two/a{suffix}"
    pack(story, first)
    pack(story, second)
    assert first.read_bytes() == second.read_bytes()
    if suffix == ".tar":
        with tarfile.open(first) as tar:
            # Python 3.11 has the filter from 3.11.4 on, which later ones warn without.
            tar.extractall(tmp_path / "out", **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    else:
        with zipfile.ZipFile(first) as packed:
            packed.extractall(tmp_path / "out")
    bagit.Bag(str(tmp_path / "out/a")).validate()
    assert [file.name for file in first.parent.iterdir()] == [first.name]


def test_names_that_a_manifest_has_to_escape(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/two\nlines.txt").write_text("x")
    (tmp_path / "data/50%.txt").write_text("x")
    write_tags(tmp_path, {})
    names = [line.split("  ")[1] for line in (tmp_path / "manifest-sha512.txt").read_text().splitlines()]
    assert names == ["data/50%25.txt", "data/two%0Alines.txt"]


def test_nothing_is_written_where_nothing_can_be_packed(story: GitStory, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(CannotArchive, match="something there already"):
        pack(story, tmp_path / "there")
    with pytest.raises(CannotArchive, match="no git repository that has a commit"):
        pack(GitStory(tmp_path / "empty"), tmp_path / "bag")
    assert not (tmp_path / "bag").exists()
    with pytest.raises(CannotArchive, match="no-such-distribution is not installed"):
        closure("no-such-distribution", "")


def test_each_package_that_goes_along_says_its_licence() -> None:
    needed = closure(OWN, EXTRA)
    assert {"pelican", "plotly", "numpy", "invoke"} <= {one.name.lower() for one in needed}
    assert OWN not in {one.name for one in needed}
    assert [one.name for one in needed if not name_of(one) and not texts_of(one)] == []
    assert "Plotly" in "".join(texts_of(distribution("plotly")).values())
