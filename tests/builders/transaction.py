"""A small journal whose site is about to change, put back as often as a test likes; and what `strace` does to a build of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from learning_timeline.building.filesystem import files_below
from tests.builders.git_story import GitStory
from tests.builders.site import ROOT, Built, Site
from tests.builders.warm import Warm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POST = "---\ntitle: {title}\ndate: 2026-02-0{day}\ncategory: rl\n---\n\n{text}\n"
# The calls that change what the disk has: between two of them a build that is stopped leaves the same.
FILLING = "write,pwrite64,copy_file_range,sendfile,mkdir,link,linkat"
CALLS = f"{FILLING},rename,renameat2,symlink,unlink,unlinkat,rmdir,ftruncate,fsync,sync,chmod"


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


def arguments(site: Site) -> list[str]:
    extra = [f'CACHE_PATH="{site.folder / "cache"}"', 'LEARNING_TIMELINE_TODAY="2026-11-23"']
    start = [str(site.content), "-s", str(ROOT / "pelicanconf.py")]
    return [*start, "-o", str(site.output), "--fatal", "errors", "-e", *extra]


def command(site: Site, *of_python: str) -> list[str]:
    return [sys.executable, *of_python, "-m", "pelican", *arguments(site)]


def build(site: Site, *of_python: str) -> subprocess.CompletedProcess[str]:
    """Build as a person's own command does."""
    return subprocess.run(command(site, *of_python), cwd=site.folder, capture_output=True, text=True, check=False)


def beside(site: Site) -> list[str]:
    """What builds have left beside the site."""
    twin = site.folder / ".output.twin"  # second names of the site's files, from which the next is made
    for path in set(files_below(twin)) - {".gitignore"} if twin.exists() else ():
        assert (twin / path).samefile(site.output / path), path
    return sorted(name.name for name in site.folder.glob(".output*") if name != twin)


class Call(NamedTuple):
    """One system call of a build's own process: its name, and how many of this name the process has made with it."""

    name: str
    number: int


class Before(NamedTuple):
    """A site whose content has changed since it was built twice.

    Attributes:
        kept: a copy of its folder.
        folder: where the journal is; caches know it by its place.
        old: the site's files.
        new: those that it should come to have.
        warm: what builds it.
    """

    kept: Path
    folder: Path
    old: dict[str, bytes]
    new: dict[str, bytes]
    warm: Warm

    def again(self) -> Site:
        """The same journal as it was, with its site, its twin and its cache."""
        shutil.rmtree(self.folder)
        # With the second names of the site's files, which Python's own copying makes files of their own.
        subprocess.run(["cp", "--archive", str(self.kept), str(self.folder)], check=True)
        return Site(self.folder)

    def good(self, site: Site) -> dict[str, bytes]:
        """The site after a build that ends well."""
        ended = self.warm.run(arguments(site), site.folder)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return Built(site.output).files()

    def traced(self, site: Site, calls: str, *injected: str) -> tuple[subprocess.CompletedProcess[str], list[Call]]:
        """Build while `strace` looks at some calls, and does something at some; with those of the process that makes most."""
        log = site.folder / "calls"
        also = [part for one in injected for part in ("-e", f"inject={one}")]
        ended = self.warm.run(
            arguments(site), site.folder, ["strace", "-f", "-o", str(log), "-e", f"trace={calls}", *also]
        )
        return ended, calls_of(log)


@contextmanager
def before_a_change(folder: Path) -> Iterator[Before]:
    """A journal that `strace` and builds may do to what they like."""
    site = journal(folder / "journal")
    ended = build(site, "-X", "importtime")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    loaded = [line.rpartition("|")[2].strip() for line in ended.stderr.splitlines() if line.startswith("import time:")]
    kept = folder / "kept"
    with Warm(loaded) as warm:
        before = Before(kept, site.folder, {}, {}, warm)
        site.post("1.md", POST.format(title="Day 1", day=1, text="Once more."))
        old = before.good(site)
        change(site)
        site.folder.rename(kept)
        site.folder.mkdir()
        clean = before.again()
        shutil.rmtree(clean.output)
        shutil.rmtree(clean.folder / "cache")
        yield before._replace(old=old, new=before.good(clean))


def calls_of(log: Path) -> list[Call]:
    """What the process called that made most; `strace` counts calls of each name and of each process for itself."""
    names: dict[str, list[str]] = {}
    for line in log.read_text(errors="replace").splitlines():
        process, said = line.split(maxsplit=1)
        # A call that another process came into the way of is told in two lines.
        if "(" in said and not said.startswith(("<", "-", "+")):
            names.setdefault(process, []).append(said.partition("(")[0])
    log.unlink()
    made: Counter[str] = Counter()
    most = max(names.values(), key=len)
    return [Call(name, made[name]) for name in most if made.update([name]) is None]
