"""Pelican's first signal in, a build around each of its runs out; what reads and writes is loaded where there is something to make.

To load all of the plugin takes longer than to see that nothing has changed.
"""

from __future__ import annotations

import errno
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path

from pelican import Pelican
from pelican.plugins import signals

from ._seam import analytics
from .building.build import KEY, Build
from .building.lock import SiteInUse, only_build
from .core import plain_log, unexpected
from .core.errors import AS_IT_WAS, ProblemsFound, SearchNotMade, SiteNotWhole, hand_on
from .core.progress import say
from .core.settings import SettingError
from .core.stopping import INTERRUPTED, asked_to_end

# What a person can act on as it is.
_SAID = (ProblemsFound, SearchNotMade, SettingError, SiteInUse, SiteNotWhole, analytics.AnalyticsError)
_REMEDIES = {
    errno.ENOSPC: "free some space on the disk, and build again",
    errno.EDQUOT: "free some space on the disk, and build again",
    errno.EACCES: "give yourself the permission, or name another --output",
    errno.EPERM: "give yourself the permission, or name another --output",
    errno.EROFS: "name an --output on a disk that can be written",
    errno.EBUSY: "it is a disk of its own: name a folder on it as --output",
}


def register() -> None:
    """Connect the plugin to Pelican."""
    plain_log.install()
    signals.initialized.connect(stand_around)
    logging.getLogger("pelican").addFilter(say_plainly)


def stand_around(pelican: Pelican) -> None:
    """Each run of this Pelican becomes a `Build`; its own settings carry it to where Pelican hands no Pelican."""
    pelican_run = pelican.run

    def run() -> None:
        # Where the site really stands, if a link leads to it.
        site = Path(pelican.output_path).resolve()
        build = None
        try:
            with asked_to_end(), only_build(site):
                if pelican.settings.get("LEARNING_TIMELINE_MARKDOWN"):
                    # docutils prints what it then raises, which is told in one line; set first, as pages depend on settings.
                    quiet = {**pelican.settings["DOCUTILS_SETTINGS"], "report_level": 5}
                    pelican.settings["DOCUTILS_SETTINGS"] = quiet
                build = Build(pelican, site)
                pelican.settings[KEY] = build
                _run(build, _with_receivers(pelican_run), Path(pelican.settings["CACHE_PATH"], "learning_timeline"))
        except KeyboardInterrupt:
            # Pelican would end as after a build, with 0.
            say(f"The build was stopped. {build.what_stands() if build else AS_IT_WAS}")
            raise SystemExit(INTERRUPTED) from None
        finally:
            pelican.settings.pop(KEY, None)

    pelican.run = run


def _run(build: Build, pelican_run: Callable[[], None], cache: Path) -> None:
    """Make the site; whatever ends the build earlier carries what a person is told.

    Raises:
        Exception: whatever it was.
    """
    try:
        build.run(pelican_run)
    except _SAID as known:
        hand_on("problem", getattr(known, "problems", ()))
        raise
    except KeyboardInterrupt:
        # It may have been stopped, or stopped again, while it took away what it had made.
        build.discard()
        raise
    except Exception as error:
        stands = build.what_stands()
        error.stands = stands  # type: ignore[attr-defined] # for `say_plainly`, which gets nothing else
        unexpected.note(error, cache, stands)
        raise


def _with_receivers(pelican_run: Callable[[], None]) -> Callable[[], None]:
    """A run of Pelican in which the plugin listens to all of its signals."""

    def run() -> None:
        from . import receivers  # noqa: PLC0415 - see above

        receivers.register()
        pelican_run()

    return run


def say_plainly(record: logging.LogRecord) -> bool:
    """Say what a person can act on in its own words, where Pelican would end the build with a traceback."""
    error = record.exc_info[1] if record.exc_info else None
    stands = getattr(error, "stands", AS_IT_WAS)
    match error:
        case Exception() if isinstance(error, _SAID):
            said = str(error)
        case sqlite3.Error():
            said = f"The cache cannot be used ({error}): free some space on the disk, or delete the folder. {stands}"
        case OSError(strerror=str()):  # the machine's, not the program's
            remedy = _REMEDIES.get(error.errno or 0, "fix that, and build again")
            said = f"{error.filename or 'A file of the site'}: {error.strerror}: {remedy}. {stands}"
        case RuntimeError(args=("Warning or error encountered",)):  # Pelican's own, by its --fatal
            said = f"The build ends at the first warning or error, as requested: fix the problem above. {stands}"
        case Exception(__notes__=[*_, said]):
            pass
        case _:
            return True
    say(said)
    return False
