"""Corrections and predictions in, what the author corrected and got wrong out: told where there is any of it.

Of a post and its correction the first sentences are quoted, and named as such: nothing here knows whether one denies the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pelican.contents import Article

from ..core.language import gettext, ngettext, spoken
from ..core.phrases import counted, upper_first
from ..journal.spans import Due
from ..journal.story import age
from .due import DueView, due_view
from .quotes import Quote, quote_of

_MOST = 6
# Who gives as much to yes as to no has foretold nothing.
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Correction:
    """A post and the later one that corrects it, by their first sentences; `between` is the time from one to the other."""

    then: Quote
    now: Quote
    between: str


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What changed in a mind.

    Attributes:
        sentence: how often.
        corrections: those that stood for the longest time, first.
        wrong: predictions that came out otherwise than was given, the surest of them first.
    """

    sentence: str
    corrections: tuple[Correction, ...]
    wrong: tuple[DueView, ...]


def beliefs(pairs: Sequence[tuple[Article, Article]], all_due: Sequence[Due]) -> Beliefs | None:
    """What the author corrected and got wrong; None if nothing is known of either.

    Args:
        pairs: (the post that was corrected, the post that corrects it).
        all_due: all predictions.
    """
    ordered = sorted(pairs, key=lambda pair: (pair[0].date - pair[1].date, pair[1].relative_source_path))
    quotes = [(quote_of(old), quote_of(new)) for old, new in ordered]
    judged = [(distance, one) for one in all_due if (distance := _distance(one)) is not None]
    surest_first = sorted(judged, key=lambda pair: (-pair[0], -pair[1].post.on.toordinal(), pair[1].prediction.claim))
    wrong = [one for distance, one in surest_first if distance > _HALF]
    if not quotes and not wrong:
        return None
    told = []
    if quotes:
        told.append(
            ngettext(
                "I have corrected %(num)s post in a later one.",
                "I have corrected %(num)s posts in later ones.",
                len(quotes),
            )
        )
    if wrong:
        told.append(
            gettext(
                "Of %(predictions)s that have been judged, %(wrong)s went against what I thought likely.",
                predictions=counted(len(judged), "prediction"),
                wrong=spoken().number(len(wrong)),
            )
        )
    return Beliefs(
        sentence=" ".join(told),
        corrections=tuple(Correction(then, now, upper_first(age(then.on, now.on))) for then, now in quotes[:_MOST]),
        wrong=tuple(map(due_view, wrong[:_MOST])),
    )


def _distance(due: Due) -> float | None:
    """How far what was given lies from what came of it, from 0 to 1; None while that is open, or nothing was given."""
    share, came = due.prediction.probability, due.prediction.came_true
    return None if share is None or came is None else abs(share - came)
