"""A site's templates in, the same able to speak its language: Jinja's `i18n` extension, and `language` for days and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import phrases
from .language import spoken

if TYPE_CHECKING:
    from jinja2 import Environment


def offer_language(environment: Environment) -> None:
    """Let templates say `{% trans %}`, `_("Topics")` and `language.day(on)`; a catalogue of the site's own is asked next."""
    environment.add_extension("jinja2.ext.i18n")
    one, several = environment.globals.get("gettext"), environment.globals.get("ngettext")
    if getattr(one, "is_the_plugins", False):
        return

    def gettext(message: str) -> Any:  # noqa: ANN401 - the site's own may give what it likes
        said = spoken().gettext(message)
        return one(message) if said == message and callable(one) else said

    def ngettext(singular: str, plural: str, number: int) -> Any:  # noqa: ANN401
        said = spoken().ngettext(singular, plural, number)
        return several(singular, plural, number) if said in {singular, plural} and callable(several) else said

    def pgettext(context: str, message: str) -> str:
        return spoken().pgettext(context, message)

    gettext.is_the_plugins = True  # type: ignore[attr-defined] # so that it never asks itself
    environment.install_gettext_callables(gettext, ngettext, newstyle=False, pgettext=pgettext)  # type: ignore[attr-defined] # of the extension
    environment.globals["language"] = _Spoken()


class _Spoken:
    """What templates know of the language that is spoken while they are rendered: a `Language`, and `phrases.counted`."""

    counted = staticmethod(phrases.counted)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a Language has
        return getattr(spoken(), name)
