"""The chapters of a life: each is told where its numbers carry it, and the author may change or drop it."""

from __future__ import annotations

from datetime import date

from analytics import Identifier, PartialDate, Resource, Story
from learning_timeline.journal.chapters import Step, steps
from learning_timeline.journal.posts import Notes
from learning_timeline.reading.predictions import Prediction
from tests.builders.timelines import every, timeline


def by_name(told: tuple[Step, ...]) -> dict[str, Step]:
    return {step.name: step for step in told}


def test_three_posts_have_a_story_of_one_step() -> None:
    told = steps(timeline(every(1, "2026-11-23", 3, "rl"), today="2026-11-29"), [], Story())
    assert [(step.name, step.text) for step in told] == [
        ("first-post", "On 23 November 2026 I wrote “Post 0”, about Rl.")
    ]
    assert steps(timeline([], today="2026-11-29"), [], Story()) == ()


LIFE = [
    *every(9, "2026-01-05", 12, "graphs"),
    *every(9, "2026-02-01", 6, "rl"),
    *every(20, "2031-01-01", 40, "rl"),
    *every(20, "2033-06-01", 3, "graphs"),
]


def test_a_long_life_is_told_by_its_turns_with_their_numbers() -> None:
    told = steps(timeline(LIFE, today="2041-01-01"), [], Story())
    said = by_name(told)
    assert told[0].name == "first-post"
    assert told[-1].name == "today"
    # Twelve chapters of fifty years are read in three minutes.
    assert max(len(step.posts) for step in told) == 2
    assert said["first-obsession"].text == "In 2026 most of what I wrote was about Graphs: 12 of 18 posts."
    assert said["return"].text == "After seven years I came back to Graphs."
    assert said["longest-silence"].text.startswith("Since 11 July 2033 I have written nothing: 2,731 days so far")
    assert said["2030s"].text == "Of 43 posts on 2 topics, 40 were about Rl."
    assert said["today"].text == "My last post is from 11 July 2033."
    # Of three topics one led, and had no majority.
    even = [*every(200, "2031-01-01", 15, "a"), *every(210, "2031-01-02", 14, "b"), *every(220, "2031-01-03", 13, "c")]
    decade = by_name(steps(timeline(even, today="2041-01-01"), [], Story()))["2030s"]
    assert decade.text == "Of 42 posts on 3 topics, more were about A than about any other: 15."


def test_the_author_changes_and_drops_chapters() -> None:
    story = Story(steps={"longest-silence": "", "return": "Back at last."})
    said = by_name(steps(timeline(LIFE, today="2041-01-01"), [], story))
    assert "longest-silence" not in said
    assert said["return"].text == "Back at last."


def test_predictions_that_failed_and_long_books_are_told() -> None:
    told = timeline(every(30, "2026-01-01", 10, "rl"), today="2027-06-01")
    path = str(told.posts["path"].iloc[0])
    book = Resource(
        "isbn:1",
        (Identifier("isbn", "1"),),
        "book",
        "A long book",
        started=date(2026, 1, 1),
        finished=date(2026, 8, 1),
    )
    claims = (
        Prediction("Agents write all code.", 0.995, PartialDate(2027), "no", came_true=False),
        Prediction("It rains", 0.5, PartialDate(2027), "no", came_true=False),
    )
    said = by_name(steps(told, [Notes(path, resources=(book,), predictions=claims)], Story()))
    assert said["longest-resource"].text == "“A long book” took me 212 days, from 1 January 2026 to 1 August 2026."
    assert said["prediction-failed"].text == "I gave 99.5 % to this: Agents write all code. It did not come true."
