"""A Timeline and a year or decade in, its topics beside those of the one before out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..core.colours import PAPER
from ..core.language import gettext, marked
from ..core.phrases import counted, listed, number, sentences
from ..journal.spans import Span
from ..journal.yearbook import TopicChange, against
from .figures import LOCAL, Chart, Trace, base_axis, base_layout, figure_of, row_axis, scatter, whole_ticks
from .wording import others_in_table, plotly_text, short_labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..journal.parts import SpanPart

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
    subject = gettext("Topics of %(time)s against %(before)s", time=span.name, before=before.name)
    table = pd.DataFrame(
        [(names[row.topic], row.posts, row.before, row.change) for row in rows],
        columns=["Topic", *(gettext("Posts in %(time)s", time=one.name) for one in (span, before)), "Change"],
    )
    drawn = _drawn(rows)
    height = 84 + 26 * len(drawn)
    most = max(max(row.posts, row.before) for row in drawn)
    labels = [names[row.topic] for row in drawn]
    colours = [part.colours[row.topic] for row in drawn]
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
            # Room for half a ring, which is at zero.
            yaxis=row_axis(labels, 26, 0.4, ticklabelstandoff=10),
            shapes=[
                _way(row.before, row.posts, position, colour)
                for position, (row, colour) in enumerate(zip(drawn, colours, strict=True))
                if row.change
            ],
            annotations=[_key(span, before)],
        ),
    )
    return Chart(
        slug=f"topics-{span.label}-against-{before.label}",
        subject=subject,
        finding=_grown(rows, names, before) if is_finished else None,
        sentence=_sentence(rows, names, span, before, drawn=len(drawn), is_finished=is_finished),
        figure=figure,
        table=table,
        table_caption=gettext("Posts by topic in %(time)s and in %(before)s", time=span.name, before=before.name),
        how_counted=sentences(
            gettext("Each post counts once, for its topic, in the year it was published.")
            if span.is_year
            else gettext("Each post counts once, for its topic, in the decade it was published."),
            gettext(LOCAL),
            gettext("Before %(time)s, %(before)s had the last posts.", time=span.name, before=before.name),
        ),
        data_day=min(part.today, span.last_day),
        narrow={
            "margin.l": 142,
            "yaxis.ticktext": short_labels(labels, 16),
            "xaxis.nticks": 4,
            # Begins where the labels do.
            "annotations": [{**_key(span, before), "xshift": -136}],
        },
    )


def _drawn(rows: Sequence[TopicChange]) -> list[TopicChange]:
    """The topics with the most posts in both together, in the order of the rows."""
    places = sorted(range(len(rows)), key=lambda place: -(rows[place].posts + rows[place].before))
    return [rows[place] for place in sorted(places[:DRAWN_TOPICS])]


def _traces(
    drawn: Sequence[TopicChange], labels: Sequence[str], colours: Sequence[str], span: Span, before: Span
) -> list[Trace]:
    places: list[int] = list(range(len(drawn)))
    rings = {"size": 13, "color": PAPER, "line": {"color": colours, "width": 2}}
    discs = {"size": 9, "color": colours, "line": {"width": 0}}
    return [
        scatter(
            x=values,
            y=places,
            mode="markers",
            # Nothing is cut off at zero and at the end.
            cliponaxis=False,
            # Both opaque: where they meet, the ring shows around the disc.
            marker={**marker, "opacity": 1},
            text=[plotly_text(label) for label in labels],
            hovertemplate=f"<b>%{{text}}</b><br>{one.title}, {gettext('posts')}: %{{x:,}}<extra></extra>",
        )
        for values, marker, one in (
            ([row.before for row in drawn], rings, before),
            ([row.posts for row in drawn], discs, span),
        )
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
        "text": gettext("posts by topic: ○ in %(before)s, ● in %(time)s", before=before.name, time=span.name),
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


def _grown(rows: Sequence[TopicChange], names: Mapping[str, str], before: Span) -> str | None:
    """A title such as "Diffusion grew the most since 2028", where one topic clearly did."""
    first, *others = sorted(rows, key=lambda row: -row.change)
    if first.change < max(TELLING_GROWTH, 1.2 * others[0].change if others else 0):
        return None
    return gettext("%(topic)s grew the most since %(time)s", topic=names[first.topic], time=before.name)


def _sentence(  # noqa: PLR0913 - what the sentence tells of
    rows: Sequence[TopicChange],
    names: Mapping[str, str],
    span: Span,
    before: Span,
    *,
    drawn: int,
    is_finished: bool,
) -> str:
    total, earlier = sum(row.posts for row in rows), sum(row.before for row in rows)
    both = {"posts": counted(total, "post"), "time": span.name, "number": number(earlier), "before": before.name}
    if is_finished:
        sentence = gettext("%(posts)s in %(time)s, %(number)s in %(before)s", **both)
    else:
        sentence = gettext("%(posts)s in %(time)s so far, %(number)s in %(before)s", **both)
    ordered = sorted(rows, key=lambda row: (-abs(row.change), row.topic))
    for message, changed in (
        (marked("%(sentence)s; more about %(topics)s"), [row for row in ordered if row.change > 0]),
        # While a year goes on, fewer posts than in a whole one say nothing.
        (marked("%(sentence)s; fewer about %(topics)s"), [row for row in ordered if row.change < 0 and is_finished]),
    ):
        if changed:
            told = [f"{names[row.topic]} ({number(abs(row.change))})" for row in changed[:NAMED_CHANGES]]
            sentence = gettext(message, sentence=sentence, topics=listed(told))
    others = others_in_table(drawn, len(rows) - drawn) if drawn < len(rows) else ""
    return sentences(f"{sentence}.", _silent(span, before) or "", others)


def _silent(span: Span, before: Span) -> str | None:
    """The spans without posts that lie between the two."""
    length = span.last_year - span.first_year + 1
    missing = [Span(first, first + length - 1) for first in range(before.last_year + 1, span.first_year, length)]
    if not missing:
        return None
    if len(missing) == 1:
        return gettext("Between the two, %(time)s had no post.", time=missing[0].name)
    times = {"first": missing[0].name, "last": missing[-1].name}
    return gettext("Between the two, %(first)s to %(last)s had no post.", **times)
