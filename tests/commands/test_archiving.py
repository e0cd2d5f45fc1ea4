"""`invoke archive` packs a journal as a bag that any checker of bags takes, the same bytes each time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import distribution
from typing import TYPE_CHECKING

import bagit
import pytest
from invoke.exceptions import Exit

from learning_timeline.commands.archive import EXTRA, OWN, CannotArchive, archive, closure
from learning_timeline.commands.archive import pack as pack_by_command
from learning_timeline.commands.bag import write_tags
from learning_timeline.commands.repository import Repository
from learning_timeline.commands.restore import restore
from learning_timeline.pages.licences import name_of, texts_of
from tests.builders.git_story import GitStory
from tests.builders.site import ROOT

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


ODD_NAMES = (b"bad\xff.txt", b"50%.md", b"two\nlines.txt", b"HEAD", b"main", b"caf\xe9/\xe9.md", b"bad=FF.txt", b"-rf")


def test_files_of_any_name_can_be_packed_checked_and_restored(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "journal").write("content/posts/ä.md")
    for name in map(os.fsdecode, ODD_NAMES):
        story.write(name, os.fsencode(name))
    story.commit()
    said = pack(story, tmp_path / "bag")
    assert said
    assert restore(tmp_path / "bag/data", tmp_path / "again").head == story.head
    for name in map(os.fsdecode, ODD_NAMES):
        assert (tmp_path / "again" / name).read_bytes() == os.fsencode(name)
    handover = (tmp_path / "bag/HANDOVER.md").read_text(encoding="utf-8")
    assert "- `journal/bad=FF.txt_`\n- `journal/caf=E9`\n- `journal/caf=E9/=E9.md`\n" in handover
    command = re.search(r"damaged\n\n(.*?)\n\nsays nothing", handover, flags=re.DOTALL)
    assert command is not None
    lines = [line.removeprefix("    ") for line in command[1].splitlines()]
    assert told(lines, tmp_path / "bag") == ""
    (tmp_path / "bag/data/journal/50%.md").write_bytes(b"X")
    assert told(lines, tmp_path / "bag") == "damaged: data/journal/50%25.md\n"


def told(lines: list[str], folder: Path) -> str:
    ended = subprocess.run(["sh", "-c", "\n".join(lines)], cwd=folder, capture_output=True, text=True, check=True)
    return ended.stdout


def test_a_command_of_the_handover_is_the_usual_one_where_names_are(story: GitStory, tmp_path: Path) -> None:
    pack(story, tmp_path / "bag")
    handover = (tmp_path / "bag/HANDOVER.md").read_text(encoding="utf-8")
    assert "\n    sha512sum --check --quiet manifest-sha512.txt\n\nsays nothing" in handover
    assert told(["sha512sum --check --quiet manifest-sha512.txt"], tmp_path / "bag") == ""


def test_a_run_that_was_killed_leaves_nothing_that_git_sees_and_the_next_sweeps(story: GitStory) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from learning_timeline.commands.archive import archive\n"
        "from learning_timeline.commands.repository import Repository\n"
        "archive(Repository(Path(sys.argv[1])), Path(sys.argv[1], 'journal.tar'), name='A', wheels=False, say=print,"
        " build=lambda *_: os.kill(os.getpid(), signal.SIGKILL))\n"
    )
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}"}
    before = story.git("status", "--porcelain", "--untracked-files=all")
    ended = subprocess.run([sys.executable, "-c", program, str(story.path)], env=environment, check=False)
    assert ended.returncode == -9
    assert story.git("status", "--porcelain", "--untracked-files=all") == before
    work = story.path / ".cache/archive/work"
    assert any(work.iterdir())
    pack(story, story.path / "journal.tar")
    assert not work.exists()
    assert story.git("status", "--porcelain", "--untracked-files=all") == f"?? journal.tar\n{before}"


@pytest.mark.parametrize("name", ["x.tar.gz", "x.tgz", "x.7z", "x.TAR", "x.", ".tar", ".zip"])
def test_a_name_whose_ending_is_not_made_is_refused(story: GitStory, tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotArchive, match=r"no file is made that ends in .*: name a file \.tar or \.zip"):
        pack(story, tmp_path / name)
    assert not (tmp_path / name).exists()


def test_an_archive_is_written_where_it_stays_and_nowhere_else(
    story: GitStory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for inside in (".cache/archive/work/x.tar", ".cache/archive/x", ".cache/archive"):
        with pytest.raises(CannotArchive, match=r"swept away|something there already"):
            pack(story, story.path / inside)
        (story.path / ".cache/archive").mkdir(parents=True, exist_ok=True)
    (tmp_path / "link.tar").symlink_to(tmp_path / "elsewhere/there.tar")
    with pytest.raises(CannotArchive, match="something there already"):
        pack(story, tmp_path / "link.tar")
    monkeypatch.setattr("learning_timeline.commands.archive._build_site", lambda *_: pytest.fail("it is built"))
    for name, why in (
        (f"{'x' * 300}.tar", "File name too long"),
        (str(tmp_path / "link.tar"), "something there already"),
    ):
        with pytest.raises(Exit, match=why) as ended:
            pack_by_command(story.path, name, name="A", wheels=False, say=str)
        assert str(ended.value).endswith("Nothing was written.")
    assert not (tmp_path / "elsewhere").exists()


def test_files_that_the_repository_only_points_to_are_named(story: GitStory, tmp_path: Path) -> None:
    story.write("content/a.png", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n")
    story.git("update-index", "--add", "--cacheinfo", f"160000,{story.git('rev-parse', 'HEAD').strip()},content/sub")
    story.git("add", "content/a.png")
    (story.path / "content/sub").mkdir()
    said = pack(story.commit(), tmp_path / "bag")
    where = "Not in the archive, since the repository has only"
    assert f"{where} pointers of git-lfs to them: content/a.png: keep a copy of them as well" in said
    assert f"{where} a mention as a submodule of them: content/sub: keep a copy of them as well" in said


def test_nothing_is_written_where_nothing_can_be_packed(story: GitStory, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(CannotArchive, match="something there already"):
        pack(story, tmp_path / "there")
    with pytest.raises(CannotArchive, match="is not a git repository with a commit"):
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
