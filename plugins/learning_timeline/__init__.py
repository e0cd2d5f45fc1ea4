"""Learning Timeline: a Pelican plugin that draws what was learned, across years and topics, from posts and git history.

In: a Pelican site in a git repository. Out: `/timeline/`, a page for each year and each topic, and the data behind them
as files.
"""

from __future__ import annotations

import gc


def register() -> None:
    """Connect the plugin to Pelican."""
    # What is loaded stays, and looking through it for what can be dropped takes a sixth of the time.
    is_looking = gc.isenabled()
    gc.disable()
    try:
        # Loaded with a site, and not for the sake of a command that needs none: Pelican alone takes a third of a second.
        from . import entry  # noqa: PLC0415
    finally:
        if is_looking:
            gc.enable()
    entry.register()
