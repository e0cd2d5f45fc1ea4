"""Files of reStructuredText in a journal: Nikola's fields, and titles and days that a file does not say itself."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from learning_timeline.core.errors import ProblemsFound
from tests.builders.git_story import GitStory
from tests.builders.site import Site

if TYPE_CHECKING:
    from pathlib import Path


def test_what_a_file_does_not_say_its_comments_its_name_and_git_do(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "content")
    fields = ".. title: By comments\n.. slug: said\n.. date: 2016-07-20 23:30:46 UTC+08:00\n.. tags: a, b\n.. category: maths\n"
    story.write("posts/nikola.rst", f"{fields}.. link: \n.. type: text\n\nWords.\n")
    story.write("posts/nikola.md", f"<!--\n{fields.replace('said', 'also')}-->\n\nWords *here*.\n")
    story.write("posts/held.rst", ".. title: Held\n.. date: 2016-07-20\n.. status: private\n\nWords.\n")
    story.write("2024-01-31-by-name.rst", "Words.\n").write("by-git.rst", "By git\n======\n\nWords.\n")
    story.write(
        "posts/shown.rst", ".. title: Shown\n.. date: 2016-07-21\n\n.. image:: /images/a.png\n\n.. image:: b.png\n"
    )
    story.write("images/a.png", "a").write("posts/b.png", "b")
    story.commit("2024-03-09T10:00:00+00:00")
    built = Site(tmp_path).build()
    assert all((built.folder / name).is_file() for name in ("images/a.png", "posts/b.png"))
    assert built.text("posts/2016/07/shown/").count('.png"') >= 2
    rows = csv.DictReader(io.StringIO(built.text("data/posts.csv")))
    assert [
        (row["title"], row["published_on"], row["date_source"], row["topic"])
        for row in sorted(rows, key=lambda row: row["published_on"])
    ] == [
        ("By comments", "2016-07-20", "front matter", "maths"),
        ("By comments", "2016-07-20", "front matter", "maths"),
        ("Shown", "2016-07-21", "front matter", "unsorted"),
        ("by name", "2024-01-31", "file name", "unsorted"),
        ("By git", "2024-03-09", "git", "unsorted"),
    ]


def test_posts_of_the_blog_of_sphinx_are_dated_and_link_to_each_other(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "content")
    options = "   :author: A reader\n   :tags: sun\n   :category: news\n"
    links = "See :doc:`the second <b>`, :ref:`words <label>` and :meth:`~sun.rise`, :abbr:`UT (Universal Time)`."
    story.write("posts/a.rst", f"First\n=====\n\n.. post:: June 27, 2019\n{options}\n{links}\n\n.. toctree::\n\n   b\n")
    story.write("posts/b.rst", "Second\n======\n\n.. post:: 28 Jun 2019\n\nWords.\n")
    story.write("posts/c.rst", "Third\n=====\n\n.. post::\n\nSECRET.\n")
    story.commit("2024-03-09T10:00:00+00:00")
    built = Site(tmp_path).build()
    rows = list(csv.DictReader(io.StringIO(built.text("data/posts.csv"))))
    assert [(row["title"], row["published_on"], row["topic"]) for row in rows] == [
        ("First", "2019-06-27", "news"),
        ("Second", "2019-06-28", "unsorted"),
    ]
    shown = built.text("posts/2019/06/first/")
    assert all(words in shown for words in ("/second/", "words", "sun.rise"))
    assert '<abbr title="Universal Time">UT</abbr>' in shown  # as Pelican has it
    assert not any(sign in shown for sign in (":doc:", ":ref:", "post::", "toctree", "SECRET"))


def test_no_file_is_lost_for_what_is_wrong_in_it(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "content")
    story.write("bad-day.rst", "Bad day\n=======\n\n:date: 2024-13-45\n:status: in progress\n\nWords.\n")
    story.write(
        "plugin.rst",
        "Plugin\n======\n\n:date: 2024-03-05\n\nBefore.\n\n.. SECRET.\n\n.. todo:: SECRET\n\n"
        ".. only:: latex\n\n   SECRET\n\n.. only:: html\n\n   Shown.\n\n.. youtube:: abc\n\nA :strange:`role`.\n",
    )
    story.write("held.rst", "Held\n====\n\n:published: no\n\nSECRET.\n")
    story.commit("2024-03-09T10:00:00+00:00")
    built = Site(tmp_path).build()
    rows = csv.DictReader(io.StringIO(built.text("data/posts.csv")))
    told = {row["title"]: (row["published_on"], row["date_source"]) for row in rows}
    assert told == {"Bad day": ("2024-03-09", "git"), "Plugin": ("2024-03-05", "front matter")}
    shown = built.text("posts/2024/03/plugin/")
    assert ".. youtube:: abc" in shown
    assert ":strange:`role`" in shown
    assert "System Message" not in shown
    assert "SECRET" not in shown
    assert "<p>Shown.</p>" in shown
    assert "system-message" not in shown
    with pytest.raises(ProblemsFound) as found:
        Site(tmp_path).build(LEARNING_TIMELINE_CHECK=True, LEARNING_TIMELINE_STRICT=True)
    said = str(found.value)
    for part in (
        "bad-day.rst:4: `date` is '2024-13-45', which is not a date",
        "bad-day.rst:5: `status`",
        "plugin.rst:20:",
    ):
        assert part in said


def test_a_page_that_stands_is_made_again_when_its_neighbour_is_another(tmp_path: Path) -> None:
    site = Site(tmp_path).post("a.rst", "A\n=\n\n:date: 2026-02-03\n\nText.\n")
    site.build()
    built = site.post("b.md", "---\ntitle: Another\ndate: 2026-02-04\n---\nText.\n").build()
    assert "Another" in built.text("posts/2026/02/a/")
