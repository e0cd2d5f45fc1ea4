"""Entries in, feeds out: Atom by RFC 4287, and JSON Feed 1.1.

Pelican's own feeds give all feeds of a site one id, take the id of an entry from the site's host, and have addresses that
are not whole wherever a post's text has such. Here each feed and each entry has an id of its own that no host is part of,
an author, and the day of its last revision.
"""

from __future__ import annotations

import html
import io
import json
import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin

from feedgenerator import Atom1Feed

from ..core.deferred import Deferred
from ..core.formula_text import with_plain_formulas
from ..core.html import HOLDING, plain_title, printable, with_addresses, with_elements
from .identity import HERE, Site, absolute

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from zoneinfo import ZoneInfo

    from pelican.contents import Article

    from ..core.run import Run

JSON_VERSION = "https://jsonfeed.org/version/1.1"
_ISLAND = '<script type="application/json"'
# By RFC 3986, and what is quoted already.
_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=~-._"
# An address that is whole as it stands, as most are.
_IS_WHOLE = r"https?://[\w.-]+(?:/[\w./%~-]*)?"
_WHOLE = re.compile(_IS_WHOLE, flags=re.ASCII)
# What may be an attribute with an address that is not; also in text, since no tag is looked for. It begins with a sign, which
# Python finds in a twentieth of the time that it takes for names.
_NAMED = "|".join(f"(?<={name}=)" for name in HOLDING)
_MAY_CHANGE = re.compile(rf"""=(?:(?<=\s=)|(?i:{_NAMED}))(?!"{_IS_WHOLE}")""", flags=re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed.

    Attributes:
        id: the same for ever.
        url: its page, from the root.
        title: plain text.
        summary: HTML, or nothing.
        content: HTML, or nothing; its addresses may be relative to the page.
        published, updated: instants.
        tags: its topic first.
        authors: nothing if they are the site's.
        language: of its text.
        picture: from the root; empty if it has none.
    """

    id: str
    url: str
    title: str
    summary: str
    content: str
    published: datetime
    updated: datetime
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    language: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed.

    Attributes:
        site: that it is of.
        title: plain text.
        path: its own, from the root.
        page: the page that shows the same, from the root.
        root: with what addresses begin.
        entries: newest first.
        since: when it was last changed if it has no entry.
    """

    site: Site
    title: str
    path: str
    page: str
    root: str
    entries: tuple[Entry, ...]
    since: datetime

    @property
    def updated(self) -> datetime:
        """When the last of its entries was changed."""
        return max((entry.updated for entry in self.entries), default=self.since)


def root_of(site: Site, domain: str | None) -> str:
    """With what the addresses in a site's feeds begin, which are never relative."""
    return site.root or str(domain or "").rstrip("/") or HERE


def feed_of(  # noqa: PLR0913, PLR0917 - all that decides a feed
    shown: Sequence[Article], site: Site, domain: str | None, run: Run, path: str, title: str | None
) -> Deferred[Feed]:
    """The feed of some articles; one that is called as their topic is that topic's."""
    topic = shown[0].category if shown else None
    page = topic.url if topic is not None and title == topic.name else ""
    root = root_of(site, domain)

    def feed() -> Feed:
        return Feed(
            site=site,
            title=f"{site.name} · {title}" if title else site.name,
            path=path,
            page=page,
            root=root,
            entries=tuple(entry_of(article, site, run.settings.zone, root) for article in shown),
            since=datetime.combine(run.today, time(), run.settings.zone),
        )

    # Without an entry it says when it was made.
    since = None if shown else run.today
    return Deferred((site, title, page, root, since, shown), feed)


def entry_of(article: Article, site: Site, zone: ZoneInfo, root: str) -> Entry:
    """A post as an entry; its text keeps the addresses that it has on its page."""
    facts = getattr(article, "facts", None)
    published = _in(zone, article.date)
    updated = [published]
    if facts is not None and facts.revised_on is not None:
        updated.append(datetime.combine(facts.revised_on, time(), zone))
    if modified := getattr(article, "modified", None):
        updated.append(_in(zone, modified))
    # Most readers leave MathML out, and with it how its signs belong together.
    content, summary = with_plain_formulas(article.get_content(root)), article.get_summary(root)
    return Entry(
        id=site.id_of(article.url),
        url=article.url,
        title=plain_title(article),
        summary="" if summary == content else summary,
        content=content,
        published=published,
        updated=max(updated),
        tags=tuple(dict.fromkeys([article.category.name, *(tag.name for tag in getattr(article, "tags", ()))])),
        authors=tuple(author.name for author in getattr(article, "authors", ())),
        language=article.lang,
        picture=facts.card if facts is not None else "",
    )


def atom(feed: Feed) -> bytes:
    """A feed as Atom."""
    made = _Atom(
        feed,
        title=printable(feed.title),
        link=absolute(feed.root, feed.page),
        description="",
        subtitle=printable(feed.site.about),
        language=feed.site.language,
        author_name=printable(feed.site.author),
        feed_url=absolute(feed.root, feed.path),
        feed_guid=feed.site.id_of(feed.path),
    )
    for entry in feed.entries:
        url = absolute(feed.root, entry.url)
        made.add_item(
            title=printable(entry.title),
            link=url,
            description=_whole(entry.summary, url) or None,
            content=_whole(entry.content, url) or None,
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=tuple(map(printable, entry.tags)),
            # Atom's library knows one author; who else wrote is named with the first.
            author_name=printable(", ".join(entry.authors)) or None,
            language=entry.language,
        )
    text = io.StringIO()
    made.write(text, "utf-8")
    return f"{text.getvalue()}\n".encode()


class _Atom(Atom1Feed):  # type: ignore[misc] # the library carries no types
    """The library's Atom, which asks the clock where a feed has no entry, and knows no language of one."""

    def __init__(self, feed: Feed, **about: Any) -> None:  # noqa: ANN401 - passed on as it comes
        super().__init__(**about)
        self._feed = feed

    def latest_post_date(self) -> datetime:
        return self._feed.updated

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        differs = item["language"] and item["language"] != self._feed.site.language
        return {"xml:lang": item["language"]} if differs else {}


def json_feed(feed: Feed) -> bytes:
    """A feed as JSON Feed 1.1."""
    site = feed.site
    made = {
        "version": JSON_VERSION,
        "title": feed.title,
        "home_page_url": absolute(feed.root, feed.page),
        "feed_url": absolute(feed.root, feed.path),
        "description": site.about,
        "language": site.language,
        "authors": [{"name": site.author}],
        "items": [_json_item(entry, feed.root) for entry in feed.entries],
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _json_item(entry: Entry, root: str) -> dict[str, Any]:
    url = absolute(root, entry.url)
    item: dict[str, Any] = {
        "id": entry.id,
        "url": url,
        "title": entry.title,
        "content_html": _whole(entry.content or entry.summary, url),
        "summary": html.unescape(re.sub(r"<[^<>]*>", "", entry.summary)).strip(),
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "tags": list(entry.tags),
        "authors": [{"name": name} for name in entry.authors],
        "language": entry.language,
        "image": absolute(root, entry.picture) if entry.picture else "",
    }
    return {name: value for name, value in item.items() if value or name == "content_html"}


def newest(articles: Iterable[Article], most: int | None) -> Sequence[Article]:
    """The articles that a feed shows, newest first, in one order for ever."""
    ordered = sorted(articles, key=lambda article: (article.date, article.relative_source_path), reverse=True)
    return ordered[:most]


def _in(zone: ZoneInfo, moment: datetime) -> datetime:
    """An instant; one that names no zone is in the site's."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def _whole(text: str, page: str) -> str:
    """HTML whose addresses lead to the same wherever it is read.

    >>> _whole('<a href="#fn-1">1</a> <img src="/a.png?b&amp;c">', "https://ada.example/posts/x/")
    '<a href="https://ada.example/posts/x/#fn-1">1</a> <img src="https://ada.example/a.png?b&amp;c">'
    """

    def whole(tag: str, _: str, address: str) -> str | None:
        # A drawing's own part could not be shown of another page.
        if (tag == "use" and address.startswith("#")) or _WHOLE.fullmatch(address):
            return None
        try:
            return quote(urljoin(page, address), safe=_IN_ADDRESSES)
        except ValueError:  # it leads nowhere, here as there
            return None

    # A feed holds no scripts, and nothing for them to draw.
    if _ISLAND in text:
        text = with_elements(text, ("script",), lambda *_: "\0", lambda tag: tag.startswith(_ISLAND)).replace(
            "\0\n", ""
        )
    return printable(with_addresses(text, whole) if _MAY_CHANGE.search(text) else text)
