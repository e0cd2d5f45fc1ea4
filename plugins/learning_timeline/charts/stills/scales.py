"""An axis of a figure in, where its values and its ticks lie out, as plotly.js would have it.

Only what the charts here use: lines of numbers and of days, ticks that are given, or at a distance, or as nice numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ...core.language import spoken

DAY = 86_400_000
_SI = ((1e9, "G"), (1e6, "M"), (1e3, "k"))


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick: its place and its label's, from 0 at the axis' begin to 1 at its end, and the lines of the label."""

    at: float
    label_at: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis: days are counted as numbers, so that there is one kind of line."""

    axis: Mapping[str, Any]
    begin: float
    end: float

    @classmethod
    def of(cls, axis: Mapping[str, Any]) -> Scale:
        """The scale of an axis with a range."""
        begin, end = (number(value) for value in axis["range"])
        return cls(axis, begin, end)

    @property
    def is_date(self) -> bool:
        """Whether the axis is one of days."""
        return self.axis.get("type") == "date"

    def at(self, value: float | str) -> float:
        """Where a value lies, from 0 at the begin to 1 at the end.

        >>> Scale.of({"type": "date", "range": ["2026-01-01", "2026-01-11"]}).at("2026-01-06")
        0.5
        """
        return (number(value) - self.begin) / (self.end - self.begin)

    def length(self, amount: float) -> float:
        """A length in units of the axis (milliseconds where it is one of days) as a signed share of it."""
        return (amount / DAY if self.is_date else amount) / (self.end - self.begin)

    def ticks(self, pixels: float) -> list[Tick]:
        """The ticks of an axis that is so long."""
        axis = self.axis
        if "tickvals" in axis:
            pairs = zip(axis["tickvals"], axis["ticktext"], strict=True)
            ticks = [Tick(self.at(value), self.at(value), (text,)) for value, text in pairs]
        elif self.is_date:
            ticks = list(self._date_ticks())
        else:
            ticks = list(self._number_ticks(pixels))
        slack = 1e-6
        return [tick for tick in ticks if -slack <= tick.at <= 1 + slack and -slack <= tick.label_at <= 1 + slack]

    def _number_ticks(self, pixels: float) -> Iterator[Tick]:
        axis = self.axis
        low, high = sorted((self.begin, self.end))
        # A tick each 40 or 80 pixels, as plotly.js has it where nothing is said.
        many = axis.get("nticks") or min(max(pixels / (80 if axis.get("side") else 40), 4), 9) + 1
        step = axis.get("dtick") or nice_step((high - low) / many)
        for place in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1):
            value = place * step
            text = number_text(value, axis.get("tickformat", ""), step) + axis.get("ticksuffix", "")
            yield Tick(self.at(value), self.at(value), (text,))

    def _date_ticks(self) -> Iterator[Tick]:
        axis = self.axis
        step, form = int(axis["dtick"].removeprefix("M")), axis["tickformat"]
        first, last = (date.fromordinal(int(end)) for end in sorted((self.begin, self.end)))
        # `tick0` is the begin of a year, so that months are counted from the first one of all.
        month, stop = (one.year * 12 + one.month - 1 for one in (first, last))
        month = -(-month // step) * step
        named_year = None
        for at in range(month, stop + 1, step):
            on = date(at // 12, at % 12 + 1, 1)
            label_on = on
            if axis.get("ticklabelmode") == "period":
                label_on += timedelta(days=182 if form == "%Y" else 15)
            if form == "%Y":
                lines: tuple[str, ...] = (str(on.year),)
            else:
                # The year stands under its first month that has a label.
                lines = (spoken().short_month(on.month), *([str(on.year)] if on.year != named_year else []))
            tick = Tick(self.at(on.toordinal()), self.at(label_on.toordinal()), lines)
            if tick.at >= -1e-6:  # noqa: PLR2004 - a rounding error
                named_year = on.year
                yield tick


def number(value: float | str) -> float:
    """A number as it is, and an ISO day as the number of days since the year 1."""
    return date.fromisoformat(value).toordinal() if isinstance(value, str) else value


def nice_step(rough: float) -> float:
    """The next of 1, 2 and 5 times a power of ten.

    >>> [nice_step(rough) for rough in (0.03, 0.7, 1.2, 3, 7)]
    [0.05, 1.0, 2.0, 5.0, 10.0]
    """
    power = float(f"1e{math.floor(math.log10(rough))}")
    return next(power * step for step in (1, 2, 5, 10) if power * step >= rough * (1 - 1e-9))


def number_text(value: float, form: str, step: float = 1) -> str:
    """A number as a tick shows it; `form` is one of the formats of d3 that the charts use.

    >>> number_text(12000, ",d"), number_text(12000, "~s"), number_text(0.2, ".0%"), number_text(1.5, "", 0.5)
    ('12,000', '12k', '20%', '1.5')
    """
    match form:
        case "d":
            return f"{value:.0f}"
        case ",d":
            return spoken().decimal(f"{value:,.0f}")
        case ".0%":
            return f"{100 * value:.0f}%"
        case "~s":
            size, unit = next(((size, unit) for size, unit in _SI if abs(value) >= size), (1, ""))
            return spoken().decimal(f"{value / size:.6g}") + unit
        case "":
            digits = max(0, -math.floor(math.log10(step) + 1e-9))
            written = f"{round(value, digits):,.{digits}f}" if round(value, digits) % 1 else f"{value:,.0f}"
            return spoken().decimal(written)
        case _:
            raise ValueError(f"no tick is written as {form!r}: teach it to number_text")
