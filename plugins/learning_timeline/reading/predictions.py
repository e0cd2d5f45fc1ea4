"""What a post's front matter says of predictions in, typed predictions out; what cannot be read is told and left out. Pure.

Front matter keeps values as they were written, so that all parts of a prediction arrive as text, or as anything else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .._seam import analytics

_PARTS = ("claim", "probability", "by", "outcome", "series", "at_least", "at_most")
_OPEN = {"", "null", "~", "none", "open", "unknown", "?"}
_TRUE, _FALSE = {"true", "yes", "right"}, {"false", "no", "wrong"}
# https://gwern.net/about#confidence-tags, after Kesselman's list of estimative words.
CONFIDENCE = ("certain", "highly likely", "likely", "possible", "unlikely", "highly unlikely", "remote", "impossible")
_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,9})?|\.\d{1,9}) ?(?P<percent>%?)", flags=re.ASCII)


@dataclass(frozen=True, slots=True)
class Prediction:
    """A claim about the future.

    Attributes:
        claim: plain text on one line.
        probability: from 0 to 1, or None if none is given.
        by: when it is to be judged.
        outcome: plain text, or None while it is open.
        came_true: whether it did; None while it is open, and where the outcome is neither.
        series: slug of the series of the world that decides it; empty where none does.
        threshold: the value that the series has to reach, in its unit; None where none decides.
        is_ceiling: whether it has to fall to the threshold rather than rise to it.
    """

    claim: str
    probability: float | None
    by: analytics.PartialDate
    outcome: str | None
    came_true: bool | None = None
    series: str = ""
    threshold: float | None = None
    is_ceiling: bool = False


def predictions_of(value: object) -> tuple[tuple[Prediction, ...], tuple[str, ...]]:
    """The predictions of one post, and a sentence for each part that could not be read.

    >>> found, said = predictions_of([{"claim": "It rains", "probability": "70 %", "by": "2027-05", "outcome": "null"}])
    >>> found[0].probability, str(found[0].by), found[0].outcome, said
    (0.7, '2027-05', None, ())
    >>> predictions_of([{"claim": "It rains", "by": "soon"}])
    ((), ("prediction 1: `by` is 'soon', which is not a date (write it as 2027, 2027-05 or 2027-05-31)",))
    """
    if value is None or value == "":
        return (), ()
    if not isinstance(value, list):
        return (), ("`predictions` is not a list (write `- claim: ...` for each)",)
    found, said = [], []
    for number, item in enumerate(value, start=1):
        try:
            found.append(_prediction(item))
        except ValueError as problem:
            said.append(f"prediction {number}: {problem}")
    return tuple(found), tuple(said)


def _prediction(item: object) -> Prediction:
    if not isinstance(item, dict):
        msg = "it is not made of named parts (write `claim: ...` and `by: ...`)"
        raise ValueError(msg)  # noqa: TRY004 - what a person wrote is wrong, not the program
    if unknown := sorted(map(str, item.keys() - set(_PARTS))):
        raise ValueError(f"it has the unknown part {unknown[0]!r} (use {', '.join(_PARTS)})")
    claim, by = _text(item.get("claim")), _text(item.get("by"))
    if not claim:
        raise ValueError("it has no `claim` (write what you expect to come true)")
    try:
        # Judged by the day, whatever the hour.
        due = analytics.PartialDate.parse(re.split(r"[T ]", by, maxsplit=1)[0])
    except ValueError:
        raise ValueError(f"`by` is {by!r}, which is not a date (write it as 2027, 2027-05 or 2027-05-31)") from None
    outcome = _text(item.get("outcome"))
    word = outcome.lower()
    came_true = True if word in _TRUE else False if word in _FALSE else None
    series, threshold, is_ceiling = _threshold(item)
    probability = _probability(_text(item.get("probability")))
    return Prediction(claim, probability, due, _outcome(outcome), came_true, series, threshold, is_ceiling)


def _threshold(item: dict[Any, object]) -> tuple[str, float | None, bool]:
    """The series that decides a prediction, the value that it has to reach, and whether it has to fall to it."""
    series = _text(item.get("series"))
    given = [name for name in ("at_least", "at_most") if _text(item.get(name))]
    if not series and not given:
        return "", None, False
    if not series or len(given) != 1:
        raise ValueError(
            "a series decides it by one value (write `series: metr-horizon` and `at_least: 480`, or `at_most`)"
        )
    text = _text(item.get(given[0]))
    value = analytics.number(text)
    if value is None:
        raise ValueError(f"`{given[0]}` is {text!r}, which is not a number (write it as 480 or 3.1e23)")
    return series, value, given[0] == "at_most"


def confidence_of(text: str) -> str:
    """How sure the author is of a post, for a reader.

    >>> confidence_of("0.97"), confidence_of("Highly Likely"), confidence_of("")
    ('97 %', 'highly likely', '')

    Raises:
        ValueError: it is neither a share nor one of the words.
    """
    word = " ".join(text.lower().split())
    if word in CONFIDENCE:
        return word
    try:
        share = _probability(word)
    except ValueError:
        raise ValueError(
            f"`confidence` is {text!r}, which is not a share: write it as 0.9, or one of {', '.join(CONFIDENCE)}"
        ) from None
    return "" if share is None else f"{round(100 * share, 1):g} %"


def _probability(text: str) -> float | None:
    if not text:
        return None
    match = _NUMBER.fullmatch(text)
    share = float(match["number"]) / (100 if match["percent"] else 1) if match else -1.0
    if not 0 <= share <= 1:
        raise ValueError(f"`probability` is {text!r}, which is not a share (write it as 0.7 or 70 %)")
    return share


def _outcome(text: str) -> str | None:
    word = text.lower()
    if word in _OPEN:
        return None
    return "came true" if word in _TRUE else "did not come true" if word in _FALSE else text


def _text(value: object) -> str:
    """A scalar on one line; a stranger's reader may have made a number or a date of it."""
    if value is None or isinstance(value, list | dict):
        return ""
    return " ".join(str(value).split())
