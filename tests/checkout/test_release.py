"""What is released leads somewhere wherever it is shown, and carries only what runs."""

from __future__ import annotations

import re
import tarfile
import tomllib
import zipfile
from datetime import date
from pathlib import Path

import pytest
from invoke.exceptions import Exit

from checkout.release import Home, readme_of, refuse_strays, release, urls_of
from learning_timeline.commands.hosts import home_of
from tests.builders.git_story import GitStory

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
HOME = Home("https://github.com/ada/journal", "1.2.0")


def links(text: str) -> list[str]:
    return re.findall(r"\]\(([^)]+)\)", text)


def test_every_link_of_the_readme_is_a_whole_address() -> None:
    made = readme_of(README, HOME)
    assert [link for link in links(made) if not link.startswith("https://")] == []
    assert "![The timeline page" in made
    assert "](https://github.com/ada/journal/raw/v1.2.0/docs/images/timeline.png)" in made
    assert "](https://github.com/ada/journal/blob/v1.2.0/docs/writing.md)" in made
    assert len(links(made)) == len(links(README))
    assert "<!--" not in made


def test_where_nobody_knows_the_repository_the_words_stay_and_links_to_files_go() -> None:
    made = readme_of(README, Home("", "1.2.0"))
    assert [link for link in links(made) if not link.startswith("https://")] == []
    assert "![" not in made
    assert "Writing, every front matter field" in made


@pytest.mark.parametrize(
    ("remote", "home"),
    [
        ("https://github.com/ada/journal.git", "https://github.com/ada/journal"),
        ("https://token@github.com/ada/journal", "https://github.com/ada/journal"),
        ("ssh://git@gitlab.com/ada/notes/journal.git", "https://gitlab.com/ada/notes/journal"),
        ("../journal.git", ""),
        ("", ""),
    ],
)
def test_the_home_is_that_of_the_remote(remote: str, home: str) -> None:
    assert home_of(remote) == home


def test_a_home_that_is_no_address_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    with pytest.raises(Exit, match="--home ada/journal: write it as https://"):
        release(tmp_path, "ada/journal", date(2026, 11, 29), print, is_dry=True)


def test_the_addresses_of_the_project_are_metadata() -> None:
    urls = tomllib.loads(urls_of(HOME))["project"]["urls"]
    assert urls["Homepage"] == HOME.url
    assert urls["Changelog"] == "https://github.com/ada/journal/blob/v1.2.0/CHANGELOG.md"
    assert urls_of(Home("", "1.2.0")) == ""
    gitlab = Home("https://gitlab.com/ada/journal", "1")
    assert gitlab.address("a.md", "blob") == "https://gitlab.com/ada/journal/-/blob/v1/a.md"


def test_a_distribution_that_carries_tests_is_refused(tmp_path: Path) -> None:
    wheel, source = tmp_path / "a.whl", tmp_path / "a.tar.gz"
    with zipfile.ZipFile(wheel, "w") as made:
        made.writestr("pelican/plugins/learning_timeline/__init__.py", "")
    refuse_strays(wheel)
    with zipfile.ZipFile(wheel, "a") as made:
        made.writestr("tests/test_a.py", "")
    with pytest.raises(Exit, match=r"a\.whl carries what nobody needs who installs it: tests/test_a\.py"):
        refuse_strays(wheel)
    with tarfile.open(source, "w:gz") as made_source:
        made_source.add(Path(__file__), "a-1.0/tests/test_release.py")
    with pytest.raises(Exit, match="carries"):
        refuse_strays(source)


def test_what_is_released_already_is_not_released_again(tmp_path: Path) -> None:
    pytest.importorskip("build", reason="the extra `release` is not installed")
    pytest.importorskip("twine", reason="the extra `release` is not installed")
    story = GitStory(tmp_path).write("pyproject.toml", '[project]\nversion = "1.2.0"\n')
    story.commit("2026-11-20T10:00:00+00:00").git("tag", "v1.2.0")
    with pytest.raises(Exit, match=r"v1\.2\.0 is released already: raise `version`"):
        release(tmp_path, "", date(2026, 11, 29), print, is_dry=True)
