from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analytics
from learning_timeline.charts import of_pages
from learning_timeline.journal import sentences, yearbook
from learning_timeline.journal.posts import Notes
from learning_timeline.journal.slices import Slices
from learning_timeline.journal.spans import Span
from learning_timeline.journal.yearbook import _MOST_JOINED, _together
from learning_timeline.pages import links, milestones
from learning_timeline.pages.journal import slices_of
from learning_timeline.reading.predictions import Prediction, predictions_of
from tests.builders.share import examples
from tests.builders.timelines import milestone, timeline, weekly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pelican.contents import Article

    from learning_timeline.journal.parts import SpanPart

POSTS = [
    ("2024-02-01", "llm", 300),
    ("2024-05-01", "rl", 900),
    ("2024-05-01", "rl", 100),
    ("2027-01-05", "graphs", 200),
    ("2027-03-01", "llm", 250),
]
NAMES = {"llm": "Language models", "rl": "Reinforcement learning", "graphs": "Graphs"}
Y2024, Y2027 = Span(2024, 2024), Span(2027, 2027)

some_posts = st.lists(
    st.tuples(
        st.dates(date(2015, 1, 1), date(2045, 12, 31)).map(str),
        st.sampled_from(["a", "b", "c", "d"]),
        st.integers(0, 999),
    ),
    min_size=1,
    max_size=40,
)

# An example is a whole Timeline, and some of them all charts of its years.
built_often = settings(deadline=None, max_examples=examples(25))


def part_of(journal: analytics.Timeline, span: Span, *notes: Notes) -> SpanPart:
    return Slices(journal, {}, notes).of_span(span)


def chapter(journal: analytics.Timeline, span: Span, *notes: Notes) -> yearbook.Chapter:
    return yearbook.chapter(part_of(journal, span, *notes))


def lives_of(journal: analytics.Timeline, notes: Sequence[Notes] = ()) -> dict[str, yearbook.Life]:
    return yearbook.lives(journal, notes, journal.today)


def test_a_year_tells_what_was_new_and_what_came_before() -> None:
    facts = chapter(timeline(POSTS, today="2028-02-01"), Y2027)
    assert (facts.posts, facts.words, facts.days_written, facts.is_finished) == (2, 450, 2, True)
    assert [(post.topic, post.on) for post in facts.met] == [("graphs", date(2027, 1, 5))]
    assert [(one.topic, one.posts, one.is_new) for one in facts.topics] == [("graphs", 1, True), ("llm", 1, False)]
    assert (facts.longest.title, facts.longest.number) == ("Post 4", 250)
    # 2025 and 2026 had no posts.
    assert (facts.before, facts.posts_before) == (Y2024, 3)
    assert sentences.chapter_sentence(facts, NAMES) == (
        "In 2027 I wrote 2 posts about Graphs and Language models. New topic: Graphs. 2024 had 3 posts."
    )


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([1], "In 2027 I wrote 1 post about A."),
        ([3, 2, 2], "In 2027 I wrote 7 posts about A, B and C."),
        ([5, 2, 1, 1], "In 2027 I wrote 9 posts on 4 topics, most of them about A."),
        ([5, 3, 1, 1], "In 2027 I wrote 10 posts on 4 topics, more about A than about anything else."),
        ([5, 5, 1, 1], "In 2027 I wrote 12 posts on 4 topics."),
    ],
)
def test_most_is_said_of_a_majority_and_nothing_of_a_tie(counts: list[int], said: str) -> None:
    names = dict(zip("abcd", "ABCD", strict=True))
    assert sentences.written(Y2027, list(zip("abcd", counts, strict=False)), names, is_finished=True) == said


def test_a_decade_tells_the_same_of_ten_years() -> None:
    journal = timeline([("2019-12-31", "rl", 50), *POSTS], today="2031-01-01")
    decade = Span.decade_of(2027)
    facts = chapter(journal, decade)
    assert facts.years == (
        (2020, 0),
        (2021, 0),
        (2022, 0),
        (2023, 0),
        (2024, 3),
        (2025, 0),
        (2026, 0),
        (2027, 2),
        (2028, 0),
        (2029, 0),
    )
    assert [post.topic for post in facts.met] == ["llm", "graphs"]
    assert facts.before == Span(2010, 2019)
    assert sentences.chapter_sentence(facts, NAMES).endswith("The 2010s had 1 post.")
    assert [(link.label, link.url, link.posts) for link in links.decade_links(journal)] == [
        ("2020s", "2020s/", 5),
        ("2010s", "2010s/", 1),
    ]


def test_a_year_that_goes_on_says_so_and_is_not_measured_against_a_whole_one() -> None:
    journal = timeline(POSTS, today="2027-03-01")
    sentence = sentences.chapter_sentence(chapter(journal, Y2027), NAMES)
    assert sentence.startswith("So far in 2027 I have written 2 posts about Graphs and")
    assert "2024" not in sentence
    chart = of_pages.topics_against(part_of(journal, Y2027))
    assert chart is not None
    assert chart.sentence == (
        "2 posts in 2027 so far, 3 in 2024; more about Graphs (1). Between the two, 2025 to 2026 had no post."
    )


def test_a_topic_has_its_revisions_beside_its_posts() -> None:
    part = replace(Slices(timeline(POSTS, today="2028-02-01"), {}).of_topic("rl"), revisions=3)
    assert sentences.topic_sentence(part) == (
        "2 posts with 1,000 words in all, published on 1 May 2024, with 3 revisions. The longest is “Post 2” (900 words)."
    )


def test_the_most_revised_post_is_the_one_revised_most_in_that_year() -> None:
    versions = ["2024-02-01", "2024-03-01", "2027-01-01", "2027-02-01", "2027-02-02"]
    journal = timeline(POSTS, today="2028-02-01", versions=versions)
    then, later = chapter(journal, Y2024).most_revised, chapter(journal, Y2027).most_revised
    assert then is not None
    assert later is not None
    assert (then.title, then.number, later.title, later.number) == ("Post 0", 1, "Post 0", 3)
    assert chapter(timeline(POSTS, today="2028-02-01", versions=["2024-02-01"]), Y2024).most_revised is None


def named(*names: str) -> tuple[analytics.Resource, ...]:
    return tuple(analytics.Bibliography().resolve(analytics.parse_identifier(name)) for name in names)


def test_resources_are_listed_once_in_the_order_of_time() -> None:
    notes = [
        Notes("posts/00002.md", resources=named("arXiv:1706.03762", "https://example.org/a")),
        Notes("posts/00000.md", resources=named("isbn:9780262035613", "arxiv:1706.03762")),
        Notes("posts/00003.md", resources=named("doi:10.1000/x")),
    ]
    journal = timeline(POSTS, today="2028-02-01")
    assert chapter(journal, Y2024, *notes).resources == named(
        "isbn:9780262035613", "arxiv:1706.03762", "https://example.org/a"
    )
    assert chapter(journal, Y2027, *notes).resources == named("doi:10.1000/x")


def test_predictions_stand_in_the_year_by_which_they_are_to_be_judged() -> None:
    made, said = predictions_of(
        [
            {"claim": "B", "probability": "0.25", "by": "2027-06-01", "outcome": "no"},
            {"claim": "A", "by": "2027", "outcome": "null"},
            {"claim": "C", "by": "2030-01-01 12:00"},
        ]
    )
    assert said == ()
    journal = timeline(POSTS, today="2028-02-01")
    facts = chapter(journal, Y2027, Notes("posts/00000.md", predictions=made), Notes("posts/none.md", predictions=made))
    assert [(one.prediction.claim, one.prediction.outcome, one.post.title) for one in facts.due] == [
        ("A", None, "Post 0"),
        ("B", "did not come true", "Post 0"),
    ]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("It rains", "`predictions` is not a list"),
        (["It rains"], "not made of named parts"),
        ([{"by": "2027"}], "it has no `claim`"),
        ([{"claim": "A"}], "`by` is '', which is not a date"),
        ([{"claim": "A", "by": "2027-02-30"}], "`by` is '2027-02-30', which is not a date"),
        ([{"claim": "A", "by": "2027", "probability": "likely"}], "`probability` is 'likely', which is not a share"),
        ([{"claim": "A", "by": "2027", "probability": "1.2"}], "`probability` is '1.2', which is not a share"),
        ([{"claim": ["A"], "by": {"day": "2027"}}], "it has no `claim`"),
    ],
)
def test_a_prediction_that_cannot_be_read_is_told_and_left_out(value: object, problem: str) -> None:
    found, (said,) = predictions_of(value)
    assert found == ()
    assert problem in said


@given(
    st.recursive(
        st.none() | st.integers() | st.floats() | st.text(),
        lambda item: st.lists(item) | st.dictionaries(st.sampled_from(["claim", "by", "probability", "outcome"]), item),
    )
)
def test_whatever_front_matter_holds_no_prediction_breaks_a_build(value: object) -> None:
    found, _ = predictions_of(value)
    assert all(isinstance(one, Prediction) and (one.probability is None or 0 <= one.probability <= 1) for one in found)


def test_topics_of_a_year_are_drawn_beside_those_of_the_last_year_with_posts() -> None:
    journal = timeline(POSTS, today="2028-02-01", names=NAMES | {"rl": "<b>R&L</b>"})
    chart = of_pages.topics_against(part_of(journal, Y2027))
    assert chart is not None
    assert chart.slug == "topics-2027-against-2024"
    assert chart.data_day == date(2027, 12, 31)
    assert chart.table.to_numpy().tolist() == [
        ["Language models", 1, 1, 0],
        ["Graphs", 1, 0, 1],
        ["<b>R&L</b>", 0, 2, -2],
    ]
    assert chart.figure is not None
    rings, discs = chart.figure["data"]
    assert (rings["x"], discs["x"]) == ([1, 0, 2], [1, 1, 0])
    assert discs["marker"]["color"] == [journal.colours[slug] for slug in ("llm", "graphs", "rl")]
    assert rings["text"][2] == "&lt;b&gt;R&amp;L&lt;/b&gt;"
    assert "○ in 2024, ● in 2027" in chart.figure["layout"]["annotations"][0]["text"]
    assert of_pages.topics_against(part_of(journal, Y2024)) is None


def test_a_title_names_the_topic_that_clearly_grew_in_a_year_that_is_over() -> None:
    posts = [("2026-01-01", "rl", 10), *weekly("llm", "2027-01-04", 12)]
    over, going_on = (
        of_pages.topics_against(part_of(timeline(posts, today=today), Y2027)) for today in ("2028-01-01", "2027-12-01")
    )
    assert over is not None
    assert going_on is not None
    assert over.title == "Llm grew the most since 2026"
    assert going_on.title == "Topics of 2027 against 2026"


def test_many_topics_are_drawn_in_part_and_told_in_full() -> None:
    posts = [(f"{year}-03-01", f"topic-{number:02}", 10) for year in (2026, 2027) for number in range(20)]
    chart = of_pages.topics_against(part_of(timeline(posts, today="2028-01-01"), Y2027))
    assert chart is not None
    assert chart.figure is not None
    assert len(chart.figure["data"][0]["x"]) == 16
    assert len(chart.table) == 20
    assert chart.sentence.endswith("The 16 topics with the most posts are drawn; the other 4 are in the table.")


def test_the_life_of_a_topic_shows_its_gaps() -> None:
    posts = [("2020-01-01", "rl", 10), ("2020-06-01", "llm", 10), ("2020-08-01", "llm", 10), ("2024-01-01", "llm", 10)]
    life = lives_of(timeline(posts, today="2030-01-01"))["llm"]
    assert (life.first.title, life.last.title) == ("Post 1", "Post 3")
    assert life.longest_gap == (date(2020, 8, 2), date(2023, 12, 31))
    assert len(life.stretches) == 2
    assert life.gaps == ((life.stretches[0][1], life.stretches[1][0]),)
    assert sentences.life_sentence(life) == (
        "From 1 June 2020 to 1 January 2024, with 1 silence of more than a year, from 2 August 2020 to 31 December 2023."
    )
    young = lives_of(timeline([("2020-01-01", "rl", 10), ("2020-12-01", "rl", 10)], today="2030-01-01"))["rl"]
    assert sentences.life_sentence(young) == "From 1 January 2020 to 1 December 2020."
    assert [year for year, _ in life.ticks] == [2020, 2022, 2024, 2026, 2028, 2030]


def test_a_topic_of_one_day_has_a_life_of_one_mark() -> None:
    life = lives_of(timeline([("2026-11-23", "rl", 10), ("2026-11-23", "rl", 10)], today="2026-11-23"))["rl"]
    assert (life.marks, life.gaps, life.longest_gap, life.neighbours) == ((0.0,), (), None, ())
    assert sentences.life_sentence(life) == "All of it was written on 23 November 2026."


def test_neighbours_share_a_week_a_tag_or_a_resource() -> None:
    posts = [
        ("2026-12-28", "llm", 10),  # Monday of the week in which the year ends
        ("2027-01-03", "rl", 10),  # its Sunday
        ("2027-01-04", "graphs", 10),
        ("2027-02-01", "llm", 10),
        ("2027-03-01", "craft", 10),
    ]
    notes = [
        Notes("posts/00000.md", tags=("Attention",), resources=named("arxiv:1706.03762")),
        Notes("posts/00002.md", tags=("attention", "trees"), resources=named("arXiv:1706.03762v2")),
    ]
    lives = lives_of(timeline(posts, today="2027-04-01"), notes)
    assert [(one.topic, one.weeks, one.shared, one.more) for one in lives["llm"].neighbours] == [
        ("rl", 1, (), 0),
        ("graphs", 0, ("Attention", "arXiv:1706.03762"), 0),
    ]
    assert lives["craft"].neighbours == ()


def test_of_what_neighbours_share_the_first_are_named_and_the_others_counted() -> None:
    posts = [("2026-12-28", "llm", 10), ("2027-01-04", "graphs", 10)]
    notes = [Notes(f"posts/0000{place}.md", tags=tuple("gfedcba"[place:])) for place in range(2)]
    (only,) = lives_of(timeline(posts, today="2027-04-01"), notes)["llm"].neighbours
    assert (only.shared, only.more) == (("a", "b", "c", "d"), 2)


@built_often
@given(some_posts)
def test_every_post_is_in_one_year_and_one_decade_and_every_topic_is_met_once(
    posts: list[tuple[str, str, int]],
) -> None:
    journal = timeline(posts, today="2046-01-01")
    for spans in (yearbook.years(journal), yearbook.decades(journal)):
        facts = [chapter(journal, span) for span in spans]
        assert sum(one.posts for one in facts) == len(posts)
        assert sum(one.words for one in facts) == sum(words for *_, words in posts)
        assert sum(count for one in facts for _, count in one.years) == len(posts)
        assert sorted(post.topic for one in facts for post in one.met) == sorted({topic for _, topic, _ in posts})
        assert all(sum(topic.posts for topic in one.topics) == one.posts for one in facts)


@built_often
@given(some_posts, st.dates(date(2046, 1, 1), date(2060, 1, 1)))
def test_a_year_that_is_over_stands(posts: list[tuple[str, str, int]], later: date) -> None:
    journals = [timeline(posts, today=str(today)) for today in (date(2046, 1, 1), later)]
    for span in yearbook.years(journals[0]):
        then, now = (chapter(journal, span) for journal in journals)
        assert then == now
        parts = [Slices(journal, {}) for journal in journals]
        assert len({part.digest_of_span(span) for part in parts}) == 1
        first, second = (of_pages.year_charts(part.of_span(span)) for part in parts)
        assert [(one.sentence, one.data_day, one.title) for one in first] == [
            (one.sentence, one.data_day, one.title) for one in second
        ]


@built_often
@given(some_posts)
def test_a_life_is_made_of_stretches_and_gaps_that_meet(posts: list[tuple[str, str, int]]) -> None:
    for life in lives_of(timeline(posts, today="2046-01-01")).values():
        ends = [end for pair in sorted([*life.stretches, *life.gaps]) for end in pair]
        assert ends == sorted(ends)
        assert len(life.stretches) == len(life.gaps) + 1
        assert all(0 <= place <= 100 for place in (*ends, *life.marks, *(at for _, at in life.ticks)))
        assert all(later - before >= 10 for (_, before), (_, later) in zip(life.ticks, life.ticks[1:], strict=False))


def test_the_milestones_of_a_chapter_are_those_of_its_time() -> None:
    journal = timeline(
        POSTS, today="2028-02-01", milestones=[milestone("1999-05", "Old"), milestone("2027", "Of the year")]
    )
    shown = milestones.milestone_views(journal, links.post_links(journal), {})
    assert [one.title for one in milestones.milestones_of(shown, Y2027)] == ["Of the year"]


def test_an_empty_journal_has_no_chapters_and_no_lives() -> None:
    journal = timeline([], today="2026-11-23")
    assert yearbook.years(journal) == yearbook.decades(journal) == ()
    assert lives_of(journal) == {}
    assert links.decade_links(journal) == ()


def test_the_first_week_of_a_journal_does_not_fill_its_time() -> None:
    start = date(2026, 11, 23)
    posts = [(str(start + timedelta(days=days)), "rl", 10) for days in range(7)]
    life = lives_of(timeline(posts, today="2026-11-29"))["rl"]
    assert life.stretches[0][1] < 5


def test_a_name_that_is_worth_more_than_before_changes_the_whole() -> None:
    world = [analytics.Milestone(analytics.PartialDate(2020), "One", "world", weight=weight) for weight in (1, 2)]
    journals = [timeline(POSTS, today="2028-01-01", milestones=[one]) for one in world]
    assert len({Slices(journal, {}).digests.whole for journal in journals}) == 2


@pytest.mark.parametrize("name", [one.name for one in fields(analytics.Timeline)])
def test_whatever_a_timeline_holds_changes_the_whole(name: str) -> None:
    journal = timeline(POSTS, today="2028-01-01", versions=["2027-06-01"])
    value = getattr(journal, name)
    other = {
        pd.DataFrame: lambda: value.iloc[1:] if len(value) else pd.DataFrame({"other": [1]}),
        date: lambda: date(2028, 1, 2),
        tuple: lambda: (*value, "another"),
        dict: lambda: {**value, "another": "one"},
        type(journal.summary): lambda: replace(value, posts=99),
    }[type(value)]()
    assert Slices(replace(journal, **{name: other}), {}).digests.whole != Slices(journal, {}).digests.whole


def test_a_change_of_a_year_is_a_revision_by_what_came_before_it() -> None:
    """A history that is deepened, or a branch that is merged, puts an older change before one that was the first."""
    known = ["2024-03-01", "2027-06-01"]
    journals = [timeline(POSTS, today="2028-01-01", versions=versions) for versions in (known, known[1:])]
    assert [chapter(journal, Y2027).revisions for journal in journals] == [1, 0]
    assert len({Slices(journal, {}).digest_of_span(Y2027) for journal in journals}) == 2


def test_the_language_of_a_post_is_told_where_another_file_decides_it() -> None:
    journal = timeline(POSTS, today="2028-01-01")
    notes = [Notes(path) for path in journal.posts["path"]]
    parts = [
        slices_of(journal, [cast("Article", SimpleNamespace(source_digest=b"its", lang=lang)) for _ in notes], notes)
        for lang in ("en", "fr")
    ]
    assert len({part.digest_of_span(Y2027) for part in parts}) == 2
    assert len({part.digest_of_topic("rl") for part in parts}) == 2


def made_of(posts: Sequence[tuple[str, str, int]], how: str = "") -> analytics.Timeline:
    """A journal, and the same with one thing changed."""
    first, topic = min(posts)[0], min(posts)[1]
    listed = [(day, slug, words + (how == "words" and place == 0)) for place, (day, slug, words) in enumerate(posts)]
    listed += [(first, topic, 7)] if how == "another post" else []
    written = [first, "2045-12-31", *(["2045-12-31"] if how == "revision" else [])]
    journal = timeline(listed, today="2046-02-01" if how == "today" else "2046-01-01", versions=written)
    if how == "name":
        return replace(journal, topics=tuple(replace(one, name=f"New {one.name}") for one in journal.topics))
    return replace(journal, colours=dict.fromkeys(journal.colours, "#123456")) if how == "colour" else journal


def told(part: object) -> list[object]:
    values = (getattr(part, one.name) for one in fields(part))  # type: ignore[arg-type] # a part is a dataclass
    return [plain(value) for value in values]


def plain(value: object) -> object:
    """What `==` compares as a whole."""
    if isinstance(value, pd.DataFrame):
        return value.to_csv()
    return value.tolist() if isinstance(value, np.ndarray | pd.Index) else value


@built_often
@given(some_posts, st.sampled_from(["words", "another post", "revision", "today", "name", "colour"]))
def test_a_part_that_tells_something_else_has_another_digest(posts: list[tuple[str, str, int]], how: str) -> None:
    one, other = Slices(made_of(posts), {}), Slices(made_of(posts, how), {})
    for span in (*yearbook.years(one.timeline), *yearbook.decades(one.timeline)):
        if told(one.of_span(span)) != told(other.of_span(span)):
            assert one.digest_of_span(span) != other.digest_of_span(span)
    for topic in one.timeline.topics:
        if told(one.of_topic(topic.slug)) != told(other.of_topic(topic.slug)):
            assert one.digest_of_topic(topic.slug) != other.digest_of_topic(topic.slug)


def test_what_more_than_a_thousand_topics_have_in_common_makes_none_of_them_neighbours() -> None:
    many = np.arange(_MOST_JOINED + 1)
    assert not any(_together(len(many), many, np.zeros_like(many)))
    assert _together(3, np.array([0, 1, 1, 2]), np.array([7, 7, 8, 8])) == [{1: 1}, {0: 1, 2: 1}, {1: 1}]
