"""Predictions as lists show them."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.language import gettext, marked
from ..core.phrases import partial_day, probability
from ..journal.field import Verdict
from ..journal.spans import Due, PostFact

# What becomes of a prediction in one word, as front matter has it.
_OUTCOMES = (marked("came true"), marked("did not come true"))


@dataclass(frozen=True, slots=True)
class DueView:
    """A prediction as a list shows it; `probability` is empty where none was given.

    Attributes:
        on: when it is due, for programs.
        by: the same for a reader.
        proposal: what the series that decides it says, for the author to confirm; empty while it says nothing.
        evidence: where that is said.
    """

    on: str
    by: str
    claim: str
    probability: str
    outcome: str
    is_open: bool
    post: PostFact
    proposal: str = ""
    evidence: str = ""


def due_view(due: Due, verdict: Verdict | None = None) -> DueView:
    """A prediction as lists show it, with what the world says of it."""
    share, outcome = due.prediction.probability, due.prediction.outcome
    return DueView(
        on=str(due.prediction.by),
        by=partial_day(due.prediction.by),
        claim=due.prediction.claim,
        probability="" if share is None else probability(share),
        outcome=gettext(outcome) if outcome else gettext("open"),
        is_open=outcome is None,
        post=due.post,
        proposal=verdict.words if verdict and outcome is None else "",
        evidence=verdict.url if verdict and outcome is None else "",
    )
