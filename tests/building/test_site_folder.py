"""The folder of a site changes as a whole: from whatever a crash left, on any file system, and with what others put into it."""

from __future__ import annotations

import errno
import os
import shutil
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from learning_timeline.building import exchange as module
from learning_timeline.building import site_folder
from learning_timeline.building.exchange import exchange
from learning_timeline.building.filesystem import files_below
from learning_timeline.building.manifest import NAME, Seen
from learning_timeline.building.site_folder import SiteFolder
from learning_timeline.core.errors import SiteNotWhole
from tests.builders.site import Built

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OLD = {"index.html": "old", "stays.html": "the same", "posts/1/index.html": "1", "posts/2/index.html": "2"}
NEW = {"index.html": "new", "stays.html": "the same", "posts/2/index.html": "2", "posts/3/index.html": "3"}
FOREIGN = {"CNAME": "example.org", "posts/.htaccess": "deny", ".git/refs/head": "1", "mine/a/b": "b"}
# What changes the names of files; a process that is killed is killed before or after one of these.
STEPS = ("link", "mkdir", "rename", "replace", "rmdir", "unlink")


def put(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def build(site: Path, files: dict[str, str]) -> None:
    """What a build does with the site's folder: keep what is the same, stage what is not."""
    folder = SiteFolder(site, site.parent / "cache")
    kept = {path for path, text in files.items() if folder.is_intact(path) and (site / path).read_text() == text}
    try:
        put(folder.staging, {path: text for path, text in files.items() if path not in kept})
        folder.commit({}, kept, Seen())
    finally:
        folder.discard()


def found(site: Path) -> dict[str, str]:
    return {path: data.decode() for path, data in Built(site).files().items() if path != NAME}


def beside(site: Path) -> set[str]:
    """What lies beside a site, but for its twin, which has nothing that the site has not."""
    return {entry.name for entry in site.parent.iterdir()} - {site.name, twin(site).name, "cache"}


def twin(site: Path) -> Path:
    """The folder that the next site is made in; each file of it is one of the site's, under a second name."""
    folder = site.with_name(f".{site.name}.twin")
    for path in set(files_below(folder)) - {".gitignore"} if folder.exists() else ():
        assert (folder / path).samefile(site / path), path
    assert not folder.exists() or (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"
    return folder


@pytest.fixture(params=["in one step", "by renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How folders change places."""
    if request.param == "by renames":
        monkeypatch.setattr(module, "_in_one_step", lambda *_: False)
    return str(request.param)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with files that no build made."""
    site = tmp_path / "site [v1]"
    build(site, OLD)
    put(site, FOREIGN)
    return site


@pytest.mark.usefixtures("way")
def test_folders_change_places(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        put(folder, {"name": folder.name})
    exchange(one, other)
    assert (one / "name").read_text(encoding="utf-8") == "other"
    assert (other / "name").read_text(encoding="utf-8") == "one"


@pytest.mark.parametrize("failing", [1, 2])
def test_where_a_rename_is_refused_both_folders_are_where_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    monkeypatch.setattr(module, "_in_one_step", lambda *_: False)
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        put(folder, {"name": folder.name})
    rename, calls = Path.rename, iter(range(1, 9))

    def refuse(self: Path, target: Path) -> Path:
        if next(calls) == failing:
            raise PermissionError(errno.EACCES, "Another program has it open", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        exchange(one, other)
    assert (one / "name").read_text(encoding="utf-8") == "one"
    assert (other / "name").read_text(encoding="utf-8") == "other"


# What stands where when a build was stopped: the old site, the new one, half of one, an empty folder.
STATES = {
    "while staging": {"": "old", "new-1": "half"},
    "when all is staged": {"": "old", "new-1": "new"},
    "when the old site is aside": {"aside": "old", "new-1": "new"},
    "when somebody then made an empty folder": {"": "empty", "aside": "old", "new-1": "new"},
    "when the old site is aside and nothing staged": {"aside": "old"},
    "when the new site has its place": {"": "new", "aside": "old"},
    "when they changed places": {"": "new", "new-1": "old"},
    "while the old site is removed": {"": "new", "new-1": "half"},
    "while several are left": {"": "new", "aside": "old", "new-1": "half", "new-2": "new"},
    "before the first site has its place": {"new-1": "new"},
    "when there was a site before the present one": {"": "old", "previous": "half"},
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.usefixtures("way")
def test_after_a_crash_the_site_is_whole_and_each_build_succeeds(site: Path, state: str) -> None:
    places, stood = STATES[state], site.with_name("stood")
    site.rename(stood)
    for place, what in places.items():
        folder = site.with_name(f".{site.name}.{place}") if place else site
        if what == "empty":
            folder.mkdir()
            continue
        made = site.parent / "made" / "site"
        shutil.copytree(stood, made, symlinks=True)
        if what == "new":
            build(made, NEW)
        elif what == "half":
            (made / NAME).unlink()
            shutil.rmtree(made / "posts")
        made.rename(folder)
        shutil.rmtree(made.parent)
    shutil.rmtree(stood)
    is_there = bool({"", "aside"} & places.keys())
    foreign = FOREIGN if is_there else {}
    if is_there:
        SiteFolder(site, site.parent / "cache")
        assert found(site) in (OLD | FOREIGN, NEW | FOREIGN)
    for files in (NEW, OLD, NEW):
        build(site, files)
        assert found(site) == files | foreign
        assert beside(site) == set()


def counted(call: Callable[..., object], left: Iterator[int]) -> Callable[..., object]:
    def step(*given: object, **named: object) -> object:
        if next(left, None) is None:
            os._exit(9)
        return call(*given, **named)

    return step


def killed_at(step: int, work: Callable[[], None]) -> bool:
    """Do something in a process that is killed before one of its steps; whether it was."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads that others have begun; the child needs none
        child = os.fork()
    if not child:
        left = iter(range(step))
        for name in STEPS:
            setattr(os, name, counted(getattr(os, name), left))
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.slow  # the states that it leaves are each made above
def test_killed_before_any_step_a_build_leaves_one_of_two_sites(site: Path, way: str) -> None:
    step, whole = 0, (OLD | FOREIGN, NEW | FOREIGN)
    seen = set()
    while killed_at(step, lambda: build(site, NEW)):
        missing = not site.exists()
        assert way == "by renames" or not missing
        SiteFolder(site, site.parent / "cache")
        assert found(site) in whole, step
        seen.add("missing" if missing else found(site)["index.html"])
        build(site, NEW)
        assert found(site) == NEW | FOREIGN, step
        assert beside(site) == set(), step
        build(site, OLD)
        step += 1
    assert seen == {"old", "new"} | ({"missing"} if way == "by renames" else set())
    assert step > 20


def no_links(*_: object, **__: object) -> None:
    raise PermissionError(errno.EPERM, "Operation not permitted")


@pytest.mark.parametrize("number", [errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP])
@pytest.mark.usefixtures("way")
def test_where_no_link_can_be_made_what_stays_is_copied(
    site: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(source: str, target: str, **_: bool) -> None:
        raise OSError(number, os.strerror(number), source, None, target)

    monkeypatch.setattr(os, "link", refuse)
    time = (site / "stays.html").stat().st_mtime_ns
    for files in (NEW, OLD, NEW):
        build(site, files)
        assert found(site) == files | FOREIGN
        assert (site / "stays.html").stat().st_mtime_ns == time
        assert beside(site) == set()


def test_a_copy_that_is_not_the_same_ends_the_build(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def damage(source: str, target: str) -> None:
        Path(target).write_bytes(Path(source).read_bytes().swapcase())

    monkeypatch.setattr(os, "link", no_links)
    monkeypatch.setattr(shutil, "copy2", damage)
    with pytest.raises(SiteNotWhole, match="is not as it was written"):
        build(site, NEW)
    assert found(site) == OLD | FOREIGN
    assert beside(site) == set()


@pytest.mark.usefixtures("way")
def test_what_no_build_made_stays_wherever_it_lies(site: Path) -> None:
    (site / ".git/objects/info").mkdir(parents=True)  # without its empty folders it is no repository
    (site / "private").mkdir()
    put(site, {"private/a": "a"})
    (site / "private").chmod(0o500)  # nothing may be put into it
    (site / "link").symlink_to("nowhere")
    for number in range(5):
        build(site, NEW | {"index.html": str(number)})
        assert found(site) == NEW | {"index.html": str(number), "private/a": "a"} | FOREIGN
        assert (site / ".git/objects/info").is_dir()
        assert (site / "private").stat().st_mode & 0o777 == 0o500
        assert (site / "link").readlink() == Path("nowhere")
    (site / "private").chmod(0o700)
    shutil.rmtree(site / "private")
    (site / "posts/.htaccess").unlink()
    (site / "CNAME").unlink()
    for files in (OLD, NEW, OLD):  # what was removed on purpose does not come back
        build(site, files)
        assert found(site) == files | {path: FOREIGN[path] for path in (".git/refs/head", "mine/a/b")}


def test_what_no_build_made_outlives_the_files_it_lay_beside(site: Path) -> None:
    build(site, {"index.html": "new"})
    assert found(site) == {"index.html": "new"} | FOREIGN
    assert not (site / "posts/1").exists()


def test_the_site_has_the_first_right_to_a_path(site: Path) -> None:
    build(site, NEW | {"CNAME": "ours", "mine": "a file", ".git/refs/head/x": "below a file"})
    assert found(site) == NEW | {
        "CNAME": "ours",
        "mine": "a file",
        ".git/refs/head/x": "below a file",
        "posts/.htaccess": "deny",
    }


def test_a_site_whose_record_is_lost_keeps_nothing_where_builds_write(site: Path) -> None:
    (site / NAME).write_text("damaged", encoding="utf-8")
    build(site, NEW)
    assert found(site) == NEW | {path: text for path, text in FOREIGN.items() if path != "posts/.htaccess"}


def links_made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    made: list[str] = []
    link = os.link

    def note(source: str, target: str, **how: bool) -> None:
        made.append(Path(source).name)
        link(source, target, **how)

    monkeypatch.setattr(os, "link", note)
    return made


@pytest.mark.usefixtures("way")
def test_a_commit_touches_what_has_changed_alone(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = {f"posts/{number}/index.html": str(number) for number in range(30)}
    build(site, many)
    inodes = {path.relative_to(site): path.stat().st_ino for path in site.rglob("*.html")}
    made = links_made(monkeypatch)
    changed = many | {"posts/7/index.html": "new", "more.html": "more"}
    del changed["posts/9/index.html"]
    build(site, changed)
    # The two that were written have a second name each, and what no build made has its first in the new site.
    assert sorted(made) == sorted(["index.html", "more.html", *(Path(path).name for path in FOREIGN)])
    assert found(site) == changed | FOREIGN
    kept = {path: inode for path, inode in inodes.items() if path.parts[1] not in {"7", "9"}}
    assert kept == {path: (site / path).stat().st_ino for path in kept}
    assert set(files_below(twin(site))) == changed.keys() | {".gitignore"}


def test_a_file_for_git_is_the_sites_where_it_has_one(site: Path) -> None:
    put(site, {".gitignore": "somebody's"})
    for files, said in ((NEW, "somebody's"), (OLD, "somebody's"), (NEW | {".gitignore": "ours"}, "ours")):
        build(site, files)
        assert (site / ".gitignore").read_text(encoding="utf-8") == said
    for text in ("a", "b"):
        build(site, {".gitignore": "ours", "index.html": text})
        assert found(site).items() >= {".gitignore": "ours", "index.html": text}.items()
        assert (site.with_name(f".{site.name}.twin") / ".gitignore").samefile(site / ".gitignore")
    build(site, NEW)
    assert found(site) == NEW | FOREIGN


@pytest.mark.parametrize("racy_ns", [0, site_folder.RACY_NS])
@pytest.mark.parametrize("stray", ["gone/.DS_Store", "posts/2/secret.txt", "secret.txt", "mine/too/a"])
def test_what_somebody_put_into_the_twin_is_never_published(
    site: Path, monkeypatch: pytest.MonkeyPatch, stray: str, racy_ns: int
) -> None:
    monkeypatch.setattr(site_folder, "RACY_NS", racy_ns)
    build(site, OLD)
    gone = OLD | {"index.html": "gone/index.html is removed next", "gone/index.html": "gone"}
    build(site, gone)
    put(twin(site), {stray: "seen"})
    for files in (OLD, gone, OLD):
        build(site, files)
        assert found(site) == files | FOREIGN
        assert beside(site) == set()
        assert twin(site).exists()


def test_a_twin_whose_site_was_deleted_goes_with_the_next_build(site: Path) -> None:
    build(site, OLD)
    build(site, NEW)
    put(twin(site), {"posts/secret.txt": "seen"})
    shutil.rmtree(site)
    build(site, OLD)
    assert found(site) == OLD
    assert not site.with_name(f".{site.name}.twin").exists()
    assert beside(site) == set()


def of_the_same_length(file: Path) -> None:
    time = file.stat().st_mtime_ns
    file.unlink()
    file.write_text("the sane", encoding="utf-8")
    os.utime(file, ns=(time, time + 1))


@pytest.mark.parametrize("damage", [Path.unlink, of_the_same_length, lambda file: shutil.rmtree(file.parent / "posts")])
def test_a_twin_that_is_not_what_it_was_is_not_used(site: Path, damage: Callable[[Path], None]) -> None:
    build(site, NEW)
    damage(twin(site) / "stays.html")
    for files in (OLD, NEW, OLD):
        build(site, files)
        assert found(site) == files | FOREIGN
        assert beside(site) == set()


@pytest.mark.parametrize("clock_ns", [None, 1])
def test_what_no_build_made_is_found_in_folders_that_have_not_changed_for_long(
    site: Path, monkeypatch: pytest.MonkeyPatch, clock_ns: int | None
) -> None:
    # As if more time went by between builds than the clock of any file system needs to tell two moments apart.
    monkeypatch.setattr(site_folder, "RACY_NS", 0)
    if clock_ns:
        monkeypatch.setattr(site_folder, "time_ns", lambda: clock_ns)
    deep = {f"posts/{number}/index.html": str(number) for number in range(3)}
    foreign = dict(FOREIGN)
    for number in range(4):
        build(site, deep | {"index.html": str(number)})
        assert found(site) == deep | {"index.html": str(number)} | foreign
        later = {f"posts/{number % 3}/kept-{number}": "kept"}
        put(site, later)
        foreign |= later
        # As a copy does that keeps the times of what it copies.
        os.utime(site / f"posts/{number % 3}", (0, 0))
    for path in later:
        (site / path).unlink()
        del foreign[path]
    for number in range(3):
        build(site, deep | {"index.html": str(number)})
        assert found(site) == deep | {"index.html": str(number)} | foreign
        assert beside(site) == set()
