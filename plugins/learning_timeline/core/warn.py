"""Sentences in, warnings in Pelican's log out, none of which ends a build."""

from __future__ import annotations

import logging
from contextlib import suppress

from .._seam import analytics

log = logging.getLogger(__name__)


def warn(sentence: str) -> None:
    """Say something in passing, which is no reason to have no site even where Pelican was given `--fatal warnings`."""
    with suppress(RuntimeError):  # Pelican raises it once the warning is said
        log.warning("%s", analytics.printable(sentence))
