"""A length of time as people write it in, minutes out: ``2h 30m`` or ISO 8601's ``PT2H30M``. Pure."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"(?:(?P<hours>\d{1,4}(?:\.\d{1,2})?) ?h)? ?(?:(?P<minutes>\d{1,5}) ?m(?:in)?)?", flags=re.ASCII)
_NUMBER = r"\d{1,5}(?:[.,]\d{1,3})?"
# Years and months have no length of their own, but programs write them where there are none: P0Y0M0DT1H30M0S.
_ISO = re.compile(
    rf"P(?:0Y)?(?:0M)?(?:(?P<weeks>{_NUMBER})W)?(?:(?P<days>{_NUMBER})D)?"
    rf"(?:T(?:(?P<hours>{_NUMBER})H)?(?:(?P<minutes>{_NUMBER})M)?(?:(?P<seconds>{_NUMBER})S)?)?",
    flags=re.ASCII,
)
_MINUTES = {"weeks": 7 * 24 * 60, "days": 24 * 60, "hours": 60, "minutes": 1, "seconds": 1 / 60}


def parse_minutes(text: str) -> int:
    """The minutes that a text means.

    >>> parse_minutes("2h 30m"), parse_minutes("PT2H30M"), parse_minutes("1.5h"), parse_minutes("45 min")
    (150, 150, 90, 45)
    >>> parse_minutes("P1W"), parse_minutes("PT1,5H"), parse_minutes("P0Y0M0DT1H30M0S")
    (10080, 90, 90)

    Raises:
        ValueError: it is not a length of time.
    """
    text = text.strip()
    match = _ISO.fullmatch(text.upper()) or _PLAIN.fullmatch(text.lower())
    parts = {
        name: float(value.replace(",", ".")) for name, value in (match.groupdict() if match else {}).items() if value
    }
    if not parts:
        raise ValueError(f"{text!r} is not a length of time: write it as 2h 30m or PT2H30M")
    return round(sum(number * _MINUTES[name] for name, number in parts.items()))
