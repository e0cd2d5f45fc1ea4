"""Compare whole builds, and builds after one new post or none, with those that people would otherwise run.

The same posts, front matter apart, and the same kinds of page by everyone: each post, home, an archive, each topic, each
year, a feed.
Contenders take turns in each repetition; medians are told, as CPU seconds of the whole process tree.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from demo.fast_import import run_git
from tests.bench.journals import BenchPost, posts
from tests.bench.results import Measured, measured
from tests.builders.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.bench.results import Row, Size

SITES = Path(__file__).with_name("sites")
ELEVENTY = ROOT / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
HUGO = shutil.which("hugo")
WHO = {f"GIT_{role}_{part}": f"a.{part.lower()}" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}


@dataclass
class Contender:
    """A way to build a journal.

    Attributes:
        name: as the table calls it.
        folder: where it works.
        command: what is run, each time.
        place: where a post goes.
        text: a post as this one reads it.
        after: done when posts have changed, such as a commit.
        again: whether a second build uses what the first one did.
    """

    name: str
    folder: Path
    command: Sequence[str | Path]
    place: Callable[[BenchPost], Path]
    text: Callable[[BenchPost], str]
    after: Callable[[], None] = field(default=lambda: None)
    again: bool = False

    @property
    def output(self) -> Path:
        """Where the site goes."""
        return self.folder / "output"

    def write(self, some: Sequence[BenchPost]) -> None:
        """Write posts."""
        for post in some:
            file = self.place(post)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(self.text(post), encoding="utf-8")
        self.after()


def ours(folder: Path, date: str = "") -> Contender:
    """This project: its theme, its settings, its charts, in a git repository, whose commits are of now or of another date."""
    who = WHO | ({f"GIT_{role}_DATE": date for role in ("AUTHOR", "COMMITTER")} if date else {})
    content = folder / "content"

    def commit() -> None:
        if not (folder / ".git").exists():
            run_git(folder, "init", "--quiet")
        run_git(folder, "add", "content")
        run_git(folder, "commit", "--quiet", "--message", "Posts", **who)

    command = [sys.executable, "-m", "pelican", content, "-s", ROOT / "pelicanconf.py", "-o", folder / "output"]
    extra = [f'CACHE_PATH="{folder / "cache"}"', 'LEARNING_TIMELINE_TODAY="2076-01-01"']
    return Contender(
        "this project",
        folder,
        [*command, "--fatal", "errors", "-e", *extra],
        lambda post: content / "posts" / str(post.on.year) / f"{post.slug}.md",
        BenchPost.markdown,
        after=commit,
        again=True,
    )


def hugo(folder: Path) -> Contender:
    """Hugo, with highlighting by classes."""
    shutil.copytree(SITES / "hugo", folder, dirs_exist_ok=True)
    return Contender(
        "Hugo",
        folder,
        [HUGO or "hugo", "--quiet", "--source", folder, "--destination", folder / "output"],
        lambda post: folder / "content" / "posts" / str(post.on.year) / f"{post.slug}.md",
        lambda post: post.markdown(topics_key="categories"),
        again=True,
    )


def eleventy(folder: Path) -> Contender:
    """Eleventy with markdown-it, which does not highlight by itself."""
    shutil.copytree(SITES / "eleventy", folder, dirs_exist_ok=True)
    return Contender(
        "Eleventy (no highlighting)",
        folder,
        ["node", ELEVENTY, "--quiet", "--input=content", "--output=output", "--config=eleventy.config.cjs"],
        lambda post: folder / "content" / "posts" / str(post.on.year) / f"{post.slug}.md",
        BenchPost.markdown,
    )


def plain_pelican(folder: Path) -> Contender:
    """Pelican as it comes, with the theme `simple`."""
    shutil.copytree(SITES / "pelican", folder, dirs_exist_ok=True)
    return Contender(
        "Pelican",
        folder,
        [
            sys.executable,
            "-m",
            "pelican",
            folder / "content",
            "-s",
            folder / "pelicanconf.py",
            "-o",
            folder / "output",
            "-q",
        ],
        lambda post: folder / "content" / "posts" / str(post.on.year) / f"{post.slug}.md",
        BenchPost.pelican,
    )


def floor(folder: Path) -> Contender:
    """Read every file, write every page: what no generator can be faster than."""
    script = (
        "import pathlib, sys; root, out = map(pathlib.Path, sys.argv[1:])\n"
        "for file in root.rglob('*.md'):\n"
        "    page = out / file.relative_to(root).with_suffix('') / 'index.html'\n"
        "    page.parent.mkdir(parents=True, exist_ok=True); page.write_bytes(file.read_bytes())\n"
    )
    return Contender(
        "read and write alone",
        folder,
        [sys.executable, "-c", script, folder / "content", folder / "output"],
        lambda post: folder / "content" / "posts" / str(post.on.year) / f"{post.slug}.md",
        BenchPost.markdown,
    )


def contenders(folder: Path, only: Sequence[str]) -> Iterator[Contender]:
    """Those that are at hand; the others are named."""
    found: dict[str, tuple[bool, Callable[[Path], Contender]]] = {
        "ours": (True, ours),
        "hugo": (HUGO is not None, hugo),
        "eleventy": (ELEVENTY.exists() and shutil.which("node") is not None, eleventy),
        "pelican": (True, plain_pelican),
        "floor": (True, floor),
    }
    for name, (is_there, make) in found.items():
        if only and name not in only:
            continue
        if not is_there:
            print(f"LEFT OUT: {name} is not installed (pip install '.[bench]', invoke assets)", flush=True)
            continue
        (folder / name).mkdir(parents=True)
        yield make(folder / name)


def run(size: Size, folder: Path | None = None, *, only: Sequence[str] = ()) -> list[Row]:
    """The whole build by each contender, and, where it uses what it did before, one new post and no change."""
    journal = list(posts(size.posts + size.runs, size.topics))
    some, new = journal[: size.posts], journal[size.posts :]
    found: dict[tuple[str, str], list[Measured]] = {}
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        field_of = list(contenders(Path(temporary), only))
        for one in field_of:
            one.write(some)
        for turn in range(size.runs):
            for one in field_of:
                print(f"Run {turn + 1} of {size.runs}: {one.name}", flush=True)
                away = one.folder / f"earlier-{turn}"
                away.mkdir()
                # With what a build keeps beside its site. Not deleted: a file system that has just let go of so many files is
                # slow to make others.
                for made in (one.output, one.folder / "cache", *one.folder.glob(".output.*")):
                    if made.exists():
                        made.rename(away / made.name)
                found.setdefault((one.name, "whole build"), []).append(measured(one.command, one.folder))
                if one.again:
                    settle()
                    one.write([new[turn]])
                    found.setdefault((one.name, "one new post"), []).append(measured(one.command, one.folder))
                    settle()
                    measured(one.command, one.folder)
                    found.setdefault((one.name, "nothing new"), []).append(measured(one.command, one.folder))
        pages = {one.name: sum(1 for _ in one.output.rglob("*.html")) for one in field_of}
    middle = {which: Measured(*map(median, zip(*several, strict=True))) for which, several in found.items()}
    base = middle.get(("Hugo", "whole build"))
    return [
        {
            "site by": name,
            "what": what,
            "CPU s": one.cpu,
            "of Hugo's whole build": one.cpu / base.cpu if base else None,
            "wall s": one.wall,
            "peak MB": one.megabytes,
            "pages": pages[name],
        }
        for (name, what), one in middle.items()
    ]


def settle() -> None:
    """Let the times of files grow old enough to be told apart, as they are when a person comes back to write."""
    os.sync()
    time.sleep(2.5)
