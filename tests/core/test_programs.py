"""What is installed decides what a page is: no library that a build loads is missing from the key of pages."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import distribution
from typing import TYPE_CHECKING

from learning_timeline.core import programs
from tests.builders.site import ROOT

if TYPE_CHECKING:
    from pathlib import Path

# Loads what a build of each kind of file loads, and says which distributions that was.
LOADED = """
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
before = set(sys.modules)
from tests.builders.site import Site
site = Site(Path(sys.argv[1]), content=Path(sys.argv[2]))
site.build(SITEURL="https://ada.example", RELATIVE_URLS=False)
known = packages_distributions()
print(*sorted({name for one in set(sys.modules) - before for name in known.get(one.partition(".")[0], ())}))
"""
# Python's own tools to install, which are always there; the project itself, whose files are read; and what makes the index of the
# search, which is in the keys of that alone.
OTHERS = {"setuptools", "pip", "pelican-learning-timeline", "pagefind-bin", "pagefind-bin-extended"}


def test_each_library_that_a_build_loads_is_in_the_key_of_pages(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOADED, str(tmp_path), str(ROOT / "content")]
    ended = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    loaded = {programs.canonical(name) for name in ended.stdout.splitlines()[-1].split()} - OTHERS
    assert {"pelican", "math-core", "nh3", "pyyaml", "plotly"} <= loaded
    known = {one.partition(" ")[0] for one in programs.versions()}
    assert sorted(loaded - known) == []


def test_what_is_installed_is_told_as_python_tells_it() -> None:
    for one in (distribution(name) for name in programs.LIBRARIES):
        version, requires = programs._said_of(one)
        assert (version, [*requires]) == (one.version, one.requires or [])


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}"}


def test_what_only_some_posts_load_is_in_the_key_as_well() -> None:
    # The names of emoji, which are read when a text has one.
    assert "emoji" in {one.partition(" ")[0] for one in programs.versions()}
