"""The code of a language in, that language spoken for a while: English at once, others by their catalogue, which loads Babel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from .language import ENGLISH, Language, speak


@contextmanager
def speaking(code: str) -> Iterator[Language]:
    """Speak a language for a while; English where there is no catalogue of it."""
    language = language_of(code)
    before = speak(language)
    try:
        yield language
    finally:
        speak(before)


def language_of(code: str) -> Language:
    """A language by its code, `de-AT` by the catalogue of `de` where it has none of its own; else English."""
    if code.replace("_", "-").partition("-")[0].lower() == ENGLISH.code:
        return ENGLISH
    from .catalogue import translated  # noqa: PLC0415 - Babel takes a tenth of a second, which most sites need not wait

    return translated(code) or ENGLISH
