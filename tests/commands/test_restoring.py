"""A site carries its source where its owner wants that, and `invoke restore` has the repository again from nothing but the site."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from analytics import bundle
from learning_timeline.commands.restore import CannotRestore, restore
from tests.builders.git_story import GitStory
from tests.builders.site import ROOT, Built, Site

if TYPE_CHECKING:
    from pathlib import Path

POST = "---\ntitle: {0}\ndate: 2026-03-0{0}\n---\nText {0}.\n"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> GitStory:
    story = GitStory(tmp_path_factory.mktemp("restoring") / "journal")
    story.write("run.sh", "#!/bin/sh\n").link("latest", "content/posts/3.md")
    (story.path / "run.sh").chmod(0o755)
    for number in (1, 2, 3):
        story.write(f"content/posts/{number}.md", POST.format(number)).commit(f"2026-03-0{number}T10:00:00+00:00")
    return story.write("content/posts/secret.md", "---\nstatus: draft\ntitle: S\n---\nA draft.\n").commit(
        "2026-03-04T10:00:00+00:00"
    )


@pytest.fixture(scope="module")
def built(story: GitStory, tmp_path_factory: pytest.TempPathFactory) -> Built:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bundle, "PART", 2)
        site = Site(tmp_path_factory.mktemp("site"), content=story.path / "content")
        return site.build(LEARNING_TIMELINE_SOURCE=str(story.path), LEARNING_TIMELINE_SOURCE_HISTORY="everything")


@pytest.fixture
def site(built: Built, tmp_path: Path) -> Path:
    """A copy of the site alone, to be damaged."""
    return shutil.copytree(built.folder, tmp_path / "site")


def test_the_repository_is_there_again_to_the_last_byte(story: GitStory, site: Path, tmp_path: Path) -> None:
    restored = restore(site, tmp_path / "again")
    again = GitStory(tmp_path / "again")
    assert (restored.commits, restored.head) == (4, story.head)
    assert again.git("rev-parse", "HEAD^{tree}") == story.git("rev-parse", "HEAD^{tree}")
    assert again.git("log", "--format=raw") == story.git("log", "--format=raw")
    assert again.git("status", "--porcelain") == ""
    assert (tmp_path / "again/run.sh").stat().st_mode & 0o111
    assert (tmp_path / "again/latest").is_symlink()


def test_the_site_says_where_its_source_is_and_how_to_have_it(built: Built, story: GitStory) -> None:
    assert 'href="../source/README.txt"' in built.text("data/")
    readme = built.text("source/README.txt")
    assert "git clone journal-0001.bundle journal" in readme
    assert story.git("rev-parse", "HEAD^{tree}").strip() in readme


def test_no_address_of_an_author_is_on_a_page(built: Built) -> None:
    pages = {name: data for name, data in built.files().items() if not name.startswith("source/")}
    assert not [name for name, data in pages.items() if b"ada@example.org" in data]


def test_a_build_after_a_commit_writes_the_last_part_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "PART", 2)
    story = GitStory(tmp_path / "journal")
    for number in (1, 2, 3):
        story.write(f"content/posts/{number}.md", POST.format(number)).commit(f"2026-03-0{number}T10:00:00+00:00")
    site = Site(tmp_path, content=story.path / "content")
    first = (
        site.build(LEARNING_TIMELINE_SOURCE=str(story.path), LEARNING_TIMELINE_SOURCE_HISTORY="everything")
        .path("source/journal-0001.bundle")
        .stat()
    )
    story.write("content/posts/4.md", POST.format(4)).commit("2026-03-04T10:00:00+00:00")
    packed = []
    pack = bundle.Source.bundle
    monkeypatch.setattr(bundle.Source, "bundle", lambda self, part: packed.append(part) or pack(self, part))
    built = site.build(LEARNING_TIMELINE_SOURCE=str(story.path), LEARNING_TIMELINE_SOURCE_HISTORY="everything")
    assert [part.until for part in packed] == [story.head]
    assert built.path("source/journal-0001.bundle").stat().st_mtime_ns == first.st_mtime_ns
    restore(built.folder, tmp_path / "again")
    assert not site.build().has("source/README.txt")


def test_a_site_that_nobody_asked_to_carry_its_source_does_not(story: GitStory, tmp_path: Path) -> None:
    # As `pelicanconf.py` has it.
    built = Site(tmp_path, content=story.path / "content").build()
    assert not built.has("source/README.txt")
    assert "source/README.txt" not in built.text("data/")
    with pytest.raises(CannotRestore, match="does not carry its source"):
        restore(built.folder, tmp_path / "again")


DAMAGE = {
    "a bundle is cut off": (
        "source/journal-0002.bundle",
        lambda data: data[:-9],
        "0002.bundle: is damaged: its SHA-256",
    ),
    "a bundle is missing": ("source/journal-0001.bundle", None, "0001.bundle: No such file or directory: get it"),
    "the facts are others": (
        "source/source.json",
        lambda data: data.replace(b'"tree": "', b'"tree": "0')[:-1],
        "source.json",
    ),
    "the facts are nested": ("source/source.json", lambda _: b"[" * 100_000, "source.json: cannot be read"),
    "the facts are none": ("source/source.json", lambda _: b"[]", "source.json: cannot be read"),
    "the sums are missing": ("source/SHA256SUMS", None, "SHA256SUMS: No such file or directory: get it"),
    "the sums are none": (
        "source/SHA256SUMS",
        lambda _: b"../../etc/passwd\n",
        "SHA256SUMS:1: is not a checksum and a name",
    ),
    "the sums are few": ("source/SHA256SUMS", lambda data: data.splitlines(keepends=True)[0], "names no checksum of"),
    "the sums are no text": ("source/SHA256SUMS", lambda _: b"\xff", "SHA256SUMS: is not text"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_source_is_named_and_nothing_is_written(site: Path, tmp_path: Path, name: str) -> None:
    path, change, said = DAMAGE[name]
    file = site / path
    if change is None:
        file.unlink()
    else:
        file.write_bytes(change(file.read_bytes()))
    with pytest.raises(CannotRestore, match=said):
        restore(site, tmp_path / "again")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["site"]


def with_sums(site: Path) -> None:
    """Checksums that are right for what is there, as one who forges a site would write them."""
    from hashlib import sha256  # noqa: PLC0415

    from learning_timeline.pages.source import sums  # noqa: PLC0415

    files = [file for file in (site / "source").iterdir() if file.name != "SHA256SUMS"]
    (site / "source/SHA256SUMS").write_bytes(sums({file.name: sha256(file.read_bytes()).hexdigest() for file in files}))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("schema_version", 2, "is of version 2, and this program knows 1"),
        ("tree", "0" * 40, "the site was made of 0000"),
        ("head", "0" * 40, "git reset failed"),
        ("head", "--output=x", "cannot be read"),
        ("bundles", [], "cannot be read"),
    ],
)
def test_a_forged_source_is_not_believed(site: Path, tmp_path: Path, field: str, value: object, said: str) -> None:
    facts = site / "source/source.json"
    facts.write_text(json.dumps(json.loads(facts.read_text()) | {field: value}))
    with_sums(site)
    with pytest.raises(CannotRestore, match=said):
        restore(site, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_the_command_says_what_it_did_and_why_it_did_not(site: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "invoke", "restore", str(site), "--into", str(tmp_path / "again")]
    for code, said in ((0, "4 commits are in "), (1, "name a new folder. Nothing was written.")):
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert ended.returncode == code, ended.stderr
        assert said in ended.stdout + ended.stderr


def test_a_folder_that_holds_something_is_left_alone(site: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    (tmp_path / "again/mine.txt").write_text("mine")
    with pytest.raises(CannotRestore, match="there is something there already"):
        restore(site, tmp_path / "again")
    (tmp_path / "again/mine.txt").unlink()
    assert restore(site, tmp_path / "again").commits == 4


def test_by_default_the_published_files_alone_are_carried(story: GitStory, tmp_path: Path) -> None:
    site = Site(tmp_path, content=story.path / "content")
    built = site.build(LEARNING_TIMELINE_SOURCE=str(story.path))
    restored = restore(built.folder, tmp_path / "again")
    again = GitStory(tmp_path / "again")
    assert restored.commits == 1
    assert again.git("ls-files").split() == [
        "content/posts/1.md",
        "content/posts/2.md",
        "content/posts/3.md",
        "latest",
        "run.sh",
    ]
    # Neither who wrote it, nor what is held back, is in any object of it.
    objects = again.git("cat-file", "--batch-all-objects", "--batch")
    assert "ada@example.org" not in objects
    assert "A draft." not in objects
    assert "without earlier versions" in built.text("source/README.txt")
    assert site.build(LEARNING_TIMELINE_SOURCE=str(story.path)).files() == built.files()
    assert story.git("status", "--porcelain") == ""
