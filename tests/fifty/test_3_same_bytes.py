"""The same bytes again: one commit gives one site, whoever builds it, wherever and whenever.

A journal is built by `invoke build --reproducible` in a checkout of its own, and then again under each variation. Whole trees
are compared, the site's hidden record included.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from tests.builders.another_machine import SHUFFLED
from tests.builders.git_story import GitStory
from tests.builders.share import share
from tests.builders.site import ROOT, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

HOSTILE_CONFIG = (
    "[diff]\n\trenames = false\n\tnoprefix = true\n[core]\n\tquotePath = true\n\tabbrev = 5\n[log]\n\tdate = human\n"
)
# How many of the variations below are tried one by one.
NUMBER = share("FIFTY_VARIATIONS", 1)


@dataclass
class Checkout:
    """The program and a journal in one repository, as a person clones them."""

    folder: Path
    before: list[str] = field(default_factory=list)
    env: dict[str, str] = field(default_factory=dict)
    umask: int = -1

    def build(self, *arguments: str) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        ended = subprocess.run(
            [*self.before, sys.executable, "-m", "invoke", "build", *(arguments or ("--reproducible",))],
            cwd=self.folder,
            env=kept | {"HOME": str(self.folder.parent)} | self.env,
            umask=self.umask,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr

    def git(self, *command: str) -> str:
        asked = subprocess.run(["git", *command], cwd=self.folder, capture_output=True, text=True, check=True)
        return asked.stdout.strip()

    def hashes(self) -> dict[str, str]:
        output = self.folder / "output"
        files = (path for path in output.rglob("*") if path.is_file())
        return {path.relative_to(output).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """Built once, with its cache."""
    folder = tmp_path_factory.mktemp("original") / "journal"
    story = GitStory(folder)
    for name in ("pelicanconf.py", "tasks.py", ".gitignore"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("analytics", "plugins", "theme", "content"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    story.commit("2026-11-20T10:00:00+00:00")
    story.write("content/posts/Schrödinger's cat.md", "# Schrödinger's cat\n\n" + "A sentence of some words. " * 9)
    story.commit("2026-11-21T23:30:00-08:00", author="Ada")
    for name in ("one", "two", "three"):  # of one moment
        story.write(
            f"content/posts/{name}.md", f"---\ncategory: {name}\ntags: [b, a, c]\n---\n\n# Same\n\n$x^2$ {name}.\n"
        )
    story.commit("2026-11-22T08:00:00+05:45", author="Grace")
    story.rename("content/posts/one.md", "content/posts/moved/one.md").write(
        "content/posts/two.md", "# Two\n\nChanged.\n"
    )
    story.commit("2026-11-23T09:00:00+01:00")
    made = Checkout(folder)
    made.build()
    return made


def differences(found: Mapping[str, str], wanted: Mapping[str, str]) -> list[str]:
    return sorted(path for path in found.keys() | wanted.keys() if found.get(path) != wanted.get(path))


def assert_same(found: Checkout, wanted: Checkout) -> None:
    """Fails with the first file that differs, and the place in it."""
    for path in differences(found.hashes(), wanted.hashes())[:1]:
        one, other = ((side.folder / "output" / path) for side in (found, wanted))
        assert one.exists(), f"{path} is missing"
        assert other.exists(), f"{path} is new"
        assert one.read_bytes() == other.read_bytes(), path


def copied(original: Checkout, to: Path, *, cache: bool = False, output: bool = False) -> Checkout:
    left = [name for name, wanted in ((".cache", cache), ("output", output)) if not wanted]
    shutil.copytree(original.folder, to, symlinks=True, ignore=shutil.ignore_patterns("__pycache__", ".output*", *left))
    return Checkout(to)


def with_env(**env: str) -> Callable[[Checkout, Path], Checkout]:
    def vary(original: Checkout, folder: Path) -> Checkout:
        made = copied(original, folder / "journal")
        made.env |= env
        return made

    return vary


def behind(*before: str) -> Callable[[Checkout, Path], Checkout]:
    def vary(original: Checkout, folder: Path) -> Checkout:
        if shutil.which(before[0]) is None:
            pytest.skip(f"no {before[0]} on PATH")
        made = copied(original, folder / "journal")
        made.before += before
        return made

    return vary


def home_of_another(original: Checkout, folder: Path) -> Checkout:
    home = folder / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(HOSTILE_CONFIG)
    made = copied(original, folder / "journal")
    made.env |= {"HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    return made


def temporary_folder(original: Checkout, folder: Path) -> Checkout:
    (folder / "temporary files").mkdir()
    return with_env(TMPDIR=str(folder / "temporary files"))(original, folder)


def place(original: Checkout, folder: Path) -> Checkout:
    return copied(original, folder / "a much longer & stränger place" / ("x" * 100) / "output" / "content")


def umask(original: Checkout, folder: Path) -> Checkout:
    made = copied(original, folder / "journal")
    made.umask = 0o077
    return made


def user(original: Checkout, folder: Path) -> Checkout:
    """Another user to every program, who may read and write what this one may."""
    other = ["unshare", "--user", "--map-user=4321", "--map-group=4321"]
    if shutil.which("unshare") is None or subprocess.run([*other, "true"], check=False).returncode:
        pytest.skip("this machine makes no other users")
    made = copied(original, folder / "journal")
    made.before += other
    return made


def shuffled(original: Checkout, folder: Path) -> Checkout:
    (folder / "path").mkdir()
    (folder / "path/sitecustomize.py").write_text(SHUFFLED)
    return with_env(PYTHONPATH=str(folder / "path"))(original, folder)


def times_of_files(original: Checkout, folder: Path) -> Checkout:
    made = copied(original, folder / "journal")
    for number, path in enumerate(sorted(made.folder.rglob("*"))):
        os.utime(path, (number * 1e7, number * 1e7), follow_symlinks=False)
    return made


def packed(original: Checkout, folder: Path) -> Checkout:
    made = copied(original, folder / "journal")
    made.git("gc", "--quiet", "--aggressive", "--prune=now")
    made.git("commit-graph", "write", "--reachable")
    assert not list(made.folder.glob(".git/objects/??"))
    return made


def cloned(original: Checkout, folder: Path) -> Checkout:
    original.git("clone", "--quiet", f"file://{original.folder}", str(folder / "clone"))
    return Checkout(folder / "clone")


def linked_tree(original: Checkout, folder: Path) -> Checkout:
    clone = cloned(original, folder)
    clone.git("worktree", "add", "--quiet", "--detach", str(folder / "tree"))
    return Checkout(folder / "tree")


def warm_cache(original: Checkout, folder: Path) -> Checkout:
    return copied(original, folder / "journal", cache=True)


def site_without_cache(original: Checkout, folder: Path) -> Checkout:
    return copied(original, folder / "journal", output=True)


def incremental(original: Checkout, folder: Path) -> Checkout:
    made = cloned(original, folder)
    head = made.git("rev-parse", "HEAD")
    for back in (3, 1):
        made.git("checkout", "--quiet", "--detach", f"{head}~{back}")
        made.build()
    made.git("checkout", "--quiet", "--detach", head)
    return made


def after_another_day(original: Checkout, folder: Path) -> Checkout:
    made = copied(original, folder / "journal")
    made.build("--today", "2061-07-28")
    assert differences(made.hashes(), original.hashes())
    return made


VARIATIONS: dict[str, Callable[[Checkout, Path], Checkout]] = {
    "clone": cloned,
    "time zone": with_env(TZ="Pacific/Kiritimati"),
    "locale": with_env(LC_ALL="POSIX", LANG="POSIX", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"),
    "language": with_env(LANG="tr_TR.UTF-8", LC_ALL="tr_TR.UTF-8", LANGUAGE="tr"),
    "hash seed": with_env(PYTHONHASHSEED="2199"),
    "umask": umask,
    "home": home_of_another,
    "temporary folder": temporary_folder,
    "path of the checkout": place,
    "clock at 2099": behind("faketime", "-f", "@2099-12-31 23:59:50"),
    "clock at 1970": behind("faketime", "-f", "@1970-01-02 00:00:10"),
    "order of directories": shuffled,
    "one core": behind("taskset", "-c", "0"),
    "user": user,
    "cold cache beside a site": site_without_cache,
    "warm cache without a site": warm_cache,
    "incremental": incremental,
    "after another day": after_another_day,
    "times of files": times_of_files,
    "packed objects": packed,
    "linked work tree": linked_tree,
}


@pytest.mark.fifty
def test_another_zone_language_clock_place_and_order_change_no_byte(original: Checkout, tmp_path: Path) -> None:
    """Many at once, which takes one build; which of them it is, the next test tells."""
    made = home_of_another(original, tmp_path)
    (tmp_path / "path").mkdir()
    (tmp_path / "path/sitecustomize.py").write_text(SHUFFLED)
    made.git("gc", "--quiet", "--prune=now")
    made.env |= {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "POSIX",
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": str(tmp_path / "path"),
    }
    made.umask = 0o077
    if shutil.which("faketime"):
        made.before += ["faketime", "-f", "@2099-12-31 23:59:50"]
    made.build()
    assert_same(made, original)
    print(f"{len(made.hashes())} files are the same bytes with many things varied at once")


@pytest.mark.fifty
@pytest.mark.parametrize("name", [*VARIATIONS][:NUMBER])
def test_a_variation_changes_no_byte(name: str, original: Checkout, tmp_path: Path) -> None:
    made = VARIATIONS[name](original, tmp_path)
    made.build()
    assert_same(made, original)
    print(f"{len(made.hashes())} files are the same bytes under another {name}")


def test_a_changed_word_is_seen_by_this_comparison(original: Checkout, tmp_path: Path) -> None:
    made = copied(original, tmp_path / "journal", cache=True, output=True)
    file = made.folder / "content/posts/two.md"
    file.write_text(file.read_text() + "\nMore.\n")
    made.build()
    assert "posts/2026/11/two/index.html" in differences(made.hashes(), original.hashes())


def test_without_a_commit_there_is_no_time_to_take(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    command = [sys.executable, "-m", "invoke", "build", "--reproducible", "--content", str(tmp_path / "notes")]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "--reproducible: nothing is committed in" in ended.stderr


def test_a_feed_without_entries_does_not_tell_the_moment_of_the_build(tmp_path: Path) -> None:
    built = Site(tmp_path).post("pages/about.md", "# About\n\nText.\n").build()
    assert "T00:00:00+00:00</updated>" in built.text("feeds/all.atom.xml")
