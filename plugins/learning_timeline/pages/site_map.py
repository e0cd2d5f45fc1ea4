"""The map of the site for search engines."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ..building.page import File
from ..journal.spans import Span
from ..web import sitemap
from .links import TOPICS_URL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pelican.contents import Article

    from .journal import Journal


def files(journal: Journal) -> Iterator[File]:
    """`/sitemap.xml` and `/robots.txt`, in a journal's own site that has an address; after all pages are written."""
    root = journal.site.root
    if not root or not journal.run.settings.markdown:
        return  # a map leads to whole addresses
    for path, data in [*sitemap.sitemaps(root, _pages(journal)), (sitemap.ROBOTS, sitemap.robots(root))]:
        yield File(path, data, partial(list, [data]))


def _pages(journal: Journal) -> list[sitemap.Page]:
    """The pages that anyone may find, each with the day of its last change: of a list that of what it lists."""
    articles, context = journal.articles, journal.context
    newest = max(map(_changed_on, articles), default=None)
    days: dict[str, date | None] = {article.save_as: _changed_on(article) for article in articles}
    groups = {str(year): articles for year, articles in journal.articles_by_year.items()}
    groups |= {f"{TOPICS_URL}{slug}": articles for slug, articles in journal.articles_of_topic.items()}
    for decade in journal.decades:
        span = Span.decade_of(decade.first_year)
        groups[decade.label] = [one for one in articles if span.has(one.date.year)]
    days |= {f"{name}/index.html": max(map(_changed_on, listed)) for name, listed in groups.items()}
    urls = {article.save_as: article.url for article in articles}
    for page in context["pages"]:
        known = journal.run.history.post(page.relative_source_path)
        days[page.save_as] = known.modified.date() if known and known.modified else None
        urls[page.save_as] = page.url
    unlisted = [*journal.unlisted, *context["hidden_pages"], *context["draft_pages"]]
    hidden = {content.save_as for content in unlisted if content.status != "published"} | {"404.html"}
    hidden |= {f"{link.url}index.html" for link in journal.gone.values()}  # the words of others
    return [(urls.get(file, file), days.get(file, newest)) for file in journal.pages_written() if file not in hidden]


def _changed_on(article: Article) -> date:
    day: date = article.facts.revised_on or article.facts.written_on
    return day
