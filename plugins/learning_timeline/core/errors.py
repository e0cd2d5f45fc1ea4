"""Why a build ends, in words that a person can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .._seam import analytics


class SiteNotWhole(Exception):  # noqa: N818 - it reads as what happened
    """A new site is not what was written; the message says where."""


class ProblemsFound(Exception):  # noqa: N818 - it reads as what happened
    """The content has problems; the message lists every one of them."""

    def __init__(self, problems: list[analytics.ContentError]) -> None:
        count = f"{len(problems)} problem" + ("s" if len(problems) != 1 else "")
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"{count} in the content; nothing was written:\n{listed}")
