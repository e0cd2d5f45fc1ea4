"""Values in, their words in sentences and labels out; a script says the same of a selection."""

from __future__ import annotations

import html
import math
from typing import TYPE_CHECKING

from ..core.language import gettext, spoken
from ..core.phrases import counted, cut, number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    import pandas as pd


def plotly_text(text: str) -> str:
    """Text from a post or a topic for a figure, where Plotly reads a kind of HTML, links, styles and TeX included.

    Quotes stay, since outside a tag they mean nothing and Plotly does not know their entities.

    >>> plotly_text('<a href="//x">R&D</a>  $x$')
    '&lt;a href="//x"&gt;R&amp;D&lt;/a&gt; &#36;x&#36;'
    """
    return html.escape(" ".join(text.split()), quote=False).replace("$", "&#36;")


def short_labels(names: Iterable[str], most: int) -> list[str]:
    """Names as labels that have room for so many letters."""
    return [plotly_text(cut(name, most)) for name in names]


def half_up(value: float) -> int:
    """The nearest whole number, halves up: as a browser rounds, which tells the same of a selection."""
    return math.floor(value + 0.5)


def percent(part: float, whole: float) -> str:
    """A part of a whole in words.

    >>> percent(1, 8), percent(1, 400), percent(0, 8)
    ('13 %', 'under 1 %', '0 %')
    """
    share = 100 * part / whole
    return gettext("under %(percent)s", percent="1 %") if 0 < share < 1 else f"{half_up(share)} %"


def duration(days: int) -> str:
    """Days in the unit in which people think of them: whole years and months, of which almost one more counts as one.

    >>> duration(4207), duration(4380), duration(90), duration(59)
    ('11 years', '12 years', '3 months', '59 days')
    """
    if days >= 2 * 365:
        return counted(int(days / 365.25 + 0.05), "year")
    return counted(int(days / 30.44 + 0.05), "month") if days >= 60 else counted(days, "day")  # noqa: PLR2004 - two months


def short_day(on: pd.Timestamp | date) -> str:
    """A day as a label has room for it."""
    return f"{spoken().short_day(on)} {on.year}"


def others_in_table(drawn: int, others: int) -> str:
    """What is said where not all topics are drawn."""
    return gettext(
        "The %(drawn)s topics with the most posts are drawn; the other %(others)s are in the table.",
        drawn=drawn,
        others=number(others),
    )
