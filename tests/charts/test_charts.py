from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
import pytest

from learning_timeline.charts import of_pages
from learning_timeline.charts.milestones import RibbonPicture, ai_milestones
from learning_timeline.charts.weeks import WeeksPicture
from learning_timeline.journal import yearbook
from learning_timeline.journal.slices import Slices
from tests.builders.timelines import milestone, timeline, weekly

if TYPE_CHECKING:
    from learning_timeline._seam import analytics

FIRST_DAY = [("2026-11-23", "llm", 400), ("2026-11-23", "rl", 300), ("2026-11-23", "graphs", 800)]
HOSTILE = '<a href="//evil.example">R&D</a> <b style="background:url(//evil.example/x)">$x$</b>'


def every_chart(journal: analytics.Timeline) -> list[of_pages.Chart]:
    drawn, slices = list(of_pages.timeline_charts(journal)), Slices(journal, {})
    for span in yearbook.years(journal):
        drawn += of_pages.year_charts(slices.of_span(span))
    for topic in journal.topics:
        drawn += of_pages.topic_charts(slices.of_topic(topic.slug))
    return drawn


def calendar_of(journal: analytics.Timeline, year: int) -> of_pages.Chart:
    return of_pages.calendar(Slices(journal, {}).of_span(yearbook.Span(year, year)))


def figure_of(chart: of_pages.Chart) -> dict[str, Any]:
    assert chart.figure is not None
    return chart.figure


def cells_of(chart: of_pages.Chart, measure: str = "posts") -> list[list[int | None]]:
    """The counts that a heatmap shows, row by row."""
    (found,) = (one for one in chart.measures if one.name == measure)
    counts: list[list[int | None]] = found.traces[0]["customdata"]
    return counts


def without_columns(look: dict[str, Any]) -> dict[str, Any]:
    """How a trace looks, without what the look names in place of values."""
    kept = {name: without_columns(item) if isinstance(item, dict) else item for name, item in look.items()}
    return {name: item for name, item in kept.items() if item and not str(item).startswith(("@", "['@"))}


def texts_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts_in(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in texts_in(item)]
    return []


def test_a_journal_without_posts_says_so_and_draws_nothing() -> None:
    journal = timeline([], today="2026-11-23")
    for chart in (of_pages.weeks, of_pages.topics_over_time, of_pages.lifelines, of_pages.cumulative):
        drawn = chart(journal)
        assert drawn.figure is None
        assert drawn.sentence == "No posts yet."
        assert drawn.table.empty
    assert calendar_of(journal, 2026).sentence == "No posts yet."


def test_the_first_day_of_a_journal_is_drawn_with_bars_and_marks() -> None:
    journal = timeline(FIRST_DAY, today="2026-11-23")
    topics = figure_of(of_pages.topics_over_time(journal))
    assert [trace["type"] for trace in topics["data"]] == ["bar"] * 3
    assert [trace["y"] for trace in topics["data"]] == [[1]] * 3
    # A bar without a width would be one millisecond wide.
    assert all(trace["width"] > 1e9 for trace in topics["data"])
    totals = figure_of(of_pages.cumulative(journal))
    assert all("markers" in trace["mode"] for trace in totals["data"])
    marks = figure_of(of_pages.lifelines(journal))["data"][-1]
    assert marks["mode"] == "markers"
    assert len(marks["x"]) == 3


def cells_of_weeks(chart: of_pages.Chart) -> dict[tuple[int, int], int]:
    """The density level of each drawn (ISO year, week)."""
    picture = chart.picture
    assert isinstance(picture, WeeksPicture)
    found = {}
    for level, path in picture.paths:
        left = top = 0
        for across, down in re.findall(r"m(-?\d+) (-?\d+)h9v9h-9z", path):
            left, top = left + int(across), top + int(down)
            found[picture.first_year + top // 10, left // 10 + 1] = level
    return found


def test_a_week_has_a_cell_from_the_first_with_a_post_to_the_present_one() -> None:
    journal = timeline([("2026-11-23", "llm", 100), ("2026-12-09", "llm", 100)], today="2027-01-05")
    assert cells_of_weeks(of_pages.weeks(journal)) == {
        (2026, 48): 5, (2026, 49): 0, (2026, 50): 5, (2026, 51): 0, (2026, 52): 0, (2026, 53): 0, (2027, 1): 0,
    }  # fmt: skip


def test_the_most_weeks_with_a_post_in_a_row_are_told() -> None:
    chart = of_pages.weeks(timeline(weekly("llm", "2026-01-05", 3), today="2026-03-01"))
    assert chart.sentence.endswith(", and the longest unbroken run is 3 weeks.")


def test_the_last_days_of_a_year_may_lie_in_the_next_iso_year() -> None:
    journal = timeline([("2024-12-30", "llm", 100)], today="2025-01-10")
    assert cells_of_weeks(of_pages.weeks(journal)) == {(2025, 1): 5, (2025, 2): 0}


def test_new_years_eve_late_in_the_west_belongs_to_the_old_year() -> None:
    journal = timeline([("2027-12-31T23:30-08:00", "llm", 100)], today="2028-01-03")
    assert sorted(cells_of_weeks(of_pages.weeks(journal))) == [(2027, 52), (2028, 1)]
    assert [trace["x"] for trace in figure_of(of_pages.every_post(journal))["data"]] == [["2027-12-31"]]
    assert list(journal.topic_years["year"]) == [2027]


def test_a_silence_of_five_years_is_drawn_as_silence() -> None:
    journal = timeline([("2020-02-03", "llm", 100), ("2025-06-02", "llm", 100)], today="2025-06-05")
    cells = cells_of_weeks(of_pages.weeks(journal))
    assert [cells[2023, week] for week in range(1, 53)] == [0] * 52
    silent, line, *_ = figure_of(of_pages.lifelines(journal))["data"]
    assert silent["x"] == ["2020-02-03", "2025-06-02", None]
    assert silent["line"]["dash"] == "dot"
    assert line["base"] == ["2020-02-03", "2025-06-02"]
    assert figure_of(of_pages.topics_over_time(journal))["data"][0]["y"][1:-1] == [0] * 20


def test_the_calendar_places_each_day_under_its_weekday() -> None:
    journal = timeline([("2027-01-01", "llm", 100), ("2027-12-31", "llm", 70)], today="2027-12-31")
    rows = cells_of(calendar_of(journal, 2027))
    friday = 4
    assert rows[friday][0] == 1
    assert rows[friday][52] == 1
    assert rows[friday - 1][0] is None
    assert sum(cell is not None for row in rows for cell in row) == 365


def test_a_pause_of_a_year_has_as_many_days_as_the_silence_at_the_head_of_the_timeline() -> None:
    days = ["2027-03-01", "2027-03-02", "2027-04-20", "2027-05-01"]
    journal = timeline([(on, "llm", 10) for on in days], today="2027-05-02")
    assert "the longest pause between two of them was 49 days." in calendar_of(journal, 2027).sentence
    assert journal.summary.longest_gap_days == 49


def test_a_leap_year_has_a_cell_more() -> None:
    journal = timeline([("2028-01-01", "llm", 100)], today="2029-03-01")
    rows = cells_of(calendar_of(journal, 2028))
    assert sum(cell is not None for row in rows for cell in row) == 366


def test_the_weeks_add_up_to_the_table_and_the_table_to_the_posts() -> None:
    posts = weekly("llm", "2024-03-04", 90, words=50) + weekly("rl", "2025-01-06", 30, words=70)
    chart = of_pages.weeks(timeline(posts, today="2026-02-01", versions=["2024-03-04", "2025-05-05", "2025-05-06"]))
    assert len(cells_of_weeks(chart)) == len(chart.table) == 100
    assert chart.table[["Posts", "Words", "Revisions"]].sum().to_list() == [120, 6600, 2]
    assert chart.shown_table is not None
    assert chart.shown_table["Posts"].sum() == 120
    assert chart.shown_table["Weeks with a post"].sum() == (chart.table["Posts"] > 0).sum()


@pytest.mark.parametrize(
    ("until", "periods", "first"),
    [("2027-05-01", 7, "Nov 2026"), ("2031-01-01", 18, "2026 Q4"), ("2046-01-01", 21, "2026")],
)
def test_the_grain_follows_the_span(until: str, periods: int, first: str) -> None:
    journal = timeline([("2026-11-23", "llm", 100)], today=until)
    chart = of_pages.topics_over_time(journal)
    assert chart.shown_table is not None
    assert len(chart.shown_table) == periods
    assert chart.shown_table.iloc[0, 0] == first


def test_topics_past_the_eleventh_are_drawn_together() -> None:
    posts = [post for number in range(15) for post in weekly(f"t{number:02d}", "2026-01-05", 20 - number)]
    chart = of_pages.topics_over_time(timeline(posts, today="2026-12-31"))
    names = [trace["name"] for trace in figure_of(chart)["data"]]
    assert names == [f"T{number:02d}" for number in range(11)] + ["other topics"]
    assert chart.shown_table is not None
    assert chart.shown_table.iloc[:, 1:].to_numpy().sum() == len(posts)


def test_twelve_topics_need_no_others() -> None:
    posts = [(f"2026-01-{number + 1:02d}", f"t{number:02d}", 10) for number in range(12)]
    names = [
        trace["name"] for trace in figure_of(of_pages.topics_over_time(timeline(posts, today="2026-02-01")))["data"]
    ]
    assert len(names) == 12
    assert "other topics" not in names


def test_topics_keep_the_colours_of_the_timeline() -> None:
    journal = timeline(FIRST_DAY, today="2026-11-23")
    shown = {trace["name"]: trace["marker"]["color"] for trace in figure_of(of_pages.topics_over_time(journal))["data"]}
    assert shown == {topic.name: journal.colours[topic.slug] for topic in journal.topics}


def test_labels_at_the_ends_of_bands_never_overlap() -> None:
    posts = [post for number in range(30) for post in weekly(f"t{number:02d}", "2020-01-06", 320 - number * 10)]
    chart = of_pages.topics_over_time(timeline(posts, today="2026-11-23"))
    places = [mark["y"] for mark in figure_of(chart)["layout"]["annotations"]]
    assert len(places) == 12
    assert all(after - before >= 18 / 420 for before, after in pairwise(places))
    assert min(places) >= 0
    assert max(places) <= 1


def test_the_title_says_what_took_over_only_where_the_numbers_do() -> None:
    took_over = weekly("rl", "2020-01-06", 100) + weekly("diffusion", "2022-01-03", 130)
    assert of_pages.topics_over_time(timeline(took_over, today="2024-08-01")).title == "Diffusion took over in 2022"
    close = took_over + weekly("rl", "2022-01-03", 125)
    chart = of_pages.topics_over_time(timeline(close, today="2024-08-01"))
    assert chart.title == chart.subject == "Topics over time"


def test_a_period_that_is_not_over_lies_under_a_veil() -> None:
    posts = weekly("llm", "2020-01-06", 200)
    veils = [
        figure_of(of_pages.topics_over_time(timeline(posts, today=day)))["layout"].get("shapes", [])
        for day in ("2024-06-30", "2024-05-05")
    ]
    assert [len(shapes) for shapes in veils] == [0, 1]


def test_many_topics_stay_legible_and_the_rest_is_in_the_table() -> None:
    posts = [
        (str(date(2026, 1, 1) + timedelta(days=number + 40 * again)), f"t{number:03d}", 10)
        for number in range(200)
        for again in range(1 + (number < 60))
    ]
    chart = of_pages.lifelines(timeline(posts, today="2028-11-23"))
    assert len(figure_of(chart)["layout"]["yaxis"]["tickvals"]) == 30
    assert len(chart.table) == 200
    assert "the other 170 are in the table" in chart.sentence
    assert chart.height < 1000


def test_posts_and_words_have_an_axis_each_and_end_at_their_totals() -> None:
    journal = timeline(weekly("llm", "2020-01-06", 200, words=150), today="2026-11-23")
    chart = of_pages.cumulative(journal)
    posts, words = figure_of(chart)["data"]
    assert (posts["y"][-1], words["y"][-1]) == (200, 30_000)
    assert posts["yaxis"] != words["yaxis"]
    assert all("overlaying" not in figure_of(chart)["layout"][axis] for axis in ("yaxis", "yaxis2"))
    assert list(chart.table["Posts"]) == posts["y"]
    assert "200 posts with 30,000 words" in chart.sentence


def test_a_topic_has_a_bar_for_each_year_of_the_journal() -> None:
    posts = weekly("llm", "2020-01-06", 60) + weekly("rl", "2024-01-01", 10) + weekly("rl", "2022-01-03", 10)
    chart = of_pages.topic_years_bar(Slices(timeline(posts, today="2024-11-23"), {}).of_topic("rl"))
    (bar,) = figure_of(chart)["data"]
    assert list(zip(bar["x"], bar["y"], strict=True)) == [
        ("2020-01-01", 0), ("2021-01-01", 0), ("2022-01-01", 10), ("2023-01-01", 0), ("2024-01-01", 10),
    ]  # fmt: skip
    assert chart.sentence == "20 posts about Rl in 2 years; the most, 10, in 2022 and 2024."


def test_the_milestones_of_ai_make_the_first_day_worth_a_look() -> None:
    world = [
        milestone("1943", "A logical calculus"),
        milestone("1950-10", "Computing machinery"),
        milestone("2027", "Later"),
    ]
    chart = ai_milestones(timeline(FIRST_DAY, today="2027-02-01", milestones=world))
    assert chart.sentence.startswith(
        "3 milestones of AI since 1943; this journal began 83 years after the first of them"
    )
    assert list(chart.table["Date"]) == ["1943", "1950-10", "2027"]
    picture = chart.picture
    assert isinstance(picture, RibbonPicture)
    assert [dot.kind for dot in picture.dots] == ["world"] * 3
    assert picture.life is not None
    assert [(flag.text, flag.is_before) for flag in picture.wide] == [
        ("A logical calculus", False),
        ("Computing machinery", False),
        ("Later", True),
    ]


@pytest.mark.parametrize(("layout", "width"), [("wide", 1040), ("narrow", 340)])
def test_titles_of_milestones_never_overlap(layout: str, width: int) -> None:
    crowd = [milestone(f"{1943 + number}", f"Milestone number {number}, of some length") for number in range(84)]
    crowd += [milestone(f"20{number:02d}-0{month}", "Short") for number in range(10, 26) for month in (3, 6, 9)]
    picture = ai_milestones(timeline([], today="2026-12-01", milestones=crowd)).picture
    flags = getattr(picture, layout)
    assert len(flags) >= 4
    assert any(flag.is_before for flag in flags)
    boxes = []
    for flag in flags:
        at, long = flag.left * width / 100, 6.2 * len(flag.text)
        boxes.append((at - long if flag.is_before else at, at if flag.is_before else at + long, at, flag.lane))
    for index, (left, right, leader, lane) in enumerate(boxes):
        assert left >= 0
        assert right <= width
        assert all(right <= a or left >= b or lane != other for a, b, _, other in boxes[index + 1 :])
        # The leader of a title goes down through the lanes below.
        assert not any(a < leader < b for a, b, _, other in boxes if other < lane)


def test_what_weighs_most_is_named() -> None:
    crowd = [milestone(f"2012-{month:02d}", f"Of no weight, number {month}") for month in range(1, 13)]
    heavy = replace(milestone("2012-09", "AlexNet"), weight=3)
    picture = ai_milestones(timeline([], today="2026-12-01", milestones=[*crowd, heavy])).picture
    assert isinstance(picture, RibbonPicture)
    assert "AlexNet" in {flag.text for flag in picture.wide} & {flag.text for flag in picture.narrow}


def test_years_of_twelve_are_told_apart_in_half_of_the_page() -> None:
    life = timeline(weekly("llm", "2014-01-06", 600), today="2026-11-30")
    assert figure_of(of_pages.every_post(life))["layout"]["xaxis"]["dtick"] == "M24"


def test_every_post_is_a_mark_until_there_are_too_many() -> None:
    few = of_pages.every_post(timeline(weekly("llm", "2020-01-06", 300), today="2026-01-01"))
    assert [trace["type"] for trace in figure_of(few)["data"]] == ["scatter"]
    posts = [post for number in range(6) for post in weekly(f"t{number}", "2020-01-06", 300)]
    (cells,) = figure_of(of_pages.every_post(timeline(posts, today="2026-01-01")))["data"]
    assert cells["type"] == "heatmap"
    assert sum(count or 0 for row in cells["customdata"] for count in row) == 1800


def test_rows_are_labelled_where_there_is_room() -> None:
    posts = [(f"2026-01-{number % 28 + 1:02d}", f"t{number:03d}", 10) for number in range(200)]
    axis = figure_of(of_pages.every_post(timeline(posts, today="2026-02-01")))["layout"]["yaxis"]
    assert all(after - before >= 13 * 200 / 760 for before, after in pairwise(axis["tickvals"]))


def test_the_rhythm_is_that_of_the_authors_own_clock() -> None:
    versions = ["2026-11-23T08:00Z", "2026-11-24T23:30-08:00", "2026-11-25T07:10+09:00", "2026-11-25T07:50+01:00"]
    chart = of_pages.rhythm(timeline(FIRST_DAY, today="2026-12-01", versions=versions))
    (cells,) = figure_of(chart)["data"]
    counted = {(row, hour): n for row, line in enumerate(cells["customdata"]) for hour, n in enumerate(line) if n}
    assert counted == {(1, 23): 1, (2, 7): 2}
    assert "the busiest hour of the week is Wednesday from 7:00, with 2" in chart.sentence


def test_posts_that_kept_changing_and_topics_that_wait() -> None:
    journal = timeline(FIRST_DAY, today="2028-11-23", versions=["2026-11-23", "2026-12-01", "2027-03-01"])
    changed = of_pages.most_revised(journal)
    assert changed.sentence == (
        f"“{journal.posts['title'][0]}” was revised most: 2 revisions, from 1 December 2026 to 1 March 2027."
    )
    once = of_pages.most_revised(timeline(FIRST_DAY, today="2028-11-23", versions=["2026-11-23", "2026-12-01"]))
    assert once.sentence == f"“{journal.posts['title'][0]}” was revised most: 1 revision, on 1 December 2026."
    waits = of_pages.waiting(journal)
    assert list(waits.table["Days ago"]) == [731, 731, 633]
    assert waits.sentence.endswith("0 of 3 topics were written about or revised within a year.")


def test_lags_are_told_of_topics_that_are_drawn_alone() -> None:
    # The first and the last of 26 topics are the nearest and the farthest, and have fewer resources than all others.
    posts = [post for number in range(26) for post in weekly(f"topic-{number:02d}", f"20{30 + number}-01-07", 9)]
    fewest = {0: 2036, 25: 1900}
    resources = [
        (9 * number + at, fewest.get(number, 2027 + number // 2))
        for number in range(26)
        for at in range(3 if number in fewest else 4)
    ]
    journal = timeline(posts, today="2060-01-01", resources=resources)
    chart = next(one for one in of_pages.timeline_charts(journal) if one.slug == "lag-by-topic")
    bars = figure_of(chart)["layout"]["yaxis"]["ticktext"]
    assert len(bars) == 24
    assert re.findall(r"Topic-\d\d", chart.sentence) == [*bars[:3], bars[-1]]
    assert chart.sentence.endswith("The 24 topics with the most resources are drawn; the other 2 are in the table.")


def test_without_a_history_the_charts_of_revisions_say_so() -> None:
    journal = timeline(FIRST_DAY, today="2026-11-23")
    for chart in (of_pages.rhythm(journal), of_pages.most_revised(journal), of_pages.text_kept(journal)):
        assert chart.figure is None
        assert "there is no git history" in chart.sentence


def test_how_text_kept_is_counted_says_what_the_words_at_the_head_of_the_page_are_not() -> None:
    told = of_pages.text_kept(timeline(FIRST_DAY, today="2026-11-23")).how_counted
    assert "Words in code and formulas count too; the words of posts at the top of the page leave them out." in told


def test_own_milestones_are_flags_that_keep_their_distance() -> None:
    own = [
        milestone("2021-03-01", "First", "own"),
        milestone("2021-03-05", "Too near", "own"),
        milestone("2023-05", "Third", "own"),
    ]
    journal = timeline(weekly("llm", "2020-01-06", 200), today="2024-06-30", milestones=own)
    marks = [
        mark for mark in figure_of(of_pages.topics_over_time(journal))["layout"]["annotations"] if mark["text"] == "◆"
    ]
    assert [mark["hovertext"] for mark in marks] == ["2021-03-01: First", "2023-05: Third"]


def test_no_text_from_a_post_is_markup_in_a_figure() -> None:
    journal = timeline(
        FIRST_DAY,
        today="2026-11-24",
        names={"llm": HOSTILE, "rl": "<img src=//evil.example/i.png>"},
        milestones=[milestone("2026-11-23", HOSTILE, "own"), milestone("1943", HOSTILE)],
    )
    for chart in every_chart(journal):
        if chart.figure is None:
            continue
        # What the charts themselves mark up is bold text, lines and swatches in a topic's colour.
        for text in texts_in([figure_of(chart), chart.narrow, [dict(one.traces[0]) for one in chart.measures]]):
            plain = text.replace("<b>", "").replace("</b>", "").replace("<br>", "").replace("<extra></extra>", "")
            plain = plain.removeprefix('<span style="color:').replace('">■</span>', "")
            assert "<" not in plain
            assert "$" not in plain


@pytest.mark.parametrize(
    ("weeks", "milestones"), [(1, []), (60, [milestone("2020-03", "Own", "own")]), (400, []), (1500, [])]
)
def test_plotly_takes_every_figure_and_would_change_nothing_of_it(
    weeks: int, milestones: list[analytics.Milestone]
) -> None:
    posts = [*weekly("llm", "2020-01-06", weeks), *weekly("rl", "2020-02-03", -(-weeks // 3))]
    journal = timeline(posts, today="2049-01-01", versions=["2020-03-01"], milestones=milestones)
    for chart in every_chart(journal):
        if chart.figure is None:
            continue
        # Layouts with nothing but what they say, traces with what a reader may choose as well.
        chosen = [
            {**trace, **more}
            for measure in chart.measures
            for trace, more in zip(chart.figure["data"], measure.traces, strict=True)
        ]
        drawn = {**chart.figure, "data": [*chart.figure["data"], *map(without_columns, chart.looks), *chosen]}
        taken = go.Figure(drawn, layout_template=None).to_dict()
        assert json.loads(json.dumps(taken)) == json.loads(json.dumps(drawn)), chart.slug


def test_a_figure_carries_no_template_and_no_arrays_in_base64() -> None:
    journal = timeline(weekly("llm", "2020-01-06", 200), today="2026-11-23", milestones=[milestone("1943", "First")])
    for chart in every_chart(journal):
        figure = figure_of(chart) if chart.figure else {"layout": {}}
        assert "template" not in figure["layout"]
        assert "bdata" not in str(figure)


def test_every_chart_has_its_sentence_its_table_and_how_it_is_counted() -> None:
    journal = timeline(
        FIRST_DAY, today="2026-11-24", milestones=[milestone("1943", "First")], versions=["2026-11-23", "2026-11-24"]
    )
    drawn = every_chart(journal)
    for chart in drawn:
        assert chart.title
        assert chart.sentence.endswith(".")
        assert any(letter.isdigit() for letter in chart.sentence)
        assert chart.how_counted.endswith(".")
        assert not chart.table.empty
        assert date(2026, 11, 23) <= chart.data_day <= date(2026, 11, 24)
    slugs = [chart.slug for chart in of_pages.timeline_charts(journal)]
    assert len(set(slugs)) == len(slugs) == 10


@pytest.mark.parametrize(("known", "number"), [((), 0), ((0, 1), 0), ((0, 1, 2), 1)])
def test_a_year_shows_what_was_studied_if_a_few_days_of_publication_are_known(
    known: tuple[int, ...], number: int
) -> None:
    posts = [("2026-01-10", "rl", 9), ("2026-06-10", "rl", 9), ("2026-09-10", "rl", 9)]
    journal = timeline(posts, today="2026-12-01", resources=[(0, 2020), (1, 2021), (2, 2022)])
    rows = journal.resources.copy()
    rows.loc[~rows.index.isin(known), ["published_on", "lag_days"]] = None
    part = Slices(replace(journal, resources=rows), {}).of_span(yearbook.Span(2026, 2026))
    assert [chart.slug for chart in of_pages.year_charts(part)].count("frontier") == number
