"""Milestones: dates as precise as they are known, and every mistake named by its line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import ContentError, Milestone, PartialDate, parse_milestones
from tests.builders.share import share

if TYPE_CHECKING:
    from datetime import date

CONTENT = Path(__file__).resolve().parents[2] / "content"
GOOD = """
- {date: "1956-08", title: The Dartmouth workshop, kind: world, url: "https://example.org/"}
- {date: 1943, title: A neuron as logic, url: "https://example.org/a", topic: graphs}
- {date: 2026-11-23, title: This journal begins, kind: own}
"""


def test_milestones_are_in_the_order_of_time_and_as_precise_as_they_are_known() -> None:
    assert parse_milestones(GOOD, "milestones.yaml") == (
        Milestone(PartialDate(1943), "A neuron as logic", "world", "https://example.org/a", "graphs"),
        Milestone(PartialDate(1956, 8), "The Dartmouth workshop", "world", "https://example.org/"),
        Milestone(PartialDate(2026, 11, 23), "This journal begins", "own"),
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a: b\n", "m.yaml:1: the milestones are not a list: "),
        ("- a\n", "m.yaml:1: this milestone is not a mapping: "),
        ("- {title: A}\n", "m.yaml:1: this milestone has no date: "),
        ("- date: 1956\n", "m.yaml:1: this milestone has no title: "),
        ("- date: 1956\n  title: A\n", "m.yaml:1: this milestone of the world has no source: "),
        ("- title: A\n  kind: own\n  date: 1956-13\n", "m.yaml:3: `date` is '1956-13', which is not a date: "),
        ("- title: A\n  kind: own\n  date: 2026-02-30\n", "m.yaml:3: `date` is '2026-02-30', which is not a date: "),
        ("- title: A\n  kind: wrold\n  date: 1956\n", "m.yaml:2: the kind 'wrold' is unknown: "),
        (
            "- title: A\n  date: 1956\n  url: javascript:alert(1)\n",
            "m.yaml:3: 'javascript:alert(1)' is not a web address: ",
        ),
        ("- title: A\n  date: 1956\n  url: '//x'\n", "m.yaml:3: '//x' is not a web address: "),
        ("- title: A\n  date: 1956\n  url: https://[x\n", "m.yaml:3: 'https://[x' is not a web address: "),
        (
            "- {title: A, date: 1956, kind: own, color: red}\n",
            "m.yaml:1: this milestone has the unknown field 'color': ",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_how_to_mend_it(text: str, complaint: str) -> None:
    with pytest.raises(ContentError) as raised:
        parse_milestones(text, "m.yaml")
    assert str(raised.value).startswith(complaint)


@pytest.mark.torture
@settings(max_examples=share("EXAMPLES", 300), deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_plain_words(text: str) -> None:
    said = "m.yaml"
    try:
        parse_milestones(text, "m.yaml")
    except ContentError as error:
        said = str(error)
    assert said.startswith("m.yaml")


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_a_partial_date_is_read_back_as_it_is_written(day: date, length: int) -> None:
    text = day.isoformat()[:length]
    assert str(PartialDate.parse(text)) == text
    assert PartialDate.parse(text).first_day.isoformat().startswith(text)


def test_the_journals_own_file_reaches_back_to_the_beginning() -> None:
    milestones = parse_milestones((CONTENT / "milestones.yaml").read_text(encoding="utf-8"), "milestones.yaml")
    world = [milestone for milestone in milestones if milestone.kind == "world"]
    assert len(world) >= 60
    assert world[0].on.year == 1943
    assert {milestone.on.year // 10 for milestone in world} == set(range(194, 203))
    assert len({milestone.url for milestone in world}) == len(world)


# What was shown, or told at a workshop, before its paper.
BEFORE_THEIR_PAPERS = {
    "Classifier-free guidance",
    "DALL-E draws what it is told",
    "Gemini 2.5 Pro",
    "Google shows its Tensor Processing Unit",
    "InstructGPT",
    "Mistral 7B",
    "Qwen3",
    "TensorFlow is released",
    "Whisper transcribes speech",
    "vLLM serves language models by PagedAttention",
}


def test_a_milestone_is_dated_by_its_first_public_release() -> None:
    """The month of a preprint is part of its identifier: nothing was released after it, and little before."""
    milestones = parse_milestones((CONTENT / "milestones.yaml").read_text(encoding="utf-8"), "milestones.yaml")
    earlier = set()
    compared = 0
    for milestone in milestones:
        found = re.search(r"arxiv\.org/abs/(\d\d)(\d\d)\.\d{4,5}$", milestone.url or "")
        if found:
            preprint = PartialDate(2000 + int(found[1]), int(found[2]))
            compared += 1
            assert milestone.on.first_day <= preprint.last_day, milestone.title
            if milestone.on.last_day < preprint.first_day:
                earlier.add(milestone.title)
    assert compared > 100
    assert earlier == BEFORE_THEIR_PAPERS


def test_titles_with_weight_are_few_enough_to_be_shown() -> None:
    milestones = parse_milestones((CONTENT / "milestones.yaml").read_text(encoding="utf-8"), "milestones.yaml")
    assert 5 <= sum(milestone.weight == 3 for milestone in milestones) <= 12
    assert sum(milestone.weight == 1 for milestone in milestones) > 0.8 * len(milestones)
