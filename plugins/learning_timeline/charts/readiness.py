"""A Timeline in, which charts can say something yet out: in a journal's first weeks most of them would be empty.

Each rule says what its chart waits for, in words that the page tells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .._seam import analytics
from ..core.language import gettext, marked
from ..core.phrases import listed
from .figures import Chart
from .resources import says_something


@dataclass(frozen=True, slots=True)
class Rule:
    """What a chart waits for.

    Attributes:
        after: when it appears, as "after fifty revisions" goes on "Rhythm appears".
        is_met: whether it can say something.
    """

    after: str
    is_met: Callable[[analytics.Timeline], bool]


@dataclass(frozen=True, slots=True)
class Later:
    """Charts that wait for the same: what they are called, and when they appear."""

    subjects: str
    after: str


def _days(timeline: analytics.Timeline) -> int:
    first = timeline.summary.first_on
    return 0 if first is None else (timeline.today - first).days


def _after_days(days: int) -> Callable[[analytics.Timeline], bool]:
    return lambda timeline: _days(timeline) >= days


def _is_one_revised_twice(timeline: analytics.Timeline) -> bool:
    return bool((timeline.posts["revisions"] >= 2).any())  # noqa: PLR2004 - as the name says


def _revisions(timeline: analytics.Timeline) -> int:
    return timeline.summary.revisions


def _has_ten_over_three_months(timeline: analytics.Timeline) -> bool:
    learned = analytics.measures.first_learned(timeline.resources)
    return len(learned) >= 10 and says_something(learned)  # noqa: PLR2004 - as the name says


def _years_of_resources(timeline: analytics.Timeline) -> int:
    return len(analytics.measures.lag_by_year(timeline.resources))


def _topics_of_resources(timeline: analytics.Timeline) -> int:
    rows = analytics.measures.lag_by_topic(timeline.resources, timeline.posts)
    return int((rows["resources"] >= 3).sum())  # noqa: PLR2004 - the fewest of which a median means something


_QUARTER = Rule(marked("after three months"), _after_days(90))
RULES: Mapping[str, Rule] = {
    "weeks": Rule(marked("after eight weeks"), _after_days(56)),
    "topics-over-time": _QUARTER,
    "multiples": _QUARTER,
    "lifelines": _QUARTER,
    "every-post": _QUARTER,
    "cumulative": _QUARTER,
    "text-kept": Rule(marked("in its second year"), lambda one: one.text_kept["year"].nunique() > 1),
    "rhythm": Rule(marked("after fifty revisions"), lambda one: _revisions(one) >= 50),  # noqa: PLR2004 - as it says
    "most-revised": Rule(marked("after a post was revised twice"), _is_one_revised_twice),
    "waiting": _QUARTER,
    "frontier": Rule(marked("after three months and ten resources"), _has_ten_over_three_months),
    "lag-by-year": Rule(marked("after three years of resources"), lambda one: _years_of_resources(one) >= 3),  # noqa: PLR2004
    "lag-by-topic": Rule(
        marked("after three topics have three resources each"),
        lambda one: _topics_of_resources(one) >= 3,  # noqa: PLR2004 - as it says
    ),
}


def ready(timeline: analytics.Timeline, charts: Sequence[Chart]) -> tuple[set[str], tuple[Later, ...]]:
    """The slugs of the charts that can say something, and those that wait."""
    shown: set[str] = set()
    waiting: dict[str, list[str]] = {}
    for chart in charts:
        rule = RULES.get(chart.slug)
        if rule is None or rule.is_met(timeline):
            shown.add(chart.slug)
        else:
            waiting.setdefault(rule.after, []).append(chart.subject)
    return shown, tuple(Later(listed(subjects), gettext(after)) for after, subjects in waiting.items())
