"""The page on which posts are searched: what it says, and what a search may be narrowed by."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..building.page import Page
from ..core.language import gettext
from ..core.programs import pagefind_version
from ..core.typed import install
from ..core.warn import warn
from .links import SEARCH_URL, PageLink, TopicLink
from .search_index import Chapter, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pelican.contents import Article

    from .journal import Journal


@dataclass(frozen=True, slots=True)
class SearchView:
    """What the search page is made of.

    Attributes:
        chapters: JSON: (address, digest) of each, oldest first; empty if there is nothing to search in.
        is_possible: whether there is a Pagefind.
        topics, kinds, years: what a search may be narrowed by; of a topic its slug, name and colour.
        archive: the page of all posts.
    """

    chapters: str
    is_possible: bool
    topics: tuple[tuple[str, str, str], ...]
    kinds: tuple[str, ...]
    years: tuple[int, ...]
    archive: PageLink | None


def search_view(
    wanted: Sequence[Chapter], articles: Sequence[Article], topics: Sequence[TopicLink], archive: PageLink | None
) -> SearchView:
    """What the search page says."""
    return SearchView(
        chapters=json.dumps([(chapter.url, chapter.key) for chapter in wanted]) if wanted else "",
        is_possible=bool(pagefind_version()),
        topics=tuple(
            (topic.slug, topic.name, topic.colour) for topic in sorted(topics, key=lambda one: one.name.lower())
        ),
        kinds=tuple(sorted({kind_of(article) for article in articles})),
        years=tuple(sorted({article.date.year for article in articles}, reverse=True)),
        archive=archive,
    )


def pages(journal: Journal) -> Iterator[Page]:
    """`/search/`, where posts are to be searched."""
    if not journal.run.settings.search:
        return
    if not pagefind_version():
        warn(
            f"Posts cannot be searched: Pagefind is not installed: `{install('journal')}`, "
            "or set LEARNING_TIMELINE_SEARCH = False"
        )
    save_as = journal.settings.get("ARCHIVES_SAVE_AS", "archives.html")
    archive = None
    if save_as and "archives" in journal.settings["DIRECT_TEMPLATES"]:
        archive = PageLink("All posts", journal.settings.get("ARCHIVES_URL", save_as))
    view = search_view(journal.chapters, journal.articles, journal.view.topics, archive)
    yield Page(SEARCH_URL, "search", gettext("Search"), {"search": view})
