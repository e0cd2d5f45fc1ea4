"""The repository of the posts, as far as the site carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._seam import analytics
from ..journal.posts import published
from ..web import snapshots

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..core.run import Run
    from ..core.settings import Settings


def read(run: Run) -> analytics.Source | None:
    """The repository that the site carries, where its owner wants that; what stands against it is said."""
    if run.settings.source is None:
        return None
    try:
        return analytics.read_source(run.settings.content, run.settings.source)
    except analytics.HistoryError as problem:
        run.notices.append(f"The site does not carry its source: {problem}")
        return None


def published_part(
    source: analytics.Source | None, settings: Settings, context: Mapping[str, Any]
) -> analytics.Source | None:
    """What the site carries of the repository: the published files, unless its owner wants all that was ever committed.

    Args:
        source: the whole repository, or None.
        settings: of the plugin.
        context: Pelican's, once it is known which files are copied.
    """
    if source is None or settings.source_history == "everything":
        return source
    pages = (*context["pages"], *context["hidden_pages"])
    articles = published(context)
    shown = (*articles, *(one for article in articles for one in article.translations), *pages)
    paths = {content.relative_source_path for content in shown} | set(context["static_content"])
    paths |= {settings.topics, settings.milestones, settings.bibliography, settings.addresses}
    paths |= {
        file.relative_to(settings.content).as_posix() for file in (settings.content / settings.world).glob("*.yaml")
    }
    if settings.snapshots:
        saved = (settings.content / snapshots.FOLDER).rglob("*")
        paths |= {path.relative_to(settings.content).as_posix() for path in saved}
    return analytics.without_history(source, settings.content, paths, settings.cache / "source.git")
