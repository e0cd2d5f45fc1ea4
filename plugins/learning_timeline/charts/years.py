"""A Timeline and a year or decade in, its topics beside those of the one before out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._seam import analytics
from ..core.colours import PAPER
from ..core.phrases import counted, listed
from ..journal.spans import Span
from ..journal.yearbook import against
from .figures import (
    LOCAL,
    Chart,
    Trace,
    base_axis,
    base_layout,
    cut,
    figure_of,
    plotly_text,
    renamed,
    scatter,
    whole_ticks,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from ..journal.slices import SpanPart

DRAWN_TOPICS = 16
# A title names a topic only where its growth is more than chance.
TELLING_GROWTH = 5
NAMED_CHANGES = 2


def topics_against(part: SpanPart) -> Chart | None:
    """A topic a row, a ring for the span before and a disc for this one; None for the first, which has none before."""
    span, before, names = part.span, part.before, part.names
    if before is None:
        return None
    rows = against(part)
    is_finished = part.today > span.last_day
    subject = f"Topics of {span.name} against {before.name}"
    table = renamed(
        rows.assign(name=rows["topic"].map(names), change=rows["posts"] - rows["before"]),
        {"name": "Topic", "posts": f"Posts in {span.name}", "before": f"Posts in {before.name}", "change": "Change"},
    )
    drawn = _drawn(rows)
    height = 84 + 26 * len(drawn)
    most = int(drawn[["posts", "before"]].to_numpy().max())
    labels = [names[slug] for slug in drawn["topic"]]
    colours = [part.colours[slug] for slug in drawn["topic"]]
    figure = figure_of(
        _traces(drawn, labels, colours, span, before),
        base_layout(
            height,
            margin={"l": 190, "r": 16, "t": 40, "b": 32},
            hovermode="closest",
            xaxis=base_axis(
                range=[-0.03 * most, 1.05 * most],
                showgrid=True,
                fixedrange=True,
                nticks=6,
                tickformat=",d",
                dtick=whole_ticks(most),
            ),
            yaxis=base_axis(
                range=[len(drawn) - 0.4, -0.6],
                fixedrange=True,
                # Room for half a ring, which stands at zero.
                ticklabelstandoff=10,
                tickvals=list(range(len(drawn))),
                ticktext=[plotly_text(cut(label, 26)) for label in labels],
            ),
            shapes=[
                _way(int(row.before), int(row.posts), position, colour)
                for position, (row, colour) in enumerate(zip(analytics.rows(drawn), colours, strict=True))
                if row.before != row.posts
            ],
            annotations=[_key(span, before)],
        ),
    )
    return Chart(
        slug=f"topics-{span.label}-against-{before.label}",
        subject=subject,
        title=(is_finished and _grown(rows, names, before)) or subject,
        sentence=_sentence(rows, names, span, before, drawn=len(drawn), is_finished=is_finished),
        figure=figure,
        table=table,
        table_caption=f"Posts by topic in {span.name} and in {before.name}",
        how_counted=(
            f"Each post counts once, for its topic, in the {'year' if span.is_year else 'decade'} in which it was published. "
            f"{LOCAL} Before {span.name}, {before.name} had the last posts."
        ),
        data_day=min(part.today, span.last_day),
        height=height,
        narrow={
            "margin.l": 142,
            "yaxis.ticktext": [plotly_text(cut(label, 16)) for label in labels],
            "xaxis.nticks": 4,
            # Begins where the labels do.
            "annotations": [{**_key(span, before), "xshift": -136}],
        },
        csv_name=f"topics-{span.label}-against-{before.label}.csv",
    )


def _drawn(rows: pd.DataFrame) -> pd.DataFrame:
    """The topics with the most posts in both together, in the order of the rows."""
    most = (rows["posts"] + rows["before"]).nlargest(DRAWN_TOPICS).index
    return rows.loc[sorted(most)].reset_index(drop=True)


def _traces(
    drawn: pd.DataFrame, labels: Sequence[str], colours: Sequence[str], span: Span, before: Span
) -> list[Trace]:
    places: list[int] = list(range(len(drawn)))
    rings = {"size": 13, "color": PAPER, "line": {"color": colours, "width": 2}}
    discs = {"size": 9, "color": colours, "line": {"width": 0}}
    return [
        scatter(
            x=[int(value) for value in drawn[column]],
            y=places,
            mode="markers",
            # Nothing is cut off at zero and at the end.
            cliponaxis=False,
            # Both opaque: where they meet, the ring shows around the disc.
            marker={**marker, "opacity": 1},
            text=[plotly_text(label) for label in labels],
            hovertemplate=f"<b>%{{text}}</b><br>{one.label}, posts: %{{x:,}}<extra></extra>",
        )
        for column, marker, one in (("before", rings, before), ("posts", discs, span))
    ]


def _way(begin: int, end: int, row: int, colour: str) -> dict[str, Any]:
    """The line from a ring to its disc, behind both."""
    line = {"color": colour, "width": 2}
    return {
        "type": "line",
        "x0": begin,
        "x1": end,
        "y0": row,
        "y1": row,
        "layer": "below",
        "opacity": 0.55,
        "line": line,
    }


def _key(span: Span, before: Span) -> dict[str, Any]:
    """What ring and disc mean, and the unit, above the picture."""
    return {
        "text": f"posts by topic: ○ in {before.name}, ● in {span.name}",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 12,
        "showarrow": False,
        "font": {"size": 13},
    }


def _grown(rows: pd.DataFrame, names: Mapping[str, str], before: Span) -> str | None:
    """A title such as "Diffusion grew the most since 2028", where one topic clearly did."""
    changes = (rows["posts"] - rows["before"]).nlargest(2)
    first, second = int(changes.iloc[0]), int(changes.iloc[1]) if len(changes) > 1 else 0
    if first < max(TELLING_GROWTH, 1.2 * second):
        return None
    slug = rows["topic"][changes.index[0]]
    return f"{names[slug]} grew the most since {before.name}"


def _sentence(  # noqa: PLR0913 - what the sentence tells of
    rows: pd.DataFrame, names: Mapping[str, str], span: Span, before: Span, *, drawn: int, is_finished: bool
) -> str:
    total, earlier = int(rows["posts"].sum()), int(rows["before"].sum())
    so_far = "" if is_finished else " so far"
    sentence = f"{counted(total, 'post')} in {span.name}{so_far}, {earlier:,} in {before.name}"
    changes = rows.assign(change=rows["posts"] - rows["before"])
    for verb, changed in (
        ("more about", changes[changes["change"] > 0].sort_values(["change", "topic"], ascending=[False, True])),
        ("fewer about", changes[changes["change"] < 0].sort_values(["change", "topic"])),
    ):
        # While a year goes on, fewer posts than in a whole one say nothing.
        if changed.empty or (verb == "fewer about" and not is_finished):
            continue
        told = [f"{names[row.topic]} ({abs(row.change):,})" for row in analytics.rows(changed.head(NAMED_CHANGES))]
        sentence += f"; {verb} {listed(told)}"
    sentence += "."
    if (silent := _silent(span, before)) is not None:
        sentence += f" {silent}"
    if drawn < len(rows):
        sentence += (
            f" The {drawn} topics with the most posts are drawn; the other {len(rows) - drawn:,} are in the table."
        )
    return sentence


def _silent(span: Span, before: Span) -> str | None:
    """The spans without posts that lie between the two."""
    length = span.last_year - span.first_year + 1
    missing = [Span(first, first + length - 1) for first in range(before.last_year + 1, span.first_year, length)]
    if not missing:
        return None
    named = missing[0].name if len(missing) == 1 else f"{missing[0].name} to {missing[-1].name}"
    return f"Between the two, {named} had no post."
