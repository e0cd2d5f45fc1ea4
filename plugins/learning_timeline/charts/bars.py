"""Values in, bars beside their names out; the page's script draws a selection with a function of the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.colours import INK_SOFT
from .figures import Limits, bar, base_axis, base_layout, figure_of, filled, row_axis, whole_ticks
from .wording import short_labels

if TYPE_CHECKING:
    import pandas as pd

# What a letter of a name takes of the margin, in CSS pixels.
_LETTER = 8


def bars(rows: pd.DataFrame, *, unit: str, limits: Limits, hover: str = "%{customdata}") -> dict[str, Any]:
    """A bar for each row, the first on top, as fields of a computed `Chart`.

    Args:
        rows: `value` and `colour` of each bar, its `name` as plain text, and what is `said` of it in Plotly's markup.
        unit: of the values.
        limits: how long a name may be.
        hover: what is said at the pointer.
    """
    look = bar(
        meta="bar",
        orientation="h",
        x="@value",
        y="@row",
        width=0.7,
        marker={"color": "@colour"},
        customdata="@said",
        hovertemplate=f"{hover}<extra></extra>",
    )
    names, most = rows["name"].tolist(), max(rows["value"].tolist())
    layout = base_layout(
        len(rows) * 22 + 48,
        margin={"l": _LETTER * limits.label, "r": 12, "t": 4, "b": 44},
        hovermode="closest",
        xaxis=base_axis(
            showgrid=True,
            fixedrange=True,
            range=[0, round(most * 1.04, 2) or 1],
            dtick=whole_ticks(most),
            nticks=6,
            **{"title.text": unit},
        ),
        yaxis=row_axis(names, limits.label, tickfont={"color": INK_SOFT}),
    )
    return {
        "figure": figure_of([filled(look, rows, row=[*range(len(rows))])], layout),
        "narrow": {
            "margin.l": _LETTER * limits.narrow_label,
            "yaxis.ticktext": short_labels(names, limits.narrow_label),
        },
        "limits": limits,
        "looks": (look,),
    }
