"""Where the field stood and how far it has moved: clauses for posts, years and the timeline, and what it says of predictions."""

from __future__ import annotations

from datetime import date

import pytest

from analytics import PartialDate, Series, WorldPoint
from learning_timeline.journal.field import journal_sentence, moves, standing, standings, title, verdict
from learning_timeline.reading.predictions import Prediction, predictions_of


def point(on: str, value: float, label: str) -> WorldPoint:
    return WorldPoint(PartialDate.parse(on), value, label, f"https://example.org/{label}")


COMPUTE = Series(
    "compute", "Training compute", "the largest known training run", "FLOP", "log", "higher", "A table",
    (point("2012-09", 4.7e17, "AlexNet"), point("2020-05-28", 3e23, "GPT-3"), point("2031", 6e27, "Later")),
)  # fmt: skip
HORIZON = Series(
    "horizon", "Time horizon", "the longest task", "minutes", "log", "higher", "A table",
    (point("2023-03-14", 5, "GPT-4"), point("2026-02-05", 870, "Opus")),
)  # fmt: skip
ERROR = Series(
    "error", "Error", "the error", "percent", "linear", "lower", "A table",
    (point("2012", 15.3, "AlexNet"), point("2015", 3.6, "ResNet"), point("2016", 9.9, "Worse")),
)  # fmt: skip


def test_a_post_tells_where_a_series_stood_and_what_became_of_it() -> None:
    then = standing(COMPUTE, date(2021, 1, 1))
    assert then is not None
    assert then.then == "the largest known training run stood at 3 × 10²³ FLOP (GPT-3)"
    assert then.since == "it has grown by 4 powers of ten since"
    assert standing(COMPUTE, date(2012, 8, 31)) is None
    error = standing(ERROR, date(2013, 1, 1))
    assert error is not None
    assert error.since == "today it is 3.6 % (ResNet)"
    still = standing(ERROR, date(2016, 6, 1))
    assert still is not None
    assert (still.since, still.moved) == ("", 0)


def test_series_come_in_the_order_in_which_a_topic_names_them_and_unknown_ones_not_at_all() -> None:
    found = standings([COMPUTE, ERROR], ["error", "nothing", "compute"], date(2021, 1, 1))
    assert [one.slug for one in found] == ["error", "compute"]


def test_the_journal_tells_what_moved_furthest_since_the_first_post() -> None:
    assert journal_sentence([ERROR, HORIZON, COMPUTE], date(2024, 1, 1)) == (
        "Since my first post the largest known training run grew by 4 powers of ten and the longest task went from 5 minutes to "
        "14.5 hours."
    )
    assert journal_sentence([HORIZON, ERROR], date(2026, 11, 23)) == (
        "When I wrote my first post, the longest task stood at 14.5 hours (Opus)."
    )
    assert journal_sentence([HORIZON], None) == ""
    assert journal_sentence([HORIZON], date(2000, 1, 1)) == ""


def test_a_year_tells_what_was_bettered_in_it() -> None:
    found = moves([COMPUTE, HORIZON, ERROR], date(2015, 1, 1), date(2015, 12, 31))
    assert [(move.name, move.before, move.after, move.label) for move in found] == [
        ("Error", "15.3 %", "3.6 %", "ResNet")
    ]
    assert moves([COMPUTE], date(2016, 1, 1), date(2016, 12, 31)) == ()


def test_a_headline_tells_the_whole_of_a_series() -> None:
    assert title(COMPUTE) == "Training compute has grown by 10 powers of ten since 2012"
    assert title(ERROR) == "Error: from 15.3 % to 3.6 %"


def prediction(**parts: str) -> Prediction:
    (found,), said = predictions_of([{"claim": "It comes", "by": "2028-01-01", **parts}])
    assert said == ()
    return found


@pytest.mark.parametrize(
    ("parts", "today", "words"),
    [
        (
            {"series": "horizon", "at_least": "480"},
            date(2026, 3, 1),
            "It seems to have come true: 14.5 hours (Opus) on 2026-02-05.",
        ),
        ({"series": "horizon", "at_least": "9e3"}, date(2027, 1, 1), None),
        (
            {"series": "horizon", "at_least": "9e3"},
            date(2028, 1, 2),
            "It seems not to have come true: the best by then was 14.5 hours (Opus).",
        ),
        ({"series": "error", "at_most": "4"}, date(2027, 1, 1), "It seems to have come true: 3.6 % (ResNet) on 2015."),
        ({"series": "unknown", "at_least": "4"}, date(2030, 1, 1), None),
        ({}, date(2030, 1, 1), None),
    ],
)
def test_a_series_proposes_the_outcome_of_a_prediction(parts: dict[str, str], today: date, words: str | None) -> None:
    found = verdict(prediction(**parts), [HORIZON, ERROR], today)
    assert (found and found.words) == words


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"series": "horizon"}, "a series decides it by one value"),
        ({"at_least": "5"}, "a series decides it by one value"),
        ({"series": "horizon", "at_least": "5", "at_most": "6"}, "a series decides it by one value"),
        ({"series": "horizon", "at_least": "much"}, "`at_least` is 'much', which is not a number"),
    ],
)
def test_a_threshold_that_cannot_be_read_is_told(parts: dict[str, str], problem: str) -> None:
    found, said = predictions_of([{"claim": "It comes", "by": "2028", **parts}])
    assert found == ()
    assert problem in said[0]
