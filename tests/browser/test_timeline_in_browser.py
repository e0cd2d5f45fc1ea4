"""The timeline page as people use it: one selection, in the address, that everything on the page follows."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageColor

from learning_timeline.commands import barriers
from tests.builders.git_story import GitStory
from tests.builders.site import Built, Site
from tests.builders.waiting import drawn, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import Visit

TODAY = "2026-11-23"
HOSTILE = '<img src=//evil.example/x onerror=alert(1)> & "R&D" $x$'
TOPICS = f"""
llm: {{name: Language models, aliases: [transformers]}}
rl: {{name: Reinforcement learning}}
graphs: {{name: '{HOSTILE}', aliases: [networks]}}
"""
MILESTONES = """
- {date: 1943, title: A logical calculus, kind: world, url: "https://example.org/"}
- {date: 2019-01-07, title: The first post, kind: own}
"""
CHARTS = ("topics-over-time", "lifelines", "every-post", "cumulative", "text-kept", "rhythm", "most-revised", "waiting")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("timeline")
    story = GitStory(folder / "content").write("topics.yaml", TOPICS).write("milestones.yaml", MILESTONES)
    for topic, first, weeks in (
        ("llm", date(2019, 1, 7), 100),
        ("rl", date(2022, 3, 7), 60),
        ("graphs", date(2025, 5, 5), 30),
    ):
        for number in range(weeks):
            on = first + timedelta(days=7 * number)
            title = HOSTILE if topic == "graphs" and number == 0 else f"{topic} {number}"
            text = f"---\ntitle: '{title}'\ndate: {on}\ncategory: {topic}\n---\n\n{'word ' * (50 + number)}\n"
            story.write(f"posts/{on.year}/{topic}-{number}.md", text)
        story.commit(f"{first}T21:30:00-08:00")
    for day in ("2026-10-01", "2026-10-08", "2026-11-01"):
        story.write(
            "posts/2025/graphs-3.md", f"---\ntitle: graphs 3\ndate: 2025-05-26\ncategory: graphs\n---\n\n{day}\n"
        )
        story.commit(f"{day}T09:00:00+01:00")
    # As many revisions as the rhythm waits for, each of which leaves the number of words as it was.
    for number in range(60):
        post = story.path / f"posts/{date(2022, 3, 7) + timedelta(days=7 * number):%Y}/rl-{number}.md"
        story.write(
            f"posts/{post.parent.name}/{post.name}", post.read_text(encoding="utf-8").replace("word ", "term ", 1)
        )
    story.commit("2026-09-05T21:30:00-08:00")
    return Site(folder, content=story.path).build(LEARNING_TIMELINE_TODAY=TODAY)


@pytest.fixture(scope="module")
def home(built: Built, serve: Callable[..., str]) -> str:
    return serve(built.folder, POLICY)


@pytest.fixture
def timeline(home: str, visit: Callable[..., Visit]) -> Callable[..., Any]:
    """Opens the timeline page with a query, and holds it to have neither complained nor asked another host."""
    seen: list[Visit] = []

    def open_timeline(query: str = "", **options: Any) -> Any:
        seen.append(visit(f"{home}timeline/{query}", **options))
        return seen[-1].page

    yield open_timeline
    for one in seen:
        assert one.problems == []
        assert one.foreign == []


def query(page: Any) -> str:
    return str(page.evaluate("location.search"))


def says(page: Any) -> str:
    return str(page.locator(".selection-says").inner_text())


def test_every_chart_is_drawn_for_the_whole_journal(timeline: Any) -> None:
    page = timeline()
    for slug in CHARTS:
        assert drawn(page, slug).locator(".main-svg").count() > 0, slug
    assert says(page) == "190 posts, 7 January 2019 to today"
    assert query(page) == ""
    assert page.locator(".selected-posts li").count() == 10
    assert page.evaluate("document.querySelectorAll('*').length") < 3000


def test_the_thumbs_answer_to_the_keyboard_as_two_sliders_do(timeline: Any) -> None:
    page = timeline()
    begin, end = page.get_by_role("slider", name="From"), page.get_by_role("slider", name="To")
    begin.focus()
    for key, expected in (
        ("ArrowRight", "1 February 2019"),
        ("ArrowRight", "1 March 2019"),
        ("PageUp", "1 March 2020"),
        ("ArrowLeft", "1 February 2020"),
        ("PageDown", "1 February 2019"),
    ):
        page.keyboard.press(key)
        until(page, "document.querySelector('[aria-label=From]').ariaValueText", expected)
    until(page, "location.search", "?from=2019-02&to=latest")
    end.focus()
    page.keyboard.press("ArrowLeft")
    until(page, "document.querySelector('[aria-label=To]').ariaValueText", "31 October 2026")
    until(page, "location.search", "?from=2019-02&to=2026-10")
    page.keyboard.press("End")
    begin.focus()
    page.keyboard.press("Home")
    until(page, "location.search", "")
    assert begin.get_attribute("aria-valuemin") == "0"


def test_back_undoes_a_choice_and_forward_repeats_it(timeline: Any) -> None:
    page = timeline()
    page.get_by_role("button", name="5 years").click()
    until(page, "location.search", "?from=2021-11-24&to=latest")
    page.get_by_role("button", name="Language models").click()
    until(page, "location.search", "?from=2021-11-24&to=latest&topics=llm")
    page.go_back()
    until(page, "document.querySelector('.selection-says').textContent", "90 posts, 24 November 2021 to today")
    page.go_back()
    until(page, "location.search", "")
    page.go_forward()
    until(page, "location.search", "?from=2021-11-24&to=latest")


def test_the_address_says_everything(timeline: Any) -> None:
    page = timeline("?from=2022-03&to=latest&topics=rl,networks&measure=words&mode=share")
    assert says(page) == f"90 posts about Reinforcement learning and {HOSTILE}, 1 March 2022 to today"
    assert page.get_by_role("button", name="Reinforcement learning").get_attribute("aria-pressed") == "true"
    assert page.locator("[name=measure]").input_value() == "words"
    assert page.get_by_label("as % of all").is_checked()
    drawn(page, "topics-over-time")
    until(page, "document.querySelector('#topics-over-time .ytitle').textContent", "% of words")
    until(page, "document.querySelector('#topics-over-time .chart-plot').data.length", 2)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param(*("?topics=alchemy", "There is no topic “alchemy”."), marks=pytest.mark.slow),
        pytest.param(
            *("?from=2026-13", "“2026-13” is not a day: write it as 2026-03 or 2026-03-21."), marks=pytest.mark.slow
        ),
        pytest.param(
            *("?to=2026-02-30", "“2026-02-30” is not a day: write it as 2026-03 or 2026-03-21."), marks=pytest.mark.slow
        ),
        ("?measure=stars", "“stars” is not a measure: use posts, words, revisions."),
        ("?topics=%3Cimg%20src=x%20onerror=alert(1)%3E", "There is no topic “<img src=x onerror=alert(1)>”."),
    ],
)
def test_what_the_address_cannot_mean_is_said(timeline: Any, asked: str, said: str) -> None:
    page = timeline(asked)
    assert page.locator(".selection-problems").inner_text() == said
    assert says(page) == "190 posts, 7 January 2019 to today"


def test_a_window_outside_the_journals_life_is_brought_into_it(timeline: Any) -> None:
    assert says(timeline("?from=1950&to=2019")) == "52 posts, 7 January 2019 to 31 December 2019"
    assert says(timeline("?from=2020&to=2019-06")) == "79 posts, 1 June 2019 to 31 December 2020"


def test_a_selection_without_a_post_says_so_everywhere(timeline: Any) -> None:
    page = timeline("?from=2021-06&to=2021-07")
    assert says(page) == "0 posts, 1 June 2021 to 31 July 2021"
    assert page.locator(".selected-posts").inner_text() == "There are no posts in this selection."
    for slug in ("weeks", "topics-over-time", "lifelines", "every-post", "cumulative", "waiting"):
        figure = page.locator(f"#{slug}")
        figure.scroll_into_view_if_needed()
        until(page, f"document.querySelector('#{slug}-sentence').textContent", "There are no posts in this selection.")


def test_the_reset_brings_everything_back(timeline: Any) -> None:
    page = timeline()
    sentence = page.locator("#weeks-sentence").inner_text()
    assert not page.get_by_role("button", name="Reset").is_visible()
    page.get_by_role("button", name="Reinforcement learning").click()
    page.locator("[name=measure]").select_option("words")
    until(page, "location.search", "?topics=rl&measure=words")
    page.locator("#weeks").scroll_into_view_if_needed()
    until(page, f"document.querySelector('#weeks-sentence').textContent === {sentence!r}", expected=False)
    page.get_by_role("button", name="Reset").click()
    until(page, "location.search", "")
    until(page, "document.querySelector('#weeks-sentence').textContent", sentence)


def test_typed_dates_choose_a_window(timeline: Any) -> None:
    page = timeline()
    page.get_by_label("From", exact=True).last.fill("2022-04-01")
    page.get_by_label("To", exact=True).last.fill("2022-04-30")
    until(page, "document.querySelector('.selection-says').textContent", "4 posts, 1 April 2022 to 30 April 2022")
    assert query(page) == "?from=2022-04&to=2022-04"


def test_dragging_a_thumb_makes_one_step_of_history(timeline: Any) -> None:
    page = timeline()
    entries = page.evaluate("history.length")
    page.locator(".navigator").scroll_into_view_if_needed()
    box = page.get_by_role("slider", name="From").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + box["width"] / 2 + 40 * step, box["y"] + 20)
    page.mouse.up()
    until(page, "location.search !== ''", expected=True)
    assert page.evaluate("history.length") == entries + 1
    page.go_back()
    until(page, "document.querySelector('.selection-says').textContent", "190 posts, 7 January 2019 to today")


def test_drawing_in_a_chart_chooses_a_window(timeline: Any) -> None:
    page = timeline()
    figure = drawn(page, "every-post")

    def draw() -> None:
        plot = figure.locator(".nsewdrag").bounding_box()
        page.mouse.move(plot["x"] + plot["width"] * 0.5, plot["y"] + 20)
        page.mouse.down()
        page.mouse.move(plot["x"] + plot["width"] * 0.6, plot["y"] + 22, steps=4)
        page.mouse.move(plot["x"] + plot["width"] * 0.75, plot["y"] + 22, steps=4)

    draw()
    assert page.locator(".chart-brush").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".chart-brush").count() == 0
    page.mouse.up()
    assert page.evaluate("location.search") == ""
    draw()
    page.mouse.up()
    until(page, "location.search.startsWith('?from=202')", expected=True)
    assert "190 posts" not in says(page)


def test_the_selection_is_saved_as_a_picture_to_send(timeline: Any, tmp_path: Path) -> None:
    page = timeline("?topics=rl&from=2022&to=2023-04")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save picture").click()
    saved.value.save_as(tmp_path / "card.png")
    with Image.open(tmp_path / "card.png") as picture:
        assert picture.size == (1200, 630)
        colours = {colour: number for number, colour in picture.convert("RGB").getcolors(1 << 20)}
    topic = page.locator(".chips [aria-pressed=true]").evaluate("chip => chip.style.getPropertyValue('--colour')")
    # Sixty posts about one topic, and no other colour of a topic.
    assert colours[ImageColor.getrgb(topic)] > 10_000
    others = page.evaluate("learningTimeline.facts().topics.map(({ colour }) => colour)")
    assert not {ImageColor.getrgb(other) for other in others if other != topic} & set(colours)


# The picture to save is on no page; the life, which may be painted again at the same time, is.
PAINTED = """() => {
    window.painted = [];
    const kept = pen => pen.canvas.isConnected ? [] : painted;
    const pen = CanvasRenderingContext2D.prototype;
    const { fillText, fillRect } = pen;
    pen.fillText = function (text, x, ...rest) {
        kept(this).push({ text, x, end: x + this.measureText(text).width });
        fillText.call(this, text, x, ...rest);
    };
    pen.fillRect = function (x, y, wide, high) {
        kept(this).push({ x, end: x + wide, y, high, fill: this.fillStyle });
        fillRect.call(this, x, y, wide, high);
    };
}"""


def painted(page: Page) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the picture of the selection has: its texts, and its shapes."""
    page.evaluate(PAINTED)
    with page.expect_download():
        page.get_by_role("button", name="Save picture").click()
    parts = page.evaluate("painted")
    return {one["text"]: one for one in parts if "text" in one}, [one for one in parts if "text" not in one]


def test_the_saved_picture_names_topics_with_posts_and_its_axis_ends_with_the_selection(timeline: Any) -> None:
    texts, shapes = painted(timeline("?topics=rl,graphs&from=2022-03-07&to=2022-03-14"))
    assert next(iter(texts)) == "2 posts about Reinforcement learning"
    assert "posts a day: 1" in texts
    assert HOSTILE not in texts
    axis = next(one for one in shapes if one["high"] == 1)
    marks = [one for one in shapes if 16 < one["high"] < 300]
    # Of eight days the first and the last; the last day stands below its mark.
    assert marks[0]["x"] == axis["x"]
    assert marks[-1]["end"] == pytest.approx(axis["end"], abs=3)
    assert texts["14 March 2022"]["end"] == pytest.approx(axis["end"], abs=1)


def test_the_saved_picture_has_no_colour_that_it_does_not_explain(timeline: Any) -> None:
    page = timeline()
    page.evaluate(
        """() => {
        const { facts, posts, selection } = learningTimeline.context();
        const topics = Array.from({ length: 30 }, (_, at) => ({ name: `Topic ${at}`, colour: `#0000${at + 10}` }));
        const topicOf = Array.from(facts.topicOf, (_, post) => post % 30);
        learningTimeline.context = () => ({ facts: { ...facts, topics, topicOf }, posts, selection });
    }"""
    )
    texts, shapes = painted(page)
    named = [text for text in texts if text.startswith("Topic ")]
    assert 4 < len(named) < 12
    assert "other topics" in texts
    # In the key each colour is a square; of the marks and the edge above all, none is another one.
    key = {one["fill"] for one in shapes if one["high"] == 16 == one["end"] - one["x"]}
    assert len(key) == len(named) + 1
    assert {one["fill"] for one in shapes if one["fill"].startswith("#0000")} < key


@pytest.mark.parametrize("width", [1440, 700, 390, 320])
def test_names_of_topics_are_whole_and_all_others_are_counted(timeline: Any, width: int) -> None:
    page = timeline(width=1500)
    # As a young journal has none.
    page.add_style_tag(content=".navigator { display: none !important }")
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")
    chips = page.locator(".chips button")
    row = page.locator(".chips").bounding_box()
    # Of a row's height, and none runs out of it but a name that is wider than the row.
    assert row["height"] < 60
    for chip in chips.all():
        box = chip.bounding_box()
        assert row["x"] <= box["x"]
        assert box["x"] + box["width"] <= row["x"] + row["width"] + 1
        assert row["y"] <= box["y"]
        assert box["y"] + box["height"] <= row["y"] + row["height"] + 1
    more = page.locator(".chips-more")
    missing = 3 - chips.count()
    assert more.is_visible() == bool(missing)
    if missing:
        assert more.locator("option").first.inner_text() == f"{missing} more …"
    # A topic that is chosen stands there whatever room there is.
    page.evaluate("learningTimeline.pick('graphs')")
    until(page, "document.querySelector('.chips button').dataset.slug", "graphs")


def test_the_weeks_are_walked_by_the_keyboard(timeline: Any) -> None:
    page = timeline()
    grid = page.locator(".weeks-grid")
    grid.focus()
    told = "document.querySelector('.weeks-says').textContent"
    until(page, told, "Week 48 of 2026, from 23 November 2026: 0 posts")
    for key in ("ArrowLeft", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    until(page, told, "Week 47 of 2024, from 18 November 2024: 0 posts")
    page.keyboard.press("Home")
    until(page, told, "Week 1 of 2024, from 1 January 2024: 0 posts")
    for _ in range(4):
        page.keyboard.press("ArrowUp")
    until(page, told, "Week 1 of 2020, from 30 December 2019: 1 post")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('.selection-says').textContent", "1 post, 30 December 2019 to 5 January 2020")
    page.keyboard.press("Escape")
    until(page, "location.search", "")


def test_the_list_shows_more_and_leads_to_the_posts(timeline: Any) -> None:
    page = timeline("?topics=graphs")
    assert page.locator(".selected-posts li").count() == 10
    page.get_by_role("button", name="Show more").click()
    until(page, "document.querySelectorAll('.selected-posts li').length", 30)
    first = page.locator(".selected-posts li").last
    assert first.locator("a").inner_text() == HOSTILE.replace("$x$", "x")  # a formula is told as text
    page.goto(page.url.split("?")[0])
    page.get_by_role("button", name="Show more").click()
    until(page, "document.querySelectorAll('.selected-posts li').length", 190)
    page.locator(".selected-posts a").last.click()
    page.wait_for_url("**/posts/2019/01/llm-0/")


def test_text_from_posts_and_topics_makes_no_element(timeline: Any) -> None:
    page = timeline("?topics=graphs")
    for slug in CHARTS:
        figure = drawn(page, slug)
        assert page.locator("img, svg a, [href*=evil], [src*=evil]").count() == 0
        if slug == "lifelines":
            assert HOSTILE[:16] in figure.locator(".main-svg").first.text_content()


def test_the_table_and_the_files_are_those_of_the_selection(timeline: Any, tmp_path: Path) -> None:
    page = timeline("?topics=rl&from=2022-03&to=2022-05")
    figure = drawn(page, "topics-over-time")
    figure.locator("summary").click()
    table = figure.locator("table")
    table.wait_for()
    rows = [row.locator("th, td").all_inner_texts() for row in table.locator("tr").all()]
    assert rows == [["Month", "Reinforcement learning"], ["Mar 2022", "4"], ["Apr 2022", "4"], ["May 2022", "5"]]
    for name, begins in (("CSV", b"Month,"), ("SVG", b"<svg"), ("PNG", b"\x89PNG")):
        with page.expect_download() as arriving:
            figure.locator(".chart-files").get_by_text(name, exact=True).click()
        arriving.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(begins), name
    assert list(csv.reader((tmp_path / "CSV").read_text(encoding="utf-8").splitlines())) == rows


@pytest.mark.parametrize(
    "asked", [pytest.param("", marks=pytest.mark.slow), "?topics=llm,graphs&from=2019-06&to=latest"]
)
def test_each_table_says_what_is_drawn(timeline: Any, asked: str) -> None:
    page = timeline(asked)
    columns = """(figure) => {
        const number = ({ textContent }) => Number(textContent.replace(/,/g, ""));
        const rows = [...figure.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("td")].map(number));
        return rows[0].map((_, column) => rows.map((row) => row[column]));
    }"""
    drawn_as = {
        "topics-over-time": "(plot) => plot.data.map((trace) => trace.y)",
        "cumulative": "(plot) => plot.data.map((trace) => trace.y)",
        "text-kept": "(plot) => plot.data.map((trace) => trace.y)",
        "rhythm": """(plot) => {
            const all = plot.data[0].customdata.flat();
            return [...Array(24).keys()].map((hour) => all.filter((_, at) => at % 24 === hour));
        }""",
    }
    for slug, shape in drawn_as.items():
        figure = drawn(page, slug)
        figure.locator("summary").click()
        figure.locator("table").wait_for()
        assert figure.evaluate(columns) == figure.locator(".chart-plot").evaluate(shape), slug
    figure = page.locator("#weeks")
    figure.scroll_into_view_if_needed()
    figure.locator("summary").click()
    weeks, active, *_ = figure.evaluate(columns)
    paths = figure.locator(".weeks-grid path").evaluate_all(
        "all => all.map((p) => (p.getAttribute('d').match(/M/g) ?? []).length)"
    )
    # What is not selected is dimmed and stays: each week of the journal has its cell.
    assert sum(active) == sum(paths[1:6])
    assert sum(weeks) <= sum(paths) == 412


def test_a_bar_chooses_its_topic_or_its_year(timeline: Any) -> None:
    page = timeline()
    drawn(page, "waiting").locator(".barlayer .point").first.click(force=True)
    until(page, "location.search", "?topics=llm")
    page.get_by_role("button", name="Reset").click()
    drawn(page, "text-kept").locator(".barlayer .trace").first.locator(".point").first.click(force=True)
    until(page, "location.search", "?to=2019-12")


def test_a_chart_that_is_far_away_stands_still_again(timeline: Any) -> None:
    page = timeline()
    figure = drawn(page, "topics-over-time")
    assert figure.locator(".chart-still").count() == 0
    drawn(page, "waiting")
    until(page, "document.querySelectorAll('#topics-over-time .plot-container').length", 0)
    assert figure.locator(".chart-still").is_visible()
    assert page.locator("*").count() < 3000
    # Who comes back meets it drawn, and what is drawn answers.
    drawn(page, "topics-over-time")
    figure.locator(".plot-container").wait_for()
    assert figure.locator(".chart-still").count() == 0


def test_a_window_is_drawn_in_a_small_picture(timeline: Any) -> None:
    page = timeline()
    picture = page.locator(".multiples svg").first
    picture.scroll_into_view_if_needed()
    # The script that hears the hand comes with the views, once the pictures are near.
    until(page, "Boolean(learningTimeline.pictures?.multiples)", expected=True)
    box = picture.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20, steps=3)
    page.mouse.up()
    until(page, "location.search.startsWith('?from=202')", expected=True)


@pytest.mark.parametrize("slug", ["weeks", *(pytest.param(slug, marks=pytest.mark.slow) for slug in ("multiples",))])
def test_the_pages_own_pictures_can_be_taken_away(timeline: Any, tmp_path: Path, slug: str) -> None:
    page = timeline()
    figure = page.locator(f"#{slug}")
    figure.scroll_into_view_if_needed()
    figure.locator("summary").click()
    with page.expect_download() as arriving:
        figure.get_by_role("button", name="SVG").click()
    arriving.value.save_as(tmp_path / "picture.svg")
    root = ET.fromstring((tmp_path / "picture.svg").read_text(encoding="utf-8"))
    assert root.findall(".//{*}path")
    said = [text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text")]
    # It says by itself what it shows, with which meaning of colours, up to when, and whose it is.
    assert said[0] == figure.locator(".chart-title-text").inner_text()
    assert figure.locator(".chart-sentence").inner_text().startswith(said[1])
    assert ("posts a week:" in said) == (slug == "weeks")
    assert said[-1].startswith("Data up to 23 November 2026 · ")
    names = [text for text in said if text.startswith("<img src")]
    assert all(name.endswith("…") or name == HOSTILE for name in names), "a name is neither whole nor cut"
    assert bool(names) == (slug == "multiples")


def test_nothing_is_asked_for_before_it_is_looked_at(home: str, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{home}timeline/")
    seen.page.wait_for_timeout(500)
    asked = [url.rsplit("/", 1)[1].split("?")[0] for url in seen.requests]
    assert "facts.js" in asked
    assert not [name for name in asked if name.startswith(("amounts", "titles"))]
    drawn(seen.page, "rhythm")
    asked = [url.rsplit("/", 1)[1].split("?")[0] for url in seen.requests]
    assert asked.count("amounts.js") == 1
    assert sum(name.startswith("plotly") for name in asked) == 1


def test_without_javascript_all_but_the_interaction_is_there(timeline: Any) -> None:
    page = timeline(java_script_enabled=False)
    assert page.locator(".navigator svg").is_visible()
    assert not page.get_by_role("slider").count()
    assert page.locator(".weeks-grid svg").is_visible()
    assert page.locator(".selected-posts li").count() == 10
    for slug in ("weeks", "multiples", *CHARTS):
        figure = page.locator(f"#{slug}")
        assert figure.locator(".chart-sentence").inner_text().endswith("."), slug
        figure.locator("summary").click()
        assert figure.get_by_role("link", name="The table").is_visible(), slug
    for control in page.locator("main :is(button, select, input)").all():
        assert not control.is_visible()
    page.locator("#lifelines").get_by_role("link", name="The table").click()
    page.wait_for_url("**/timeline/tables/*")
    for slug in ("weeks", "multiples", *CHARTS):
        page.locator(f"#{slug} table").wait_for()


def test_the_page_works_from_a_disk(built: Built, visit: Callable[..., Visit]) -> None:
    seen = visit(built.path("timeline/").as_uri() + "?topics=rl")
    for slug in ("topics-over-time", "every-post", "rhythm"):
        drawn(seen.page, slug)
    assert seen.page.locator(".selected-posts li").count() == 10
    assert seen.problems == []


def test_a_tap_pins_what_it_says_and_targets_are_large(timeline: Any) -> None:
    page = timeline(width=390, has_touch=True)
    grid = page.locator(".weeks-grid")
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.5, box["y"] + 10)
    until(page, "document.querySelector('.weeks-says').textContent.startsWith('Week')", expected=True)
    for target in page.locator("[role=slider], .chips button, .navigator-presets button, .selected-more").all():
        size = target.bounding_box()
        assert size["height"] >= 44 or size["width"] >= 44, target.evaluate("element => element.outerHTML")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("posts", [0, 1, pytest.param(3, marks=pytest.mark.slow)])
def test_a_young_journal_has_a_page_worth_opening(
    tmp_path: Path, visit: Callable[..., Visit], serve: Callable[..., str], posts: int
) -> None:
    site = Site(tmp_path)
    for number in range(posts):
        site.post(
            f"posts/{number}.md",
            f"---\ntitle: Post {number}\ndate: 2026-11-{20 + number}\ncategory: rl\n---\n\nText.\n",
        )
    seen = visit(f"{serve(site.build().folder)}timeline/")
    seen.page.wait_for_timeout(200)
    if posts:
        assert seen.page.locator(".life-box.is-live").is_visible()
        assert seen.page.locator("figure.chart").count() == 0
        assert "Rhythm after fifty revisions" in seen.page.locator(".timeline-later").inner_text()
        assert seen.page.locator(".selected-posts li").count() == posts
    else:
        assert "No post has been published yet" in seen.page.locator(".life-opening").inner_text()
        assert seen.page.locator(".navigator").count() == 0
    assert seen.problems == []


def test_the_ends_of_a_window_may_stand_in_either_order_and_topics_in_any_case(timeline: Any) -> None:
    page = timeline("?from=2023&to=2019&topics=LLM,Reinforcement%20Learning,Networks")
    # The third has no posts in these years.
    told = "160 posts about Language models and Reinforcement learning, 7 January 2019 to 31 December 2023"
    assert says(page) == told
    assert page.locator(".selection-problems").inner_text() == ""
    read = "search => { const { from, to, topics } = learningTimeline.address.read(search).selection; return [from, to, topics] }"
    for one, other in (
        ("?from=2021&to=2020-05", "?from=2020-05&to=2021"),
        ("?from=latest&to=2025", "?from=2025&to=latest"),
    ):
        assert page.evaluate(read, one) == page.evaluate(read, other)


def test_words_are_counted_by_the_year_and_the_sentence_says_so(timeline: Any) -> None:
    page = timeline("?from=2026-11&to=latest")
    told = "document.querySelector('#text-kept-sentence').textContent.split(' written ')[1]?.split(',')[0]"
    for asked, years in (
        ("?from=2026-11&to=latest", "in 2026"),
        ("?from=2022-05&to=2025-06", "in the years 2022 to 2025"),
        ("?to=2022-05", "until the end of 2022"),
    ):
        page.evaluate("search => { history.pushState(null, '', search); dispatchEvent(new Event('popstate')) }", asked)
        until(page, told, years)


def test_what_could_not_be_loaded_is_asked_for_again(home: str, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{home}timeline/")
    page = seen.page
    is_away = [True]
    page.route("**/timeline/{titles,amounts}*", lambda route: route.abort() if is_away else route.fallback())
    page.get_by_role("button", name="Reinforcement learning").click()
    told = "document.querySelector('.selected-posts').textContent"
    until(page, told, "The titles of these posts could not be loaded.")
    assert page.locator(".selected-count").inner_text() == "60 posts"
    figure = page.locator("#rhythm")
    figure.scroll_into_view_if_needed()
    figure.locator(".chart-failed").wait_for()
    # Neither the sentence nor the table of another selection stays.
    assert figure.locator(".chart-sentence").inner_text() == ""
    assert not figure.locator("details").is_visible()
    is_away.clear()
    page.get_by_role("button", name="Try again").click()
    until(page, "document.querySelectorAll('.selected-posts li').length", 10)
    assert page.get_by_role("button", name="Show more").is_visible()
    page.get_by_role("button", name="Language models").click()
    until(page, "document.querySelector('.selected-count').textContent", "160 posts")
    assert drawn(page, "rhythm").locator(".main-svg").count() > 0
    until(page, "document.querySelectorAll('#rhythm .chart-failed').length", 0)
    assert figure.locator(".chart-sentence").inner_text().startswith("Of 60 revisions")
    assert figure.locator("details").is_visible()
    assert all("ERR_FAILED" in problem or "could not be loaded" in problem for problem in seen.problems)


def test_a_still_picture_promises_no_table_whose_numbers_could_not_be_loaded(
    home: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{home}revisit/").page
    page.route("**/amounts*", lambda route: route.abort())
    page.goto(f"{home}timeline/")
    figure = page.locator("#rhythm")
    figure.scroll_into_view_if_needed()
    assert figure.locator(".chart-failed").inner_text().endswith("did not run. Its numbers could not be loaded.")
    assert figure.locator(".chart-still").is_visible()


def test_a_script_that_failed_once_draws_when_the_chart_is_seen_again(home: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{home}revisit/").page
    is_away = [True]
    page.route("**/plotly*", lambda route: route.abort() if is_away else route.fallback())
    page.goto(f"{home}timeline/?topics=rl")
    figure = page.locator("#waiting")
    figure.scroll_into_view_if_needed()
    figure.locator(".chart-failed").wait_for()
    assert figure.locator(".chart-sentence").inner_text().startswith("Longest untouched: Reinforcement learning, ")
    is_away.clear()
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(100)
    assert drawn(page, "waiting").locator(".main-svg").count() > 0
    assert figure.locator(".chart-failed").count() == 0
    figure.locator(".barlayer .point").first.click(force=True)
    until(page, "location.search", "")


def test_a_drag_leaves_no_listener_behind(timeline: Any) -> None:
    page = timeline()
    page.evaluate("""() => {
        const slider = document.querySelector(".navigator");
        window.left = new Set();
        const add = slider.addEventListener.bind(slider);
        slider.addEventListener = (type, listener, how) => {
            left.add(type + left.size);
            how.signal?.addEventListener("abort", () => left.clear());
            add(type, listener, how);
        };
    }""")
    page.locator(".navigator").scroll_into_view_if_needed()
    box = page.get_by_role("slider", name="From").bounding_box()
    for step in (40, 80):
        page.mouse.move(box["x"] + box["width"] / 2 + step - 40, box["y"] + 20)
        page.mouse.down()
        assert page.evaluate("left.size") == 3
        page.mouse.move(box["x"] + box["width"] / 2 + step, box["y"] + 20)
        page.mouse.up()
        assert page.evaluate("left.size") == 0


def test_a_print_is_of_the_selection_wherever_the_reader_is(timeline: Any) -> None:
    page = timeline("?from=2022-03&to=2022-12&topics=rl", scheme="dark")
    until(page, "document.querySelector('#waiting-sentence').textContent.includes('31 December 2022')", expected=True)
    until(page, "Boolean(window.Plotly)", expected=True)
    page.evaluate("""() => {
        window.printed = {};
        matchMedia("print").addEventListener("change", ({ matches }) => matches && queueMicrotask(() => {
            for (const figure of document.querySelectorAll("figure.chart:has(.chart-plot)")) {
                const plot = figure.querySelector(".chart-plot");
                printed[figure.id] = [plot.hasAttribute("data-differs"), plot.layout?.width, plot.layout?.font.color];
            }
        }));
    }""")
    page.pdf()
    printed = page.evaluate("printed")
    assert set(printed) == set(CHARTS)
    paper = {(differs, width) for differs, width, _ in printed.values()}
    assert paper == {(True, 700)}
    assert page.locator("#text-kept-sentence", has_text="Of 4,770 words written in 2022, ").count() == 1
    # Afterwards the screen has its own again.
    until(page, "document.querySelector('#rhythm .chart-plot').layout.width ?? null", None)
    page.emulate_media(media="print")
    assert page.locator(".selection-says").is_visible()
    assert page.locator(".chips button:visible").all_inner_texts() == ["Reinforcement learning"]
    assert not page.locator(".selection-reset").is_visible()
    assert not page.locator(".timeline-contents").is_visible()
    ground = page.locator(".selection").evaluate("one => getComputedStyle(one).backgroundColor")
    assert ground == "rgba(0, 0, 0, 0)", "paper has a ground of its own"


# ── Two windows ──────────────────────────────────────────────────────────────────────────────────────────────


def numbers(page: Page) -> list[list[str]]:
    page.locator(".compare-numbers").wait_for()
    return [row.split("\t") for row in page.locator(".compare-numbers tr").all_inner_texts()]


def test_two_windows_of_time_are_compared_by_the_address(home: str, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{home}timeline/?from=2019&to=2019&vs=2022/2023")
    page = seen.page
    assert numbers(page)[:3] == [
        ["", "2019", "2022 to 2023", "Difference"],
        ["Posts", "52", "60", "\u22128"],
        # 50 words in the first post of a topic, and one more in each.
        ["Words", f"{sum(range(50, 102)):,}", f"{sum(range(50, 110)):,}", f"\u2212{sum(range(102, 110)):,}"],
    ]
    assert page.locator("#compare-topics h3").all_inner_texts() == [
        "Came: in 2022 to 2023, not in 2019 (1)",
        "Left: in 2019, not in 2022 to 2023 (1)",
    ]
    # A post a week; the 60 of the later time end on 24 April 2023.
    silence = next(row for row in numbers(page) if row[0] == "Longest silence in days")
    assert silence[1:] == ["7", "251", "\u2212244"]
    assert page.locator(".compare-posts li").count() == 60
    assert page.locator(".compare-posts").nth(1).locator("a").first.inner_text() == "rl 59"
    assert list(barriers.violations(page)) == []
    # The selection's topics hold for both, and stay in the address with the other window.
    page.locator(".chips button", has_text="Reinforcement").click()
    page.locator(".compare-numbers tr", has_text="Posts0").wait_for()
    assert page.url.endswith("?to=2019-12&topics=rl&vs=2022/2023")
    assert (seen.problems, seen.foreign) == ([], [])


def test_a_comparison_is_begun_and_ended_by_the_keys(home: str, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{home}timeline/?from=2020&to=2020-06")
    page = seen.page
    page.get_by_role("button", name="Compare with another time").press("Enter")
    # Half a year before is half a year of months.
    assert numbers(page)[0][1:3] == ["1 January 2020 to 30 June 2020", "1 July 2019 to 31 December 2019"]
    assert page.url.endswith("vs=before")
    page.get_by_role("button", name="A year earlier").press("Enter")
    page.locator(".compare-numbers", has_text="30 June 2019").wait_for()
    assert page.url.endswith("vs=2019-01-01/2019-06-30")
    page.get_by_role("button", name="End the comparison").press("Enter")
    page.locator(".comparison").wait_for(state="hidden")
    assert "vs=" not in page.url
    page.go_back()
    assert numbers(page)[0][2] == "7 January 2019 to 30 June 2019"


def test_a_window_that_is_none_is_told_in_words(home: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{home}timeline/?from=2020&vs=%3Cb%3E2019").page
    note = page.locator(".comparison-note")
    note.filter(has_text="“<b>2019” is not a day").wait_for()
    assert note.inner_text().count("is not a day") == 1, "both ends of a time are the same word"
    assert note.inner_text().endswith("Write the other time as 2035 or 2030-03/2031-02.")
    assert page.locator(".compare").count() == 0
