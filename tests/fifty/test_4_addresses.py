"""Addresses never die: what was once published stays, means what it meant, and where it cannot, the build says how."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_timeline.core.errors import ProblemsFound
from learning_timeline.web import addresses
from tests.builders.git_story import GitStory
from tests.builders.share import examples
from tests.builders.site import ROOT, Built, Site

if TYPE_CHECKING:
    from pathlib import Path

POST = "---\ntitle: {title}\ndate: {date}\ncategory: {topic}\n---\n\nThe text of {title}, and nothing else.\n"
DAY = date(2026, 11, 23)
RECORD = "addresses.tsv"


class Journal(Site):
    """A site with a history, whose builds keep to what was published."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.story = GitStory(folder)

    def write(self, path: str, title: str, on: str = "2026-03-01", topic: str = "rl") -> Journal:
        self.story.write(f"content/{path}", POST.format(title=title, date=on, topic=topic))
        return self

    def commit(self) -> Journal:
        self.story.commit("2026-11-20T10:00:00+00:00")
        return self

    def publish(self, day: date = DAY) -> tuple[str, ...]:
        """Build, record, commit, as a publication does."""
        built = self.build(LEARNING_TIMELINE_TODAY=str(day))
        new = addresses.record(built.folder, self.content / RECORD, day)
        self.commit()
        return new

    def check(self, **changed: Any) -> str:
        """What is wrong with the posts' addresses; nothing is written."""
        try:
            self.build(LEARNING_TIMELINE_CHECK=True, **changed)
        except ProblemsFound as found:
            return str(found)
        return ""

    def add_lines(self, said: str) -> None:
        """Do what a message offers."""
        given_up = re.findall(r"addresses --gone (\S+)$", said, flags=re.MULTILINE)
        lines = re.findall(r"printf .*$", said, flags=re.MULTILINE)
        assert given_up or lines
        for address in given_up:
            addresses.give_up(self.content / RECORD, address, DAY)
        for line in lines:
            subprocess.run(["bash", "-euc", line], check=True)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    made = Journal(tmp_path_factory.mktemp("published"))
    made.write("posts/a.md", "On agents").write("posts/b.md", "On bandits", on="2025-05-05", topic="bandits")
    made.story.write("content/pages/about.md", "---\ntitle: About\n---\n\nText.\n").write(
        "content/images/a.svg", "<svg/>"
    )
    made.commit().publish()
    return made


@pytest.fixture
def journal(published: Journal, tmp_path: Path) -> Journal:
    shutil.copytree(published.folder, tmp_path / "journal")
    return Journal(tmp_path / "journal")


@pytest.mark.fifty
def test_what_is_published_is_recorded_once_and_in_order(journal: Journal) -> None:
    before = (journal.content / RECORD).read_text()
    recorded = {line.split("\t")[1] for line in before.splitlines()[1:]}
    assert {"/", "/posts/2026/03/a/", "/2026/", "/2020s/", "/topics/rl/", "/feeds/all.atom.xml", "/about/"} < recorded
    assert {"/images/a.svg", "/data/posts.csv"} < recorded
    assert not [address for address in recorded if re.match(r"/(learning-timeline|theme|data/charts|404)", address)]
    journal.write("posts/c.md", "On credit", on="2027-01-01").commit()
    assert {*journal.publish(date(2027, 1, 2))} == {"/2027/", "/posts/2027/01/c/"}
    after = (journal.content / RECORD).read_text()
    assert after.startswith(before)
    assert [line[:10] for line in after.removeprefix(before).splitlines()] == ["2027-01-02"] * 2
    assert addresses.record(journal.output, journal.content / RECORD, date(2027, 1, 3)) == ()
    assert (journal.content / RECORD).read_text() == after
    print(f"{after.count(chr(10)) - 1} addresses recorded over two publications, each once")


@pytest.mark.fifty
def test_a_post_that_has_moved_is_offered_its_redirect(journal: Journal) -> None:
    site = journal.output / "posts/2026/03/a/index.html"
    page = site.read_bytes()
    journal.story.rename("content/posts/a.md", "content/posts/agents.md")
    journal.commit()
    said = journal.check()
    assert (
        "posts/agents.md: its address /posts/2026/03/a/, published on 2026-11-23, would be lost, as it has moved to "
        "/posts/2026/03/agents/: add `aliases: [/posts/2026/03/a/]` to its front matter" in said
    )
    with pytest.raises(ProblemsFound) as found:
        journal.build()
    assert str(found.value) == said
    assert site.read_bytes() == page  # the old site stands
    journal.story.rename("content/posts/agents.md", "content/posts/actors.md")
    assert "posts/actors.md: its address /posts/2026/03/a/" in journal.check()  # before it is committed, too
    print("a moved post was told with the line that mends it")


@pytest.mark.fifty
def test_the_line_that_is_offered_keeps_the_address_alive(journal: Journal) -> None:
    journal.story.rename("content/posts/a.md", "content/posts/agents.md")
    journal.commit()
    offered = re.search(r"add `(aliases: .+?)` to its front matter", journal.check())
    assert offered is not None
    file = journal.content / "posts/agents.md"
    file.write_text(file.read_text().replace("category: rl\n", f"category: rl\n{offered[1]}\n"))
    journal.commit()
    built = journal.build()
    assert "posts/2026/03/agents/" in built.text("posts/2026/03/a/")
    about = dict(row.split("\t") for row in built.text(addresses.LIST).splitlines())
    assert about["/posts/2026/03/a/"] == about["/posts/2026/03/agents/"] != ""
    print("the line that was offered made a redirect, which keeps the address and what it is about")


@pytest.mark.fifty
def test_another_post_may_not_take_an_address(journal: Journal) -> None:
    journal.story.rename("content/posts/a.md", "content/posts/agents.md")
    journal.commit().write("posts/a.md", "On the alphabet").commit()
    said = journal.check()
    assert (
        "posts/a.md: asks for the address /posts/2026/03/a/, at which another post was published on 2026-11-23" in said
    )
    # Whoever means it says so, and that stays on record.
    journal.add_lines(said)
    assert journal.check() == ""
    print("an address taken by another post ended the build")


def test_a_new_title_and_a_new_text_leave_a_post_what_it_is(journal: Journal) -> None:
    text = POST.format(title="Agents", date="2026-03-01", topic="rl").replace("text", "words")
    journal.story.write("content/posts/a.md", text)
    journal.commit()
    assert journal.check() == ""


def test_a_rewritten_history_leaves_a_post_what_it_is(journal: Journal) -> None:
    before = journal.story.head
    history = journal.story.git("fast-export", "--all").replace("ada@example.org", "ada@example.com")
    journal.story.git("fast-import", "--quiet", "--force", stdin=history.encode(errors="surrogateescape"))
    assert journal.story.head != before
    assert journal.check() == ""


@pytest.mark.fifty
def test_what_would_be_lost_is_told_and_can_be_given_up(journal: Journal) -> None:
    for path in ("posts/b.md", "pages/about.md", "images/a.svg"):
        journal.story.delete(f"content/{path}")
    journal.commit()
    with pytest.raises(ProblemsFound) as of_posts:
        journal.build()
    lost = "the address {}, published on 2026-11-23, would be lost: bring back what was there"
    assert lost.format("/posts/2025/05/b/") in str(of_posts.value)
    journal.add_lines(str(of_posts.value))
    with pytest.raises(ProblemsFound) as of_pages:
        journal.build()
    gone = ["/about/", "/images/a.svg", "/2025/", "/topics/bandits/", "/feeds/bandits.atom.xml"]
    assert [address for address in gone if lost.format(address) not in str(of_pages.value)] == []
    assert "write `aliases: [bandits]` at the topic in topics.yaml" in str(of_pages.value)
    assert "let another post or page say `aliases: [/about/]`" in str(of_pages.value)
    journal.add_lines(str(of_pages.value))
    built = journal.build()
    assert not {*gone} & {*(built.folder / addresses.LIST).read_text().split()}
    assert "/about/\tgone\n" in (journal.content / RECORD).read_text()
    print(f"{len(gone) + 1} addresses that would be lost ended the build, each with what to do")


def test_a_post_that_becomes_a_draft_is_missed(journal: Journal) -> None:
    journal.story.write("content/posts/b.md", "---\ntitle: On bandits\ndate: 2025-05-05\nstatus: draft\n---\n\nText.\n")
    assert "the address /posts/2025/05/b/, published on 2026-11-23, would be lost" in journal.check()


def test_a_line_that_was_taken_out_is_missed(journal: Journal) -> None:
    file = journal.content / RECORD
    dropped = next(line for line in file.read_text().splitlines() if "/about/" in line)
    file.write_text(file.read_text().replace(f"{dropped}\n", ""))
    for _ in range(2):
        assert f"addresses.tsv: has lost the line “{dropped}”: put it back".replace("\t", r"\t") in journal.check()
        journal.commit()


@pytest.mark.parametrize("line", ["2026-11-23 /a/ x", "yesterday\t/a/\t", "2026-11-23\t/a/"])
def test_a_line_that_is_none_is_told_with_its_number(line: str, tmp_path: Path) -> None:
    (tmp_path / RECORD).write_text(f"{addresses.HEAD}\n{line}\n")
    _, (problem,) = addresses.read(tmp_path / RECORD)
    assert str(problem).startswith("addresses.tsv:2: is not a line of the record: ")


def test_a_site_of_an_earlier_day_lacks_what_came_later(journal: Journal) -> None:
    built = journal.build(LEARNING_TIMELINE_TODAY="2025-06-01")
    assert not built.has("posts/2026/03/a/")


@pytest.mark.fifty
def test_a_clock_before_the_last_publication_ends_the_build(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    with (journal.content / RECORD).open("a") as file:
        file.write("2198-05-05\t/later/\t\n")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    said = journal.check(LEARNING_TIMELINE_TODAY="")
    assert "says that /later/ was published on 2198-05-05, and this machine's clock says" in said
    assert "set the clock, or name the day by --today" in said
    assert "this machine's clock" not in journal.check()
    print("a clock that lies before the last publication ended the build")


def test_the_address_of_a_post_that_has_a_problem_is_not_said_to_be_lost_as_well(journal: Journal) -> None:
    text = (journal.content / "posts/a.md").read_text(encoding="utf-8")
    (journal.content / "posts/a.md").write_text(text.replace("---\n", "---\nsave_as: ../x.html\n", 1), encoding="utf-8")
    (journal.content / "posts/b.md").unlink()
    said = journal.check().splitlines()[1:]
    assert [("/a/" in line, "/b/" in line) for line in said] == [(False, True), (False, False)]
    assert "posts/a.md:2: `save_as` is" in said[1]


def test_where_no_record_is_asked_for_none_is_kept(journal: Journal) -> None:
    journal.story.delete("content/posts/b.md")
    assert not journal.build(LEARNING_TIMELINE_ADDRESSES="").has(addresses.LIST)


def test_the_list_in_the_site_is_that_of_a_build_from_nothing(journal: Journal, tmp_path: Path) -> None:
    journal.write("posts/c.md", "On credit").commit()
    step_by_step = journal.build().files()
    journal.build(OUTPUT_PATH=str(tmp_path / "other"), CACHE_PATH=str(tmp_path / "other-cache"))
    assert Built(tmp_path / "other").files() == step_by_step
    assert b"/posts/2026/03/c/\t" in step_by_step[addresses.LIST]


def test_invoke_addresses_says_where_no_site_is(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "invoke", "addresses", "--output", str(tmp_path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "addresses.tsv: there is no such file: build the site first" in ended.stderr


# ── The functions alone ──

KNOWN = addresses.Line(DAY, "/old/", "1" * 40, 2)


def expected(*lines: addresses.Line) -> addresses.Expected:
    return addresses.Expected(RECORD, RECORD, addresses.last_lines(lines, DAY), {}, DAY)


def test_an_alias_keeps_an_address_alive() -> None:
    moved = addresses.PostNow("posts/new.md", "/new/", "1" * 40)
    assert len([*addresses.changed_posts(expected(KNOWN), [moved], {"/new/": "posts/new.md"})]) == 1
    living = {"/new/": "posts/new.md", "/old/": "posts/new.md"}
    assert [*addresses.changed_posts(expected(KNOWN), [moved], living)] == []


def test_where_git_does_not_know_a_post_it_is_taken_for_what_it_was() -> None:
    unknown = addresses.PostNow("posts/old.md", "/old/", "")
    assert [*addresses.changed_posts(expected(KNOWN), [unknown], {"/old/": "posts/old.md"})] == []


NAMES = st.sampled_from([f"/{name}/" for name in "abcde"])
ABOUT = st.sampled_from(["", "1" * 40, "2" * 40])


@settings(deadline=None, max_examples=examples(25))
@given(sites=st.lists(st.dictionaries(NAMES, ABOUT), max_size=6))
def test_a_record_only_grows_and_holds_every_address_once(
    sites: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("record")
    (folder / "data").mkdir()
    file, text = folder / RECORD, ""
    for number, site in enumerate(sites, 1):
        (folder / addresses.LIST).write_bytes(addresses.listed(site, site))
        addresses.record(folder, file, date(2026, 1, number))
        now = file.read_text() if file.exists() else ""
        assert now.startswith(text)
        text = now
        lines, problems = addresses.read(file)
        assert problems == []
        known = addresses.last_lines(lines, DAY)
        assert site.keys() <= known.keys()
        # Twice at most: once before git knew the post, and once since.
        assert all(sum(line.address == address for line in lines) <= 2 for address in known)
