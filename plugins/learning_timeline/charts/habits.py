"""A Timeline in, how its author works out: when in the week, which posts keep changing, which topics wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from .._seam import analytics
from ..core.language import gettext, marked, ngettext, spoken
from ..core.phrases import counted, day, number, sentences
from .bars import bars
from .density import density_bounds, density_key, density_levels, density_steps
from .figures import (
    REVISION,
    Chart,
    Limits,
    base_axis,
    base_layout,
    empty_chart,
    figure_of,
    filled,
    heatmap,
    renamed,
    row_axis,
)
from .wording import duration, half_up, plotly_text, short_labels

HOURS = 24
# Up to two years a wait is told in days.
DAYS_TOLD = 730
_REVISED, _WAITING = Limits(rows=12, label=44, narrow_label=22), Limits(rows=24)
NO_HISTORY = marked("No revisions are known: there is no git history of the posts.")


def rhythm(timeline: analytics.Timeline) -> Chart:
    """Revisions by weekday and hour of the author's own clock."""
    counts = analytics.measures.rhythm(timeline.changes)
    weekdays = [spoken().weekday(number) for number in range(7)]
    table = pd.DataFrame(
        [[weekday, *counts[number]] for number, weekday in enumerate(weekdays)],
        columns=["Weekday", *(str(hour) for hour in range(HOURS))],
    )
    how = sentences(
        gettext("Each revision counts in the hour in which it was committed, by the author's clock where it was made."),
        gettext(REVISION),
    )
    values = [value for row in counts for value in row]
    empty = empty_chart("rhythm", gettext("Rhythm"), table, how, timeline.today, NO_HISTORY)
    if not any(values):
        return empty
    bounds = density_bounds(values)
    look = heatmap(
        meta="cells",
        x=[*range(HOURS)],
        y=[*range(7)],
        z="@levels",
        customdata="@counts",
        text="@weekdays",
        hovertemplate=gettext("%{text} %{x}:00 to %{x}:59<br>revisions: %{customdata:,}") + "<extra></extra>",
        **density_steps(gap=2),
    )
    cells = {
        "levels": [density_levels(row, bounds) for row in counts],
        "counts": counts,
        "weekdays": [[weekday] * HOURS for weekday in weekdays],
    }
    figure = figure_of(
        [filled(look, cells)],
        base_layout(
            7 * 26 + 44,
            margin={"l": 96, "r": 4, "t": 4, "b": 40},
            xaxis=base_axis(
                range=[-0.5, HOURS - 0.5],
                tickvals=list(range(0, HOURS, 3)),
                ticktext=[f"{hour}:00" for hour in range(0, HOURS, 3)],
                fixedrange=True,
            ),
            yaxis=row_axis(weekdays, 40),
        ),
    )
    return replace(
        empty,
        sentence=_rhythm_sentence(counts),
        figure=figure,
        table_caption=gettext("Revisions by weekday and the hour in which they were made"),
        looks=(look,),
        key=density_key(bounds, values),
        key_of=gettext("revisions in this hour of the week"),
        narrow={
            "margin.l": 40,
            "yaxis.ticktext": [spoken().short_weekday(number) for number in range(7)],
            "xaxis.tickvals": [0, 6, 12, 18],
            "xaxis.ticktext": ["0:00", "6:00", "12:00", "18:00"],
        },
    )


def most_revised(timeline: analytics.Timeline) -> Chart:
    """The posts that kept changing: those with the most revisions, a bar each."""
    rows = _revised(timeline)
    table = renamed(
        rows,
        {
            "title": "Post",
            "revisions": "Revisions",
            "first": "First revision",
            "last": "Last revision",
            "url": "Address",
        },
    )
    how = sentences(
        gettext(
            "The %(number)s posts with the most revisions; among equals the older post stands first.",
            number=_REVISED.rows,
        ),
        gettext(REVISION),
    )
    said = NO_HISTORY if timeline.changes.empty else marked("No post has been revised yet.")
    empty = empty_chart("most-revised", gettext("Posts that kept changing"), table, how, timeline.today, said)
    if rows.empty:
        return empty
    equals = int((rows["revisions"] == rows["revisions"].iloc[0]).sum()) - 1
    rows = rows.head(_REVISED.rows)
    titles = rows["title"].tolist()
    drawn = pd.DataFrame(
        {
            "value": rows["revisions"],
            "name": titles,
            "colour": [timeline.colours[slug] for slug in rows["topic"]],
            "said": short_labels(titles, 90),
        }
    )
    return replace(
        empty,
        sentence=_most_revised(rows.iloc[0], equals),
        shown_table=table.drop(columns="Address").head(_REVISED.rows),
        table_caption=gettext("The posts with the most revisions"),
        **bars(
            drawn,
            unit=gettext("revisions"),
            limits=_REVISED,
            hover=gettext("%{customdata}<br>revisions: %{x:,}"),
        ),
    )


def _most_revised(most: pd.Series[Any], equals: int) -> str:
    """What is said of the post with the most revisions; `equals` is how many others have as many."""
    told = {"title": most["title"], "revisions": counted(int(most["revisions"]), "revision")}
    if equals:
        return ngettext(
            "“%(title)s” and %(num)s other were revised most: %(revisions)s each.",
            "“%(title)s” and %(num)s others were revised most: %(revisions)s each.",
            equals,
            **told,
        )
    first, last = day(most["first"].date()), day(most["last"].date())
    if first == last:
        return gettext("“%(title)s” was revised most: %(revisions)s, on %(day)s.", **told, day=last)
    return gettext(
        "“%(title)s” was revised most: %(revisions)s, from %(first)s to %(last)s.", **told, first=first, last=last
    )


def waiting(timeline: analytics.Timeline) -> Chart:
    """Topics by how long ago one of their posts was written or revised last, a bar each, the longest wait on top."""
    touched = analytics.measures.last_touched(timeline.posts, timeline.changes)
    names = timeline.names
    days = {slug: (timeline.today - on).days for slug, on in touched.items()}
    order = sorted(days, key=lambda slug: (-days[slug], slug))
    table = pd.DataFrame(
        [(names[slug], touched[slug].isoformat(), days[slug]) for slug in order],
        columns=["Topic", "Last written about or revised", "Days ago"],
    )
    how = sentences(
        gettext(
            "Days from a topic's last post or revision to the day of the data. The %(number)s topics left alone "
            "longest are drawn.",
            number=_WAITING.rows,
        ),
        gettext(REVISION),
    )
    empty = empty_chart("waiting", gettext("Topics left alone"), table, how, timeline.today)
    if not order:
        return empty
    in_years = days[order[0]] > DAYS_TOLD
    drawn = pd.DataFrame(
        [
            (
                round(days[slug] / 365.25, 2) if in_years else days[slug],
                names[slug],
                timeline.colours[slug],
                gettext("%(topic)s: %(days)s ago", topic=plotly_text(names[slug]), days=counted(days[slug], "day")),
            )
            for slug in order[: _WAITING.rows]
        ],
        columns=["value", "name", "colour", "said"],
    )
    return replace(
        empty,
        sentence=_waiting_sentence(
            names[order[0]],
            [days[slug] for slug in order],
            is_alone=len(order) > 1 and days[order[0]] > days[order[1]],
        ),
        table_caption=gettext("Topics by the time since they were last touched"),
        saved_as="topics-that-wait",
        **bars(drawn, unit=gettext("years") if in_years else gettext("days"), limits=_WAITING),
    )


def _revised(timeline: analytics.Timeline) -> pd.DataFrame:
    """Posts with a revision, the most revised first: title, url, topic, revisions, and the days of the first and last one."""
    changes = timeline.changes[timeline.changes["is_revision"]]
    made_on = analytics.made_on(changes)
    lives = made_on.groupby(changes["post"]).agg(["min", "max"]).rename(columns={"min": "first", "max": "last"})
    rows = timeline.posts[timeline.posts["revisions"] > 0].join(lives, on="path")
    return rows.sort_values("revisions", ascending=False, kind="stable")[
        ["title", "url", "topic", "revisions", "first", "last"]
    ].reset_index(drop=True)


def _rhythm_sentence(counts: Sequence[Sequence[int]]) -> str:
    total = sum(sum(row) for row in counts)
    cells = [(value, weekday, hour) for weekday, row in enumerate(counts) for hour, value in enumerate(row)]
    value, weekday, hour = max(cells, key=lambda cell: (cell[0], -cell[1], -cell[2]))
    weekend = half_up(100 * (sum(counts[5]) + sum(counts[6])) / total)
    told = {"revisions": counted(total, "revision"), "percent": f"{weekend} %"}
    if sum(one == value for one, _, _ in cells) > 1:
        return gettext("Of %(revisions)s, %(percent)s were made at a weekend.", **told)
    fullest = {"weekday": spoken().weekday(weekday), "hour": f"{hour}:00", "number": number(value)}
    return gettext(
        "Of %(revisions)s, %(percent)s were made at a weekend; the busiest hour of the week is "
        "%(weekday)s from %(hour)s, with %(number)s.",
        **told,
        **fullest,
    )


def _waiting_sentence(longest: str, waits: Sequence[int], *, is_alone: bool) -> str:
    """What is said of the topics, given by the days that each waits, the longest first."""
    days, topics, fresh = waits[0], len(waits), sum(n <= 365 for n in waits)  # noqa: PLR2004 - a year
    if days == 0:
        if topics == 1:
            return gettext("%(topic)s was touched today.", topic=longest)
        return gettext("Each of the %(number)s topics was touched today.", number=topics)
    if topics == 1:
        return gettext("Last touched %(time)s ago.", time=duration(days))
    rest = gettext(
        "%(number)s of %(all)s topics were written about or revised within a year.",
        number=number(fresh),
        all=number(topics),
    )
    if not is_alone:
        return rest
    return sentences(gettext("Longest untouched: %(topic)s, %(time)s.", topic=longest, time=duration(days)), rest)
