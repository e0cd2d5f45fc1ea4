"""Years and decades, and what is told of one post in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ..core.language import gettext

if TYPE_CHECKING:
    from ..reading.predictions import Prediction


YEARS_OF_A_DECADE = 10


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A year, or the ten of a decade.

    >>> Span(2026, 2026).label, Span.decade_of(2026).label
    ('2026', '2020s')
    """

    first_year: int
    last_year: int

    @classmethod
    def decade_of(cls, year: int) -> Span:
        """The decade in which a year lies."""
        first = year - year % YEARS_OF_A_DECADE
        return cls(first, first + YEARS_OF_A_DECADE - 1)

    @property
    def is_year(self) -> bool:
        """Whether it is one year."""
        return self.first_year == self.last_year

    @property
    def label(self) -> str:
        """As it is in addresses."""
        return f"{self.first_year}" if self.is_year else f"{self.first_year}s"

    @property
    def title(self) -> str:
        """As it is in a heading by itself."""
        return self.label if self.is_year else gettext("%(year)ss", year=self.first_year)

    @property
    def name(self) -> str:
        """As it is in a sentence: 2026, or the 2020s."""
        return self.label if self.is_year else gettext("the %(year)ss", year=self.first_year)

    @property
    def first_day(self) -> date:
        """The day on which it begins."""
        return date(self.first_year, 1, 1)

    @property
    def last_day(self) -> date:
        """The day on which it is complete."""
        return date(self.last_year, 12, 31)

    def has(self, year: int) -> bool:
        """Whether a year is in it."""
        return self.first_year <= year <= self.last_year


@dataclass(frozen=True, slots=True)
class PostFact:
    """A post with the number for which it is named."""

    title: str
    url: str
    topic: str
    on: date
    number: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """A prediction and the post that made it."""

    prediction: Prediction
    post: PostFact


def post_fact(row: Any, number: int = 0) -> PostFact:  # noqa: ANN401 - a row of the frame of posts
    """A post as pages name it."""
    return PostFact(str(row.title), str(row.url), str(row.topic), row.published_on.date(), int(number))
