"""For each program that a journal may be written for: a word in each way of hiding it, sought in every byte of the site."""

from __future__ import annotations

import gzip
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from learning_timeline.commands.restore import restore
from learning_timeline.core import run
from tests.builders.git_story import GitStory
from tests.builders.private_habits import HABITS
from tests.builders.private_journals import JOURNALS, Journal, word_of
from tests.builders.site import Site

if TYPE_CHECKING:
    from pathlib import Path

_WORD = re.compile(rb"xyzq[b-m]{3}zq")
_MORE = "\n\nAnd some more words, which were not there on the first day, so that there is a version to compare with.\n"


def told(folder: Path, journal: Journal) -> tuple[GitStory, dict[str, str]]:
    """The history of a journal, whose posts that are shown were changed once, and by each word the file that hides it."""
    story = GitStory(folder / "journal")
    for path, text in journal.settings.items():
        story.write(path, text)
    posts = {**journal.held, **journal.within, **journal.shown}
    files = {word_of(number): path for number, path in enumerate(posts)}
    # The name of a file says a secret as well; others link to it by that.
    linked = next((word for word, path in files.items() if "SECRET" in path), "")

    def said(word: str, path: str) -> str:
        return posts[path].replace("SECRET", word).replace("HELD", linked)

    for word, path in files.items():
        story.write(path.replace("SECRET", word), said(word, path))
        if path in journal.held:
            beside = PurePosixPath(path).parent
            picture = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{word}</title></svg>'
            for name in (f"{word}.svg", f"{word}.csv", f"{word}.txt"):
                story.write(f"{beside}/{name}", picture)
            if "images/" in posts[path]:
                story.write(f"images/{word}-pic.svg", picture)
    story.commit("2026-02-02T10:00:00+00:00")
    for word, path in files.items():
        if path in journal.within and not path.endswith(".ipynb"):
            story.write(path, f"{said(word, path)}{_MORE}")
    return story.commit("2026-02-20T10:00:00+00:00"), files


def words_in(folder: Path) -> dict[str, set[str]]:
    """Where in a site each of the words is: in the names of files or in what is in them."""
    found: dict[str, set[str]] = {}
    for file in folder.rglob("*"):
        name = file.relative_to(folder).as_posix()
        data = file.read_bytes() if file.is_file() else b""
        data = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
        for word in _WORD.findall(name.encode() + b"\0" + data.lower()):
            found.setdefault(word.decode(), set()).add(name)
    return found


def _without_spaces(text: str) -> str:
    """A text as it is on a screen of any width."""
    return "".join(text.split())


@pytest.mark.parametrize("program", [*JOURNALS, *HABITS])
def test_no_word_that_is_hidden_is_in_the_site_and_no_post_is_lost(
    program: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(run, "HELD_TOLD", 100)
    journal = {**JOURNALS, **HABITS}[program]
    story, files = told(tmp_path, journal)
    site = Site(tmp_path, content=story.path / journal.content)
    built = site.build(
        SITEURL="https://ada.example",
        RELATIVE_URLS=False,
        LEARNING_TIMELINE_SEARCH=True,
        LEARNING_TIMELINE_SOURCE=str(story.path),
    )
    assert {files[word]: sorted(where)[:5] for word, where in words_in(built.folder).items()} == {}
    inside = f"{journal.content}/" if journal.content else ""
    shown = {path.removeprefix(inside) for path in (*journal.within, *journal.shown)}
    assert {line.partition(",")[0] for line in built.text("data/posts.csv").splitlines()[1:]} == shown
    # Of what looks private and is not called a draft in so many words, its author is told.
    said = _without_spaces(caplog.text + capsys.readouterr().out)
    assert [path for path in journal.told if _without_spaces(path.removeprefix(inside)) not in said] == []
    restore(built.folder, tmp_path / "again")
    carried = {file.relative_to(tmp_path / "again").as_posix() for file in (tmp_path / "again").rglob("*")}
    assert [path for path in journal.held if path in carried] == []
