"""A number of the world and its unit in, words out: `5 × 10²⁶ FLOP`, `14.5 hours`, `$388 million`."""

from __future__ import annotations

import math

from .language import gettext, marked, ngettext, spoken
from .phrases import counted

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_NAMES = (
    (1e12, marked("%(number)s trillion")),
    (1e9, marked("%(number)s billion")),
    (1e6, marked("%(number)s million")),
)
# What series of the world count, as their files name it.
_UNITS = (marked("parameters"), marked("tokens"), marked("minutes"), marked("percent"))
_DAY, _HOUR = 24 * 60, 60
_LARGEST_WRITTEN_OUT = 1e15
_LARGEST_FOLD = 10_000
_CENT = 0.01


def quantity(value: float, unit: str) -> str:
    """A value in the words that people use for its unit; a unit that is not known is behind the number.

    >>> quantity(3.14e23, "FLOP"), quantity(40, "FLOP"), quantity(1.746e11, "parameters")
    ('3.1 × 10²³ FLOP', '40 FLOP', '175 billion parameters')
    >>> quantity(3.88e8, "USD"), quantity(0.06, "USD"), quantity(5.1, "percent"), quantity(3586, "Elo")
    ('$388 million', '$0.06', '5.1 %', '3,586 Elo')
    >>> quantity(0.000105, "USD"), quantity(0.0000213, "percent"), quantity(9.97e23, "FLOP")
    ('$0.00011', '0.0000213 %', '1 × 10²⁴ FLOP')
    >>> quantity(0.04, "minutes"), quantity(39.2, "minutes"), quantity(870, "minutes"), quantity(9000, "minutes")
    ('2 seconds', '39 minutes', '14.5 hours', '6.2 days')
    """
    match unit:
        case "percent":
            return f"{_short(value)} %"
        case "minutes":
            return _time(value)
        case "USD" if 0 < value < _CENT:
            return f"${_rounded(value, 2)}"
        case "USD":
            return f"${spoken().decimal(f'{value:.2f}')}" if value < 1 else f"${_named(value)}"
        case _:
            return f"{_named(value)} {gettext(unit)}"


def power(exponent: int) -> str:
    """A power of ten.

    >>> power(26)
    '10²⁶'
    """
    return f"10{str(exponent).translate(_SUPERSCRIPT)}"


def growth(ratio: float) -> str:
    """How often something has become what it is; "by 25 powers of ten" where it is very often.

    >>> growth(2.4), growth(1234.6), growth(1.25e25)
    ('2.4-fold', '1,235-fold', 'by 25 powers of ten')
    """
    if ratio >= _LARGEST_FOLD:
        return gettext("by %(number)s powers of ten", number=round(math.log10(ratio)))
    written = f"{ratio:.1f}" if ratio < 10 else f"{ratio:,.0f}"  # noqa: PLR2004 - two digits tell enough
    return gettext("%(number)s-fold", number=spoken().decimal(written))


def _named(value: float) -> str:
    if value >= _LARGEST_WRITTEN_OUT:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{spoken().decimal(mantissa.removesuffix('.0'))} × {power(int(exponent))}"
    for size, name in _NAMES:
        if value >= size:
            return gettext(name, number=_short(value / size))
    return _short(value)


def _short(value: float) -> str:
    """At least three digits where there are as many."""
    if value >= 100 or value == round(value):  # noqa: PLR2004 - three digits before the point
        return spoken().decimal(f"{value:,.0f}")
    return _rounded(value, 3)


def _rounded(value: float, digits: int) -> str:
    """A value that is no whole number, with so many digits from the first that is not zero."""
    places = max(digits - 1 - math.floor(math.log10(abs(value))), 1)
    return spoken().decimal(f"{value:.{places}f}".rstrip("0").rstrip("."))


def _time(minutes: float) -> str:
    if minutes < 1:
        return ngettext("%(num)s second", "%(num)s seconds", max(1, round(minutes * 60)))
    if minutes < _HOUR:
        return counted(max(1, round(minutes)), "minute")
    if minutes < 2 * _DAY:
        return gettext("%(number)s hours", number=_short(round(minutes / _HOUR, 1)))
    return gettext("%(number)s days", number=_short(round(minutes / _DAY, 1)))
