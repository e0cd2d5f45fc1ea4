"""A catalogue of `translations/` in, its language out: the messages by gettext; dates, numbers and plurals by Babel, from the CLDR.

Catalogues are read as translators write them. There is no compiled copy that could be older than they are.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, get_day_names, get_month_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from .language import TRANSLATIONS, Language

DOMAIN = "learning_timeline"


def catalogue_file(code: str) -> Path:
    """Where the catalogue of a language stands."""
    return TRANSLATIONS / code / "LC_MESSAGES" / f"{DOMAIN}.po"


@lru_cache(maxsize=4)
def translated(code: str) -> Language | None:
    """A language by its code, or by the code of what it is a variant of; None if neither has a catalogue."""
    try:
        locale = Locale.parse(code.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None
    for name in (str(locale), locale.language):
        if catalogue_file(name).is_file():
            return _Translated(locale, _messages(catalogue_file(name)), name.replace("_", "-"))
    return None


def _messages(file: Path) -> GNUTranslations:
    compiled = BytesIO()
    with file.open("rb") as text:
        write_mo(compiled, read_po(text, locale=file.parts[-3]))
    compiled.seek(0)
    return GNUTranslations(compiled)


class _Translated(Language):
    """A language other than English.

    Args:
        locale: of Babel, which may say more than the catalogue does, such as Austria's.
        messages: of the catalogue.
        code: of the catalogue, by BCP 47.
    """

    def __init__(self, locale: Locale, messages: GNUTranslations, code: str) -> None:
        self.code = code
        self._locale = locale
        self.gettext = messages.gettext  # type: ignore[method-assign] # as they are
        self.ngettext = messages.ngettext  # type: ignore[method-assign,assignment]
        self.pgettext = messages.pgettext  # type: ignore[method-assign,assignment]
        signs = {",": get_group_symbol(locale), ".": get_decimal_symbol(locale)}
        self.separators = signs["."] + signs[","]
        self._signs = str.maketrans(signs)
        self._days = {width: get_day_names(width, "stand-alone", locale) for width in ("wide", "abbreviated")}
        self._names = {width: get_month_names(width, "stand-alone", locale) for width in ("wide", "abbreviated")}
        # A page of all posts asks for the same days again and again, and Babel takes long.
        self.day = lru_cache(maxsize=4096)(self._day)  # type: ignore[method-assign]

    def number(self, value: int) -> str:
        return str(format_decimal(int(value), locale=self._locale))

    def decimal(self, written: str) -> str:
        return written.translate(self._signs)

    def _day(self, on: date) -> str:
        return str(format_date(on, "long", locale=self._locale))

    def month(self, on: date) -> str:
        return str(format_skeleton("yMMMM", on, locale=self._locale))

    def month_name(self, number: int) -> str:
        return str(self._names["wide"][number])

    def day_and_month(self, on: date) -> str:
        return str(format_skeleton("MMMMd", on, locale=self._locale))

    def weekday(self, number: int) -> str:
        return str(self._days["wide"][number])

    def short_weekday(self, number: int) -> str:
        return str(self._days["abbreviated"][number]).rstrip(".")

    def short_day(self, on: date) -> str:
        return str(format_skeleton("MMMd", on, locale=self._locale))

    def short_month(self, number: int) -> str:
        return str(self._names["abbreviated"][number]).rstrip(".")
