"""A Timeline in, text kept out: of the words that were written in each year, how many stand today."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..core.colours import DENSITY, INK
from ..core.language import gettext, marked
from ..core.phrases import counted, number
from .figures import Chart, bar, base_axis, base_layout, count_axis, empty_chart, figure_of, filled, renamed
from .wording import percent

if TYPE_CHECKING:
    from .._seam import analytics

YEARS = 6


def text_kept(timeline: analytics.Timeline) -> Chart:
    """A bar a year: all words written in it, pale, and in front of them those that stand today."""
    rows = (
        timeline.text_kept.groupby("year", as_index=False)[["words_written", "words_kept"]]
        .sum()
        .astype({"year": "int64"})
        .rename(columns={"words_written": "written", "words_kept": "kept"})
    )
    table = renamed(rows, {"year": "Year", "written": "Words written", "kept": "Words that stand"})
    how = gettext(
        "A line counts as written in the year of the commit that first added it, and stands if its post has it today, "
        "anywhere in the post and however it is indented. A changed line counts as a new one, and so does a line that "
        "moves to another post. Words in code and formulas count too; the words of posts at the top of the page leave "
        "them out."
    )
    said = marked("No words are known: there is no git history of the posts.")
    empty = empty_chart("text-kept", gettext("Text kept"), table, how, timeline.today, said)
    if rows.empty:
        return empty
    years, written = rows["year"].tolist(), rows["written"].tolist()
    total, standing = sum(written), int(rows["kept"].sum())
    looks = (
        bar(
            meta="written",
            x="@year",
            y="@written",
            marker={"color": DENSITY[1]},
            width=0.8,
            hovertemplate=gettext("%{x}<br>words written: %{y:,}") + "<extra></extra>",
        ),
        bar(
            meta="kept",
            x="@year",
            y="@kept",
            marker={"color": INK},
            width=0.8,
            customdata="@percent",
            hovertemplate=gettext("%{x}<br>words that stand: %{y:,} (%{customdata})") + "<extra></extra>",
        ),
    )
    figure = figure_of(
        [filled(look, rows, percent=[*map(percent, rows["kept"], written)]) for look in looks],
        base_layout(
            300,
            margin={"l": 60, "r": 8, "t": 12, "b": 30},
            barmode="overlay",
            hovermode="closest",
            xaxis=base_axis(
                range=[years[0] - 0.6, max(years[-1], years[0] + YEARS - 1) + 0.6],
                tickformat="d",
                dtick=year_step(len(years), 12),
                fixedrange=True,
            ),
            yaxis=base_axis(**count_axis(max(written)), **{"title.text": gettext("words")}),
        ),
    )
    return replace(
        empty,
        sentence=(
            gettext(
                "Of %(words)s ever written, code included, %(number)s still stand (%(percent)s). The dark part of a bar is "
                "what stands of the year's words.",
                words=counted(total, "word"),
                number=number(standing),
                percent=percent(standing, total),
            )
        ),
        figure=figure,
        table_caption=gettext("Words written in each year, and how many of them stand today"),
        looks=looks,
        narrow={"margin.l": 60, "xaxis.dtick": year_step(len(years), 6)},
    )


def year_step(years: int, most: int) -> int:
    """Years from one tick to the next, where `most` of them have room."""
    return 1 if years <= most else 5 if years <= 30 else 10  # noqa: PLR2004 - looked at, not derived
