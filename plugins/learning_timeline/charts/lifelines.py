"""A Timeline in, the lives of its topics out: from first post to last, with silences shown."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

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
    figure_of,
    is_tie,
    nothing_to_draw,
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
    subject = gettext("The lives of topics")
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
    if rows.empty:
        return nothing_to_draw("lifelines", subject, table, how, timeline.today)
    drawn = rows
    if len(rows) > _LIMITS.rows:
        most = rows.sort_values(["posts", "topic"], ascending=[False, True]).head(_LIMITS.rows)
        drawn = rows[rows["topic"].isin(set(most["topic"]))]
    row_height = 24 if len(drawn) <= 20 else 19  # noqa: PLR2004 - looked at, not derived
    height = 52 + row_height * len(drawn)
    window = Window.of(timeline.posts["published_on"].min(), timeline.today, _LIMITS)
    labels = [names[slug] for slug in drawn["topic"]]
    flags, flag_marks = milestone_flags(timeline, *window.ends)
    traces = _traces(timeline, list(drawn["topic"]), grain)
    figure = figure_of(
        traces,
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
    return Chart(
        slug="lifelines",
        subject=subject,
        finding=_alive_title(rows, timeline),
        sentence=_lifelines_sentence(rows, names, len(drawn)),
        figure=figure,
        table=table,
        table_caption=gettext("Topics in the order of their first post"),
        how_counted=how,
        data_day=timeline.today,
        narrow={
            "dragmode": False,
            "margin.l": 118,
            # Of their size, as `views.js` draws them where there is less room.
            "meta.marks": 0.55,
            "yaxis.ticktext": short_labels(labels, _LIMITS.narrow_label),
            **window.narrow,
        },
        is_computed=True,
        limits=_LIMITS,
        spare=(_mark_trace(),),
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


def _traces(timeline: analytics.Timeline, slugs: Sequence[str], grain: Grain) -> list[Trace]:
    posts = timeline.posts[timeline.posts["topic"].isin(set(slugs))]
    days = {str(slug): sorted(set(group)) for slug, group in posts.groupby("topic")["published_on"]}
    silent_x: list[str | None] = []
    silent_y: list[int | None] = []
    names = {topic.slug: plotly_text(topic.name) for topic in timeline.topics}
    begins: list[str] = []
    rows: list[int] = []
    lengths: list[int] = []
    for row, slug in enumerate(slugs):
        start = days[slug][0]
        for before, after in pairwise([*days[slug], None]):
            if after is not None and (after - before).days <= 365:  # noqa: PLR2004 - days of a year
                continue
            begins.append(iso(start))
            rows.append(row)
            lengths.append(max((before - start).days, 1))
            if after is not None:
                silent_x += [iso(before), iso(after), None]
                silent_y += [row, row, None]
                start = after
    marks = _life_marks(timeline.colours, posts, names, slugs, grain)
    lives = bar(
        meta="life",
        orientation="h",
        base=begins,
        # Plotly wants milliseconds on an axis of time.
        x=[length * 86_400_000 for length in lengths],
        y=rows,
        width=0.14 if marks else 0.5,
        marker={"color": [timeline.colours[slugs[row]] for row in rows]},
        customdata=[
            f"<b>{names[slugs[row]]}</b><br>{begin}, {gettext('%(number)s days', number=number(days))}"
            for row, begin, days in zip(rows, begins, lengths, strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )
    silence = {"color": INK_SOFT, "width": 1, "dash": "dot"}
    silences = scatter(x=silent_x, y=silent_y, mode="lines", line=silence, hoverinfo="skip", meta="silence")
    return [silences, lives, *marks]


def _life_marks(
    colours: Mapping[str, str], posts: pd.DataFrame, names: Mapping[str, str], slugs: Sequence[str], grain: Grain
) -> list[Trace]:
    """A mark for the posts of a topic in a month or a year; none if there would be too many."""
    row_of = {slug: row for row, slug in enumerate(slugs)}
    period = posts["published_on"].dt.to_period("M" if grain == "month" else "Y").rename("period")
    marks = posts.groupby(["topic", period], as_index=False).agg(on=("published_on", "mean"), posts=("path", "size"))
    if len(marks) > _LIMITS.marks:
        return []
    return [
        _mark_trace(
            [colours[slug] for slug in marks["topic"]],
            _sizes(marks["posts"], 6, 17),
            x=[iso(on) for on in marks["on"]],
            y=[row_of[slug] for slug in marks["topic"]],
            text=[names[slug] for slug in marks["topic"]],
            customdata=[
                [int(count), month_of(when) if grain == "month" else str(when.year)]
                for count, when in zip(marks["posts"], marks["period"], strict=True)
            ],
        )
    ]


def _mark_trace(colours: Sequence[str] = (), sizes: Sequence[float] = (), **values: Any) -> Trace:  # noqa: ANN401 - what the trace shows
    return scatter(
        meta="mark",
        mode="markers",
        marker={"color": list(colours), "size": list(sizes), "line": {"color": PAPER, "width": 1}, "opacity": 1},
        hovertemplate=gettext("<b>%{text}</b><br>%{customdata[1]}, posts: %{customdata[0]:,}") + "<extra></extra>",
        **values,
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
