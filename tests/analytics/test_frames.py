"""Frames: their schemas are the design's, and what does not fit is refused where it enters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from analytics import SchemaError
from analytics.frames import CADENCE, CHANGES, POSTS, TOPIC_YEARS, changes_frame, check, frame, posts_frame
from analytics.history import read_history
from analytics.log import UNKNOWN
from tests.builders.git_story import GitStory
from tests.builders.timelines import history, post, timeline

if TYPE_CHECKING:
    from pathlib import Path


def test_the_columns_are_those_that_the_data_promises() -> None:
    changes = (
        "sha path post author authored_at utc_offset_minutes lines_added lines_deleted is_bulk is_revision words_added"
    )
    posts = (
        "path slug url title topic kind published_at utc_offset_minutes published_on created_on modified_at revisions "
        "words reading_minutes date_source"
    )
    assert " ".join(CHANGES.schema) == changes
    assert " ".join(POSTS.schema) == posts
    assert " ".join(CADENCE.schema) == "week_start posts words revisions words_added"
    assert " ".join(TOPIC_YEARS.schema) == "topic year posts words revisions first_post_on is_new"


def test_a_frame_with_another_column_type_or_order_is_refused() -> None:
    good = timeline([("2026-01-05", "rl", 10)], today="2026-11-23").cadence
    assert check(good, CADENCE) is good
    for bad in (
        good.drop(columns="words"),
        good.astype({"words": "float64"}),
        good[reversed(good.columns)],
        good.assign(more=1),
    ):
        with pytest.raises(SchemaError, match="differs from its schema"):
            check(bad, CADENCE)


def test_a_missing_value_is_refused_but_where_it_may_be_unknown() -> None:
    columns: dict[str, list[object]] = {name: [] for name in POSTS.schema}
    assert frame(columns, POSTS).empty
    known = posts_frame([post("2026-01-05")], history({}), changes_frame(history({}), ()))
    assert pd.isna(known["created_on"].iloc[0])
    assert pd.isna(known["modified_at"].iloc[0])
    with pytest.raises(SchemaError, match="missing in week_start"):
        frame({"week_start": [None], "posts": [1], "words": [1], "revisions": [1], "words_added": [1]}, CADENCE)


def test_values_that_do_not_fit_are_refused() -> None:
    with pytest.raises(SchemaError, match="do not fit the schema week_start"):
        frame({"week_start": ["soon"], "posts": [1], "words": [1], "revisions": [1], "words_added": [1]}, CADENCE)
    with pytest.raises(SchemaError, match="do not fit the schema week_start"):
        frame({"posts": [1]}, CADENCE)


def test_posts_are_in_the_order_of_publication_whatever_order_they_come_in() -> None:
    posts = [post("2026-03-01", path="b.md"), post("2026-01-01", path="c.md"), post("2026-03-01", path="a.md")]
    table = posts_frame(posts, history({}), changes_frame(history({}), ()))
    assert table["path"].tolist() == ["c.md", "a.md", "b.md"]


def test_posts_are_in_the_order_of_their_authors_local_days() -> None:
    # New Year's Eve in Honolulu comes after New Year on Kiritimati.
    new_year, eve = post("2026-01-01T00:30:00+14:00", path="a.md"), post("2025-12-31T20:00:00-10:00", path="b.md")
    assert new_year.published_at < eve.published_at
    table = posts_frame([new_year, eve], history({}), changes_frame(history({}), ()))
    assert table["path"].tolist() == ["b.md", "a.md"]
    assert table["published_on"].is_monotonic_increasing


def test_the_front_matters_own_word_on_the_last_change_comes_before_gits() -> None:
    made = history({"a.md": ["2026-01-05", "2026-06-01"]})
    said = post("2026-01-05", path="a.md")
    told = replace(said, modified_at=said.published_at)
    table = posts_frame([said], made, changes_frame(made, {"a.md"}))
    assert str(table["modified_at"].iloc[0]) == "2026-06-01 12:00:00+00:00"
    table = posts_frame([told], made, changes_frame(made, {"a.md"}))
    assert str(table["modified_at"].iloc[0]) == "2026-01-05 12:00:00+00:00"


def test_reading_takes_at_least_a_minute() -> None:
    posts = [post("2026-01-05", words=0, path="a.md"), post("2026-01-06", words=1150, path="b.md")]
    assert posts_frame(posts, history({}), changes_frame(history({}), ()))["reading_minutes"].tolist() == [1, 5]


def test_a_change_names_the_post_by_its_path_today_and_the_file_by_its_path_then(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "journal")
    story.write("content/posts/draft.md", "---\ntitle: T\n---\nOne two three.\n").write("README.md")
    story.commit("2026-12-31T23:30:00-08:00", author="Ada")
    story.rename("content/posts/draft.md", "content/posts/rl.md")
    story.write("content/posts/rl.md", "---\ntitle: T\n---\nOne two three.\nFour five.\n")
    story.commit("2027-02-01T09:00:00+05:30", author="Grace")
    story.write("content/posts/rl.md", "---\ntitle: T\n---\nOne.\n").commit("2027-02-02T09:00:00+00:00")
    changes = changes_frame(read_history(story.path / "content"), {"posts/rl.md"})
    assert changes["post"].tolist() == ["posts/rl.md"] * 3
    assert changes["path"].tolist() == ["content/posts/draft.md", "content/posts/rl.md", "content/posts/rl.md"]
    assert changes["author"].tolist() == ["Ada", "Grace", "Ada Example"]
    assert changes["utc_offset_minutes"].tolist() == [-480, 330, 0]
    assert str(changes["authored_at"].iloc[0]) == "2027-01-01 07:30:00+00:00"
    assert changes["words_added"].tolist() == [3, 2, 0], "fewer words are none added"
    assert changes["sha"].iloc[2] == story.head


def test_a_merge_and_a_file_that_is_no_post_are_no_changes(tmp_path: Path) -> None:
    story = GitStory(tmp_path / "journal").write("a.md").commit("2026-01-01T12:00:00+00:00")
    story.branch("side").write("b.md").commit("2026-01-02T12:00:00+00:00")
    story.switch("main").write("a.md", "More.\n").commit("2026-01-03T12:00:00+00:00")
    story.merge("side").write("a.md", "Merged.\n").commit("2026-01-04T12:00:00+00:00")
    changes = changes_frame(read_history(story.path), {"a.md", "missing.md"})
    assert [str(when.date()) for when in changes["authored_at"]] == ["2026-01-01", "2026-01-03"]


def test_a_commit_without_a_possible_date_is_no_row() -> None:
    made = history({"a.md": ["2026-01-05", "2026-06-01"]})
    authored_at = made.log.authored_at.copy()
    authored_at[1] = UNKNOWN
    made = replace(made, log=replace(made.log, authored_at=authored_at))
    changes = changes_frame(made, {"a.md"})
    assert changes["sha"].tolist() == [made.log.sha[0].decode()]
    assert posts_frame([post("2026-01-05", path="a.md")], made, changes)["revisions"].tolist() == [0]


def test_a_post_is_created_on_the_authors_day_of_its_first_commit_whatever_it_says_itself() -> None:
    made = history({"a.md": ["2026-12-31T23:30:00-08:00", "2027-06-01"]})
    table = posts_frame([post("2020-01-05", path="a.md")], made, changes_frame(made, {"a.md"}))
    assert str(table["published_on"].iloc[0].date()) == "2020-01-05"
    assert str(table["created_on"].iloc[0].date()) == "2026-12-31"


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2026-12-31T23:30:30+05:45", "2026-12-31"), ("2027-01-01T00:00:30+05:45", "2027-01-01")],
)
def test_the_day_is_that_of_an_offset_of_odd_minutes(moment: str, day: str) -> None:
    made = history({"a.md": [moment]})
    table = posts_frame([post("2020-01-05", path="a.md")], made, changes_frame(made, {"a.md"}))
    assert str(table["created_on"].iloc[0].date()) == day


def test_dates_that_nanoseconds_cannot_hold_are_counted_like_any_other() -> None:
    made = history({"a.md": ["1066-10-14", "2999-01-01"]})
    changes = changes_frame(made, {"a.md"})
    assert [str(when)[:10] for when in changes["authored_at"]] == ["1066-10-14", "2999-01-01"]
    assert str(posts_frame([post("2999-01-01")], made, changes)["published_on"].iloc[0].date()) == "2999-01-01"
