"""Topics: names, aliases, and a colour for life."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import ContentError, Topic, Topics, parse_topics
from analytics.topics import GREY, PALETTE, slugify

TOPICS = """
reinforcement-learning: {name: Reinforcement learning, aliases: [rl, Policy search], since: 2026}
llm: {name: Language models, parent: deep-learning, colour: "#AB12CD"}
deep-learning:
"""


def test_a_name_a_slug_and_an_alias_mean_one_topic() -> None:
    topics = parse_topics(TOPICS, "topics.yaml")
    for name in ("reinforcement-learning", "Reinforcement Learning", "RL", "policy-search"):
        assert topics.resolve(name).slug == "reinforcement-learning"
    assert topics.resolve("llm") == Topic("llm", "Language models", "deep-learning", (), "#ab12cd", None, None)
    assert topics.resolve("deep-learning").name == "Deep learning"


def test_a_name_that_is_not_declared_makes_a_topic_of_its_own() -> None:
    topics = parse_topics(TOPICS, "topics.yaml")
    assert topics.resolve("AI & Ethics") == Topic("ai-ethics", "AI & Ethics")
    assert topics.including([topics.resolve("AI & Ethics")]).resolve("ai-ethics").name == "AI & Ethics"


def test_no_file_means_no_declared_topics() -> None:
    assert parse_topics("", "topics.yaml") == Topics({}, {})


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- a\n", "topics.yaml:1: the topics are not a mapping: "),
        ("a: {nmae: A}\n", "topics.yaml:1: the topic 'a' has the unknown field 'nmae': use name, "),
        ("a: {name: A}\n\nA B: {name: B}\n", "topics.yaml:3: 'A B' is not a slug: write 'a-b'"),
        ("a: {aliases: [x]}\nb:\n  aliases: [X]\n", "topics.yaml:2: 'X' means 'a' already: "),
        ("a: {parent: b}\n", "topics.yaml:1: its parent 'b' is not a topic: "),
        ("a: {parent: b}\nb: {parent: a}\n", "topics.yaml:1: 'a' is its own ancestor: "),
        ("a:\n  name: A\n  colour: red\n", "topics.yaml:3: 'red' is not a colour: "),
        ("a:\n  since: soon\n", "topics.yaml:2: 'soon' is not a year: "),
        ("a: {name: [1]}\n", "topics.yaml:1: name is not a text: "),
        ("a: 7\n", "topics.yaml:1: the topic 'a' is not a mapping: "),
        ("a: {name: A}\na: {name: B}\n", "topics.yaml:2: 'a' stands here twice: "),
        ("a: {name: &x A}\nb: {name: *x}\n", "topics.yaml:1: it uses an alias of YAML: "),
        ("a: {name: A\n", "topics.yaml:2: this is not YAML: "),
        ("a: {name: \x00}\n", "topics.yaml: this is not YAML: "),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_how_to_mend_it(text: str, complaint: str) -> None:
    with pytest.raises(ContentError) as raised:
        parse_topics(text, "topics.yaml")
    assert str(raised.value).startswith(complaint)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_plain_words(text: str) -> None:
    said = "topics.yaml"
    try:
        parse_topics(text, "topics.yaml")
    except ContentError as error:
        said = str(error)
    assert said.startswith("topics.yaml")


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=3), unique=True, max_size=40), st.integers(0, 40))
def test_a_later_topic_never_changes_an_earlier_ones_colour(slugs: list[str], known: int) -> None:
    topics = [Topic(slug, slug, colour="#123456" if slug == "a" else None) for slug in slugs]
    every = Topics({}, {}).colours(topics)
    before = Topics({}, {}).colours(topics[:known])
    assert {slug: every[slug] for slug in before} == before


def test_past_the_palette_topics_are_grey() -> None:
    colours = Topics({}, {}).colours([Topic(str(number), str(number)) for number in range(30)])
    assert list(colours.values()) == [*PALETTE, *[GREY] * 6]


@pytest.mark.parametrize("colour", [*PALETTE, GREY])
@pytest.mark.parametrize("paper", ["#fffdf8", "#17202c"])
def test_every_colour_stands_out_on_both_papers(colour: str, paper: str) -> None:
    assert _contrast(colour, paper) >= 3


@given(st.text(min_size=1))
def test_a_slug_is_its_own_slug(name: str) -> None:
    assert slugify(slugify(name)) == slugify(name)


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
