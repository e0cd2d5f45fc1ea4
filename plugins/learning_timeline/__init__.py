"""Learning Timeline: a Pelican plugin that draws what was learned, across years and topics, from posts and git history.

In: a Pelican site in a git repository. Out: `/timeline/`, a page for each year and each topic, and the data behind them
as files.
"""

from __future__ import annotations


def register() -> None:
    """Connect the plugin to Pelican."""
    # Loaded with a site, and not for the sake of a command that needs none: Pelican alone takes a third of a second.
    from . import receivers  # noqa: PLC0415

    receivers.register()
