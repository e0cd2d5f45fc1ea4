"""The saved texts of other sites' pages that are gone, each on a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..building.page import Page
from ..core.language import gettext
from ..web import snapshots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..core.run import Run
    from ..web.snapshots import SavedView
    from .journal import Journal


def pages(journal: Journal) -> Iterator[Page]:
    """`/snapshots/DIGEST/` of each."""
    for saved in journal.saved:
        yield Page(journal.gone[saved.address].url, "snapshot", gettext("Saved text"), {"saved": saved})


def read(run: Run) -> Iterator[SavedView]:
    """The saved texts, where the site shows them; the run is told what is wrong with them."""
    if not run.settings.snapshots:
        return
    looks = run.read(snapshots.RECORD, snapshots.parse_looks) or ()
    for found in snapshots.saved_views(looks, run.settings.content):
        if isinstance(found, snapshots.SavedView):
            yield found
        else:
            run.problems.append(found)
