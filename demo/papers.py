"""Posts of a simulated future in, what they read out: papers that nobody wrote yet, each said to be invented.

A reader of fifty years would otherwise have read nothing newer than the day on which the simulation was written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from .pace import YEAR, chance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from .phrases import Page

_TITLES = (
    "{c}, revisited",
    "Beyond {c}",
    "A limit of {c}",
    "{c} without {d}",
    "What {c} cannot do",
    "{c} and {d} are one problem",
    "A simpler account of {c}",
    "{c} at scale",
)
# Of what is read each year so much of the old gives way; a paper waits so many days on average; one in so many is a milestone.
_OLD, _WAIT, _MILESTONE = 0.8, 420, 24


@dataclass(frozen=True)
class Paper:
    """A paper that nobody wrote; its address is on a host that exists for examples alone."""

    key: str
    title: str
    published: date

    @property
    def url(self) -> str:
        """As posts and milestones name it."""
        return f"https://example.org/simulated/{self.key}"

    @property
    def entry(self) -> str:
        """As the bibliography lists it."""
        return (
            f"@misc{{{self.key},\n  author = {{{{Invented for this simulation}}}},\n  title = {{{self.title}}},\n"
            f"  date = {{{self.published}}},\n  url = {{{self.url}}},\n}}\n"
        )


class Papers:
    """What was written and read so far; the chances are its own, so that the journal's others stay as they are."""

    def __init__(self, seed: int, start: date) -> None:
        self._rng = Random(f"papers {seed}")
        self._start = start
        self._known: list[Paper] = []
        self._milestones = 0

    def read(self, page: Page, on: date) -> Page:
        """The page with some of the papers that it names exchanged for newer ones."""
        is_new = 1 - _OLD ** ((on - self._start).days / YEAR)
        named = [self._paper(page, on).url if chance(self._rng, is_new) else name for name in page.resources]
        return replace(page, resources=tuple(named))

    def _paper(self, page: Page, on: date) -> Paper:
        rng = self._rng
        wait = 0 if chance(rng, 0.05) else int(rng.expovariate(1 / _WAIT))
        published = max(on - timedelta(days=wait), self._start)
        title = rng.choice(_TITLES).format(**dict(zip("cd", rng.sample(page.subject.concepts, 2), strict=True)))
        key = f"invented{published.year}-{len(self._known) + 1}"
        paper = Paper(key, f"Invented: {title[0].upper()}{title[1:]}", published)
        self._known.append(paper)
        return paper

    def new_milestones(self) -> Iterator[dict[str, str]]:
        """Milestones of the world that were not told yet, as their file has them."""
        while self._milestones + _MILESTONE <= len(self._known):
            self._milestones += _MILESTONE
            paper = self._known[self._milestones - 1]
            yield {"date": f"{paper.published:%Y-%m}", "title": paper.title, "kind": "world", "url": paper.url}

    @property
    def entries(self) -> str:
        """The bibliography of all of them."""
        head = "\n% The papers of the simulated future. Nobody wrote them.\n\n"
        return head + "\n".join(paper.entry for paper in self._known) if self._known else ""
