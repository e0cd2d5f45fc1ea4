"""A build is a transaction: whatever ends it, the site that was there stands whole, and the next build is right."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from pelican.plugins import signals

from learning_timeline.building import exchange, site_folder
from learning_timeline.building.lock import TRY_AGAIN_LATER, only_build
from learning_timeline.building.site_folder import SiteFolder
from learning_timeline.core.errors import SiteNotWhole
from learning_timeline.reading import article_store
from tests.builders.site import Built, Site
from tests.builders.transaction import POST, beside, build, change, command, journal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from learning_timeline.building.manifest import FileFact


def test_a_second_build_at_once_ends_and_says_who_is_at_work(tmp_path: Path) -> None:
    site = journal(tmp_path)
    before = site.build().files()
    change(site)
    with only_build(site.output):
        ended = build(site)
    assert ended.returncode == TRY_AGAIN_LATER == 75
    assert f"{site.output}: another build is writing this site: wait until it has ended." in ended.stdout
    assert f"It is process {os.getpid()} on " in ended.stdout
    assert "Traceback" not in ended.stdout
    assert Built(site.output).files() == before
    assert build(site).returncode == 0
    assert beside(site) == []


def test_while_another_ends_a_build_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = only_build(tmp_path / "site")
    other.__enter__()
    read = Path.read_text

    def read_too_late(self: Path, encoding: str) -> str:
        other.__exit__(None, None, None)
        return read(self, encoding)

    monkeypatch.setattr(Path, "read_text", read_too_late)
    with only_build(tmp_path / "site"):
        assert (tmp_path / ".site.lock").read_bytes().startswith(f"process {os.getpid()} ".encode())
    assert list(tmp_path.iterdir()) == []


def test_builds_of_two_sites_share_a_cache(tmp_path: Path) -> None:
    site = journal(tmp_path)
    others = Site(tmp_path)
    others.output = tmp_path / "other"
    processes = [subprocess.Popen(command(one), cwd=tmp_path, stdout=subprocess.DEVNULL) for one in (site, others)]
    assert [process.wait() for process in processes] == [0, 0]
    assert Built(site.output).files() == Built(others.output).files()


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    site = journal(tmp_path / "journal")
    site.output = Path("/proc/site")  # not even root may
    ended = build(site)
    assert ended.returncode == 1
    assert re.fullmatch(r"/proc/.*site.*: .+: .+\. The site is as it was\.\n", ended.stdout)
    assert "Traceback" not in ended.stdout + ended.stderr


def test_a_cache_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    site = journal(tmp_path / "journal")
    whole = site.build().files()
    site.output = tmp_path / "other"
    assert site.build(CACHE_PATH="/proc/cache").files() == whole
    assert site.build(CACHE_PATH="/proc/cache").files() == whole


@pytest.mark.parametrize(
    "pages", [pytest.param(10, marks=pytest.mark.slow), 40, pytest.param(100, marks=pytest.mark.slow)]
)
def test_of_texts_that_a_full_cache_gave_up_none_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    site = journal(tmp_path)
    for number in range(30):
        site.post(f"long-{number}.md", POST.format(title=number, day=1, text=f"Number {number} " * 1000))
    monkeypatch.setattr(article_store, "UNSURE_BYTES", 50_000)
    # SQLite says of so many pages what it says of a disk.
    monkeypatch.setattr(
        article_store, "_SCHEMA", f"PRAGMA cache_size=3; PRAGMA max_page_count={pages};" + article_store._SCHEMA
    )
    built = site.build()
    monkeypatch.undo()
    site.output = tmp_path / "other"
    assert built.files() == site.build(CACHE_PATH=str(tmp_path / "elsewhere")).files()


def test_journals_with_files_of_the_same_names_may_share_a_cache(tmp_path: Path) -> None:
    one, other = (Site(tmp_path / name).post("a.md", POST.format(title=name, day=1, text=name)) for name in ("A", "B"))
    cache = str(tmp_path / "cache")
    one.build(CACHE_PATH=cache)
    other.build(CACHE_PATH=cache)
    kept = list((tmp_path / "cache" / "learning_timeline").glob("articles-*.sqlite"))
    assert len(kept) == 2


def test_a_file_that_cannot_be_copied_whole_ends_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = journal(tmp_path)
    before = site.build().files()
    change(site)

    def cut_short(_source: str, target: str) -> None:
        Path(target).write_bytes(b"")
        raise OSError(28, "No space left on device", target)

    monkeypatch.setattr(shutil, "copyfile", cut_short)
    with pytest.raises(Exception, match="could not be copied into the site"):
        site.build()
    assert Built(site.output).files() == before


def one_letter_changed(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"e", b"o", 1))


@pytest.mark.parametrize(
    "path",
    [
        "posts/2026/02/4/index.html",
        pytest.param("feeds/all.atom.xml", marks=pytest.mark.slow),
        pytest.param("data/posts.csv", marks=pytest.mark.slow),
    ],
)
def test_a_file_that_the_disk_changed_ends_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    site = journal(tmp_path)
    before = site.build(SITEURL="https://example.org").files()
    change(site)
    check = SiteFolder.check_staged

    def check_damaged(self: SiteFolder, meant: Mapping[str, FileFact]) -> None:
        one_letter_changed(self.staging / path)  # of the same length
        check(self, meant)

    monkeypatch.setattr(SiteFolder, "check_staged", check_damaged)
    with pytest.raises(SiteNotWhole, match=f"{path}: is not as it was written: the site is left as it was"):
        site.build(SITEURL="https://example.org")
    assert Built(site.output).files() == before
    assert beside(site) == []


def test_another_plugin_may_change_what_was_written(tmp_path: Path) -> None:
    def change_a_letter(path: str, **_: object) -> None:
        one_letter_changed(Path(path))

    other = ModuleType("other")
    other.register = lambda: signals.content_written.connect(change_a_letter)  # type: ignore[attr-defined]
    try:
        built = journal(tmp_path).build(PLUGINS=["learning_timeline", other])
    finally:
        signals.content_written.disconnect(change_a_letter)
    assert built.text("index.html").startswith('<!DOCTYPE html>\n<html lang="on">')


def test_a_page_that_takes_the_place_of_another_is_written_once(tmp_path: Path) -> None:
    site = journal(tmp_path).post(
        "5.md", "---\ntitle: Mine\ndate: 2026-02-05\nsave_as: archives/index.html\n---\nText.\n"
    )
    assert ">Mine</h1>" in site.build().text("archives/index.html")


def test_a_site_behind_a_link_is_changed_where_it_stands(tmp_path: Path) -> None:
    site = journal(tmp_path / "journal")
    served = tmp_path / "served"
    served.mkdir()
    site.output.symlink_to(served, target_is_directory=True)
    site.build()
    change(site)
    site.build()
    assert site.output.is_symlink()
    assert "Day 4" in (served / "archives" / "index.html").read_text(encoding="utf-8")


def test_a_build_that_is_stopped_by_hand_does_not_end_as_one_that_was_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site = journal(tmp_path)
    before = site.build().files()
    change(site)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as within:
        within.setattr(SiteFolder, "check_staged", stop)
        with pytest.raises(SystemExit) as ended:
            site.build()
    assert ended.value.code == 130
    assert "The build was stopped. The site is as it was." in capsys.readouterr().out
    assert Built(site.output).files() == before
    monkeypatch.setattr(site_folder, "sync", stop)
    with pytest.raises(SystemExit):
        site.build()
    assert "The build was stopped. The new site is in place." in capsys.readouterr().out
    assert "Day 4" in Built(site.output).text("archives/index.html")


@pytest.mark.parametrize(
    ("fails", "stands", "says"),
    [
        (["output"], "old", "The site is as it was."),
        # The old one could not be brought back either.
        (["output", "output"], "aside", "The site is not in place, but whole in {aside}: the next build puts it back."),
        ([".output.new-"], "new", "The new site is in place."),
    ],
)
def test_without_an_exchange_in_one_step_a_build_that_fails_says_where_the_site_is(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fails: list[str],
    stands: str,
    says: str,
) -> None:
    site = journal(tmp_path)
    before = site.build().files()
    change(site)
    aside, rename, left = tmp_path / ".output.aside", Path.rename, list(fails)

    def renamed(self: Path, target: Path) -> Path:
        # From the moment on when the old site is aside.
        if left and aside.exists() and target.name.startswith(left[0]):
            left.pop(0)
            raise OSError(5, "Input/output error", str(target))
        return rename(self, target)

    with monkeypatch.context() as within:
        within.setattr(exchange, "_in_one_step", lambda *_: False)
        within.setattr(exchange, "recover", lambda _: None)
        within.setattr(site_folder, "recover", lambda _: None)
        within.setattr(Path, "rename", renamed)
        with pytest.raises(OSError, match="Input/output error") as failed:
            site.build()
    assert left == []
    assert failed.value.stands == says.format(aside=aside)  # type: ignore[attr-defined]
    if stands == "aside":
        assert not site.output.exists()
    files = Built(aside if stands == "aside" else site.output).files()
    assert (files == before) == (stands != "new")
    new = site.build().files()
    assert "Day 4" in new["archives/index.html"].decode()
    assert beside(site) == []
