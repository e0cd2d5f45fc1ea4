"""All predictions in, their page out: those to be judged, those that wait, those that are over, and how well they were made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .._seam import analytics
from ..building.page import Page
from ..charts.figures import Chart, base_axis, base_layout, empty_chart, figure_of, renamed, scatter
from ..charts.wording import half_up
from ..core.colours import ACCENT, INK_SOFT
from ..core.deferred import Deferred
from ..core.language import gettext, marked, ngettext, spoken
from ..core.phrases import counted, number
from ..journal.field import verdict
from .due import DueView, due_view
from .links import PREDICTIONS_URL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ..charts.embed import ChartView
    from ..journal.spans import Due
    from .journal import Journal

# The source of the formula stands with `measures.brier_score`.
_HOW = marked(
    "This counts the judged predictions that had a probability. Each dot is a tenth of probability, and its size is "
    "the number of predictions in it. On the line, a claim that was given %(often)s came true 70 times in a hundred. "
    "The Brier score is the mean squared difference between the probability given and the outcome (1 or 0): 0 is "
    "perfect, and always saying %(half)s gives 0.25."
)


@dataclass(frozen=True, slots=True)
class PredictionsView:
    """The page of predictions.

    Attributes:
        sentence: the whole in words.
        overdue: to be judged, the longest due first.
        waiting: by the day on which they are due.
        resolved: the last first.
        years: (year, predictions, Brier score as text) of those that were due in each.
        chart: of calibration, or None while nothing is resolved.
    """

    sentence: str
    overdue: tuple[DueView, ...]
    waiting: tuple[DueView, ...]
    resolved: tuple[DueView, ...]
    years: tuple[tuple[int, int, str], ...]
    chart: ChartView | None


def predictions_view(
    all_due: Sequence[Due], today: date, chart: ChartView | None, series: Sequence[analytics.Series]
) -> PredictionsView:
    """The page of predictions, of which there may be none; one that a series of the world decides is due at once."""
    ordered = sorted(all_due, key=lambda one: (one.prediction.by.last_day, one.post.on, one.prediction.claim))
    still_open = [one for one in ordered if one.prediction.outcome is None]
    verdicts = {id(one): verdict(one.prediction, series, today) for one in still_open}
    overdue = [one for one in still_open if one.prediction.by.last_day < today or verdicts[id(one)]]
    resolved = [one for one in reversed(ordered) if one.prediction.outcome is not None]
    return PredictionsView(
        sentence=_sentence(ordered, len(overdue)),
        overdue=tuple(due_view(one, verdicts[id(one)]) for one in overdue),
        waiting=tuple(due_view(one) for one in still_open if one not in overdue),
        resolved=tuple(map(due_view, resolved)),
        years=tuple(_by_year(ordered)),
        chart=chart,
    )


def _judged(all_due: Sequence[Due]) -> list[tuple[float, bool]]:
    """Probability and outcome of those that have both, yes or no."""
    return [
        (one.prediction.probability, one.prediction.came_true)
        for one in all_due
        if one.prediction.probability is not None and one.prediction.came_true is not None
    ]


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"


def _score(all_due: Sequence[Due]) -> float | None:
    judged = _judged(all_due)
    return analytics.measures.brier_score([share for share, _ in judged], [came for _, came in judged])


def _by_year(all_due: Sequence[Due]) -> list[tuple[int, int, str]]:
    found = []
    for year in sorted({one.prediction.by.year for one in all_due}, reverse=True):
        those = [one for one in all_due if one.prediction.by.year == year]
        if judged := _judged(those):
            found.append((year, len(judged), spoken().decimal(f"{_score(those):.3f}")))
    return found


def _sentence(all_due: Sequence[Due], overdue: int) -> str:
    if not all_due:
        return gettext("There are no predictions yet.")
    judged = _judged(all_due)
    sentence = counted(len(all_due), "prediction")
    if overdue:
        sentence = ngettext(
            "%(predictions)s, of which %(num)s is due and not judged yet",
            "%(predictions)s, of which %(num)s are due and not judged yet",
            overdue,
            predictions=sentence,
        )
    if judged:
        score = spoken().decimal(f"{_score(all_due):.3f}")
        sentence = gettext(
            "%(sentence)s; %(number)s of %(all)s that were judged came true, with a Brier score of %(score)s",
            sentence=sentence,
            number=number(sum(came for _, came in judged)),
            all=number(len(judged)),
            score=score,
        )
    return f"{sentence}."


def calibration(all_due: Sequence[Due], today: date) -> Chart:
    """What was given against what came true, by tenths of probability."""
    judged = _judged(all_due)
    rows = analytics.measures.calibration([share for share, _ in judged], [came for _, came in judged])
    shown = rows.assign(
        tenth=[
            gettext("%(low)s to %(high)s", low=round(100 * share), high=_percent(share + 0.1))
            for share in rows["from_share"]
        ],
        mean=[f"{half_up(100 * share)} %" for share in rows["mean_share"]],
        came=[f"{half_up(100 * share)} %" for share in rows["came_true_share"]],
    )
    table = renamed(shown, {"tenth": "Given", "predictions": "Predictions", "mean": "Mean given", "came": "Came true"})
    said = marked("No prediction with a probability has been judged yet.")
    empty = empty_chart(
        "calibration", gettext("Calibration"), table, gettext(_HOW, often="70 %", half="50 %"), today, said
    )
    if rows.empty:
        return empty
    height = 420
    figure = figure_of(
        [
            scatter(
                x=[0, 1], y=[0, 1], mode="lines", line={"color": INK_SOFT, "width": 1, "dash": "dot"}, hoverinfo="skip"
            ),
            scatter(
                x=[round(share, 4) for share in rows["mean_share"]],
                y=[round(share, 4) for share in rows["came_true_share"]],
                mode="markers",
                marker={"color": ACCENT, "size": [round(8 + 4 * number**0.5, 1) for number in rows["predictions"]]},
                text=[counted(int(number), "prediction") for number in rows["predictions"]],
                hovertemplate=gettext("given %{x:.0%}, came true %{y:.0%}<br>%{text}") + "<extra></extra>",
            ),
        ],
        base_layout(
            height,
            margin={"l": 60, "r": 14, "t": 14, "b": 54},
            hovermode="closest",
            xaxis=base_axis(
                range=[-0.04, 1.04],
                fixedrange=True,
                tickformat=".0%",
                dtick=0.2,
                **{"title.text": gettext("probability given")},
            ),
            yaxis=base_axis(
                range=[-0.06, 1.06],
                fixedrange=True,
                tickformat=".0%",
                dtick=0.2,
                showgrid=True,
                **{"title.text": gettext("came true")},
            ),
        ),
    )
    return replace(
        empty,
        sentence=_sentence(all_due, 0),
        figure=figure,
        table_caption=gettext("Predictions by the probability that was given"),
    )


def pages(journal: Journal) -> Iterator[Page]:
    """`/predictions/`."""
    all_due, today = journal.slices.all_due, journal.timeline.today
    named = {one.prediction.series for one in all_due}
    deciding = [one for one in journal.timeline.series if one.slug in named]

    def view() -> PredictionsView:
        chart = calibration(all_due, today)
        (shown,) = journal.charts([chart], "predictions") if chart.figure else (None,)
        return predictions_view(all_due, today, shown, deciding)

    inputs = repr(all_due), str(today), repr(deciding)
    yield Page(PREDICTIONS_URL, "predictions", gettext("Predictions"), {"predictions": Deferred(inputs, view)})
