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
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from .figures import Chart, Figure

# A table of more is read as a file.
MOST_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart as `_figure.html` reads it. Texts are plain, to be escaped by the template; only `json` and `still` are markup.

    Attributes:
        id: the figure's id in the page.
        subject: what the chart is about, always the same.
        title: what is seen; equal to `subject` where the numbers say nothing more.
        sentence: the finding with its numbers.
        how_counted: how the numbers came about.
        data_day: the day up to which the data reaches, as text.
        csv_url: from the site's root.
        csv_name: the name under which the CSV is saved.
        table_caption: what the table shows.
        table_columns: its headers; the first column holds the rows' headers.
        table_rows: its cells, formatted; the first `MOST_ROWS` rows.
        more_rows: how many more the CSV has, in words; empty if there are none.
        numeric: for each column, whether it holds numbers.
        json: the figure, safe inside `<script type="application/json">`; empty if there is nothing to draw.
        still: the picture as it is before, and without, plotly.js; empty if there is nothing to draw.
        height: of the picture in CSS pixels.
        narrow_height: its height where the figure is narrower than 640 px.
        picture: what the page's template draws itself; None if the picture is Plotly's.
        has_rows: whether there are numbers, in the table or in the CSV.
        measures: what a reader may choose from; empty if there is no choice.
        key: (density level, its meaning) for each step from zero on; empty if there are none.
        key_of: what the steps count.
        scrolls: whether the picture keeps its width and scrolls inside itself.
        choices: (value, name) of what else the figure may show; empty if there is no choice.
        choice_of: what is chosen from.
    """

    id: str
    subject: str
    title: str
    sentence: str
    how_counted: str
    data_day: str
    csv_url: str
    csv_name: str
    table_caption: str
    table_columns: tuple[str, ...]
    table_rows: tuple[tuple[str, ...], ...]
    more_rows: str
    numeric: tuple[bool, ...]
    json: Markup
    still: Markup
    height: int
    narrow_height: int
    picture: object
    has_rows: bool
    measures: tuple[str, ...]
    key: tuple[tuple[int, str], ...]
    key_of: str
    scrolls: bool
    choices: tuple[tuple[str, str], ...]
    choice_of: str

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
        id=chart.slug,
        subject=chart.subject,
        title=chart.title,
        sentence=chart.sentence,
        how_counted=chart.how_counted,
        data_day=day(chart.data_day),
        csv_url=csv_url,
        csv_name=chart.csv_name,
        table_caption=chart.table_caption,
        table_columns=_headers(called, chart.named_from),
        table_rows=tuple(zip(*columns, strict=True)),
        more_rows=ngettext("The CSV file has %(num)s more row.", "The CSV file has %(num)s more rows.", more)
        if more > 0
        else "",
        numeric=(False, *numeric[1:]),
        json=Markup("") if chart.figure is None else island(_figure(chart, chart.figure, called)),
        still=still(chart),
        height=chart.height,
        narrow_height=chart.narrow_height or chart.height,
        measures=tuple(measure.name for measure in chart.measures) if len(chart.measures) > 1 else (),
        picture=chart.picture,
        has_rows=not chart.table.empty,
        key=chart.key,
        key_of=chart.key_of,
        scrolls=chart.scrolls,
        choices=chart.choices if len(chart.choices) > 1 else (),
        choice_of=chart.choice_of,
    )


def _headers(called: Sequence[str], named_from: int | None) -> tuple[str, ...]:
    """What columns are called in a page: in its language, but for the names of topics and the like."""
    words = len(called) if named_from is None else named_from
    return (*map(gettext, called[:words]), *called[words:])


def _figure(chart: Chart, drawn: Figure, columns: list[str]) -> dict[str, Any]:
    if chart.is_computed:
        told = {
            "templates": _templates([*drawn["data"], *chart.spare]),
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
        "measures": {
            measure.name: {"traces": measure.traces, "layout": measure.layout, "key": measure.key}
            for measure in chart.measures
        },
        "tokens": TOKENS,
    }


def _templates(traces: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """For each role of a trace how it looks, without its values: those the page's script computes from the facts."""
    templates: dict[str, Any] = {}
    for trace in traces:
        templates.setdefault(trace["meta"], _without_values(trace))
    return templates


def _without_values(attributes: Mapping[str, Any]) -> dict[str, Any]:
    kept = {}
    for name, value in attributes.items():
        if isinstance(value, dict):
            kept[name] = _without_values(value)
        elif name == "colorscale" or not isinstance(value, list | tuple):
            kept[name] = value
    return kept


def _cells(column: pd.Series[Any], *, is_name: bool) -> list[str]:
    """A table's column as a person reads it: thousands separated, days as ISO, unknown values empty."""
    decimal = spoken().decimal
    return [
        "" if value is None else str(value) if is_name or isinstance(value, str) else decimal(f"{value:,}")
        for value in plain(column)
    ]
