"""The guides in `docs/`: each command in them is run as it stands there, in a clone, with only names put in."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from tests.builders.git_story import GitStory

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
GUIDES = ("a-quarter-of-an-hour", "bring-your-blog", "how-to/rename", "how-to/delete")
PROGRAMS = ("bash", "git", "mkdir", "rsync", "sh", "true", "uname")
_BLOCK = re.compile(
    r"(?:<!-- test: (?P<how>.+?) -->\n```(?:sh|python|yaml)|```(?:sh|python))\n(?P<commands>.*?)\n```", flags=re.DOTALL
)
_CODE = re.compile(r"```.*?```|`[^`\n]*`", flags=re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def blocks(guide: str) -> list[tuple[str, str]]:
    """How each block of commands is tested, and its commands."""
    text = (DOCS / f"{guide}.md").read_text(encoding="utf-8")
    return [(match["how"] or "", match["commands"]) for match in _BLOCK.finditer(text)]


class Reader:
    """A person who types what a guide says, in a home of their own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home
        # Without a browser, which has tests of its own.
        programs = home / "programs"
        programs.mkdir()
        for name in PROGRAMS:
            (programs / name).symlink_to(shutil.which(name) or pytest.skip(f"no {name} on PATH"))
        self.env = os.environ | {"HOME": str(home), "TZ": "UTC", "GIT_CONFIG_NOSYSTEM": "1", "EDITOR": "true"}
        self.env |= {"PATH": str(programs)}
        (home / ".gitconfig").write_text(
            "[user]\n\tname = A Reader\n\temail = reader@example.org\n[init]\n\tdefaultBranch = main\n",
            encoding="utf-8",
        )

    def types(self, commands: str) -> str:
        """Run commands; the first that fails fails the test."""
        ended = subprocess.run(
            ["bash", "-euc", commands],
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            encoding="utf-8",  # whatever another test has made of this process' locale
            check=False,
        )
        assert ended.returncode == 0, f"{commands}\n{ended.stdout}{ended.stderr}"
        return ended.stdout

    def clones(self, commands: str) -> None:
        """Get a copy, which has all that this machine has installed already."""
        self.types(commands.replace("ADDRESS-OF-YOUR-COPY", str(self.home / "copy.git")))
        self.folder = self.home / "journal"
        (self.folder / ".venv").mkdir()
        (self.folder / ".venv/bin").symlink_to(Path(sys.prefix, "bin"))


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    someone = Reader(tmp_path)
    someone.types(f"git clone --quiet --bare '{ROOT}' copy.git")
    return someone


@pytest.mark.parametrize("guide", GUIDES)
def test_every_block_says_how_it_is_tested(guide: str) -> None:
    assert blocks(guide)
    assert [commands for how, commands in blocks(guide) if not how] == []


def test_every_link_between_the_pages_leads_somewhere() -> None:
    pages = [ROOT / "README.md", *DOCS.glob("*.md"), *DOCS.glob("*/*.md")]
    lost = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in _LINK.findall(_CODE.sub("", page.read_text(encoding="utf-8")))
        if not (page.parent / target).exists()
    ]
    assert lost == []


@pytest.mark.slow
def test_a_quarter_of_an_hour_leads_from_nothing_to_a_published_journal(reader: Reader) -> None:
    for how, commands in blocks("a-quarter-of-an-hour"):
        match how:
            case "clone":
                reader.clones(commands)
            case "install":
                assert commands in (ROOT / "README.md").read_text(encoding="utf-8") + " && .venv/bin/invoke build"
            case "run":
                reader.types(commands.replace("--years 10", "--years 1"))
            case "serve":
                _serves(reader, commands)
            case "publish":
                # What git ignores is not published: it is in no commit.
                reader.types("mkdir content/posts/mine && echo /content/posts/mine/ >> .git/info/exclude")
                reader.types(
                    "printf -- '---\\ntitle: Mine\\ndate: 2026-03-01\\n---\\nSECRET\\n' > content/posts/mine/p.md"
                )
                reader.types(commands.replace("YOU", "someone"))
                shown = reader.types("git --git-dir=../copy.git show gh-pages:index.html")
                assert "What attention computes" in shown
                assert "posts/2026/03/p/" not in reader.types("git --git-dir=../copy.git ls-tree -r gh-pages")
                assert "posts/2026/03/p/" not in reader.types("git show HEAD:content/addresses.tsv")
            case "publish to a folder":
                reader.types(commands.replace("you@example.org:/var/www/journal/", f"{reader.home}/www/"))
                assert "What attention computes" in (reader.home / "www/index.html").read_text(encoding="utf-8")
            case _:
                pytest.fail(f"nobody knows how to test {how!r}")


@pytest.mark.slow
def test_a_blog_is_brought_with_its_dates(reader: Reader) -> None:
    story = GitStory(reader.home / "notes")
    story.write(
        "_posts/2019-05-01-on-gradients.md",
        "---\nlayout: post\ncategories: [maths]\n---\n\nDownhill, by [[entropy]].\n",
    )
    story.write("entropy.md", "---\ncreated: 2021-01-02\ntags: [codes]\n---\n\nBits.\n")
    story.write("graphs/walks/index.md", '+++\ntitle = "Walks"\ndate = 2020-03-01\n+++\n\n![Steps](a.svg)\n')
    story.write("graphs/walks/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    story.commit("2022-03-04T10:00:00+00:00")
    reader.clones("git clone --quiet ADDRESS-OF-YOUR-COPY journal")
    for _, commands in blocks("bring-your-blog"):
        reader.types(commands)
    for site in (reader.home / "notes-site", reader.folder / "output"):
        if site.name == "output":
            reader.types(".venv/bin/invoke build")
        rows = (site / "data/posts.csv").read_text(encoding="utf-8").splitlines()
        found = {row.split(",")[1]: row for row in rows[1:]}
        for slug, day in (("on-gradients", "2019-05-01"), ("entropy", "2021-01-02"), ("walks", "2020-03-01")):
            assert f",{day}," in found[slug]
            assert ",2022-03-04," in found[slug]  # first committed, however often it was moved
        assert len(list(site.rglob("a.svg"))) == 1
        assert any(
            ">entropy</a>." in page.read_text(encoding="utf-8") for page in site.rglob("on-gradients/index.html")
        )


@pytest.mark.slow
def test_what_was_published_is_renamed_and_deleted_with_its_addresses(reader: Reader) -> None:
    """In a small site, where `python -m learning_timeline` has the same commands."""
    journal = GitStory(reader.home / "journal").write(".gitignore", "/output/\n/.cache/\n/.venv/\n")
    settings = "import runpy\nglobals().update(runpy.run_path({!r}))\nPLUGIN_PATHS, THEME = [{!r}], {!r}\n"
    journal.write(
        "pelicanconf.py", settings.format(*map(str, (ROOT / "pelicanconf.py", ROOT / "plugins", ROOT / "theme")))
    )
    for name, topic in (("entropy-is-a-rate", "graphs"), ("one-divergence-many-papers", "divergences")):
        journal.write(f"content/posts/2026/{name}.md", f"---\ndate: 2026-11-23\ncategory: {topic}\n---\nOn {name}.\n")
    journal.write("content/pages/now.md", "---\ntitle: Now\n---\nGraphs.\n")
    journal.write("content/pages/plans.md", "---\ntitle: Plans\n---\nMore graphs.\n")
    journal.write("content/images/plot.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    journal.write(".venv/bin/invoke", f'#!/bin/sh\nexec {sys.executable} -m learning_timeline "$@"\n')
    (journal.path / ".venv/bin/invoke").chmod(0o755)
    journal.commit("2026-11-23T10:00:00+00:00")
    reader.folder = journal.path
    reader.types(
        ".venv/bin/invoke build && .venv/bin/invoke addresses && git add . && git commit --quiet --message Published"
    )
    said = ""
    for how, commands in (*blocks("how-to/rename"), *blocks("how-to/delete")):
        if how == "run":
            said += reader.types(commands)
        elif how.startswith("front matter of "):
            file = reader.folder / how.removeprefix("front matter of ")
            file.write_text(
                file.read_text(encoding="utf-8").replace("---\n", f"---\n{commands}\n", 1), encoding="utf-8"
            )
        else:
            (reader.folder / how).write_text(f"{commands}\n", encoding="utf-8")
    assert re.findall(r"Given up in addresses.tsv: (.*?)(?:\. Commit it\.)?\n", said) == [
        "/feeds/divergences.atom.xml, /posts/2026/11/one-divergence-many-papers/, /topics/divergences/",
        "/plans/",
        "/images/plot.svg",
    ]
    reader.types(".venv/bin/invoke build")
    site = reader.folder / "output"
    for old, new in (
        ("posts/2026/11/entropy-is-a-rate", "posts/2026/11/entropy-rate/"),
        ("topics/graphs", "topics/graph-theory/"),
        ("now", "what-i-do-now/"),
    ):
        assert new in (site / old / "index.html").read_text(encoding="utf-8")
    assert (site / "feeds/graphs.atom.xml").exists()
    assert not (site / "plans").exists()


def _serves(reader: Reader, commands: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        ["bash", "-euc", f"exec {commands} --port {port}"],
        cwd=reader.folder,
        env=reader.env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert any(_is_there(f"http://localhost:{port}/timeline/") for _ in _tenths(60))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _tenths(seconds: int) -> Iterator[None]:
    for _ in range(10 * seconds):
        yield
        time.sleep(0.1)


def _is_there(url: str) -> bool:
    try:
        urlopen(url, timeout=5).close()
    except OSError:
        return False
    return True


def test_every_decision_has_a_number_of_its_own() -> None:
    decisions = sorted((DOCS / "adr").glob("*.md"))
    headings = [file.read_text(encoding="utf-8").split(".", 1)[0] for file in decisions]
    assert headings == [f"# {number}" for number in range(1, len(decisions) + 1)]
    assert [file.name[:4] for file in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]


def test_every_page_of_the_documentation_has_its_part() -> None:
    parts = runpy.run_path(str(DOCS / "site" / "settings.py"))["PARTS"]
    named = [f"{name}.md" for names in parts.values() for name in names]
    assert sorted(named) == sorted(file.name for file in DOCS.glob("*.md"))
    topics = (DOCS / "site" / "topics.yaml").read_text(encoding="utf-8")
    assert [folder.name for folder in DOCS.iterdir() if any(folder.glob("*.md")) and folder.name not in topics] == []


@pytest.mark.slow
def test_the_documentation_is_a_site_of_its_own_with_a_search(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "invoke", "docs", "--output", str(tmp_path / "site")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    start = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    for part in ("tutorial", "how-to", "reference", "explanation", "decisions"):
        assert f'id="{part}"' in start
        assert (tmp_path / "site/topics" / part / "index.html").exists()
    for page in ("a-quarter-of-an-hour", "front-matter", "change-the-look", "architecture", "0037-languages"):
        assert f'href="./{page}/index.html"' in start
    assert (tmp_path / "site/search/index.html").exists()


def test_every_place_that_the_architecture_names_is_there() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    plugin = ROOT / "plugins" / "learning_timeline"
    named = set(re.findall(r"`(\w[\w/]+(?:\.py|/))`", text))
    assert len(named) > 40
    assert [name for name in sorted(named) if not (ROOT / name).exists() and not (plugin / name).exists()] == []


def test_every_function_on_a_posts_way_is_there() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    stops = re.findall(r"^\| \d \| `([\w/]+\.py)` `(?:(\w+)\.)?(\w+)`", text, flags=re.MULTILINE)
    assert len(stops) == 8
    for file, owner, function in stops:
        place = ROOT / file if file.startswith("analytics/") else ROOT / "plugins" / "learning_timeline" / file
        source = place.read_text(encoding="utf-8")
        assert re.search(rf"^\s*def {function}\(", source, flags=re.MULTILINE), f"{file}: {function}"
        assert not owner or f"class {owner}" in source, f"{file}: {owner}"
