"""Old addresses of posts and pages: a page at each that leads to where it is now."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from ..building.page import Page
from ..core.peek import peek
from ..journal.posts import topic_of
from ..journal.spans import Span
from ..web.redirects import TAKEN, Redirect, redirects, tells_apart
from .links import TOPICS_URL, URLS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence

    from pelican.contents import Article

    from ..core.run import Run
    from ..web.addresses import Expected
    from .journal import Journal


def pages(journal: Journal) -> Iterator[Page]:
    """A page at each old address."""
    for one in journal.redirects:
        yield Page(one.url, "redirect", one.title, {"redirect": one}, file=one.save_as)


def find(
    articles: Sequence[Article], context: MutableMapping[str, Any], settings: Mapping[str, Any], run: Run
) -> list[Redirect]:
    """The redirects of a journal's posts and pages; the run is told which addresses cannot be had.

    Args:
        articles: the published ones.
        context: Pelican's.
        settings: Pelican's.
        run: of this build.
    """
    listed = [*articles, *context["hidden_articles"], *context["pages"], *context["hidden_pages"]]
    run.moved = sorted(
        (one for one in listed if peek(one, "former", None) is not None), key=lambda one: one.relative_source_path
    )
    if not run.moved:
        return []
    theme = str(settings["THEME_STATIC_DIR"])
    taken = TAKEN | {theme: "a file of the theme"} | dict.fromkeys(_feeds(settings), "a feed of the site itself")
    taken |= {content.save_as: content.relative_source_path for content in listed}
    years = {article.date.year for article in articles}
    urls = [*URLS, *(f"{TOPICS_URL}{slug}/" for slug in {topic_of(article, run).slug for article in articles})]
    urls += [url for year in years for url in (f"{year}/", f"{Span.decade_of(year).label}/")]
    direct = [settings.get(f"{name.upper()}_SAVE_AS", f"{name}.html") for name in settings["DIRECT_TEMPLATES"]]
    taken |= dict.fromkeys([*(f"{url}index.html" for url in urls), *filter(None, direct)], "a page of the site itself")
    found, remarks = redirects(run.moved, taken, are_told_apart=tells_apart(Path(settings["OUTPUT_PATH"])))
    run.remarks += remarks
    return found


def of_topics(articles: Sequence[Article], expected: Expected | None, run: Run) -> list[Redirect]:
    """The published pages of topics that have another slug now, each leading to the topic of which that is an alias.

    Args:
        articles: the published ones.
        expected: what was published before; None if nobody keeps that.
        run: of this build.
    """
    now = {topic_of(article, run).slug for article in articles}
    assert run.topics is not None
    return [
        Redirect(
            f"{TOPICS_URL}{name}/index.html",
            f"{TOPICS_URL}{slug}/",
            run.topics.declared[slug].name,
            run.settings.topics,
        )
        for name, slug in sorted(run.topics.names.items())
        if expected is not None and slug in now and name not in now and expected.has(f"/{TOPICS_URL}{name}/")
    ]


def feeds_of_topics(moved: Iterable[Redirect], settings: Mapping[str, Any]) -> dict[str, list[str]]:
    """The feeds of topics that had other addresses before: those, by the address that each has now."""
    feeds: dict[str, list[str]] = {}
    patterns = [str(settings[name]) for name in ("CATEGORY_FEED_ATOM", "CATEGORY_FEED_RSS") if settings.get(name)]
    for one in moved:
        former, now = (PurePosixPath(path).name for path in (one.save_as.removesuffix("/index.html"), one.url))
        for pattern in patterns:
            address, old = (pattern.format(slug=slug) for slug in (now, former))
            # One feed of all topics, which a pattern without a slug makes, stays where it is.
            if old != address:
                feeds.setdefault(address, []).append(old)
    return feeds


def _feeds(settings: Mapping[str, Any]) -> Iterator[str]:
    """The files of feeds, as far as the settings alone tell them."""
    for name, value in settings.items():
        if name.endswith(("_ATOM", "_RSS")) and isinstance(value, str) and "{" not in value:
            yield value
