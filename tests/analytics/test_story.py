"""`story.yaml`: what an author says of the journal's story, and every mistake named by its line."""

from __future__ import annotations

import pytest

from analytics import ContentError, LifeChapter, PartialDate, Story, parse_story

GOOD = """
author: Ada
subject: AI
born: 1990-05
years: 90
chapters:
  - {name: First job, from: 2030-07}
  - {name: PhD, from: 2026-09, to: 2030-06}
steps: {longest-silence: no, first-post: It began with a question.}
"""


def test_a_story_says_who_what_and_when() -> None:
    assert parse_story(GOOD, "story.yaml") == Story(
        author="Ada",
        subject="AI",
        born=PartialDate(1990, 5),
        years=90,
        chapters=(
            LifeChapter("PhD", PartialDate(2026, 9), PartialDate(2030, 6)),
            LifeChapter("First job", PartialDate(2030, 7), None),
        ),
        steps={"longest-silence": "", "first-post": "It began with a question."},
    )
    assert parse_story("", "story.yaml") == parse_story("# nothing\n", "story.yaml") == Story()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("subjct: AI", "story.yaml:1: the story has the unknown field 'subjct'"),
        ("- a", "story.yaml:1: the story is not a mapping"),
        ("years: 90", "story.yaml:1: it is not known from when on the years count"),
        ("born: 1990\nyears: 900", "story.yaml:2: '900' is not a number of years"),
        ("born: May", "story.yaml:1: `born` is 'May', which is not a date"),
        ("chapters: PhD", "story.yaml:1: the chapters are not a list"),
        ("chapters:\n  - {name: PhD}", "story.yaml:2: this chapter has no from"),
        ("chapters:\n  - {name: PhD, from: 2030, to: 2029}", "story.yaml:2: this chapter ends before it begins"),
        ("steps: {first: no}", "story.yaml:1: 'first' is no step of the story"),
        ("sentence: [a]", "story.yaml:1: sentence is not a text"),
    ],
)
def test_a_mistake_is_named_by_its_line(text: str, said: str) -> None:
    with pytest.raises(ContentError) as raised:
        parse_story(text, "story.yaml")
    assert str(raised.value).startswith(said)
