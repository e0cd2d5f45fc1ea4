"""A built site in; out, each link inside it that leads nowhere: in pages, styles, feeds and the sitemap.

Each file is read once, by a parser in C. A link to a place in another page is looked up when all pages have been read,
in those pages alone to which such links lead.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

from selectolax.lexbor import LexborHTMLParser

from .findings import Finding

# Where a page names other files; a script's own attribute too, by which a chart finds what draws it.
_NAMING = (
    "[href], [src], [srcset], [poster], [data-plotly], object[data], form[action], meta[http-equiv=refresh], "
    "meta[property='og:image'], meta[property='og:url'], meta[name='twitter:image']"
)
_ADDRESSES = ("href", "src", "poster", "data-plotly", "data", "action")
_IN_STYLES = re.compile(rb"""url\(\s*+['"]?([^'"()\s]++(?:\s++[^'"()\s]++)*+)['"]?\s*+\)|@import\s+['"]([^'"]+)['"]""")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", flags=re.IGNORECASE)
_INDEX = "index.html"
# Enough to look at; a mistake in a template is on every page.
_MOST_GUESSED = 50


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads inside the site: a path from its folder, and a place in that page."""

    path: str
    place: str


@dataclass(slots=True)
class LinkChecker:
    """Checks the links of one site.

    Attributes:
        site: the folder.
        address: of the site on the web, without a slash at its end; links that begin with it lead into the site.
        findings: what was found so far.
        lost: each file, with each path in the site that it names and that is not there.
    """

    site: Path
    address: str
    findings: list[Finding] = field(default_factory=list)
    lost: set[tuple[str, str]] = field(default_factory=set)
    _files: frozenset[str] = frozenset()
    _folders: frozenset[str] = frozenset()
    _wanted: dict[str, dict[str, Finding]] = field(default_factory=lambda: defaultdict(dict))
    _guessed: int = 0

    def check(self, files: list[str], report: Callable[[int], None]) -> list[Finding]:
        """Check all files of a site.

        Args:
            files: all of them, as paths from its folder.
            report: is told how many files have been read.
        """
        self._files = frozenset(files)
        self._folders = frozenset(posixpath.dirname(file) for file in files)
        for number, file in enumerate(files):
            self._read(file)
            report(number + 1)
        for page, places in self._wanted.items():
            known = _places(LexborHTMLParser((self.site / page).read_bytes()))
            self.findings += [finding for place, finding in places.items() if place not in known]
        return self.findings

    def _read(self, file: str) -> None:
        if file.endswith((".html", ".htm")):
            self._read_page(file)
        elif file.endswith(".css"):
            for found in _IN_STYLES.finditer((self.site / file).read_bytes()):
                self._follow(file, (found[1] or found[2]).decode("utf-8", "replace"))
        elif file.endswith(".xml"):
            self._read_xml(file)

    def _read_page(self, file: str) -> None:
        tree = LexborHTMLParser((self.site / file).read_bytes())
        own: frozenset[str] | None = None
        for link in dict.fromkeys(_links(tree)):
            if not link.startswith("#"):
                self._follow(file, link)
            elif (place := unquote(link[1:])) and place != "top" and not place.startswith(":~:"):
                own = _places(tree) if own is None else own
                if place not in own:
                    self.findings.append(_lost_place(file, link, file))

    def _read_xml(self, file: str) -> None:
        try:
            tree = ET.fromstring((self.site / file).read_bytes())  # noqa: S314 - made by the build itself, of escaped text
        except ET.ParseError as error:
            self.findings.append(Finding(file, f"is not XML ({error})", "fix the template or the plugin that wrote it"))
            return
        if tree.tag.rpartition("}")[2].lower() not in {"feed", "rss", "urlset", "sitemapindex", "rdf"}:
            return
        links = [link for element in tree.iter() for link in _links_of_element(element)]
        for link in dict.fromkeys(links):
            self._follow(file, link, is_feed=True)

    def _follow(self, file: str, link: str, *, is_feed: bool = False) -> None:
        """Look whether a link leads somewhere, if it leads into the site."""
        target = self._target(file, link)
        if isinstance(target, Finding):
            self.findings.append(target)
        elif target is not None:
            page = self._page(target.path)
            if page is None:
                self.lost.add((file, target.path))
                self.findings.append(self._lost_link(file, link, target.path))
            elif is_feed and not _is_absolute(link):
                mend = "feeds are read elsewhere: set FEED_DOMAIN, and write the whole address"
                self.findings.append(Finding(file, f"names {link} without its host", mend, link))
            elif target.place and page.endswith(".html"):
                self._wanted[page].setdefault(target.place, _lost_place(file, link, page))

    def _target(self, file: str, link: str) -> Target | Finding | None:
        """Where in the site a link leads; nothing for other sites, and a finding where it leaves the site's own folder."""
        try:
            there = urlsplit(urljoin(_url(self.address, file), link))
        except ValueError:
            return Finding(file, f"the link to {link} is not an address", "write it as an address is written", link)
        base = urlsplit(self.address)
        if (there.scheme, there.netloc) != (base.scheme, base.netloc):
            return None
        root = f"{base.path}/"
        if there.path != base.path and not there.path.startswith(root):
            wrong = f"the link to {link} leads out of the site, which lies below {root}"
            mend = f"write it from the page's own place, or as {{filename}}, or begin it with {root}"
            return None if urlsplit(link).netloc else Finding(file, wrong, mend, link)
        place = unquote(there.fragment)
        return Target(unquote(there.path[len(root) :]), "" if place.startswith(":~:") else place)

    def _page(self, path: str) -> str | None:
        """The file that a host shows for a path; None if it has none."""
        if path and path in self._files:
            return path
        folder = path.rstrip("/")
        index = posixpath.join(folder, _INDEX)
        return index if folder in self._folders and index in self._files else None

    def _lost_link(self, file: str, link: str, path: str) -> Finding:
        mend = "name a page or a file that is there"
        if self._guessed < _MOST_GUESSED:
            self._guessed += 1
            name = path.rstrip("/")
            # Among files of that folder first: thousands of addresses are not worth comparing.
            folder = posixpath.dirname(name)
            near = {page.removesuffix(f"/{_INDEX}") for page in self._near(folder)} - {folder}
            if guess := difflib.get_close_matches(name, near, n=1, cutoff=0.7):
                mend = f"name a page or a file that is there, such as {guess[0]}"
        base = urlsplit(self.address)
        # As posts write it; a feed holds the same link as a whole address.
        shown = link.removeprefix(f"{base.scheme}://{base.netloc}")
        return Finding(file, f"the link to {shown} leads nowhere", mend, posixpath.basename(path.rstrip("/")) or link)

    def _near(self, folder: str) -> Iterator[str]:
        prefix = f"{folder}/" if folder else ""
        depth = prefix.count("/")
        for page in self._files:
            if page.startswith(prefix) and page.count("/") <= depth + 1:
                yield page


def _links(tree: LexborHTMLParser) -> Iterator[str]:
    """Each address that a page names."""
    for node in tree.css(_NAMING):
        attributes = node.attributes
        if node.tag == "meta":
            content = attributes.get("content") or ""
            yield content.partition("url=")[2].strip("'\" ") if "http-equiv" in attributes else content
            continue
        for name in _ADDRESSES:
            if (link := attributes.get(name)) is not None and not (name == "data" and node.tag != "object"):
                yield link.strip()
        for candidate in (attributes.get("srcset") or "").split(","):
            if candidate.strip():
                yield candidate.split()[0]


def _places(tree: LexborHTMLParser) -> frozenset[str]:
    """The names of places in a page to which a link may lead."""
    ids = {node.attributes.get("id") or "" for node in tree.css("[id]")}
    return frozenset(ids | {node.attributes.get("name") or "" for node in tree.css("a[name]")})


def _links_of_element(element: ET.Element) -> Iterator[str]:
    """Addresses in an element of a feed or a sitemap: its own, and those of the HTML in its text."""
    name = element.tag.rpartition("}")[2]
    if href := element.get("href"):
        yield href
    text = (element.text or "").strip()
    if name in {"loc", "link", "guid", "id", "uri"} and text.startswith(("http:", "https:")):
        yield text
    elif name in {"content", "summary", "description", "encoded"} and "<" in text:
        yield from (link for link in _links(LexborHTMLParser(text)) if not link.startswith("#"))


@lru_cache(maxsize=1)
def _url(address: str, file: str) -> str:
    """The address of a file, on the web; its links are resolved one after another."""
    return f"{address}/{quote(file)}"


def _is_absolute(link: str) -> bool:
    return bool(_SCHEME.match(link)) or link.startswith("//")


def _lost_place(file: str, link: str, page: str) -> Finding:
    place = link.partition("#")[2]
    where = "the page" if file == page else page
    return Finding(
        file, f"the link to {link} names no place in {where}", f'give a heading there id="{place}"', f"#{place}"
    )
