"""Of any journal, however small, long or full, each chart is made: its figure, its words, its table, and its still picture."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning_timeline.charts import of_pages, stills
from learning_timeline.charts.embed import chart_view
from learning_timeline.journal.slices import Slices
from learning_timeline.journal.spans import Span
from tests.builders.share import examples
from tests.builders.timelines import milestone, timeline

FIRST = date(2016, 1, 1)
# Few of most journals, and many of some: the pictures of these are made in another way.
HOW_MANY = st.one_of(st.integers(0, 12), st.sampled_from([40, 1_500]))


@st.composite
def journals(draw: st.DrawFn) -> tuple[int, int, int, int, bool, bool, int]:
    return (
        draw(HOW_MANY),
        draw(st.integers(1, 3)),
        draw(st.sampled_from([0, 1, 6, 30, 365, 3_650, 21_900])),
        draw(st.sampled_from([0, 1, 100])),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.integers(0, 400)),
    )


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(journals())
def test_each_chart_of_any_journal_is_made(given_one: tuple[int, int, int, int, bool, bool, int]) -> None:
    count, topics, days, words, has_versions, has_milestones, later = given_one
    posts = [
        (str(FIRST + timedelta(days=days * number // max(1, count - 1))), f"t{number % topics}", words * (number % 3))
        for number in range(count)
    ]
    last = FIRST + timedelta(days=days + later)
    versions = [str(FIRST + timedelta(days=days * nth // 4)) for nth in range(5)] if has_versions else []
    made = timeline(
        posts,
        today=str(last),
        versions=versions if count else (),
        milestones=[milestone("1943", "Neurons"), milestone("2016-03", "Go")] if has_milestones else (),
    )
    slices = Slices(made, {})
    drawn = list(of_pages.timeline_charts(made))
    # Before the first post there is nothing to draw.
    assert bool(drawn) == bool(count)
    for year in {FIRST.year, last.year} if count else ():
        drawn += of_pages.year_charts(slices.of_span(Span(year, year)))
        drawn += of_pages.decade_charts(slices.of_span(Span.decade_of(year)))
    for topic in made.topics:
        drawn += of_pages.topic_charts(slices.of_topic(topic.slug))
    for chart in drawn:
        assert chart.sentence
        assert stills.still(chart) or not chart.figure
        assert chart_view(chart, "a.csv").table_columns
