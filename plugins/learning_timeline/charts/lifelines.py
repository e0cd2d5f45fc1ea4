"""A Timeline in, the lives of its topics out: from first post to last, with silences shown."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from ..core.colours import INK_SOFT, PAPER
from ..core.language import gettext
from ..core.phrases import counted, day, number, sentences
from .figures import (
    LOCAL,
    Chart,
    Limits,
    Trace,
    bar,
    base_layout,
    empty_chart,
    figure_of,
    filled,
    is_tie,
    renamed,
    row_axis,
    row_with_most,
    scatter,
)
from .periods import Window, grain_of, iso, milestone_flags, month_of
from .wording import duration, half_up, others_in_table, plotly_text, short_labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .._seam import analytics
    from ..core.grains import Grain


# So many marks can be told apart; beyond that the lines speak for themselves.
# Beside the names of topics and another chart there is room for so many years.
_LIMITS = Limits(rows=30, marks=800, narrow_label=15, ticks=10)


def lifelines(timeline: analytics.Timeline) -> Chart:
    """A topic a row, from its first post to its last, in the order of first posts; silences over a year are dotted."""
    names = timeline.names
    rows = _lives(timeline)
    table = renamed(
        rows.assign(name=rows["topic"].map(names)),
        {
            "name": "Topic",
            "first_on": "First post",
            "last_on": "Last post",
            "posts": "Posts",
            "gap": "Longest gap in days",
        },
    )
    grain: Grain = "month" if grain_of(timeline) == "month" else "year"
    how = sentences(
        gettext(
            "A line runs from a topic's first post to its last; it is dotted where no post came for more than a year."
        ),
        gettext("A mark stands for the posts of one month, at the mean of their days, and grows with their number.")
        if grain == "month"
        else gettext(
            "A mark stands for the posts of one year, at the mean of their days, and grows with their number."
        ),
        gettext(LOCAL),
    )
    empty = empty_chart("lifelines", gettext("The lives of topics"), table, how, timeline.today)
    if rows.empty:
        return empty
    drawn = rows
    if len(rows) > _LIMITS.rows:
        most = rows.sort_values(["posts", "topic"], ascending=[False, True]).head(_LIMITS.rows)
        drawn = rows[rows["topic"].isin(set(most["topic"]))]
    row_height = 24 if len(drawn) <= 20 else 19  # noqa: PLR2004 - looked at, not derived
    height = 52 + row_height * len(drawn)
    window = Window.of(timeline.posts["published_on"].min(), timeline.today, _LIMITS)
    labels = [names[slug] for slug in drawn["topic"]]
    flags, flag_marks = milestone_flags(timeline, *window.ends)
    looks = _looks()
    figure = figure_of(
        _traces(looks, timeline, list(drawn["topic"]), grain),
        base_layout(
            height,
            margin={"l": 190, "r": 12, "t": 8, "b": 44},
            hovermode="closest",
            dragmode="zoom",
            xaxis=window.axis(showgrid=True),
            yaxis=row_axis(labels, _LIMITS.label, 0.4),
            shapes=flags,
            annotations=flag_marks,
        ),
    )
    return replace(
        empty,
        finding=_alive_title(rows, timeline),
        sentence=_lifelines_sentence(rows, names, len(drawn)),
        figure=figure,
        table_caption=gettext("Topics in the order of their first post"),
        narrow={
            "margin.l": 118,
            # Of their size, as `views.js` draws them where there is less room.
            "meta.marks": 0.55,
            "yaxis.ticktext": short_labels(labels, _LIMITS.narrow_label),
            **window.narrow,
        },
        limits=_LIMITS,
        looks=looks,
    )


def _lives(timeline: analytics.Timeline) -> pd.DataFrame:
    """One row a topic, in the order of first posts: topic, first_on, last_on, posts, gap (longest, in days)."""
    ordered = timeline.posts.sort_values(["topic", "published_on"])
    gaps = ordered.groupby("topic")["published_on"].diff().dt.days
    rows = (
        ordered.assign(gap=gaps.fillna(0).astype("int64"))
        .groupby("topic", as_index=False)
        .agg(
            first_on=("published_on", "min"),
            last_on=("published_on", "max"),
            posts=("path", "size"),
            gap=("gap", "max"),
        )
    )
    return rows.sort_values(["first_on", "topic"], ignore_index=True)


def _looks() -> tuple[Trace, Trace, Trace]:
    """Of silences, lives, and marks on them."""
    silence = scatter(
        meta="silence",
        x="@on",
        y="@row",
        mode="lines",
        line={"color": INK_SOFT, "width": 1, "dash": "dot"},
        hoverinfo="skip",
    )
    life = bar(
        meta="life",
        orientation="h",
        base="@on",
        x="@length",
        y="@row",
        width="@width",
        marker={"color": "@colour"},
        customdata="@said",
        hovertemplate="%{customdata}<extra></extra>",
    )
    mark = scatter(
        meta="mark",
        mode="markers",
        x="@on",
        y="@row",
        marker={"color": "@colour", "size": "@size", "line": {"color": PAPER, "width": 1}, "opacity": 1},
        text="@name",
        customdata=["@posts", "@period"],
        hovertemplate=gettext("<b>%{text}</b><br>%{customdata[1]}, posts: %{customdata[0]:,}") + "<extra></extra>",
    )
    return silence, life, mark


def _traces(
    looks: tuple[Trace, Trace, Trace], timeline: analytics.Timeline, slugs: Sequence[str], grain: Grain
) -> list[Trace]:
    silence, life, mark = looks
    posts = timeline.posts[timeline.posts["topic"].isin(set(slugs))]
    days = {str(slug): sorted(set(group)) for slug, group in posts.groupby("topic")["published_on"]}
    names = {slug: plotly_text(name) for slug, name in timeline.names.items()}
    silences: list[tuple[str | None, int | None]] = []
    lives = []
    for row, slug in enumerate(slugs):
        start = days[slug][0]
        for before, after in pairwise([*days[slug], None]):
            if after is not None and (after - before).days <= 365:  # noqa: PLR2004 - days of a year
                continue
            length = max((before - start).days, 1)
            said = f"<b>{names[slug]}</b><br>{iso(start)}, {gettext('%(number)s days', number=number(length))}"
            # Plotly wants milliseconds on an axis of time.
            lives.append((iso(start), length * 86_400_000, row, timeline.colours[slug], said))
            if after is not None:
                silences += [(iso(before), row), (iso(after), row), (None, None)]
                start = after
    marks = _marks(timeline, posts, slugs, grain)
    has_marks = 0 < len(marks) <= _LIMITS.marks
    return [
        filled(silence, {"on": [on for on, _ in silences], "row": [row for _, row in silences]}),
        filled(
            life,
            pd.DataFrame(lives, columns=["on", "length", "row", "colour", "said"]),
            width=0.14 if has_marks else 0.5,
        ),
        *([filled(mark, marks.assign(name=marks["topic"].map(names)))] if has_marks else []),
    ]


def _marks(timeline: analytics.Timeline, posts: pd.DataFrame, slugs: Sequence[str], grain: Grain) -> pd.DataFrame:
    """A mark for the posts of a topic in a month or a year."""
    period = posts["published_on"].dt.to_period("M" if grain == "month" else "Y").rename("when")
    marks = posts.groupby(["topic", period], as_index=False).agg(on=("published_on", "mean"), posts=("path", "size"))
    return marks.assign(
        row=marks["topic"].map({slug: row for row, slug in enumerate(slugs)}),
        colour=marks["topic"].map(dict(timeline.colours)),
        size=_sizes(marks["posts"], 6, 17),
        period=[month_of(when) if grain == "month" else str(when.year) for when in marks["when"]],
    )


def _sizes(counts: pd.Series[int], least: int, most: int) -> list[float]:
    """Diameters in pixels, the areas of the marks growing with the counts."""
    top = max(int(counts.max()), 4)
    return [half_up(10 * (least + (most - least) * (count / top) ** 0.5)) / 10 for count in counts]


def _alive_title(rows: pd.DataFrame, timeline: analytics.Timeline) -> str | None:
    if len(rows) < 10 or grain_of(timeline) == "month":  # noqa: PLR2004 - a young journal has nothing to look back on
        return None
    alive = int((rows["last_on"] > pd.Timestamp(timeline.today) - pd.Timedelta(days=365)).sum())
    return gettext(
        "%(number)s of %(topics)s were written about in the last twelve months",
        number=number(alive),
        topics=counted(len(rows), "topic"),
    )


def _lifelines_sentence(rows: pd.DataFrame, names: Mapping[str, str], drawn: int) -> str:
    lengths = (rows["last_on"] - rows["first_on"]).dt.days
    longest = row_with_most(rows.assign(days=lengths), "days")
    name = names[longest.topic]
    if lengths.max() == 0:
        on = day(rows["first_on"].iloc[0].date())
        if len(rows) == 1:
            topic = names[rows["topic"].iloc[0]]
            return gettext("%(topic)s has its first post on %(day)s. A line grows from there.", topic=topic, day=on)
        if rows["first_on"].min() == rows["first_on"].max():
            return gettext(
                "All %(number)s topics have their first post on %(day)s. A line grows from there.",
                number=len(rows),
                day=on,
            )
        return gettext(
            "All %(number)s topics have posts on one day each so far. Lines grow from there.", number=len(rows)
        )
    told = []
    if not is_tie(lengths):
        told.append(
            gettext(
                "Longest life: %(topic)s, %(time)s, from %(first)s to %(last)s.",
                topic=name,
                time=duration(int(lengths.max())),
                first=day(longest.first_on.date()),
                last=day(longest.last_on.date()),
            )
        )
    gap = row_with_most(rows, "gap")
    if gap.gap > 365 and not is_tie(rows["gap"]):  # noqa: PLR2004 - days of a year
        time = duration(int(gap.gap))
        told.append(gettext("%(topic)s came back after %(time)s.", topic=names[gap.topic], time=time))
    if len(rows) > 1 and not is_tie(rows["first_on"]):
        newest = rows.iloc[-1]
        on = day(newest.first_on.date())
        told.append(gettext("Newest topic: %(topic)s, since %(day)s.", topic=names[newest.topic], day=on))
    if drawn < len(rows):
        told.append(others_in_table(drawn, len(rows) - drawn))
    first = day(rows["first_on"].min().date())
    return " ".join(told) or gettext("%(topics)s, from %(day)s on.", topics=counted(len(rows), "topic"), day=first)
