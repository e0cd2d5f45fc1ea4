"""A chart in, what a template embeds out: its words, its table as text, and its figure as a JSON island.

The figure is data in the page, not a script: `charts.js` reads it and draws it with plotly.js, which is written once
for the whole site and loaded when the first chart comes near the screen. So a page makes sense before, and without, any
of that.
"""

from __future__ import annotations

import itertools
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from ..core.colours import TOKENS
from ..core.html import island
from ..core.language import gettext, ngettext, spoken
from ..core.phrases import day
from .stills import still
from .tables import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from .figures import Chart, Figure

# A table of more is read as a file.
MOST_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart as `_figure.html` reads it: what the `Chart` says, and what is here. Texts are plain, to be escaped by the template.

    Attributes:
        chart: what is embedded; its attributes are those of the view where the view has no other ones.
        id: the figure's id in the page.
        data_day: the day up to which the data reaches, as text.
        csv_url: from the site's root.
        table_columns: its headers; the first column holds the rows' headers.
        table_rows: its cells, formatted; the first `MOST_ROWS` rows.
        more_rows: how many more the CSV has, in words; empty if there are none.
        numeric: for each column, whether it holds numbers.
        json: the figure, safe inside `<script type="application/json">`; empty if there is nothing to draw.
        still: the picture as it is before, and without, plotly.js; empty if there is nothing to draw.
        narrow_height: its height where the figure is narrower than 640 px.
        has_rows: whether there are numbers, in the table or in the CSV.
        measures: what a reader may choose from; empty if there is no choice.
        choices: (value, name) of what else the figure may show; empty if there is no choice.
    """

    chart: Chart
    id: str
    data_day: str
    csv_url: str
    table_columns: tuple[str, ...]
    table_rows: tuple[tuple[str, ...], ...]
    more_rows: str
    numeric: tuple[bool, ...]
    json: Markup
    still: Markup
    narrow_height: int
    has_rows: bool
    measures: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a chart has
        return getattr(self.chart, name)

    @property
    def table_body(self) -> Markup:
        """The rows of the table, a line each: of thousands of cells, which a template takes three times as long to write."""
        kinds = ['<td class="number">%s</td>' if is_number else "<td>%s</td>" for is_number in self.numeric[1:]]
        row = f'          <tr><th scope="row">%s</th>{"".join(kinds)}</tr>\n'
        texts = itertools.chain.from_iterable(self.table_rows)
        # Most tables are of days and numbers: to look through all at once takes a tenth of what escaping each cell does.
        rows = (
            self.table_rows if _is_plain("".join(texts)) else (tuple(map(escape, cells)) for cells in self.table_rows)
        )
        return Markup("".join([row % cells for cells in rows]))  # noqa: S704 - escaped


def _is_plain(text: str) -> bool:
    """Whether a text means the same as HTML."""
    return str(escape(text)) == text


def chart_view(chart: Chart, csv_url: str) -> ChartView:
    """A chart ready for its template; `csv_url` is where its table lies, from the site's root."""
    table = chart.table if chart.shown_table is None else chart.shown_table
    more = len(table) - MOST_ROWS
    numeric = tuple(dtype.kind in "iuf" for dtype in table.dtypes)
    # The first column names the row: a year there is a name, not a number of things.
    called = [str(column) for column in table.columns]
    columns = [_cells(column, is_name=place == 0) for place, (_, column) in enumerate(table[:MOST_ROWS].items())]
    return ChartView(
        chart,
        id=chart.slug,
        data_day=day(chart.data_day),
        csv_url=csv_url,
        table_columns=_headers(called, chart.named_from),
        table_rows=tuple(zip(*columns, strict=True)),
        more_rows=ngettext("The CSV file has %(num)s more row.", "The CSV file has %(num)s more rows.", more)
        if more > 0
        else "",
        numeric=(False, *numeric[1:]),
        json=Markup("") if chart.figure is None else island(_figure(chart, chart.figure, called)),
        still=still(chart),
        narrow_height=chart.narrow_height or chart.height,
        measures=tuple(measure.name for measure in chart.measures) if len(chart.measures) > 1 else (),
        has_rows=not chart.table.empty,
        choices=chart.choices if len(chart.choices) > 1 else (),
    )


def _headers(called: Sequence[str], named_from: int | None) -> tuple[str, ...]:
    """What columns are called in a page: in its language, but for the names of topics and the like."""
    words = len(called) if named_from is None else named_from
    return (*map(gettext, called[:words]), *called[words:])


def _figure(chart: Chart, drawn: Figure, columns: list[str]) -> dict[str, Any]:
    if chart.looks:
        told = {
            "looks": {look["meta"]: look for look in chart.looks},
            "marks": chart.marks,
            "limits": asdict(chart.limits),
            "columns": columns,
        }
    else:
        told = {"data": drawn["data"]}
    return {
        **told,
        "layout": drawn["layout"],
        "narrow": chart.narrow,
        "measures": {measure.name: {"traces": measure.traces, "key": measure.key} for measure in chart.measures},
        "tokens": TOKENS,
    }


def _cells(column: pd.Series[Any], *, is_name: bool) -> list[str]:
    """A table's column as a person reads it: thousands separated, days as ISO, unknown values empty."""
    decimal = spoken().decimal
    return [
        "" if value is None else str(value) if is_name or isinstance(value, str) else decimal(f"{value:,}")
        for value in plain(column)
    ]
