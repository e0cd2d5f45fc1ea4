"""Days and periods in, what is on an axis of time out: its ticks, the names of periods, and the journal's own milestones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..core.colours import ACCENT
from ..core.grains import Grain, grain_between
from ..core.language import gettext, marked, spoken
from .figures import Limits, base_axis, thin_line
from .wording import plotly_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from .._seam import analytics

FEW_PERIODS = 6
_HALF_A_YEAR = pd.Timedelta(days=180)
STARTS: Mapping[Grain, str] = {"month": "MS", "quarter": "QS", "year": "YS"}
# A bar covers the middle of its period. Plotly wants milliseconds on an axis of time; else a bar is one of them wide.
_DAY = 86_400_000
BARS: Mapping[str, Mapping[str, int]] = {
    "month": {"offset": 5 * _DAY, "width": 20 * _DAY},
    "quarter": {"offset": 15 * _DAY, "width": 60 * _DAY},
    "year": {"offset": 62 * _DAY, "width": 240 * _DAY},
}


@dataclass(frozen=True, slots=True)
class Window:
    """The time that a chart shows, half a year at least, with a little room at its ends.

    Attributes:
        first, end: its first and last day.
        limits: how much room and how many ticks it has.
    """

    first: pd.Timestamp
    end: pd.Timestamp
    limits: Limits

    @classmethod
    def of(cls, first: pd.Timestamp, last: pd.Timestamp | date, limits: Limits) -> Window:
        """From one day to another, or longer."""
        return cls(first, max(pd.Timestamp(last), first + _HALF_A_YEAR), limits)

    @property
    def ends(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        """Where the axis begins and ends."""
        room = (self.end - self.first) * self.limits.room
        return self.first - room, self.end + room

    def axis(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - attributes of a Plotly axis
        """The axis, with what a chart wants besides."""
        ticks = time_ticks(self.first, self.end, self.limits.ticks)
        return base_axis(type="date", range=[iso(end) for end in self.ends], **ticks, **more)

    @property
    def narrow(self) -> dict[str, Any]:
        """The ticks of a narrow picture, by dotted path."""
        return narrow_ticks(self.first, self.end)


def grain_of(timeline: analytics.Timeline) -> Grain:
    """The grain for the whole life of a journal."""
    return grain_between(timeline.summary.first_on, timeline.today)


def later(start: pd.Timestamp, grain: Grain, periods: int) -> pd.Timestamp:
    """The first day of the period that is so many periods later."""
    return start + pd.DateOffset(months={"month": 1, "quarter": 3, "year": 12}[grain] * periods)


def middle(start: pd.Timestamp, grain: Grain) -> pd.Timestamp:
    """The day in the middle of the period that begins on a day."""
    return start + pd.Timedelta(days=(later(start, grain, 1) - start).days // 2)


def month_of(on: pd.Timestamp | pd.Period | date) -> str:
    """A month as a label has room for it."""
    return f"{spoken().short_month(on.month)} {on.year}"


def period_name(start: pd.Timestamp, grain: Grain) -> str:
    """A period as people write it."""
    match grain:
        case "month":
            return month_of(start)
        case "quarter":
            return gettext("%(year)s Q%(number)s", year=start.year, number=(start.month - 1) // 3 + 1)
        case _:
            return str(start.year)


def iso(on: pd.Timestamp) -> str:
    """A day as Plotly reads it."""
    return f"{on:%Y-%m-%d}"


def time_ticks(first: pd.Timestamp, end: pd.Timestamp, most: int = 13) -> dict[str, Any]:
    """Ticks on the first days of years, or of months in a short life: at most about `most` of them."""
    years = (end - first).days / 365.25
    if years <= 3:  # noqa: PLR2004 - months are still told apart
        step = next(step for step in (1, 2, 3, 6, 12) if years * 12 / step <= most or step == 12)  # noqa: PLR2004
        return {"tick0": "2000-01-01", "dtick": f"M{step}", "tickformat": "%b\n%Y"}
    step = next(step for step in (1, 2, 5, 10, 20, 50) if years / step <= most or step == 50)  # noqa: PLR2004
    return {"tick0": "2000-01-01", "dtick": f"M{12 * step}", "tickformat": "%Y"}


def narrow_ticks(first: pd.Timestamp, end: pd.Timestamp) -> dict[str, Any]:
    """The ticks of a narrow picture, by dotted path."""
    return {f"xaxis.{name}": value for name, value in time_ticks(first, end, most=5).items()}


def posts_by(grain: Grain) -> str:
    """What a chart of posts by some time is called."""
    messages = {
        "month": marked("Posts by month"),
        "quarter": marked("Posts by quarter"),
        "year": marked("Posts by year"),
    }
    return gettext(messages[grain])


def posts_by_period(rows: pd.DataFrame, today: date, grain: Grain) -> pd.DataFrame:
    """Posts in each period (rows, by its first day, silent ones included until today) and topic (columns).

    Args:
        rows: as `analytics.measures.topic_time` counts them.
        today: the last day that counts.
        grain: of the periods.
    """
    starts, topics = rows["period_start"].unique(), rows["topic"].unique()
    # Each period has a row for each topic, so no table needs to be pivoted.
    counts = rows["posts"].to_numpy().reshape(len(starts), len(topics))
    wide = pd.DataFrame(counts, index=pd.DatetimeIndex(starts), columns=topics)
    return wide.reindex(index=pd.date_range(wide.index.min(), today, freq=STARTS[grain]), fill_value=0).astype("int64")


def milestone_flags(
    timeline: analytics.Timeline, begin: pd.Timestamp, end: pd.Timestamp
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A thin line and a diamond for each of the journal's own milestones that is not too near to the one before."""
    lines, marks, last = [], [], None
    for milestone in timeline.milestones:
        on = pd.Timestamp(milestone.on.first_day)
        if milestone.kind != "own" or not begin <= on <= end or (last is not None and on - last < (end - begin) * 0.04):
            continue
        last = on
        lines.append(
            {
                **thin_line(iso(on), 0, iso(on), 1),
                "yref": "paper",
                "opacity": 0.5,
                "line": {"color": ACCENT, "width": 1, "dash": "dot"},
            }
        )
        marks.append(
            {
                "text": "◆",
                "hovertext": f"{milestone.on}: {plotly_text(milestone.title)}",
                "x": iso(on),
                "y": 1,
                "yref": "paper",
                "yanchor": "middle",
                "showarrow": False,
                "font": {"size": 11, "color": ACCENT},
            }
        )
    return lines, marks
