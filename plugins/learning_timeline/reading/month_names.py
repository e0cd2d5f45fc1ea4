"""A date with a month's name in any of many languages in, the same with an English one out.

The names are those of the Unicode CLDR, as Babel has them, loaded when the first such date is met. A name that is one month here
and another there (`listopad` is October in Croatian and November in Polish) is none.
"""

from __future__ import annotations

import re
from functools import lru_cache

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    "december",
)
_LANGUAGES = (
    *("bg", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fr", "gl", "hr", "hu", "id", "is", "it", "lt", "lv"),
    *("nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "tr", "uk", "vi"),
)
# A day, a month and a year in this order, with a day of the week before them: all that such languages write.
_DATE = re.compile(
    r"(?:[^\W\d_]{1,20}\.?,?[ ]{1,3})?(?P<day>\d{1,2})(?:\.|º|er)?[ -]{1,3}(?:de[ ]|d')?(?P<month>[^\W\d_]{3,20})\.?"
    r"[ -]{1,3}(?:de[ ]|del[ ])?(?P<year>\d{4})(?P<rest>(?:\D.*)?)",
    flags=re.DOTALL,
)


def in_english(text: str) -> str:
    """The same date with the month's English name; empty if a text is no such date.

    >>> in_english("5. März 2024"), in_english("mardi 1er août 2023 18:30"), in_english("5 listopad 2024")
    ('5 march 2024', '1 august 2023 18:30', '')
    """
    found = _DATE.fullmatch(text.strip())
    month = _months().get(found["month"].casefold(), 0) if found else 0
    return f"{found['day']} {MONTHS[month - 1]} {found['year']}{found['rest']}" if found and month else ""


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """The number of each month by its names."""
    from babel.dates import get_month_names  # noqa: PLC0415 - most journals have English names, or numbers

    found: dict[str, int] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    key = name.casefold().rstrip(".")
                    found[key] = number if found.get(key, number) == number else 0
    return found
