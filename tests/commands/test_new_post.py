"""The beginning of a post: what is told, what is asked, and what its kind asks of its author."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

import analytics
from learning_timeline.commands.new_post import OUTLINES, Form, Known, NewPost, UnknownError, asked
from learning_timeline.reading.frontmatter import split

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = Known(
    analytics.parse_topics("language-models: {name: Language models, aliases: [llm]}\n", "topics.yaml"),
    analytics.parse_bibliography("@misc{vaswani2017, title = {Attention}, eprint = {1706.03762}}\n", "resources.bib"),
)


def test_each_kind_but_the_note_asks_something_of_its_author() -> None:
    assert set(OUTLINES) == set(analytics.KINDS) - {"note"}
    paper = NewPost("T", "2026-11-23", kind="paper", resources=("arxiv:1706.03762",)).text
    assert split(paper).fields["resources"] == ["arxiv:1706.03762"]
    headings = [line for line in paper.splitlines() if line.startswith("## ")]
    assert headings == [
        "## The claim",
        "## The method",
        "## What convinced me",
        "## What did not",
        "## What I would try",
    ]
    assert NewPost("T", "2026-11-23").text.endswith("---\n\n")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    post = NewPost("What: “attention”?", "2026-11-23", is_draft=True)
    file = post.write(tmp_path)
    assert file == tmp_path / "posts/2026/what-attention.md"
    file.write_text("Mine.\n", encoding="utf-8")
    with pytest.raises(UnknownError, match="this post is there already"):
        post.write(tmp_path)
    assert file.read_text(encoding="utf-8") == "Mine.\n"


def test_a_title_may_be_longer_than_the_name_of_a_file(tmp_path: Path) -> None:
    file = NewPost("Über alles, was ich lernte " * 40, "2026-11-23").write(tmp_path)
    assert len(file.name.encode()) <= 255
    assert split(file.read_text(encoding="utf-8")).fields["title"].count("lernte") == 40


def test_the_name_of_a_file_does_not_begin_as_an_option_does() -> None:
    assert NewPost("-dash", "2026-11-23").path == "posts/2026/dash.md"
    assert NewPost(". hidden", "2026-11-23").path == "posts/2026/hidden.md"


def test_the_name_of_a_file_is_none_of_a_device() -> None:
    assert NewPost("Aux", "2026-11-23").path == "posts/2026/aux_.md"
    assert NewPost("Auxiliary", "2026-11-23").path == "posts/2026/auxiliary.md"


def test_names_are_understood_in_any_of_their_ways() -> None:
    assert KNOWN.topic("LLM") == KNOWN.topic("Language models") == "language-models"
    assert KNOWN.resources("vaswani2017, arxiv:1706.03762 vaswani2017") == ("vaswani2017", "arxiv:1706.03762")
    assert KNOWN.title_of(["https://example.org/", "arxiv:1706.03762"]) == "Attention"
    for read, text in (
        (KNOWN.topic, "quantum"),
        (KNOWN.kind, "papr"),
        (KNOWN.resources, "ho2020"),
        (KNOWN.resources, "arxiv:1"),
    ):
        with pytest.raises(UnknownError, match=": "):
            read(text)


def answers(keys: str, *told: str) -> tuple[str, ...]:
    """What is known after a person who types these keys was asked for what was not told."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(keys)
        # In a thread of its own, since a browser that other tests use has its event loop in this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(copy_context().run, asked, KNOWN, *told).result()


def test_a_person_is_asked_for_what_is_not_told_until_it_will_do() -> None:
    # The kind stands there already and is deleted; an unknown topic is not taken.
    keys = "\x15paper\r" + "vaswani2017\r" + "quantum\r" + "\x15llm\r" + "\r"
    assert answers(keys, "", "", "", "") == ("Attention", "llm", "paper", "vaswani2017")


def test_what_is_told_is_not_asked() -> None:
    told = ("T", "llm", "note", "vaswani2017")
    assert answers("", *told) == told


@pytest.mark.parametrize(
    ("settings", "folders", "path"),
    [
        ({"LEARNING_TIMELINE_MARKDOWN": True}, [], "posts/2026/a.md"),
        ({}, [], "a.md"),
        ({}, ["2025"], "2026/a.md"),
        ({}, ["posts"], "posts/a.md"),
        ({"ARTICLE_PATHS": ["blog"]}, ["blog/2024"], "blog/2026/a.md"),
        ({"ARTICLE_PATHS": [""]}, ["pages"], "a.md"),
        ({"ARTICLE_PATHS": ["{posts}"]}, [], "{posts}/a.md"),
    ],
)
def test_a_post_goes_where_the_others_of_its_site_are(
    tmp_path: Path, settings: dict[str, object], folders: list[str], path: str
) -> None:
    for folder in folders:
        (tmp_path / folder).mkdir(parents=True)
    assert NewPost("A", "2026-11-23", form=Form.of(settings, tmp_path)).path == path


def test_in_a_site_whose_posts_pelican_reads_the_fields_are_pelicans_and_none_is_empty(tmp_path: Path) -> None:
    form = Form.of({}, tmp_path)
    note = NewPost("Why: #1", "2026-11-23", "Python", form=form)
    assert note.text == "Title: Why: #1\nDate: 2026-11-23\nCategory: Python\n\n"
    paper = NewPost("A", "2026-11-23", kind="talk", resources=("a", "b"), is_draft=True, form=form)
    assert paper.text.startswith(
        "Title: A\nDate: 2026-11-23\nKind: talk\nResources: a, b\nStatus: draft\n\n## What was said\n"
    )


def test_where_no_topic_is_declared_any_will_do(tmp_path: Path) -> None:
    assert Known.read(tmp_path).topic("Machine learning") == "Machine learning"
