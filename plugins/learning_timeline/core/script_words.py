"""Scripts and a language in, what they say in it out: the same catalogue as the pages', as plain values for JSON.

Babel finds the messages in the scripts themselves, so that no list of them has to be kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import get_day_names, get_month_names
from babel.messages.extract import extract_from_file

from .language import Language, marked
from .phrases import COLUMNS, NOUNS, UNITS

# Words within the braces of a template literal as well.
OPTIONS = {"parse_template_string": "true"}
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
# Words of the data that scripts show: measures, and what Python calls the columns of tables.
_COLUMNS = (*COLUMNS, marked("Weeks with a revision"))
# Among so many numbers each category of the CLDR has one, by which the catalogue is asked for its form.
_NUMBERS = 200


def words_of(language: Language, scripts: Iterable[Path]) -> dict[str, Any]:
    """What some scripts say in a language, as `static/globals.d.ts` describes it."""
    locale = Locale.parse(language.code.replace("-", "_"))
    messages = list(_COLUMNS)
    counted = [*NOUNS, *UNITS.values()]
    for script in sorted(scripts):
        for _, message, _, _ in extract_from_file("javascript", str(script), _KEYWORDS, options=OPTIONS):
            if isinstance(message, str):
                messages.append(message)
            else:
                counted.append((message[0], message[1]))
    number_of = {locale.plural_form(number): number for number in range(_NUMBERS, -1, -1)}
    return {
        "lang": language.code,
        "messages": {message: language.gettext(message) for message in messages},
        "counted": {
            one: {category: language.ngettext(one, several, number) for category, number in number_of.items()}
            for one, several in counted
        },
        "plotly": _dates_of(locale, language),
    }


def _dates_of(locale: Locale, language: Language) -> dict[str, Any]:
    """A language as plotly.js and its d3 take it; their week begins with Sunday."""
    days = {width: get_day_names(width, "stand-alone", locale) for width in ("wide", "abbreviated")}
    months = get_month_names("wide", "stand-alone", locale)
    return {
        "moduleType": "locale",
        "name": language.code,
        "dictionary": {},
        "format": {
            "days": [days["wide"][(day + 6) % 7] for day in range(7)],
            "shortDays": [days["abbreviated"][(day + 6) % 7].rstrip(".") for day in range(7)],
            "months": [months[month] for month in range(1, 13)],
            "shortMonths": [language.short_month(month) for month in range(1, 13)],
            "date": "%Y-%m-%d",
            "decimal": language.separators[0],
            "thousands": language.separators[1],
        },
    }
