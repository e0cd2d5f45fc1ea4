"""What an author got wrong: predictions that came out otherwise than was given, the surest of them first."""

from __future__ import annotations

from datetime import date

from analytics import PartialDate
from learning_timeline.journal.spans import Due, PostFact
from learning_timeline.pages.beliefs import beliefs
from learning_timeline.pages.predictions import calibration
from learning_timeline.reading.predictions import Prediction

POST = PostFact("A post", "a/", "llm", date(2026, 1, 1))


def due(claim: str, share: float | None, outcome: str | None) -> Due:
    came = None if outcome is None else outcome == "yes"
    return Due(Prediction(claim, share, PartialDate(2027), outcome, came_true=came), POST)


def test_what_came_out_otherwise_is_told_by_how_sure_it_was() -> None:
    told = beliefs(
        [],
        [
            due("Sure, and so it came", 0.9, "yes"),
            due("Sure, and it did not", 0.8, "no"),
            due("Hardly, and yet it came", 0.05, "yes"),
            due("Neither yes nor no", 0.5, "no"),
            due("No number", None, "no"),
            due("Still open", 0.9, None),
        ],
    )
    assert told is not None
    assert [one.claim for one in told.wrong] == ["Hardly, and yet it came", "Sure, and it did not"]
    assert told.sentence == "Of 4 predictions that have been judged, 2 went against what I thought likely."


def test_nothing_is_told_where_nothing_was_corrected_or_wrong() -> None:
    assert beliefs([], [due("Sure, and so it came", 0.9, "yes")]) is None


def test_halves_in_the_table_of_calibration_are_rounded_up_as_in_all_charts() -> None:
    said = [
        due("One", 0.6, "yes"),
        *(due(f"{number}", 0.65, "no") for number in range(3)),
        *[due("Two", 0.6, "no")] * 4,
    ]
    table = calibration([*said, due("Three", 0.125, "no"), due("Four", 0.125, "yes")], date(2028, 1, 1)).table
    assert table["Mean given"].tolist() == ["13 %", "62 %"]
    assert table["Came true"].tolist() == ["50 %", "13 %"]
