"""Predictions as lists show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..core.phrases import partial_day

if TYPE_CHECKING:
    from ..journal.spans import Due, PostFact


@dataclass(frozen=True, slots=True)
class DueView:
    """A prediction as a list shows it; `probability` is empty where none was given.

    Attributes:
        on: when it is due, for programs.
        by: the same for a reader.
    """

    on: str
    by: str
    claim: str
    probability: str
    outcome: str
    is_open: bool
    post: PostFact


def due_view(due: Due) -> DueView:
    """A prediction as lists show it."""
    share, outcome = due.prediction.probability, due.prediction.outcome
    return DueView(
        on=str(due.prediction.by),
        by=partial_day(due.prediction.by),
        claim=due.prediction.claim,
        probability="" if share is None else f"{round(100 * share, 1):g} %",
        outcome=outcome or "open",
        is_open=outcome is None,
        post=due.post,
    )
