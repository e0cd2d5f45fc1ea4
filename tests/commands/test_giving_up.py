"""What is deleted goes in one step, with its addresses; what is only renamed keeps them."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest
from invoke.exceptions import Exit

from learning_timeline.commands.giving_up import delete, find, give_up_vanished
from learning_timeline.commands.workplace import Workplace
from learning_timeline.core.errors import ProblemsFound
from learning_timeline.web import addresses
from tests.builders.git_story import GitStory
from tests.builders.site import ROOT, Site

if TYPE_CHECKING:
    from pathlib import Path

POST = "---\ntitle: {title}\ndate: {day}\ncategory: {topic}\n---\n\nThe text of {title}, and nothing else.\n"
SETTINGS = f"""import runpy
globals().update(runpy.run_path({str(ROOT / "pelicanconf.py")!r}))
PLUGIN_PATHS, THEME = [{str(ROOT / "plugins")!r}], {str(ROOT / "theme")!r}
"""
DAY = date(2026, 11, 23)


class Journal(Site):
    """A site in a repository, whose addresses are recorded."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.story = GitStory(folder)
        self.story.write("pelicanconf.py", SETTINGS).write(".gitignore", "output*\n.cache\ncache\n")
        self.record = self.content / "addresses.tsv"

    def post(self, path: str, title: str, day: str, topic: str) -> Journal:
        self.story.write(f"content/{path}", POST.format(title=title, day=day, topic=topic))
        return self

    def publish(self) -> Journal:
        self.story.commit("2026-11-20T10:00:00+00:00")
        addresses.record(self.build(LEARNING_TIMELINE_TODAY=str(DAY)).folder, self.record, DAY)
        self.story.commit("2026-11-20T11:00:00+00:00")
        return self


@pytest.mark.slow
def test_a_post_is_deleted_with_all_that_goes_with_it(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal").post("posts/a.md", "On agents", "2026-03-01", "rl")
    journal.post("posts/bandits/index.md", "On bandits", "2025-05-05", "bandits").publish()
    here = Workplace.around(journal.content)
    with pytest.raises(Exit, match="/posts/2025/05/bandits/ is still there"):
        give_up_vanished(here, "/posts/2025/05/bandits/")
    said: list[str] = []
    # What is edited and not committed comes back with the post.
    before = journal.record.read_bytes() + b"2026-11-22\t/elsewhere/\t(gone)\n"
    journal.record.write_bytes(before)
    delete(here, "posts/bandits", said.append)
    undo = re.findall("`([^`]+)`", said[1])[0]
    subprocess.run(undo, cwd=journal.folder, shell=True, check=True)
    assert journal.record.read_bytes() == before
    assert journal.story.git("status", "--porcelain") == " M content/addresses.tsv\n"
    journal.story.git("restore", "content/addresses.tsv")
    said.clear()
    delete(here, "https://example.org/posts/2025/05/bandits/", said.append)
    gone = {"/posts/2025/05/bandits/", "/2025/", "/topics/bandits/", "/feeds/bandits.atom.xml"}
    assert {*said[0].partition(": ")[2].split(", ")} == gone
    assert "content/posts/bandits is deleted: commit it" in said[1]
    assert sorted(journal.story.git("status", "--porcelain").split("\n"))[1:] == [
        "D  content/posts/bandits/index.md",
        "M  content/addresses.tsv",
    ]
    # Nothing is wrong any more, and nothing else was given up.
    assert not journal.build(LEARNING_TIMELINE_TODAY="2026-11-30").has("topics/bandits/")
    with pytest.raises(Exit, match=r"/topics/bandit/: no such address .* did you mean /topics/bandits/"):
        give_up_vanished(here, "/topics/bandit/")


@pytest.mark.slow
def test_a_record_that_git_ignores_stays_out_of_it_and_comes_back_with_the_post(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal").post("posts/a.md", "On agents", "2026-03-01", "rl")
    journal.post("posts/b.md", "On bandits", "2025-05-05", "bandits")
    journal.story.write(".gitignore", "output*\n.cache\ncache\naddresses.tsv\n")
    before = journal.publish().record.read_bytes()
    said: list[str] = []
    delete(Workplace.around(journal.content), "posts/b", said.append)
    assert b"/posts/2025/05/b/\tgone" in journal.record.read_bytes()
    assert journal.story.git("status", "--porcelain") == "D  content/posts/b.md\n"
    undo = re.findall("`([^`]+)`", said[1])[0]
    subprocess.run(undo, cwd=journal.folder, shell=True, check=True)
    assert journal.record.read_bytes() == before
    assert journal.story.git("status", "--porcelain") == ""


def test_what_is_no_post_is_not_deleted(tmp_path: Path) -> None:
    (tmp_path / "resources.bib").touch()
    with pytest.raises(Exit, match=r"resources\.bib: that is not a post"):
        find(tmp_path, str(tmp_path / "resources.bib"))


def test_a_post_of_restructured_text_does_not_go_with_the_one_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = GitStory(tmp_path).write("pelicanconf.py", 'PATH = "content"\n').write("content/a b/index.md")
    story.write("content/a b/other.rst").commit("2026-11-20T10:00:00+00:00")
    delete(Workplace.around(tmp_path), "a b", print)
    assert story.git("status", "--porcelain") == 'D  "content/a b/index.md"\n'
    assert "`git restore --staged --worktree 'content/a b/index.md'` brings it back" in capsys.readouterr().out


@pytest.mark.slow
def test_the_address_of_a_post_does_not_delete_another_whose_file_has_its_name(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal").post("posts/a.md", "On walks\nslug: b", "2026-03-01", "graphs")
    journal.post("posts/b.md", "On trees\nslug: c", "2026-03-02", "graphs").publish()
    with pytest.raises(Exit, match="/posts/2026/03/b/ is still there"):
        delete(Workplace.around(journal.content), "/posts/2026/03/b/", print)
    assert journal.story.git("status", "--porcelain") == ""


@pytest.mark.slow
def test_a_topic_that_is_renamed_keeps_its_page_and_its_feed(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal").post("posts/a.md", "On trees", "2026-03-01", "graphs").publish()
    feed = (journal.output / "feeds/graphs.atom.xml").read_text(encoding="utf-8")
    journal.post("posts/a.md", "On trees", "2026-03-01", "graph-theory").story.commit("2026-11-21T10:00:00+00:00")
    with pytest.raises(ProblemsFound) as lost:
        journal.build(LEARNING_TIMELINE_TODAY=str(DAY), FEED_ALL_ATOM=None)
    assert "/feeds/all.atom.xml, published on 2026-11-23, would be lost: bring back what was there, or give" in str(
        lost.value
    )
    assert str(lost.value).count("write `aliases: [graphs]` at the topic in topics.yaml that has another name now") == 2
    assert str(lost.value).endswith("addresses --gone /topics/graphs/") or "--gone /feeds/graphs.atom.xml" in str(
        lost.value
    )
    journal.story.write("content/topics.yaml", "graph-theory:\n  name: Theory of graphs\n  aliases: [graphs]\n")
    built = journal.build(LEARNING_TIMELINE_TODAY=str(DAY), CATEGORY_FEED_RSS="feeds/{slug}.rss.xml")
    assert "On trees" in built.text("feeds/graphs.rss.xml")
    assert "url=../../topics/graph-theory/" in built.text("topics/graphs/index.html")
    assert "Theory of graphs" in built.text("topics/graphs/index.html")
    kept = built.text("feeds/graphs.atom.xml")
    # Who subscribed has the same feed, with the same entries.
    assert kept.partition("<id>")[2].partition("</id>")[0] == feed.partition("<id>")[2].partition("</id>")[0]
    assert "On trees" in kept
    assert not built.has("feeds/theory-of-graphs.atom.xml")


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("a", "posts/2026/a.md"),
        ("/posts/2026/11/a/", "posts/2026/a.md"),
        ("posts/2026/a.md", "posts/2026/a.md"),
        ("walks", "posts/walks/index.md"),
        ("b", "several posts are called so: name one of posts/2025/b.md, posts/2026/b.ipynb"),
        ("2025/b", "posts/2025/b.md"),
        ("c", "there is no such post"),
    ],
)
def test_a_post_is_found_by_any_of_its_names(tmp_path: Path, named: str, found: str) -> None:
    for path in ("posts/2026/a.md", "posts/2025/b.md", "posts/2026/b.ipynb", "posts/walks/index.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    if found.startswith("posts/"):
        assert find(tmp_path, named) == tmp_path / found
        return
    with pytest.raises(Exit, match=re.escape(found)):
        find(tmp_path, named)
