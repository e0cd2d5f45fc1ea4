"""Pages with the days of their last change in, the files out by which search engines find them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape

from .identity import absolute

# https://www.sitemaps.org/protocol.html
MOST_URLS = 50_000
SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"

Page = tuple[str, "date | None"]


def sitemaps(root: str, pages: Sequence[Page], most: int = MOST_URLS) -> Iterator[tuple[str, bytes]]:
    """Every file of the map of a site, with its path from the root.

    Args:
        root: the site's address without the last slash.
        pages: (path from the root, the day of its last change if one is known).
        most: so many addresses are in one file; of more than these there are several, and the first file names them.
    """
    if len(pages) <= most:
        yield SITEMAP, _file("urlset", "url", root, pages)
        return
    parts = [pages[begin : begin + most] for begin in range(0, len(pages), most)]
    named = [
        (f"sitemap-{number}.xml", max((day for _, day in part if day), default=None))
        for number, part in enumerate(parts, 1)
    ]
    yield SITEMAP, _file("sitemapindex", "sitemap", root, named)
    for (path, _), part in zip(named, parts, strict=True):
        yield path, _file("urlset", "url", root, part)


def robots(root: str) -> bytes:
    """What robots are told: that they may read everything, and where the map is."""
    return f"User-agent: *\nDisallow:\n\nSitemap: {root}/{SITEMAP}\n".encode()


def _file(whole: str, part: str, root: str, pages: Sequence[Page]) -> bytes:
    lines = (
        f"<{part}><loc>{escape(absolute(root, path))}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</{part}>\n"
        for path, day in pages
    )
    return f'{_HEAD}<{whole} xmlns="{_SCHEMA}">\n{"".join(lines)}</{whole}>\n'.encode()
