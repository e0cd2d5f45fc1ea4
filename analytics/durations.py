"""A length of time as people write it in, minutes out: ``2h 30m`` or ISO 8601's ``PT2H30M``. Pure."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"(?:(?P<hours>\d{1,4}(?:\.\d{1,2})?) ?h)? ?(?:(?P<minutes>\d{1,5}) ?m(?:in)?)?", flags=re.ASCII)
_ISO = re.compile(r"P(?:(?P<days>\d{1,4})D)?(?:T(?:(?P<hours>\d{1,4})H)?(?:(?P<minutes>\d{1,5})M)?)?", flags=re.ASCII)


def parse_minutes(text: str) -> int:
    """The minutes that a text means.

    >>> parse_minutes("2h 30m"), parse_minutes("PT2H30M"), parse_minutes("1.5h"), parse_minutes("45 min")
    (150, 150, 90, 45)

    Raises:
        ValueError: it is not a length of time.
    """
    text = text.strip()
    match = _ISO.fullmatch(text.upper()) or _PLAIN.fullmatch(text.lower())
    parts = {name: float(value) for name, value in (match.groupdict() if match else {}).items() if value}
    if not parts:
        raise ValueError(f"{text!r} is not a length of time: write it as 2h 30m or PT2H30M")
    return round(parts.get("days", 0) * 24 * 60 + parts.get("hours", 0) * 60 + parts.get("minutes", 0))
