"""How finely time is cut, and what is measured in each piece of it."""

from __future__ import annotations

from datetime import date
from typing import Literal

Grain = Literal["month", "quarter", "year"]

MEASURES = ("posts", "words", "revisions")


def grain_between(first_on: date | None, end: date) -> Grain:
    """Months below three years, quarters below twelve, then years."""
    years = (end - first_on).days / 365.25 if first_on else 0
    return "month" if years < 3 else "quarter" if years < 12 else "year"  # noqa: PLR2004 - as the docstring says
