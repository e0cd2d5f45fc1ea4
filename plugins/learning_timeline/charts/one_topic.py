"""A part of a Timeline in, the posts of one topic by year out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from ..core.grains import MEASURES, Grain
from ..core.language import gettext
from ..core.phrases import counted, listed, number, sentences
from .figures import LOCAL, REVISION, Chart, bar, base_axis, base_layout, count_axis, figure_of
from .periods import BARS, STARTS, iso, later, narrow_ticks, period_name, posts_by, time_ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..journal.parts import TopicPart


def topic_years_bar(part: TopicPart) -> Chart:
    """The posts of one topic, a bar a year; a bar a month while the journal is younger than three years."""
    grain, subject = part.grain, posts_by(part.grain)
    starts, days, labels = _periods_of_life(part.starts[0], len(part.starts), grain)
    values = part.counts[:, MEASURES.index("posts")].tolist()
    table = pd.DataFrame(part.counts, columns=[measure.title() for measure in MEASURES])
    table.insert(0, grain.title(), labels)
    end = max(starts[-1], later(starts[0], grain, 11))
    figure = figure_of(
        [
            bar(
                x=days,
                y=values,
                **BARS[grain],
                marker={"color": part.colour},
                # Without a number over each bar where there is no room for it.
                text=[number(value) if value else "" for value in values] if len(values) <= 16 else None,  # noqa: PLR2004
                textposition="outside",
                textangle=0,
                cliponaxis=False,
                customdata=labels,
                hovertemplate=gettext("%{customdata}<br>posts: %{y:,}") + "<extra></extra>",
            )
        ],
        base_layout(
            220,
            margin={"l": 40, "r": 8, "t": 20, "b": 44 if grain == "month" else 30},
            xaxis=base_axis(
                type="date",
                range=[iso(starts[0]), iso(later(end, grain, 1))],
                ticklabelmode="period",
                **time_ticks(starts[0], end),
            ),
            yaxis=base_axis(**{**count_axis(max(values)), "nticks": 4}),
        ),
    )
    return Chart(
        slug="posts-by-year",
        subject=subject,
        sentence=_bar_sentence(part, values, labels),
        figure=figure,
        table=table,
        table_caption=gettext("Posts, words and revisions about %(topic)s, by month", topic=part.name)
        if grain == "month"
        else gettext("Posts, words and revisions about %(topic)s, by year", topic=part.name),
        how_counted=sentences(
            gettext("Each post counts in the month it was published.")
            if grain == "month"
            else gettext("Each post counts in the year it was published."),
            gettext(LOCAL),
            gettext(REVISION),
        ),
        data_day=part.last_day,
        narrow={"margin.l": 30, **narrow_ticks(starts[0], end)},
        saved_as=f"topic-{part.slug}",
    )


@lru_cache(maxsize=4)
def _periods_of_life(first: pd.Timestamp, number: int, grain: Grain) -> tuple[list[pd.Timestamp], list[str], list[str]]:
    """So many periods from the first on, the same for each topic: their first days, these as Plotly reads them, and their names."""
    starts = list(pd.date_range(first, periods=number, freq=STARTS[grain]))
    return starts, [iso(start) for start in starts], [period_name(start, grain) for start in starts]


def _bar_sentence(part: TopicPart, values: Sequence[int], labels: Sequence[str]) -> str:
    most = max(values)
    when = listed([label for label, value in zip(labels, values, strict=True) if value == most], most=3)
    active = sum(value > 0 for value in values)
    told = {"posts": counted(part.posts, "post"), "topic": part.name, "time": when}
    if active == 1:
        return gettext("%(posts)s about %(topic)s, in %(time)s.", **told)
    return gettext(
        "%(posts)s about %(topic)s in %(periods)s; the most, %(number)s, in %(time)s.",
        periods=counted(active, part.grain),
        number=number(most),
        **told,
    )
