"""A language in, what pages are written in: gettext's messages, and days, months, numbers and lists as that language has them.

Messages are written in English. A catalogue in `translations/` gives them in another language, and Babel its dates, numbers and
plurals, both loaded only where a site asks for them (`core/speaking.py`). A message is whole: values go into named places, such as
`%(posts)s`, and a catalogue may put these in any order.

One language is spoken at a time, by the whole process and for as long as a build runs, as a locale is: what pages say is made in a
hundred places, none of which decides anything about it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

TRANSLATIONS = Path(__file__).parents[1] / "translations"
# Languages whose usual script runs from right to left, and such scripts by ISO 15924, as CLDR has them.
_FROM_RIGHT = frozenset("ar arc bal ckb dv fa he iw ji ks lrc mzn nqo pnb prs ps sd sdh skr syr ug ur yi".split())  # noqa: SIM905
_SCRIPTS_FROM_RIGHT = frozenset("adlm arab aran hebr mand mend nkoo rohg samr syrc thaa".split())  # noqa: SIM905
_SCRIPT = 4
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905
_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


class Language:
    """English: messages as they are written, and days as a European writes them.

    Attributes:
        code: by BCP 47, as `lang` of HTML takes it.
        separators: of decimals and of thousands, as Plotly takes them.
    """

    code = "en"
    separators = ".,"

    @property
    def direction(self) -> str:
        """In which its lines run, as `dir` of HTML takes it."""
        return self.direction_of(self.code)

    @staticmethod
    def direction_of(code: str) -> str:
        """In which the lines of a language run, by its code: `rtl` or `ltr`; a script in the code comes first.

        >>> [Language.direction_of(code) for code in ("en", "ar-EG", "he", "az-Arab", "ku_Latn", "pa-Arab-PK", "")]
        ['ltr', 'rtl', 'rtl', 'rtl', 'ltr', 'rtl', 'ltr']
        """
        language, *others = code.replace("_", "-").lower().split("-")
        script = next((part for part in others if len(part) == _SCRIPT), "")
        is_rtl = script in _SCRIPTS_FROM_RIGHT if script else language in _FROM_RIGHT
        return "rtl" if is_rtl else "ltr"

    def gettext(self, message: str) -> str:
        """A message in this language."""
        return message

    def ngettext(self, one: str, several: str, number: float) -> str:
        """The form of a message for a number of things."""
        return one if number == 1 else several

    def pgettext(self, _context: str, message: str) -> str:
        """A message that has another meaning elsewhere."""
        return message

    def number(self, value: int) -> str:
        """A whole number with its thousands separated."""
        return f"{value:,}"

    def decimal(self, written: str) -> str:
        """A number that is written as English has it, with this language's signs.

        >>> Language().decimal("1,234.5")
        '1,234.5'
        """
        return written

    def day(self, on: date) -> str:
        """A day in full, such as 3 November 2026."""
        return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"

    def month(self, on: date) -> str:
        """A month and its year."""
        return f"{_MONTHS[on.month - 1]} {on.year}"

    def month_name(self, number: int) -> str:
        """The name of a month, from 1 to 12, by itself."""
        return _MONTHS[number - 1]

    def short_day(self, on: date) -> str:
        """A day of a year that is known, such as 3 Nov."""
        return f"{on.day} {_MONTHS[on.month - 1][:3]}"

    def short_month(self, number: int) -> str:
        """The short name of a month, from 1 to 12, by itself."""
        return _MONTHS[number - 1][:3]

    def weekday(self, number: int) -> str:
        """The name of a day of the week, 0 for Monday."""
        return _WEEKDAYS[number]

    def short_weekday(self, number: int) -> str:
        """The short name of a day of the week, 0 for Monday."""
        return _WEEKDAYS[number][:3]

    def day_and_month(self, on: date) -> str:
        """A day of a year that is known, in full: 3 November."""
        return f"{on.day} {_MONTHS[on.month - 1]}"


ENGLISH = Language()
_spoken = ENGLISH


def spoken() -> Language:
    """The language that is spoken now."""
    return _spoken


def speak(language: Language) -> Language:
    """Speak a language from now on; gives the one that was spoken before."""
    global _spoken
    before, _spoken = _spoken, language
    return before


def gettext(message: str, /, **values: object) -> str:
    """A message in the language that is spoken, with its places filled.

    >>> gettext("The longest is “%(title)s”.", title="Entropy")
    'The longest is “Entropy”.'
    """
    said = _spoken.gettext(message)
    return said % values if values else said


def ngettext(one: str, several: str, number: int, /, **values: object) -> str:
    """The form of a message for a number of things, which is in `%(num)s`.

    >>> ngettext("%(num)s post", "%(num)s posts", 19204), ngettext("no silence but one", "%(num)s silences", 1)
    ('19,204 posts', 'no silence but one')
    """
    return _spoken.ngettext(one, several, number) % {"num": _spoken.number(number), **values}


def pgettext(context: str, message: str, /, **values: object) -> str:
    """A message that has another meaning elsewhere, told apart by a context."""
    said = _spoken.pgettext(context, message)
    return said % values if values else said


def marked(message: str) -> str:
    """A message that is said elsewhere, marked here for those who collect messages."""
    return message


def marked_counted(one: str, several: str) -> tuple[str, str]:
    """The same for the two forms of a message that counts."""
    return one, several
