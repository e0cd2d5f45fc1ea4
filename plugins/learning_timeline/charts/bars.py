"""Values in, bars beside their names out; the page's script draws a selection with a function of the same name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..core.colours import INK_SOFT
from .figures import Figure, Limits, bar, base_axis, base_layout, figure_of, row_axis, whole_ticks
from .wording import short_labels

# What a letter of a name takes of the margin, in CSS pixels.
_LETTER = 8


def bars(  # noqa: PLR0913 - a bar is these four things
    values: Sequence[float],
    names: Sequence[str],
    colours: Sequence[str],
    said: Sequence[str],
    *,
    unit: str,
    limits: Limits,
    hover: str = "%{customdata}",
) -> tuple[Figure, dict[str, Any]]:
    """A bar for each value, the first on top, and the attributes that differ on a narrow screen.

    Args:
        values: how long each bar is.
        names: beside them, as plain text.
        colours: of the bars.
        said: of each, in Plotly's markup.
        unit: of the values.
        limits: how long a name may be.
        hover: what is said at the pointer.
    """
    figure = figure_of(
        [
            bar(
                meta="bar",
                orientation="h",
                x=[*values],
                y=[*range(len(values))],
                width=0.7,
                marker={"color": [*colours]},
                customdata=[*said],
                hovertemplate=f"{hover}<extra></extra>",
            )
        ],
        base_layout(
            len(values) * 22 + 48,
            margin={"l": _LETTER * limits.label, "r": 12, "t": 4, "b": 44},
            hovermode="closest",
            xaxis=base_axis(
                showgrid=True,
                fixedrange=True,
                range=[0, round(max(values) * 1.04, 2) or 1],
                dtick=whole_ticks(max(values)),
                nticks=6,
                **{"title.text": unit},
            ),
            yaxis=row_axis(names, limits.label, tickfont={"color": INK_SOFT}),
        ),
    )
    narrow = {
        "margin.l": _LETTER * limits.narrow_label,
        "yaxis.ticktext": short_labels(names, limits.narrow_label),
    }
    return figure, narrow
