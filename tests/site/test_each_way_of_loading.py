"""The plugin loads from a checkout, from an editable install and from its wheel, and serves a stranger's site in
each."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from learning_timeline.__main__ import COMMANDS
from tests.builders.git_story import GitStory

ROOT = Path(__file__).resolve().parents[2]

# Nothing of this machine's settings reaches them.
ENVIRONMENT = {"PATH": os.environ["PATH"]}

# A stranger's site: a theme of their own, Pelican's own reader, no setting of ours.
SETTINGS = """
SITENAME = "A stranger's site"
SITEURL = "https://stranger.example/blog"
TIMEZONE = "UTC"
PATH = "content"
THEME = "theme"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""
BASE = """<!DOCTYPE html><html lang="en"><head><title>{% block title %}{{ SITENAME }}{% endblock %}</title></head>
<body><header>The stranger's header</header>{% block content %}{% endblock %}</body></html>"""
# For Pelican a title is HTML: so the one that its own page shows has signs in it.
POST = """Title: Tables &amp; &lt;i&gt;trees&lt;/i&gt;
Date: 2026-02-03 10:00
Category: Data Structures
Slug: tables-trees

Some *words* about trees.
"""


def a_strangers_site(folder: Path, plugin: str) -> Path:
    story = GitStory(folder)
    story.write("pelicanconf.py", SETTINGS + plugin).write("theme/templates/base.html", BASE)
    story.write("content/trees.md", POST).commit("2026-02-03T10:00:00+00:00")
    return folder


def build(python: Path, site: Path) -> subprocess.CompletedProcess[str]:
    command = ("-m", "pelican", "content", "-s", "pelicanconf.py", "-o", "output", "--fatal", "errors")
    return run(python, site, *command, "-e", 'LEARNING_TIMELINE_TODAY="2026-11-23"')


def run(python: Path, site: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(python), *command], cwd=site, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )


def assert_it_is_whole(site: Path) -> None:
    timeline = (site / "output/timeline/index.html").read_text(encoding="utf-8")
    assert "The stranger's header" in timeline
    assert "https://stranger.example/blog/learning-timeline/charts.js" in timeline
    year = (site / "output/2026/index.html").read_text(encoding="utf-8")
    assert "Tables &amp; &lt;i&gt;trees&lt;/i&gt;" in year
    assert "Data Structures" in (site / "output/topics/data-structures/index.html").read_text(encoding="utf-8")
    with (site / "output/data/posts.csv").open(encoding="utf-8", newline="") as stream:
        (post,) = csv.DictReader(stream)
    assert (post["title"], post["topic"], post["created_on"], post["words"]) == (
        "Tables & <i>trees</i>",
        "data-structures",
        "2026-02-03",
        "4",
    )
    assert list((site / "output/learning-timeline").glob("plotly-*.min.js"))
    found = (site / "output/search/index.html").read_text(encoding="utf-8")
    assert "The stranger's header" in found
    assert 'data-root="https://stranger.example/blog/"' in found
    assert 'href="https://stranger.example/blog/archives.html"' in found
    assert list((site / "output/search/2026/fragment").iterdir())
    # The stranger's own pages are as they were: their reader, their address, their category page.
    assert "<em>words</em>" in (site / "output/tables-trees.html").read_text(encoding="utf-8")
    assert (site / "output/category/data-structures.html").exists()


def test_it_loads_from_the_checkout_by_its_short_name(tmp_path: Path) -> None:
    plugin = f"PLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]\nPLUGINS = ['learning_timeline']\n"
    site = a_strangers_site(tmp_path / "site", plugin)
    ended = build(Path(sys.executable), site)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert_it_is_whole(site)


@pytest.fixture
def another_environment(tmp_path: Path) -> Path:
    """A virtual environment of its own with what this one has, but for the project itself; made without a network."""
    folder = tmp_path / "environment"
    venv.create(folder, with_pip=False, symlinks=True)
    ours = Path(sysconfig.get_path("purelib"))
    theirs = next((folder / "lib").glob("python*/site-packages"))
    for entry in ours.iterdir():
        if "learning_timeline" in entry.name:
            continue
        if entry.name == "pelican":  # plugins are installed into it
            shutil.copytree(entry, theirs / entry.name, ignore=shutil.ignore_patterns("learning_timeline"))
        elif not (theirs / entry.name).exists():
            (theirs / entry.name).symlink_to(entry)
    return folder / "bin" / "python"


def install(python: Path, *arguments: str) -> None:
    target = next((python.parents[1] / "lib").glob("python*/site-packages"))
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-build-isolation"]
    ended = subprocess.run([*command, "--quiet", *arguments], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert target.exists()


def copy_of_the_project(folder: Path) -> Path:
    """What a build of the wheel needs, so that it leaves nothing behind in the checkout."""
    folder.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("analytics", "plugins", "wheel"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_its_wheel_is_found_without_any_configuration(tmp_path: Path, another_environment: Path) -> None:
    project = copy_of_the_project(tmp_path / "project")
    wheels = tmp_path / "wheels"
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(wheels),
        str(project),
    ]
    subprocess.run(command, check=True)
    (wheel,) = wheels.glob("*.whl")
    install(another_environment, str(wheel))
    site = a_strangers_site(tmp_path / "site", "")
    # By the commands that come with it, in any folder of the site; they are those of `invoke`.
    ended = run(another_environment, site / "content", "-m", "learning_timeline", "build", "--today", "2026-11-23")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert f"{another_environment} -m learning_timeline serve`." in ended.stdout
    assert_it_is_whole(site)
    listed = run(
        another_environment, site, "-m", "pelican.plugins.learning_timeline", "--list", "--list-format", "json"
    )
    assert [one["name"] for one in json.loads(listed.stdout)["tasks"]] == sorted(COMMANDS.tasks)
    # It brings no top-level `analytics`, which is another distribution's name.
    asked = subprocess.run(
        [another_environment, "-c", "import analytics"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "No module named 'analytics'" in asked.stderr


@pytest.mark.slow
def test_it_loads_from_an_editable_install_by_its_long_name(tmp_path: Path, another_environment: Path) -> None:
    project = copy_of_the_project(tmp_path / "project")
    install(another_environment, "--editable", str(project))
    site = a_strangers_site(tmp_path / "site", "PLUGINS = ['pelican.plugins.learning_timeline']\n")
    ended = build(another_environment, site)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert_it_is_whole(site)


def test_a_theme_overrides_any_of_its_templates(tmp_path: Path) -> None:
    plugin = f"PLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]\nPLUGINS = ['learning_timeline']\n"
    site = a_strangers_site(tmp_path / "site", plugin)
    own = site / "theme/templates/learning_timeline/year.html"
    own.parent.mkdir()
    own.write_text("{{ year.year }}: {{ year.posts }} in my own words", encoding="utf-8")
    assert build(Path(sys.executable), site).returncode == 0
    assert (site / "output/2026/index.html").read_text(encoding="utf-8") == "2026: 1 in my own words"
