"""The life answers the hand: by mouse, touch and keys; and is there before any script."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders.site import Built, Site
from tests.builders.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Visit

MILESTONES = """
- {date: 1948-07, title: A theory of communication, kind: world, url: "https://doi.org/10.1002/j.1538-7305.1948.tb01338.x"}
- {date: 1956, title: A workshop, kind: world, url: "https://example.org/1956"}
"""
STORY = """
born: 1990-05
years: 45
chapters: [{name: PhD, from: 2018-09, to: 2022-06}, {name: First job, from: 2022-07}]
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = Site(tmp_path_factory.mktemp("life")).post("milestones.yaml", MILESTONES).post("story.yaml", STORY)
    for topic, first, weeks in (("Bandits", date(2019, 1, 7), 60), ("Graphs", date(2023, 3, 6), 40)):
        for number in range(weeks):
            on = first + timedelta(days=7 * number)
            met = "\nresources: [doi:10.1002/j.1538-7305.1948.tb01338.x]" if topic == "Graphs" and not number else ""
            text = f"---\ntitle: {topic} {number}\ndate: {on}\ncategory: {topic}{met}\n---\n\nThis is lesson {number} of {topic}.\n"
            site.post(f"{topic}-{number}.md", text)
    return site.build()


@pytest.fixture
def life(built: Built, serve: Callable[..., str], visit: Callable[..., Visit]) -> Callable[..., Any]:
    home = serve(built.folder)

    def look(query: str = "", **options: Any) -> Any:
        seen = visit(f"{home}timeline/{query}", **options)
        if options.get("java_script_enabled", True):
            seen.page.locator(".life-box.is-live").wait_for(timeout=8000)
        return seen.page

    return look


def heading(page: Any) -> str:
    return str(page.locator(".life-heading").inner_text())


def place(page: Any, post: int) -> tuple[float, float]:
    """Where a post's mark stands on the screen."""
    box = page.locator(".life-box").bounding_box()
    (x, y), ribbon = page.evaluate(
        f"[learningTimeline.life.marks()[{post}], Number(document.querySelector('.life-box').dataset.ribbon)]"
    )
    inner = box["height"] - 24
    top = inner * (ribbon + 0.02)
    return box["x"] + x * box["width"], box["y"] + top + y * (inner * 0.98 - top)


def test_the_still_and_the_canvas_show_the_same(life: Any) -> None:
    page = life()
    points = set()
    for path in page.locator(".life-marks path").all():
        x = y = 0
        for dx, dy in re.findall(r"m(-?\d+) ?(-?\d+)h0", path.get_attribute("d")):
            x, y = x + int(dx), y + int(dy)
            points.add((x, y))
    ribbon = 112 + 10
    drawn = {
        (round(1600 * x), round(ribbon + (500 - ribbon - 10) * y))
        for x, y in page.evaluate("learningTimeline.life.marks()")
    }
    assert len(drawn) == 100
    assert all(any(abs(x - a) <= 1 and abs(y - b) <= 1 for a, b in points) for x, y in drawn)


def test_without_scripts_the_whole_picture_is_there(life: Any) -> None:
    page = life(java_script_enabled=False)
    assert page.locator(".life-opening").inner_text() == (
        "Seven years of learning: I began with Bandits and last wrote in 2023, about Graphs. Read the story"
    )
    box = page.locator(".life-still svg").bounding_box()
    assert box["y"] + box["height"] < 900
    assert page.locator(".life-bands path").count() == 2
    assert page.locator(".life-met path").count() == 1
    assert page.locator(".life-panel a").count() == 7
    assert not page.locator(".life-foot").is_visible()


def test_pointing_names_a_post_and_a_click_opens_it(life: Any) -> None:
    page = life()
    x, y = place(page, 30)
    page.mouse.move(x, y)
    page.mouse.move(x, y + 0.5)
    until(page, "document.querySelector('.life-panel a')?.textContent", "Bandits 30")
    page.mouse.click(x, y)
    page.wait_for_url("**/posts/2019/08/bandits-30/")


def test_a_silence_and_a_milestone_have_names_as_well(life: Any) -> None:
    page = life()
    (x, y), (end, _) = place(page, 59), place(page, 60)
    page.mouse.move((x + end) / 2, y)
    until(page, "document.querySelector('.life-heading').textContent", "1,106 days between two posts")
    box = page.locator(".life-box").bounding_box()
    dot = box["y"] + (box["height"] - 24) * 112 / 500
    page.mouse.move(box["x"] + 20, dot - 40)
    before, begin = float(page.locator(".life-box").get_attribute("data-before")), date(1948, 1, 1)
    share = before * (date(1948, 7, 1) - begin).days / (date(2019, 1, 7) - begin).days
    page.mouse.move(box["x"] + box["width"] * share, dot)
    until(page, "document.querySelector('.life-heading').textContent", "A theory of communication")
    until(page, "document.querySelector('.life-panel li a')?.textContent", "Graphs 0")


def test_a_drag_selects_and_the_rest_of_the_page_follows(life: Any) -> None:
    page = life()
    (x, y), (end, _) = place(page, 10), place(page, 20)
    page.mouse.move(x - 1, y)
    page.mouse.down()
    for step in range(1, 6):
        page.mouse.move(x - 1 + (end - x + 2) * step / 5, y)
    page.mouse.up()
    until(page, "document.querySelector('.selected-count').textContent", "11 posts")
    assert re.fullmatch(r"\?from=2019-03-1\d&to=2019-05(-2\d)?", page.evaluate("location.search"))


def test_the_keys_walk_enlarge_and_open(life: Any) -> None:
    page = life()
    page.locator(".life-box").focus()
    for key, expected in (
        ("ArrowRight", "Bandits 0"),
        ("ArrowRight", "Bandits 1"),
        ("End", "Graphs 39"),
        ("ArrowUp", "Bandits 59"),
        ("ArrowDown", "Graphs 0"),
        ("PageDown", "Bandits 59"),
        ("Home", "Bandits 0"),
    ):
        page.keyboard.press(key)
        until(page, "document.querySelector('.life-panel a')?.textContent", expected)
    page.keyboard.press("+")
    until(page, "learningTimeline.life.seen()[1] < 1", expected=True)
    page.keyboard.press("0")
    until(page, "learningTimeline.life.seen().join()", "0,1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/2019/01/bandits-0/")


def test_what_led_a_time_stays_below_its_years(life: Any) -> None:
    page = life()
    names = page.locator(".life-eras li")
    assert names.all_inner_texts() == ["Bandits 2019\u20132020", "Graphs 2023"]
    assert names.first.locator("a").get_attribute("href") == "../topics/bandits/index.html"
    box = page.locator(".life-box").bounding_box()

    def edge() -> float:
        second = names.last.bounding_box()
        return float((second["x"] - box["x"]) / box["width"])

    before = edge()
    page.evaluate("learningTimeline.life.show(0.4, 0.9)")
    assert abs(edge() - (before - 0.4) / 0.5) < 0.01
    page.evaluate("learningTimeline.life.show(0.8, 1)")
    assert names.first.bounding_box()["width"] < 2, "its years are not seen"
    assert abs(edge()) < 0.01


def test_a_time_that_has_not_passed_is_seen_once_it_is_selected(life: Any) -> None:
    page = life("?at=2019-06")
    caption = page.locator(".life-caption")
    caption.wait_for(state="visible")
    box = page.locator(".life-box").bounding_box()
    y = box["y"] + box["height"] * 0.8
    page.mouse.move(box["x"] + box["width"] * 0.7, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.95, y, steps=6)
    page.mouse.up()
    caption.wait_for(state="hidden")
    until(page, "location.search.includes('at=')", expected=False)
    assert "from=" in page.url


def test_the_key_says_how_wide_the_whole_is_and_nothing_of_a_part(life: Any) -> None:
    page = life()
    rate = page.locator(".life-rate")
    assert re.fullmatch(r"\(widest: about \d posts a month\)", rate.inner_text())
    page.evaluate("learningTimeline.life.show(0.4, 0.9)")
    rate.wait_for(state="hidden")
    page.evaluate("learningTimeline.life.show(0, 1)")
    rate.wait_for(state="visible")


def test_a_name_of_two_lines_has_its_years_below(life: Any) -> None:
    page = life()
    era = page.locator(".life-eras li").first
    era.wait_for()
    longer = (
        "name => { for (let words = 0; words < 40 && name.offsetHeight < 30; words++) name.textContent += ' again'; }"
    )
    era.locator("a").evaluate(longer)
    name, years = (era.locator(one).bounding_box() for one in ("a", "span"))
    assert name["height"] > 1.5 * years["height"]
    shown = era.bounding_box()
    assert years["y"] + years["height"] <= shown["y"] + shown["height"] + 1
    foot = page.locator(".life-foot").bounding_box()
    assert foot["y"] >= shown["y"] + shown["height"]


def test_what_is_told_in_the_story_has_most_of_a_phones_screen_and_does_not_move(
    open_page: Callable[..., Visit],
) -> None:
    page = open_page("story/", width=390).page
    page.locator(".life-box.is-live").wait_for(timeout=8000)
    assert page.locator(".story-picture").bounding_box()["height"] < 900 * 0.45
    page = open_page("story/", width=1440).page
    page.locator(".life-box.is-live").wait_for(timeout=8000)
    page.locator(".life-eras a").last.evaluate("name => { name.textContent = 'Graphs and '.repeat(9); }")
    tall = page.locator(".story-picture").bounding_box()["height"]
    page.evaluate("learningTimeline.life.show(0.8, 1)")
    assert page.locator(".story-picture").bounding_box()["height"] == tall
    begins = [page.locator(one).first.bounding_box()["x"] for one in (".site-name", ".life-opening", ".story-steps h2")]
    assert max(begins) - min(begins) < 1, begins


@pytest.mark.parametrize("width", [390, 1440])
def test_what_is_above_the_timeline_begins_where_it_begins(life: Any, width: int) -> None:
    page = life(width=width)
    begins = [
        page.locator(one).bounding_box()["x"] for one in (".site-name", ".life-opening", ".site-foot", ".life-box")
    ]
    assert max(begins) - min(begins) < 1, begins


def test_the_years_before_the_first_post_are_set_apart(life: Any) -> None:
    page = life()
    box, world = (page.locator(one).bounding_box() for one in (".life-box", ".life-before"))
    before = float(page.locator(".life-box").get_attribute("data-before"))
    assert before > 0.1
    assert abs(world["width"] / box["width"] - before) < 0.01
    # They have another scale, which is said within them.
    for seen in (page, life(width=390)):
        told, world = (seen.locator(one).bounding_box() for one in (".life-before span", ".life-before"))
        assert told["x"] + told["width"] <= world["x"] + world["width"]
        assert told["y"] + told["height"] <= world["y"] + world["height"]
    page.evaluate("learningTimeline.life.show(0.5, 1)")
    assert page.locator(".life-before").bounding_box()["width"] < 1


def test_a_narrow_picture_says_what_it_has_room_for(life: Any) -> None:
    for options in ({}, {"java_script_enabled": False}):
        page = life(width=390, **options)
        assert page.locator("g.life-met").is_visible() is False
        key = [one.inner_text().strip() for one in page.locator(".life-key li").all() if one.is_visible()]
        assert key == [
            "a post, in the colour of its topic",
            "how much I wrote (widest: about 5 posts a month)",
        ]
        rows = {one.bounding_box()["y"] for one in page.locator(".life-flag").all() if one.is_visible()}
        assert len(rows) <= 1


def test_the_wheel_enlarges_only_what_was_taken(life: Any) -> None:
    page = life()
    x, y = place(page, 30)
    page.mouse.move(x, y)
    page.mouse.wheel(0, -200)
    page.wait_for_timeout(100)
    assert page.evaluate("learningTimeline.life.seen()") == [0, 1]
    page.locator(".life-box").focus()
    page.mouse.wheel(0, -200)
    until(page, "learningTimeline.life.seen()[1] - learningTimeline.life.seen()[0] < 0.9", expected=True)
    page.get_by_role("button", name="The whole life").click()
    until(page, "learningTimeline.life.seen().join()", "0,1")


def test_a_tap_names_and_opens_nothing(life: Any) -> None:
    page = life(width=390, has_touch=True)
    box = page.locator(".life-box").bounding_box()
    assert box["y"] + box["height"] < 844
    page.touchscreen.tap(*place(page, 30))
    until(page, "document.querySelector('.life-panel a')?.textContent.startsWith('Bandits')", expected=True)
    assert page.url.endswith("/timeline/")


@pytest.mark.parametrize(("is_touch", "told"), [(False, "Point at a mark"), (True, "Tap a mark")])
def test_what_a_hand_can_do_is_said_of_its_own_device(life: Any, *, is_touch: bool, told: str) -> None:
    page = life(width=390, has_touch=is_touch, is_mobile=is_touch)
    assert page.locator(".life-how").inner_text().startswith(told)


def test_time_runs_pauses_and_stands_in_the_address(life: Any) -> None:
    page = life()
    page.locator(".life-box").focus()
    page.keyboard.press(" ")
    until(page, "document.querySelector('.life-play').textContent", "Pause")
    until(page, "document.querySelector('.life-caption').textContent.startsWith('2019: Bandits begins')", expected=True)
    page.keyboard.press(" ")
    until(page, "/[?&]at=20\\d\\d-\\d\\d/.test(location.search)", expected=True)
    page.keyboard.press("Escape")
    until(page, "location.search", "")
    page = life("?at=2023-03")
    until(page, "document.querySelector('.life-caption').textContent", "2023: Graphs begins")
    page.locator(".life-box").focus()
    page.keyboard.press("Shift+ArrowLeft")
    until(page, "document.querySelector('.life-caption').textContent", "2022")
    assert "at=2022-03" in page.evaluate("location.search")


def newest(page: Any) -> tuple[str, list[str]]:
    return heading(page), page.locator(".life-panel li a").all_inner_texts()


def test_the_titles_beside_a_past_moment_are_the_newest_of_it(life: Any) -> None:
    page = life("?at=2019-01")
    until(page, "document.querySelector('.life-heading').textContent", "Newest on 31 January 2019")
    until(page, "document.querySelector('.life-panel li a').textContent", "Bandits 3")
    assert newest(page)[1] == [f"Bandits {number}" for number in (3, 2, 1, 0)]
    page.locator(".life-box").focus()
    page.keyboard.press("Shift+ArrowRight")
    until(
        page,
        "document.querySelector('.life-heading').textContent.startsWith('Newest on 31 January 2020')",
        expected=True,
    )
    until(page, "document.querySelector('.life-panel li a').textContent", "Bandits 55")
    page.keyboard.press("Escape")
    until(page, "document.querySelector('.life-heading').textContent", "Newest")
    until(page, "document.querySelector('.life-panel li a').textContent", "Graphs 39")


def test_the_titles_follow_while_time_runs(life: Any) -> None:
    page = life()
    page.get_by_role("button", name="Play").click()
    until(page, "document.querySelector('.life-heading').textContent.startsWith('Newest on ')", expected=True)


def test_the_first_months_stand_at_a_day(
    tmp_path: Path, serve: Callable[..., str], visit: Callable[..., Visit]
) -> None:
    site = Site(tmp_path, LEARNING_TIMELINE_TODAY="2026-03-20")
    for day in (2, 4, 9):
        site.post(f"{day}.md", f"---\ntitle: Day {day}\ndate: 2026-03-{day:02}\ncategory: rl\n---\n\nWords.\n")
    page = visit(f"{serve(site.build().folder)}timeline/?at=2026-03-05").page
    page.locator(".life-box.is-live").wait_for()
    until(page, "document.querySelector('.life-heading').textContent", "Newest on 5 March 2026")
    until(page, "document.querySelector('.life-panel li a').textContent", "Day 4")
    page.locator(".life-box").focus()
    page.keyboard.press(" ")
    page.keyboard.press(" ")
    until(page, "/[?&]at=2026-03-\\d\\d/.test(location.search)", expected=True)


def test_where_motion_is_unwanted_time_goes_on_by_years(life: Any) -> None:
    page = life("?at=2020", reduced_motion="reduce")
    page.get_by_role("button", name="Next year").click()
    until(page, "document.querySelector('.life-caption').textContent.slice(0, 4)", "2021")
    assert page.evaluate("learningTimeline.at") == "2021-12"


def test_the_chapter_that_is_read_is_the_one_that_is_shown(life: Any) -> None:
    page = life()
    page.get_by_role("link", name="Read the story").click()
    page.locator(".life-box.is-live").wait_for()
    assert page.locator(".story-steps h2").all_inner_texts() == [
        "The first post",
        "The first obsession",
        "The 2010s",
        "The longest silence",
        "Today",
    ]
    assert "“Bandits 0”, about Bandits" in page.locator("#first-post").inner_text()
    page.mouse.wheel(0, 500)
    until(page, "learningTimeline.life.seen()[1] - learningTimeline.life.seen()[0] < 1", expected=True)
    assert page.locator(".is-read").count() == 1


def test_what_is_selected_stands_first_and_in_words(life: Any) -> None:
    page = life("?topics=graphs&from=2023&to=2023")
    assert page.locator(".chips button").first.inner_text() == "Graphs"
    says = "40 posts about Graphs, 1 January 2023 to 31 December 2023"
    assert page.locator(".selection-says").inner_text() == says
    assert page.title().startswith(says)
    until(page, "document.querySelector('[data-number=posts]').innerText", "posts\n40")
    until(page, "document.querySelector('[data-number=topics]').innerText", "topic\n1")
    assert page.locator(".life-heading").inner_text() == "Selected: 40 posts"
    page.locator(".chips button").first.click()
    until(page, "document.querySelector('.chips button').ariaPressed", "false")


def test_a_topic_without_posts_in_the_selection_is_not_what_they_are_about(life: Any) -> None:
    page = life("?topics=graphs,bandits&from=2023&to=2023")
    says = page.locator(".selection-says")
    assert says.inner_text() == "40 posts about Graphs, 1 January 2023 to 31 December 2023"
    page.goto(page.url.replace("from=2023&to=2023", "from=2022&to=2022"))
    assert says.inner_text() == "0 posts about Graphs and Bandits, 1 January 2022 to 31 December 2022"


def test_names_in_an_enlarged_picture_lie_on_no_mark_of_another_topic(
    tmp_path: Any, serve: Callable[..., str], visit: Callable[..., Visit]
) -> None:
    site = Site(tmp_path)
    topics = ("Bandits", "Graph learning", "Probability", "Robotics", "Control theory")
    for number in range(400):
        on = date(2019, 1, 7) + timedelta(days=4 * number + number % 3)
        # One after another, with some of all in between.
        topic = topics[(number // 60 + (number % 4 == 0) * number) % len(topics)]
        site.post(f"{number}.md", f"---\ntitle: Lesson {number}\ndate: {on}\ncategory: {topic}\n---\n\nA lesson.\n")
    page = visit(f"{serve(site.build().folder)}timeline/").page
    page.locator(".life-box.is-live").wait_for(timeout=8000)
    named = page.evaluate("""async () => {
        const { life, facts } = learningTimeline, box = document.querySelector(".life-box"), said = [];
        const { fillText } = CanvasRenderingContext2D.prototype;
        CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
            if (this.font.startsWith("600")) said.push({ text, x, y, wide: this.measureText(text).width });
            fillText.call(this, text, x, y);
        };
        let names = 0;
        const covered = [];
        for (const from of [0, 0.2, 0.4, 0.6]) {
            said.length = 0;
            life.show(from, from + 0.4);
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            const tall = (box.clientHeight - 24) * 0.98, top = (box.clientHeight - 24) * 0.02;
            names += said.length;
            for (const { text, x, y, wide } of said) life.marks().forEach(([share, height], post) => {
                const [left, down] = [((share - from) / 0.4) * box.clientWidth, top + height * (tall - top)];
                const isOwn = facts().topics[facts().topicOf[post]].name === text;
                if (!isOwn && left > x && left < x + wide && Math.abs(down - y) < 6) covered.push([from, text, post]);
            });
        }
        return [names, covered];
    }""")
    assert named[0] > 4
    assert named[1] == []


def test_a_week_is_named_at_the_pointer_and_opened_by_a_click(life: Any) -> None:
    page = life()
    grid = page.locator(".weeks-grid")
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    rows = int(grid.get_attribute("data-rows"))
    assert rows == 2035 - 2019 + 1
    assert page.locator(".weeks-chapters li").all_inner_texts() == ["PhD", "First job"]
    assert page.locator(".weeks-to-come").get_attribute("d").count("z") > 400
    x, y = box["x"] + box["width"] * 9.5 / 53, box["y"] + box["height"] * 0.5 / rows
    page.mouse.move(x, y)
    until(
        page,
        "document.querySelector('.weeks-tip').innerText.replaceAll(/\\s+/g, ' ')",
        "Week 10 of 2019: 1 post Bandits 8",
    )
    page.mouse.click(x, y)
    until(page, "location.search", "?from=2019-03-04&to=2019-03-10")
    # The rest is dimmed and does not go.
    until(page, "document.querySelectorAll('.weeks-outside[d*=M]').length", 1)
    page.locator(".weeks-tip a").click()
    page.wait_for_url("**/bandits-8/")


def test_weeks_have_the_colour_of_their_main_topic_where_that_is_asked_for(life: Any) -> None:
    page = life()
    page.locator(".weeks-by-topic").scroll_into_view_if_needed()
    page.locator(".weeks-by-topic").check()
    until(page, "document.querySelectorAll('.weeks-topics path').length", 2)
    page.locator(".weeks-by-topic").uncheck()
    until(page, "document.querySelectorAll('.weeks-topics path').length", 0)


def test_the_box_that_colours_weeks_is_empty_where_they_have_no_colours(life: Any) -> None:
    # A browser fills in a page as it was left, yet the picture is as the page came.
    page = life()
    page.locator(".weeks-by-topic").scroll_into_view_if_needed()
    page.locator(".weeks-by-topic").check()
    until(page, "document.querySelectorAll('.weeks-topics path').length", 2)
    page.goto(page.url.replace("timeline/", "topics/"))
    page.go_back()
    page.locator(".weeks-by-topic").scroll_into_view_if_needed()
    until(page, "document.querySelectorAll('.weeks-by-topic:not(:checked)').length", 1)
    assert page.locator(".weeks-topics path").count() == 0
    # HTML has no such attribute for a box: its form has it. The form sends nothing.
    assert page.locator(".weeks-by-topic").get_attribute("autocomplete") is None
    address = page.url
    page.locator(".weeks-by-topic").press("Enter")
    until(page, "document.querySelectorAll('.life-box.is-live').length", 1)
    assert page.url == address


def test_a_topic_shows_what_was_written_of_it_first_and_last(built: Built) -> None:
    page = built.text("topics/bandits/")
    assert "<p>This is lesson 0 of Bandits.</p>" in page
    assert "<p>This is lesson 59 of Bandits.</p>" in page
    assert "Thirteen months later, that of " in page


def test_a_view_can_be_sent(life: Any) -> None:
    page = life("?topics=graphs", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


@pytest.fixture
def open_page(built: Built, serve: Callable[..., str], visit: Callable[..., Visit]) -> Callable[..., Visit]:
    home = serve(built.folder)
    return lambda address, **options: visit(f"{home}{address}", **options)


def test_a_topics_page_plays_its_part_of_the_life(open_page: Callable[..., Visit]) -> None:
    page = open_page("topics/graphs/").page
    page.locator(".life-box.is-live").wait_for(timeout=8000)
    page.locator(".life-play").click()
    until(
        page,
        "/^2023: \\d+ posts?; Graphs \\d+$/.test(document.querySelector('.life-caption').innerText)",
        expected=True,
    )
    page.locator(".life-play").click()
    assert re.search(r"\?at=202\d-\d\d$", page.url)
    page.locator(".life-box").focus()
    before = page.url
    page.keyboard.press("Shift+ArrowRight")
    until(page, f"location.href !== {before!r}", expected=True)
    page.keyboard.press("Escape")
    page.keyboard.press("Home")
    assert heading(page) == "Graphs", "the posts of other topics are passed over"
    page.keyboard.press("Enter")
    page.wait_for_url("**/graphs-0/")


def test_a_topics_page_stands_at_a_month_and_answers_a_finger(open_page: Callable[..., Visit]) -> None:
    page = open_page("topics/graphs/?at=2023-04", has_touch=True).page
    page.locator(".life-box.is-live").wait_for(timeout=8000)
    until(page, "document.querySelector('.life-caption').innerText.split(';')[0]", "2023: 8 posts")
    box = page.locator(".life-box").bounding_box()
    x, y = page.evaluate("learningTimeline.life.marks()[63]")
    tall = box["height"] - 24
    page.touchscreen.tap(box["x"] + x * box["width"], box["y"] + tall * 0.02 + y * tall * 0.96)
    until(page, "document.querySelector('.life-heading').innerText.length > 0", expected=True)
    assert page.url.endswith("?at=2023-04"), "a tap opens nothing"


def test_without_scripts_a_topic_has_the_line_of_its_life(open_page: Callable[..., Visit]) -> None:
    page = open_page("topics/graphs/", java_script_enabled=False).page
    assert page.locator(".lt-lifeline").is_visible()
    assert not page.locator(".life-figure").is_visible()
    # With scripts its picture has another axis, so that one of the two is enough.
    page = open_page("topics/graphs/").page
    page.locator(".life-box.is-live").wait_for(timeout=8000)
    assert not page.locator(".lt-lifeline").is_visible()


def test_a_life_without_width_does_not_stop_its_page(open_page: Callable[..., Visit]) -> None:
    page = open_page("timeline/").page
    page.locator(".life-box canvas").first.wait_for()
    page.locator(".life-box").evaluate("box => (box.style.width = box.style.minWidth = '0')")
    page.locator("html").evaluate("one => (one.dataset.theme = 'dark')")
    page.wait_for_timeout(300)
    # A page that hangs does not tell.
    assert page.locator("html").get_attribute("data-theme", timeout=10_000) == "dark"


def test_the_home_page_shows_the_life_and_leads_to_it(open_page: Callable[..., Visit]) -> None:
    for options in ({}, {"java_script_enabled": False, "width": 390}, {"scheme": "dark"}):
        seen = open_page("", **options)
        picture = seen.page.locator(".stream img")
        until(seen.page, "document.querySelector('.stream img').naturalWidth > 0", expected=True)
        box = picture.bounding_box()
        assert box["y"] + box["height"] < 600, "it is on the first screen"
        first, today = map(int, seen.page.locator(".stream-ends").inner_text().split())
        assert first == 2019
        assert today >= 2026
        assert seen.problems == []
    seen.page.locator(".stream").click()
    seen.page.wait_for_url("**/timeline/index.html")


def test_the_page_of_the_poster_shows_it_and_has_its_files(open_page: Callable[..., Visit]) -> None:
    page = open_page("timeline/").page
    page.get_by_role("link", name="Poster").click()
    page.wait_for_url("**/poster/index.html")
    until(page, "document.querySelector('.lt-poster').naturalWidth > 1000", expected=True)
    with page.expect_download() as begun:
        page.get_by_role("link", name="PDF").click()
    assert begun.value.suggested_filename == "life.pdf"


def test_a_dot_of_the_ribbon_is_named_at_once_and_leads_to_its_source(open_page: Callable[..., Visit]) -> None:
    seen = open_page("milestones/")
    page = seen.page
    dot = page.locator(".ribbon-dots path").first
    box = dot.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2 + 4, box["y"] + box["height"] / 2 + 3)
    assert page.locator(".ribbon-tip").inner_text() == "July 1948: A theory of communication"
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(200)
    assert seen.refused == ["https://doi.org/10.1002/j.1538-7305.1948.tb01338.x"]


def test_a_finger_names_a_dot_and_its_name_is_the_link(open_page: Callable[..., Visit]) -> None:
    seen = open_page("milestones/", has_touch=True)
    box = seen.page.locator(".ribbon-dots path").nth(1).bounding_box()
    seen.page.touchscreen.tap(box["x"] + box["width"] / 2 + 6, box["y"] + box["height"] / 2 + 6)
    link = seen.page.locator(".ribbon-tip a")
    assert link.inner_text() == "1956: A workshop"
    assert link.get_attribute("href") == "https://example.org/1956"
    assert seen.refused == []


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves_when_the_script_comes(open_page: Callable[..., Visit], width: int) -> None:
    page = open_page("timeline/", width=width).page
    page.locator(".life-box.is-live").wait_for(timeout=8000)
    below = "document.querySelector('.lt-numbers').getBoundingClientRect().top"
    after = page.evaluate(below)
    page.route(re.compile(r"\.js\b"), lambda route: route.abort())
    page.reload()
    assert not page.locator(".life-play").is_visible()
    assert page.evaluate(below) == after
