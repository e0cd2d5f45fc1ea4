"""The pages of the site: a module for each page or family of pages.

Each module has `pages(journal)`, which gives its pages as values, or `files(journal)` for what no template makes. To add a
page, write such a module and name it in `PAGES`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    all_milestones,
    assets,
    data,
    feeds,
    licences,
    notebook_pictures,
    poster,
    predictions,
    redirects,
    resources,
    revisit,
    saved_texts,
    search,
    site_map,
    source,
    story,
    timeline,
    topics,
    years,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..building.page import File, Page
    from .journal import Journal

# In this order, as each may rest on what was written before it: the map of the site names all pages.
PAGES: tuple[Callable[[Journal], Iterable[Page | File]], ...] = (
    timeline.pages,
    all_milestones.pages,
    story.pages,
    notebook_pictures.files,
    poster.pages,
    years.pages,
    topics.pages,
    resources.pages,
    predictions.pages,
    revisit.pages,
    search.pages,
    saved_texts.pages,
    source.files,
    data.pages,
    licences.pages,
    assets.files,
    feeds.files,
    site_map.files,
    redirects.pages,
)
