"""Frames: their schemas are the design's, and what does not fit is refused where it enters."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from analytics import SchemaError
from analytics.frames import CADENCE, CHANGES, POSTS, TOPIC_YEARS, changes_frame, check, frame, posts_frame
from tests.builders.timelines import history, post, timeline


def test_the_columns_are_those_that_the_data_promises() -> None:
    changes = "sha path post author authored_at utc_offset_minutes lines_added lines_deleted is_bulk words_added"
    posts = (
        "path slug url title topic kind published_at utc_offset_minutes published_on created_on modified_at revisions "
        "words reading_minutes date_source"
    )
    assert " ".join(CHANGES) == changes
    assert " ".join(POSTS) == posts
    assert " ".join(CADENCE) == "week_start posts words revisions words_added"
    assert " ".join(TOPIC_YEARS) == "topic year posts words revisions first_post_on is_new"


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
    columns: dict[str, list[object]] = {name: [] for name in POSTS}
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
