"""A Timeline in, every post as a mark on date and topic out: marks where they can be told apart, else their density."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..core.colours import PAPER
from ..core.language import gettext
from ..core.phrases import counted, number, sentences
from .density import cell_grid, density_bounds, density_key, density_levels, density_steps
from .figures import (
    LOCAL,
    Chart,
    Limits,
    Trace,
    base_axis,
    base_layout,
    empty_chart,
    figure_of,
    filled,
    heatmap,
    renamed,
    scatter,
)
from .periods import Window, iso
from .wording import short_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._seam import analytics

# It may be in half of the page.
_LIMITS = Limits(marks=1200, months=120, narrow_label=15, ticks=8)


def every_post(timeline: analytics.Timeline) -> Chart:
    """A row a topic in the order of first posts, time across; a mark a post, or the density of posts when they are many."""
    names = timeline.names
    posts = timeline.posts
    table = renamed(
        posts.assign(name=posts["topic"].map(names)),
        {"published_on": "Day", "name": "Topic", "title": "Title", "words": "Words", "revisions": "Revisions"},
    )
    how = sentences(
        gettext("Each post is a mark on the day it was published, in its topic's row."),
        gettext(LOCAL),
        gettext(
            "Where more than %(number)s posts are in view, cells show how many there were in a month or a quarter, darker "
            "with more; choose a shorter time or fewer topics to see the posts one by one.",
            number=number(_LIMITS.marks),
        ),
    )
    empty = empty_chart("every-post", gettext("Every post"), table, how, timeline.today)
    if posts.empty:
        return empty
    by_topic = (
        posts.groupby("topic", as_index=False)
        .agg(first_on=("published_on", "min"), last_on=("published_on", "max"), posts=("path", "size"))
        .sort_values(["first_on", "topic"], ignore_index=True)
    )
    row_of = {str(slug): row for row, slug in enumerate(by_topic["topic"])}
    rows = len(row_of)
    labels, counts = [names[slug] for slug in row_of], [int(count) for count in by_topic["posts"]]
    window = Window.of(posts["published_on"].min(), timeline.today, _LIMITS)
    height = plot_height(rows) + 60
    is_marks = len(posts) <= _LIMITS.marks
    mark, density = _looks()
    trace, key, key_of = (_marks(mark, timeline, row_of), (), "") if is_marks else _density(density, timeline, row_of)
    figure = figure_of(
        [trace],
        base_layout(
            height,
            margin={"l": 190, "r": 12, "t": 8, "b": 44},
            hovermode="closest",
            dragmode="zoom",
            xaxis=window.axis(),
            yaxis=base_axis(
                range=[rows - 0.5, -0.5],
                fixedrange=True,
                **row_labels(labels, counts, _LIMITS.label),
            ),
        ),
    )
    return replace(
        empty,
        sentence=_sentence(len(posts), rows, is_marks=is_marks),
        figure=figure,
        shown_table=renamed(
            by_topic.assign(name=by_topic["topic"].map(names)),
            {"name": "Topic", "posts": "Posts"},
        ),
        table_caption=gettext("Posts of each topic; each post is in the CSV and in the list below"),
        key=key,
        key_of=key_of,
        limits=_LIMITS,
        looks=(mark, density),
        narrow={
            "margin.l": 118,
            "yaxis.ticktext": row_labels(labels, counts, _LIMITS.narrow_label)["ticktext"],
            **window.narrow,
        },
        saved_as="posts",
    )


def plot_height(rows: int) -> int:
    """Of all rows, in CSS pixels: 22 each while they are few, never more than 760 in all."""
    return max(60, min(rows * 22, 760))


def row_labels(names: Sequence[str], counts: Sequence[int], most: int) -> dict[str, Any]:
    """Ticks for rows: every topic where there is room for 13 pixels each, else those with the most posts that fit."""
    apart = 13 * len(names) / plot_height(len(names))
    chosen: list[int] = []
    for row in sorted(range(len(names)), key=lambda row: (-counts[row], row)):
        if all(abs(row - other) >= apart for other in chosen):
            chosen.append(row)
    chosen.sort()
    return {"tickvals": chosen, "ticktext": short_labels([names[row] for row in chosen], most)}


def _looks() -> tuple[Trace, Trace]:
    """Of marks, and of cells."""
    mark = scatter(
        meta="mark",
        mode="markers",
        x="@on",
        y="@row",
        marker={"color": "@colour", "size": 9, "line": {"color": PAPER, "width": 1}, "opacity": 1},
        text="@title",
        customdata="@url",
        hovertemplate="<b>%{text}</b><br>%{x|%-d %b %Y}<extra></extra>",
    )
    density = heatmap(
        meta="density",
        x="@start",
        y="@row",
        z="@levels",
        customdata="@counts",
        hovertemplate="%{y}<br>%{x|%b %Y}: %{customdata:,}<extra></extra>",
        **{**density_steps(gap=1), "xgap": "@gap", "ygap": "@gap"},
    )
    return mark, density


def _marks(look: Trace, timeline: analytics.Timeline, row_of: dict[str, int]) -> Trace:
    posts = timeline.posts
    # Posts of one day and topic are beside one another within their row.
    nth = posts.groupby(["topic", "published_on"]).cumcount()
    return filled(
        look,
        posts,
        on=posts["published_on"],
        row=[
            round(row_of[slug] + min(int(offset), 4) * 0.15, 2)
            for slug, offset in zip(posts["topic"], nth, strict=True)
        ],
        colour=[timeline.colours[slug] for slug in posts["topic"]],
        title=short_labels(posts["title"], 90),
    )


def _density(
    look: Trace, timeline: analytics.Timeline, row_of: dict[str, int]
) -> tuple[Trace, tuple[tuple[int, str], ...], str]:
    """The cells, their key, and what it counts."""
    days = timeline.posts["published_on"]
    today = pd.Timestamp(timeline.today)
    months = (today.year - days.min().year) * 12 + today.month - days.min().month + 1
    grain, step = ("M", "MS") if months <= _LIMITS.months else ("Q", "QS")
    starts = days.dt.to_period(grain).dt.start_time
    periods = [pd.Timestamp(start) for start in pd.date_range(starts.min(), timeline.today, freq=step)]
    column_of = {start: column for column, start in enumerate(periods)}
    counts = timeline.posts.groupby([timeline.posts["topic"], starts.rename("start")]).size().reset_index(name="posts")
    numbers = counts["posts"].tolist()
    bounds = density_bounds(numbers)
    shape = (len(row_of), len(periods))
    cells = [(column_of[start], row_of[slug]) for slug, start in zip(counts["topic"], counts["start"], strict=True)]
    values = {
        "start": [iso(start) for start in periods],
        "row": [*range(len(row_of))],
        "levels": cell_grid(cells, density_levels(numbers, bounds), shape, None),
        "counts": cell_grid(cells, numbers, shape, None),
    }
    return (
        filled(look, values, gap=0 if len(row_of) > 60 else 1),  # noqa: PLR2004 - looked at, not derived
        density_key(bounds, [0, *numbers]),
        gettext("posts a month") if grain == "M" else gettext("posts a quarter"),
    )


def _sentence(posts: int, topics: int, *, is_marks: bool) -> str:
    told = {"posts": counted(posts, "post"), "topics": counted(topics, "topic")}
    if is_marks:
        return gettext("%(posts)s in %(topics)s, the oldest topic on top.", **told)
    return gettext(
        "%(posts)s in %(topics)s, the oldest topic on top. There are too many to draw one by one, so cells show their density.",
        **told,
    )
