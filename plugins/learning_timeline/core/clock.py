"""Settings and the environment in, the day that counts as today out: nothing else in a build asks what time it is.

`SOURCE_DATE_EPOCH` is how packagers and archivists ask for the same bytes again (reproducible-builds.org): where it is
set, it is the clock. A day that was given by `LEARNING_TIMELINE_TODAY` comes before it.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta

from .settings import PREFIX, SettingError, Settings

VARIABLE = "SOURCE_DATE_EPOCH"
# So long nobody wrote: then it is worth a word, as a clock may also have gone wrong.
LONG = timedelta(days=3 * 366)


def today(settings: Settings) -> date:
    """The day that counts as today, in the site's time zone where a clock tells it.

    Raises:
        SettingError: `SOURCE_DATE_EPOCH` is not a number of seconds.
    """
    if settings.today is not None:
        return settings.today
    try:
        # Added up, since systems differ in which years they convert.
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(given)) if (given := _given()) else None
        return (moment or datetime.now(UTC)).astimezone(settings.zone).date()
    except (ValueError, OverflowError):
        msg = f"{VARIABLE}: {given!r} is not a number of seconds since 1970: take that of `git log -1 --format=%ct`"
        raise SettingError(msg) from None


def authors_day() -> date:
    """The day of this machine's calendar, as its author sees it: what a command that builds nothing writes into a record."""
    return datetime.now().astimezone().date()


def is_told(settings: Settings) -> bool:
    """Whether today was given by somebody, rather than read from the machine's clock."""
    return settings.today is not None or bool(_given())


def doubt(settings: Settings, day: date, last_commit: date | None) -> str:
    """What makes one doubt the machine's clock; empty if nothing does.

    Args:
        settings: what was asked.
        day: the day that counts as today.
        last_commit: the latest day on which something was committed, None if git knows none.
    """
    if is_told(settings) or last_commit is None or last_commit - timedelta(days=1) <= day <= last_commit + LONG:
        return ""
    mend = f"set it, or name the day by --today ({PREFIX}TODAY)"
    if day < last_commit:
        return f"This machine's clock says {day}, which is before the last commit of {last_commit}: if that is wrong, {mend}."
    years = (day - last_commit).days // 365
    return f"This machine's clock says {day}, {years} years after the last commit of {last_commit}: if that is wrong, {mend}."


def _given() -> str:
    return os.environ.get(VARIABLE, "").strip()
