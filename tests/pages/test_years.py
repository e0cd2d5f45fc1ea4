"""Year, decade and topic pages, from a folder of posts to HTML."""

from __future__ import annotations

import re
from datetime import datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from learning_timeline.pages import topics, years
from tests.builders.site import Built, Site

if TYPE_CHECKING:
    from pathlib import Path

    from pelican.contents import Article

HOSTILE = '<script>alert(1)</script>"&'


def post(title: str, day: str, topic: str, more: str = "") -> str:
    return f"---\ntitle: '{title}'\ndate: {day}\ncategory: {topic}\n{more}---\n\nThese are some words of {title}.\n"


PREDICTIONS = f"""predictions:
  - {{claim: 'It rains {HOSTILE}', probability: 0.85, by: "2025-06-01", outcome: null}}
  - {{claim: Sun, by: 2025, outcome: yes}}
"""
TOPICS = """\
learning: {name: Learning}
rl: {name: Reinforcement learning, parent: learning}
bandits: {name: Bandits, parent: rl}
"""


def journal(folder: Path) -> Site:
    return (
        Site(folder)
        .post("topics.yaml", TOPICS)
        .post("milestones.yaml", '- {date: "2019-02", title: GPT-2, kind: world, url: "https://example.org/"}\n')
        .post("posts/a.md", post("Alone", "2019-05-01", "rl"))
        .post("posts/b.md", post("Arms", "2024-03-01", "bandits", "tags: [regret]\nresources: [arxiv:1204.5721]\n"))
        .post("posts/c.md", post("Value", "2024-03-02", "rl", f"lang: fr\ntags: [Regret]\n{PREDICTIONS}"))
        .post(
            "posts/d.md",
            post("Trees", "2025-04-01", "graphs", "resources: [https://example.org/t]\n"),
        )
        .post("posts/e.md", post("Later", "2026-04-01", "rl"))
    )


def main_of(built: Built, url: str) -> str:
    found = re.search(r"<main.*</main>", built.text(url), flags=re.DOTALL)
    assert found is not None
    return found[0]


def words_of(built: Built, url: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", main_of(built, url)).split())


def test_a_year_is_a_book_of_its_facts(tmp_path: Path) -> None:
    built = journal(tmp_path).build()
    words = words_of(built, "2024/")
    for said in (
        "In 2024 I wrote 2 posts about Bandits and Reinforcement learning. New topic: Bandits. 2019 had 1 post.",
        "posts 2 words",
        "new topic 1",
        "Longest post",
        "Last post Value These are some words of Value. 2 March 2024",
        "First met",
        "Topics of 2024 against 2019",
        "Between the two, 2020 to 2023 had no post.",
        "arXiv:1204.5721",
    ):
        assert said in words, said
    assert '<q lang="fr" dir="ltr">These are' in main_of(built, "2024/")
    assert built.has("data/charts/2024/topics-2024-against-2019.csv")
    assert "Predictions" not in words


def test_predictions_stand_where_they_are_due_and_are_only_text(tmp_path: Path) -> None:
    built = journal(tmp_path).build()
    page, words = main_of(built, "2025/"), words_of(built, "2025/")
    assert "It rains &lt;script&gt;alert(1)&lt;/script&gt;&#34;&amp;" in page
    assert "<script>alert(1)" not in page
    assert "85 % by 1 June 2025 · open · predicted on 2 March 2024 in Value" in words
    assert "by 2025 · came true" in words
    assert "Lost" not in words
    assert 'href="../resources/index.html#https-example-org-t"' in page


def test_a_year_of_one_post_and_none_before_it_leaves_out_what_it_has_not(tmp_path: Path) -> None:
    built = journal(tmp_path).build()
    words = words_of(built, "2019/")
    for absent in ("against", "Longest", "Studied", "Predictions", "had 1 post", "The year before"):
        assert absent not in words, absent
    assert "Milestones of 2019" in words
    assert "The year after 2024" in words


def test_a_decade_has_its_years_and_its_neighbours(tmp_path: Path) -> None:
    built = journal(tmp_path).build()
    words = words_of(built, "2020s/")
    for said in (
        "So far in the 2020s I have written 4 posts about",
        "2020 no post",
        "2024 2 posts",
        "2026 1 post",
        "Topics of the 2020s against the 2010s",
    ):
        assert said in words, said
    assert "2027" not in words
    assert 'href="../2024/index.html"' in main_of(built, "2020s/")
    assert 'href="../2010s/index.html"' in main_of(built, "2020s/")
    assert 'href="../2020s/index.html"' in main_of(built, "2024/")
    assert built.has("2010s/")
    assert not built.has("2000s/")


def test_ids_of_a_year_hold_the_year_so_that_two_can_share_a_page(tmp_path: Path) -> None:
    built = journal(tmp_path).build()
    ids = [set(re.findall(r'\bid="([^"]+)"', article(built, f"{year}/"))) for year in (2019, 2024, 2025)]
    assert all(ids)
    assert not ids[0] & ids[1]
    assert not ids[1] & ids[2]
    page = article(built, "2024/")
    for name in re.findall(r'(?:aria-labelledby|aria-describedby)="([^"]+)"', page):
        assert f'id="{name}"' in page, name


def article(built: Built, url: str) -> str:
    found = re.search(r"<article.*</article>", built.text(url), flags=re.DOTALL)
    assert found is not None
    return found[0]


def test_what_is_over_reads_the_same_when_it_is_built_a_year_later(tmp_path: Path) -> None:
    site = journal(tmp_path)
    then = site.build(LEARNING_TIMELINE_TODAY="2026-01-01").files()
    now = site.build(LEARNING_TIMELINE_TODAY="2027-01-01").files()
    compared = [name for name in then if re.match(r"(data/charts/)?(2019|2024|2025|2010s)/", name)]
    assert len(compared) > 7
    for name in compared:
        old, new = (re.sub(rb"<nav.*?</nav>", b"", files[name], flags=re.DOTALL) for files in (then, now))
        assert old == new, name
    # The year after is new, and the way there is navigation.
    assert b"../2026/" not in then["2025/index.html"]
    assert b"../2026/" in now["2025/index.html"]


def test_a_topic_shows_its_life_its_place_and_its_neighbours(tmp_path: Path) -> None:
    built = journal(tmp_path).build()
    page, words = main_of(built, "topics/rl/"), words_of(built, "topics/rl/")
    for said in (
        "Topics \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} Learning",
        "Its parts: Bandits",
        "with 2 silences of more than a year; the longest from 2 May 2019 to 1 March 2024.",
        "The first sentence of Alone , 1 May 2019",
        "Six years later, that of Later , 1 April 2026",
        "Bandits regret 1 week",
    ):
        assert said.lower() in words.lower(), said
    assert page.count('class="lt-gap"') == 2
    assert re.search(r"<text [^>]*>2019</text>", page)
    # A parent without posts has no page to link.
    assert not built.has("topics/learning/")
    assert 'href="../../topics/rl/index.html"' in main_of(built, "topics/bandits/")
    assert "Related topics" not in words_of(built, "topics/graphs/")


def test_each_month_and_year_is_named_once_where_clocks_differ_at_its_end() -> None:
    """In the order of time a day may come before the one before it."""
    written = ["2025-12-01T00:30+14:00", "2025-11-30T23:00-11:00", "2025-12-02T10:00+00:00"]
    written += ["2026-01-01T00:30+14:00", "2025-12-31T23:00-11:00", "2026-01-02T10:00+00:00"]
    articles = [cast("Article", SimpleNamespace(date=datetime.fromisoformat(one))) for one in written]
    assert [(year, len(its)) for year, its in topics.years(articles)] == [(2026, 2), (2025, 4)]
    months = years.months([one for one in articles if one.date.year == 2025])
    assert [(month.name, len(month.articles)) for month in months] == [("November", 1), ("December", 3)]
