"""Of any journal and any selection, the page's numbers are those that Python counts, in any time zone that a reader may be in."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import analytics
from learning_timeline.charts import embed, of_pages, periods, wording
from learning_timeline.core.grains import grain_between
from learning_timeline.core.quantities import quantity
from learning_timeline.pages import selection_data
from learning_timeline.pages.assets import assets
from learning_timeline.pages.timeline import TOLD_SILENCE, headline_numbers
from tests.builders.share import examples
from tests.builders.templates import environment
from tests.builders.timelines import timeline

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Visit

# With what a browser there says: the minutes from local time to UTC, in January 2020.
ZONES = {"UTC": 0, "America/New_York": 300, "Asia/Kathmandu": -345, "Pacific/Apia": -840}
TOPICS = ("graphs", "llm", "rl")
# A number of the world, whose days are known to the day, the month or the year; one point is none of the best.
_VALUES = {"2018": 1e20, "2019-12-31": 3e21, "2020-02": 2e21, "2020-04-02": 5e22, "2022": 6e23, "2041": 1e30}
SERIES = analytics.Series(
    "compute", "Training compute", "the largest run", "FLOP", "log", "higher", "A table",
    tuple(
        analytics.WorldPoint(analytics.PartialDate.parse(on), value, f"Run {on}", f"https://example.org/{on}")
        for on, value in _VALUES.items()
    ),
)  # fmt: skip
FREQUENCY = {"month": "M", "quarter": "Q", "year": "Y"}
# Nothing is drawn by itself, and a file that is offered is kept in the page.
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Any selection</title><body>
{% from "learning_timeline/_figure.html" import figure %}
{% for chart in charts %}
{% if chart.json %}{{ figure(chart, ".") }}{% else %}
{% call figure(chart, ".") %}<div class="weeks-grid"></div><ol class="multiples" data-topics=""></ol>{% endcall %}
{% endif %}
{% endfor %}
<script>
window.IntersectionObserver = class { observe() {} unobserve() {} };
HTMLAnchorElement.prototype.click = () => {};
</script>
<script src="{{ file }}"></script><script src="facts.js" data-root=""></script>
<script src="views.js"></script><script src="charts.js"></script>"""
DRAWN = """async (selections) => {
    const site = window.learningTimeline;
    const facts = site.facts();
    for (const name of Object.keys(facts.later)) await site.load(name);
    let offered;
    URL.createObjectURL = (blob) => { offered(blob.text()); return "#"; };
    const contextOf = (selection) => {
        const { from, to, topics } = selection;
        const hasTopic = (topic) => !topics.length || topics.includes(facts.topics[topic].slug);
        const posts = [...facts.days.keys()].filter((post) =>
            facts.days[post] >= from && facts.days[post] <= to && hasTopic(facts.topicOf[post]));
        const isWhole = from === 0 && to === facts.today && !topics.length;
        return { facts, selection, posts, hasTopic, isWhole };
    };
    const seen = [];
    for (const selection of selections) {
        const context = contextOf(selection);
        site.context = () => context;
        site.redraw();
        const charts = {};
        for (const figure of document.querySelectorAll("figure")) {
            const details = figure.querySelector("details");
            details.open = true;
            details.dispatchEvent(new Event("toggle"));
            const csv = new Promise((resolve) => (offered = resolve));
            figure.querySelector(".chart-files a").dispatchEvent(new MouseEvent("click", { cancelable: true }));
            charts[figure.id] = {
                csv: await csv,
                table: [...figure.querySelectorAll("tr")].map((row) => [...row.cells].map((cell) => cell.textContent)),
                sentence: figure.querySelector(".chart-sentence").textContent,
            };
        }
        seen.push({ charts, numbers: site.numbers.of(context) });
    }
    const whole = site.numbers.of(contextOf({ from: 0, to: facts.today, topics: [], measure: "posts", share: false }));
    return { seen, whole, offset: new Date(2020, 0, 1).getTimezoneOffset() };
}"""


def instants(begin: datetime, days: int) -> st.SearchStrategy[str]:
    """Moments of any offset of the earth, from a day on."""
    return st.builds(
        lambda minutes, quarters: (
            (begin + timedelta(minutes=minutes)).replace(tzinfo=timezone(timedelta(minutes=15 * quarters))).isoformat()
        ),
        st.integers(0, 1440 * days + 1439),
        st.sampled_from([-48, -32, 0, 23, 56]),
    )


@st.composite
def journals(draw: st.DrawFn) -> tuple[analytics.Timeline, list[dict[str, Any]]]:
    """A journal, which may have texts that are older than its first post; and selections of it."""
    begin = datetime(2019, 12, 20)  # noqa: DTZ001 - each moment gets an offset of its own
    days = draw(st.sampled_from([0, 12, 100, 800, 3_000, 9_000]))
    topics = TOPICS[: draw(st.integers(1, 3))]
    post = st.tuples(instants(begin, days), st.sampled_from(topics), st.integers(0, 3_000))
    versions = draw(st.lists(instants(begin - timedelta(days=40), days + 40), max_size=9))
    made = timeline(
        draw(st.lists(post, min_size=1, max_size=14)),
        today=f"{begin + timedelta(days=days + draw(st.sampled_from([2, 40])))}"[:10],
        versions=sorted(versions, key=datetime.fromisoformat),
        series=[SERIES],
        resources=[(0, 2018), (0, 2017), *draw(st.lists(st.tuples(st.just(-1), st.integers(1990, 2020)), max_size=3))],
    )
    today = (pd.Timestamp(made.today) - made.posts["published_on"].min()).days
    known = sorted(set(made.posts["topic"]))
    asked = draw(
        st.lists(
            st.tuples(
                st.one_of(st.just((0, today)), st.tuples(st.integers(0, today), st.integers(0, today))),
                st.sets(st.sampled_from(known)),
                st.sampled_from(["posts", "words", "revisions"]),
            ),
            min_size=1,
            max_size=2,
        )
    )
    selections = [
        {"from": min(window), "to": max(window), "topics": sorted(chosen), "measure": measure, "share": False}
        for window, chosen, measure in [*asked, ((0, today), {known[0]}, "revisions")]
    ]
    # The words of the whole journal by its posts are Python's own.
    return made, [one for one in selections if one["to"] - one["from"] < today or one["topics"]]


class Counted:
    """The rows of each table for one selection, counted from the frames alone."""

    def __init__(self, made: analytics.Timeline, selection: dict[str, Any]) -> None:
        begin = made.posts["published_on"].min()
        (self.series,) = made.series
        self.today = pd.Timestamp(made.today)
        self.first, self.last = (begin + pd.Timedelta(days=selection[end]) for end in ("from", "to"))
        chosen = selection["topics"] or list(TOPICS)
        self.names = {topic.slug: topic.name for topic in made.topics}
        posts = made.posts[made.posts["topic"].isin(chosen)]
        self.posts = posts[posts["published_on"].between(self.first, self.last)].sort_values(
            "published_on", kind="stable"
        )
        # The first version of a post is no revision, and the builder makes no bulk commits.
        changes = made.changes[made.changes["post"].duplicated() & made.changes["post"].isin(posts["path"])]
        at = analytics.made_at(changes)
        changes = changes.assign(
            at=at, on=at.dt.normalize(), topic=changes["post"].map(posts.set_index("path")["topic"])
        ).sort_values("at", kind="stable")
        # From the beginning on, what is older than the first post counts as well.
        self.is_from_the_beginning = selection["from"] == 0
        after = changes["on"].ge(self.first) | self.is_from_the_beginning
        self.changes = changes[after & changes["on"].le(self.last)]
        kept = made.text_kept[made.text_kept["topic"].isin(chosen)]
        is_since = kept["year"].ge(self.first.year) | self.is_from_the_beginning
        self.kept = kept[is_since & kept["year"].le(self.last.year)]
        resources = analytics.measures.first_learned(made.resources)
        resources = resources.assign(topic=resources["post"].map(made.posts.set_index("path")["topic"]))
        resources = resources[resources["topic"].isin(chosen) & resources["learned_on"].le(self.last)]
        self.resources = resources[resources["learned_on"].ge(self.first) | self.is_from_the_beginning]
        self.measure = selection["measure"]
        self.events = {
            "posts": self.posts.assign(on=self.posts["published_on"], value=1),
            "words": self.posts.assign(on=self.posts["published_on"], value=self.posts["words"]),
            "revisions": self.changes.assign(value=1),
        }[self.measure]

    def numbers(self) -> dict[str, int]:
        """Those of the head of the page, by name."""
        days = [*self.posts["published_on"], *([self.last] if self.last == self.today else [])]
        silence = max((pd.Series(days).diff().dt.days.max() if len(days) > 1 else 0), 0)
        return {
            "posts": len(self.posts),
            "years": analytics.lifetime.whole_years(self.first.date(), self.last.date()),
            "topics": self.posts["topic"].nunique(),
            "resources": len(self.resources),
            "words": int(self.posts["words"].sum()),
            "revisions": len(self.changes),
            "silence": int(silence) if silence >= TOLD_SILENCE else 0,
        }

    def field(self) -> list[list[Any]]:
        """The best values in the time that the chart draws, a year at least."""
        end = max(self.last, self.first + pd.Timedelta(days=365))
        points = [point for point in self.series.frontier if self.first <= pd.Timestamp(point.on.first_day) <= end]
        return [[str(point.on), point.label, quantity(point.value, self.series.unit)] for point in points]

    def periods(self) -> list[list[Any]]:
        grain = grain_between(self.first, self.last)
        starts = pd.period_range(self.first, self.last, freq=FREQUENCY[grain])
        period = self.events["on"].dt.to_period(FREQUENCY[grain])
        events = self.events[period.isin(starts)]
        totals = events.groupby("topic")["value"].sum()
        order = sorted(totals.index, key=lambda slug: (-totals[slug], slug))
        sums = events.groupby([period, "topic"])["value"].sum()
        return [
            [periods.period_name(start.start_time, grain), *(int(sums.get((start, slug), 0)) for slug in order)]
            for start in starts
        ]

    def weeks(self) -> list[list[Any]]:
        begin, end = (on - pd.Timedelta(days=on.weekday()) for on in (self.first, self.last))
        mondays = pd.date_range(begin, end, freq="7D")
        monday = self.events["on"] - pd.to_timedelta(self.events["on"].dt.day_of_week, unit="D")
        sums = self.events.groupby(monday)["value"].sum().reindex(mondays, fill_value=0)
        years = sums.groupby(sums.index.isocalendar().year.to_numpy())
        return [[str(year), len(week), int((week > 0).sum()), int(week.sum()), int(week.max())] for year, week in years]

    def by_topic(self) -> list[tuple[str, pd.Series[pd.Timestamp]]]:
        lives = [(str(slug), group["published_on"]) for slug, group in self.posts.groupby("topic")]
        return sorted(lives, key=lambda life: (life[1].iloc[0], life[0]))

    def lifelines(self) -> list[list[Any]]:
        return [
            [
                self.names[slug],
                *(f"{days.iloc[end]:%Y-%m-%d}" for end in (0, -1)),
                len(days),
                int(days.diff().dt.days.max()) if len(days) > 1 else 0,
            ]
            for slug, days in self.by_topic()
        ]

    def cumulative(self, until: list[str]) -> list[list[Any]]:
        rows = [self.posts[self.posts["published_on"] <= on] for on in until]
        return [[on, len(row), int(row["words"].sum())] for on, row in zip(until, rows, strict=True)]

    def text_kept(self) -> list[list[Any]]:
        years = self.kept.groupby("year")[["words_written", "words_kept"]].sum()
        return [[str(row.Index), int(row.words_written), int(row.words_kept)] for row in years.itertuples()]

    def rhythm(self) -> list[list[Any]]:
        counts = self.changes.groupby([self.changes["at"].dt.day_of_week, self.changes["at"].dt.hour]).size()
        names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        return [[name, *(int(counts.get((day, hour), 0)) for hour in range(24))] for day, name in enumerate(names)]

    def waiting(self) -> list[list[Any]]:
        touched = pd.concat([self.posts.assign(on=self.posts["published_on"]), self.changes])
        last = touched.groupby("topic")["on"].max()
        order = sorted(last.index, key=lambda slug: (last[slug], slug))
        return [[self.names[slug], f"{last[slug]:%Y-%m-%d}", (self.last - last[slug]).days] for slug in order]

    def most_revised(self) -> list[list[Any]]:
        # The builder revises the first post alone.
        days = [f"{on:%Y-%m-%d}" for on in self.changes["on"]]
        return [["Post 0", len(days), days[0], days[-1]]] if days else []

    def frontier(self) -> list[list[Any]]:
        return [
            [
                f"{row.learned_on:%Y-%m-%d}",
                f"{row.published_on:%Y-%m-%d}",
                row.title,
                self.names[row.topic],
                row.lag_days,
            ]
            for row in self.resources.itertuples()
        ]

    def lags(self, by: pd.Series[Any]) -> list[list[Any]]:
        groups = self.resources["lag_days"].astype("float64").groupby(by)
        return [[key, len(lags), round(lags.median())] for key, lags in groups]

    def lags_by_topic(self) -> list[list[Any]]:
        rows = sorted(self.lags(self.resources["topic"]), key=lambda row: (row[2], row[0]))
        return [[self.names[slug], *rest] for slug, *rest in rows]


@pytest.mark.slow
def test_the_page_counts_any_selection_as_python_does(tmp_path: Path, visit: Callable[..., Visit]) -> None:
    for name, data in assets():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "timeline").mkdir()
    seen = visit("about:blank", own=True)
    zone_of = seen.page.context.new_cdp_session(seen.page)

    @settings(
        max_examples=examples(30),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        report_multiple_bugs=False,
    )
    @given(journals())
    def check(given_one: tuple[analytics.Timeline, list[dict[str, Any]]]) -> None:
        made, selections = given_one
        later = selection_data.later_files(made)
        first = selection_data.first_file(made, {}, later)
        for file in (first, *later):
            (tmp_path / file.url).write_bytes(file.data)
        # The timeline shows no chart of which the whole journal has nothing.
        charts = [one for one in of_pages.timeline_charts(made) if one.figure or one.picture]
        shown = [embed.chart_view(one, "x.csv") for one in charts]
        page = environment().from_string(PAGE).render(charts=shown, file=first.versioned)
        (tmp_path / "index.html").write_text(page, encoding="utf-8")
        texts = []
        for zone, offset in ZONES.items():
            zone_of.send("Emulation.setTimezoneOverride", {"timezoneId": zone})
            seen.page.goto((tmp_path / "index.html").as_uri())
            found = seen.page.evaluate(DRAWN, selections)
            assert found["offset"] == offset, zone
            assert shown_numbers(found["whole"]) == {one.name: one.number for one in headline_numbers(made)}
            texts.append(found["seen"])
        assert all(text == texts[0] for text in texts)
        for selection, drawn in zip(selections, texts[0], strict=True):
            hold(Counted(made, selection), drawn)

    check()
    assert seen.problems == []


def shown_numbers(numbers: dict[str, int]) -> dict[str, int]:
    """The head of the page leaves out what is zero."""
    return {name: number for name, number in numbers.items() if number}


def hold(counted: Counted, seen: dict[str, Any]) -> None:
    """The file that is offered says what the table says, both what was counted, and the head of the page the same."""
    drawn, numbers = seen["charts"], seen["numbers"]
    assert numbers == counted.numbers()
    offered = {name: list(csv.reader(chart["csv"].splitlines()))[1:] for name, chart in drawn.items()}
    expected = {
        "weeks": counted.weeks(),
        "topics-over-time": counted.periods(),
        "field-measured": counted.field(),
        "multiples": counted.periods(),
        "lifelines": counted.lifelines(),
        "every-post": [[counted.names[slug], len(days)] for slug, days in counted.by_topic()],
        "cumulative": counted.cumulative([row[0] for row in offered["cumulative"]]),
        "text-kept": counted.text_kept(),
        "rhythm": counted.rhythm(),
        "most-revised": counted.most_revised(),
        "waiting": counted.waiting(),
        "frontier": counted.frontier(),
        "lag-by-year": [[str(year), *rest] for year, *rest in counted.lags(counted.resources["learned_on"].dt.year)],
        "lag-by-topic": counted.lags_by_topic(),
    }
    for name, chart in drawn.items():
        assert offered[name] == [[str(cell) for cell in row] for row in expected[name]], name
        shown = [[cell if isinstance(cell, str) else f"{cell:,}" for cell in row] for row in expected[name]]
        assert chart["table"][1:] == shown, name
        assert chart["table"][0] == next(csv.reader([chart["csv"].splitlines()[0]])), name
    # Shares are told alike.
    weeks = counted.weeks()
    active, all_weeks = (sum(row[column] for row in weeks) for column in (2, 1))
    if active:
        assert f"({wording.percent(active, all_weeks)})" in drawn["weeks"]["sentence"]
    written, kept = (sum(row[column] for row in counted.text_kept()) for column in (1, 2))
    if written:
        assert f"{kept:,} still stand ({wording.percent(kept, written)})" in drawn["text-kept"]["sentence"]
