"""The page of all milestones: a ribbon of them over the journal's own life, and the list by decade."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..building.page import Page
from ..charts.milestones import ai_milestones
from ..core.deferred import Deferred
from ..core.language import gettext
from .links import MILESTONES_URL
from .milestones import Decade, decades

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..charts.embed import ChartView
    from .journal import Journal


@dataclass(frozen=True, slots=True)
class MilestonesView:
    """The page of milestones: the ribbon of all of them, and the list by decade."""

    chart: ChartView
    decades: tuple[Decade, ...]


def pages(journal: Journal) -> Iterator[Page]:
    """`/milestones/`, where there is a milestone."""
    if not journal.timeline.milestones:
        return

    def view() -> MilestonesView:
        (chart,) = journal.charts([ai_milestones(journal.timeline)], "timeline")
        return MilestonesView(chart, decades(journal.milestones))

    summary = journal.timeline.summary
    # What a list shows of a milestone is not all that decides where it is in the ribbon.
    inputs = repr(journal.timeline.milestones), repr(journal.milestones), journal.timeline.today, summary.first_on
    yield Page(MILESTONES_URL, "milestones", gettext("Milestones"), {"milestones": Deferred(inputs, view)})
