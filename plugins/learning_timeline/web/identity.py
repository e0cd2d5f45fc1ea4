"""The settings in, what the world beyond the site is told of it out: its address, its feeds, its picture.

Everything here is plain and frozen, so that templates may read it and pages can be keyed by it. Where `SITEURL` is not
set, as on a laptop, a site has no address: then there are no canonical links, no map of the site and no pictures, and
feeds lead to where `invoke serve` shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pelican.utils import slugify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..core.settings import Settings

# Topics' feeds are called as the settings say, by default `feeds/SLUG.atom.xml`, so that no topic can ask for these.
YEARS_FEED, JSON_FEED = "feeds/years.xml", "feeds/all.json"
ATOM, JSON = "application/atom+xml", "application/feed+json"
# Where `invoke serve` shows a site that has no address.
HERE = "http://localhost:8000"
# By RFC 2606 no host has such a name, so that nobody else can make ids that begin like these.
_NO_HOST = "invalid,2026"
_INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed of the site: its title, its address from the root, and its type."""

    title: str
    url: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Site:
    """A site as other machines are told of it.

    Attributes:
        name: plain text.
        about: its subtitle, or its name.
        root: the address of its home page without the last slash; empty if it has none.
        author: who writes, by default called as the site is.
        language: of its pages, as in HTML.
        authority: with what ids of entries begin after `tag:`, as RFC 4151 has it.
        feeds: those that are the plugin's, for the head of each page.
        card: the picture of pages that have none of their own, from the root; empty if there is none.
    """

    name: str
    about: str
    root: str
    author: str
    language: str
    authority: str
    feeds: tuple[FeedLink, ...] = ()
    card: str = ""

    @classmethod
    def of(cls, settings: Settings, pelican: Mapping[str, Any]) -> Site:
        """The site that the settings describe; feeds and picture are added by those who make them."""
        name = plain(pelican["SITENAME"])
        slug = slugify(name, regex_subs=pelican["SLUG_REGEX_SUBSTITUTIONS"]) or "journal"
        return cls(
            name=name,
            about=plain(pelican.get("SITESUBTITLE") or "") or name,
            root=str(pelican["SITEURL"] or "").rstrip("/"),
            author=plain(pelican.get("AUTHOR") or "") or name,
            language=str(pelican["DEFAULT_LANG"]),
            # Of a name of other letters than these nothing may be left.
            authority=settings.feed_id or f"{quote(slug, safe='').replace('%', '').lower()}.{_NO_HOST}",
        )

    def at(self, path: str) -> str:
        """The address of a path from the root; a path of nothing if the site has no address.

        >>> Site("A", "A", "https://ada.example", "A", "en", "x").at("posts/a b/index.html")
        'https://ada.example/posts/a%20b/'
        """
        return absolute(self.root, path) if self.root else ""

    def id_of(self, path: str) -> str:
        """The id of what is at a path, which stays the same when the site moves to another host."""
        return f"tag:{self.authority}:{_quoted(path)}"


def absolute(root: str, path: str) -> str:
    """The address of a file of a site: of a folder's page that of the folder."""
    is_page = path == _INDEX or path.endswith(f"/{_INDEX}")
    return f"{root}/{_quoted(path.removesuffix(_INDEX) if is_page else path)}"


def plain(text: object) -> str:
    """A name from the settings as plain text: Pelican's may hold markup."""
    from markupsafe import Markup  # noqa: PLC0415

    return Markup(text).striptags()  # noqa: S704 - only to strip it


def _quoted(path: str) -> str:
    """A path as it may be in an address; what is quoted already stays as it is."""
    return quote(path, safe="/%~!$&'()*+,;=:@-._", errors="replace")
