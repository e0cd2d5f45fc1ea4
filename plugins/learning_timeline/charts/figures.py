"""What every chart is made with: the value `Chart`, the theme's colours, Plotly's layout without its template, escaping, ticks.

No file and no HTML in here. Theme colours are the constants below, which the page's script exchanges for the theme's custom
properties, so that a chart follows light and dark. Whatever comes from posts goes through `plotly_text` before it meets a figure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..core.colours import INK, INK_SOFT, PAPER, RULE
from ..core.language import gettext, marked, spoken
from .tables import plain
from .wording import short_labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from .._seam import analytics


# As `plotly.graph_objects` takes and gives them back. That it would change nothing of them is for the tests to check, not
# for each of the hundreds of charts of a build.
Trace = dict[str, Any]
Figure = dict[str, Any]
# A piece of a picture, such as a name, from its left to its right and from one height to a greater one.
Box = tuple[float, float, float, float]


NO_POSTS = marked("No posts yet.")
REVISION = marked("A revision is a later change of a post: its first version, moves, merges and bulk commits are none.")
LOCAL = marked("Days are the author's own, in the time zone in which each post was written.")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a chart shows when a reader chooses this measure.

    Attributes:
        name: `posts`, `words` or `revisions`.
        traces: for each trace of the figure, the attributes that differ.
        key: (density level, its meaning) for each step from zero on; empty if the chart has no steps.
    """

    name: str
    traces: tuple[Mapping[str, Any], ...]
    key: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a chart is drawn, of the whole journal and of a selection alike.

    Attributes:
        rows: topics or posts that have a row, a bar or a band of their own.
        marks: points that can be told apart; more are drawn together.
        months: cells of a density are months up to so many of them.
        fewest: values from which a median means something.
        label: letters of a name beside the picture.
        narrow_label: the same below 640 px.
        room: of an axis of time at each end, as a part of it.
        ticks: of an axis of time at most about so many; five below 640 px.
    """

    rows: int = 0
    marks: int = 0
    months: int = 0
    fewest: int = 0
    label: int = 26
    narrow_label: int = 16
    room: float = 0.015
    ticks: int = 13


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with all that makes sense of it without the picture.

    Attributes:
        slug: fixed name, used as the id and for the file.
        subject: what the chart is about, always the same.
        sentence: the finding in words, with its numbers.
        figure: `data` and `layout`; None if there is nothing to draw, or where the page's template draws.
        table: the same numbers, one row per observation, with headers for people; also what the CSV holds.
        how_counted: how the numbers came about.
        data_day: the day up to which the data reaches.
        finding: what is seen where the numbers say something.
        shown_table: the same numbers in the chart's own shape, where `table` would be too long to read in a page.
        table_caption: what the table in the page shows.
        named_from: the first of its columns that is called by a name of the author's own, which no language translates.
        measures: what a reader may choose from; empty or one where there is nothing to choose.
        narrow: attributes of the layout that differ below 640 px, by dotted path.
        narrow_height: height below 640 px.
        scrolls: whether it keeps its width on a phone and scrolls inside itself.
        picture: what the page's template draws itself, where the chart is not Plotly's.
        looks: of a computed chart, whose values the page's script works out for a selection: how the traces of each role
            look, with names of columns in place of values. From these `filled` makes the figure here, and the script its own.
        limits: how much of it is drawn.
        marks: for each role of a shape or an annotation how it looks, to which the script adds where it stands and what it says;
            and how wide the bars of each grain are.
        key: (density level, its meaning) for each step from zero on; empty if no density is drawn.
        key_of: what the steps count, such as "posts a week".
        saved_as: the name under which the CSV is saved, where it is not the slug.
        choices: (value, name) of what the figure may show, the first of them as written; empty if there is no choice.
        choice_of: what is chosen from.
    """

    slug: str
    subject: str
    sentence: str
    figure: Figure | None
    table: pd.DataFrame
    how_counted: str
    data_day: date
    finding: str | None = None
    shown_table: pd.DataFrame | None = None
    table_caption: str = ""
    named_from: int | None = None
    measures: tuple[Measure, ...] = ()
    narrow: Mapping[str, Any] = field(default_factory=dict)
    narrow_height: int | None = None
    scrolls: bool = False
    picture: object = None
    looks: tuple[Trace, ...] = ()
    limits: Limits = field(default_factory=Limits)
    marks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    key: tuple[tuple[int, str], ...] = ()
    key_of: str = ""
    saved_as: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    choice_of: str = ""

    @property
    def title(self) -> str:
        """What is seen where the numbers say something, else the subject."""
        return self.finding or self.subject

    @property
    def height(self) -> int:
        """Of the figure in CSS pixels, as its layout says; zero if there is none."""
        return int(self.figure["layout"]["height"]) if self.figure else 0

    @property
    def csv_name(self) -> str:
        """The name under which the CSV is saved."""
        return f"{self.saved_as or self.slug}.csv"


def empty_chart(  # noqa: PLR0913, PLR0917 - what a chart is without its picture
    slug: str, subject: str, table: pd.DataFrame, how: str, today: date, said: str = NO_POSTS
) -> Chart:
    """A chart as it is while there is nothing to draw, which it says. One that has a picture adds this, and what is seen in it."""
    return Chart(slug, subject, gettext(said), None, table, how, today)


def figure_of(traces: Sequence[Trace], layout: Mapping[str, Any]) -> Figure:
    """Traces and a layout as a figure that depends on nothing else: no template, each figure here has its own look."""
    return {"data": list(traces), "layout": dict(layout)}


def bar(**attributes: Any) -> Trace:  # noqa: ANN401 - attributes of a Plotly trace
    """A trace of bars; attributes that are None are left out."""
    return {"type": "bar", **_given(attributes)}


def scatter(**attributes: Any) -> Trace:  # noqa: ANN401 - attributes of a Plotly trace
    """A trace of marks or lines; attributes that are None are left out."""
    return {"type": "scatter", **_given(attributes)}


def heatmap(**attributes: Any) -> Trace:  # noqa: ANN401 - attributes of a Plotly trace
    """A trace of cells; attributes that are None are left out."""
    return {"type": "heatmap", **_given(attributes)}


def filled(look: Trace, rows: pd.DataFrame | Mapping[str, Any], **values: Any) -> Trace:  # noqa: ANN401 - of one trace
    """A trace with what it shows: where its look says `@name` stands the value of that name, or the column of that name.

    A list of names stands for a list of as many values in each row. The page's script has a function of the same name.

    >>> filled({"x": "@year", "text": ["@year", "@posts"], "mode": "@mode"}, {"year": [1, 2], "posts": [7, 8]}, mode="lines")
    {'x': [1, 2], 'text': [[1, 7], [2, 8]], 'mode': 'lines'}
    """

    def value(item: Any) -> Any:  # noqa: ANN401 - any value of a trace
        if isinstance(item, dict):
            return {name: value(inner) for name, inner in item.items()}
        if isinstance(item, list) and all(isinstance(inner, str) for inner in item):
            return [[*row] for row in zip(*map(value, item), strict=True)]
        if not isinstance(item, str) or not item.startswith("@"):
            return item
        name = item.removeprefix("@")
        found = values[name] if name in values else rows[name]
        return plain(found) if isinstance(found, pd.Series) else found

    return {name: value(item) for name, item in look.items()}


def _given(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None}


def base_layout(height: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - attributes of Plotly's layout
    """What all figures look like, with what one of them has besides; a list of no shapes or annotations is left out."""
    clear = "rgba(0,0,0,0)"
    return {
        "height": height,
        "paper_bgcolor": clear,
        "plot_bgcolor": clear,
        "font": {"family": "system-ui, sans-serif", "size": 13, "color": INK},
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": RULE, "font": {"color": INK, "size": 13}, "align": "left"},
        "modebar": {"bgcolor": clear, "color": INK_SOFT, "activecolor": INK},
        "showlegend": False,
        "dragmode": False,
        "separators": spoken().separators,
        **{name: value for name, value in more.items() if value != []},
    }


def base_axis(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - attributes of a Plotly axis
    """A quiet axis: labels and no line; with what a chart wants besides, but for what is None."""
    if "title.text" in more:
        more |= axis_title(more.pop("title.text"))
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "gridcolor": RULE,
        "ticks": "",
        "tickangle": 0,
        "tickfont": {"color": INK_SOFT},
        # Plotly would measure each label again after drawing; the margins have room for them.
        "ticklabeloverflow": "allow",
        **(
            {"ticklabelstandoff": 4, "spikecolor": INK_SOFT, "spikethickness": 1, "spikedash": "solid"}
            if more.get("type") == "date"
            else {}
        ),
        **more,
    }
    return _given(axis)


def row_axis(names: Sequence[str], most: int, middle: float = 0.5, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - attributes of a Plotly axis
    """An axis of rows, the first on top, each with as much of its name as has room.

    Args:
        names: of the rows.
        most: letters of a name.
        middle: where in its row a mark stands, from its lower end.
        more: what the axis has besides.
    """
    return base_axis(
        range=[len(names) - middle, middle - 1],
        fixedrange=True,
        tickvals=[*range(len(names))],
        ticktext=short_labels(names, most),
        **more,
    )


def axis_title(text: str) -> dict[str, Any]:
    """The title of an axis."""
    return {"title": {"text": text, "font": {"size": 13, "color": INK_SOFT}, "standoff": 6}}


def thin_line(x0: float | str, y0: float, x1: float | str, y1: float) -> dict[str, Any]:
    """A faint line behind the data."""
    return {
        "type": "line",
        "x0": x0,
        "x1": x1,
        "y0": y0,
        "y1": y1,
        "layer": "below",
        "line": {"color": RULE, "width": 1},
    }


def tinted(colour: str, opacity: float) -> dict[str, Any]:
    """How a stretch of time is tinted over the whole height of a plot."""
    return {
        "type": "rect",
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "fillcolor": colour,
        "opacity": opacity,
        "line": {"width": 0},
    }


def topics_by_posts(timeline: analytics.Timeline) -> list[str]:
    """Slugs of topics, the most written about first."""
    counts = timeline.posts["topic"].value_counts()
    return sorted((str(slug) for slug in counts.index), key=lambda slug: (-int(counts[slug]), slug))


def is_tie(values: pd.Series[Any]) -> bool:
    """Whether the highest value is had more than once, so that nothing is the most."""
    return int((values == values.max()).sum()) > 1


def row_with_most(frame: pd.DataFrame, column: str) -> Any:  # noqa: ANN401 - a row, whose values have types of their own
    """The first row with the highest value of a column."""
    return frame.iloc[int(frame[column].argmax())]


def renamed(frame: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The columns that a table shows, with headers for people."""
    shown = frame[list(names)]
    # Not by pandas' own functions for it, which take several times as long.
    shown.columns, shown.index = pd.Index(list(names.values())), pd.RangeIndex(len(shown))
    return shown


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def whole_ticks(top: float) -> int | None:
    """The distance of ticks where Plotly would show fractions of a post, else None: Plotly decides."""
    return 1 if top <= 4 else None  # noqa: PLR2004 - it shows about five ticks


def count_axis(top: int) -> dict[str, Any]:
    """Attributes of an axis that counts from zero to a little above `top`."""
    return {
        "showgrid": True,
        "fixedrange": True,
        "range": [0, round(top * 1.12, 2) or 1],
        "nticks": 5,
        "tickformat": ",d" if top < 10_000 else "~s",  # noqa: PLR2004 - from here on digits cost more than they tell
        "dtick": whole_ticks(top),
    }
