"""The life as one picture: where days stand, where topics flow, and what a still may weigh."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import analytics
from learning_timeline.charts.life import life_picture
from learning_timeline.charts.life.axis import WIDTH, axis_of
from learning_timeline.charts.life.pdf import pdf_of
from learning_timeline.charts.life.poster import PosterTexts, poster
from learning_timeline.charts.life.still import MOST_MARKS, Frame, bands, layers
from learning_timeline.charts.life.stream import COLUMNS, MOST_BANDS, stream_of
from learning_timeline.charts.life.strip import strip
from tests.builders.templates import environment
from tests.builders.timelines import every, timeline


def world(year: int) -> analytics.Milestone:
    return analytics.Milestone(analytics.PartialDate(year), f"Of {year}", "world", f"https://example.org/{year}")


def test_the_world_before_a_life_has_a_part_of_its_own_and_the_life_the_rest() -> None:
    axis = axis_of(date(2026, 11, 23), date(2076, 11, 22), [date(1943, 1, 1), date(2040, 1, 1)])
    assert axis.x(date(1943, 1, 1)) == 0
    assert axis.x(date(2026, 11, 23)) == WIDTH * axis.before == WIDTH * 0.14
    assert axis.x(date(2076, 11, 23)) == WIDTH
    assert axis_of(date(2026, 11, 23), date(2026, 11, 29), [date(2027, 1, 1)]).before == 0


def test_a_first_week_is_drawn_by_its_days_and_no_year_to_come() -> None:
    picture = life_picture(timeline([("2026-11-23", "rl", 100)], today="2026-11-24"))
    assert picture is not None
    assert picture.end == date(2026, 11, 30)
    assert [label for label, _ in picture.ticks] == [f"{day} Nov" for day in range(23, 30)]
    assert life_picture(timeline([], today="2026-11-24")) is None


def test_where_nothing_was_written_nothing_flows() -> None:
    days = [*range(0, 400, 4), *range(3000, 3650, 5)]
    stream = stream_of(days, [0] * len(days), 1, 3650)
    thick = stream.edges[1] - stream.edges[0]
    silence = slice(400 * COLUMNS // 3650 + 2, 3000 * COLUMNS // 3650 - 2)
    assert float(thick[silence].max()) == 0
    assert float(thick[: 400 * COLUMNS // 3650].min()) > 0
    assert float(thick.max()) == 1


def test_an_empty_day_of_a_first_week_breaks_the_stream() -> None:
    stream = stream_of([0] * 6 + [2, 6], [0] * 8, 1, 8)
    thick = stream.edges[1] - stream.edges[0]
    middle_of = [float(thick[int((day + 0.5) * COLUMNS / 8)]) for day in range(8)]
    assert [day for day, size in enumerate(middle_of) if size > 0] == [0, 2, 6]


def test_days_with_posts_one_after_another_flow_as_one() -> None:
    stream = stream_of([0, 1, 2], [0, 0, 0], 1, 7)
    thick = stream.edges[1] - stream.edges[0]
    days = thick[: 3 * COLUMNS // 7]
    assert float(days.min()) > 0
    assert float(days.max() / days[len(days) // 6 : -len(days) // 6].min()) < 1.01, "as thick at midnight as at noon"


def test_the_first_posts_make_a_picture() -> None:
    picture = life_picture(timeline([(f"2026-11-{day:02}", "a", 10) for day in (2, 14, 28)], today="2026-11-30"))
    assert picture is not None
    stream = stream_of([0, 12, 26], [0, 0, 0], 1, 29)
    assert float((stream.edges[1] - stream.edges[0]).max()) > 0.2
    assert picture.size > 13


def test_the_topics_that_led_its_times_stand_below_their_years() -> None:
    told = timeline([*every(7, "2020-06-01", 50, "a"), *every(7, "2024-01-01", 50, "b")], today="2024-12-31")
    eras = analytics.lifetime.eras(told.posts)
    picture = life_picture(told, eras)
    assert picture is not None
    drawn = poster(picture, PosterTexts("", "", "", ""))
    assert all(f">{name}<" in drawn for name in ("A", "2020\u20132021", "B", "2024"))
    first, second = picture.eras
    assert (first.name, first.years, first.begin) == ("A", "2020\u20132021", 0)
    assert (second.slug, second.years, second.end) == ("b", "2024", 1)
    ends = [(date(year, 1, 1) - date(2020, 6, 1)).days for year in (2022, 2024, 2025)]
    assert (first.end, second.begin) == (round(ends[0] / ends[2], 4), round(ends[1] / ends[2], 4))
    alone = life_picture(told, eras[:1])
    assert alone is not None
    assert alone.eras == ()


def test_a_name_stands_where_its_band_is_thick_for_its_whole_length() -> None:
    told = timeline([*every(7, "2020-01-01", 100, "a"), *every(7, "2022-01-01", 100, "b")], today="2023-12-31")
    picture = life_picture(told)
    assert picture is not None
    first, second = picture.wide_topics
    # Each is one letter, of which no part lies beyond its half.
    assert first.left > 0
    assert second.left > 50
    long = life_picture(
        timeline(
            [*every(7, "2020-01-01", 100, "a-topic-of-many-words"), *every(7, "2022-01-01", 100, "another-of-as-many")],
            today="2023-12-31",
        )
    )
    assert long is not None
    (before, after) = sorted(long.wide_topics, key=lambda name: name.left)
    ends = before.left + 100 * len(before.text) * 7.2 / 1000
    assert 0 < before.left < ends <= 50 < after.left < 100 - 100 * len(after.text) * 7.2 / 1000


def test_the_key_says_how_many_posts_a_month_the_widest_stream_is() -> None:
    told = timeline(every(3, "2020-01-01", 500, "a"), today="2024-12-31")
    young = timeline(every(3, "2020-01-01", 5, "a"), today="2020-02-01")
    rates = [picture.posts_a_month for picture in map(life_picture, (told, young)) if picture]
    assert rates in ([10, 0], [11, 0])


def test_the_key_says_no_more_posts_a_month_than_there_were() -> None:
    burst = life_picture(timeline(every(0, "2026-01-01", 40, "a"), today="2026-04-15"))
    daily = life_picture(timeline(every(1, "2026-01-01", 90, "a"), today="2026-04-05"))
    assert burst is not None
    assert daily is not None
    assert burst.posts_a_month == 40
    assert daily.posts_a_month in {30, 31}


@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 59)), min_size=1, max_size=200),
    st.integers(7, 20_000),
)
def test_every_post_lies_in_its_topic(posts: list[tuple[int, int]], length: int) -> None:
    posts = sorted((day % length, topic) for day, topic in posts)
    known = {topic: place for place, topic in enumerate(dict.fromkeys(topic for _, topic in posts))}
    topic_of = [known[topic] for _, topic in posts]
    stream = stream_of([day for day, _ in posts], topic_of, len(known), length)
    assert sorted(topic for members in stream.bands for topic in members) == list(range(len(known)))
    assert len(stream.bands) <= MOST_BANDS
    band_of = {topic: band for band, members in enumerate(stream.bands) for topic in members}
    middles = np.arange(COLUMNS)
    for at, height, topic in zip(stream.at, stream.height, topic_of, strict=True):
        low, high = (np.interp(at - 0.5, middles, stream.edges[band_of[topic] + edge]) for edge in (0, 1))
        assert low - 1e-9 <= height <= high + 1e-9
        assert 0 <= at <= COLUMNS
    assert (np.diff(stream.edges, axis=0) >= -1e-12).all()
    assert float(stream.edges.min()) >= -1e-9
    assert float(stream.edges.max()) <= 1 + 1e-9


def test_a_milestone_has_a_line_to_the_post_that_marks_it() -> None:
    own = analytics.Milestone(analytics.PartialDate(2026, 11, 24), "A start", "own", post="posts/00001.md")
    told = timeline(
        [("2026-11-23", "rl", 1), ("2026-11-24", "rl", 1)], today="2026-11-29", milestones=[world(1956), own]
    )
    picture = life_picture(told)
    assert picture is not None
    assert len(picture.met) == 1
    assert (picture.world.count("M"), picture.own.count("M")) == (1, 1)
    assert [name.text for name in picture.wide_names] == ["A start", "Of 1956"]


def test_a_poster_is_a_document_of_its_own_that_says_what_it_shows() -> None:
    picture = life_picture(timeline([("2026-11-23", "rl", 1)], today="2026-11-29", milestones=[world(1956)]))
    assert picture is not None
    texts = PosterTexts("A <li\x01fe>", "One week of learning & more", "1 post", "https://example.org")
    drawn = poster(picture, texts)
    root = ET.fromstring(drawn)
    said = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert said[:4] == ["A <life>", "One week of learning & more", "1 post", "https://example.org"]
    assert {"Of 1956", "Rl", "23 Nov"} <= set(said)
    assert drawn == poster(picture, texts)
    long = poster(picture, replace(texts, opening="Years of learning. " * 20))
    assert " …</text>" in long


def test_the_stream_alone_begins_with_the_first_post_and_has_no_words() -> None:
    told = timeline(
        [("2026-11-23", "rl", 1), ("2026-12-24", "graphs", 1)], today="2026-12-29", milestones=[world(1956)]
    )
    picture = life_picture(told)
    assert picture is not None
    root = ET.fromstring(strip(picture))
    left, top, wide, tall = map(int, root.attrib["viewBox"].split())
    assert left == round(1600 * picture.before) > 0
    assert left + wide == 1600
    assert top > 100, "milestones are not part of it"
    shown = [path for path in root.iter("{http://www.w3.org/2000/svg}path") if path.get("fill")]
    assert {path.get("fill") for path in shown} == set(told.colours.values())
    starts = [tuple(map(int, path.attrib["d"][1:].split("l")[0].split())) for path in shown]
    assert all(left <= x and top <= y <= top + tall for x, y in starts)
    assert not any((element.text or "").strip() for element in root.iter())


def test_the_stream_alone_of_a_first_day_ends_with_that_day() -> None:
    picture = life_picture(timeline([("2026-11-23", "rl", 1)], today="2026-11-23"))
    assert picture is not None
    left, _, wide, _ = map(int, ET.fromstring(strip(picture)).attrib["viewBox"].split())
    assert left == 0
    assert abs(wide - 1600 / 7) <= 1


def test_what_led_a_time_stays_below_its_years_on_a_poster() -> None:
    told = timeline([*every(7, "2020-06-01", 50, "a"), *every(7, "2024-01-01", 50, "b")], today="2024-12-31")
    picture = life_picture(told, analytics.lifetime.eras(told.posts))
    assert picture is not None
    long, short = picture.eras
    narrow = replace(
        short, name="Variational autoencoders", begin=long.end, end=long.end + 0.09, years="2022\u20132024"
    )
    narrowest = replace(short, name="Bandits", begin=long.end + 0.09, end=long.end + 0.11)
    drawn = poster(replace(picture, eras=(long, narrow, narrowest)), PosterTexts("", "", "12 posts", ""))
    placed: dict[str, tuple[float, float]] = {}
    for element in ET.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text"):
        placed[str(element.text)] = (float(element.attrib["x"]), float(element.attrib["y"]))
    # A name that takes two lines has its years below them, above the numbers; what has no room for a word says none.
    lines = [placed[text] for text in ("Variational", "autoencoders", "2022\u20132024")]
    assert len({x for x, _ in lines}) == 1
    assert [y for _, y in lines] == sorted(y for _, y in lines)
    assert lines[-1][1] + 22 < placed["12 posts"][1]
    assert not any(text.startswith("Ban") for text in placed)


def test_a_poster_is_a_pdf_that_holds_the_same_marks_and_words() -> None:
    told = timeline(
        [("2026-11-23", "rl", 1), ("2026-12-24", "graphs", 1)], today="2026-12-29", milestones=[world(1956)]
    )
    picture = life_picture(told)
    assert picture is not None
    svg = poster(picture, PosterTexts("Gödel & (注)", "One week of learning", "2 posts", "https://example.org"))
    document = pdf_of(svg)
    assert document == pdf_of(svg)
    # Each object begins where the table says so, and the table where the end says so.
    table = int(document.rpartition(b"startxref\n")[2].split()[0])
    places = re.findall(rb"(\d{10}) 00000 n ", document[table:])
    assert [document[int(place) :].split(b" ", 1)[0] for place in places] == [b"%d" % nth for nth in range(1, 9)]
    drawn = zlib.decompress(document.partition(b"stream\n")[2].partition(b"\nendstream")[0]).decode("ascii")
    words = [bytes.fromhex(one).decode("cp1252") for one in re.findall(r"<([0-9a-f]*)> Tj", drawn)]
    assert {"Gödel & (?)", "One week of learning", "Of 1956", "Graphs"} <= set(words)
    # A path of the drawing is one of the page, which is as wide as A3.
    assert drawn.count(" S Q") == svg.count(" stroke=") - svg.count("paint-order")
    assert b"/MediaBox [0 0 1190.55 841.89]" in document
    assert "e" not in re.sub(r"<[0-9a-f]*>|re f", "", drawn)


def edges_of(path: str) -> list[dict[int, tuple[int, int]]]:
    """The upper and lower edge at each column, of each part of a path."""
    parts = []
    for x, y, steps, foot in re.findall(r"M(\d+) (\d+)l([-\d ]*)(V\d+)?", path):
        numbers = np.array(re.findall(r"-?\d+", steps), int).reshape(-1, 2)
        points = np.cumsum(np.vstack([[int(x), int(y)], numbers]), axis=0).tolist()
        half = len(points) if foot else len(points) // 2
        below = [int(foot[1:])] * half if foot else [down for _, down in points[half:]][::-1]
        parts.append({x: (top, low) for (x, top), low in zip(points[:half], below, strict=True)})
    return parts


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 5)), min_size=1, max_size=80))
def test_layers_over_one_another_show_each_topic_where_it_flows(posts: list[tuple[int, int]]) -> None:
    posts = sorted(posts)
    known = sorted({topic for _, topic in posts})
    topic_of = [known.index(topic) for _, topic in posts]
    stream = stream_of([day for day, _ in posts], topic_of, len(known), 3001)
    axis = axis_of(date(2026, 1, 1), date(2034, 3, 20), [])
    frame = Frame(axis, stream, 0, topic_of, [f"#{topic}" for topic in known])
    painted, outline = layers(frame)
    over = [(shape.colour, part) for shape in painted for part in edges_of(shape.path)]
    whole = edges_of(outline)
    for shape in bands(frame):
        for x, (top, low) in ((x, ends) for part in edges_of(shape.path) for x, ends in part.items()):
            if low - top < 2:
                continue
            middle = (top + low) / 2
            seen = [colour for colour, part in over if x in part and part[x][0] <= middle <= part[x][1]]
            assert seen[-1] == shape.colour
            assert any(x in part and part[x][0] <= middle <= part[x][1] for part in whole)


def test_the_still_of_twenty_thousand_posts_has_a_bound() -> None:
    years = range(2026, 2076)
    posts = [
        (f"{year}-{1 + nth % 12:02}-{1 + nth % 28:02}", f"t{(nth * 7 + year) % 200}", 1)
        for year in years
        for nth in range(400)
    ]
    picture = life_picture(timeline(posts, today="2076-01-01"))
    assert picture is not None
    assert picture.grouped_days
    key = environment().get_template("learning_timeline/_pictures.html").module.life_key
    assert "a post," not in key(picture), "a mark stands for several"
    assert "a post," in key(replace(picture, grouped_days=0))
    assert sum(len(re.findall("m", shape.path)) for shape in picture.marks) <= MOST_MARKS
    assert sum(len(shape.path) for shape in (*picture.layers, *picture.marks)) < 75_000
