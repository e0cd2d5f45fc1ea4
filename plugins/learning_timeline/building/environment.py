"""Settings in, the digest of all that makes pages besides the content out: settings, programs, libraries, rules of the system."""

from __future__ import annotations

import locale
import logging
import zoneinfo
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from pelican.plugins import signals

from .._seam import analytics
from ..core.fingerprints import Fingerprints, Opaque, digest_of
from ..core.language import TRANSLATIONS
from ..core.programs import versions

log = logging.getLogger(__name__)

PACKAGE = Path(__file__).parents[1]
# Where the work is done, and what day it is, is no part of what a setting decides.
_PLACES = frozenset(
    {
        "PATH",
        "OUTPUT_PATH",
        "CACHE_PATH",
        "THEME",
        "PLUGIN_PATHS",
        "PLUGINS",
        "LEARNING_TIMELINE_PLOTLY_JS",
        "LEARNING_TIMELINE_SOURCE",
        "LEARNING_TIMELINE_TODAY",
        "LEARNING_TIMELINE_CHECK",
        "LEARNING_TIMELINE_STRICT",
        "LEARNING_TIMELINE_ADDRESSES",
    }
)
# By these a settings file may change what is read or written, with no plugin at all.
_CHANGING = (
    signals.content_object_init,
    signals.article_generator_context,
    signals.page_generator_context,
    signals.article_generator_write_article,
    signals.page_generator_write_page,
    signals.feed_generated,
    signals.feed_written,
    signals.content_written,
    signals.finalized,
)


def environment_of(settings: Mapping[str, Any], dialect: bytes = b"") -> bytes:
    """The digest of the settings, the dialect and the programs by which pages are made; empty if they may depend on more."""
    others = [name for name in settings["PLUGINS"] if name.rpartition(".")[2] != PACKAGE.name]
    if others or any(signal.receivers for signal in _CHANGING):
        return b""
    decided = {name: value for name, value in settings.items() if name not in _PLACES}
    try:
        # Names of days and months come from it, where the settings name none.
        language = locale.setlocale(locale.LC_ALL).encode()
        return digest_of([Fingerprints().of(decided), language, _rules_of(settings["TIMEZONE"]), programs(), dialect])
    except Opaque as kind:
        log.debug("a setting contains a %s, so every page is made again", kind)
        return b""


@cache
def programs() -> bytes:
    """The digest of what makes the pages; computed once, as a process goes on with the programs that it has loaded."""
    files = [file for package in (PACKAGE, Path(analytics.__file__ or "").parent) for file in package.rglob("*.py")]
    files += TRANSLATIONS.rglob("*.po")
    return digest_of([*map(str.encode, versions()), *(file.read_bytes() for file in sorted(files))])


def _rules_of(zone: str) -> bytes:
    """The rules of a time zone in the system's database; nothing if it has none, as those of the package `tzdata` then count."""
    for folder in zoneinfo.TZPATH:
        with suppress(OSError):
            return Path(folder, zone).read_bytes()
    return b""
