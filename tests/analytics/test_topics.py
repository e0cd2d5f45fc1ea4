"""Topics: names, aliases, and a colour for life."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import ContentError, Topic, Topics, parse_topics
from analytics.topics import PALETTE, slugify
from tests.builders.share import share

Colour = npt.NDArray[np.float64]

# How colours look without green or red cones (Machado, Oliveira and Fernandes, 2009), on linear red, green and blue.
_VISION = {
    "normal": np.eye(3),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
    ),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
}
# OKLab (Ottosson, 2020).
_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)

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


def test_names_that_differ_by_a_sign_are_topics_apart() -> None:
    topics = parse_topics('cpp: {name: "C++"}\ncsharp: {name: "C#"}\n', "topics.yaml")
    names = ("C", "C++", "C#", "F#", "C+", ".NET", "NET", "A*", "A", "\N{PARTY POPPER}", "\N{ROCKET}", "&", "...")
    slugs = [topics.resolve(name).slug for name in names]
    assert slugs[:4] == ["c", "cpp", "csharp", "f-sharp"]
    assert len(set(slugs)) == len(names)
    assert topics.resolve("Machine Learning").slug == topics.resolve("machine-learning").slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("C++20", "cpp20"),
        ("C/C++", "c-cpp"),
        ("C# 13", "c-sharp-13"),
        ("#hashtag", "hashtag"),
        ("ASP.NET", "asp-net"),
        ("Node.js", "node-js"),
        ("Q&A", "q-a"),
        ("Python \N{SNAKE}", "python"),
        ("\N{HEAVY BLACK HEART}\N{VARIATION SELECTOR-16}", "heavy-black-heart"),
        ("\N{WOMAN}\N{ZERO WIDTH JOINER}\N{ROCKET}", "woman-rocket"),
        ("\N{REGIONAL INDICATOR SYMBOL LETTER N}\N{REGIONAL INDICATOR SYMBOL LETTER O}", "n-o"),
        ("\N{ZERO WIDTH JOINER}", "topic"),
        ("", "topic"),
    ],
)
def test_signs_become_words_only_where_they_tell_names_apart(name: str, slug: str) -> None:
    assert slugify(name) == slug


def test_a_name_of_many_signs_is_still_a_files_name() -> None:
    assert len(slugify("\N{PARTY POPPER}" * 60)) <= 200


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
        ("a:\n  since: 2030\n  until: 2026\n", "topics.yaml:3: the topic 'a' ends before it begins: "),
        ("a: {name: [1]}\n", "topics.yaml:1: name is not a text: "),
        ("a: 7\n", "topics.yaml:1: the topic 'a' is not a mapping: "),
        ("a: {name: A}\na: {name: B}\n", "topics.yaml:2: 'a' appears twice: "),
        ("a: {name: &x A}\nb: {name: *x}\n", "topics.yaml:2: a value starts with *, "),
        ("a: {name: A}\n? [b]\n: {name: B}\n", "topics.yaml:2: a field's name is not a word: "),
        ("a: {name: A}\n---\nb: {name: B}\n", "topics.yaml:2: a second document begins here: "),
        ("a: {name: A\n", "topics.yaml:2: this is not YAML: "),
        ("a: {name: \x00}\n", "topics.yaml: it contains a control character: "),
        ("a: " + "[" * 100_000, "topics.yaml:1: values are nested more than 8 deep: "),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_how_to_mend_it(text: str, complaint: str) -> None:
    with pytest.raises(ContentError) as raised:
        parse_topics(text, "topics.yaml")
    assert str(raised.value).startswith(complaint)


@pytest.mark.torture
@settings(max_examples=share("EXAMPLES", 300), deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_plain_words(text: str) -> None:
    said = "topics.yaml"
    try:
        parse_topics(text, "topics.yaml")
    except ContentError as error:
        said = str(error)
    assert said.startswith("topics.yaml")


@given(
    st.lists(
        st.tuples(st.text("abcdefgh", min_size=1, max_size=3), st.sampled_from([None, None, "#123456", *PALETTE])),
        unique_by=lambda entry: entry[0],
        max_size=40,
    ),
    st.integers(0, 40),
)
def test_a_later_topic_never_changes_an_earlier_ones_colour(entries: list[tuple[str, str | None]], known: int) -> None:
    topics = [Topic(slug, slug, colour=colour) for slug, colour in entries]
    every = Topics({}, {}).colours(topics, _days(topics))
    before = Topics({}, {}).colours(topics[:known], _days(topics[:known]))
    assert {slug: every[slug] for slug in before} == before
    assert all(every[slug] == colour for slug, colour in entries if colour is not None), "an owner's colour stands"


def _days(topics: list[Topic]) -> dict[str, list[date]]:
    """A post about each topic, a day after the other."""
    return {topic.slug: [date(2026, 1, 1) + timedelta(days=place)] for place, topic in enumerate(topics)}


def test_a_colour_that_its_owner_chose_first_is_given_to_nobody_else() -> None:
    topics = [Topic("a", "A", colour=PALETTE[0]), Topic("b", "B"), Topic("c", "C")]
    assert Topics({}, {}).colours(topics, _days(topics)) == {"a": PALETTE[0], "b": PALETTE[1], "c": PALETTE[2]}


def test_past_the_palette_a_topic_has_the_colour_that_rested_longest() -> None:
    first = [Topic(str(number), str(number)) for number in range(len(PALETTE))]
    topics = [*first, Topic("own", "Own", colour=PALETTE[2]), *(Topic(f"t{n}", "") for n in range(3))]
    days = _days(topics)
    # The oldest topic is still written about; the posts of the future say nothing of what rests today.
    days["0"] = [*days["0"], days["t0"][0], date(2040, 1, 1)]
    days["1"] = [*days["1"], date(2040, 1, 1)]
    colours = Topics({}, {}).colours(topics, days)
    assert list(colours.values()) == [*PALETTE, PALETTE[2], PALETTE[1], PALETTE[3], PALETTE[4]]


@pytest.mark.parametrize("colour", PALETTE)
@pytest.mark.parametrize("paper", ["#fffdf8", "#17202c"])
def test_every_colour_stands_out_on_both_papers(colour: str, paper: str) -> None:
    assert _contrast(colour, paper) >= 3


@pytest.mark.parametrize("vision", ["normal", "deuteranopia", "protanopia"])
def test_the_first_eight_colours_are_told_apart_by_colour_blind_readers(vision: str) -> None:
    seen = [_oklab(_VISION[vision] @ _linear(colour)) for colour in PALETTE[:8]]
    nearest = min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2))
    assert nearest > 0.075  # 0.02 is just noticeable


@given(st.text(min_size=1))
def test_a_slug_is_its_own_slug(name: str) -> None:
    assert slugify(slugify(name)) == slugify(name)


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    return float(np.array([0.2126, 0.7152, 0.0722]) @ _linear(colour))


def _linear(colour: str) -> Colour:
    """Linear red, green and blue of ``#rrggbb``."""
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _oklab(linear: Colour) -> Colour:
    """A colour in OKLab, in which equal distances look equally far."""
    return _LAB @ np.cbrt(_CONES @ linear.clip(0, 1))
