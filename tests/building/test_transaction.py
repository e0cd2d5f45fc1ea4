"""A build is a transaction: whatever ends it, the site that was there stands whole, and the next build is right."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random
from signal import SIGKILL
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

import pytest
from pelican.plugins import signals

from learning_timeline.building import exchange, site_folder
from learning_timeline.building.filesystem import files_below
from learning_timeline.building.lock import TRY_AGAIN_LATER, only_build
from learning_timeline.building.site_folder import SiteFolder
from learning_timeline.core.errors import SiteNotWhole
from learning_timeline.reading import article_store
from tests.builders.git_story import GitStory
from tests.builders.share import share
from tests.builders.site import ROOT, Built, Site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from learning_timeline.building.manifest import FileFact

POST = "---\ntitle: {title}\ndate: 2026-02-0{day}\ncategory: rl\n---\n\n{text}\n"
# The calls that change what the disk has: between two of them a build that is stopped leaves the same.
FILLING = "write,pwrite64,copy_file_range,sendfile,mkdir,link,linkat"
CALLS = f"{FILLING},rename,renameat2,symlink,unlink,unlinkat,rmdir,ftruncate,fsync,sync,chmod"
# What else a machine may be like, as `strace` makes it so.
NO_EXCHANGE = "renameat2:error=EINVAL"
NO_LINKS = "link,linkat:error=EPERM"
KILL_POINTS = share("KILL_POINTS", 3)
FULL_POINTS = share("FULL_POINTS", 2)
BUILDS_AT_ONCE = share("BUILDS_AT_ONCE", 6)
needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="no strace on PATH")


def journal(folder: Path) -> Site:
    story = GitStory(folder)
    for day in (1, 2, 3):
        story.write(f"content/{day}.md", POST.format(title=f"Day {day}", day=day, text="Old."))
    story.write("content/images/a.svg", "<svg/>").commit("2026-02-04T10:00:00+00:00")
    return Site(folder)


def change(site: Site) -> None:
    site.post("2.md", POST.format(title="Day 2", day=2, text="New."))
    site.post("4.md", POST.format(title="Day 4", day=4, text="New."))
    (site.content / "3.md").unlink()


def command(site: Site) -> list[str]:
    extra = [f'CACHE_PATH="{site.folder / "cache"}"', 'LEARNING_TIMELINE_TODAY="2026-11-23"']
    start = [sys.executable, "-m", "pelican", str(site.content), "-s", str(ROOT / "pelicanconf.py")]
    return [*start, "-o", str(site.output), "--fatal", "errors", "-e", *extra]


def build(site: Site, *before: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [*before, *command(site)], cwd=site.folder, env=env, capture_output=True, text=True, check=False
    )


def good(site: Site) -> dict[str, bytes]:
    ended = build(site)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return Built(site.output).files()


def beside(site: Site) -> list[str]:
    """What builds have left beside the site."""
    twin = site.folder / ".output.twin"  # second names of the site's files, from which the next is made
    for path in set(files_below(twin)) - {".gitignore"} if twin.exists() else ():
        assert (twin / path).samefile(site.output / path), path
    return sorted(name.name for name in site.folder.glob(".output*") if name != twin)


class Before(NamedTuple):
    """A site whose content has changed since it was built twice.

    Attributes:
        kept: a copy of its folder.
        folder: where the journal is; caches know it by its place.
        old: the site's files.
        new: those that it should come to have.
    """

    kept: Path
    folder: Path
    old: dict[str, bytes]
    new: dict[str, bytes]

    def again(self) -> Site:
        """The same journal as it was, with its site, its twin and its cache."""
        shutil.rmtree(self.folder)
        # With the second names of the site's files, which Python's own copying makes files of their own.
        subprocess.run(["cp", "--archive", str(self.kept), str(self.folder)], check=True)
        return Site(self.folder)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Before:
    folder = tmp_path_factory.mktemp("transaction")
    site = journal(folder / "journal")
    good(site)
    site.post("1.md", POST.format(title="Day 1", day=1, text="Once more."))
    old = good(site)
    change(site)
    kept = folder / "kept"
    site.folder.rename(kept)
    site.folder.mkdir()
    clean = Before(kept, site.folder, old, {}).again()
    shutil.rmtree(clean.output)
    shutil.rmtree(clean.folder / "cache")
    return Before(kept, site.folder, old, good(clean))


class Call(NamedTuple):
    """One system call of a build's own process: its name, and how many of this name the process has made with it."""

    name: str
    number: int


def traced(site: Site, calls: str, *injected: str) -> tuple[subprocess.CompletedProcess[str], list[Call]]:
    """Build while `strace` looks at some calls, and does something at some of them; with those of the process that makes most.

    `strace` counts calls of each name and of each process for itself.
    """
    log = site.folder / "calls"
    also = [part for one in injected for part in ("-e", f"inject={one}")]
    # Programs that a shell starts in the background pass over Ctrl-C.
    ended = build(
        site, "env", "--default-signal=INT", "strace", "-f", "-qq", "-o", str(log), "-e", f"trace={calls}", *also
    )
    names: dict[str, list[str]] = {}
    for line in log.read_text(errors="replace").splitlines():
        process, said = line.split(maxsplit=1)
        # A call that another process came into the way of is told in two lines.
        if "(" in said and not said.startswith(("<", "-", "+")):
            names.setdefault(process, []).append(said.partition("(")[0])
    log.unlink()
    made: Counter[str] = Counter()
    most = max(names.values(), key=len)
    return ended, [Call(name, made[name]) for name in most if made.update([name]) is None]


def places(kind: str, points: int, calls: int) -> list[int]:
    """After how many calls of so many builds are stopped: each, or some that are spread over all; always the same ones."""
    random, number = Random(kind), min(points, calls)
    return [random.randrange(part * calls // number, (part + 1) * calls // number) for part in range(number)]


@pytest.mark.parametrize("points", [1, 8, 99, 100, 1000])
def test_builds_are_stopped_at_calls_that_they_make(points: int) -> None:
    chosen = places("kill", points, 100)
    assert len(chosen) == len(set(chosen)) == min(points, 100)
    assert set(chosen) <= set(range(100))


@needs_strace
@pytest.mark.slow
@pytest.mark.torture
@pytest.mark.parametrize("machine", ["", NO_EXCHANGE, NO_LINKS], ids=["usual", "no exchange", "no links"])
def test_a_build_that_is_killed_anywhere_leaves_the_old_site_or_the_new_one(before: Before, machine: str) -> None:
    like = [machine] if machine else []
    refused = machine.partition(":")[0].split(",")
    names = ",".join(name for name in CALLS.split(",") if name not in refused)
    site = before.again()
    ended, calls = traced(site, names, *like)
    assert ended.returncode == 0
    stood = {"old": 0, "new": 0, "aside": 0}
    chosen = places(f"kill{machine}", KILL_POINTS, len(calls))
    for place in chosen:
        name, number = calls[place]
        site = before.again()
        ended, made = traced(site, names, *like, f"{name}:signal=KILL:when={number}")
        assert made[-1] == (name, number), f"call {place} was not reached, or not the last"
        assert ended.returncode == -SIGKILL
        is_aside = machine == NO_EXCHANGE and not site.output.exists()
        files = Built(site.folder / ".output.aside" if is_aside else site.output).files()
        assert files in ([before.old] if is_aside else [before.old, before.new]), f"two halves after call {place}"
        stood["aside" if is_aside else "old" if files == before.old else "new"] += 1
        assert good(site) == before.new, f"wrong after call {place} and another build"
        assert beside(site) == []
    assert stood["old"] > 0
    said = ", ".join(f"{number:,} {which}" for which, number in stood.items())
    print(f"{len(chosen):,} of {len(calls):,} kill points ({machine or 'usual'}), each reached: {said}; none mixed")


@needs_strace
@pytest.mark.slow
@pytest.mark.torture
@pytest.mark.parametrize(
    "names", ["write", "mkdir,link,linkat,rename", "copy_file_range,sendfile", "pwrite64", FILLING]
)
def test_a_full_disk_ends_the_build_and_leaves_the_old_site(before: Before, names: str) -> None:
    _, calls = traced(before.again(), names)
    ends = {True: 0, False: 0}
    # At the last ones the new site is in place already, and only a word of it is missing.
    chosen = sorted({*places(names, FULL_POINTS, len(calls)), len(calls) - 1})
    for place in chosen:
        already = Counter(call.name for call in calls[:place])
        site = before.again()
        full = [f"{name}:error=ENOSPC:when={already[name] + 1}+" for name in names.split(",")]
        ended, made = traced(site, names, *full)
        assert len(made) > place, f"{names} {place} was not reached"
        files = Built(site.output).files()
        said = f"{names} {place}: {ended.stdout}{ended.stderr}"
        assert files == (before.new if ended.returncode == 0 else before.old), said
        assert "Traceback" not in ended.stdout + ended.stderr, said
        assert good(site) == before.new, said
        assert beside(site) == []
        ends[ended.returncode == 0] += 1
    print(
        f"{len(chosen):,} of {len(calls):,} full disks by {names}, each reached: {ends[False]:,} builds ended, "
        f"{ends[True]:,} did without, none damaged"
    )


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


@pytest.mark.slow
@pytest.mark.torture
def test_of_builds_at_once_each_makes_the_site_or_says_that_another_does(before: Before) -> None:
    ends: Counter[int] = Counter()
    while ends.total() < BUILDS_AT_ONCE:
        site = before.again()
        at_once = [subprocess.Popen(command(site), cwd=site.folder, stdout=subprocess.DEVNULL) for _ in range(3)]
        ends.update(process.wait() for process in at_once)
        assert Built(site.output).files() == before.new
        assert beside(site) == []
    assert set(ends) <= {0, TRY_AGAIN_LATER}
    assert ends[0] >= ends.total() // 3
    print(f"{ends.total():,} builds at once: {ends[0]:,} made the site, {ends[TRY_AGAIN_LATER]:,} said who did")


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
