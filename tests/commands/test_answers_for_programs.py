"""What a program asks is answered as JSON on standard output, and nothing else is said there."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from learning_timeline.__main__ import CommandLine
from learning_timeline.commands.registry import COMMANDS
from learning_timeline.commands.tasks import keeping, publishing, writing
from learning_timeline.commands.workplace import Workplace
from learning_timeline.web.addresses import HEAD
from tests.builders.git_story import GitStory

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of another person: settings, two notes, and a list of its addresses."""
    (tmp_path / "pelicanconf.py").write_text('PATH = "posts"\nSITEURL = "https://ada.example"\n', encoding="utf-8")
    for name, category in (("a", "Graphs"), ("b", "graphs")):
        (tmp_path / "posts").mkdir(exist_ok=True)
        (tmp_path / f"posts/{name}.md").write_text(f"---\ncategory: {category}\n---\nText.\n", encoding="utf-8")
    (tmp_path / "output/data").mkdir(parents=True)
    (tmp_path / "output/data/addresses.tsv").write_text("address\tabout\n/a/\t\n/b/\t\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "posts")
    return tmp_path


def test_topics_and_addresses_are_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def told() -> Any:
        return json.loads(capsys.readouterr().out)

    writing.topics(Context(), json=True)
    assert told() == {"topics": [{"slug": "graphs", "notes": 2, "names": ["Graphs", "graphs"]}]}
    with pytest.raises(Exit, match="keeps no record of its addresses: add LEARNING_TIMELINE_ADDRESSES"):
        publishing.addresses(Context(), json=True)
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('LEARNING_TIMELINE_ADDRESSES = "addresses.tsv"\n')
    publishing.addresses(Context(), json=True)
    assert told() == {"new": ["/a/", "/b/"]}
    assert (site / "posts/addresses.tsv").read_text(encoding="utf-8").startswith(HEAD)
    keeping.links(Context(), report=True, json=True)
    assert told() == {"links": []}


def test_that_a_folder_is_read_as_a_part_of_a_site_is_no_part_of_the_answer(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "notes/web/blog").mkdir(parents=True)
    (site / "notes/web/docusaurus.config.js").write_text("export default {}\n", encoding="utf-8")
    (site / "notes/web/blog/a.md").write_text("---\ntitle: A\n---\nText.\n", encoding="utf-8")
    writing.topics(Context(), content=str(site / "notes"), json=True)
    said = capsys.readouterr()
    assert "topics" in json.loads(said.out)
    assert "is read as a part of the site" in said.err


def test_a_site_is_found_from_any_folder_in_it(site: Path) -> None:
    here = Workplace.around(site / "posts")
    assert (here.root, here.content, here.address, here.for_the_web) == (
        site,
        site / "posts",
        "https://ada.example",
        "pelicanconf.py",
    )
    (site / "publishconf.py").write_text(
        'from pelicanconf import *\nSITEURL = "https://ada.example/blog"\n', encoding="utf-8"
    )
    assert (here.address, here.for_the_web) == ("https://ada.example/blog", "publishconf.py")


def test_a_number_that_is_none_is_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert site.is_dir()
    with pytest.raises(SystemExit) as end:
        CommandLine(namespace=COMMANDS).run(["learning_timeline", "links", "--most", "x"])
    assert end.value.code == 2
    assert capsys.readouterr().err == "--most x: that is not a whole number\n"


def test_where_there_is_no_site_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(Exit, match=r"There is no pelicanconf\.py in .* change to the folder of your site"):
        Workplace.around(tmp_path)
    (tmp_path / "pelicanconf.py").write_text("\nSITENAME = 1 / 0\n", encoding="utf-8")
    with pytest.raises(Exit, match=r"pelicanconf\.py:2: ZeroDivisionError: division by zero: fix this line$"):
        Workplace.around(tmp_path)
    (tmp_path / "pelicanconf.py").write_text('SITENAME = "A"\n<<<<<<< HEAD\n', encoding="utf-8")
    with pytest.raises(Exit, match=r"pelicanconf\.py:2: invalid syntax: fix this line$"):
        Workplace.around(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everybody may write everywhere")
def test_a_folder_that_cannot_be_written_is_told_in_a_line(site: Path) -> None:
    (site / "posts").chmod(0o555)
    with pytest.raises(Exit, match=r"posts/new\.md: Permission denied: give yourself the permission$"):
        writing.new(Context(), title="New", ask=False)


def test_a_file_in_the_way_is_told_in_a_line(site: Path) -> None:
    (site / "posts/posts").write_text("No folder.", encoding="utf-8")
    (site / "pelicanconf.py").write_text('PATH = "posts"\nLEARNING_TIMELINE_MARKDOWN = True\n', encoding="utf-8")
    with pytest.raises(Exit, match=r"posts/posts/\d{4}: Not a directory: fix that, and run the command again$"):
        writing.new(Context(), title="New", ask=False)


def test_a_repository_of_somebody_else_is_not_taken_for_none(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    GitStory(site).commit("2026-03-01T10:00:00+00:00")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(Exit, match="dubious ownership"):
        publishing.publish(Context())
