"""Learning Timeline: a Pelican plugin that draws what was learned, across years and topics, from posts and git history.

In: a Pelican site in a git repository. Out: `/timeline/`, a page for each year and each topic, and the data behind them
as files.
"""

from __future__ import annotations

from .receivers import register

__all__ = ["register"]
