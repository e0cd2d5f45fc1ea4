"""The versions of a post, how often it was touched, and what is said while they are read."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

from analytics.cache import Mined
from analytics.errors import ContentError
from analytics.history import Version, VersionReader, bulk, mining, read_history, repository, versions
from analytics.log import Log
from analytics.model import Commit
from demo.fast_import import Change, Revision, run_git, write_history
from tests.builders.git_story import GitStory

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from analytics.history import History
    from analytics.history.repository import Repository

FIRST, SECOND, THIRD, FOURTH, FIFTH = (f"2026-03-0{day}T10:00:00+01:00" for day in range(1, 6))


@pytest.fixture
def story(tmp_path: Path) -> GitStory:
    """A post that was written, changed by a bot, changed and moved, and one that came from outside the content folder."""
    story = (
        GitStory(tmp_path / "journal").write("content/a.md", "One two.\n" * 9).write("notes/x.md", "X.\n").commit(FIRST)
    )
    story.write("content/a.md", "One two.\n" * 10).commit(SECOND, author="Bot")
    story.rename("content/a.md", "content/b.md").write("content/b.md", "One two.\n" * 11).commit(THIRD)
    story.rename("notes/x.md", "content/x.md").commit(FOURTH)
    return story.write("outside.md").commit(FIFTH)


def blob(story: GitStory, name: str) -> str:
    return story.git("rev-parse", name).strip()


def test_the_versions_of_a_post_are_its_days_texts_and_paths(story: GitStory) -> None:
    history = read_history(story.path / "content", ignore_authors=["bot"])
    assert history.versions("b.md") == (
        Version(date(2026, 3, 1), blob(story, "HEAD~4:content/a.md"), "a.md"),
        Version(date(2026, 3, 2), blob(story, "HEAD~3:content/a.md"), "a.md"),
        Version(date(2026, 3, 3), blob(story, "HEAD~2:content/b.md"), "b.md"),
    )
    assert history.versions("x.md") == (Version(date(2026, 3, 1), blob(story, "HEAD:content/x.md"), "notes/x.md"),)
    assert [history.touched(name) for name in ("b.md", "x.md", "a.md", "outside.md", "new.md")] == [3, 1, 0, 0, 0]
    assert [history.versions(name) for name in ("a.md", "new.md", "../outside.md")] == [(), (), ()]
    first = {"b.md": blob(story, "HEAD~4:content/a.md"), "x.md": blob(story, "HEAD:content/x.md")}
    assert history.first_versions == first
    post = history.post("b.md")
    assert post is not None
    assert (str(post.modified), post.revisions) == ("2026-03-03 10:00:00+01:00", 1)
    assert history.last_commit_on == date(2026, 3, 5)


def test_of_a_shallow_clone_no_version_is_taken_for_the_first(story: GitStory, tmp_path: Path) -> None:
    story.write("content/new.md").write("content/b.md", "Short.\n").commit(FIFTH)
    clone = tmp_path / "shallow"
    story.git("clone", "--quiet", "--depth=2", f"file://{story.path}", str(clone))
    history = read_history(clone / "content")
    assert history.first_versions == {"new.md": blob(story, "HEAD:content/new.md")}
    assert [one.blob for one in history.versions("b.md")] == [blob(story, "HEAD:content/b.md")]
    assert [history.touched(name) for name in ("b.md", "x.md", "new.md")] == [1, 0, 1]


def test_texts_of_versions_that_are_there_as_text(story: GitStory) -> None:
    story.write("bytes.md", b"\xff").write("empty.md", "").write("lines.md", "a\n\nb").commit(FIFTH)
    names = ["HEAD:lines.md", "HEAD:bytes.md", "HEAD:empty.md", "HEAD:content/x.md"]
    asked = [*(blob(story, name) for name in names), "0" * 40]
    reader = VersionReader(story.path)
    reader.close()  # none was asked for
    assert reader.texts(asked) == ["a\n\nb", None, "", "X.\n", None]
    assert reader.texts([]) == []
    assert reader.texts(asked[:1] * 2) == ["a\n\nb"] * 2
    reader.close()
    assert reader.texts(asked[:1]) == ["a\n\nb"]
    reader.close()
    shutil.rmtree(story.path / ".git")
    with pytest.raises(
        Exception, match=r"^There is no git repository here any more, so no version of a post can be read\.$"
    ):
        reader.texts(asked)


def test_only_posts_that_changed_are_read_again(
    story: GitStory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    contents = versions._contents

    def noted(repo: Repository, blobs: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        asked.extend(one.decode() for one in blobs)
        return contents(repo, blobs)

    monkeypatch.setattr(versions, "_contents", noted)

    def read() -> tuple[History, set[str]]:
        asked.clear()
        history = read_history(story.path / "content", cache=tmp_path / "cache")
        assert history.texts.written.tolist() == read_fresh().texts.written.tolist()
        return history, set(asked)

    def read_fresh() -> History:
        before = list(asked)
        history = read_history(story.path / "content")
        asked[:] = before
        return history

    assert len(read()[1]) == 4  # three versions of one, one of the other
    story.write("outside.md", "Other.\n").commit(FIFTH)
    assert read()[1] == set()
    x = blob(story, "HEAD:content/x.md")
    story.write("content/x.md", "X and Y.\n").commit(FIFTH)
    assert read()[1] == {x, blob(story, "HEAD:content/x.md")}
    story.write("content/new.md", "Z.\n").commit(FIFTH)
    assert read()[1] == {blob(story, "HEAD:content/new.md")}
    assert read()[1] == set()


def test_progress_is_told_every_five_hundred(tmp_path: Path) -> None:
    when = datetime.fromisoformat(FIRST)
    revisions = [Revision("Ada", "a@b", when, "x", [Change("a.md", str(number))]) for number in range(1001)]
    write_history(tmp_path / "journal", revisions, checkout=False)
    told: list[tuple[str, int, int | None]] = []
    read_history(tmp_path / "journal", progress=lambda stage, done, total: told.append((stage, done, total)))
    assert told == [
        ("Reading history", 500, None),
        ("Reading history", 1000, None),
        ("Reading history", 1001, 1001),
        ("Counting words", 500, None),
        ("Counting words", 1000, None),
    ]


def mined(*commits: str, posts: Sequence[str] = (), others: Sequence[str] = ()) -> Mined:
    log = Log.of(Commit(letter * 40, (), 0, 0, "Ada", "ada@example.org", ()) for letter in commits)
    paths = log.paths.including([*posts, *others])
    log = log.__class__(**{**vars(log), "paths": paths})
    places = np.arange(len(posts) + len(others), dtype=np.int32)
    return Mined(head="a" * 40, log=log, path=places, is_post=places < len(posts))


@pytest.mark.parametrize(
    ("before", "now", "left", "said"),
    [
        (mined("a", "b", posts=["a.md"]), "a", ["a.md"], "1 is gone."),
        (mined("a", "b", "c", posts=["a.md"]), "a", [], "2 are gone; not there any more: a.md."),
        (mined("a", others=["b.txt"]), "a", [], "0 are gone."),
        (mined("a", posts=["c", "b", "a"]), "", [], "1 is gone; not there any more: a, b, c."),
        (mined("a", posts=["d", "c", "b", "a"]), "", [], "1 is gone; not there any more: a, b, c and 1 more."),
    ],
)
def test_what_a_rewritten_history_has_lost(before: Mined, now: str, left: list[str], said: str) -> None:
    begin = "The history was rewritten since the last build; all of it was read again. Of the commits that were there "
    assert mining._what_is_gone(before, mined(*now).log, left) == begin + said


def test_lists_of_commits_and_of_authors_are_read_as_people_write_them() -> None:
    one, long = "0123456789" * 4, "0123456789abcdef" * 4
    assert bulk._revisions("x", f"\n# all\n {one.upper()} # why\n{long}\n#\n") == {one.encode(), long.encode()}
    for wrong in (one[:-1], one + "0", "x" * 40, f"{one} {one}"):
        with pytest.raises(ContentError, match=f"x:2: '{wrong}' is not a full commit id: write all of its 40 digits"):
            bulk._revisions("x", f"{one}\n{wrong}")
    person = "Renovate[bot]\n29+renovate@bots.example"
    patterns = {
        **dict.fromkeys(("renovate[bot]", "RENOVATE*", "*@bots.example", "29+Renovate@*", "*[bot]", "*"), True),
        **dict.fromkeys(("renovate", "renovate?bot]", "renovate[bo]", "bots.example", ""), False),
    }
    assert {pattern: bulk._is_ignored(person, [pattern]) for pattern in patterns} == patterns
    assert not bulk._is_ignored(person, [])
    assert bulk._is_ignored(person, ["x", "*[bot]"])


def test_names_of_the_mailmap_and_words_of_git_are_taken_as_they_are() -> None:
    people = {"Ada <a@b>": "Ada\na@b", "A <B> <c@d>": "A <B>\nc@d", "<a@b>": "\na@b", " Ada  <>": "Ada\n"}
    assert {text: mining._person(text) for text in people} == people
    error = repository.git_error()("git log", 128, b"fatal: bad object\n hint: fetch it\n")
    assert repository.hint(error) == "fatal: bad object hint: fetch it"
    assert repository.hint(ValueError("  two\n lines ")) == "two lines"


def test_what_is_a_post_depends_on_where_it_lies_and_how_it_ends(tmp_path: Path) -> None:
    names = {"content/a.md": True, "content/A.MD": True, "content/a.txt": False, "other/a.md": False, "a.md": False}
    assert {name: mining._is_post(name, "content/") for name in names} == names
    story = GitStory(tmp_path / "journal").write("content/a.md").write("b.md").commit(FIRST)
    assert read_history(story.path / "content").prefix == "content/"
    history = read_history(story.path)
    assert (history.prefix, history.texts.written.tolist()) == ("", [1, 1])
    assert run_git(story.path, "status", "--porcelain") == b""
